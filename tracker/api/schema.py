"""The OpenAPI description: properties from the data dictionary, parameters from the filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view

from tracker.api.parameters import MOST, USUAL_LIMIT
from tracker.api.rendering import PROBLEM
from tracker.api.resources import RESOURCES, Resource
from tracker.filters import StrictFilterSet
from tracker.services.dictionary import SOURCES, Column, Table

V = TypeVar("V")
Schema = dict[str, Any]

_TYPES: dict[str, Schema] = {
    "id": {"type": "integer"},
    "text": {"type": "string"},
    "code": {"type": "string"},
    "amount": {"type": "number"},
    "number": {"type": "integer"},
    "day": {"type": "string", "format": "date"},
    "date": {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    "moment": {"type": "string", "format": "date-time"},
    "yes/no": {"type": "boolean"},
    "address": {"type": "string"},
    "list": {"type": "array", "items": {}},
    "object": {"type": "object"},
}
_PROBLEM: Schema = {
    "type": "object",
    "description": "What cannot be answered (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "string"}, "description": "What is wrong, one by one."},
        "valid_parameters": {"type": "array", "items": {"type": "string"}},
    },
}
_PROBLEMS = {(status, PROBLEM): {"$ref": "#/components/schemas/Problem"} for status in (400, 401, 404, 405, 406, 429)}


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call] # the extension has no types
    """How the description tells of keys; without one everything can be read as well."""

    target_class = "tracker.api.keys.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> Schema:
        return {"type": "http", "scheme": "bearer", "description": "Optional; raises the limit of requests."}


def name_schema(resource: Resource) -> str:
    return resource.name.title().removesuffix("s").replace("Partie", "Party")


def describe_table(table: Table, *, optional: Sequence[str] = (), further: Sequence[str] = ()) -> Schema:
    """The object of one record. Every key may be missing, since ``fields`` chooses."""
    properties = {column.name: describe_column(column) for column in table.keys}
    properties |= {name: {"type": "object", "description": f"Only with include={name}."} for name in further}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def describe_column(column: Column) -> Schema:
    schema = dict(_TYPES[column.kind]) | {"description": column.about}
    if column.values:
        schema["enum"] = [*column.values, None] if column.is_open else list(column.values)
    if column.is_open:
        schema["type"] = [schema["type"], "null"]
    return schema


def describe_page(item: Schema) -> Schema:
    link = {"type": ["string", "null"], "description": "Address of the neighbouring page."}
    return {
        "type": "object",
        "required": ["results", "next", "previous"],
        "properties": {"results": {"type": "array", "items": item}, "next": link, "previous": link},
    }


def add_components(result: Schema, **_: Any) -> Schema:
    """Put the shared schemas where the references point."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    for resource in RESOURCES.values():
        further = [name for name in resource.include if name not in resource.keys]
        schemas[name_schema(resource)] = describe_table(resource.table, further=further)
    schemas["Source"] = describe_table(SOURCES)
    schemas["Problem"] = _PROBLEM
    return result


# -- Parameters --------------------------------------------------------------------------------------------


def _parameter(name: str, schema: Schema, about: str, *, many: bool = False) -> OpenApiParameter:
    if many:
        schema = {"type": "array", "items": schema}
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=about)


def list_parameters(resource: Resource) -> list[OpenApiParameter]:
    found = [_filter_parameter(resource.filter, name) for name in resource.filter.filter_names()]
    text = {"type": "string", "minLength": 1}
    found += [
        _parameter("after", text, "Where the page begins, as `next` gives it."),
        _parameter("before", text, "Where the page ends, as `previous` gives it."),
        _parameter(
            "limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL_LIMIT}, "Records a page."
        ),
        _parameter("updated_since", text, f"A day or moment, ISO 8601. {resource.since_what}"),
    ]
    return found + single_parameters(resource)


def single_parameters(resource: Resource) -> list[OpenApiParameter]:
    keys = ", ".join([*resource.keys, *(name for name in resource.include if name not in resource.keys)])
    found = [
        _parameter("fields", {"type": "string", "minLength": 1}, f"Keys that are given, parted by commas: {keys}.")
    ]
    if resource.include:
        about = f"Further parts, parted by commas: {', '.join(resource.include)}."
        found.append(_parameter("include", {"type": "string", "minLength": 1}, about))
    return found


def _filter_parameter(filter_class: type[StrictFilterSet], name: str) -> OpenApiParameter:
    one = filter_class.base_filters[name]
    field = one.field
    schema: Schema = {"type": "string", "minLength": 1}
    choices = getattr(field, "choices", ())
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
        schema = {"type": "string", "enum": [str(value) for value, _ in choices if value]}
    elif getattr(field, "max_length", None):
        schema["maxLength"] = field.max_length
    about = " ".join(filter(None, (f"{one.label}.", str(one.extra.get("help_text", "")))))
    return _parameter(name, schema, about, many=isinstance(field, forms.MultipleChoiceField))


# -- Views -------------------------------------------------------------------------------------------------


def document_list(view: type[V], resource: Resource) -> type[V]:
    item = {"$ref": f"#/components/schemas/{name_schema(resource)}"}
    return _extend(
        view,
        operation_id=f"{resource.name}_list",
        tags=[resource.name],
        summary=f"List {resource.name}",
        parameters=list_parameters(resource),
        responses={200: describe_page(item), **_PROBLEMS},
    )


def document_detail(view: type[V], resource: Resource) -> type[V]:
    responses: dict[Any, Any] = {200: {"$ref": f"#/components/schemas/{name_schema(resource)}"}, **_PROBLEMS}
    if resource.name == "contracts":
        responses[410, PROBLEM] = {"$ref": "#/components/schemas/Problem"}
    if resource.name in ("contracts", "parties", "persons"):
        responses[301] = {"type": "object", "properties": {"moved_to": {"type": "string"}}}
    pk = OpenApiParameter("id", {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}, OpenApiParameter.PATH)
    return _extend(
        view,
        operation_id=f"{resource.name}_read",
        tags=[resource.name],
        summary=f"One of the {resource.name}",
        parameters=[pk, *single_parameters(resource)],
        responses=responses,
    )


def document_sources(view: type[V]) -> type[V]:
    keys = ", ".join(column.name for column in SOURCES.keys)
    return _extend(
        view,
        operation_id="sources_list",
        tags=["sources"],
        summary="List sources",
        parameters=[_parameter("fields", {"type": "string", "minLength": 1}, f"Keys that are given: {keys}.")],
        responses={200: describe_page({"$ref": "#/components/schemas/Source"}), **_PROBLEMS},
    )


def _extend(view: type[V], **documentation: Any) -> type[V]:
    extended: type[V] = extend_schema_view(get=extend_schema(**documentation))(view)
    return extended
