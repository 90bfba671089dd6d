"""What the store tells of pinned records: words, quotations and sources, as of a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dateline.records import Report, Statement
from dateline.render.story import Line, tell
from dateline.render.words import one_line
from dateline.serve.corpus import corpus
from dateline.serve.dossier.model import Dossier, Pin, Source
from dateline.serve.filed import Filed, files_of, headline_of
from dateline.serve.sheet import AnyRecord, records_of, told_of
from dateline.serve.words import day, safe_url, segment
from dateline.store import Snapshot

Row = dict[str, Any]

SOURCES: Final = 20
"""Reports listed of an act, the main one first."""

# An act is called after its earliest event: a report that came later may have given it another name.
ACTS: Final = """
    WITH asked AS (SELECT unnest(?::VARCHAR[]) AS asked),
    now AS (
        SELECT asked, min(act) AS act FROM asked
            JOIN joins ON joins.act = asked OR joins.event = 'ev' || regexp_replace(asked, '^act', '')
        GROUP BY asked)
    SELECT DISTINCT now.asked, joins.act, joins.event, joins.document, joins.main, joins.reports
    FROM now JOIN joins ON joins.act = now.act ORDER BY asked, main DESC, document, event"""


def dossier_of(snapshot: Snapshot, pins: Sequence[Row]) -> Dossier:
    """The dossier of some pins, as `dateline.serve.dossier.pins.pins_of` has them."""
    acts = _acts(snapshot, {pin["id"] for pin in pins if pin["kind"] == "act"})
    documents = {_document(pin) for pin in pins} | {row["document"] for rows in acts.values() for row in rows[:SOURCES]}
    files = files_of(snapshot, documents - {""})
    lines = {id: _lines(filed) for id, filed in files.items()}
    return Dossier(
        version=snapshot.version,
        committed=snapshot.at,
        pins=[_pin(pin, acts.get(pin["id"], []), files, lines) for pin in pins],
        cite=cite(snapshot),
    )


def cite(snapshot: Snapshot) -> str:
    """How to refer to what the store tells."""
    return f"dateline store, version {snapshot.version} of {day(snapshot.at)}, coded by {corpus(snapshot).coder}."


def _acts(snapshot: Snapshot, ids: set[str]) -> dict[str, list[Row]]:
    """The events of acts by the act's id, the main one first."""
    found: dict[str, list[Row]] = {}
    for row in snapshot.sql(ACTS, [sorted(ids)]).to_pylist() if ids else ():
        found.setdefault(row["asked"], []).append(row)
    return found


def _document(pin: Row) -> str:
    """The report of a pin; an act has several, which are looked up."""
    return str({"report": pin["id"], "act": ""}.get(pin["kind"], pin["document"]))


def _lines(filed: Filed) -> dict[str, Line]:
    """The records of a report in words, as readers corrected them; planned events stand twice in a story."""
    return {line.id: line for section in reversed(tell(filed.report())) for line in section.lines}


def _pin(pin: Row, events: Sequence[Row], files: Mapping[str, Filed], lines: Mapping[str, Mapping[str, Line]]) -> Pin:
    main = events[0] if events else None
    document = main["document"] if main else _document(pin)
    record = main["event"] if main else pin["id"]
    filed = files.get(document)
    line = lines.get(document, {}).get(record) if pin["kind"] != "report" else None
    told = None
    if filed and line:
        report = filed.report()
        stored = next(one for one in records_of(report) if one.id == record)
        told = told_of(line, stored.confidence, filed.document["origin"])
        told.quote = told.quote or _quote(report, stored)
    others = dict.fromkeys(row["document"] for row in events) or [document]
    title = told.text if told else headline_of(filed.document) if filed and pin["kind"] == "report" else ""
    return Pin(
        **{name: pin[name] for name in ("kind", "id", "document", "note", "version")},
        key=pin["name"],
        pinned=pin["at"],
        title=title or f"The {pin['kind']} {one_line(pin['id'])} is not in this version of the store.",
        told=told,
        sources=[_source(files[id]) for id in others if id in files] if title else [],
        reports=main["reports"] if main else int(filed is not None),
        address=_address(pin, main),
    )


def _quote(report: Report, record: AnyRecord) -> str:
    """The words that a record rests on, where its line does not hold them; nothing of a report without a text."""
    start, end = (record.content if isinstance(record, Statement) else record.evidence)[0]
    return one_line(report.document.text[start:end])


def _address(pin: Row, main: Row | None) -> str:
    if pin["kind"] == "act":
        return f"/act/{segment(main['act'] if main else pin['id'])}"
    document = segment(_document(pin))
    return f"/report/{document}" + ("" if pin["kind"] == "report" else f"#r-{segment(pin['id'])}")


def _source(filed: Filed) -> Source:
    document = filed.document
    return Source(
        document=filed.id,
        headline=headline_of(document),
        source=one_line(document["source"]) if document["source"] else None,
        date=document["date"],
        url=safe_url(document["url"]),
        address=f"/report/{segment(filed.id)}",
    )
