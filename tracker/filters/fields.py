"""Form fields that read what a reader types into a filter, and refuse what they cannot read with a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracker.filters.words import Term, read_name, read_terms
from tracker.models import Party, Person
from tracker.normalize.countries import ALL_CODES, country_code
from tracker.records import PartialDate

MOST_TEXT = 200
_ID = re.compile(r"[0-9]{1,18}")
_YEAR = re.compile(r"[12][0-9]{3}")
_PERIOD = re.compile(r"[12][0-9]{3}-(Q[1-4]|H[12])")
_PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,2})?")
_GROUPS = re.compile(r"(?<=[0-9])[,_ '\u00a0\u202f](?=[0-9]{3}(?![0-9]))")


@dataclass(frozen=True, slots=True)
class Search:
    """A search as typed, and as it is understood."""

    text: str
    groups: list[list[Term]]


@dataclass(frozen=True, slots=True)
class PartyWish:
    """Whom a reader means: one party by its id, or every party whose name has these words."""

    text: str
    party: Party | None = None
    terms: Sequence[Sequence[Term]] = field(default=(), hash=False)

    def __str__(self) -> str:
        return self.party.name if self.party else self.text


class OpenSelect(forms.Select):
    """A select box that also shows a value from the URL that it does not offer by itself."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        kept = self.choices
        # Choices may be a query: it is made once.
        offered = list(kept)
        known = {str(choice) for choice, _ in offered}
        self.choices = [*offered, *((one, one) for one in value if one and one not in known)]
        try:
            return super().optgroups(name, value, attrs)
        finally:
            self.choices = kept

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """As Django's templates write it; those take two files for each option, and a box has some hundred options."""
        widget = self.get_context(name, value, attrs)["widget"]
        groups = [
            format_html('<optgroup label="{}">{}</optgroup>', group, _write_options(options))
            if group
            else _write_options(options)
            for group, options, _ in widget["optgroups"]
        ]
        head = format_html('<select name="{}"{}>', widget["name"], flatatt(widget["attrs"]))
        return SafeString(f"{head}{''.join(groups)}</select>")


def _write_options(options: Iterable[Mapping[str, Any]]) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((option["value"], flatatt(option["attrs"]), option["label"]) for option in options),
    )


class FewSelect(OpenSelect):
    """A plain select box for one value, which becomes a list box when the URL names several."""

    allow_multiple_selected = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if len([one for one in value or () if one]) > 1:
            context["widget"]["attrs"] |= {"multiple": True, "size": "4"}
        else:
            context["widget"]["attrs"].pop("multiple", None)
            empty = self.create_option(name, "", "any", not value, 0)
            context["widget"]["optgroups"].insert(0, (None, [empty], 0))
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class SearchField(forms.CharField):
    """Words, "phrases", -without, OR."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MOST_TEXT, **options)

    def clean(self, value: Any) -> Search | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return Search(text, read_terms(text))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class NameField(forms.CharField):
    """Part of a party's name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MOST_TEXT, **options)

    def clean(self, value: Any) -> PartyWish | None:
        text = super().clean(value)
        return self.read(text) if text else None

    def read(self, text: str) -> PartyWish:
        try:
            return PartyWish(text, terms=read_name(text))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class PartyField(NameField):
    """A party's id (as links on our pages give it), or part of a name. A name in digits is put in quotes."""

    def read(self, text: str) -> PartyWish:
        if _ID.fullmatch(text):
            return PartyWish(text, party=self._find(int(text)))
        return super().read(text)

    @staticmethod
    def _find(pk: int) -> Party:
        """The party, or the one that it was merged into."""
        seen: set[int] = set()
        party = Party.objects.filter(pk=pk).first()
        while party is not None and party.merged_into_id is not None and party.pk not in seen:
            seen.add(party.pk)
            party = Party.objects.filter(pk=party.merged_into_id).first()
        if party is None:
            raise forms.ValidationError(f"There is no party with the number {pk}. (A name in digits goes in quotes.)")
        return party


class TextField(forms.CharField):
    """Words that are looked for as they are."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MOST_TEXT, **options)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text and not any(map(str.isalnum, text)):
            raise forms.ValidationError("There is no letter or digit to search for.")
        return text


@dataclass(frozen=True, slots=True)
class PersonWish:
    """Whom a reader means: one person by its id, or everybody whose name has these words."""

    text: str
    pk: int | None = None
    terms: Sequence[Sequence[Term]] = field(default=(), hash=False)
    name: str = ""

    def __str__(self) -> str:
        return self.name or self.text


class PersonField(TextField):
    """A person's id (as links on our pages give it), or part of a name."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if not _ID.fullmatch(text):
            return PersonWish(text, terms=[read_name(text)[-1]])
        person = Person.objects.filter(pk=int(text)).first()
        if person is None:
            raise forms.ValidationError(f"There is no person with the number {text}.")
        return PersonWish(text, pk=person.merged_into_id or person.pk, name=person.name)


class DateEdgeField(forms.CharField):
    """One end of a range of days, inclusive: a year or month stands for its first day, or its last."""

    def __init__(self, *, is_upper: bool = False, **options: Any) -> None:
        self.is_upper = is_upper
        widget = forms.TextInput(attrs={"placeholder": "YYYY-MM-DD", "inputmode": "numeric", "maxlength": "10"})
        super().__init__(max_length=10, widget=widget, **options)

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            if not _PARTIAL_DATE.fullmatch(text):
                raise ValueError(text)
            partial = PartialDate.from_iso(text)
        except ValueError as error:
            raise forms.ValidationError(f"“{text}” is no date: write 2021, 2021-02 or 2021-02-16.") from error
        return partial.last if self.is_upper else partial.first


class YearField(forms.CharField):
    """One year."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"placeholder": "YYYY", "inputmode": "numeric", "maxlength": "4"})
        super().__init__(max_length=4, widget=widget, **options)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if text and not _YEAR.fullmatch(text):
            raise forms.ValidationError(f"“{text}” is no year: write its four digits.")
        return int(text) if text else None


class NumberField(forms.CharField):
    """The number of a record."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=18, **options)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if text and not _ID.fullmatch(text):
            raise forms.ValidationError(f"“{text}” is no number of a record.")
        return int(text) if text else None


class PeriodField(forms.CharField):
    """A quarter or half of a year, as reports name it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=7, **options)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text and not _PERIOD.fullmatch(text):
            raise forms.ValidationError(f"“{text}” is no period: write 2024-Q1 or 2006-H2.")
        return text


class AmountField(forms.CharField):
    """An amount of money, with or without separators between thousands."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=24, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **options)

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        plain = _GROUPS.sub("", text)
        try:
            if not _AMOUNT.fullmatch(plain):
                raise InvalidOperation(text)
            return Decimal(plain)
        except InvalidOperation as error:
            raise forms.ValidationError(f"“{text}” is no amount: write 500000 or 500,000.") from error


class CurrencyField(forms.CharField):
    """An ISO 4217 code, in either case."""

    def __init__(self, *, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(max_length=3, widget=OpenSelect(choices=choices), **options)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value).upper()
        if text and not re.fullmatch("[A-Z]{3}", text):
            raise forms.ValidationError(f"“{text}” is no currency: write its three letters, for example EUR.")
        return text


def _refuse_choice(value: str, noun: str, choices: Iterable[Any]) -> forms.ValidationError:
    known = ", ".join(str(choice) for choice, _ in choices if choice) or "none yet"
    return forms.ValidationError(f"“{value}” is no {noun}; there is: {known}.")


class OneField(forms.ChoiceField):
    """One of a few choices; anything else is refused with their names."""

    def __init__(self, *, noun: str, choices: Sequence[tuple[str, str]], empty: str = "", **options: Any) -> None:
        self.noun = noun
        super().__init__(choices=[("", empty), *choices] if empty else choices, **options)

    def validate(self, value: Any) -> None:
        if value and not self.valid_value(value):
            raise _refuse_choice(value, self.noun, self.choices)  # type: ignore[arg-type]


class ManyField(forms.MultipleChoiceField):
    """Several of the choices that there are at the moment; each value is read before it is compared."""

    noun = "status"
    widget = FewSelect

    def clean(self, value: Any) -> list[str]:
        read = [self.read(item) for item in value or [] if item.strip()]
        return list(dict.fromkeys(super().clean(read)))

    def read(self, text: str) -> str:
        """The value of the choice that is meant."""
        return text.strip()

    def valid_value(self, value: str) -> bool:
        if super().valid_value(value):
            return True
        raise _refuse_choice(value, self.noun, self.choices)  # type: ignore[arg-type]


class CountryField(ManyField):
    """Countries by their ISO code or any name. One that no contract has is no mistake."""

    def read(self, text: str) -> str:
        text = text.strip()
        code = text.upper() if text.upper() in ALL_CODES else country_code(text)
        if code is None:
            raise forms.ValidationError(f"“{text}” is no country that we know: write its code (TR) or name (Turkey).")
        return code

    def valid_value(self, value: str) -> bool:
        return value in ALL_CODES


class IssueField(ManyField):
    """Issue areas by their code, in either case."""

    noun = "issue area"

    def read(self, text: str) -> str:
        return text.strip().upper()


class RegisterField(ManyField):
    noun = "register"
