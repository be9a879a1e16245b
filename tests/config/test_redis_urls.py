"""One Redis URL in both dialects: the same server and, above all, the same database."""

from __future__ import annotations

from pathlib import Path

import pytest
import redis
from kombu import Connection

from config.redis_urls import is_answering, read_redis_url, socket_url
from tests.redis_server import running_redis


@pytest.mark.parametrize(
    ("url", "celery", "client"),
    [
        ("redis://127.0.0.1:6379/1", "redis://127.0.0.1:6379/1", "redis://127.0.0.1:6379/1"),
        ("rediss://:pw@r.example:6380/2", "rediss://:pw@r.example:6380/2", "rediss://:pw@r.example:6380/2"),
        ("redis://r.example", "redis://r.example", "redis://r.example"),
        ("unix:///run/r.sock", "redis+socket:///run/r.sock?virtual_host=0", "unix:///run/r.sock?db=0"),
        ("unix:///run/r.sock?db=3", "redis+socket:///run/r.sock?virtual_host=3", "unix:///run/r.sock?db=3"),
        (
            "redis+socket:///run/r.sock?virtual_host=3",
            "redis+socket:///run/r.sock?virtual_host=3",
            "unix:///run/r.sock?db=3",
        ),
        ("unix:///a b/r.sock?db=1", "redis+socket:///a%20b/r.sock?virtual_host=1", "unix:///a%20b/r.sock?db=1"),
        (
            "unix://:p%40w@/r.sock?db=1",
            "redis+socket://:p%40w@/r.sock?virtual_host=1",
            "unix://:p%40w@/r.sock?db=1",
        ),
    ],
)
def test_both_dialects(url: str, celery: str, client: str) -> None:
    urls = read_redis_url(url)
    assert (urls.celery, urls.client) == (celery, client)
    assert read_redis_url(urls.celery).client == client
    assert read_redis_url(urls.client).celery == celery


@pytest.mark.parametrize(
    "url",
    ["", "localhost:6379", "http://r.example/0", "redis://", "unix://", "redis://r.example/one", "unix:///r?db=x"],
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="Redis URL"):
        read_redis_url(url)


@pytest.mark.parametrize("name", ["r.sock", "with blank.sock"])
def test_both_libraries_reach_the_same_database(tmp_path: Path, name: str) -> None:
    with running_redis() as path:
        link = Path(path).with_name(name)
        link.symlink_to(path)
        urls = read_redis_url(socket_url(link, 3))
        with Connection(urls.celery) as broker:
            queue = broker.SimpleQueue("proof")
            queue.put({"hello": 1})
            queue.close()
        with redis.Redis.from_url(urls.client) as client, redis.Redis(unix_socket_path=path, db=0) as first:
            assert client.llen("proof") == 1
            assert first.dbsize() == 0


def test_a_socket_answers_only_while_its_server_lives(tmp_path: Path) -> None:
    with running_redis() as path:
        assert is_answering(socket_url(Path(path)))
    assert not is_answering(socket_url(Path(path)))
    assert not is_answering(socket_url(tmp_path / ("x" * 120)))
    (tmp_path / "file").touch()
    assert not is_answering(socket_url(tmp_path / "file"))
