"""NewsML-G2, the news agencies' format: a newsItem, or the newsItems of a newsMessage.

https://iptc.org/std/NewsML-G2/guidelines/ tells the elements; all versions share one namespace.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from dateline.errors import InputError
from dateline.read.markup import local, plain, text_of
from dateline.read.xml import NO_CHARACTER, items

ITEM = frozenset(("newsitem",))

NAR = "{http://iptc.org/std/nar/2006-10-01/}"

TEXT_CLASSES = frozenset(("text", "composite"))
"""What an item's class (IPTC's news item nature, `ninat`) may be for it to hold a report; others are pictures and the
like, which agencies send in the same message."""

WITHDRAWN = frozenset(("canceled", "withheld"))
"""IPTC's publishing states (`stat`) of what must not be used."""


def read_newsml(stream: BinaryIO) -> Iterator[tuple[int | None, dict[str, object] | InputError]]:
    """The numbers (from 1) and fields of the text items, or an item's error. Raises `InputError`.

    The date is the day the content was created, which its "today" means, else that of this version.
    """
    number = texts = 0
    for number, item in enumerate(items(stream, ITEM), 1):
        try:
            row = _row(item)
        except UnicodeDecodeError:  # in UTF-16, in which references are not mended
            row = InputError(NO_CHARACTER)
        if row is not None:
            texts += 1
            yield number, row
    if not texts:
        raise InputError(f"no report: none of its {number:,} newsItems is a text" if number else "no newsItem in it")


def _row(item: etree._Element) -> dict[str, object] | InputError | None:
    """The fields of an item, or what is wrong with it; None for what is no text."""
    if not item.tag.startswith(NAR):
        return InputError(f"not NewsML-G2: its elements are not in the namespace {NAR[1:-1]}")
    is_text = _code(item, f"{NAR}itemMeta/{NAR}itemClass") in TEXT_CLASSES | {None}
    return _fields(item) if is_text else None


def _fields(item: etree._Element) -> dict[str, object] | InputError:
    status = _code(item, f"{NAR}itemMeta/{NAR}pubStatus")
    if status in WITHDRAWN:
        return InputError(f"its publisher withdrew it (pubStatus {status})")
    try:
        text = _body(item)
    except InputError as error:
        return error
    if not text:
        return InputError("no text: its contentSet has neither XHTML nor NITF nor plain text")
    guid = item.get("guid")
    return {
        "id": guid,
        "url": guid if guid and guid.startswith(("http://", "https://")) else None,
        "text": text,
        "title": _first(item, "contentMeta/headline", "itemMeta/title"),
        "date": _first(item, "contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated"),
        "byline": _first(item, "contentMeta/by") or _nitf_byline(item),
        "source": _provider(item) or _first(item, "contentMeta/creditline", "rightsInfo/copyrightHolder/name"),
    }


def _body(item: etree._Element) -> str:
    """The text of the first content that is one: XHTML's or NITF's body, or inline data, plain or HTML."""
    for content in item.iterfind(f"{NAR}contentSet/*"):
        kind = (content.get("contenttype") or "").lower()
        text = ""
        if local(content) == "inlinexml":
            text = text_of(_innermost(content))
        elif local(content) == "inlinedata" and not content.get("encoding") and kind in ("", "text/plain"):
            text = (content.text or "").strip()
        elif local(content) == "inlinedata" and not content.get("encoding") and "html" in kind:
            text = plain(content.text or "")
        if text:
            return text
    return ""


def _innermost(content: etree._Element) -> etree._Element:
    """The part of inline XML that is the text: NITF's body.content, XHTML's body, or all of it."""
    for name in ("body.content", "body"):
        for element in content.iter(f"{{*}}{name}"):
            return element
    return content


def _nitf_byline(item: etree._Element) -> str | None:
    for element in item.iterfind(f"{NAR}contentSet/{NAR}inlineXML//{{*}}byline"):
        return text_of(element).replace("\n", ", ") or None
    return None


def _provider(item: etree._Element) -> str | None:
    """The agency: its name, its literal, or the value of its code (`nprov:AFP`)."""
    provider = item.find(f"{NAR}itemMeta/{NAR}provider")
    if provider is None:
        return None
    name = (provider.findtext(f"{NAR}name") or "").strip()
    return name or provider.get("literal") or _code(item, f"{NAR}itemMeta/{NAR}provider", lower=False)


def _first(item: etree._Element, *paths: str) -> str | None:
    """The plain text of the first of these that has any."""
    for path in paths:
        element = item.find("/".join(NAR + name for name in path.split("/")))
        text = text_of(element) if element is not None else ""
        if text:
            return " ".join(text.split())
    return None


def _code(item: etree._Element, path: str, lower: bool = True) -> str | None:
    """The value of a code (`stat:usable` is `usable`) or of the address that stands for it."""
    element = item.find(path)
    code = None if element is None else element.get("qcode") or element.get("uri")
    value = code.replace("/", ":").rstrip(":").rpartition(":")[2] if code else None
    return value.lower() if value and lower else value or None
