"""A pipeline that one writes in an afternoon: spaCy, with textacy's triples and quotations."""

from __future__ import annotations

from typing import Any

import dateline
from bench.rivals.rival import installed
from bench.speed import bare_pipeline


class ZeroShot:
    """Subject, verb and object of each clause, and the direct quotations with their speakers."""

    label = "spaCy and textacy"
    slow = False

    def __init__(self) -> None:
        self._extract = installed("textacy.extract")
        self._nlp = bare_pipeline(dateline.load())
        self._unclosed = self._reports = 0

    def read(self, documents: list[dateline.Document]) -> list[list[str]]:
        """Triples as the words of subject and object, quotations as speaker and content."""
        return [self._told(doc) for doc in self._nlp.pipe(document.text for document in documents)]

    def _told(self, doc: Any) -> list[str]:
        self._reports += 1
        triples = self._extract.subject_verb_object_triples(doc)
        told = [_words(triple.subject, triple.object) for triple in triples]
        try:
            quotations = list(self._extract.direct_quotations(doc))
        except ValueError:  # textacy's answer to an odd number of quotation marks in a report
            self._unclosed += 1
            return told
        return told + [_words(quotation.speaker, quotation.content) for quotation in quotations]

    def notes(self) -> list[str]:
        """How many reports lost their quotations."""
        note = f"{self.label}: no quotations from {self._unclosed} of {self._reports} reports, with a mark left open"
        self._unclosed = self._reports = 0
        return [note]


def _words(*sides: Any) -> str:
    return " ; ".join(" ".join(token.text for token in side) for side in sides)
