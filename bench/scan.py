"""A timeline as one makes it in pandas: every table read in full, in the columns that the answer needs, then filtered.

It is what the store is measured against (`bench/store.py`), and reads `dyads` too, which spares it the matching of
participants.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from deltalake import DeltaTable

KEY = ["document", "id"]


def timeline(folder: str, a: str, b: str) -> pd.DataFrame:
    """Acts, statements and agreements between two codes, with what each says and its reports."""
    actors = _actors(folder)
    documents = _read(folder, "documents", ["id", "date", "source", "duplicate_of"])
    documents["document"] = documents["duplicate_of"].fillna(documents["id"])
    events = _events(folder, a, b, actors, documents)
    statements = _read(folder, "statements", [*KEY, "speaker", "about", "addressees", "words"])
    statements["one"] = statements["speaker"].map(lambda speaker: [speaker])
    statements["other"] = [[*x, *y] for x, y in zip(statements["about"], statements["addressees"], strict=True)]
    agreements = _read(folder, "agreements", [*KEY, "parties", "start", "words"])
    agreements["one"] = agreements["other"] = agreements["parties"]
    found = [events]
    for kind, rows in (("statement", statements), ("agreement", agreements)):
        between = _told_by_reports(_facing(rows, a, b, actors), documents)
        between["actors"] = _names(between, "one", actors)
        found.append(between.assign(kind=kind))
    columns = ["kind", "id", "start", "words", "actors", "sources", "documents"]
    return pd.concat(found)[columns].sort_values(["start", "kind", "id"])


def _read(folder: str, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """A table in full."""
    return pd.read_parquet(DeltaTable(f"{folder}/{name}").file_uris(), columns=list(columns))


def _actors(folder: str) -> pd.DataFrame:
    actors = _read(folder, "actors", [*KEY, "name", "country", "base"])
    known = _read(folder, "resolutions", ["document", "actor", "name", "country", "base"]).rename(
        columns={"actor": "id"}
    )
    actors = actors.merge(known, how="left", on=KEY, suffixes=("", "_known"))
    codes = actors["country"].fillna(actors["country_known"]).fillna(actors["base"]).fillna(actors["base_known"])
    return actors.assign(code=codes, name=actors["name_known"].fillna(actors["name"])).set_index(KEY)[["name", "code"]]


def _events(folder: str, a: str, b: str, actors: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    dyads = _read(folder, "dyads", ["dyad", "document", "event", "act", "start", "main", "origin"])
    dyads = dyads[(dyads["dyad"] == f"{a}-{b}") & dyads["main"] & (dyads["origin"] == "dateline")]
    told = _read(folder, "events", [*KEY, "actors", "words"]).rename(columns={"id": "event", "actors": "doers"})
    events = dyads.drop_duplicates("act").merge(told, on=["document", "event"])
    events["actors"] = _names(events, "doers", actors)
    joins = _read(folder, "joins", ["act", "document"])
    reports = joins[joins["act"].isin(events["act"])].merge(documents, on="document").sort_values(["date", "id"])
    behind = reports.groupby("act").agg(documents=("id", list), sources=("source", lambda of: sorted(set(of))))
    return events.merge(behind, left_on="act", right_index=True).assign(kind="event", id=lambda rows: rows["act"])


def _facing(rows: pd.DataFrame, a: str, b: str, actors: pd.DataFrame) -> pd.DataFrame:
    """The records that have one code among `one` and the other among `other`, either way round."""
    codes = {side: _sides(rows, side, actors) for side in ("one", "other")}
    found = pd.Series(False, index=rows.index)
    for first, second in ((a, b), (b, a)):
        found |= rows.index.isin(codes["one"].index[codes["one"] == first]) & rows.index.isin(
            codes["other"].index[codes["other"] == second]
        )
    return rows[found]


def _sides(rows: pd.DataFrame, side: str, actors: pd.DataFrame) -> pd.Series:
    """The code of each actor in a column of lists, under the row's own index."""
    long = rows[["document", side]].explode(side)
    return long.join(actors["code"], on=["document", side])["code"]


def _names(rows: pd.DataFrame, side: str, actors: pd.DataFrame) -> pd.Series:
    long = rows[["document", side]].explode(side).join(actors["name"], on=["document", side])
    return long["name"].dropna().groupby(level=0).agg(list)


def _told_by_reports(rows: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    reports = documents[documents["document"].isin(rows["document"])].sort_values(["date", "id"])
    behind = reports.groupby("document").agg(
        day=("date", "first"), documents=("id", list), sources=("source", lambda of: sorted(set(of)))
    )
    rows = rows.merge(behind, left_on="document", right_index=True)
    return rows.assign(start=rows["start"].fillna(rows["day"]) if "start" in rows else rows["day"])
