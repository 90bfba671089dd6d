"""What every request must pass and every response carries: headers, hosts, tokens, sizes."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.serve.problems import problem_response
from dateline.serve.settings import UPLOAD_BYTES, Settings

COOKIE: Final = "dateline"
TOKEN_HEADER: Final = "X-Dateline-Token"
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1", "testserver"})

LOGIN: Final = "/login"
FOR_STRANGERS: Final = frozenset(
    {LOGIN, *(f"/static/{name}" for name in ("style.css", "pages.css", "icon.svg", "app.js", "htmx.min.js"))}
)
"""What is answered without the token where all else needs it: the page that asks for it, and how that looks."""

TOO_LARGE: Final = f"The request is too large: {UPLOAD_BYTES:,} bytes at most."

HEADERS: Final = {
    # Only what this server itself sends is run, loaded or asked: reports may hold anything.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # Nobody else is told what is read here; with `no-referrer`, browsers would hide even from us where a form stood.
    "Referrer-Policy": "same-origin",
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
        send = _with_headers(send)
        refused = self._refusal(request)
        if refused:
            await problem_response(request, *refused, to_stranger=True)(scope, receive, send)
            return
        exchange = _Exchange(receive, send)
        try:
            await self.app(scope, exchange.receive, exchange.send)
        except ClientDisconnect:
            if not exchange.is_cut:
                raise
        if exchange.is_cut and not exchange.is_answered:
            await problem_response(request, 413, TOO_LARGE)(scope, receive, send)

    def _refusal(self, request: Request) -> tuple[int, str] | None:
        """Status and reason, if the request may not pass."""
        headers = request.headers
        if not self._is_own_host(headers):
            # A page elsewhere may point a name of its own at this machine (DNS rebinding).
            return 421, "This server does not go by that host name."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > UPLOAD_BYTES:
            return 413, TOO_LARGE
        # Not `request.url.path`: that is put together with the host, into which a caller may write a path of its own.
        path = request.scope["path"]
        shown = headers.get(TOKEN_HEADER) or _bearer(headers) or request.cookies.get(COOKIE)
        if self.settings.is_open and path not in FOR_STRANGERS and not self.settings.admits(shown):
            return 401, f"Show the token: open {LOGIN}, or send it in the header Authorization: Bearer."
        if request.method in SAFE:
            return None
        if not _is_own_origin(headers):
            return 403, "The request comes from another site."
        if path == LOGIN:
            return None
        if self.settings.read_only:
            return 403, "This site is read-only (--read-only)."
        # A cookie is sent by the browser unasked, so it does not show that the page meant it.
        meant = headers.get(TOKEN_HEADER) or _bearer(headers)
        if not self.settings.admits(meant):
            return 403, f"Changes need the token, in the header {TOKEN_HEADER}."
        return None

    def _is_own_host(self, headers: Headers) -> bool:
        if self.settings.is_open:
            return True
        try:
            name = urlsplit(f"//{headers.get('host', '')}").hostname
        except ValueError:
            return False
        return name in LOOPBACK or name == self.settings.host


def _is_own_origin(headers: Headers) -> bool:
    """Whether a browser says that the request comes from a page of this server; programs send no origin."""
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")


def _bearer(headers: Headers) -> str | None:
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


class _Exchange:
    """A request whose body is cut off where it grows beyond the limit, whatever its header says, and its answer.

    What the application answers to half a body is held back, unless it has begun to answer before.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._read = 0
        self.is_answered = False

    @property
    def is_cut(self) -> bool:
        return self._read > UPLOAD_BYTES

    async def receive(self) -> Message:
        if self.is_cut:
            return {"type": "http.disconnect"}
        message = await self._receive()
        self._read += len(message.get("body", b""))
        return {"type": "http.disconnect"} if self.is_cut else message

    async def send(self, message: Message) -> None:
        if self.is_answered or not self.is_cut:
            self.is_answered = True
            await self._send(message)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sending
