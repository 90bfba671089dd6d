"""Expressions alone: each row is (expression, tense, first day, last day, granularity) for Wednesday 2024-05-15."""

import pytest

from dateline.time import interval

DATE = "2024-05-15"

CASES = [
    # absolute dates, in every order of the news
    ("2021-11-30", "past", "2021-11-30", "2021-11-30", "day"),
    ("November 30, 2021", "past", "2021-11-30", "2021-11-30", "day"),
    ("30 November 2021", "past", "2021-11-30", "2021-11-30", "day"),
    ("the 30th of November 2021", "past", "2021-11-30", "2021-11-30", "day"),
    ("Nov. 30, 2021", "past", "2021-11-30", "2021-11-30", "day"),
    ("Tuesday, Nov. 30, 2021", "past", "2021-11-30", "2021-11-30", "day"),
    ("November 2021", "past", "2021-11-01", "2021-11-30", "month"),
    ("February of 2024", "past", "2024-02-01", "2024-02-29", "month"),
    ("1987", "past", "1987-01-01", "1987-12-31", "year"),
    ("1910–45", "past", "1910-01-01", "1945-12-31", "longer"),
    ("2019/20", "past", "2019-01-01", "2020-12-31", "longer"),
    ("the 1990s", "past", "1990-01-01", "1999-12-31", "longer"),
    ("the '80s", "past", "1980-01-01", "1989-12-31", "longer"),
    ("the 1800s", "past", "1800-01-01", "1899-12-31", "longer"),
    ("the early 1970s", "past", "1970-01-01", "1979-12-31", "longer"),
    ("the nineteenth century", "past", "1801-01-01", "1900-12-31", "longer"),
    ("the third quarter of 2022", "past", "2022-07-01", "2022-09-30", "quarter"),
    ("Q1 2023", "past", "2023-01-01", "2023-03-31", "quarter"),
    ("the second half of 2020", "past", "2020-07-01", "2020-12-31", "year"),
    ("late 2019", "past", "2019-01-01", "2019-12-31", "year"),
    ("the summer of 2018", "past", "2018-06-01", "2018-08-31", "quarter"),
    ("March 3-5, 2020", "past", "2020-03-03", "2020-03-05", "week"),
    ("28 February - 2 March 2020", "past", "2020-02-28", "2020-02-28", "day"),
    # a year to be found: by the tense, by the weekday beside it, by what is near
    ("Aug. 7", "past", "2023-08-07", "2023-08-07", "day"),
    ("Aug. 7", "future", "2024-08-07", "2024-08-07", "day"),
    ("May 16", "past", "2024-05-16", "2024-05-16", "day"),
    ("May 14", "future", "2024-05-14", "2024-05-14", "day"),
    ("May 2", "future", "2024-05-02", "2024-05-02", "day"),
    ("Friday, June 7", "past", "2024-06-07", "2024-06-07", "day"),
    ("June", "past", "2023-06-01", "2023-06-30", "month"),
    ("June", "future", "2024-06-01", "2024-06-30", "month"),
    ("June", "near", "2024-06-01", "2024-06-30", "month"),
    ("November", "near", "2023-11-01", "2023-11-30", "month"),
    ("last June", "past", "2023-06-01", "2023-06-30", "month"),
    ("June last year", "past", "2023-06-01", "2023-06-30", "month"),
    ("January of this year", "past", "2024-01-01", "2024-01-31", "month"),
    ("mid-August", "past", "2023-08-01", "2023-08-31", "month"),
    ("the first quarter", "past", "2024-01-01", "2024-03-31", "quarter"),
    # weekdays
    ("Monday", "past", "2024-05-13", "2024-05-13", "day"),
    ("Wednesday", "past", "2024-05-15", "2024-05-15", "day"),
    ("Wednesday", "future", "2024-05-15", "2024-05-15", "day"),
    ("Monday", "future", "2024-05-20", "2024-05-20", "day"),
    ("last Wednesday", "past", "2024-05-08", "2024-05-08", "day"),
    ("next Wednesday", "past", "2024-05-22", "2024-05-22", "day"),
    ("Friday night", "past", "2024-05-10", "2024-05-10", "day"),
    ("Friday of last week", "past", "2024-05-10", "2024-05-10", "day"),
    ("Tuesday next week", "past", "2024-05-21", "2024-05-21", "day"),
    # days and units around the document's date
    ("today", "past", "2024-05-15", "2024-05-15", "day"),
    ("tonight", "past", "2024-05-15", "2024-05-15", "day"),
    ("last night", "past", "2024-05-14", "2024-05-14", "day"),
    ("yesterday morning", "past", "2024-05-14", "2024-05-14", "day"),
    ("the day after tomorrow", "past", "2024-05-17", "2024-05-17", "day"),
    ("this week", "past", "2024-05-13", "2024-05-19", "week"),
    ("last week", "past", "2024-05-06", "2024-05-12", "week"),
    ("early next week", "past", "2024-05-20", "2024-05-26", "week"),
    ("last month", "past", "2024-04-01", "2024-04-30", "month"),
    ("next quarter", "past", "2024-07-01", "2024-09-30", "quarter"),
    ("last year", "past", "2023-01-01", "2023-12-31", "year"),
    ("this century", "past", "2001-01-01", "2100-12-31", "longer"),
    ("earlier this year", "past", "2024-01-01", "2024-05-15", "year"),
    ("later this month", "future", "2024-05-15", "2024-05-31", "month"),
    ("the end of the year", "future", "2024-01-01", "2024-12-31", "year"),
    ("the weekend", "past", "2024-05-11", "2024-05-12", "day"),
    ("this weekend", "future", "2024-05-18", "2024-05-19", "day"),
    ("the past week", "past", "2024-05-09", "2024-05-15", "week"),
    ("the past two months", "past", "2024-03-15", "2024-05-15", "quarter"),
    ("the next two weeks", "future", "2024-05-15", "2024-05-29", "month"),
    ("three days ago", "past", "2024-05-12", "2024-05-12", "day"),
    ("six weeks ago", "past", "2024-04-01", "2024-04-07", "week"),
    ("two months ago", "past", "2024-03-01", "2024-03-31", "month"),
    ("a year ago", "past", "2023-01-01", "2023-12-31", "year"),
    ("forty-two years ago", "past", "1982-01-01", "1982-12-31", "year"),
    ("two weeks from now", "future", "2024-05-27", "2024-06-02", "week"),
    # seasons and holidays
    ("last fall", "past", "2023-09-01", "2023-11-30", "quarter"),
    ("this summer", "future", "2024-06-01", "2024-08-31", "quarter"),
    ("Christmas", "past", "2023-12-25", "2023-12-25", "day"),
    ("New Year’s Eve", "future", "2024-12-31", "2024-12-31", "day"),
    ("last Thanksgiving", "past", "2023-11-23", "2023-11-23", "day"),
    ("Good Friday", "past", "2024-03-29", "2024-03-29", "day"),
    ("Memorial Day", "future", "2024-05-27", "2024-05-27", "day"),
]


@pytest.mark.parametrize(("expression", "tense", "start", "end", "granularity"), CASES)
def test_interval(expression, tense, start, end, granularity):
    found = interval(expression, DATE, tense)
    assert found is not None
    assert (found.start.isoformat(), found.end.isoformat(), found.granularity) == (start, end, granularity)


@pytest.mark.parametrize("expression", ["recently", "ten years", "two-year", "weekly", "February 30, 2020", "3/5/2019"])
def test_no_interval(expression):
    assert interval(expression, DATE) is None


def test_a_sunday_belongs_to_the_week_that_it_ends():
    found = interval("last week", "2024-05-19")
    assert found is not None
    assert found.start.isoformat() == "2024-05-06"


@pytest.mark.parametrize("date", [None, "", "2024-05", "soon"])
def test_without_a_day_only_absolute_expressions_resolve(date):
    assert interval("last week", date) is None
    assert interval("Friday", date) is None
    assert interval("May 3", date) is None
    assert interval("in May 1999", date) is not None


def test_years_that_no_calendar_has():
    assert interval("999 years ago", "0900-01-01") is None
    assert interval("next year", "9999-06-01") is None
