"""Bytes to characters: UTF-8, strictly, so that offsets are those of the input."""

from __future__ import annotations

import codecs

from dateline.errors import InputError

OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes) -> str:
    """The characters of UTF-8 bytes, line ends kept; a byte order mark at the start is no text and is left out.

    Raises `InputError` for binary data and for other encodings.
    """
    if data.startswith(OTHER_MARKS):
        raise InputError("the text is UTF-16: save it as UTF-8")
    nul = data.find(b"\0")
    if nul >= 0:
        raise InputError(f"not a text: NUL at byte {nul}; a binary file, or a text in UTF-16: save it as UTF-8")
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
        raise InputError(f"not UTF-8: byte {at} is 0x{data[at]:02x}; save the text as UTF-8") from error
