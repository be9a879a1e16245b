"""Keys, legal forms, persons and the readable form of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.normalize.names import (
    acronym,
    acronyms_in,
    display_name,
    fold,
    has_legal_form,
    is_acronym_of,
    is_generic,
    looks_like_firm,
    looks_like_person,
    name_key,
    significant_tokens,
    strip_legal_forms,
)

words = st.sampled_from(
    [
        "Podesta",
        "Ankara",
        "Limited",
        "Brands",
        "Group",
        "Bank",
        "Company",
        "of",
        "America",
        "&",
        "Sons",
        "Inc.",
        "LLC",
        "A.Ş.",
        "S.A.",
        "the",
        "(US)",
    ]
)
names = st.lists(words, max_size=7).map(" ".join)


@pytest.mark.parametrize(
    ("name", "stripped"),
    [
        ("Podesta Group, Inc.", "Podesta Group"),
        ("Podesta Group,Inc", "Podesta Group"),
        ("SSTEK Savunma Sanayi Teknolojileri AS", "SSTEK Savunma Sanayi Teknolojileri"),
        ("SSTEK SAVUNMA SANAYI TEKNOLOJILERI A.Ş.", "SSTEK SAVUNMA SANAYI TEKNOLOJILERI"),
        ("Squire Patton Boggs (US) LLP", "Squire Patton Boggs"),
        ("Hogan Lovells US LLP", "Hogan Lovells US"),
        ("China Railway Rolling Stock Corporation Limited", "China Railway Rolling Stock"),
        ("Fujian Jinhua Integrated Circuit Co. Ltd.", "Fujian Jinhua Integrated Circuit"),
        ("Consejo de Promocion Turistica de Mexico S.A. de C.V.", "Consejo de Promocion Turistica de Mexico"),
        ("Von Batten-Montague-York, L.C.", "Von Batten-Montague-York"),
        ("LIVINGSTON GROUP L L C", "LIVINGSTON GROUP"),
        ("Fiat, S.p.A.", "Fiat"),
        ("GroupM Sp z.o.o.", "GroupM"),
        ("Gulf Hill & Knowlton WLL", "Gulf Hill & Knowlton"),
        ("KGL Investment K.S.C.C.", "KGL Investment"),
        ("twofour54 FZ-LLC", "twofour54"),
        ("Mannesmann, A.G.", "Mannesmann"),
        ("Novo Nordisk A/S", "Novo Nordisk"),
        ("Kreab Gavin Anderson K.K.", "Kreab Gavin Anderson"),
        ("Arctic Trading (Pvt.) Ltd.", "Arctic Trading"),
        ("Muster GmbH & Co. KG", "Muster"),
        ("Uniconsult, a Corporation", "Uniconsult"),
        ("Aviora Consult EAD", "Aviora Consult"),
        ("Citibank, N.A.", "Citibank"),
        ("Turk Telekom A.S", "Turk Telekom"),
        ("Medowood Management, LLC.", "Medowood Management"),
        ("Société X S.A.R.L.", "Société X"),
        ("Merck & Co., Inc.", "Merck & Co."),
        ("McKinsey & Company, Inc.", "McKinsey & Company"),
        # What looks like a form and is none.
        ("Bank of America", "Bank of America"),
        ("Arab Company", "Arab Company"),
        ("Limited Brands", "Limited Brands"),
        ("Brady and Co.", "Brady and Co."),
        ("Day Spa", "Day Spa"),
        ("Sold as", "Sold as"),
        ("Town of Bryn Mawr, PA", "Town of Bryn Mawr, PA"),
        ("City of Columbia, SC", "City of Columbia, SC"),
        ("Malaysian Rubber Council USA", "Malaysian Rubber Council USA"),
        ("Hydro-Quebec Energy Services (US) Inc.", "Hydro-Quebec Energy Services (US)"),
        ("Farragut Advisors (E.G.), LLC", "Farragut Advisors (E.G.)"),
        ("Ausimont U.S.A.", "Ausimont U.S.A."),
        ("The Company", "The Company"),
        ("Inc.", "Inc."),
        ("Co., Ltd.", "Co., Ltd."),
        ("", ""),
    ],
)
def test_legal_forms_are_stripped_and_names_are_not(name: str, stripped: str) -> None:
    assert strip_legal_forms(name) == stripped
    assert has_legal_form(name) == (stripped != name)


@given(names)
def test_stripping_leaves_a_beginning_of_the_name_and_never_nothing(name: str) -> None:
    stripped = strip_legal_forms(name)
    assert name.strip().startswith(stripped)
    assert bool(stripped) == bool(name.strip())
    assert strip_legal_forms(stripped) == stripped


@given(st.text(max_size=60))
def test_no_text_breaks_the_name_functions(text: str) -> None:
    assert bool(strip_legal_forms(text)) == bool(text.strip())
    assert fold(name_key(text)) == name_key(text)
    assert bool(name_key(text)) == bool(fold(text))
    assert isinstance(looks_like_person(text), bool)
    assert isinstance(looks_like_firm(text), bool)
    assert isinstance(is_generic(text), bool)
    assert display_name(display_name(text)) == display_name(text)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Podesta Group, Inc.", "PODESTA GROUP", "The Podesta Group", "Podesta Group Incorporated"),
        (
            "Akin, Gump, Strauss, Hauer & Feld, LLP",
            "Akin Gump Strauss Hauer and Feld",
            "AKIN GUMP STRAUSS HAUER & FELD LLP",
        ),
        (
            "Williams, Stephen",
            "Stephen Williams",
            "Mr. Stephen Williams",
            "STEPHEN WILLIAMS",
            "Williams, Stephen (Steve)",
        ),
        ("O'Malley, Sheila", "Sheila O’Malley"),
        ("McFann, Maurice L. Jr", "Maurice L. McFann, Jr."),
        ("Abubakar, H.E. Atiku", "Atiku Abubakar"),
        ("Petróleos de Venezuela, S.A.", "PETROLEOS DE VENEZUELA SA"),
        ("Saudi Arabian Oil Company", "The Saudi Arabian Oil Co."),
        ("Arab Co.", "Arab Company"),
        ("PT Freeport Indonesia", "P.T. Freeport Indonesia", "Freeport Indonesia"),
        ("JSC Techsnabexport", "Techsnabexport"),
    ],
)
def test_spellings_of_one_party_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({name_key(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Johnson Matthey, PLC", "Johnson & Johnson"),
        ("Ballard Partners", "Bullard Partners"),
        ("Embassy of Japan", "Embassy of Jordan"),
        ("George Bush", "George W. Bush"),
        ("Robert Smith", "Robert Smith, Jr."),
        ("Podesta Group", "Podesta"),
        ("Arnold, Fortas & Porter", "Fortas, Arnold & Porter"),
    ],
)
def test_different_parties_keep_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Williams, Stephen", "Stephen Williams"),
        ("Johnson II, Robert Winthrop", "Robert Winthrop Johnson II"),
        ("Lecour Ibarra, Mario", "Mario Lecour Ibarra"),
        ("Jones, Theodore L. (TED)", "Theodore L. Jones"),
        ("Gracia, Chad", "Chad Gracia"),
        ("Power, Julio E.", "Julio E. Power"),
        ("Schwimmer, A.W.", "A.W. Schwimmer"),
        # No persons, although a comma stands there.
        ("Arnold, Fortas & Porter", "Arnold, Fortas & Porter"),
        ("Podesta Group, Inc.", "Podesta Group, Inc."),
        ("JETRO, Chicago", "JETRO, Chicago"),
        ("Infoplan, Berlin", "Infoplan, Berlin"),
        ("Jean Ping, Gabonese Presidential Candidate", "Jean Ping, Gabonese Presidential Candidate"),
        ("I. Sojat, Manager", "I. Sojat, Manager"),
        ("Government of Alberta, Canada", "Government of Alberta, Canada"),
        ("Vue Pointe Hotel, Old Town", "Vue Pointe Hotel, Old Town"),
        ("Irwin W. Stolz, Jr.", "Irwin W. Stolz, Jr."),
        # Names wholly in capitals.
        ("SSTEK SAVUNMA SANAYI TEKNOLOJILERI AS", "SSTEK Savunma Sanayi Teknolojileri AS"),
        ("BALLARD PARTNERS, LLC", "Ballard Partners, LLC"),
        ("COZEN O'CONNOR PUBLIC STRATEGIES", "Cozen O'Connor Public Strategies"),
        ("MCLARTY INBOUND LLC", "McLarty Inbound LLC"),
        ("SIEMENS MEDICAL SOLUTIONS USA, INC.", "Siemens Medical Solutions USA, Inc."),
        ("ADVANCED ENGINE SYSTEMS INSTITUTE (AESI)", "Advanced Engine Systems Institute (AESI)"),
        ("COALITION FOR 21ST CENTURY MEDICINE", "Coalition for 21st Century Medicine"),
        ("LG CHEM MICHIGAN INC.", "LG Chem Michigan Inc."),
        ("BITMANAGEMENT SOFTWARE GMBH", "Bitmanagement Software GmbH"),
        ("MINISTRY OF FOREIGN AFFAIRS OF JAPAN", "Ministry of Foreign Affairs of Japan"),
        ("PEMEX", "PEMEX"),
        ("U.S.S.R.", "U.S.S.R."),
        ("AT&T SERVICES, INC.", "AT&T Services, Inc."),
        ("S&P GLOBAL", "S&P Global"),
        ("IBM CORPORATION", "IBM Corporation"),
        ("MCDONALD'S CORPORATION", "McDonald's Corporation"),
        ("MCLANE", "McLane"),
        ("U.S. CHAMBER OF COMMERCE", "U.S. Chamber of Commerce"),
        ("BREDHOFF & KAISER, P.L.L.C.", "Bredhoff & Kaiser, P.L.L.C."),
        ("THE DOW CHEMICAL COMPANY", "The Dow Chemical Company"),
        ("21ST CENTURY FOX", "21st Century Fox"),
        ("HENRY VIII TRUST", "Henry VIII Trust"),
        ("ORACLE", "Oracle"),
        ("AARP", "AARP"),
        ("CTIA - THE WIRELESS ASSOCIATION", "CTIA - the Wireless Association"),
        ("PNC BANK, N.A.", "PNC Bank, N.A."),
        ("PORTLAND, OR", "Portland, OR"),
        ("WASHINGTON, D.C.", "Washington, D.C."),
        ("CITY OF MOBILE, AL", "City of Mobile, AL"),
        ("CITY OF HOOVER AL", "City of Hoover AL"),
        ("CRYPTO.COM", "Crypto.com"),
        ("KNOWBE4, INC.", "Knowbe4, Inc."),
        ("T1INTERNATIONAL USA", "T1International USA"),
        ("SIEMENS (CANADA)", "Siemens (Canada)"),
        ("TETHER (BVI) LTD", "Tether (BVI) Ltd"),
        ("A LIMITED LIABILITY COMPANY", "A Limited Liability Company"),
        # Names in mixed case keep their spelling; blanks and entities are put right.
        ("iFLYTEK Co.,  Ltd.", "iFLYTEK Co., Ltd."),
        ("Stryk Global Diplomacy\r\r\n", "Stryk Global Diplomacy"),
        ("Allen &amp; Overy", "Allen & Overy"),
        ("", ""),
    ],
)
def test_the_readable_form(name: str, shown: str) -> None:
    assert display_name(name) == shown


@pytest.mark.parametrize(
    "name",
    ["Williams, Stephen", "Dr. Ayad Allawi", "Sheikh Khalid Bin Saqr Al Qasimi", "Yulia Tymoshenko", "Erik Prince"],
)
def test_persons_are_recognised(name: str) -> None:
    assert looks_like_person(name)
    assert not looks_like_firm(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ballard Partners",
        "Arnold & Porter",
        "Embassy of Japan",
        "Anderson Group",
        "Charlotte Chamber",
        "Robert, LLC",
        "AC, INC.",
        "MILLCREEK, UTAH",
        "RACINGSNAIL, INC. DBA MIVATION",
        "Martin Imaging",
        "Viktor Lenac Shipyard",
        "",
    ],
)
def test_organisations_are_no_persons(name: str) -> None:
    assert not looks_like_person(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ballard Partners", True),
        ("Squire Patton Boggs (US) LLP", True),
        ("Cornerstone Government Affairs", True),
        ("Arnold, Fortas & Porter", True),
        ("Brooks Law Firm", True),
        ("Stonington Strategies, LLC", True),
        ("Qorvis Communications", True),
        ("KP Public Affairs, LLC", True),
        ("Ministry of Foreign Affairs", False),
        ("Government Communications Office", False),
        ("Embassy of Japan", False),
        ("Libyan National Army", False),
        ("Group", False),
        ("Huawei", False),
    ],
)
def test_the_shape_of_a_firm(name: str, expected: bool) -> None:
    assert looks_like_firm(name) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Libyan National Army", "LNA"),
        ("Ministry of Foreign Affairs", "MFA"),
        ("Akin Gump Strauss Hauer & Feld LLP", "AGSHF"),
        ("Podesta", ""),
        ("", ""),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert acronym(name) == expected


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("LNA", "Libyan National Army", True),
        ("UAE", "United Arab Emirates", True),
        ("FAO", "Food and Agriculture Organization", True),
        ("MOFA", "Ministry of Foreign Affairs", True),
        ("G.J.E.P.C.", "The Gem and Jewellery Export Promotion Council", True),
        ("PDVSA", "Petróleos de Venezuela, S.A.", True),
        ("LNA", "Libyan Investment Authority", False),
        ("L", "Libya", False),
        ("", "", False),
    ],
)
def test_what_an_acronym_can_stand_for(short: str, name: str, expected: bool) -> None:
    assert is_acronym_of(short, name) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SSTEK Savunma Sanayi Teknolojileri AS", ("SSTEK",)),
        ("BGR Government Affairs, LLC", ("BGR",)),
        ("Hill & Knowlton LLC", ()),
        ("MINISTRY OF DEFENCE", ()),
        ("DCI Group AZ, L.L.C.", ("DCI",)),
        ("Mer Security and NATO, then NATO again", ("NATO",)),
    ],
)
def test_acronyms_written_in_a_name(name: str, expected: tuple[str, ...]) -> None:
    assert acronyms_in(name) == expected


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("The Podesta Group, Inc.", ("podesta",)),
        ("Ministry of Foreign Affairs of Japan", ("japan",)),
        ("Akin Gump Strauss Hauer & Feld LLP", ("akin", "gump", "strauss", "hauer", "feld")),
        ("International Public Affairs Consultants, Inc.", ()),
        ("Prince, Leslie", ("leslie", "prince")),
    ],
)
def test_significant_tokens(name: str, tokens: tuple[str, ...]) -> None:
    assert significant_tokens(name) == tokens


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ministry of Foreign Affairs", True),
        ("Government", True),
        ("Embassy of Japan", True),
        ("Central Bank", True),
        ("Embassy of the Democratic Republic of the Congo", True),
        ("National Tourism Board", True),
        ("Libyan National Army", True),
        ("Government of Ontario", False),
        ("City of Berlin", False),
        ("Government of Dubai", False),
        ("Ministry of Bauxite", False),
        ("Podesta Group", False),
        ("Georgian Dream Party", False),
        ("Yulia Tymoshenko", False),
    ],
)
def test_generic_names_identify_only_with_a_country(name: str, expected: bool) -> None:
    assert is_generic(name) is expected


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("Presidency of Defence Industries", "Presidency of Defense Industries"),
        ("Centre for Labour Organisation", "Center for Labor Organization"),
    ],
)
def test_one_key_for_both_spellings_of_english(british: str, american: str) -> None:
    assert name_key(british) == name_key(american)
