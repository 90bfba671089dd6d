"""Tables: which columns are taken, and what is wrong with rows."""

import datetime
from pathlib import Path

import pyarrow as pa
import pytest

from dateline.read import Entry, Options, read, read_bytes
from dateline.read.columns import known_columns
from dateline.read.options import MAX_BYTES
from tests.read.samples import SECOND, TEXT, entries, issues, of, only_issue, parquet

DIALECTS = [
    ("comma", f'text,date\n"{TEXT}",2024-05-07\n'),
    ("semicolon", f"text;date\n{TEXT};2024-05-07\n"),
    ("tab", f"text\tdate\n{TEXT}\t2024-05-07\n"),
    ("pipe", f"text|date\n{TEXT}|2024-05-07\n"),
    ("CRLF", f"text,date\r\n{TEXT},2024-05-07\r\n"),
    ("byte order mark", f"\ufefftext,date\n{TEXT},2024-05-07\n"),
    ("quoted header", f'"text","date"\n"{TEXT}","2024-05-07"\n'),
    ("commas in a header of semicolons", f"text;date;a,b,c,d\n{TEXT};2024-05-07;x\n"),
    ("empty cells beyond the header", f"text,date\n{TEXT},2024-05-07,,\n"),
    ("no line end", f"text,date\n{TEXT},2024-05-07"),
]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a"])
@pytest.mark.parametrize(("why", "data"), DIALECTS, ids=[row[0] for row in DIALECTS])
def test_dialects(why: str, data: str, name: str) -> None:
    (found,) = of(data, name)
    assert isinstance(found, Entry), found
    assert (found.document.text, found.document.date, found.line) == (TEXT, "2024-05-07", 2)


NAMES = [
    (["content", "published", "headline", "link", "publisher"], ["text", "date", "title", "url", "source"]),
    (["Body", "Pub Date", "Title", "URL", "medium"], ["text", "date", "title", "url", "source"]),
    (["article_text", "publish_date", "article-title", "author"], ["text", "date", "title", "byline"]),
    (["article", "seendate", "sourcecountry", "domain"], ["text", "date", "source_country", "source"]),
]


@pytest.mark.parametrize(("header", "fields"), NAMES)
def test_usual_names_of_columns(header: list[str], fields: list[str]) -> None:
    assert known_columns(header) == {field: place for place, field in enumerate(fields)}


def test_best_name_goes_first() -> None:
    assert known_columns(["description", "content", "Text", "created", "date"]) == {"text": 2, "date": 4}


def test_map_goes_before_the_usual_names() -> None:
    data = f"text,story_en,date,day_told\nno,{TEXT},2020-01-01,2024-05-07\n"
    (entry,) = entries(of(data, "a.csv", fields={"text": "story_en", "date": "day_told"}))
    assert (entry.document.text, entry.document.date) == (TEXT, "2024-05-07")


REFUSED = [
    (
        "no text column",
        "when,where\n2024,Nairobi\n",
        "text of the reports; the columns are 'when', 'where'",
    ),
    ("empty", "", "empty"),
    ("blank", "\n\n", "empty"),
    ("binary", b"a,b\0\n1,2\n", "NUL at byte 3"),
    ("UTF-16", "text,date\n".encode("utf-16"), "UTF-16"),
    ("header only", "text,date\n", "empty"),
    ("too many columns", "text," * 2001 + "\n", "2,002 columns"),
    ("endless line", b"text,date\n" + b"x" * (MAX_BYTES + 5), "too long: a line may have"),
    ("endless cell", b'text,date\n"' + (b"x" * 999 + b"\n") * (MAX_BYTES // 1000 + 5), "is a quote never closed?"),
]


@pytest.mark.parametrize(("why", "data", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused_tables(why: str, data: bytes | str, reason: str) -> None:
    issue = only_issue(of(data, "a.csv"))
    assert reason in issue.reason
    assert not issue.coded


def test_mapped_column_that_is_not_there() -> None:
    issue = only_issue(of(f"text,date\n{TEXT},x\n", "a.csv", fields={"date": "published"}))
    assert issue.reason == "no column \"published\" to take \"date\" from; the columns are 'text', 'date'"


ROWS = [
    ("too few cells", TEXT, "1 cells in this row, 2 columns in the header"),
    ("too many cells", f"{TEXT},2024-05-07,more", "3 cells in this row, 2 columns in the header"),
    ("empty text", ",2024-05-07", "empty"),
    ("not UTF-8", b"caf\xe9,2024-05-07", "not UTF-8"),
    ("half a character", b"\xed\xa0\x80,2024-05-07", "not UTF-8"),
    ("too long a text", "word " * 70_000 + ",2024-05-07", "too long"),
]


@pytest.mark.parametrize(("why", "row", "reason"), ROWS, ids=[row[0] for row in ROWS])
def test_bad_row_between_good_ones(why: str, row: bytes | str, reason: str) -> None:
    row = row.encode() if isinstance(row, str) else row
    found = of(f'text,date\n"{TEXT}\nIt is in force.",2024-05-07\n'.encode() + row + f"\n{SECOND},2024-05-07".encode())
    assert [item.line for item in found] == [2, 4, 5]
    assert [item.document.text for item in entries(found)] == [f"{TEXT}\nIt is in force.", SECOND]
    assert reason in issues(found)[0].reason


def test_quote_that_is_never_closed() -> None:
    entry, issue = of(f'text,date\n{TEXT},2024-05-07\n"{SECOND},2024-05-07\n{TEXT},2024-05-08\n')
    assert isinstance(entry, Entry)
    assert issue.line == 3
    assert "never closed" in issues([issue])[0].reason


def test_text_of_many_lines_is_not_altered() -> None:
    text = 'The premier said: "No."\r\n\r\n\tHe left, he said, for Riga.'
    quoted = text.replace('"', '""')
    (entry,) = entries(of(f'text,date\r\n"{quoted}",2024-05-07\r\n'))
    assert entry.document.text == text


def test_prose_is_no_table() -> None:
    (entry,) = entries(of("Title, text and date, the clerk said, are missing.", "a", date="2024-05-07"))
    assert entry.document.text.startswith("Title, text")


TABLE = {
    "Content": [TEXT, None, SECOND],
    "published": [datetime.datetime(2024, 5, 7, 9), None, datetime.datetime(2024, 5, 8)],
    "views": [1, 2, 3],
}


@pytest.mark.parametrize("compression", ["snappy", "zstd", "none"])
def test_parquet(tmp_path: Path, compression: str) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(parquet(pa.table(TABLE), compression=compression, row_group_size=2))
    found = list(read([str(path)], Options(today=datetime.date(2024, 6, 1))))
    assert [(item.line, item.document.text, item.document.date) for item in entries(found)] == [
        (1, TEXT, "2024-05-07"),
        (3, SECOND, "2024-05-08"),
    ]
    assert [item.line for item in issues(found)] == [2]


def test_parquet_of_dictionaries_and_days() -> None:
    table = pa.table(
        {
            "text": pa.array([TEXT, TEXT]).dictionary_encode(),
            "date": pa.array([datetime.date(2024, 5, 7)] * 2),
            "id": [7, 8],
        }
    )
    found = entries(of(parquet(table)))
    assert [(item.document.id, item.document.date) for item in found] == [("7", "2024-05-07"), ("8", "2024-05-07")]


BROKEN = parquet(pa.table(TABLE))
PARQUET = [
    ("no text column", parquet(pa.table({"a": [1], "b": ["x"]})), "the columns are 'a', 'b'"),
    ("truncated", BROKEN[:-20], "not Parquet that can be read"),
    ("only a mark", b"PAR1", "not Parquet that can be read"),
    ("broken page", BROKEN[:4] + b"\xff" * 60 + BROKEN[64:], "not Parquet that can be read"),
    ("text is a number", parquet(pa.table({"text": [5], "date": ["2024-05-07"]})), 'no text in the field "text"'),
]


@pytest.mark.parametrize(("why", "data", "reason"), PARQUET, ids=[row[0] for row in PARQUET])
def test_bad_parquet(why: str, data: bytes, reason: str) -> None:
    assert reason in only_issue(of(data)).reason


def test_parquet_row_between_good_ones() -> None:
    data = parquet(pa.table({"text": [TEXT, "XXXX", SECOND], "date": ["2024-05-07"] * 3}), compression="none")
    found = of(data.replace(b"XXXX", b"\xff\xff\xff\xff"))
    assert [item.line for item in entries(found)] == [1, 3]
    assert "a cell that can't be read: 'utf-8' codec" in issues(found)[0].reason


def test_parquet_of_one_long_value_repeated_stays_small() -> None:
    # 400 KB that hold 20,000 texts of 200,000 characters, 4 GB; the first is read without the rest.
    text = (TEXT + " ") * 4_700
    table = pa.table({"text": pa.DictionaryArray.from_arrays([0] * 20_000, [text]), "date": ["2024-05-07"] * 20_000})
    found = read_bytes(parquet(table, compression="zstd"), "a.parquet", Options(today=datetime.date(2024, 6, 1)))
    assert isinstance(next(found), Entry)


def test_a_bare_carriage_return_in_the_header() -> None:
    issue = only_issue(of("id,text\rdate,title\n1,2,3\n", "a.csv"))
    assert "line 1" in issue.reason
