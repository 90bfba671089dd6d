"""Pronouns: "he", "they", "its", "who"; "I" and "we" in a quotation or in an official text."""

from __future__ import annotations

from collections.abc import Callable

from dateline.actors.issuer import Issue
from dateline.actors.lexicon import words
from dateline.actors.recall import Recall
from dateline.actors.scene import Part, Place, Scene
from dateline.actors.speech import Speech
from dateline.language import Token

HUMAN = {"he": "male", "him": "male", "his": "male", "himself": "male"} | {
    "she": "female",
    "her": "female",
    "hers": "female",
    "herself": "female",
}
THING = frozenset(("it", "its", "itself"))
PLURAL = frozenset(("they", "them", "their", "theirs", "themselves", "both"))
SPEAKER = frozenset(("i", "me", "my", "mine", "myself"))
SPEAKERS = frozenset(("we", "us", "our", "ours", "ourselves"))
RELATIVE = frozenset(("WP", "WDT", "WP$"))
EMPTY = frozenset(("seem", "appear", "rain", "take", "turn"))
THINGS = frozenset(("country", "government", "organisation", "group"))


class Pronouns:
    """Resolves the pronouns of a scene, in text order, each against what was told before it."""

    def __init__(self, scene: Scene, issue: Issue) -> None:
        self.scene = scene
        self.issue = issue
        self.speech = Speech(scene)

    def find(self) -> None:
        """Add all pronouns that stand for somebody told before."""
        self.recall = Recall(self.scene)
        for sentence in self.scene.parsed.sentences:
            for token in sentence.tokens:
                if token.tag[:2] in ("PR", "WP", "WD") or token.lower == "both":
                    parts = self._parts(token)
                    if parts:
                        self.scene.mention(token.i, token.i + 1, parts, "pronoun", token.i)

    def _parts(self, token: Token) -> list[Part] | None:
        if token.tag in RELATIVE:
            return self._antecedent(token)
        word = token.lower
        if word in SPEAKER or word in SPEAKERS:
            return self._first_person(token, word in SPEAKERS)
        if word in HUMAN:
            return self._human(token, HUMAN[word])
        if word in THING:
            return None if self._expletive(token) else self._of_thing(token)
        if word == "both" and token.dep in ("preconj", "det", "predet"):
            return None
        if word == "both" and token.dep != "nsubj":
            return self._floating(token)
        if word in PLURAL:
            return self._of_several(token)
        return None

    def _floating(self, token: Token) -> list[Part] | None:
        """ "X and Y both agreed": the subject told just before."""
        subject = token.head.child("nsubj", "nsubjpass")
        if subject is None or subject.i > token.i:
            return self._of_several(token) if token.dep in ("pobj", "dobj", "poss", "nsubjpass") else None
        joined = [self.scene.at[t.i] for t in _chain(subject) if t.i in self.scene.at]
        return [part for other in joined for part in other.parts] or None

    def _of_several(self, token: Token) -> list[Part] | None:
        barred = self._subjects(token) if token.dep in ("dobj", "dative", "pobj") else []

        def several(place: Place) -> list[Part] | None:
            return None if place.parts[0] in barred else self._plural(place)

        def body(place: Place) -> list[Part] | None:
            return None if place.parts[0] in barred else _body_of_several(place)

        return self._ahead(token, several) or self.recall.best(token.i, several, body)

    def _of_thing(self, token: Token) -> list[Part] | None:
        barred = self._subjects(token) if token.dep in ("dobj", "dative") else []

        def thing(place: Place) -> list[Part] | None:
            return None if place.parts[0] in barred else self._thing(place)

        return self._ahead(token, thing) or self._judged(token, thing) or self.recall.best(token.i, thing)

    def _judged(self, token: Token, one: Callable[[Place], list[Part] | None]) -> list[Part] | None:
        """Whose act it is in "X praised Y for its part", "talks with Y over its dam": the one told last, no subject."""
        above = next((a for a in token.ancestors() if a.dep == "prep" and a.lower in words("ground")), None)
        if above is None or token.dep != "poss":
            return None
        low = self.scene.parsed.sentence_of(token).tokens[0].i
        for i in range(above.i - 1, low - 1, -1):
            place = self.scene.at.get(i)
            if place is None or self.scene.parsed.tokens[i].dep not in ("dobj", "pobj", "dative"):
                continue
            if self.scene.parsed.tokens[i].dep == "pobj" and self.scene.parsed.tokens[i].head.lower in words("place"):
                continue
            return one(place)
        return None

    def _subjects(self, token: Token) -> list[Part]:
        """Who acts on the pronoun, and so is not meant by it ("X criticised him")."""
        verb = token.head
        if verb.dep == "prep" and verb.head.lower in words("part_of"):
            verb = verb.head.head  # "X acquitted both of them"
        while (
            verb.dep in ("prep", "xcomp", "conj", "acl", "advcl", "pcomp")
            and verb.head is not verb
            and not verb.child("nsubj")
        ):
            verb = verb.head
        subject = verb.child("nsubj", "nsubjpass")
        place = self.scene.at.get(subject.i) if subject is not None else None
        return place.parts if place is not None else []

    def _ahead(self, token: Token, one: Callable[[Place], list[Part] | None]) -> list[Part] | None:
        """The subject that follows an opening phrase ("On his first visit, X ..."), if nobody was told before it."""
        sentence = self.scene.parsed.sentence_of(token)
        if token.dep != "poss" or token.i - sentence.tokens[0].i > 12:
            return None
        subject = sentence.root.child("nsubj", "nsubjpass")
        if subject is None or subject.i < token.i:
            return None
        if any(t.i in self.scene.at for t in sentence.tokens if t.i < token.i):
            return None
        place = self.scene.at.get(subject.i)
        return one(place) if place is not None and place.first > token.i else None

    def _human(self, token: Token, gender: str) -> list[Part] | None:
        quoted = self.speech.speaker(token)
        barred = self._subjects(token) if token.dep in ("dobj", "dative", "pobj") and token.lower[-4:] != "self" else []

        def person(place: Place) -> list[Part] | None:
            part = place.parts[0]
            if len(place.parts) > 1 or part.kind != "person" or part is quoted or part in barred:
                return None
            return place.parts if part.gender in (None, gender) else None

        found = self._ahead(token, person) or self.recall.best(token.i, person)
        if found and found[0].gender is None:
            found[0].gender = gender
        return found

    def _thing(self, place: Place) -> list[Part] | None:
        part = place.parts[0]
        if len(place.parts) > 1 or part.kind not in THINGS or part.plural or place.form == "demonym":
            return None
        return None if part.sector == "JRN" else place.parts

    def _plural(self, place: Place) -> list[Part] | None:
        """A plural noun, two leaders told together, or the members of a coordination."""
        if len(place.parts) > 1 or place.parts[0].plural:
            return place.parts
        head = self.scene.parsed.tokens[place.head]
        if head.dep != "conj" and place.form != "demonym":
            joined = [self.scene.at[t.i] for t in _chain(head) if t.i in self.scene.at]
            if len(joined) > 1:
                return [part for other in joined for part in other.parts]
        part = place.parts[0]
        return place.parts if part.kind == "group" or part.key.startswith("noun/police") else None

    def _antecedent(self, token: Token) -> list[Part] | None:
        """The noun that a relative clause belongs to."""
        clause = token
        while clause.dep != "relcl" and clause.head is not clause:
            clause = clause.head
        if clause.dep != "relcl":
            return None
        place = self.scene.at.get(clause.head.i)
        if place is None or place.head > token.i:
            return None
        head = self.scene.parsed.tokens[place.head]
        finite = clause.child("aux", "auxpass") or clause
        joined = head.dep == "conj" or head.child("conj") is not None
        if joined and token.dep in ("nsubj", "nsubjpass") and finite.tag == "VBP":
            while head.dep == "conj":
                head = head.head
            members = [self.scene.at[t.i] for t in _chain(head) if t.i in self.scene.at and t.i < token.i]
            return [part for other in members for part in other.parts]
        return place.parts

    def _expletive(self, token: Token) -> bool:
        """Whether "it" stands for nothing ("it is crucial that", "it seems")."""
        verb = token.head
        if token.dep not in ("nsubj", "expl", "nsubjpass"):
            return False
        if verb.lemma in EMPTY:
            return True
        return verb.lemma == "be" and verb.child("acomp", "attr") is not None

    def _first_person(self, token: Token, several: bool) -> list[Part] | None:
        if not self.scene.parsed.quoted(token):
            return self.issue.parts(several)
        speaker = self.speech.speaker(token)
        if speaker is None:
            return None
        if several and speaker.kind == "person" and speaker.country and speaker.offices:
            return [self.scene.state(speaker.country)]
        return [speaker]


def _chain(head: Token) -> list[Token]:
    """The token and all that is joined to it by "and", link by link."""
    found = [head]
    for token in found:
        found.extend(child for child in token.children if child.dep == "conj")
    return found


def _body_of_several(place: Place) -> list[Part] | None:
    """A body that a report may call "they"."""
    part = place.parts[0]
    body = part.kind in ("organisation", "government") and part.sector != "JRN" and place.form != "demonym"
    return place.parts if body and len(place.parts) == 1 else None
