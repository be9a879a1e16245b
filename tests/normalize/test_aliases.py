"""split_aliases: the names that a name itself gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.normalize.names import Names, fold, split_aliases


@pytest.mark.parametrize(
    ("name", "main", "aliases"),
    [
        ("Libyan National Army (LNA)", "Libyan National Army", ("LNA",)),
        ('PETRÓLEOS MEXICANOS ("PEMEX")', "PETRÓLEOS MEXICANOS", ("PEMEX",)),
        ("Petróleos de Venezuela, S.A. (“PDVSA”)", "Petróleos de Venezuela, S.A.", ("PDVSA",)),
        ('Ministry of Justice of Ukraine ( "MOJ")', "Ministry of Justice of Ukraine", ("MOJ",)),
        ('The Gem Export Council ("GEC")', "The Gem Export Council", ("GEC",)),
        ("Bank for Foreign Affairs (the BFA)", "Bank for Foreign Affairs", ("BFA",)),
        ("Instituto Brasileiro de Turismo (Embratur)", "Instituto Brasileiro de Turismo", ("Embratur",)),
        ("Abu Dhabi Future Energy Company (Masdar)", "Abu Dhabi Future Energy Company", ("Masdar",)),
        ('Sovcombank PJSC ("Sovcombank")', "Sovcombank PJSC", ("Sovcombank",)),
        ("Dubai Aerospace Enterprise (DAE) Ltd.", "Dubai Aerospace Enterprise Ltd.", ("DAE",)),
        ("Peace and Democracy Party (BDP) in Turkey", "Peace and Democracy Party in Turkey", ("BDP",)),
        ("Democratic Republic of Congo (DRC)", "Democratic Republic of Congo", ("DRC",)),
        ("JETRO (Japan External Trade Organization)", "JETRO", ("Japan External Trade Organization",)),
        ("CEDOK (Czechoslovak Travel Bureau)", "CEDOK", ("Czechoslovak Travel Bureau",)),
        (
            "TECRO, Taipei Economic and Cultural Representative Office",
            "Taipei Economic and Cultural Representative Office",
            ("TECRO",),
        ),
        (
            "Association Francaise des Banques (French Bankers' Association)",
            "Association Francaise des Banques",
            ("French Bankers' Association",),
        ),
        ("Innovation Norway (aka Innovasjon Norge)", "Innovation Norway", ("Innovasjon Norge",)),
        ("Shon Industries aka Shon Textiles", "Shon Industries", ("Shon Textiles",)),
        ("Tajdeed Party, also known as Tajdeed Slate", "Tajdeed Party", ("Tajdeed Slate",)),
        ("Deutsch Lufthansa a/k/a/ Lufthansa German Airlines", "Deutsch Lufthansa", ("Lufthansa German Airlines",)),
        ("Dutko Worldwide, LLC d/b/a Dutko Grayling", "Dutko Worldwide, LLC", ("Dutko Grayling",)),
        ("11:11 Incorporated D/B/A 11:11 Global", "11:11 Incorporated", ("11:11 Global",)),
        ("GP International LLC/ DBA GlobalPoint", "GP International LLC", ("GlobalPoint",)),
        (
            'Lordum, B.V. (d/b/a Aviation Ventures International ("AVI"))',
            "Lordum, B.V.",
            ("Aviation Ventures International", "AVI"),
        ),
        ("TransCanada aka - TransCanada PipeLines", "TransCanada", ("TransCanada PipeLines",)),
        ("U.S.S.R. Company for Foreign Travel t/a Intourist", "U.S.S.R. Company for Foreign Travel", ("Intourist",)),
        ("Messe GmbH (Now known as Cologne International)", "Messe GmbH", ("Cologne International",)),
        ("d/b/a TogoRun", "TogoRun", ()),
        ("Kofoed, John C. (Jack)", "Kofoed, John C.", ("Jack Kofoed",)),
        ("Jones, Theodore L. (TED)", "Jones, Theodore L.", ("Ted Jones",)),
        ("Robert Kyagulanyi Ssentamu (AKA Bobi Wine)", "Robert Kyagulanyi Ssentamu", ("Bobi Wine",)),
    ],
)
def test_names_of_today(name: str, main: str, aliases: tuple[str, ...]) -> None:
    assert split_aliases(name) == Names(main, aliases, ())


@pytest.mark.parametrize(
    ("name", "main", "former"),
    [
        (
            "Scottish Enterprise (formerly: Scottish Development Agency)",
            "Scottish Enterprise",
            ("Scottish Development Agency",),
        ),
        ("ISAGRO, S.R.L. Formerly Agrimont, S.R.L.", "ISAGRO, S.R.L.", ("Agrimont, S.R.L.",)),
        ("Keefe Partners, FKA Keefe Strategies LLC", "Keefe Partners", ("Keefe Strategies LLC",)),
        ("SIGNIFY HEALTH (F/K/A CENSEO HEALTH)", "SIGNIFY HEALTH", ("CENSEO HEALTH",)),
        ("Kurdish Government (formerly known as Kurdish Party)", "Kurdish Government", ("Kurdish Party",)),
        ("CMG (FORMALLY KNOWN AS CONSORTIUM FOR ENERGY)", "CMG", ("CONSORTIUM FOR ENERGY",)),
        ("BEAM INC. (PREVIOUSLY REPORTED AS FORTUNE BRANDS INC.)", "BEAM INC.", ("FORTUNE BRANDS INC.",)),
        (
            "Sakura Bank (Formerly:  Taiyo Bank, Ltd. (Formerly:  Mitsui Bank, Ltd.)",
            "Sakura Bank",
            ("Taiyo Bank, Ltd.", "Mitsui Bank, Ltd."),
        ),
        ("Waterborne Transport (Formerly) Merchant Marine", "Waterborne Transport", ("Merchant Marine",)),
        ("J.A. GREEN AND COMPANY (FORMERLY LLC)", "J.A. GREEN AND COMPANY", ()),
        ("Abaco Independence Movement (Formerly)", "Abaco Independence Movement", ()),
    ],
)
def test_former_names(name: str, main: str, former: tuple[str, ...]) -> None:
    assert split_aliases(name) == Names(main, (), former)


def test_both_kinds_in_one_name() -> None:
    assert split_aliases("KINDRED HEALTHCARE D/B/A SCIONHEALTH (FKA KINDRED OPERATING, INC)") == Names(
        "KINDRED HEALTHCARE", ("SCIONHEALTH",), ("KINDRED OPERATING, INC",)
    )
    assert split_aliases("Small Business Corporation (SBC) (f/k/a SMIPC)") == Names(
        "Small Business Corporation", ("SBC",), ("SMIPC",)
    )


@pytest.mark.parametrize(
    "name",
    [
        "Squire Patton Boggs (US) LLP",
        "Consulate General of Germany (Atlanta)",
        "International Public Relations Company, Ltd. (Tokyo)",
        "National Computer Board (Singapore)",
        "Republic of China (Taiwan)",
        "Government of the Republic of the Congo (Leopoldville)",
        "Burger King Corporation (a Subsidiary of Pillsbury Company)",
        "Center for International Policy (under grant from the Norwegian Agency)",
        "Toshiba Corporation (through Hakuhodo, Inc.)",
        "Embassy of Canada (Government of Canada)",
        "Government of the Dominican Republic (Hotel Jaragua)",
        "Uganda (Ministry of Minerals & Water Resources)",
        "Board of Liquidation, Bank of Ethiopia (In Liquidation)",
        "Communications Affiliates (Bahamas), Ltd.",
        "China Shipping (Group) Company",
        "Scandinavian Travel Commission (Denmark, Finland, Norway & Sweden)",
        "Giovanni Runtich (Runexim)",
        "Farragut Advisors (E.G.), LLC",
        "Thaksin Shinawatra, former Prime Minister of Thailand",
        "Former King Carol of Roumania",
        "Ballard Partners",
        "Akadia Holdings",
        "Kafka Society",
        "",
    ],
)
def test_what_is_no_alias_stays_in_the_name(name: str) -> None:
    assert split_aliases(name) == Names(name)


@pytest.mark.parametrize(
    ("name", "main"),
    [
        ("Ad Hoc Board of Petroleos de Venezuela, S.A. (PDVSA)", "Ad Hoc Board of Petroleos de Venezuela, S.A."),
        ("Sheik Jamal al-Dhari, Peace Ambassadors for Iraq (PAFI)", "Sheik Jamal al-Dhari, Peace Ambassadors for Iraq"),
        (
            "Ministry of Media of the Democratic Republic of Congo (DRC)",
            "Ministry of Media of the Democratic Republic of Congo",
        ),
    ],
)
def test_an_abbreviation_of_a_part_is_no_alias_of_the_whole(name: str, main: str) -> None:
    assert split_aliases(name) == Names(main)


@given(st.text(max_size=80))
def test_no_text_breaks_it_and_no_name_is_empty(text: str) -> None:
    names = split_aliases(text)
    everything = (*names.aliases, *names.former)
    assert all(fold(name) for name in everything)
    assert fold(names.main) or not fold(text)
    assert len({fold(name) for name in everything}) == len(everything)


@given(
    st.sampled_from(["Libyan National Army", "Ballard Partners, LLC", "Bank of Kenya"]),
    st.sampled_from(["Zedco Ltd.", "New Mill"]),
)
def test_a_marked_name_is_always_found(main: str, other: str) -> None:
    assert split_aliases(f"{main} d/b/a {other}") == Names(main, (other,), ())
    assert split_aliases(f"{main} (formerly {other})") == Names(main, (), (other,))
    assert split_aliases(f"{main}, f/k/a {other}") == Names(main, (), (other,))
