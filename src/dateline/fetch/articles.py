"""The pages that a feed links to, read in the stead of its items, which are often a headline and a sentence."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urljoin

from dateline.errors import FetchError, InputError
from dateline.fetch.client import Client
from dateline.fetch.fetch import Fetched, fetch
from dateline.fetch.sources import is_address
from dateline.read import Entry, Issue, Options, read_bytes
from dateline.read.dating import day_of
from dateline.read.document import make_document
from dateline.read.entry import Remark
from dateline.read.feed import read_feed
from dateline.read.gunzip import unpacked

MAX_ARTICLES: Final = 200
"""Pages fetched for one reading of a feed: at a host's delay of 2 s, these take seven minutes. Feeds have 10 to 100
items."""

Known = Callable[[str], bool]
"""Whether the report of an address is stored already."""

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed: the feed's name, the item's number from 1, its fields, and the address of its page."""

    feed: str
    number: int | None
    fields: Fields
    url: str | None


def article_entries(
    fetched: Fetched, name: str, client: Client, options: Options, known: Known | None
) -> Iterator[Entry | Issue]:
    """The reports of the pages that a feed's items link to, but for those `known`.

    An item whose page can't be had is read as the feed tells it, with a warning. `name` is what the feed is called.
    """
    asked = left_out = 0
    try:
        for number, row in read_feed(unpacked(io.BytesIO(fetched.body or b""))):
            if isinstance(row, InputError):
                yield Issue(name, number, str(row))
            # What a reader remarks of teasers does not hold where the pages are read.
            elif not isinstance(row, Remark):
                item = Item(name, number, row, _address(row, fetched.url))
                if item.url is None:
                    yield from _as_told(item, options)
                elif known is not None and known(item.url):
                    continue
                elif asked < MAX_ARTICLES:
                    asked += 1
                    yield from _article(item, item.url, client, options)
                else:
                    left_out += 1
                    yield from _as_told(item, options)
    except InputError as error:
        yield Issue(name, None, str(error))
    if left_out:
        reason = (
            f"{left_out:,} pages were not fetched, for one reading fetches {MAX_ARTICLES}: the feed's items were read"
        )
        yield Issue(name, None, reason, coded=True)


def _address(row: Fields, base: str) -> str | None:
    link = row.get("url")
    try:
        url = urljoin(base, link) if isinstance(link, str) and link else ""
    except ValueError:  # half an IPv6 address
        return None
    return url if is_address(url) else None


def _article(item: Item, url: str, client: Client, options: Options) -> Iterator[Entry | Issue]:
    """The report of an item's page; the feed's own word on day and title beats what is found in the page."""
    date, title = item.fields.get("date"), item.fields.get("title")
    day = day_of(date) if isinstance(date, str) else None
    reading = replace(
        options,
        date=options.date or day,
        title=options.title or (title if isinstance(title, str) else None),
        format=None,
    )
    try:
        page = fetch(url, client)
        found = list(read_bytes(page.body or b"", url, reading, page.content_type))
    except FetchError as error:
        found = [Issue(url, None, str(error))]
    documents = [part.document for part in found if isinstance(part, Entry)]
    issues = [part for part in found if isinstance(part, Issue)]
    if len(documents) != 1:
        reasons = "; ".join(issue.reason for issue in issues) or f"it has {len(documents)} reports"
        yield Issue(item.feed, item.number, f"{url} was not read, only what the feed tells: {reasons}", coded=True)
        yield from _as_told(item, options)
        return
    yield from issues
    byline = documents[0].byline or item.fields.get("byline")
    yield Entry(item.feed, item.number, documents[0].model_copy(update={"url": url, "byline": byline}))


def _as_told(item: Item, options: Options) -> Iterator[Entry | Issue]:
    fields = {**item.fields, "url": item.url or item.fields.get("url")}
    try:
        yield from make_document(fields, item.feed, item.number, replace(options, fields={}))
    except InputError as error:
        yield Issue(item.feed, item.number, str(error))
