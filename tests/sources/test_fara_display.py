"""What people may be shown of a row that could not be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.sources import adapters, get_adapter
from tracker.sources._fara_display import show_row

ROW = ["13/45/2020", "Republic of X", "02/16/2021", "TURKEY", "1750", "06/04/1964", "Example LLP"]
ADDRESS = ["1 Secret Street", "Suite 2", "Hiddenville", "DC", "20001"]


def raw(values: list[str]) -> bytes:
    return ('"' + '","'.join(values) + '"').encode("cp1252")


def test_a_whole_row_is_shown_up_to_its_address() -> None:
    assert list(show_row(raw([*ROW, *ADDRESS]), "principals").values()) == ROW


def test_a_value_too_few_hides_as_many_columns() -> None:
    shown = show_row(raw([*ROW[:3], *ROW[4:], *ADDRESS]), "principals")
    assert list(shown.values()) == [*ROW[:3], *ROW[4:6], "Example LLP"]
    assert show_row(raw(ADDRESS), "principals") == {}


@given(st.lists(st.integers(0, 6), max_size=7, unique=True), st.booleans())
def test_no_loss_of_values_brings_an_address_to_light(lost: list[int], repeated: bool) -> None:
    values = [value for index, value in enumerate(ROW) if index not in lost]
    values += ["one more"] if repeated and not lost else []
    for page in ("principals", "registrants"):
        head = values if page == "principals" else values[:5]
        text = " ".join(show_row(raw([*head, *ADDRESS]), page).values())
        assert not any(part in text for part in ADDRESS)


def test_an_address_behind_a_name_is_withheld() -> None:
    shown = show_row(raw([*ROW[:6], "Example LLP, 1600 Main Street", *ADDRESS]), "principals")
    assert shown["Registrant Name"] == "Example LLP [address withheld]"


@pytest.mark.parametrize("text", ["1 Secret Street, Hiddenville", "Foreign Principal: X\nAddress 1: 1 Secret Street"])
def test_what_is_no_row_is_not_shown(text: str) -> None:
    assert show_row(text.encode(), "principals") == {}


def test_a_refused_statement_is_shown_as_it_was_kept() -> None:
    assert show_row(b"Foreign Principal: X\nRegistration Number: 7", "principals") == {
        "Foreign Principal": "X",
        "Registration Number": "7",
    }


def test_every_adapter_says_what_it_shows() -> None:
    assert all(isinstance(dict(adapter.show_row(b"", "x")), dict) for adapter in adapters().values())
    assert get_adapter("news").show_row(b"<html>Just a moment", "article") == {"page": "<html>Just a moment"}
