"""What of a page is longer than anybody writes, cut or taken out before the page is searched.

trafilatura and htmldate look for titles, names and dates with expressions whose time grows with the square of what they
search. An author's name of 60 KB took 6 seconds, one of 600 KB would take ten minutes: found by `bench.fuzz`.
"""

from __future__ import annotations

import json
import re

from lxml.html import HtmlElement

LONGEST_VALUE = 2000
"""Characters of a title, of a name or description in a page's metadata: descriptions have up to 500."""

LONGEST_ATTRIBUTE = 20_000
"""Characters of an attribute: addresses have up to 2,000. What is longer is a picture, or data of a forum's script."""

LONGEST_BROKEN = 20_000
"""Characters of embedded data that is no JSON: it is searched with the slowest expressions."""

MOST_METADATA = 200
"""Elements of metadata, scripts with data, and items of a list in these: pages have some dozens. Names are compared
with each other each time that one more is told."""

TEXTS = frozenset(("articlebody", "reviewbody", "text"))
"""Keys of schema.org whose values are texts, and may be long."""

DATA = './/script[@type="application/ld+json" or @type="application/settings+json"]'

# No text goes on so long without a letter or a digit, or opens so many tags without closing one.
NO_WORDS = re.compile(r"\W{1000}")
MOST_OPENED = 100


def trimmed(page: HtmlElement) -> HtmlElement:
    """The same page, changed where it is beyond all bounds."""
    for spare in (*list(page.iter("meta"))[MOST_METADATA:], *page.xpath(DATA)[MOST_METADATA:]):
        spare.drop_tree()
    for element in page.iter("*"):
        for name, value in element.attrib.items():
            if (
                len(value) > (LONGEST_VALUE if element.tag == "meta" else LONGEST_ATTRIBUTE)
                and name != "data-preloaded"
            ):
                element.set(name, value[:LONGEST_VALUE])
    for title in page.iter("title", "h1", "h2"):
        words = title.text_content()
        if len(words) > LONGEST_VALUE:
            title.clear(keep_tail=True)
            title.text = words[:LONGEST_VALUE]
    for script in page.xpath(DATA):
        if script.text:
            script.text = _trimmed_data(script.text)
    return page


def _trimmed_data(text: str) -> str:
    """Embedded data with its values cut; empty where it is unlike any that a program wrote."""
    if _is_wild(text):
        return ""
    try:
        told = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return text if len(text) <= LONGEST_BROKEN else ""
    cut = _cut(told)
    # As it came, if nothing had to be cut: ordinary pages are read as ever.
    return text if cut == told else json.dumps(cut, ensure_ascii=False)


def _is_wild(text: str) -> bool:
    opened = text.rpartition(">")[2].count("<") + text.count("<!--")
    return opened > MOST_OPENED or NO_WORDS.search(text) is not None


def _cut(told: object, key: str = "") -> object:
    """A JSON value with its strings cut, but for texts. It is no deeper than the parser, which recurses as well."""
    if isinstance(told, dict):
        return {name: _cut(value, name) for name, value in told.items()}
    if isinstance(told, list):
        return [_cut(value, key) for value in told[:MOST_METADATA]]
    if isinstance(told, str) and key.lower() not in TEXTS:
        return told[:LONGEST_VALUE]
    return told
