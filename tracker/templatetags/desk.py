"""``{% load desk %}``: what the pages of the admin need beside Django's own tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from tracker.models import Issue, ReviewItem

register = template.Library()

_BOOKKEEPING = {"changed at", "provenance", "statement count", "search", "comparable usd", "comparable note"}
"""Columns that follow from the others, by their names in words: no decision is in them."""

_LIMIT = 1000


@register.simple_tag
def open_questions() -> str:
    """How many questions wait for a person, counted to a thousand."""
    return _count(ReviewItem.objects.filter(state=ReviewItem.State.OPEN)[: _LIMIT + 1].count())


@register.simple_tag
def open_issues() -> str:
    """How many rows and pages could not be read and wait for somebody to look, counted to a thousand."""
    return _count(Issue.objects.filter(state=Issue.State.OPEN)[: _LIMIT + 1].count())


@register.filter
def ours_first(apps: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The applications of the admin's front page: the tracker's own records before logins and schedules."""
    return sorted(apps, key=lambda app: app["app_label"] != "tracker")


@register.filter
def without_bookkeeping(changes: Iterable[Mapping[str, Any]] | None) -> list[Mapping[str, Any]]:
    """The differences between two states of a record that a person can have meant; the first state has none."""
    return [change for change in changes or () if str(change["field"]).lower() not in _BOOKKEEPING]


def _count(number: int) -> str:
    return f"more than {_LIMIT:,}" if number > _LIMIT else str(number)
