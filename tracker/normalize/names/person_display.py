"""A person's name as a reader sees it, from the parts that a register keeps apart."""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.normalize.folding import collapse_blanks, fold
from tracker.normalize.words import NAME_PARTICLES, word_set

_GENERATIONS = {"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV", "v": "V"}
# Degrees and forms of address say nothing of whose name it is.
_DEGREES = word_set("esq esquire jd phd md mhsa dmd dds cpa mba mpa mph llm rn cae ret")
_PARTICLES = NAME_PARTICLES - word_set("mac mc o st san al el le la du y e")
_ARTICLES_AFTER_DE = word_set("la las los")
_LONE_INITIAL = re.compile(r"(?<![\w.'’-])([A-Z])(?![\w.'’-])")
_PIECE = re.compile(r"[^\s\-'’.]+")


@lru_cache(maxsize=8_192)
def person_name(first: str, middle: str = "", last: str = "", suffix: str = "") -> str:
    """The parts as one name in readable case: "JOHN", "q", "MCDONALD", "JR" are "John Q. McDonald Jr.".

    A part in mixed case keeps its spelling. Degrees ("Esq", "PhD") are left out; a lone initial gets its stop.
    """
    words = [_show_part(part) for part in (first, middle)]
    family, generation = _split_suffix(last)
    words += [_show_part(family), generation or _show_generation(suffix)]
    return " ".join(word for word in words if word)


@lru_cache(maxsize=8_192)
def person_of_listing(name: str) -> str:
    """A name filed as "LAST, FIRST MIDDLE" (old registers) in the same form; without a comma, as it stands."""
    family, comma, given = collapse_blanks(name).partition(",")
    if not comma or not given.strip():
        return person_name(family)
    given, generation = _split_suffix(given)
    return person_name(given, "", family, generation)


def _split_suffix(name: str) -> tuple[str, str]:
    """The name without what stands behind it, and its generation if that was one: "SMITH, JR." → "SMITH", "Jr."."""
    generation = ""
    words = name.replace(",", " ").split()
    while len(words) > 1 and (folded := fold(words[-1])) in _GENERATIONS.keys() | _DEGREES:
        if folded == "v" and words[-1].islower():
            break
        generation = generation or _GENERATIONS.get(folded, "")
        words.pop()
    return " ".join(words), generation


def _show_generation(suffix: str) -> str:
    folded = fold(suffix)
    return _GENERATIONS.get(folded, "")


def _show_part(part: str) -> str:
    plain = collapse_blanks(part).strip(" ,;")
    if plain.upper() == plain or plain.lower() == plain:
        words = plain.lower().split(" ")
        return " ".join(_show_word(word, words[:place], place == len(words) - 1) for place, word in enumerate(words))
    return _LONE_INITIAL.sub(r"\1.", plain)


def _show_word(word: str, before: list[str], is_last: bool) -> str:
    if len(word) == 1 and word.isalpha():
        return f"{word.upper()}."
    if before and fold(word) in _GENERATIONS:
        return _GENERATIONS[fold(word)]
    if not is_last and (word in _PARTICLES or (word in _ARTICLES_AFTER_DE and before[-1:] == ["de"])):
        return word
    return _PIECE.sub(_show_piece, word)


def _show_piece(match: re.Match[str]) -> str:
    piece = match[0].lower()
    if piece.startswith("mc") and len(piece) > 3:
        return f"Mc{piece[2:].capitalize()}"
    is_ending = match.start() > 0 and match.string[match.start() - 1] in "'’" and len(piece) == 1
    return piece if is_ending else piece.capitalize()
