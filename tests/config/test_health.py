"""What machines ask: alive, and able to work."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django.fixtures import Settings

from config.redis_urls import socket_url
from tests.redis_server import running_redis


def test_healthz_needs_neither_database_nor_redis(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-cache" in answer["Cache-Control"]
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_readyz_names_what_fails(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = ""
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": "ok", "migrations": "ok", "broker": "failed"}


@pytest.mark.django_db
def test_readyz_is_ready_when_all_parts_are(client: Client, settings: Settings) -> None:
    with running_redis() as path:
        settings.REDIS_URL = socket_url(Path(path))
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["ready"]) == (200, True)
        MigrationRecorder(connection).record_unapplied("tracker", "0001_initial")
        assert client.get("/readyz").json()["migrations"] == "failed"


def test_a_proxy_may_ask_for_health_without_tls(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/admin/").status_code == 301
