"""Who held an office on a day, as all reports together tell it."""

from __future__ import annotations

from typing import Any, Final

import pyarrow as pa

from dateline.analyse.scope import Day, day
from dateline.offices import Holder, parse_question
from dateline.store.offices import office_table
from dateline.store.snapshot import Snapshot

WHO: Final = pa.schema(
    [
        ("person", pa.string()),
        ("office", pa.string()),
        ("owner", pa.string()),
        ("sure", pa.string()),
        ("share", pa.float64()),
        ("from", pa.string()),
        ("until", pa.string()),
        ("first_seen", pa.date32()),
        ("last_seen", pa.date32()),
        ("reports", pa.int32()),
        ("reasons", pa.list_(pa.string())),
        ("documents", pa.list_(pa.string())),
        ("key", pa.string()),
    ]
)


def who(snap: Snapshot, question: str, on: Day = None) -> pa.Table:
    """Who holds the office that a question names ("foreign minister of Japan"), in the schema `WHO`, the surest first.

    `on` is a day; without one, all holders in order of time. `owner` is a state's ISO3 code or a body's name. `sure`
    tells how the holder is known for that day: `seen` in reports before and after it, `told` by the ends that reports
    tell, `seen before` or `seen after` it only, `never seen` in office; `share` is below 1 in a gap between two
    holders. `from` and `until` are the ends as precisely as told; `reasons` say it in words. Raises `UsageError` for a
    question that names no office, or not whose.
    """
    asked = parse_question(question)
    holders = office_table(snap).holders(asked.office, asked.owner, day(on))
    return pa.Table.from_pylist([_row(holder) for holder in holders], WHO)


def _row(holder: Holder) -> dict[str, Any]:
    tenancy = holder.tenancy
    return {
        "person": tenancy.person.name,
        "office": tenancy.title,
        "owner": tenancy.owner,
        "sure": holder.sure,
        "share": holder.share,
        "from": tenancy.from_,
        "until": tenancy.until,
        "first_seen": tenancy.first_seen,
        "last_seen": tenancy.last_seen,
        "reports": tenancy.reports,
        "reasons": list(holder.reasons),
        "documents": list(tenancy.documents),
        "key": tenancy.person.key,
    }
