"""The day of publication, from metadata and from date lines."""

import pytest

from dateline.read.dating import day_of, find_date

VALUES = [
    ("2024-05-07", "2024-05-07", "ISO 8601"),
    ("2024-05-07T23:30:00-05:00", "2024-05-07", "a time zone moves no day"),
    ("20240507", "2024-05-07", "compact"),
    ("20240507T101500Z", "2024-05-07", "compact with time"),
    ("20240507101500", "2024-05-07", "GDELT's"),
    ("Tue, 07 May 2024 10:00:00 GMT", "2024-05-07", "RFC 2822"),
    ("May 7, 2024", "2024-05-07", "American"),
    ("7 May 2024", "2024-05-07", "British"),
    ("Sept. 3, 2024", "2024-09-03", "abbreviated"),
    ("2024/5/7", "2024-05-07", "slashes"),
    ("2024-02-30", None, "no such day"),
    ("2024-05", None, "a month is no day"),
    ("yesterday", None, "nothing absolute"),
    ("05/07/2024", None, "May or July: not guessed"),
]


@pytest.mark.parametrize(("value", "day", "why"), VALUES)
def test_day_of(value: str, day: str | None, why: str) -> None:
    assert day_of(value) == day, why


TEXTS = [
    (" date 2024-05-07 Kenya and Uganda met.", "2024-05-07", "a crawl's prefix"),
    ("QUITO, March 3, 2024 (Wire) — Ministers met.", "2024-03-03", "a dateline with its year"),
    ("PORT-AU-PRINCE, Haiti, 3 March 2024 (Wire) -- Ministers met.", "2024-03-03", "a place of two parts"),
    (
        "QUITO, Mar 3 (Wire) — Ministers met on Sunday under a treaty signed in November 2023.",
        "2024-03-03",
        "nearest year",
    ),
    ("QUITO, Mar 3 (Wire) — Ministers met on Sunday in the first round of 2024.", "2024-03-03", "a year told"),
    ("QUITO, Mar 3 (Wire) - Ministers met on Friday in the first round of 2024.", None, "the weekday does not fit"),
    ("QUITO, Mar 3 (Wire) - Ministers met, allies since 1987.", None, "since: another year"),
    ("QUITO, Mar 3 (Wire) — Ministers met. © 2024 The Wire", "2024-03-03", "copyright"),
    ("MINSK, Dec 31 (Wire) — Talks resume on January 5, 2026, he said.", "2025-12-31", "over the turn of the year"),
    ("QUITO, Mar 3 (Wire) — Ministers met.", None, "no year anywhere"),
    ("QUITO (Wire) — On May 3, 2021, ministers met.", None, "a date of the story"),
    ("The Daily\n14:48 JST, June 26, 2025\nTokyo spoke.", "2025-06-26", "time, zone and date"),
    ("Friday, January 5, 2024 \n\nMinisters met.", "2024-01-05", "a line of its own"),
    ("Ministers Meet\nUpdated: 6 May 2024\nPublished: 5 May 2024 10:15 GMT\nThey met.", "2024-05-05", "not the update"),
    ("Ministers met on 5 May 2024.\nMore.", None, "a sentence is no date line"),
    ("The treaty of 14 May 1955 holds\nMore.", None, "nor is a headline with a date in it"),
    ("QUITO, Feb 30, 2024 — Ministers met.", None, "no such day"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("text", "day", "why"), TEXTS)
def test_find_date(text: str, day: str | None, why: str) -> None:
    found = find_date(text)
    assert (found and found.day) == day, why
    assert found is None or found.text in text


@pytest.mark.parametrize("year", ["99999999999999999999", "9" * 400])
def test_a_date_of_mail_that_no_calendar_has(year: str) -> None:
    assert day_of(f"Tue, 07 May {year} 10:00:00 GMT") is None
