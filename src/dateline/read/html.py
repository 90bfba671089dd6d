"""HTML pages: trafilatura finds the text, title and date. The document's text is the extracted one."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any, BinaryIO

import trafilatura
from lxml.html import HtmlElement

from dateline.errors import InputError, TooLong
from dateline.read.options import MAX_BYTES
from dateline.read.trim import trimmed

# Dates come from the page's metadata and marked-up dates only: the opportunistic search would take any year in a
# footer. `max_date` is fixed, for its default is today and the same page must give the same document tomorrow.
DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}

LONGEST_DOCTYPE = 5000
"""Bytes of a document type: the longest of HTML's has about 120."""

# It tells of pages that it finds no text in; so do we, as issues.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_html(stream: BinaryIO) -> Iterator[tuple[int | None, dict[str, object]]]:
    """The one document of a page. Raises `InputError`."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TooLong(f"too long: a page may have {MAX_BYTES:,} bytes")
    yield None, page_fields(data)


def page_fields(data: bytes, charset: str | None = None) -> dict[str, object]:
    """The fields of a page's report; `charset` is what the server said, if it did. Raises `InputError`."""
    if not data.strip():
        raise InputError("empty")
    if b"\0" in data:
        raise InputError(f"not a page: NUL at byte {data.index(0)}")
    tree = _parsed(data, charset)
    page: Any = tree is not None and trafilatura.bare_extraction(
        trimmed(tree), include_comments=False, with_metadata=True, date_extraction_params=DATES
    )
    if not page or not page.text:
        raise InputError("no article found in the page: save its text and give that")
    return {
        "text": page.text,
        "title": page.title,
        "date": page.date,
        "byline": page.author,
        "source": page.sitename,
        "url": page.url,
    }


def _parsed(data: bytes, charset: str | None) -> HtmlElement | None:
    """The tree of a page. Raises `InputError` for a document type without end: it would be sought for long."""
    if data[:50].lower().count(b"<!doctype") and b">" not in data[:LONGEST_DOCTYPE]:
        raise InputError(f"not a page: its document type has more than {LONGEST_DOCTYPE:,} bytes")
    tree: HtmlElement | None = trafilatura.load_html(_decoded(data, charset))
    return tree


def _decoded(data: bytes, charset: str | None) -> bytes | str:
    """The characters, if the bytes are what the server said; else the bytes, for trafilatura to find out."""
    if charset:
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            pass
    return data
