"""A store: a folder of Delta tables, and a `commits` table that makes them one version.

Delta makes each table atomic, not all of them together. So a writer changes the tables one after the other, and then
adds one row to `commits` that names the version of every table that belongs together. Readers go through the newest
row: what no row names does not exist for them. A writer that dies half-way leaves table versions that no row names;
the next one restores such a table to the committed version before it writes (Delta's restore touches the log only).

Locally a file lock keeps writers from each other. Where there is none (`s3://`), or where it fails, two writers may
still work at once: the row of `commits` is then written by compare-and-swap, and the slower one begins again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError
from filelock import FileLock, Timeout

from dateline.errors import StoreError, UsageError
from dateline.store.schema import FORMAT, TABLES
from dateline.store.snapshot import Snapshot
from dateline.store.transaction import Transaction, create_table, overtaken
from dateline.version import VERSION

LOCK_SECONDS = 600
"""How long a writer waits for another; an add holds the lock for about a second for each part that it commits."""

# In the log of `commits`, so that the newest version is found without reading data.
HEAD = "dateline.head"

NUMBER = re.compile("[0-9]{1,18}")
"""A version in a user's words; other digits than these, and thousands of them, are none."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One version of the store: `versions` names the Delta version of each table."""

    version: int
    at: datetime
    kind: str
    summary: str
    program: str
    format: int
    versions: Mapping[str, int]


class Store:
    """A store at a local folder or an `s3://` address.

    `options` are deltalake's storage options (keys, endpoint); what they lack comes from the environment's `AWS_*`.
    """

    def __init__(self, uri: str, options: Mapping[str, str] | None = None) -> None:
        self.uri = uri.rstrip("/")
        self.options = dict(options or {})
        self.local = "://" not in uri

    @classmethod
    def open(cls, uri: str, options: Mapping[str, str] | None = None, *, create: bool = False) -> Self:
        """The store there; with `create`, a new one if there is none. Raises `StoreError`."""
        store = cls(uri, options)
        if create:
            store._create()
        store.head()
        return store

    def exists(self) -> bool:
        """Whether there is a store here, with a first version. Raises `StoreError` if that can't be read."""
        with self._errors("read"):
            try:
                self._log()
            except TableNotFoundError:
                return False
        return next(self.newest(), None) is not None

    def head(self) -> Commit:
        """The newest version. Raises `StoreError` if there is no store, or one that a newer program made."""
        for commit in self.newest():
            return _checked(commit, self.uri)
        raise self._missing()

    def newest(self) -> Iterator[Commit]:
        """All versions, newest first, read as they are asked for. Raises `StoreError`."""
        with self._errors("read"):
            commits = self._commits()
            before = None
            # The newest entries tell what is asked most; the history may be long.
            for limit in (1, 16, None):
                for entry in commits.history(limit):
                    if HEAD in entry:
                        commit = _commit_of(json.loads(entry[HEAD]))
                        if before is None or commit.version < before:
                            before = commit.version
                            yield commit

    def commits(self) -> list[Commit]:
        """All versions, oldest first."""
        with self._errors("read"):
            rows = self._commits().to_pyarrow_table().to_pylist()
        commits = [Commit(**{**row, "versions": dict(row["versions"])}) for row in rows]
        return sorted(commits, key=lambda commit: commit.version)

    def at(self, as_of: int | str | None = None) -> Snapshot:
        """The store as of a version, or as of the end of a day (`2026-03-01`, UTC); None: the newest.

        Raises `UsageError` for a version or a day before the first and for what is neither, and `StoreError`.
        """
        return self._snapshot(self.head() if as_of is None else self._commit_at(as_of))

    @contextmanager
    def writing(self, kind: str, summary: str = "") -> Iterator[Transaction]:
        """Change tables; at the end of the block the changes become one version, after an exception none of them does.

        A block that changes nothing makes no version. Raises `StoreError`; `Overtaken` when another writer was
        quicker, and the block is to be run again.
        """
        with self._errors("write"), self.locked():
            head = self.head()
            transaction = Transaction(self._snapshot(head), head.versions, self.uri, self.options)
            yield transaction
            if transaction.changed:
                self._commit(head, kind, summary, transaction.versions)

    def _snapshot(self, commit: Commit) -> Snapshot:
        return Snapshot(self.uri, self.options, commit.version, commit.at, commit.versions)

    def _create(self) -> None:
        if self.local:
            try:
                Path(self.uri).mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(f"can't make a store at {self.uri}: {error.strerror}") from error
        if self.exists():
            return
        with self._errors("create"), self.locked():
            if self.exists():
                return
            versions = {
                name: create_table(self.uri, name, self.options).version() for name in TABLES if name != "commits"
            }
            create_table(self.uri, "commits", self.options)
            nothing = Commit(0, datetime.now(UTC), "", "", VERSION, FORMAT, {})
            self._commit(nothing, "create", "an empty store", versions)

    def _commits(self) -> DeltaTable:
        try:
            return self._log()
        except TableNotFoundError:
            raise self._missing() from None

    def _log(self) -> DeltaTable:
        return DeltaTable(f"{self.uri}/commits", storage_options=self.options)

    def _missing(self) -> StoreError:
        return StoreError(f"there is no store at {self.uri}: make one with `dateline add SOURCES… --store {self.uri}`")

    def _commit(self, head: Commit, kind: str, summary: str, versions: Mapping[str, int]) -> None:
        at = max(datetime.now(UTC), head.at + timedelta(microseconds=1))
        commit = Commit(head.version + 1, at, kind, summary, VERSION, FORMAT, dict(sorted(versions.items())))
        row = {name: getattr(commit, name) for name in TABLES["commits"].schema.names}
        row["versions"] = list(commit.versions.items())
        commits = self._commits()
        if head.version and self.head().version != head.version:
            raise overtaken(self.uri)
        try:
            write_deltalake(
                commits,
                pa.Table.from_pylist([row], TABLES["commits"].schema),
                mode="append",
                # Compare and swap: no second try on top of somebody else's row.
                commit_properties=CommitProperties(custom_metadata={HEAD: _json(commit)}, max_commit_retries=0),
            )
        except CommitFailedError as error:
            raise overtaken(self.uri) from error

    def _commit_at(self, as_of: int | str) -> Commit:
        commits = self.commits()
        if isinstance(as_of, str) and NUMBER.fullmatch(as_of):
            as_of = int(as_of)
        if isinstance(as_of, int):
            found = [commit for commit in commits if commit.version == as_of]
        else:
            end = datetime.combine(_day(as_of), time.max, UTC)
            found = [commit for commit in commits if commit.at <= end][-1:]
        if not found:
            first, last = commits[0], commits[-1]
            raise UsageError(
                f"the store {self.uri} has no version as of {as_of}: it goes from {first.version} ({first.at:%Y-%m-%d})"
                f" to {last.version} ({last.at:%Y-%m-%d})"
            )
        return found[0]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other writers out (locally). Raises `StoreError` if another one goes on too long."""
        lock = FileLock(Path(self.uri) / ".lock", timeout=LOCK_SECONDS) if self.local else nullcontext()
        try:
            with lock:
                yield
        except Timeout:
            raise StoreError(f"another program has been writing to {self.uri} for {LOCK_SECONDS} seconds") from None

    @contextmanager
    def _errors(self, doing: str) -> Iterator[None]:
        """What the storage says, as a `StoreError`."""
        try:
            yield
        except (DeltaError, OSError, pa.ArrowException) as error:
            raise StoreError(f"can't {doing} the store {self.uri}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    told = str(error)
    if "No space left" in told or "os error 28" in told:
        return (
            "no space left on the device; nothing that was committed is lost: make room and run the same command again"
        )
    if "Read-only file system" in told or "Permission denied" in told:
        return "it is read-only for you"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return told.strip().splitlines()[0] if told.strip() else type(error).__name__


def _checked(commit: Commit, uri: str) -> Commit:
    if commit.format > FORMAT:
        raise StoreError(
            f"the store {uri} was made by dateline {commit.program} (store format {commit.format}); this is {VERSION},"
            f" which knows formats up to {FORMAT}: update dateline"
        )
    return commit


def _json(commit: Commit) -> str:
    told: dict[str, Any] = {name: getattr(commit, name) for name in Commit.__slots__}
    return json.dumps({**told, "at": commit.at.isoformat(), "versions": dict(commit.versions)})


def _commit_of(told: dict[str, Any]) -> Commit:
    return Commit(**{**told, "at": datetime.fromisoformat(told["at"])})


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{value!r} is neither a version nor a day: write 17 or 2026-03-01") from None
