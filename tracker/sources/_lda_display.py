"""What people may be shown of a filing that could not be read: its numbers, names and dates, never an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from tracker.sources._lda_details import clean_profile

_JSON = ("filing_uuid", "filing_type", "filing_year", "filing_period", "income", "expenses", "dt_posted")
_ATTRIBUTES = ("ID", "Year", "Received", "Amount", "Type", "Period", "RegistrantName", "ClientName")
_ELEMENTS = (
    "organizationName", "clientName", "senateID", "houseID", "reportYear", "reportType", "income", "expenses",
    "signedDate",
)  # fmt: skip
_LONGEST = 200


def show_row(raw: bytes, page: str) -> Mapping[str, str]:
    """Allow-listed values of the bytes, by name, whatever format they are in; nothing of what is recognised as none."""
    text = _decode(raw)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _show_json(raw)
    if "<LOBBYINGDISCLOSURE" in text:
        return _show_matches(text, r"<({})>\s*([^<]*?)\s*</", _ELEMENTS)
    return _show_matches(text, r"\b({})=\"([^\"]*)\"", _ATTRIBUTES) if text.lstrip().startswith("<") else {}


def _decode(raw: bytes) -> str:
    is_utf16 = raw[:2] in (b"\xff\xfe", b"<\x00") or raw[1:2] == b"\x00"
    return raw.decode("utf-16-le" if is_utf16 else "utf-8", "replace").replace("\x00", "")


def _show_json(raw: bytes) -> Mapping[str, str]:
    try:
        filing = msgspec.json.decode(raw, type=dict[str, Any])
    except (ValueError, RecursionError):
        return {}
    shown = {name: filing.get(name) for name in _JSON}
    for party in ("registrant", "client"):
        if isinstance(profile := filing.get(party), dict):
            shown[f"{party}.name"] = profile.get("name")
    return {name: _shown(str(value)) for name, value in shown.items() if isinstance(value, str | int)}


def _show_matches(text: str, pattern: str, names: tuple[str, ...]) -> Mapping[str, str]:
    found = re.findall(pattern.format("|".join(names)), text)
    return {name: _shown(value) for name, value in reversed(found) if value}


def _shown(value: str) -> str:
    return clean_profile(value)[:_LONGEST]
