"""The fields of one report, checked and made a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from dateline.errors import InputError, TooLong
from dateline.read.dating import day_of, find_date
from dateline.read.entry import Entry, Issue
from dateline.read.language import find_language, require_english
from dateline.read.options import FIELDS, MAX_CHARACTERS, Options
from dateline.records import Document, text_id

ZONES = timedelta(days=1)
"""Where a new day begins first, it does so up to a day before it begins here: no date within is in the future."""


def make_document(row: Mapping[str, object], input: str, line: int | None, options: Options) -> Iterator[Entry | Issue]:
    """The document of one row of fields, after the warnings about it. Raises `InputError`."""
    given = {name: row.get(options.fields.get(name, name)) for name in FIELDS}
    text = _text(given.pop("text"), row, options)
    fields = {}
    for name, value in given.items():
        if isinstance(value, str) or value is None:
            fields[name] = _clean(value, name) or None
        elif name == "id" and isinstance(value, int):
            fields[name] = str(value)
        else:
            fields[name] = None
            yield Issue(input, line, f'"{name}" is not a string and was left out', coded=True)
    day, warning = _date(fields.pop("date"), text, options)
    if warning:
        yield Issue(input, line, warning, coded=True)
    fields["id"] = fields["id"] or text_id(text, day)
    fields["title"] = options.title or fields["title"]
    fields["source"] = options.source or fields["source"]
    language = find_language(text) if options.force else "en"
    yield Entry(input, line, Document.model_validate({**fields, "date": day, "language": language, "text": text}))


def _text(text: object, row: Mapping[str, object], options: Options) -> str:
    """The text of a row, checked."""
    if not isinstance(text, str):
        name = options.fields.get("text", "text")
        there = ", ".join(sorted(row)[:12]) or "none"
        raise InputError(f'no text in the field "{name}" (fields here: {there}); name it with --map text=FIELD')
    if not text.strip():
        raise InputError("empty")
    if len(text) > MAX_CHARACTERS:
        raise TooLong(f"too long: {len(text):,} characters, one report may have {MAX_CHARACTERS:,}; split it")
    _clean(text, "text")
    if not options.force:
        require_english(text)
    return text


def _clean(value: str | None, name: str) -> str | None:
    """The same string, if it can be written as UTF-8 and is text. Raises `InputError`."""
    if value is not None:
        if "\0" in value:
            raise InputError(f'NUL in "{name}" at character {value.index(chr(0))}: not a text')
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(f'half of a surrogate pair in "{name}" at character {error.start}') from error
    return value


def _date(given: str | None, text: str, options: Options) -> tuple[str | None, str | None]:
    """The document's date, and what is to be said about it."""
    warning = None
    day = options.date
    if day is None and given:
        day = day_of(given)
        if day is None:
            warning = f'"{given[:40]}" names no day: write the date as 2025-08-23'
    if day is None:
        found = find_date(text)
        day = found.day if found else None
    if day is None:
        missing = "no date found, so relative times stay unresolved: give it with --date"
        warning = f"{warning}; {missing}" if warning else missing
    elif date.fromisoformat(day) > options.today + ZONES:
        warning = f"the date {day} is in the future"
    return day, warning
