"""Good and bad input, from files to documents and issues."""

import datetime
import json
from pathlib import Path

import pytest

from dateline.read import Entry, Issue, Options, read
from dateline.read.options import MAX_BYTES, MAX_CHARACTERS

TEXT = "Kenya and Uganda signed a pact on Tuesday."


def items(path: Path, data: bytes | str, **options: object) -> list[Entry | Issue]:
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return list(read([str(path)], Options(today=datetime.date(2024, 6, 1), **options)))  # type: ignore[arg-type]


def only_document(found: list[Entry | Issue]) -> Entry:
    entries = [item for item in found if isinstance(item, Entry)]
    assert len(entries) == 1, found
    return entries[0]


def only_issue(found: list[Entry | Issue]) -> Issue:
    assert len(found) == 1, found
    assert isinstance(found[0], Issue)
    return found[0]


KEPT = [
    ("emoji", "🇰🇪 𝔎enya " + TEXT),
    ("CRLF", "Kenya spoke to Uganda.\r\n\r\nUganda spoke to Kenya.\r\n"),
    ("right to left", "The daily الأهرام wrote \u200fthat " + TEXT),
    ("white space", "  \t" + TEXT + " \n\n"),
    ("typographic", "“Kenya’s pact”, he said – “is ready”. " + TEXT),
    ("decomposed", "The cafe\u0301 talks. " + TEXT),
]


@pytest.mark.parametrize(("why", "text"), KEPT)
def test_text_is_not_altered(tmp_path: Path, why: str, text: str) -> None:
    assert only_document(items(tmp_path / "a.txt", text, date="2024-05-07")).document.text == text, why
    row = json.dumps({"text": text, "date": "2024-05-07"})
    assert only_document(items(tmp_path / "a.jsonl", row)).document.text == text, why


def test_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert (
        only_document(items(tmp_path / "a.txt", b"\xef\xbb\xbf" + TEXT.encode(), date="2024-05-07")).document.text
        == TEXT
    )


REFUSED = [
    ("empty", b"", "empty"),
    ("blank", b" \n\t\r\n", "empty"),
    ("binary", b"\x89PNG\r\n\x1a\n\0\0\0", "NUL at byte 8"),
    ("NUL", TEXT.encode() + b"\0" + TEXT.encode(), f"NUL at byte {len(TEXT)}"),
    ("Latin-1", "Le café".encode("latin-1"), "not UTF-8: byte 6 is 0xe9"),
    ("UTF-16", TEXT.encode("utf-16"), "UTF-16"),
    ("not English", "Le ministre a rencontré son homologue mardi.".encode(), "French"),
    ("one long line", b"word " * (MAX_CHARACTERS // 5 + 1), "too long"),
    ("50 MB", b"Kenya and Uganda spoke.\n" * 2_200_000, "too long"),
]


@pytest.mark.parametrize(("why", "data", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_bad_text(tmp_path: Path, why: str, data: bytes, reason: str) -> None:
    issue = only_issue(items(tmp_path / "a.txt", data, date="2024-05-07"))
    assert reason in issue.reason
    assert not issue.coded
    assert issue.input.endswith("a.txt")


def test_force_takes_other_languages(tmp_path: Path) -> None:
    text = "Le ministre a rencontré son homologue mardi."
    entry = only_document(items(tmp_path / "a.txt", text, date="2024-05-07", force=True))
    assert entry.document.language == "fr"


def test_missing_file(tmp_path: Path) -> None:
    assert "No such file" in only_issue(list(read([str(tmp_path / "none.txt")]))).reason


def test_no_date_is_a_warning(tmp_path: Path) -> None:
    warning, entry = items(tmp_path / "a.txt", TEXT)
    assert isinstance(warning, Issue)
    assert warning.coded
    assert "no date found" in warning.reason
    assert isinstance(entry, Entry)
    assert entry.document.date is None


@pytest.mark.parametrize(("date", "warned"), [("2024-06-01", False), ("2024-06-02", False), ("2031-01-01", True)])
def test_date_in_the_future(tmp_path: Path, date: str, warned: bool) -> None:
    found = items(tmp_path / "a.txt", TEXT, date=date)
    assert only_document(found).document.date == date
    assert [i.reason for i in found if isinstance(i, Issue)] == (
        [f"the date {date} is in the future"] if warned else []
    )


def test_wrong_date_of_metadata(tmp_path: Path) -> None:
    found = items(tmp_path / "a.json", json.dumps({"text": TEXT, "date": "2024-13-40"}))
    assert isinstance(found[0], Issue)
    assert '"2024-13-40" names no day' in found[0].reason
    assert only_document(found).document.date is None


def test_overrides(tmp_path: Path) -> None:
    row = json.dumps({"text": TEXT, "date": "2020-01-01", "title": "Old", "source": "Old"})
    document = only_document(items(tmp_path / "a.json", row, date="2024-05-07", title="T", source="S")).document
    assert (document.date, document.title, document.source) == ("2024-05-07", "T", "S")


def test_broken_line_seven_of_ten(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": TEXT, "date": "2024-05-07"}) for n in range(1, 11)]
    lines[6] = lines[6][:-5]
    found = items(tmp_path / "a.jsonl", "\n".join(lines))
    assert [item.line for item in found] == list(range(1, 11))
    assert [item.document.id for item in found if isinstance(item, Entry)] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "8",
        "9",
        "10",
    ]
    broken = found[6]
    assert isinstance(broken, Issue)
    assert broken.reason.startswith("not JSON")


LINES = [
    ("[1, 2]", "not a JSON object"),
    ('{"body": "x"}', 'no text in the field "text" (fields here: body)'),
    ('{"text": 5}', "no text"),
    ('{"text": "a\\u0000b"}', "NUL"),
    ('{"text": "Kenya \\ud800 spoke"}', "half of a surrogate pair"),
    ('{"text": "   "}', "empty"),
    ("[" * 100_000, "not JSON"),
    ('{"text": ' + "9" * 5000 + "}", "not JSON"),
]


@pytest.mark.parametrize(("line", "reason"), LINES, ids=[row[1] for row in LINES])
def test_bad_lines(tmp_path: Path, line: str, reason: str) -> None:
    good = json.dumps({"text": TEXT, "date": "2024-05-07"})
    issue, entry = items(tmp_path / "a.jsonl", f"{line}\n{good}\n")
    assert isinstance(issue, Issue)
    assert reason in issue.reason
    assert isinstance(entry, Entry)
    assert entry.line == 2


def test_endless_line_is_passed_over(tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT, "date": "2024-05-07"})
    issue, entry = items(tmp_path / "a.jsonl", "x" * (2 * MAX_BYTES + 5) + "\n" + good)
    assert isinstance(issue, Issue)
    assert "too long" in issue.reason
    assert isinstance(entry, Entry)
    assert entry.line == 2


def test_other_field_names(tmp_path: Path) -> None:
    row = json.dumps({"guid": 7, "body": TEXT, "published": "7 May 2024"})
    options = {"fields": {"id": "guid", "text": "body", "date": "published"}}
    document = only_document(items(tmp_path / "a.json", row, **options)).document
    assert (document.id, document.text, document.date) == ("7", TEXT, "2024-05-07")


def test_array(tmp_path: Path) -> None:
    rows = json.dumps([{"text": TEXT, "date": "2024-05-07"}, 5])
    entry, issue = items(tmp_path / "a.json", rows)
    assert isinstance(entry, Entry)
    assert isinstance(issue, Issue)
    assert issue.reason == "item 2 is not a JSON object"


PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Pact signed</title>
<meta property="og:title" content="Pact signed"><meta property="article:published_time" content="2024-05-07T09:00:00Z">
</head><body><nav>Home</nav><article><h1>Pact signed</h1><p>{TEXT} {TEXT}</p><p>The pact covers trade and transit
between the two neighbours, the ministry in Nairobi said in a statement.</p></article>
<footer>Copyright 2019</footer></body></html>"""


@pytest.mark.parametrize("name", ["a.html", "a", "a.page"])
def test_page(tmp_path: Path, name: str) -> None:
    document = only_document(items(tmp_path / name, PAGE)).document
    assert (document.title, document.date) == ("Pact signed", "2024-05-07")
    assert TEXT in document.text
    assert "Copyright" not in document.text


def test_page_without_article(tmp_path: Path) -> None:
    assert "no article" in only_issue(items(tmp_path / "a.html", "<html><body></body></html>")).reason


ROW = {"text": TEXT, "date": "2024-05-07"}
SNIFFED = [
    (f"{json.dumps(ROW)}\n{json.dumps(ROW)}", 2),
    (json.dumps(ROW, indent=1), 1),
    (json.dumps([ROW]), 1),
    ("[Update] " + TEXT, 1),
    ("{curly} " + TEXT, 1),
]


@pytest.mark.parametrize("name", ["a", "a.dat"])
@pytest.mark.parametrize(("data", "count"), SNIFFED)
def test_format_is_told_from_content(tmp_path: Path, name: str, data: str, count: int) -> None:
    entries = [item for item in items(tmp_path / name, data) if isinstance(item, Entry)]
    assert len(entries) == count


def test_json_lines_in_a_json_file(tmp_path: Path) -> None:
    row = json.dumps({"text": TEXT, "date": "2024-05-07"})
    assert len(items(tmp_path / "a.json", f"{row}\n{row}\n")) == 2


def test_folder_and_pattern(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", "picture.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    options = Options(date="2024-05-07")
    assert [Path(item.input).name for item in read([str(tmp_path)], options)] == ["a.txt", "b.txt", "c.txt"]
    assert [Path(item.input).name for item in read([str(tmp_path / "*.txt")], options)] == ["a.txt", "b.txt"]
    assert "no file matches" in only_issue(list(read([str(tmp_path / "*.none")]))).reason


def test_empty_folder(tmp_path: Path) -> None:
    assert "no reports in this folder" in only_issue(list(read([str(tmp_path)]))).reason


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    found = read([str(path), str(tmp_path / "none.txt")], Options(date="2024-05-07"))
    assert isinstance(next(found), Entry)
    (tmp_path / "none.txt").write_text(TEXT, encoding="utf-8")
    assert isinstance(next(found), Entry)
