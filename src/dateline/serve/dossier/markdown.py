"""A dossier as Markdown (CommonMark)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from dateline.render.words import one_line, visible
from dateline.serve.dossier.model import Dossier, Pin, Source
from dateline.serve.words import day

# What means something in CommonMark wherever it stands, or in the dialects that read more into it: `@` calls
# people, `$` begins formulas, `~` strikes through, bare addresses become links. Lists and the like only begin lines.
SPECIAL: Final = re.compile(r"([\\`*_{}\[\]#|~$@]|(?<=\w):(?=//)|(?<=www)\.)", re.IGNORECASE)
OPENING: Final = re.compile(r"^(\d*)([-+=.)])")

ADDRESS: Final = ":/?#[]@!$&'*+,;=%~-._"
"""What stays as it is in a link; parentheses, angles and spaces would end it."""


def markdown(dossier: Dossier, site: str) -> str:
    """The dossier's text. `site` is where its own pages are, such as `http://127.0.0.1:8000`."""
    lines = ["# Dossier", ""]
    for number, pin in enumerate(dossier.pins, 1):
        lines += [f"## {number}\\. {escaped(pin.title)}", "", *_body(pin, dossier.version, site)]
    lines += ["## How to cite", "", escaped(dossier.cite), ""]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Text from a report, which then means nothing in Markdown or HTML."""
    marked = OPENING.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", one_line(text)))
    return html.escape(marked, quote=False)


def _body(pin: Pin, version: int, site: str) -> Iterator[str]:
    told = pin.told
    if told:
        facts = [told.when, told.status if told.status not in ("", "happened") else "", *told.details, told.sure]
        yield from ("; ".join(escaped(fact) for fact in facts if fact), "")
        if told.quote:
            yield from (f"> {escaped(told.quote)}", "")
    for line in pin.note.splitlines():
        # The reader's own words may use Markdown, but nothing that is hidden.
        yield visible(line).replace("<", "&lt;")
    if pin.note:
        yield ""
    if pin.sources:
        yield from (f"Sources ({pin.reports}):" if pin.reports > 1 else "Source:", "")
        yield from (_source(source) for source in pin.sources)
        yield ""
    yield from (f"{_link('In the store', f'{site}{_as_of(pin.address, version)}')}, {pin.kind} `{_code(pin.id)}`", "")


def _source(source: Source) -> str:
    headline = _link(source.headline, source.url) if source.url else escaped(source.headline)
    facts = [source.source or "", day(source.date)]
    return f"- {headline}, {', '.join(escaped(fact) for fact in facts if fact)}, report `{_code(source.document)}`"


def _link(text: str, url: str) -> str:
    return f"[{escaped(text)}](<{quote(visible(url), safe=ADDRESS)}>)"


def _code(text: str) -> str:
    return one_line(text).replace("`", "'")


def _as_of(address: str, version: int) -> str:
    path, mark, fragment = address.partition("#")
    return f"{path}?version={version}{mark}{fragment}"
