"""Full text over reports and statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from dateline.analyse.cast import cast_of, fetch
from dateline.analyse.parties import code_or_error
from dateline.analyse.scope import Condition, Day, Scope
from dateline.errors import UsageError
from dateline.store.schema import UNDATED
from dateline.store.snapshot import Snapshot

FOUND: Final = pa.schema(
    [
        ("kind", pa.string()),
        ("date", pa.date32()),
        ("source", pa.string()),
        ("title", pa.string()),
        ("speaker", pa.string()),
        ("snippet", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("document", pa.string()),
        ("id", pa.string()),
    ]
)

LIMIT: Final = 50
AROUND: Final = 80
"""Characters of a snippet on each side of the first word found: about one line of a terminal in all."""

TERM: Final = re.compile(r'"([^"]*)"|(\S+)')


def find(
    snap: Snapshot,
    words: str,
    *,
    since: Day = None,
    until: Day = None,
    source: str | None = None,
    country: str | None = None,
    limit: int = LIMIT,
) -> pa.Table:
    """Reports and statements that hold all of the words, newest first, in the schema `FOUND`; at most `limit` rows.

    Words between quotation marks are a phrase; letter case does not matter, and a word is found inside a longer one.
    `kind` is `report` (text and title are searched) or `statement`, whose report holds its words as well. `start` and
    `end` are where the first of the words stands in the report's text (code points), null if only its title has it;
    `snippet` is the text around it. `id` is the document's or the statement's. `source` is a paper or agency, `country`
    that of the source. Raises `UsageError` for a search without words.
    """
    terms = [phrase or word for phrase, word in TERM.findall(words) if (phrase or word).strip('" ')]
    if not terms:
        raise UsageError("nothing to search for; give words, or a phrase in quotation marks")
    scope = Scope.of(since=since, until=until)
    told = _documents(scope, source, country)
    rows: list[dict[str, Any]] = []
    for window in _windows(snap, scope):
        rows += [*_reports(snap, terms, told, window, limit), *_statements(snap, terms, told, window, limit)]
        if len(rows) >= limit:
            break
    rows.sort(key=lambda row: (-row["date"].toordinal() if row["date"] else 0, row["document"], row["kind"], row["id"]))
    return pa.Table.from_pylist(rows[:limit], FOUND)


@dataclass(frozen=True, slots=True)
class Window:
    """Some months in a row, from the first to the last."""

    first: str
    last: str

    def of(self, table: str) -> Condition:
        """The rows of a table in these months: other months' files are not opened."""
        return Condition(f"{table}.month BETWEEN ? AND ?", [self.first, self.last])


def _windows(snap: Snapshot, scope: Scope) -> Iterator[Window]:
    """The months of the reports in scope, the newest first, then what has no date.

    Each window is twice as long as the one before, so that words of every day are found in the newest month, and rare
    ones in a few steps.
    """
    first, last = scope.months or ("", UNDATED)
    there = sorted(snap.files("documents").keys() - {UNDATED}, reverse=True)
    months = [month for month in there if first <= month <= last]
    place = 0
    while place < len(months):
        some = months[place : 2 * place + 1]
        yield Window(some[-1], some[0])
        place += len(some)
    if last == UNDATED:
        yield Window(UNDATED, UNDATED)


def _documents(scope: Scope, source: str | None, country: str | None) -> Condition:
    where = Condition("true", [])
    if scope.since:
        where &= Condition("documents.date >= ?", [scope.since])
    if scope.until:
        where &= Condition("documents.date <= ?", [scope.until])
    if source:
        where &= Condition("lower(documents.source) = ?", [source.lower()])
    if country:
        where &= Condition("documents.source_country = ?", [code_or_error(country)])
    return where


def _holds(column: str, terms: list[str]) -> Condition:
    """All of the terms occur; `%`, `_` and the backslash stand for themselves."""
    patterns = ["%" + re.sub(r"([\\%_])", r"\\\1", term) + "%" for term in terms]
    return Condition(" AND ".join(rf"{column} ILIKE ? ESCAPE '\'" for _ in terms), list(patterns))


def _reports(snap: Snapshot, terms: list[str], told: Condition, window: Window, limit: int) -> list[dict[str, Any]]:
    where = window.of("documents") & told & _holds(r"(coalesce(title, '') || E'\n' || coalesce(text, ''))", terms)
    query = (
        f"SELECT 'report' AS kind, date, source, title, text, id AS document, id FROM documents WHERE {where.sql}"
        " ORDER BY date DESC NULLS LAST, id LIMIT ?"
    )
    rows = snap.sql(query, [*where.values, limit]).to_pylist()
    return [{**row, **_snippet(row["text"] or "", terms, 0, row["title"])} for row in rows]


def _statements(snap: Snapshot, terms: list[str], told: Condition, window: Window, limit: int) -> list[dict[str, Any]]:
    where = window.of("documents") & window.of("statements") & told & _holds("statements.words", terms)
    near = window.of("mentions")
    query = f"""
        WITH found AS (
            SELECT 'statement' AS kind, documents.date, documents.source, documents.title,
                documents.id AS document, documents.month, statements.id, statements.speaker
            FROM statements JOIN documents ON documents.id = statements.document WHERE {where.sql}
            ORDER BY documents.date DESC NULLS LAST, documents.id, statements.id LIMIT ?
        ),
        places AS (
            SELECT document, record, min(start) AS place FROM mentions
            WHERE {near.sql} AND kind = 'statement' AND role = 'content'
                AND document IN (SELECT document FROM found) GROUP BY ALL
        )
        SELECT found.*, coalesce(place, 0) AS place
        FROM found LEFT JOIN places ON places.document = found.document AND places.record = found.id"""
    rows = snap.sql(query, [*where.values, limit, *near.values]).to_pylist()
    documents, months = {row["document"] for row in rows}, {row["month"] for row in rows}
    cast = cast_of(snap, documents, months)
    texts = {row["id"]: row["text"] or "" for row in fetch(snap, "documents", ("id", "text"), "id", documents, months)}
    for row in rows:
        row["speaker"] = ", ".join(cast.names(row["document"], [row["speaker"]])) or None
    return [{**row, **_snippet(texts[row["document"]], terms, row["place"], row["title"])} for row in rows]


def _snippet(text: str, terms: list[str], start: int, title: str | None) -> dict[str, Any]:
    """The first of the terms from an offset on, with what stands around it; the title where only that has one."""
    pattern = re.compile("|".join(re.escape(term) for term in terms), re.IGNORECASE)
    match = pattern.search(text, start)
    if match is None:
        return {"snippet": title, "start": None, "end": None}
    first, last = max(0, match.start() - AROUND), min(len(text), match.end() + AROUND)
    around = " ".join(text[first:last].split())
    snippet = ("…" if first else "") + around + ("…" if last < len(text) else "")
    return {"snippet": snippet, "start": match.start(), "end": match.end()}
