"""``{% load desk %}``: what the pages of the admin need beside Django's own tags."""

from __future__ import annotations

from django import template

from tracker.models import Issue, ReviewItem

register = template.Library()

_LIMIT = 1000


@register.simple_tag
def open_questions() -> str:
    """How many questions wait for a person, counted to a thousand."""
    return _count(ReviewItem.objects.filter(state=ReviewItem.State.OPEN)[: _LIMIT + 1].count())


@register.simple_tag
def open_issues() -> str:
    """How many rows and pages could not be read and wait for somebody to look, counted to a thousand."""
    return _count(Issue.objects.filter(state=Issue.State.OPEN)[: _LIMIT + 1].count())


def _count(number: int) -> str:
    return f"more than {_LIMIT:,}" if number > _LIMIT else str(number)
