"""What changed in a span of days, in words for readers."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

from pydantic import BaseModel, Field

from dateline.analyse import changes
from dateline.analyse.parties import Party
from dateline.errors import UsageError
from dateline.serve.relation.acts import told_acts
from dateline.serve.relation.asked import Pair
from dateline.serve.relation.model import Entry
from dateline.serve.words import deed, number, place_name, segment, shown
from dateline.store import Snapshot

MOST: Final = 100
"""Changes listed: more than anybody reads in a morning."""
TELLING: Final = 12
"""Acts listed where there is too little past to call anything unusual."""

WEIGHTIEST: Final = """
    SELECT DISTINCT ON (weight, act) *, abs(score) * reports AS weight FROM dyads
    WHERE main AND origin = 'dateline' AND status = 'happened' AND month BETWEEN ? AND ? AND start BETWEEN ? AND ?
    ORDER BY weight DESC, act, document, event LIMIT ?"""


class Change(BaseModel):
    """Something new, unusual or gone quiet. `who` leads to `address`; `act` is the address of the act that shows it."""

    kind: str = Field(description="new, unusual, quiet, holder or agreement")
    who: str
    address: str | None
    text: str
    chance: str | None = Field(description="How rare that is by the pair's own past.")
    surprise: float | None
    side: str | None
    day: date | None
    words: str | None
    act: str | None
    documents: list[str]


class Changes(BaseModel):
    """What changed in a span. `note` says why nothing can be called unusual; then `acts` has the weightiest ones."""

    version: int
    since: date
    until: date
    changes: list[Change]
    holders: list[Change]
    agreements: list[Change]
    acts: list[Entry]
    note: str | None


_lock = threading.Lock()


def changes_of(snapshot: Snapshot, since: date, until: date) -> Changes:
    """The changes of a span of days, the most unusual first."""
    # In a large store this takes seconds: readers who ask at once wait for one answer.
    with _lock:
        return _changes_of(snapshot, since, until)


@lru_cache(maxsize=16)
def _changes_of(snapshot: Snapshot, since: date, until: date) -> Changes:
    """A snapshot never changes, so neither does what changed in it."""
    try:
        rows, note = changes(snapshot, since, until).to_pylist(), None
    except UsageError as error:
        rows, note = [], str(error)
    told = [_change(row) for row in rows]
    return Changes(
        version=snapshot.version,
        since=since,
        until=until,
        changes=[one for one in told if one.kind not in ("holder", "agreement")][:MOST],
        holders=[one for one in told if one.kind == "holder"][:MOST],
        agreements=[one for one in told if one.kind == "agreement"][:MOST],
        acts=_weightiest(snapshot, since, until) if note else [],
        note=note,
    )


def _weightiest(snapshot: Snapshot, since: date, until: date) -> list[Entry]:
    months = [f"{since:%Y-%m}", f"{until:%Y-%m}"]
    acts = snapshot.sql(WEIGHTIEST, [*months, since, until, TELLING]).to_pylist()
    told = {row["id"]: row for row in told_acts(snapshot, acts)}
    return [Entry.of(told[act["act"]]) for act in acts if act["act"] in told]


def _change(row: Mapping[str, Any]) -> Change:
    kind, a, b = row["kind"], row["a"], row["b"] or ""
    sides = [side for side in (a, *b.split("-")) if side]
    act = f"/act/{segment(row['record'])}" if row["record"] and kind in ("new", "unusual") else None
    return Change(
        kind=kind,
        who=_who(sides, alone=not b and kind in ("new", "unusual", "quiet")),
        address=_address(sides),
        text=_text(row),
        chance=_chance(row["surprise"]),
        surprise=row["surprise"],
        side=row["what"] if row["what"] in ("cooperation", "conflict") else None,
        day=row["start"],
        words=row["words"],
        act=act,
        documents=row["documents"] or [],
    )


def _who(sides: list[str], alone: bool) -> str:
    if len(sides) == 2 and sides[0] == sides[1]:
        return f"Inside {shown(place_name(sides[0]))}"
    names = " and ".join(shown(place_name(side)) for side in sides)
    return f"{names}, with nobody else" if alone else names


def _address(sides: list[str]) -> str | None:
    if len(sides) == 2:
        return Pair(Party.of(sides[0]), Party.of(sides[1])).address
    return f"/actor/{segment(sides[0])}" if sides else None


def _text(row: Mapping[str, Any]) -> str:
    what, observed, expected = row["what"], row["observed"], row["expected"]
    match row["kind"]:
        case "new":
            return f"for the first time in a year: {deed(what)}" + (
                f" ({number(observed)} times)" if observed > 1 else ""
            )
        case "quiet":
            return f"nothing heard, where {_usual(expected)}"
        case "unusual" if what == "score":
            tone = "friendlier" if observed > expected else "more hostile"
            scale = "on PLOVER's scale from -10 to 10"
            return f"{tone} than usual: {_rounded(observed)} {scale}, usually {_rounded(expected)}"
        case "unusual":
            return f"more {what} than usual: {_acts(observed)}, where {_usual(expected)}"
        case _:
            return shown(what)


def _acts(count: float) -> str:
    return f"{number(count)} act{'s' if count != 1 else ''}"


def _usual(expected: float) -> str:
    return f"about {_rounded(expected)} are usual" if expected >= 0.5 else "hardly any is usual"


def _rounded(value: float) -> str:
    return number(round(value, 1))


def _chance(surprise: float | None) -> str | None:
    """`1 in 1,000`, to one digit: the probability is an estimate."""
    if surprise is None or surprise < 1:
        return None
    odds = 10**surprise
    digit = 10 ** int(surprise)
    return f"1 in {round(odds / digit) * digit:,}" if surprise < 6 else "less than 1 in a million"
