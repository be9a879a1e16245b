"""What every installation begins with, and that a restart changes nothing that an operator has set."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from tracker.errors import ConfigError
from tracker.models import Source
from tracker.services.schedules import ensure_schedule, find_schedule
from tracker.services.seeding import ensure_source, seed

pytestmark = pytest.mark.django_db


def test_live_sources_ship_paused_with_a_schedule() -> None:
    assert seed() == ["us-fara", "us-fara-docs", "us-lda"]
    for slug, hours in (("us-fara", 6), ("us-fara-docs", 24), ("us-lda", 1)):
        source = Source.objects.get(slug=slug)
        schedule = find_schedule(source)
        assert not source.enabled
        assert schedule is not None
        assert not schedule.enabled
        assert schedule.task == "tracker.poll_source"
        assert schedule.interval.every == hours * 3600
    assert PeriodicTask.objects.filter(task="tracker.sweep_runs", enabled=True).exists()
    assert set(Group.objects.values_list("name", flat=True)) == {"Editors", "Operators"}


def test_captures_are_replayed_where_a_replay_server_is_announced(settings: Any) -> None:
    settings.RETAINER_REPLAY_URL = "http://127.0.0.1:18000/"
    assert set(seed()) == {"us-fara", "us-fara-docs", "us-lda", "fara-replay", "news-replay"}
    news = Source.objects.get(slug="news-replay")
    assert news.enabled
    assert news.options["feeds"] == ["http://127.0.0.1:18000/news/feed.xml"]
    settings.RETAINER_REPLAY_URL = "http://127.0.0.1:18001/"
    assert seed() == []
    news.refresh_from_db()
    assert news.base_url == "http://127.0.0.1:18001"


def test_a_restart_overwrites_nothing_that_an_operator_has_set() -> None:
    seed()
    source = Source.objects.get(slug="us-fara")
    source.title, source.base_url, source.enabled = "Our FARA", "https://mirror.example.org", True
    source.save()
    schedule = ensure_schedule(source)
    assert schedule is not None
    assert schedule.enabled
    schedule.interval = IntervalSchedule.objects.create(every=99, period="minutes")
    schedule.save()
    sweep = PeriodicTask.objects.get(task="tracker.sweep_runs")
    sweep.enabled = False
    sweep.save()

    assert seed() == []
    source.refresh_from_db()
    assert (source.title, source.base_url, source.enabled) == ("Our FARA", "https://mirror.example.org", True)
    again = find_schedule(source)
    assert again is not None
    assert (again.interval.every, again.enabled) == (99, True)
    assert not PeriodicTask.objects.get(task="tracker.sweep_runs").enabled


def test_an_adapters_own_source_is_made_when_it_is_asked_for_and_others_are_not() -> None:
    assert ensure_source("us-fara").adapter == "us-fara"
    with pytest.raises(ConfigError, match="no source is called 'us-farra'"):
        ensure_source("us-farra")
