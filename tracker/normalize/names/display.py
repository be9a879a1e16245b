"""The form of a name that a reader sees."""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.normalize.countries import country_code
from tracker.normalize.folding import collapse_blanks, fold
from tracker.normalize.names.keys import is_acronym_of
from tracker.normalize.names.legal_forms import LEGAL_FORMS, strip_legal_forms
from tracker.normalize.names.persons import reorder_person
from tracker.normalize.words import US_STATES, word_set

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
    ace ann ant app ark ash bed bee bio bow bus buy can cap cox cue cut dam del dot dow dug egg eli elk elm end eve eye
    fan fed fee fin fix fox fur gap gay gym ham hay hem hen hip hop hub hug ian inn its jan jay jim joe jon kay ken kia
    kit lab lam las lee len lid lil liz log mad mar mat med mid mom mud nap net nix nut oat odd owl own pan pat paw pea
    pen per pew pig pin pit pod pop pot pub ram ran rat rib rim rob rod rom ron row rug run rye saw say ski sow spa spy
    sum tab tap top tri try tub use ute vet von vox web wen wet who why win wow yes yet zip
    """
)
_ACRONYMS = word_set(
    """
    usa us uk uae eu un uno nato opec osce oecd imf who wto afl cio nafta asean apec gcc nasa fifa uefa unesco
    unicef usaid jetro kotra tecro pemex pdvsa aipac aarp naacp acs ii iii iv vi vii viii ix llc llp lp plc gmbh
    """
)
_ONSETS = word_set(
    """
    bh bl br ch cl cr cz dh dr dw dz fj fl fr gh gl gn gr gw hr kh kl kn kr kv kw lh ll mc ng ph pf pl pr ps qu rh sc
    sch sh sk sl sm sn sp sq sr st sv sw sz th tl tr ts tw tz vl vr wh wr xh zh zl zw
    """
)
_DOMAINS = word_set("com org net io ai tv gov edu us co app info biz")
_DOMAIN_BEFORE = re.compile(r"\w{2}\.$")
_PLACE = re.compile(r"(?:THE )?(?:CITY|TOWN|COUNTY|VILLAGE|BOROUGH|PORT) OF .* $")
_LONG_RUN = re.compile(r"[A-Z]{5,}")
_WRITTEN_FORMS = {
    "inc": "Inc", "ltd": "Ltd", "co": "Co", "corp": "Corp", "limited": "Limited", "company": "Company", "gmbh": "GmbH",
    "mbh": "mbH", "pty": "Pty", "pte": "Pte", "pvt": "Pvt", "sdn": "Sdn", "bhd": "Bhd", "cia": "Cia", "ltda": "Ltda",
    "incorporated": "Incorporated", "corporation": "Corporation", "chartered": "Chartered", "kgaa": "KGaA",
    "aps": "ApS", "partnership": "Partnership", "unlimited": "Unlimited",
}  # fmt: skip


@lru_cache(maxsize=8_192)
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
    """One word of up to six characters, unless it reads as a word: "AIPAC" and "S&P", not "ORACLE" or "INTEL"."""
    if " " in text or len(text) > 6:
        return False
    lower = fold(text)
    return lower in _ACRONYMS or len(text) < 5 or not lower.isalpha() or not _reads_as_word(lower)


def _reads_as_word(lower: str) -> bool:
    if _is_mac(lower):
        return True
    return bool(_VOWELS & set(lower[:3])) and not _unreadable_start(lower) and lower not in LEGAL_FORMS


def _in_mixed_case(match: re.Match[str], text: str, form_start: int) -> str:
    word, lower = match[0], fold(match[0])
    before, after = text[: match.start()], text[match.end() : match.end() + 1]
    if after == "." and len(word) == 1 and lower.isalpha():
        return word
    if _DOMAIN_BEFORE.search(before) and lower in _DOMAINS:
        return word.lower()
    if lower in _WRITTEN_FORMS:
        return _WRITTEN_FORMS[lower]
    if match.start() >= form_start:
        return word if len(word) <= 5 else _capitalise(word)
    if _stands_for_itself(word, lower, before, after):
        return word
    return _show_word(word, lower, before)


def _show_word(word: str, lower: str, before: str) -> str:
    if _ORDINAL.match(lower) or (before.endswith(" ") and lower in _SMALL_WORDS):
        return word.lower()
    if any(letter.isdigit() for letter in word):
        return _LONG_RUN.sub(lambda run: run[0].capitalize(), word)
    return word if _keeps_capitals(lower) else _capitalise(word)


def _stands_for_itself(word: str, lower: str, before: str, after: str) -> bool:
    """Initials joined by "&" ("AT&T"), a state after a comma ("MOBILE, AL"), an abbreviation alone in brackets."""
    if len(word) <= 3 and (before.endswith("&") or after == "&"):
        return True
    if lower in US_STATES and after in {"", ")"} and (before.endswith(", ") or _PLACE.match(before)):
        return True
    if not (before[-1:] in {"(", "["} and after in {")", "]"}):
        return False
    return is_acronym_of(word, before) or (len(word) <= 5 and country_code(word) is None)


def _keeps_capitals(lower: str) -> bool:
    if lower in _ACRONYMS:
        return True
    if lower in _SHORT_WORDS or "'" in lower or _is_mac(lower):
        return False
    if lower in LEGAL_FORMS and len(lower) <= 5:
        return True
    return len(lower) <= 3 or not (_VOWELS & set(lower)) or _unreadable_start(lower)


def _is_mac(lower: str) -> bool:
    """ "McLane", "McGee"; a word of four letters is as likely an acronym."""
    return lower.startswith("mc") and len(lower) > 4


def _unreadable_start(lower: str) -> bool:
    """Consonants at the start that begin no word: nobody can say it as one. Only short words are judged."""
    if len(lower) > 6 or lower[0] in _VOWELS:
        return False
    if lower[1:2] not in _VOWELS and lower[:2] not in _ONSETS:
        return True
    return not (_VOWELS & set(lower[:3])) and not lower.startswith(
        ("sch", "str", "chr", "thr", "shr", "spr", "scr", "spl", "phr", "sph")
    )


def _capitalise(word: str) -> str:
    shown = "'".join(_capital(piece, index) for index, piece in enumerate(re.split("['’]", word)))
    if shown.startswith("Mc") and len(shown) > 4:
        shown = "Mc" + shown[2].upper() + shown[3:]
    return shown


def _capital(piece: str, index: int) -> str:
    """A piece of a word between apostrophes: "O'BRIEN" has two names, "PEOPLE'S" has not."""
    return piece[:1].upper() + piece[1:].lower() if index == 0 or len(piece) > 2 else piece.lower()
