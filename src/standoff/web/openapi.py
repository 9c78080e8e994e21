"""OpenAPI: what the twins take and give, from the pages themselves (OpenAPI 3.1, JSON Schema of msgspec)."""

from __future__ import annotations

from dataclasses import MISSING
from functools import cache
from typing import Any

import msgspec

from standoff.web.filters import DAY
from standoff.web.page import LAST, LONGEST, kinds
from standoff.web.pages import PAGES
from standoff.web.site import VERSION
from standoff.web.twins import MOST

REF = "#/components/schemas/{name}"


@cache
def document() -> dict[str, Any]:
    """The description, as JSON can hold it."""
    shown, components = msgspec.json.schema_components([page.shown for page in PAGES], ref_template=REF)
    paths = {}
    for page, schema in zip(PAGES, shown, strict=True):
        where = f"{'/overview' if page.path == '/' else page.path}.json"
        answer = {"type": "object", "required": ["ok", "current", "asked", "shown"],
                  "properties": {"ok": {"const": True}, "current": {"type": "boolean"},
                                 "asked": {"type": "object"}, "shown": schema}}
        parameters = [_parameter(page.path, name, hint, default)
                      for name, (hint, default) in page.parameters().items()]
        paths[where] = _get(page.name, page.title, parameters, _json("What the page shows.", answer))
        for kind in page.twins[1:]:
            paths[where.removesuffix("json") + kind] = _get(
                f"{page.name}.{kind}", f"{page.title}: the whole table, as it stands in {page.rows} of the JSON"
                if kind == "ndjson" else f"{page.title}: the whole table, for spreadsheets",
                [one for one in parameters if one["name"] != "page"], _file(kind))
    components["Fault"] = {"type": "object", "required": ["ok", "error", "status"],
                           "properties": {"ok": {"const": False}, "error": {"type": "string"},
                                          "status": {"type": "integer"}}}
    return {"openapi": "3.1.0",
            "info": {"title": "Standoff", "version": VERSION,
                     "description": "The pages of the explorer as data. All of it is read from one record and never "
                                    "written. Offsets are half-open, 0-based, in Unicode code points."},
            "paths": paths, "components": {"schemas": components}}


def _get(name: str, told: str, parameters: list[Any], found: Any) -> dict[str, Any]:
    return {"get": {"operationId": name, "summary": told, "parameters": parameters, "responses": {
        "200": found, **{str(status): _json(told, {"$ref": "#/components/schemas/Fault"}) for status, told in
                         ((400, "The address asks for what the page does not have."),
                          (404, "The record has no such thing."), (503, "It took too long."))}}}}


def _file(kind: str) -> dict[str, Any]:
    media, told = {"csv": ("text/csv", "The first line has the names of the columns; no rows is an empty file. "),
                   "ndjson": ("application/x-ndjson", "A row a line. ")}[kind]
    return {"description": f"{told}At most {MOST} rows; what was cut says so in its last line.",
            "content": {media: {"schema": {"type": "string"}}}}


def _json(told: str, schema: Any) -> dict[str, Any]:
    return {"description": told, "content": {"application/json": {"schema": schema}}}


def _parameter(path: str, name: str, hint: Any, default: Any) -> dict[str, Any]:
    inside = f"{{{name}}}" in path
    schema = msgspec.json.schema(hint)
    if "$ref" in schema:             # an enum: written out where it is used
        schema = dict(schema["$defs"][schema["$ref"].rpartition("/")[2]])
        schema.pop("description", None)
    if str in kinds(hint) and "enum" not in schema:
        schema["maxLength"] = LONGEST
    if name == "page":
        schema |= {"minimum": 1, "maximum": LAST}
    if name in ("since", "until"):
        schema["pattern"] = f"^({DAY.pattern})?$"
    if default is not MISSING and default not in ("", None, ()):
        schema["default"] = getattr(default, "value", default)
    return {"name": name, "in": "path" if inside else "query", "required": inside, "schema": schema}
