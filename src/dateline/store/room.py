"""Whether there is room on a disk for what is to be written."""

from __future__ import annotations

import errno
import os
import shutil
from typing import Final

SPARE: Final = 4 * 1024 * 1024
"""Bytes that must be left beside the rows: for the feet of their files, one for each month, and for the log."""


def require_room(uri: str, size: int) -> None:
    """Raise `OSError` (`ENOSPC`) where `size` bytes do not fit on the disk of a local store.

    Delta's writer, too, raises where the disk is full, but the panic of one of its threads is told on standard error
    before. Rows take more room in memory (`nbytes`) than in their files.
    """
    if "://" not in uri and shutil.disk_usage(uri).free < size + SPARE:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
