"""Coders that live in this process and have accidents: they die, are unreachable, lose what they told."""

import random
from collections.abc import Iterator, Sequence

from dateline.records import CoderInfo
from dateline.store import Store
from dateline.store.spread.calls import Call, Coded, Committed, Death, Event
from dateline.store.spread.hand import Batch, Hand
from tests.store.quick import QuickCoder

ROOM = 2


class FakeCoders:
    """Some coders, of which each is a machine of its own; `accidents` is the share of events that are one.

    They answer in any order. A text with `DEADLY` in it kills whoever codes it.
    """

    def __init__(self, store: Store, number: int = 3, accidents: float = 0, seed: int = 1) -> None:
        self.info: CoderInfo | None = None
        self.coded: list[str] = []
        self.told: list[str] = []
        self._hand = Hand(store.uri, store.options, {})
        self._hand._coder = QuickCoder()  # type: ignore[assignment]
        self._number = number
        self._accidents = accidents
        self._random = random.Random(seed)
        self._calls: dict[int, list[Call]] = {}
        self._born = 0
        self._batch: tuple[Batch, Sequence[Call]] | None = None

    def __len__(self) -> int:
        return len(self._calls)

    def look(self) -> None:
        while len(self._calls) < self._number:
            self._born += 1
            self._calls[self._born] = []
        self.info = QuickCoder().info

    def give(self, call: Call) -> bool:
        name = min(self._calls, key=lambda name: len(self._calls[name]), default=None)
        if name is None or len(self._calls[name]) == ROOM:
            return False
        call.node = str(name)
        self._calls[name].append(call)
        return True

    def commit(self, batch: Batch, calls: Sequence[Call]) -> bool:
        assert all(call.done for call in calls)
        self._batch = (batch, calls)
        return bool(self._calls)

    def wait(self, seconds: float) -> Iterator[Event]:
        accident = self._random.random() < self._accidents
        busy = sorted(name for name, calls in self._calls.items() if calls)
        if self._batch and self._random.random() < 0.3:
            batch, calls = self._batch
            self._batch = None
            yield self._committed(batch, calls, accident)
        elif busy:
            name = self._random.choice(busy)
            call = self._calls[name][0]
            deadly = any("DEADLY" in decision.document.text for decision in call.decisions)
            if deadly or accident:
                self.told.append("death")
                yield Death(self._calls.pop(name), deadly or self._random.random() < 0.3)
            else:
                yield self._code(self._calls[name].pop(0))

    def is_lost(self, call: Call) -> bool:
        return int(call.node) not in self._calls

    def _code(self, call: Call) -> Coded:
        failed, call.told = self._hand.code(call.decisions)
        call.done = True
        self.coded += [decision.id for decision in call.decisions]
        return Coded(call, failed)

    def _committed(self, batch: Batch, calls: Sequence[Call], accident: bool) -> Committed:
        if accident and self._random.random() < 0.5:
            self.told.append("not committed")
            return Committed(None)
        if any(self.is_lost(call) for call in calls):
            self.told.append("rows lost")
            return Committed(None)
        done = self._hand.commit(batch, *(call.told for call in calls))
        if accident:
            self.told.append("committed, and nobody knows")
            return Committed(None)
        return Committed(done)
