"""Out of a store and into one."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from dateline.errors import UsageError
from dateline.export import (
    FORMATS,
    Coded,
    Options,
    Party,
    Selection,
    coded_events,
    export,
    import_files,
    incoming,
    validate,
)
from dateline.store import TABLES, Store
from dateline.store.edits import add_edit
from dateline.store.settle import settle
from tests.export.samples import DAY, FIJI, PERU, event

Row = dict[str, Any]

LATER = date(2026, 4, 2)


def place(document: str, id: str, position: int = 0) -> Row:
    return {
        "id": id,
        "document": document,
        "month": "2026-04" if document == "late" else "2026-03",
        "position": position,
    }


def report(document: str, day: date, **more: object) -> Row:
    text = "Fiji condemned Peru. Fiji met Peru."
    sentences = [{"start": 0, "end": 20}, {"start": 21, "end": 35}]
    books = {"key": document, "version": 1, "language": "en", "origin": "dateline", "source": f"{document} post"}
    return {"id": document, "date": day, "month": str(day)[:7], "text": text, "title": "Sharp words",
            "sentences": sentences, **books, **more}  # fmt: skip


def told(document: str, id: str, position: int, type: str, actors: list[str], recipients: list[str]) -> Row:
    day = LATER if document == "late" else DAY
    return {**place(document, id, position), "type": type, "status": "happened", "focus": "news", "quad": 3,
            "score": -3.0, "actors": actors, "recipients": recipients, "others": [], "start": day, "end": day,
            "granularity": "day", "when_text": "on Wednesday", "contexts": ["diplomatic"], "words": "Fiji condemned",
            "according_to": [], "disputed_by": [], "confidence": 0.5, "origin": "dateline"}  # fmt: skip


def span(document: str, record: str, kind: str, role: str, start: int, end: int) -> Row:
    month = place(document, record)["month"]
    return {"record": record, "kind": kind, "role": role, "document": document, "month": month, "position": 0,
            "start": start, "end": end}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three reports: two of March, one of April that tells of the first act again; `joins` and the like by hand."""
    store = Store.open(str(tmp_path / "store"), create=True)
    rows: dict[str, list[Row]] = {
        "documents": [report("a", DAY), report("b", DAY), report("late", LATER, url="https://example.org/late")],
        "actors": [
            {**place(document, id, number), "name": name, "kind": "country", "country": country}
            for document in ("a", "b", "late")
            for number, (id, name, country) in enumerate([("f", "Fiji", "FJI"), ("p", "the premier", None)])
        ],
        "events": [
            told("a", "e2", 1, "CONSULT", ["f", "p"], []),
            told("a", "e1", 0, "ACCUSE", ["f"], ["p"]),
            told("b", "e1", 0, "ACCUSE", ["p"], ["f"]),
            told("late", "e1", 0, "ACCUSE", ["f"], ["p"]),
        ],
        "figures": [{**place("a", "n1"), "value": 3.0, "measure": "killed", "qualifier": "exact", "event": "e1"}],
        "mentions": [
            span("a", "e1", "event", "trigger", 5, 14),
            span("a", "e2", "event", "trigger", 26, 29),
            span("late", "e1", "event", "trigger", 5, 14),
            span("a", "f", "actor", "mention", 0, 4),
        ],
        "resolutions": [
            {
                "actor": "p",
                "document": document,
                "month": place(document, "p")["month"],
                "name": "Pilar Quiroga",
                "country": "PER",
                "sector": "GOV",
                "office": "Premier",
            }
            for document in ("a", "late")
        ],
        "joins": [
            {
                "event": id,
                "document": document,
                "month": place(document, id)["month"],
                "act": act,
                "main": main,
                "reports": reports,
            }
            for id, document, act, main, reports in [
                ("e1", "a", "act1", True, 2),
                ("e2", "a", "act2", True, 1),
                ("e1", "late", "act1", False, 2),
            ]
        ],
        "dyads": [
            {"dyad": "FJI-PER", "a": "FJI", "b": "PER", "month": "2026-03", "event": "e1", "document": "a"},
            {"dyad": "FJI-PER", "a": "FJI", "b": "PER", "month": "2026-03", "event": "e2", "document": "a"},
        ],
    }
    with store.writing("add") as transaction:
        for name, told_rows in rows.items():
            transaction.append(name, pa.Table.from_pylist(told_rows, TABLES[name].schema))
    return store


def keys(store: Store, selection: Selection | None = None) -> list[tuple[str, str]]:
    return [(coded.story.id, coded.id) for coded in coded_events(store.at(), selection)]


def test_order_and_selection(store: Store) -> None:
    assert keys(store) == [("a", "e1"), ("a", "e2"), ("b", "e1")]
    assert keys(store, Selection(acts=False)) == [("a", "e1"), ("a", "e2"), ("b", "e1"), ("late", "e1")]
    assert keys(store, Selection(since=LATER, acts=False)) == [("late", "e1")]
    assert keys(store, Selection(until=DAY, acts=False)) == [("a", "e1"), ("a", "e2"), ("b", "e1")]
    assert keys(store, Selection(dyad="PER-FJI")) == [("a", "e1"), ("a", "e2")]
    assert keys(store, Selection(dyad="PER")) == [("a", "e1"), ("a", "e2")]
    assert keys(store, Selection(dyad="JPN")) == []


def test_everything_is_resolved(store: Store) -> None:
    first, second, *_ = coded_events(store.at())
    assert first.actors == (Party("Fiji", "f", "country", "FJI", mentions=((0, 4),)),)
    assert first.recipients == (Party("Pilar Quiroga", "p", "country", "PER", sector="GOV", office="Premier"),)
    assert (first.trigger, first.sentence, second.sentence) == ((5, 14), 1, 2)
    assert (first.act, first.reports, first.figures[0].value, first.story.length) == ("act1", 2, 3.0, 35)
    assert [telling.story.id for telling in first.tellings] == ["a", "late"]
    assert [telling.story.id for telling in second.tellings] == ["a"]
    assert first.when
    assert (first.when.start, first.when.text) == (DAY, "on Wednesday")


def test_edits_hold(store: Store) -> None:
    with store.writing("edit") as transaction:
        add_edit(transaction, "reject", {}, record="e2", document="a")
        add_edit(transaction, "correct", {"type": "SUPPORT", "recipients": []}, record="e1", document="a")
        add_edit(transaction, "correct", {"country": "CHL"}, record="f", document="a")
    assert keys(store) == [("a", "e1"), ("b", "e1")]
    first = next(coded_events(store.at()))
    assert (first.type, first.recipients, first.actors[0].country) == ("SUPPORT", (), "CHL")


@pytest.mark.parametrize("name", FORMATS)
def test_export_is_validated(store: Store, tmp_path: Path, name: str) -> None:
    log = export(store.at(), name, tmp_path / "out.txt", Selection(acts=False))
    assert (log.events, validate(name, log)) == (4, [])


def events_of(store: Store) -> list[Row]:
    rows: list[Row] = store.at().sql("SELECT * FROM events ORDER BY document, position").to_pylist()
    return rows


def write(name: str, path: Path, *told: Coded) -> Path:
    return FORMATS[name].write(path, told, Options()).files[0]


@pytest.mark.parametrize("name", FORMATS)
def test_import_twice_adds_nothing(tmp_path: Path, name: str) -> None:
    other = Store.open(str(tmp_path / "other"), create=True)
    file = write(name, tmp_path / "out.txt", event(), event(id="ev2", type="AID", mode=None))
    first = import_files(other, name, [file])
    assert (first.documents, first.events, first.skipped, first.wrong) == (1, 2, 0, 0)
    version = other.head().version
    second = import_files(other, name, [file])
    assert (second.documents, second.events, second.skipped) == (0, 0, 2)
    assert other.head().version == version
    assert {row["origin"] for row in events_of(other)} == {name}
    settle(other)
    assert [coded.type for coded in coded_events(other.at(), Selection(origin=name))] == ["ACCUSE", "AID"]
    assert list(coded_events(other.at())) == []


def test_parts_make_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [event(id=f"ev{number}", actors=(FIJI,) if number % 2 else (PERU,)) for number in range(9)]
    file = write("icews", tmp_path / "out.tab", *told)
    whole, parts = (Store.open(str(tmp_path / name), create=True) for name in ("whole", "parts"))
    import_files(whole, "icews", [file])
    monkeypatch.setattr(incoming, "PART", 2)
    import_files(parts, "icews", [file])
    for name in ("events", "actors"):
        order = f"SELECT * FROM {name} ORDER BY document, position"
        assert parts.at().sql(order).equals(whole.at().sql(order)), name
    assert parts.at().sql("SELECT count(*) AS n FROM documents")["n"].to_pylist() == [1]


def test_statements_and_bad_lines(tmp_path: Path) -> None:
    file = write("icews", tmp_path / "out.tab", event(), event(id="ev2"))
    lines = file.read_text(encoding="utf-8").replace("\t111\t", "\t010\t", 1).splitlines()
    file.write_text("\n".join([*lines, "broken"]), encoding="utf-8")
    other = Store.open(str(tmp_path / "other"), create=True)
    for _ in range(2):
        done = import_files(other, "icews", [file])
    assert (done.events, done.statements, done.skipped, done.wrong) == (0, 0, 2, 1)
    (said,) = other.at().table("statements").to_pylist()
    names = {row["id"]: row["name"] for row in other.at().table("actors").to_pylist()}
    assert (names[said["speaker"]], [names[id] for id in said["addressees"]]) == ("Fiji", ["Peru"])
    (issue,) = other.at().table("issues").to_pylist()
    assert (issue["input"], issue["line"], issue["reason"]) == (str(file), 4, "1 columns where 20 are due")
    settle(other)


def test_a_removed_report_stays_out(tmp_path: Path) -> None:
    other = Store.open(str(tmp_path / "other"), create=True)
    file = write("icews", tmp_path / "out.tab", event())
    import_files(other, "icews", [file])
    (row,) = events_of(other)
    with other.writing("remove") as transaction:
        add_edit(transaction, "remove", {"text_hash": None}, document=row["document"])
        for name, column in (("events", "document"), ("actors", "document"), ("documents", "id")):
            transaction.delete(name, column, [row["document"]])
    assert import_files(other, "icews", [file]).skipped == 1
    assert events_of(other) == []


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_folder_of_tables_comes_back(store: Store, tmp_path: Path, kind: str) -> None:
    with store.writing("edit") as transaction:
        add_edit(transaction, "correct", {"country": "CHL"}, record="f", document="a", note='so it "was"\nsaid')
    log = export(store.at(), kind, tmp_path / "tables")
    assert (log.events, validate(kind, log)) == (4, [])
    other = Store.open(str(tmp_path / "other"), create=True)
    done = import_files(other, kind, [tmp_path / "tables"])
    assert (done.documents, done.events) == (3, 4)
    for name in ("documents", "events", "actors", "figures", "mentions", "edits"):
        order = [
            (column, "ascending") for column in TABLES[name].schema.names if column in ("document", "id", "record")
        ]
        here, there = (one.at().table(name).sort_by(order) for one in (store, other))
        assert there.to_pylist() == here.to_pylist(), name
    assert import_files(other, kind, [tmp_path / "tables"]).skipped == 4


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_folder_without_words(store: Store, tmp_path: Path, kind: str) -> None:
    log = export(store.at(), kind, tmp_path / "tables", options=Options(text=False))
    written = b"".join(path.read_bytes() for path in log.files)
    assert not any(words in written for words in (b"condemned", b"Sharp words", b"on Wednesday"))
    assert b"https://example.org/late" in written


def test_a_folder_is_whole(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="whole tables"):
        export(store.at(), "csv", tmp_path / "tables", Selection(dyad="FJI-PER"))
    with pytest.raises(UsageError, match="no format 'xml'"):
        export(store.at(), "xml", tmp_path / "out")
    with pytest.raises(UsageError, match="can't write"):
        export(store.at(), "icews", tmp_path / "nowhere" / "out.tab")
