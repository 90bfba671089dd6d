"""Adding: once, again, changed, clashing, taken out, failing."""

import pyarrow as pa
import pytest

import dateline
from dateline.errors import Overtaken
from dateline.read import Entry, Issue
from dateline.records import Report, text_id
from dateline.store import Store
from dateline.store.add import PART, add
from dateline.store.compact import compact
from dateline.store.edits import add_edit
from dateline.store.rows import report_of
from dateline.store.schema import RECORDS
from dateline.store.summary import Summary
from tests.store.quick import QuickCoder, column, contents, entry, told

ENTRIES = [entry(told(n), f"2026-0{1 + n % 3}-{1 + n % 28:02}", id=f"n{n}", line=n) for n in range(PART * 2 + 7)]


def stored_report(store: Store, id: str) -> Report:
    """A report put together again from its rows."""
    snapshot = store.at()
    (document,) = snapshot.sql("SELECT * FROM documents WHERE id = ?", [id]).to_pylist()
    tables = (*RECORDS, "times", "mentions")
    return report_of(
        document, {name: snapshot.sql(f"SELECT * FROM {name} WHERE document = ?", [id]).to_pylist() for name in tables}
    )


def test_what_is_added_is_there(store: Store, quick_coder: QuickCoder) -> None:
    summary = add(store, ENTRIES, quick_coder)
    assert (summary.documents, summary.coded, summary.skipped, summary.failed) == (len(ENTRIES), len(ENTRIES), 0, 0)
    assert column(store, "SELECT count(*) FROM documents") == [len(ENTRIES)]
    assert summary.records["events"] == column(store, "SELECT count(*) FROM events")[0] == len(ENTRIES)
    wanted, _ = next(QuickCoder().explain_all([ENTRIES[60].document]))
    assert stored_report(store, "n60") == wanted
    (row,) = store.at().sql("SELECT * FROM documents WHERE id = 'n60'").to_pylist()
    assert (row["key"], row["version"], row["input"], row["run"]) == ("n60", 1, "a.jsonl", summary.run)


def test_parts_are_booked(store: Store, quick_coder: QuickCoder) -> None:
    add(store, ENTRIES, quick_coder, command="watch")
    rows = store.at().sql('SELECT * FROM runs ORDER BY "at"').to_pylist()
    assert [row["documents"] for row in rows] == [PART, PART, 7]
    assert {row["command"] for row in rows} == {"watch"}
    assert sum(row["records"] for row in rows) == sum(
        column(store, f"SELECT count(*) FROM {name}")[0] for name in RECORDS
    )


def test_adding_again_makes_no_version(store: Store, quick_coder: QuickCoder) -> None:
    add(store, ENTRIES, quick_coder)
    before, version = contents(store), store.head().version
    again = QuickCoder()
    summary = add(store, ENTRIES, again)
    assert (summary.documents, summary.skipped, summary.version, again.coded) == (0, len(ENTRIES), None, [])
    assert (contents(store), store.head().version) == (before, version)


def test_the_rest_of_an_input_makes_the_same_tables(store: Store, quick_coder: QuickCoder, tmp_path: object) -> None:
    whole = Store.open(f"{tmp_path}/whole", create=True)
    add(whole, ENTRIES, quick_coder)
    for end in (3, 41, 90, len(ENTRIES)):
        add(store, ENTRIES[:end], quick_coder)
    assert contents(store) == contents(whole)


def test_a_changed_text_is_a_new_version(store: Store, quick_coder: QuickCoder) -> None:
    url = "https://news.example/1"
    first, second = entry(told(1), url=url), entry(told(2), "2026-03-04", url=url)
    add(store, [first], quick_coder)
    version = store.head().version
    summary = add(store, [second], quick_coder)
    assert (summary.documents, summary.changed) == (1, 1)
    (row,) = store.at().sql("SELECT * FROM documents").to_pylist()
    # The id stays, so that edits and joins hold on to it.
    assert (row["id"], row["version"], row["text"], str(row["date"])) == (
        first.document.id,
        2,
        told(2),
        "2026-03-04",
    )
    report = stored_report(store, first.document.id)
    assert report.document.text == told(2)
    assert report.events
    assert column(store, "SELECT count(*) FROM events") == [1]
    old = store.at(version).sql("SELECT text FROM documents").column(0).to_pylist()
    assert old == [told(1)]


def test_a_text_that_it_had_before_is_no_new_version(store: Store, quick_coder: QuickCoder) -> None:
    # An archive holds both captures of a page: adding it again must change nothing.
    captures = [entry(told(n), url="https://news.example/1", line=n) for n in range(3)]
    add(store, captures, quick_coder)
    assert column(store, "SELECT version FROM documents") == [3]
    before, version = contents(store), store.head().version
    assert add(store, captures, quick_coder).skipped == 3
    assert (contents(store), store.head().version) == (before, version)


IDENTITIES: list[tuple[str, list[Entry], list[str]]] = [
    ("the same text under its own id in two lists", [entry(told(1), id="7"), entry(told(1), id="7", input="b")], ["7"]),
    ("no ids, the same text", [entry(told(1)), entry(told(1), input="b")], [text_id(told(1), "2026-03-02")]),
    ("a new text in the same list", [entry(told(1), id="7"), entry(told(2), id="7", line=2)], ["7"]),
    (
        "another text in another list",
        [entry(told(1), id="7"), entry(told(2), id="7", input="b"), entry(told(2), id="7", input="b")],
        ["7", text_id(told(2), "2026-03-02")],
    ),
    (
        "the other list's text changes",
        [entry(told(1), id="7"), entry(told(2), id="7", input="b"), entry(told(3), id="7", input="b")],
        ["7", text_id(told(2), "2026-03-02")],
    ),
    (
        "one id at two addresses",
        [entry(told(1), id="7", url="https://a.example"), entry(told(2), id="7", url="https://b.example")],
        ["7", text_id(told(2), "2026-03-02")],
    ),
]


@pytest.mark.parametrize(("why", "entries", "ids"), IDENTITIES, ids=[row[0] for row in IDENTITIES])
@pytest.mark.parametrize("together", [True, False])
def test_identity(
    store: Store, quick_coder: QuickCoder, why: str, entries: list[Entry], ids: list[str], together: bool
) -> None:
    for _ in range(2):
        for part in [entries] if together else [[one] for one in entries]:
            add(store, part, quick_coder)
        assert sorted(column(store, "SELECT id FROM documents")) == sorted(ids), why
    clash = len(ids) > 1
    assert column(store, "SELECT coded FROM issues") == [True] * clash
    assert len(column(store, "SELECT DISTINCT document FROM events")) == len(ids)


def test_one_text_at_two_addresses_is_two_reports_coded_once(store: Store, quick_coder: QuickCoder) -> None:
    add(store, [entry(told(1), url=f"https://{paper}.example/1") for paper in "abc"], quick_coder)
    rows = store.at().sql("SELECT id, duplicate_of FROM documents ORDER BY url").to_pylist()
    assert len({row["id"] for row in rows}) == 3
    assert [row["duplicate_of"] for row in rows] == [None, rows[0]["id"], rows[0]["id"]]
    assert quick_coder.coded == [rows[0]["id"]]


def test_issues_are_kept_once(store: Store, quick_coder: QuickCoder) -> None:
    broken = [
        Issue("a.txt", None, "empty"),
        Issue("a.jsonl", 3, "not JSON"),
        Issue("a.jsonl", 9, "no date", coded=True),
    ]
    for _ in range(2):
        summary = add(store, broken, quick_coder)
        assert (summary.failed, summary.issues["empty"]) == (2, 1)
    rows = store.at().sql("SELECT input, line, reason, coded FROM issues ORDER BY reason").to_pylist()
    assert [(row["input"], row["line"]) for row in rows] == [("a.txt", None), ("a.jsonl", 9), ("a.jsonl", 3)]


def test_a_report_that_cannot_be_coded_is_an_issue(store: Store, quick_coder: QuickCoder) -> None:
    entries = [*ENTRIES[:3], entry("A FAULT.", line=4), *ENTRIES[3:6]]
    summary = add(store, entries, quick_coder)
    assert (summary.documents, summary.failed) == (6, 1)
    (reason,) = column(store, "SELECT reason FROM issues WHERE input = 'a.jsonl' AND line = 4")
    assert "the coder failed on this report" in reason
    assert "ZeroDivisionError" in reason


def test_a_copy_of_what_cannot_be_coded_is_coded(store: Store, quick_coder: QuickCoder) -> None:
    copy = told(1).replace("people", "persons")
    add(store, [entry(told(1) + " FAULT"), entry(copy, url="https://a.example")], quick_coder)
    assert column(store, "SELECT duplicate_of FROM documents") == [None]
    assert column(store, "SELECT count(*) FROM events") == [1]


@pytest.mark.parametrize("change", [{"text_hash": None}, {}])
def test_what_was_taken_out_stays_out(store: Store, quick_coder: QuickCoder, change: dict[str, str | None]) -> None:
    add(store, ENTRIES[:2], quick_coder)
    (hash,) = column(store, "SELECT text_hash FROM documents WHERE id = 'n1'")
    with store.writing("remove") as transaction:
        transaction.delete("documents", "id", ["n1"])
        add_edit(transaction, "remove", dict.fromkeys(change, hash), document="n1")
    under_another_id = entry(told(1), id="other") if change else entry(told(9), id="n1")
    summary = add(store, [*ENTRIES[:3], under_another_id], quick_coder)
    assert (summary.documents, summary.removed, summary.skipped) == (1, 2, 1)
    assert sorted(column(store, "SELECT id FROM documents")) == ["n0", "n2"]


def test_an_interrupt_keeps_what_is_committed(store: Store, quick_coder: QuickCoder) -> None:
    def interrupted() -> object:
        yield from ENTRIES[: PART + 3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(store, interrupted(), quick_coder)
    assert column(store, "SELECT count(*) FROM documents") == [PART]
    # At once: what follows from all reports together is for the next run.
    assert column(store, "SELECT count(*) FROM joins") == [0]
    assert add(store, ENTRIES, quick_coder).documents == len(ENTRIES) - PART
    assert column(store, "SELECT count(*) FROM joins") == column(store, "SELECT count(*) FROM events")


def test_a_part_is_counted_though_an_interrupt_follows_its_commit(
    store: Store, quick_coder: QuickCoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = Store._commit

    def interrupted(self: Store, *arguments: object) -> None:
        commit(self, *arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "_commit", interrupted)
    summary = Summary("r1")
    with pytest.raises(KeyboardInterrupt):
        add(store, ENTRIES, quick_coder, summary=summary)
    assert (summary.documents, summary.version) == (PART, store.head().version)


def test_another_writer_in_between(store: Store, quick_coder: QuickCoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the other one stored while this one coded is skipped, and nothing is coded twice."""
    other = QuickCoder()
    code = quick_coder._code

    def while_coding(document: dateline.Document) -> Report:
        if document.id == "n5":
            add(store, ENTRIES[3:9], other)
        return code(document)

    monkeypatch.setattr(quick_coder, "_code", while_coding)
    summary = add(store, ENTRIES[:20], quick_coder)
    assert (summary.documents, summary.skipped) == (14, 6)
    assert len(quick_coder.coded) == 20
    assert sorted(column(store, "SELECT id FROM documents")) == sorted(f"n{n}" for n in range(20))
    assert column(store, "SELECT count(*) FROM events") == [20]


def test_overtaken_is_tried_again(store: Store, quick_coder: QuickCoder, monkeypatch: pytest.MonkeyPatch) -> None:
    failures = iter([True, True])
    commit = Store._commit

    def overtaken(self: Store, *arguments: object) -> None:
        if next(failures, False):
            raise Overtaken("somebody was quicker")
        commit(self, *arguments)

    monkeypatch.setattr(Store, "_commit", overtaken)
    monkeypatch.setattr("dateline.store.add.FIRST_PAUSE", 0)
    summary = add(store, ENTRIES[:5], quick_coder)
    assert (summary.documents, len(quick_coder.coded)) == (5, 5)
    assert column(store, "SELECT count(*) FROM events") == [5]


def test_many_parts_are_compacted(store: Store, quick_coder: QuickCoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.store.compact.FILES", 2)
    monkeypatch.setattr("dateline.store.add.PART", 5)
    entries = [entry(told(n), id=f"n{n}") for n in range(20)]
    add(store, entries, quick_coder)
    assert "compact" in {commit.kind for commit in store.commits()}
    assert len(store.at().dataset("events").files) == 1
    assert column(store, "SELECT count(*) FROM events") == [20]


def test_with_the_real_coder(store: Store, coder: dateline.Coder) -> None:
    texts = {
        "a": ("Kenyan President Wanja Odera met her Ugandan counterpart in Kampala on Monday.", "2024-05-07"),
        "b": ("Peru condemned Chile on Friday. “We will not wait,” Peruvian Premier Ana Quispe said.", "2024-05-11"),
        "c": ("At least 12 people were killed when Fijian police fired on a crowd in Suva.", None),
    }
    add(store, [entry(text, date, id=id) for id, (text, date) in texts.items()], coder)
    for id, (text, date) in texts.items():
        assert stored_report(store, id) == coder.code(text, date, id=id), id


def test_an_empty_table_of_issues_has_its_columns(store: Store) -> None:
    assert isinstance(store.at().table("issues"), pa.Table)


def test_files_joined_after_a_kill_do_not_hide_that_nothing_was_settled(
    store: Store, quick_coder: QuickCoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(store: Store) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as until_killed:
        until_killed.setattr("dateline.store.add.settle", killed)
        with pytest.raises(ZeroDivisionError):
            add(store, ENTRIES, quick_coder)
    compact(store)
    add(store, ENTRIES, quick_coder)
    assert store.at().table("joins").num_rows == store.at().table("events").num_rows > 0
