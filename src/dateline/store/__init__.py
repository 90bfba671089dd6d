"""Reports kept as tables of a lake: added once, answered from as of any version."""

from dateline.store.lake import Commit, Store
from dateline.store.schema import TABLES
from dateline.store.snapshot import Snapshot
from dateline.store.transaction import Transaction

__all__ = ["TABLES", "Commit", "Snapshot", "Store", "Transaction"]
