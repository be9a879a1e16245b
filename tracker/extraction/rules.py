"""The English rules in the order in which they are tried at a word."""

from __future__ import annotations

from tracker.extraction.rule import Grade, Rule, Sides
from tracker.extraction.rules_of_change import CHANGES
from tracker.extraction.rules_of_hiring import HIRING
from tracker.extraction.rules_of_work import WORK

__all__ = ["RULES", "Grade", "Rule", "Sides"]

RULES: tuple[Rule, ...] = (*CHANGES, *HIRING, *WORK)
