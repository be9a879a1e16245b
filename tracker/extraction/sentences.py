"""Paragraphs, sentences and words of a text, each with its offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tracker.normalize.words import word_set

Kind = Literal["prose", "heading", "bullet"]

# Words whose full stop belongs to the word. A sentence may still end after those of the second set
# when the next word cannot belong to them ("… of Acme Inc. The firm …").
NEVER_FINAL = word_set(
    """
    mr mrs ms dr prof rev hon gen lt col maj capt cmdr adm sgt sen sens rep reps gov govs pres amb messrs
    mme st ste vs v cf eg ie e.g i.e no nos art fig vol jan feb mar apr jun jul aug sept sep oct nov dec mon
    tue tues wed thu thurs fri approx est dept asst assn ft mt
    """
)
MAY_BE_FINAL = word_set(
    """
    inc ltd co corp llc llp lp plc pllc pc p.c p.a s.a s.r.l a.s l.l.c l.l.p u.s u.k u.n u.s.a d.c e.u u.a.e
    a.m p.m jr sr bros intl calif ariz ark colo conn del fla ga ill ind kan ky la md mass mich minn miss mo
    mont neb nev okla ore pa tenn tex va vt wash wis wyo n.y n.j n.c n.d n.h n.m s.c s.d r.i w.va ala ph.d
    etc al
    """
)
_STARTERS = word_set(
    """
    the a an it its he she his her they their this that these those in on at by for from to with under after
    before when while as if but and or so yet also both each every two three four five six seven eight nine
    ten according last next now since there then here no not all another an one meanwhile however what who
    which how why where we i you our my your instead although though because during until records filings
    lobbying together among most some many more neither none only still even such others last critics officials
    previously earlier later now today until unlike despite
    """
)
_GERMAN_MONTHS = word_set(
    "januar februar märz april mai juni juli august september oktober november dezember"
)  # "zum 6. Oktober"
_BOUNDARY = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+$")
_NEXT = re.compile(r"\s*[\"'“‘(\[]*(\S+)")
_BULLET = re.compile(r"[ \t]*(?:[•·▪◦‣*–—-]|\d{1,2}[.)])[ \t]+")
_TERMINAL = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
_CAMEL = re.compile(r"[a-z]{1,4}[A-Z][a-z]")  # "theGroup", "eMoney"
_LABEL = re.compile(r"(?:[-–—•*]\s+)?(?=[^a-z\n]{12,120}:\s)[A-Z][^a-z\n:]*\s[^a-z\n:]*\s[^a-z\n:]*:(?=\s+\S)")
_LINE = re.compile(r"[^\n]*\n?")
_SPOKEN = re.compile(r"[^\W_]")
_INITIAL_WINDOW = 24
_LONGEST = 1200

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[^\W\d_][&/][^\W\d_](?![^\W\d_])"  # A&P, C/R
    r"|['’]s(?![^\W_])"  # the possessive, on its own
    r"|[^\W\d_][^\W_]*(?:[-‑](?=[^\W_])[^\W_]+|['’](?!s(?![^\W_]))[^\W\d_]+)*|\d+(?:[.,]\d+)*[^\W\d_]*|[^\w\s]|_"
)
# Other languages join small words to names: French and Italian before them, Turkish after them.
_ELIDED = re.compile(
    r"(?:qu|[dlscnjmt]|dell|nell|all|sull|dall|un)['’](?=[^\W_])"
    r"|[^\W\d_]{2,}(?=['’](?:[dt][ae](?:n|ki)?|l[iıuü]|n?[ıiuü]n|[ynl]?[ae]|[yn]?[ıiuü])(?![^\W_]))|" + _TOKEN.pattern,
    re.IGNORECASE,
)


class Token(NamedTuple):
    """A word or a mark of punctuation; ``capital``: it begins with a capital letter."""

    text: str
    start: int
    end: int
    lower: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]`` of the document; ``paragraph`` counts from 0, ``number`` over the document."""

    start: int
    end: int
    paragraph: int
    number: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Paragraph:
    start: int
    end: int
    kind: Kind


def split_tokens(text: str, start: int, end: int, plain: frozenset[str] = frozenset()) -> list[Token]:
    """The words and marks of ``text[start:end]``, offsets into ``text``; a possessive 's is a token of its own.

    ``plain``: the common words of a language other than English, which no capital makes a name; elided articles
    ("l'armée") are then tokens of their own too.
    """
    found: list[Token] = []
    for match in (_ELIDED if plain else _TOKEN).finditer(text, start, end):
        word = match[0]
        lower = word.lower()
        capital = (word[0].isupper() and lower not in plain) or (word != lower and _CAMEL.match(word) is not None)
        # Calling Token itself takes twice as long, and this is the loop over every word.
        found.append(tuple.__new__(Token, (word, match.start(), match.end(), lower, capital)))
    return found


def split_paragraphs(text: str) -> list[Paragraph]:
    """Paragraphs in order: blank lines part them, and so do line ends that do not merely wrap a line.

    A line end is a wrap when the line is nearly as long as the longest of its block, ends in no closing mark,
    and no bullet follows.
    """
    blocks: list[list[tuple[int, int]]] = [[]]
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if line:
            blocks[-1].append((match.start(), match.end()))
        elif blocks[-1]:
            blocks.append([])
    paragraphs: list[Paragraph] = []
    for block in blocks:
        paragraphs.extend(_join_wrapped(text, block))
    return paragraphs


def split_sentences(text: str) -> list[Sentence]:
    """Sentences in order, those without a letter or digit left out; headings and bullets are of their own kind.

    A label in capitals that opens a paragraph ("CHAD SHOPS AROUND: The …") is a heading.
    """
    sentences: list[Sentence] = []
    for index, paragraph in enumerate(split_paragraphs(text)):
        begin = paragraph.start
        label = _LABEL.match(text, begin, paragraph.end)
        if label:
            sentences.append(Sentence(begin, label.end(), index, len(sentences), "heading"))
            begin = (
                label.end() + len(text[label.end() : paragraph.end]) - len(text[label.end() : paragraph.end].lstrip())
            )
        for start, end in _cut(text, begin, paragraph.end):
            for low, high in _bounded(text, start, end):
                sentences.append(Sentence(low, high, index, len(sentences), paragraph.kind))
    return sentences


class SentenceIndex:
    """Finds the sentence that an offset lies in."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self._starts = [sentence.start for sentence in sentences]

    def at(self, offset: int) -> int:
        """Number of the sentence at ``offset``; of the one before it when it lies between two."""
        return max(0, bisect_right(self._starts, offset) - 1)


def _join_wrapped(text: str, block: list[tuple[int, int]]) -> list[Paragraph]:
    if not block:
        return []
    longest = max(end - start for start, end in block)
    groups: list[list[int]] = []
    for start, end in block:
        line = text[start:end]
        if groups and not _BULLET.match(line) and _is_wrapped(text[groups[-1][2] : groups[-1][1]], line, longest):
            groups[-1][1] = end
            groups[-1][2] = start
        else:
            groups.append([start, end, start])
    paragraphs = []
    for start, end, _ in groups:
        body = text[start:end]
        lead = len(body) - len(body.lstrip())
        stop = start + len(body.rstrip())
        paragraphs.append(Paragraph(start + lead, stop, _kind_of(body.strip(), bool(_BULLET.match(body)))))
    return paragraphs


def _is_wrapped(line: str, following: str, longest: int) -> bool:
    if longest < 40 or longest > 160 or len(line) < longest * 0.55:
        return False
    if _TERMINAL.search(line) and len(line) < longest * 0.85:
        return False
    return len(line) > longest * 0.7 or following.strip()[:1].islower()


def _kind_of(body: str, bullet: bool) -> Kind:
    if bullet:
        return "bullet"
    return "heading" if len(body) <= 140 and not _TERMINAL.search(body) else "prose"


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    begin = start
    for match in _BOUNDARY.finditer(text, start, end):
        if match.end() < end and not _ends_sentence(text, match.start(), match.end(), start, end):
            continue
        if _SPOKEN.search(text, begin, match.end()):
            spans.append((begin, match.end()))
        begin = match.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if _SPOKEN.search(text, begin, end):
        spans.append((begin, end))
    return spans


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A "sentence" longer than any that is written (a table, a page without stops) in pieces, cut at blanks."""
    pieces = []
    while end - start > _LONGEST:
        blank = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        cut = blank if blank > 0 else start + _LONGEST
        pieces.append((start, cut))
        start = cut + (1 if blank > 0 else 0)
    if _SPOKEN.search(text, start, end):
        pieces.append((start, end))
    return pieces


def _ends_sentence(text: str, dot: int, after: int, start: int, end: int) -> bool:
    following = _NEXT.match(text, after, end)
    next_word = following.group(1) if following else ""
    if text[dot] != "." or after - dot > 1:
        return not next_word[:1].islower()
    if text[dot - 1 : dot].isdigit() and next_word.strip(",.").lower() in _GERMAN_MONTHS:
        return False
    before = _WORD_BEFORE.search(text[max(start, dot - _INITIAL_WINDOW) : dot])
    word = before.group().lower() if before else ""
    if word in NEVER_FINAL and not (word in ("no", "mar", "sen", "art") and not text[dot - len(word)].isupper()):
        return False
    if next_word[:1].islower():
        return False
    initial = len(word) == 1 and not text[dot - 2 : dot - 1].isdigit()
    if initial or "." in word or word in MAY_BE_FINAL:
        bare = next_word.strip("\"'“”‘’()[],;:.").lower()
        return bare in _STARTERS
    return True
