"""All adapters, found by pkgutil: a new source is one module in this package and nothing else."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from tracker.errors import ConfigError
from tracker.sources.base import Adapter


@cache
def adapters() -> dict[str, Adapter]:
    """Every adapter by name. A module without an ``ADAPTER`` is a part of one (``base``, ``_rows``)."""
    found: dict[str, Adapter] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        adapter = getattr(module, "ADAPTER", None)
        if isinstance(adapter, Adapter):
            found[adapter.name] = adapter
    return found


def get_adapter(name: str) -> Adapter:
    """The adapter of that name; raises ConfigError listing the known ones."""
    try:
        return adapters()[name]
    except KeyError:
        known = ", ".join(sorted(adapters()))
        raise ConfigError(f"no adapter is called {name!r}; known: {known}") from None
