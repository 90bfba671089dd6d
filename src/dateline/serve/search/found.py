"""Reports and statements that a search finds: a page of them, and how many there are of each sort."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dateline.analyse.cast import cast_of, fetch
from dateline.analyse.scope import Condition
from dateline.render.words import joined
from dateline.serve.cursor import from_cursor
from dateline.serve.search.asked import Asked
from dateline.serve.words import shown
from dateline.store import Snapshot

Row = dict[str, Any]

FACETS: Final = 12
"""Values of a facet that are told: those that most hits have."""

# Titles and texts are looked through once; the list and the counts need only what was found.
HITS: Final = """
    WITH told AS (SELECT id, month, date, source, title, text, duplicate_of FROM documents WHERE {documents}),
    hits AS MATERIALIZED (
        SELECT 'report' AS kind, id AS document, id, id || ' report' AS place, month, date, source,
            coalesce(duplicate_of, id) AS told_by
        FROM told WHERE {in_report} AND {reports}
        UNION ALL
        SELECT 'statement', told.id, statements.id, told.id || ' statement ' || statements.id, told.month, told.date,
            told.source, told.id
        FROM statements JOIN told ON told.id = statements.document WHERE {in_statement} AND {statements}),
    reports AS MATERIALIZED (SELECT DISTINCT told_by AS document FROM hits)"""
PAGE: Final = """{hits},
    page AS (SELECT * FROM hits WHERE {begin} ORDER BY date DESC NULLS LAST, place LIMIT ?)
    SELECT (SELECT count(*) FROM hits) AS found,
        (SELECT list(page ORDER BY date DESC NULLS LAST, place) FROM page) AS page,
        {facets}"""
FACET: Final = """(SELECT list({{'value': value, 'count': n}} ORDER BY {order}) FROM (
            SELECT {value} AS value, count({counted}) AS n FROM {of} WHERE {value} IS NOT NULL
            GROUP BY 1 ORDER BY {order} LIMIT {most})) AS {name}"""

BY_COUNT: Final = "n DESC, value"
CODES: Final = """(
    SELECT reports.document, coalesce(actors.country, resolutions.country, actors.base, resolutions.base) AS code
    FROM reports JOIN actors ON actors.document = reports.document LEFT JOIN resolutions
        ON resolutions.document = actors.document AND resolutions.actor = actors.id)"""
TYPES: Final = "reports JOIN events ON events.document = reports.document"


@dataclass(frozen=True, slots=True)
class Found:
    """Of `found` hits a page: each with `text`, `title`, `speaker` and `from_`, where its words begin in the text.

    `facets` has by name the commonest values with their numbers: of hits by kind, month and source, of reports by type
    and by the actors' codes.
    """

    found: int
    hits: list[Row]
    facets: dict[str, list[Row]]
    next: tuple[date | None, str] | None


def found(snapshot: Snapshot, asked: Asked, cursor: str, limit: int) -> Found:
    """What a search finds, the newest first; nothing for an empty one. Raises `UsageError` for a wrong cursor."""
    place = from_cursor(cursor, "date")
    if asked.is_empty:
        return Found(0, [], {}, None)
    hits = _hits(asked)
    query = PAGE.format(hits=hits.sql, begin=place.sql, facets=", ".join(_facets()))
    row = snapshot.sql(query, [*hits.values, *place.values, limit + 1]).to_pylist()[0]
    page = row.pop("page") or []
    following = page.pop() if len(page) > limit else None
    return Found(
        found=row.pop("found"),
        hits=_with_texts(snapshot, page),
        facets={name: values or [] for name, values in row.items()},
        next=(following["date"], following["place"]) if following else None,
    )


def _hits(asked: Asked) -> Condition:
    documents = asked.documents()
    of_report = _holds(r"(coalesce(title, '') || E'\n' || coalesce(text, ''))", asked.terms)
    of_statement = _holds("statements.words", asked.terms)
    sql = HITS.format(
        documents=documents.sql,
        in_report=of_report.sql,
        in_statement=of_statement.sql,
        reports="false" if asked.kind == "statement" else "true",
        statements="false" if asked.kind == "report" else "true",
    )
    return Condition(sql, [*documents.values, *of_report.values, *of_statement.values])


def _holds(column: str, terms: list[str]) -> Condition:
    """All of the terms occur; `%`, `_` and the backslash stand for themselves."""
    patterns = ["%" + re.sub(r"([\\%_])", r"\\\1", term) + "%" for term in terms]
    return Condition(" AND ".join(["true", *(rf"{column} ILIKE ? ESCAPE '\'" for _ in terms)]), list(patterns))


def _facets() -> list[str]:
    told = (
        ("kinds", "kind", "*", "hits", BY_COUNT),
        ("months", "month", "*", "hits", "value DESC"),
        ("sources", "source", "*", "hits", BY_COUNT),
        ("types", "type", "DISTINCT document", f"(SELECT reports.document, type FROM {TYPES})", BY_COUNT),
        ("codes", "code", "DISTINCT document", CODES, BY_COUNT),
    )
    return [
        FACET.format(name=name, value=value, counted=counted, of=of, order=order, most=FACETS)
        for name, value, counted, of, order in told
    ]


def _with_texts(snapshot: Snapshot, page: list[Row]) -> list[Row]:
    """The hits with the texts that snippets are cut from; statements that a reader rejected are left out."""
    documents, months = {hit["document"] for hit in page}, {hit["month"] for hit in page}
    texts = {row["id"]: row for row in fetch(snapshot, "documents", ("id", "title", "text"), "id", documents, months)}
    statements = [hit for hit in page if hit["kind"] == "statement"]
    ids = {hit["id"] for hit in statements}
    said = {
        (row["document"], row["id"]): row
        for row in fetch(snapshot, "statements", ("document", "id", "speaker", "words"), "id", ids, months)
    }
    places = _places(snapshot, ids, months)
    cast = cast_of(snapshot, {hit["document"] for hit in statements}, months)
    rows = []
    for hit in page:
        row = {**hit, **{name: texts[hit["document"]][name] for name in ("title", "text")}, "speaker": None, "from_": 0}
        if hit["kind"] == "statement":
            key = (hit["document"], hit["id"])
            if key not in said:
                continue
            row["speaker"] = joined([shown(n) for n in cast.names(hit["document"], [said[key]["speaker"]])]) or None
            row["from_"] = places.get(key, 0)
            row["text"] = row["text"] or said[key]["words"]
        rows.append(row)
    return rows


def _places(snapshot: Snapshot, ids: set[str], months: set[str]) -> dict[tuple[str, str], int]:
    rows = fetch(snapshot, "mentions", ("document", "record", "role", "start"), "record", ids, months)
    places: dict[tuple[str, str], int] = {}
    for row in rows:
        if row["role"] == "content":
            key = (row["document"], row["record"])
            places[key] = min(row["start"], places.get(key, row["start"]))
    return places
