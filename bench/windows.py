"""What joining month by month loses against joining everything at once: `python -m bench.windows [--most 5000 200 0]`.

The reports of `examples/stories`, as coded, are added to a store month by month, and settled after each. The pairs of
`stories/pairs.tsv` are judged by the acts of that store, and by those that its events make when all are joined at once.
A month is compared with the months before it that hold up to so many events (`--most`; `windows.MOST` is what `settle`
takes, more than the stories have), and at least with seven days, which is what the months of a large store get (0).
`given`, as in `bench.joins`, has the acts as judged, and is joined month by month without a store.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from tempfile import TemporaryDirectory
from typing import cast
from unittest.mock import patch

from bench.joins import Stories, judge_pairs, stories
from bench.stories_coded import coded_stories
from dateline.coder import Coder
from dateline.join import Act, Edits, Known, Told, join_acts
from dateline.read import Entry
from dateline.records import Document, Report
from dateline.records.reasons import Reasons
from dateline.store import Store, windows
from dateline.store.add import add
from dateline.store.joining import Key, events_of_month, place
from dateline.store.months import month_rows, months_of, read_month
from dateline.store.rows import month_of
from dateline.store.snapshot import Snapshot


class Recalled:
    """A coder of the stories, which were coded before."""

    def __init__(self) -> None:
        self._reports = {report.document.id: report for report in coded_stories()}
        self.info = next(iter(self._reports.values())).coder

    def explain_all(self, documents: Iterable[Document]) -> Iterator[tuple[Report, Reasons]]:
        """Their reports."""
        for document in documents:
            yield self._reports[document.id], Reasons()

    def months(self) -> Iterator[list[Entry]]:
        """The documents of each month."""
        documents = sorted((report.document for report in self._reports.values()), key=lambda one: one.date or "")
        for _, some in groupby(documents, lambda one: month_of(one.date)):
            yield [Entry("stories", line, document) for line, document in enumerate(some, start=1)]


def added(folder: str) -> Snapshot:
    """A store to which the stories were added month by month, settled after each."""
    coder = Recalled()
    store = Store.open(f"{folder}/store", create=True)
    for entries in coder.months():
        add(store, entries, cast(Coder, coder))
    return store.at()


def told_of_store(snapshot: Snapshot) -> list[Told]:
    """All events of a store, with the actors that the office table knows."""
    told = []
    for month in months_of(snapshot):
        resolved = {(row["document"], row["actor"]): row for row in month_rows(snapshot, "resolutions", month)}
        events = events_of_month(read_month(snapshot, month, resolved, ()))
        told += [known.told for some in events.values() for known in some]
    return told


def settled_acts(snapshot: Snapshot) -> dict[Key, str]:
    """The acts of a store's events."""
    return {(row["document"], row["event"]): row["act"] for row in snapshot.table("joins").to_pylist()}


def placed_acts(told: Iterable[Told]) -> dict[Key, str]:
    """The acts of events that are joined month by month, as `settle` does."""
    months: dict[str, list[Known]] = defaultdict(list)
    for event in told:
        months[month_of(event.reported)].append(Known(event))
    spans = windows.Windows({month: len(events) for month, events in months.items()})
    acts: dict[Key, str] = {}
    for month in spans.months:
        window = [{"": months[other]} for other in spans.before(month)]
        placed = place({"": months[month]}, window, acts, spans.since(month), Edits().decided(()))
        acts |= {key: one.act for key, one in placed.items()}
    return acts


def grouped(told: Iterable[Told], acts: Mapping[Key, str]) -> list[Act]:
    """The acts of events, given which is whose."""
    events: dict[str, list[Told]] = defaultdict(list)
    for event in told:
        events[acts[event.key]].append(event)
    return [Act.plain(id, some) for id, some in events.items()]


def tell(what: str, read: Stories, acts: list[Act]) -> None:
    """Print the figures of a reading whose events are joined to these acts."""
    pairs = judge_pairs(replace(read, acts=acts), verbose=False)
    missed = pairs.missed - pairs.uncoded
    found = f"{pairs.right} right, {pairs.wrong} wrong, {missed} missed of what was coded; {len(acts)} acts"
    precision, recall = pairs.figures["precision"], pairs.figures["recall.coded"]
    print(f"{what:24s} precision {precision:.3f}, recall {recall:.3f}: {found}", flush=True)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, nargs="+", default=[windows.MOST, 200, 50, 0])
    args = parser.parse_args()
    coded, given = stories(given=False), stories(given=True)
    tell("given, at once", given, given.acts)
    for number, most in enumerate(args.most):
        with patch.object(windows, "MOST", most), TemporaryDirectory() as folder:
            snapshot = added(folder)
            told = told_of_store(snapshot)
            if number == 0:
                tell("coded, at once", coded, join_acts(told))
            tell(f"coded, settled, {most}", coded, grouped(told, settled_acts(snapshot)))
            tell(f"given, by months, {most}", given, grouped(given.told, placed_acts(given.told)))


if __name__ == "__main__":
    main()
