"""A Ray cluster: one that runs already, or one on this machine for as long as it is needed."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from dateline.errors import SetupError, UsageError

STORAGE: Final = "AWS_"
"""What the names of the environment's settings of S3 begin with; the other machines are told them."""

OBJECTS: Final = 256 * 1024 * 1024
"""Bytes of Ray's store of objects on this machine: what is read ahead, and the rows that wait to be committed."""


@contextmanager
def cluster(address: str | None = None) -> Iterator[None]:
    """Connect to the cluster at an address (`auto`, `10.0.0.1:6379`), or to one of this machine's cores.

    Raises `SetupError` where Ray is not installed or no cluster is there, and `UsageError` for `ray://`.
    """
    if address and address.startswith("ray://"):
        raise UsageError("--address takes host:port or auto: run the command on a machine of the cluster")
    # No word to Ray's makers.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise SetupError(f"Ray is not installed ({error.name}): pip install 'dateline[ray]'") from error
    address = address or os.environ.get("RAY_ADDRESS") or "local"
    own = {"include_dashboard": False, "object_store_memory": OBJECTS} if address == "local" else {}
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **own)
    except Exception as error:  # Ray has no kind of its own for a node that did not start in time
        told = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise SetupError(f"no Ray cluster at {address}: {told}") from error
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    try:
        yield
    finally:
        ray.shutdown()


def storage() -> dict[str, str]:
    """This machine's settings of S3, for the others."""
    return {name: value for name, value in os.environ.items() if name.startswith(STORAGE)}
