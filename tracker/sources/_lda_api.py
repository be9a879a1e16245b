"""A filing of the REST API v1 (one object of ``results``) as a statement.

``registrant{}`` and ``client{}`` are the profiles of today, not as filed: of them the hash covers only the numbers.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, overload

import msgspec

from tracker.normalize.names.person_display import person_name
from tracker.records import RowRef, StatementRecord
from tracker.sources._lda_details import (
    clean_profile,
    describe_activity,
    describe_affiliated,
    describe_conviction,
    describe_foreign,
    show_entity,
    without_empty,
)
from tracker.sources._lda_issues import ISSUES
from tracker.sources._lda_parties import read_country
from tracker.sources._lda_people import People
from tracker.sources._lda_record import Filed, FilingError, build_statement, is_same_name, read_amount
from tracker.sources._lda_schema import ApiFiling, AsFiled, Client, Lobbyist, Number, Registrant
from tracker.sources._lda_types import API_PERIODS, FILING_TYPES

LD203 = "this is a contribution report (LD-203), which is no filing of a lobbying contract"

_decoder = msgspec.json.Decoder(ApiFiling)
_filed_decoder = msgspec.json.Decoder(AsFiled)
_encoder = msgspec.json.Encoder()


Raw = bytes | memoryview | msgspec.Raw


@overload
def read_filing(raw: Raw, row: RowRef | None) -> StatementRecord: ...
@overload
def read_filing(raw: Raw, row: RowRef | None, *, known: str) -> StatementRecord | None: ...


def read_filing(raw: Raw, row: RowRef | None, *, known: str = "") -> StatementRecord | None:
    """One filing object as a statement; None when the content hash ``known`` shows that it says nothing new.

    Raises FilingError for JSON that is none, and for an unreadable filing.
    """
    filing = _decode(raw)
    if filing.filer_type is not None:
        raise FilingError(LD203)
    content_hash = hash_filing(filing, raw)
    return None if content_hash == known else _build(filing, row, content_hash)


def is_contribution(raw: Raw) -> bool:
    """Whether this is a contribution report (LD-203), which has a type of filer."""
    try:
        return _decode(raw).filer_type is not None
    except FilingError:
        return False


def _decode(raw: Raw) -> ApiFiling:
    try:
        return _decoder.decode(raw)
    except RecursionError:
        raise FilingError("the JSON is nested too deeply") from None
    except ValueError as error:
        raise FilingError(f"no filing: {error}") from None


def _build(filing: ApiFiling, row: RowRef | None, content_hash: str) -> StatementRecord:
    registrant, client = filing.registrant or Registrant(), filing.client or Client()
    type_ = FILING_TYPES.get(filing.filing_type or "")
    if type_ is None:
        raise FilingError(f"filing_type: {(filing.filing_type or '')[:20]!r} is none of the known types")
    uuid = (filing.filing_uuid or "").strip().lower()
    if not uuid or filing.filing_year is None or not 0 < filing.filing_year < 10_000:
        raise FilingError("the filing has no filing_uuid or no filing_year")
    period = API_PERIODS.get(filing.filing_period or "", "") or type_.period
    people, activities = _read_activities(filing)
    income, expenses = _amount(filing.income), _amount(filing.expenses)
    details = _read_details(filing, registrant, client) if activities or _says_more(filing) else {}
    _add_profiles(details, filing, registrant, client)
    return build_statement(
        Filed(
            key=uuid,
            type=type_,
            year=filing.filing_year,
            period=period,
            registrant_number=_number(registrant.id),
            registrant=registrant.name or "",
            client_number=_number(client.client_id),
            client=client.name or "",
            client_id=_number(client.id),
            house_ids={"house_registrant_id": str(house)} if (house := registrant.house_registrant_id) else None,
            content_hash=content_hash,
            row=row,
            country=read_country(client.country or ""),
            country_raw=client.country_display or client.country or "",
            posted=filing.dt_posted or "",
            start=client.effective_date or "",
            end=filing.termination_date or "",
            income=income,
            expenses=expenses,
            is_self_filer=client.client_self_select is True or is_same_name(registrant.name or "", client.name or ""),
            people=people.listed(),
            activities=activities,
            details=details,
            fields=_read_fields(filing, client),
            flags=("type_and_period_differ",) if type_.period and period != type_.period else (),
        )
    )


def _number(value: Number) -> str:
    return "" if value is None else str(value).strip()


def _amount(value: str | float | None) -> Any:
    return None if value is None else read_amount(str(value))


def _name(lobbyist: Lobbyist | None) -> str:
    if lobbyist is None:
        return ""
    return person_name(
        lobbyist.first_name or "", lobbyist.middle_name or "", lobbyist.last_name or "", lobbyist.suffix_display or ""
    )


def _read_activities(filing: ApiFiling) -> tuple[People, tuple[dict[str, Any], ...]]:
    people = People()
    activities = []
    for activity in filing.lobbying_activities or ():
        names = []
        for item in activity.lobbyists or ():
            identifier = _number(item.lobbyist.id) if item.lobbyist is not None else ""
            name = people.add(_name(item.lobbyist), identifier, item.covered_position or "", is_new=item.new is True)
            if name:
                names.append(name)
        code = activity.general_issue_code or ""
        activities.append(
            describe_activity(
                code,
                activity.general_issue_code_display or ISSUES.get(code, code),
                activity.description or "",
                [show_entity(entity.name) for entity in activity.government_entities or () if entity.name],
                names,
                activity.foreign_entity_issues or "",
            )
        )
    return people, tuple(activities)


def _says_more(filing: ApiFiling) -> bool:
    return bool(filing.foreign_entities or filing.affiliated_organizations or filing.conviction_disclosures)


def _read_details(filing: ApiFiling, registrant: Registrant, client: Client) -> dict[str, Any]:
    return without_empty(
        {
            "foreign_entities": [
                describe_foreign(
                    item.name or "", item.country or "", _plain(item.contribution), _plain(item.ownership_percentage)
                )
                for item in filing.foreign_entities or ()
            ],
            "affiliated": [
                describe_affiliated(item.name or "", item.country or "", item.url or "")
                for item in filing.affiliated_organizations or ()
            ],
            "convictions": [
                describe_conviction(_name(item.lobbyist), item.date or "", item.description or "")
                for item in filing.conviction_disclosures or ()
            ],
        }
    )


def _add_profiles(details: dict[str, Any], filing: ApiFiling, registrant: Registrant, client: Client) -> None:
    if filing.expenses_method:
        details["expenses_method"] = filing.expenses_method.upper()
    if client.general_description:
        details["client_description"] = clean_profile(client.general_description)
    if registrant.description:
        details["registrant_description"] = clean_profile(registrant.description)
    if client.client_government_entity is not None:
        details["client_government_entity"] = client.client_government_entity
    if client.state_display:
        details["client_state"] = client.state_display


def _plain(value: str | float | None) -> str:
    return "" if value is None else str(value)


def _read_fields(filing: ApiFiling, client: Client) -> dict[str, str]:
    """The as-filed columns that the public may see; amounts and dates as they were written."""
    fields = {
        "filing_type": filing.filing_type,
        "filing_year": str(filing.filing_year),
        "filing_period": filing.filing_period,
        "income": filing.income,
        "expenses": filing.expenses,
        "expenses_method": filing.expenses_method,
        "dt_posted": filing.dt_posted,
        "termination_date": filing.termination_date,
        "client.effective_date": client.effective_date,
        "filing_document_url": filing.filing_document_url,
    }
    return {name: str(value) for name, value in fields.items() if value is not None and value != ""}


def hash_filing(filing: ApiFiling, raw: Raw) -> str:
    """The hash of what was filed: not of today's profiles, nor of the titles of codes and numbered bodies.

    A renamed client, lobbyist, issue area or department is no changed filing. The nested parts are decoded once more,
    into just what counts of them, and encoded again, which is quicker than to pick it out here.
    """
    registrant, client = filing.registrant or Registrant(), filing.client or Client()
    as_filed = (
        (filing.filing_uuid or "").strip().lower(),
        filing.filing_type,
        filing.filing_year,
        filing.filing_period,
        _plain(filing.income),
        _plain(filing.expenses),
        (filing.expenses_method or "").upper(),
        filing.dt_posted,
        filing.termination_date,
        _number(registrant.id),
        _number(client.id),
        _number(client.client_id),
    )
    digest = blake2b(_encoder.encode(as_filed), digest_size=24)
    digest.update(_encoder.encode(_filed_decoder.decode(raw)))
    return digest.hexdigest()
