"""The objects of the REST API v1 as far as they are read; the decoder skips every other key, all addresses among them.

Every key may be missing or null; a value of another type than these makes the filing unreadable.
"""

from __future__ import annotations

from msgspec import Struct

Number = int | str | None
Text = str | None


class Lobbyist(Struct, gc=False):
    id: Number = None
    first_name: Text = None
    middle_name: Text = None
    last_name: Text = None
    suffix_display: Text = None


class ActivityLobbyist(Struct, gc=False):
    lobbyist: Lobbyist | None = None
    covered_position: Text = None
    new: bool | None = None


class GovernmentEntity(Struct, gc=False):
    id: Number = None
    name: Text = None


class Activity(Struct, gc=False):
    general_issue_code: Text = None
    general_issue_code_display: Text = None
    description: Text = None
    foreign_entity_issues: Text = None
    lobbyists: list[ActivityLobbyist] | None = None
    government_entities: list[GovernmentEntity] | None = None


class Conviction(Struct, gc=False):
    lobbyist: Lobbyist | None = None
    date: Text = None
    description: Text = None


class ForeignEntity(Struct, gc=False):
    name: Text = None
    contribution: str | int | float | None = None
    ownership_percentage: str | int | float | None = None
    country: Text = None
    country_display: Text = None
    ppb_country: Text = None


class AffiliatedOrganization(Struct, gc=False):
    name: Text = None
    url: Text = None
    country: Text = None
    country_display: Text = None


class Registrant(Struct, gc=False):
    id: Number = None
    house_registrant_id: Number = None
    name: Text = None
    description: Text = None


class Client(Struct, gc=False):
    id: Number = None
    client_id: Number = None
    name: Text = None
    general_description: Text = None
    client_government_entity: bool | None = None
    client_self_select: bool | None = None
    state_display: Text = None
    country: Text = None
    country_display: Text = None
    ppb_country: Text = None
    effective_date: Text = None


class ApiFiling(Struct, gc=False):
    """One object of ``results``. ``registrant`` and ``client`` are profiles of today."""

    filing_uuid: Text = None
    filing_type: Text = None
    filing_year: int | None = None
    filing_period: Text = None
    filing_document_url: Text = None
    income: str | int | float | None = None
    expenses: str | int | float | None = None
    expenses_method: Text = None
    dt_posted: Text = None
    termination_date: Text = None
    registrant: Registrant | None = None
    client: Client | None = None
    lobbying_activities: list[Activity] | None = None
    conviction_disclosures: list[Conviction] | None = None
    foreign_entities: list[ForeignEntity] | None = None
    affiliated_organizations: list[AffiliatedOrganization] | None = None
    filer_type: Text = None
    """Only contribution reports (LD-203) have it."""


class FiledLobbyist(Struct, gc=False):
    id: Number = None


class FiledActivityLobbyist(Struct, gc=False):
    lobbyist: FiledLobbyist | None = None
    covered_position: Text = None
    new: bool | None = None


class FiledEntity(Struct, gc=False):
    id: Number = None


class FiledActivity(Struct, gc=False):
    general_issue_code: Text = None
    description: Text = None
    foreign_entity_issues: Text = None
    lobbyists: list[FiledActivityLobbyist] | None = None
    government_entities: list[FiledEntity] | None = None


class FiledConviction(Struct, gc=False):
    lobbyist: FiledLobbyist | None = None
    date: Text = None
    description: Text = None


class FiledForeignEntity(Struct, gc=False):
    name: Text = None
    contribution: str | int | float | None = None
    ownership_percentage: str | int | float | None = None
    country: Text = None
    ppb_country: Text = None


class FiledAffiliated(Struct, gc=False):
    name: Text = None
    url: Text = None
    country: Text = None


class AsFiled(Struct, gc=False):
    """The nested parts of a filing as far as they are as filed: what its hash covers of them."""

    lobbying_activities: list[FiledActivity] | None = None
    conviction_disclosures: list[FiledConviction] | None = None
    foreign_entities: list[FiledForeignEntity] | None = None
    affiliated_organizations: list[FiledAffiliated] | None = None
