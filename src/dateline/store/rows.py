"""Reports as rows of the store's tables, and back again without loss."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from dateline.ontology import quad_of, score_of
from dateline.records import CoderInfo, Document, Report, Span, When
from dateline.store.schema import TABLES, TOLD, UNDATED

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Rows by table."""

ORIGIN = "dateline"
GAP = " … "
"""Between pieces of the text that do not stand side by side."""

# Columns of `documents` that are fields of the contract's document under the same name.
DOCUMENT = ("id", "title", "source", "source_country", "byline", "url", "language", "text")


def month_of(day: str | date | None) -> str:
    """The folder of a day: `2026-03`, or `undated`."""
    return str(day)[:7] if day else UNDATED


def rows_of(report: Report) -> Rows:
    """The rows of a coded report in every table of what reports tell, but for `documents`: see `document_row`."""
    document = report.document
    rows: Rows = {name: [] for name in TOLD if name != "documents"}
    for kind, told in (
        ("actors", report.actors),
        ("events", report.events),
        ("statements", report.statements),
        ("agreements", report.agreements),
        ("figures", report.figures),
        ("tenures", report.tenures),
    ):
        for position, record in enumerate(told):
            _add(rows, kind, record.model_dump(by_alias=True), position, document)
    place = {"document": document.id, "month": month_of(document.date)}
    for position, time in enumerate(report.times):
        first, last = time.span
        day = {"start": _day(time.start), "end": _day(time.end), "granularity": time.granularity}
        rows["times"].append({**place, "position": position, "from_character": first, "to_character": last, **day})
    return rows


def document_row(document: Document, coder: CoderInfo | None, **books: object) -> Row:
    """The row of a document; `books` are the columns that the store itself knows (`key`, `version`, `run`, …)."""
    return {
        **{name: getattr(document, name) for name in DOCUMENT},
        "month": month_of(document.date),
        "date": _day(document.date),
        "sentences": _spans(document.sentences),
        "coder": coder.model_dump_json() if coder else None,
        "origin": ORIGIN,
        **books,
    }


def document_of(row: Row) -> Document:
    """The document that a row of `documents` came from. Raises `pydantic.ValidationError` for one without a text."""
    told = {name: row[name] for name in DOCUMENT}
    sentences = [(span["start"], span["end"]) for span in row["sentences"] or []]
    return Document.model_validate({**told, "date": _text(row["date"]), "sentences": sentences})


def tables_of(rows: Mapping[str, Iterable[Row]]) -> dict[str, pa.Table]:
    """Rows as Arrow tables in the columns of `schema`."""
    return {name: pa.Table.from_pylist(list(told), TABLES[name].schema) for name, told in rows.items()}


def report_of(document: Row, rows: Mapping[str, Iterable[Row]]) -> Report:
    """The report that its rows came from: `rows` holds, for each table, this document's rows in any order."""
    spans = _spans_by_record(rows["mentions"])
    records = {
        name: [_record(name, row, spans) for row in sorted(rows[name], key=_position)]
        for name in ("actors", "events", "statements", "agreements", "figures", "tenures")
    }
    times = [
        {
            "span": (row["from_character"], row["to_character"]),
            "start": str(row["start"]),
            "end": str(row["end"]),
            "granularity": row["granularity"],
        }
        for row in sorted(rows["times"], key=_position)
    ]
    return Report.model_validate(
        {
            "coder": CoderInfo.model_validate_json(document["coder"]),
            "document": document_of(document),
            "times": times,
            **records,
        }
    )


# What a record's spans are called in the contract, and their role in `mentions`.
SPAN_FIELDS = {
    "actors": {"mentions": "mention"},
    "events": {"evidence": "evidence", "trigger": "trigger"},
    "statements": {"cue": "cue", "content": "content"},
    "agreements": {"evidence": "evidence"},
    "figures": {"evidence": "evidence"},
    "tenures": {"evidence": "evidence"},
}
# Fields that hold one span, or null.
SINGLE = {"trigger", "cue"}
# Fields of a place, and their columns.
WHERE = {
    "name": "place",
    "country": "place_country",
    "lat": "lat",
    "lon": "lon",
    "geonames": "geonames",
    "precision": "precision",
}
# Numbers of the contract that are whole where they can be.
NUMBERS = ("count", "value", "upper")


def _add(rows: Rows, table: str, record: Row, position: int, document: Document) -> None:
    """The row of one record, and the rows of its spans."""
    place = {"document": document.id, "month": month_of(document.date)}
    words: list[Span] = []
    for field, role in SPAN_FIELDS[table].items():
        told = record.pop(field)
        spans = [told] if field in SINGLE and told else told or []
        for number, (start, end) in enumerate(spans):
            span = {"position": number, "start": start, "end": end}
            kind = table.removesuffix("s")
            rows["mentions"].append({"record": record["id"], "kind": kind, "role": role, **place, **span})
        if role in ("evidence", "content"):
            words += spans
    row = {**record, **place, "position": position}
    if "words" in TABLES[table].columns:
        row["words"] = GAP.join(document.text[start:end] for start, end in words)
    row |= columns_of(table, row)
    row = {name: value for name, value in row.items() if name not in ("when", "where")}
    if table == "events":
        row["origin"] = ORIGIN
    rows[table].append(row)


def columns_of(table: str, fields: Mapping[str, Any]) -> Row:
    """The columns of those of a record's fields that the tables spell otherwise: time, place, quad and score."""
    columns: Row = {}
    if "when" in fields:
        columns |= _when_columns(fields["when"])
    if table == "events" and "where" in fields:
        where = fields["where"] or {}
        columns |= {column: where.get(field) for field, column in WHERE.items()}
    if table == "events" and "type" in fields:
        columns |= {"quad": quad_of(fields["type"]), "score": score_of(fields["type"], fields.get("mode"))}
    return columns


def _record(table: str, row: Row, spans: Mapping[tuple[str, str], list[Span]]) -> Row:
    """The fields of a record in the contract's names, from its row and spans."""
    record = {name: value for name, value in row.items() if name not in ("document", "month", "position", "words")}
    for field, role in SPAN_FIELDS[table].items():
        told = spans.get((row["id"], role), [])
        record[field] = (told[0] if told else None) if field in SINGLE else told
    for name in NUMBERS:
        if isinstance(record.get(name), float) and record[name].is_integer():
            record[name] = int(record[name])
    if "when_text" in record:
        record["when"] = _when(record)
    if table == "events":
        where = {field: record.pop(column) for field, column in WHERE.items()}
        record["where"] = where if where["name"] else None
        for name in ("quad", "score", "origin"):
            del record[name]
    return record


def _when_columns(when: Row | None) -> Row:
    if when is None:
        return {"start": None, "end": None, "granularity": None, "when_text": None}
    told = {"granularity": when["granularity"], "when_text": when["text"]}
    return {"start": _day(when["start"]), "end": _day(when["end"]), **told}


def _when(record: Row) -> When | None:
    start, end = record.pop("start"), record.pop("end")
    granularity, text = record.pop("granularity"), record.pop("when_text")
    return When(start=str(start), end=str(end), granularity=granularity, text=text) if start else None


def _spans_by_record(mentions: Iterable[Row]) -> dict[tuple[str, str], list[Span]]:
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for row in sorted(mentions, key=_position):
        spans[row["record"], row["role"]].append((row["start"], row["end"]))
    return spans


def _spans(spans: Iterable[Span]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in spans]


def _position(row: Row) -> int:
    return int(row["position"])


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _text(value: date | None) -> str | None:
    return value.isoformat() if value else None
