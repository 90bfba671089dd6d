"""What the office table adds: `python -m bench.offices [--verbose] [--sweep]`.

The mentions of `bench/stories/persons.tsv` (reports of our own, judged by reading them) ask for a person's name, state
or office where a report leaves it open. Each is answered from the report alone and with the table that all the stories'
tenures make. `controls` are mentions that nobody's tenure may be taken for. Exits 1 if a figure is below its floor.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from bench.accuracy import HERE
from bench.stories_coded import coded_stories
from dateline.offices import ActorRow, OfficeTable, Resolution, actors_of, holdings_of, resolve
from dateline.offices.names import core, fits, letters, name_words
from dateline.offices.owners import names_in, without_states
from dateline.offices.phrases import is_proper
from dateline.offices.resolve import REACH, Reach
from dateline.offices.titles import office_keys
from dateline.records import Actor, Report

PERSONS = HERE / "stories" / "persons.tsv"
FIELDS = ("name", "country", "office")
SWEEP = {
    "name_months": (1, 2, 3, 6, 9, 12, 24),
    "office_months": (1, 2, 3, 6, 9, 12, 24),
    "share": (0.5, 0.6, 0.7, 0.8, 0.9, 0.95),
}
FORMER = "former "

Verdict = Literal["right", "wrong", "unanswered"]


@dataclass(frozen=True)
class Judged:
    """A mention with what is right; `wanted` are the fields that its report leaves open, none of a control."""

    report: str
    mention: str
    phrase: str
    right: dict[str, str]
    control: bool

    def span(self, text: str) -> tuple[int, int]:
        """Where the mention stands in the report's text."""
        start = text.index(self.mention, max(0, text.index(self.phrase)))
        return start, start + len(self.mention)


@dataclass
class Outcome:
    """Verdicts by field without the table (`alone`) and with it, what the table itself answered, and the failures."""

    alone: Counter[tuple[str, Verdict]]
    joined: Counter[tuple[str, Verdict]]
    added: Counter[Verdict]
    controls: int
    false: int
    failures: list[str]

    def figures(self) -> dict[str, float]:
        """What the floors are about: precision of the answers added, shares of what is asked, controls left alone."""
        asked = sum(self.joined.values())
        given = self.added["right"] + self.added["wrong"] + self.false
        return {
            "precision": self.added["right"] / given if given else 1.0,
            "right_alone": _of(self.alone, "right") / asked,
            "right": _of(self.joined, "right") / asked,
            "gain": (_of(self.joined, "right") - _of(self.alone, "right")) / asked,
            "controls_kept": 1 - self.false / self.controls,
        }


def _of(counts: Counter[tuple[str, Verdict]], verdict: Verdict) -> int:
    return sum(number for (_, told), number in counts.items() if told == verdict)


def judged_mentions() -> list[Judged]:
    """The judged mentions, in the file's order."""
    with PERSONS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    return [
        Judged(
            row["report"].removesuffix(".txt"),
            row["mention"],
            row["phrase"],
            {field: row[field] for field in FIELDS if not row[field].startswith(FORMER)},
            row["name"] == "none",
        )
        for row in rows
    ]


def judge(reports: list[Report], reach: Reach = REACH) -> Outcome:
    """Answer all judged mentions from their reports alone and with the table."""
    table = OfficeTable.of(holding for report in reports for holding in holdings_of(report))
    rows: Iterator[ActorRow] = (row for report in reports for row in actors_of(report))
    days = {r.document.id: date.fromisoformat(r.document.date) if r.document.date else None for r in reports}
    resolved = {(r.document, r.actor): r for r in resolve(rows, table, days, reach=reach)}
    by_id = {report.document.id: report for report in reports}
    outcome = Outcome(Counter(), Counter(), Counter(), 0, 0, [])
    for judged in judged_mentions():
        actor = _actor(judged, by_id[judged.report])
        told = resolved.get((judged.report, actor.id)) if actor else None
        if judged.control:
            outcome.controls += 1
            if told is not None and letters(name_words(told.name)) != letters(name_words(judged.mention)):
                outcome.false += 1
                outcome.failures.append(f"false     {judged.report}: {judged.mention} is not {told.name}")
        else:
            _count(outcome, judged, actor, told)
    return outcome


def _count(outcome: Outcome, judged: Judged, actor: Actor | None, told: Resolution | None) -> None:
    for field, right in judged.right.items():
        alone = _verdict(field, _alone(field, actor), right, judged)
        answer = _added(field, told)
        verdict = alone if answer is None else _verdict(field, answer, right, judged)
        outcome.alone[field, alone] += 1
        outcome.joined[field, verdict] += 1
        if answer is not None and not (field == "name" and alone == "right"):
            outcome.added[verdict] += 1
        if verdict != "right":
            words = answer or _alone(field, actor) or "nothing"
            by = "table" if answer else "report"
            outcome.failures.append(f"{verdict:10s}{judged.report}: {judged.mention}: {field} {right}, {by} {words}")


def _actor(judged: Judged, report: Report) -> Actor | None:
    """The actor whose mention shares most characters with the judged one, the tightest one where several do."""
    start, end = judged.span(report.document.text)
    best: tuple[int, int, str] | None = None
    found = None
    for actor in report.actors:
        for first, last in actor.mentions:
            shared = min(end, last) - max(start, first)
            rank = (-shared, last - first, actor.id)
            if shared > 0 and actor.kind != "country" and (best is None or rank < best):
                best, found = rank, actor
    return found


def _alone(field: str, actor: Actor | None) -> str | None:
    if actor is None:
        return None
    if field == "name":
        return actor.name if is_proper(actor.name) and len(core(name_words(actor.name))) > 1 else None
    return (actor.country or actor.base) if field == "country" else actor.office


def _added(field: str, told: Resolution | None) -> str | None:
    if told is None:
        return None
    return {"name": told.name, "country": told.country or told.base, "office": told.office}[field]


def _verdict(field: str, answer: str | None, right: str, judged: Judged) -> Verdict:
    if answer is None:
        return "unanswered"
    if field == "name":
        own, other = name_words(answer), name_words(right)
        same = letters(own) == letters(other) or fits(own, other)
    elif field == "country":
        same = answer == right
    else:
        country = judged.right.get("country")
        same = _same_office(answer, right, country)
    return "right" if same else "wrong"


def _same_office(answer: str, right: str, country: str | None) -> bool:
    own, other = (set(office_keys(_without_owner(title), country)) for title in (answer, right))
    return bool(own & other)


def _without_owner(title: str) -> str:
    """A title without whose it is, which `country` asks: "EU envoy", "head of Niger's military government"."""
    rest = without_states(title)
    for start, end, _ in reversed(list(names_in(rest))):
        rest = rest[:start] + rest[end:]
    return rest


def below_floor(figures: dict[str, float], floors: Path = HERE / "floors.toml") -> list[str]:
    """The figures that are below what `floors.toml` asks, in words."""
    wanted: dict[str, float] = tomllib.loads(floors.read_text(encoding="utf-8")).get("offices", {})
    return [
        f"offices: {name} is {figures[name]:.3f}, below its floor of {floor:.3f}"
        for name, floor in wanted.items()
        if figures[name] < floor
    ]


def _sweep(reports: list[Report]) -> None:
    for constant, values in SWEEP.items():
        for value in values:
            figures = judge(reports, replace(REACH, **{constant: value})).figures()
            kept = figures["controls_kept"]
            told = f"precision {figures['precision']:.3f}  right {figures['right']:.3f}  controls kept {kept:.3f}"
            print(f"{constant:14s} {value:5g}  {told}")


def main() -> None:
    """Print what is right without the table and with it; exit 1 if a figure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="every failure, on standard error")
    parser.add_argument("--sweep", action="store_true", help="the figures under other windows of months")
    args = parser.parse_args()
    reports = coded_stories()
    outcome = judge(reports)
    print(f"{'':8s} {'report alone':>26s} {'with the table':>26s}")
    for field in (*FIELDS, "all"):
        cells = []
        for counts in (outcome.alone, outcome.joined):
            of = [
                sum(n for (f, v), n in counts.items() if v == verdict and field in (f, "all")) for verdict in _VERDICTS
            ]
            cells.append(f"{of[0]:4d} right {of[1]:3d} wrong {of[2]:3d} open")
        print(f"{field:8s} {cells[0]:>28s} {cells[1]:>28s}")
    print(f"answers of the table: {outcome.added['right']} right, {outcome.added['wrong']} wrong")
    print(f"false resolutions: {outcome.false} of {outcome.controls} controls")
    figures = outcome.figures()
    print("  ".join(f"{name} {figure:.3f}" for name, figure in figures.items()))
    if args.sweep:
        _sweep(reports)
    if args.verbose:
        print("\n".join(outcome.failures), file=sys.stderr)
    failures = below_floor(figures)
    if failures:
        print("\n".join(failures), file=sys.stderr)
        raise SystemExit(1)


_VERDICTS: tuple[Verdict, ...] = ("right", "wrong", "unanswered")


if __name__ == "__main__":
    main()
