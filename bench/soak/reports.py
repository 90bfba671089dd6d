"""Invented reports: which a paper has at a moment, and their words in each revision."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

DAY: Final = datetime(2026, 5, 4, 6, tzinfo=UTC)
"""When the first report of each paper is dated; the next ones follow by the hour."""

STATES: Final = (
    ("Kenya", "NAIROBI"), ("Uganda", "KAMPALA"), ("Peru", "LIMA"), ("Chile", "SANTIAGO"), ("Japan", "TOKYO"),
    ("Fiji", "SUVA"), ("Norway", "OSLO"), ("Ghana", "ACCRA"), ("Nepal", "KATHMANDU"), ("Malta", "VALLETTA"),
)  # fmt: skip
ACTS: Final = (
    "accused {b} of closing the {thing} without notice",
    "signed an accord with {b} on the {thing}",
    "recalled its ambassador from {b} over the {thing}",
    "sent {n} tonnes of grain to {b} through the {thing}",
    "threatened {b} with sanctions because of the {thing}",
    "expelled {n} diplomats of {b} in a quarrel about the {thing}",
    "will meet {b} on Friday for talks about the {thing}",
)
THINGS: Final = (
    "northern pipeline", "fishing grounds", "border bridge", "railway of the south", "harbour dues", "river treaty",
    "wheat tariffs", "visa list", "airfield at the lake", "steel quota", "prisoners of the spring", "island school",
)  # fmt: skip
WORDS: Final = (
    "convoy", "market", "season", "villages", "engineers", "minister", "letter", "morning", "storm", "committee",
    "harvest", "valley", "customs", "warehouse", "ferry", "delegation", "archive", "budget", "museum", "radio",
    "teachers", "tunnel", "orchard", "statement", "garrison", "surveyors", "hospital", "guests", "lighthouse", "coal",
)  # fmt: skip
VERBS: Final = ("waited for", "spoke of", "passed", "counted", "followed", "reached", "praised", "left", "saw")


@dataclass(frozen=True, slots=True)
class Report:
    """One report in one revision (from 0)."""

    paper: str
    number: int
    revision: int

    @property
    def name(self) -> str:
        """The last part of its address."""
        return f"{self.paper}-{self.number}"

    @property
    def day(self) -> datetime:
        """When it appeared, by its own word."""
        return DAY + timedelta(hours=self.number % 1_000)

    @property
    def title(self) -> str:
        """Its headline."""
        return f"Report {self.number} of {self.paper}"

    @property
    def text(self) -> str:
        """Its words, the same each time; a revision has another end."""
        rng = random.Random(f"{self.name}")
        told = [_lead(rng, self.day), *(_line(rng) for _ in range(9))]
        rng = random.Random(f"{self.name} {self.revision}")
        return " ".join([*told, *(_line(rng) for _ in range(3 if self.revision else 0))])


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper has at each second: `first` reports at once, one more each `interval`, the newest `window` of them.

    Every third report is changed `revised` seconds after it came, and again as long after that.
    """

    name: str
    first: int = 4
    interval: float = 60.0
    window: int = 12
    revised: float = 150.0

    def at(self, second: float) -> list[Report]:
        """The reports of a moment, newest first."""
        count = self.first + int(second / self.interval)
        return [self._report(number, second) for number in range(count - 1, max(0, count - self.window) - 1, -1)]

    def report(self, name: str, second: float) -> Report | None:
        """The report of a name as it is at a moment, if it has come."""
        paper, _, number = name.rpartition("-")
        known = paper == self.name and number.isdigit() and int(number) < self.first + int(second / self.interval)
        return self._report(int(number), second) if known else None

    def _report(self, number: int, second: float) -> Report:
        came = max(0, number - self.first + 1) * self.interval
        revision = min(2, int((second - came) / self.revised)) if number % 3 == 0 else 0
        return Report(self.name, number, revision)


def _lead(rng: random.Random, day: datetime) -> str:
    (a, town), (b, _) = rng.sample(STATES, 2)
    act = rng.choice(ACTS).format(b=b, thing=rng.choice(THINGS), n=rng.randint(2, 900))
    return f"{town} — {a} {act}, the foreign ministry said on {day:%A}."


def _line(rng: random.Random) -> str:
    a, b, c, d = rng.sample(WORDS, 4)
    return f"The {a} {rng.choice(VERBS)} the {b} {rng.choice(('before', 'after', 'near'))} the {c} and the {d}."
