"""Legal forms of companies in many jurisdictions, and names without them."""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.normalize.folding import fold
from tracker.normalize.names.legal_forms_data import LEGAL_FORMS_TABLE, NEEDS_CAPITALS_TABLE
from tracker.normalize.words import word_set

LEGAL_FORMS: frozenset[str] = frozenset(
    form.strip() for line in LEGAL_FORMS_TABLE.splitlines() if not line.endswith(":") for form in line.split("|")
) - {""}
_NEEDS_CAPITALS = word_set(NEEDS_CAPITALS_TABLE)
_MIXED_CASE = word_set("SpA Ltda Lda Ag Cia Oy publ Sti Şti")
# In capitals these are mostly something else (a state of the USA, an article), so they need their stops.
_NEEDS_STOPS = frozenset({"ac", "ca", "na", "sc"})
# Whole words that also end names which are no company: they go only when a distinctive name stays behind.
_WORD_FORMS = frozenset({"company", "corporation", "limited", "chartered", "unlimited", "co", "corp", "cos"})
_STATE_CODES = frozenset({"pa", "co"})
_PLACE = re.compile(
    r"^(?:the )?(?:city|town|county|borough|village|township|state|port|university)\b|\b(?:county|city)\b"
)
# Words that carry no name by themselves: "Arab Company" without its company would be nobody.
_BARE_LEFTOVERS = word_set(
    """
    the a an and of for de du des von van y et und arab oil gas trading development holding holdings insurance
    investment investments shipping steel power electric water national international general bank trust group
    east west north south central united first new american british european african asian
    """
)
_DANGLING = re.compile(r"(?:\b(?:and|of|for|the|de|du|des|der|und|et|y|e)|&)\s*$", re.IGNORECASE)
_WORD_START = re.compile(r"(?:(?<=[\s,(/])|(?<=\w\.))(?=[&\w(])")
_ABBREVIATION = re.compile(r"(?:^|[\s(])\w\.$")  # "S.A." is no form of its own in "U.S.A."
_JOINERS = " \t\r\n(,;:/\\*-–—"
_OFFICE = re.compile(r"\s*\((?:US|U\.S\.|USA|U\.S\.A\.|UK|U\.K\.|EU|DC|D\.C\.|Canada|International)\)$", re.IGNORECASE)
_PARTNERSHIP_FORMS = frozenset({"llp", "pllc", "lllp", "limited liability partnership"})
_LONGEST = max(len(form) for form in LEGAL_FORMS) + 14
_LAST_WORD_OF_FORM = re.compile(
    "(?:" + "|".join(sorted({form.rsplit(" ", 1)[-1] for form in LEGAL_FORMS}, key=len, reverse=True)) + ")$"
)
_LEADING = re.compile(r"^(?:PT\.?|P\.T\.|OOO|OAO|ZAO|PAO|PJSC|OJSC|CJSC|JSC|UAB|SIA|TOV|LLC|AO)\s+(?=[\"“«'A-Z])")


@lru_cache(maxsize=8_192)
def strip_legal_forms(name: str) -> str:
    """The name without the legal forms at its end, in the spelling given: "Podesta Group, Inc." → "Podesta Group".

    Forms are taken off until none is left ("Co., Ltd."). A form that is part of the name stays ("Limited Brands",
    "Arab Company", "McKinsey & Company"), and a name is never stripped to nothing. The office in brackets of a
    partnership goes with its form ("Squire Patton Boggs (US) LLP").
    """
    kept = name.strip()
    while True:
        shorter = _without_last_form(kept)
        if shorter == kept:
            return kept
        kept = shorter


def strip_leading_form(name: str) -> str:
    """The name without a legal form in front, as Indonesian and Russian names bear it ("PT Freeport Indonesia")."""
    return _LEADING.sub("", name, count=1)


def has_legal_form(name: str) -> bool:
    """Whether a legal form ends the name, so that it is a company's."""
    return strip_legal_forms(name) != name.strip()


def _without_last_form(name: str) -> str:
    if not _LAST_WORD_OF_FORM.search(fold(name[-_LONGEST:])):
        return name
    for start in _candidate_starts(name):
        form = fold(name[start:])
        rest = name[:start].rstrip(_JOINERS)
        if _ABBREVIATION.search(name[:start]):
            continue
        if form in LEGAL_FORMS and _is_form_here(form, name[start:], rest):
            return _OFFICE.sub("", rest) if form in _PARTNERSHIP_FORMS else rest
    return name


def _candidate_starts(name: str) -> list[int]:
    """Where a form may begin, the longest candidate first."""
    first = max(len(name) - _LONGEST, 1)
    return [found.start() for found in _WORD_START.finditer(name) if found.start() >= first]


def _is_form_here(form: str, written: str, rest: str) -> bool:
    folded = fold(rest)
    if not folded or folded in LEGAL_FORMS or _DANGLING.search(rest) or written.count("(") < written.count(")"):
        return False
    if form in _NEEDS_STOPS and "." not in written:
        return False
    if form in _STATE_CODES and _PLACE.search(folded):
        return False
    if form in _NEEDS_CAPITALS and (written.startswith("(") or not _written_as_form(written)):
        return False
    return not (form in _WORD_FORMS and _is_bare(folded))


def _written_as_form(written: str) -> bool:
    letters = [letter for letter in written if letter.isalpha()]
    return (
        all(letter.isupper() for letter in letters) or "." in written.rstrip(". ") or written.strip(" .") in _MIXED_CASE
    )


def _is_bare(folded: str) -> bool:
    words = folded.split()
    return len(words) == 1 and words[0] in _BARE_LEFTOVERS
