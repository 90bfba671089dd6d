"""Who issues an official text: the state or body whose site it comes from, the body or signatory of title or byline."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from dateline.actors.gazetteer import gazetteer
from dateline.actors.lexicon import rows, words
from dateline.actors.scene import Part, Scene
from dateline.records import Document

# "Statement by the High Representative Ana Doe on ...": the capitalised words after "by".
SIGNED = re.compile(r"\b[Bb]y (?:the )?(?:[A-Z][\w’'/.-]+ ){0,6}([A-Z][\w’'-]+ [A-Z][\w’'-]+)")
WORD = re.compile(r"[A-Z][\w.-]*")


@cache
def hosts() -> dict[str, str]:
    """State (ISO3) or body by the end of a host's name."""
    return {row[0]: row[1] for row in rows("hosts")}


def issuer(document: Document) -> str | None:
    """ISO3 of the state, or the name of the body, on whose official site the text stands; else None."""
    host = urlsplit(document.url).hostname if document.url else None
    if not host:
        return None
    labels = host.split(".")
    for i in range(len(labels) - 1):
        found = hosts().get(".".join(labels[i:]))
        if found:
            return found
    return None


class Issue:
    """The "we" and "I" of a text outside quotation marks; nobody's in a report that no official site issued."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.source = issuer(scene.document)
        self._joint: list[Part] | None = None

    def parts(self, several: bool) -> list[Part] | None:
        """The parts that "we" (`several`) or "I" stands for; "we" of a single signatory is the body behind the site."""
        if self.source is None:
            return None
        if self._joint is None:
            self._joint = self._told() or self._opening() or self._titled() or [self._site()]
        if several and self._joint[0].kind == "person":
            return [self._site()]
        return self._joint

    def _told(self) -> list[Part]:
        """ "We, the foreign ministers of A, B and C, and the High Representative of D": all states and bodies told."""
        tokens = self.scene.parsed.tokens
        for sentence in self.scene.parsed.sentences[:4]:
            for token in sentence.tokens:
                if token.lower == "we" and token.i + 1 < len(tokens) and tokens[token.i + 1].text == ",":
                    last = token.head.i if token.dep == "nsubj" and token.head.i > token.i else sentence.tokens[-1].i
                    return self._listed(token.i + 2, last)
        return []

    def _opening(self) -> list[Part]:
        """The states that the first sentences begin with ("A, B and C issue the following statement")."""
        for sentence in self.scene.parsed.sentences[:3]:
            found: list[Part] = []
            for token in sentence.tokens:
                place = self.scene.at.get(token.i)
                if place is not None and place.parts[0].kind == "country":
                    found.extend(place.parts)
                elif token.tag not in ("NNP", "NNPS", "IN", "DT") and token.lower not in words("list_mark"):
                    break
            if len(found) > 2:
                return found
        return []

    def _listed(self, first: int, last: int) -> list[Part]:
        found: list[Part] = []
        for i in range(first, last):
            token = self.scene.parsed.tokens[i]
            if token.pos in ("VERB", "AUX") and token.tag in ("VBP", "VBD", "VBZ", "MD"):
                break
            place = self.scene.at.get(i)
            if place is not None and place.parts[0] not in found and place.form != "pronoun":
                found.extend(place.parts)
        states = [k for k, part in enumerate(found) if part.kind == "country"]
        if len(states) > 1:
            return [p for p in found[states[0] :] if p.kind in ("country", "organisation")]
        return [p for p in found if p.kind in ("country", "organisation")][:1]

    def _titled(self) -> list[Part]:
        title = self.scene.document.title or ""
        byline = self.scene.document.byline
        signed = SIGNED.search(title) or (SIGNED.search(f"by {byline}") if byline else None)
        if signed:
            part = self.scene.part(f"person/{signed[1]}", signed[1], "person", sector="GOV")
            if self.source and len(self.source) == 3:
                part.country = part.country or self.source
            return [part]
        ends = {m.end() for m in re.finditer(r"\w\b|\.", title)}
        for word in WORD.finditer(title):
            hit = gazetteer().match(title, word.start(), ends, word[0])
            if hit is not None and hit[1].use == "body" and word.start() == 0:
                return [self.scene.entry(hit[1])]
        return []

    def _site(self) -> Part:
        assert self.source is not None
        if len(self.source) == 3 and self.source in gazetteer().names:
            return self.scene.state(self.source)
        hit = gazetteer().match(self.source, 0, {len(self.source)}, self.source.split()[0])
        return self.scene.entry(hit[1]) if hit else self.scene.part(self.source, self.source, "organisation")
