"""What the places round the verbs say of a firm and of a possible client, as named numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.extraction.events import EventTable
from tracker.extraction.lowered import compile_lower
from tracker.extraction.parties import Party
from tracker.extraction.roles import Roles
from tracker.extraction.weights import FIRM

Shown = dict[str, float]

_LOBBIED = compile_lower(
    r"\b(?:lobby(?:ing)?|lobbied|press(?:ing|ed)?|persuad(?:e|ing)|convinc(?:e|ing)|pressur(?:e|ing)|court(?:ing)?"
    r"|influenc(?:e|ing)|sway(?:ing)?"
    r"|approach(?:ing)?|petition(?:ing)?|urg(?:e|ing)|talk(?:ing)?\s+to|speak(?:ing)?\s+to|meet(?:ing)?(?:\s+with)?"
    r"|before|against|toward|towards"
    r"|access\s+to|(?:ties|relations|contacts?|meetings|dealings|negotiations?|talks|negotiating|trade)\s+with"
    r"|sanctions\s+(?:on|against)"
    r"|(?:critics|opponents|criticism|coverage)\s+of|sell(?:ing)?\s+\S+\s+to)\s+(?:the\s+|its\s+)?(?:[\w-]+\s+){0,2}$"
)
_SERVED = compile_lower(
    r"\b(?:represent(?:s|ed|ing)?|(?:lobby|work|speak|act|advocat|consult|registered|register)(?:s|ed|ing|e"
    r"|es)?\s+(?:[\w-]+\s+){0,3}?(?:for|on\s+behalf\s+of)"
    r"|on\s+behalf\s+of|advis(?:e|es|ed|ing)|agents?\s+(?:for|of)|lobbyists?\s+for|the\s+account\s+of"
    r"|clients?,?)\s+(?:the\s+|its\s+)?(?:[a-z-]+\s+){0,2}$"
)


def _told(tables: Sequence[EventTable], numbers: Sequence[int]) -> Iterator[tuple[EventTable, Roles, str]]:
    """The verbs of these sentences, by who stands round them and their weight."""
    for number in numbers:
        table = tables[number]
        for roles, grade in table.told:
            yield table, roles, grade


def firm_roles(tables: Sequence[EventTable], numbers: Sequence[int], firm: Party) -> Shown:
    """How the firm stands round the verbs of its sentences."""
    shown: Shown = {}
    for table, roles, grade in _told(tables, numbers):
        if any(r.party is firm for r in roles.firms):
            if other := _other_matter(table):
                shown[other] = 1.0
                continue
            shown |= _as_firm(table, roles, grade)
        elif roles.client is not None and roles.client.party is firm:
            known = any(r.party.firmness >= FIRM for r in roles.firms)
            shown["role of client"] = max(shown.get("role of client", 0.0), 1.0 if known else 0.5)
        elif roles.the_firm and table.scene.firm is firm:
            shown["role meant"] = 1.0
        if table.scene.firm is firm and roles.client is not None and not roles.firms and grade != "deal":
            shown["role left open"] = 1.0
    return shown


def _as_firm(table: EventTable, roles: Roles, grade: str) -> Shown:
    """What a firm's place by a verb shows, by what else stands there."""
    shown = {f"role {grade}": 1.0}
    if roles.client is not None and roles.client.party.clientness > 0:
        shown[f"role {grade}, client too"] = 1.0
        if grade == "deal" and (table.scene.sighting.money or table.scene.speaks_of("length")):
            shown["role deal, terms too"] = 1.0
    return shown


def _other_matter(table: EventTable) -> str:
    """What the sentence is about when that is no work of this trade: goods and works, or a quarrel before a court."""
    if table.scene.speaks_of("litigation"):
        return "role in court"
    other = table.scene.speaks_of("other trade") and not table.scene.speaks_of("trade")
    return "role in other trade" if other else ""


def pair_roles(tables: Sequence[EventTable], numbers: Sequence[int], firm: Party, client: Party) -> Shown:
    """How firm and client stand to each other round the verbs of the firm's sentences."""
    shown: Shown = {}
    for table, roles, grade in _told(tables, numbers):
        if any(r.party is firm for r in roles.firms):
            name = _beside_firm(roles, grade, client)
        else:
            name = _without_firm(table, roles, grade, firm, client)
        if name:
            shown[name] = 1.0
        if name == f"client role open {grade}" and roles.pronoun and table.scene.topic is client:
            shown["topic in open role"] = 1.0
    if any(name.startswith("both in role") for name in shown):
        shown = {name: value for name, value in shown.items() if not name.startswith("other client in role")}
    return shown


def _beside_firm(roles: Roles, grade: str, client: Party) -> str:
    """Who is the client of a verb whose firm is named: this one, another, or somebody told of before."""
    if roles.client is None:
        return f"client role open {grade}" if roles.open_client else ""
    if roles.client.party is client:
        return f"both in role {grade}"
    return f"other client in role {grade}" if roles.client.party.clientness > 0 else ""


def _without_firm(table: EventTable, roles: Roles, grade: str, firm: Party, client: Party) -> str:
    """Whether the client stands by a verb whose firm is another one or only meant."""
    if roles.client is None or roles.client.party is not client:
        return ""
    if roles.firms:
        return "client in role, other firm"
    if table.scene.firm is not firm:
        return ""
    return "client in role, firm meant" if roles.the_firm else f"client in role {grade}"


def is_served(low: str, start: int) -> bool:
    """Whether the words before the place say that somebody works for whoever stands there."""
    return bool(_SERVED.search(low[max(0, start - 60) : start]))


def is_lobbied(low: str, start: int) -> bool:
    """Whether the words before the place say that whoever stands there is lobbied, met or written against."""
    return bool(_LOBBIED.search(low[max(0, start - 60) : start]))
