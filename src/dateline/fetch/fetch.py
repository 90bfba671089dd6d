"""One address, fetched if it has changed since the last reading."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from dateline.errors import FetchError
from dateline.fetch.client import Answer, Client
from dateline.fetch.sources import Source

FAILED: Final = re.compile(r"failed (\d{1,6})×: ")

LONGEST_MARK: Final = 1_000
"""Characters of an ETag or Last-Modified that are kept."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: where it was found after redirects, status 200 or 203 with a body, or 304 without.

    `etag`, `modified` and `content_type` are the server's ETag, Last-Modified and Content-Type.
    """

    url: str
    status: int
    body: bytes | None
    etag: str | None
    modified: str | None
    content_type: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The last reading of a source: a row of the store's table `sources`, column by column."""

    url: str
    name: str | None = None
    country: str | None = None
    etag: str | None = None
    modified: str | None = None
    read_at: datetime | None = None
    status: str | None = None

    @property
    def failures(self) -> int:
        """How many times in a row it has failed."""
        found = FAILED.match(self.status or "")
        return int(found[1]) if found else 0

    @property
    def fault(self) -> str | None:
        """Why it has failed, if it has."""
        found = FAILED.match(self.status or "")
        return self.status[found.end() :] if self.status and found else None

    def then(self, source: Source, outcome: Fetched | FetchError, now: datetime) -> Reading:
        """The reading after this one. A failure keeps the marks, so that what was read is not sent again."""
        after = replace(self, url=source.url, name=source.name, country=source.country, read_at=now)
        if isinstance(outcome, FetchError):
            return replace(after, status=f"failed {self.failures + 1}×: {outcome}")
        # A 304 need not repeat what it answers.
        old = self if outcome.status == 304 else Reading(source.url)
        etag, modified = outcome.etag or old.etag, outcome.modified or old.modified
        return replace(after, etag=etag, modified=modified, status=str(outcome.status))


def fetch(url: str, client: Client, last: Reading | None = None) -> Fetched:
    """Fetch an address; without a body if it has not changed since the reading `last`. Raises `FetchError`."""
    headers = {}
    if last and last.etag:
        headers["If-None-Match"] = last.etag
    if last and last.modified:
        headers["If-Modified-Since"] = last.modified
    answer = client.get(url, headers)
    if answer.status == 304 and not headers:
        raise FetchError("the server answers 304 (Not Modified) to who has nothing yet")
    return Fetched(
        url=answer.url,
        status=answer.status,
        body=None if answer.status == 304 else answer.body,
        etag=_mark(answer, "etag"),
        modified=_mark(answer, "last-modified"),
        content_type=answer.headers.get("content-type"),
    )


def _mark(answer: Answer, name: str) -> str | None:
    """A header to be sent back next time, if it can be."""
    value = answer.headers.get(name)
    return value if value and value.isascii() and value.isprintable() and len(value) <= LONGEST_MARK else None
