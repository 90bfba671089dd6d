"""Find every actor of a report and join its mentions."""

from __future__ import annotations

from dateline.actors.abbreviations import join_abbreviations
from dateline.actors.bodies import Bodies
from dateline.actors.careers import Careers
from dateline.actors.cast import Cast
from dateline.actors.context import Context
from dateline.actors.descriptions import Descriptions
from dateline.actors.finish import finish
from dateline.actors.issuer import Issue
from dateline.actors.lexicon import words
from dateline.actors.names import Name, find_names
from dateline.actors.offices import Offices
from dateline.actors.persons import Persons, count_near, place_offices
from dateline.actors.pronouns import Pronouns
from dateline.actors.scene import Scene
from dateline.actors.signs import by_syntax, is_inside, is_mere_place
from dateline.actors.towns import Towns
from dateline.language import Parsed
from dateline.records import Document
from dateline.records.reasons import Reasons


def resolve(parsed: Parsed, document: Document, reasons: Reasons) -> Cast:
    """The cast of a report. `document.title`, `source` and `byline` may tell who speaks in an official text."""
    names = find_names(parsed)
    join_abbreviations(parsed, names)
    offices = Offices(parsed, names)
    scene = Scene(parsed, document)
    persons = Persons(scene, offices)
    bodies = Bodies(scene, offices)
    towns = Towns(scene, offices)
    for name in names:
        _name(scene, persons, bodies, towns, name)
    Careers(scene, persons, offices).find()
    count_near(scene)
    context = Context(scene)
    bodies.place(context)
    place_offices(scene, persons, context)
    Descriptions(scene, persons, offices, context).find()
    Pronouns(scene, Issue(scene)).find()
    return finish(scene, persons, reasons)


def _name(scene: Scene, persons: Persons, bodies: Bodies, towns: Towns, name: Name) -> None:
    """Add what a name stands for."""
    if name.label == "person" or persons.introduced(name):
        persons.add(name)
    elif name.entry is not None:
        if name.entry.use == "capital" and is_mere_place(scene.parsed, name):
            return
        if name.entry.kind == "government" and bodies.of_another(name):
            return
        form = by_syntax(scene.parsed, name)
        scene.mention(name.first, name.last, [scene.entry(name.entry)], form)
    elif name.label in ("organisation", "group"):
        if (name.last - name.first == 1 and is_inside(scene.parsed, name)) or _only_modifies(scene, name):
            return
        bodies.add(name)
    elif name.label == "unknown" and not _in_bracket(scene, name):
        head = scene.parsed.tokens[scene.root(name.first, name.last)]
        if name.text.lower() in words("thing_noun"):
            return
        if bodies.in_full(name) is not None:
            bodies.add(name)
        elif head.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "poss", "agent"):
            part = scene.part(f"unknown/{name.text}", name.text, "unknown")
            part.country = part.country or towns.state(name)
            scene.mention(name.first, name.last, [part], "name")
    elif name.label == "place":
        towns.add(name)


def _in_bracket(scene: Scene, name: Name) -> bool:
    """Whether a name stands right after a bracket: a party and state ("(D-Ohio)"), a place, no one who acts."""
    return name.first > 0 and scene.parsed.tokens[name.first - 1].text in ("(", "[")


def _only_modifies(scene: Scene, name: Name) -> bool:
    """Whether the name of a people or a faith only tells what kind something is ("Jewish", "an Arab town")."""
    if name.label != "group" or name.last - name.first > 1:
        return False
    token = scene.parsed.tokens[name.first]
    return token.tag == "JJ" or (token.tag in ("NN", "NNP") and token.dep in ("amod", "compound", "nmod"))
