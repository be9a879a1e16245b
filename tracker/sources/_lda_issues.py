"""The 79 general issue areas of the Lobbying Disclosure Act: the API's code and title of each.

Source: the API's constants (``/constants/filing/lobbyingactivityissues/``). House files give the code alone, old
Senate files the title in capitals.
"""

from __future__ import annotations

ISSUES: dict[str, str] = {
    "ACC": "Accounting",
    "ADV": "Advertising",
    "AER": "Aerospace",
    "AGR": "Agriculture",
    "ALC": "Alcohol and Drug Abuse",
    "ANI": "Animals",
    "APP": "Apparel/Clothing Industry/Textiles",
    "ART": "Arts/Entertainment",
    "AUT": "Automotive Industry",
    "AVI": "Aviation/Airlines/Airports",
    "BAN": "Banking",
    "BNK": "Bankruptcy",
    "BEV": "Beverage Industry",
    "BUD": "Budget/Appropriations",
    "CIV": "Civil Rights/Civil Liberties",
    "CHM": "Chemicals/Chemical Industry",
    "CAW": "Clean Air and Water (quality)",
    "CDT": "Commodities (big ticket)",
    "COM": "Communications/Broadcasting/Radio/TV",
    "CPI": "Computer Industry",
    "CON": "Constitution",
    "CSP": "Consumer Issues/Safety/Products",
    "CPT": "Copyright/Patent/Trademark",
    "DEF": "Defense",
    "DIS": "Disaster Planning/Emergencies",
    "DOC": "District of Columbia",
    "ECN": "Economics/Economic Development",
    "EDU": "Education",
    "ENG": "Energy/Nuclear",
    "ENV": "Environment/Superfund",
    "FAM": "Family issues/Abortion/Adoption",
    "FIN": "Financial Institutions/Investments/Securities",
    "FIR": "Firearms/Guns/Ammunition",
    "FOO": "Food Industry (safety, labeling, etc.)",
    "FOR": "Foreign Relations",
    "FUE": "Fuel/Gas/Oil",
    "GAM": "Gaming/Gambling/Casino",
    "GOV": "Government Issues",
    "HCR": "Health Issues",
    "HOM": "Homeland Security",
    "HOU": "Housing",
    "IMM": "Immigration",
    "IND": "Indian/Native American Affairs",
    "INS": "Insurance",
    "INT": "Intelligence",
    "LBR": "Labor Issues/Antitrust/Workplace",
    "LAW": "Law Enforcement/Crime/Criminal Justice",
    "MAN": "Manufacturing",
    "MAR": "Marine/Maritime/Boating/Fisheries",
    "MIA": "Media (information/publishing)",
    "MED": "Medical/Disease Research/Clinical Labs",
    "MMM": "Medicare/Medicaid",
    "MON": "Minting/Money/Gold Standard",
    "NAT": "Natural Resources",
    "PHA": "Pharmacy",
    "POS": "Postal",
    "RRR": "Railroads",
    "RES": "Real Estate/Land Use/Conservation",
    "REL": "Religion",
    "RET": "Retirement",
    "ROD": "Roads/Highway",
    "SCI": "Science/Technology",
    "SMB": "Small Business",
    "SPO": "Sports/Athletics",
    "TAR": "Tariff (miscellaneous tariff bills)",
    "TAX": "Taxation/Internal Revenue Code",
    "TEC": "Telecommunications",
    "TOB": "Tobacco",
    "TOR": "Torts",
    "TRD": "Trade (domestic/foreign)",
    "TRA": "Transportation",
    "TOU": "Travel/Tourism",
    "TRU": "Trucking/Shipping",
    "URB": "Urban Development/Municipalities",
    "UNM": "Unemployment",
    "UTI": "Utilities",
    "VET": "Veterans",
    "WAS": "Waste (hazardous/solid/interstate/nuclear)",
    "WEL": "Welfare",
}
"""Title by code."""

_CODES = {title.casefold(): code for code, title in ISSUES.items()}


def find_issue(text: str) -> tuple[str, str]:
    """The code and title of an issue given as either; ("", text) when it is none of the 79."""
    plain = " ".join(text.split())
    if plain.upper() in ISSUES:
        return plain.upper(), ISSUES[plain.upper()]
    code = _CODES.get(plain.casefold(), "")
    return code, ISSUES.get(code, plain)
