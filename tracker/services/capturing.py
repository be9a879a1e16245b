"""A page of a source saved as a sample for its tests, with what the tests need to know of the request."""

from __future__ import annotations

import json
from fnmatch import fnmatch
from pathlib import Path

from tracker.errors import ConfigError
from tracker.models import Source
from tracker.records import Request
from tracker.services.fetch import make_fetcher, read_credentials, read_politeness
from tracker.services.ingest import find_adapter, read_config
from tracker.sources.base import Adapter

GOLDEN = ".golden.json"


def capture_page(source: Source, url: str, name: str, folder: Path, *, replace: bool = False) -> Path:
    """Fetch the page and save it as ``folder/<adapter>/<name>``, beside a golden file that waits to be written.

    The name says what page it is, as for files that are ingested. Raises ConfigError before anything is fetched when
    it does not or when the file is there already, and FetchError when the page cannot be fetched.
    """
    adapter = find_adapter(source)
    page = find_page(adapter, name)
    target = folder / adapter.name.replace("-", "_") / name
    if target.exists() and not replace:
        raise ConfigError(f"{target} is there already; --replace writes over it")
    with make_fetcher() as fetcher:
        request = Request(url, page)
        fetched = fetcher.fetch(request, read_politeness(source, adapter), headers=read_credentials(source, url))
    body = Path(fetched.body_path or "")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body.read_bytes())
    finally:
        body.unlink(missing_ok=True)
    config = read_config(source)
    golden = {"read": False, "base_url": config.base_url, "url": url, "options": dict(config.options), "records": None}
    text = json.dumps(golden, indent=1, ensure_ascii=False)
    target.with_name(target.name + GOLDEN).write_text(f"{text}\n", "utf-8")
    return target


def find_page(adapter: Adapter, name: str) -> str:
    """What kind of page a sample of that name is; raises ConfigError with the names that the adapter knows."""
    if Path(name).name != name or name.startswith("."):
        raise ConfigError(f"{name!r} must be the name of a file, without a folder")
    for pattern, page in adapter.offline_pages.items():
        if fnmatch(name, pattern):
            return page
    known = ", ".join(f"{pattern} ({page})" for pattern, page in adapter.offline_pages.items()) or "none"
    raise ConfigError(f"{name}: {adapter.name} cannot tell what page this is; name it like one of: {known}")
