"""Amendments: the explanation under item 5, the documents listed under item 4, and what is attached."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.extraction.filings.days import find_days
from tracker.extraction.filings.events import Told
from tracker.extraction.filings.principals import Named, clean_name, find_agents, find_principals
from tracker.extraction.filings.prose import Reading, read_prose
from tracker.extraction.filings.regions import Regions, find_regions
from tracker.extraction.filings.supplemental import read_supplemental
from tracker.extraction.filings.text import Filing

_ATTACHED_SUPPLEMENT = re.compile(r"\(a\)\s*RECEIPTS\W{1,4}MON", re.I)
_SEE_ATTACHED = re.compile(
    r"see\s+(?:the\s+)?(?:supporting\s+)?attach|attached\s+(?:is|hereto|page|renewal|letter)|attaches", re.I
)
_LISTED = re.compile(
    r"Name\s+of\s+(?:the\s+)?foreign\s+principal\s*[:;]\s*(?P<name>\S.{2,140}?)"
    r"(?:\s+Address\s+of.{0,160}?|\s*)(?P<when>Date\s+(?:of\s+)?(?:terminat\w+|acqui\w+))",
    re.I | re.S,
)
_ADDED = re.compile(r"Exhibits?\s+A\b|new\s+foreign\s+principal|additional\s+principal", re.I)


def read_amendment(filing: Filing, flat: str) -> list[Reading]:
    """The contracts that an amendment speaks of: mostly one, several where it adds several principals at once.

    An amendment that only corrects an address, a name or a list of gifts speaks of none.
    """
    regions = find_regions(filing)
    if _ATTACHED_SUPPLEMENT.search(filing.text) and (accounts := read_supplemental(filing, flat)):
        return accounts
    if listed := _read_listed(filing, flat, regions):
        return listed
    own = [*regions.told, *regions.listed]
    spans = own + list(regions.attached)
    reading = read_prose(filing, flat, spans)
    if not reading.says_something:
        return []
    if reading.told is not None and not _is_in(reading.told, own) and reading.told.event == "new":
        reading.told = replace(reading.told, confidence=0.6)
    principals = _find_principals(filing, flat, regions)
    several = len(principals) > 1 and reading.price is None and _are_listed_together(flat, regions, principals)
    if several and reading.told is not None and reading.told.event in ("new", "termination"):
        return [replace(reading, client=named) for named in principals[:12]]
    reading.client = principals[0] if principals else None
    reading.prime = _find_prime(flat, own)
    if reading.client is None and filing.principal:
        reading.client = Named(filing.principal, 0, 0, 0.9)
    return [reading] if _is_of_a_contract(reading) else []


def _read_listed(filing: Filing, flat: str, regions: Regions) -> list[Reading]:
    """Principals that are listed one under the other as begun or ended, as items 7 and 8 of a supplement do."""
    readings = []
    for low, high in regions:
        for match in _LISTED.finditer(flat, low, high):
            named = clean_name(match["name"], match.start("name"), 0.9, filing.registrant)
            days = find_days(flat, match.end("when"), min(high, match.end("when") + 40), stamped=filing.stamped)
            if named is None or not days:
                continue
            ended = "terminat" in match["when"].lower()
            reading = Reading(
                client=named, told=Told("termination" if ended else "new", match.start(), days[0].end, 0.85)
            )
            reading.end, reading.start = (days[0], None) if ended else (None, days[0])
            readings.append(reading)
    return readings[:30]


def _find_principals(filing: Filing, flat: str, regions: Regions) -> list[Named]:
    """Named in the explanation, else among the listed papers, else in what is attached."""
    for spans in (regions.told, regions.listed, regions.attached):
        found = find_principals(flat, spans, filing.registrant, filing.known)
        if found:
            return found
    return []


def _find_prime(flat: str, spans: list[tuple[int, int]]) -> Named | None:
    """The registrant by whom this one was retained: "retained by Acme LLP (Registration No. 1234)"."""
    for low, high in spans:
        for agent in find_agents(flat, low, high):
            if re.search(
                r"(?:retained|engaged|hired|subcontract\w*)\s+(?:by|with|to|from)\s+(?:the\s+)?$",
                flat[low : agent.start],
            ):
                return agent
    return None


def _are_listed_together(flat: str, regions: Regions, principals: list[Named]) -> bool:
    """Whether the filing adds or ends several engagements in one breath."""
    said = " ".join(flat[low:high] for low, high in (*regions.told, *regions.listed))
    return bool(
        _ADDED.search(said) or re.search(r"following\s+(?:foreign\s+)?(?:principals|clients)", said, re.I)
    ) and all(named.confidence >= 0.8 for named in principals)


def _is_in(told: Told, spans: list[tuple[int, int]]) -> bool:
    return any(low <= told.start < high for low, high in spans)


def _is_of_a_contract(reading: Reading) -> bool:
    return bool(reading.told or reading.price or reading.received or reading.no_pay)
