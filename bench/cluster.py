"""A store filled by a Ray cluster that loses a worker and a machine, against one filled by this process alone:

    python -m bench.cluster SOURCE… [--size BYTES] [--undisturbed]

Two nodes of one processor each are started on this machine. While the second adds the sources, one of its coders is
killed (SIGKILL) after a quarter of the reports, and the node that is not the driver's after the half. Then all tables
of both stores, sorted, must hold the same rows. The exit status is 0 if they do. Needs `pip install 'dateline[ray]'`.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final

from bench.kill import BOOKS, documents, rows
from dateline.coder import Coder, load
from dateline.engine.spread.cluster import cluster
from dateline.engine.spread.files import find_files
from dateline.engine.spread.shards import SIZE
from dateline.read import Options, read
from dateline.store import TABLES, Store
from dateline.store.add import add

MEMORY: Final = 100 * 1024 * 1024
"""Bytes of a node's store of objects."""

STARTS: Final = 4
"""Times that a node is tried: Ray gives one up if its parts do not begin in 15 seconds, as on a busy machine."""

PORTS: Final = ("metrics_agent_port", "dashboard_agent_listen_port", "runtime_env_agent_port", "metrics_export_port")

PIDS: Final = "DATELINE_BENCH_PIDS"
"""The folder in which each coder leaves a file named for its process."""


def load_known(model: str | None) -> Coder:
    """The coder, in a process that can be found and killed."""
    leave_pid()
    return load(model)


def leave_pid() -> None:
    """Tell which process this is."""
    Path(os.environ[PIDS], str(os.getpid())).touch()


class Nodes:
    """Two nodes of a cluster on this machine, with one processor each."""

    def __init__(self, processors: int = 1) -> None:
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        from ray.cluster_utils import Cluster

        self._cluster: Any = Cluster()
        self._start(processors)
        self.address: str = self._cluster.address
        self.second: Any = None

    def join(self) -> None:
        """Let the second one join."""
        self.second = self._start(1)

    def kill(self) -> None:
        """Kill the second one and all its processes."""
        self._cluster.remove_node(self.second, allow_graceful=False)

    def close(self) -> None:
        """End all."""
        self._cluster.shutdown()

    def _start(self, processors: int) -> Any:
        small = {"num_cpus": processors, "object_store_memory": MEMORY, "include_dashboard": False}
        for tried in range(1, STARTS + 1):
            try:
                return self._cluster.add_node(**small, **_free_ports())
            except Exception as error:  # Ray has no kind of its own for it
                if tried == STARTS:
                    raise
                print(f"a node did not start ({error}): again", file=sys.stderr)


@contextmanager
def nodes(pids: Path) -> Iterator[Nodes]:
    """Both nodes for as long as the block lasts; their coders tell their processes in the folder `pids`."""
    # The nodes' processes have the environment of this one.
    os.environ[PIDS] = str(pids)
    both = Nodes()
    try:
        both.join()
        yield both
    finally:
        both.close()


class Killer(Thread):
    """Kills a coder once the store has `first` reports, and the second node once it has `then`."""

    def __init__(self, store: Path, pids: Path, both: Nodes, first: int, then: int) -> None:
        super().__init__(daemon=True)
        self.told: list[str] = []
        self._store, self._pids, self._both = store, pids, both
        self._first, self._then = first, then
        self._closed = Event()

    def run(self) -> None:
        """Wait, and kill."""
        self._wait(self._first)
        for path in sorted(self._pids.iterdir()):
            with suppress(ProcessLookupError):
                os.kill(int(path.name), signal.SIGKILL)
                self.told.append(f"coder killed at {documents(self._store)} reports")
                break
        self._wait(self._then)
        if not self._closed.is_set():
            self._both.kill()
            self.told.append(f"node killed at {documents(self._store)} reports")

    def close(self) -> None:
        """Kill no more."""
        self._closed.set()
        self.join()

    def _wait(self, reports: int) -> None:
        while documents(self._store) < reports and not self._closed.wait(0.1):
            pass


def _free_ports() -> dict[str, int]:
    """Ports for a node: two of one machine must not choose the same, as they do if they may choose."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in PORTS]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return dict(zip(PORTS, ports, strict=True))


def _alone(sources: list[str], store: Path) -> None:
    began = time.monotonic()
    coder = load()
    add(Store.open(str(store), create=True), read(sources, Options()), coder)
    print(f"one process: {documents(store)} reports in {time.monotonic() - began:.0f} s", flush=True)


def _together(sources: list[str], store: Path, size: int, disturbed: bool, reports: int) -> None:
    from dateline.store.spread.add import add_by_cluster

    with tempfile.TemporaryDirectory() as pids, nodes(Path(pids)) as both:
        corpus = Store.open(str(store), create=True)
        killer = Killer(store, Path(pids), both, reports // 4, reports // 2)
        began = time.monotonic()
        with cluster(both.address):
            if disturbed:
                killer.start()
            add_by_cluster(corpus, find_files(sources), Options(), load=load_known, size=size)
        print(f"two nodes: {documents(store)} reports in {time.monotonic() - began:.0f} s", flush=True)
        if disturbed:
            killer.close()
            print("\n".join(killer.told), flush=True)


def main() -> None:
    """Print how long both took, what was killed when, and the tables that differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--size", type=int, default=SIZE, help="bytes of a shard")
    parser.add_argument("--undisturbed", action="store_true", help="kill nothing")
    args = parser.parse_args()
    sources = [str(Path(name).absolute()) for name in args.sources]
    with tempfile.TemporaryDirectory() as folder:
        alone, together = Path(folder, "alone"), Path(folder, "together")
        _alone(sources, alone)
        _together(sources, together, args.size, not args.undisturbed, documents(alone))
        different = [name for name in TABLES if name not in BOOKS and rows(alone, name) != rows(together, name)]
    print("the tables are equal" if not different else f"DIFFERENT: {', '.join(different)}")
    sys.exit(bool(different))


if __name__ == "__main__":
    main()
