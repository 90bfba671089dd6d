"""What a batch holds, and what is counted once it is committed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import UTC, datetime

from dateline.read import Issue
from dateline.records import CoderInfo
from dateline.store.plan import Plan, Work
from dateline.store.rows import Row
from dateline.store.spread.book import Finished
from dateline.store.spread.hand import COMMAND, Batch, Done
from dateline.store.spread.line import Place
from dateline.store.summary import Summary


def make_batch(
    run: str,
    number: int,
    base: int,
    places: Sequence[Place],
    failed: Mapping[Work, Issue],
    bad: Set[int],
    coder: CoderInfo | None,
) -> Batch:
    """The batch of some places; `failed` are the issues of what could not be coded, if they are not stored yet.

    Shards in which something failed (`bad`) are not noted as finished: another coder might be able to code it.
    """
    decisions = [decision for place in places for decision in place.decisions]
    issues = [place.thing for place in places if isinstance(place.thing, Issue)]
    issues += [issue for plan in _plans(places) for issue in plan.issues]
    issues += [failed[work] for work in dict.fromkeys(failures(places)) if work in failed]
    new = [decision for decision in decisions if decision.row is None]
    book = {
        "run": run,
        "command": COMMAND,
        "at": datetime.now(UTC),
        "documents": len(new),
        "duplicates": sum(decision.duplicate_of is not None for decision in new),
        "changed": sum(decision.changed for decision in new),
        "skipped": sum(plan.skipped for plan in _plans(places)) + sum(row["reports"] for row in _earlier(places)),
        "coder": coder.model_dump_json() if coder else None,
    }
    return Batch(run, number, base, decisions, issues, list(_finished(places, bad)), book)


def failures(places: Sequence[Place]) -> Iterator[Work]:
    """What could not be coded, or would have to be and can't."""
    for plan in _plans(places):
        yield from plan.failed
        # Of these, an issue is told only if they are among the failed ones.
        yield from (decision.work for decision in plan.decisions if decision.row is not None)


def count(summary: Summary, batch: Batch, places: Sequence[Place], done: Done) -> None:
    """Add a committed batch to a run's summary."""
    if done.version is not None:
        summary.version = done.version
    summary.documents += batch.book["documents"]
    summary.duplicates += batch.book["duplicates"]
    summary.changed += batch.book["changed"]
    summary.skipped += batch.book["skipped"]
    summary.coded = summary.documents - summary.duplicates
    summary.removed += sum(plan.removed for plan in _plans(places))
    summary.failed += sum(row["failed"] for row in _earlier(places))
    summary.records.update(done.records)
    summary.note(batch.issues)


def _plans(places: Sequence[Place]) -> list[Plan]:
    return [place.step.plan for place in places if place.step]


def _earlier(places: Sequence[Place]) -> list[Row]:
    """The shards that an earlier run has added."""
    finished = (place.thing for place in places if isinstance(place.thing, Finished))
    return [one.row for one in finished if one.earlier]


def _finished(places: Sequence[Place], bad: Set[int]) -> Iterator[Row]:
    """The shards that this run has finished."""
    for place in places:
        thing = place.thing
        if isinstance(thing, Finished) and not thing.earlier and place.read and place.read.shard not in bad:
            yield thing.row
