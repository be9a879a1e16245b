"""Settings: read from the environment, wrong ones told all at once, production never half-configured."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.sources import adapters, get_adapter

ROOT = Path(__file__).resolve().parents[2]
KEY = "k" * 25 + "-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PRODUCTION = {"RETAINER_ENV": "production", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "tracker.example.org"}
_NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE"}


def run(command: list[str], tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the project with this environment and no other setting."""
    base = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    # An existing .env of the developer must not speak: what it may hold is said here, blank.
    blank = dict.fromkeys(("DATABASE_URL", "REDIS_URL", "DEBUG", "ALLOWED_HOSTS", "SECRET_KEY", "RETAINER_ENV"), "")
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**base, **blank, "RETAINER_VAR_DIR": str(tmp_path / "var"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def read_setting(name: str, tmp_path: Path, **environment: str) -> object:
    code = f"import json; from config import settings; print(json.dumps(settings.{name}, default=str))"
    answer = run(["-c", code], tmp_path, **environment)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_production_refuses_to_start_without_its_keys(tmp_path: Path) -> None:
    answer = run(["manage.py", "check"], tmp_path, RETAINER_ENV="production")
    assert answer.returncode != 0
    assert "SECRET_KEY: production needs a secret of at least 50 characters" in answer.stderr
    assert "ALLOWED_HOSTS: production needs the host names" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": " " * 60}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS"),
        ({"DEBUG": "true"}, "DEBUG"),
    ],
)
def test_production_refuses_a_weak_setting(tmp_path: Path, changed: dict[str, str], named: str) -> None:
    answer = run(["manage.py", "check"], tmp_path, **{**PRODUCTION, **changed})
    assert answer.returncode != 0
    assert f"  {named}: " in answer.stderr


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    wrong = {
        "RETAINER_ENV": "staging",
        "DEBUG": "perhaps",
        "DATABASE_URL": "nonsense",
        "RETAINER_LEASE_SECONDS": "0",
        "LOG_FORMAT": "xml",
        "RETAINER_CONTACT_EMAIL": "nobody",
        "PORT": "http",
    }
    answer = run(["manage.py", "check"], tmp_path, **wrong)
    assert answer.returncode != 0
    assert "Traceback" not in answer.stderr
    assert {name for name in wrong if f"  {name}: " in answer.stderr} == set(wrong)


def test_a_password_in_a_wrong_url_is_not_repeated(tmp_path: Path) -> None:
    answer = run(["manage.py", "check"], tmp_path, REDIS_URL="http://user:s3cret@redis.example:6379/0")
    assert answer.returncode != 0
    assert "REDIS_URL" in answer.stderr
    assert "s3cret" not in answer.stderr


def test_whoever_serves_the_site_by_hand_is_in_production(tmp_path: Path) -> None:
    answer = run(["-m", "gunicorn", "-c", "config/gunicorn.py", "--check-config"], tmp_path)
    assert answer.returncode != 0
    assert "production needs" in answer.stderr
    served = run(["-m", "gunicorn", "-c", "config/gunicorn.py", "--check-config"], tmp_path, **PRODUCTION)
    assert served.returncode == 0, served.stderr


def test_production_passes_the_deployment_checks(tmp_path: Path) -> None:
    answer = run(["manage.py", "check", "--deploy", "--fail-level", "WARNING"], tmp_path, **PRODUCTION)
    assert answer.returncode == 0, answer.stderr
    assert "no issues" in answer.stdout


def test_a_local_run_makes_its_key_once_and_keeps_it_private(tmp_path: Path) -> None:
    first = read_setting("SECRET_KEY", tmp_path)
    assert isinstance(first, str) and len(first) >= 50
    assert read_setting("SECRET_KEY", tmp_path) == first
    mode = (tmp_path / "var" / "secret-key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY + "\n")
    environment = {**PRODUCTION, "SECRET_KEY": "", "SECRET_KEY_FILE": str(tmp_path / "key")}
    assert read_setting("SECRET_KEY", tmp_path, **environment) == KEY
    answer = run(["manage.py", "check"], tmp_path, **{**environment, "SECRET_KEY_FILE": "/no/such/file"})
    assert "SECRET_KEY_FILE" in answer.stderr and "Traceback" not in answer.stderr


def test_a_local_site_answers_to_this_machine_only(tmp_path: Path) -> None:
    assert read_setting("ALLOWED_HOSTS", tmp_path) == ["localhost", ".localhost", "127.0.0.1", "[::1]"]
    assert read_setting("DEBUG", tmp_path) is False


def test_blanks_round_commas_are_ignored(tmp_path: Path) -> None:
    hosts = read_setting("ALLOWED_HOSTS", tmp_path, **{**PRODUCTION, "ALLOWED_HOSTS": "a.example, b.example ,"})
    assert hosts == ["a.example", "b.example"]


def test_the_database_is_sqlite_made_for_several_processes(tmp_path: Path) -> None:
    database = read_setting("DATABASES['default']", tmp_path)
    assert isinstance(database, dict)
    assert database["NAME"] == str(tmp_path / "var" / "retainer.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] == 20
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert "synchronous=NORMAL" in database["OPTIONS"]["init_command"]


def test_a_database_url_gives_lasting_checked_connections_without_a_pool(tmp_path: Path) -> None:
    database = read_setting("DATABASES['default']", tmp_path, DATABASE_URL="postgres://u:p@db.example/retainer")
    assert isinstance(database, dict)
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)
    assert "pool" not in database.get("OPTIONS", {})


def test_the_user_agent_names_the_project_and_whom_to_write_to(tmp_path: Path) -> None:
    agent = read_setting("RETAINER_USER_AGENT", tmp_path, RETAINER_CONTACT_EMAIL="desk@paper.example")
    assert isinstance(agent, str)
    assert agent.startswith("Retainer/") and "desk@paper.example" in agent


def test_without_a_redis_a_stale_run_file_is_not_believed(tmp_path: Path) -> None:
    run_dir = tmp_path / "var" / "run"
    run_dir.mkdir(parents=True)
    (run_dir / "up.json").write_text(json.dumps({"pid": 1, "redis_url": f"unix://{tmp_path}/gone.sock?db=0"}))
    assert read_setting("REDIS_URL", tmp_path) == ""


def _settings_read_in_code() -> set[str]:
    code = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "config").glob("*.py")))
    pattern = re.compile(r"""(?:env\.\w+|environ\.get)\(\s*"([A-Z][A-Z_]+)\"""")
    return set(pattern.findall(code)) - _NOT_SETTINGS


@pytest.mark.parametrize("page", [".env.example", "docs/configuration.md"])
def test_every_setting_is_described(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    names = _settings_read_in_code()
    assert {"SECRET_KEY", "REDIS_URL", "RETAINER_USER_AGENT", "PORT"} <= names
    assert {name for name in names if not re.search(rf"\b{name}\b", text)} == set()


@pytest.mark.parametrize("page", [".env.example", "docs/configuration.md"])
def test_nothing_is_described_that_no_code_reads(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    pattern = r"^#?([A-Z][A-Z_]+)=" if page.startswith(".env") else r"^\| `([A-Z][A-Z_]+)` \|"
    described = set(re.findall(pattern, text, flags=re.MULTILINE))
    outside = {"RETAINER_CHROMIUM", "CI", "NO_COLOR", "PYTHON"}  # the tests', make's
    outside |= {get_adapter(name).key_env for name in adapters()}
    assert described - _settings_read_in_code() <= outside
