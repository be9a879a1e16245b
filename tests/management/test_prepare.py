"""``manage.py prepare``: at every start and every deploy, and changing nothing the second time."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_a_prepared_database_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    output = io.StringIO()
    call_command("prepare", stdout=output)
    assert "migrations" not in output.getvalue()
