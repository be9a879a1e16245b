"""One run per source at a time, whoever dies and whatever is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from tracker.errors import LockedError, TrackerError
from tracker.fetching import Leases
from tracker.fetching.leases import RedisLease

KEY = "retainer:lease:us-fara"


@pytest.fixture(params=["redis", "files"])
def leases(request: pytest.FixtureRequest, tmp_path: Path) -> Leases:
    if request.param == "files":
        return Leases(redis=None, directory=tmp_path / "locks")
    return Leases(redis=request.getfixturevalue("redis_client"))


def test_one_at_a_time(leases: Leases) -> None:
    first, second, other = leases.lease("us-fara"), leases.lease("us-fara"), leases.lease("news")
    assert first.acquire() and first.held
    assert not second.acquire() and not second.held
    assert other.acquire()
    assert (first.release(), first.held) == (True, False)
    assert second.acquire()
    assert second.release() and other.release()


def test_the_context_manager_refuses_a_taken_one_by_name(leases: Leases) -> None:
    with leases.lease("us-fara") as lease:
        assert lease.held
        with pytest.raises(LockedError, match="us-fara"), leases.lease("us-fara"):
            pytest.fail("two at once")
        assert lease.held
    assert not leases.is_locked("us-fara")


def test_it_is_given_back_when_the_work_fails(leases: Leases) -> None:
    with pytest.raises(ZeroDivisionError), leases.lease("us-fara"):
        _ = 1 / 0
    assert not leases.is_locked("us-fara")


def test_a_sweep_sees_who_is_at_work_and_disturbs_nobody(leases: Leases) -> None:
    assert not leases.is_locked("us-fara")
    with leases.lease("us-fara"):
        assert leases.is_locked("us-fara")
        assert not leases.is_locked("news")
    assert not leases.is_locked("us-fara")


def test_looking_does_not_make_an_attempt_fail(leases: Leases) -> None:
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            leases.is_locked("us-fara")

    thread = threading.Thread(target=look)
    thread.start()
    try:
        for _ in range(30):
            with leases.lease("us-fara"):
                pass
    finally:
        over.set()
        thread.join()


def test_releasing_what_is_not_held_is_harmless(leases: Leases) -> None:
    lease = leases.lease("us-fara")
    assert not lease.release()
    with leases.lease("us-fara"):
        assert not lease.release()
        assert leases.is_locked("us-fara")


def test_taking_twice_with_one_object_is_a_mistake(leases: Leases) -> None:
    with leases.lease("us-fara") as lease, pytest.raises(TrackerError, match="already held"):
        lease.acquire()


def test_blocking_waits_its_turn(leases: Leases) -> None:
    first = leases.lease("us-fara")
    first.acquire()
    second = leases.lease("us-fara")
    assert not second.acquire(blocking=True, timeout=0.1)
    threading.Timer(0.2, first.release).start()
    assert second.acquire(blocking=True, timeout=10)
    second.release()


def test_any_name_makes_a_lock_file_inside_the_directory(tmp_path: Path) -> None:
    with Leases(redis=None, directory=tmp_path / "locks").lease("../a/b c"):
        assert [path.name for path in (tmp_path / "locks").iterdir()] == ["..%2Fa%2Fb%20c.lock"]


def test_somewhere_to_keep_them_is_needed() -> None:
    with pytest.raises(ValueError, match="directory"):
        Leases(redis=None)


def test_a_directory_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TrackerError, match="lock file"):
        Leases(redis=None, directory=tmp_path / "file").lease("us-fara").acquire()


HOLDER = """
import sys, time
from tracker.fetching import Leases
with Leases(redis=None, directory=sys.argv[1]).lease("us-fara"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_killed_process_frees_its_file(tmp_path: Path) -> None:
    leases = Leases(redis=None, directory=tmp_path)
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, cwd=root) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        assert leases.is_locked("us-fara")
        assert not leases.lease("us-fara").acquire()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert leases.lease("us-fara").acquire(blocking=True, timeout=5)


class TestRedis:
    @pytest.fixture
    def make(self, redis_client: redis.Redis) -> Callable[..., RedisLease]:
        return lambda expiry=60.0: RedisLease("us-fara", redis_client, KEY, expiry)

    def test_the_key_expires_by_itself(self, make: Callable[..., RedisLease], redis_client: redis.Redis) -> None:
        with make():
            assert 59_000 < redis_client.pttl(KEY) <= 60_000

    def test_a_dead_owner_is_survived_by_the_expiry_only(
        self, make: Callable[..., RedisLease], redis_client: redis.Redis
    ) -> None:
        redis_client.set(KEY, "the token of a worker that was killed", px=150)
        lease = make()
        assert not lease.acquire()
        assert lease.acquire(blocking=True, timeout=10)
        lease.release()

    def test_a_thread_renews_it(self, make: Callable[..., RedisLease], redis_client: redis.Redis) -> None:
        with make(expiry=1.5) as lease:
            redis_client.pexpire(KEY, 1000)
            wait_until(lambda: redis_client.pttl(KEY) > 1000)
            assert lease.held

    def test_renewal_moves_the_expiry_on(self, make: Callable[..., RedisLease], redis_client: redis.Redis) -> None:
        with make() as lease:
            redis_client.pexpire(KEY, 1000)
            assert lease.renew()
            assert redis_client.pttl(KEY) > 59_000

    @pytest.mark.parametrize("thief", [None, "another token"])
    def test_a_lost_one_is_noticed_and_left_to_its_new_owner(
        self, make: Callable[..., RedisLease], redis_client: redis.Redis, thief: str | None
    ) -> None:
        lease = make()
        lease.acquire()
        redis_client.delete(KEY)
        if thief:
            redis_client.set(KEY, thief)
        assert not lease.renew()
        assert not lease.held
        assert not lease.release()
        assert redis_client.get(KEY) == (thief.encode() if thief else None)

    def test_the_thread_notices_a_loss_too(self, make: Callable[..., RedisLease], redis_client: redis.Redis) -> None:
        with make(expiry=0.6) as lease:
            redis_client.set(KEY, "another token")
            wait_until(lambda: not lease.held)

    def test_a_lost_one_can_be_taken_again(self, make: Callable[..., RedisLease], redis_client: redis.Redis) -> None:
        lease = make()
        lease.acquire()
        redis_client.delete(KEY)
        lease.renew()
        assert lease.acquire() and lease.held
        assert lease.release()

    def test_no_thread_outlives_it(self, make: Callable[..., RedisLease]) -> None:
        with make():
            assert "lease us-fara" in {thread.name for thread in threading.enumerate()}
        assert "lease us-fara" not in {thread.name for thread in threading.enumerate()}

    def test_without_redis_it_is_held_until_its_time_is_over(
        self, redis_client: redis.Redis, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        lease = RedisLease("us-fara", redis_client, KEY, 0.5)
        lease.acquire()

        def fail(**keywords: object) -> None:
            raise redis.ConnectionError("gone")

        monkeypatch.setattr(lease, "_renew_script", fail)
        monkeypatch.setattr(lease, "_release_script", fail)
        assert lease.renew()
        wait_until(lambda: not lease.held)
        assert not lease.renew()
        assert not lease.release()
        assert "could not be renewed" in caplog.text

    def test_a_redis_that_is_gone_is_said(self) -> None:
        with redis.Redis(unix_socket_path="/nonexistent/r.sock", retry=Retry(NoBackoff(), 0)) as client:
            leases = Leases(redis=client)
            with pytest.raises(TrackerError, match="Redis failed"):
                leases.lease("us-fara").acquire()
            with pytest.raises(TrackerError, match="looked up"):
                leases.is_locked("us-fara")


def wait_until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
