"""The coder over a stream of documents and issues, in order; one document's failure is an issue and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from dateline.coder import Coder
from dateline.read import Entry, Issue
from dateline.records import Report
from dateline.records.reasons import Reasons

WINDOW = 16
"""Documents parsed together: spaCy's own batch, see `Engine.parse_all`."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A report, and the reasons of its records."""

    report: Report
    reasons: Reasons


def code_entries(coder: Coder, items: Iterable[Entry | Issue]) -> Iterator[Coded | Issue]:
    """Code the documents; issues pass through in their place."""
    items = iter(items)
    while window := list(islice(items, WINDOW)):
        coded = _code_window(coder, [item for item in window if isinstance(item, Entry)])
        for item in window:
            yield item if isinstance(item, Issue) else next(coded)


def _code_window(coder: Coder, entries: list[Entry]) -> Iterator[Coded | Issue]:
    """Code some documents together, and one by one if that fails, so as to find out which it is."""
    try:
        pairs = list(coder.explain_all(entry.document for entry in entries))
    except Exception:
        yield from (_code_one(coder, entry) for entry in entries)
    else:
        yield from (Coded(report, reasons) for report, reasons in pairs)


def _code_one(coder: Coder, entry: Entry) -> Coded | Issue:
    # Whatever goes wrong inside the coder is a fault of ours; a night's batch must not be lost for it.
    try:
        report, reasons = next(coder.explain_all([entry.document]))
    except Exception as error:
        reason = f"the coder failed on this report, please tell its makers: {type(error).__name__}: {error}"
        return Issue(entry.input, entry.line, reason)
    return Coded(report, reasons)
