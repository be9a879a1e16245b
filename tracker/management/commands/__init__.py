"""One module per `manage.py` command."""

from __future__ import annotations
