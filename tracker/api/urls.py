"""The addresses of the API."""

from __future__ import annotations

from django.urls import path, re_path
from django.views.generic import TemplateView
from drf_spectacular.views import SpectacularJSONAPIView

from tracker.api.views import VIEWS, NowhereView, SourceView

urlpatterns = [
    path("docs/", TemplateView.as_view(template_name="tracker/api_docs.html"), name="api-docs"),
    path(
        "schema.json",
        SpectacularJSONAPIView.as_view(authentication_classes=[], throttle_classes=[]),
        name="api-schema",
    ),
    path("v1/sources/", SourceView.as_view(), name="api-sources"),
]
for name, (listed, single) in VIEWS.items():
    urlpatterns += [
        path(f"v1/{name}/", listed.as_view(), name=f"api-{name}"),
        path(f"v1/{name}/<int:id>/", single.as_view(), name=f"api-{name}-detail"),
    ]
urlpatterns.append(re_path(r"^v1/", NowhereView.as_view(schema=None), name="api-nowhere"))
