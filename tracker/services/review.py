"""Questions for people: asked once, answered by a person, dropped when they no longer arise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from tracker.models import ReviewItem, Statement
from tracker.services.bulk import fetch_in, filter_in, upsert_rows
from tracker.services.identity import hash_identity


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``about`` is its natural key, so that asking again changes nothing."""

    kind: str
    about: tuple[Any, ...]
    text: str
    reasons: Sequence[str] = ()
    suggestion: Mapping[str, Any] = field(default_factory=dict)
    statement: int | None = None
    mention: int | None = None
    party: int | None = None
    contract: int | None = None


def ask(questions: Iterable[Question]) -> None:
    """Write the questions that were not asked before; answered ones stay answered."""
    rows = {}
    now = timezone.now()
    for question in questions:
        identity = hash_identity("review", question.kind, *question.about)
        rows[identity] = (
            identity,
            question.kind,
            ReviewItem.State.OPEN,
            question.text,
            list(question.reasons),
            dict(question.suggestion),
            question.statement,
            question.mention,
            question.party,
            question.contract,
            now,
        )
    columns = [
        "identity", "kind", "state", "question", "reasons", "suggestion", "statement", "mention", "party", "contract",
        "created_at",
    ]  # fmt: skip
    upsert_rows(ReviewItem, columns, list(rows.values()), conflict=["identity"])


def drop_questions(kind: str, field_name: str, ids: Iterable[int]) -> None:
    """Open questions about these rows no longer arise."""
    items = ReviewItem.objects.filter(kind=kind, state=ReviewItem.State.OPEN)
    for piece in filter_in(items, field_name, ids):
        piece.update(state=ReviewItem.State.OBSOLETE, decided_at=timezone.now())


def ask_about_statements(ids: Iterable[int]) -> None:
    """Ask a person to confirm the statements that wait for review; confirmed or gone ones are not asked about."""
    ids = list(ids)
    rows = Statement.objects.values_list(
        "id", "identity", "content_hash", "raw_client", "raw_firm", "confidence", "state", "gone_as_of"
    )
    questions, settled = [], []
    for pk, identity, content, client, firm, confidence, state, gone in fetch_in(rows, "id", ids):
        if state != Statement.State.REVIEW or gone is not None:
            settled.append(pk)
            continue
        text = f"Does the document say that {client} has a contract with {firm}?"
        reasons = [f"read with confidence {confidence:.2f}"]
        questions.append(
            Question(
                ReviewItem.Kind.STATEMENT, (identity, content), text, reasons, {"accept": "count it"}, statement=pk
            )
        )
    ask(questions)
    drop_questions(ReviewItem.Kind.STATEMENT, "statement_id", settled)
