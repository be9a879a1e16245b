"""Files that are already here: what they are, which day they describe, and that reading them twice changes nothing."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.services.register_files import Row, fara_source, write_principals, write_registrants
from tests.services.sites import zip_of
from tracker.errors import ConfigError, LockedError
from tracker.models import Contract, Document, PartyIdentifier, Run, Statement
from tracker.services.fetch import make_leases
from tracker.services.offline import find_page, ingest_files, read_file_date
from tracker.sources import get_adapter

pytestmark = pytest.mark.django_db

ANKARA = Row("Republic of Turkey", "02/16/2021")
REGISTRANT = ("1750", "01/05/1990", "", "Example Public Affairs LLC", "Example PA")


def ingest(*arguments: str) -> str:
    out = StringIO()
    call_command("ingest", "us-fara", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.mark.parametrize("form", ["csv", "gz", "zip"])
def test_bulk_files_in_every_form(tmp_path: Path, form: str) -> None:
    fara_source()
    path = write_principals(tmp_path, "2025-04-10", [ANKARA])
    if form == "gz":
        path = tmp_path / f"{path.name}.gz"
        path.write_bytes(gzip.compress((tmp_path / path.stem).read_bytes()))
    if form == "zip":
        body = zip_of(path)
        path = tmp_path / f"{path.name}.zip"
        path.write_bytes(body)
    assert "1 rows read, 1 new, 0 quarantined" in ingest(str(path))
    document = Document.objects.get()
    assert document.as_of == datetime(2025, 4, 10, tzinfo=UTC)
    assert Contract.objects.get().client.name == "Republic of Turkey"


def test_the_same_files_again_change_nothing_and_say_so(tmp_path: Path) -> None:
    fara_source()
    paths = [
        str(write_principals(tmp_path, "2025-04-10", [ANKARA])),
        str(write_registrants(tmp_path, "2025-04-10", [REGISTRANT])),
    ]
    assert "Nothing changed" not in ingest(*paths)
    out = ingest(*paths)
    assert "Nothing changed." in out
    assert "2 unchanged since the last time" in out
    assert Statement.objects.count() == PartyIdentifier.objects.count() == 1


def test_registrants_are_joined_on_their_number_whatever_the_order_of_the_files(tmp_path: Path) -> None:
    fara_source()
    principals = write_principals(tmp_path, "2025-04-10", [ANKARA])
    registrants = write_registrants(tmp_path, "2025-04-10", [REGISTRANT])
    ingest(str(principals), str(registrants))
    firm = Contract.objects.get().firm
    assert set(firm.names.values_list("name", flat=True)) >= {"Example Public Affairs LLC", "Example PA"}
    assert firm.mentions.filter(identifiers__value="1750").exists()


def test_a_number_that_stands_twice_keeps_both_rows(tmp_path: Path) -> None:
    fara_source()
    twice = [
        ("5769", "09/19/2006", "08/01/2008", "O'Malley, Sheila", ""),
        ("5769", "09/19/2006", "09/19/2006", "O'Malley, Sheila", ""),
    ]
    ingest(str(write_registrants(tmp_path, "2025-04-10", twice)))
    assert sorted(str(day) for day in PartyIdentifier.objects.values_list("deregistered_on", flat=True)) == [
        "2006-09-19",
        "2008-08-01",
    ]


def test_the_day_of_a_file_is_in_its_name_or_is_its_own(tmp_path: Path) -> None:
    named = tmp_path / "FARA_All_Registrants.2020-05-25.csv.zip"
    assert read_file_date(named) == datetime(2020, 5, 25, tzinfo=UTC)
    plain = tmp_path / "FARA_All_Registrants.csv"
    plain.touch()
    os.utime(plain, (1_700_000_000, 1_700_000_000))
    assert read_file_date(plain) == datetime.fromtimestamp(1_700_000_000, tz=UTC)
    impossible = tmp_path / "x.2020-13-45.csv"
    impossible.touch()
    assert read_file_date(impossible).year >= 2023


def test_an_unknown_file_is_refused_with_the_names_that_are_known(tmp_path: Path) -> None:
    stranger = tmp_path / "contracts.csv"
    stranger.touch()
    with pytest.raises(ConfigError, match="FARA_All_ForeignPrincipals"):
        find_page(get_adapter("us-fara"), stranger)
    with pytest.raises(CommandError, match="there is no file"):
        ingest(str(tmp_path / "nothing.csv"))
    with pytest.raises(CommandError, match="no source is called"):
        call_command("ingest", "us-farra", str(stranger))


def test_a_broken_file_fails_the_run_with_its_reason_and_keeps_the_bytes(tmp_path: Path) -> None:
    fara_source()
    broken = tmp_path / "FARA_All_ForeignPrincipals.2025-04-10.csv.zip"
    broken.write_bytes(b"PK\x03\x04 not a zip")
    with pytest.raises(CommandError):
        ingest(str(broken))
    run = Run.objects.get()
    assert run.state == "failed"
    document = Document.objects.get()
    assert document.state == "failed"
    assert document.error
    assert run.issues.get().error == document.error


def test_a_source_that_is_polled_is_not_ingested_at_the_same_time(tmp_path: Path) -> None:
    path = write_principals(tmp_path, "2025-04-10", [ANKARA])
    with make_leases().lease("source:us-fara"), pytest.raises(LockedError):
        ingest_files(fara_source(), [path])


def test_no_address_of_anybody_reaches_the_database(tmp_path: Path) -> None:
    fara_source()
    path = write_principals(tmp_path, "2025-04-10", [ANKARA])
    body = path.read_bytes().replace(b'"","","","",""\r\n', b'"12 Private Lane","","Townville","VA","20301"\r\n')
    path.write_bytes(body)
    ingest(str(path))
    rows = [*Statement.objects.values(), *PartyIdentifier.objects.values(), *Contract.objects.values()]
    assert "Private Lane" not in repr(rows)
    assert "Townville" not in repr(rows)
