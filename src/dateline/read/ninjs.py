"""ninjs, the IPTC's news in JSON, versions 1, 2 and 3: one item, an array of them, or one a line.

https://iptc.org/std/ninjs/userguide tells the properties. Version 1 puts kinds into names (`body_xhtml`), 2 has lists
of bodies and headlines, 3 the same in camelCase: with names in lower case, 2 and 3 are one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from dateline.errors import InputError
from dateline.read.json import read_json
from dateline.read.jsonl import has_lines, read_jsonl
from dateline.read.markup import plain

BODIES = ("body_text", "body_xhtml", "body_html")
"""Version 1's bodies, the one without markup first; any other `body_…` comes after."""

TEXT_TYPES = frozenset(("text", "composite", ""))
WITHDRAWN = frozenset(("canceled", "withheld"))

# What no other JSON of news is likely to have: `uri` together with one of these, and no `text` of ours.
OWN = re.compile(
    rb'"(?:body_x?html|body_text|bodies|headlines|versioncreated|contentcreated|representationtype|pubstatus)"\s*:',
    re.I,
)
URI = re.compile(rb'"uri"\s*:')
STANDARD = re.compile(rb'"standard"\s*:\s*\{[^{}]{0,200}"ninjs"', re.I)
TEXT = re.compile(rb'"text"\s*:\s*"')


def is_ninjs(head: bytes) -> bool:
    """Whether the JSON that begins so is ninjs."""
    return bool(STANDARD.search(head) or (URI.search(head) and OWN.search(head) and not TEXT.search(head)))


def read_ninjs(stream: BinaryIO) -> Iterator[tuple[int | None, dict[str, object] | InputError]]:
    """The line numbers (of lines) and fields of the items, or an item's error. Raises `InputError`."""
    head = stream.peek(io.DEFAULT_BUFFER_SIZE) if isinstance(stream, io.BufferedReader) else b""
    for line, row in read_jsonl(stream) if has_lines(head) else read_json(stream):
        yield line, row if isinstance(row, InputError) else _fields(row)


def _fields(row: Mapping[str, object]) -> dict[str, object] | InputError:
    item = {name.lower(): value for name, value in row.items()}
    kind, status = (str(item.get(name) or "").lower() for name in ("type", "pubstatus"))
    if kind not in TEXT_TYPES:
        return InputError(f'no report: its type is "{kind[:40]}", not text')
    if status in WITHDRAWN:
        return InputError(f'its publisher withdrew it (pubstatus "{status}")')
    try:
        text = _body(item)
    except InputError as error:
        return error
    if not text:
        return InputError("no text: neither body_text, body_xhtml nor bodies")
    uri = _string(item.get("uri"))
    return {
        "id": uri,
        "url": uri if uri and uri.startswith(("http://", "https://")) else None,
        "text": text,
        "title": _string(item.get("headline")) or _listed(item.get("headlines")) or _string(item.get("title")),
        "date": _string(item.get("contentcreated"))
        or _string(item.get("firstcreated"))
        or _string(item.get("versioncreated")),
        "byline": _string(item.get("byline")) or _string(item.get("by")),
        "source": _named(item.get("infosource"))
        or _named(item.get("infosources"))
        or _string(item.get("copyrightholder")),
    }


def _body(item: Mapping[str, object]) -> str:
    """The text of the item's body, the one without markup if there are several. Raises `TooLong`."""
    others = sorted(name for name in item if name.startswith("body_") and name not in BODIES)
    for name in (*BODIES, *others):
        body = _string(item.get(name))
        if body:
            return body if name == "body_text" else plain(body)
    bodies = sorted(_dicts(item.get("bodies")), key=lambda part: "html" in _content_type(part))
    for part in bodies:
        value = _string(part.get("value"))
        if value:
            return value if _content_type(part) == "text/plain" else plain(value)
    return ""


def _listed(headlines: object) -> str | None:
    """The main headline of a list, or the first."""
    found = [(_string(h.get("role")) or "", _string(h.get("value"))) for h in _dicts(headlines)]
    values = [value for role, value in found if value and role.lower() in ("", "main")] + [v for _, v in found if v]
    return plain(values[0]) if values else None


def _named(infos: object) -> str | None:
    """The name of the first that has one in a list of sources."""
    for info in _dicts(infos):
        name = _string(info.get("name"))
        if name:
            return name
    return None


def _dicts(value: object) -> list[dict[str, object]]:
    """The objects of a list, their names in lower case."""
    found = value if isinstance(value, list) else []
    return [{str(name).lower(): inner for name, inner in part.items()} for part in found if isinstance(part, dict)]


def _content_type(body: Mapping[str, object]) -> str:
    return (_string(body.get("contenttype")) or "").lower()


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
