"""A coder for the machines of a cluster: the quick one, and what it can be told to wait for."""

from dateline.coder import Coder
from tests.store.quick import QuickCoder


def quick(model: str | None) -> Coder:
    """The quick coder; its name is the seconds that it takes for a document."""
    return QuickCoder(seconds=float(model or 0))  # type: ignore[return-value]
