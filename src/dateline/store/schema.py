"""The tables of a store: their columns, what each means, and how each table is split into folders.

Dates are days (`date32`); `month` is the folder that a row lies in; `docs/store.md` is made from this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

import pyarrow as pa

FORMAT: Final = 1
"""The store's own format; a program refuses to write to a store of a higher one."""

UNDATED: Final = "undated"
"""The `month` of what has no date."""

Kind = Literal["told", "derived", "kept"]
"""`told`: what reports tell, a function of each document alone. `derived`: what follows from all of them and the edits,
made anew by `settle`. `kept`: the store's own books."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns with their meanings, and whether it is split by month."""

    name: str
    kind: Kind
    meaning: str
    columns: Mapping[str, str]
    schema: pa.Schema
    by_month: bool


TEXT = pa.string()
DAY = pa.date32()
NUMBER = pa.float64()
INT = pa.int32()
TRUTH = pa.bool_()
MOMENT = pa.timestamp("us", tz="UTC")
TEXTS = pa.list_(TEXT)
SPANS = pa.list_(pa.struct([("start", INT), ("end", INT)]))
OTHERS = pa.list_(pa.struct([("actor", TEXT), ("role", TEXT)]))
VERSIONS = pa.map_(TEXT, pa.int64())

Column = tuple[str, pa.DataType, str]

RECORD: tuple[Column, ...] = (
    ("id", TEXT, "the record's id: a hash of document, kind and place"),
    ("document", TEXT, "id of the document that tells it"),
    ("month", TEXT, "month of the document's date, `2026-03`, or `undated`"),
    ("position", INT, "its place among the document's records of this kind, from 0"),
)
WORDS: Column = ("words", TEXT, "the words of the report that support it")
WHEN: tuple[Column, ...] = (
    ("start", DAY, "first day, or null if the text tells no time"),
    ("end", DAY, "last day, inclusive"),
    ("granularity", TEXT, "day, week, month, quarter, year or longer"),
    ("when_text", TEXT, "the words that tell the time"),
)
CONFIDENCE: Column = ("confidence", NUMBER, "calibrated probability that the record is right, 0 to 1")


def _table(name: str, kind: Kind, meaning: str, *columns: Column) -> Table:
    schema = pa.schema([pa.field(column, type) for column, type, _ in columns])
    meanings = MappingProxyType({column: meaning for column, _, meaning in columns})
    return Table(name, kind, meaning, meanings, schema, "month" in schema.names)


_ALL = (
    _table(
        "documents",
        "told",
        "a report, as it came in",
        ("id", TEXT, "the input's own id, or a hash of text and date"),
        ("month", TEXT, "month of its date, or `undated`"),
        ("key", TEXT, "what a changed report is known by: its address, else its id"),
        ("version", INT, "1, and one more for each changed text under the same key"),
        ("date", DAY, "day of publication"),
        ("title", TEXT, "headline, if kept apart from the text"),
        ("source", TEXT, "the paper or agency"),
        ("source_country", TEXT, "ISO 3166-1 alpha-3 of the source, as the input tells it"),
        ("byline", TEXT, "the author, as the input tells it"),
        ("url", TEXT, "its address"),
        ("language", TEXT, "ISO 639-1"),
        ("text", TEXT, "the text, to the letter; null for imported events without one"),
        ("text_hash", TEXT, "SHA-256 of the text, 16 digits"),
        ("earlier", TEXTS, "`text_hash` of the texts that it had before, oldest first"),
        ("sentences", SPANS, "offsets of its sentences"),
        ("signature", pa.binary(), "MinHash of its word shingles, for near-duplicates"),
        (
            "duplicate_of",
            TEXT,
            "id of the document that stands for this near-duplicate, or null; only that one is coded",
        ),
        ("coder", TEXT, "program, model and manual that coded it"),
        (
            "origin",
            TEXT,
            "`dateline`, or the format that it was imported from (`icews`, `polecat`, `gdelt`, `phoenix`, `plover`)",
        ),
        ("input", TEXT, "the file or feed that it was read from"),
        ("run", TEXT, "id of the run that added it"),
    ),
    _table(
        "actors",
        "told",
        "whoever acts, speaks, is acted on or holds an office, in one document",
        *RECORD,
        ("name", TEXT, "the fullest name that the document gives"),
        ("kind", TEXT, "country, government, organisation, person, group or unknown"),
        ("country", TEXT, "ISO 3166-1 alpha-3 of the state that it acts for"),
        ("base", TEXT, "where an actor without country belongs: ISO3, IMG, IGO, NGO, …"),
        ("sector", TEXT, "PLOVER's sector"),
        ("office", TEXT, "the office that it holds on the document's date"),
    ),
    _table(
        "events",
        "told",
        "who did what to whom, as one document tells it",
        *RECORD,
        ("type", TEXT, "PLOVER's type"),
        ("mode", TEXT, "PLOVER's mode, or null"),
        ("status", TEXT, "happened, planned, possible or denied"),
        ("focus", TEXT, "news or background"),
        ("quad", pa.int8(), "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
        ("score", NUMBER, "PLOVER's score of type and mode, -10 to +10"),
        ("actors", TEXTS, "actor ids of who did it"),
        ("recipients", TEXTS, "actor ids of whom it was done to"),
        ("others", OTHERS, "who took part otherwise, with role"),
        *WHEN,
        ("place", TEXT, "where it happened"),
        ("place_country", TEXT, "ISO3 of the place"),
        ("lat", NUMBER, "degrees north"),
        ("lon", NUMBER, "degrees east"),
        ("geonames", pa.int64(), "GeoNames id"),
        ("precision", TEXT, "address, city, district, province, country or region"),
        ("contexts", TEXTS, "PLOVER's contexts"),
        ("count", NUMBER, "how many acts an aggregate stands for"),
        ("according_to", TEXTS, "ids of the statements that are its only support"),
        ("disputed_by", TEXTS, "ids of the statements that deny it"),
        WORDS,
        CONFIDENCE,
        ("origin", TEXT, "`dateline`, or the format that it was imported from"),
    ),
    _table(
        "statements",
        "told",
        "words put in someone's mouth",
        *RECORD,
        ("speaker", TEXT, "actor id, or null"),
        ("kind", TEXT, "direct, indirect or mixed"),
        ("addressees", TEXTS, "actor ids"),
        ("about", TEXTS, "actor ids of whom the words are about"),
        ("via", TEXT, "actor id of the paper or agency told first"),
        ("event", TEXT, "id of the event that the words perform"),
        WORDS,
        CONFIDENCE,
    ),
    _table(
        "agreements",
        "told",
        "a pact and its stage",
        *RECORD,
        ("name", TEXT, "as the text calls it"),
        ("parties", TEXTS, "actor ids"),
        ("stage", TEXT, "proposed, talks, agreed, signed, ratified, in-force, suspended, breached or ended"),
        *WHEN,
        WORDS,
        CONFIDENCE,
    ),
    _table(
        "figures",
        "told",
        "a number bound to what it counts",
        *RECORD,
        ("value", NUMBER, "the number, or null for “dozens”"),
        ("upper", NUMBER, "upper end of a range"),
        ("unit", TEXT, "USD, percent, km, …"),
        ("of", TEXT, "what is counted"),
        ("measure", TEXT, "killed, injured, money, … or null"),
        ("qualifier", TEXT, "exact, about, at-least, at-most or range"),
        ("event", TEXT, "id of the event that it belongs to"),
        WORDS,
        CONFIDENCE,
    ),
    _table(
        "tenures",
        "told",
        "who holds, held or will hold which office, as one document tells it",
        *RECORD,
        ("person", TEXT, "actor id"),
        ("office", TEXT, "the office's title"),
        ("country", TEXT, "ISO3, or null for an international body"),
        ("organisation", TEXT, "the body, if it is not the state"),
        ("status", TEXT, "current, former or incoming on the document's date"),
        ("from", TEXT, "first day, as precise as told"),
        ("until", TEXT, "last day, as precise as told"),
        WORDS,
        CONFIDENCE,
    ),
    _table(
        "times",
        "told",
        "an expression that names a calendar interval",
        ("document", TEXT, "id of the document"),
        ("month", TEXT, "month of the document's date, or `undated`"),
        ("position", INT, "its place in the document's list, from 0"),
        ("from_character", INT, "where the expression begins in the text"),
        ("to_character", INT, "where it ends, exclusive"),
        ("start", DAY, "first day of the interval"),
        ("end", DAY, "last day, inclusive"),
        ("granularity", TEXT, "day, week, month, quarter, year or longer"),
    ),
    _table(
        "mentions",
        "told",
        "a place in a document that supports a record: `text[start:end]`, in Unicode code points",
        ("record", TEXT, "id of the record"),
        ("kind", TEXT, "actor, event, statement, agreement, figure or tenure"),
        ("role", TEXT, "mention, evidence, trigger, cue or content"),
        ("document", TEXT, "id of the document"),
        ("month", TEXT, "month of the document's date, or `undated`"),
        ("position", INT, "its place among the record's spans of this role, from 0"),
        ("start", INT, "first character"),
        ("end", INT, "one past the last character"),
    ),
    _table(
        "resolutions",
        "derived",
        "what the office table tells of an actor that its own report leaves open",
        ("actor", TEXT, "actor id"),
        ("document", TEXT, "id of the document"),
        ("month", TEXT, "month of the document's date, or `undated`"),
        ("person", TEXT, "key of the person across documents, or null"),
        ("name", TEXT, "the person's full name"),
        ("country", TEXT, "ISO3, where the report tells none"),
        ("base", TEXT, "base, where the report tells none"),
        ("sector", TEXT, "sector, where the report tells none"),
        ("office", TEXT, "office as of the document's date, where the report tells none"),
        ("reasons", TEXTS, "why"),
    ),
    _table(
        "joins",
        "derived",
        "which act an event tells of: events of many documents that tell of one act share its id",
        ("event", TEXT, "event id"),
        ("document", TEXT, "id of the document that tells it"),
        ("month", TEXT, "month of the document's date, or `undated`"),
        ("act", TEXT, "id of the act: that of its earliest event"),
        ("main", TRUTH, "whether this event stands for the act in counts: one for each act"),
        ("reports", INT, "how many reports tell of the act, near-duplicates included"),
        ("joined_by", TEXT, "`rule` or `edit`"),
        ("reasons", TEXTS, "why it was joined; empty for an act told once"),
    ),
    _table(
        "outcomes",
        "derived",
        "what became of a plan, a promise or a threat",
        ("plan", TEXT, "act id of the plan, promise or threat"),
        ("month", TEXT, "month of the planning event's document, or `undated`"),
        ("outcome", TEXT, "kept, moved, cancelled, broken or withdrawn"),
        ("act", TEXT, "act id of what kept, moved, cancelled, broke or withdrew it"),
        ("day", DAY, "first day of that act, if known"),
        ("reasons", TEXTS, "why"),
    ),
    _table(
        "dyads",
        "derived",
        "an event seen from one pair of states or bodies: the table that timelines and panels read, sorted by dyad",
        ("dyad", TEXT, "both codes in order of the alphabet, `JPN-KOR`; `JPN-` where nobody else took part"),
        ("month", TEXT, "month of the event's first day, or `undated`"),
        ("event", TEXT, "event id"),
        ("act", TEXT, "act id"),
        ("document", TEXT, "id of the document"),
        ("main", TRUTH, "whether this event stands for its act in counts"),
        ("reports", INT, "how many reports tell of the act"),
        ("a", TEXT, "first code: ISO3, else base"),
        ("b", TEXT, "second code, or empty"),
        ("direction", TEXT, "`ab`: a acts on b; `ba`: b on a, or, with b empty, nobody told on a; `mutual`; `alone`"),
        ("a_sectors", TEXTS, "sectors of a's participants"),
        ("b_sectors", TEXTS, "sectors of b's participants"),
        ("start", DAY, "first day"),
        ("end", DAY, "last day"),
        ("granularity", TEXT, "of the time, or null"),
        ("type", TEXT, "PLOVER's type"),
        ("mode", TEXT, "PLOVER's mode, or null"),
        ("status", TEXT, "happened, planned, possible or denied"),
        ("focus", TEXT, "news or background"),
        ("quad", pa.int8(), "1 to 4"),
        ("score", NUMBER, "PLOVER's score"),
        ("killed", NUMBER, "the dead that the event's figures count, or null"),
        ("confidence", NUMBER, "of the event"),
        ("origin", TEXT, "`dateline`, or the format that it was imported from"),
    ),
    _table(
        "relations",
        "derived",
        "what a timeline shows: an act, statement or agreement seen from one pair of states or bodies, sorted by dyad",
        ("dyad", TEXT, "both codes in order of the alphabet, `JPN-KOR`; `JPN-` where nobody else took part"),
        ("month", TEXT, "month of an act's first day, or of a statement's or agreement's first report, or `undated`"),
        ("a", TEXT, "first code: ISO3, else base"),
        ("b", TEXT, "second code, or empty"),
        ("direction", TEXT, "as in `dyads`; of a statement, who speaks of whom"),
        ("a_sectors", TEXTS, "sectors of a's participants"),
        ("b_sectors", TEXTS, "sectors of b's participants"),
        ("origin", TEXT, "`dateline`, or the format that it was imported from"),
        ("document", TEXT, "id of the document that tells it: of an act's main event, of a statement or agreement"),
        ("kind", TEXT, "event, statement or agreement"),
        ("start", DAY, "first day; of a statement, and an agreement without a day of its own, that of the report"),
        ("end", DAY, "last day"),
        ("granularity", TEXT, "of the time, or null"),
        ("reported", DAY, "day of the first report"),
        ("type", TEXT, "PLOVER's type; null but for events, as what follows up to `score`"),
        ("mode", TEXT, "PLOVER's mode, or null"),
        ("status", TEXT, "happened, planned, possible or denied"),
        ("focus", TEXT, "news or background"),
        ("quad", pa.int8(), "1 to 4"),
        ("score", NUMBER, "PLOVER's score"),
        ("actors", TEXTS, "names of who did it, the speaker, or the parties, as all reports together tell them"),
        ("actor_codes", TEXTS, "their codes"),
        ("recipients", TEXTS, "names of whom it was done to, or whom a statement is about or addressed to"),
        ("recipient_codes", TEXTS, "their codes"),
        ("name", TEXT, "an agreement's name"),
        ("stage", TEXT, "an agreement's stage"),
        ("place", TEXT, "where an act happened"),
        ("place_country", TEXT, "ISO3 of the place"),
        ("words", TEXT, "the words of `document` that support it"),
        ("reports", INT, "how many reports tell of it, near-duplicates included"),
        ("sources", TEXTS, "their papers and agencies"),
        ("documents", TEXTS, "their ids, in the order of their days"),
        ("id", TEXT, "of the act, statement or agreement"),
        ("record", TEXT, "id of the act's main event, of the statement or agreement"),
        CONFIDENCE,
    ),
    _table(
        "edits",
        "kept",
        "what a person decided; never overwritten, undone by another edit",
        ("id", TEXT, "hash of what follows"),
        ("at", MOMENT, "when"),
        ("kind", TEXT, "split, join, correct, reject, restore or remove"),
        ("record", TEXT, "id of the record that it is about, or null"),
        ("document", TEXT, "id of the document, or null"),
        ("change", TEXT, "JSON: what is to be, for its kind"),
        ("note", TEXT, "why, in the editor's words"),
    ),
    _table(
        "issues",
        "kept",
        "what could not be read or coded, and why",
        ("id", TEXT, "hash of input, line and reason"),
        ("input", TEXT, "the file or address"),
        ("line", INT, "line or row, or null"),
        ("reason", TEXT, "what was wrong and what to do"),
        ("coded", TRUTH, "true for a warning: the document was coded all the same"),
        ("run", TEXT, "id of the run"),
    ),
    _table(
        "runs",
        "kept",
        "one commit of a run that added or recoded documents; a run's totals are the sums",
        ("run", TEXT, "id of the run"),
        ("command", TEXT, "add, watch, recode or import"),
        ("at", MOMENT, "when this part was committed"),
        ("documents", INT, "documents added, near-duplicates included"),
        ("coded", INT, "of these, coded"),
        ("duplicates", INT, "of these, near-duplicates"),
        ("changed", INT, "of these, new versions of known ones"),
        ("skipped", INT, "documents that were already there"),
        ("records", INT, "records added"),
        ("issues", INT, "issues added"),
        ("coder", TEXT, "program, model and manual"),
    ),
    _table(
        "shards",
        "kept",
        "a stretch of an input that a cluster has added: it is not read again",
        ("id", TEXT, "hash of the input's name, size and time, the stretch, how it was read, and the program"),
        ("input", TEXT, "the file or address"),
        ("unit", TEXT, "what `start` and `end` count: `bytes`, `row groups`, or null for the whole input"),
        ("start", pa.int64(), "where it begins"),
        ("end", pa.int64(), "where it ends, exclusive"),
        ("lines", pa.int64(), "the lines of a stretch of bytes"),
        ("reports", INT, "reports in it"),
        ("failed", INT, "what could not be read"),
        ("run", TEXT, "id of the run"),
    ),
    _table(
        "sources",
        "kept",
        "the last reading of each feed",
        ("url", TEXT, "the feed's address"),
        ("name", TEXT, "the paper or agency"),
        ("country", TEXT, "ISO3 of the source"),
        ("etag", TEXT, "the server's ETag, sent back next time"),
        ("modified", TEXT, "the server's Last-Modified, sent back next time"),
        ("read_at", MOMENT, "when it was last read"),
        ("status", TEXT, "what came of it: `200`, `304`, or the reason of failure"),
    ),
    _table(
        "commits",
        "kept",
        "one version of the store: which version of every table belongs together",
        ("version", pa.int64(), "the store's version, from 1"),
        ("at", MOMENT, "when"),
        ("kind", TEXT, "create, add, settle, edit, recode, import, remove, compact or watch"),
        ("summary", TEXT, "in words"),
        ("program", TEXT, "version of dateline"),
        ("format", INT, "of the store"),
        ("versions", VERSIONS, "table → its Delta version"),
    ),
)

TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _ALL})
"""All tables by name."""

RECORDS: Final = ("actors", "events", "statements", "agreements", "figures", "tenures")
"""The tables of the contract's record kinds, in its order; `times` has no ids."""

TOLD: Final = tuple(table.name for table in _ALL if table.kind == "told")
SORTED: Final = ("dyads", "relations")
"""Tables whose rows stand together by dyad, so that who asks for one dyad leaves most of them unread."""
DERIVED: Final = tuple(table.name for table in _ALL if table.kind == "derived")
