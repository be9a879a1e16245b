"""Pages by keyset: every row once, in order, in both directions, whatever is null or equal."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import list_principal, make_file, tell
from tracker.filters import ContractFilter
from tracker.filters.keyset import Cursor, CursorError, Sort, fetch_page, iterate_rows
from tracker.models import Contract

REGISTERED = Sort("registered", "registration", "registered_on", "day", is_descending=True)
CLIENT = next(sort for sort in ContractFilter.sorts if sort.name == "client")


@pytest.fixture
def contracts(db: None) -> list[Contract]:
    """Nine contracts: days that repeat, and three without a day."""
    days = [date(2021, 1, 1), date(2021, 1, 1), date(2020, 5, 5), None, date(2022, 2, 2), None, date(2021, 1, 1), None]
    rows = [
        list_principal(f"Client {chr(72 - number)}", "Firm LLC", number=str(number), registered=day)
        for number, day in enumerate([*days, date(1999, 9, 9)], 1)
    ]
    return tell(make_file(), *rows)


def _expect(contracts: list[Contract], *, descending: bool) -> list[int]:
    known = [contract for contract in contracts if contract.registered_on]
    unknown = [contract for contract in contracts if not contract.registered_on]
    known.sort(key=lambda contract: (contract.registered_on, contract.pk), reverse=descending)
    unknown.sort(key=lambda contract: contract.pk, reverse=descending)
    return [contract.pk for contract in known + unknown]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 9, 50])
@pytest.mark.parametrize("sort", [REGISTERED, REGISTERED.reversed])
def test_walking_forward_and_back_shows_every_row_once(contracts: list[Contract], sort: Sort, size: int) -> None:
    expected = _expect(contracts, descending=sort.is_descending)
    pages = [fetch_page(Contract.objects.all(), sort, size=size)]
    while pages[-1].after:
        pages.append(
            fetch_page(Contract.objects.all(), sort, size=size, after=Cursor.read(pages[-1].after, sort)),
        )
    assert [row.pk for page in pages for row in page.rows] == expected
    assert pages[0].before == ""
    back = [pages[-1]]
    while back[0].before:
        back.insert(0, fetch_page(Contract.objects.all(), sort, size=size, before=Cursor.read(back[0].before, sort)))
    assert [row.pk for page in back for row in page.rows][-len(expected) :] == expected
    assert back[0].rows[0].pk == expected[0]


def test_a_list_is_walked_in_pieces(contracts: list[Contract]) -> None:
    pieces = list(iterate_rows(Contract.objects.all(), REGISTERED, size=4))
    assert [len(piece) for piece in pieces] == [4, 4, 1]
    assert [row.pk for piece in pieces for row in piece] == _expect(contracts, descending=True)


def test_a_page_is_two_queries_at_most(contracts: list[Contract], django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(2):
        fetch_page(Contract.objects.all(), REGISTERED, size=50)
    with django_assert_max_num_queries(1):
        fetch_page(Contract.objects.all(), REGISTERED, size=3)


@pytest.mark.parametrize("size", [1, 2, 50])
@pytest.mark.parametrize("sort", [CLIENT, CLIENT.reversed])
def test_a_list_without_gaps_is_walked_with_one_query_a_page(  # type: ignore[no-untyped-def]
    contracts: list[Contract], sort: Sort, size: int, django_assert_num_queries
) -> None:
    names = sorted((contract.client.name for contract in contracts), reverse=sort.is_descending)
    with django_assert_num_queries(-(-len(contracts) // size)):
        pieces = list(iterate_rows(Contract.objects.select_related("client"), sort, size=size))
    assert [row.client.name for piece in pieces for row in piece] == names
    page = fetch_page(
        Contract.objects.all(), sort, size=2, before=Cursor(names[3].lower(), 0 if not sort.is_descending else 10**9)
    )
    assert [row.client.name for row in page.rows] == names[1:3]


def test_names_sort_without_regard_to_case(contracts: list[Contract]) -> None:
    names = [contract.client.name for contract in fetch_page(Contract.objects.all(), CLIENT, size=50).rows]
    assert names == sorted(names, key=str.lower)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "2021-01-01",
        "2021-01-01~",
        "2021-01-01~x",
        "2021-13-01~5",
        "yesterday~5",
        "~²",
        "~-1",
        f"~{10**30}",
        "\x00~1",
    ],
)
def test_a_place_that_no_list_gave_out_is_refused(text: str) -> None:
    with pytest.raises(CursorError):
        Cursor.read(text, REGISTERED)


@pytest.mark.parametrize(
    ("kind", "text"), [("amount", "NaN~1"), ("amount", "x~1"), ("moment", "2021-01-01T00:00:00~1"), ("number", "1.5~1")]
)
def test_a_place_of_another_kind_is_refused(kind: str, text: str) -> None:
    with pytest.raises(CursorError):
        Cursor.read(text, Sort("x", "x", "x", kind))  # type: ignore[arg-type]


def test_a_place_survives_the_address() -> None:
    assert Cursor.read(Cursor(date(2021, 2, 16), 5).write(), REGISTERED) == Cursor(date(2021, 2, 16), 5)
    assert Cursor.read(Cursor(None, 5).write(), REGISTERED) == Cursor(None, 5)
    assert Cursor.read(Cursor("a~b", 5).write(), CLIENT) == Cursor("a~b", 5)
