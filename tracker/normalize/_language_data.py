"""Words that numbers, amounts, terms and dates are written with, in seven languages: data only."""

from __future__ import annotations

from decimal import Decimal

from tracker.normalize._tokens import words

UNITS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        words(
            """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
            sixteen seventeen eighteen nineteen
            """
        )
    )
}
_FOREIGN_UNITS: dict[int, str] = {
    2: "deux dos zwei dois duas iki",
    3: "trois tres drei tre três üç",
    4: "quatre cuatro vier quattro quatro dört",
    5: "cinq cinco fünf cinque beş",
    6: "seis sechs sei altı",
    7: "sept siete sieben sette sete yedi",
    8: "huit ocho acht otto oito sekiz",
    9: "neuf nueve neun nove dokuz",
    10: "dix diez zehn dieci dez",
    11: "onze elf undici",
    12: "douze doce zwölf dodici doze",
    13: "treize trece dreizehn tredici treze",
    14: "quatorze catorce vierzehn quattordici catorze",
    15: "quinze quince fünfzehn quindici",
    16: "dieciséis sechzehn sedici dezasseis dezesseis",
    18: "dix-huit dieciocho achtzehn diciotto dezoito",
    20: "vingt veinte zwanzig venti vinte yirmi",
    24: "vingt-quatre veinticuatro vierundzwanzig ventiquattro",
    30: "trente treinta dreißig trenta trinta otuz",
    36: "trente-six sechsunddreißig trentasei",
    40: "quarante cuarenta vierzig quaranta quarenta kırk",
    50: "cinquante cincuenta fünfzig cinquanta cinquenta elli",
    60: "soixante sesenta sechzig sessanta sessenta altmış",
}
FOREIGN_UNITS: dict[str, int] = {
    _word: _value for _value, _listed in _FOREIGN_UNITS.items() for _word in _listed.split() if "-" not in _word
}
"""Number words of the other languages. They count only before a scale or a unit of time of these languages.

Those that are everyday English words (Italian "due", Turkish "on", French "cent" and "seize") are left out.
"""
TENS: dict[str, int] = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
ONES: frozenset[str] = frozenset(
    # "one" where it can stand before a large number: "un million", "eine Million", "um milhão", "bir milyon".
    words("a an one un une uno una ein eine einer um uma bir")
)
HALVES: frozenset[str] = frozenset(words("half medio media demi mezzo mezza meio meia yarım halbe"))
FRACTION_SIGNS: dict[str, Decimal] = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
}

_THOUSAND, _MILLION, _BILLION, _TRILLION = Decimal(10**3), Decimal(10**6), Decimal(10**9), Decimal(10**12)

SCALES: dict[str, Decimal] = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "thousand": _THOUSAND,
    "million": _MILLION,
    "billion": _BILLION,
    "trillion": _TRILLION,
    "mn": _MILLION,
    "mln": _MILLION,
    "bn": _BILLION,
    "bln": _BILLION,
    "tn": _TRILLION,
    "trn": _TRILLION,
    "lakh": Decimal(10**5),
    "lakhs": Decimal(10**5),
    "lac": Decimal(10**5),
    "lacs": Decimal(10**5),
    "crore": Decimal(10**7),
    "crores": Decimal(10**7),
}
"""Words that multiply the number before them, as English has them; read in any text."""

FOREIGN_SCALES: dict[str, Decimal] = {
    # French
    "mille": _THOUSAND,
    "millions": _MILLION,
    "milliard": _BILLION,
    "milliards": _BILLION,
    "mds": _BILLION,
    "md": _BILLION,
    # Spanish
    "mil": _THOUSAND,
    "millón": _MILLION,
    "millon": _MILLION,
    "millones": _MILLION,
    "billón": _TRILLION,
    "billones": _TRILLION,
    # German
    "tausend": _THOUSAND,
    "tsd": _THOUSAND,
    "mio": _MILLION,
    "millionen": _MILLION,
    "mrd": _BILLION,
    "milliarde": _BILLION,
    "milliarden": _BILLION,
    "billionen": _TRILLION,
    # Italian
    "mila": _THOUSAND,
    "milione": _MILLION,
    "milioni": _MILLION,
    "miliardo": _BILLION,
    "miliardi": _BILLION,
    # Portuguese
    "milhão": _MILLION,
    "milhões": _MILLION,
    "milhoes": _MILLION,
    "bilhão": _BILLION,
    "bilhões": _BILLION,
    "trilhão": _TRILLION,
    "trilhões": _TRILLION,
    # Turkish
    "bin": _THOUSAND,
    "milyon": _MILLION,
    "milyar": _BILLION,
    "trilyon": _TRILLION,
}
"""Scale words of languages that write a decimal comma: "1,234 Mio." is 1.234 million, "1,234 million" is not.

French "millions" and English "millions" are one word; the English plural follows a number only as a slip.
English "billion" is read as 10**9; German "Billion" (10**12) is told by its plural alone.
"""

LETTER_SCALES: dict[str, Decimal] = {
    "k": _THOUSAND,
    "m": _MILLION,
    "mm": _MILLION,
    "mi": _MILLION,
    "b": _BILLION,
    "t": _TRILLION,
    "cr": Decimal(10**7),
}
"""Short scales that count only when they touch the digits ("$1.2m") or stand after a currency ("$1.2 m")."""

MONTHS: dict[str, int] = {}
"""English month names with their abbreviations, lower case. "may", "march" and "mar" need care with capitals."""

FOREIGN_MONTHS: dict[str, int] = {}
"""Month names of the other languages, lower case; they count beside a day or a year only."""

_MONTHS_BY_LANGUAGE: dict[str, str] = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
}
# Abbreviations and spellings without accents; those that are English words ("ago", "set", "out") are left out.
_MORE_FOREIGN_MONTHS: dict[int, str] = {
    1: "janv ene jänner gen",
    2: "févr fevrier fév feb febr fev subat",
    3: "märz maerz mär",
    4: "avr abr",
    5: "mayis",
    7: "juil lug temm",
    8: "aout aoüt agustos",
    9: "sept setiembre eylul",
    10: "okt ott",
    11: "kasim",
    12: "decembre déc dic dez aralik",
}
_ENGLISH_MONTHS = (
    "january jan",
    "february feb febr",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)

for _number, _names in enumerate(_ENGLISH_MONTHS, 1):
    MONTHS.update(dict.fromkeys(_names.split(), _number))
for _names in _MONTHS_BY_LANGUAGE.values():
    FOREIGN_MONTHS.update({_name: _number for _number, _name in enumerate(_names.split(), 1)})
for _number, _names in _MORE_FOREIGN_MONTHS.items():
    FOREIGN_MONTHS.update(dict.fromkeys(_names.split(), _number))
for _name in MONTHS:
    FOREIGN_MONTHS.pop(_name, None)

FRACTION_OF: frozenset[str] = frozenset({"of", "de"})
"""Words that may stand between a fraction and its scale: "half of a million", "un demi de"."""

PERIOD_BASES: dict[str, str] = {
    **dict.fromkeys(words("month months mo mth mes mois monat mese mês ay"), "per_month"),
    **dict.fromkeys(words("year years yr annum an jahr año anno ano yıl yil"), "per_year"),
    **dict.fromkeys(words("quarter quarters trimestre quartal trimestri çeyrek"), "per_quarter"),
    **dict.fromkeys(words("hour hours hr heure hora stunde ora saat"), "per_hour"),
    **dict.fromkeys(
        words("""
            week day fortnight semester semestre woche tag jour semaine día semana
            """),
        "other",
    ),
}
"""Nouns of a period, to the basis of a rate. A rate per day or week has no basis of its own: ``other``."""

PERIOD_ADVERBS: dict[str, str] = {
    **dict.fromkeys(
        words(
            """
            monthly mensuel mensuels mensuelle mensuelles mensual mensuales monatlich mensile mensili mensal
            mensais mensalmente mensualmente mensilmente mensuellement aylık aylik ayda pcm
            """
        ),
        "per_month",
    ),
    **dict.fromkeys(
        words(
            """
            annually annual yearly annuel annuels annuelle annuelles annuellement anual anuales anualmente
            jährlich jaehrlich annuo annui annua annue annualmente anuais yıllık yillik yılda p.a. annualized
            annualised
            """
        ),
        "per_year",
    ),
    **dict.fromkeys(
        words(
            """
            quarterly trimestriel trimestriels trimestrielle trimestral trimestrales trimestrais trimestrali
            trimestrale vierteljährlich
            """
        ),
        "per_quarter",
    ),
    **dict.fromkeys(words("hourly stündlich saatlik"), "per_hour"),
    **dict.fromkeys(words("daily weekly biweekly fortnightly semiannual semiannually"), "other"),
}
"""Adjectives and adverbs of a period, to the basis of a rate."""

TERM_UNITS: dict[str, Decimal] = {
    "day": Decimal(1) / 30,
    "week": Decimal(12) / 52,
    "fortnight": Decimal(24) / 52,
    "month": Decimal(1),
    "quarter": Decimal(3),
    "year": Decimal(12),
    "decade": Decimal(120),
}
"""Units that lengths of time are counted in, in months. 365 days are a year, not 12.2 months: see term.py."""

UNIT_WORDS: dict[str, list[str]] = {
    "day": words("day days jours días dias tage tagen giorni gün günlük"),
    "week": words("week weeks wk wks semaines semanas wochen settimane hafta haftalık"),
    "fortnight": words("fortnight fortnights"),
    "month": words("month months mo mos mth mths mois mes meses monat monate monaten mese mesi mês ay aylık"),
    "quarter": words("quarter quarters trimestres quartale trimestri"),
    "year": words("year years yr yrs ans año años jahr jahre jahren anno anni ano anos yıl yıllık"),
    "decade": words("decade decades"),
}
"""Words of each unit as they follow a number."""

FOREIGN_COUNTED: frozenset[str] = frozenset(FOREIGN_SCALES) | frozenset(
    words(
        """
        mois ans années jours semaines trimestres meses años días semanas monate monaten jahre jahren tage tagen
        wochen mesi anni giorni settimane anos dias ay aylık yıl yıllık gün günlük hafta haftalık
        milyon milyar million milhão
        """
    )
)
"""What may follow a number word of ``FOREIGN_UNITS``."""

ONE_UNIT: dict[str, dict[str, str]] = {
    "un": {"an": "year", "año": "year", "anno": "year", "mois": "month", "mes": "month", "mese": "month"},
    "ein": {"jahr": "year", "monat": "month"},
    "um": {"ano": "year", "mês": "month"},
    "bir": {"yıl": "year", "yıllık": "year", "ay": "month", "aylık": "month"},
}
"""One year and one month in the other languages."""
