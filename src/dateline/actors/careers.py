"""Offices told by a verb: "X is the president of Y", "X became premier in 2019", "X resigned", "X was ousted"."""

from __future__ import annotations

from dataclasses import replace

from dateline.actors.lexicon import words
from dateline.actors.office import Status
from dateline.actors.offices import Offices
from dateline.actors.persons import Persons
from dateline.actors.scene import Part, Scene
from dateline.actors.titles import is_office
from dateline.language import Token

NOT_YET = frozenset(("nominate", "designate", "pick", "choose", "tap"))


class Careers:
    """Reads the verbs of a scene that give or take an office."""

    def __init__(self, scene: Scene, persons: Persons, offices: Offices) -> None:
        self.scene = scene
        self.persons = persons
        self.offices = offices

    def find(self) -> None:
        """Add all offices told by verbs; mark those that were lost."""
        for sentence in self.scene.parsed.sentences:
            for token in sentence.tokens:
                if token.pos == "NOUN" or token.pos == "PROPN":
                    if token.dep in ("attr", "oprd", "dobj", "pobj") and is_office(token):
                        self._held(token)
                elif token.pos == "VERB" and token.lemma in LOST:
                    self._lost(token)

    def _held(self, noun: Token) -> None:
        verb, status = self._verb(noun)
        if verb is None or noun.i in self.scene.covered:
            return
        part = self._subject(verb)
        if part is None:
            return
        office = self.offices.phrase(noun.i)
        if office.kind != "role" and office.status == "current" and status != "current":
            office = replace(office, status=status)
        told = office.country or office.organisation or part.country or office.owner is not None
        if office.kind != "role" and not office.plural and told:
            self.persons.hold(part, office)
            self.scene.mention(office.first, office.last, [part], "title", noun.i)
            self.scene.covered.update(range(office.first, office.last))

    def _verb(self, noun: Token) -> tuple[Token | None, Status]:
        """The verb that gives the office, and what its form tells of the time."""
        verb = noun.head
        if noun.dep == "pobj":
            if verb.lower != "as" or verb.head.lemma not in ("serve", "work", "act", *words("elected")):
                return None, "current"
            verb = verb.head
            if verb.lemma in ("serve", "work", "act"):
                return verb, "former" if self._past(verb) else "current"
        elif noun.dep == "attr" and verb.lemma == "be":
            return verb, "former" if self._past(verb) else "current"
        elif noun.dep in ("attr", "oprd", "dobj") and verb.lemma in ("become", "remain"):
            return verb, "incoming" if self._future(verb) else "current"
        elif not (noun.dep in ("oprd", "attr") and verb.lemma in words("elected")):
            return None, "current"
        later = verb.lemma in NOT_YET or self._future(verb)
        return verb, "incoming" if later else "current"

    @staticmethod
    def _past(verb: Token) -> bool:
        return verb.tag == "VBD" or any(c.lower == "had" for c in verb.all("aux"))

    @staticmethod
    def _future(verb: Token) -> bool:
        return any(c.lower in ("will", "would", "to", "could", "may", "might") for c in verb.all("aux"))

    def _subject(self, verb: Token) -> Part | None:
        """The person that the verb tells of; in a relative clause its antecedent."""
        subject = verb.child("nsubjpass") or verb.child("nsubj")
        if verb.lemma in words("elected") and verb.child("nsubjpass", "auxpass") is None:
            subject = verb.child("dobj") if verb.tag != "VBN" or subject is not None else None
        if subject is None:
            subject = verb.head if verb.dep in ("acl", "appos", "advcl") else None
        elif subject.tag in ("WP", "WDT") and verb.dep == "relcl":
            subject = verb.head
        place = self.scene.at.get(subject.i) if subject is not None else None
        return place.parts[0] if place is not None and place.parts[0].kind == "person" else None

    def _lost(self, verb: Token) -> None:
        """The holder who resigned or was removed."""
        done = verb.tag in ("VBD", "VBN") and not self._future(verb) and verb.child("neg") is None
        if not done:
            return
        if verb.lemma in words("left"):
            if verb.lemma in ("step", "retire") and verb.child("prt", "advmod", "prep") is None:
                return
            part = self._subject(verb) if verb.child("auxpass") is None else None
        elif verb.child("nsubjpass") is not None:
            part = self._subject(verb)
        else:
            target = verb.child("dobj")
            place = self.scene.at.get(target.i) if target is not None else None
            part = place.parts[0] if place is not None and place.parts[0].kind == "person" else None
        if part is not None:
            part.offices = [replace(o, status="former") if o.status == "current" else o for o in part.offices]


LOST = words("left") | words("removed")
