"""`dateline watch` against feeds that misbehave: `python -m bench.soak [--minutes 20] [--seed 1] [--plot FILE]`.

A server of this machine plays some sixty feeds (`plan.py`): half of them tell invented reports, each in its own manner,
the others are in trouble of every kind. The watch reads them every minute, as a program of its own with the real coder;
its memory, open files, sockets and threads are sampled all the while. Near the end the news stop, and at the end it
gets a Ctrl-C. Then the samples, the store and what the server saw are checked (`checks.py`).

The exit status is 1 if anything is wrong. `--keep FOLDER` leaves store, logs and samples there.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.soak import checks
from bench.soak.plan import Feed, feeds
from bench.soak.plot import draw
from bench.soak.served import addresses_of, freeze, serving
from bench.soak.watched import Sample, Stop, Watched
from dateline.store import Store

EVERY: Final = 1
"""Minutes between two readings: the least that a list may say."""

PAUSE: Final = 3.0
"""Seconds between two samples."""

QUIET: Final = 240.0
"""Seconds before the end from which there are no news, so that all that was told can be stored: a round lasts as long
as the slowest feed, which is two minutes, and is followed by the next."""

STOP: Final = 3.0
"""Seconds in which a Ctrl-C must be heeded; of a processor, where the machine is busy with other things."""

ADDED: Final = "reports added"
"""What the watch tells at the end of a round."""

WARM_ROUNDS: Final = 2
"""Rounds until all texts of the beginning are coded, and the model's own buffers have grown."""


def main() -> None:
    """Print progress, figures and what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--plot", type=Path, help="draw memory and handles here (.svg or .png)")
    parser.add_argument("--keep", type=Path, help="leave store, logs and samples in this folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        wrong = soak(folder, args.minutes * 60, args.plot)
    print("\n".join(f"WRONG: {line}" for line in wrong) or "all is well")
    sys.exit(bool(wrong))


def soak(folder: Path, seconds: float, plot: Path | None) -> list[str]:
    """Run it; what is wrong."""
    listed = feeds()
    with serving(folder / "server.jsonl") as (port, closed):
        addresses = dict(zip(addresses_of(listed, port, closed), listed, strict=True))
        sources = folder / "sources.toml"
        sources.write_text("".join(map(_entry, addresses.items())), encoding="utf-8")
        watched = Watched(sources, folder / "store", folder / "watch.txt")
        try:
            samples = list(_samples(watched, seconds, port))
        finally:
            alive = watched.process.poll() is None
            stopped = watched.interrupt() if alive else None
    (folder / "samples.json").write_text(json.dumps([asdict(sample) for sample in samples]), encoding="utf-8")
    if plot:
        draw(samples, plot)
    out = (folder / "watch.txt").read_text(encoding="utf-8", errors="replace")
    log = checks.log_of(folder / "server.jsonl")
    store = Store.open(str(folder / "store"))
    _tell(samples, log, store, stopped)
    return [
        *(_ending(alive, stopped, watched.process.returncode, out)),
        *checks.flat(samples, _warm(samples, folder / "watch.txt")),
        *checks.consistent(store),
        *checks.stored(store, listed, log),
        *checks.told_why(store, addresses),
        *checks.polite(log, listed, EVERY * 60),
    ]


def _entry(told: tuple[str, Feed]) -> str:
    address, feed = told
    articles = "articles = true\n" if feed.articles else ""
    return f'[[source]]\nurl = "{address}"\nname = "{feed.name}"\nevery = {EVERY}\n{articles}\n'


def _samples(watched: Watched, seconds: float, port: int) -> Iterator[Sample]:
    """Samples until the time is over, or the process has ended."""
    quiet = max(seconds / 2, seconds - QUIET)
    told = 0.0
    while watched.second < seconds:
        sample = watched.sample()
        if sample is None:
            return
        yield sample
        if sample.second >= told:
            print(
                f"{sample.second / 60:5.1f} min: {sample.rss:.0f} MiB ({sample.peak:.0f} at most), "
                f"{sample.handles} files, {sample.sockets} of them sockets, {sample.threads} threads",
                flush=True,
            )
            told += 60
        if watched.second >= quiet:
            freeze(port)
            quiet = float("inf")
        time.sleep(PAUSE)


def _warm(samples: Sequence[Sample], out: Path) -> float:
    """The second from which memory is compared: after the first rounds, by the hours that the watch tells."""
    hours = [line[:19] for line in out.read_text(encoding="utf-8", errors="replace").splitlines() if ADDED in line]
    if len(hours) < WARM_ROUNDS:
        return samples[-1].second
    ended = datetime.fromtimestamp(out.stat().st_mtime, UTC)
    return samples[-1].second - (ended - datetime.fromisoformat(f"{hours[WARM_ROUNDS - 1]}+00:00")).total_seconds()


def _ending(alive: bool, stopped: Stop | None, status: int, out: str) -> Iterator[str]:
    if not alive:
        yield f"the watch ended by itself with status {status}: {out[-2000:]}"
    elif stopped is None:
        yield "Ctrl-C was not heeded"
    elif min(stopped.seconds, stopped.busy) > STOP:
        yield f"Ctrl-C took {stopped.seconds:.1f} s, {stopped.busy:.1f} s of a processor"
    if alive and status != 0:
        yield f"the watch ended with status {status}: {out[-2000:]}"
    if "Traceback" in out:
        yield f"the watch told of an error of its own: {out[out.index('Traceback') :][:2000]}"


def _tell(samples: Sequence[Sample], log: Sequence[checks.Asked], store: Store, stopped: Stop | None) -> None:
    snapshot = store.at()
    documents = snapshot.table("documents")
    statuses = Counter(asked.status for asked in log)
    print(f"requests: {len(log):,}; by status: {', '.join(f'{k}: {v}' for k, v in sorted(statuses.items()))}")
    print(f"reports: {documents.num_rows:,} in {sum(documents['version'].to_pylist()):,} texts; ", end="")
    print(f"issues: {snapshot.table('issues').num_rows:,}; store versions: {snapshot.version}")
    print(f"memory: {max(s.rss for s in samples):.0f} MiB at most; files: {max(s.handles for s in samples)}; ", end="")
    ending = f"{stopped.seconds:.1f} s ({stopped.busy:.1f} s of a processor)" if stopped else "not heeded"
    print(f"threads: {max(s.threads for s in samples)}; Ctrl-C: {ending}")


if __name__ == "__main__":
    main()
