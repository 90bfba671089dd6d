"""A dossier as a DOCX file."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final
from urllib.parse import quote

from docx import Document
from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from dateline.render.words import one_line, visible
from dateline.serve.dossier.markdown import ADDRESS
from dateline.serve.dossier.model import Dossier, Pin, Source
from dateline.serve.words import day

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

LINK: Final = RGBColor(0x1A, 0x5F, 0xB4)

# XML 1.0 has no place for these, and `visible` leaves what only looks like nothing.
NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest moment of a ZIP file: the same dossier has the same bytes."""


def docx(dossier: Dossier, site: str) -> bytes:
    """The file's bytes. `site` is where the dossier's own pages are, such as `http://127.0.0.1:8000`."""
    document = Document()
    document.core_properties.title = "Dossier"
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = dossier.committed
    document.add_heading("Dossier", 0)
    for number, pin in enumerate(dossier.pins, 1):
        document.add_heading(f"{number}. {_line(pin.title)}", 1)
        _add(document, pin, dossier.version, site)
    document.add_heading("How to cite", 1)
    document.add_paragraph(_line(dossier.cite))
    written = io.BytesIO()
    document.save(written)
    return _timeless(written)


def _add(document: Docx, pin: Pin, version: int, site: str) -> None:
    if told := pin.told:
        facts = [told.when, told.status if told.status not in ("", "happened") else "", *told.details, told.sure]
        document.add_paragraph(_line("; ".join(fact for fact in facts if fact)))
        if told.quote:
            document.add_paragraph(_line(told.quote), style="Quote")
    for line in pin.note.splitlines():
        document.add_paragraph(NO_XML.sub("\ufffd", visible(line)))
    for source in pin.sources:
        _add_source(document.add_paragraph(style="List Bullet"), source)
    path, mark, fragment = pin.address.partition("#")
    closing = document.add_paragraph()
    _link(closing, "In the store", f"{site}{path}?version={version}{mark}{fragment}")
    closing.add_run(f", {pin.kind} {_line(pin.id)}")


def _add_source(paragraph: Paragraph, source: Source) -> None:
    if source.url:
        _link(paragraph, source.headline, source.url)
    else:
        paragraph.add_run(_line(source.headline))
    facts = [source.source or "", day(source.date), f"report {source.document}"]
    paragraph.add_run(_line(f", {', '.join(fact for fact in facts if fact)}"))


def _link(paragraph: Paragraph, text: str, url: str) -> None:
    """Add a link, for which python-docx has no function of its own."""
    address = quote(NO_XML.sub("", visible(url)), safe=ADDRESS)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(_line(text))
    _as_link(run)
    link.append(run._r)
    paragraph._p.append(link)


def _as_link(run: Run) -> None:
    run.font.color.rgb = LINK
    run.font.underline = True


def _line(text: str) -> str:
    return NO_XML.sub("\ufffd", one_line(text))


def _timeless(written: io.BytesIO) -> bytes:
    """The same ZIP file, its members without the time of day."""
    timeless = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, MOMENT), old.read(name), zipfile.ZIP_DEFLATED)
    return timeless.getvalue()
