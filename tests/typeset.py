"""Typesets filings for tests: the register's forms from general knowledge of them, filled in with invented facts.

No filing is copied. ``scanned`` turns a typeset PDF into pictures of its pages, as scans are, with nothing but the
register's hidden block of metadata as text, or with a text laid over them by somebody else's recognition.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pypdfium2
from fpdf import FPDF

STAMP = "Received by NSD/FARA Registration Unit {day} 2:15:09 PM"
OATH = (
    "EXECUTION\nIn accordance with 28 U.S.C. 1746, the undersigned swear(s) or affirm(s) under penalty of perjury that "
    "he/she has (they have) read the information set forth in this registration statement and the attached exhibits."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: text with line breaks. ``rows``: a ruled table under it."""

    text: str
    rows: Sequence[Sequence[str]] = ()


def typeset(*sheets: str | Sheet, stamp: str = "", size: int = 10) -> bytes:
    """The sheets as a PDF, each on a page of its own, with the register's stamp at head and foot."""
    document = FPDF(format="letter")
    document.set_auto_page_break(auto=False)
    document.set_creation_date(datetime(2021, 1, 1, tzinfo=UTC))
    for sheet in sheets:
        page = Sheet(sheet) if isinstance(sheet, str) else sheet
        document.add_page()
        document.set_font("Times", size=size)
        if stamp:
            document.text(55, 8, STAMP.format(day=stamp))
            document.text(55, 275, STAMP.format(day=stamp))
        document.set_xy(18, 14)
        document.multi_cell(180, 5, page.text, align="L")
        if page.rows:
            document.ln(3)
            with document.table(width=180, col_widths=(24, 52, 70, 34)) as table:
                for row in page.rows:
                    table.row(tuple(row))
    return bytes(document.output())


def amendment(
    explanation: str,
    *attached: str,
    registrant: str = "Example Public Affairs LLC",
    number: str = "1750",
    listed: str = "",
    stamp: str = "02/21/2018",
) -> bytes:
    """An amendment (form NSD-5): items 1 to 5, the oath, and what is attached, a page each."""
    form = f"""OMB No. 1124-0003; Expires May 31, 2020
U.S. Department of Justice   Amendment to Registration Statement
Washington, DC 20530   Pursuant to the Foreign Agents Registration Act of 1938, as amended

INSTRUCTIONS. File this amendment form for any changes to a registration. The fee for nothing is $1.00.

1. Name of Registrant
{registrant}
2. Registration No.
{number}

3. This amendment is filed to accomplish the following indicated purpose or purposes:
[ ] To give a 10-day notice of change in information as required by Section 2(b) of the Act.
[X] To give notice of change in an exhibit previously filed.

4. If this amendment requires the filing of a document or documents, please list:
{listed}

5. Each item checked above must be explained below in full detail together with, where appropriate, specific
reference to and identity of the item in the registration statement to which it pertains. (If space is
insufficient, a full insert page must be used.)
{explanation}

FORM NSD-5
Revised 05/17"""
    return typeset(form, OATH, *attached, stamp=stamp)


def exhibit_ab(
    *agreement: str,
    registrant: str = "Example Public Affairs LLC",
    number: str = "1750",
    principal: str = "Ministry of Tourism of Freedonia",
    country: str = "FREEDONIA",
    method: str = "See the attached agreement.",
    activities: str = "The registrant will promote travel to Freedonia among editors of magazines. It writes to them.",
    dated: str = "March 1, 2021",
    address: str = "12 Harbour Street, Fredville",
) -> bytes:
    """Exhibits A and B in one file, as filed since 2020, with the agreement behind them."""
    exhibit_a = f"""OMB No. 1124-0006; Expires July 31, 2023
U.S. Department of Justice   Exhibit A to Registration Statement
Washington, DC 20530   Pursuant to the Foreign Agents Registration Act of 1938, as amended

1. Name and Address of Registrant
{registrant}
99 Sample Avenue NW, Washington, DC 20005
2. Registration Number
{number}
3. Name of Foreign Principal
{principal}
4. Principal Address of Foreign Principal
{address}
5. Country/Region Represented
{country}
6. Indicate whether the foreign principal is one of the following:
[X] Government of a foreign country"""
    exhibit_b = f"""OMB No. 1124-0004; Expires July 31, 2023
U.S. Department of Justice   Exhibit B to Registration Statement
Washington, DC 20530   Pursuant to the Foreign Agents Registration Act of 1938, as amended

1. Name of Registrant
{registrant}
2. Registration Number
{number}
3. Name of Foreign Principal
{principal}

Check Appropriate Box:
4. [X] The agreement between the registrant and the above-named foreign principal is a formal written contract.
5. [ ] There is no formal written contract between the registrant and the above-named foreign principal.
6. [ ] The agreement or understanding between the registrant and the foreign principal is the result of neither.
7. What is the date of the contract or agreement with the foreign principal? {dated}

8. Describe fully the nature and method of performance of the above indicated agreement or understanding.
{method}

9. Describe fully the activities the registrant engages in or proposes to engage in on behalf of the above
foreign principal.
{activities}

10. Will the activities on behalf of the above foreign principal include political activities as defined in
Section 1(o) of the Act? Yes [ ] No [X]"""
    return typeset(exhibit_a, exhibit_b, OATH, *agreement, stamp="03/09/2021")


def supplemental(
    accounts: Mapping[str, Sequence[tuple[str, str, str]]],
    *,
    totals: Mapping[str, str] | None = None,
    paid: Sequence[tuple[str, str, str]] = (),
    registrant: str = "Example Public Affairs LLC",
    number: str = "1750",
    ending: str = "12/31/2020",
) -> bytes:
    """A supplemental statement with items 14(a) and 15(a): rows of (date, purpose, amount) for each principal."""
    head = f"""OMB No. 1124-0002; Expires May 31, 2020
U.S. Department of Justice   Supplemental Statement
Washington, DC 20530   Pursuant to the Foreign Agents Registration Act of 1938, as amended

For Six Month Period Ending {ending}
I - REGISTRANT
1. (a) Name of Registrant
{registrant}
(b) Registration No. {number}
(c) Business Address(es) of Registrant
99 Sample Avenue NW, Washington, DC 20005"""
    lines = [
        "IV - FINANCIAL INFORMATION",
        "14. (a) RECEIPTS-MONIES",
        "During this 6 month reporting period, have you received from any foreign principal named in Items 7, 8, or 9",
        "of this statement any contributions, income or money either as compensation or otherwise?  Yes [X]  No [ ]",
        "If yes, set forth below in the required detail and separately for each foreign principal an account of these.",
        "Date            From whom and purpose            Amount",
    ]
    for principal, rows in accounts.items():
        lines.append(principal)
        lines += [f"{day}   {purpose}   {amount}" for day, purpose, amount in rows]
        if totals and principal in totals:
            lines.append(f"Total   {totals[principal]}")
    lines += ["(b) RECEIPTS-FUND RAISING CAMPAIGN", "Have you received money as part of a campaign?  Yes [ ]  No [X]"]
    spent = ["15. (a) DISBURSEMENTS-MONIES", "During this 6 month reporting period, have you", "(1) disbursed monies?"]
    spent += [f"{day}   {purpose}   {amount}" for day, purpose, amount in paid]
    spent += ["(b) DISBURSEMENTS-THINGS OF VALUE"]
    return typeset(head, "\n".join(lines), "\n".join(spent), OATH, stamp="01/29/2021")


def hidden_block(**fields: str) -> str:
    """The register's hidden metadata, one key a line."""
    known = {"REGISTRATION NUMBER": "1750", "REGISTRANT NAME": "EXAMPLE PUBLIC AFFAIRS", "DOCUMENT TYPE": "Amendment"}
    known |= {"FOREIGN PRINCIPAL NAME": "N/A", "SHORT FORM NAME": "N/A", "DATE STAMPED": "1995-06-19"}
    known |= {name.replace("_", " "): value for name, value in fields.items()}
    return "\n".join(["Document Metadata", *(f"{name}={value}" for name, value in known.items())])


def scanned(body: bytes, *, hidden: str = "", over: str = "", dpi: int = 200) -> bytes:
    """The PDF's pages as pictures. ``hidden``: a text under the first; ``over``: a text over every one, in the file."""
    source = pypdfium2.PdfDocument(body)
    document = FPDF(format="letter")
    document.set_auto_page_break(auto=False)
    for number in range(len(source)):
        document.add_page()
        document.set_font("Helvetica", size=7)
        under = hidden if number == 0 else ""
        if text := under or over:
            document.set_xy(10, 10)
            document.multi_cell(190, 3, text, align="L")
        picture = source[number].render(scale=dpi / 72, grayscale=True).to_pil()
        stream = io.BytesIO()
        picture.save(stream, format="PNG")
        document.image(io.BytesIO(stream.getvalue()), x=0, y=0, w=document.w, h=document.h)
    return bytes(document.output())
