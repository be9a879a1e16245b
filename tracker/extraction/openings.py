r"""With which letters a regular expression can begin, so that most places of a text need not be tried at all.

A search for ``\b(?:hire|retain|…)`` tries each alternative at each word. Whether a word begins with one of them is told
several times faster by a look ahead of nested choices: ``(?=h(?:i(?:r(?:e))|r(?:e(?:t(?:a))))``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

# The standard library's own parser of patterns: the only one that surely reads them as ``re.compile`` does.
from re import _constants as ops  # type: ignore[attr-defined, unused-ignore]
from re import _parser as parser  # type: ignore[attr-defined, unused-ignore]
from typing import Any

_DEPTH = 6
_WIDEST = 30
"""A class of more characters than this counts as any character."""
_MOST = 250
"""Openings that are grown further; of a pattern with more, what follows them is not looked into."""
_SPACE = r"\s"
_SPACES = r"\s+"

Node = tuple[Any, Any]
"""An operation of a parsed pattern with its argument."""
Opening = tuple[str, ...]
"""The first characters of a match, each as a pattern of one character; after ``_OPEN`` anything may follow."""
_OPEN = ""


def compile_words(pattern: str) -> re.Pattern[str]:
    r"""The pattern compiled; one whose alternatives all begin with ``\b`` is looked for by its openings first."""
    nodes = list(parser.parse(pattern))
    branches = nodes[0][1][1] if len(nodes) == 1 and nodes[0][0] is ops.BRANCH else [nodes]
    if all(len(branch) > 0 and branch[0] == (ops.AT, ops.AT_BOUNDARY) for branch in branches):
        return re.compile(rf"\b{_look_ahead(nodes)}(?:{pattern})")
    return re.compile(pattern)


def look_ahead(pattern: str) -> str:
    """A pattern that consumes nothing and holds wherever the given one can match; "" if it can begin with anything."""
    return _look_ahead(list(parser.parse(pattern)))


def _look_ahead(nodes: Sequence[Node]) -> str:
    choices = _choices({_closed(opening) for opening in _grow(nodes, {()})})
    return f"(?={choices})" if choices else ""


def _choices(found: Collection[Opening]) -> str:
    """A tree of choices by character; an opening that is the beginning of others stands for them all."""
    if () in found:
        return ""
    rests: dict[str, set[Opening]] = {}
    for first, *rest in found:
        rests.setdefault(first, set()).add(tuple(rest))
    return "|".join(first + (f"(?:{more})" if (more := _choices(rests[first])) else "") for first in sorted(rests))


def _closed(opening: Opening) -> Opening:
    return opening[:-1] if opening and opening[-1] == _OPEN else opening


def _is_full(opening: Opening) -> bool:
    return len(opening) >= _DEPTH or (len(opening) > 0 and opening[-1] == _OPEN)


def _grow(nodes: Sequence[Node], begun: set[Opening]) -> set[Opening]:
    """The openings continued by the nodes."""
    for op, argument in nodes:
        full = {opening for opening in begun if _is_full(opening)}
        if len(full) == len(begun):
            break
        if len(begun) > _MOST:
            return full | {(*opening, _OPEN) for opening in begun - full}
        steps = _step(op, argument)
        begun = full | {(*opening, *step)[:_DEPTH] for opening in begun - full for step in steps}
    return begun


def _step(op: Any, argument: Any) -> set[Opening]:
    """What one node can begin with."""
    if op is ops.LITERAL:
        return {(re.escape(chr(argument)),)}
    if op is ops.IN:
        return {(one,) for one in _characters(argument)}
    if op is ops.BRANCH:
        return {opening for branch in argument[1] for opening in _grow(branch, {()})}
    if op is ops.SUBPATTERN:
        return _grow(argument[3], {()})
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        return _repeated(*argument)
    return {()} if op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT) else {(_OPEN,)}


def _repeated(fewest: int, most: Any, nodes: Sequence[Node]) -> set[Opening]:
    once = _grow(nodes, {()})
    if most == parser.MAXREPEAT and once == {(_SPACE,)}:
        once = {(_SPACES,)}
    elif most != 1:  # what a second round adds is not looked into
        once = {opening if _is_full(opening) else (*opening, _OPEN) for opening in once}
    return once if fewest else once | {()}


def _characters(items: Sequence[Node]) -> Iterator[str]:
    """The characters of a class as patterns."""
    for op, argument in items:
        if op is ops.LITERAL:
            yield re.escape(chr(argument))
        elif op is ops.RANGE and argument[1] - argument[0] < _WIDEST:
            yield from (re.escape(chr(code)) for code in range(argument[0], argument[1] + 1))
        elif op is ops.CATEGORY and argument is ops.CATEGORY_SPACE:
            yield _SPACE
        else:
            yield _OPEN
