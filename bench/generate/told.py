"""What the documents of a month tell, as the store's tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from bench.generate.acts import KINDS
from bench.generate.columns import Ints, Truths, chosen, lengths, lists, table, where, within
from bench.generate.documents import documents
from bench.generate.month import Month
from bench.generate.places import mentions
from bench.generate.text import TOWNS
from bench.generate.world import KINDS as ACTOR_KINDS
from bench.generate.world import OFFICES, PERSON, SECTORS
from dateline.ontology import CONTEXTS

AGREEMENTS = 0.6
"""Share of the acts of agreeing whose pact has a record."""
TENURES = 0.15
"""Share of the persons whose report tells that they hold their office."""
STAGES = ("proposed", "talks", "agreed", "signed", "ratified", "in-force")
WORDY = [KINDS.index(kind) for kind in ("ACCUSE", "REQUEST", "REJECT", "THREATEN")]
"""Types that words alone perform."""


def marks_of(rng: np.random.Generator, month: Month) -> dict[str, Truths]:
    """Which events have a statement, an agreement or a figure, and which actors a tenure."""
    acts, act, cast = month.telling.acts, month.telling.act, month.cast
    return {
        "statements": cast.speaker >= 0,
        "agreements": (acts.type == KINDS.index("AGREE"))[act] & (rng.random(len(act)) < AGREEMENTS),
        "figures": (acts.killed > 0)[act],
        "tenures": (cast.role >= PERSON)
        & (cast.code < len(month.world.codes))
        & (rng.random(len(cast.role)) < TENURES),
    }


def told_tables(rng: np.random.Generator, month: Month, copied: Ints, marks: dict[str, Truths]) -> dict[str, pa.Table]:
    """The told tables of a month; `copied` are the documents that stand for a near-duplicate, once for each."""
    acts, act = month.telling.acts, month.telling.act
    statement = month.ids("st", int(marks["statements"].sum()))
    records = {
        "statements": _statements(rng, month, statement, marks["statements"]),
        "agreements": _agreements(rng, month, marks["agreements"]),
        "figures": _figures(month, marks["figures"]),
        "tenures": _tenures(month, marks["tenures"]),
    }
    return {
        "documents": documents(rng, month, copied),
        "actors": _actors(month),
        "events": _events(rng, month, statement, marks["statements"]),
        **records,
        "times": _times(month, acts.granularity[act] >= 0),
        "mentions": mentions(month, records, marks),
    }


def _actors(month: Month) -> pa.Table:
    cast, world = month.cast, month.world
    hidden = cast.open | (cast.code == len(world.codes))
    code = np.where(hidden, -1, cast.code)
    is_body = np.append(world.is_body, 0)[cast.code] > 0
    return table(
        "actors",
        len(code),
        id=cast.id,
        document=month.of(cast.document),
        month=month.name,
        position=within(cast.document),
        name=cast.name,
        kind=chosen(ACTOR_KINDS, cast.role),
        country=chosen(world.codes, np.where(is_body, -1, code)),
        base=chosen(world.codes, np.where(is_body, code, -1)),
        sector=chosen(SECTORS, cast.role),
        office=where(~cast.open, chosen(OFFICES, cast.role)),
    )


def _events(rng: np.random.Generator, month: Month, statement: Any, speaks: Truths) -> pa.Table:
    acts, act, cast, words = month.telling.acts, month.telling.act, month.cast, month.words
    events = len(act)
    code = acts.code[act]
    placed = words.town >= 0
    # A place in every country, and the country of one who takes part.
    country = np.where(placed & (code[:, 0] < len(month.world.codes)), code[:, 0], -1)
    # Some events are only somebody's word, and some speakers mediate.
    only_told = np.zeros(events, bool)
    only_told[speaks] = rng.random(speaks.sum()) < 0.1
    mediates = speaks & (rng.random(events) < 0.05)
    other = [cast.id.take(pa.array(cast.speaker[mediates])), pa.repeat("mediator", int(mediates.sum()))]
    context = rng.random(events) < 0.3
    return table(
        "events",
        events,
        id=month.event,
        document=month.of(month.telling.document),
        month=month.name,
        position=within(month.telling.document),
        **month.kind,
        actors=_side(month, cast.slot, acts.doers[act]),
        recipients=_side(month, cast.slot, acts.recipients[act]),
        others=lists(pa.StructArray.from_arrays(other, ["actor", "role"]), mediates.astype(np.int64)),
        when_text=words.when,
        place=chosen(TOWNS, words.town),
        place_country=chosen(month.world.codes, country),
        lat=where(placed, pa.array(np.round(rng.uniform(-50, 65, events), 3))),
        lon=where(placed, pa.array(np.round(rng.uniform(-180, 180, events), 3))),
        precision=where(placed, pa.repeat("city", events)),
        contexts=lists(chosen(CONTEXTS, rng.integers(0, len(CONTEXTS), context.sum())), context.astype(np.int64)),
        according_to=lists(statement.filter(pa.array(only_told[speaks])), only_told.astype(np.int64)),
        words=words.sentence,
    )


def _side(month: Month, slot: Ints, there: Truths) -> Any:
    """Lists of actor ids: those who stand in some of an event's slots."""
    return lists(month.cast.id.take(pa.array(slot[there])), there.sum(axis=1))


def _statements(rng: np.random.Generator, month: Month, id: Any, speaks: Truths) -> pa.Table:
    cast, act = month.cast, month.telling.act[speaks]
    slot = cast.slot[speaks]
    # About whom it was done to, or, where nobody was, whoever takes part.
    about = np.where(slot[:, 1] >= 0, slot[:, 1], slot[:, 0])
    performs = np.isin(month.telling.acts.type[act], WORDY) & (rng.random(len(act)) < 0.5)
    return table(
        "statements",
        len(act),
        **(_placed(month, speaks) | {"words": month.words.quotation.filter(pa.array(speaks))}),
        id=id,
        speaker=cast.id.take(pa.array(cast.speaker[speaks])),
        kind="direct",
        about=lists(cast.id.take(pa.array(about)), np.ones(len(act), np.int64)),
        event=where(performs, month.event.filter(pa.array(speaks))),
    )


def _agreements(rng: np.random.Generator, month: Month, agrees: Truths) -> pa.Table:
    acts, act = month.telling.acts, month.telling.act[agrees]
    time = ("start", "end", "granularity")
    return table(
        "agreements",
        int(agrees.sum()),
        **_placed(month, agrees),
        **{name: month.kind[name].filter(pa.array(agrees)) for name in time},
        id=month.ids("ag", int(agrees.sum())),
        name="an agreement",
        parties=_side(month, month.cast.slot[agrees], acts.doers[act] | acts.recipients[act]),
        stage=chosen(STAGES, rng.integers(0, len(STAGES), agrees.sum())),
        when_text=month.words.when.filter(pa.array(agrees)),
    )


def _figures(month: Month, dead: Truths) -> pa.Table:
    return table(
        "figures",
        int(dead.sum()),
        **_placed(month, dead),
        id=month.ids("fi", int(dead.sum())),
        value=month.telling.acts.killed[month.telling.act][dead].astype(float),
        of="people",
        measure="killed",
        qualifier="exact",
        event=month.event.filter(pa.array(dead)),
    )


def _tenures(month: Month, tenured: Truths) -> pa.Table:
    cast, world = month.cast, month.world
    code, role = cast.code[tenured], cast.role[tenured]
    document = cast.document[tenured]
    body = world.is_body[code] > 0
    return table(
        "tenures",
        len(code),
        id=month.ids("te", len(code)),
        document=month.of(document),
        month=month.name,
        position=within(document),
        person=cast.id.filter(pa.array(tenured)),
        office=chosen(OFFICES, role),
        country=chosen(world.codes, np.where(body, -1, code)),
        organisation=chosen(world.codes, np.where(body, code, -1)),
        status="current",
        words=cast.name.filter(pa.array(tenured)),
        confidence=np.full(len(code), 0.9),
    )


def _times(month: Month, timed: Truths) -> pa.Table:
    words = month.words
    place = (words.begin + words.when_place)[timed]
    when = words.when.filter(pa.array(timed))
    shared = ("start", "end", "granularity")
    document = month.telling.document[timed]
    return table(
        "times",
        int(timed.sum()),
        document=month.of(document),
        month=month.name,
        position=within(document),
        **{name: month.kind[name].filter(pa.array(timed)) for name in shared},
        from_character=place,
        to_character=place + lengths(when),
    )


def _placed(month: Month, events: Truths) -> dict[str, Any]:
    """Columns of records, one for each of some events: where they belong, and their event's words and confidence."""
    document = month.telling.document[events]
    return {
        "document": month.of(document),
        "month": month.name,
        "position": within(document),
        "words": month.words.sentence.filter(pa.array(events)),
        "confidence": month.telling.confidence[events],
    }
