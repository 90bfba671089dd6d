"""Which format an input is in: by its name, its first bytes, and what a server said."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from dateline.errors import InputError
from dateline.read.csv import is_header
from dateline.read.jsonl import has_lines
from dateline.read.newsml import ITEM
from dateline.read.ninjs import is_ninjs
from dateline.read.options import Format
from dateline.read.xml import HAS_DOCTYPE

SUFFIXES: dict[str, Format | None] = {
    ".txt": "text",
    ".text": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".rss": "feed",
    ".atom": "feed",
    ".warc": "warc",
    ".ninjs": "ninjs",
    ".xml": None,
}
"""The formats that suffixes name, also before `.gz`; None: the content must tell."""

PACKED = ".gz"

TYPES: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/json": "json",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/warc": "warc",
    "application/vnd.apache.parquet": "parquet",
    "application/vnd.iptc.g2.newsitem+xml": "newsml",
    "application/vnd.iptc.g2.newsmessage+xml": "newsml",
}
"""The formats that media types name (IANA's list, and those in wide use)."""

# What may stand before the first element: white space, declarations, comments, and the document type of a page.
PROLOG = re.compile(rb"\s+|<\?[^>]*>|<!--.*?-->", re.S)
DOCTYPE = re.compile(rb"<!doctype\s+([\w:.-]+)", re.I)
ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
PAGE_ROOTS = frozenset(("html", "head", "body"))
FEED_ROOTS = frozenset(("rss", "rdf", "feed"))
NEWSML_ROOTS = ITEM | {"newsmessage"}

OBJECT = re.compile(rb"\s*\{\s*(?:[\"}]|\Z)")
ARRAY = re.compile(rb"\s*\[\s*[{\]]")

SNIFFED_BYTES = 64 * 1024


def suffix_of(name: str) -> str:
    """The last suffix of a name in lower case, without `.gz`."""
    path = PurePath(name)
    return PurePath(path.stem).suffix.lower() if path.suffix.lower() == PACKED else path.suffix.lower()


def is_known(name: str) -> bool:
    """Whether a file of a folder is an input."""
    return suffix_of(name) in SUFFIXES


def format_of_file(name: str, head: bytes) -> Format:
    """The format of a file: by its suffix, else by its first bytes. Raises `InputError` for XML that is no news."""
    suffix = suffix_of(name)
    named = SUFFIXES.get(suffix)
    if named == "json":
        told = _by_content(head)
        return "ninjs" if told == "ninjs" else "jsonl" if has_lines(head) else "json"
    if suffix == ".xml":
        return _require_news(head)
    return named or _by_content(head) or "text"


def format_of_bytes(name: str, content_type: str | None, head: bytes) -> Format:
    """The format of what was fetched: by its first bytes, else the server's word, often wrong, else its name.

    Raises `InputError` for XML that is no news.
    """
    media_type = (content_type or "").partition(";")[0].strip().lower()
    told = _by_content(head) or TYPES.get(media_type) or SUFFIXES.get(suffix_of(name))
    if told is None and (media_type.endswith("xml") or suffix_of(name) == ".xml"):
        return _require_news(head)
    return told or "text"


def _by_content(head: bytes) -> Format | None:
    """The format that the first bytes tell, or None. Raises `InputError` for XML with a document type."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    head = _utf8(head)
    if ARRAY.match(head):
        return "ninjs" if is_ninjs(head) else "json"
    if OBJECT.match(head):
        first = head.strip().split(b"\n", 1)[0].rstrip()
        return "ninjs" if is_ninjs(head) else "json" if first == b"{" or first.endswith(b",") else "jsonl"
    root = _root(head)
    if root in PAGE_ROOTS:
        return "html"
    if root in FEED_ROOTS:
        return "feed"
    if root in NEWSML_ROOTS:
        return "newsml"
    return "csv" if is_header(head.split(b"\n", 1)[0].decode("utf-8", "replace")) else None


def _require_news(head: bytes) -> Format:
    """The format of XML."""
    told = _by_content(head)
    if told in ("html", "feed", "newsml"):
        return told
    root = _root(_utf8(head))
    found = f": its outermost element is <{root[:40]}>" if root else ""
    raise InputError(f"neither a feed, nor NewsML-G2, nor a page{found}")


def _root(head: bytes) -> str | None:
    """The name of the first element in lower case, `html` for a page's document type.

    Raises `InputError` for any other document type.
    """
    place = 0
    while prolog := PROLOG.match(head, place):
        place = prolog.end()
    doctype = DOCTYPE.match(head, place)
    if doctype:
        if doctype[1].lower() != b"html":
            raise InputError(HAS_DOCTYPE)
        return "html"
    root = ROOT.match(head, place)
    return root[1].decode("ascii", "replace").lower() if root else None


def _utf8(head: bytes) -> bytes:
    """The bytes without a byte order mark, and as UTF-8 if the mark is of UTF-16."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace").encode("utf-8", "replace")
    return head.removeprefix(codecs.BOM_UTF8)
