"""What is coded where: documents go into calls, calls to coders; what is lost goes again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from dateline.errors import StoreError
from dateline.read import Issue
from dateline.records import CoderInfo
from dateline.store.plan import Decision, Work
from dateline.store.spread.hand import Batch, Done

WINDOW: Final = 16
"""Documents of one call: a second or two of coding, which is what the death of a coder loses; spaCy's own batch."""


@dataclass(eq=False)
class Call:
    """Documents that one coder codes together; `told` is where what they tell lies, on the machine `node`."""

    decisions: list[Decision]
    failed: Any = None
    told: Any = None
    node: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Coded:
    """A call is done, but for what failed."""

    call: Call
    failed: dict[Work, Issue]


@dataclass(frozen=True, slots=True)
class Death:
    """A coder is gone: the calls that it had, and whether the first of them may have killed it."""

    calls: Sequence[Call]
    suspicious: bool


@dataclass(frozen=True, slots=True)
class Committed:
    """What became of a batch; None if nobody can tell."""

    done: Done | StoreError | None


Event = Coded | Death | Committed


class Coders(Protocol):
    """Who codes and commits: `Crew`, on a cluster. `info` names what they code with, once one has begun."""

    info: CoderInfo | None

    def __len__(self) -> int:
        """Coders that are ready."""

    def look(self) -> None:
        """See to it that there are as many as there can be. Raises `SetupError` if there are none for long."""

    def give(self, call: Call) -> bool:
        """Have documents coded, if a coder has room for them."""

    def commit(self, batch: Batch, calls: Sequence[Call]) -> bool:
        """Have a batch committed, if anybody is there to do it."""

    def wait(self, seconds: float) -> Iterator[Event]:
        """What happens, as soon as something does, or nothing after so long."""

    def is_lost(self, call: Call) -> bool:
        """Whether what a call told is gone."""


class Calls:
    """The calls of what is wanted and not committed."""

    def __init__(self) -> None:
        self._by_work: dict[Work, Call] = {}
        self._todo: deque[Call] = deque()

    def add(self, decision: Decision) -> None:
        """Have a document coded, if it is not already."""
        if decision.work in self._by_work:
            return
        last = self._todo[-1] if self._todo else None
        # Two versions of a document can't be told apart by its id, as rows are.
        if last is None or len(last.decisions) >= WINDOW or any(one.id == decision.id for one in last.decisions):
            last = Call([])
            self._todo.append(last)
        last.decisions.append(decision)
        self._by_work[decision.work] = last

    def give(self, crew: Coders) -> None:
        """Give out what there is room for."""
        while self._todo and crew.give(self._todo[0]):
            self._todo.popleft()

    def take_back(self) -> None:
        """Forget what was not given out."""
        for decision in (decision for call in self._todo for decision in call.decisions):
            self._by_work.pop(decision.work, None)
        self._todo.clear()

    def drop(self, works: Iterable[Work]) -> None:
        """Forget what is not wanted any more."""
        for work in works:
            self._by_work.pop(work, None)

    def of(self, decisions: Iterable[Decision]) -> list[Call]:
        """The calls of documents, each once."""
        return list(dict.fromkeys(self._by_work[decision.work] for decision in decisions))

    def is_done(self, decision: Decision) -> bool:
        """Whether a document is coded."""
        return self._by_work[decision.work].done

    def repeat(self, decisions: Sequence[Decision]) -> None:
        """Have documents coded again, before all others, those that are still wanted."""
        wanted = [decision for decision in decisions if decision.work in self._by_work]
        if wanted:
            call = Call(wanted)
            self._by_work |= {decision.work: call for decision in wanted}
            self._todo.appendleft(call)

    def repeat_lost(self, crew: Coders) -> None:
        """Have coded again what lay on a machine that is gone."""
        for call in dict.fromkeys(self._by_work.values()):
            if call.done and crew.is_lost(call):
                self.repeat(call.decisions)
