"""Actor: a state, a body or a person: offices, acts done and suffered, counterparts, words."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query
from starlette.requests import Request

from dateline.analyse.scope import Scope
from dateline.ontology import TYPES
from dateline.render.words import joined
from dateline.serve.actor.acts import Acts, Words, acts_of, words_of
from dateline.serve.actor.model import Actor, Counterpart, Dead, Office, Statement
from dateline.serve.actor.offices import offices_of
from dateline.serve.actor.subject import Subject, state_or_body, subject_of
from dateline.serve.answer import render, twin, wants_json
from dateline.serve.archive import TheArchive, TheSnapshot
from dateline.serve.cursor import cursor_of
from dateline.serve.relation.model import Entry
from dateline.serve.sureness import sure
from dateline.serve.telling import row_in_words, time_in_words
from dateline.serve.words import place_name, segment, shown

router = APIRouter(tags=["actor"])

ACTS: Final = 30
WORDS: Final = 12

Cursor = Annotated[str, Query(max_length=400, description="Where the list begins, from `next`.")]


# A person's key has a slash in it: `KEN/amina-odhiambo`.
@twin(router, "/actor/{key:path}", Actor, "A state, a body or a person")
def actor(
    request: Request,
    snapshot: TheSnapshot,
    archive: TheArchive,
    key: Annotated[
        str,
        Path(
            max_length=200,
            description="A country's or body's code or name, a person's key, or an actor's name.",
            examples=["KEN", "UNO", "KEN/amina-odhiambo"],
        ),
    ],
    side: Annotated[
        Literal["", "done", "suffered"], Query(description="Only the acts that it did, or that were done to it.")
    ] = "",
    type: Annotated[list[str], Query(max_length=20, description="Types of acts, such as CONSULT.")] = [],  # noqa: B006
    status: Annotated[list[str], Query(max_length=8, description="happened, planned, possible, denied.")] = [],  # noqa: B006
    since: Annotated[str, Query(description="The first day, such as 2026-03-01.")] = "",
    until: Annotated[str, Query(description="The last day.")] = "",
    cursor: Cursor = "",
    said: Annotated[str, Query(max_length=400, description="Where statements begin, from `next_statements`.")] = "",
    limit: Annotated[int, Query(ge=1, le=200, description="Acts on a page.")] = ACTS,
    whole: Annotated[bool, Query(description="Have the page wait for the offices; the JSON always does.")] = False,
) -> Any:
    """Offices over time, the acts done and suffered, whom it dealt with, what it said, and the dead of its acts."""
    scope = Scope.of(since=since or None, until=until or None, types=filter(None, type), status=filter(None, status))
    subject = state_or_body(key) or subject_of(archive.offices(snapshot), key)
    acts = acts_of(snapshot, subject, scope, side, cursor, limit)
    words = words_of(snapshot, subject, scope, said, WORDS)
    # Much can be told of a state before its offices, which take seconds in a new version of a large store.
    later = bool(acts.numbers["known"]) and not (whole or wants_json(request) or archive.knows_offices(snapshot))
    offices = [] if later else offices_of(archive.offices(snapshot), subject)
    asked = [(name, value) for name, value in request.query_params.multi_items() if name not in ("cursor", "said")]
    model = _model(snapshot.version, subject, offices, acts, words, side)
    model.next = _address(subject, [*asked, ("cursor", cursor_of(*acts.next))]) if acts.next else None
    model.next_statements = _address(subject, [*asked, ("said", cursor_of(*words.next))]) if words.next else None
    if wants_json(request):
        return model
    context = {"types": TYPES, "address": subject.address, "later": None}
    if later:
        context["later"] = _address(subject, [*asked, ("whole", "true")])
    return render(request, "actor.html", {"it": model, **context})


def _address(subject: Subject, query: list[tuple[str, str]]) -> str:
    return f"{subject.address}?{urlencode(query)}"


def _model(version: int, subject: Subject, offices: list[Office], acts: Acts, words: Words, side: str) -> Actor:
    return Actor(
        version=version,
        kind=subject.kind,
        key=subject.key,
        name=subject.name,
        code=subject.code,
        names=[shown(name) for name in subject.person.names] if subject.person else [],
        **acts.numbers,
        side=side,
        acts=[Entry.of(row) for row in acts.page],
        offices=offices,
        counterparts=[_counterpart(subject, row) for row in acts.others],
        said=words.found,
        statements=[_statement(words, row) for row in words.rows],
        dead=[_dead(row) for row in acts.dead],
        next=None,
        next_statements=None,
    )


def _counterpart(subject: Subject, row: dict[str, Any]) -> Counterpart:
    address = f"/relation/{segment(subject.relations)}/{segment(row['code'])}"
    return Counterpart(**row, name=place_name(row["code"]), address=address)


def _dead(row: dict[str, Any]) -> Dead:
    told = {name: row[name] for name in ("id", "killed", "start", "done")}
    when = time_in_words(row["start"], row["end"])
    return Dead(**told, text=row_in_words(row), when=when, address=f"/act/{segment(row['id'])}")


def _statement(words: Words, row: dict[str, Any]) -> Statement:
    document = row["document"]
    told = {name: row[name] for name in ("id", "document", "reported", "source", "person")}
    return Statement(
        **told,
        speaker=joined([shown(name) for name in words.cast.names(document, [row["speaker"]])]),
        towards=words.cast.names(document, dict.fromkeys([*row["about"], *row["addressees"]])),
        words=row["words"] or "",
        sure=sure(row["confidence"]),
    )
