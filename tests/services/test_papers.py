"""Filings as PDF on their way: fetched, read page by page, joined with the register, shown beside their pictures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from tests.replay import ReplayServer
from tests.replay_answers import ok
from tests.services.register_files import Register, Row
from tests.services.sites import zip_of
from tests.typeset import amendment, exhibit_ab, hidden_block, scanned, supplemental, typeset
from tracker import tasks
from tracker.errors import LockedError
from tracker.models import Contract, Document, DocumentPage, Issue, ReviewItem, Run, Source, Statement
from tracker.pdf import Page, PdfError, has_ocr, read_layer
from tracker.services import page_images, paper_pages, papers, polling, reparsing
from tracker.services.decisions import accept_statements
from tracker.services.offline import ingest_files
from tracker.services.schedules import ensure_schedule
from tracker.services.seeding import ensure_source

pytestmark = pytest.mark.django_db

FREEDONIA = Row("Republic of Freedonia", "02/16/2015", country="FREEDONIA")
SYLVANIA = Row("Embassy of Sylvania", "02/16/2016", country="SYLVANIA")
RENEWED = "Registrant and the Republic of Freedonia renewed their contract through December 31, 2019 "
FEE = "for a monthly fee of $12,500."
NAME = "1750-Amendment-20180221-1.pdf"

with_ocr = pytest.mark.skipif(not has_ocr(), reason="tesseract is not installed")


@pytest.fixture(autouse=True)
def kept_apart(settings: Settings, tmp_path: Path) -> None:
    settings.RETAINER_VAR_DIR = tmp_path / "var"


def ingest(folder: Path, body: bytes, name: str = NAME) -> Run:
    path = folder / name
    path.write_bytes(body)
    return ingest_files(ensure_source("us-fara-docs"), [path])


def the_filing() -> Statement:
    return Statement.objects.exclude(kind__in=("listing", "registration")).get()


# -- Joined with the register ------------------------------------------------------------------------------


def test_a_filing_gives_the_registers_engagement_its_terms(register: Register, tmp_path: Path) -> None:
    register.read("2018-01-01", [FREEDONIA, SYLVANIA])
    run = ingest(tmp_path, amendment(RENEWED + FEE))
    assert (run.state, run.new) == ("ok", 1)
    contract = Contract.objects.published().get(client__name="Republic of Freedonia")
    assert (contract.value, contract.currency, contract.value_basis) == (12500, "USD", "per_month")
    assert contract.end == "2019-12-31"
    assert contract.registered_on is not None and contract.registered_on.year == 2015
    assert Contract.objects.published().count() == 2, "no contract beside those of the register"
    filing = the_filing()
    assert (filing.kind, filing.act, filing.register, str(filing.posted_on)) == (
        "amendment",
        "renewal",
        "us-fara",
        "2018-02-21",
    )
    assert contract.provenance["value"] == filing.pk


def test_every_quote_stands_in_the_text_and_names_its_page(register: Register, tmp_path: Path) -> None:
    ingest(tmp_path, amendment("See the attached letter.", f"LETTER\n{RENEWED}{FEE}"))
    filing = the_filing()
    document = filing.last_document
    assert document is not None
    for quotes in filing.evidence.values():
        for quote in quotes:
            assert document.text[quote["start"] : quote["end"]] == quote["quote"]
    assert filing.details["pages"]["value"] == 3


def facts() -> set[tuple[Any, ...]]:
    return {
        (c.client.name, c.firm.name, c.value, c.end, c.status, len(c.provenance))
        for c in Contract.objects.published().select_related("client", "firm")
    }


def forget_everything() -> None:
    call_command("flush", verbosity=0, interactive=False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("named", "contracts"), [("Turkey", 2), ("Freedonia", 2)])
def test_whatever_comes_first_the_contracts_are_the_same(
    register: Register, tmp_path: Path, named: str, contracts: int
) -> None:
    """A filing that names the principal its own way, before and after the register is known."""
    ankara = Row("Republic of Turkey", "02/16/2015")
    body = amendment(f"Registrant and the Government of {named} renewed their contract {FEE}")
    steps = {
        "register": lambda: register.read("2018-01-01", [ankara]),
        "filing": lambda: ingest(tmp_path, body),
        "later": lambda: register.read("2018-03-01", [ankara, SYLVANIA]),
    }
    outcomes = []
    for order in permutations(steps):
        forget_everything()
        for step in order:
            steps[step]()
        outcomes.append(facts())
    assert all(outcome == outcomes[0] for outcome in outcomes)
    assert len(outcomes[0]) == contracts
    assert ({value for _, _, value, *_ in outcomes[0]} > {None}) == (named == "Turkey")


def test_a_principal_that_is_not_named_is_the_only_one_that_is_listed(register: Register, tmp_path: Path) -> None:
    register.read("2018-01-01", [FREEDONIA])
    ingest(tmp_path, amendment("On April 24, 2017, Registrant renewed its contract with the foreign principal " + FEE))
    filing = the_filing()
    assert filing.client_mention.name == "Republic of Freedonia"
    assert filing.flags == ["principal_from_register"]
    assert filing.confidence <= 0.6


def test_a_principal_that_nobody_can_tell_is_a_question_and_no_guess(register: Register, tmp_path: Path) -> None:
    register.read("2018-01-01", [FREEDONIA, SYLVANIA])
    run = ingest(tmp_path, amendment("Registrant renewed its contract with the foreign principal " + FEE))
    assert run.quarantined == 1
    assert "does not name the foreign principal; 2 are listed under 1750: $12,500" in Issue.objects.get().error
    assert not Statement.objects.filter(kind="amendment").exists()


def test_a_principal_that_the_register_does_not_list_waits_for_a_person(register: Register, tmp_path: Path) -> None:
    register.read("2018-01-01", [SYLVANIA])
    ingest(tmp_path, amendment(RENEWED + FEE))
    filing = the_filing()
    assert (filing.state, filing.flags) == ("review", ["principal_not_listed"])
    assert ReviewItem.objects.filter(statement=filing, state="open").exists()
    accept_statements([filing.pk], User.objects.create(username="editor"))
    reparsing.reparse_source(Source.objects.get(slug="us-fara-docs"))
    filing.refresh_from_db()
    assert filing.state == "accepted", "another reading keeps a person's word"


def test_an_unreadable_amount_changes_no_contract(register: Register, tmp_path: Path) -> None:
    register.read("2018-01-01", [FREEDONIA])
    ingest(tmp_path, amendment(RENEWED + "for a monthly fee of $2510.0.00."))
    assert the_filing().state == "review"
    assert Contract.objects.published().get().value is None


# -- Forms -------------------------------------------------------------------------------------------------


def test_an_exhibit_with_its_agreement(tmp_path: Path) -> None:
    agreement = (
        "CONSULTING AGREEMENT between Example Public Affairs LLC and the Ministry of Tourism of Freedonia.\n"
        "This agreement is effective March 1, 2021 and shall continue through February 28, 2022.\n"
        "The Client shall pay a monthly retainer of $20,000.00. Expenses over $500 need prior approval.\n"
        "Either party may terminate this agreement upon thirty (30) days written notice."
    )
    ingest(tmp_path, exhibit_ab(agreement), "1750-Exhibit-AB-20210309-1.pdf")
    filing = the_filing()
    assert (filing.kind, filing.act, filing.client_mention.name) == (
        "agreement",
        "new",
        "Ministry of Tourism of Freedonia",
    )
    assert (filing.value, filing.value_basis, filing.term_months) == (Decimal(20000), "per_month", Decimal(12))
    assert (filing.start, filing.end) == ("2021-03-01", "2022-02-28")
    assert filing.purpose.startswith("The registrant will promote travel to Freedonia")
    assert filing.details["agreement_date"] == "2021-03-01"
    assert filing.last_document is not None
    assert "Harbour" not in filing.last_document.text, "street addresses are not kept in the text"


def test_receipts_of_a_supplemental_statement_are_no_price(tmp_path: Path) -> None:
    accounts = {
        "Ministry of Tourism of Freedonia": [
            ("07/15/2020", "Monthly fee", "$20,000.00"),
            ("08/15/2020", "Monthly fee", "$20,000.00"),
        ],
        "Sylvania Oil Company": [("09/01/2020", "Retainer", "$5,000.00")],
    }
    totals = {"Ministry of Tourism of Freedonia": "$40,000.00", "Sylvania Oil Company": "$6,000.00"}
    ingest(tmp_path, supplemental(accounts, totals=totals), "1750-Supplemental-Statement-20210129-1.pdf")
    found = {row.client_mention.name: row for row in Statement.objects.select_related("client_mention")}
    ministry, oil = found["Ministry of Tourism of Freedonia"], found["Sylvania Oil Company"]
    assert (ministry.kind, ministry.value, ministry.amount, ministry.amount_kind) == ("report", None, 40000, "income")
    assert ministry.details["period_end"] == "2020-12-31"
    assert ministry.state == "published" and ministry.confidence >= 0.8
    assert (oil.amount, oil.flags, oil.state) == (Decimal(5000), ["total_differs_from_rows"], "review")


def test_a_statement_without_receipts_says_nothing(tmp_path: Path) -> None:
    run = ingest(tmp_path, supplemental({}), "1750-Supplemental-Statement-20210129-1.pdf")
    assert (run.state, Statement.objects.count(), Issue.objects.count()) == ("ok", 0, 0)


def test_nothing_of_a_short_form_is_stored(tmp_path: Path) -> None:
    body = typeset("Short Form Registration Statement Pursuant to\n14. What compensation? Salary: $90,000 per year")
    run = ingest(tmp_path, body, "1750-Short-Form-20210309-1.pdf")
    assert (run.state, Statement.objects.count(), Issue.objects.count()) == ("ok", 0, 0)


def test_the_command_line_prints_what_a_filing_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / NAME
    path.write_bytes(amendment("On May 1, 2017, Registrant modified its agreement with the foreign principal " + FEE))
    call_command("extract", str(path), verbosity=0)
    told = json.loads(capsys.readouterr().out)
    (contract,) = told["contracts"]
    assert (told["form"], contract["client"], contract["registration_number"]) == ("amendment", None, "1750")
    assert (contract["value"], contract["value_basis"], contract["event"]) == (12500, "per_month", "modification")
    assert (contract["agreement_date"], contract["pages"]["value"]) == ("2017-05-01", 1)
    path.write_bytes(b"no such thing")
    with pytest.raises(CommandError, match="no PDF"):
        call_command("extract", str(path), verbosity=0)


# -- Pages -------------------------------------------------------------------------------------------------


@with_ocr
def test_a_scan_is_recognised_and_its_hidden_block_is_data(tmp_path: Path) -> None:
    body = scanned(amendment(RENEWED + FEE, stamp=""), hidden=hidden_block(REGISTRATION_NUMBER="48"))
    ingest(tmp_path, body, "old.pdf")
    filing = the_filing()
    assert (filing.value, filing.firm_mention.identifier, str(filing.posted_on)) == (12500, "48", "1995-06-19")
    assert filing.last_document is not None and "Metadata" not in filing.last_document.text
    assert [page.by for page in DocumentPage.objects.all()] == ["twice", "ocr"]


def test_without_the_program_pages_are_owed_and_said_so(tmp_path: Path, settings: Settings) -> None:
    settings.RETAINER_TESSERACT = ""
    run = ingest(tmp_path, scanned(amendment(RENEWED + FEE)), "old.pdf")
    assert run.quarantined == 2
    assert {page.state for page in DocumentPage.objects.all()} == {"owed"}
    assert all("no program for optical recognition" in issue.error for issue in Issue.objects.all())
    if has_ocr():
        settings.RETAINER_TESSERACT = "tesseract"
        reparsing.reparse_source(Source.objects.get(slug="us-fara-docs"))
        assert Statement.objects.count() == 1
        assert {issue.state for issue in Issue.objects.all()} == {"resolved"}


def test_what_the_file_says_over_a_scan_is_checked_against_our_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two readings that differ in a figure: neither is believed."""
    page = Page

    def other(path: Path, number: int, limits: Any, **_: Any) -> Any:
        layer = read_layer(path, limits).pages[number - 1]
        return page(number, layer.text.replace("12,500", "72,500"), lines=layer.lines)

    monkeypatch.setattr(paper_pages, "read_ocr", other)
    monkeypatch.setattr(paper_pages, "find_ocr", lambda: "x")
    monkeypatch.setattr(papers, "find_ocr", lambda: "x")
    monkeypatch.setattr(paper_pages, "needs_ocr", lambda _: True)
    monkeypatch.setattr(papers, "needs_ocr", lambda _: True)
    ingest(tmp_path, amendment(RENEWED + FEE))
    filing = the_filing()
    assert filing.confidences["value"] < 0.5
    assert filing.state == "review"


def test_pages_that_were_read_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest(tmp_path, amendment(RENEWED + FEE))

    def no_more(*_: Any, **__: Any) -> Any:
        raise AssertionError("read again")

    monkeypatch.setattr(papers, "read_layers", no_more)
    run = reparsing.reparse_source(Source.objects.get(slug="us-fara-docs"))
    assert (run.state, run.failures) == ("ok", 0)


def test_a_run_that_dies_goes_on_at_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recognised: list[int] = []

    def recognise(path: Path, reading: paper_pages.PageReading, program: str) -> paper_pages.PageReading:
        recognised.append(reading.page.number)
        if len(recognised) == 2:
            raise LockedError("lost")
        return reading

    monkeypatch.setattr(papers, "needs_ocr", lambda _: True)
    monkeypatch.setattr(papers, "recognise", recognise)
    with pytest.raises(LockedError):
        ingest(tmp_path, amendment(RENEWED + FEE, "a letter"))
    ingest(tmp_path, amendment(RENEWED + FEE, "a letter"))
    assert recognised == [1, 2, 2, 3]


@pytest.mark.parametrize("body", [b"", b"<html>Sign in</html>", b"%PDF-1.7 and no more", amendment(FEE)[:500]])
def test_what_is_no_pdf_is_quarantined_with_the_reason(tmp_path: Path, body: bytes) -> None:
    run = ingest(tmp_path, body)
    document = Document.objects.get()
    assert document.state == "failed" and document.error
    assert (run.quarantined, Issue.objects.get().error) == (1, document.error)


def test_a_process_that_is_killed_is_a_reason_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: Any, **__: Any) -> Any:
        raise PdfError("the process that read it was ended by signal 9")

    monkeypatch.setattr(paper_pages, "read_layer", killed)
    ingest(tmp_path, amendment(FEE))
    assert "signal 9" in Document.objects.get().error


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    ingest(tmp_path, amendment(RENEWED + FEE))
    run = ingest(tmp_path, amendment(RENEWED + FEE))
    assert (run.new, run.changed, run.not_modified) == (0, 0, 1)


# -- Polled ------------------------------------------------------------------------------------------------

LIST = "/bulk/zip/FARA_All_RegistrantDocs.csv.zip"
HEADER = (
    "Date Stamped", "Registrant Name", "Registration Number", "Document Type", "Short Form Name",
    "Foreign Principal Name", "Foreign Principal Country", "URL",
)  # fmt: skip


def documents_at(site: ReplayServer, folder: Path, *names: str) -> Source:
    rows = [HEADER]
    for name in names:
        kind, day = name.split("-", 1)[1].rsplit("-", 2)[0], name.rsplit("-", 2)[1]
        stamped = f"{day[4:6]}/{day[6:]}/{day[:4]}"
        url = f"{site.url.rstrip('/')}/docs/{name}"
        rows.append((stamped, "Example Public Affairs LLC", "1750", kind.replace("-", " "), "", "", "", url))
    path = folder / "FARA_All_RegistrantDocs.csv"
    path.write_bytes("".join(",".join(f'"{value}"' for value in row) + "\r\n" for row in rows).encode())
    site.script(LIST, ok(zip_of(path), "application/zip"))
    source = ensure_source("us-fara-docs")
    source.base_url, source.min_interval, source.enabled = site.url.rstrip("/"), 0.0, True
    source.save()
    ensure_schedule(source)
    return source


def test_a_poll_fetches_the_wanted_documents_once_and_reads_them(site: ReplayServer, tmp_path: Path) -> None:
    site.script(f"/docs/{NAME}", ok(amendment(RENEWED + FEE), "application/pdf"))
    documents_at(site, tmp_path, NAME, "1750-Short-Form-20180221-2.pdf")
    run = polling.poll("us-fara-docs", Run.Trigger.COMMAND)
    assert (run.state, run.fetched, run.new) == ("ok", 2, 1)
    assert the_filing().register_key.startswith("1750-Amendment-20180221-1|")
    polling.poll("us-fara-docs", Run.Trigger.COMMAND)
    asked = [entry.path for entry in site.log if entry.path.startswith("/docs/")]
    assert asked == [f"/docs/{NAME}"], "the short form never, the amendment once"


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    asked: list[str] = []
    monkeypatch.setattr(tasks.recognise_filings, "delay_on_commit", asked.append)
    monkeypatch.setattr(tasks.parse_run, "delay_on_commit", tasks.parse_run)
    monkeypatch.setattr(tasks.poll_source, "delay_on_commit", tasks.poll_source)
    yield asked


def test_the_queue_of_polls_leaves_the_pages_to_the_queue_of_filings(
    site: ReplayServer, tmp_path: Path, queued: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"1750-Amendment-2018022{n}-1.pdf" for n in (1, 2, 3)]
    for number, name in enumerate(names):
        site.script(
            f"/docs/{name}", ok(amendment(f"{RENEWED}for a monthly fee of ${number + 1},000."), "application/pdf")
        )
    documents_at(site, tmp_path, *names)
    tasks.poll_source("us-fara-docs")
    run = Run.objects.get()
    assert (run.state, run.fetched) == ("ok", 4)
    assert (Statement.objects.count(), queued) == (0, ["us-fara-docs"])
    monkeypatch.setattr(polling.read_papers, "__kwdefaults__", {"most": 2, "progress": None})
    assert tasks.recognise_filings("us-fara-docs") == 2
    assert queued == ["us-fara-docs"] * 2, "the rest is asked for"
    assert tasks.sweep_runs() == [] and len(queued) == 3, "and would be by the sweep"
    assert tasks.recognise_filings("us-fara-docs") == 1
    assert tasks.recognise_filings("us-fara-docs") == 0
    assert Statement.objects.count() == 3
    assert (polling.sources_with_papers(), len(queued)) == ([], 3)


# -- Shown -------------------------------------------------------------------------------------------------


def test_the_page_shows_the_strip_of_paper_beside_the_quote(tmp_path: Path, client: Client) -> None:
    ingest(tmp_path, amendment(RENEWED + FEE))
    filing = the_filing()
    page = client.get(f"/documents/{filing.last_document_id}/").content.decode()
    address = f"/documents/{filing.last_document_id}/statement-{filing.pk}/page-1.png"
    assert f'src="{address}"' in page and "Page 1 of 2" in page
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert client.get(address).content == answer.content
    assert client.get(address.replace("page-1", "page-2")).status_code == 404


def test_the_contract_names_the_page_of_each_value(tmp_path: Path, client: Client) -> None:
    ingest(tmp_path, amendment("See the attached letter.", f"LETTER\n{RENEWED}{FEE}"))
    filing = the_filing()
    assert filing.contract is not None
    page = client.get(filing.contract.get_absolute_url()).content.decode()
    assert f'href="/documents/{filing.last_document_id}/#statement-{filing.pk}">Page 3 of the filing' in page


def test_whole_pages_and_unpublished_quotes_are_for_staff(tmp_path: Path, client: Client) -> None:
    ingest(tmp_path, amendment(RENEWED + "for a monthly fee of $2510.0.00."))
    filing = the_filing()
    strip = f"/documents/{filing.last_document_id}/statement-{filing.pk}/page-1.png"
    whole = f"/documents/{filing.last_document_id}/page-1.png"
    assert [client.get(strip).status_code, client.get(whole).status_code] == [404, 404]
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_document"))
    client.force_login(reader)
    assert [client.get(strip).status_code, client.get(whole).status_code] == [200, 200]
    assert client.get(whole.replace("page-1", "page-9")).status_code == 404


def test_lines_with_an_address_are_painted_over(tmp_path: Path, client: Client) -> None:
    secret = typeset(f"{RENEWED}{FEE}\nThe registrant lives at 333 Elm Street, Apt. 15, Fredville, NY 10017.")
    plain = typeset(f"{RENEWED}{FEE}\nThe registrant lives in a house of which nobody speaks here at all.")
    for name, body in (("a.pdf", secret), ("b.pdf", plain)):
        ingest(tmp_path, body, name)
    (hidden,) = find_blotted("a.pdf")
    assert hidden > 0 and find_blotted("b.pdf") == [0]


def find_blotted(name: str) -> list[int]:
    pages = DocumentPage.objects.filter(document__url=f"file:{name}")
    return [len(page_images.find_blots(page)) for page in pages]
