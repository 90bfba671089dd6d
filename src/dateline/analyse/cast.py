"""Who the actors of stored documents are, after the office table has filled what a report leaves open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from dateline.analyse.parties import Party
from dateline.store.cast import Cast, Key, Member
from dateline.store.edits import apply_edits, edits_of
from dateline.store.schema import RECORDS
from dateline.store.snapshot import Snapshot

__all__ = ["Cast", "Key", "cast_of", "fetch", "members"]

KEYS = ("document", "id", "month")


def cast_of(snap: Snapshot, documents: Collection[str], months: Collection[str] | None = None) -> Cast:
    """All actors of these documents, which are of these months, or of any."""
    columns = ("document", "actor", "name", "country", "base")
    filled = {
        (row["document"], row["actor"]): row
        for row in fetch(snap, "resolutions", columns, "document", documents, months)
    }
    cast = Cast()
    columns = ("document", "id", "name", "country", "base")
    for row in fetch(snap, "actors", columns, "document", documents, months):
        key = (row["document"], row["id"])
        known = filled.get(key, {})
        cast[key] = Member(known.get("name") or row["name"], _code(row, known))
    return cast


def members(snap: Snapshot, parties: Sequence[Party], months: tuple[str, str] | None = None) -> list[dict[Key, str]]:
    """The actors that stand for each party, with the month of their document.

    Only those of documents in which all of the parties occur, of these months (first and last) or of any.
    """
    within = (ds.field("month") >= months[0]) & (ds.field("month") <= months[1]) if months else ds.scalar(True)
    columns = ["document", "actor", "name", "country", "base"]
    known = snap.dataset("resolutions").to_table(columns=columns, filter=within & _may_be(parties))
    wanted = _may_be(parties) | ds.field("id").isin(known["actor"].combine_chunks())
    columns = ["document", "id", "month", "name", "country", "base"]
    actors = snap.dataset("actors").to_table(columns=columns, filter=within & wanted)
    actors = actors.join(known, ["document", "id"], ["document", "actor"], right_suffix="_known")
    found = [actors.filter(_is(party, actors)) for party in parties]
    for side in found:
        found = [other.filter(pc.is_in(other["document"], side["document"])) for other in found]
    return [
        {(document, id): month for document, id, month in zip(*(side[name].to_pylist() for name in KEYS), strict=True)}
        for side in found
    ]


def _is(party: Party, actors: pa.Table) -> Any:
    """Which rows of actors, with what the office table tells of them, stand for a party."""
    if party.code:
        # A report's own country goes before the office table's, and any country before a base.
        codes = (actors[column] for column in ("country", "country_known", "base", "base_known"))
        return pc.equal(pc.coalesce(*codes), party.code)
    names = (
        pc.equal(pc.utf8_lower(pc.coalesce(actors[column], "")), party.name.lower())
        for column in ("name", "name_known")
    )
    return pc.or_(*names)


def _may_be(parties: Sequence[Party]) -> ds.Expression:
    """What a row of `actors` or `resolutions` of one of the parties holds."""
    wanted = ds.scalar(False)
    for party in parties:
        if party.code:
            wanted |= (ds.field("country") == party.code) | (ds.field("base") == party.code)
        else:
            wanted |= pc.utf8_lower(ds.field("name")) == party.name.lower()
    return wanted


def _code(row: dict[str, Any], known: dict[str, Any]) -> str | None:
    """An actor's code: a report's own country goes before the office table's, and any country before a base."""
    code: str | None = row["country"] or known.get("country") or row["base"] or known.get("base")
    return code


def fetch(
    snap: Snapshot,
    table: str,
    columns: Iterable[str],
    by: str | Sequence[str],
    values: Collection[str],
    months: Collection[str] | None = None,
) -> list[dict[str, Any]]:
    """The rows of a table of which column `by`, or one of several, is among values, as edited.

    Only `columns` are read, and only the files of `months`, if these are known; the columns of a record table must hold
    `document` and `id`.
    """
    if not values:
        return []
    wanted, among = ds.scalar(False), pa.array(sorted(values), pa.string())
    for column in [by] if isinstance(by, str) else by:
        wanted |= ds.field(column).isin(among)
    if months is not None:
        wanted &= ds.field("month").isin(pa.array(sorted(months), pa.string()))
    found: list[dict[str, Any]] = snap.dataset(table).to_table(columns=list(columns), filter=wanted).to_pylist()
    edits = _edits(snap) if table in RECORDS else []
    return apply_edits(table, found, edits) if edits else found


@lru_cache(maxsize=8)
def _edits(snap: Snapshot) -> list[dict[str, Any]]:
    return edits_of(snap, "correct", "reject")
