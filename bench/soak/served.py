"""The server in a process of its own, and where its feeds are."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.soak.plan import FREEZE, Feed, hosts


def addresses_of(listed: Sequence[Feed], port: int, closed: int) -> Iterator[str]:
    """The address of each feed."""
    for feed, host in zip(listed, hosts(listed), strict=True):
        yield f"http://{host}:{closed if feed.closed else port}/{feed.name}"


@contextmanager
def serving(log: Path, haste: float = 1) -> Iterator[tuple[int, int]]:
    """The server in a process of its own; its ports."""
    command = [sys.executable, "-m", "bench.soak.server", str(log), str(haste)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            port, closed = map(int, server.stdout.readline().split())
            yield port, closed
        finally:
            server.terminate()


def freeze(port: int) -> None:
    """Stop the news."""
    urllib.request.urlopen(f"http://127.0.0.1:{port}{FREEZE}", timeout=10).close()
