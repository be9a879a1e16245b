"""One row of FARA's bulk files as a record: names, dates, identity, and what is implausible about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType

from tracker.normalize.countries import country_code
from tracker.normalize.folding import collapse_blanks, fold
from tracker.normalize.names.aliases import split_aliases
from tracker.normalize.names.chains import split_chain
from tracker.records import PartyMention, RegistrantRecord, StatementRecord
from tracker.sources._bulk_table import BulkRow
from tracker.sources._withheld import STREET_WITHHELD, withhold_street

SCHEME = "us-fara"

PRINCIPAL_COLUMNS = (
    "Foreign Principal Termination Date",
    "Foreign Principal",
    "Foreign Principal Registration Date",
    "Country/Location Represented",
    "Registration Number",
    "Registrant Date",
    "Registrant Name",
)
"""The columns of a principal that the public may see, in the order in which they are read."""

REGISTRANT_COLUMNS = ("Registration Number", "Registration Date", "Termination Date", "Name", "Business Name")
"""The columns of a registrant that the public may see, in the order in which they are read."""

ADDRESS_COLUMNS = ("Address 1", "Address 2", "City", "State", "Zip")
"""Columns of both files that are never read: many registrants and principals are private people."""

PLAUSIBLE_YEARS = range(1938, 2100)
"""The Foreign Agents Registration Act is of 1938; 3013 is a slip of the keyboard. No clock is read here."""

_DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")
# Notes that stand in the column of business names: "(See Reg. No. 48)", "5480".
_NO_NAME = re.compile(r"\(?\s*see reg|[\W\d_]*$", re.IGNORECASE)


class RowError(ValueError):
    """A row that cannot become a record; the text says why."""


@lru_cache(maxsize=4_096)
def read_date(text: str, column: str) -> date | None:
    """``MM/DD/YYYY`` as a date, None when empty; raises RowError when it is neither."""
    text = text.strip()
    if not text:
        return None
    if match := _DATE.fullmatch(text):
        try:
            return date(int(match[3]), int(match[1]), int(match[2]))
        except ValueError:
            pass
    raise RowError(f"{column}: {text[:40]!r} is no date")


def read_number(text: str) -> str:
    """The registration number as text; raises RowError when there is none."""
    number = text.strip()
    if not _NUMBER.fullmatch(number):
        raise RowError(f"Registration Number: {text[:40]!r} is none")
    return number


def principal_key(values: tuple[str, ...]) -> tuple[str, date | None]:
    """The register key of a principal row and its registration date; raises RowError when it has none.

    The key is number, folded principal and date, so that it outlives changes of case, accents and punctuation.
    """
    number = read_number(values[4])
    registered = read_date(values[2], PRINCIPAL_COLUMNS[2])
    name = withhold_street(values[1])
    folded = fold(name) or collapse_blanks(name)
    if not folded:
        raise RowError("Foreign Principal: no name")
    return f"{number}|{folded}|{registered.isoformat() if registered else ''}", registered


def repeat_order(row: BulkRow) -> tuple[date, tuple[str, ...], int]:
    """How rows of one register key are put in order, wherever they stand in the file.

    By termination date with active rows last, then by all values as filed; rows alike to the letter by their place.
    """
    try:
        ended = read_date(row.values[0], PRINCIPAL_COLUMNS[0])
    except RowError:
        ended = None
    return ended or date.max, row.values, row.ref.row


def read_principal(row: BulkRow, ordinal: int = 0) -> StatementRecord:
    """A principal row as a ``listing``: one engagement of the registrant for the client.

    ``act`` is "termination" once the row has a termination date. Raises RowError when number, names or dates cannot
    be read; impossible dates that can be read are kept and flagged.
    """
    key, registered = principal_key(row.values)
    ended_text, principal, _, label, number, since_text, firm_name = row.values
    ended = read_date(ended_text, PRINCIPAL_COLUMNS[0])
    since = read_date(since_text, PRINCIPAL_COLUMNS[5])
    firm = _firm(firm_name, number.strip())
    client, via = _parties(principal, label)
    fields, withheld = _fields(PRINCIPAL_COLUMNS, row.values)
    return StatementRecord(
        register_key=key,
        ordinal=ordinal,
        spell_key=f"{firm.identifier}|{registered.isoformat() if registered else ''}",
        kind="listing",
        act="termination" if ended else "new",
        client=client,
        firm=firm,
        via=via,
        raw_client=fields["Foreign Principal"],
        raw_firm=fields["Registrant Name"],
        registered_on=registered,
        deregistered_on=ended,
        content_hash=hash_fields(row.values),
        evidence=_evidence(ended is not None, via is not None, bool(label.strip())),
        row=row.ref,
        fields=fields,
        flags=_flags(row, registered, ended, since) + (("address_withheld",) if withheld else ()),
    )


def read_registrant(row: BulkRow) -> RegistrantRecord:
    """A registrants row; raises RowError when its number, name or dates cannot be read."""
    number, since_text, ended_text, name, business = row.values
    firm = _firm(name, read_number(number))
    since = read_date(since_text, REGISTRANT_COLUMNS[1])
    ended = read_date(ended_text, REGISTRANT_COLUMNS[2])
    fields, withheld = _fields(REGISTRANT_COLUMNS, row.values)
    return RegistrantRecord(
        scheme=SCHEME,
        identifier=firm.identifier,
        name=firm.name,
        aliases=_with_business_name(firm, business),
        registered_on=since,
        deregistered_on=ended,
        content_hash=hash_fields(row.values),
        row=row.ref,
        fields=fields,
        flags=_flags(row, since, ended, None) + (("address_withheld",) if withheld else ()),
    )


def hash_fields(values: tuple[str, ...]) -> str:
    """The hash of a row's values as filed; it tells a row that changed from one that only moved."""
    return sha256("\x1f".join(values).encode()).hexdigest()


def _flags(row: BulkRow, registered: date | None, ended: date | None, since: date | None) -> tuple[str, ...]:
    """What is implausible about a row. Every second row is above suspicion, so the common case is quick."""
    found: list[str] = []
    if registered is None:
        found.append("no_registration_date")
    elif ended is not None and ended < registered:
        found.append("ends_before_start")
    if registered is not None and since is not None and registered < since:
        found.append("registered_before_registrant")
    if any(day is not None and day.year not in PLAUSIBLE_YEARS for day in (registered, ended, since)):
        found.append("implausible_year")
    if row.damaged:
        found.append("undecodable_bytes")
    return tuple(found)


def _fields(columns: tuple[str, ...], values: tuple[str, ...]) -> tuple[Mapping[str, str], bool]:
    """The columns as filed, and whether a street address had to be taken out of one."""
    fields = dict(zip(columns, values, strict=True))
    withheld = False
    for column, value in fields.items():
        if (shown := withhold_street(value)) is not value:
            fields[column] = shown
            withheld = True
    return MappingProxyType(fields), withheld


def _clean_name(text: str) -> str:
    # The columns of registrants' names double the quotes inside a name, that of principals does not.
    return collapse_blanks(withhold_street(text.replace('""', '"')).replace(STREET_WITHHELD, ""))


@lru_cache(maxsize=4_096)
def _firm(filed: str, number: str) -> PartyMention:
    names = split_aliases(_clean_name(filed))
    if not fold(names.main):
        raise RowError("the registrant has no name")
    return PartyMention(name=names.main, aliases=names.aliases + names.former, scheme=SCHEME, identifier=number)


@lru_cache(maxsize=4_096)
def _parties(filed: str, label: str) -> tuple[PartyMention, PartyMention | None]:
    """The client of a filed principal and, when the name is a chain, who stands between client and registrant."""
    chain = split_chain(_clean_name(filed))
    names = split_aliases(chain.client)
    client = PartyMention(
        name=names.main or chain.client,
        aliases=names.aliases + names.former,
        country=country_code(label) if label.strip() else None,
        country_raw=label,
    )
    if not chain.via:
        return client, None
    # The link next to the registrant is the one that it deals with.
    between = split_aliases(chain.via[-1])
    return client, PartyMention(name=between.main, aliases=between.aliases + between.former)


def _with_business_name(firm: PartyMention, business: str) -> tuple[str, ...]:
    name = _clean_name(business).strip('" ')
    if not name or _NO_NAME.match(name):
        return firm.aliases
    names = split_aliases(name)
    known = {fold(firm.name), *map(fold, firm.aliases)}
    return firm.aliases + tuple(alias for alias in (names.main, *names.aliases) if alias and fold(alias) not in known)


@lru_cache(maxsize=8)
def _evidence(ended: bool, via: bool, country: bool) -> Mapping[str, str]:
    """Which column each field was read from."""
    evidence = {"client": "Foreign Principal", "firm": "Registrant Name"}
    evidence["registered_on"] = "Foreign Principal Registration Date"
    if ended:
        evidence["deregistered_on"] = "Foreign Principal Termination Date"
    if via:
        evidence["via"] = "Foreign Principal"
    if country:
        evidence["client_country"] = "Country/Location Represented"
    return MappingProxyType(evidence)
