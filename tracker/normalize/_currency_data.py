"""Signs, codes and words of currencies, to ISO 4217: data only.

Where a sign or word belongs to several currencies it maps to ``None``: the amount is read, the currency is not
guessed. Two exceptions follow usage in the press: a bare "pounds" is sterling (other pounds are named with their
country), and a bare "$" is whatever the caller says (``DOLLAR`` stands for it).
"""

from __future__ import annotations

from tracker.normalize._tokens import phrases, words

DOLLAR = "$"
"""Stands for the caller's default of a bare dollar sign or the bare word."""

SIGNS: dict[str, str | None] = {
    "$": DOLLAR,
    "＄": DOLLAR,
    "€": "EUR",
    "£": "GBP",
    "￡": "GBP",
    "₤": None,  # lira of several countries, and sterling
    "¥": None,  # yen and yuan
    "￥": None,
    "₺": "TRY",
    "₦": "NGN",
    "₹": "INR",
    "₨": None,  # rupee of six countries
    "₩": "KRW",
    "₽": "RUB",
    "₴": "UAH",
    "₪": "ILS",
    "₱": "PHP",
    "₫": "VND",
    "฿": "THB",
    "₸": "KZT",
    "₼": "AZN",
    "₾": "GEL",
    "₡": "CRC",
    "₲": "PYG",
    "₵": "GHS",
    "₭": "LAK",
    "₮": "MNT",
    "৳": "BDT",
    "֏": "AMD",
}

DOLLAR_PREFIXES: dict[str, str] = {
    "US": "USD",
    "U.S.": "USD",
    "USD": "USD",
    "C": "CAD",
    "CA": "CAD",
    "CAN": "CAD",
    "Can": "CAD",
    "Cdn": "CAD",
    "CDN": "CAD",
    "CAD": "CAD",
    "A": "AUD",
    "AU": "AUD",
    "Au": "AUD",
    "AUD": "AUD",
    "Aus": "AUD",
    "NZ": "NZD",
    "NZD": "NZD",
    "HK": "HKD",
    "HKD": "HKD",
    "S": "SGD",
    "SG": "SGD",
    "SGD": "SGD",
    "NT": "TWD",
    "R": "BRL",
    "MX": "MXN",
    "Mex": "MXN",
    "J": "JMD",
    "TT": "TTD",
    "N": "NAD",
    "EC": "XCD",
    "Bds": "BBD",
    "BZ": "BZD",
    "RD": "DOP",
    "AR": "ARS",
    "CLP": "CLP",
    "COL": "COP",
    "COP": "COP",
    "FJ": "FJD",
    "G": "GYD",
    "L": "LRD",
    "B": "BND",
    "ZW": "ZWL",
}
"""Letters that touch a dollar sign, before it ("US$5") or, for some, after it ("$US5")."""

SIGN_SUFFIXED: frozenset[str] = frozenset({"US", "U.S.", "A", "AU", "NZ", "C", "CAN", "CA", "HK", "S", "NT"})

CODES: frozenset[str] = frozenset(
    words(
        """
        USD EUR GBP CHF JPY CNY CAD AUD NZD HKD SGD TWD KRW INR PKR BDT LKR NPR IDR MYR PHP THB VND MMK KHR LAK
        MNT KZT UZS KGS TJS TMT AZN GEL AMD TRY RUB UAH BYN MDL RON BGN HUF CZK PLN SEK NOK DKK ISK RSD MKD BAM
        ILS JOD LBP SYP IQD IRR SAR QAR AED KWD BHD OMR YER EGP LYD TND DZD MAD MRU SDG SSP ETB ERN DJF SOS KES
        UGX TZS RWF BIF CDF XAF XOF NGN GHS GMD GNF SLL SLE LRD CVE STN AOA MZN ZMW MWK ZWL ZAR NAD BWP LSL SZL
        MGA MUR SCR KMF BRL ARS CLP COP PEN BOB PYG UYU VES VEF MXN GTQ HNL NIO CRC PAB DOP HTG JMD TTD BBD BSD
        BZD GYD SRD XCD FJD PGK WST TOP SBD VUV XPF AFN MVR BTN BND MOP DEM FRF ITL ESP
        """
    )
)
WORDLIKE_CODES: frozenset[str] = frozenset(words("TRY PEN MAD COP GEL SOS MOP BAM TOP LAK ESP LSL CVE"))
"""Codes that are also words or names in capitals: they count beside an amount with a scale or grouped digits."""

LETTER_CODES: dict[str, str | None] = {
    "Rs": None,
    "Re": None,
    "RS": None,
    "Sh": None,
    "Shs": None,
    "sh": None,
    "KSh": "KES",
    "Ksh": "KES",
    "KSH": "KES",
    "Kshs": "KES",
    "KShs": "KES",
    "TSh": "TZS",
    "Tsh": "TZS",
    "USh": "UGX",
    "Ush": "UGX",
    "TL": "TRY",
    "RM": "MYR",
    "RMB": "CNY",
    "Fr": None,
    "SFr": "CHF",
    "Sfr": "CHF",
    "CFA": None,
    "FCFA": None,
    "kr": None,
    "Kr": None,
    "Kč": "CZK",
    "zł": "PLN",
    "Ft": "HUF",
    "Rp": "IDR",
    "Tk": "BDT",
    "Dh": None,
    "Dhs": None,
    "GHC": "GHS",
    "GH": "GHS",
    "NIS": "ILS",
}
"""Short forms as written, capitals and all; a full stop may follow ("Rs. 30 lakh")."""

SINGLE_LETTERS: dict[str, str] = {"R": "ZAR", "N": "NGN"}
"""Letters that count only where they touch an amount with a scale or grouped digits ("R2.5 million")."""

_PHRASES: dict[str | None, str] = {
    DOLLAR: "dollar, dollars, dólar, dólares, dolares, dollaro, dollari, doları, dolar, dolarlık, dolara",
    "USD": """
        us dollar, us dollars, u.s. dollar, u.s. dollars, american dollars, american dollar, united states
        dollars, us - dollar, dollars américains, dollars us, dólares estadounidenses, dólares americanos,
        dollari usa, dollari americani, abd doları, amerikan doları, us currency, bucks, dollars americains,
        dólares dos eua
        """,
    "CAD": "canadian dollars, canadian dollar, dollars canadiens, dólares canadienses",
    "AUD": "australian dollars, australian dollar",
    "NZD": "new zealand dollars, new zealand dollar",
    "HKD": "hong kong dollars, hong kong dollar",
    "SGD": "singapore dollars, singapore dollar, singaporean dollars",
    "TWD": "taiwan dollars, new taiwan dollars, taiwanese dollars",
    "JMD": "jamaican dollars",
    "NAD": "namibian dollars",
    "LRD": "liberian dollars",
    "ZWL": "zimbabwe dollars, zimbabwean dollars",
    "EUR": "euro, euros, avro, euroluk, avroluk",
    "GBP": """
        pound, pounds, pounds sterling, pound sterling, british pounds, british pound, sterling, quid, livres
        sterling, libras esterlinas, libras, pfund, pfund sterling, sterline, sterlin
        """,
    "EGP": "egyptian pounds, egyptian pound",
    "LBP": "lebanese pounds, lebanese lira, lebanese liras",
    "SYP": "syrian pounds, syrian pound",
    "SDG": "sudanese pounds, sudanese pound",
    "SSP": "south sudanese pounds, south sudanese pound",
    "CHF": """
        swiss franc, swiss francs, schweizer franken, franken, francs suisses, francos suizos, franchi svizzeri,
        francos suíços
        """,
    "XOF": "west african cfa francs",
    "XAF": "central african cfa francs",
    "CDF": "congolese francs",
    "RWF": "rwandan francs",
    None: """
        franc, francs, cfa francs, francs cfa, cfa, peso, pesos, dinar, dinars, dirham, dirhams, dirhem, riyal,
        riyals, rial, rials, rupee, rupees, shilling, shillings, krona, krone, kroner, crowns, lira, liras,
        lire, liralık, kwacha, lei, rupias
        """,
    "JPY": "yen, japanese yen, yens",
    "CNY": "yuan, chinese yuan, renminbi, yuans, yuanes",
    "RUB": "ruble, rubles, rouble, roubles, russian rubles, rublos, rubel, rubli",
    "INR": "indian rupee, indian rupees",
    "PKR": "pakistani rupee, pakistani rupees, pakistan rupees",
    "LKR": "sri lankan rupee, sri lankan rupees",
    "NPR": "nepalese rupees, nepali rupees",
    "IDR": "rupiah, indonesian rupiah",
    "MYR": "ringgit, malaysian ringgit",
    "THB": "baht, thai baht",
    "PHP": "philippine pesos",
    "MXN": "mexican pesos, pesos mexicanos",
    "ARS": "argentine pesos, pesos argentinos",
    "COP": "colombian pesos, pesos colombianos",
    "CLP": "chilean pesos, pesos chilenos",
    "DOP": "dominican pesos",
    "KRW": "won, korean won, south korean won",
    "TRY": "turkish lira, turkish liras, türk lirası, tl, lirası, türk liralık",
    "ZAR": "rand, south african rand",
    "NGN": "naira, nigerian naira",
    "GHS": "cedi, cedis, ghana cedis, ghanaian cedis",
    "KES": "kenyan shilling, kenyan shillings, kenya shillings",
    "UGX": "ugandan shilling, ugandan shillings, uganda shillings",
    "TZS": "tanzanian shilling, tanzanian shillings",
    "SOS": "somali shilling, somali shillings",
    "ETB": "birr, ethiopian birr",
    "ZMW": "zambian kwacha",
    "MWK": "malawian kwacha, malawi kwacha",
    "AOA": "kwanza, kwanzas",
    "SAR": "saudi riyal, saudi riyals, saudi rials",
    "QAR": "qatari riyal, qatari riyals, qatar riyals, qatari rials",
    "IRR": "iranian rial, iranian rials",
    "OMR": "omani rial, omani rials",
    "YER": "yemeni rial, yemeni rials",
    "AED": "uae dirham, uae dirhams, emirati dirham, emirati dirhams",
    "MAD": "moroccan dirham, moroccan dirhams",
    "KWD": "kuwaiti dinar, kuwaiti dinars",
    "IQD": "iraqi dinar, iraqi dinars",
    "BHD": "bahraini dinar, bahraini dinars",
    "JOD": "jordanian dinar, jordanian dinars",
    "RSD": "serbian dinar, serbian dinars",
    "DZD": "algerian dinar, algerian dinars",
    "TND": "tunisian dinar, tunisian dinars",
    "LYD": "libyan dinar, libyan dinars",
    "ILS": "shekel, shekels, israeli shekels, new israeli shekels",
    "SEK": "kronor, swedish krona, swedish kronor, swedish crowns",
    "NOK": "norwegian krone, norwegian kroner, norwegian crowns",
    "DKK": "danish krone, danish kroner, danish crowns",
    "ISK": "icelandic krona, icelandic kronur",
    "PLN": "zloty, zlotys, zloties, złoty, złotych, polish zlotys, polish zloty",
    "CZK": "koruna, korunas, czech koruna, czech korunas, czech crowns",
    "HUF": "forint, forints, hungarian forints",
    "RON": "romanian lei, romanian leu",
    "MDL": "moldovan lei, moldovan leu",
    "BGN": "leva, bulgarian leva, bulgarian lev",
    "UAH": "hryvnia, hryvnias, hryvnya, hryvnyas, ukrainian hryvnia",
    "KZT": "tenge, kazakh tenge",
    "AZN": "azerbaijani manat, azerbaijani manats",
    "GEL": "lari, georgian lari, georgian laris",
    "AMD": "dram, drams, armenian drams",
    "BDT": "taka, bangladeshi taka",
    "BRL": "reais, brazilian real, brazilian reais",
    "PEN": "soles, peruvian soles",
    "VES": "bolivars, bolivares, bolívares",
    "GTQ": "quetzal, quetzales",
    "PYG": "guaranies, guaraníes",
}

PHRASES: dict[tuple[str, ...], str | None] = {
    tuple(_phrase.split()): _code for _code, _phrases in _PHRASES.items() for _phrase in phrases(_phrases)
}
"""Words of a currency, lower case, as they follow an amount."""

LONGEST_PHRASE = max(map(len, PHRASES))

WORDLIKE_PHRASES: frozenset[str] = frozenset({"won", "sterling", "quid", "bucks", "crowns", "dram", "drams", "lei"})
"""Words that mean other things too: alone they count after an amount with a scale or grouped digits only."""

LINKS: frozenset[str] = frozenset({"of", "de", "d", "di", "en", "in", "von", "do", "dos"})
"""Words that may stand between an amount and its currency: "2 millions de dollars", "un million d'euros"."""

NATIONAL_DOLLARS: dict[str, str] = {
    "us": "USD",
    "u.s.": "USD",
    "american": "USD",
    "canadian": "CAD",
    "cad": "CAD",
    "cdn": "CAD",
    "aud": "AUD",
    "usd": "USD",
    "australian": "AUD",
    "nzd": "NZD",
    "hkd": "HKD",
    "sgd": "SGD",
    "ttd": "TTD",
    "jmd": "JMD",
}
"""What may follow an amount with a bare dollar sign and says whose dollar it is: "$250,000 CAD"."""

SIGN_PREFIXES: dict[tuple[str, str], str] = {
    ("JP", "¥"): "JPY",
    ("CN", "¥"): "CNY",
    ("GH", "₵"): "GHS",
    ("E", "£"): "EGP",
    ("LE", "£"): "EGP",
}
"""Letters that touch another sign and settle whose it is."""

LOOSE_CODES: frozenset[str] = frozenset({"USD", "EUR", "GBP", "CHF"})
"""Codes that also count in lower or mixed case ("Usd", "eur")."""

LEADING_WORDS: dict[str, str] = {"euro": "EUR", "euros": "EUR", "dollars": DOLLAR}
"""Words that may stand before an amount with a scale or grouped digits ("Euro 5 million")."""
