"""XML, streamed and hardened: no document type, no entity but XML's own, no network, a bound on each item."""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from dateline.errors import InputError, TooLong
from dateline.read.gunzip import some_of
from dateline.read.markup import local

CHUNK = 64 * 1024

MAX_PROLOG = 256 * 1024
"""Bytes before the first element: declarations and comments of feeds have a few hundred."""

MAX_ELEMENTS = 20_000
"""Elements of one item and what stands before it: the longest XHTML stories have a few thousand. A tree takes a
hundred bytes for each, and markup of four bytes an element would take 25 times its size."""

HAS_DOCTYPE = (
    "the XML declares a document type (<!DOCTYPE …>), which may define entities that grow without bound or fetch files:"
    " take the declaration out"
)

# An ampersand that begins nothing XML knows: bare, or HTML's entity, which feeds use without declaring it.
LOOSE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,31});)?")
LONGEST_REFERENCE = 34

# Halves of surrogate pairs, which are no characters: the parser lets them through as bytes that nothing can decode.
HALF = re.compile(
    rb"&#(?:x0*[Dd][89A-Fa-f][0-9A-Fa-f]{2}|0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]));"
)
UNKNOWN = b"&#xFFFD;"

NO_CHARACTER = "it refers to half of a surrogate pair (&#xD800;), which is no character"


def items(stream: BinaryIO, names: frozenset[str]) -> Iterator[etree._Element]:
    """The elements with these local names (lower case), whole, in order; each is emptied when the next is asked for.

    HTML's entities and bare ampersands are read as meant, wrong nesting is mended as well as it can be. Raises
    `InputError` for a document type, for what is not XML, and where the XML is cut off, after the items before that.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    depth = elements = fed = 0
    begun = False
    for chunk in _chunks(stream):
        fed += len(chunk)
        _feed(parser, chunk)
        for event, element in parser.read_events():
            if event == "end":
                depth -= 1
                if local(element) in names:
                    yield element
                    element.clear(keep_tail=True)
                    elements = 0
                continue
            if not begun:
                _refuse_doctype(element)
                begun = True
            depth += 1
            elements += 1
            if elements > MAX_ELEMENTS:
                raise TooLong(f"too long: an item may have {MAX_ELEMENTS:,} elements")
        if not begun and fed > MAX_PROLOG:
            raise InputError(f"not XML: no element within {MAX_PROLOG:,} bytes")
    if fed == 0:
        raise InputError("empty")
    _end(parser, depth)


def _feed(parser: etree.XMLPullParser, chunk: bytes) -> None:
    try:
        parser.feed(chunk)
    except etree.XMLSyntaxError as error:
        raise InputError(f"not XML that can be read: {error.msg}") from error


def _end(parser: etree.XMLPullParser, depth: int) -> None:
    """Raises `InputError` unless the root was closed."""
    try:
        root = parser.close()
    except etree.XMLSyntaxError as error:
        raise InputError(f"not XML that can be read: {error.msg}") from error
    if root is None:
        raise InputError("not XML: it has no element")
    if depth:
        raise InputError("the XML is cut off, or too broken to go on; what came before was read")


def _refuse_doctype(root: etree._Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError(HAS_DOCTYPE)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes in chunks, loose ampersands mended, no reference cut in two; UTF-16, which has NULs, as it is."""
    rest = b""
    read = some_of(stream)
    while chunk := read(CHUNK):
        if b"\0" in chunk:
            yield rest + chunk
            rest = b""
            continue
        data = rest + chunk
        cut = data.rfind(b"&", max(0, len(data) - LONGEST_REFERENCE))
        data, rest = (data[:cut], data[cut:]) if cut >= 0 else (data, b"")
        yield _mended(data)
    if rest:
        yield _mended(rest)


def _mended(data: bytes) -> bytes:
    return HALF.sub(UNKNOWN, LOOSE.sub(_mend, data))


def _mend(match: re.Match[bytes]) -> bytes:
    meant = html.entities.html5.get(match[1].decode("ascii") + ";") if match[1] else None
    if meant:
        return b"".join(b"&#%d;" % ord(character) for character in meant)
    return b"&amp;" + match[0][1:]
