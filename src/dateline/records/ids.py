"""Stable ids: hashes of content and place, so that the same input gives the same bytes."""

import hashlib

# 12 base-16 digits are 48 bits: among 10 million records of one kind in one document-keyed table the chance of
# any clash is 0.2 %, and ids are only compared together with their document's id.
RECORD_DIGITS = 12
DOCUMENT_DIGITS = 16


def text_id(text: str, date: str | None) -> str:
    """Id of a document that came without one: a hash of its text and date."""
    return hashlib.sha256(f"{date or ''}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:DOCUMENT_DIGITS]


def record_id(document: str, kind: str, start: int, end: int, part: int = 0) -> str:
    """Id of a record: its document, its kind and the place of its trigger, not its type.

    `part` tells apart two records of one kind with one trigger ("condemned X and Y" read as two acts).
    """
    key = f"{document}\n{kind}\n{start}\n{end}" + (f"\n{part}" if part else "")
    return f"{kind[:2]}{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:RECORD_DIGITS]}"
