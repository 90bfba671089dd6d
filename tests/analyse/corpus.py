"""Rows of a small invented store, written by hand so that what the answers must be can be read off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from dateline.ontology import quad_of, score_of
from dateline.store import TABLES, Store
from dateline.store.months import months_of, read_month
from dateline.store.relations import relations_of
from dateline.store.reports import Library
from dateline.store.schema import UNDATED


def month(day: str | None) -> str:
    return day[:7] if day else UNDATED


def as_date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


class Corpus:
    """Tables of rows that grow by reports and acts; `written` makes a store of them."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._days: dict[str, str | None] = {}

    def report(
        self,
        id: str,
        day: str | None,
        text: str = "",
        source: str = "Example Wire",
        country: str = "KEN",
        duplicate_of: str | None = None,
        origin: str = "dateline",
    ) -> str:
        self._days[id] = day
        told = {"id": id, "key": id, "month": month(day), "date": as_date(day), "title": f"Report {id}", "text": text}
        told |= {"source": source, "source_country": country, "duplicate_of": duplicate_of, "origin": origin}
        self.tables["documents"].append(told | {"version": 1})
        return id

    def actor(self, document: str, id: str, name: str, **columns: str) -> str:
        self.tables["actors"].append({**self._record(document, id), "name": name, "kind": "person", **columns})
        return id

    def resolve(self, document: str, actor: str, **columns: str) -> None:
        row = {"document": document, "actor": actor, "month": month(self._days[document]), "reasons": []}
        self.tables["resolutions"].append(row | columns)

    def act(
        self,
        document: str,
        id: str,
        type: str,
        who: Sequence[str],
        whom: Sequence[str] = (),
        *,
        dyads: Sequence[str],
        start: str | None = None,
        end: str | None = None,
        granularity: str | None = "day",
        mode: str | None = None,
        status: str = "happened",
        focus: str = "news",
        act: str | None = None,
        main: bool = True,
        reports: int = 1,
        killed: float | None = None,
        sectors: tuple[str, str] = ("GOV", "GOV"),
        words: str = "",
        origin: str = "dateline",
    ) -> None:
        """An event with its join and its dyads, each written `JPN>KOR`, `JPN=KOR` (mutual) or `JPN`."""
        day = as_date(start)
        shared = {"start": day, "end": as_date(end) or day, "granularity": granularity if day else None}
        shared |= {"type": type, "mode": mode, "status": status, "focus": focus, "origin": origin, "confidence": 0.9}
        shared |= {"quad": quad_of(type), "score": score_of(type, mode)}
        lists = {"actors": list(who), "recipients": list(whom)}
        told = {**self._record(document, id), **shared, **lists, "words": words or f"words of {id}"}
        self.tables["events"].append(told)
        joined = {"document": document, "event": id, "act": act or id, "main": main, "reports": reports}
        self.tables["joins"].append({**joined, "month": month(self._days[document]), "by": "rule", "reasons": []})
        for dyad in dyads:
            self.tables["dyads"].append(
                {**shared, **joined, **_dyad(dyad, sectors), "month": month(start), "killed": killed}
            )

    def statement(self, document: str, id: str, speaker: str, about: Sequence[str], words: str) -> None:
        told = {"speaker": speaker, "about": list(about), "addressees": [], "kind": "direct", "words": words}
        self.tables["statements"].append({**self._record(document, id), **told, "confidence": 0.8})

    def agreement(self, document: str, id: str, name: str, parties: Sequence[str], stage: str) -> None:
        told = {"name": name, "parties": list(parties), "stage": stage, "words": f"the {name}", "confidence": 0.8}
        self.tables["agreements"].append({**self._record(document, id), **told})

    def tenure(self, document: str, id: str, person: str, office: str, country: str) -> None:
        told = {"person": person, "office": office, "country": country, "status": "current", "confidence": 0.9}
        self.tables["tenures"].append({**self._record(document, id), **told})

    def row(self, table: str, **columns: Any) -> None:
        self.tables[table].append(columns)

    def written(self, uri: str) -> Store:
        store = Store.open(uri, create=True)
        with store.writing("add", "a corpus made by hand") as transaction:
            for name, rows in self.tables.items():
                rows.sort(key=lambda row: str(row.get("dyad")))
                transaction.append(name, pa.Table.from_pylist(rows, TABLES[name].schema))
        return store

    def settled(self, uri: str) -> Store:
        """A store of the same that has `relations` as well: timelines of codes read these alone."""
        store = self.written(uri)
        snap = store.at()
        resolutions = {(row["document"], row["actor"]): row for row in snap.table("resolutions").to_pylist()}
        documents = snap.table("documents").to_pylist()
        library = Library(documents, {row["id"] for row in documents})
        told_by: dict[str, set[str]] = defaultdict(set)
        for row in snap.table("joins").to_pylist():
            told_by[row["act"]].add(row["document"])
        dyads = snap.table("dyads").to_pylist()
        rows: list[dict[str, Any]] = []
        for name in months_of(snap):
            told = read_month(snap, name, resolutions, ())
            seen = (row for row in dyads if row["document"] in told.documents)
            rows += relations_of(told, seen, told_by, library)
        with store.writing("settle") as transaction:
            rows.sort(key=lambda row: str(row["dyad"]))
            transaction.append("relations", pa.Table.from_pylist(rows, TABLES["relations"].schema))
        return store

    def _record(self, document: str, id: str) -> dict[str, Any]:
        return {"id": id, "document": document, "month": month(self._days[document]), "position": 0}


def _dyad(told: str, sectors: tuple[str, str]) -> dict[str, Any]:
    for sign, forth, back in ((">", "ab", "ba"), ("=", "mutual", "mutual")):
        if sign in told:
            doer, other = told.split(sign)
            a, b = sorted((doer, other))
            sides = sectors if a == doer else sectors[::-1]
            return {
                "dyad": f"{a}-{b}",
                "a": a,
                "b": b,
                "direction": forth if a == doer else back,
                "a_sectors": [sides[0]],
                "b_sectors": [sides[1]],
            }
    return {
        "dyad": f"{told}-", "a": told, "b": "", "direction": "alone", "a_sectors": [sectors[0]], "b_sectors": [],
    }  # fmt: skip


def border_corpus() -> Corpus:
    """A quarrel and its end between Kenya and Uganda, told in eight reports of 2025 and 2026."""
    corpus = Corpus()
    texts = {
        "r1": 'Kenya closed the border at Busia on Monday. "We will not yield," Odera said. Prices rose by 100%.',
        "r2": "Border closed, said the Herald: Kenya closed the border at Busia on Monday.",
        "r4": "Odera met Okello in Kampala on Thursday. The two will sign a Fish_Pact in the second quarter.",
        "r5": "Kenya and Uganda signed the Fish Pact. Kenya had occupied Migingo in 2004.",
    }
    corpus.report("r1", "2026-01-06", texts["r1"])
    corpus.report("r2", "2026-01-07", texts["r2"], source="Example Herald", country="UGA")
    corpus.report("r3", "2026-01-08", texts["r2"], source="Example Post", duplicate_of="r2")
    corpus.report("r4", "2026-02-20", texts["r4"], source="Example Herald", country="UGA")
    corpus.report("r5", "2026-05-04", texts["r5"])
    corpus.report("r6", None, "An undated text: Kenya praised Uganda.")
    corpus.report("i1", "2026-01-06", origin="icews")
    for document in ("r1", "r2", "r4", "r5", "r6"):
        corpus.actor(document, "k", "Wanja Odera", country="KEN", sector="GOV", office="President")
        corpus.actor(document, "u", "Okello" if document == "r4" else "Moses Okello", base="IMG", sector="GOV")
        corpus.resolve(document, "u", country="UGA", name="Moses Okello", person="UGA/moses-okello")
    closed = {"dyads": ["KEN>UGA"], "start": "2026-01-05", "act": "closing", "reports": 3}
    corpus.act("r1", "e1", "SANCTION", ["k"], ["u"], main=True, words="Kenya closed the border", **closed)
    corpus.act("r2", "e2", "SANCTION", ["k"], ["u"], main=False, **closed)
    corpus.act("r4", "e3", "CONSULT", ["k"], ["u"], mode="visit", dyads=["KEN>UGA"], start="2026-02-19")
    quarter = {"start": "2026-04-01", "end": "2026-06-30", "granularity": "quarter", "status": "planned"}
    corpus.act("r4", "e4", "SUPPORT", ["k", "u"], dyads=["KEN=UGA"], **quarter)
    corpus.act("r4", "e5", "CONSULT", ["k", "u"], dyads=["KEN=UGA"], start="2026-03-02", status="planned")
    corpus.act("r5", "e6", "SUPPORT", ["k", "u"], dyads=["KEN=UGA"], start="2026-05-04")
    occupied = {"start": "2004-01-01", "end": "2004-12-31", "granularity": "year", "focus": "background"}
    corpus.act("r5", "e7", "ASSAULT", ["k"], ["u"], dyads=["KEN>UGA"], killed=3.0, **occupied)
    corpus.act("r5", "e8", "ACCUSE", ["k"], ["u"], dyads=["KEN>UGA"], focus="background")
    corpus.act("r5", "e9", "PROTEST", ["u"], ["k"], dyads=["UGA>KEN"], start="2026-05-02", sectors=("CVL", "GOV"))
    corpus.act("r5", "e10", "MOBILIZE", ["k"], dyads=["KEN"], start="2026-05-01", killed=2.0)
    corpus.act("r6", "e11", "SUPPORT", ["k"], ["u"], dyads=["KEN>UGA"])
    corpus.act("i1", "x1", "ASSAULT", [], dyads=["KEN>UGA"], start="2026-01-06", origin="icews")
    corpus.statement("r1", "s1", "k", ["u"], "We will not yield")
    corpus.statement("r5", "s2", "k", [], "A good day")
    corpus.agreement("r4", "g1", "Fish Pact", ["k", "u"], "agreed")
    corpus.agreement("r5", "g2", "Fish Pact", ["k", "u"], "signed")
    told = {"kind": "statement", "role": "content", "document": "r1", "month": "2026-01", "position": 0}
    corpus.row("mentions", record="s1", start=45, end=62, **told)
    kept = {"outcome": "kept", "act": "e6", "day": date(2026, 5, 4), "reasons": ["the same parties"]}
    corpus.row("outcomes", plan="e4", month="2026-02", **kept)
    return corpus


def quiet_and_loud() -> Corpus:
    """Thirty weeks from 2025-01-06: Ghana and Togo talk each week, and fight at last; Mali and Niger fall silent."""
    corpus = Corpus()
    first = date(2025, 1, 6)
    for week in range(30):
        day = f"{first + timedelta(weeks=week)}"
        for paper in range(5):
            corpus.report(f"w{week}-{paper}", day)
        document = f"w{week}-0"
        corpus.actor(document, "g", "Ghana", country="GHA")
        corpus.actor(document, "t", "Togo", country="TGO")
        corpus.act(document, f"talk{week}", "CONSULT", ["g", "t"], dyads=["GHA=TGO"], start=day)
        if week < 24:
            corpus.act(document, f"aid{week}", "AID", [], dyads=["MLI>NER"], start=day)
        if week >= 28:
            for raid in range(4):
                corpus.act(document, f"raid{week}-{raid}", "ASSAULT", ["g"], ["t"], dyads=["GHA>TGO"], start=day)
    return corpus
