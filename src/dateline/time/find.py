"""Find the expressions of a report that name a calendar interval, and the interval that each names."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from dataclasses import replace

from dateline.language import Parsed, Token
from dateline.records import Time
from dateline.time.grammar import Expression, expressions, more_days
from dateline.time.guards import is_time
from dateline.time.intervals import Interval, day, month
from dateline.time.mention import TimeMention
from dateline.time.ranges import joined
from dateline.time.relation import relation_before
from dateline.time.resolve import Anchor, narrowed
from dateline.time.tense import Tense, tense_around

MEMORY = 3
"""Sentences after which "that day" and "two years later" no longer look back to a date (a paragraph of news)."""


def find_times(parsed: Parsed, date: str | None) -> list[TimeMention]:
    """All time expressions in text order.

    `date` (ISO 8601) anchors the relative ones; without it, or if it is no whole day, they are left out.
    """
    return joined(parsed, _Finder(parsed, _day(date)).find())


def interval(expression: str, date: str | None = None, tense: Tense = "past") -> Interval | None:
    """The interval that an expression alone names, or None; `tense` decides what "Friday" or "in June" means.

    >>> interval("last week", date="2025-08-23")
    Interval(start=datetime.date(2025, 8, 11), end=datetime.date(2025, 8, 17), granularity='week')
    """
    anchor = Anchor(_day(date), tense)
    for found in expressions(expression):
        named = _resolved(found, anchor)
        return named and narrowed(found.parts, named, anchor)
    return None


def _day(date: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(date[:10]) if date else None
    except ValueError:
        return None


def _resolved(found: Expression, anchor: Anchor) -> Interval | None:
    try:
        return found.form.resolve(found.parts, anchor)
    except (ValueError, OverflowError):  # February 30, a year before 1, or nothing to be relative to
        return None


class _Finder:
    """One pass over one document."""

    def __init__(self, parsed: Parsed, date: datetime.date | None) -> None:
        self.parsed = parsed
        self.date = date
        self.starts = [token.start for token in parsed.tokens]
        self.found: list[TimeMention] = []
        self.previous: Interval | None = None
        self.previous_sentence = 0
        self.tenses: dict[str, Tense] = {}

    def find(self) -> list[TimeMention]:
        for expression in expressions(self.parsed.text):
            first, last = self._tokens(expression.start, expression.end)
            if is_time(expression.form.name, self.parsed.tokens, first, last):
                self._add(expression, first, last)
        return self.found

    def _tokens(self, start: int, end: int) -> tuple[int, int]:
        return bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1)

    def _add(self, expression: Expression, first: int, last: int) -> None:
        tokens = self.parsed.tokens
        head = head_of(tokens, first, last)
        relation = relation_before(tokens, first)
        tense = tense_around(head, relation)
        if head.sent - self.previous_sentence > MEMORY:
            self.previous = None
        name = expression.parts[0].lower()
        if tense == "near":  # "Tuesday's talks" after "will hold talks on Tuesday"
            tense = self.tenses.get(name, tense)
        else:
            self.tenses[name] = tense
        anchor = Anchor(self.date, tense, self.previous)
        named = _resolved(expression, anchor)
        if named is None:
            return
        part = narrowed(expression.parts, named, anchor)
        mention = TimeMention(
            first,
            last,
            _time(named, expression.start, expression.end),
            head.i,
            relation,
            self.parsed.quoted(tokens[first]),
            None if part is named else (part.start.isoformat(), part.end.isoformat()),
        )
        self.found.append(mention)
        self.previous, self.previous_sentence = named, head.sent
        if expression.form.name == "month_day" and not expression.parts["year"]:
            self._add_more_days(mention, named, expression.end)

    def _add_more_days(self, mention: TimeMention, named: Interval, at: int) -> None:
        for number, start, end in more_days(self.parsed.text, at):
            if not named.end.day < number <= month(named.end.year, named.end.month).end.day:
                return
            first, last = self._tokens(start, end)
            named = day(named.end.replace(day=number))
            self.found.append(replace(mention, first=first, last=last, head=first, time=_time(named, start, end)))


def head_of(tokens: list[Token], first: int, last: int) -> Token:
    """The token of `[first, last)` that hangs on something outside, the last one if none does."""
    for token in tokens[first:last]:
        if not first <= token.head.i < last or token.head is token:
            return token
    return tokens[last - 1]


def _time(named: Interval, start: int, end: int) -> Time:
    return Time(
        span=(start, end), start=named.start.isoformat(), end=named.end.isoformat(), granularity=named.granularity
    )
