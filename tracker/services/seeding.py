"""The rows that every installation begins with: sources, their schedules, and the replay of bundled captures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from tracker.errors import ConfigError
from tracker.models import Source
from tracker.models.sources import EDITORS_SLUG
from tracker.services.schedules import ensure_index, ensure_schedule, ensure_sweep
from tracker.sources import adapters, get_adapter

REPLAY_SECONDS = 120
"""How often the bundled captures are replayed: often enough for a newcomer to see a scheduled scrape at work."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A source to begin with."""

    slug: str
    adapter: str
    title: str
    home_url: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    replayed_under: str = ""


LIVE = (
    Seed("us-fara", "us-fara", "US foreign agents (FARA)", "https://efile.fara.gov/ords/fara/f?p=1381:1"),
    Seed(
        "us-fara-docs",
        "us-fara-docs",
        "US foreign agents (FARA): filings",
        "https://efile.fara.gov/ords/fara/f?p=1381:1",
    ),
    Seed("us-lda", "us-lda", "US lobbyists (LDA)", "https://lda.gov/"),
)

REPLAYED = (
    Seed(
        "fara-replay",
        "us-fara",
        "FARA (bundled captures, replayed)",
        "https://efile.fara.gov/ords/fara/f?p=1381:1",
        {"expect_rows": [1, 5000], "expect_registrants": [1, 5000]},
        replayed_under="/",
    ),
    Seed(
        "news-replay",
        "news",
        "News (bundled captures, replayed)",
        replayed_under="/news/feed.xml",
    ),
)


def seed() -> list[str]:
    """Make what is missing; returns the slugs of the sources that are new. What operators changed stays."""
    new = [seed.slug for seed in LIVE if _ensure_source(seed)]
    if settings.RETAINER_REPLAY_URL:
        new += [seed.slug for seed in REPLAYED if _ensure_replay(seed)]
    ensure_editors()
    ensure_sweep()
    ensure_index()
    _ensure_groups()
    return new


def ensure_source(slug: str) -> Source:
    """The source of that slug; an adapter's own source is made, paused, when it is asked for by name.

    Raises ConfigError when neither a source nor an adapter has that name.
    """
    source = Source.objects.filter(slug=slug).first()
    if source is not None:
        return source
    if slug not in adapters():
        known = sorted({*adapters(), *Source.objects.exclude(adapter="").values_list("slug", flat=True)})
        raise ConfigError(f"no source is called {slug!r}; known: {', '.join(known)}")
    _ensure_source(next((seed for seed in LIVE if seed.slug == slug), Seed(slug, slug, get_adapter(slug).title)))
    return Source.objects.get(slug=slug)


def ensure_editors() -> Source:
    """The source of what people enter; whatever it brings is told from the start."""
    source, _ = Source.objects.get_or_create(
        slug=EDITORS_SLUG,
        defaults={
            "title": "Editors",
            "register": "news",
            "enabled": True,
            "baseline_at": timezone.now(),
        },
    )
    return source


def _ensure_source(seed: Seed, *, enabled: bool = False, base_url: str = "", every: int | None = None) -> bool:
    adapter = get_adapter(seed.adapter)
    source, created = Source.objects.get_or_create(
        slug=seed.slug,
        defaults={
            "title": seed.title,
            "adapter": seed.adapter,
            "register": adapter.register,
            "base_url": base_url or adapter.base_url,
            "home_url": seed.home_url,
            "options": seed.options,
            "notice": adapter.notice,
            "enabled": enabled,
        },
    )
    ensure_schedule(source, every=every)
    return created


def _ensure_replay(seed: Seed) -> bool:
    """A source of bundled captures. Its address is this run's replay server, so it is set at every start."""
    base = settings.RETAINER_REPLAY_URL.rstrip("/")
    created = _ensure_source(seed, enabled=True, base_url=base, every=REPLAY_SECONDS)
    source = Source.objects.get(slug=seed.slug)
    source.base_url = base
    if seed.adapter == "news":
        source.options = {**source.options, "feeds": [base + seed.replayed_under]}
    source.min_interval = 0.05
    source.save()
    return created


def _ensure_groups() -> None:
    """Editors keep records and decide on questions, operators run sources; both see all of it."""
    kept = (
        "party",
        "partyname",
        "mention",
        "contract",
        "statement",
        "reviewitem",
        "issue",
        "document",
        "change",
        "person",
    )
    run = (
        "source",
        "run",
        "issue",
        "resource",
        "document",
        "coverage",
        "periodictask",
        "intervalschedule",
        "crontabschedule",
    )
    seen = Permission.objects.filter(content_type__app_label="tracker", codename__startswith="view_")
    for name, models in (("Editors", kept), ("Operators", run)):
        group, created = Group.objects.get_or_create(name=name)
        if created:
            wanted = [f"{action}_{model}" for model in models for action in ("view", "change", "add")]
            group.permissions.set(Permission.objects.filter(codename__in=wanted) | seen)
