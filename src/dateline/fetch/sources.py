"""`sources.toml`: the feeds and pages to read, with whose they are.

[[source]]
url = "https://news.example/world.rss"
name = "Example News"
country = "KEN"
every = 30
articles = true
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

import pycountry

from dateline.errors import UsageError
from dateline.read import FORMATS
from dateline.read.options import Format

EVERY = 30.0
"""Minutes between two readings of a feed, where neither the list nor the caller tells. News feeds hold a few hours to
a few days of items, so that none is missed."""

SHORTEST, LONGEST = 1.0, 24 * 60.0
"""Minutes: asking more often is rude, more rarely misses items."""

KOSOVO = "XKX"
"""The code in use for a state that ISO 3166 does not list."""

MAX_BYTES = 4 * 1024 * 1024
"""Some 30,000 sources."""


@dataclass(frozen=True, slots=True)
class Source:
    """A feed or page: its address, the paper or agency, and its country (ISO 3166-1 alpha-3; None: of no state).

    `every` is in minutes (None: the caller's choice); `format` is one of `dateline.read.FORMATS` (None: told by the
    server and the content); with `articles` the pages that a feed's items link to are fetched as well.
    """

    url: str
    name: str
    country: str | None = None
    every: float | None = None
    format: Format | None = None
    articles: bool = False


class SourceList:
    """The sources of a list, in its order, read again when the file has changed.

    Raises `UsageError` naming the file and the entry.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp = _stamp(path)
        self.sources = load_sources(path)

    def changed(self) -> bool:
        """Whether there is another list since this was last asked. Raises `UsageError`, once for each wrong one."""
        stamp = _stamp(self.path)
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        before, self.sources = self.sources, load_sources(self.path)
        return self.sources != before


def load_sources(path: Path) -> list[Source]:
    """The sources of a list, in its order. Raises `UsageError` naming the file and the entry."""
    sources: list[Source] = []
    for number, entry in enumerate(_entries(path), 1):
        place = f"{path}: source {number}"
        source = _source(entry, f"{place} ({entry['url']})" if isinstance(entry.get("url"), str) else place)
        if any(source.url == other.url for other in sources):
            raise UsageError(f"{place}: {source.url} is listed twice; leave one")
        sources.append(source)
    return sources


def is_address(name: str) -> bool:
    """Whether an input's name is an address to fetch, not a file."""
    return name.lower().startswith(("http://", "https://"))


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes when somebody saves the file; nothing if it is not there."""
    try:
        told = path.stat()
    except OSError:
        return ()
    return told.st_mtime_ns, told.st_size, told.st_ino


def _entries(path: Path) -> list[Mapping[str, object]]:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path}: can't be read: {error.strerror or error}") from error
    if len(data) > MAX_BYTES:
        raise UsageError(f"{path}: too long: a list of sources may have {MAX_BYTES:,} bytes")
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{path}: not TOML: {error}") from error
    entries = table.pop("source", None)
    if table:
        raise UsageError(f"{path}: {_quoted(table)} is unknown; a list holds [[source]] entries only")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise UsageError(f"{path}: no sources; write each as [[source]] with url and name")
    return entries


def _source(entry: Mapping[str, object], place: str) -> Source:
    known = [field.name for field in fields(Source)]
    if unknown := [name for name in entry if name not in known]:
        raise UsageError(f"{place}: {_quoted(unknown)} is unknown; a source may have {', '.join(known)}")
    return Source(
        url=_url(entry, place),
        name=_text(entry, "name", place),
        country=_country(entry, place),
        every=_every(entry, place),
        format=_format(entry, place),
        articles=_truth(entry, "articles", place),
    )


def _text(entry: Mapping[str, object], name: str, place: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f'{place}: {name} is missing; write {name} = "…"')
    return value.strip()


def _url(entry: Mapping[str, object], place: str) -> str:
    url = _text(entry, "url", place)
    try:
        complete = is_address(url) and bool(urlsplit(url).hostname)
    except ValueError:
        complete = False
    if not complete:
        raise UsageError(f"{place}: {url!r} is not an address; it begins with https:// or http:// and a host")
    return url


def _country(entry: Mapping[str, object], place: str) -> str | None:
    code = entry.get("country")
    known = isinstance(code, str) and (code == KOSOVO or pycountry.countries.get(alpha_3=code) is not None)
    # pycountry takes lower case too.
    if code is not None and not (isinstance(code, str) and known and code.isupper()):
        raise UsageError(f"{place}: country {code!r} is no ISO 3166-1 alpha-3 code; Japan's is JPN")
    return code


def _every(entry: Mapping[str, object], place: str) -> float | None:
    every = entry.get("every")
    if every is None:
        return None
    if isinstance(every, bool) or not isinstance(every, int | float) or not SHORTEST <= every <= LONGEST:
        raise UsageError(f"{place}: every = {every!r} is not a number of minutes from {SHORTEST:g} to {LONGEST:g}")
    return float(every)


def _format(entry: Mapping[str, object], place: str) -> Format | None:
    given = entry.get("format")
    for name in FORMATS:
        if name == given:
            return name
    if given is None:
        return None
    raise UsageError(f"{place}: format {given!r} is none of {', '.join(FORMATS)}")


def _truth(entry: Mapping[str, object], name: str, place: str) -> bool:
    value = entry.get(name, False)
    if not isinstance(value, bool):
        raise UsageError(f"{place}: {name} is true or false, not {value!r}")
    return value


def _quoted(names: Mapping[str, object] | list[str]) -> str:
    return ", ".join(repr(name) for name in names)
