"""Questions of an assistant to the tools of `dateline mcp`.

Whatever is asked: a tool answers, or says in words what was wrong with the question; it never fails in any other way.
What it answers is JSON that fits, and the store stays as it is.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any, Final

from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError

from bench.fuzz.api import EXAMPLES, known_to
from bench.fuzz.mutate import NUMBERS, ODD
from bench.fuzz.news import example_files, mutated
from bench.fuzz.requests import WORDS
from bench.fuzz.target import Broken, require
from dateline.coder import load
from dateline.read import read
from dateline.serve.mcp import server
from dateline.store import Store
from dateline.store.add import add

QUERIES: Final = tuple(ODD["queries"])


class Assistant:
    """The tools as a target; an input is JSON with a tool's name and its arguments."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="dateline-fuzz-mcp-"))
        store = Store.open(str(self._folder / "store"), create=True)
        add(store, read(str(path) for path in example_files()[:EXAMPLES]), load())
        self._store, self._version = store, store.head().version
        self._server = server(store)
        self._loop = asyncio.new_event_loop()
        self._tools = {
            tool.name: tool.input_schema for tool in self._loop.run_until_complete(self._server.list_tools())
        }
        self._known = known_to(store)

    def seeds(self) -> Iterable[bytes]:
        """Each query, and each tool without arguments."""
        yield from (_packed(name, {}) for name in self._tools)
        yield from (_packed("sql", {"query": query}) for query in QUERIES)

    def mutate(self, data: bytes, random: Random) -> bytes:
        """A tool with arguments, some known and some odd."""
        name = random.choice(sorted(self._tools))
        schema = self._tools[name]
        needed = schema.get("required", ())
        arguments = {
            field: self._value(name, field, told, random)
            for field, told in schema["properties"].items()
            if random.random() < (0.97 if field in needed else 0.35)
        }
        return _packed(name, arguments)

    def run(self, data: bytes) -> None:
        """Ask, and look at the answer."""
        told = json.loads(data)
        try:
            answer = self._loop.run_until_complete(self._server.call_tool(told["tool"], told["arguments"]))
        except UnexpectedToolError as error:
            raise error.__cause__ or error from error
        except ToolError as error:
            require(str(error).strip(), "an error without words")
            str(error).encode()
            return
        written = answer.model_dump_json()
        json.loads(written.encode(), parse_constant=_no_constant)
        require(len(written) < 1_000_000, "an answer too long to be read", len(written))
        require(self._store.head().version == self._version, "a question changed the store")

    def seconds(self, data: bytes) -> float:
        """Ten: a query may count to what the limit of `analyse.sql` allows."""
        return 30.0

    def close(self) -> None:
        """Drop the store."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _value(self, tool: str, field: str, told: Any, random: Random) -> Any:
        kinds = {one.get("type") for one in (told, *told.get("anyOf", ()))}
        if random.random() < 0.05:
            return random.choice((None, True, -1, 10**30, 1.5, [], {}, "", [None], {"a": []}, "NaN"))
        if field == "query":
            return mutated(random.choice(QUERIES), random)[:2000] if random.random() < 0.4 else random.choice(QUERIES)
        if "integer" in kinds:
            return random.choice((0, 1, 2, 50, 199, 200, 201, 10**6, -1, 2**31, 2**63, 2**64))
        if "array" in kinds:
            return [self._word(random) for _ in range(random.choice((0, 1, 1, 2, 25)))]
        return self._word(random)

    def _word(self, random: Random) -> str:
        chosen = random.choice((self._known, self._known, WORDS, NUMBERS))
        word = random.choice(chosen)
        return mutated(word, random)[:600] if random.random() < 0.1 else word


def make() -> Assistant:
    """The target."""
    return Assistant()


def _packed(tool: str, arguments: dict[str, Any]) -> bytes:
    return json.dumps({"tool": tool, "arguments": arguments}).encode()


def _no_constant(name: str) -> None:
    raise Broken("a number that JSON does not have", name)
