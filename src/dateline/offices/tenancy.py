"""One person's time in one office: when reports saw it, and what bounds it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dateline.offices.holding import Holding, first_day, last_day
from dateline.offices.persons import Person

Sighting = tuple[Person, Holding]


@dataclass(frozen=True, slots=True)
class Tenancy:
    """A person's time in an office, as all reports together tell it.

    `owner` is an ISO3 code or a body's name, or "" where no report tells it; `title` the words told most often.
    `first_seen` and `last_seen` are the days of the first and last report that tell it as current, None if only a
    former or coming holder is told of; the days between are the holder's. `from_` and `until` are the ends told.
    `after` is the last day known not yet to be in it, `before` the first day known to be no more in it: another
    holder's, or that of a report which calls the holder former or coming. `documents` are those that tell it, in order
    of time.
    """

    person: Person
    office: str
    owner: str
    title: str
    first_seen: date | None
    last_seen: date | None
    from_: str | None
    until: str | None
    after: date | None
    before: date | None
    reports: int
    documents: tuple[str, ...]

    def holds(self, day: date) -> bool:
        """Whether the day lies between reports that tell it as current, or between ends that are told."""
        start = self.first_seen
        if self.from_ is not None and (start is None or last_day(self.from_) < start):
            start = last_day(self.from_)
        end = self.last_seen
        if self.until is not None and self.last_seen is not None:
            end = max(self.last_seen, first_day(self.until))
        elif self.until is not None and self.from_ is not None:
            end = first_day(self.until)
        return start is not None and end is not None and start <= day <= end

    def may_hold(self, day: date) -> bool:
        """Whether nothing that is known keeps the holder out of the office on this day."""
        if self.from_ is not None and day < first_day(self.from_):
            return False
        if self.until is not None and day > last_day(self.until):
            return False
        return (self.after is None or day > self.after) and (self.before is None or day < self.before)


def tenancies(office: str, owner: str, sightings: Iterable[Sighting], sole: bool) -> list[Tenancy]:
    """The times of all holders of one office, in order of time.

    In an office that one person holds at a time (`sole`), a holder's report bounds the others, and one who comes back
    after another has two times. A single report that puts somebody between two reports of the same other holder bounds
    nobody.
    """
    told = sorted(
        _consistent(sightings), key=lambda pair: (pair[1].date, pair[0].key, pair[1].document, pair[1].status)
    )
    runs = _runs(told) if sole else _by_person(told)
    found = [_tenancy(office, owner, run) for run in runs]
    found += _unseen(office, owner, told, {t.person.key for t in found})
    found = [_bounded(tenancy, told) for tenancy in found]
    if sole:
        found = [_beside(tenancy, found) for tenancy in found]
    return sorted(found, key=lambda t: (t.first_seen or t.before or t.after or date.max, t.person.key))


def _consistent(sightings: Iterable[Sighting]) -> list[Sighting]:
    """What each document says in the end: where it calls a person former or coming, a bare title tells nothing more."""
    by_document: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
    for person, holding in sightings:
        by_document[person.key, holding.document].append((person, holding))
    kept: list[Sighting] = []
    for same in by_document.values():
        changed = [pair for pair in same if pair[1].status == "former"] or [
            p for p in same if p[1].status == "incoming"
        ]
        begun = any(h.status == "current" and h.from_ and last_day(h.from_) <= h.date for _, h in same)
        kept += same if begun and changed and changed[0][1].status == "incoming" else changed or same
    return kept


def _by_person(told: list[Sighting]) -> list[list[Sighting]]:
    runs: dict[str, list[Sighting]] = defaultdict(list)
    for pair in told:
        if pair[1].status == "current":
            runs[pair[0].key].append(pair)
    return [runs[key] for key in sorted(runs)]


def _runs(told: list[Sighting]) -> list[list[Sighting]]:
    """Runs of reports that tell one person as current; a lone report inside another's time does not break it."""
    current = [pair for pair in told if pair[1].status == "current"]
    since: dict[str, date] = {}
    for person, holding in current:
        since.setdefault(person.key, holding.date)
    current.sort(key=lambda pair: (pair[1].date, since[pair[0].key], pair[0].key, pair[1].document))
    runs: list[list[Sighting]] = []
    for pair in current:
        if runs and runs[-1][0][0].key == pair[0].key:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    doubtful: list[list[Sighting]] = []
    while (at := _interruption(runs)) is not None:
        doubtful.append(runs[at])
        runs[at - 1 : at + 2] = [runs[at - 1] + runs[at + 1]]
    return runs + [[pair] for run in doubtful for pair in run if all(p.key != pair[0].key for r in runs for p, _ in r)]


def _interruption(runs: list[list[Sighting]]) -> int | None:
    """Place of a run told by one document without a day, between two runs of one other person with more; or None."""
    for i in range(1, len(runs) - 1):
        around = runs[i - 1] + runs[i + 1]
        lone = len(_documents(runs[i])) == 1 and not any(h.from_ or h.until for _, h in runs[i])
        same = runs[i - 1][0][0].key == runs[i + 1][0][0].key
        if lone and same and len(_documents(around)) > 1:
            return i
    return None


def _documents(run: Iterable[Sighting]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(h.document for _, h in run))


def _tenancy(office: str, owner: str, run: list[Sighting]) -> Tenancy:
    titles = Counter(h.office for _, h in run)
    title = max(titles, key=lambda t: (titles[t], t))
    days = [h.date for _, h in run if h.status == "current"]
    return Tenancy(
        person=run[0][0],
        office=office,
        owner=owner,
        title=title,
        first_seen=min(days, default=None),
        last_seen=max(days, default=None),
        from_=_finest(h.from_ for _, h in run),
        until=_finest(h.until for _, h in run),
        after=None,
        before=None,
        reports=len(_documents(run)),
        documents=_documents(run),
    )


def _finest(told: Iterable[str | None]) -> str | None:
    """The most precise of the days told, the commonest of these, the earliest at a tie."""
    counts = Counter(day for day in told if day)
    return min(counts, key=lambda day: (-len(day), -counts[day], day), default=None)


def _unseen(office: str, owner: str, told: list[Sighting], seen: set[str]) -> list[Tenancy]:
    """The times of those whom no report tells as current."""
    others: dict[str, list[Sighting]] = defaultdict(list)
    for pair in told:
        if pair[0].key not in seen:
            others[pair[0].key].append(pair)
    return [_tenancy(office, owner, others[key]) for key in sorted(others)]


def _bounded(tenancy: Tenancy, told: list[Sighting]) -> Tenancy:
    """The time with the days of reports that tell its holder as coming or former, and the ends that these tell.

    An end that a report's own day contradicts is not taken.
    """
    own = [h for p, h in told if p.key == tenancy.person.key and h.status != "current"]
    coming = [h for h in own if h.status == "incoming" and (not tenancy.first_seen or h.date < tenancy.first_seen)]
    gone = [h for h in own if h.status == "former" and (not tenancy.last_seen or h.date >= tenancy.last_seen)]
    seen = set(tenancy.documents) | {h.document for h in coming + gone}
    documents = tuple(dict.fromkeys(h.document for _, h in told if h.document in seen))
    from_ = tenancy.from_ or _finest(h.from_ for h in coming + gone)
    until = _finest(h.until for h in gone) or tenancy.until
    return replace(
        tenancy,
        from_=None if from_ and tenancy.first_seen and first_day(from_) > tenancy.first_seen else from_,
        until=None if until and tenancy.last_seen and last_day(until) < tenancy.last_seen else until,
        after=max((h.date for h in coming), default=None),
        before=min((h.date for h in gone), default=None),
        reports=len(documents),
        documents=documents,
    )


def _beside(tenancy: Tenancy, all_of_them: list[Tenancy]) -> Tenancy:
    """The time bounded by the last report of who came before and the first one of who came after."""
    if tenancy.first_seen is None or tenancy.last_seen is None:
        return tenancy
    others = [t for t in all_of_them if t is not tenancy and t.first_seen and t.last_seen]
    earlier = [t.last_seen for t in others if t.last_seen and t.last_seen < tenancy.first_seen]
    later = [t.first_seen for t in others if t.first_seen and t.first_seen > tenancy.last_seen]
    return replace(
        tenancy,
        after=max((day for day in (tenancy.after, *earlier) if day), default=None),
        before=min((day for day in (tenancy.before, *later) if day), default=None),
    )
