"""The parameters that every list of the API takes beside its filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.http import QueryDict

from tracker.api.problems import InvalidParameters
from tracker.filters import StrictFilterSet

USUAL_LIMIT, MOST = 50, 200
OWN = ("limit", "fields", "include", "updated_since")


@dataclass(slots=True)
class Asked:
    """What a request asks for: its filter, and the rest."""

    filter: StrictFilterSet
    limit: int = USUAL_LIMIT
    fields: Sequence[str] = ()
    include: Sequence[str] = ()
    updated_since: datetime | None = None
    problems: list[str] = field(default_factory=list)


def read_names(text: str, name: str, known: Sequence[str], problems: list[str]) -> list[str]:
    """Names parted by commas; those that there are not are told."""
    names = list(dict.fromkeys(part.strip() for part in text.split(",")))
    unknown = [one for one in names if one not in known]
    problems += [f"{name}: there is no “{one}”; there is: {', '.join(known) or 'none'}." for one in unknown]
    return names


def read_limit(text: str, problems: list[str]) -> int:
    if text.isascii() and text.isdecimal() and len(text) < 4 and 1 <= int(text) <= MOST:
        return int(text)
    problems.append(f"limit: “{text}” is no number from 1 to {MOST}.")
    return USUAL_LIMIT


def read_moment(text: str, problems: list[str]) -> datetime | None:
    """A day or a moment (ISO 8601); without a time zone it is UTC."""
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        problems.append(f"updated_since: “{text}” is no moment: write 2025-04-10 or 2025-04-10T06:00:00Z.")
        return None


def take_own(query: QueryDict, allowed: Sequence[str], problems: list[str]) -> dict[str, str]:
    """The parameters that are no filters, taken out of the query. An empty or doubled one is an error."""
    problems += [f"“{name}” is given without a value." for name in query if "" in query.getlist(name)]
    own: dict[str, str] = {}
    for name in allowed:
        values = query.pop(name, [])
        if len(values) > 1:
            problems.append(f"“{name}” is given more than once.")
        elif values and values[0]:
            own[name] = str(values[0])
    return own


def read_request(
    query: QueryDict, filter_class: type[StrictFilterSet], rows: Any, *, keys: Sequence[str], includes: Sequence[str]
) -> Asked:
    """What a list is asked for. Raises InvalidParameters with all that is wrong and the names of what is right."""
    mine = query.copy()
    problems: list[str] = []
    own = take_own(mine, OWN, problems)
    filtered = filter_class(mine, rows)
    asked = Asked(filtered)
    _read_own(asked, own, keys, includes, problems)
    problems += filtered.problems
    if problems:
        raise InvalidParameters(problems, [*filtered.valid_names, *OWN])
    return asked


def read_single(query: QueryDict, *, keys: Sequence[str], includes: Sequence[str]) -> tuple[list[str], list[str]]:
    """What a single record is asked for: (fields, include)."""
    mine = query.copy()
    problems: list[str] = []
    own = take_own(mine, ("fields", "include"), problems)
    problems += [f"There is no parameter called “{name}”." for name in mine]
    fields = read_names(own["fields"], "fields", keys, problems) if "fields" in own else []
    include = read_names(own["include"], "include", includes, problems) if "include" in own else []
    if problems:
        raise InvalidParameters(problems, ["fields", "include"])
    return fields, include


def _read_own(
    asked: Asked, own: Mapping[str, str], keys: Sequence[str], includes: Sequence[str], problems: list[str]
) -> None:
    if "limit" in own:
        asked.limit = read_limit(own["limit"], problems)
    if "fields" in own:
        asked.fields = read_names(own["fields"], "fields", keys, problems)
    if "include" in own:
        asked.include = read_names(own["include"], "include", includes, problems)
    if "updated_since" in own:
        asked.updated_since = read_moment(own["updated_since"], problems)
