"""The block that says what an export is: filter, moment, rows, licence, where its columns are explained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.conf import settings

from tracker.models import Source


@dataclass(frozen=True, slots=True)
class Heading:
    """``count`` is asked late, because the first bytes of an export must not wait for it."""

    title: str
    filter: str
    address: str
    made_at: datetime
    dictionary: str
    count: Callable[[], int]
    notices: Sequence[str] = field(default_factory=tuple)

    @property
    def fixed(self) -> list[tuple[str, str]]:
        """What is known without counting, as (name, text)."""
        made = self.made_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return [
            ("export", self.title),
            ("filter", self.filter or "none"),
            ("address", self.address),
            ("made_at", made),
            ("licence", settings.RETAINER_DATA_LICENCE),
            *[("notice", notice) for notice in self.notices],
            ("data_dictionary", self.dictionary),
        ]


def load_notices() -> list[str]:
    """What the registers that were read ask to be shown wherever their data are."""
    read = Source.objects.exclude(notice="").filter(last_success_at__isnull=False)
    return list(dict.fromkeys(" ".join(notice.split()) for notice in read.values_list("notice", flat=True)))
