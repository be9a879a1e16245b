"""Parts of a filing's details in the form in which they are kept and shown: plain JSON, no address, no telephone."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from tracker.normalize.names import display_name
from tracker.sources._lda_parties import decode_entities, read_country, show_country
from tracker.sources._withheld import withhold_phone, withhold_street


def clean_text(text: str) -> str:
    """A description as filed: line ends kept, entities decoded, telephone numbers withheld."""
    return withhold_phone(decode_entities(text)).strip()


@lru_cache(maxsize=4_096)
def clean_profile(text: str) -> str:
    """What an organisation says of itself, where some filers write whom to reach and where."""
    return withhold_street(clean_text(text))


@lru_cache(maxsize=2_048)
def show_entity(name: str) -> str:
    """A government body in readable case; most are filed in mixed case and stay as they are."""
    return display_name(clean_text(name))


def describe_activity(
    issue_code: str, issue: str, description: str, entities: list[str], lobbyists: list[str], foreign: str = ""
) -> dict[str, Any]:
    activity: dict[str, Any] = {"issue_code": issue_code, "issue": issue, "description": clean_text(description)}
    activity["entities"] = entities
    activity["lobbyists"] = lobbyists
    if foreign and (text := clean_profile(foreign)):
        activity["foreign_entity_issues"] = text
    return activity


def describe_foreign(name: str, country: str, contribution: str, ownership: str) -> dict[str, str]:
    """A foreign organisation behind the client, its contribution and share as filed."""
    return {
        "name": clean_profile(name),
        "country": read_country(country) or show_country(country),
        "contribution": contribution.strip(),
        "ownership_percentage": ownership.strip(),
    }


def describe_affiliated(name: str, country: str, url: str) -> dict[str, str]:
    """An organisation affiliated with the client."""
    return {"name": clean_profile(name), "country": read_country(country) or show_country(country), "url": url.strip()}


def describe_conviction(person: str, day: str, description: str) -> dict[str, str]:
    """A lobbyist's conviction that the filing discloses."""
    return {"person": person, "date": day.strip(), "description": clean_text(description)}


def without_empty(entries: dict[str, Any]) -> dict[str, Any]:
    """Only what is said: no None, no empty text, no empty list."""
    return {name: value for name, value in entries.items() if value not in (None, "", [])}
