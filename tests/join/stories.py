"""Small invented events for the tests of joining."""

from datetime import date
from typing import Any

from dateline.join import Told


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def told(document: str, event: str = "ev000000000001", **fields: Any) -> Told:
    """An event: `when` a day or (first, last) as text, `who` and `whom` codes, the rest the fields of `Told`."""
    when = fields.pop("when", None)
    first, last = when if isinstance(when, tuple) else (when, when)
    who, whom = (frozenset(fields.pop(side, "").split()) for side in ("who", "whom"))
    granularity = fields.pop("granularity", "day" if first else None)
    return Told(
        document=document,
        event=event,
        reported=day(fields.pop("reported", "2026-03-14")),
        type=fields.pop("type", "ASSAULT"),
        actors=who,
        actor_codes=who,
        recipients=whom,
        recipient_codes=whom,
        start=day(first),
        end=day(last),
        granularity=granularity,
        **fields,
    )
