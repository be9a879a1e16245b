"""Who is meant, what belongs together, what we believe: pure functions of sets, so order of arrival cannot matter."""

from __future__ import annotations
