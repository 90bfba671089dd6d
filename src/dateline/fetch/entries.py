"""The documents of an address or source: what is fetched, read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dateline.errors import FetchError, InputError
from dateline.fetch.articles import Known, article_entries
from dateline.fetch.client import Client
from dateline.fetch.fetch import Fetched, fetch
from dateline.fetch.sources import Source
from dateline.read import Entry, Issue, Options, read_bytes
from dateline.read.sniff import SNIFFED_BYTES, format_of_bytes

PAGES: Final = ("html", "text")
"""The formats of which the whole is one report."""


def entries(
    source: Source | str, client: Client, options: Options | None = None, known: Known | None = None
) -> Iterator[Entry | Issue]:
    """The documents of a source, or of an address, and what was wrong with them. Raises nothing for bad input."""
    source = source if isinstance(source, Source) else Source(source, name="")
    try:
        fetched = fetch(source.url, client)
    except FetchError as error:
        yield Issue(source.url, None, str(error))
    else:
        yield from fetched_entries(source, fetched, client, options, known)


def fetched_entries(
    source: Source, fetched: Fetched, client: Client, options: Options | None = None, known: Known | None = None
) -> Iterator[Entry | Issue]:
    """The documents of what a source gave; none if it has not changed (304).

    The source's name stands for whatever a feed or page calls itself; its country stands where an item tells none. With
    `source.articles`, the pages that the items link to are fetched and read in their stead, but for those `known`.
    """
    if fetched.body is None:
        return
    options = options or Options()
    options = replace(options, source=options.source or source.name or None, format=source.format or options.format)
    try:
        format = options.format or format_of_bytes(fetched.url, fetched.content_type, fetched.body[:SNIFFED_BYTES])
    except InputError as error:
        yield Issue(source.url, None, str(error))
        return
    if not source.articles:
        read = read_bytes(fetched.body, source.url, options, fetched.content_type)
    elif format == "feed":
        read = article_entries(fetched, source.url, client, options, known)
    else:
        yield Issue(source.url, None, f"not a feed ({format}), so it links to no articles: take out articles = true")
        return
    address = fetched.url if format in PAGES else None
    for item in read:
        if isinstance(item, Entry):
            told = item.document
            missing = {"source_country": told.source_country or source.country, "url": told.url or address}
            item = replace(item, document=told.model_copy(update=missing))
        yield item
