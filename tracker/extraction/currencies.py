"""What a bare "$", "Rs" or "kr" means in the mouth of a payer's own press."""

from __future__ import annotations

from tracker.normalize.money import Money

# Countries whose press writes its own dollar with a bare sign, when the payer is at home there.
_DOLLARS = {"CA": "CAD", "AU": "AUD", "NZ": "NZD"}
# Units that several countries share: ("Rs 270 million", "Sh129 million", "20,000 kr", "5 million pesos").
_SHARED: dict[str, dict[str, str]] = {
    "r": {"IN": "INR", "PK": "PKR", "LK": "LKR", "NP": "NPR", "MU": "MUR", "SC": "SCR", "MV": "MVR", "ID": "IDR"},
    "sh": {"KE": "KES", "TZ": "TZS", "UG": "UGX", "SO": "SOS"},
    "kr": {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"},
    "pes": {"MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP", "PH": "PHP", "UY": "UYU", "DO": "DOP", "CU": "CUP"},
    "din": {"RS": "RSD", "DZ": "DZD", "JO": "JOD", "KW": "KWD", "TN": "TND", "IQ": "IQD", "LY": "LYD", "BH": "BHD"},
    "pound": {"EG": "EGP", "LB": "LBP", "SD": "SDG", "SY": "SYP"},
    "fran": {"CH": "CHF", "SN": "XOF", "CI": "XOF", "CM": "XAF", "GA": "XAF", "CD": "CDF", "RW": "RWF"},
}


def currency_of(money: Money, country: str | None) -> str | None:
    """The currency of an amount that a party of ``country`` pays; None when the unit does not tell."""
    if money.currency == "USD" and not money.currency_stated:
        return _DOLLARS.get(country or "", "USD")
    if money.currency is not None or country is None:
        return money.currency
    letters = "".join(char for char in money.text.lower() if char.isalpha() or char == " ")
    for opening, currencies in _SHARED.items():
        if any(word.startswith(opening) for word in letters.split()):
            return currencies.get(country)
    return None
