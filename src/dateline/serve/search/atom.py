"""A saved search as an Atom feed (RFC 4287), for feed readers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from dateline.serve.search.model import Hit
from dateline.serve.words import shown

ATOM: Final = "http://www.w3.org/2005/Atom"
MEDIA_TYPE: Final = "application/atom+xml"

# What XML 1.0 has no way to write, beyond what `shown` replaces.
UNWRITABLE: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")


def feed(name: str, address: str, page: str, site: str, at: datetime, hits: Iterable[Hit]) -> bytes:
    """The feed of a search: `address` is its own, `page` that of the search, `site` what links begin with.

    Entries keep their ids whichever version of the store they are read from; `at` stands in for unknown days.
    """
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _add(root, "id", _urn(f"search {name}"))
    _add(root, "title", f"dateline: {name}")
    _add(root, "updated", at.isoformat())
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=f"{site}{address}")
    _add(root, "link", rel="alternate", type="text/html", href=f"{site}{page}")
    for hit in hits:
        root.append(_entry(hit, site, at))
    told: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return told


def _entry(hit: Hit, site: str, at: datetime) -> etree._Element:
    entry = etree.Element(f"{{{ATOM}}}entry")
    _add(entry, "id", _urn(f"{hit.kind} {hit.document} {hit.id}"))
    said = f"{hit.speaker}: " if hit.speaker else ""
    _add(entry, "title", f"{said}{hit.headline}")
    _add(entry, "updated", _moment(hit.date, at).isoformat())
    _add(entry, "link", rel="alternate", type="text/html", href=f"{site}{hit.address}")
    author = etree.SubElement(entry, f"{{{ATOM}}}author")
    _add(author, "name", hit.source or "unknown source")
    _add(entry, "summary", "".join(piece.text for piece in hit.snippet), type="text")
    return entry


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> None:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", {key: _fit(value) for key, value in attributes.items()})
    element.text = _fit(text) if text is not None else None


def _fit(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", shown(text))


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"dateline {name}").urn


def _moment(day: date | None, at: datetime) -> datetime:
    return datetime.combine(day, time.min, UTC) if day else at
