"""Lists of sources, good and bad."""

from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.fetch import Source, SourceList, is_address, load_sources

LIST = """
[[source]]
url = "https://news.example/world.rss"
name = "Example News"
country = "KEN"
every = 15
format = "html"
articles = true

[[source]]
url = "http://agency.example/feed"
name = "Agency"
"""


def load(tmp_path: Path, text: str | bytes) -> list[Source]:
    path = tmp_path / "sources.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return load_sources(path)


def test_a_list(tmp_path: Path) -> None:
    assert load(tmp_path, LIST) == [
        Source("https://news.example/world.rss", "Example News", "KEN", 15.0, "html", True),
        Source("http://agency.example/feed", "Agency"),
    ]


def entry(**changes: str) -> str:
    fields = {"url": '"https://news.example/feed"', "name": '"Example News"', **changes}
    return "[[source]]\n" + "\n".join(f"{name} = {value}" for name, value in fields.items() if value)


def test_kosovo_has_a_code_though_iso_has_none(tmp_path: Path) -> None:
    assert load(tmp_path, entry(country='"XKX"'))[0].country == "XKX"


BAD: list[tuple[str, str | bytes, str]] = [
    ("empty", "", r"sources\.toml: no sources"),
    ("not TOML", "[[source]]\nurl = x\n", r"sources\.toml: not TOML: .*line 2"),
    ("not UTF-8", b"\xff\xfe", "not TOML"),
    ("nested without end", "a = " + "[" * 100_000, "not TOML"),
    ("a table, not a list", '[source]\nurl = "https://news.example/"', r"\[\[source\]\]"),
    ("no table", "source = [1]", r"\[\[source\]\]"),
    ("another key", "every = 5\n" + entry(), "'every' is unknown"),
    ("no url", entry(url=""), "source 1: url is missing"),
    ("no name", entry(name=""), r"source 1 \(https://news\.example/feed\): name is missing"),
    ("blank name", entry(name='" "'), "name is missing"),
    ("a file", entry(url='"feed.xml"'), "is not an address"),
    ("no host", entry(url='"https:///feed"'), "is not an address"),
    ("half an IPv6 address", entry(url='"https://[::1/"'), "is not an address"),
    ("country in words", entry(country='"Kenya"'), "country 'Kenya' is no ISO 3166-1"),
    ("two letters", entry(country='"KE"'), "country 'KE'"),
    ("lower case", entry(country='"ken"'), "country 'ken'"),
    ("a number", entry(country="404"), "country 404"),
    ("too often", entry(every="0.1"), "every = 0.1 is not a number of minutes"),
    ("never", entry(every="inf"), "every = inf"),
    ("words", entry(every='"hourly"'), "every = 'hourly'"),
    ("true", entry(every="true"), "every = True"),
    ("format", entry(format='"docx"'), "format 'docx' is none of"),
    ("articles", entry(articles='"yes"'), "articles is true or false, not 'yes'"),
    ("misspelt", entry(contry='"KEN"'), "'contry' is unknown; a source may have url, name, country"),
    ("twice", entry() + "\n" + entry(), "source 2: https://news.example/feed is listed twice"),
]


@pytest.mark.parametrize(("why", "text", "message"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_list_names_file_and_entry(tmp_path: Path, why: str, text: str | bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message) as raised:
        load(tmp_path, text)
    assert str(tmp_path / "sources.toml") in str(raised.value)


def test_a_missing_list(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml: can't be read: No such file"):
        load_sources(tmp_path / "none.toml")


def test_addresses_are_told_from_files() -> None:
    assert is_address("https://news.example/a.html")
    assert is_address("HTTP://news.example")
    assert not is_address("news/https.txt")
    assert not is_address("s3://bucket/store")


def test_a_list_is_read_again_when_it_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(entry())
    listed = SourceList(path)
    assert not listed.changed()
    path.write_text(entry() + "\n" + entry(url='"https://news.example/sport"'))
    assert listed.changed()
    assert [source.url for source in listed.sources] == ["https://news.example/feed", "https://news.example/sport"]
    assert not listed.changed()
    path.write_text("# The same.\n" + entry() + "\n" + entry(url='"https://news.example/sport"'))
    assert not listed.changed()


@pytest.mark.parametrize("wrong", ["[[source]]\nurl = 7", "", None])
def test_a_wrong_list_is_told_once_and_the_old_one_kept(tmp_path: Path, wrong: str | None) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(entry())
    listed = SourceList(path)
    before = listed.sources
    if wrong is None:
        path.unlink()
    else:
        path.write_text(wrong)
    with pytest.raises(UsageError, match=r"sources\.toml"):
        listed.changed()
    assert not listed.changed()
    assert listed.sources == before
    path.write_text(entry(name='"Other News"'))
    assert listed.changed()
