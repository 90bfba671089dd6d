"""A coder for worker processes: quick, and one that dies, waits or fails where the text says so."""

import os
import signal
import time
from collections.abc import Iterable, Iterator

from dateline.coder import Coder
from dateline.errors import SetupError
from dateline.read import Entry, Issue
from dateline.records import CoderInfo, Document, Report
from dateline.records.reasons import Reasons
from tests.store.quick import QuickCoder

Item = Entry | Issue


class RiskyCoder:
    """Its reports have no records."""

    info = CoderInfo(version="1", model="risky", manual="none")

    def explain_all(self, documents: Iterable[Document]) -> Iterator[tuple[Report, Reasons]]:
        for document in documents:
            word, _, rest = document.text.partition(" ")
            if word == "EXIT":
                os._exit(int(rest))
            if word == "KILL":
                os.kill(os.getpid(), signal.SIGKILL)
            if word == "ONCE" and not os.path.exists(rest):
                open(rest, "w").close()
                os.kill(os.getpid(), signal.SIGSEGV)
            if word == "SLEEP":
                time.sleep(float(rest.split()[0]))
            if word == "FAULT":
                raise ZeroDivisionError("a fault")
            yield Report(coder=self.info, document=document), Reasons()


def risky(model: str | None) -> Coder:
    return RiskyCoder()  # type: ignore[return-value]


def slow(model: str | None) -> Coder:
    return QuickCoder(seconds=0.02)  # type: ignore[return-value]


def missing(model: str | None) -> Coder:
    raise SetupError(f"no model {model}")


def dying(model: str | None) -> Coder:
    os._exit(9)


def entry(n: int, text: str | None = None) -> Item:
    text = text or f"Kenya accused Uganda. {n} people left."
    return Entry("a.jsonl", n, Document(id=f"n{n}", date="2026-03-01", language="en", text=text))
