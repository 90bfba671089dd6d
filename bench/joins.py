"""Joining measured on the project's own stories: `make joins`, or `python -m bench.joins [--verbose]`.

`stories/pairs.tsv` says of pairs of phrases in the reports of `examples/stories` whether they tell of one act, judged
by reading; `stories/outcomes.tsv` what became of plans. Measured twice: `coded`, on what the default coder makes of
the reports, where a phrase without an event is a pair missed; and `given`, the joining alone, where all judged phrases
are put in as judged, in the place of the coder's events. Exits 1 if a figure is below its floor in `floors.toml`.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.stories_coded import coded_stories
from dateline.join import Act, Outcome, Told, find_outcomes, join_acts, told_of
from dateline.join.rules import MUTUAL
from dateline.join.told import code_of
from dateline.records import Event, Report, Time
from dateline.records.ids import record_id
from dateline.store.rows import GAP, document_row, rows_of

HERE = Path(__file__).resolve().parent
JUDGED = HERE / "stories"

# Words between a phrase and its time, and what ends the clause.
REACH = 6
CLAUSE = re.compile(r"[,;.:]|\b(?:and|after|before|when|that|who|which|while|since)\b")

Row = dict[str, str]
Key = tuple[str, str]
"""Document and event id; or report and phrase."""


@dataclass(frozen=True)
class Stories:
    """The stories' events, joined: `events` are those that the judged phrases were coded as, by report and phrase."""

    told: list[Told]
    acts: list[Act]
    events: dict[Key, Told]

    def act_of(self, told: Told) -> Act:
        """The act that an event tells of."""
        return next(act for act in self.acts if told in act.told)


def event_of(report: Report, phrases: Sequence[str], label: Row) -> Event | None:
    """The event of the judged type and status that an act's phrases were coded as: of several, the first."""
    found: list[Event] = []
    for phrase in phrases:
        start = report.document.text.index(phrase)
        found += _within(report, start, start + len(phrase))
    right = (event for event in found if (event.type, event.status) == (label["type"], label["status"]))
    return min(right, key=lambda event: event.trigger, default=None)


def _within(report: Report, start: int, end: int) -> Iterator[Event]:
    """Events whose evidence overlaps the span."""
    for event in report.events:
        if any(first < end and start < last for first, last in event.evidence):
            yield event


def read(name: str) -> list[Row]:
    """The rows of a judged table."""
    with (JUDGED / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def told_by(report: Report) -> list[Told]:
    """The events of a report as `settle` would hand them on, without the office table."""
    rows = rows_of(report)
    actors = {row["id"]: row for row in rows["actors"]}
    day = date.fromisoformat(report.document.date) if report.document.date else None
    document = {**document_row(report.document, None), "date": day}
    return [told_of(row, actors, document, rows["figures"]) for row in rows["events"]]


def stories(given: bool) -> Stories:
    """The stories coded, once, and joined; `given`: the judged acts are put in as judged."""
    reports = coded_stories()
    told = {event.key: event for report in reports for event in told_by(report)}
    by_name = {report.document.id: report for report in reports}
    labels = {row["label"]: row for row in read("labels.tsv")}
    phrases: dict[Key, list[str]] = defaultdict(list)
    for row in read("acts.tsv"):
        phrases[row["report"], row["label"]].append(row["phrase"])
    events: dict[Key, Told] = {}
    for (name, act), told_by_phrases in phrases.items():
        report, label = by_name[name.removesuffix(".txt")], labels[act]
        event = event_of(report, told_by_phrases, label)
        found = told.get((report.document.id, event.id)) if event else None
        if given:
            if found:
                del told[found.key]
            found = judged(report, told_by_phrases, label)
            told[found.key] = found
        if found:
            events.update({(name, phrase): found for phrase in told_by_phrases})
    return Stories(list(told.values()), join_acts(told.values()), events)


def judged(report: Report, phrases: Sequence[str], label: Row) -> Told:
    """The event of an act's phrases as a reader codes it, with the time that a clause of them tells, if one does."""
    document = report.document
    starts = [document.text.index(phrase) for phrase in phrases]
    spans = [(start, start + len(phrase)) for start, phrase in zip(starts, phrases, strict=True)]
    time = next((time for span in spans if (time := _time_of(report, *span))), None)
    day = date.fromisoformat(document.date or "")
    fresh = time is None and min(starts) < document.sentences[0][1]
    sides = label["participants"].split(",")
    actors, recipients = (sides, []) if label["type"] in MUTUAL else (sides[:1], sides[1:])
    return Told(
        document=document.id,
        event=record_id(document.id, "judged", *spans[0]),
        reported=day,
        type=label["type"],
        status=label["status"],
        actors=frozenset(actors),
        actor_codes=frozenset(actors),
        recipients=frozenset(recipients),
        recipient_codes=frozenset(recipients),
        start=date.fromisoformat(time.start) if time else day if fresh else None,
        end=date.fromisoformat(time.end) if time else day if fresh else None,
        granularity=time.granularity if time else "day" if fresh else None,
        by_report=fresh,
        setting=frozenset(code for actor in report.actors if (code := code_of(actor.model_dump())) is not None),
        words=GAP.join(phrases),
        context=" ".join(
            document.text[first:last]
            for first, last in document.sentences
            if any(first <= start < last for start in starts)
        ),
    )


def _time_of(report: Report, start: int, end: int) -> Time | None:
    """The time nearest to a phrase with no other act or clause between."""
    text = report.document.text
    between = {
        time: text[min(end, time.span[1]) : max(start, time.span[0])] for time in report.times if time.span[1] > 0
    }
    near = [time for time, gap in between.items() if len(gap.split()) <= REACH and not CLAUSE.search(gap)]
    return min(near, key=lambda time: (len(between[time]), time.span), default=None)


@dataclass(frozen=True)
class Measured:
    """Counts of pairs: joined rightly, joined wrongly, missed, and how many of the missed were never coded."""

    right: int
    wrong: int
    missed: int
    uncoded: int

    @property
    def figures(self) -> dict[str, float]:
        """Precision, recall and F1; `recall.coded` is over pairs of which both phrases were coded as events."""
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        return {
            "precision": precision,
            "recall": recall,
            "f1": 2 * precision * recall / max(1e-9, precision + recall),
            "recall.coded": self.right / max(1, self.right + self.missed - self.uncoded),
        }


def judge_pairs(told: Stories, verbose: bool) -> Measured:
    """Pairs as judged against pairs as joined."""
    counts: Counter[str] = Counter()
    act = {event.key: act.id for act in told.acts for event in act.told}
    for row in read("pairs.tsv"):
        one, other = (told.events.get((row[f"report_{side}"], row[f"phrase_{side}"])) for side in "ab")
        same = row["verdict"] == "same"
        joined = one is not None and other is not None and act[one.key] == act[other.key]
        verdict = ("right" if same else "wrong") if joined else ("missed" if same else "apart")
        counts[verdict] += 1
        counts["uncoded"] += verdict == "missed" and None in (one, other)
        if verbose and verdict in ("wrong", "missed"):
            print(f"{verdict}: {row['note'] or ''}")
            for side, event in (("a", one), ("b", other)):
                print(f"  {row[f'report_{side}']}: {row[f'phrase_{side}']!r}: {_brief(event)}")
    return Measured(counts["right"], counts["wrong"], counts["missed"], counts["uncoded"])


def _brief(event: Told | None) -> str:
    if event is None:
        return "not coded"
    sides = " -> ".join("+".join(sorted(side)) or "nobody" for side in (event.actors, event.recipients))
    when = f"{event.start}..{event.end}{' (report)' if event.by_report else ''}"
    return f"{event.type} {event.mode or ''} {event.status} {sides} {when} {event.place or ''} {event.words[:90]!r}"


def judge_outcomes(told: Stories, verbose: bool) -> dict[str, float]:
    """Outcomes of judged plans: the share found right, and the share of those found that are right."""
    found = {outcome.plan: outcome for outcome in find_outcomes(told.acts)}
    counts: Counter[str] = Counter()
    for row in read("outcomes.tsv"):
        plan = told.events.get((row["report"], row["phrase"]))
        later = told.events.get((row["later_report"], row["later_phrase"]))
        outcome = found.get(told.act_of(plan).id) if plan else None
        verdict = _verdict(row, outcome, told.act_of(later).id if later else None)
        counts[verdict] += 1
        if verbose and verdict in ("wrong", "missed"):
            print(f"outcome {verdict}: wanted {row['outcome']}, found {outcome.outcome if outcome else 'none'}")
            print(f"  {row['report']}: {row['phrase']!r}: {_brief(plan)}")
            print(f"  {row['later_report']}: {row['later_phrase']!r}: {_brief(later)}")
    right, wrong = counts["right"], counts["wrong"]
    return {
        "outcome.precision": right / max(1, right + wrong),
        "outcome.recall": right / max(1, right + wrong + counts["missed"]),
    }


def _verdict(row: Row, outcome: Outcome | None, later: str | None) -> str:
    if outcome is None:
        return "none" if row["outcome"] == "none" else "missed"
    return "right" if (outcome.outcome, outcome.act) == (row["outcome"], later) else "wrong"


def measure(given: bool, verbose: bool) -> dict[str, float]:
    """The figures of one reading, printed with their counts."""
    told = stories(given)
    pairs = judge_pairs(told, verbose)
    print(f"{'as judged' if given else 'as coded'}: {len(told.told)} events, {len(told.acts)} acts; pairs: ", end="")
    print(f"{pairs.right} right, {pairs.wrong} wrong, {pairs.missed} missed ({pairs.uncoded} of them not coded)")
    prefix = "given." if given else "coded."
    return {prefix + name: figure for name, figure in {**pairs.figures, **judge_outcomes(told, verbose)}.items()}


def main() -> int:
    """Print the figures; exit 1 if one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="list wrong and missed pairs and outcomes")
    verbose = parser.parse_args().verbose
    figures = {**measure(True, verbose), **measure(False, verbose)}
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["joins"]
    for name, figure in figures.items():
        print(f"{name:24s} {figure:.3f}" + (f"   floor {floors[name]:.2f}" if name in floors else ""))
    low = [
        f"{name} is {figures[name]:.3f}, below its floor of {least}"
        for name, least in floors.items()
        if figures[name] < least
    ]
    print("".join(f"{line}\n" for line in low), end="", file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
