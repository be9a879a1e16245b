"""Evidence as readers see it: a quote with at most two sentences round it, or the as-filed column of a register row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from tracker.extraction.sentences import Sentence, SentenceIndex, split_sentences
from tracker.models import Contract, Document, Statement
from tracker.services.voices import COUNTING_STATES

NEIGHBOUR_LENGTH = 320
"""Letters of a neighbouring sentence that are shown; a text without full stops must not be shown whole."""

LONGEST_SENTENCE = 700
"""Letters that are shown, round the quotes, of the sentence that they stand in."""

Span = tuple[int, int]

SPEAKS_FOR = {"total_value": "value", "status": "act", "latest_amount": "amount"}
"""Fields whose evidence is that of another one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage; ``is_quote`` marks what a value was read from."""

    text: str
    is_quote: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Quotes with their sentences. ``cut_before`` and ``cut_after`` tell that a sentence was shortened there."""

    pieces: tuple[Piece, ...]
    cut_before: bool = False
    cut_after: bool = False

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one value rests on: the statement, and its quotes or its as-filed column.

    ``column`` and ``filed`` are empty for texts, ``passages`` for registers; both are for what people entered, whose
    ground is the statement's ``note``. ``page`` is that of the filing, where it is a PDF.
    """

    statement: Statement
    passages: tuple[Passage, ...] = ()
    column: str = ""
    filed: str = ""
    confidence: float = 1.0
    page: int | None = None

    @property
    def document(self) -> Document | None:
        return self.statement.last_document


@dataclass(slots=True)
class Spoken:
    """A statement of a contract's timeline with all its passages, and which of its columns were read."""

    statement: Statement
    passages: tuple[Passage, ...] = ()
    columns: frozenset[str] = frozenset()
    rows: list[tuple[str, str]] = field(default_factory=list)


# -- Quotes in their sentences -----------------------------------------------------------------------------


def cut_passages(text: str, quotes: Iterable[Mapping[str, Any]]) -> tuple[Passage, ...]:
    """Each quote marked, with the sentence it stands in and one on either side; neighbouring quotes share a passage.

    A quote whose offsets do not fit the text (it was read from another version) is shown alone.
    """
    spans, strays = _find_spans(text, quotes)
    passages = [Passage((Piece(quote, True),)) for quote in strays]
    sentences = split_sentences(text) if spans else []
    if not sentences:
        # A text of nothing but marks has quotes at most.
        return (*(Passage((Piece(text[start:end], True),)) for start, end in _merge_spans(spans)), *passages)
    index = SentenceIndex(sentences)
    held: list[tuple[int, int, list[Span]]] = []
    for start, end in _merge_spans(spans):
        first, last = index.at(start), index.at(max(start, end - 1))
        if held and first <= held[-1][1] + 1:
            held[-1] = (held[-1][0], max(last, held[-1][1]), [*held[-1][2], (start, end)])
        else:
            held.append((first, last, [(start, end)]))
    return (*(_cut_passage(text, sentences, *group) for group in held), *passages)


def mark_quotes(text: str, quotes: Iterable[Mapping[str, Any]]) -> tuple[Piece, ...]:
    """The whole text with its quotes marked: for staff alone, an article's text is not ours to publish."""
    pieces: list[Piece] = []
    done = 0
    for start, end in _merge_spans(_find_spans(text, quotes)[0]):
        pieces += [Piece(text[done:start]), Piece(text[start:end], True)]
        done = end
    return (*(piece for piece in pieces if piece.text), *([Piece(text[done:])] if text[done:] else ()))


def _find_spans(text: str, quotes: Iterable[Mapping[str, Any]]) -> tuple[list[Span], list[str]]:
    spans: list[Span] = []
    strays: dict[str, None] = {}
    for quote in quotes:
        start, end, words = quote.get("start", -1), quote.get("end", -1), str(quote.get("quote", ""))
        if words.strip() and 0 <= start < end <= len(text) and text[start:end] == words:
            spans.append((start, end))
        elif words.strip():
            strays.setdefault(words)
    return spans, list(strays)


def _merge_spans(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut_passage(text: str, sentences: Sequence[Sentence], first: int, last: int, spans: Sequence[Span]) -> Passage:
    begin, is_cut_before = _find_begin(sentences, first, spans[0][0])
    end, is_cut_after = _find_end(sentences, last, spans[-1][1])
    pieces: list[Piece] = []
    edges = [(begin, begin), *spans, (end, end)]
    for (_, gap_start), (start, stop) in pairwise(edges):
        if text[gap_start:start]:
            pieces.append(Piece(text[gap_start:start]))
        if start < stop:
            pieces.append(Piece(text[start:stop], True))
    return Passage(tuple(pieces), is_cut_before, is_cut_after)


def _find_begin(sentences: Sequence[Sentence], number: int, quote: int) -> tuple[int, bool]:
    """Where a passage begins, and whether that is inside a sentence."""
    own = min(sentences[number].start, quote)
    if quote - own > LONGEST_SENTENCE:
        return quote - LONGEST_SENTENCE, True
    if number == 0 or sentences[number - 1].paragraph != sentences[number].paragraph:
        return own, False
    begin = max(sentences[number - 1].start, own - NEIGHBOUR_LENGTH)
    return begin, begin > sentences[number - 1].start


def _find_end(sentences: Sequence[Sentence], number: int, quote: int) -> tuple[int, bool]:
    own = max(sentences[number].end, quote)
    if own - quote > LONGEST_SENTENCE:
        return quote + LONGEST_SENTENCE, True
    if number + 1 == len(sentences) or sentences[number + 1].paragraph != sentences[number].paragraph:
        return own, False
    end = min(sentences[number + 1].end, own + NEIGHBOUR_LENGTH)
    return end, end < sentences[number + 1].end


# -- A contract's evidence ---------------------------------------------------------------------------------


def load_statements(contract: Contract) -> list[Statement]:
    """The statements that readers may see of a contract, oldest first: none that waits for review or was rejected."""
    statements = (
        Statement.objects.filter(contract=contract, state__in=COUNTING_STATES)
        .select_related("source", "last_document", "renamed_from")
        .defer("renamed_from__fields", "renamed_from__evidence")
    )
    return sorted(statements, key=lambda statement: (told_on(statement), statement.pk))


def told_on(statement: Any) -> str:
    """The day (ISO) under which a statement, or a row of its columns, stands: posted, else registered, else listed."""
    day: date = statement.posted_on or statement.registered_on or statement.first_as_of.date()
    return day.isoformat()


def explain_contract(contract: Contract, statements: Sequence[Statement]) -> dict[str, Evidence]:
    """Field → evidence, for each value of the contract that names its statement."""
    by_id = {statement.pk: statement for statement in statements}
    speakers = {name: by_id[pk] for name, pk in contract.provenance.items() if pk in by_id}
    if "value" in speakers:
        speakers.setdefault("total_value", speakers["value"])
    if contract.country and "client" in speakers:
        speakers.setdefault("client_country", speakers["client"])
    return {name: read_evidence(statement, name) for name, statement in speakers.items()}


def read_evidence(statement: Statement, name: str) -> Evidence:
    """What the statement's word on one field rests on."""
    key = name if name in statement.evidence else SPEAKS_FOR.get(name, name)
    if name == "status" and statement.kind not in ("news", "correction"):
        key = "deregistered_on" if "deregistered_on" in statement.evidence else "registered_on"
    found = statement.evidence.get(key)
    confidence = statement.confidences.get(key, statement.confidence)
    if isinstance(found, list):
        page = statement.details.get("pages", {}).get(key)
        return Evidence(statement, cut_passages(_text_of(statement), found), confidence=confidence, page=page)
    column = found.get("column", "") if isinstance(found, dict) else ""
    return Evidence(statement, column=column, filed=_as_filed(statement, name, column), confidence=confidence)


def _as_filed(statement: Statement, name: str, column: str) -> str:
    """The column's value; what a statement keeps as filed in a field of its own, its columns need not repeat."""
    if column in statement.fields or not column:
        return str(statement.fields.get(column, ""))
    own = {"client": statement.raw_client, "firm": statement.raw_firm, "purpose": statement.purpose}
    return own.get(name, "")


def tell_statement(statement: Statement) -> Spoken:
    """The statement with everything that it rests on, as far as the public may see it.

    What is said to have happened rests on a whole sentence, in which the marks of the values would drown; it is
    marked only where no other quote is.
    """
    found_quotes = {name: found for name, found in statement.evidence.items() if isinstance(found, list)}
    values = {name: found for name, found in found_quotes.items() if name != "act"}
    quotes = [quote for found in (values or found_quotes).values() for quote in found]
    columns = {found["column"] for found in statement.evidence.values() if isinstance(found, dict)}
    rows = [] if statement.kind == "correction" else list(statement.fields.items())
    return Spoken(statement, cut_passages(_text_of(statement), quotes), frozenset(columns), rows)


def _text_of(statement: Statement) -> str:
    return statement.last_document.text if statement.last_document else ""
