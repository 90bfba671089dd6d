"""Find the events of a report: the steps of this folder in their order."""

from __future__ import annotations

from dateline.actors import Cast
from dateline.events.candidate import Candidate
from dateline.events.candidates import propose
from dateline.events.contexts import contexts_of
from dateline.events.counts import count_of
from dateline.events.demands import DEMAND, find_demands
from dateline.events.filter import is_act, is_weak
from dateline.events.focus import focus_of
from dateline.events.join import MUTUAL, Act, blame_doers, drop_retold, join
from dateline.events.lexicon import Lexicon, load_lexicon
from dateline.events.others import others_of
from dateline.events.roles import actors_of, fill_roles
from dateline.events.status import content_only, status_of
from dateline.events.typer import Typer
from dateline.events.weighing import weigh_roles
from dateline.events.when import when_of
from dateline.events.where import where_of
from dateline.language import Parsed
from dateline.places import PlaceMention
from dateline.records import Document, Event, Statement, record_id
from dateline.records.reasons import Reasons
from dateline.time import TimeMention

# Frames of the lexicon in which the subject is not who acts: "hosted her", where the guest does. The network, which has
# seen few of them, would turn them round.
REVERSED = frozenset({"host", "undergo", "perish"})
EXERCISES = frozenset({"exercise", "drill", "maneuver", "manoeuvre", "wargame", "patrol"})
# Acts whose victims, told without more, are those of the place.
AT_HOME = frozenset({"ASSAULT", "COERCE"})


def find_events(
    parsed: Parsed,
    cast: Cast,
    times: list[TimeMention],
    places: list[PlaceMention],
    statements: list[Statement],
    document: Document,
    reasons: Reasons,
    typer: Typer,
) -> list[Event]:
    """All events in text order, each act once; `typer` decides types."""
    lexicon = load_lexicon()
    candidates = propose(parsed, cast, lexicon)
    demands = {c.trigger.i: (c, speaker) for c, speaker in find_demands(parsed, cast, statements, candidates)}
    told = [c for c in candidates if c.trigger.i not in demands]
    acts = []
    for candidate in drop_retold(type_candidates(parsed, cast, told, typer, lexicon)):
        if is_act(parsed, candidate, cast) and not content_only(parsed, candidate):
            acts.append(_act(parsed, candidate, cast, times, document.date))
    for candidate, speaker in demands.values():
        candidate.type, candidate.confidence, candidate.reason = "REQUEST", DEMAND.confidence, DEMAND.reason
        act = _act(parsed, candidate, cast, times, document.date)
        act.actors, act.status, act.weak = [speaker], "happened", False
        acts.append(act)
    for act in acts:
        if act.candidate.type in AT_HOME and act.candidate.receivers and not act.recipients:
            act.recipients = _state_of_place(parsed, act, cast, places)
        if act.candidate.mode == "visit" and not act.recipients:
            act.recipients = _state_of_place(parsed, act, cast, places, home=False)
    acts.sort(key=lambda act: act.candidate.trigger.i)
    joined = join(acts)
    blame_doers(joined)
    events = [_record(parsed, act, cast, places, document, reasons) for act in joined]
    return events


def type_candidates(
    parsed: Parsed, cast: Cast, candidates: list[Candidate], typer: Typer, lexicon: Lexicon
) -> list[Candidate]:
    """The candidates that the typer takes for acts, with type, mode and participants."""
    found = []
    for candidate, typing in zip(candidates, typer.type_all(parsed, cast, candidates), strict=True):
        if typing is not None:
            candidate.type, candidate.mode = typing.type, typing.mode
            candidate.confidence, candidate.reason = typing.confidence, typing.reason
            fill_roles(candidate, typing, cast, lexicon)
            if typing.type == "MOBILIZE" and _joint_exercise(candidate, cast):
                candidate.type, candidate.mode = "COOPERATE", None
            if typing.likely is not None and typing.roles not in REVERSED:
                weigh_roles(candidate, typing.likely, parsed.tokens, cast)
            found.append(candidate)
    return found


def _joint_exercise(candidate: Candidate, cast: Cast) -> bool:
    """Whether several states exercise together: the manual's COOPERATE, where one alone mobilises."""
    told = [candidate.trigger, *candidate.slots.get("object", ())]
    states = {cast.actors[actor].country for actor in actors_of(candidate.doers, cast)} - {None}
    return len(states) > 1 and any(token.lemma in EXERCISES for token in told)


def _act(parsed: Parsed, candidate: Candidate, cast: Cast, times: list[TimeMention], date: str | None) -> Act:
    focus = focus_of(parsed, candidate, times, date)
    actors = actors_of(candidate.doers, cast)
    status = status_of(parsed, candidate, times, date)
    if "refusing" in candidate.reason or "negated" in candidate.reason:
        status = "happened"  # "will not attend" is a refusal made
    recipients = [r for r in actors_of(candidate.receivers, cast) if r not in actors]
    if candidate.type in MUTUAL:  # two presidents who reaffirm the ties of the two states
        told = {cast.actors[a].country for a in actors}
        if candidate.mode == "visit":  # the host, not his state beside him: "flew to Tokyo for talks with Sato"
            told |= {cast.actors[r].country for r in recipients if cast.actors[r].kind != "country"}
        recipients = [r for r in recipients if cast.actors[r].kind != "country" or cast.actors[r].country not in told]
    when = when_of(parsed, candidate, times, date, focus)
    # What is planned for a day belongs into the calendar, whoever is to do it.
    weak = is_weak(candidate, len(actors), len(recipients)) and (status != "planned" or when is None)
    return Act(candidate, actors, recipients, status, focus, when, weak=weak)


def _state_of_place(
    parsed: Parsed, act: Act, cast: Cast, places: list[PlaceMention], *, home: bool = True
) -> list[str]:
    """The state of an act's place: of things and people hit there, of whom no more is told, or of a guest's hosts.

    Without `home` none where it is an actor's own.
    """
    where = where_of(parsed, act.candidate, places)
    if where is None or where.country is None:
        return []
    if not home and any(cast.actors[actor].country == where.country for actor in act.actors):
        return []
    states = (a.id for a in cast.actors.values() if a.kind == "country" and a.country == where.country)
    state = next(states, None)
    return [state] if state is not None and state not in act.actors else []


def _record(
    parsed: Parsed, act: Act, cast: Cast, places: list[PlaceMention], document: Document, reasons: Reasons
) -> Event:
    candidate = act.candidate
    assert candidate.type is not None
    start, end = candidate.trigger.start, candidate.trigger.end
    record = record_id(document.id, "event", start, end)
    for mention in act.mentions:
        reasons.add(record, mention.reason)
    spans = sorted({(parsed.tokens[m.first].start, parsed.tokens[m.last - 1].end) for m in act.mentions})
    where = next((w for m in act.mentions if (w := where_of(parsed, m, places)) is not None), None)
    return Event(
        id=record,
        type=candidate.type,
        mode=candidate.mode,
        status=act.status,
        focus=act.focus,
        actors=act.actors,
        recipients=act.recipients,
        others=others_of(parsed, candidate, cast),
        when=act.when,
        where=where,
        contexts=contexts_of(parsed, candidate),
        count=count_of(parsed, candidate),
        evidence=spans,
        trigger=(start, end),
        confidence=candidate.confidence,
    )
