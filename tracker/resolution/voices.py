"""Voice: one statement as resolution sees it, free of any database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from tracker.records import PartialDate, Record, no_entries

RANKS = {
    "correction": 3,
    "agreement": 2,
    "registration": 2,
    "amendment": 2,
    "report": 2,
    "termination": 2,
    "listing": 1,
    "news": 0,
}
"""A person's word outranks a machine's, a filing's terms outrank a register row's, and that an article's."""


class Money(Record, frozen=True, gc=False):
    """An amount with everything that gives it meaning; the parts are never taken from different statements."""

    value: Decimal | None = None
    currency: str = ""
    basis: str = ""
    qualifier: str = ""
    high: Decimal | None = None
    total: Decimal | None = None

    @property
    def is_known(self) -> bool:
        return self.value is not None

    def agrees_with(self, other: Money) -> bool:
        """Whether both can speak of the same price: equal, or one of them silent."""
        if not (self.is_known and other.is_known):
            return True
        same_rate = (self.value, self.currency, self.basis) == (other.value, other.currency, other.basis)
        same_total = self.total is not None and (self.total, self.currency) == (other.total, other.currency)
        return same_rate or same_total


NO_MONEY = Money()


class Voice(Record, frozen=True, gc=False, omit_defaults=True):
    """What one statement says, with the parties that its mentions mean.

    ``identity`` is the statement's natural key as a hash and is the only tie-breaker: database ids and times of
    reading depend on the order of arrival and are used for nothing here. ``row_key`` is the register's entry that it
    belongs to ("" for articles and corrections): a listed row, or the number under which an engagement files;
    ``renamed_from`` the id of the row that it continues. ``listed_from`` orders register rows by their listing,
    reports by their period and corrections by the moment they were made.
    What is superseded belongs to its contract and says nothing about it any more.
    ``pinned_to`` is the contract in which a person put it, ``founds`` the contract that was first made for it.
    """

    id: int
    identity: str
    register: str
    kind: str
    act: str
    client: int
    firm: int
    row_key: str = ""
    register_id: str = ""
    register_ids: Mapping[str, str] = no_entries()
    renamed_from: int | None = None
    contract: int | None = None
    pinned_to: int | None = None
    founds: int | None = None
    is_superseded: bool = False
    is_gone: bool = False
    listed_from: str = ""
    on_behalf_of: int | None = None
    via: int | None = None
    prime: int | None = None
    money: Money = NO_MONEY
    term_months: Decimal | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    registered_on: date | None = None
    deregistered_on: date | None = None
    purpose: str = ""
    posted_on: date | None = None
    period: str = ""
    amount: Decimal | None = None
    amount_kind: str = ""
    is_self_filed: bool = False
    asserted: frozenset[str] = frozenset()
    status: str = ""
    flags: tuple[str, ...] = ()

    @property
    def pair(self) -> tuple[int, int]:
        """Client and firm."""
        return (self.client, self.firm)

    @property
    def is_listing(self) -> bool:
        """A row that a register lists and dates, one per contract."""
        return bool(self.row_key) and self.kind == "listing"

    @property
    def is_filing(self) -> bool:
        """A registration or report that is filed under a number of its own, many per contract."""
        return bool(self.row_key) and self.kind != "listing"

    @property
    def rank(self) -> int:
        return RANKS[self.kind]

    @property
    def weight(self) -> tuple[int, bool, str, date, str]:
        """Sorts the word that counts last: rank, still listed, latest listing, newest posted, then identity."""
        return (self.rank, not self.is_gone, self.listed_from, self.posted_on or date.min, self.identity)

    @property
    def happened_on(self) -> date | None:
        """The day that the statement is about, as well as it is known; not the day on which a person entered it."""
        if self.start is not None and self.act != "termination":
            return self.start.first
        if self.registered_on is not None:
            return self.registered_on
        if self.posted_on is not None and self.kind != "correction":
            return self.posted_on
        return self.end.last if self.end is not None else None
