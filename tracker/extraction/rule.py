"""What a rule is: a verb or noun that tells of a contract, with the sides on which its parties stand.

Sides: ``CF`` the client stands before and the firm after ("A hired B"), ``FC`` the firm before and the client
after ("B registered for A"), ``SY`` either way ("A signed a contract with B"). A passive turns CF and FC round.
Grades: ``act`` makes a contract by itself, ``deal`` is a contract noun that needs terms or a party on each side,
``pay`` needs an amount, ``relation`` tells who works for whom and needs terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracker.records import Act

Sides = Literal["CF", "FC", "SY"]
Grade = Literal["act", "deal", "pay", "relation"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A verb or noun. ``pattern``: a regular expression without capturing groups; of rules that match at one
    place the first of the table stands."""

    name: str
    sides: Sides
    grade: Grade
    act: Act
    pattern: str
