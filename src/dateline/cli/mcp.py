"""`dateline mcp`: a store for a person's assistant."""

from __future__ import annotations

from dateline.cli.asked import StoreOption
from dateline.serve.mcp import server
from dateline.store import Store


def mcp(store: StoreOption) -> None:
    """Answer an assistant's questions to a store, by the Model Context Protocol over standard input and output.

    Tools: timeline, curve, calendar, who, changes, find, report, act and sql. Each answer has the ids of the reports,
    quotations and the store's version. Nothing is changed, and nothing but the store is read.

    An assistant starts it by itself; its settings want the command, such as

    - `dateline mcp --store /home/me/archive`
    """
    server(Store.open(store)).run("stdio")
