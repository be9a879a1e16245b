"""Keys of the API are made in the admin, shown once, and revoked."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tracker.models import ApiKey
from tracker.services.api_keys import find_key

pytestmark = pytest.mark.django_db


def test_a_key_is_made_shown_once_and_revoked(admin_client: Client) -> None:
    url = "/admin/tracker/apikey/"
    page = admin_client.post(f"{url}add/", {"name": "a <newsroom>", "per_minute": "300"}, follow=True)
    shown = re.search(r"<code>(rt_\S+)</code>", page.content.decode())
    assert shown is not None
    row = ApiKey.objects.get()
    assert (row.per_minute, find_key(shown[1])) == (300, row)
    assert shown[1] not in admin_client.get(f"{url}{row.pk}/change/").content.decode()
    assert shown[1] not in admin_client.get(url).content.decode()
    admin_client.post(f"{url}{row.pk}/change/", {"name": "a desk", "per_minute": ""})
    row.refresh_from_db()
    assert (row.name, row.per_minute, find_key(shown[1])) == ("a desk", None, row)
    admin_client.post(url, {"action": "revoke", "_selected_action": [row.pk]})
    assert find_key(shown[1]) is None
