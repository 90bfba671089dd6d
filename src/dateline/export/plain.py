"""Events as one flat table, CSV or Parquet: one row for each event, for a statistical program or a spreadsheet.

- Nothing is folded: status and focus are columns, and so are quad and score of PLOVER.
- Lists (actors, codes, contexts) are lists in Parquet, and joined by `;` in CSV; the n-th code, sector and office are
  those of the n-th name. A code is ISO3 of the state, else the base.
- `killed` and `injured` are the largest such figure of the event.
- `title`, `words` and `when_text` are empty with `--no-text`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.errors import InputError
from dateline.export.coded import Coded, Interval, Number, Party, Place, Story
from dateline.export.contract import checked
from dateline.export.input import read_lines
from dateline.export.output import Log, Options, replacing
from dateline.export.sectors import country_and_base
from dateline.export.tabs import BREAKS, MOST_IDS, day_of, number_of, whole
from dateline.ontology import TYPES, is_mode
from dateline.read import Issue

TEXT, TEXTS, NUMBER, INT, DAY = pa.string(), pa.list_(pa.string()), pa.float64(), pa.int32(), pa.date32()

SCHEMA = pa.schema(
    [
        *((name, TEXT) for name in ("id", "document")),
        ("date", DAY),
        ("act", TEXT),
        ("main", pa.bool_()),
        ("reports", INT),
        *((name, TEXT) for name in ("type", "mode", "status", "focus")),
        ("quad", INT),
        ("score", NUMBER),
        ("start", DAY),
        ("end", DAY),
        *((name, TEXT) for name in ("granularity", "when_text")),
        *(
            (f"{role}{part}", TEXTS)
            for role in ("actor", "recipient")
            for part in ("s", "_codes", "_sectors", "_offices")
        ),
        *((name, TEXT) for name in ("place", "place_country")),
        *((name, NUMBER) for name in ("lat", "lon")),
        ("geonames", pa.int64()),
        ("precision", TEXT),
        ("contexts", TEXTS),
        *((name, NUMBER) for name in ("count", "killed", "injured")),
        ("sentence", INT),
        ("trigger_start", INT),
        ("trigger_end", INT),
        ("confidence", NUMBER),
        *((name, TEXT) for name in ("origin", "source", "source_country", "url", "language", "title", "words")),
    ]
)
"""The columns, and what they hold."""

GROUP = 5000
"""Rows that are held at a time."""
JOINT = ";"

Row = dict[str, Any]


def write_csv(path: Path, events: Iterable[Coded], options: Options) -> Log:
    """Write events as CSV: UTF-8, comma, header row."""
    log = Log(files=[path])
    with replacing(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(SCHEMA.names)
        for coded in events:
            writer.writerow([_cell(value) for value in _row(coded, options).values()])
            log.events += 1
        text.flush()
        text.detach()
    log.rows = log.events
    return log


def write_parquet(path: Path, events: Iterable[Coded], options: Options) -> Log:
    """Write events as Parquet."""
    log = Log(files=[path])
    rows = (_row(coded, options) for coded in events)
    with replacing(path) as file, pq.ParquetWriter(file, SCHEMA) as writer:
        while group := list(islice(rows, GROUP)):
            writer.write_table(pa.Table.from_pylist(group, SCHEMA))
            log.events += len(group)
    log.rows = log.events
    return log


def _cell(value: object) -> str:
    if isinstance(value, list):
        return JOINT.join(BREAKS.sub(" ", str(item or "").replace(JOINT, ",")) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else BREAKS.sub(" ", str(value))


def _row(coded: Coded, options: Options) -> Row:
    story, when, place = coded.story, coded.when, coded.place or Place("")
    row = {
        "id": coded.id,
        "document": story.id,
        "date": story.date,
        "act": coded.act or coded.id,
        "main": coded.main,
        "reports": coded.reports,
        "type": coded.type,
        "mode": coded.mode,
        "status": coded.status,
        "focus": coded.focus,
        "quad": coded.quad,
        "score": coded.score,
        "start": when.start if when else None,
        "end": when.end if when else None,
        "granularity": when.granularity if when else None,
        "when_text": when.text if when and options.text else None,
        **_parties("actor", coded.actors),
        **_parties("recipient", coded.recipients),
        "place": place.name or None,
        "place_country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "geonames": place.geonames,
        "precision": place.precision,
        "contexts": list(coded.contexts),
        "count": coded.count,
        "killed": _largest(coded, "killed"),
        "injured": _largest(coded, "injured"),
        "sentence": coded.sentence,
        "trigger_start": coded.trigger[0] if coded.trigger else None,
        "trigger_end": coded.trigger[1] if coded.trigger else None,
        "confidence": coded.confidence,
        "origin": coded.origin,
        "source": story.source,
        "source_country": story.source_country,
        "url": story.url,
        "language": story.language,
        "title": story.title if options.text else None,
        "words": coded.words if options.text else None,
    }
    return {name: row[name] for name in SCHEMA.names}


def _parties(role: str, parties: tuple[Party, ...]) -> Row:
    return {
        f"{role}s": [party.name for party in parties],
        f"{role}_codes": [party.code for party in parties],
        f"{role}_sectors": [party.sector for party in parties],
        f"{role}_offices": [party.office for party in parties],
    }


def _largest(coded: Coded, measure: str) -> float | None:
    told = [number.value for number in coded.figures if number.measure == measure and number.value is not None]
    return max(told, default=None)


def read_csv(path: Path) -> Iterator[tuple[int, Coded] | Issue]:
    """The events of a CSV file that an export wrote, with their line numbers, and what was wrong with its rows."""
    for line, row in _csv_rows(path):
        yield _event(path, line, row)


def read_parquet(path: Path) -> Iterator[tuple[int, Coded] | Issue]:
    """The events of a Parquet file that an export wrote, with their row numbers from 1."""
    number = 0
    for batch in _batches(path):
        for row in batch.to_pylist():
            number += 1
            yield _event(path, number, row)


def _batches(path: Path) -> Iterator[pa.RecordBatch]:
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"no Parquet file: {error}") from None
    lacking = [name for name in SCHEMA.names if name not in file.schema_arrow.names]
    if lacking:
        raise InputError(f"no table of events: it has no column {', '.join(lacking[:3])}")
    try:
        yield from file.iter_batches(GROUP, columns=SCHEMA.names)
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"a Parquet file that can't be read: {error}") from None


def _csv_rows(path: Path) -> Iterator[tuple[int, Row | InputError]]:
    columns: list[str] | None = None
    for number, line in read_lines(path):
        # No field of ours has a line end, so that a line is a row.
        try:
            fields = [] if isinstance(line, InputError) else next(csv.reader([line]), [])
        except csv.Error as error:
            line = InputError(f"no row of CSV: {error}")
        if isinstance(line, InputError):
            yield number, line
        elif columns is None:
            columns = fields
            lacking = [name for name in SCHEMA.names if name not in columns]
            if lacking:
                raise InputError(f"no table of events: it has no column {', '.join(lacking[:3])}")
        elif len(fields) != len(columns):
            yield number, InputError(f"{len(fields)} columns where {len(columns)} are due")
        else:
            yield number, dict(zip(columns, fields, strict=True))


def _event(path: Path, line: int, row: Row | InputError) -> tuple[int, Coded] | Issue:
    try:
        if isinstance(row, InputError):
            raise row
        return line, checked(_coded(row))
    except (InputError, ValueError) as error:
        return Issue(str(path), line, str(error))


def _coded(row: Row) -> Coded:
    type, mode = row["type"] or None, row["mode"] or None
    if type and (type not in TYPES or (mode and not is_mode(type, mode))):
        raise InputError(f"PLOVER has no {type} {mode or ''}".strip())
    start, trigger = _day(row["start"]), whole(_number(row["trigger_start"]))
    return Coded(
        id=row["id"],
        story=Story(
            row["document"],
            _day(row["date"]),
            title=row["title"] or None,
            source=row["source"] or None,
            source_country=row["source_country"] or None,
            url=row["url"] or None,
            language=row["language"] or None,
        ),
        act=row["act"],
        main=row["main"] in (True, "true"),
        reports=whole(_number(row["reports"])) or 1,
        type=type,
        mode=mode,
        status=row["status"],
        focus=row["focus"],
        actors=_read_parties(row, "actor"),
        recipients=_read_parties(row, "recipient"),
        when=Interval(start, _day(row["end"]) or start, row["granularity"], row["when_text"] or None)
        if start
        else None,
        place=_place(row),
        contexts=tuple(_list(row["contexts"])),
        count=_number(row["count"]),
        words=row["words"] or None,
        trigger=(trigger, whole(_number(row["trigger_end"])) or trigger) if trigger is not None else None,
        sentence=whole(_number(row["sentence"])) or None,
        figures=tuple(
            Number(value, measure=measure)
            for measure in ("killed", "injured")
            if (value := _number(row[measure])) is not None
        ),
        confidence=_number(row["confidence"]),
        origin=row["origin"],
    )


def _read_parties(row: Row, role: str) -> tuple[Party, ...]:
    names, *others = (_list(row[f"{role}{part}"]) for part in ("s", "_codes", "_sectors", "_offices"))
    parties = []
    for number, name in enumerate(names):
        # In CSV a list of one nothing is empty.
        code, sector, office = (column[number] if number < len(column) else None for column in others)
        country, base = country_and_base(code or None, sector)
        parties.append(Party(name, country=country, base=base, sector=sector or None, office=office or None))
    return tuple(parties)


def _place(row: Row) -> Place | None:
    if not row["place"]:
        return None
    return Place(
        row["place"],
        row["place_country"] or None,
        _number(row["lat"]),
        _number(row["lon"]),
        whole(_number(row["geonames"]), MOST_IDS) or None,
        row["precision"] or None,
    )


def _list(value: str | list[str] | None) -> list[str]:
    if isinstance(value, str):
        return value.split(JOINT) if value else []
    return value or []


def _day(value: str | date | None) -> date | None:
    return day_of(value) if isinstance(value, str) and value else value or None


def _number(value: str | float | None) -> float | None:
    return number_of(value) if isinstance(value, str) else value
