"""Reading the environment: typed, all mistakes reported at once, and the files that stand in for it locally."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, cast

from django.core.exceptions import ImproperlyConfigured
from environs import EnvValidationError, FileAwareEnv

from config.redis_urls import is_answering, read_redis_url

MODES: Final = ("local", "production", "test")
SECRET_KEY_LENGTH: Final = 50

_NEW_KEY = 'python -c "import secrets; print(secrets.token_urlsafe(50))"'


class Environment(FileAwareEnv):
    """The environment, ``.env`` and ``NAME_FILE`` files; what is wrong is collected into one message.

    A variable that is set but blank, as compose files leave it, counts as not set.
    """

    def __init__(self, env_file: Path) -> None:
        super().__init__(eager=False, strip_whitespace=True)
        self._wrong: dict[str, list[str]] = {}
        # Tests must not depend on what somebody keeps in a private file.
        if os.environ.get("RETAINER_ENV") != "test":
            self.read_env(env_file, recurse=False)

    def _get_value(self, env_key: str, default: Any) -> Any:
        try:
            value = super()._get_value(env_key, default)
        except ValueError as error:
            self.require(False, env_key, str(error))
            return default
        return default if isinstance(value, str) and not value.strip() else value

    def text(self, name: str, default: str = "") -> str:
        """A string without blanks at its ends."""
        return (self.str(name, default) or "").strip()

    def words(self, name: str) -> list[str]:
        """A comma-separated list; blanks round the commas and empty parts are ignored."""
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def require(self, condition: object, name: str, message: str) -> None:
        """Note ``message`` against a setting unless ``condition`` holds."""
        if not condition:
            self._wrong.setdefault(name, []).append(message)

    def finish(self) -> None:
        """Seal; raises ImproperlyConfigured with one readable line for each setting that is wrong."""
        wrong = self._wrong
        try:
            self.seal()
        except EnvValidationError as error:
            by_name = cast(Mapping[str, Sequence[str]], error.error_messages)
            for name, messages in by_name.items():
                wrong.setdefault(name, []).extend(str(message) for message in messages)
        if wrong:
            raise ImproperlyConfigured(describe_errors(wrong))


def assume_production() -> None:
    """Unless the environment says which mode, be in production.

    For whoever serves the site by hand: they serve the world. ``manage.py up`` says "local" to its own web process.
    """
    if not os.environ.get("RETAINER_ENV", "").strip():
        os.environ["RETAINER_ENV"] = "production"


def describe_errors(wrong: Mapping[str, Sequence[str]]) -> str:
    """One line per wrong setting, under a heading."""
    lines = [f"  {name}: {' '.join(parts)}" for name, parts in sorted(wrong.items())]
    return "\n".join(
        [
            "Retainer cannot start with these settings:",
            *lines,
            "All settings are described in docs/configuration.md.",
        ]
    )


def read_secret_key(env: Environment, mode: str, var_dir: Path) -> str:
    """SECRET_KEY; production must set a long one, a local run makes one and keeps it in ``var/``."""
    key = env.text("SECRET_KEY")
    if mode == "production":
        env.require(
            len(key) >= SECRET_KEY_LENGTH,
            "SECRET_KEY",
            f"production needs a secret of at least {SECRET_KEY_LENGTH} characters; make one with {_NEW_KEY}",
        )
        return key
    return key or kept_secret(var_dir / "secret-key")


def kept_secret(path: Path, length: int = SECRET_KEY_LENGTH) -> str:
    """The secret in a file that only its owner may read, made on first use.

    Several processes may start at once: whoever links the file first wins, the others read it.
    """
    with suppress(OSError):
        if kept := path.read_text("utf-8").strip():
            return kept
    secret = secrets.token_urlsafe(length)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secret + "\n")
        with suppress(FileExistsError):
            os.link(draft, path)
        return path.read_text("utf-8").strip() or secret
    except OSError:
        return secret  # a read-only checkout: valid for this process alone
    finally:
        with suppress(OSError):
            draft.unlink()


def read_redis_setting(env: Environment, run_dir: Path) -> str:
    """REDIS_URL, else the embedded server of an ``up`` that is running in this checkout, else nothing."""
    url = env.text("REDIS_URL") or embedded_redis_url(run_dir)
    if not url:
        return ""
    try:
        read_redis_url(url)
    except ValueError as error:
        env.require(False, "REDIS_URL", str(error))
        return ""
    return url


def embedded_redis_url(run_dir: Path) -> str:
    """The URL that a running ``manage.py up`` left in its run file, if its server answers; else nothing."""
    try:
        url = json.loads((run_dir / "up.json").read_text("utf-8"))["redis_url"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return url if isinstance(url, str) and is_answering(url) else ""
