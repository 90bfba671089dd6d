"""dateline: dated news reports in, records of relations between states out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.errors import DatelineError
from dateline.records import Document, Report
from dateline.version import VERSION as __version__

if TYPE_CHECKING:
    from dateline.coder import Coder, load

__all__ = ["Coder", "DatelineError", "Document", "Report", "__version__", "load"]


def __getattr__(name: str) -> Any:
    """`Coder` and `load` when they are asked for: the engine takes seconds, which questions to a store need not."""
    if name not in ("Coder", "load"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from dateline import coder

    return getattr(coder, name)
