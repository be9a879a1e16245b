"""What holds of every reader of amounts, dates and terms, on any text: exact offsets, no overlap, no slow text."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.normalize._tokens import words
from tracker.normalize.dates import find_dates, parse_partial
from tracker.normalize.money import find_money, parse_money
from tracker.normalize.numbers import find_numbers, parse_digits, parse_number
from tracker.normalize.term import find_spans, find_terms

# Pieces that the grammars look for, so that random texts reach into them.
PIECES = words("""
    $ US$ € £ Rs. EUR USD kr TL dollars euros dollar million bn k m M lakh crore thousand hundred half a an one
    two twenty and quarter of 1 12 (12) 1,234 1.234 5.5 .5 2019 2021 1,2,3 10,000 000 ½ % - – to between from
    through until up at least or more about month months year years quarter days weeks monthly annual fee every
    each per / ' ’ s notice ago old another renewed extended Feb. February May may March 1st 31, 30 , . ; ( )
    early last this next end the since for in first second Q1 H2 half spring Tuesday yesterday calendar février
    de Monaten deux mil millones 02/01/2021 2021-02-01 1.2.2021 effective expires runs
""")
PIECES += ["\n", "\n\n", "\u00a0", "\u202f"]
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)

Mention = tuple[int, int, str]
Reader = Callable[[str, date | None], list[Mention]]


def spans_of_money(text: str, _published: date | None) -> list[Mention]:
    return [(found.start, found.end, found.text) for found in find_money(text)]


def spans_of_dates(text: str, published: date | None) -> list[Mention]:
    return [(found.start, found.end, found.text) for found in find_dates(text, published=published)]


def spans_of_terms(text: str, _published: date | None) -> list[Mention]:
    return [(found.start, found.end, found.text) for found in find_terms(text)]


def spans_of_spans(text: str, published: date | None) -> list[Mention]:
    return [(found.start_at, found.end_at, found.text) for found in find_spans(text, published=published)]


def spans_of_numbers(text: str, _published: date | None) -> list[Mention]:
    return [(found.start, found.end, found.text) for found in find_numbers(text)]


READERS = [spans_of_money, spans_of_dates, spans_of_terms, spans_of_spans, spans_of_numbers]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@given(text=TEXTS, published=st.none() | st.dates())
@example(text="İ$5 ﬁve ½ ǅ 5 € ß", published=date.max)
@example(text="$1 to $2 to $3 to $4", published=date.min)
def test_mentions_slice_the_text_in_order_without_overlap(reader: Reader, text: str, published: date | None) -> None:
    end_before = 0
    for start, end, quoted in reader(text, published):
        assert end_before <= start < end <= len(text)
        assert text[start:end] == quoted
        end_before = end


@given(TEXTS)
def test_money_stands_on_its_basis_and_its_range(text: str) -> None:
    for found in find_money(text):
        assert found.amount >= 0
        assert found.high is None or found.high > found.amount
        assert (found.basis is None) == (found.basis_start == -1) == (found.basis_text == "")
        if found.basis is not None:
            assert text[found.basis_start : found.basis_end] == found.basis_text
        assert found.currency is None or (len(found.currency) == 3 and found.currency.isupper())


@given(TEXTS, st.none() | st.dates())
def test_spans_run_forward_and_dates_are_dates(text: str, published: date | None) -> None:
    for span in find_spans(text, published=published):
        assert span.start is not None or span.end is not None
        if span.start and span.end:
            assert span.start.first <= span.end.last
        assert span.months is None or span.months >= 1
    for found in find_dates(text, published=published):
        assert published is not None or not found.relative


@given(TEXTS)
def test_a_longer_text_keeps_what_was_read_in_a_paragraph_of_its_own(text: str) -> None:
    alone = [(found.amount, found.currency, found.text) for found in find_money(text)]
    longer = find_money(f"It paid $7,000.\n\n{text}\n\nIt paid $8,000.")
    assert [(found.amount, found.currency, found.text) for found in longer[1:-1]] == alone


@given(TEXTS)
def test_single_fields_never_raise(text: str) -> None:
    parse_digits(text)
    parse_number(text)
    parse_money(text)
    parse_partial(text)


# Hostile texts ------------------------------------------------------------------------------------------------

HOSTILE = [
    "$",
    "1,",
    "1.",
    "1 000 ",
    "one hundred ",
    "twenty-",
    "and a half ",
    "a half ",
    "one thousand ",
    "thousand ",
    "$1 to ",
    "$1-",
    "between $1 and ",
    "($",
    "$5 (",
    "$5 in fees ",
    "monthly fee of ",
    "up to ",
    "US$ ",
    "May ",
    "May 1 to ",
    "from May 2020 to ",
    "2020, ",
    "2020-",
    "1/1/",
    "last ",
    "every three months ",
    "6 months and ",
    "for 2020 ",
    "the first half ",
    "the end of ",
    "\n",
    "\u00a0",
    "'",
    "½",
]
LENGTH = 100_000
SECONDS = 4.0
"""Of processor time for 100 kB: a linear reader takes a tenth of it, a quadratic one minutes."""


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    text = piece * (LENGTH // len(piece))
    for reader in READERS:
        begun = time.process_time()
        reader(text, date(2021, 3, 10))
        assert time.process_time() - begun < SECONDS, reader.__name__


def test_an_article_is_read_in_milliseconds() -> None:
    paragraph = (
        "The embassy hired the firm in May 2019 for a monthly retainer of $50,000 through the end of April, and signed "
        "again on Feb. 1, 2021, for six months at $300,000, or up to £250,000 if the option of another year is taken. "
        "Nobody would say last week what the ministry had been told, or who of the four people there had told it. "
    )
    texts = [(f"Number {number}. " + paragraph * 20)[:5000] for number in range(20)]
    find_dates(texts[0])  # the tables are read once
    begun = time.process_time()
    for text in texts[1:]:
        find_money(text)
        find_terms(text)
        find_dates(text, published=date(2021, 3, 10))
    each = (time.process_time() - begun) / len(texts[1:])
    # The goal is 5 ms; a busy machine may take several times as long.
    assert each < 0.03
