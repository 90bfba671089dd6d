"""Marked-up text to plain: the text of HTML, XHTML and NITF, a line for each block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from dateline.errors import TooLong

MAX_MARKUP = 4 * 1024 * 1024
"""Characters of the markup of one report: more than ten for each character that the longest report may have."""

# The elements of HTML and NITF that end a line, and those whose content is not the report's text.
BLOCK = re.compile(
    "address|article|aside|blockquote|body|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre"
    "|section|table|td|th|tr|ul"
    r"|block|body\.content|body\.head|bq|dateline|hedline|hl1|hl2|lead|nitf-table|note"
)
SKIPPED = re.compile("script|style|template|noscript|iframe|object|head|title|form|media|media-caption")

TAG = re.compile(r"<[A-Za-z/!?]|&#?\w{1,32};")
"""What tells that a string is marked up."""


def plain(text: str) -> str:
    """The plain text of a string that may be HTML; a string without tags and entities is only stripped.

    Raises `TooLong`.
    """
    if not TAG.search(text):
        return text.strip()
    if len(text) > MAX_MARKUP:
        raise TooLong(f"too long: the markup of one report may have {MAX_MARKUP:,} characters")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    root = etree.fromstring(b"<body>" + text.replace("\0", " ").encode("utf-8", "replace"), parser)
    return "" if root is None else text_of(root)


def text_of(element: etree._Element) -> str:
    """The text below an element: white space as one blank, a line for each block, no empty lines."""
    lines = (" ".join(line.split()) for line in "".join(_pieces(element)).split("\n"))
    return "\n".join(line for line in lines if line)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace, in lower case; "" for what is none."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _pieces(root: etree._Element) -> Iterator[str]:
    """The strings of a tree in order, with a line feed at either end of a block; no recursion, trees may be deep."""
    todo: list[etree._Element | str | None] = [root]
    while todo:
        node = todo.pop()
        if node is None or isinstance(node, str):
            yield node or ""
        elif (name := local(node)) and (node is root or not SKIPPED.fullmatch(name)):
            mark = "\n" if BLOCK.fullmatch(name) else ""
            inside: list[etree._Element | str | None] = [mark, _flat(node.text)]
            for child in node:
                inside += [child, _flat(child.tail)]
            todo += reversed([*inside, mark])


def _flat(text: str | None) -> str:
    """A text node's content on one line: in markup a line end is a blank."""
    return (text or "").replace("\n", " ").replace("\r", " ")
