"""The invented store is one that reports could have made: its tables agree with the text and with each other."""

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from bench.generate import generate
from dateline.store import Store
from dateline.store.derived import ORDER
from dateline.store.dyads import dyad_rows
from dateline.store.months import filled, months_of, read_month
from dateline.store.relations import relations_of
from dateline.store.reports import Library
from dateline.store.rows import report_of
from dateline.store.schema import DERIVED, TABLES, TOLD
from dateline.store.snapshot import Snapshot

EVENTS = 1500
MONTHS = 3

Rows = list[dict[str, Any]]


def made(folder: Path, seed: int) -> Snapshot:
    store = Store.open(str(folder), create=True)
    assert sum(events for _, events in generate(store, EVENTS, seed, MONTHS)) == EVENTS
    return store.at()


@pytest.fixture(scope="module")
def snap(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return made(tmp_path_factory.mktemp("generated"), 1)


def rows(snap: Snapshot, name: str) -> Rows:
    found: Rows = snap.table(name).to_pylist()
    return found


def by_document(found: Rows) -> dict[str, Rows]:
    together: dict[str, Rows] = defaultdict(list)
    for row in found:
        together[row["document"]].append(row)
    return together


def test_same_seed_same_rows(snap: Snapshot, tmp_path: Path) -> None:
    again, other = made(tmp_path / "again", 1), made(tmp_path / "other", 2)
    for name in (*TOLD, *DERIVED, "runs"):
        assert sorted(map(str, rows(snap, name))) == sorted(map(str, rows(again, name))), name
    assert not snap.table("events").equals(other.table("events"))


def test_documents_read_back_as_reports_of_the_contract(snap: Snapshot) -> None:
    told = {name: by_document(rows(snap, name)) for name in TOLD if name != "documents"}
    coded = [row for row in rows(snap, "documents") if row["duplicate_of"] is None]
    for row in coded:
        report = report_of(row, {name: of[row["id"]] for name, of in told.items()})
        text = report.document.text
        for event, stored in zip(report.events, told["events"][row["id"]], strict=True):
            assert [text[start:end] for start, end in event.evidence] == [stored["words"]]
        for actor in report.actors:
            assert actor.mentions
            assert {text[start:end] for start, end in actor.mentions} == {actor.name}
        for statement, stored in zip(report.statements, told["statements"][row["id"]], strict=True):
            assert [text[start:end] for start, end in statement.content] == [stored["words"]]
            assert statement.cue
            assert text[slice(*statement.cue)] == "said"
        for time in report.times:
            assert text[slice(*time.span)] in {event.when.text for event in report.events if event.when}
        for figure in report.figures:
            assert f"killing {figure.value} people" in text[slice(*figure.evidence[0])]
        for start, end in report.document.sentences:
            assert text[end - 1] == "."
            assert start == 0 or text[start - 1] in " \n"


def test_ids_are_of_one_record(snap: Snapshot) -> None:
    for name in ("documents", "actors", "events", "statements", "agreements", "figures", "tenures"):
        ids = [row["id"] for row in rows(snap, name)]
        assert len(ids) == len(set(ids)), name


def test_near_duplicates_stand_behind_coded_documents(snap: Snapshot) -> None:
    documents = {row["id"]: row for row in rows(snap, "documents")}
    copies = [row for row in documents.values() if row["duplicate_of"]]
    assert copies
    for copy in copies:
        standing = documents[copy["duplicate_of"]]
        assert standing["coder"]
        assert copy["coder"] is None
        assert copy["signature"] == standing["signature"]
        assert standing["text"] in copy["text"]


def test_each_act_has_one_main_event_and_its_reports(snap: Snapshot) -> None:
    events = {(row["document"], row["id"]) for row in rows(snap, "events")}
    joins = rows(snap, "joins")
    assert {(row["document"], row["event"]) for row in joins} == events
    mains = Counter(row["act"] for row in joins if row["main"])
    documents = defaultdict(list)
    for row in joins:
        documents[row["act"]].append(row["document"])
    assert mains == Counter(documents.keys())
    copies = Counter(row["duplicate_of"] for row in rows(snap, "documents") if row["duplicate_of"])
    for row in joins:
        of = documents[row["act"]]
        assert len(of) == len(set(of)) <= 6
        assert row["reports"] == sum(1 + copies[document] for document in of)
    assert max(len(of) for of in documents.values()) > 3


def test_dyads_are_those_of_the_rules(snap: Snapshot) -> None:
    """What is made for all events at once equals what the store's own rules make one by one."""
    joins = {(row["document"], row["event"]): row for row in rows(snap, "joins")}
    resolutions = {(row["document"], row["actor"]): row for row in rows(snap, "resolutions")}
    actors: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in rows(snap, "actors"):
        actors[row["document"]][row["id"]] = filled(row, resolutions.get((row["document"], row["id"])))
    killed = {(row["document"], row["event"]): row["value"] for row in rows(snap, "figures")}
    expected = [
        dyad
        for event in rows(snap, "events")
        for key in [(event["document"], event["id"])]
        for dyad in dyad_rows(event, actors[event["document"]], joins[key], killed.get(key))
    ]
    found = rows(snap, "dyads")
    assert len(found) == len(expected) > EVENTS
    assert {row["direction"] for row in found} == {"ab", "ba", "mutual", "alone"}

    def told(row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(str(list(value) if isinstance(value, tuple | list) else value) for _, value in sorted(row.items()))

    assert sorted(map(told, found)) == sorted(map(told, expected))


def test_relations_are_those_of_the_rules(snap: Snapshot) -> None:
    resolutions = {(row["document"], row["actor"]): row for row in rows(snap, "resolutions")}
    told_by: dict[str, set[str]] = defaultdict(set)
    for row in rows(snap, "joins"):
        told_by[row["act"]].add(row["document"])
    documents = rows(snap, "documents")
    library = Library(documents, {row["id"] for row in documents})
    dyads = by_document(rows(snap, "dyads"))
    expected = []
    for name in months_of(snap):
        month = read_month(snap, name, resolutions, ())
        seen = (dyad for document in month.documents for dyad in dyads[document])
        expected += relations_of(month, seen, told_by, library)
    found = rows(snap, "relations")
    assert {row["kind"] for row in found} == {"event", "statement", "agreement"}
    assert {row["direction"] for row in found if row["kind"] == "statement"} == {"ab", "ba"}
    columns = TABLES["relations"].columns

    def told(row: dict[str, Any]) -> str:
        values = (row.get(name) for name in columns)
        return str([list(value) if isinstance(value, tuple) else value for value in values])

    assert sorted(map(told, found)) == sorted(map(told, expected))


@pytest.mark.parametrize("name", ["dyads", "relations"])
def test_each_month_is_in_the_order_of_settling(snap: Snapshot, name: str) -> None:
    table = snap.dataset(name)
    months = [fragment.to_table(schema=table.schema) for fragment in table.get_fragments()]
    assert len(months) == len(set(snap.table(name)["month"].to_pylist()))
    for month in months:
        assert month.equals(month.sort_by([(column, "ascending") for column in ORDER[name]]))


def test_outcomes_are_between_known_acts(snap: Snapshot) -> None:
    acts = {row["act"] for row in rows(snap, "joins")}
    outcomes = rows(snap, "outcomes")
    assert outcomes
    assert {act for row in outcomes for act in (row["plan"], row["act"])} <= acts
