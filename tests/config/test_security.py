"""The strict content policy, and whose failed logins are counted."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from config.proxies import read_client_address


@pytest.mark.django_db
def test_pages_carry_a_strict_content_policy(client: Client) -> None:
    policy = client.get("/admin/login/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "address"),
    [
        (False, "203.0.113.9", "192.0.2.1"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (True, "", "192.0.2.1"),
    ],
)
def test_only_the_proxys_own_word_counts(settings: Settings, behind_proxy: bool, forwarded: str, address: str) -> None:
    settings.RETAINER_BEHIND_PROXY = behind_proxy
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": forwarded})
    assert read_client_address(request) == address


@pytest.mark.django_db
def test_guessing_passwords_is_stopped(client: Client, settings: Settings, admin_user: object) -> None:
    form = {"username": "admin", "password": "wrong"}
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post("/admin/login/", form)
    assert answer.status_code == 429
    assert client.post("/admin/login/", {**form, "password": "password"}).status_code == 429
    elsewhere = client.post("/admin/login/", {**form, "password": "password"}, REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 302
