"""Countries: codes from labels, mentions in running text, the country an organisation's name shows."""

from __future__ import annotations

from tracker.normalize.countries.lookup import ALL_CODES, country_code, country_name
from tracker.normalize.countries.mentions import CountryMention, MentionKind, find_countries
from tracker.normalize.countries.of_names import country_of_name

__all__ = [
    "ALL_CODES",
    "CountryMention",
    "MentionKind",
    "country_code",
    "country_name",
    "country_of_name",
    "find_countries",
]
