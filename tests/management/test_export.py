"""``manage.py export``: filters as options, all or nothing into a file, errors that name the valid filters."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import list_principal, make_file, tell, tell_story
from tracker.filters import ContractFilter
from tracker.management.commands import export as command

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("export", "contracts", *arguments, stdout=out)
    return out.getvalue()


def ids(*arguments: str) -> list[int]:
    return [json.loads(line)["id"] for line in run(*arguments).splitlines()]


def test_filters_are_options_pairs_or_a_query_string() -> None:
    contract = tell_story()
    tell(make_file(), list_principal("Qatar Board", "Example LLC", number="8", country="QA"))
    assert len(ids()) == 2
    assert ids("--country", "TR", "--value-min", "500000") == [contract.pk]
    assert ids("--filter", "country=TR", "--filter", "q=sstek") == [contract.pk]
    assert ids("--query", "?country=TR&status=terminated&utm_source=x") == [contract.pk]
    assert len(ids("--country", "TR", "--country", "QA", "--sort", "client")) == 2


def test_csv_goes_to_standard_output() -> None:
    tell_story()
    (row,) = csv.DictReader(io.StringIO(run("--format", "csv")))
    assert row["value"] == "1500000"


@pytest.mark.parametrize(
    "arguments", [("--filter", "colour=red"), ("--query", "colour=red"), ("--value-min", "x"), ("--query", "after=~5")]
)
def test_a_filter_that_cannot_be_read_names_the_valid_ones(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match=r"Filters that there are: .*\bbasis, .*\bclient, .*value_min"):
        run(*arguments)


def test_a_pair_without_a_sign_is_refused() -> None:
    with pytest.raises(CommandError, match="write NAME=VALUE"):
        run("--filter", "country")


def test_every_filter_is_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("--help")
    text = capsys.readouterr().out
    for name in ContractFilter.filter_names():
        assert f"--{name.replace('_', '-')}" in text


def test_a_file_is_complete_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tell_story()
    target = tmp_path / "out.jsonl"
    run("--output", str(target))
    before = target.read_text()
    assert json.loads(before)["value"] == 1_500_000

    def break_off(lines: object) -> object:
        yield "half a line"
        raise RuntimeError("the power is gone")

    monkeypatch.setattr(command, "json_lines", break_off)
    with pytest.raises(RuntimeError):
        run("--output", str(target))
    assert target.read_text() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        run("--output", str(tmp_path / "nowhere" / "out.jsonl"))


def test_progress_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    tell_story()
    run()
    captured = capsys.readouterr()
    assert "1 contracts" in captured.err
    assert captured.out == ""
