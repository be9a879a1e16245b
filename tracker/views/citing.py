"""How a page is cited: BibTeX and Wikipedia's template, made so that no name in it breaks either."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SITE = "Retainer"

_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_WIKI = str.maketrans(
    {"|": "{{!}}", "[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;", "<": "&lt;", ">": "&gt;"}
)


@dataclass(frozen=True, slots=True)
class Citation:
    bibtex: str
    wikipedia: str


def cite_page(key: str, title: str, address: str, *, today: date, changed: date | None = None) -> Citation:
    """``key`` names the entry; ``changed`` is when what the page says last changed, ``today`` when it was read."""
    day = changed or today
    note = f"Last changed {changed.isoformat()}, accessed" if changed else "Accessed"
    line = " ".join(title.split())
    bibtex = "\n".join(
        [
            f"@misc{{{key},",
            f"  title = {{{line.translate(_BIBTEX)}}},",
            f"  author = {{{{{SITE}}}}},",
            f"  year = {{{day.year}}},",
            f"  url = {{{address}}},",
            f"  note = {{{note} {today.isoformat()}}}",
            "}",
        ]
    )
    wikipedia = (
        f"{{{{cite web |title={line.translate(_WIKI)} |url={address} |website={SITE} "
        f"{f'|date={changed.isoformat()} ' if changed else ''}|access-date={today.isoformat()}}}}}"
    )
    return Citation(bibtex, wikipedia)
