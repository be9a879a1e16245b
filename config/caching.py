"""The cache on the Redis that also holds the queues."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.redis import RedisCache

_BATCH = 500


class PrefixedRedisCache(RedisCache):
    """Django's Redis cache, except that ``clear`` deletes this cache's keys only.

    Django's own ``clear`` empties the whole database, and with it the task queues and locks that share it.
    """

    def clear(self) -> bool:  # type: ignore[override]  # the stubs forget what Django returns
        client: Any = self._cache.get_client(None, write=True)
        keys: list[bytes] = []
        for key in client.scan_iter(match=f"{self.key_prefix}:*", count=_BATCH):
            keys.append(key)
            if len(keys) == _BATCH:
                client.delete(*keys)
                keys.clear()
        if keys:
            client.delete(*keys)
        return True
