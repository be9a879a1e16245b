"""The counters of contracts counted anew: what the triggers keep is compared with the rows, and set right."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count
from django.db.models.functions import ExtractYear

from tracker.models import Contract, ContractCount
from tracker.models.counters import ANY
from tracker.services.bulk import add_rows
from tracker.services.writing import writing

_COLUMNS = ("country", "year", "status", "registers", "basis")
Values = tuple[str, ...]


@writing()
def recount_contracts() -> int:
    """Set the counters right; returns how many were wrong, which is 0 unless somebody wrote past the triggers."""
    rows = Contract.objects.published().annotate(year=ExtractYear("disclosed_on")).order_by()
    grouped = rows.values_list("country", "year", "status", "registers", "value_basis").annotate(number=Count("pk"))
    right: Counter[Values] = Counter()
    for country, year, status, registers, basis, number in grouped:
        for line in _lines((country, str(year or ""), status, registers, basis)):
            right[line] += number
    held = {row[:-1]: row[-1] for row in ContractCount.objects.values_list(*_COLUMNS, "number")}
    wrong: int = sum(held.get(line, 0) != right.get(line, 0) for line in held.keys() | right.keys())
    if wrong:
        ContractCount.objects.all().delete()
        add_rows(ContractCount, [*_COLUMNS, "number"], [(*line, number) for line, number in right.items()])
    return wrong


def _lines(values: Values) -> list[Values]:
    """The counters of one row: of all values together, of each alone, of everything."""
    places = range(len(values))
    alone = [tuple(value if here == place else ANY for here, value in enumerate(values)) for place in places]
    return [values, *alone, (ANY,) * len(values)]
