"""Turns per host: exact, shared, and the same in Redis as in one process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import count

import pytest
import redis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.fetching.limits import MAX_HOLD, Limiter, LocalLimiter, RedisLimiter

_names = count()


class Now:
    def __init__(self) -> None:
        self.value = 1_690_977_600.0

    def __call__(self) -> float:
        return self.value


@pytest.fixture(params=["local", "redis"])
def make_limiter(request: pytest.FixtureRequest) -> Callable[[Now], Limiter]:
    if request.param == "local":
        return LocalLimiter
    client = request.getfixturevalue("redis_client")
    return lambda now: RedisLimiter(client, now=now)


def test_each_turn_is_an_interval_after_the_last(make_limiter: Callable[[Now], Limiter]) -> None:
    now = Now()
    limiter = make_limiter(now)
    assert [limiter.take("a.test", 2.0, 60.0) for _ in range(3)] == [0.0, 2.0, 4.0]
    now.value += 1.5
    assert limiter.take("a.test", 2.0, 60.0) == pytest.approx(4.5)
    assert limiter.take("b.test", 2.0, 60.0) == 0.0


def test_idle_time_is_not_saved_up(make_limiter: Callable[[Now], Limiter]) -> None:
    now = Now()
    limiter = make_limiter(now)
    limiter.take("a.test", 2.0, 60.0)
    now.value += 1000
    assert [limiter.take("a.test", 2.0, 60.0) for _ in range(2)] == [0.0, 2.0]


def test_a_turn_too_far_away_is_told_but_not_reserved(make_limiter: Callable[[Now], Limiter]) -> None:
    limiter = make_limiter(Now())
    limiter.take("a.test", 100.0, 60.0)
    assert [limiter.take("a.test", 100.0, 60.0) for _ in range(3)] == [100.0] * 3


def test_a_hold_moves_turns_and_is_only_ever_prolonged(make_limiter: Callable[[Now], Limiter]) -> None:
    now = Now()
    limiter = make_limiter(now)
    assert limiter.held("a.test") == 0.0
    limiter.hold("a.test", 30.0)
    limiter.hold("a.test", 10.0)
    assert limiter.held("a.test") == 30.0
    assert [limiter.take("a.test", 1.0, 60.0) for _ in range(2)] == [30.0, 31.0]
    now.value += 30
    assert limiter.held("a.test") == 0.0


def test_a_hold_lasts_a_day_at_most(make_limiter: Callable[[Now], Limiter]) -> None:
    limiter = make_limiter(Now())
    limiter.hold("a.test", 10_000_000.0)
    assert limiter.held("a.test") == MAX_HOLD


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("take"), st.sampled_from([0.0, 0.25, 1.0, 7.5]), st.sampled_from([0.0, 5.0, 60.0])),
        st.tuples(st.just("hold"), st.sampled_from([0.0, 3.0, 120.0]), st.just(0.0)),
        st.tuples(st.just("held"), st.just(0.0), st.just(0.0)),
        st.tuples(st.just("pass"), st.sampled_from([0.0, 0.5, 10.0, 300.0]), st.just(0.0)),
    ),
    max_size=20,
)


@given(steps=STEPS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_redis_reckons_as_one_process_does(redis_client: redis.Redis, steps: list[tuple[str, float, float]]) -> None:
    now = Now()
    host = f"h{next(_names)}.test"
    local, shared = LocalLimiter(now), RedisLimiter(redis_client, now=now)
    for step, first, second in steps:
        if step == "take":
            expected = local.take(host, first, second)
            assert shared.take(host, first, second) == pytest.approx(expected, abs=1e-5)
        elif step == "held":
            assert shared.held(host) == pytest.approx(local.held(host), abs=1e-5)
        elif step == "hold":
            local.hold(host, first)
            shared.hold(host, first)
        else:
            now.value += first


def test_no_two_workers_get_the_same_turn(redis_socket: str, redis_client: redis.Redis) -> None:
    """Eight workers with a connection each, all at once, on the server's own clock."""
    waits: list[float] = []

    def work() -> None:
        with redis.Redis(unix_socket_path=redis_socket) as client:
            limiter = RedisLimiter(client, "shared:")
            waits.extend(limiter.take("a.test", 10.0, 10_000.0) for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # What passes between two calls shortens a wait, so the turns are the waits rounded up to the interval.
    turns = sorted(round(wait / 10.0) for wait in waits)
    assert turns == list(range(40))


def test_the_servers_clock_runs_on_and_keys_go_away_by_themselves(redis_client: redis.Redis) -> None:
    limiter = RedisLimiter(redis_client, "x:")
    limiter.take("a.test", 5.0, 60.0)
    assert 4.0 < limiter.take("a.test", 5.0, 60.0) <= 5.0
    assert 9_000 < redis_client.pttl("x:turns:a.test") <= 11_001


def test_scripts_survive_a_restart_of_the_server(redis_client: redis.Redis) -> None:
    limiter = RedisLimiter(redis_client)
    limiter.take("a.test", 1.0, 60.0)
    redis_client.script_flush()
    assert limiter.take("a.test", 1.0, 60.0) > 0


def test_clients_that_decode_their_answers_do_too(redis_socket: str, redis_client: redis.Redis) -> None:
    with redis.Redis(unix_socket_path=redis_socket, decode_responses=True) as client:
        limiter = RedisLimiter(client)
        assert limiter.take("a.test", 1.0, 60.0) == 0.0
        assert limiter.held("a.test") == 0.0
