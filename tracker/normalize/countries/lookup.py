"""A country's ISO code from a label, by an own table of names and never by likeness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tracker.normalize.countries.labels_data import LABELS, NOT_ONE_COUNTRY
from tracker.normalize.countries.names_data import FORMER_NAMES, NAMES
from tracker.normalize.folding import fold

_ELISION = re.compile(r"\b([dl])['’](?=\w)", re.IGNORECASE)
_OFFICIAL = re.compile(
    r"^(?:(?:federal|federated|democratic|islamic|arab|socialist|peoples?|popular|united|sovereign|independent|most|serene"
    r"|co|operative|cooperative|constitutional) )*"
    r"(?:republic|kingdom|state|commonwealth|principality|sultanate|emirate|grand duchy|duchy|union|federation|dominion"
    r"|republique|royaume|republica|reino|republik|konigreich|repubblica) (?:of|de|del|du|des|la|da|di) "
)
_BRACKET = re.compile(r"^([^()]+)\(([^()]+)\)$")
# Under these an official form decides between two states ("People's Republic of"), or a state of the USA is meant.
_NEEDS_EXACT_FORM = frozenset({"korea", "congo", "china", "yemen", "germany", "georgia", "vietnam", "samoa"})


def read_table(table: str) -> Iterator[tuple[str, list[list[str]]]]:
    """The lines of a data table as (code, columns), each column a list of its entries."""
    for line in table.strip().splitlines():
        code, *columns = (column.strip() for column in line.split("|"))
        yield code, [[entry.strip() for entry in column.split(";") if entry.strip()] for column in columns]


def label_key(label: str) -> str:
    """The label folded for look-up: "St." reads "saint", the article is dropped wherever it stands."""
    words = fold(_ELISION.sub(r"\1e ", label)).split()
    return " ".join("saint" if word in {"st", "ste", "sainte"} else word for word in words if word != "the")


def _build_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for code, columns in [*read_table(NAMES), *read_table(FORMER_NAMES)]:
        if columns[0]:
            names[code] = columns[0][0]
    return names


def _build_index() -> dict[str, str]:
    index: dict[str, str] = {}
    for table in (NAMES, FORMER_NAMES, LABELS):
        for code, columns in read_table(table):
            for entry in (entry for column in columns for entry in column):
                if index.setdefault(label_key(entry), code) != code:
                    raise ValueError(f"{entry!r} stands under {code} and {index[label_key(entry)]}")
    return index


_NAMES = _build_names()
_INDEX = _build_index()
_NOT_ONE = frozenset(label_key(label) for label in NOT_ONE_COUNTRY)

ALL_CODES: frozenset[str] = frozenset(_NAMES)
"""Every code that ``country_code`` can return: ISO 3166-1 alpha-2, XK, and the former codes of dissolved states."""


def country_name(code: str) -> str:
    """The modern English short name of a code in ``ALL_CODES``; raises KeyError for another."""
    return _NAMES[code]


@lru_cache(maxsize=4096)
def country_code(label: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country label as a register types it, or None when it names no one country.

    Understands old and new names, inverted forms ("Korea, South"), official forms ("the Republic of …"), names in
    the country's own and some other languages, and an alpha-2 code in capitals. XK is Kosovo. A dissolved state has
    its former code (SU, YU, CS, DD, AN, YD). Nothing is guessed by likeness.
    """
    text = label.strip()
    if text in ALL_CODES:
        return text
    key = label_key(text)
    if key in _NOT_ONE:
        return None
    return _INDEX.get(key) or _by_inversion(text) or _by_official_form(key) or _by_bracket(text)


def _by_inversion(label: str) -> str | None:
    head, comma, tail = label.partition(",")
    if not comma or "," in tail or not tail.strip():
        return None
    key = label_key(f"{tail} {head}")
    return _INDEX.get(key) or _by_official_form(key)


def _by_official_form(key: str) -> str | None:
    rest = _OFFICIAL.sub("", key)
    return None if rest == key or rest in _NEEDS_EXACT_FORM else _INDEX.get(rest)


def _by_bracket(label: str) -> str | None:
    """ "Timor-Leste (East Timor)": both names must mean the same country."""
    found = _BRACKET.match(label)
    if not found:
        return None
    outer, inner = country_code(found[1]), country_code(found[2])
    return outer if outer and inner == outer else None
