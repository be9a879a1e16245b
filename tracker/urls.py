"""The tracker's pages."""

from __future__ import annotations

from django.urls import path

from tracker.views import contracts, documents, exports, feeds, pages, parties, people

app_name = "tracker"
urlpatterns = [
    path("", pages.dashboard, name="dashboard"),
    path("contracts/", contracts.contract_list, name="contract_list"),
    path("contracts.csv", exports.contract_export, {"form": "csv"}, name="contract_csv"),
    path("contracts.jsonl", exports.contract_export, {"form": "jsonl"}, name="contract_jsonl"),
    path("contracts.atom", feeds.contract_feed, name="contract_atom"),
    path("contracts/<int:pk>/", contracts.contract_detail, name="contract_detail"),
    path("parties/", parties.party_list, name="party_list"),
    path("parties/<int:pk>/", parties.party_detail, name="party_detail"),
    path("people/<int:pk>/", people.person_detail, name="person_detail"),
    path("documents/<int:pk>/", documents.document_detail, name="document_detail"),
    path("sources/", pages.source_list, name="source_list"),
    path("sources.json", pages.source_json, name="source_json"),
    path("about/", pages.about, name="about"),
    path("robots.txt", pages.robots, name="robots"),
    path("favicon.ico", pages.Favicon.as_view(), name="favicon"),
]
