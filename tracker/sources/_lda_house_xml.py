"""A report of the House Clerk's LD-2 files (one ``<LOBBYINGDISCLOSURE2>`` each) as a statement.

Every report is filed with the Senate and with the House; this one is the copy. ``senateID`` is the API's
``registrant.id`` and ``client.client_id``, so that the copy names the same period's report as the original.
"""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import blake2b
from typing import Any

from tracker.normalize.names.person_display import person_name
from tracker.records import PersonMention, StatementRecord
from tracker.sources._lda_details import (
    clean_profile,
    describe_activity,
    describe_affiliated,
    describe_foreign,
    show_entity,
    without_empty,
)
from tracker.sources._lda_issues import find_issue
from tracker.sources._lda_parties import read_country
from tracker.sources._lda_people import list_people
from tracker.sources._lda_record import Filed, FilingError, build_statement, is_same_name, read_amount
from tracker.sources._lda_types import read_house_type
from tracker.sources._xml_rows import Node, XmlRow

ROOT = "LOBBYINGDISCLOSURE2"

_NUMBERS = re.compile(r"\s*(\d+)\s*-\s*(\d+)\s*")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
# A comma followed by a capitalised body; "Alcohol, Tobacco, Firearms & Explosives" is one and has no department.
_AGENCY_ENDS = re.compile(r",\s+(?=U\.S\.|[A-Z])")
_HASHED = (
    "organizationName", "firstName", "lastName", "clientName", "senateID", "houseID", "reportYear", "reportType",
    "terminationDate", "noLobbying", "income", "expenses", "expensesMethod", "signedDate", "selfSelect",
)  # fmt: skip
_SHOWN = (
    "reportYear", "reportType", "terminationDate", "noLobbying", "income", "expenses", "expensesMethod", "signedDate",
    "houseID", "senateID",
)  # fmt: skip


def read_house_filing(row: XmlRow) -> StatementRecord:
    """One report as a statement marked as a copy. Raises FilingError when it lacks what identifies it."""
    node = row.node
    values = {child.tag: child.text for child in node.children if not child.children}
    no_lobbying = values.get("noLobbying", "").upper() == "Y"
    type_ = read_house_type(values.get("reportType", ""), no_lobbying=no_lobbying)
    if type_ is None or type_.is_registration:
        raise FilingError(f"reportType: {values.get('reportType', '')[:20]!r} is none of the known reports")
    year = values.get("reportYear", "")
    if not (year.isascii() and year.isdecimal() and 0 < len(year) <= 4):
        raise FilingError(f"reportYear: {year[:20]!r} is no year")
    numbers = _NUMBERS.fullmatch(values.get("senateID", ""))
    if numbers is None:
        raise FilingError(f"senateID: {values.get('senateID', '')[:40]!r} does not name registrant and client")
    registrant = _registrant(values)
    is_self_filer = values.get("selfSelect") == "Y" or is_same_name(registrant, values.get("clientName", ""))
    signed = read_moment(values.get("signedDate", ""))
    return build_statement(
        Filed(
            key=f"house|{values.get('houseID', '')}|{numbers[1]}-{numbers[2]}|{year}|{type_.code}|{signed}",
            type=type_,
            year=int(year),
            period=type_.period,
            registrant_number=numbers[1],
            registrant=registrant,
            client_number=numbers[2],
            client=values.get("clientName", ""),
            house_ids={"house_id": values["houseID"]} if values.get("houseID") else None,
            content_hash=_hash(node, values),
            row=row.ref,
            posted=signed,
            end=read_day(values.get("terminationDate", "")),
            income=read_amount(values.get("income", "")),
            expenses=read_amount(values.get("expenses", "")),
            is_self_filer=is_self_filer,
            is_copy=True,
            people=_read_people(node),
            activities=_read_activities(node),
            details=_read_details(node, values),
            fields={name: values[name] for name in _SHOWN if values.get(name)},
        )
    )


def _registrant(values: dict[str, str]) -> str:
    """The organisation, or the lone lobbyist as the API names them: "Mr. John Smith"."""
    if organisation := values.get("organizationName", ""):
        return organisation
    return " ".join(filter(None, (values.get(name, "") for name in ("prefix", "firstName", "lastName"))))


def read_day(text: str) -> str:
    """ "3/31/2016" or "3/31/16" as ISO; anything else as it stands."""
    found = _DAY.match(text)
    if found is None:
        return text
    year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
    return f"{year}-{int(found[1]):02d}-{int(found[2]):02d}"


def read_moment(text: str) -> str:
    """ "4/20/2016 7:02:49 PM" as ISO without a zone; anything else as it stands."""
    try:
        return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").isoformat()  # noqa: DTZ007 – the file gives no zone
    except ValueError:
        return text


def _lobbyist_name(node: Node) -> str:
    return person_name(
        node.value("lobbyistFirstName"), "", node.value("lobbyistLastName"), node.value("lobbyistSuffix")
    )


def _read_people(node: Node) -> tuple[PersonMention, ...]:
    return list_people(
        (_lobbyist_name(item), "", item.value("coveredPosition"), item.value("lobbyistNew") == "Y")
        for item in node.all("alis", "ali_info", "lobbyists", "lobbyist")
        if item.value("lobbyistLastName")
    )


def _read_activities(node: Node) -> tuple[dict[str, Any], ...]:
    activities = []
    for item in node.all("alis", "ali_info"):
        code, title = find_issue(item.value("issueAreaCode"))
        text = "\n".join(filter(None, (part.text for part in item.all("specific_issues", "description"))))
        if not title and not text:
            continue
        bodies = [show_entity(name) for name in _AGENCY_ENDS.split(item.value("federal_agencies")) if name.strip()]
        names = [name for person in item.all("lobbyists", "lobbyist") if (name := _lobbyist_name(person))]
        activities.append(describe_activity(code, title, text, bodies, names, item.value("foreign_entity_issues")))
    return tuple(activities)


def _read_details(node: Node, values: dict[str, str]) -> dict[str, Any]:
    updates = node.child("updates")
    if updates is None:
        updates = Node("updates", {})
    url = updates.value("affiliatedUrl")
    return without_empty(
        {
            "foreign_entities": [
                describe_foreign(
                    item.value("name"), item.value("country"), item.value("contribution"),
                    item.value("ownership_Percentage"),
                )
                for item in updates.all("foreignEntities", "foreignEntity") if item.value("name")
            ],
            "affiliated": [
                describe_affiliated(item.value("affiliatedOrgName"), item.value("affiliatedOrgCountry"), url)
                for item in updates.all("affiliatedOrgs", "affiliatedOrg") if item.value("affiliatedOrgName")
            ],
            "expenses_method": values.get("expensesMethod", "").upper(),
            "client_description": clean_profile(updates.value("generalDescription")),
            "client_government_entity": values.get("clientGovtEntity") == "Y" or None,
            "client_country": read_country(updates.value("clientCountry")),
        }
    )  # fmt: skip


def _hash(node: Node, values: dict[str, str]) -> str:
    digest = blake2b("\x1f".join(values.get(name, "") for name in _HASHED).encode("utf-8", "replace"), digest_size=24)
    for part in node.all("alis", "ali_info"):
        digest.update("\x1f".join(_leaves(part)).encode("utf-8", "replace"))
    return digest.hexdigest()


def _leaves(node: Node) -> list[str]:
    """The texts of an element's innermost elements that are not blank."""
    if not node.children:
        return [text] if (text := node.text) else []
    return [text for child in node.children for text in _leaves(child)]
