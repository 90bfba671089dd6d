"""Exit statuses, and how a command ends with one."""

from __future__ import annotations

CODED = 0
WRONG = 1
"""Wrong usage or setup."""
NOTHING = 2
"""Nothing could be read."""
SOME = 3
"""Some reports were not coded."""
PIPE_CLOSED = 141
"""The reader of the output went away, as shells have it: 128 + SIGPIPE."""


class Finished(SystemExit):
    """The end of a command that chose its exit status itself (Typer ends with 2 on wrong usage; here that is 1)."""


def status_of(coded: int, failed: int) -> int:
    """The exit status for so many reports coded and so many not."""
    if not coded:
        return NOTHING
    return SOME if failed else CODED
