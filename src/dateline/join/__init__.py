"""Which events of many reports tell of one act, and what became of plans, promises and threats. Pure functions."""

from dateline.join.acts import Act, Member, act_id, join_acts, join_known
from dateline.join.compare import Known
from dateline.join.disagreements import Disagreement
from dateline.join.edits import Decided, Edit, Edits, EventKey, join_change, split_change
from dateline.join.outcomes import Outcome, find_outcomes
from dateline.join.told import Told, told_of

__all__ = [
    "Act",
    "Decided",
    "Disagreement",
    "Edit",
    "Edits",
    "EventKey",
    "Known",
    "Member",
    "Outcome",
    "Told",
    "act_id",
    "find_outcomes",
    "join_acts",
    "join_change",
    "join_known",
    "split_change",
    "told_of",
]
