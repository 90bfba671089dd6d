"""Expressions in sentences; each row is (text, [(words, first day, last day)]) for a report of Wednesday 2024-05-15."""

from itertools import pairwise

import pytest

from dateline.time import find_times, interval

DATE = "2024-05-15"

CASES = [
    # the tense decides
    ("The envoy landed in Harare on Friday.", [("Friday", "2024-05-10", "2024-05-10")]),
    ("The envoy will land in Harare on Friday.", [("Friday", "2024-05-17", "2024-05-17")]),
    ("The envoy is to land in Harare on Friday.", [("Friday", "2024-05-17", "2024-05-17")]),
    ("The talks are scheduled for Friday.", [("Friday", "2024-05-17", "2024-05-17")]),
    ("The army vowed to leave the valley on Friday.", [("Friday", "2024-05-17", "2024-05-17")]),
    ("The two ministers agreed Friday to reopen the bridge.", [("Friday", "2024-05-10", "2024-05-10")]),
    ("On Monday the council planned to pay the crews.", [("Monday", "2024-05-13", "2024-05-13")]),
    ("Rescuers could not reach the village Monday.", [("Monday", "2024-05-13", "2024-05-13")]),
    ("Voters go to the polls in July.", [("July", "2024-07-01", "2024-07-31")]),
    ("Rebels took the town in July.", [("July", "2023-07-01", "2023-07-31")]),
    ("Lawmakers will investigate Monday's shelling.", [("Monday", "2024-05-13", "2024-05-13")]),
    ("Envoys will attend Monday's summit.", [("Monday", "2024-05-20", "2024-05-20")]),
    (
        "Envoys will hold talks on Monday. Water was not the focus of Monday's talks.",
        [("Monday", "2024-05-20", "2024-05-20"), ("Monday", "2024-05-20", "2024-05-20")],
    ),
    # context decides
    (
        "Lagos signed the pact on 3 May 2019. Two years later it was dropped.",
        [("3 May 2019", "2019-05-03", "2019-05-03"), ("Two years later", "2021-01-01", "2021-12-31")],
    ),
    (
        "The dam broke on March 4. The next day the mayor resigned.",
        [("March 4", "2024-03-04", "2024-03-04"), ("The next day", "2024-03-05", "2024-03-05")],
    ),
    (
        "Exports fell in 2021 and rose the year after.",
        [("2021", "2021-01-01", "2021-12-31"), ("the year after", "2022-01-01", "2022-12-31")],
    ),
    (
        "Coups came in 1994 and a decade later.",
        [("1994", "1994-01-01", "1994-12-31"), ("a decade later", "2004-01-01", "2004-12-31")],
    ),
    ("The next day the mayor resigned.", []),
    # days that share a month, ends that share a year
    (
        "They met on April 24 and 25.",
        [("April 24", "2024-04-24", "2024-04-24"), ("25", "2024-04-25", "2024-04-25")],
    ),
    (
        "Fighting went on from March to May 2018.",
        [("March", "2018-03-01", "2018-03-31"), ("May 2018", "2018-05-01", "2018-05-31")],
    ),
    # no times
    ("They may march on the palace.", []),
    ("He spoke every Monday and met visitors each June.", []),
    ("Resolution 1973 was adopted and 2000 soldiers left.", []),
    ("Crowds joined the annual March for Peace.", []),
    ("Shops opened early on Black Friday.", []),
    ("The siege went on for ten years and the two-day visit was short.", []),
    ("Protesters marched more than two years ago.", []),
    ("Recently the price fell; now it is rising.", []),
    ("A Halloween-themed float and a 2019-era bus rolled by.", []),
    ("Read it at www.today.com or write to today@example.org.", []),
    ("The siege is over.Today schools opened.", [("Today", "2024-05-15", "2024-05-15")]),
    ("The fall of the town shocked the region.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_find_times(engine, text, expected):
    (parsed,) = engine.parse_all([text])
    found = [m.time for m in find_times(parsed, DATE)]
    assert [(text[t.span[0] : t.span[1]], t.start, t.end) for t in found] == expected


RELATIONS = [
    ("The border has been shut since Tuesday.", "since", "2024-05-14", "2024-05-15"),
    ("He has ruled since the beginning of 2023.", "since", "2023-01-01", "2024-05-15"),
    ("He had ruled until 2011.", "until", "2011-01-01", "2011-12-31"),
    ("They must leave by June 30.", "by", "2024-06-30", "2024-06-30"),
    ("They met ahead of Friday.", "before", "2024-05-10", "2024-05-10"),
    ("The strike ended after Christmas.", "after", "2023-12-25", "2023-12-25"),
    ("He governed from 2011 to 2014.", "since", "2011-01-01", "2014-12-31"),
    ("Between June and August 2020 the valley flooded.", "since", "2020-06-01", "2020-08-31"),
    ("Troops withdrew earlier this year.", "at", "2024-01-01", "2024-05-15"),
    ("Troops withdrew in 2022.", "at", "2022-01-01", "2022-12-31"),
]


@pytest.mark.parametrize(("text", "relation", "start", "end"), RELATIONS)
def test_when(engine, text, relation, start, end):
    (parsed,) = engine.parse_all([text])
    mention = find_times(parsed, DATE)[0]
    when = mention.when(text, DATE)
    assert (mention.relation, when.start, when.end) == (relation, start, end)


def test_quoted_and_head(engine):
    text = "“We leave tomorrow,” the captain said Monday."
    (parsed,) = engine.parse_all([text])
    tomorrow, monday = find_times(parsed, DATE)
    assert tomorrow.quoted
    assert not monday.quoted
    assert parsed.tokens[monday.head].text == "Monday"


def test_without_date(engine):
    text = "On Monday they recalled the truce of June 1999 and the floods of last year."
    (parsed,) = engine.parse_all([text])
    assert [m.time.start for m in find_times(parsed, None)] == ["1999-06-01"]


def test_spans_are_in_order_and_apart(engine):
    text = (
        "From Monday, May 6 to late Tuesday, in the week of May 6, as in 1910–45 or the 1990s, “it was March.” 🙂 Today"
    )
    (parsed,) = engine.parse_all([text])
    mentions = find_times(parsed, DATE)
    assert mentions
    for one, other in pairwise(mentions):
        assert one.time.span[1] <= other.time.span[0]
    for m in mentions:
        assert parsed.tokens[m.first].start <= m.time.span[0] < m.time.span[1] <= parsed.tokens[m.last - 1].end
        assert m.first <= m.head < m.last


def test_no_text(engine):
    assert all(find_times(parsed, DATE) == [] for parsed in engine.parse_all(["", " \n\n "]))


def test_hostile_text_costs_one_pass():
    blanks = " " * 300_000
    assert interval("the" + blanks + "day", DATE) is None
    assert interval("Monday" + blanks + "-" + blanks + "3", DATE) is not None
    assert interval("1-" * 100_000, DATE) is None
    assert interval("May " * 100_000, DATE) is not None
