"""Whatever the bytes are, reading yields entries and issues, and raises nothing."""

import gzip
from functools import cache

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.read import FORMATS, Entry, Issue
from tests.read.samples import SECOND, TEXT, jsonl, news_item, of, page, parquet, response, rss

ITEM = (
    f"<title>Pact</title><link>https://a.example</link><description>{TEXT}</description><pubDate>2024-05-07</pubDate>"
)


MARKS = "<>&;!\"',[]{}:\n \t/=-aitemfdrsx\0é"


@cache
def samples() -> dict[str, bytes]:
    """A whole input of each format."""
    ninjs = b'{"uri": "https://a.example/1", "bodies": [{"contenttype": "text/html", "value": "<p>Kenya spoke.</p>"}]}'
    return {
        "text": TEXT.encode(),
        "json": b'[{"text": "Kenya spoke.", "date": "2024-05-07"}, 5]',
        "jsonl": jsonl(3),
        "html": page(),
        "csv": f'text,date\n"{TEXT}\n{TEXT}",2024-05-07\n{SECOND},2024-05-08\n'.encode(),
        "parquet": parquet(pa.table({"text": [TEXT, None, SECOND], "date": ["2024-05-07", "x", None]})),
        "feed": rss(ITEM, ITEM).encode(),
        "warc": response("https://a.example", page()) + response("https://b.example", page(SECOND)),
        "newsml": news_item(f"<inlineData>{TEXT}</inlineData>").encode(),
        "ninjs": ninjs,
    }


def only_entries_and_issues(data: bytes, format: str | None) -> None:
    found = of(data, "input", format=format)
    assert found
    assert all(isinstance(item, Entry | Issue) for item in found)


def test_each_format_has_a_sample() -> None:
    assert tuple(samples()) == FORMATS


@pytest.mark.parametrize("format", [None, *FORMATS])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=400) | st.text(MARKS, max_size=200).map(str.encode))
def test_any_bytes(format: str | None, data: bytes) -> None:
    only_entries_and_issues(data, format)


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_samples_with_broken_bytes(format: str, data: st.DataObject) -> None:
    sample = bytearray(samples()[format])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(sample) - 1))
        sample[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
        if not sample:
            break
    cut = data.draw(st.integers(0, len(sample)))
    broken = bytes(sample if data.draw(st.booleans()) else sample[:cut])
    only_entries_and_issues(broken, data.draw(st.sampled_from((format, None))))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 300), st.binary(max_size=4))
def test_broken_gzip(at: int, other: bytes) -> None:
    packed = bytearray(gzip.compress(jsonl(20)))
    packed[at : at + len(other)] = other
    only_entries_and_issues(bytes(packed), "jsonl")
