"""The language of a text by its commonest small words; silent when it cannot tell."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 4_000
_FEWEST_WORDS = 25
_SHARE = 0.12
_LEAD = 1.4

_COMMON: dict[str, str] = {
    "en": "the of and to in a is that for it was on with as by at from has have he his they are be an not said",
    "fr": "le la les de des du et à en un une que est pour dans qui sur au par il ne pas avec plus ce son se sont",
    "de": "der die das und in zu den von mit ist für auf dem des nicht ein eine sich als auch bei an werden dass",
    "es": "el la los las de del y a en que un una por con para es se su al lo no más como ha sus fue",
    "pt": "o a os as de do da dos das e em que um uma para com por não no na se ao mais foi como é pelo",
    "it": "il la lo i gli le di del della e che a in un una per con è da non si dei al nel sono ha",
    "nl": "de het een van en in is dat op te zijn voor met die niet aan er om door ook bij als naar",
    "tr": "ve bir bu ile için olarak da de olan gibi daha çok sonra kadar ise değil olduğu en ne göre ancak",
    "pl": "w i na z do że się nie jest to o jak po od za przez dla ale ma są był oraz",
    "sv": "och att det i en som på är av för med den till har inte om ett han de var men",
    "ro": "și de la în a cu pe care nu este un o din pentru mai sau au fost că lui prin",
    "id": "yang dan di dari untuk dengan ini itu pada dalam tidak akan ke oleh telah juga adalah",
}
_SETS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("fa", re.compile("[پچژگ]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
# Shares of all letters from which a script tells the language; the letters that set one apart are rare.
_SCRIPT_SHARES = {"ja": 0.1, "uk": 0.02, "fa": 0.01}


def detect_language(text: str) -> str:
    """ISO 639-1 of a text of at least some sentences, or "" when no language stands out."""
    text = text[:_LOOKED_AT].lower()
    letters = sum(map(str.isalpha, text))
    if not letters:
        return ""
    if script := _by_script(text, letters):
        return script
    words = _WORD.findall(text)
    if len(words) < _FEWEST_WORDS:
        return ""
    counts = Counter(words)
    hits = {code: sum(counts[word] for word in common) for code, common in _SETS.items()}
    (best, most), (_, second) = sorted(hits.items(), key=lambda item: -item[1])[:2]
    return best if most >= len(words) * _SHARE and most >= second * _LEAD else ""


def _by_script(text: str, letters: int) -> str:
    if text.isascii():
        return ""
    for code, pattern in _SCRIPTS:
        if len(pattern.findall(text)) >= letters * _SCRIPT_SHARES.get(code, 0.3):
            return code
    return ""
