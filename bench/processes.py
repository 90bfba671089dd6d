"""What Linux tells of a process."""

from __future__ import annotations

import os
from pathlib import Path


def megabytes(process: int | None = None) -> float:
    """Resident memory of a process, or of this one, in MiB."""
    pages = int(Path(f"/proc/{process or 'self'}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def processor_seconds(process: int) -> float:
    """Processor time of a process and of those of its children that have ended. Raises `OSError` if it has ended."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    # utime, stime, cutime, cstime: fields 14 to 17 of proc(5).
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
