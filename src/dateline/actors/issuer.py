"""Who issues an official text: the state or body whose site it comes from."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from dateline.actors.lexicon import rows
from dateline.records import Document


@cache
def hosts() -> dict[str, str]:
    """State (ISO3) or body by the end of a host's name."""
    return {row[0]: row[1] for row in rows("hosts")}


def issuer(document: Document) -> str | None:
    """ISO3 of the state, or the name of the body, on whose official site the text stands; else None."""
    host = urlsplit(document.url).hostname if document.url else None
    if not host:
        return None
    labels = host.split(".")
    for i in range(len(labels) - 1):
        found = hosts().get(".".join(labels[i:]))
        if found:
            return found
    return None
