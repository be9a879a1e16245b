"""Forms that readers fill in. Those of the admin live with the admin."""

from __future__ import annotations

from typing import Any

from django import forms

_RANGES = (
    ("value_min", "value_max"),
    ("reported_min", "reported_max"),
    ("registered_from", "registered_to"),
    ("deregistered_from", "deregistered_to"),
    ("posted_from", "posted_to"),
    ("start_from", "start_to"),
    ("end_from", "end_to"),
)


class FilterForm(forms.Form):
    """A form of filters, all of them optional."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | options))


class ContractFilterForm(FilterForm):
    """What only several filters together can get wrong."""

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        for low, high in _RANGES:
            lower, upper = data.get(low), data.get(high)
            if lower is not None and upper is not None and lower > upper:
                self.add_error(high, f"{high} lies before {low}: nothing can be in between.")
        has_range = data.get("value_min") is not None or data.get("value_max") is not None
        if has_range and bool(data.get("currency")) != bool(data.get("basis")):
            missing = "basis" if data.get("currency") else "currency"
            self.add_error(
                missing,
                "Amounts are compared in one currency and on one basis (per month, in total …): "
                "name both, or neither to compare US dollars a year.",
            )
        return data
