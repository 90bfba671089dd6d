"""Documents of a store with all that rests on them, as the reports tell it and as readers corrected it."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pyarrow as pa
import pyarrow.dataset as ds

from dateline.read.dating import CRAWL_DATE
from dateline.records import Report
from dateline.render.words import date_in_words, one_line
from dateline.store import Snapshot
from dateline.store.edits import apply_edits, edits_of
from dateline.store.months import filled
from dateline.store.rows import Row, report_of
from dateline.store.schema import RECORDS

TABLES: Final = (*RECORDS, "times", "mentions", "resolutions", "joins")

NO_CODER: Final = '{"version": "", "model": "", "manual": ""}'
# Records that came without a text have no places in it, but the contract wants a trigger and evidence.
NO_PLACE: Final = {"position": 0, "start": 0, "end": 0}
ROLES: Final = ("evidence", "trigger", "content")

TITLE_WIDTH: Final = 90
OPENING: Final = 400
"""Characters of a text in which its headline is looked for."""


@dataclass(frozen=True, slots=True)
class Filed:
    """One document: its row, its rows in the tables `TABLES` as told, and the edits of its records that hold."""

    document: Row
    rows: Mapping[str, Sequence[Row]]
    edits: Sequence[Row]

    @property
    def id(self) -> str:
        """The document's id."""
        return str(self.document["id"])

    @property
    def has_text(self) -> bool:
        """Whether the text is kept: others' events come without one."""
        return self.document["text"] is not None

    @property
    def resolutions(self) -> dict[str, Row]:
        """What other reports tell of its actors, by actor id."""
        return {row["actor"]: row for row in self.rows["resolutions"]}

    @property
    def joins(self) -> dict[str, Row]:
        """Which act each of its events tells of, by event id."""
        return {row["event"]: row for row in self.rows["joins"]}

    def actors(self) -> list[Row]:
        """Its actors as corrected, with what other reports tell of them."""
        resolutions = self.resolutions
        rows = apply_edits("actors", self.rows["actors"], self.edits)
        return [filled(row, resolutions.get(row["id"])) for row in rows]

    def report(self, *, edited: bool = True) -> Report:
        """The report as readers corrected it, without what they rejected; else as it was coded.

        Actors go by the names and states that other reports tell of them. A document without a text has an empty one.
        """
        edits = self.edits if edited else ()
        rows = {name: apply_edits(name, self.rows[name], edits) for name in RECORDS}
        rows["actors"] = [{k: v for k, v in row.items() if k != "person"} for row in self.actors()]
        document = {**self.document, "coder": self.document["coder"] or NO_CODER, "text": self.document["text"] or ""}
        mentions = list(self.rows["mentions"])
        if not self.has_text:
            ids = [row["id"] for name in RECORDS for row in rows[name]]
            mentions = [{"record": id, "role": role, **NO_PLACE} for id in ids for role in ROLES]
        return report_of(document, {**rows, "times": self.rows["times"], "mentions": mentions})


def file_of(snapshot: Snapshot, document: str) -> Filed | None:
    """The file of one document, if the store has it."""
    return files_of(snapshot, [document]).get(document)


def files_of(snapshot: Snapshot, documents: Collection[str]) -> dict[str, Filed]:
    """The files of documents by their ids; those that the store does not have are left out."""
    known = _rows(snapshot, "documents", "id", documents, columns=("id", "month"))
    months = {row["month"] for row in known}
    ids = {row["id"] for row in known}
    if not ids:
        return {}
    # Texts are read of their own months only.
    whole = _rows(snapshot, "documents", "id", ids, months)
    tables = {name: _by_document(_rows(snapshot, name, "document", ids, months)) for name in TABLES}
    edits = _by_document(edits_of(snapshot, "correct", "reject"))
    return {
        row["id"]: Filed(row, {name: tables[name][row["id"]] for name in TABLES}, edits[row["id"]]) for row in whole
    }


def copies_of(snapshot: Snapshot, document: str) -> list[Row]:
    """The near-duplicates that a document stands for, in order of day and id; of each only what a list shows."""
    known = _rows(snapshot, "documents", "duplicate_of", [document], columns=("id", "month"))
    ids, months = {row["id"] for row in known}, {row["month"] for row in known}
    rows = _rows(snapshot, "documents", "id", ids, months, ("id", "date", "title", "source", "url")) if ids else []
    return sorted(rows, key=lambda row: (row["date"] or date.max, row["id"]))


def headline_of(document: Mapping[str, Any]) -> str:
    """The title of a report, else its first line or words, else where it is from; by its row of `documents`."""
    source = one_line(document["source"] or document.get("origin") or "unknown source")
    day = f" of {date_in_words(str(document['date']))}" if document["date"] else ""
    title = one_line(document["title"] or "")
    return title or _opening(document["text"] or "") or f"Report by {source}{day}, without text"


def _opening(text: str) -> str:
    """A first line that is short enough to be a headline, else the first words."""
    text = CRAWL_DATE.sub("", text[:OPENING]).strip()
    line = one_line(text.partition("\n")[0])
    if len(line) <= TITLE_WIDTH and not line.endswith("."):
        return line
    words = textwrap.shorten(one_line(text), TITLE_WIDTH, placeholder=" …")
    # A text without spaces is nothing but the placeholder when it is shortened.
    return words if words.strip(" …") else line[:TITLE_WIDTH]


def _rows(
    snapshot: Snapshot,
    name: str,
    column: str,
    values: Collection[str],
    months: Collection[str] | None = None,
    columns: Sequence[str] | None = None,
) -> list[Row]:
    wanted = ds.field(column).isin(pa.array(sorted(values), pa.string()))
    if months is not None:
        wanted &= ds.field("month").isin(sorted(months))
    dataset = snapshot.dataset(name)
    rows: list[Row] = dataset.to_table(columns=list(columns or dataset.schema.names), filter=wanted).to_pylist()
    return rows


def _by_document(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["document"]].append(row)
    return found
