"""A ``<Filing>`` of the Senate's old bulk files (1999 to 2020, UTF-16) as a statement.

The GUID is the API's ``filing_uuid`` in capitals, ``RegistrantID`` its ``registrant.id`` and ``ClientID`` its
``client.client_id`` (of 1,445 pairs that both hold, 1,301 bear one name and the others were renamed since), so that a
filing is one statement whichever format it came from. The API says more of it; see ``ABRIDGED``.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from tracker.normalize.names.person_display import person_of_listing
from tracker.records import ABRIDGED, PersonMention, StatementRecord
from tracker.sources._lda_api import LD203
from tracker.sources._lda_details import (
    clean_profile,
    describe_activity,
    describe_affiliated,
    describe_foreign,
    show_entity,
    without_empty,
)
from tracker.sources._lda_issues import find_issue
from tracker.sources._lda_parties import read_country, show_country
from tracker.sources._lda_people import list_people
from tracker.sources._lda_record import Filed, FilingError, build_statement, is_same_name, read_amount
from tracker.sources._lda_types import FilingType, read_senate_period, read_senate_type
from tracker.sources._xml_rows import Node, XmlRow

ROOT, ROW = "PublicFilings", "Filing"

NOT_HASHED = frozenset({"Address", "ContactFullname", "xmlns"})
"""Attributes that are never read: street addresses and the names of whom to telephone."""


def read_senate_filing(row: XmlRow) -> StatementRecord:
    """One ``<Filing>`` as a statement. Raises FilingError when it is none or lacks what identifies it."""
    node = row.node
    filed = node.attributes
    if node.tag != ROW:
        raise FilingError(f"<{node.tag[:40]}> where a <{ROW}> was expected")
    if filed.get("Type", "").upper().startswith("LD-203"):
        raise FilingError(LD203)
    type_ = read_senate_type(filed.get("Type", ""))
    if type_ is None:
        raise FilingError(f"Type: {filed.get('Type', '')[:60]!r} is none of the known types")
    year, uuid = filed.get("Year", ""), filed.get("ID", "").strip().lower()
    if not uuid or not (year.isascii() and year.isdecimal() and 0 < len(year) <= 4):
        raise FilingError("the filing has no ID or no Year")
    registrant, client = _attributes(node, "Registrant"), _attributes(node, "Client")
    period = read_senate_period(filed.get("Period", "")) or type_.period
    amount = read_amount(filed.get("Amount", ""))
    is_self_filer = client.get("SelfFiler") == "TRUE" or is_same_name(
        registrant.get("RegistrantName", ""), client.get("ClientName", "")
    )
    return build_statement(
        Filed(
            key=uuid,
            type=type_,
            year=int(year),
            period=period,
            registrant_number=registrant.get("RegistrantID", "").strip(),
            registrant=registrant.get("RegistrantName", ""),
            client_number=client.get("ClientID", "").strip(),
            client=client.get("ClientName", ""),
            content_hash=_hash(node),
            row=row.ref,
            country=read_country(client.get("ClientCountry", "")),
            country_raw=show_country(client.get("ClientCountry", "")),
            posted=filed.get("Received", ""),
            start=filed.get("RegistrationEffectiveDate", ""),
            end=filed.get("TerminationEffectiveDate", ""),
            income=None if is_self_filer else amount,
            expenses=amount if is_self_filer else None,
            is_self_filer=is_self_filer,
            people=_read_people(node),
            activities=_read_activities(node),
            details=_read_details(node, registrant, client),
            fields=_read_fields(filed),
            flags=_flags(type_, period),
        )
    )


def _flags(type_: FilingType, period: str) -> tuple[str, ...]:
    return ("type_and_period_differ",) if type_.period and period != type_.period else ()


def _attributes(node: Node, tag: str) -> dict[str, str]:
    return {} if (child := node.child(tag)) is None else child.attributes


def _read_people(node: Node) -> tuple[PersonMention, ...]:
    """The lobbyists that are still active; "B" marks one who is taken off."""
    return list_people(
        (person_of_listing(person.get("LobbyistName", "")), "", _office(person.get("OfficialPosition", "")), False)
        for person in (item.attributes for item in node.all("Lobbyists", "Lobbyist"))
        if person.get("ActivityInformation") != "B"
    )


def _office(filed: str) -> str:
    """The office once: the files repeat it for every filing that it was copied from."""
    text = " ".join(filed.split())
    for times in range(2, 6):
        size, rest = divmod(len(text) - (times - 1), times)
        if not rest and size > 0 and text == " ".join([text[:size]] * times):
            return text[:size]
    return text


def _read_activities(node: Node) -> tuple[dict[str, Any], ...]:
    """One activity for each issue. Of bodies and lobbyists the files say only that the filing names them."""
    entities = [
        show_entity(name) for item in node.all("GovernmentEntities", "GovernmentEntity")
        if (name := item.attributes.get("GovEntityName", "").strip())
    ]  # fmt: skip
    entities = list(dict.fromkeys(entities))
    activities = []
    for item in node.all("Issues", "Issue"):
        code, title = find_issue(item.attributes.get("Code", ""))
        activities.append(describe_activity(code, title, item.attributes.get("SpecificIssue", ""), entities, []))
    return tuple(activities)


def _read_details(node: Node, registrant: dict[str, str], client: dict[str, str]) -> dict[str, Any]:
    url = node.attributes.get("AffiliatedOrgsURL", "")
    return without_empty(
        {
            "foreign_entities": [
                describe_foreign(
                    item.get("ForeignEntityName", ""),
                    item.get("ForeignEntityCountry", ""),
                    item.get("ForeignEntityContribution", ""),
                    item.get("ForeignEntityOwnershipPercentage", ""),
                )
                for item in (entity.attributes for entity in node.all("ForeignEntities", "Entity"))
            ],
            "affiliated": [
                describe_affiliated(item.get("AffiliatedOrgName", ""), item.get("AffiliatedOrgCountry", ""), url)
                for item in (org.attributes for org in node.all("AffiliatedOrgs", "Org"))
            ],
            "client_description": clean_profile(client.get("GeneralDescription", "")),
            "registrant_description": clean_profile(registrant.get("GeneralDescription", "")),
            "client_state": show_entity(show_country(client.get("ClientState", ""))),
        }
    )


def _read_fields(filed: dict[str, str]) -> dict[str, str]:
    columns = ("Type", "Year", "Period", "Amount", "Received", "RegistrationEffectiveDate", "TerminationEffectiveDate")
    return {name: filed[name] for name in columns if filed.get(name)}


def _hash(node: Node) -> str:
    """The hash of all attributes as filed but addresses and contacts."""
    digest = blake2b(digest_size=24)
    _feed(digest, node)
    return ABRIDGED + digest.hexdigest()


def _feed(digest: Any, node: Node) -> None:
    values = [f"{name}\x1e{value}" for name, value in sorted(node.attributes.items()) if name not in NOT_HASHED]
    digest.update("\x1f".join([node.tag, node.text, *values, ""]).encode("utf-8", "surrogatepass"))
    for child in node.children:
        _feed(digest, child)
    digest.update(b"\x1d")
