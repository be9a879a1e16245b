"""A mention: a stretch of text that may name a party."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Shape = Literal["country", "government", "body", "local", "firm", "person", "name", "addressee", "press", "place"]


@dataclass(slots=True)
class Mention:
    """A stretch of text that may name a party: ``text[start:end] == name`` in the document.

    ``first`` and ``last`` are token positions in sentence ``sentence`` (``last`` exclusive). ``country`` is what
    the mention itself shows. ``firmness`` and ``clientness`` (-1 to 1) say how its shape and neighbours speak.
    ``head`` is the noun that names its kind. ``described``: built from common words ("the Nigerian government").
    """

    start: int
    end: int
    name: str
    sentence: int
    first: int
    last: int
    shape: Shape
    country: str | None = None
    head: str = ""
    firmness: float = 0.0
    clientness: float = 0.0
    possessive: bool = False
    described: bool = False
    adjective: bool = False
    title: str = ""
    known: str = ""
    aliases: list[str] = field(default_factory=list)
    party: int = -1
