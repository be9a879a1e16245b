"""The 50 filing types of the Lobbying Disclosure Act, under the codes of the API, the House and the old Senate files.

Source of the codes: the API's constants (``/constants/filing/filingtypes/``). A final ``Y`` means "no activity" except
in ``YY``, the year-end report of the semi-annual years up to 2007.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tracker.records import Act, Kind


@dataclass(frozen=True, slots=True)
class FilingType:
    """A form: its code ("" for old papers without one) and title, what it means for the contract, and its period.

    ``period``: "Q1" to "Q4", "H1" (mid-year), "H2" (year-end), "" for registrations. ``competes``: whether it is the
    report of its period (or the registration), of which only the newest stands.
    """

    code: str
    title: str
    kind: Kind
    act: Act
    period: str = ""
    is_no_activity: bool = False
    is_amendment: bool = False
    competes: bool = True

    @property
    def is_registration(self) -> bool:
        return self.kind == "registration"


_NO_ACTIVITY = " (No Activity)"
_PERIODS = {
    "Q1": ("1", "1st Quarter"),
    "Q2": ("2", "2nd Quarter"),
    "Q3": ("3", "3rd Quarter"),
    "Q4": ("4", "4th Quarter"),
    "H1": ("M", "Mid-Year"),
    "H2": ("Y", "Year-End"),
}
_FORMS: tuple[tuple[str, str, Act, bool], ...] = (
    ("", "Report", "unknown", False),
    ("T", "Termination", "termination", False),
    ("A", "Amendment", "unknown", True),
    ("@", "Termination Amendment", "termination", True),
)


def _list_types() -> list[FilingType]:
    types = [
        FilingType("RR", "Registration", "registration", "new"),
        FilingType("RA", "Registration - Amendment", "registration", "amendment", is_amendment=True),
    ]
    for period, (mark, when) in _PERIODS.items():
        for suffix, form, act, is_amendment in _FORMS:
            code = mark + suffix if suffix else (f"Q{mark}" if mark.isdigit() else mark * 2)
            joiner = " - " if mark.isdigit() else " "
            for ending, note in (("", ""), ("Y", _NO_ACTIVITY)):
                title = f"{when}{joiner}{form}{note}"
                types.append(FilingType(code + ending, title, "report", act, period, bool(ending), is_amendment))
    return types


FILING_TYPES: dict[str, FilingType] = {type_.code: type_ for type_ in _list_types()}
"""All 50 types by their code."""

_SENATE_PERIODS = {
    "FIRST QUARTER": "Q1",
    "SECOND QUARTER": "Q2",
    "THIRD QUARTER": "Q3",
    "FOURTH QUARTER": "Q4",
    "MID-YEAR": "H1",
    "YEAR-END": "H2",
}
_SENATE_FORMS = {"": "", "REPORT": "", "TERMINATION": "T", "AMENDMENT": "A", "TERMINATION AMENDMENT": "@"}
# Papers of the years before electronic filing that have no code in the API. They are no period's report: a letter
# that gives no amount must not take the place of the report that does.
_SENATE_PAPERS = {
    "MISC. DOC": FilingType("", "Miscellaneous Document", "report", "unknown", competes=False),
    "MISC TERM": FilingType("", "Miscellaneous Termination", "termination", "termination", competes=False),
}

API_PERIODS = {
    "first_quarter": "Q1",
    "second_quarter": "Q2",
    "third_quarter": "Q3",
    "fourth_quarter": "Q4",
    "mid_year": "H1",
    "year_end": "H2",
}
"""The API's ``filing_period`` as the second half of a period."""


@lru_cache(maxsize=512)
def read_senate_type(text: str) -> FilingType | None:
    """A type as the old Senate files write it ("FIRST QUARTER TERMINATION (NO ACTIVITY)"); None when unknown."""
    name = " ".join(text.upper().split())
    if name in _SENATE_PAPERS:
        return _SENATE_PAPERS[name]
    if name.startswith("REGISTRATION"):
        return {"REGISTRATION": FILING_TYPES["RR"], "REGISTRATION AMENDMENT": FILING_TYPES["RA"]}.get(name)
    plain = name.removesuffix("(NO ACTIVITY)").strip()
    ending = "Y" if plain != name else ""
    for words, period in _SENATE_PERIODS.items():
        if not plain.startswith(words):
            continue
        form = plain.removeprefix(words).strip()
        if form == "TERMINATION LETTER":
            return FilingType("", name.title(), "termination", "termination", period, competes=False)
        if form in _SENATE_FORMS:
            mark, suffix = _PERIODS[period][0], _SENATE_FORMS[form]
            return FILING_TYPES[(mark + suffix if suffix else f"Q{mark}" if mark.isdigit() else mark * 2) + ending]
    return None


@lru_cache(maxsize=64)
def read_senate_period(text: str) -> str:
    """ "3rd Quarter (July 1 - Sep 30)" as "Q3"; "" for "UNDETERMINED" and anything else."""
    for period, (_, title) in _PERIODS.items():
        if text.casefold().startswith(title.casefold()):
            return period
    return ""


def read_house_type(code: str, *, no_lobbying: bool) -> FilingType | None:
    """A House ``reportType`` with its ``noLobbying`` mark: "1T" and Y are "1TY". None when unknown."""
    code = code.upper()
    if no_lobbying and (quiet := FILING_TYPES.get(f"{code}Y")) is not None and code in FILING_TYPES:
        return quiet
    return FILING_TYPES.get(code)
