#!/usr/bin/env python
"""The command line of the tracker."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one management command; a wrong setting is told in plain words, without a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(
            f"Retainer's packages are not installed for {sys.executable} ({error}).\n"
            "Run `make setup`, then use .venv/bin/python, or simply `make run`."
        ) from error
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        raise SystemExit(f"{error}") from error
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
