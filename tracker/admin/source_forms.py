"""The form of a source: one field for each option that its adapter documents, checked by the adapter itself."""

from __future__ import annotations

import json
import re
import types
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tracker.admin.base import ModelForm
from tracker.errors import ConfigError
from tracker.models import Source
from tracker.models.sources import EDITORS_SLUG
from tracker.services.ingest import read_config
from tracker.sources import adapters, get_adapter
from tracker.sources.base import Adapter

PREFIX = "option_"
_JSON = re.compile(r'[\[{"]|-?\d+(?:\.\d+)?$|(?:true|false)$')


def read_option(text: str) -> Any:
    """An option as it is typed: lists, numbers and quoted text as JSON, several lines as a list, one line as text.

    Empty is None. Raises ValueError for what begins like JSON and is none.
    """
    text = text.strip()
    if not text:
        return None
    if _JSON.match(text):
        return json.loads(text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0] if len(lines) == 1 else lines


def show_option(value: Any) -> str:
    """The inverse of ``read_option``; a list of one text is shown as that text, which adapters take for the same."""
    if value is None:
        return ""
    if isinstance(value, list) and value and all(_is_plain(item) for item in value):
        return "\n".join(value)
    return value if _is_plain(value) else json.dumps(value, ensure_ascii=False)


def _is_plain(value: Any) -> bool:
    """Whether a text stands for itself when it is typed as a line."""
    return isinstance(value, str) and value == value.strip() != "" and "\n" not in value and not _JSON.match(value)


class AdapterChoiceForm(forms.Form):
    """The first step of a new source: what kind it is."""

    adapter = forms.ChoiceField(label="What reads it")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(adapter.name, f"{adapter.title} ({adapter.name})") for adapter in adapters().values()]
        field = self.fields["adapter"]
        if isinstance(field, forms.ChoiceField):
            field.choices = sorted(choices, key=lambda choice: choice[0] != "news")


class SourceForm(ModelForm):
    """A source with its adapter's options as fields of their own (see ``make_source_form``).

    Options that the adapter does not document are kept as they are, in ``more_options``.
    """

    adapter_name = ""

    base_url = forms.URLField(required=False, max_length=500, assume_scheme="https", label="Base URL")
    home_url = forms.URLField(required=False, max_length=500, assume_scheme="https", label="Home page")
    more_options = forms.JSONField(
        required=False,
        label="Other options",
        help_text="Options that this adapter does not describe, as JSON.",
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80, "spellcheck": "false"}),
    )

    class Meta:
        model = Source
        fields = (
            "slug",
            "title",
            "enabled",
            "base_url",
            "home_url",
            "min_interval",
            "api_key_env",
            "notice",
        )
        widgets = {"notice": forms.Textarea(attrs={"rows": 2, "cols": 80})}
        labels = {"api_key_env": "Key from the environment"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adapter = find_adapter(self.adapter_name or self.instance.adapter)
        options = dict(self.instance.options)
        for key in self.adapter.options if self.adapter else ():
            self.initial[PREFIX + key] = show_option(options.pop(key, None))
        self.initial["more_options"] = options
        self._explain_defaults()

    def _explain_defaults(self) -> None:
        if self.adapter is None:
            return
        politeness = self.adapter.politeness
        for name, text in (
            ("min_interval", f"Seconds between two requests; empty for {politeness.interval:g}."),
            ("base_url", f"Empty for {self.adapter.base_url}." if self.adapter.base_url else "Of the site, no slash."),
        ):
            if name in self.fields:
                self.fields[name].help_text = text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.instance.adapter = self.adapter.name if self.adapter else ""
        if self.adapter is None:
            return cleaned
        self.instance.register = self.instance.register or self.adapter.register
        options = self._read_options()
        if self.errors:
            return cleaned
        self.instance.options = options
        for name in ("slug", "base_url"):
            if name in cleaned:
                setattr(self.instance, name, cleaned[name])
        try:
            list(self.adapter.start(None, read_config(self.instance)))
        except ConfigError as error:
            self.add_error(self._field_of(str(error)), str(error))
        return cleaned

    def _read_options(self) -> dict[str, Any]:
        options = dict(self.cleaned_data.get("more_options") or {})
        for name in [name for name in self.fields if name.startswith(PREFIX)]:
            try:
                value = read_option(self.cleaned_data.get(name) or "")
            except ValueError as error:
                self.add_error(name, f"This begins like JSON and is none: {error}. Quote it to have it as it stands.")
                continue
            if value is not None:
                options[name.removeprefix(PREFIX)] = value
        return options

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug == EDITORS_SLUG:
            raise ValidationError("This name is taken by what editors enter.")
        return slug

    def clean_more_options(self) -> Mapping[str, Any]:
        value = self.cleaned_data.get("more_options") or {}
        if not isinstance(value, dict):
            raise ValidationError("This must be an object: {…}")
        return value

    def _field_of(self, text: str) -> str | None:
        """The option that an error speaks of: the first that it names."""
        named = [(text.find(name.removeprefix(PREFIX)), name) for name in self.fields if name.startswith(PREFIX)]
        named = [(at, name) for at, name in named if at >= 0]
        return min(named)[1] if named else None


def find_adapter(name: str) -> Adapter | None:
    """The adapter; None for a source without one, or whose adapter is gone."""
    try:
        return get_adapter(name) if name else None
    except ConfigError:
        return None


def make_source_form(adapter_name: str) -> type[SourceForm]:
    """The form of sources that this adapter reads, with a field for each of its options."""
    fields = {PREFIX + key: field for key, field in option_fields(find_adapter(adapter_name)).items()}
    form: type[SourceForm] = types.new_class("SourceForm", (SourceForm,), exec_body=lambda body: body.update(fields))
    form.adapter_name = adapter_name
    return form


def option_fields(adapter: Adapter | None) -> dict[str, forms.CharField]:
    """A text area for each option that the adapter documents, with its help."""
    if adapter is None:
        return {}
    return {
        key: forms.CharField(
            label=key.replace("_", " ").capitalize(),
            required=False,
            help_text=text,
            widget=forms.Textarea(attrs={"rows": 2, "cols": 80, "spellcheck": "false"}),
        )
        for key, text in adapter.options.items()
    }
