"""How fast the site answers: `python -m bench.serve [--events 100000] [--store DIR]`.

On an invented store (`bench/generate`), in one run, on this machine alone:

- The server's time for the page of a relation against the bare DuckDB query that it needs. Each of many dyads is asked
  for once, page and query taking turns in going first, so that neither profits from what was kept.
- Fifty clients at once against `dateline serve`, asking for pages of many kinds: errors, and how long they waited.

Exits 1 if the ratio at the 95th percentile is above its bar in `floors.toml`, or if a client met an error.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, SimpleQueue
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any, Final

from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from bench.generate import generate
from dateline.analyse.parties import Party
from dateline.serve import create_app
from dateline.serve.corpus import corpus
from dateline.serve.relation.acts import page_query
from dateline.serve.relation.asked import Pair, asked
from dateline.serve.relation.chart import by_of, counted, span_of
from dateline.store import Snapshot, Store

HERE: Final = Path(__file__).resolve().parent
DYADS_ASKED: Final = 100
WARMING: Final = 10
"""Dyads asked for before the clock counts: a server that has been up for a minute is measured, not its start."""

CLIENTS: Final = 50
REQUESTS: Final = 4
"""Requests of each client, on average."""

START_SECONDS: Final = 120.0
ANSWER_SECONDS: Final = 120.0

BUSIEST: Final = """
    SELECT a, b FROM dyads WHERE main AND origin = 'dateline' AND b <> '' AND a < b
    GROUP BY a, b ORDER BY count(DISTINCT act) DESC, a, b LIMIT ?
"""


class Timed:
    """ASGI middleware that notes the seconds from each request to the last byte of its answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.seconds = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        start = time.perf_counter()
        await self.app(scope, receive, send)
        self.seconds = time.perf_counter() - start


def bare(snapshot: Snapshot, a: str, b: str) -> float:
    """Seconds of the query that the page of two needs, as DuckDB answers it."""
    pair, nothing = Pair(Party.of(a), Party.of(b)), asked()
    known = corpus(snapshot)
    span = span_of(nothing, known)
    by = by_of(span)
    query, values = page_query(pair, nothing, by, counted(nothing, by, span), known.last)
    start = time.perf_counter()
    snapshot.sql(query, values)
    return time.perf_counter() - start


def page(client: TestClient, timed: Timed, a: str, b: str) -> float:
    """Seconds that the server takes for the page of two. Raises `AssertionError` for another status than 200."""
    answer = client.get(f"/relation/{a}/{b}", headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return timed.seconds


def race(store: Store) -> tuple[list[float], list[float]]:
    """Seconds of pages and of bare queries, dyad by dyad."""
    timed = Timed(create_app(store))
    pages, queries = [], []
    with TestClient(timed) as client:
        snapshot = store.at()
        dyads = snapshot.sql(BUSIEST, [DYADS_ASKED + WARMING]).to_pylist()
        for number, dyad in enumerate(dyads):
            a, b = dyad["a"], dyad["b"]
            if number % 2:
                told, query = page(client, timed, a, b), bare(snapshot, a, b)
            else:
                query, told = bare(snapshot, a, b), page(client, timed, a, b)
            if number >= WARMING:
                pages.append(told)
                queries.append(query)
    return pages, queries


def addresses(store: Store) -> list[str]:
    """What clients ask for: every kind of page that a reader opens all day, many different ones of each."""
    snapshot = store.at()
    dyads = snapshot.sql(BUSIEST, [CLIENTS]).to_pylist()
    documents = snapshot.sql("SELECT id FROM documents ORDER BY hash(id) LIMIT ?", [CLIENTS]).column(0).to_pylist()
    acts = snapshot.sql("SELECT DISTINCT act FROM joins ORDER BY hash(act) LIMIT ?", [CLIENTS]).column(0).to_pylist()
    mixed = []
    for number in range(CLIENTS):
        dyad = dyads[number % len(dyads)]
        pair = f"/relation/{dyad['a']}/{dyad['b']}"
        mixed += [
            "/",
            pair,
            f"{pair}/chart.json",
            f"{pair}/statements",
            f"{pair}?type=CONSULT",
            f"/report/{documents[number % len(documents)]}",
            f"/act/{acts[number % len(acts)]}",
            "/calendar",
            "/relations.json",
            f"/search?q=border&source={number}",
        ]
    return mixed


@contextmanager
def served(store: Store) -> Iterator[int]:
    """`dateline serve` over a store; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "dateline.cli", "serve", "--store", store.uri, "--port", f"{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                ask(port, "/data.json")
                break
            except OSError:
                if time.monotonic() > end or process.poll() is not None:
                    raise
                time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def ask(port: int, address: str) -> int:
    """The status of an answer that was read to its end. Raises `OSError`."""
    connection = HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def crowd(port: int, asked: list[str]) -> tuple[list[float], list[str]]:
    """Seconds that clients waited, all at once, and what went wrong."""
    queue: SimpleQueue[str] = SimpleQueue()
    for address in asked:
        queue.put(address)
    waited: list[float] = []
    faults: list[str] = []

    def client() -> None:
        while True:
            try:
                address = queue.get_nowait()
            except Empty:
                return
            start = time.perf_counter()
            try:
                status = ask(port, address)
            except OSError as error:
                faults.append(f"{address}: {error!r}")
                continue
            waited.append(time.perf_counter() - start)
            if status != 200:
                faults.append(f"{address}: {status}")

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waited, faults


def ninety_fifth(values: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1]


def measure(store: Store, bars: dict[str, Any]) -> list[str]:
    """Print what was measured; the bars that were missed."""
    pages, queries = race(store)
    ratio = ninety_fifth(pages) / ninety_fifth(queries)
    told, bare_told = ([f"{value * 1000:.0f}" for value in (median(v), ninety_fifth(v))] for v in (pages, queries))
    print(f"page of a relation   {told[0]} ms, 95th percentile {told[1]} ms  ({len(pages)} dyads)")
    print(f"the bare query       {bare_told[0]} ms, 95th percentile {bare_told[1]} ms")
    print(f"  ratio of the 95th  {ratio:.2f} (at most {bars['relation']})")
    asked = addresses(store)[: CLIENTS * REQUESTS]
    with served(store) as port:
        start = time.perf_counter()
        waited, faults = crowd(port, asked)
        seconds = time.perf_counter() - start
    print(f"{CLIENTS} clients at once   {len(asked)} requests in {seconds:.1f} s on {os.cpu_count()} cores")
    if waited:
        print(f"  waited             {median(waited):.2f} s, 95th percentile {ninety_fifth(waited):.2f} s")
    print(f"  errors             {len(faults)}")
    missed = [] if ratio <= bars["relation"] else [f"the ratio is {ratio:.2f}"]
    return missed + faults[:10]


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", type=Path, help="a store that `bench.generate` made; else one is made for this run")
    args = parser.parse_args()
    bars = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["serve"]
    with TemporaryDirectory() as folder:
        store = Store.open(f"{args.store or folder + '/store'}", create=args.store is None)
        if args.store is None:
            for _ in generate(store, args.events, args.seed):
                pass
        missed = measure(store, bars)
    for one in missed:
        print(f"missed: {one}", file=sys.stderr)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
