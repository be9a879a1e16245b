"""The admin in a real browser: it has to work under the strict content policy."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django_celery_beat.models import CrontabSchedule
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_admin_works_under_the_content_policy(page: Page, live_server: LiveServer) -> None:
    User.objects.create_superuser("admin", password="a long enough password")
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Editors and operators")).to_be_visible()

    # A schedule's form has date pickers and selects with scripts of their own.
    page.goto(f"{live_server.url}/admin/django_celery_beat/periodictask/add/")
    page.locator("#id_name").fill("poll somewhere")
    page.get_by_role("link", name="Today").first.click()
    assert page.locator("#id_start_time_0, #id_expires_0").first.input_value()
    CrontabSchedule.objects.create(minute="30", hour="6")
    page.reload()
    page.locator("#id_crontab").select_option(index=1)
    expect(page.locator(".field-crontab")).to_contain_text("06:30 AM")
