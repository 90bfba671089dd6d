"""From addresses to bytes, politely and safely: feeds and pages over HTTP, and the list of sources that are watched."""

from dateline.fetch.client import Client
from dateline.fetch.entries import entries, fetched_entries
from dateline.fetch.fetch import Fetched, Reading, fetch
from dateline.fetch.policy import Policy
from dateline.fetch.poller import Polled, Poller
from dateline.fetch.sources import EVERY, Source, SourceList, is_address, load_sources

__all__ = [
    "EVERY",
    "Client",
    "Fetched",
    "Policy",
    "Polled",
    "Poller",
    "Reading",
    "Source",
    "SourceList",
    "entries",
    "fetch",
    "fetched_entries",
    "is_address",
    "load_sources",
]
