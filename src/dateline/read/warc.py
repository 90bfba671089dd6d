"""WARC, the web archives' format: the HTML pages among its responses, one record in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from dateline.errors import InputError, TooLong
from dateline.read.dating import find_date
from dateline.read.entry import Remark
from dateline.read.gunzip import some_of, unpacked
from dateline.read.html import page_fields
from dateline.read.options import MAX_BYTES

PAGES = frozenset(("text/html", "application/xhtml+xml"))
PLAIN_CODINGS = frozenset(("", "identity", "gzip", "x-gzip"))


def read_warc(stream: BinaryIO) -> Iterator[tuple[int | None, dict[str, object] | InputError | Remark]]:
    """The record numbers (from 1, of all kinds) and fields of the pages, or a record's error. Raises `InputError`.

    Pages are HTML that the server answered with status 200. A page that tells no date, in its metadata or its text,
    takes the day on which it was crawled, with a remark. Where the archive is cut off, the records before that are
    read.
    """
    number = pages = 0
    try:
        for number, record in enumerate(_records(stream), 1):
            if record.record_type != WarcRecordType.response:
                continue
            size = record.content_length
            if size <= MAX_BYTES:
                # Only a record that is held whole tells that the archive ends within it.
                record.freeze()
                if record.content_length < size:
                    raise InputError(f"truncated archive: it ends within record {number}; the others were read")
            # Chunks are joined in memory, at once.
            record.parse_http(auto_decode="transfer" if size <= MAX_BYTES else "none")
            if _is_page(record):
                pages += 1
                yield from ((number, row) for row in _page(record, size))
    except (OSError, ValueError) as error:
        raise InputError(f"broken archive after record {number}: {error}; the records before it were read") from error
    if not pages:
        raise InputError(f"no page in the archive: none of its {number:,} records is an HTML response")


def _records(stream: BinaryIO) -> Iterator[WarcRecord]:
    # The stream is unpacked already, and by bounds: what the library unpacks by itself it does not bound.
    return iter(ArchiveIterator(_Counted(stream), parse_http=False, stream_detect=False))


class _Counted:
    """A stream that knows its place without being able to seek, which the library must have."""

    def __init__(self, stream: BinaryIO) -> None:
        self._read = some_of(stream)
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        data = self._read(size)
        self._place += len(data)
        return data

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError("this stream is read once, from the start")

    def close(self) -> None:
        """The stream is closed by who opened it."""


def _is_page(record: WarcRecord) -> bool:
    headers = record.http_headers
    return headers is not None and headers.status_code == 200 and record.http_content_type in PAGES


def _page(record: WarcRecord, size: int) -> Iterator[dict[str, object] | InputError | Remark]:
    """The fields of a page, after what is to be said of them, or what is wrong with it, always with its address."""
    url = record.headers.get("WARC-Target-URI")
    try:
        if size > MAX_BYTES:
            raise TooLong(f"too long: a record may have {MAX_BYTES:,} bytes")
        fields = page_fields(_payload(record), record.http_charset)
    except InputError as error:
        yield type(error)(f"{error} ({url})")
        return
    fields["url"] = url or fields["url"]
    if not fields["date"] and record.record_date and not find_date(str(fields["text"])):
        fields["date"] = record.record_date.date().isoformat()
        yield Remark(f"the page tells no date, the day of the crawl was taken: {fields['date']} ({url})")
    yield fields


def _payload(record: WarcRecord) -> bytes:
    """The page's bytes, unpacked within bounds if the server sent them packed. Raises `InputError`."""
    assert record.http_headers is not None
    assert record.reader is not None
    coding = (record.http_headers.get("Content-Encoding") or "").strip().lower()
    data = record.reader.read(MAX_BYTES)
    if coding not in PLAIN_CODINGS:
        raise InputError(f'the page is packed with "{coding[:20]}", which is not read: archive it unpacked')
    data = unpacked(BytesIO(data)).read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TooLong(f"too long: a page may have {MAX_BYTES:,} bytes")
    return data
