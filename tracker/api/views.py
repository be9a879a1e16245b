"""The API's addresses: a list and a single record of each kind, and the sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import APIView

from tracker.api.parameters import read_request, read_single
from tracker.api.problems import Gone
from tracker.api.resources import RESOURCES, Resource, find_heir, is_withdrawn
from tracker.api.schema import document_detail, document_list, document_sources
from tracker.filters.keyset import Page, fetch_page
from tracker.services.dictionary import SOURCES
from tracker.services.freshness import load_freshness
from tracker.services.tables import Line


@method_decorator(conditional_page, name="dispatch")
class ReadView(APIView):  # type: ignore[misc] # REST framework ships no types
    """For reading alone: an answer has an ETag, may be used by pages of any site, and says what the limit leaves."""

    http_method_names = ("get", "head", "options")
    rate: ClassVar[dict[str, str]] = {}

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """What browsers ask before they send a key from another site's page."""
        return Response(status=204)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in self.rate.items():
            response[name] = value
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Headers"] = "Authorization, If-None-Match"
        response["Access-Control-Expose-Headers"] = "ETag, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
        response["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ["Authorization"])
        return response


class ListView(ReadView):
    """One page of a list, with links to its neighbours."""

    resource: Resource

    def get(self, request: Any) -> Response:
        resource = self.resource
        keys = [*resource.keys, *(name for name in resource.include if name not in resource.keys)]
        asked = read_request(
            request.query_params, resource.filter, resource.rows(), keys=keys, includes=resource.include
        )
        rows = asked.filter.qs
        if asked.updated_since is not None:
            rows = resource.since(rows, asked.updated_since)
        page = fetch_page(
            rows, asked.filter.sort, size=asked.limit, after=asked.filter.after, before=asked.filter.before
        )
        include = [*asked.include, *(name for name in asked.fields if name in resource.include)]
        lines = select_fields(resource.build(page.rows, include), asked.fields)
        links = {"next": _link(request, after=page.after), "previous": _link(request, before=page.before)}
        answer = Response({"results": lines, **links})
        told = [f'<{url}>; rel="{name.replace("previous", "prev")}"' for name, url in links.items() if url]
        if told:
            answer["Link"] = ", ".join(told)
        return answer


class DetailView(ReadView):
    """One record. One that was joined with another leads there; one that nobody speaks for any more is gone."""

    resource: Resource

    def get(self, request: Any, id: int) -> Response:
        resource = self.resource
        keys = [*resource.keys, *(name for name in resource.include if name not in resource.keys)]
        fields, include = read_single(request.query_params, keys=keys, includes=resource.include)
        page: Page[Any] = Page(list(resource.rows().filter(pk=id)))
        if not page.rows:
            return self._explain_absence(request, id)
        include = [*include, *(name for name in fields if name in resource.include)]
        (line,) = select_fields(resource.build(page.rows, include), fields)
        return Response(line)

    def _explain_absence(self, request: Any, pk: int) -> Response:
        try:
            heir = find_heir(self.resource, pk)
        except LookupError as error:
            raise Http404 from error
        if heir is not None:
            query = request.META.get("QUERY_STRING", "")
            path = reverse(f"tracker:api-{self.resource.name}-detail", args=[heir])
            address = request.build_absolute_uri(path) + (f"?{query}" if query else "")
            return Response({"moved_to": address}, status=301, headers={"Location": address})
        if is_withdrawn(self.resource, pk):
            raise Gone
        raise Http404


class SourceView(ReadView):
    """Every source with its freshness; there are few, so they are one page."""

    def get(self, request: Any) -> Response:
        keys = [column.name for column in SOURCES.keys]
        fields, _ = read_single(request.query_params, keys=keys, includes=())
        lines = [freshness.as_json() for freshness in load_freshness()]
        return Response({"results": select_fields(lines, fields), "next": None, "previous": None})


class NowhereView(ReadView):
    """An address that the API does not have."""

    def get(self, request: Any, rest: str = "") -> Response:
        raise exceptions.NotFound("The API has no such address; /api/docs/ lists those that there are.")


def select_fields(lines: Iterable[Line], fields: Sequence[str]) -> list[Line]:
    """The lines with these keys only, in the order asked for; all keys when none is named."""
    if not fields:
        return list(lines)
    return [{name: line[name] for name in fields if name in line} for line in lines]


def _link(request: Any, **cursor: str) -> str | None:
    """The address of a neighbouring page, or None."""
    if not any(cursor.values()):
        return None
    query = request.query_params.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    for name, text in cursor.items():
        query[name] = text
    return str(request.build_absolute_uri(f"{request.path}?{query.urlencode()}"))


def make_views(resource: Resource) -> tuple[type[ListView], type[DetailView]]:
    """The classes of one kind of record, documented for the schema."""
    listed = type(f"{resource.name.title()}List", (ListView,), {"resource": resource})
    single = type(f"{resource.name.title()}Detail", (DetailView,), {"resource": resource})
    return document_list(listed, resource), document_detail(single, resource)


document_sources(SourceView)
VIEWS = {name: make_views(resource) for name, resource in RESOURCES.items()}
