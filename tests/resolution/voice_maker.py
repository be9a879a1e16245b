"""Short ways to write voices in tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from tracker.records import PartialDate
from tracker.resolution.voices import Money, Voice

_ids = count(1)


def usd(amount: int | str, basis: str = "total", total: int | str | None = None) -> Money:
    whole = Decimal(amount) if basis == "total" else None if total is None else Decimal(total)
    return Money(Decimal(amount), "USD", basis, total=whole)


def day(text: str) -> date:
    return date.fromisoformat(text)


def listing(identity: str, opened: str, closed: str = "", *, client: int = 1, firm: int = 2, **more: Any) -> Voice:
    """A register row; ``identity`` is its key too."""
    return Voice(
        id=next(_ids),
        identity=identity,
        register="us-fara",
        kind="listing",
        act="termination" if closed else "new",
        client=client,
        firm=firm,
        row_key=more.pop("row_key", identity),
        register_id=more.pop("register_id", "1750"),
        registered_on=day(opened),
        deregistered_on=day(closed) if closed else None,
        **more,
    )


def news(identity: str, posted: str, act: str = "new", *, client: int = 1, firm: int = 2, **more: Any) -> Voice:
    """A statement of an article."""
    for name in ("start", "end"):
        if isinstance(more.get(name), str):
            more[name] = PartialDate.from_iso(more[name])
    if "months" in more:
        more["term_months"] = Decimal(more.pop("months"))
    return Voice(
        id=next(_ids),
        identity=identity,
        register="news",
        kind="news",
        act=act,
        client=client,
        firm=firm,
        posted_on=day(posted) if posted else None,
        **more,
    )


def filing(identity: str, period: str, posted: str, *, client: int = 1, firm: int = 2, **more: Any) -> Voice:
    """A registration (period "") or report under the engagement's number "7-1"."""
    for name in ("start", "end"):
        if isinstance(more.get(name), str):
            more[name] = PartialDate.from_iso(more[name])
    amount = more.pop("amount", None)
    return Voice(
        id=next(_ids),
        identity=identity,
        register="us-lda",
        kind="report" if period else "registration",
        act=more.pop("act", "unknown" if period else "new"),
        client=client,
        firm=firm,
        row_key=more.pop("row_key", "7-1"),
        listed_from=period,
        period=period,
        amount=None if amount is None else Decimal(amount),
        amount_kind=more.pop("amount_kind", "income"),
        posted_on=day(posted),
        **more,
    )
