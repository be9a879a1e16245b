"""The tracker's pages."""

from __future__ import annotations

from django.urls import include, path, re_path

from tracker.views import (
    cards,
    compare,
    contracts,
    documents,
    embeds,
    exports,
    feeds,
    pages,
    parties,
    people,
    places,
    search,
    sitemaps,
)

app_name = "tracker"
urlpatterns = [
    path("", pages.dashboard, name="dashboard"),
    path("contracts/", contracts.contract_list, name="contract_list"),
    re_path(
        r"^(?P<kind>contracts|parties|people)\.(?P<form>csv|xlsx|jsonl|json)$", exports.list_export, name="list_export"
    ),
    re_path(r"^(?P<kind>contracts|parties)\.atom$", feeds.list_feed, name="list_feed"),
    path("docs/data/", exports.dictionary, name="dictionary"),
    path("contracts/<int:pk>/", contracts.contract_detail, name="contract_detail"),
    path("parties/", parties.party_list, name="party_list"),
    path("parties/<int:pk>/", parties.party_detail, name="party_detail"),
    path("api/", include("tracker.api.urls")),
    path("people/", people.person_list, name="person_list"),
    path("people/<int:pk>/", people.person_detail, name="person_detail"),
    path("documents/<int:pk>/", documents.document_detail, name="document_detail"),
    path("documents/<int:pk>/page-<int:number>.png", documents.page_picture, name="page_picture"),
    path("documents/<int:pk>/statement-<int:statement>/page-<int:number>.png", documents.page_strip, name="page_strip"),
    path("countries/", places.country_list, name="country_list"),
    path("countries/<str:code>/", places.country_detail, name="country_detail"),
    path("issues/", places.issue_list, name="issue_list"),
    path("issues/<str:code>/", places.issue_detail, name="issue_detail"),
    path("compare/", compare.compare, name="compare"),
    path("embed/years/", embeds.contracts_by_year, name="embed_years"),
    path("embed/map/", embeds.world_map, name="embed_map"),
    path("language/<str:code>/", pages.choose_language, name="language"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search_suggest"),
    path("sources/", pages.source_list, name="source_list"),
    path("sources.json", pages.source_json, name="source_json"),
    path("about/", pages.about, name="about"),
    path("cards/site.png", cards.site_card, name="site_card"),
    path("cards/<str:kind>-<int:pk>.png", cards.record_card, name="record_card"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemaps/<str:kind>-<int:number>.xml", sitemaps.part, name="sitemap_part"),
    path("robots.txt", pages.robots, name="robots"),
    path("favicon.ico", pages.Favicon.as_view(), name="favicon"),
]
