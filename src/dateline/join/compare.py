"""Whether two events can be one act: the points for and against, each with its reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from dateline.join.rules import AGAIN, ALIKE, COMMON, MODES, POINTS, STATUSES
from dateline.join.sides import Sides, compare_sides
from dateline.join.told import NAME, Told, number
from dateline.join.when import Calendar, compare_times, is_day, is_vague
from dateline.join.words import Rarity, content, likeness, terms

# Words told in a reason, the rarest first.
SHOWN = 4
# Evidence of fewer content words can hardly share one: "the visit in January".
ENOUGH = 4
# Reports imagined beside those there are, so that in an archive of a few nobody is in "every" report.
FEW = 20
# The share of reports up to which taking part is no wonder.
OFTEN = 0.15
# Reports further apart than so many days must share so many words to mean one act of no told day. Read in 295 reports
# of two years, in which hardly an act is told twice; `bench.joins` keeps its precision, and 0.02 less recall.
MONTHS = 120
TELLING = 3
# Counts of one act in two reports differ by less than this factor.
NEAR = 1.6


class Point(NamedTuple):
    """One piece of evidence: what it counts, and the reason in words (empty for what says nothing to a reader)."""

    points: float
    reason: str = ""


class Known:
    """An event with what comparing needs more than once."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.again = not AGAIN.isdisjoint(told.words.casefold().split())
        self.words = content(told.words, told.names)
        self.context = self.words | content(told.context, told.names)
        self.title = content(told.title, told.names)
        self.sides = Sides(told)
        codes = told.codes
        # Whether a side is told without anyone who can be compared.
        self.is_open = len(codes) < 2
        # The first day, as a number, of an event of a day.
        self.day = told.start.toordinal() if told.start is not None and is_day(told) else None
        if all(code.startswith(NAME) for code in codes):
            codes |= told.setting | ({told.place_country} if told.place_country else set())
        # What the event is compared under: the codes of both sides, and, where no state is told, of all in the report.
        self.blocks = tuple(sorted(codes | told.other_codes)) or ("",)

    @cached_property
    def details(self) -> tuple[str, ...]:
        """What few other events have in common with this one: words, numbers, a place, names."""
        told = self.told
        figures = (f"{counted}={value:g}" for counted, value in told.figures)
        place = (f"at {told.place.casefold()}",) if told.place else ()
        names = (key for key in told.actors | told.recipients if ":" in key)
        return tuple(sorted({*self.words, *figures, *place, *names}))


class Comparison:
    """Compares events, with words weighed by how rare they are among events of the same block."""

    def __init__(self, known: Sequence[Known]) -> None:
        blocks: dict[str, list[frozenset[str]]] = defaultdict(list)
        for event in known:
            for block in event.blocks:
                blocks[block].append(event.words)
        self._rarities = {block: Rarity(words) for block, words in blocks.items()}
        self._calendar = Calendar(event.told for event in known)
        documents: dict[str, set[str]] = defaultdict(set)
        for event in known:
            for code in event.told.codes:
                documents[code].add(event.told.document)
        read = len({event.told.document for event in known}) + FEW
        self._named = {code: len(those) / read for code, those in documents.items()}
        self._totals: dict[tuple[str, frozenset[str]], float] = {}

    def points(self, one: Known, other: Known) -> float | None:
        """The sum of points, 0 or more if the two can be one act; None if something forbids it."""
        found = self._points(one, other)
        return None if found is None else sum(point.points for point in found)

    def reasons(self, one: Known, other: Known) -> list[str]:
        """Why the two are one act, in words; empty if something forbids it."""
        found = self._points(one, other) or []
        return [point.reason for point in found if point.reason] + (self._shared(one, other) if found else [])

    def _points(self, one: Known, other: Known) -> list[Point] | None:
        a, b = one.told, other.told
        kind = _kind(a, b)
        times = compare_times(a, b) if kind is not None else None
        sides = compare_sides(one.sides, other.sides) if times is not None else None
        if kind is None or times is None or sides is None or _is_far(one, other, sides[1]):
            return None
        return [
            kind,
            Point(sides[0], _both_name(sides[1])),
            self._everyday(sides[1]),
            Point(*times),
            *self._words(one, other),
            *_rest(a, b),
            _again(one, other),
            self._usual(a, b),
        ]

    def _words(self, one: Known, other: Known) -> Iterator[Point]:
        block = self._block(one, other)
        like = self._like(block, one.words, other.words)
        around = self._like(block, one.context, other.context)
        none = POINTS["words_none"] * min(1.0, min(len(one.words), len(other.words)) / ENOUGH)
        points = none + POINTS["words_all"] * like + POINTS["context_all"] * around
        yield Point(points)
        titles = one.title & other.title
        if titles:
            least = min(len(one.title), len(other.title))
            yield Point(POINTS["title"] * len(titles) / least, "similar headlines" if 2 * len(titles) >= least else "")
        yield Point(POINTS["setting"] * _setting(one.told, other.told))

    def _shared(self, one: Known, other: Known) -> list[str]:
        """The rarest words that both reports use, as the first tells them."""
        rarity = self._rarities[self._block(one, other)]
        rarest = sorted(one.context & other.context, key=lambda term: (-rarity.weight(term), term))[:SHOWN]
        told = dict(reversed(list(terms(f"{one.told.words} {one.told.context}", one.told.names))))
        return ["words shared: " + ", ".join(told[term] for term in rarest)] if rarest else []

    def _like(self, block: str, one: frozenset[str], other: frozenset[str]) -> float:
        shared = one & other
        if not shared:
            return 0.0
        return likeness(self._rarities[block].total(shared), self._total(block, one), self._total(block, other))

    def _everyday(self, codes: frozenset[str]) -> Point:
        """Who acts in every third report of an archive makes no two acts one."""
        share = min((self._named[code] for code in codes), default=0.0)
        return Point(POINTS["everyday"] * max(0.0, share - OFTEN))

    def _usual(self, a: Told, b: Told) -> Point:
        """Where such acts are told day after day, the same day says little: a war's attacks, a crisis's calls."""
        day = b.start if a.start is None else a.start
        if day is None or not (is_day(a) or is_day(b)):
            return Point(0.0)
        shares = [self._calendar.share(kind, code, day) for kind in {a.type, b.type} for code in a.codes & b.codes]
        return Point(POINTS["usual"] * min(shares, default=0.0))

    def _block(self, one: Known, other: Known) -> str:
        """The block by which words are weighed: the first that both are in, else one of the first's."""
        return next((block for block in one.blocks if block in other.blocks), min(one.blocks[0], other.blocks[0]))

    def _total(self, block: str, words: frozenset[str]) -> float:
        key = block, words
        total = self._totals.get(key)
        if total is None:
            total = self._totals[key] = self._rarities[block].total(words)
        return total


def _kind(a: Told, b: Told) -> Point | None:
    """Type, mode and status; None where two reports of one act can't differ so."""
    if STATUSES[a.status] != STATUSES[b.status]:
        return None
    if a.type == b.type:
        points, reason = -COMMON[a.type], f"same type {a.type}"
    else:
        cost = ALIKE.get(frozenset((a.type, b.type)))
        if cost is None:
            return None
        points, reason = cost - max(COMMON[a.type], COMMON[b.type]), f"{a.type} and {b.type} can tell one act"
    if a.type == b.type and a.mode and b.mode:
        if a.mode == b.mode:
            return Point(points + POINTS["same_mode"], f"{reason} {a.mode}")
        if frozenset((a.mode, b.mode)) not in MODES:
            points += POINTS["other_mode"]
    return Point(points, reason)


def _is_far(one: Known, other: Known, codes: frozenset[str]) -> bool:
    """Whether two reports of months apart tell too little of an act without a day: one participant and a verb."""
    a, b = one.told, other.told
    if len(codes) > 1 or a.reported is None or b.reported is None or not (is_vague(a) or is_vague(b)):
        return False
    return abs((a.reported - b.reported).days) > MONTHS and len(one.context & other.context) < TELLING


def _again(one: Known, other: Known) -> Point:
    """A report that says "again" or "another" tells of a second act: the first is the one without."""
    return Point(POINTS["again"] if one.again != other.again else 0.0)


def _both_name(codes: frozenset[str]) -> str:
    return "both name " + ", ".join(sorted(code.partition(":")[2] or code for code in codes)) if codes else ""


def _setting(a: Told, b: Told) -> float:
    """The share of those named elsewhere in both reports: the more, the likelier one story."""
    sides = a.codes | b.codes
    one, other = a.setting - sides, b.setting - sides
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _rest(a: Told, b: Told) -> Iterator[Point]:
    """Places and numbers."""
    if a.place and b.place:
        one, other = a.place.casefold(), b.place.casefold()
        if one in other or other in one:
            yield Point(POINTS["same_place"], f"same place {min(a.place, b.place, key=lambda p: (len(p), p))}")
        elif a.place_country != a.place and b.place_country != b.place:
            yield Point(POINTS["other_place"])
    elif a.place_country and a.place_country == b.place_country:
        yield Point(POINTS["same_place_country"])
    if a.count and a.count == b.count:
        yield Point(POINTS["same_count"], f"same count {number(a.count)}")
    one_told, other_told = dict(a.figures), dict(b.figures)
    for counted in sorted(one_told.keys() & other_told.keys()):
        yield _figures(counted, one_told[counted], other_told[counted])


def _figures(counted: str, one: float, other: float) -> Point:
    """One number told twice, or two: early counts differ, but hardly by more than half."""
    if one == other:
        return Point(POINTS["same_figure"], f"same figure: {counted} {number(one)}")
    near = min(abs(one), abs(other)) * NEAR >= max(abs(one), abs(other))
    return Point(
        POINTS["near_figure"] if near else POINTS["other_figure"],
        f"{counted} {number(one)} and {number(other)}" if near else "",
    )
