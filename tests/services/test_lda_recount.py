"""Real LDA filings through the whole pipeline, against a recount with plain Python over the raw lines."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.recount_lda import compare
from tracker.models import Contract, Run, Statement
from tracker.services.offline import ingest_files
from tracker.services.seeding import ensure_source

pytestmark = pytest.mark.django_db

FILINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "lda" / "filings"
needs_filings = pytest.mark.skipif(not FILINGS.is_dir(), reason="the real filings lie beside the project, not in it")

AMENDED = ("filings_2021_4A.ndjson.gz", "filings_2021_4T.ndjson.gz", "filings_2021_4@.ndjson.gz")
NORD_STREAM = ("filings_2022_1T.ndjson.gz", "filings_2022_1@.ndjson.gz", "filings_2022_1A.ndjson.gz")
NEWEST = (
    "filings_2024_RR.ndjson.gz",
    "filings_2024_Q1.ndjson.gz",
    "filings_2024_1T.ndjson.gz",
    "filings_2024_1TY.ndjson.gz",
)


def ingest(*names: str) -> list[Path]:
    files = [path for name in names if (path := FILINGS / name).exists()]
    run = ingest_files(ensure_source("us-lda"), files)
    assert (run.state, run.quarantined) == (Run.State.OK, 0), run.error
    return files


@needs_filings
def test_every_contract_is_what_a_recount_says() -> None:
    files = ingest(*AMENDED, *NORD_STREAM, *NEWEST)
    assert Statement.objects.count() > 2_000
    assert compare(files) == []


@needs_filings
def test_a_second_reading_changes_nothing() -> None:
    ingest(*NEWEST)
    before = list(Contract.objects.order_by("id").values())
    run = ingest_files(ensure_source("us-lda"), [FILINGS / name for name in NEWEST if (FILINGS / name).exists()])
    assert (run.new, run.changed) == (0, 0)
    assert list(Contract.objects.order_by("id").values()) == before


@needs_filings
def test_girl_scouts_amended_the_fourth_quarter_of_2021_twice() -> None:
    ingest(*AMENDED)
    contract = Contract.objects.published().get(client__name__istartswith="girl scouts")
    reports = contract.statements.filter(period="2021-Q4").order_by("posted_at")
    assert [amount for (amount,) in reports.values_list("amount")][-2:] == [Decimal("45847.00"), Decimal("44319.00")]
    assert contract.latest_amount == Decimal("44319.00")
    assert reports.filter(is_current=True).count() == 1


@needs_filings
def test_roberti_s_termination_for_nord_stream_was_moved_by_amendments() -> None:
    ingest(*NORD_STREAM)
    contract = Contract.objects.published().get(client__name__icontains="nord stream", firm__name__icontains="roberti")
    filings = list(contract.statements.filter(period="2022-Q1").order_by("posted_at"))
    assert [filing.report_type for filing in filings] == ["1T", "1@", "1@"]
    assert [filing.is_current for filing in filings] == [False, False, True]
    assert (contract.status, contract.end) == ("terminated", filings[-1].end)


@needs_filings
def test_skyline_registered_and_ended_for_tunnel_to_towers_on_one_day() -> None:
    ingest(*NEWEST)
    contract = Contract.objects.published().get(
        client__name__icontains="tunnel to towers", firm__name__icontains="skyline"
    )
    assert contract.status == "terminated"
    assert contract.start == contract.end != ""
    assert sorted(contract.statements.values_list("report_type", flat=True)) == ["1TY", "RR"]
