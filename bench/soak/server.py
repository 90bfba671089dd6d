"""The server: `python -m bench.soak.server LOG [HASTE]`; it prints its ports, of the feeds and one that nobody tends.

A request for `/freeze` stops the news: from then on the papers stay as they are.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.soak.faults import Behaviour
from bench.soak.plan import FREEZE, feeds, hosts
from bench.soak.wire import Wire, request_of

LONGEST_REQUEST = 1024 * 1024


class Server:
    """All feeds on one port, told apart by host; `log` gets a line for each answer.

    With `haste`, the papers have so many times as many news.
    """

    def __init__(self, log: Path, haste: float = 1) -> None:
        listed = feeds()
        self._routes: dict[tuple[str, str], Behaviour] = {}
        for feed, host in zip(listed, hosts(listed), strict=True):
            self._routes[host, f"/{feed.name}"] = feed.answer
            self._routes[host, "/robots.txt"] = feed.robots
        self._haste = haste
        self._began = time.monotonic()
        self._frozen: float | None = None
        self._log = log.open("w", encoding="utf-8")

    async def serve(self) -> None:
        """Serve until this is cancelled."""
        server = await asyncio.start_server(self._connected, "0.0.0.0", 0, limit=LONGEST_REQUEST, backlog=200)
        with untended() as closed:
            print(server.sockets[0].getsockname()[1], closed, flush=True)
            await server.serve_forever()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Clients that hang up on what they are given are what is tested.
        with contextlib.suppress(OSError, EOFError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            second = time.monotonic() - self._began
            edition = (second if self._frozen is None else self._frozen) * self._haste
            wire = await request_of(reader, writer, second, edition)
            try:
                await self._answer(wire)
            finally:
                wire.log(self._log)
        with contextlib.suppress(OSError):
            writer.close()

    async def _answer(self, wire: Wire) -> None:
        if wire.path == FREEZE:
            self._frozen = wire.second
            await wire.answer(204)
            return
        path = wire.path if wire.path == "/robots.txt" else f"/{wire.path.split('/')[1]}"
        behave = self._routes.get((wire.host, path))
        await (behave(wire) if behave else wire.answer(404))


@contextlib.contextmanager
def untended() -> Iterator[int]:
    """A port whose queue is full: who connects to it gets no answer."""
    with contextlib.ExitStack() as open_ones:
        listening = open_ones.enter_context(socket.socket())
        listening.bind(("0.0.0.0", 0))
        listening.listen(0)
        port = listening.getsockname()[1]
        for _ in range(4):
            waiting = open_ones.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
        yield port


def main() -> None:
    """Serve until killed."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(Server(Path(sys.argv[1]), *map(float, sys.argv[2:])).serve())


if __name__ == "__main__":
    main()
