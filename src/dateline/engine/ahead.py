"""Documents coded before it is certain that they are needed, so that workers need not wait for decisions."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from concurrent.futures import Future
from typing import Generic, TypeVar

from dateline.coder import Coded, Coder
from dateline.engine.local import Workers, code_entries
from dateline.read import Entry, Issue

Key = TypeVar("Key", bound=Hashable)


class Ahead(Generic[Key]):
    """What a coder makes of documents, by a key that stands for the document.

    Workers begin with what is expected; a coder in this process codes a document when it is asked for.
    """

    def __init__(self, coder: Coder | Workers) -> None:
        self._coder = coder
        self._begun: dict[Key, Future[Coded | Issue]] = {}

    def expect(self, entries: Mapping[Key, Entry]) -> None:
        """Begin to code these, in this order; what was expected before and is not any more is given up."""
        if isinstance(self._coder, Workers):
            for key in self._begun.keys() - entries.keys():
                self._begun.pop(key).cancel()
            self._begin(self._coder, entries)

    @property
    def done(self) -> bool:
        """Whether all that is expected has been coded."""
        return all(begun.done() for begun in self._begun.values())

    def code(self, entries: Mapping[Key, Entry]) -> Iterator[tuple[Key, Coded | Issue]]:
        """Code these, in this order. Raises `SetupError` where the coder can't be loaded any more."""
        if isinstance(self._coder, Workers):
            self._begin(self._coder, entries)
            for key in entries:
                yield key, self._begun.pop(key).result()
        else:
            yield from zip(entries, code_entries(self._coder, entries.values()), strict=True)

    def _begin(self, workers: Workers, entries: Mapping[Key, Entry]) -> None:
        for key, entry in entries.items():
            if key not in self._begun:
                self._begun[key] = workers.submit(entry)
