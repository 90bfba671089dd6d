"""What every rival is: a reader of reports that tells flat records."""

from __future__ import annotations

import importlib
from typing import Any, Protocol

from dateline import Document
from dateline.errors import SetupError


class Rival(Protocol):
    """One way to read reports.

    `slow` ones take tens of seconds a report: they read each report once where the others read it several times.
    """

    label: str
    slow: bool

    def read(self, documents: list[Document]) -> list[list[str]]:
        """The records of each report, in order; of a record the names and words of those who take part."""
        ...

    def notes(self) -> list[str]:
        """What else is to be told about the reports read since the last call."""
        ...


def installed(module: str) -> Any:
    """A module of a rival's package. Raises `SetupError` where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise SetupError(f"{module} is not installed: `make rivals` installs what the comparison needs") from error
