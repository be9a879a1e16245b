"""An article's text read into statements, each field with the words that it was read from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tracker.extraction.assembly import (
    Draft,
    act_of,
    believe,
    build_drafts,
    client_reference,
    firm_reference,
    is_begun,
    told_of_terms,
)
from tracker.extraction.candidates import list_cases
from tracker.extraction.choice import choose_pairs, may_be_contracted
from tracker.extraction.currencies import currency_of
from tracker.extraction.document import Document, read_document
from tracker.extraction.figures import Ledger, is_own
from tracker.extraction.gazetteer import Gazetteer
from tracker.extraction.languages import READ
from tracker.extraction.links import make_links
from tracker.extraction.mention_finder import find_mentions
from tracker.extraction.parties import PartyBook
from tracker.extraction.places import country_of
from tracker.extraction.prices import RATES, Price, choose_price, earlier_price, find_free_work, stated_total, total_of
from tracker.extraction.purpose import find_purpose
from tracker.extraction.relations import find_owners, prime_of
from tracker.extraction.scenes import stage
from tracker.extraction.sentences import SentenceIndex
from tracker.extraction.statements import Place, Reading, number_statements, write_statement
from tracker.extraction.survey import survey
from tracker.extraction.times import Found, Times, read_times
from tracker.extraction.weights import weigh_names, weigh_primes, weigh_slots
from tracker.normalize.dates import DateMention, find_dates
from tracker.normalize.money import Money, find_money
from tracker.normalize.term import Span, Term, find_spans, find_terms
from tracker.records import ArticleRecord, PartialDate, StatementRecord

_DATED_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-]([0-3]?\d))?(?=[/-])")
LONGEST_TEXT = 400_000
"""Characters of an article that are read; what follows is left out."""


def read_article(article: ArticleRecord, gazetteer: Gazetteer | None = None) -> list[StatementRecord]:
    """The contracts that the article tells of, in the order of the text; empty when it tells of none.

    Never raises on any text. Every quote stands in ``article.text`` at its offsets. Only the first
    ``LONGEST_TEXT`` characters are read.
    """
    text = article.text[:LONGEST_TEXT]
    document = read_document(text, article.title, article.published or published_in(article.url))
    if document.language not in READ:
        return []
    reader = ArticleReader(document, gazetteer)
    return number_statements([write_statement(article, text, reading) for reading in reader.read()])


def published_in(url: str) -> PartialDate | None:
    """The month or day that the path of a news site's address gives ("/2009/10/21/", "/2021/03/"), or None."""
    match = _DATED_PATH.search(url)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


class ArticleReader:
    """One article on its way from text to readings."""

    def __init__(self, document: Document, gazetteer: Gazetteer | None = None) -> None:
        self.document = document
        self.text = document.text
        known = gazetteer.find(self.text) if gazetteer else []
        self.book = PartyBook(document, find_mentions(document, known))
        weigh_names(document, self.book)
        self.sightings = survey(document, self.book, self._money_by_sentence())
        weigh_primes(self.text, self.sightings)
        weigh_slots(self.text, self.sightings)
        self.scenes = stage(self.text, document.low, self.sightings)
        self.drafts: list[Draft] = []
        self.terms: list[Term] = []
        self.spans: list[Span] = []
        self.dates: list[DateMention] = []
        self.owners = find_owners(self.text, document.low, self.sightings)

    def read(self) -> list[Reading]:
        """The readings in the order of the text."""
        cases = list_cases(self.text, self.document.title, self.scenes, self.book.parties, may_be_contracted)
        owners = {number: owner.party.number for number, owner in self.owners.items()}
        links = make_links(self.scenes, choose_pairs(cases, owners))
        drafts = self.drafts = believe(build_drafts(links, owners))
        if not drafts:
            return []
        day = self.document.published_day
        self.terms = find_terms(self.text)
        self.spans = find_spans(self.text, published=day)
        self.dates = find_dates(self.text, published=day)
        ledger = Ledger(self.text, self.sightings, drafts)
        readings = [self._reading(draft, ledger) for draft in drafts]
        told = [reading for reading in readings if reading is not None]
        return [one for reading in told for one in (reading, self._earlier(reading, ledger)) if one is not None]

    def _earlier(self, reading: Reading, ledger: Ledger) -> Reading | None:
        """The earlier contract of the same pair, when a sentence gives it a price of its own and a date."""
        draft, price = reading.draft, reading.price
        for number in draft.sentences():
            sighting = self.sightings[number]
            place = (sighting.start, sighting.end)
            if price is None or place[0] <= price.money.start < place[1]:
                continue
            first = earlier_price(self.text, self.document.low, ledger.candidates(draft, [number]), *place)
            times = self._times(draft, [place], ended=False)
            if first is None or first.money.amount == price.money.amount or not (times.start or self._dated(place)):
                continue
            start = times.start or self._dated(place)
            months = self._months(times)
            if first.basis == "total" and price.basis in RATES and first.money.amount < 5 * price.money.amount:
                first = replace(first, basis=price.basis)
            return replace(
                reading,
                act="new",
                told=sighting,
                price=first,
                currency=currency_of(first.money, reading.country),
                free=None,
                total=total_of(first, months, None),
                times=replace(times, start=start),
                months=months,
                purpose=None,
            )
        return None

    def _dated(self, place: Place) -> Found | None:
        date = next((d for d in self.dates if place[0] <= d.start and d.end <= place[1]), None)
        return Found(date.date, date.start, date.end, 0.6) if date else None

    def _money_by_sentence(self) -> list[list[Money]]:
        rows: list[list[Money]] = [[] for _ in self.document.sentences]
        if rows:
            index = SentenceIndex(self.document.sentences)
            for money in find_money(self.text):
                rows[index.at(money.start)].append(money)
        return rows

    def _reading(self, draft: Draft, ledger: Ledger) -> Reading | None:
        client = client_reference(draft, self.sightings)
        firm = firm_reference(draft, self.sightings)
        if client is None or firm is None:
            return None
        act, told = act_of(draft, self.sightings)
        if act == "unknown" and is_begun(self.text, draft, self.sightings):
            act = "new"
        numbers = told_of_terms(self.text, draft, act, told, self.sightings)
        ranges = [(self.sightings[n].start, self.sightings[n].end) for n in numbers]
        times = self._times(draft, ranges, ended=act == "termination")
        months = self._months(times)
        candidates = ledger.candidates(draft, numbers)
        price = choose_price(self.text, candidates, ended=act == "termination")
        whole = stated_total(self.text, price, candidates, months) if price else None
        country = country_of(self.document, draft.client)
        free = None if price else self._free_work(ranges)
        return Reading(
            draft,
            client,
            firm,
            country,
            act,
            self.sightings[told],
            price,
            currency_of(price.money, country) if price else None,
            free,
            self._total(price, months, whole, free),
            times,
            months,
            find_purpose(self.text, ranges),
            self.owners.get(draft.client.number),
            prime_of(self.text, draft, self.sightings),
        )

    def _times(self, draft: Draft, ranges: Sequence[Place], *, ended: bool) -> Times:
        here = [s for s in self.sightings if (s.start, s.end) in ranges]
        triggers = [link.trigger for link in draft.links] + [t for s in here for t in s.triggers]

        def is_mine(start: int, end: int) -> bool:
            told = (s for s in here if s.start <= start and end <= s.end)
            return all(is_own(self.text, sighting, start, end, draft, self.drafts) for sighting in told)

        terms = [term for term in self.terms if is_mine(term.start, term.end)]
        spans = [span for span in self.spans if is_mine(span.start_at, span.end_at)]
        dates = [date for date in self.dates if is_mine(date.start, date.end)]
        return read_times(self.text, ranges, triggers, terms, spans, dates, ended=ended)

    def _months(self, times: Times) -> Decimal | None:
        if times.term:
            return times.term.months
        if times.start and times.end:
            for span in self.spans:
                if span.start_at == times.start.start and span.months is not None:
                    return span.months
        return None

    def _free_work(self, ranges: Sequence[Place]) -> Place | None:
        return next((place for low, high in ranges if (place := find_free_work(self.text, low, high))), None)

    @staticmethod
    def _total(
        price: Price | None, months: Decimal | None, whole: Decimal | None, free: Place | None
    ) -> Decimal | None:
        if price:
            return total_of(price, months, whole)
        return Decimal(0) if free else None
