"""Acts as their reports tell them: each report's words, what they disagree on, and the acts before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from pydantic import BaseModel

from dateline.join import EventKey
from dateline.join import told_of as event_told_of
from dateline.join.disagreements import disagreements
from dateline.records import Report, Span
from dateline.render.story import Story
from dateline.render.words import visible
from dateline.serve.filed import Filed, files_of, headline_of
from dateline.serve.sheet import Told, told_of
from dateline.serve.sureness import plain_reason
from dateline.store import Snapshot
from dateline.store.edits import apply_edits, edits_of
from dateline.store.rows import Row, month_of

AROUND: Final = timedelta(days=7)
"""Time before and after an act in which others are offered as perhaps the same."""

NEAR: Final = 6
"""Acts that are offered."""

LIKE: Final = "like "
SIDES: Final = ("events", "others")
"""What an edit of acts names events by."""

PLANS: Final = "SELECT * FROM outcomes WHERE plan = $1 OR act = $1 ORDER BY day, plan, act"
MAIN: Final = "SELECT act, document, event FROM joins WHERE main AND list_contains(?, act)"
COPIES: Final = """
    SELECT duplicate_of AS document, count(*) AS copies FROM documents
    WHERE list_contains(?, duplicate_of) GROUP BY duplicate_of
"""
OWN: Final = "SELECT dyad, quad, type, start FROM dyads WHERE act = ? AND main AND start IS NOT NULL"
SIMILAR: Final = """
    SELECT act FROM dyads
    WHERE list_contains($1, dyad) AND month BETWEEN $2 AND $3 AND start BETWEEN $4 AND $5
        AND quad = $6 AND main AND act <> $7
    GROUP BY act ORDER BY bool_and(type <> $8), min(abs(start - $9::DATE)), act LIMIT $10
"""


class Stretch(BaseModel):
    """A stretch of a report's sentences, and whether it is the evidence."""

    text: str
    evidence: bool


class Member(BaseModel):
    """One report of an act: its words, and why it was joined: above all for being `like` another report.

    `main` marks the one that stands for the act in counts, `copies` counts its near-duplicates.
    """

    document: str
    headline: str
    date: date | None
    source: str | None
    url: str | None
    told: Told
    words: list[Stretch]
    main: bool
    joined_by: str
    like: str | None
    reasons: list[str]
    copies: int


class Value(BaseModel):
    """What some of the reports say."""

    value: str
    documents: list[str]


class Difference(BaseModel):
    """What reports disagree on: `day`, `place`, `mode`, or what a figure counts."""

    about: str
    values: list[Value]


class OtherAct(BaseModel):
    """Another act in the words of its main report."""

    id: str
    told: Told
    document: str


class Link(BaseModel):
    """A plan, promise or threat and what became of it; `act` is the other end."""

    outcome: str
    day: date | None
    act: OtherAct
    reasons: list[str]


def members_of(snapshot: Snapshot, joins: Sequence[Row], files: Mapping[str, Filed]) -> list[Member]:
    """The reports of an act by its rows of `joins`, without those whose event a reader has rejected since."""
    counted = snapshot.sql(COPIES, [sorted(files)]).to_pylist()
    copies = {row["document"]: row["copies"] for row in counted}
    members = []
    for join in joins:
        filed = files[join["document"]]
        report = filed.report()
        told = _told(filed, report, join["event"])
        if told is None:
            continue
        like, reasons = _reasons(join, files)
        evidence = next(event.evidence for event in report.events if event.id == join["event"])
        members.append(
            Member(
                document=filed.id,
                headline=headline_of(filed.document),
                **{name: filed.document[name] for name in ("date", "source", "url")},
                told=told,
                words=_words(report, evidence) if filed.has_text else _kept_words(filed, join["event"]),
                main=join["main"],
                joined_by=join["joined_by"],
                like=like,
                reasons=reasons,
                copies=copies.get(filed.id, 0),
            )
        )
    return members


def differences_of(joins: Iterable[Row], files: Mapping[str, Filed]) -> list[Difference]:
    """What the reports of an act tell differently, side by side."""
    told = []
    for join in joins:
        filed = files[join["document"]]
        actors = {actor["id"]: actor for actor in filed.actors()}
        figures = apply_edits("figures", filed.rows["figures"], filed.edits)
        for event in apply_edits("events", filed.rows["events"], filed.edits):
            if event["id"] == join["event"]:
                told.append(event_told_of(event, actors, filed.document, figures))
    return [
        Difference(about=one.about, values=[Value(value=value, documents=list(ids)) for value, ids in one.values])
        for one in disagreements(told)
    ]


def links_of(snapshot: Snapshot, act: str) -> tuple[list[Link], list[Link]]:
    """What became of an act as a plan, a promise or a threat; and the plans that it kept, moved or broke."""
    rows = snapshot.sql(PLANS, [act]).to_pylist()
    others = {row["act"] if row["plan"] == act else row["plan"] for row in rows}
    known = {other.id: other for other in other_acts(snapshot, others)}
    became: list[Link] = []
    fulfils: list[Link] = []
    for row in rows:
        other = known.get(row["act"] if row["plan"] == act else row["plan"])
        if other is not None:
            reasons = [plain_reason(reason) for reason in row["reasons"] or ()]
            link = Link(outcome=row["outcome"], day=row["day"], act=other, reasons=reasons)
            (became if row["plan"] == act else fulfils).append(link)
    return became, fulfils


def similar_to(snapshot: Snapshot, act: str) -> list[OtherAct]:
    """Acts between the same parties at about the same time, of a like kind: perhaps the same one."""
    own = snapshot.sql(OWN, [act]).to_pylist()
    if not own:
        return []
    dyads, day = sorted({row["dyad"] for row in own}), own[0]["start"]
    first, last = day - AROUND, day + AROUND
    where = [dyads, month_of(first), month_of(last), first, last, own[0]["quad"], act, own[0]["type"], day, NEAR]
    return other_acts(snapshot, snapshot.sql(SIMILAR, where)["act"].to_pylist())


def other_acts(snapshot: Snapshot, acts: Collection[str]) -> list[OtherAct]:
    """Acts in the words of their main reports, in the order asked for; those that are not there are left out."""
    if not acts:
        return []
    rows = {row["act"]: row for row in snapshot.sql(MAIN, [sorted(acts)]).to_pylist()}
    files = files_of(snapshot, {row["document"] for row in rows.values()})
    found = []
    for act in acts:
        row = rows.get(act)
        filed = files.get(row["document"]) if row else None
        told = _told(filed, filed.report(), row["event"]) if row and filed else None
        if row and told:
            found.append(OtherAct(id=act, told=told, document=row["document"]))
    return found


def parted_from(snapshot: Snapshot, edits: Iterable[Row], events: Collection[EventKey]) -> list[OtherAct]:
    """The acts of the events that edits parted from some others."""
    named = {tuple(key) for edit in edits if edit["kind"] == "split" for side in SIDES for key in edit["change"][side]}
    there = {document for document, _ in named}
    joins = snapshot.sql("SELECT document, event, act FROM joins WHERE list_contains(?, document)", [sorted(there)])
    acts = {row["act"] for row in joins.to_pylist() if (row["document"], row["event"]) in named - set(events)}
    own = {row["act"] for row in joins.to_pylist() if (row["document"], row["event"]) in events}
    return other_acts(snapshot, sorted(acts - own))


def edits_about(snapshot: Snapshot, events: Collection[EventKey]) -> list[Row]:
    """The decisions by hand about some events that hold."""
    found = []
    for edit in edits_of(snapshot, "split", "join"):
        named = [tuple(key) for side in SIDES for key in edit["change"].get(side) or ()]
        if not set(events).isdisjoint(named):
            found.append(edit)
    return found


def _told(filed: Filed, report: Report, event: str) -> Told | None:
    """An event in words, if no reader rejected it."""
    for one in report.events:
        if one.id == event:
            return told_of(Story(report, None).event(one), one.confidence, filed.document["origin"])
    return None


def _reasons(join: Row, files: Collection[str]) -> tuple[str | None, list[str]]:
    """The report that a report is most like, and the other reasons of joining it."""
    first, *rest = join["reasons"] or [""]
    like = first.removeprefix(LIKE)
    if first.startswith(LIKE) and like in files:
        return like, [plain_reason(reason) for reason in rest]
    return None, [plain_reason(reason) for reason in (first, *rest) if reason]


def _words(report: Report, evidence: Sequence[Span]) -> list[Stretch]:
    """The sentences in which the evidence stands, cut at its borders."""
    text = visible(report.document.text)
    stretches: list[Stretch] = []
    for start, end in report.document.sentences:
        inside = sorted((max(first, start), min(last, end)) for first, last in evidence if first < end and last > start)
        at = start
        for first, last in inside:
            stretches += [Stretch(text=text[at:first], evidence=False), Stretch(text=text[first:last], evidence=True)]
            at = max(at, last)
        if inside:
            stretches.append(Stretch(text=f"{text[at:end]} ", evidence=False))
    return [stretch for stretch in stretches if stretch.text]


def _kept_words(filed: Filed, event: str) -> list[Stretch]:
    """The words that others' events bring along."""
    words = next((row["words"] for row in filed.rows["events"] if row["id"] == event), None)
    return [Stretch(text=visible(words), evidence=True)] if words else []
