"""The login of a fresh local installation: one administrator with a random password, kept in ``var/``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.contrib.auth.models import User

from config.env import kept_secret

USERNAME: Final = "admin"
_PASSWORD_LENGTH: Final = 12


def ensure_admin(var_dir: Path) -> str:
    """Make sure that somebody can log in to the admin; returns the line to show.

    A password that is already there is never changed: neither the file's by a second start, nor an account's
    because the file is lost, nor one that its owner has chosen since.
    """
    path = var_dir / "admin-password"
    administrators = User.objects.filter(is_superuser=True, is_active=True)
    if not administrators.exists() and not User.objects.filter(username=USERNAME).exists():
        password = kept_secret(path, _PASSWORD_LENGTH)
        User.objects.create_superuser(USERNAME, password=password)
        return f"user {USERNAME}, password {password} (kept in {path})"
    administrator = administrators.filter(username=USERNAME).first()
    if administrator and path.exists() and administrator.check_password(password := path.read_text("utf-8").strip()):
        return f"user {USERNAME}, password {password} (kept in {path})"
    return "with the password you set (`manage.py changepassword NAME` sets a new one)"
