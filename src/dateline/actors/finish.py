"""From parts to the cast: ids, countries, offices."""

from __future__ import annotations

from dateline.actors.cast import Cast, Mention, OfficeMention
from dateline.actors.office import Office
from dateline.actors.persons import Persons
from dateline.actors.scene import Part, Scene
from dateline.records import Actor, record_id
from dateline.records.reasons import Reasons


def finish(scene: Scene, persons: Persons, reasons: Reasons) -> Cast:
    """The cast of a scene; each actor's id is that of its first mention, its reasons are noted by that id."""
    tokens = scene.parsed.tokens
    spans: dict[int, list[tuple[int, int]]] = {}
    places = sorted(scene.places, key=lambda p: (p.first, -p.last))
    told: dict[int, Part] = {}
    for place in places:
        for part in place.parts:
            told[id(part)] = part
            spans.setdefault(id(part), []).append((tokens[place.first].start, tokens[place.last - 1].end))
    ids = {}
    taken: dict[tuple[int, int], int] = {}
    for key in told:
        start, end = spans[key][0]
        taken[start, end] = taken.get((start, end), -1) + 1
        ids[key] = record_id(scene.document.id, "actor", start, end, taken[start, end])
    for key, part in told.items():
        for reason in part.reasons:
            reasons.add(ids[key], reason)
    actors = {ids[key]: _actor(ids[key], part, spans[key]) for key, part in told.items()}
    mentions = [Mention(p.first, p.last, p.head, tuple(ids[id(q)] for q in p.parts), p.form) for p in places]
    offices = [
        OfficeMention(ids[id(p)], o.office, o.country, o.organisation, o.status, o.first, o.last)
        for p in persons.all
        for o in p.offices
        if id(p) in ids and _is_tenure(o, p)
    ]
    return Cast(actors, mentions, sorted(offices, key=lambda o: o.first))


def _actor(key: str, part: Part, mentions: list[tuple[int, int]]) -> Actor:
    current = [o.office for o in part.offices if o.status == "current"]
    return Actor(
        id=key,
        name=part.name,
        kind=part.kind,
        country=part.country,
        base=None if part.country else part.base,
        sector=part.sector or "UNK",
        office=current[0] if current else None,
        mentions=list(dict.fromkeys(mentions)),
    )


def _is_tenure(office: Office, holder: Part) -> bool:
    """Whether an office counts: no rank, a post only where it is told of what, no short form of another one."""
    if office.kind not in ("office", "post") or (office.kind == "post" and not (office.country or office.organisation)):
        return False
    said = set(office.office.lower().split())
    return not any(said < set(o.office.lower().split()) and o.status == office.status for o in holder.offices)
