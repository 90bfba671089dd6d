"""What every request must pass and every response carries: headers, hosts, tokens, sizes."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.serve.problems import problem_response
from dateline.serve.settings import UPLOAD_BYTES, Settings

COOKIE: Final = "dateline"
TOKEN_HEADER: Final = "X-Dateline-Token"
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1", "testserver"})

HEADERS: Final = {
    # Only what this server itself sends is run, loaded or asked: reports may hold anything.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """ASGI middleware that refuses requests and adds headers, as `Settings` say."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with a problem."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        refused = self._refusal(request)
        if refused:
            status, detail = refused
            await problem_response(request, status, detail)(scope, receive, _with_headers(send))
            return
        await self.app(scope, _bounded(receive), _with_headers(send))

    def _refusal(self, request: Request) -> tuple[int, str] | None:
        """Status and reason, if the request may not pass."""
        headers = request.headers
        if not self._is_own_host(headers):
            # A page elsewhere may point a name of its own at this machine (DNS rebinding).
            return 421, "This server does not go by that host name."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > UPLOAD_BYTES:
            return 413, f"The request is too large: {UPLOAD_BYTES:,} bytes at most."
        shown = headers.get(TOKEN_HEADER) or _bearer(headers) or request.cookies.get(COOKIE)
        if self.settings.is_open and request.url.path not in ("/login",) and not self.settings.admits(shown):
            return 401, "Show the token: open /login, or send it in the header Authorization: Bearer."
        if request.method in SAFE:
            return None
        if self.settings.read_only:
            return 403, "This site is read-only (--read-only)."
        if not _is_own_origin(headers):
            return 403, "The request comes from another site."
        # A cookie is sent by the browser unasked, so it does not show that the page meant it.
        meant = headers.get(TOKEN_HEADER) or _bearer(headers)
        if request.url.path != "/login" and not self.settings.admits(meant):
            return 403, f"Changes need the token, in the header {TOKEN_HEADER}."
        return None

    def _is_own_host(self, headers: Headers) -> bool:
        name = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        return self.settings.is_open or name in LOOPBACK or name == self.settings.host


def _is_own_origin(headers: Headers) -> bool:
    """Whether a browser says that the request comes from a page of this server; programs send no origin."""
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _bearer(headers: Headers) -> str | None:
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


def _bounded(receive: Receive) -> Receive:
    """The request's body, cut off where it grows beyond the limit whatever its header says."""
    read = 0

    async def bounded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        return {"type": "http.disconnect"} if read > UPLOAD_BYTES else message

    return bounded


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sending
