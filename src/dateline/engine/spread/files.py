"""The inputs of a cluster: files that all its machines see, and objects of S3."""

from __future__ import annotations

import fnmatch
import glob
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast
from urllib.parse import urlsplit

import pyarrow.fs as fs

from dateline.errors import UsageError
from dateline.read import Issue
from dateline.read.sniff import is_known
from dateline.read.sources import STANDARD_INPUT, find_sources

S3: Final = "s3://"
BUFFER: Final = 1024 * 1024
"""Bytes that are asked of S3 at once."""


@dataclass(frozen=True, slots=True)
class File:
    """One input: its name as the user knows it, where it lies, its bytes, and when it was changed (ns, 0: unknown)."""

    name: str
    path: str
    size: int
    changed: int

    def open(self) -> BinaryIO:
        """A buffered stream of its bytes, which can seek. Raises `OSError`."""
        if not self.path.startswith(S3):
            return Path(self.path).open("rb", buffering=64 * 1024)
        raw = cast(io.RawIOBase, _s3().open_input_file(self.path.removeprefix(S3)))
        return cast(BinaryIO, io.BufferedReader(raw, BUFFER))


def find_files(names: Iterable[str]) -> Iterator[File | Issue]:
    """The files of files, folders, patterns and `s3://` addresses, in the order in which `read` has them.

    An address ends in `/` for all that lies below it, or has `*` or `?` in it. Raises `UsageError` for what only one
    machine can read.
    """
    for name in names:
        if name.startswith(S3):
            yield from _objects(name)
        elif name == STANDARD_INPUT or "://" in name or name.endswith(".toml"):
            raise UsageError(f"--engine ray reads files and s3:// addresses, not {name}: add that without it")
        else:
            for source in find_sources([name]):
                yield source if isinstance(source, Issue) else _file(source.name, str(source.path))


def _file(name: str, path: str) -> File:
    try:
        told = os.stat(path)
    except OSError:
        # Who reads it says what is wrong.
        return File(name, os.path.abspath(path), 0, 0)
    return File(name, os.path.abspath(path), told.st_size, told.st_mtime_ns)


def _objects(name: str) -> Iterator[File | Issue]:
    """The objects of an address, by name."""
    path = name.removeprefix(S3)
    many = path.endswith("/") or glob.has_magic(path)
    try:
        if not many:
            found = [_s3().get_file_info(path)]
        else:
            below = path.rstrip("/") if path.endswith("/") else _fixed(path)
            found = _s3().get_file_info(fs.FileSelector(below, recursive=True, allow_not_found=True))
    except OSError as error:
        yield Issue(name, None, f"can't be read: {str(error).splitlines()[0]}")
        return
    files = sorted((info for info in found if info.type == fs.FileType.File), key=lambda info: str(info.path))
    if path.endswith("/"):
        files = [info for info in files if is_known(info.path)]
    elif many:
        files = [info for info in files if fnmatch.fnmatchcase(info.path, path)]
    if not files:
        yield Issue(name, None, "no object matches this pattern" if many else "no such object")
    for info in files:
        yield File(S3 + info.path, S3 + info.path, info.size, info.mtime_ns or 0)


def _fixed(pattern: str) -> str:
    """The folder of a pattern, up to where its magic begins."""
    parts = pattern.split("/")
    place = next(place for place, part in enumerate(parts) if glob.has_magic(part))
    return "/".join(parts[:place])


def _s3() -> fs.S3FileSystem:
    """S3 as the environment has it, in deltalake's names."""
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    if not endpoint:
        return fs.S3FileSystem(region=region)
    told = urlsplit(endpoint)
    return fs.S3FileSystem(region=region, endpoint_override=told.netloc, scheme=told.scheme)
