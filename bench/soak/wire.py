"""One connection of the server: what was asked, and bytes in answer, well-formed or not."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import time
from dataclasses import dataclass, field
from typing import TextIO

PHRASE = "As It Is"


@dataclass(slots=True)
class Wire:
    """What was asked (`host` with no port, `path`, `headers` in lower case), and the way back.

    `second` is when, in seconds since the server began, and `edition` the second whose news are told; `told` are the
    reports that the answer gave, as name and revision, to be written into the log.
    """

    host: str
    path: str
    headers: dict[str, str]
    second: float
    edition: float
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    status: int = 0
    told: list[tuple[str, int]] = field(default_factory=list)

    async def answer(self, status: int, body: bytes = b"", /, **headers: str) -> None:
        """A whole and correct answer."""
        await self.head(status, Content_Length=str(len(body)), **headers)
        await self.send(body)

    async def head(self, status: int, version: str = "1.1", **headers: str) -> None:
        """The first line and the headers; `_` in their names stand for `-`."""
        self.status = status
        told = (f"{name.replace('_', '-')}: {value}" for name, value in headers.items())
        await self.send("\r\n".join([f"HTTP/{version} {status} {PHRASE}", *told, "", ""]).encode("latin-1"))

    async def send(self, data: bytes) -> None:
        """Some bytes as they are."""
        self.writer.write(data)
        await self.writer.drain()

    async def wait(self) -> None:
        """Say nothing until the client goes."""
        while await self.reader.read(1024):
            pass

    def reset(self) -> None:
        """Break the connection so that the client sees a reset."""
        told = self.writer.get_extra_info("socket")
        told.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    def log(self, file: TextIO) -> None:
        """Write down what was asked and given."""
        kept = {name: self.headers[name] for name in ("user-agent", "cookie", "if-none-match") if name in self.headers}
        row = {
            "second": round(self.second, 3),
            "at": time.time(),
            "host": self.host,
            "path": self.path,
            "status": self.status,
        }
        file.write(json.dumps({**row, "headers": kept, "told": self.told}) + "\n")
        file.flush()


async def request_of(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, second: float, edition: float) -> Wire:
    """Read the head of a request. Raises `EOFError`, `OSError` or `ValueError` where there is none."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in head[1:] if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    host = headers.get("host", "").partition(":")[0]
    return Wire(host, head[0].split(" ")[1], headers, second, edition, reader, writer)
