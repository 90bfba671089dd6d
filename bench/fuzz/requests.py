"""Requests to the site: by its own description with odd values, and as raw as a client can send them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final
from urllib.parse import quote, urlencode

from bench.fuzz.mutate import MARKS, NUMBERS, ODD, changed
from bench.fuzz.news import mutated, reports

MARK: Final = "<fuzz-mark"
"""An element that no page of ours has: where it stands unescaped, so could a script."""

WORDS: Final = ("", "a" * 300, "a" * 5000, "a b " * 200, *(value.replace("MARK", MARK) for value in ODD["values"]))
HEADERS: Final = tuple((name, value) for name, value in ODD["headers"])
METHODS: Final = ("GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "QUERY", "\u00e9")

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """A request as bytes: target, header fields and body are what goes over the wire."""

    method: str
    target: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def packed(self) -> bytes:
        """The request as an input."""
        told = {
            "method": self.method,
            "target": self.target.decode("latin-1"),
            "headers": [[name.decode("latin-1"), value.decode("latin-1")] for name, value in self.headers],
            "body": self.body.decode("latin-1"),
        }
        return json.dumps(told).encode()

    @classmethod
    def unpacked(cls, data: bytes) -> Request:
        """The request of an input."""
        told = json.loads(data)
        headers = tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in told["headers"])
        return cls(told["method"], told["target"].encode("latin-1"), headers, told["body"].encode("latin-1"))


@dataclass(frozen=True, slots=True)
class Operation:
    """A path and method of the description, with its parameters, and the fields of its body by media type."""

    path: str
    method: str
    parameters: tuple[Schema, ...]
    bodies: Mapping[str, Mapping[str, Schema]]


def operations(schema: Schema) -> list[Operation]:
    """What a description says can be asked."""
    found = []
    for path, methods in sorted(schema["paths"].items()):
        for method, told in sorted(methods.items()):
            bodies = {}
            for kind, content in told.get("requestBody", {}).get("content", {}).items():
                form = content["schema"]
                name = form.get("$ref", "").rpartition("/")[2]
                bodies[kind] = schema["components"]["schemas"][name]["properties"] if name else form["properties"]
            found.append(Operation(path, method.upper(), tuple(told.get("parameters", ())), bodies))
    return found


class Asking:
    """Makes requests: `known` are ids and names that the store has, `token` is what changes need."""

    def __init__(self, schema: Schema, known: Sequence[str], token: str) -> None:
        self._operations = operations(schema)
        self._words = (*WORDS, *NUMBERS)
        self._known = known
        self._token = token

    def plain(self) -> list[Request]:
        """Each operation once, with its examples."""
        random = Random(0)
        return [self._request(one, random, odd=0.0) for one in self._operations]

    def odd(self, random: Random) -> Request:
        """An operation with odd values, headers and methods."""
        if random.random() < 0.05:
            return self._raw(random)
        made = self._request(random.choice(self._operations), random, odd=random.choice((0.1, 0.3, 0.7)))
        headers = list(made.headers)
        for _ in range(random.choice((0, 0, 0, 1, 2))):
            name, value = random.choice(HEADERS)
            headers = [one for one in headers if one[0] != name.encode() or random.random() < 0.3]
            headers.append((name.encode(), value.encode("utf-8", "surrogateescape")))
        method = random.choice(METHODS) if random.random() < 0.03 else made.method
        body = changed(made.body, random, [made.body, b"a=b"]) if random.random() < 0.1 else made.body
        return Request(method, made.target, tuple(headers), body)

    def _raw(self, random: Random) -> Request:
        """A target, headers and a body of whatever bytes HTTP lets pass."""
        target = (random.choice(ODD["paths"]) + random.choice(("", "?", ".json?version="))).encode()
        target += quote(
            changed(random.choice(self._words).encode("utf-8", "replace"), random, MARKS), safe="/?&=%#"
        ).encode()
        value = changed(random.choice(HEADERS)[1].encode("utf-8", "replace"), random, MARKS)
        value = bytes(byte for byte in value if byte not in b"\0\r\n")[:4000]
        headers = ((b"host", b"127.0.0.1:8000"), (random.choice(HEADERS)[0].encode(), value))
        return Request(random.choice(METHODS), target[:8000], headers, random.randbytes(random.choice((0, 0, 20))))

    def _request(self, one: Operation, random: Random, odd: float) -> Request:
        path, query = one.path, []
        for parameter in one.parameters:
            value = self._value(parameter, random, odd)
            if parameter["in"] == "path":
                path = path.replace("{" + parameter["name"] + "}", quote(value, safe="", errors="replace"))
            elif odd == 0.0 or random.random() < 0.4:
                query += [(parameter["name"], value)] * random.choice((1, 1, 1, 2, 30 if odd else 1))
        if path.endswith(".json") and random.random() < odd:
            path = path.removesuffix(".json").replace("/index", "/")
        target = path + ("?" + urlencode(query, errors="replace") if query else "")
        headers = [
            ("host", "127.0.0.1:8000"),
            ("accept", random.choice(("application/json", "text/html")) if odd else "application/json"),
        ]
        body = b""
        if one.bodies:
            kind, fields = random.choice(sorted(one.bodies.items()))
            filled = self._fields(fields, random, odd)
            body, kind = (
                _multipart(filled) if "multipart" in kind else (urlencode(filled, errors="replace").encode(), kind)
            )
            headers += [("content-type", kind), ("content-length", str(len(body)))]
        if one.method != "GET" and random.random() > odd / 10:
            headers.append(("x-dateline-token", self._token))
        encoded = tuple((name.encode(), value.encode()) for name, value in headers)
        return Request(one.method, target.encode(), encoded, body)

    def _fields(self, fields: Mapping[str, Schema], random: Random, odd: float) -> list[tuple[str, str]]:
        filled = []
        for name, schema in fields.items():
            if odd and random.random() < 0.15:
                continue
            for _ in range(random.choice((1, 1, 1, 2)) if odd else 1):
                filled.append((name, self._value({"schema": schema, **schema, "name": name}, random, odd)))
        return filled

    def _value(self, parameter: Schema, random: Random, odd: float) -> str:
        """A value for a parameter or field: its example, something that the store knows, or something odd."""
        name = parameter["name"]
        if name in ("text", "file") and random.random() < 0.9:
            return (
                mutated(random.choice(reports())[: random.choice((200, 2000))], random)[:4000] if odd else reports()[0]
            )
        if random.random() < odd:
            return (
                random.choice(self._words)
                if random.random() < 0.8
                else mutated(random.choice(self._words), random)[:2000]
            )
        if random.random() < 0.5:
            return random.choice(self._known)
        example = parameter.get("example", "")
        example = example[0] if isinstance(example, list) and example else example
        return str(example).lower() if isinstance(example, bool) else str(example)


def _multipart(fields: Sequence[tuple[str, str]]) -> tuple[bytes, str]:
    parts = []
    for name, value in fields:
        file = '; filename="a.txt"\r\nContent-Type: text/plain' if name == "file" else ""
        parts.append(f'--fuzz\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n{value}\r\n')
    return ("".join(parts) + "--fuzz--\r\n").encode("utf-8", "replace"), "multipart/form-data; boundary=fuzz"
