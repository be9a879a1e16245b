"""Contracts that new filings alone bring forward: found by their tallies, drafted without their earlier filings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import msgspec

from tracker.models import Contract
from tracker.resolution.grouping import Group
from tracker.resolution.tally import Tally, add_filings
from tracker.services.bulk import fetch_in
from tracker.services.drafts import Draft
from tracker.services.voices import Row, read_voice


def draft_extensions(rows: Mapping[int, Row], fresh: Collection[int]) -> list[Draft]:
    """Drafts of the contracts of which the touched ``rows`` are new filings, or what those have superseded.

    ``fresh`` are the ids of statements that were read for the first time. Everything else that was touched needs all
    statements of its contract and of those beside it, and has no draft here.
    """
    by_contract: dict[int, list[Row]] = defaultdict(list)
    for row in rows.values():
        if row.contract_id is not None:
            by_contract[row.contract_id].append(row)
    hopeful = [pk for pk, mine in by_contract.items() if any(row.id in fresh for row in mine)]
    standing = Contract.objects.published().filter(tally__isnull=False)
    drafts = (_extend(contract, by_contract[contract.pk], fresh) for contract in fetch_in(standing, "id", hopeful))
    return [draft for draft in drafts if draft is not None]


def _extend(contract: Contract, rows: Sequence[Row], fresh: Collection[int]) -> Draft | None:
    if not all(row.counts for row in rows):
        return None
    news = [read_voice(row) for row in rows if row.id in fresh]
    superseded = [read_voice(row) for row in rows if row.id not in fresh]
    tally = add_filings(msgspec.convert(contract.tally, Tally), news, superseded)
    if tally is None:
        return None
    group = Group(contract.client_id, contract.firm_id, (*news, *superseded))
    return Draft(group, tally.believe(), contract.founder, contract, tally=tally)
