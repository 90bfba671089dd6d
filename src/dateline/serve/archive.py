"""The store as the site sees it: the newest version, read anew only when there is one; work done behind the pages."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Annotated, Final

from fastapi import Depends, Query
from starlette.requests import Request

from dateline.coder import Coder, load
from dateline.engine import Workers
from dateline.errors import StoreError
from dateline.offices import OfficeTable
from dateline.store import Snapshot, Store
from dateline.store.offices import office_table
from dateline.store.settle import settle

TABLES_KEPT: Final = 3
"""Office tables kept in memory: of the newest version, and of some that are asked for as of then."""

PAUSE: Final = 1.0
"""Seconds between an edit and settling."""

logger = logging.getLogger(__name__)


class Archive:
    """A store, its newest snapshot, and a coder that is loaded when first needed. Safe to use from many threads.

    With more `jobs` than one, reports that come in are coded by workers, and pages are not slowed down by it.
    """

    def __init__(self, store: Store, coder: Coder | None = None, jobs: int = 1) -> None:
        self.store = store
        self._coder = coder
        self._jobs = jobs
        self._workers: Workers | None = None
        self._newest: Snapshot | None = None
        self._lock = threading.Lock()
        self._loading = threading.Lock()
        self._behind = ThreadPoolExecutor(1, "settle")
        self._settling: Future[None] | None = None
        self._offices: dict[int, OfficeTable] = {}
        self._reading_offices = threading.Lock()

    def at(self, as_of: int | str | None = None) -> Snapshot:
        """The store as of a version or day. Raises `StoreError`."""
        if as_of is not None:
            return self.store.at(as_of)
        head = self.store.head()
        with self._lock:
            if self._newest is None or self._newest.version != head.version:
                self._newest = self.store.at(head.version)
            return self._newest

    def offices(self, snapshot: Snapshot) -> OfficeTable:
        """Who held what as of a version; made once for each."""
        with self._reading_offices:
            found = self._offices.pop(snapshot.version, None) or office_table(snapshot)
            self._offices[snapshot.version] = found
            while len(self._offices) > TABLES_KEPT:
                del self._offices[next(iter(self._offices))]
            return found

    def knows_offices(self, snapshot: Snapshot) -> bool:
        """Whether `offices` answers at once: of a large store the table takes seconds."""
        return snapshot.version in self._offices

    def coder(self) -> Coder:
        """The coder; the first call takes some seconds."""
        with self._loading:
            self._coder = self._coder or load()
            return self._coder

    def workers(self) -> Coder | Workers:
        """What codes reports that come in; the first call takes some seconds."""
        if self._jobs == 1:
            return self.coder()
        with self._loading:
            if self._workers is None:
                self._workers = Workers(self._jobs).__enter__()
            return self._workers

    def settle(self) -> None:
        """Bring the derived tables up to date behind the pages; calls while one waits are one."""
        with self._lock:
            if self._settling is None or self._settling.done() or self._settling.running():
                self._settling = self._behind.submit(self._settle)

    def _settle(self) -> None:
        # A reader who mends one record often mends the next one too; settling keeps other writers out.
        time.sleep(PAUSE)
        try:
            settle(self.store)
        except StoreError as error:
            logger.error("settling failed, and is tried again with the next edit: %s", error)

    @property
    def is_settling(self) -> bool:
        """Whether derived tables are being brought up to date."""
        return self._settling is not None and not self._settling.done()

    def close(self) -> None:
        """Finish what is being done."""
        if self._workers:
            self._workers.__exit__()
        self._behind.shutdown()


def archive_of(request: Request) -> Archive:
    """The archive of the app that serves a request."""
    archive: Archive = request.app.state.archive
    return archive


def snapshot_of(
    request: Request,
    version: Annotated[
        str | None, Query(description="The store's version, or a day (2026-03-01), to answer as of.")
    ] = None,
) -> Snapshot:
    """The snapshot that a request asks for."""
    return archive_of(request).at(version)


TheArchive = Annotated[Archive, Depends(archive_of)]
TheSnapshot = Annotated[Snapshot, Depends(snapshot_of)]
