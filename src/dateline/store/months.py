"""A month of a store in memory: each document's rows together, as edited, and actors as other reports know them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from dateline.store.edits import apply_edits
from dateline.store.rows import Row
from dateline.store.schema import TABLES
from dateline.store.snapshot import Snapshot

# What joining reads of a document: the sentences around the evidence tell acts apart.
DOCUMENT: Final = ("id", "date", "title", "text", "sentences", "origin")
FILLED: Final = ("country", "base", "sector", "office")
"""Columns of an actor that `resolutions` fills where the report leaves them open."""


@dataclass(frozen=True, slots=True)
class Month:
    """What the reports of one month tell: documents by id; actors by document, then id; figures by document."""

    documents: Mapping[str, Row]
    actors: Mapping[str, Mapping[str, Row]]
    events: Sequence[Row]
    figures: Mapping[str, Sequence[Row]]
    statements: Sequence[Row]
    agreements: Sequence[Row]


def months_of(snapshot: Snapshot) -> list[str]:
    """The months that documents lie in, in order."""
    months: list[str] = pc.unique(snapshot.dataset("documents").to_table(columns=["month"])["month"]).to_pylist()
    return sorted(months)


def read_month(
    snapshot: Snapshot,
    month: str,
    resolutions: Mapping[tuple[str, str], Row],
    edits: Sequence[Row],
    documents: Collection[str] | None = None,
) -> Month:
    """The rows of a month, or of some of its `documents` (ids) only.

    `resolutions` are by document and actor id, `edits` of the kinds `correct` and `reject`.
    """
    rows = {
        name: month_rows(snapshot, name, month, documents=documents)
        for name in ("actors", "events", "figures", "statements", "agreements")
    }
    actors: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in apply_edits("actors", rows["actors"], edits):
        actors[row["document"]][row["id"]] = filled(row, resolutions.get((row["document"], row["id"])))
    figures: dict[str, list[Row]] = defaultdict(list)
    for row in apply_edits("figures", rows["figures"], edits):
        figures[row["document"]].append(row)
    told = {row["id"]: row for row in month_rows(snapshot, "documents", month, DOCUMENT, documents)}
    events, statements, agreements = (
        sorted((row for row in apply_edits(name, rows[name], edits) if row["document"] in told), key=_place)
        for name in ("events", "statements", "agreements")
    )
    return Month(told, actors, events, figures, statements, agreements)


def filled(actor: Row, resolution: Row | None) -> Row:
    """An actor with what its own report leaves open; `person` is its key across documents, or None."""
    if resolution is None:
        return {**actor, "person": None}
    told = {name: actor[name] if actor[name] is not None else resolution[name] for name in FILLED}
    return {**actor, **told, "name": resolution["name"] or actor["name"], "person": resolution["person"]}


def month_rows(
    snapshot: Snapshot,
    name: str,
    month: str,
    columns: Sequence[str] | None = None,
    documents: Collection[str] | None = None,
) -> list[Row]:
    """The rows of a month of a table, in some columns, of some documents; all, where these are not given."""
    wanted = list(columns or TABLES[name].schema.names)
    among = ds.field("month") == month
    if documents is not None:
        among &= ds.field("id" if name == "documents" else "document").isin(pa.array(sorted(documents), pa.string()))
    rows: list[Row] = snapshot.dataset(name).to_table(columns=wanted, filter=among).to_pylist()
    return rows


def _place(row: Row) -> tuple[str, int]:
    return row["document"], row["position"]
