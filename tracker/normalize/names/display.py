"""The form of a name that a reader sees."""

from __future__ import annotations

import re

from tracker.normalize.folding import collapse_blanks, fold
from tracker.normalize.names.legal_forms import LEGAL_FORMS, strip_legal_forms
from tracker.normalize.names.persons import reorder_person
from tracker.normalize.words import word_set

_AMPERSAND_ENTITY = re.compile(r"&amp;", re.IGNORECASE)
_STRAY_QUOTE = re.compile(r"^['‘’\"“”]+(?=\w)(?!.*['‘’\"“”])")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ORDINAL = re.compile(r"^\d+(?:st|nd|rd|th)$")
_VOWELS = frozenset("aeiouy")
_SMALL_WORDS = word_set(
    """
    a an and of for in on at to by the de del des du la le les et und der die das von van y e da do dos
    """
)
# Short words that are words: every other word of up to three letters in a name in capitals is taken for an acronym.
_SHORT_WORDS = word_set(
    """
    act age aid air all and any are arm art bar bay big box boy car cat cup day dog dry ear east el far few fit
    fly for fun gas get gin god gun hat her his hot ice ink ivy jet job joy key kid kim law lee led leg let lin
    los low lot mac man map max may men mix net new non not now oak off oil old one our out own pan pay pet pie
    pro put raw ray red rex rio roy rye sam san sea sky six son sun tan tax tea ted ten the tim tin toy two van
    war wax way win yes you zoo zen abu al ali bin ibn ben bob bud don dan de du la le li lo mr ms dr jr sr st
    mrs ltd inc co ku of or on in is it if to up we my no so be by do go he an as at am us
    """
)
_ACRONYMS = word_set(
    """
    usa us uk uae eu un uno nato opec osce oecd imf who wto afl cio nafta asean apec gcc nasa fifa uefa unesco
    unicef usaid jetro kotra tecro pemex pdvsa aipac aarp naacp acs ii iii iv vi vii viii ix llc llp lp plc gmbh
    """
)
_WRITTEN_FORMS = {
    "inc": "Inc", "ltd": "Ltd", "co": "Co", "corp": "Corp", "limited": "Limited", "company": "Company", "gmbh": "GmbH",
    "mbh": "mbH", "pty": "Pty", "pte": "Pte", "pvt": "Pvt", "sdn": "Sdn", "bhd": "Bhd", "cia": "Cia", "ltda": "Ltda",
    "incorporated": "Incorporated", "corporation": "Corporation", "chartered": "Chartered", "kgaa": "KGaA",
    "aps": "ApS", "partnership": "Partnership", "unlimited": "Unlimited",
}  # fmt: skip


def display_name(name: str) -> str:
    """The readable form: blanks collapsed, a person's given name first, a name wholly in capitals in mixed case.

    Known acronyms and legal forms, and words that cannot be read as words, keep their capitals: "SSTEK SAVUNMA AS"
    → "SSTEK Savunma AS". A name in mixed case keeps its spelling.
    """
    text = collapse_blanks(_AMPERSAND_ENTITY.sub("&", name))
    text = _STRAY_QUOTE.sub("", text)
    text = reorder_person(text)
    if text.upper() != text or not any(letter.isalpha() for letter in text) or _is_lone_acronym(text):
        return text
    form_start = len(strip_legal_forms(text))
    return _WORD.sub(lambda word: _in_mixed_case(word, text, form_start), text)


def _is_lone_acronym(text: str) -> bool:
    return " " not in text and len(text) <= 6


def _in_mixed_case(match: re.Match[str], text: str, form_start: int) -> str:
    word, lower = match[0], fold(match[0])
    before = text[match.start() - 1 : match.start()]
    if text[match.end() : match.end() + 1] == "." and len(word) == 1 and lower.isalpha():
        return word
    if lower in _WRITTEN_FORMS:
        return _WRITTEN_FORMS[lower]
    if _ORDINAL.match(lower):
        return lower
    if match.start() >= form_start:
        return word
    if before in "([" and before and text[match.end() : match.end() + 1] in ")]":
        return word
    if match.start() and before == " " and lower in _SMALL_WORDS:
        return word.lower()
    if _keeps_capitals(lower, word):
        return word
    return _capitalise(word)


def _keeps_capitals(lower: str, word: str) -> bool:
    if lower in _ACRONYMS or any(letter.isdigit() for letter in word):
        return True
    if lower in _SHORT_WORDS or "'" in word or "’" in word:
        return False
    if lower in LEGAL_FORMS and len(lower) <= 5:
        return True
    return len(lower) <= 3 or not (_VOWELS & set(lower)) or _unreadable_start(lower)


def _unreadable_start(lower: str) -> bool:
    """Two equal consonants, or three consonants that begin no word, at the start: nobody can say it as a word."""
    if len(lower) > 6:
        return False
    first = lower[0] not in _VOWELS and lower[0] == lower[1]
    return first or (
        not (_VOWELS & set(lower[:3]))
        and not lower.startswith(("sch", "str", "chr", "thr", "shr", "spr", "scr", "spl", "phr", "sph"))
    )


def _capitalise(word: str) -> str:
    shown = "'".join(_capital(piece, index) for index, piece in enumerate(re.split("['’]", word)))
    if shown.startswith("Mc") and len(shown) > 4:
        shown = "Mc" + shown[2].upper() + shown[3:]
    return shown


def _capital(piece: str, index: int) -> str:
    """A piece of a word between apostrophes: "O'BRIEN" has two names, "PEOPLE'S" has not."""
    return piece[:1].upper() + piece[1:].lower() if index == 0 or len(piece) > 2 else piece.lower()
