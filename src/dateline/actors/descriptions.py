"""Those told by a noun: "Japanese officials", "the premier", "the two allies", "protesters"."""

from __future__ import annotations

from functools import cache, lru_cache

from dateline.actors.armed import Armed
from dateline.actors.context import Context
from dateline.actors.gazetteer import Entry
from dateline.actors.lexicon import rows, words
from dateline.actors.offices import Offices
from dateline.actors.owners import Owners
from dateline.actors.persons import Persons
from dateline.actors.recall import Recall
from dateline.actors.scene import Part, Scene
from dateline.actors.setting import Setting
from dateline.actors.sides import Sides
from dateline.actors.titles import offices as office_nouns
from dateline.actors.titles import singular
from dateline.language import Token
from dateline.records.model import ActorKind

MODIFIERS = frozenset(("det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet", "preconj", "advmod"))
DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))


@cache
def people() -> dict[str, tuple[ActorKind, str]]:
    """Kind and sector of each noun for those who act without a name."""
    return {row[0].lower(): (row[1], row[2]) for row in rows("people")}  # type: ignore[misc]


class Descriptions:
    """Finds the noun phrases of a scene that stand for actors."""

    def __init__(self, scene: Scene, persons: Persons, offices: Offices, context: Context) -> None:
        self.scene = scene
        self.offices = offices
        self.recall = Recall(scene)
        self.owners = Owners(scene, persons, offices, self.recall)
        self.sides = Sides(scene, self.recall)
        self.armed = Armed(scene, offices, self.recall)
        self.setting = Setting(scene, offices, context)

    def find(self) -> None:
        """Add all of them, in text order."""
        for sentence in self.scene.parsed.sentences:
            for token in sentence.tokens:
                if token.lower == "resolution" and token.dep == "nsubj" and token.head.lemma in words("asking"):
                    self._resolution(token)
                if token.pos not in ("NOUN", "PROPN") or token.i in self.scene.covered or self._named(token):
                    continue
                word = singular(token)
                if (word in people() or word in office_nouns()) and not self._modifier(token):
                    self._describe(token, word)

    def _resolution(self, token: Token) -> None:
        """A resolution that asks for something speaks for the council told last."""
        body = self.recall.last(
            token.i, lambda p: p.kind == "organisation" and not words("resolving").isdisjoint(p.name.lower().split())
        )
        if body and token.i not in self.scene.at:
            self.scene.mention(token.i, token.i + 1, [body], "description", token.i)

    def _named(self, token: Token) -> bool:
        name = self.offices.named.get(token.i)
        if name is not None and name.label == "place" and token.lower in words("all_states"):
            return False  # "UN Member States"
        return name is not None and (
            name.label != "unknown" or (token.text[:1].isupper() and name.last - name.first > 1)
        )

    def _modifier(self, token: Token) -> bool:
        """Whether the noun only modifies another one, or is the title of a name."""
        following = self.offices.named.get(token.i + 1)
        if following is not None and following.label == "person" and following.first == token.i + 1:
            return True
        return token.dep in ("compound", "amod", "nmod") and token.head.i > token.i

    def _describe(self, head: Token, word: str) -> None:
        first = self._first(head)
        tokens = self.scene.parsed.tokens
        spoken = self._spoken(first, head)
        definite = bool(spoken & DEFINITE) or any(tokens[i].tag in ("PRP$", "POS") for i in range(first, head.i))
        plural = head.tag in ("NNS", "NNPS") or word == "police" or head.lower in words("all_states")
        states = self.owners.states(head, first)
        country = states[0] if states else None
        parts = self._joint(states, word) if plural else self._same_person(head, country)
        parts = parts or self.armed.of(head, word, first, definite, country)
        if not parts and plural and (definite or not spoken.isdisjoint(words("fighting"))):
            parts = self.sides.of(head, word, spoken, country)
        if not parts and plural and definite and word in office_nouns() and country is None:
            parts = self.sides.holders(head, self._office(head, word, first)[0])
        if not parts and definite and not plural:
            parts = self._one(head, word, country, first)
        if not parts:
            part = self._own(head, first, word, country, definite, plural)
            parts = [part] if part is not None else []
        if parts:
            self.scene.mention(first, head.i + 1, parts, "title" if word in office_nouns() else "description", head.i)

    def _joint(self, states: list[str], word: str) -> list[Part]:
        """ "The leaders of X and Y", "X and Y officials": both states; crowds of two states are one crowd."""
        serve = word in office_nouns() or people().get(word, ("", ""))[0] in ("government", "country")
        return [self.scene.state(state) for state in states] if serve and len(states) > 1 else []

    def _same_person(self, head: Token, country: str | None) -> list[Part]:
        """The person of whom an apposition or a predicate tells the state ("X, a Kenyan citizen")."""
        owner = head.head if head.dep == "appos" else None
        if head.dep == "attr" and head.head.lemma == "be":
            owner = head.head.child("nsubj")
        place = self.scene.at.get(owner.i) if owner is not None else None
        if country is None or place is None or place.parts[0].kind != "person" or len(place.parts) > 1:
            return []
        person = place.parts[0]
        if person.country is None and not person.offices:
            person.country = country
            person.reasons.append("country: apposition")
        return [person] if person.country == country else []

    def _first(self, head: Token) -> int:
        first = head.i
        for child in reversed(head.children):
            if child.i < first and child.dep in MODIFIERS and (child.dep != "advmod" or child.i == first - 1):
                first = min(first, min(t.i for t in child.subtree()))
        return first

    def _one(self, head: Token, word: str, country: str | None, first: int) -> list[Part]:
        """A definite singular: an office's holder, a state, a body told before."""
        body = self._body(first, head) or self._complement(head)
        if body is not None and word in office_nouns():
            return self._of_body(head, word, body)
        if word in office_nouns() and word not in ("head", "chief", "deputy", "member"):
            holder = self._holder(head, word, country, first)
            if holder is not None:
                return [holder]
        if word in ("country", "nation", "kingdom", "republic", "state") and country is None:
            last = self.recall.last(head.i, lambda p: p.kind == "country")
            return [last] if last else []
        if body is not None and word in words("definite_body") and word in words("body_kind"):
            return [self.scene.entry(body)]
        if country is None and word in words("definite_body") and self._plain(first, head, word):
            last = self.recall.last(head.i, lambda p: _is_body(p, word))
            return [last] if last else []
        return []

    def _plain(self, first: int, head: Token, word: str) -> bool:
        """Whether no more than an article and a number stand before the noun ("the 12-nation bloc")."""
        said = [t for t in self.scene.parsed.tokens[first : head.i] if t.lower not in words("article")]
        numbered = word in words("body_kind") and all(
            t.tag in ("CD", "HYPH") or t.lower in words("count_of") for t in said
        )
        return not said or numbered

    def _of_body(self, head: Token, word: str, body: Entry) -> list[Part]:
        """ "the UNICEF head", "the U.N. envoy": the person told before who serves that body."""
        same = _same_offices(word)

        def fits(part: Part) -> bool:
            held = [o.office.lower() for o in part.offices if o.organisation == body.name]
            return bool(held) and (word in ("head", "chief") or any(noun in office for office in held for noun in same))

        last = self.recall.last(head.i, fits)
        return [last] if last else []

    def _holder(self, head: Token, word: str, country: str | None, first: int) -> Part | None:
        """The person told before who holds the office that a noun names."""
        phrase, said = self._office(head, word, first)
        loose = not said and word not in ("president", "king", "queen", "prince")
        same = _same_offices(word)

        def fits(part: Part) -> bool:
            if part.kind != "person" or (country and part.country != country):
                return False
            held = [o.office.lower() for o in part.offices]
            if said:
                return any(office == phrase or office.startswith(phrase + " ") for office in held)
            return any(
                office == noun or (loose and (office.endswith(" " + noun) or office.startswith(noun + " ")))
                for office in held
                for noun in same
            )

        return self.recall.last(head.i, fits)

    def _office(self, head: Token, word: str, first: int) -> tuple[str, list[str]]:
        """The office that a noun names with its modifiers, and those modifiers."""
        skip = words("epithet") | words("article") | words("former") | words("acting")
        said = [
            t.lower
            for t in self.scene.parsed.tokens[first : head.i]
            if t.lower not in skip and t.i not in self.offices.named and t.tag not in ("POS", "PRP$", "DT")
        ]
        return " ".join([*said, word]).replace(" - ", "-"), said

    def _own(
        self, head: Token, first: int, word: str, country: str | None, definite: bool, plural: bool
    ) -> Part | None:
        """An actor of its own."""
        kind, sector = people().get(word, ("unknown", office_nouns().get(word, ("UNK", ""))[0]))
        if kind == "country":
            return self.scene.state(country) if country else self._all_states(head, first, plural)
        if word in office_nouns() and head.dep in ("attr", "appos", "oprd"):
            return None
        told = country
        body = self._body(first, head)
        if body is not None:
            part = self.scene.part(f"noun/{word}/{body.name}", self._text(first, head), kind, None, sector)
            part.base, part.plural = body.base, plural
            return part
        if country is not None:
            self.setting.told(head, word, country)
        elif word not in words("abroad") and sector in words("local_sector") and (kind != "organisation" or plural):
            country = self.setting.state(head, word, kind, self._spoken(first, head))
        elif definite and plural and word not in words("abroad"):
            country = self.setting.earlier(word)
        text = self._text(first, head)
        same = f"{word}/{country}" if told or (kind == "government" and plural) else f"{text.lower()}/{country}"
        if kind == "person":
            same = f"{text.lower()}/{head.i}"
        part = self.scene.part(f"noun/{same}", text, kind, country, sector)
        if country:
            part.reasons.append("country: told in the phrase" if told else "country: setting")
        part.plural = plural
        return part

    def _body(self, first: int, head: Token) -> Entry | None:
        """The international body told inside the phrase ("EU officials")."""
        for i in range(first, head.i):
            name = self.offices.named.get(i)
            if name is not None and name.entry is not None and name.entry.use == "body" and not name.entry.country:
                return name.entry
        return None

    def _complement(self, head: Token) -> Entry | None:
        """The international body told after the noun ("the head of UNICEF")."""
        of = next((prep for prep in head.all("prep") if prep.lower == "of"), None)
        pobj = of.child("pobj") if of is not None else None
        name = self.offices.named.get(pobj.i) if pobj is not None else None
        entry = name.entry if name is not None else None
        return entry if entry is not None and entry.use == "body" and not entry.country else None

    def _all_states(self, head: Token, first: int, plural: bool) -> Part | None:
        """ "All states", "35 countries": states that are not named."""
        counted = [t for t in self.scene.parsed.tokens[first : head.i] if t.tag == "CD" or t.lower in words("all_of")]
        if not plural or not counted:
            return None
        text = self._text(first, head)
        part = self.scene.part(f"noun/{text.lower()}", text, "group", None, "GOV")
        part.plural = True
        return part

    def _spoken(self, first: int, head: Token) -> set[str]:
        return {token.lower for token in self.scene.parsed.tokens[first : head.i]}

    def _text(self, first: int, head: Token) -> str:
        tokens = self.scene.parsed.tokens
        while first < head.i and tokens[first].lower in words("article"):
            first += 1
        return self.scene.parsed.slice(first, head.i + 1)


def _is_body(part: Part, word: str) -> bool:
    """Whether "the WORD" may stand for a body: its name has the word, or both are plain groups."""
    if part.plural or part.kind not in ("organisation", "group", "government") or part.key.startswith("noun/"):
        return False
    if word in part.name.lower():
        return True
    known = part.key.startswith("body/")
    if word in ("group", "organization", "organisation", "movement", "agency", "bloc", "alliance", "union", "body"):
        return part.kind in ("organisation", "group") and part.sector != "JRN" and (known or part.sector is None)
    if word in ("militia",):
        return part.kind == "group" and known
    if word in ("party",):
        return part.sector == "PTY"
    if word in ("newspaper", "network", "broadcaster"):
        return part.sector == "JRN"
    return word in ("company", "firm", "charity", "watchdog") and part.kind == "organisation" and part.sector is None


@lru_cache(1000)
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
