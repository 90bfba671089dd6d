"""The API in words: what can be asked of the site by programs, made from its OpenAPI description."""

from __future__ import annotations

import shlex
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel, Field
from starlette.requests import Request

from dateline.serve.answer import answer, twin
from dateline.serve.guard import TOKEN_HEADER
from dateline.serve.openapi import Schema, operations
from dateline.serve.words import segment

router = APIRouter(tags=["api"])

TOKEN: Final = "$DATELINE_TOKEN"
FORM: Final = "application/x-www-form-urlencoded"
FORMS: Final = (FORM, "multipart/form-data", "application/json")


class Parameter(BaseModel):
    """A parameter of an address, or a field of a form."""

    name: str
    where: str = Field(description="path, query or form")
    required: bool
    type: str
    meaning: str
    default: str | None
    example: str | None


class Operation(BaseModel):
    """What can be asked for under one path."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    answers: list[str] = Field(description="Media types of the answer.")
    parameters: list[Parameter]
    curl: str
    address: str | None = Field(description="An example to open, for what changes nothing.")


class Group(BaseModel):
    """The operations of one page."""

    name: str
    operations: list[Operation]


class Api(BaseModel):
    """All that programs can ask for, by page."""

    title: str
    version: str
    description: str
    groups: list[Group]


@twin(router, "/api", Api, "What programs can ask for")
def api(request: Request) -> Any:
    """The paths with their parameters and an example each: `/openapi.json` for people."""
    app: FastAPI = request.app
    schema = app.openapi()
    site = f"{request.base_url}".rstrip("/")
    groups: dict[str, Group] = {}
    for path, method, operation in operations(schema):
        name = (operation.get("tags") or ["site"])[0]
        group = groups.setdefault(name, Group(name=name, operations=[]))
        group.operations.append(_operation(schema, site, path, method, operation))
    info = schema["info"]
    told = {name: info.get(name, "") for name in ("title", "version", "description")}
    return answer(request, "api.html", Api(**told, groups=list(groups.values())))


def _operation(schema: Schema, site: str, path: str, method: str, operation: Schema) -> Operation:
    parameters = [_parameter(schema, one, one["in"]) for one in operation.get("parameters", ())]
    form, media_type = _form(schema, operation)
    address = _example(path, parameters)
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        answers=list(operation["responses"].get("200", {}).get("content", {})),
        parameters=[*parameters, *form],
        curl=_curl(site, method, address, form, media_type),
        address=address if method == "get" else None,
    )


def _parameter(schema: Schema, told: Schema, where: str) -> Parameter:
    kind = _resolved(schema, told.get("schema", told))
    example = told.get("example", kind.get("example"))
    default = kind.get("default")
    return Parameter(
        name=told["name"],
        where=where,
        required=told.get("required", False),
        type=_type(schema, kind),
        meaning=told.get("description") or kind.get("description") or "",
        default=f"{default}" if default not in (None, "", []) else None,
        example=", ".join(map(str, example))
        if isinstance(example, list)
        else None
        if example is None
        else f"{example}",
    )


def _form(schema: Schema, operation: Schema) -> tuple[list[Parameter], str | None]:
    """The fields of what is sent along, and how."""
    content = operation.get("requestBody", {}).get("content", {})
    media_type = next((one for one in FORMS if one in content), None)
    if media_type is None:
        return [], None
    body = _resolved(schema, content[media_type].get("schema", {}))
    required = body.get("required", ())
    fields = [
        _parameter(schema, {"name": name, "required": name in required, "schema": kind}, "form")
        for name, kind in body.get("properties", {}).items()
    ]
    return fields, media_type


def _resolved(schema: Schema, kind: Schema) -> Schema:
    """A schema with the one that it refers to put in, and without the null that an optional one may be."""
    if "$ref" in kind:
        return {**schema["components"]["schemas"][kind["$ref"].rpartition("/")[2]], **kind}
    options = [one for one in kind.get("anyOf", ()) if one.get("type") != "null"]
    return {**_resolved(schema, options[0]), **kind} if len(options) == 1 else kind


def _type(schema: Schema, kind: Schema) -> str:
    if "enum" in kind:
        return " | ".join(f"{value}" if value != "" else "(empty)" for value in kind["enum"])
    if kind.get("type") == "array":
        return f"{_type(schema, _resolved(schema, kind.get('items', {})))}, repeated"
    return str(kind.get("type", "string"))


def _example(path: str, parameters: list[Parameter]) -> str:
    """The path with examples in it, and those of what must be told."""
    for one in parameters:
        if one.where == "path":
            path = path.replace(f"{{{one.name}}}", segment(one.example or one.name))
    query = [(one.name, one.example or one.name) for one in parameters if one.where == "query" and one.required]
    shown = [(one.name, one.example) for one in parameters if one.name == "q" and one.example]
    asked = dict([*query, *shown])
    return f"{path}?{urlencode(asked)}" if asked else path


def _curl(site: str, method: str, address: str, form: list[Parameter], media_type: str | None) -> str:
    words = ["curl", f"{site}{address}"]
    if method == "get":
        return shlex.join(words)
    fields = [(one.name, one.example or one.name) for one in form if one.required]
    flag = "--form" if media_type == "multipart/form-data" else "--data-urlencode"
    sent = shlex.join([word for name, value in fields for word in (flag, f"{name}={value}")])
    # In double quotes, so that the shell puts the token in.
    token = f'--header "{TOKEN_HEADER}: {TOKEN}"'
    return " ".join(filter(None, (shlex.join(words), "" if fields else f"--request {method.upper()}", token, sent)))
