"""Clients, firms and lobbyists to take along, streamed in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from tracker.filters.keyset import Sort, iterate_rows
from tracker.models import Appearance, Mention, Party, PartyName, Person
from tracker.services.bulk import fetch_in
from tracker.services.dictionary import PARTIES, PEOPLE
from tracker.services.tables import BY_ID, Export, Line, flatten_lists
from tracker.services.voices import COUNTING_STATES

BATCH = 1000


# -- Parties -----------------------------------------------------------------------------------------------


def party_lines(parties: QuerySet[Party], *, sort: Sort = BY_ID) -> Iterator[Line]:
    """One line per party with every spelling of its name and its register numbers."""
    for batch in iterate_rows(parties, sort, size=BATCH):
        yield from build_party_lines(batch)


def build_party_lines(batch: Sequence[Party]) -> list[Line]:
    """The lines of these parties, by two queries."""
    names, identifiers = _load_names(batch), _load_identifiers(batch)
    return [_party_line(party, names.get(party.pk, []), identifiers.get(party.pk, {})) for party in batch]


def _party_line(party: Party, names: list[Line], identifiers: dict[str, list[str]]) -> Line:
    return {
        "id": party.pk,
        "name": party.name,
        "kind": party.kind,
        "country": party.country or None,
        "contracts_as_client": party.client_contracts,
        "contracts_as_firm": party.firm_contracts,
        "names": names,
        "identifiers": identifiers,
    }


def _load_names(batch: Sequence[Party]) -> dict[int, list[Line]]:
    """Party → each spelling once, with the registers that use it; by hand means that an editor gave it."""
    rows = PartyName.objects.order_by("name", "kind", "mention__register")
    values = rows.values_list("party_id", "name", "kind", "mention__register").distinct()
    found: dict[int, dict[tuple[str, str], Line]] = defaultdict(dict)
    for party, name, kind, register in fetch_in(values, "party_id", [party.pk for party in batch]):
        line = found[party].setdefault((name, kind), {"name": name, "kind": kind, "registers": []})
        line["registers"].append(register or "editors")
    return {party: list(lines.values()) for party, lines in found.items()}


def _load_identifiers(batch: Sequence[Party]) -> dict[int, dict[str, list[str]]]:
    rows = Mention.objects.exclude(identifier="").order_by("scheme", "identifier")
    values = rows.values_list("party_id", "scheme", "identifier").distinct()
    found: dict[int, dict[str, list[str]]] = defaultdict(dict)
    for party, scheme, identifier in fetch_in(values, "party_id", [party.pk for party in batch]):
        found[party].setdefault(scheme, []).append(identifier)
    return found


def _flatten_party(line: Line) -> list[Any]:
    others = dict.fromkeys(name["name"] for name in line["names"] if name["name"] != line["name"])
    flat = line | {"names": "; ".join(others), "identifiers": flatten_lists(line["identifiers"])}
    return [flat[column] for column in PARTIES.header]


# -- People ------------------------------------------------------------------------------------------------


def person_lines(people: QuerySet[Person], *, sort: Sort = BY_ID) -> Iterator[Line]:
    """One line per person; somebody who was found to be another is part of that one's line."""
    for batch in iterate_rows(people.select_related("firm_mention__party"), sort, size=BATCH):
        yield from build_person_lines(batch)


def build_person_lines(batch: Sequence[Person]) -> list[Line]:
    """The lines of these people, by one query more; ``firm_mention__party`` is loaded."""
    numbers = _count_contracts(batch)
    return [
        {
            "id": person.pk,
            "name": person.name,
            "firm": {"id": person.firm_mention.party_id, "name": person.firm_mention.party.name},
            "register": person.scheme,
            "identifier": person.identifier or None,
            "covered_position": person.covered_position or None,
            "contracts": numbers.get(person.pk, 0),
        }
        for person in batch
    ]


def _count_contracts(batch: Sequence[Person]) -> dict[int, int]:
    standing = Appearance.objects.filter(
        statement__is_current=True,
        statement__state__in=COUNTING_STATES,
        statement__contract__isnull=False,
        statement__contract__merged_into=None,
        statement__contract__withdrawn_at=None,
    )
    whole = standing.annotate(who=Coalesce(F("person__merged_into"), F("person_id")))
    counted = whole.order_by().values("who").annotate(number=Count("statement__contract", distinct=True))
    return dict(fetch_in(counted.values_list("who", "number"), "who", [person.pk for person in batch]))


def _flatten_person(line: Line) -> list[Any]:
    flat = line | {"firm_id": line["firm"]["id"], "firm": line["firm"]["name"]}
    return [flat[column] for column in PEOPLE.header]


PARTY_EXPORT = Export(PARTIES, party_lines, _flatten_party)
PERSON_EXPORT = Export(PEOPLE, person_lines, _flatten_person)
