"""Write down whom filings name as lobbyists: persons, and in which filings they appear."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.models import Appearance, Person, ReviewItem
from tracker.normalize.names import fold
from tracker.records import PersonMention
from tracker.services.bulk import add_rows, fetch_in, filter_in, insert_rows
from tracker.services.identity import hash_identity
from tracker.services.mentions import Wanted
from tracker.services.review import Question, ask


@dataclass(frozen=True, slots=True)
class Named:
    """The people whom one statement names, and for which firm. ``was_known``: the statement had been read before."""

    statement: int
    people: Sequence[PersonMention]
    firm: Wanted
    was_known: bool


def identify_person(scheme: str, firm: str, name: str) -> tuple[str, str]:
    """The natural key of a person (see ``Person``), and the folded name."""
    key = fold(name) or name
    return hash_identity("person", scheme, firm, key), key


def write_people(named: Sequence[Named], mention_ids: Mapping[str, int]) -> None:
    """Write the persons that are not known yet and the appearances of all; inside the caller's transaction."""
    if not named:
        return
    persons: dict[str, tuple[object, ...]] = {}
    found: list[tuple[int, str, PersonMention]] = []
    identities: dict[tuple[str, str, str], tuple[str, str]] = {}
    for item in named:
        firm = item.firm.mention.identifier or item.firm.key
        for person in item.people:
            about = (person.scheme, firm, person.name)
            if about not in identities:
                identities[about] = identify_person(*about)
            identity, key = identities[about]
            found.append((item.statement, identity, person))
            persons[identity] = (
                identity, person.name, key, mention_ids[item.firm.identity], person.scheme, person.identifier,
                person.covered_position,
            )  # fmt: skip
    ids = dict(fetch_in(Person.objects.values_list("identity", "id"), "identity", persons))
    missing = [row for identity, row in persons.items() if identity not in ids]
    columns = ["identity", "name", "name_key", "firm_mention", "scheme", "identifier", "covered_position"]
    ids |= dict(zip((str(row[0]) for row in missing), insert_rows(Person, columns, missing), strict=True))
    _write_appearances(named, found, ids)
    _ask_who_is_who([row for row in missing if row[6]], ids)


def _write_appearances(
    named: Sequence[Named], found: Sequence[tuple[int, str, PersonMention]], ids: Mapping[str, int]
) -> None:
    again = [item.statement for item in named if item.was_known]
    for piece in filter_in(Appearance.objects.all(), "statement_id", again):
        piece.delete()
    rows: dict[tuple[int, int], tuple[int, int, str, bool]] = {}
    for statement, identity, person in found:
        row = (statement, ids[identity], person.covered_position, person.is_new)
        known = rows.setdefault(row[:2], row)
        # One filing may name a person once with and once without the office held.
        rows[row[:2]] = (*row[:2], known[2] or row[2], known[3] or row[3])
    columns = ["statement", "person", "covered_position", "is_new"]
    add_rows(Appearance, columns, list(rows.values()))


_NO_OFFICE = re.compile(r"(?:n ?a|none|no|nothing|not applicable|see (?:above|previous|attached)\b.*)?")
_FEWEST_LETTERS = 12
"""A shorter office ("Intern", "Counsel") is held by many."""


def _tell_office(text: str) -> str:
    """An office that tells one person from another of the same name, folded; "" for one that does not."""
    office = fold(text)
    return "" if len(office) < _FEWEST_LETTERS or _NO_OFFICE.fullmatch(office) else office


def _ask_who_is_who(fresh: Sequence[tuple[object, ...]], ids: Mapping[str, int]) -> None:
    """Ask whether a new person is one whom another firm names: of the same name, and once in the same office.

    A name alone is too little to ask about: the page of a person lists the namesakes.
    """
    offices = {str(row[2]): (ids[str(row[0])], _tell_office(str(row[6]))) for row in fresh}
    told = {key: (pk, office) for key, (pk, office) in offices.items() if office}
    if not told:
        return
    columns = ("name_key", "id", "name", "covered_position", "identity", "firm_mention__name")
    known = Person.objects.filter(merged_into=None).exclude(covered_position="").order_by("id")
    by_id = {pk: identity for identity, pk in ids.items()}
    questions = []
    for key, pk, name, position, identity, firm in fetch_in(known.values_list(*columns), "name_key", told):
        new, office = told[key]
        if pk < new and _tell_office(position) == office:
            text = f"Is the {name} whom {firm} once named the same person as one whom another firm names now?"
            about = tuple(sorted((identity, by_id[new])))
            questions.append(
                Question(ReviewItem.Kind.PERSON, about, text, [f"same office: {position}"], {"people": [pk, new]})
            )
    ask(questions)
