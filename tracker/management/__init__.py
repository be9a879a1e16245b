"""Commands for the shell, and what they share."""

from __future__ import annotations
