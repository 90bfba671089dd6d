"""Tables for people, at the widths of their terminals."""

import pyarrow as pa
import pytest
from rich.cells import cell_len

from dateline.cli.tables import as_text

ANSWER = pa.table(
    {
        "start": ["2026-03-01", "2026-03-02"],
        "type": ["CONSULT", "ASSAULT"],
        "actors": ["Wanja Odera; Moses Okello", "日本の首相と韓国の大統領"],
        "reports": [1, 12],
        "document": ["f29d5710b3098a878d154b52e6a", "a8c86916610b0a878d154b52e6a"],
        "empty": pa.array([None, None], pa.string()),
        "words": ["met in Kampala to settle the quarrel over the fisheries of the lake, officials said", "shelled"],
    }
)
SHOWN = ANSWER.column_names


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(cell_len, as_text(ANSWER, SHOWN, width).splitlines())) <= width


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_ids_are_whole_and_headings_stand_over_them(width: int) -> None:
    lines = as_text(ANSWER, SHOWN, width).splitlines()
    heading = next(line for line in lines if "document" in line)
    told = next(line for line in lines if "f29d5710b3098a878d154b52e6a" in line)
    assert heading.index("document") == told.index("f29d57")


def test_what_does_not_fit_stands_beneath() -> None:
    assert as_text(ANSWER, SHOWN, 80) == (
        "start       type     actors          reports  document\n"
        "  words\n"
        "2026-03-01  CONSULT  Wanja Odera; …        1  f29d5710b3098a878d154b52e6a\n"
        "  met in Kampala to settle the quarrel over the fisheries of the lake, official…\n"
        "2026-03-02  ASSAULT  日本の首相と …       12  a8c86916610b0a878d154b52e6a\n"
        "  shelled\n"
    )


def test_the_columns_of_a_query_keep_their_names() -> None:
    assert as_text(pa.table({"reports_read": [1], "count_star()": [2]}), (), 80).splitlines()[0] == (
        "reports_read  count_star()"
    )


def test_a_reason_is_told_to_its_end() -> None:
    reason = "truncated gzip: it ends after 165 bytes of content; fetch it anew, and look whether the disk is full"
    out = as_text(pa.table({"input": ["a.gz", "b.gz"], "reason": [reason, "empty"]}), ("input", "reason"), 60)
    assert " ".join(out.split()) == f"input reason a.gz {reason} b.gz empty"
    assert max(map(len, out.splitlines())) <= 60
