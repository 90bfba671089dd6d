"""How the site is served."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from typing import Final

from dateline.errors import UsageError

UPLOAD_BYTES: Final = 5_000_000
"""The largest body of a request: some thousand pages of news at once."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`token` is what a caller must show: for every request if the address is open to others, else to change something.
    `jobs` is the number of processes that code reports; one is this process.

    Raises `UsageError` for an address open to others without a token of the user's own.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    read_only: bool = False
    jobs: int = 1
    page_token: str = field(default_factory=secrets.token_urlsafe)

    def __post_init__(self) -> None:
        if self.is_open and not self.token:
            raise UsageError(
                f"{self.host} can be reached from other machines: choose a token (--token, or DATELINE_TOKEN), which"
                " callers must show, or serve on 127.0.0.1"
            )

    @property
    def is_open(self) -> bool:
        """Whether other machines can reach the address."""
        if self.host == "localhost":
            return False
        try:
            return not ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return True

    def admits(self, shown: str | None) -> bool:
        """Whether what a caller shows is the token of the user, or that of a page served by this very process."""
        known = [self.page_token, *([self.token] if self.token else [])]
        return shown is not None and any(secrets.compare_digest(shown.encode(), one.encode()) for one in known)
