"""The tally of an engagement's filings: adding to it comes to what the derivation of all filings would."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import msgspec
import pytest

from tests.resolution.voice_maker import filing, listing, news
from tracker.records import alter
from tracker.resolution.derivation import derive_belief
from tracker.resolution.reports import span_of_filings
from tracker.resolution.tally import Tally, add_filings, tally_filings
from tracker.resolution.voices import Voice

OPENING = filing("r", "", "2024-01-20", start="2024-01-01", register_ids={"client_id": "7"})
Q1 = filing("q1", "2024-Q1", "2024-04-20", start="2024-01-01", amount=30_000, purpose="b")
Q2 = filing("q2", "2024-Q2", "2024-07-20", start="2024-01-01")
END = filing("q3", "2024-Q3", "2024-10-20", start="2024-01-01", act="termination", end="2024-09-15")


def tally(*voices: Voice) -> Tally:
    found = tally_filings(voices)
    assert found is not None
    return found


def test_a_tally_believes_what_all_filings_say_and_keeps_few_of_them() -> None:
    many = [filing(f"m{i}", f"{2000 + i // 4}-Q{i % 4 + 1}", "2024-05-01", start="2000-01-01") for i in range(80)]
    whole = tally(OPENING, *many)
    assert whole.believe() == derive_belief([OPENING, *many])
    assert len(whole.pillars) <= 3


def test_a_new_report_is_added_without_the_others() -> None:
    after = add_filings(tally(OPENING, Q1), [Q2])
    assert after is not None
    assert after == tally(OPENING, Q1, Q2)
    belief = after.believe()
    # The second report is silent on what is lobbied for, so the first one still tells it.
    assert (belief.latest_period, belief.report_count, belief.provenance["purpose"]) == ("2024-Q2", 2, Q1.id)


def test_an_amendment_of_an_old_quarter_is_added_while_nothing_stands_on_what_it_replaces() -> None:
    old = alter(Q1, is_superseded=True, purpose="")
    held = tally(OPENING, alter(Q1, purpose=""), alter(Q2, purpose="c", register_ids={"client_id": "7"}))
    again = filing("q1a", "2024-Q1", "2024-08-01", start="2024-01-01", amount=35_000)
    after = add_filings(held, [again], [old])
    assert after is not None
    assert after.believe() == derive_belief(
        [OPENING, old, again, alter(Q2, purpose="c", register_ids={"client_id": "7"})]
    )


@pytest.mark.parametrize(
    ("held", "added", "superseded"),
    [
        pytest.param([OPENING, Q1], [END], [], id="an end may concern the contracts beside"),
        pytest.param([OPENING, Q1], [alter(Q2, row_key="8-1")], [], id="another number"),
        pytest.param([OPENING, Q1], [alter(Q2, client=9)], [], id="another client"),
        pytest.param([OPENING, Q1], [alter(Q2, via=9)], [], id="somebody between"),
        pytest.param([OPENING, Q1], [alter(Q2, pinned_to=9)], [], id="moved by a person"),
        pytest.param([OPENING, Q1], [alter(Q1, id=99, identity="x")], [alter(Q1, is_superseded=True)], id="a pillar"),
        pytest.param([OPENING, Q1], [Q2], [alter(Q2, id=98, flags=("typo",), is_superseded=True)], id="a flag goes"),
        pytest.param([OPENING, Q1], [Q2], [alter(Q2, id=98, period="2023-Q1", is_superseded=True)], id="a period goes"),
        pytest.param([OPENING, Q1], [Q2], [alter(Q2, id=98)], id="one that stands again"),
    ],
)
def test_where_the_tally_does_not_suffice_it_says_so(
    held: list[Voice], added: list[Voice], superseded: list[Voice]
) -> None:
    assert add_filings(tally(*held), added, superseded) is None


@pytest.mark.parametrize(
    "other",
    [
        news("n", "2024-02-01"),
        listing("l", "2024-01-01"),
        alter(Q2, on_behalf_of=3),
        alter(Q2, row_key="8-1"),
        alter(Q2, is_gone=True),
        alter(Q2, register="eu-tr"),
    ],
)
def test_there_is_no_tally_of_more_than_plain_filings(other: Voice) -> None:
    assert tally_filings([OPENING, Q1, other]) is None


def test_it_comes_back_from_json_as_it_was() -> None:
    whole = tally(OPENING, alter(Q1, flags=("typo_year",)), END)
    kept = msgspec.json.decode(msgspec.json.encode(msgspec.to_builtins(whole)))
    assert msgspec.convert(kept, Tally) == whole


def test_at_random_the_tally_agrees_with_the_whole() -> None:
    random = Random(20)
    added = refused = 0
    for _ in range(400):
        filings = random_filings(random)
        held, rest = filings[: random.randint(1, len(filings))], []
        rest = filings[len(held) :]
        standing: Tally | None = tally_filings(held)
        for voice in rest:
            replaced = [alter(old, is_superseded=True) for old in held if supersedes(voice, old)]
            ids = {old.id for old in replaced}
            held = [*(old for old in held if old.id not in ids), *replaced, voice]
            after = None if standing is None else add_filings(standing, [voice], replaced)
            added, refused = (added + 1, refused) if after else (added, refused + 1)
            standing = after or tally_filings(held)
            assert standing == tally_filings(held)
            if standing is not None:
                assert standing.believe() == derive_belief(held)
                assert standing.span == span_of_filings(held)
    assert added > 1_000 and refused > 50


def supersedes(new: Voice, old: Voice) -> bool:
    return bool(new.period) and new.period == old.period and not old.is_superseded


def random_filings(random: Random) -> list[Voice]:
    """Filings of one engagement as they are posted: reports in or out of order, amendments, gaps, an end, a flag."""
    posted, filings = date(2020, 1, 1), []
    for number in range(random.randint(2, 14)):
        posted += timedelta(days=random.choice([0, 5, 90]))
        period = "" if number == 0 else f"{random.choice([2020, 2021])}-Q{random.randint(1, 4)}"
        ends = random.random() < 0.06
        more: dict[str, Any] = {
            "start": random.choice(["2020-01-01", "2020-01-01", "2020-01-01", ""]) or None,
            "purpose": random.choice(["", "b", "c"]),
            "amount": random.choice([None, 10_000, 20_000]),
            "flags": ("typo_year",) if random.random() < 0.1 else (),
            "act": "termination" if ends else "unknown",
            "end": "2021-12-31" if ends else None,
            "is_self_filed": random.random() < 0.2,
            "register_ids": random.choice([{"client_id": "7"}, {}]),
        }
        filings.append(filing(f"{random.getrandbits(40):x}", period, posted.isoformat(), **more))
    return filings
