"""Which of the filings about one period stands: reports compete with reports, registrations with registrations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from tracker.models import Statement
from tracker.services.bulk import fetch_in, update_rows

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Filing(NamedTuple):
    """A filing as it competes with others for its period."""

    id: int
    report_key: str
    report_type: str
    register_key: str
    posted_at: datetime | None
    is_copy: bool
    is_current: bool
    source_id: int

    @property
    def order(self) -> tuple[datetime, str, int]:
        """The newest posted stands; of two posted at the same moment the later in the order of their numbers."""
        return (self.posted_at or _LONG_AGO, self.register_key, self.source_id)


def settle_reports(register: str, keys: Iterable[str]) -> set[int]:
    """Let the newest filing under each key stand and the others be superseded; returns those that changed.

    What a person rejected does not compete. A copy that another office published stands only where the original is
    not held.
    """
    competing: dict[str, list[Filing]] = defaultdict(list)
    rows = Statement.objects.filter(register=register).exclude(state=Statement.State.REJECTED)
    for row in fetch_in(rows.values_list(*Filing._fields), "report_key", keys):
        filing = Filing(*row)
        competing[filing.report_key].append(filing)
    changed = [
        (filing.id, is_current)
        for filings in competing.values()
        for filing, is_current in judge_filings(filings)
        if filing.is_current != is_current
    ]
    update_rows(Statement, "id", ["is_current"], changed)
    return {pk for pk, _ in changed}


def judge_filings(filings: list[Filing]) -> list[tuple[Filing, bool]]:
    """Each filing of one key with whether it stands."""
    originals = [filing for filing in filings if not filing.is_copy] or filings
    newest = max(originals, key=lambda filing: filing.order)
    return [(filing, filing is newest) for filing in filings]
