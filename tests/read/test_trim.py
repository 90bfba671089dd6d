"""Pages with values that nobody writes are read all the same, and in no time."""

import json
import time

import pytest

from dateline.errors import InputError
from dateline.read.html import page_fields
from dateline.read.trim import LONGEST_VALUE
from tests.read.samples import TEXT, page

LONG = 200_000
ARTICLE = {"@context": "https://schema.org", "@type": "NewsArticle"}


def with_head(head: str) -> bytes:
    return page().replace(b"<head>", f"<head>{head}".encode())


def with_data(data: str) -> bytes:
    return with_head(f'<script type="application/ld+json">{data}</script>')


def quickly(data: bytes) -> dict[str, object]:
    """The fields of a page that took minutes before it was trimmed."""
    began = time.process_time()
    fields = page_fields(data)
    assert time.process_time() - began < 10
    assert fields["text"]
    return fields


@pytest.mark.parametrize("unit", ["]]>", "(a", "= ", "<", "a@", "by "])
def test_a_name_that_does_not_end(unit: str) -> None:
    name = unit * (LONG // len(unit))
    quickly(with_head(f'<meta name="author" content="{name.replace("<", "&lt;")}">'))
    quickly(with_data(json.dumps({**ARTICLE, "author": {"name": name}})))
    quickly(with_data(json.dumps({**ARTICLE, "articleBody": name})))


def test_names_that_do_not_end() -> None:
    quickly(with_head("".join(f'<meta name="author" content="Amina Wekesa{n}">' for n in range(5000))))
    authors = [{"name": f"Amina Wekesa{n}"} for n in range(5000)]
    quickly(with_data(json.dumps({**ARTICLE, "author": authors})))
    quickly(with_data(json.dumps({**ARTICLE, "author": {"name": "Amina Wekesa"}})) * 400)


@pytest.mark.parametrize("data", ['{"author":' * 20_000, "<" * LONG, "[" * LONG, '{"a": "' + "x" * LONG])
def test_embedded_data_that_is_no_json(data: str) -> None:
    quickly(with_data(data))


@pytest.mark.parametrize("unit", ["-", " - ", "| ", "<b>a</b> "])
def test_a_title_that_does_not_end(unit: str) -> None:
    title = unit * (LONG // len(unit))
    fields = quickly(page().replace(b"<h1>Pact signed</h1>", f"<h1>{title}</h1>".encode()))
    assert len(str(fields["title"])) <= LONGEST_VALUE


def test_a_document_type_that_does_not_end() -> None:
    with pytest.raises(InputError, match="document type"):
        page_fields(b"<!DOCTYPE html" + b"/" * LONG + b"\n" + page())


def test_ordinary_data_is_told() -> None:
    told = {**ARTICLE, "author": {"name": "Amina Wekesa"}, "articleBody": f"{TEXT} " * 200}
    assert page_fields(with_data(json.dumps(told)))["byline"] == "Amina Wekesa"
