"""Decisions about acts, and takedowns: they hold whatever settles later."""

from datetime import date
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.records import Actor, CoderInfo, Document, Event, Report, When, record_id
from dateline.store import Store
from dateline.store.acts import join_events, split_act, undo_edit
from dateline.store.remove import remove
from dateline.store.rows import document_row, rows_of, tables_of
from dateline.store.settle import settle

CODER = CoderInfo(version="0", model="by hand", manual="0")


def report(id: str, day: int, text: str, type: str = "ASSAULT") -> Report:
    """Rebels attack Kenya's army, as one report tells it in its own words."""
    actors = [
        Actor(id=f"ac-{id}-1", name="rebels", kind="group", base="SOM", sector="REB", mentions=[(0, 6)]),
        Actor(id=f"ac-{id}-2", name="Kenyan army", kind="government", country="KEN", sector="MIL", mentions=[(7, 10)]),
    ]
    when = When(start=f"2026-03-{day:02}", end=f"2026-03-{day:02}", granularity="day", text="on that day")
    event = Event(
        id=record_id(id, "event", 7, 15),
        type=type,
        actors=[actors[0].id],
        recipients=[actors[1].id],
        when=when,
        evidence=[(0, len(text))],
        trigger=(7, 15),
        confidence=0.9,
    )
    document = Document(id=id, date=f"2026-03-{day:02}", text=text, url=f"https://example.org/{id}")
    return Report(coder=CODER, document=document, actors=actors, events=[event])


def put(store: Store, *reports: Report) -> None:
    with store.writing("add") as transaction:
        for told in reports:
            rows = rows_of(told)
            rows["documents"] = [document_row(told.document, CODER, key=told.document.url, version=1, text_hash="h")]
            for name, table in tables_of(rows).items():
                transaction.append(name, table)
    settle(store)


def acts(store: Store) -> list[list[str]]:
    """The documents of each act."""
    found: dict[str, list[str]] = {}
    for row in store.at().table("joins").sort_by("document").to_pylist():
        found.setdefault(row["act"], []).append(row["document"])
    return sorted(found.values())


def act_of(store: Store, document: str) -> str:
    return str(store.at().sql("SELECT act FROM joins WHERE document = ?", [document])["act"][0])


SAME = (
    report("one", 4, "Rebels attacked an army convoy near the bridge at Mandera"),
    report("two", 4, "Rebels attacked the convoy of the army at Mandera bridge"),
)
OTHER = report("three", 20, "Rebels attacked a barracks in Garissa with mortars")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(str(tmp_path / "store"), create=True)
    put(store, *SAME, OTHER)
    return store


def test_one_act_told_twice_is_counted_once(store: Store) -> None:
    assert acts(store) == [["one", "two"], ["three"]]
    counted = store.at().sql("SELECT count(*) AS n, max(reports) AS reports FROM dyads WHERE main AND dyad = 'KEN-SOM'")
    assert counted.to_pylist() == [{"n": 2, "reports": 2}]


def test_the_order_of_adding_does_not_matter(store: Store, tmp_path: Path) -> None:
    other = Store.open(str(tmp_path / "other"), create=True)
    for told in (OTHER, *reversed(SAME)):
        put(other, told)
    for name in ("joins", "dyads", "outcomes", "resolutions", "relations"):
        rows = [sorted(map(str, opened.at().table(name).to_pylist())) for opened in (store, other)]
        assert rows[0] == rows[1]


def test_settling_again_changes_nothing(store: Store) -> None:
    version = store.head().version
    settle(store)
    assert store.head().version == version


def test_a_split_holds_through_the_next_add_and_can_be_undone(store: Store) -> None:
    edit = split_act(store, act_of(store, "one"), ["two"], "other bridges")
    assert ["one", "two"] not in acts(store)
    put(store, report("four", 25, "Rebels attacked a ferry on the Tana"))
    assert ["one"] in acts(store)
    assert ["two"] in acts(store)
    undo_edit(store, edit)
    assert ["one", "two"] in acts(store)


def test_a_join_by_hand_says_so(store: Store) -> None:
    join_events(store, [act_of(store, "one"), act_of(store, "three")])
    assert acts(store) == [["one", "three", "two"]]
    by = store.at().sql("SELECT joined_by FROM joins WHERE document = 'three'").to_pylist()
    assert by == [{"joined_by": "edit"}]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda store: join_events(store, ["act0", "act1"]), "the store has no act 'act0'"),
        (lambda store: join_events(store, [act_of(store, "three")]), "joining needs two events"),
        (lambda store: split_act(store, act_of(store, "one"), ["three"]), "some, not all, of the act's reports"),
        (lambda store: undo_edit(store, "ed0"), "no edit 'ed0'"),
        (lambda store: remove(store, ["nine"]), "no document has the id or address nine"),
    ],
)
def test_wrong_names(store: Store, change, message: str) -> None:  # type: ignore[no-untyped-def]
    version = store.head().version
    with pytest.raises(UsageError, match=message):
        change(store)
    assert store.head().version == version


def test_a_takedown_by_address(store: Store) -> None:
    before = store.head().version
    assert remove(store, ["https://example.org/one"], "asked for") == ["one"]
    assert acts(store) == [["three"], ["two"]]
    for version in (before, None):
        snapshot = store.at(version)
        assert sorted(snapshot.table("documents")["id"].to_pylist()) == ["three", "two"]
        for name in ("events", "actors", "mentions", "joins", "dyads", "relations"):
            assert "one" not in snapshot.table(name)["document"].to_pylist()


def test_no_word_of_a_report_taken_down_is_left_in_relations(store: Store) -> None:
    """Whichever of two reports stands for their act, and whether the one taken down is that one."""
    before = store.head().version
    for name, other in (("two", "one"), ("one", None)):
        remove(store, [name])
        for version in (before, None):
            words = store.at(version).table("relations")["words"].to_pylist()
            gone = next(told for told in SAME if told.document.id == name)
            assert gone.document.text not in words
            kept = [told.document.text for told in SAME if told.document.id == other]
            assert version == before or set(kept) <= set(words)


def test_what_was_told_in_march_lies_in_march(store: Store) -> None:
    starts = store.at().sql("SELECT DISTINCT month, start FROM dyads ORDER BY start").to_pylist()
    assert starts == [{"month": "2026-03", "start": date(2026, 3, 4)}, {"month": "2026-03", "start": date(2026, 3, 20)}]


def test_imported_events_stand_beside_ours(store: Store) -> None:
    told = report("four", 4, "Rebels attacked the army's convoy near Mandera bridge")
    rows = rows_of(told)
    rows["documents"] = [document_row(told.document, None, key="four", version=1, text_hash="h", origin="icews")]
    rows["events"] = [{**row, "origin": "icews"} for row in rows["events"]]
    with store.writing("import") as transaction:
        for name, table in tables_of(rows).items():
            transaction.append(name, table)
    settle(store)
    assert acts(store) == [["four"], ["one", "two"], ["three"]]
