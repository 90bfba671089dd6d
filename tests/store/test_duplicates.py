"""Near-duplicates: what is one, which document stands for it, and who takes its place."""

from collections.abc import Callable
from datetime import date

import pytest

from dateline.store import Store
from dateline.store.add import add, adopt
from dateline.store.duplicates import SIMILAR, WINDOW, Index, Standing, signature_of, similarity
from tests.store.quick import QuickCoder, column, contents, entry, told

WIRE = """NAIROBI, March 2 — Kenya and Uganda agreed on Monday to reopen the bridge at Malaba, which floods had closed \
for seven weeks, and to share the cost of its repair.

The ministers of transport of both countries signed a paper of four pages after a night of talks in a school near the \
river. Lorries are to cross one at a time until the pillars have been mended, and those with maize go first.

“We have lost a harvest to this river, and we shall not lose another,” said Joram Wafula, who speaks for the traders \
of the western districts.

Some 340 lorries were waiting on the Ugandan side on Monday night, their drivers asleep under tarpaulins. A clerk of \
the customs office said that onions had gone bad in forty of them and that nobody would pay for those.

Engineers from both armies start work on Thursday. They expect to need five weeks, if no more rain falls in the hills.
"""
FIRST, SECOND, THIRD, FOURTH, LAST = WIRE.strip().split("\n\n")
# The same act, told by somebody else.
OTHER = """Malaba bridge to open again

KAMPALA — Trucks will roll over the border at Malaba before the week is out. Uganda's works minister and his Kenyan \
colleague put their names to an accord early on Monday, with officials dozing on the benches of a classroom.

Each side pays half of what it takes to mend the bridge, damaged by high water in January. Grain has precedence. \
Hundreds of drivers have been stuck for days, and much of their fruit and vegetables is rotten.

Soldiers will do the work, which should take until April.
"""
COPIES: list[tuple[str, str]] = [
    ("another dateline", WIRE.replace("NAIROBI, March 2 —", "By our correspondent\n\nMALABA (Wire) -")),
    ("the last paragraph cut", "\n\n".join([FIRST, SECOND, THIRD, FOURTH])),
    ("the quotation cut", "\n\n".join([FIRST, SECOND, FOURTH, LAST])),
    (
        "another quotation",
        "\n\n".join([FIRST, SECOND, "“The river takes what it wants,” a driver told this paper.", FOURTH, LAST]),
    ),
    ("a line added", WIRE + "\nMore on page 4. This paper is printed in Kisumu."),
    ("capitals and spaces", WIRE.upper().replace(" ", "  ")),
]
OTHERS: list[tuple[str, str]] = [
    ("another report on the same act", OTHER),
    ("the first paragraph as the lead of a longer report", f"{FIRST}\n\n{OTHER}"),
    ("another day's report", WIRE[:120] + told(4)),
]


def like(text: str) -> float:
    a, b = signature_of(WIRE), signature_of(text)
    assert a is not None
    assert b is not None
    return similarity(a, b)


@pytest.mark.parametrize(("why", "text"), COPIES, ids=[row[0] for row in COPIES])
def test_copies(why: str, text: str) -> None:
    assert like(text) >= SIMILAR, why


@pytest.mark.parametrize(("why", "text"), OTHERS, ids=[row[0] for row in OTHERS])
def test_others(why: str, text: str) -> None:
    assert like(text) < SIMILAR, why


def test_no_words_no_signature() -> None:
    assert signature_of(" … — \n") is None


@pytest.mark.parametrize(
    ("day", "other", "near"),
    [
        ("2026-03-02", "2026-03-02", True),
        ("2026-03-02", "2026-03-09", True),
        ("2026-03-09", "2026-03-02", True),
        ("2026-03-02", "2026-03-10", False),
        ("2026-03-02", None, False),
        (None, None, True),
    ],
)
def test_days(day: str | None, other: str | None, near: bool) -> None:
    assert WINDOW.days == 7
    index = Index()
    signature = signature_of(WIRE) or b""
    index.add(Standing("a", date.fromisoformat(day) if day else None, signature))
    assert bool(list(index.near(date.fromisoformat(other) if other else None, signature))) is near


def test_the_index_forgets() -> None:
    index = Index()
    signature = signature_of(WIRE) or b""
    index.hold([Standing("a", None, signature), Standing("b", None, signature)])
    index.hold([Standing("b", None, signature)])
    assert [standing.id for _, standing in index.near(None, signature)] == ["b"]


def wire(*copies: int, changed: str | None = None) -> list[object]:
    texts = [WIRE, *(text for _, text in COPIES)]
    return [
        entry(
            f"Kenya thanked Uganda. {changed or texts[n]}", f"2026-03-0{2 + n % 3}", url=f"https://paper{n}.example/a"
        )
        for n in copies
    ]


@pytest.mark.parametrize("parts", [[(0, 1, 2, 4)], [(0,), (1, 2), (4,)]], ids=["in one part", "in three adds"])
def test_copies_are_kept_and_not_coded(store: Store, quick_coder: QuickCoder, parts: list[tuple[int, ...]]) -> None:
    summaries = [add(store, wire(*part), quick_coder) for part in parts]
    assert sum(summary.duplicates for summary in summaries) == 3
    rows = store.at().sql("SELECT id, duplicate_of, coder, text FROM documents ORDER BY url").to_pylist()
    assert [row["duplicate_of"] for row in rows] == [None] + [rows[0]["id"]] * 3
    assert [row["coder"] is None for row in rows] == [False, True, True, True]
    assert all(row["text"] for row in rows)
    assert len(quick_coder.coded) == 1
    assert column(store, "SELECT reports FROM joins") == [4]


def test_all_point_to_a_coded_one(store: Store, quick_coder: QuickCoder) -> None:
    # Each is cut a little more than the last: the later ones are near to a duplicate, and too far from the coded one.
    words = told(3).split()
    for end in range(len(words), 20, -6):
        add(store, [entry(" ".join(words[:end]), url=f"https://paper.example/{end}")], quick_coder)
    rows = store.at().sql("SELECT id, duplicate_of, coder FROM documents").to_pylist()
    coded = {row["id"] for row in rows if row["coder"]}
    assert 1 < len(coded) < len(rows)
    assert {row["duplicate_of"] for row in rows if not row["coder"]} <= coded


def changed_beyond_recognition(store: Store, coder: QuickCoder) -> None:
    add(store, wire(0, changed=told(8)), coder)


def removed(store: Store, coder: QuickCoder) -> None:
    (id,) = column(store, "SELECT id FROM documents WHERE duplicate_of IS NULL")
    with store.writing("remove") as transaction:
        for name in ("events", "actors", "mentions", "times"):
            transaction.delete(name, "document", [id])
        transaction.delete("documents", "id", [id])
    adopt(store, coder)


@pytest.mark.parametrize("lose", [changed_beyond_recognition, removed])
def test_a_copy_takes_the_place_of_what_it_was_a_copy_of(
    store: Store, quick_coder: QuickCoder, lose: Callable[[Store, QuickCoder], None]
) -> None:
    add(store, wire(0, 1, 2, 4), quick_coder)
    lose(store, quick_coder)
    rows = store.at().sql("SELECT id, url, duplicate_of, coder FROM documents WHERE url > 'https://paper0.example/a'")
    first, *others = sorted(rows.to_pylist(), key=lambda row: (row["duplicate_of"] is not None, row["url"]))
    assert first["duplicate_of"] is None
    assert first["coder"]
    assert {row["duplicate_of"] for row in others} == {first["id"]}
    assert column(store, f"SELECT count(*) FROM events WHERE document = '{first['id']}'") == [1]
    before = contents(store)
    adopt(store, quick_coder)
    assert contents(store) == before


def test_a_small_change_keeps_the_copies(store: Store, quick_coder: QuickCoder) -> None:
    add(store, wire(0, 1, 2), quick_coder)
    summary = add(store, wire(0, changed=WIRE.replace("340", "350")), quick_coder)
    assert (summary.documents, summary.changed) == (1, 1)
    assert sorted(column(store, "SELECT version FROM documents WHERE duplicate_of IS NULL")) == [2]
    assert column(store, "SELECT count(*) FROM documents WHERE duplicate_of IS NOT NULL") == [2]


def test_a_copy_that_becomes_another_report_is_coded(store: Store, quick_coder: QuickCoder) -> None:
    add(store, wire(0, 1), quick_coder)
    add(store, wire(1, changed=told(8)), quick_coder)
    assert column(store, "SELECT count(duplicate_of) FROM documents") == [0]
    assert column(store, "SELECT count(DISTINCT document) FROM events") == [2]
