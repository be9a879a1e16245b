"""The gazetteer that articles are read with: names that registers and people gave to firms and clients."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Count, Max, QuerySet

from tracker.extraction.gazetteer import Gazetteer, Role
from tracker.models import PartyName

_held: tuple[tuple[int, int], Gazetteer] | None = None


def known_names() -> QuerySet[PartyName]:
    """Names that did not come from articles."""
    return PartyName.objects.exclude(mention__register="news")


def newest_name() -> int:
    """Id of the newest known name; a text that was read before it may have to be read again."""
    return known_names().aggregate(newest=Max("id"))["newest"] or 0


def load_gazetteer() -> Gazetteer:
    """The gazetteer of all known names; built once per process and again when names were added.

    Names that only articles gave are left out: a text must not be read by what was read from it, or the order of
    reading would matter.
    """
    global _held
    names = known_names()
    figures = names.aggregate(count=Count("id"), newest=Max("id"))
    version = (figures["count"], figures["newest"] or 0)
    if _held is None or _held[0] != version:
        _held = (
            version,
            Gazetteer(list(_read_names(names.order_by("identity", "role").values_list("name", "role")))),
        )
    return _held[1]


def _read_names(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Role]]:
    roles: dict[str, Role] = {"firm": "firm", "client": "client"}
    for name, role in rows:
        yield name, roles.get(role, "both")
