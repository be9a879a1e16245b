"""The cache shares its Redis with the queues, and must never clear them."""

from __future__ import annotations

from pathlib import Path

import redis
from django.core.cache import caches
from django.test import override_settings

from config.redis_urls import socket_url
from tests.redis_server import running_redis


def test_clear_leaves_the_queues_alone() -> None:
    with running_redis() as path:
        url = socket_url(Path(path))
        cache_settings = {"BACKEND": "config.caching.PrefixedRedisCache", "LOCATION": url, "KEY_PREFIX": "r:cache"}
        with override_settings(CACHES={"default": cache_settings}), redis.Redis.from_url(url) as client:
            cache = caches["default"]
            client.lpush("r:fetch", "a task")
            cache.set_many({f"key-{number}": number for number in range(1200)})
            assert client.dbsize() == 1201
            cache.clear()
            assert client.keys() == [b"r:fetch"]
            assert cache.get("key-1") is None
            cache.close()
