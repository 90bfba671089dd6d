"""What a fuzzer has: inputs to begin with, a way to change them, and what must hold for each."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Protocol


class Broken(Exception):
    """What must hold does not: `rule` names it, and is the same for all inputs that break it alike."""

    def __init__(self, rule: str, detail: str = "") -> None:
        super().__init__(f"{rule}: {detail}" if detail else rule)
        self.rule = rule


class Target(Protocol):
    """Something to be fuzzed; an input is bytes, so that it can be kept as a file and run again."""

    def seeds(self) -> Iterable[bytes]:
        """Inputs to begin with."""

    def mutate(self, data: bytes, random: Random) -> bytes:
        """Another input."""

    def run(self, data: bytes) -> None:
        """Take an input. Raises `Broken` if what must hold does not; any other exception is a finding as well."""

    def seconds(self, data: bytes) -> float:
        """Seconds of processor time that an input may take."""

    def close(self) -> None:
        """Give back what the target holds."""


def require(holds: object, rule: str, detail: object = "") -> None:
    """Raises `Broken` unless it holds."""
    if not holds:
        raise Broken(rule, str(detail)[:500])
