"""A web site on this machine that misbehaves as told, a network that leads to it, and a time that passes at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore2

PUBLIC = "93.184.215.14"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.asked.append((self.path, self.headers))
        route = site.routes.get(self.path)
        if route is None:
            self.answer(404)
        elif callable(route):
            route(self)
        else:
            self.answer(200, route)

    def answer(self, status: int, body: bytes = b"", length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


Route = Callable[[Handler], None] | bytes


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up on a bomb are what is tested."""


class Site:
    """`routes` by path; `asked` are the paths and headers of all requests."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[tuple[str, Message]] = []
        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.site = self  # type: ignore[attr-defined]
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def paths(self) -> list[str]:
        """The paths asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Network(httpcore2.NetworkBackend):
    """Whatever address is connected to, it is the site, but for those `closed`; `connected` are all that were tried."""

    def __init__(self, site: Site, closed: Iterable[str] = ()) -> None:
        self._site = site
        self._closed = set(closed)
        self._sockets = httpcore2.SyncBackend()
        self.connected: list[str] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        self.connected.append(host)
        if host in self._closed:
            raise httpcore2.ConnectError("connection refused")
        return self._sockets.connect_tcp("127.0.0.1", self._site.port, timeout)


class Time:
    """A clock that only sleeping moves; `slept` are the sleeps, in seconds."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime.fromtimestamp(1_780_000_000 + self.seconds, UTC)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.seconds += seconds
