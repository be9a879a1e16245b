"""Mentions of parties in a document: names, offices described in words, countries that stand for governments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.extraction.document import Document
from tracker.extraction.gazetteer import Known
from tracker.extraction.languages import ENGLISH
from tracker.extraction.mention_reader import SentenceReader
from tracker.extraction.mentions import Mention
from tracker.extraction.runs import find_runs
from tracker.extraction.sentences import Sentence, SentenceIndex, Token

_NEXT_IN_LIST = re.compile(r"\s*(?:\([^)]*\)\s*)?,?\s*(?:and\s+)?")
_DATELINE = re.compile(r"[A-Z]{3}[A-Z .'’]*(?:,[^-–—:]{0,40})?(?:\s*\([^)]{1,30}\))?\s+[-–—]\s")
# "NUUK. The government …", "NAIROBI: Taxpayers …" at the head of the text
_OPENING_PLACE = re.compile(r"[A-Z]{3}[A-Z .'’-]{0,26}(?:\s*\([^)\n]{1,30}\))?\s*[.:]\s+(?=[A-Z“\"])")
_CAPITAL_LABEL = re.compile(r"[A-Z][A-Z'’-]+(?: [A-Z'’&-]+){1,6}:\s")
_WHOLE_LABEL = 0.6
_UNNAMED = frozenset({"addressee", "press", "place"})


def find_mentions(document: Document, known: Sequence[Known] = ()) -> list[list[Mention]]:
    """The mentions of each sentence, in order and without overlaps; ``known`` names of the text correct them."""
    rows = [_sentence_mentions(document, number) for number in range(len(document.sentences))]
    _find_in_headings(document, rows)
    if known and rows:
        index = SentenceIndex(document.sentences)
        for name in known:
            number = index.at(name.start)
            if name.end <= document.sentences[number].end:
                _take_known(document, rows[number], number, name)
    return rows


def _find_in_headings(document: Document, rows: list[list[Mention]]) -> None:
    """In headings with capitals throughout only the names of the text proper can be told from the rest."""
    headings = [n for n, s in enumerate(document.sentences) if _is_title_case(document.tokens[n], s.kind)]
    if not headings:
        return
    known = {m.name: m for row in rows for m in row if not m.described and m.shape not in _UNNAMED}
    for number in headings:
        sentence = document.sentences[number]
        for name, model in known.items():
            start = document.text.find(name, sentence.start, sentence.end)
            if start < 0 or any(m.start < start + len(name) and start < m.end for m in rows[number]):
                continue
            first = sum(t.start < start for t in document.tokens[number])
            last = sum(t.end <= start + len(name) for t in document.tokens[number])
            rows[number].append(
                replace(model, start=start, end=start + len(name), sentence=number, first=first, last=last)
            )
        rows[number].sort(key=lambda mention: mention.start)


def _take_known(document: Document, row: list[Mention], number: int, name: Known) -> None:
    """Mark the mention that is the known name; widen or make one where the name reaches beyond it.

    An article before the name and an abbreviation after it are left out, as they are everywhere else.
    """
    if document.low.startswith("the ", name.start):
        name = Known(name.start + 4, name.end, name.role)
    bracket = document.text.rfind(" (", name.start, name.end)
    if bracket > 0 and document.text[name.end - 1] == ")":
        name = Known(name.start, bracket, name.role)
    touched = [m for m in row if m.start < name.end and name.start < m.end]
    if any(m.start <= name.start and name.end <= m.end for m in touched):
        mention = touched[0]
        if 2 * (name.end - name.start) >= mention.end - mention.start and not mention.described:
            mention.known = name.role
        return
    tokens = document.tokens[number]
    inside = [i for i, t in enumerate(tokens) if t.start >= name.start and t.end <= name.end]
    if not inside:
        return
    shape = touched[0].shape if touched and touched[0].shape in ("government", "local", "body") else "name"
    text = document.text[name.start : name.end]
    country = next((m.country for m in touched if m.country), None)
    made = Mention(name.start, name.end, text, number, inside[0], inside[-1] + 1, shape, country)
    made.known = name.role
    for mention in touched:
        row.remove(mention)
    row.append(made)
    row.sort(key=lambda mention: mention.start)


def _sentence_mentions(document: Document, number: int) -> list[Mention]:
    tokens = document.tokens[number]
    if _is_title_case(tokens, document.sentences[number].kind):
        return []
    places = frozenset(country.start for country in document.countries[number])
    runs = find_runs(tokens, document.lower_words, document.inner_capitals, places)
    reader = SentenceReader(document, number, tokens)
    offices = reader.seats() if document.language == ENGLISH else reader.foreign_offices()
    runs = [run for run in runs if not any(m.first <= run[0] < m.last for m in offices)]
    mentions: list[Mention] = []
    done = _after_dateline(document, document.sentences[number], tokens)
    for first, last in runs:
        if first < done:
            continue
        for mention in reader.read(first, last):
            if mentions and mention.first < mentions[-1].last:
                mentions.pop()
            if mentions and _shares_title(document.text, mentions[-1], mention):
                mention.title, mention.shape = mentions[-1].title, "person"
            mentions.append(mention)
            done = max(done, mention.last)
    return sorted([*mentions, *offices], key=lambda mention: mention.start) if offices else mentions


def _after_dateline(document: Document, sentence: Sentence, tokens: list[Token]) -> int:
    """Number of the first token after "WASHINGTON, March 10 (Agency) -" or a label in capitals: "OLD FRIENDS: …"."""
    text = document.text
    match = _DATELINE.match(text, sentence.start, sentence.end)
    if match is None and sentence.paragraph == 0:
        match = _OPENING_PLACE.match(text, sentence.start, sentence.end)
    label = _CAPITAL_LABEL.match(text, sentence.start, sentence.end) if match is None else None
    if label and not _is_of_country(document, sentence, label.group().rstrip(" :")):
        match = label
    return sum(token.start < match.end() for token in tokens) if match else 0


def _is_of_country(document: Document, sentence: Sentence, label: str) -> bool:
    """Whether a label in capitals is a country's name and not words about one: "CAYMAN ISLANDS", "JAKARTA CALLING"."""
    named = (country.text for country in document.countries[sentence.number] if country.text in label)
    return max(map(len, named), default=0) >= _WHOLE_LABEL * len(label)


def _shares_title(text: str, previous: Mention, mention: Mention) -> bool:
    """ "Senators Leahy, Hagel and Murkowski": one plural title for all."""
    if not previous.title or mention.title or mention.shape not in ("name", "person"):
        return False
    plural = previous.title.split()[-1].endswith("s") or previous.title.endswith("sens")
    return plural and bool(_NEXT_IN_LIST.fullmatch(text, previous.end, mention.start))


def _is_title_case(tokens: list[Token], kind: str) -> bool:
    if kind != "heading":
        return False
    words = [t for t in tokens if t.text[0].isalpha() and t.text not in ("'s", "’s")]
    if len(words) > 1 and all(t.text.isupper() for t in words):
        return True
    if len(words) < 3:
        return False
    if len(words) < 6:
        return False
    return sum(t.capital for t in words) >= 0.75 * len(words)
