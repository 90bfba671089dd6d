"""The reports of `examples/stories`, coded once: what the measures of joins and of the office table begin with.

Coding takes about a minute; the reports are kept in a folder for temporary files under a hash of the texts and of the
coder's own source, so that a changed rule or text is coded anew.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import dateline
from dateline.records import Document, Report

PACKAGE = Path(dateline.__file__).parent
STORIES = PACKAGE / "examples" / "stories"
CODER = (
    "records",
    "ontology",
    "read",
    "language",
    "time",
    "places",
    "actors",
    "statements",
    "events",
    "facts",
    "coder.py",
    "version.py",
)
"""The parts of the package on which a coding rests."""
DAY = len("2026-03-18")


def story_documents() -> list[Document]:
    """The reports uncoded, in order of their names; a file's stem is the report's id and begins with its day."""
    return [
        Document(id=path.stem, date=path.stem[:DAY], language="en", text=path.read_bytes().decode("utf-8"))
        for path in sorted(STORIES.glob("*.txt"))
    ]


def coded_stories() -> list[Report]:
    """The reports coded by the default coder, in order of their names, from the cache if they are there."""
    documents = story_documents()
    cache = Path(tempfile.gettempdir()) / f"dateline-stories-{os.getuid()}" / f"{_key(documents)}.jsonl"
    if cache.exists():
        return [Report.from_json(line) for line in cache.read_text(encoding="utf-8").split("\n") if line]
    reports = list(dateline.load().code_all(documents))
    cache.parent.mkdir(mode=0o700, exist_ok=True)
    part = cache.with_suffix(f".{os.getpid()}")
    part.write_text("".join(report.to_json() + "\n" for report in reports), encoding="utf-8")
    part.replace(cache)
    return reports


def _key(documents: list[Document]) -> str:
    """Hash of all that the coding rests on: the texts, and the coder's rules, lists and weights."""
    told = hashlib.sha256()
    for document in documents:
        told.update(f"{document.id}\n{document.text}\n".encode())
    for name in CODER:
        part = PACKAGE / name
        for path in [part] if part.is_file() else sorted(part.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                told.update(str(path.relative_to(PACKAGE)).encode())
                told.update(path.read_bytes())
    return told.hexdigest()[:16]
