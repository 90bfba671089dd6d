"""Reports by chance: acts told again after days and months, plans, office-holders told in full or by family name."""

import random
from collections.abc import Iterable
from datetime import date, timedelta

from dateline.records import Actor, CoderInfo, Document, Event, Figure, Report, Statement, Tenure, When, record_id
from dateline.store import Store
from dateline.store.rows import document_row, rows_of, tables_of
from dateline.store.schema import TOLD
from dateline.store.transaction import Transaction

CODER = CoderInfo(version="0", model="by chance", manual="0")
STATES = ("KEN", "UGA", "TZA")
WORDS = ("bridge", "ferry", "maize", "harbour", "convoy", "barracks", "embassy", "pipeline", "river", "election")
TYPES = ("ASSAULT", "CONSULT", "SANCTION", "THREATEN", "AGREE")
HOLDERS = {"Wanja Odera": "KEN", "Okello Mubiru": "UGA", "Asha Mwinyi": "TZA", "Juma Odera": "TZA"}
FIRST = date(2025, 1, 5)
DAYS = 420


def chance_report(rng: random.Random, name: str) -> Report:
    """One report; the same `rng` and name give the same."""
    day = FIRST + timedelta(days=rng.randrange(DAYS)) if rng.random() > 0.05 else None
    person = rng.choice(sorted(HOLDERS))
    holds = rng.random() < 0.4
    said = person if holds or rng.random() < 0.3 else person.split()[-1]
    words = rng.sample(WORDS, 3)
    text = f"President {said} spoke. {' '.join(words)} {rng.randrange(40, 60)}."
    doer, other = rng.sample(STATES, 2)
    actors = [
        Actor(id=record_id(name, "actor", 0, place), name=state, kind="country", country=state, mentions=[(0, 9)])
        for place, state in enumerate((doer, other))
    ]
    open_one = Actor(id=record_id(name, "actor", 10, 20), name=said, kind="person", mentions=[(10, 10 + len(said))])
    if holds:
        open_one = open_one.model_copy(update={"country": HOLDERS[person], "sector": "GOV", "office": "president"})
    actors.append(open_one)
    events = [_event(rng, name, place, day, actors, text) for place in range(rng.choice((1, 1, 2)))]
    figure = Figure(
        id=record_id(name, "figure", 1, 2), value=rng.randrange(9), measure="killed", event=events[0].id,
        evidence=[(0, 5)], confidence=0.5,
    )  # fmt: skip
    statement = Statement(
        id=record_id(name, "statement", 0, 5), speaker=open_one.id, kind="direct", about=[actors[0].id],
        content=[(0, 9)], confidence=0.7,
    )  # fmt: skip
    tenure = Tenure(
        id=record_id(name, "tenure", 0, 20), person=open_one.id, office="president", country=HOLDERS[person],
        status=rng.choice(("current", "current", "former")), evidence=[(0, 10 + len(said))], confidence=0.9,
    )  # fmt: skip
    document = Document(
        id=name, date=day.isoformat() if day else None, text=text, url=f"https://example.org/{name}",
        source=rng.choice(("Post", "Herald")), sentences=[(0, len(text))],
    )  # fmt: skip
    return Report(
        coder=CODER, document=document, actors=actors, events=events, figures=[figure], statements=[statement],
        tenures=[tenure] if holds else [],
    )  # fmt: skip


def _event(rng: random.Random, name: str, place: int, day: date | None, actors: list[Actor], text: str) -> Event:
    start = day - timedelta(days=rng.choice((0, 0, 1, 2, 40, 90))) if day and rng.random() < 0.7 else None
    status = rng.choice(("happened", "happened", "happened", "planned", "possible"))
    if start and day and status == "planned":
        start = day + timedelta(days=rng.choice((3, 20, 60)))
    told = {"start": start.isoformat(), "end": start.isoformat()} if start else {}
    return Event(
        id=record_id(name, "event", place, place + 1),
        type=rng.choice(TYPES),
        status=status,
        actors=[rng.choice((actors[0], actors[2])).id],
        recipients=[actors[1].id] if rng.random() < 0.8 else [],
        when=When(**told, granularity="day", text="then") if told else None,
        evidence=[(text.index("."), len(text))],
        trigger=(place, place + 1),
        confidence=rng.choice((0.4, 0.6, 0.9)),
    )


def put(transaction: Transaction, reports: Iterable[Report], copies: Iterable[tuple[str, str]] = ()) -> None:
    """Add reports, and near-duplicates of some: ids with those that stand for them."""
    tables: dict[str, list[dict[str, object]]] = {name: [] for name in TOLD}
    by_id = {}
    for told in reports:
        by_id[told.document.id] = told.document
        for name, rows in rows_of(told).items():
            tables[name] += rows
        tables["documents"].append(_row(told.document, CODER, None))
    for id, of in copies:
        tables["documents"].append(_row(by_id[of].model_copy(update={"id": id, "source": "Wire"}), None, of))
    for name, table in tables_of(tables).items():
        transaction.append(name, table)


def take(transaction: Transaction, document: str) -> None:
    """Delete all that a report tells."""
    for name in TOLD:
        transaction.delete(name, "id" if name == "documents" else "document", [document])


def documents(store: Store) -> list[str]:
    """The ids of the coded documents, in order."""
    query = "SELECT id FROM documents WHERE duplicate_of IS NULL ORDER BY id"
    return [str(id) for id in store.at().sql(query)["id"].to_pylist()]


def _row(document: Document, coder: CoderInfo | None, of: str | None) -> dict[str, object]:
    books = {"key": document.id, "version": 1, "text_hash": document.id, "duplicate_of": of}
    return document_row(document, coder, **books)
