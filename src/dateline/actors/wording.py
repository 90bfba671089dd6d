"""An office in its own words: without state, body, status and epithets."""

from __future__ import annotations

from dateline.actors.belonging import Belonging
from dateline.actors.lexicon import words
from dateline.actors.office import Office
from dateline.actors.titles import abbreviations, short_titles, singular
from dateline.language import Parsed, Token

UNSAID = frozenset(("POS", "PRP$", "DT"))
ENDINGS = frozenset(("-", "general", "elect", "designate", "nominee", "in", "chief"))


class Wording:
    """Words the offices of a report."""

    def __init__(self, parsed: Parsed, belonging: Belonging) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.belonging = belonging

    def word(self, found: Office) -> None:
        """Set the office's words; a state or body of its complement is taken from there."""
        found.office = " ".join(self._kept(found)).replace(" - ", "-").replace(" .", ".") + self._ending(found)
        self._in_full(found)

    def _kept(self, found: Office) -> list[str]:
        status = words("former") | words("acting") | words("incoming") | words("article")
        leading = status | words("epithet")
        kept: list[str] = []
        i = found.first
        while i <= found.head:
            token, name = self.tokens[i], self.belonging.named.get(i)
            if name is not None and i != found.head:
                owns = name.entry is not None or (name.label == "organisation" and found.organisation == name.text)
                if owns or (name.label == "place" and name.last <= found.head):
                    kept += [] if owns else [name.text]
                    i = name.last
                    continue
            if i == found.head:
                kept.append(token.text[:1] + singular(token)[1:] if found.plural else token.text)
            elif (
                i not in self.belonging.states
                and (kept or token.text != "-")
                and self._says(token, status if kept else leading)
            ):
                kept.append(token.text)
            i += 1
        while kept and (not kept[0][:1].isalnum() or kept[0] in ("and", "s")):
            kept.pop(0)
        return kept

    def _says(self, token: Token, unsaid: frozenset[str]) -> bool:
        """Whether a modifier is a part of the office's own words, not an ordinal or a possessor."""
        possessor = self.tokens[token.i + 1].tag == "POS"
        return not (token.tag in UNSAID or token.lower in unsaid or token.ent == "ORDINAL" or possessor)

    def _ending(self, found: Office) -> str:
        tokens = self.tokens
        i = found.head + 1
        ending = ""
        while i < found.last and tokens[i].lower in ENDINGS:
            if tokens[i].lower == "general" or tokens[i - 1].lower == "in":
                ending += ("-" if tokens[i - 1].text == "-" else " ") + tokens[i].text
            elif tokens[i].lower == "in" and tokens[i - 1].text == "-":
                ending += "-" + tokens[i].text + "-"
                ending += tokens[i + 2].text if i + 2 < found.last else ""
                break
            i += 1
        named = False
        for at, stop in found.complements:
            if named and tokens[at].lower != "to":
                continue  # the body's name goes on: "of the League for Animals"
            if not self._towards(at, stop) and self.belonging.completes(found, at + 1, stop):
                named = found.organisation is not None
            else:
                ending += " " + " ".join(self.parsed.slice(at, stop).split())
        return ending

    def _towards(self, i: int, stop: int) -> bool:
        """Whether the state after "to" or "for" is where an envoy goes, not whom it serves ("ambassador to Kenya")."""
        states = [self.belonging.named[j] for j in (i + 1, i + 2) if j in self.belonging.states]
        whole = any(name.last >= stop for name in states)
        return self.tokens[i].lower == "to" or (self.tokens[i].lower == "for" and whole)

    def _in_full(self, found: Office) -> None:
        """Write out a shortened title; take the one state that has such an office."""
        said = found.office.lower()
        full = short_titles().get(said)
        if full is not None:
            found.office = full[0]
            found.country = found.country or (full[1] if not found.organisation else None)
            return
        for short, (whole, state) in abbreviations().items():
            if said.endswith(" " + short):
                found.office = found.office[: -len(short)] + whole
                found.country = found.country or state
