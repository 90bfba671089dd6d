"""Login: where a browser shows the token of a site that other machines can reach."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.serve.answer import render
from dateline.serve.guard import COOKIE, LOGIN

router = APIRouter(include_in_schema=False)


@router.get(LOGIN)
def ask(request: Request) -> Response:
    """The form that asks for the token."""
    return render(request, "login.html", {"failed": False}, to_stranger=True)


@router.post(LOGIN)
def enter(request: Request, token: Annotated[str, Form(max_length=500)] = "") -> Response:
    """Let the browser in until it is closed, or the server stops: the cookie holds the token of this very process."""
    settings = request.app.state.settings
    if not settings.admits(token.strip()):
        return render(request, "login.html", {"failed": True}, 401, to_stranger=True)
    response = RedirectResponse("/", 303)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, settings.page_token, httponly=True, samesite="strict", secure=secure)
    return response
