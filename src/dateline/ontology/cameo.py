"""CAMEO codes as PLOVER types, modes and contexts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from dateline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Plover:
    """What a CAMEO code says in PLOVER. `reverse`: CAMEO's source is PLOVER's recipient (a host and its visitor)."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    reverse: bool


def _read() -> Mapping[str, Plover | None]:
    codes: dict[str, Plover | None] = {}
    for line in files(__package__).joinpath("cameo.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, type, mode, contexts, roles, _ = line.split("\t")
        told = Plover(type, mode or None, tuple(contexts.split()), roles == "reverse")
        codes[code] = None if type == "-" else told
    return MappingProxyType(codes)


CAMEO: Mapping[str, Plover | None] = _read()
"""Every CAMEO code with its roots ("04", "042", "0421"); None for statements and appeals, which PLOVER dropped."""


def plover_of(cameo: str) -> Plover | None:
    """What a CAMEO code says in PLOVER, None if PLOVER dropped it; raises `UsageError` for what is no CAMEO code.

    Codes are zero-padded text: "042", never 42.
    """
    try:
        return CAMEO[cameo]
    except KeyError:
        raise UsageError(f"CAMEO has no code {cameo!r}") from None
