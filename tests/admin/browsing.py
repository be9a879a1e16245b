"""Forms as a browser would send them: what stands in the page's fields, and what a person changes of it."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client


def read_form(html: str, selector: str) -> dict[str, Any]:
    """Names and values of a form's fields as they stand in the page."""
    form = BeautifulSoup(html, "lxml").select_one(selector)
    assert isinstance(form, Tag), f"no {selector} in the page"
    data: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, value = str(field["name"]), _value_of(field)
        if value is not None:
            data.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in data.items()}


def _value_of(field: Tag) -> str | None:
    kind = field.get("type", "")
    if kind in ("submit", "button", "image") or (kind in ("checkbox", "radio") and not field.has_attr("checked")):
        return None
    if field.name == "select":
        chosen = field.select_one("option[selected]")
        return str(chosen.get("value", "")) if chosen else ""
    if field.name == "textarea":
        return field.get_text().removeprefix("\n").removeprefix("\r\n")
    return str(field.get("value", "on" if kind == "checkbox" else ""))


def send(client: Client, url: str, selector: str, /, **changes: Any) -> Any:
    """Open the page, change fields (None empties or unchecks), and send the form; follows redirects."""
    page = client.get(url)
    assert page.status_code == 200, page
    data = read_form(page.content.decode(), selector)
    for name, value in changes.items():
        if value is None:
            data.pop(name, None)
        else:
            data[name] = value
    return client.post(url, data, follow=True)


def told(response: Any) -> str:
    """The messages at the top of the page."""
    return " ".join(str(message) for message in response.context["messages"])
