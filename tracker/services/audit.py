"""Who changed what: rows that people change are saved with a record of before, after, who and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from simple_history.utils import bulk_update_with_history

REASON_LENGTH = 100
"""What the history's column of reasons holds; the whole note stands on the statement or the question."""


def save_rows(rows: Sequence[models.Model], fields: Sequence[str], user: User | None, reason: str) -> None:
    """Save the fields of the rows (all of one model) and record who did it, inside the caller's transaction.

    Without ``fields`` nothing is written but the record. A row that has no history yet gets its former state first,
    so that the difference is shown and can be undone.
    """
    if not rows:
        return
    model = type(rows[0])
    keep_former(model, [row.pk for row in rows])
    bulk_update_with_history(
        rows, model, list(fields), default_user=user, default_change_reason=reason[:REASON_LENGTH], batch_size=500
    )


def keep_former(model: type[models.Model], ids: Collection[Any]) -> None:
    """Record the present state of the rows whose history is empty: machines write rows without recording them."""
    history = _history(model)
    known = set(history.filter(id__in=list(ids)).values_list("id", flat=True))
    rows = list(model._default_manager.filter(pk__in=set(ids) - known))
    if rows:
        history.bulk_history_create(rows, batch_size=500, default_change_reason="as it was before the first decision")


def tag(verb: str, *ids: int) -> str:
    """The beginning of a reason by which ``undo_rows`` finds what one decision changed."""
    return f"{verb} {' '.join(map(str, ids))}: "


def undo_rows(
    rows: Iterable[models.Model], fields: Sequence[str], made: str, user: User | None, reason: str
) -> list[models.Model]:
    """Give the rows back what the decision tagged ``made`` changed; returns those that are changed by it.

    ``fields`` are names of columns. A row on which somebody has decided anew since then keeps that.
    """
    restored = []
    for row in rows:
        after = _history(type(row)).filter(id=row.pk, history_change_reason__startswith=made).first()
        before = after.prev_record if after is not None else None
        if before is None or any(getattr(row, name) != getattr(after, name) for name in fields):
            continue
        if any(getattr(row, name) != getattr(before, name) for name in fields):
            for name in fields:
                setattr(row, name, getattr(before, name))
            restored.append(row)
    if restored:
        save_rows(restored, [name.removesuffix("_id") for name in fields], user, reason)
    return restored


def _history(model: type[models.Model]) -> Any:
    return model.history  # type: ignore[attr-defined]
