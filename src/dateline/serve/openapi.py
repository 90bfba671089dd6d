"""The OpenAPI description: what FastAPI makes of the handlers, and what all pages have in common, told once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final

from fastapi import FastAPI

METHODS: Final = ("get", "post", "put", "delete", "patch")

PROBLEM: Final = {
    "type": "object",
    "description": "What went wrong, as of RFC 9457.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence that says what is wrong and what to do."},
        "instance": {"type": "string", "description": "The path that was asked for."},
    },
    "example": {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "'2026-3' is not a day; write it as 2026-03-01",
        "instance": "/search.json",
    },
}
FAILED: Final = {
    "description": "The request failed: a problem as of RFC 9457.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
# What FastAPI tells of wrong parameters, which `dateline.serve.problems` answers in its own way.
NOT_OURS: Final = ("HTTPValidationError", "ValidationError")

Schema = dict[str, Any]


def describe(app: FastAPI) -> None:
    """Make the app tell its description with errors as they are, and with words and examples for what pages share."""
    plain = app.openapi

    def openapi() -> Schema:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(plain())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def operations(schema: Schema) -> Iterator[tuple[str, str, Schema]]:
    """Each operation with its path and method, in the order of the routes."""
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                yield path, method, methods[method]


def _completed(schema: Schema) -> Schema:
    components = schema.setdefault("components", {}).setdefault("schemas", {})
    for path, _, operation in operations(schema):
        operation["responses"].pop("422", None)
        operation["responses"]["default"] = FAILED
        for parameter in operation.get("parameters", ()):
            _explain(parameter, parameter["schema"], parameter["name"], path)
        for content in operation.get("requestBody", {}).get("content", {}).values():
            body = components.get(content["schema"].get("$ref", "").rpartition("/")[2], content["schema"])
            for name, field in body.get("properties", {}).items():
                _explain(field, field, name, path)
    for name in NOT_OURS:
        components.pop(name, None)
    components["Problem"] = PROBLEM
    return schema


def _explain(told: Schema, kind: Schema, name: str, path: str) -> None:
    """A parameter's or field's meaning and example, where its page does not tell them; `kind` is its own schema."""
    page = path.split("/")[1].partition(".")[0]
    shared = _shared().get(page, {}).get(name) or _shared()["all"].get(name, {})
    if "description" not in told and "description" in shared:
        told["description"] = shared["description"]
    own = [*_listed(told.pop("examples", None)), *_listed(kind.pop("examples", None))]
    default = kind.get("default")
    # A number to begin with says more than an example of another page's.
    known = own[0] if own else default if isinstance(default, int | float) else shared.get("example", default)
    if "example" not in told and known is not None:
        many = kind.get("type") == "array" and not isinstance(known, list)
        told["example"] = [known] if many else known


def _listed(examples: Any) -> list[Any]:
    """The values of `examples`, which parameters have by name and schemas in a list."""
    return [one.get("value") for one in examples.values()] if isinstance(examples, dict) else list(examples or ())


@cache
def _shared() -> dict[str, dict[str, Schema]]:
    text = (files("dateline.serve") / "parameters.toml").read_text("utf-8")
    return tomllib.loads(text)
