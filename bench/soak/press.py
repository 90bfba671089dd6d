"""Feeds that tell all there is to tell, each in its own manner; some manners are bad, and must be borne."""

from __future__ import annotations

import gzip
import hashlib
import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from typing import Literal

from bench.soak.reports import DAY, Paper, Report
from bench.soak.wire import Wire

Marks = Literal["etag", "modified", "restless", "none"]
Dialect = Literal["rss", "atom", "cp1252", "teasers", "undated"]
Delivery = Literal["plain", "gzip", "chunked", "closed"]


@dataclass(frozen=True, slots=True)
class Press:
    """A feed of a paper.

    `marks` are what lets a client ask for changes only (`restless`: another ETag each time); `padding` is white space
    between items, in bytes. Of the dialects, `teasers` gives a headline and links to the page, `undated` dates that are
    missing, in the future or no dates at all.
    """

    paper: Paper
    marks: Marks = "etag"
    dialect: Dialect = "rss"
    delivery: Delivery = "plain"
    content_type: str = "application/rss+xml"
    cookie: bool = False
    moved: bool = False
    padding: int = 0

    async def __call__(self, wire: Wire) -> None:
        """Answer a request."""
        if self.moved and not wire.path.endswith("/moved"):
            await wire.answer(301, Location=f"{wire.path}/moved")
        elif "/page/" in wire.path:
            await self._page(wire)
        else:
            await self._feed(wire)

    async def _feed(self, wire: Wire) -> None:
        reports = self.paper.at(wire.edition)
        body = self._body(reports, f"http://{wire.headers['host']}{wire.path}")
        headers = self._headers(wire, body)
        if wire.headers.get("if-none-match") == headers.get("ETag", ""):
            await wire.answer(304, **headers)
            return
        if wire.headers.get("if-modified-since") == headers.get("Last_Modified", ""):
            await wire.answer(304, **headers)
            return
        await self._deliver(wire, body, headers)
        if self.dialect != "teasers":
            wire.told = [(report.name, report.revision) for report in reports]

    async def _deliver(self, wire: Wire, body: bytes, headers: dict[str, str]) -> None:
        if self.delivery == "gzip":
            await wire.answer(200, gzip.compress(body, mtime=0), Content_Encoding="gzip", **headers)
        elif self.delivery == "chunked":
            await wire.head(200, Transfer_Encoding="chunked", **headers)
            for start in range(0, len(body), 1000):
                part = body[start : start + 1000]
                await wire.send(b"%x\r\n%s\r\n" % (len(part), part))
            await wire.send(b"0\r\n\r\n")
        elif self.delivery == "closed":
            await wire.head(200, "1.0", **headers)
            await wire.send(body)
        else:
            await wire.answer(200, body, **headers)

    def _headers(self, wire: Wire, body: bytes) -> dict[str, str]:
        headers = {"Content_Type": self.content_type}
        if self.cookie:
            headers["Set_Cookie"] = "session=7; Path=/; Max-Age=99999"
        mark = hashlib.sha256(body).hexdigest()[:16]
        if self.marks == "etag":
            headers["ETag"] = f'"{mark}"'
        elif self.marks == "restless":
            headers["ETag"] = f'"{mark}-{wire.second}"'
        elif self.marks == "modified":
            # Nobody reads more out of a date than that it is another one.
            headers["Last_Modified"] = format_datetime(DAY + timedelta(seconds=int(mark[:6], 16)), usegmt=True)
        return headers

    async def _page(self, wire: Wire) -> None:
        report = self.paper.report(wire.path.rpartition("/")[2], wire.edition)
        if report is None:
            await wire.answer(404)
            return
        paragraphs = "".join(f"<p>{html.escape(part)}.</p>" for part in report.text.split(". "))
        head = f"<head><title>{report.title}</title></head>"
        page = f"<html>{head}<body><article><h1>{report.title}</h1>{paragraphs}</article></body></html>"
        await wire.answer(200, page.encode(), Content_Type="text/html; charset=utf-8")
        wire.told = [(report.name, report.revision)]

    def _body(self, reports: Sequence[Report], base: str) -> bytes:
        if self.dialect == "atom":
            items = (" " * self.padding).join(_entry(report, base) for report in reports)
            return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{self.paper.name}</title>{items}</feed>'.encode()
        encoding = "cp1252" if self.dialect == "cp1252" else "utf-8"
        declared = f'<?xml version="1.0" encoding="{"windows-1252" if encoding == "cp1252" else encoding}"?>'
        items = (" " * self.padding).join(self._item(report, base) for report in reports)
        body = f"{declared}<rss><channel><title>{self.paper.name}</title>{items}</channel></rss>"
        return body.encode(encoding)

    def _item(self, report: Report, base: str) -> str:
        date: str | None = format_datetime(report.day)
        if self.dialect == "undated":
            date = (None, "Thu, 04 May 2090 06:00:00 GMT", "the day before yesterday", "")[report.number % 4]
        text = report.title if self.dialect == "teasers" else report.text
        return (
            f"<item><title>{report.title}</title><link>{base}/page/{report.name}</link>"
            f"<description>{html.escape(text)}</description>"
            + (f"<pubDate>{date}</pubDate>" if date is not None else "")
            + "</item>"
        )


def _entry(report: Report, base: str) -> str:
    return (
        f'<entry><title>{report.title}</title><link href="{base}/page/{report.name}"/>'
        f"<published>{report.day.isoformat()}</published><summary>{html.escape(report.text)}</summary></entry>"
    )
