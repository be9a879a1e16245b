"""The first administrator: a random password, made once, never changed behind anybody's back."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.test import RequestFactory

from tracker.management.first_login import ensure_admin

pytestmark = pytest.mark.django_db


def can_log_in(password: str) -> bool:
    return authenticate(RequestFactory().get("/"), username="admin", password=password) is not None


def test_the_first_start_makes_a_login_and_the_second_keeps_it(tmp_path: Path) -> None:
    line = ensure_admin(tmp_path)
    password = (tmp_path / "admin-password").read_text().strip()
    assert f"user admin, password {password}" in line
    assert len(password) >= 12
    assert stat.S_IMODE((tmp_path / "admin-password").stat().st_mode) == 0o600
    assert can_log_in(password)
    assert ensure_admin(tmp_path) == line
    assert User.objects.count() == 1


def test_two_installations_have_different_passwords(tmp_path: Path) -> None:
    passwords = set()
    for name in ("a", "b"):
        User.objects.all().delete()
        ensure_admin(tmp_path / name)
        passwords.add((tmp_path / name / "admin-password").read_text())
    assert len(passwords) == 2


def test_a_password_that_somebody_chose_is_neither_changed_nor_shown(tmp_path: Path) -> None:
    ensure_admin(tmp_path)
    administrator = User.objects.get()
    administrator.set_password("chosen by a person")
    administrator.save()
    line = ensure_admin(tmp_path)
    assert "password you set" in line
    assert (tmp_path / "admin-password").read_text().strip() not in line
    assert can_log_in("chosen by a person")


def test_a_lost_file_resets_nothing(tmp_path: Path) -> None:
    ensure_admin(tmp_path)
    kept = User.objects.get().password
    (tmp_path / "admin-password").unlink()
    assert "password you set" in ensure_admin(tmp_path)
    assert User.objects.get().password == kept


def test_who_has_administrators_of_their_own_gets_no_other(tmp_path: Path) -> None:
    User.objects.create_superuser("editor", password="x")
    assert "password you set" in ensure_admin(tmp_path)
    assert list(User.objects.values_list("username", flat=True)) == ["editor"]
    assert not (tmp_path / "admin-password").exists()


def test_a_new_database_gets_the_password_that_is_kept(tmp_path: Path) -> None:
    line = ensure_admin(tmp_path)
    User.objects.all().delete()
    assert ensure_admin(tmp_path) == line
