"""A coder for the machines of a cluster: the quick one, in a process that can be found and killed."""

from bench.cluster import leave_pid
from dateline.coder import Coder
from tests.store.quick import QuickCoder


def quick(model: str | None) -> Coder:
    """The quick coder; `model` is the seconds that it takes for a document."""
    leave_pid()
    return QuickCoder(seconds=float(model or 0))  # type: ignore[return-value]
