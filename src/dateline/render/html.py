"""A self-contained page: the text with its evidence highlighted, the records beside it, links between them.

Reports are hostile until shown otherwise: everything is escaped, the page's policy lets only its own style and script
run, and characters that turn the order of the text around are shown as a mark.
"""

from __future__ import annotations

import base64
import hashlib
import textwrap
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from dateline.read.dating import CRAWL_DATE
from dateline.records import CoderInfo, Document, Report
from dateline.records.reasons import Reasons
from dateline.render.segments import cut
from dateline.render.story import tell
from dateline.render.words import date_in_words, one_line, visible

KINDS = {
    "event": "event",
    "statement": "statement",
    "agreement": "agreement",
    "figure": "figure",
    "tenure": "office",
}

CALENDAR = "Planned next"
TITLE_WIDTH = 90


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a report."""

    title: str
    about: list[str]
    url: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A segment of the text, ready to be shown."""

    text: str
    records: list[str]
    kinds: list[str]
    anchors: list[str]


class HtmlPage:
    """A page written in pieces: `article` for each report, then `end`."""

    def __init__(self) -> None:
        self._articles = 0
        self._coder: CoderInfo | None = None

    def article(self, report: Report, reasons: Reasons | None = None) -> str:
        """One report; the first brings the top of the page. With `reasons`, each record's are shown."""
        self._articles += 1
        head = _head(report.document)
        top = _template().start(_policy(), Markup(_asset("page.css")), head.title) if self._articles == 1 else ""
        self._coder = report.coder
        sections = tell(report, reasons)
        records = [section for section in sections if section.heading != CALENDAR]
        calendar = [line for section in sections if section.heading == CALENDAR for line in section.lines]
        text = visible(report.document.text)
        segments = [
            Shown(text[s.start : s.end], s.records, s.kinds, s.anchors)
            for s in cut(len(text), [line for section in records for line in section.lines])
        ]
        return f"{top}{_template().article(f'r{self._articles}', head, segments, records, calendar)}"

    def end(self) -> str:
        """The end of the page; empty if there was no report."""
        if self._coder is None:
            return ""
        made = f"Coded by dateline {self._coder.version} with {self._coder.model}, {self._coder.manual}."
        return str(_template().end(made, Markup(_asset("page.js"))))


def _head(document: Document) -> Head:
    """Title (or the text's first words), day, source, and the address if it is one of the web."""
    opening = CRAWL_DATE.sub("", document.text[:400])
    title = one_line(document.title or "") or textwrap.shorten(one_line(opening), TITLE_WIDTH, placeholder=" …")
    date = date_in_words(document.date) if document.date else "no date"
    about = [date, *(one_line(part) for part in (document.source, document.byline) if part)]
    url = document.url if document.url and document.url.startswith(("https://", "http://")) else None
    return Head(title, about, url)


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("page", name).read_text(encoding="utf-8")


@cache
def _template() -> Any:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    environment.globals["kinds"] = KINDS
    return environment.from_string(_asset("page.html.j2")).module


@cache
def _policy() -> str:
    """Only the page's own style and script, known by their hashes; nothing is loaded, sent or framed."""
    style, script = (_hash(_asset(name)) for name in ("page.css", "page.js"))
    return f"default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
