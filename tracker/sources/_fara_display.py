"""What people may be shown of a row of FARA's files that could not be read: no address, whatever went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.sources._fara_rows import ADDRESS_COLUMNS, PRINCIPAL_COLUMNS, REGISTRANT_COLUMNS
from tracker.sources._quoted_rows import decode, split_values
from tracker.sources._withheld import withhold_street

_COLUMNS = {"principals": PRINCIPAL_COLUMNS, "registrants": REGISTRANT_COLUMNS}


def show_row(raw: bytes, page: str) -> dict[str, str]:
    """The row's values by column as far as they surely stand before the addresses, which both files have last.

    A value too few may have moved an address to the left, so as many columns are left out. Nothing is shown of what
    does not stand in quotes, unless it is the ``column: value`` lines of a statement that was refused.
    """
    columns = _COLUMNS.get(page, ())
    text, _ = decode(raw)
    values = split_values(text)
    if values is None:
        return _read_lines(text, columns)
    missing = max(0, len(columns) + len(ADDRESS_COLUMNS) - len(values))
    sure = columns[: max(0, len(columns) - missing)]
    return {name: withhold_street(value) for name, value in zip(sure, values, strict=False)}


def _read_lines(text: str, columns: Sequence[str]) -> dict[str, str]:
    pairs = [line.partition(": ")[::2] for line in text.splitlines()]
    return dict(pairs) if all(name in columns for name, _ in pairs) else {}
