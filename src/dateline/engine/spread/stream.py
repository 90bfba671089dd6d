"""Shards read by Ray Data on all machines of a cluster, and what is in them, in order, on this one."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Generic, TypeVar

import pyarrow as pa
import ray.data
from ray.exceptions import RayError

from dateline.engine.spread.shards import SIZE, Shard
from dateline.engine.spread.stretch import End, Reading
from dateline.errors import SetupError
from dateline.read import Entry, Issue, Options

CHUNK: Final = 32
"""Documents that travel together."""

FILES: Final = 500
"""Small files that are read one after the other by one process."""

TASKS: Final = 2000
"""Tasks of one data set: each costs this machine a millisecond before the first begins."""

SHARE: Final = 0.1
"""Of a processor: what a task of reading asks for, so that it finds room beside the coders, who leave as much."""

BLOCK: Final = 2 * 1024 * 1024
"""Bytes of what is read that Ray hands on at once."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Task(Generic[T]):
    """Shards that are read together, and what is made of each document there."""

    shards: Sequence[Shard]
    options: Options
    make: Callable[[Entry], T]
    environment: Mapping[str, str]


def read_shards(
    shards: Iterator[Shard],
    options: Options,
    make: Callable[[Entry], T],
    environment: Mapping[str, str],
    processors: float,
) -> Iterator[T | Issue | End]:
    """What is made of the documents of shards, and what was wrong with them, in order, and the end of each.

    `processors` is how many of the cluster's are for reading. What is read and not asked for yet is bounded: Ray
    waits. Raises `SetupError` where a shard can't be read for a reason that lies in the cluster.
    """
    tasks = _tasks(shards)
    context = ray.data.DataContext.get_current().copy()
    context.execution_options.preserve_order = True
    context.execution_options.resource_limits = ray.data.ExecutionResources.for_limits(cpu=processors)
    context.enable_progress_bars = False
    context.target_max_block_size = BLOCK
    while some := list(islice(tasks, TASKS)):
        rows = [{"task": pickle.dumps(_Task(task, options, make, environment))} for task in some]
        with ray.data.DataContext.current(context):
            data = ray.data.from_items(rows, override_num_blocks=len(rows))
            data = data.map_batches(_read, batch_size=1, num_cpus=SHARE, batch_format="pyarrow")
        try:
            for block in data.iter_batches(batch_size=None, batch_format="pyarrow"):
                for chunk in block["chunk"]:
                    yield from pickle.loads(chunk.as_py())
        except RayError as error:
            raise SetupError(f"the cluster could not read the inputs: {str(error).strip()[:300]}") from error


def _tasks(shards: Iterator[Shard]) -> Iterator[list[Shard]]:
    """Small files together, large shards alone."""
    some: list[Shard] = []
    size = 0
    for shard in shards:
        more = shard.file.size if shard.unit is None else SIZE
        if some and (size + more > SIZE or len(some) == FILES):
            yield some
            some, size = [], 0
        some.append(shard)
        size += more
    if some:
        yield some


def _read(batch: pa.Table) -> Iterator[pa.Table]:
    """Run by Ray: the chunks of a task, pickled, for nobody else reads them."""
    for row in batch["task"]:
        task: _Task[Any] = pickle.loads(row.as_py())
        os.environ.update(task.environment)
        for shard in task.shards:
            for chunk in _chunks(_made(shard, task)):
                yield pa.table({"chunk": pa.array([pickle.dumps(chunk)], pa.large_binary())})


def _made(shard: Shard, task: _Task[T]) -> Iterator[T | Issue | End]:
    reading = Reading(shard, task.options)
    for read in reading:
        yield read if isinstance(read, Issue) else task.make(read)
    yield End(shard, reading.lines)


def _chunks(things: Iterator[T]) -> Iterator[list[T]]:
    while chunk := list(islice(things, CHUNK)):
        yield chunk
