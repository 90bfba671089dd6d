"""Those told by a noun: "Japanese officials", "the premier", "the two allies", "protesters"."""

from __future__ import annotations

from functools import cache

from dateline.actors.context import Context
from dateline.actors.lexicon import rows, words
from dateline.actors.offices import Offices
from dateline.actors.persons import Persons
from dateline.actors.recall import Recall
from dateline.actors.scene import Part, Place, Scene
from dateline.actors.titles import offices as office_nouns
from dateline.actors.titles import singular
from dateline.language import Token
from dateline.records.model import ActorKind

MODIFIERS = frozenset(("det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet", "advmod"))
COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))


@cache
def people() -> dict[str, tuple[ActorKind, str]]:
    """Kind and sector of each noun for those who act without a name."""
    return {row[0].lower(): (row[1], row[2]) for row in rows("people")}  # type: ignore[misc]


class Descriptions:
    """Finds the noun phrases of a scene that stand for actors."""

    def __init__(self, scene: Scene, persons: Persons, offices: Offices, context: Context) -> None:
        self.scene = scene
        self.persons = persons
        self.offices = offices
        self.context = context
        self.recall = Recall(scene)
        self.dominant = context.dominant()

    def find(self) -> None:
        """Add all of them, in text order."""
        for sentence in self.scene.parsed.sentences:
            for token in sentence.tokens:
                if token.pos not in ("NOUN", "PROPN") or token.i in self.scene.covered or self._named(token):
                    continue
                word = singular(token)
                if (word in people() or word in office_nouns()) and not self._modifier(token):
                    self._describe(token, word)

    def _named(self, token: Token) -> bool:
        name = self.offices.named.get(token.i)
        return name is not None and (name.label != "unknown" or token.text[:1].isupper() and name.last - name.first > 1)

    def _modifier(self, token: Token) -> bool:
        """Whether the noun only modifies another one, or is the title of a name."""
        following = self.offices.named.get(token.i + 1)
        if following is not None and following.label == "person" and following.first == token.i + 1:
            return True
        return token.dep in ("compound", "amod", "nmod") and token.head.i > token.i

    def _describe(self, head: Token, word: str) -> None:
        first = self._first(head)
        tokens = self.scene.parsed.tokens
        spoken = {tokens[i].lower for i in range(first, head.i)}
        definite = bool(spoken & DEFINITE) or any(tokens[i].tag in ("PRP$", "POS") for i in range(first, head.i))
        plural = head.tag in ("NNS", "NNPS") or word == "police"
        country = self._country(head, first)
        parts = self._several(head, word, spoken) if plural and definite and country is None else []
        if not parts and definite and not plural:
            parts = self._one(head, word, country, spoken)
        if not parts:
            part = self._own(head, first, word, country, definite, plural)
            parts = [part] if part is not None else []
        if parts:
            self.scene.mention(first, head.i + 1, parts, "title" if word in office_nouns() else "description", head.i)

    def _first(self, head: Token) -> int:
        first = head.i
        for child in reversed(head.children):
            if child.i < first and child.dep in MODIFIERS and (child.dep != "advmod" or child.i == first - 1):
                first = min(first, min(t.i for t in child.subtree()))
        return first

    def _several(self, head: Token, word: str, spoken: set[str]) -> list[Part]:
        """ "the two leaders", "both sides": those told last."""
        count = next((COUNTS[w] for w in spoken if w in COUNTS), 0)
        if word == "side" and not count:
            count = 2
        if not count:
            return []
        if word in words("pair_person"):
            return self.recall.last_several(head.i, count, self._leader_at)
        if word in words("pair_state"):
            return self.recall.last_several(head.i, count, self._state_at)
        return []

    def _leader_at(self, place: Place) -> Part | None:
        part = place.parts[0]
        return part if part.kind == "person" and part.offices else None

    def _state_at(self, place: Place) -> Part | None:
        part = place.parts[0]
        if place.form == "demonym" and len(place.parts) == 1 or part.kind == "country":
            return part
        if part.country and part.kind in ("person", "government"):
            return self.scene.state(part.country)
        return None

    def _one(self, head: Token, word: str, country: str | None, spoken: set[str]) -> list[Part]:
        """A definite singular: an office's holder, a state, a body told before."""
        if word in office_nouns() and word not in ("head", "chief", "deputy", "member"):
            holder = self._holder(head, word, country)
            if holder is not None:
                return [holder]
        if word in ("country", "nation", "kingdom", "republic", "state") and country is None:
            last = self.recall.last(head.i, lambda p: p.kind == "country")
            return [last] if last else []
        plain = len(spoken) <= 1 and country is None
        if plain and word in words("definite_body"):
            last = self.recall.last(
                head.i, lambda p: p.kind in ("organisation", "group") and p.key[0] in "bog" and not p.plural
            )
            return [last] if last else []
        return []

    def _holder(self, head: Token, word: str, country: str | None) -> Part | None:
        """The person told before who holds the office that a noun names."""
        same = _same_offices(word)

        def fits(part: Part) -> bool:
            if part.kind != "person" or (country and part.country != country):
                return False
            return any(
                o.office.lower().endswith(noun) or f"{noun} " in o.office.lower() for o in part.offices for noun in same
            )

        return self.recall.last(head.i, fits)

    def _own(
        self, head: Token, first: int, word: str, country: str | None, definite: bool, plural: bool
    ) -> Part | None:
        """An actor of its own."""
        kind, sector = people().get(word, ("unknown", office_nouns().get(word, ("UNK", ""))[0]))
        if kind == "country":
            return self.scene.state(country) if country else None
        if word not in people() and head.dep in ("attr", "appos", "oprd"):
            return None
        told = country
        if country is None and sector in words("local_sector") and (kind == "government" or plural):
            country = self._around(head, kind)
        text = self._text(first, head)
        same = f"{word}/{country}" if told or kind == "government" and plural else f"{text.lower()}/{country}"
        if kind == "person":
            same = f"{text.lower()}/{head.i}"
        part = self.scene.part(f"noun/{same}", text, kind, country, sector)
        part.plural = plural
        return part

    def _around(self, head: Token, kind: ActorKind) -> str | None:
        """The state meant where none is told: the report's own, else one of the sentence."""
        return self.dominant or (self.context.before(head.i) if kind == "government" else None)

    def _text(self, first: int, head: Token) -> str:
        tokens = self.scene.parsed.tokens
        while first < head.i and tokens[first].lower in words("article"):
            first += 1
        return self.scene.parsed.slice(first, head.i + 1)

    def _country(self, head: Token, first: int) -> str | None:
        """The state told inside the phrase: a demonym, a possessor, "of" and "in" phrases, a person's administration."""
        for i in range(first, head.i):
            name = self.offices.named.get(i)
            if name is None:
                continue
            if name.entry is not None and name.entry.country:
                return name.entry.country
            if name.label == "person":
                place = self.scene.at.get(i)
                if place is not None and place.parts[0].country:
                    return place.parts[0].country
                return next((p.country for p in self.persons.by_name(name)), None)
        for prep in head.all("prep"):
            if prep.lower in ("of", "in", "from"):
                pobj = prep.child("pobj")
                name = self.offices.named.get(pobj.i) if pobj is not None else None
                if name is not None and name.entry is not None and name.entry.use != "people":
                    return name.entry.country
        return None


@cache
def _same_offices(word: str) -> frozenset[str]:
    """Nouns for the same office: the premier is a prime minister, a leader whoever leads."""
    if word == "leader":
        return words("leader_noun")
    if word == "premier":
        return frozenset(("premier", "prime minister"))
    for name in ("spokes_noun", "envoy_noun"):
        if word in words(name):
            return words(name)
    if word in ("diplomat", "official"):
        return frozenset(("foreign minister", "secretary of state"))
    return frozenset((word,))
