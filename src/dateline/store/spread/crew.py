"""The coders of a cluster: an actor for each processor, replaced when it dies, and what each is working on."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import ray
from ray.exceptions import ActorDiedError, RayActorError, RayError

from dateline.engine.worker import THREADS, Load
from dateline.errors import DatelineError, SetupError
from dateline.records import CoderInfo
from dateline.store.lake import Store
from dateline.store.spread.calls import Call, Coded, Committed, Death, Event
from dateline.store.spread.hand import Batch, Hand

SHARE: Final = 0.9
"""Of a processor, that a coder asks for: what is left is for reading."""

COMMITTING: Final = "committing"
"""The thread that commits, so that who codes need not stop for it."""

DEPTH: Final = 2
"""Calls that a coder has before it: one that it works on, and the next."""

LOADS: Final = 3
"""Coders that may die one after the other while they begin."""

PATIENCE: Final = 600.0
"""Seconds without a coder, after which there will be none."""

PAUSE: Final = 0.05
"""Seconds between looks where there is nothing to wait for."""

LOOK: Final = 10.0
"""Seconds between looks at how large the cluster is: machines come and go."""


@dataclass(eq=False)
class Member:
    """One coder; `node` is empty until it has begun."""

    actor: Any
    beginning: Any
    node: Any
    calls: deque[Call] = field(default_factory=deque)


class Crew:
    """The coders; `info` names what they code with, once one has begun."""

    def __init__(self, store: Store, environment: Mapping[str, str], load: Load, model: str | None) -> None:
        self.info: CoderInfo | None = None
        self._ready: list[Member] = []
        self._store = store
        self._environment = dict(environment)
        self._begin_with = (load, model, store.commits()[0])
        self._beginning: dict[Any, Member] = {}
        self._committing: Any = None
        self._dead = 0
        self._looked = 0.0
        self._alone_since = time.monotonic()
        self._kind = ray.remote(
            num_cpus=SHARE,
            max_restarts=0,
            max_task_retries=0,
            concurrency_groups={COMMITTING: 1},
            runtime_env={"env_vars": dict.fromkeys(THREADS, "1")},
        )(Hand)

    def close(self) -> None:
        """Let all go, whatever they do."""
        for member in self._all():
            ray.kill(member.actor)

    def look(self) -> None:
        """Begin as many coders as the cluster has processors. Raises `SetupError` if none begins in `PATIENCE`."""
        now = time.monotonic()
        if now - self._looked < LOOK:
            return
        self._looked = now
        while len(list(self._all())) < self.size:
            self._begin()
        if self._ready:
            self._alone_since = now
        elif now - self._alone_since > PATIENCE:
            raise SetupError(f"no coder began within {PATIENCE:.0f} seconds: has the cluster processors to spare?")

    @property
    def size(self) -> int:
        """Processors of the cluster, at least one."""
        return max(1, int(ray.cluster_resources().get("CPU", 0)))

    @property
    def spare(self) -> float:
        """The part of them that is for reading."""
        return self.size * (1 - SHARE)

    def __len__(self) -> int:
        """Coders that are ready."""
        return len(self._ready)

    def give(self, call: Call) -> bool:
        """Have documents coded, if a coder has room for them."""
        member = min(self._ready, key=lambda member: len(member.calls), default=None)
        if member is None or len(member.calls) >= DEPTH:
            return False
        call.failed, call.told = member.actor.code.options(num_returns=2).remote(call.decisions)
        call.node = member.node
        member.calls.append(call)
        return True

    def commit(self, batch: Batch, calls: Sequence[Call]) -> bool:
        """Have a batch committed, if anybody is there to do it; the members take turns."""
        if not self._ready:
            return False
        actor = self._ready[batch.number % len(self._ready)].actor
        told = (call.told for call in calls)
        self._committing = actor.commit.options(concurrency_group=COMMITTING).remote(batch, *told)
        return True

    def wait(self, seconds: float) -> Iterator[Event]:
        """What happens, as soon as something does, or nothing after so long.

        Raises the `DatelineError` of a coder that can't begin.
        """
        refs = [*self._beginning, *(member.calls[0].failed for member in self._ready if member.calls)]
        refs += [] if self._committing is None else [self._committing]
        if not refs:
            time.sleep(min(seconds, PAUSE))
            return
        ready, _ = ray.wait(refs, num_returns=len(refs), timeout=0)
        if not ready:
            ready, _ = ray.wait(refs, num_returns=1, timeout=seconds)
        for ref in ready:
            if ref in self._beginning:
                self._begun(ref)
            elif ref == self._committing:
                yield self._committed()
            else:
                yield from self._coded(ref)

    def is_lost(self, call: Call) -> bool:
        """Whether the machine is gone on which lies what a call told."""
        return call.node not in {node["NodeID"] for node in ray.nodes() if node["Alive"]}

    def _all(self) -> Iterator[Member]:
        yield from self._beginning.values()
        yield from self._ready

    def _begin(self) -> None:
        actor = self._kind.remote(self._store.uri, self._store.options, self._environment)
        info, node = actor.begin.options(num_returns=2).remote(*self._begin_with)
        self._beginning[info] = Member(actor, info, node)

    def _begun(self, ref: Any) -> None:
        member = self._beginning.pop(ref)
        try:
            info, member.node = ray.get([ref, member.node])
        except RayActorError as error:
            self._dead += 1
            if self._dead == LOADS:
                raise SetupError(f"coders die as they begin: {_told(error)}") from error
            self._looked = 0.0
            return
        if isinstance(info, DatelineError):
            raise info
        if self.info not in (None, info):
            raise SetupError(f"the machines of the cluster have different coders: {self.info} and {info}")
        self.info = info
        self._dead = 0
        self._ready.append(member)

    def _committed(self) -> Committed:
        ref, self._committing = self._committing, None
        try:
            return Committed(ray.get(ref))
        except RayError:
            return Committed(None)

    def _coded(self, ref: Any) -> Iterator[Event]:
        member = next((one for one in self._ready if one.calls and one.calls[0].failed == ref), None)
        if member is None:
            # Buried since, for another answer.
            return
        try:
            failed = ray.get(ref)
        except RayError as error:
            yield self._bury(member, error)
        else:
            call = member.calls.popleft()
            call.done = True
            yield Coded(call, failed)

    def _bury(self, member: Member, error: RayError) -> Death:
        self._ready.remove(member)
        # One that can't be reached may live on.
        ray.kill(member.actor)
        self._looked = 0.0
        call = member.calls[0]
        suspicious = isinstance(error, ActorDiedError) and not self.is_lost(call)
        return Death(list(member.calls), suspicious)


def _told(error: RayError) -> str:
    return " ".join(str(error).split())[:300]
