"""What the caller may settle about reading."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Format = Literal["text", "json", "jsonl", "html", "csv", "parquet", "feed", "warc", "newsml", "ninjs"]

FORMATS: tuple[Format, ...] = (
    "text",
    "json",
    "jsonl",
    "html",
    "csv",
    "parquet",
    "feed",
    "warc",
    "newsml",
    "ninjs",
)
"""`csv` is any table of characters (TSV too), `feed` RSS and Atom, `newsml` NewsML-G2."""

FIELDS = ("id", "date", "title", "text", "source", "source_country", "byline", "url")
"""The fields of a document that an input may give."""

MAX_CHARACTERS = 300_000
"""The longest text that is one report. The longest features of the daily press have about 100,000 characters; the
cost of a parse grows with the text, and a text of this length takes about a minute."""

MAX_BYTES = 16 * 1024 * 1024
"""The longest JSON line, line or cell of a table, HTML page or record of an archive: a text of `MAX_CHARACTERS` in
JSON's longest notation (12 bytes for a character outside the BMP) is 3.6 MB, and the rest is room for fields that are
not read."""

MAX_JSON_BYTES = 64 * 1024 * 1024
"""The longest JSON file: it must be held in memory whole, JSON lines need not."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read.

    `date`, `title` and `source` override what the input says; `fields` names the input's own field for one of
    `FIELDS` (`{"date": "published"}`) where inputs name their own: in JSON, JSON lines, CSV and Parquet; `format` is
    None to tell it from name and content; `force` lets texts through that are not English; `today` is what dates are
    in the future of.
    """

    date: str | None = None
    title: str | None = None
    source: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    format: Format | None = None
    force: bool = False
    today: datetime.date = field(default_factory=datetime.date.today)
