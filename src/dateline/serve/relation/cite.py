"""How to refer to a page of the site: so that a reader finds the same answer again."""

from __future__ import annotations

from datetime import UTC, date, datetime

from starlette.requests import Request

from dateline.serve.corpus import corpus
from dateline.serve.relation.asked import Asked
from dateline.serve.relation.model import Citation
from dateline.serve.words import day
from dateline.store import Snapshot


def cite(request: Request, snap: Snapshot, title: str, path: str, asked: Asked) -> Citation:
    """A reference to the page at a path as of the store's version, whichever comes after it."""
    address = f"{request.base_url}".rstrip("/") + asked.address(path, asked.cursor, snap.version)
    accessed: date = datetime.now(UTC).date()
    coder = corpus(snap).coder
    text = (
        f"{title}. Store version {snap.version} of {day(snap.at)}, coded by {coder}. {address}"
        f" (accessed {day(accessed)})."
    )
    return Citation(address=address, version=snap.version, committed=snap.at, coder=coder, accessed=accessed, text=text)
