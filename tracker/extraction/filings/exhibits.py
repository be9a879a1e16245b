"""Exhibits A and B: who the principal is, and the agreement with it, in the form's answers and in what is attached."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.extraction.filings.boxes import Span, find_answers, first_line, label, one_line
from tracker.extraction.filings.days import find_days
from tracker.extraction.filings.events import Told
from tracker.extraction.filings.principals import Named, find_principals
from tracker.extraction.filings.prose import Reading, read_prose
from tracker.extraction.filings.text import Filing

_N = r"(?:\d{1,2}\s*[.,]?\s*(?:\(?[a-c]\)?\s*)?)?"
_LABELS = tuple(
    (name, re.compile(_N + pattern, re.I))
    for name, pattern in (
        ("registrant", label("Name") + r"\s*(?:and\s*Address\s*)?" + label("of Registrant")),
        ("number", label("Registration N") + r"(?:o\b|umber)[.:]?"),
        ("principal", label("Name of") + r"\s*(?:the\s*)?" + label("Foreign Principal")),
        ("address", r"(?:Principal\s*)?" + label("Address of Foreign Principal")),
        ("country", label("Country/") + r"\s*(?:Region|Location)\s*Represented"),
        ("kind", label("Indicate whether")),
        ("check", label("Check Appropriate Box")),
        ("written", label("The agreement between the registrant")),
        ("letters", label("There is no formal written contract")),
        ("oral", label("The agreement or understanding between")),
        ("dated", r"(?:What\s*is\s*the\s*)?" + label("date of the contract or agreement") + r"[^?\n]{0,45}\??"),
        ("method", r"Describe\s*fully\s*the\s*nature\s*and\s*method\s*of\s*performance[^.?]{0,90}?understanding\W?"),
        ("activities", r"Describe\s*fully\s*the\s*activities\s*the\s*registrant\s*engages[^.?]{0,120}?principal\W?"),
        ("political", r"Will\s*the\s*activities\s*(?:on\s*behalf\s*of\s*)?[^.?]{0,60}?political\s*activities"),
        ("describe", r"If\s*yes,?\s*describe\s*(?:in\s*detail\s*)?all\s*such\s*political"),
        ("prior", r"Prior\s*to\s*the\s*date\s*of\s*registration"),
        ("sixty", r"During\s*the\s*period\s*beginning\s*60\s*days"),
        ("oath", r"EXECUTION\b|In\s*accordance\s*with\s*28"),
    )
)
_EXPLANATIONS = re.compile(
    r"If this box is checked[^.]*\.|If\s*(?:there\s*is|yes|more)[^.]{0,200}\.|Give\s*a\s*complete\s*description[^.]*\.",
    re.I,
)
_MARKS = re.compile(r"[☒✓✔☑■]|\[\s*[xX]\s*\]|(?<!\w)[xX](?=\s*[456]\s*\.)")


def read_exhibit(filing: Filing, flat: str) -> list[Reading]:
    """The one contract of an exhibit; more than one form B in a file are as many contracts."""
    text = filing.text
    begins = [
        match.start()
        for match in re.finditer(label("Name of") + r"\s*(?:the\s*)?" + label("Foreign Principal"), text, re.I)
    ]
    answers = find_answers(text, _LABELS, 0, len(text))
    named = _find_principal(filing, answers)
    regions = [answers[name] for name in ("method", "oral", "activities") if name in answers]
    regions = [(low, _trim(text, low, high)) for low, high in regions]
    regions += _attachments(filing, answers, begins)
    if not regions:
        regions = [(0, len(text))]
    reading = read_prose(filing, flat, regions)
    reading.client = named
    if "country" in answers:
        reading.country = re.sub(r"\s+\d{1,2}\s*[.,].*$", "", one_line(text, first_line(text, answers["country"])))[:80]
    if "dated" in answers:
        low, high = answers["dated"]
        if days := find_days(flat, low, min(high, low + 60), stamped=filing.stamped):
            reading.signed = replace(days[0], part="signed")
    if "activities" in answers and (purpose := _purpose(text, answers["activities"])):
        reading.purpose = purpose
    if reading.told is None or reading.told.event != "termination":
        event = reading.told.event if reading.told and reading.told.event in ("renewal", "extension") else "new"
        place = (
            (reading.told.start, reading.told.end)
            if reading.told and event != "new"
            else (named.start, named.end)
            if named
            else (0, 0)
        )
        reading.told = Told(event, *place, confidence=0.8)
    return [reading]


def _find_principal(filing: Filing, answers: dict[str, Span]) -> Named | None:
    text = filing.text
    if "principal" in answers:
        low, high = first_line(text, answers["principal"])
        name = re.sub(r"\s+\d{1,2}\s*[.,].*$", "", one_line(text, (low, high)))
        if len(name) >= 3 and re.search(r"[A-Za-z]{2}", name):
            return Named(name, low, min(high, low + len(text[low:high].rstrip())), 0.9)
    found = find_principals(text, [(0, len(text))], filing.registrant, filing.known)
    return found[0] if found else None


def _trim(text: str, low: int, high: int) -> int:
    """An answer ends with its page: what follows is attached."""
    match = re.search(r"Received\W{0,3}by\W{0,3}NSD|FORM\s*NSD|Formerly\s*CRM", text[low:high], re.I)
    return low + match.start() if match else high


def _attachments(filing: Filing, answers: dict[str, Span], begins: list[int]) -> list[Span]:
    """The pages behind the forms: the agreement itself."""
    last = max([*begins, *(low for low, _ in answers.values())], default=0)
    return [
        (page.start, page.end)
        for page in filing.pages
        if page.start > last and not re.search(r"penalty\s*of\s*per", filing.text[page.start : page.end], re.I)
    ]


def _purpose(text: str, span: Span) -> Span | None:
    """The first sentence of the answer on activities, at most 300 letters of it."""
    low, high = span[0], _trim(text, *span)
    answer = text[low:high]
    if match := _EXPLANATIONS.match(answer):
        low += match.end()
        answer = text[low:high]
    stripped = answer.lstrip()
    low += len(answer) - len(stripped)
    end = re.search(r"\.\s|\n\s*\n", stripped)
    stop = min(end.start() if end else len(stripped), 300)
    return (low, low + len(stripped[:stop].rstrip())) if stop > 8 and re.search(r"[a-z]{3}", stripped[:stop]) else None
