"""What a stretch of time is: the length of a contract, a notice period, an option, time gone by or an age."""

from __future__ import annotations

from typing import Literal

from tracker.normalize._tokens import BROKEN, Tokens, words

TermKind = Literal["length", "notice", "option", "ago", "age"]

_SENTENCE_ENDS = frozenset(".;:!?")
_GONE_AFTER = frozenset(words("ago earlier later before after prior since hence"))
_GONE_BEFORE = frozenset(words("spent served past last previous preceding recent latest first final remaining"))
_AGE_AFTER = frozenset(words("old age veteran experience career anniversary tenure"))
_NOTICE_AFTER = frozenset(words("notice advance notification"))
_NOTICE_BEFORE = frozenset(words("notice within inside net"))
_OPTION_AFTER = frozenset(words("extension extensions renewal renewals option options prolongation"))
_ADDED = frozenset(words("another additional further extra more successive subsequent"))
_OPTION_BEFORE = frozenset(
    words(
        """
        renewable renewal renewals option options optional extendable extendible extensible automatically extension
        extensions may can could might would renews extends auto-renews possibility possible unless
        """
    )
)
_DONE = frozenset(words("renewed extended prolonged lengthened renewing extending prolonging"))
_MODALS = frozenset(words("may can could might would option possible unless if"))
_OWN = frozenset(words("its his her their our my"))
_RATES = frozenset(words("every each per"))
_HELD = frozenset(words("been served worked represented lobbied advised ruled held serving known"))
_HIRED = frozenset(
    words(
        """
        hired signed retained contracted engaged agreed contract agreement deal renewed extended tapped awarded inked
        enlisted registered appointed
        """
    )
)
_BEFORE_REACH = 7
_AFTER_REACH = 4


def kind_of(tokens: Tokens, first: int, after: int) -> TermKind | None:
    """The kind of the term at tokens ``first`` to ``after``, or None for a rate ("every six months")."""
    following = _clause_after(tokens, after)
    leading = _clause_before(tokens, first)
    if leading[-1:] and leading[-1] in _RATES:
        return None
    return _by_what_follows(following, leading) or _by_what_leads(tokens, first, leading) or "length"


def _clause_after(tokens: Tokens, after: int) -> list[str]:
    found: list[str] = []
    for at in range(after, min(after + _AFTER_REACH, tokens.size)):
        word = tokens.lowers[at]
        if word in _SENTENCE_ENDS or word in ",)(" or tokens.gaps[at] == BROKEN:
            break
        if word not in ("'", "s", "-"):
            found.append(word)
    return found


def _clause_before(tokens: Tokens, first: int) -> list[str]:
    """The words that lead up to a term, the nearest last."""
    found: list[str] = []
    for at in range(first - 1, max(first - 1 - _BEFORE_REACH, -1), -1):
        word = tokens.lowers[at]
        if word in _SENTENCE_ENDS or tokens.gaps[at + 1] == BROKEN:
            break
        found.append(word)
    found.reverse()
    return found


def _by_what_follows(following: list[str], leading: list[str]) -> TermKind | None:
    if not following:
        return None
    if any(word in _NOTICE_AFTER for word in following):
        return "notice"
    if following[0] in _GONE_AFTER or (following[0] == "or" and "ago" in following):
        return "ago"
    of_what = following[1] if following[0] == "of" and following[1:] else ""
    if following[0] in _AGE_AFTER or of_what in _AGE_AFTER:
        return "age"
    if of_what in _OWN and leading[-1:] != ["for"]:
        return "ago"
    if following[0] in _OPTION_AFTER:
        return "option"
    return None


def _by_what_leads(tokens: Tokens, first: int, leading: list[str]) -> TermKind | None:
    near = [word for word in leading[-3:] if word not in ("the", "a", "these", "those", "of", "at", "least", "about")]
    if near and near[-1] in ("aged", "age"):
        return "age"
    if near and near[-1] in _GONE_BEFORE:
        return "ago"
    if (near and near[-1] in _NOTICE_BEFORE) or {"notice", "within"}.intersection(leading[-4:]):
        return "notice"
    done = any(word in _DONE for word in leading) and not any(word in _MODALS for word in leading)
    if not done and (any(word in _OPTION_BEFORE for word in leading) or (near and near[-1] in _ADDED)):
        return "option"
    if _is_time_held(leading):
        return "ago"
    return None


def _is_time_held(leading: list[str]) -> bool:
    """ "has represented it for five years", but not "has hired the firm for six months"."""
    if "for" not in leading[-4:]:
        return False
    return any(word in _HELD for word in leading) and not any(word in _HIRED for word in leading)
