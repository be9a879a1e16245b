"""Codes from labels: every label of the register decided by hand, old and new names, nothing guessed."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from tracker.normalize.countries import ALL_CODES, country_code, country_name

TABLE = Path(__file__).with_name("fara_countries.tsv")
DECIDED: dict[str, str | None] = {
    label: None if code == "-" else code
    for label, code in (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines())
}
PRINCIPALS = Path(__file__).parents[3] / "shared/data/fara/bulk/FARA_All_ForeignPrincipals.2025-04-10.csv.gz"
NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
# CLDR's short names of an island that two states share, and of a part of a country that has no code of ISO's own.
SHARED_NAMES = {"MF"}


@pytest.mark.parametrize("label", DECIDED)
def test_every_label_of_the_register_is_decided(label: str) -> None:
    assert country_code(label) == DECIDED[label]


@pytest.mark.skipif(not PRINCIPALS.exists(), reason="the register's bulk file is not beside the repository")
def test_the_table_has_every_label_of_the_bulk_file() -> None:
    text = gzip.decompress(PRINCIPALS.read_bytes()).decode("cp1252")
    records = re.split(r'"\r\n(?=")', text.removesuffix('"\r\n'))
    rows = [record.removeprefix('"').split('","') for record in records][1:]
    assert len(rows) == 17_358
    labels = [row[3].strip() for row in rows]
    assert set(labels) <= set(DECIDED)
    assert sum(DECIDED[label] is not None for label in labels) / len(labels) > 0.97


@pytest.mark.parametrize(
    ("code", "name"), [(code, name) for code, name in Locale("en").territories.items() if len(code) == 2]
)
def test_every_english_name_of_the_common_locale_data_resolves(code: str, name: str) -> None:
    if code in NO_COUNTRIES:
        assert country_code(name) not in ALL_CODES or code in {"DG", "TA", "AC"}
    else:
        assert country_code(name) == (None if code in SHARED_NAMES else code)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Republic of Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("Korea", "KR"),
        ("Korea, North", "KP"),
        ("Democratic People's Republic of Korea", "KP"),
        ("People's Democratic Republic of Korea", None),
        ("Ivory Coast", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("République de Côte d’Ivoire", "CI"),
        ("Congo", "CG"),
        ("Congo, Republic of the", "CG"),
        ("DRC", "CD"),
        ("Congo (Kinshasa)", "CD"),
        ("Democratic Republic of Congo", "CD"),
        ("Zaire", "CD"),
        ("Republic of China", "TW"),
        ("Republic of China (Taiwan)", "TW"),
        ("People's Republic of China", "CN"),
        ("Georgia", "GE"),
        ("Republic of Georgia", "GE"),
        ("State of Georgia", None),
        ("UAE", "AE"),
        ("U.A.E.", "AE"),
        ("UK", "GB"),
        ("U.S.A.", "US"),
        ("United States of America", "US"),
        ("the Netherlands", "NL"),
        ("Kingdom of the Netherlands", "NL"),
        ("State of Qatar", "QA"),
        ("Hashemite Kingdom of Jordan", "JO"),
        ("Bolivarian Republic of Venezuela", "VE"),
        ("Islamic Republic of Pakistan", "PK"),
        ("Republic of Türkiye", "TR"),
        ("Türkiye", "TR"),
        ("Deutschland", "DE"),
        ("Bundesrepublik Deutschland", "DE"),
        ("Allemagne", "DE"),
        ("España", "ES"),
        ("Brasil", "BR"),
        ("República de Panamá", "PA"),
        ("Kosovo", "XK"),
        ("Republic of Kosovo", "XK"),
        ("Palestine, State of", "PS"),
        ("Macedonia", "MK"),
        ("Swaziland", "SZ"),
        ("Burma", "MM"),
        ("Holy See", "VA"),
        ("Puerto Rico", "PR"),
        ("St. Lucia", "LC"),
        ("Saint Vincent & the Grenadines", "VC"),
        ("TR", "TR"),
        ("USSR", "SU"),
        ("Soviet Union", "SU"),
        ("Yugoslavia", "YU"),
        ("Serbia and Montenegro", "YU"),
        ("Czechoslovakia", "CS"),
        ("East Germany", "DD"),
        ("Netherlands Antilles", "AN"),
        ("South Yemen", "YD"),
        # Nothing is guessed.
        ("Turky", None),
        ("Republic", None),
        ("America Latina", None),
        ("Virgin Islands", None),
        ("tr", None),
        ("European Union", None),
        ("Somaliland", None),
        ("", None),
    ],
)
def test_labels(label: str, code: str | None) -> None:
    assert country_code(label) == code


@pytest.mark.parametrize("code", sorted(ALL_CODES))
def test_the_english_name_of_a_code_means_that_code(code: str) -> None:
    assert country_code(country_name(code)) == code
    assert country_code(country_name(code).upper()) == code
    assert country_code(f"  {country_name(code)} ") == code
    assert country_code(code) == code


def test_the_codes_are_iso_3166_with_kosovo_and_six_former_states() -> None:
    assert len(ALL_CODES) == 249 + 1 + 6
    assert {"XK", "SU", "YU", "CS", "DD", "AN", "YD"} <= ALL_CODES


def test_an_unknown_code_has_no_name() -> None:
    with pytest.raises(KeyError):
        country_name("ZZ")


@given(st.text(max_size=40))
def test_no_text_breaks_the_look_up(text: str) -> None:
    assert country_code(text) in ALL_CODES | {None}


@given(st.sampled_from(sorted(ALL_CODES)), st.integers(min_value=0, max_value=20))
def test_a_misspelt_name_is_no_country_or_another_exact_name(code: str, place: int) -> None:
    name = country_name(code)
    broken = name[:place] + "q" + name[place:]
    assert country_code(broken) is None
