"""One answer in two forms: a page for people, its JSON twin for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar
from urllib.parse import quote

from fastapi import APIRouter
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dateline.serve.words import FILTERS

Handler = TypeVar("Handler", bound=Callable[..., Any])


def twin(router: APIRouter, path: str, model: type[BaseModel], summary: str) -> Callable[[Handler], Handler]:
    """Serve a handler at `path` as a page and at `path.json` as JSON (the page's address with `Accept` does as well).

    The handler returns `answer(…)`. Only the JSON form is in the OpenAPI description, as `summary`.
    """

    def register(handler: Handler) -> Handler:
        name = handler.__name__
        json_path = f"{path.rstrip('/') or '/index'}.json"
        router.add_api_route(json_path, handler, response_model=model, summary=summary, name=f"{name}_json")
        router.add_api_route(path, handler, response_model=None, include_in_schema=False, name=name)
        return handler

    return register


def answer(request: Request, template: str, model: BaseModel) -> Any:
    """The model itself where JSON is wanted, which FastAPI writes; else the page made of it, as `it`."""
    if wants_json(request):
        return model
    return render(request, template, {"it": model})


def wants_json(request: Request) -> bool:
    """Whether the caller asks for JSON, by the address or by `Accept`."""
    if request.url.path.endswith(".json"):
        return True
    accepted = request.headers.get("accept", "")
    return "application/json" in accepted and "text/html" not in accepted


def render(
    request: Request, template: str, context: Mapping[str, Any], status: int = 200, *, to_stranger: bool = False
) -> Response:
    """A page. Templates know `request`, `settings` and the `printed` address; all text is escaped.

    A page for a stranger, who has not shown the token, has no settings: these hold the token that pages change with.
    """
    settings = None if to_stranger else request.app.state.settings
    known = {"request": request, "settings": settings, "printed": _printed(request)}
    text = _environment().get_template(template).render(**known, **context)
    return HTMLResponse(text, status)


def _printed(request: Request) -> str:
    """The address that a page on paper tells, as it was asked for: nothing in it is decoded."""
    path = request.scope.get("raw_path") or quote(request.url.path).encode()
    query = request.url.query
    return f"{request.base_url}{path.decode('ascii', 'replace')[1:]}{'?' if query else ''}{query}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dateline.serve"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment
