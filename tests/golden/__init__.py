"""Whole reports with their expected records: `NAME.json` for each example. See `tests.golden.__main__`."""

import json
from pathlib import Path
from typing import Any

import dateline
from dateline.examples import examples
from dateline.records import Report

HERE = Path(__file__).resolve().parent


def code_example(coder: dateline.Coder, name: str) -> Report:
    """Code an example, dated by its name."""
    text = next(e for e in examples() if e.name == f"{name}.txt").read_text(encoding="utf-8")
    return coder.code(text, date=name[:10], id=name)


def readable(report: Report) -> dict[str, Any]:
    """A report without what changes on its own, its ids and spans told in words: a diff reads like a news story."""
    text = report.document.text
    actors = {actor.id: f"{actor.name} ({actor.country or actor.base or '-'})" for actor in report.actors}
    events = {event.id: f"{event.type} {text[slice(*event.trigger)]}" for event in report.events}

    def spans(some: list[tuple[int, int]]) -> list[str]:
        return [text[start:end] for start, end in some]

    def who(ids: list[str]) -> list[str]:
        return [actors[i] for i in ids]

    def when(some: Any) -> str | None:
        return f"{some.start}/{some.end} «{some.text}»" if some else None

    return {
        "actors": [
            " ".join(filter(None, (actors[a.id], a.kind, a.sector, a.office and f"«{a.office}»")))
            for a in report.actors
        ],
        "events": [
            {
                "what": f"{e.type} {e.mode or ''}".strip(),
                "status": f"{e.status} {e.focus}",
                "actors": who(e.actors),
                "recipients": who(e.recipients),
                "others": [f"{actors[o.actor]} {o.role}" for o in e.others],
                "when": when(e.when),
                "where": e.where and f"{e.where.name} ({e.where.country or '-'})",
                "contexts": e.contexts,
                "evidence": spans(e.evidence),
            }
            for e in report.events
        ],
        "statements": [
            {"kind": s.kind, "speaker": s.speaker and actors[s.speaker], "content": spans(s.content)}
            for s in report.statements
        ],
        "agreements": [
            {"name": a.name, "parties": who(a.parties), "stage": a.stage, "when": when(a.when)}
            for a in report.agreements
        ],
        "figures": [
            f"{f.qualifier} {f.value} {f.unit or ''} of {f.of} ({f.measure or '-'}; {events.get(f.event or '', '-')})"
            for f in report.figures
        ],
        "tenures": [
            f"{actors[t.person]}: {t.office} of {t.country or t.organisation} ({t.status})" for t in report.tenures
        ],
        "times": [f"{text[slice(*t.span)]}: {t.start}/{t.end}" for t in report.times],
    }


def expected(name: str) -> Any:
    """The records kept for an example."""
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


def write(name: str, told: dict[str, Any]) -> None:
    """Keep the records of an example."""
    (HERE / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
