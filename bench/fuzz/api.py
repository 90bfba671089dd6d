"""Requests to the site that `dateline serve` shows, with a store that may be changed.

Whatever is asked: no fault of the server (5xx), errors are problems as of RFC 9457 where JSON is wanted, the headers of
`guard` are there, no header holds a line end, nobody is sent to another site, JSON is JSON and text is UTF-8, and a
page never holds the mark of a request unescaped. A read-only site is asked the same, and its store stays as it is.
"""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final
from urllib.parse import unquote

from fastapi import FastAPI

from bench.fuzz.news import example_files
from bench.fuzz.requests import MARK, Asking, Request
from bench.fuzz.target import Broken, require
from dateline.coder import load
from dateline.read import read
from dateline.serve import Settings, create_app
from dateline.serve.guard import HEADERS
from dateline.store import Store
from dateline.store.add import add

TOKEN: Final = "the-token-of-the-fuzzer"

FRESH: Final = 300
"""Requests after which the store that may be changed is that of the examples again."""

EXAMPLES: Final = 24
"""Reports of the store: enough for acts, copies and offices, and few enough to be coded in seconds."""

PROBLEM: Final = {"type", "title", "status", "detail", "instance"}

# What h11, by which uvicorn sends, lets pass in a header.
VALUE: Final = re.compile(rb"[\x21-\xff](?:[ \t\x21-\xff]*[\x21-\xff])?|")
NAME: Final = re.compile(rb"[-!#$%&'*+.^_`|~0-9a-zA-Z]+")


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    ended: bool = False

    def header(self, name: bytes) -> str:
        """A header's value, empty if there is none."""
        return next((value.decode("latin-1") for key, value in self.headers if key.lower() == name), "")


class Site:
    """An app over a store of its own, asked without a socket."""

    def __init__(self, store: Path, read_only: bool, coder: Any) -> None:
        self.app: FastAPI = create_app(Store.open(str(store)), Settings(page_token=TOKEN, read_only=read_only), coder)

    async def ask(self, request: Request) -> Answer:
        """The answer to a request."""
        answer = Answer()
        bodies = [{"type": "http.request", "body": request.body, "more_body": False}]
        ended = asyncio.Event()

        async def receive() -> MutableMapping[str, Any]:
            if bodies:
                return bodies.pop()
            # A client stays until it has its answer.
            await ended.wait()
            return {"type": "http.disconnect"}

        async def send(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answer.status, answer.headers = message["status"], list(message["headers"])
            elif message["type"] == "http.response.body":
                answer.body += message.get("body", b"")
                if not message.get("more_body", False):
                    answer.ended = True
                    ended.set()

        await self.app(_scope(request), receive, send)
        return answer

    def close(self) -> None:
        """End what goes on behind the pages."""
        self.app.state.archive.close()
        self.app.state.desk.close()


class Api:
    """The site as a target."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="dateline-fuzz-api-"))
        self._kept = self._folder / "kept"
        self._coder = load()
        store = Store.open(str(self._kept), create=True)
        add(store, read(str(path) for path in example_files()[:EXAMPLES]), self._coder)
        self._loop = asyncio.new_event_loop()
        self._read_only = Site(self._kept, True, self._coder)
        self._version = store.head().version
        self._asked = 0
        self._open: Site | None = None
        self._asking = Asking(self._read_only.app.openapi(), known_to(store), TOKEN)

    def seeds(self) -> Iterable[bytes]:
        """Each operation once."""
        return [request.packed() for request in self._asking.plain()]

    def mutate(self, data: bytes, random: Random) -> bytes:
        """Another request."""
        return self._asking.odd(random).packed()

    def run(self, data: bytes) -> None:
        """Ask both sites, and look at their answers."""
        request = Request.unpacked(data)
        sites = [self._writable()]
        if self._asked % 8 == 0:
            sites.append(self._read_only)
        for site in sites:
            answer = self._loop.run_until_complete(asyncio.wait_for(site.ask(request), 300))
            look(request, answer)
        if len(sites) > 1:
            require(Store.open(str(self._kept)).head().version == self._version, "a read-only site changed its store")

    def seconds(self, data: bytes) -> float:
        """Ten: a request may settle the store or code a report behind it."""
        return 20.0

    def close(self) -> None:
        """End the sites and drop their stores."""
        for site in filter(None, (self._open, self._read_only)):
            site.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _writable(self) -> Site:
        """The site that may be changed, begun anew now and then, so that its store stays small."""
        if self._open is None or self._asked % FRESH == 0:
            if self._open:
                self._open.close()
            folder = self._folder / f"open-{self._asked}"
            shutil.copytree(self._kept, folder)
            self._open = Site(folder, False, self._coder)
        self._asked += 1
        return self._open


def make() -> Api:
    """The target."""
    return Api()


def look(request: Request, answer: Answer) -> None:
    """What holds for every answer."""
    require(answer.ended, "an answer without an end", request.target)
    require(200 <= answer.status < 500, f"status {answer.status}", answer.body[:300])
    for name, value in answer.headers:
        require(NAME.fullmatch(name) and VALUE.fullmatch(value), "a header that HTTP does not have", (name, value))
    for told, expected in HEADERS.items():
        require(answer.header(told.lower().encode()) == expected, f"no {told}")
    place = answer.header(b"location")
    require(
        not place or re.match(r"/(?![/\\])", place) or place.startswith("http://127.0.0.1:8000/"),
        "sent elsewhere",
        place,
    )
    _look_at_body(request, answer)


def _look_at_body(request: Request, answer: Answer) -> None:
    kind = answer.header(b"content-type").partition(";")[0]
    if request.method == "HEAD" or answer.status in (204, 304):
        return
    if kind.startswith("text/") or "json" in kind or kind.endswith("+xml"):
        text = answer.body.decode()
        if kind in ("text/html", "application/atom+xml", "image/svg+xml"):
            require(
                MARK not in text, "the mark of a request stands in a page", text[max(0, text.find(MARK) - 200) :][:400]
            )
        if "json" in kind and kind != "application/jsonl":
            told = json.loads(text, parse_constant=_no_constant)
            if answer.status >= 400:
                require(kind == "application/problem+json", "an error that is no problem", kind)
                require(told.keys() >= PROBLEM and told["status"] == answer.status, "a problem that lacks a part", text)
                require(told["detail"], "a problem without words", text)
    elif answer.status >= 400:
        require(not answer.body, "an error in no known form", kind)


def _no_constant(name: str) -> None:
    raise Broken("a number that JSON does not have", name)


def _scope(request: Request) -> dict[str, Any]:
    """As uvicorn makes it."""
    path, _, query = request.target.partition(b"?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 50000),
        "scheme": "http",
        "method": request.method,
        "root_path": "",
        "path": unquote(path.decode("ascii")),
        "raw_path": path,
        "query_string": query,
        "headers": [(name.lower(), value) for name, value in request.headers],
        "state": {},
    }


def known_to(store: Store) -> list[str]:
    """Ids and names that the store has."""
    snapshot = store.at()
    queries = (
        "SELECT id FROM documents",
        "SELECT DISTINCT act FROM joins LIMIT 60",
        "SELECT id FROM events LIMIT 60",
        "SELECT DISTINCT name FROM actors LIMIT 60",
        "SELECT DISTINCT country FROM actors WHERE country IS NOT NULL",
        "SELECT DISTINCT coalesce(person, name) FROM resolutions LIMIT 60",
    )
    return [str(value) for query in queries for value in snapshot.sql(query).column(0).to_pylist() if value]
