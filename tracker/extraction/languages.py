"""Which language a text is in, and the few words of each that the reader needs."""

from __future__ import annotations

import re
from collections import Counter

from tracker.extraction.lowered import lower
from tracker.normalize.words import word_set

ENGLISH = "en"
_SAMPLE = 2_500
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 4

# Common words by which a language is told; they also never begin or continue a name.
COMMON_WORDS: dict[str, frozenset[str]] = {
    "en": word_set(
        """
        the of and to in a for that is on with was as by it from at be has its are this have an his which will or were
        but not their been who had said would
        """
    ),
    "fr": word_set(
        """
        le la les des du et en un une dans pour qui que sur au aux avec par est ce cette son sa ses ont été plus selon
        pas il elle ils sont leur après d l qu de a se ne depuis entre dont l' d' qu' s' n' c' j' m' au à jusqu'au chez
        selon sous lors
        """
    ),
    "es": word_set(
        """
        el la los las de del y en un una que por para con se su sus al es fue ha han más como según pero lo este esta
        entre desde sobre también hasta muy años
        """
    ),
    "it": word_set(
        """
        il lo la i gli le di del della dei delle e in un una che per con è sono ha hanno da dal dalla al alla nel nella
        si più come anche non sul sulla fu era tra l' d' un' all' dell' nell' sull' dall' lo gli ai agli dai negli fino
        stato stata
        """
    ),
    "pt": word_set(
        """
        o a os as de do da dos das e em um uma que por para com se seu sua no na nos nas ao à foi é são mais como
        segundo não pelo pela entre também até
        """
    ),
    "de": word_set(
        """
        der die das den dem des und in ein eine einen einem einer zu für mit von auf ist im nicht sich auch wurde hat
        haben als nach bei aus über um durch wird sind vor zum zur seit ihre ihren seine seinen er sie es dass damit
        diese dieser dieses pro bis vom im am unter gegen ab
        """
    ),
    "tr": word_set(
        """
        ve bir bu için ile da de olarak olan daha çok en göre sonra kadar ancak gibi ise her o tarafından yıl yeni
        üzere ya hem olan oldu etti edecek yapmak yılda ayda aylık sözleşme sözleşmesi şirketi şirkete bin milyon dolar
        imzaladı ödeyecek ödenecek arasında altı üç iki alacak hukuk lobi firması hükümeti kadar karşı sonra önce
        """
    ),
    "nl": word_set(
        "de het een en van in op te dat voor met zijn is niet aan er om ook als door naar bij uit wordt werd"
    ),
    "ru": word_set("и в на с что по не из к за от для как это его а о но у был"),
    "ar": word_set("في من على إلى أن التي عن مع هذا"),
}
# Common nouns of the trade that German writes with a capital; they make no name.
GERMAN_NOUNS = word_set(
    """
    vertrag vertrags verträge vertrages honorar honorare gebühr dollar euro pfund millionen million milliarden jahr
    jahre jahren jahres monat monate monaten monats woche wochen tag tage interessen ansehen land landes sanktionen
    dokumenten dokumente unterlagen angaben papiere papieren zeitung bericht kosten geld summe preis wert laufzeit ende
    anfang beginn sprecher vertreter lobbyist lobbyisten lobbying lobbyarbeit öffentlichkeitsarbeit beratung auftrag
    aufträge vereinbarung abkommen politik politiker senat kongress parlament wahl wahlen präsident präsidenten
    minister ministerin kanzler abgeordnete abgeordneten zahl treffen fahrzeuge lastwagen herbst frühjahr sommer winter
    januar februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch
    donnerstag freitag samstag sonntag image regierungen kanzlei anwaltskanzlei agentur pr-agentur firma lobbyfirma
    beratungsfirma unternehmen gesellschaft botschaft regierung ministerium außenministerium behörde partei
    """
)
READ = frozenset({"en", "fr", "es", "it", "pt", "de", "tr"})
"""The languages that are read, English well and the others roughly."""


# Letters that few other languages have; a word with one of them counts for half a common word.
_LETTERS: dict[str, frozenset[str]] = {
    "fr": frozenset("êèùœëî"),
    "es": frozenset("ñ¿¡"),
    "it": frozenset("ìò"),
    "pt": frozenset("ãõ"),
    "de": frozenset("ßä"),
    "tr": frozenset("ğşıİ"),
}


_LANGUAGES_OF = {
    word: [code for code, common in COMMON_WORDS.items() if word in common]
    for word in frozenset().union(*COMMON_WORDS.values())
}


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language whose common words the text uses most; "" when too few are found."""
    words = Counter(_WORD.findall(lower(text[:_SAMPLE])))
    counts: dict[str, float] = dict.fromkeys(COMMON_WORDS, 0.0)
    for word in words.keys() & _LANGUAGES_OF.keys():
        for code in _LANGUAGES_OF[word]:
            counts[code] += words[word]
    foreign = {word: number for word, number in words.items() if not word.isascii()}
    for code, letters in _LETTERS.items() if foreign else ():
        counts[code] += sum(number for word, number in foreign.items() if not letters.isdisjoint(word)) / 2
    best = max(counts, key=lambda code: (counts[code], code == ENGLISH))
    return best if counts[best] >= _FEWEST else ""
