"""Behaviour of the whole coder: `python -m bench.behaviour [--verbose]`.

In the spirit of CheckList (Ribeiro et al., 2020): each case is a base sentence and a changed one, and an expectation
of what the change does to the event, its type, participants and status. A case whose base sentence is not coded as
its template says fails `base` and no other family, so that the families measure the change alone. Exits 1 if a
family's failure rate is over its ceiling in `floors.toml`.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import dateline
from bench.accuracy import HERE
from dateline.ontology.plover import quad_of
from dateline.records import Document, Report

DATA = tomllib.loads((HERE / "behaviour.toml").read_text(encoding="utf-8"))
FILL = DATA["fill"]
DATE = "2026-03-18"
CASES = 200
# Acts of words: these have a place wherever their speakers are.
VERBAL_QUADS = (1, 3)
NUMERALS = frozenset({"a", "an", "two", "three", "four", "six", "nine", "eleven", "40"})

# "an Omani", but "a U.S. envoy", "a Ukrainian".
ARTICLE = re.compile(r"\b[Aa](?= [AEIO])")

Country = list[str]
Signature = tuple[str, frozenset[str], frozenset[str], str]


@dataclass(frozen=True)
class Scene:
    """An act with its two sides, each as (ISO3, noun phrase, adjective)."""

    act: dict[str, Any]
    a: tuple[str, str, str]
    b: tuple[str, str, str]

    @property
    def joint(self) -> bool:
        """Whether both sides do it together."""
        return bool(self.act.get("joint"))

    @property
    def plural(self) -> bool:
        """Whether the subject takes a plural verb."""
        return self.joint or self.a[1].split()[-1] in {"students", "dockworkers", "pensioners"}

    @property
    def subject(self) -> str:
        """Who does it, as the clause's subject."""
        return f"{self.a[1]} and {self.b[1]}" if self.joint else self.a[1]

    def filled(self, part: str) -> str:
        """The `object` or `rest` of the act, with the recipient in it."""
        return str(self.act.get(part, "")).replace("{B}", self.b[1]).replace("{b}", self.b[2])

    @property
    def tail(self) -> str:
        """All that follows the verb."""
        return " ".join(filter(None, (self.filled("object"), self.filled("rest"))))

    def forms(self) -> dict[str, str]:
        """The verb's forms, and the auxiliaries in the subject's number."""
        base, past, part, ing = self.act["verb"].split()
        number = ("are", "have", "plan") if self.plural else ("is", "has", "plans")
        return {"base": base, "past": past, "part": part, "ing": ing} | dict(
            zip(("be", "has", "plan"), number, strict=True)
        )

    def clause(self, group: str = "{past}", after_subject: str = "") -> str:
        """The act as a clause, its verb group as told ("did not {base}")."""
        return f"{self.subject}{after_subject} {group.format(**self.forms())} {self.tail}".rstrip()

    def expected(self, status: str = "happened") -> Signature:
        """The event that the clause tells of."""
        if self.joint or self.act.get("mutual"):
            return self.act["type"], frozenset({self.a[0], self.b[0]}), frozenset(), status
        recipients = frozenset() if self.act.get("alone") else frozenset({self.b[0]})
        return self.act["type"], frozenset({self.a[0]}), recipients, status


@dataclass(frozen=True)
class Case:
    """A base sentence with its event, the changed text with its events, and where in the text they must stand."""

    family: str
    base: str
    of_base: frozenset[Signature]
    text: str
    expected: frozenset[Signature]
    window: tuple[int, int]


def sentence(clause: str) -> str:
    """The clause as a sentence, "a" or "an" as the next word begs."""
    clause = ARTICLE.sub("an", clause)
    return clause[0].upper() + clause[1:] + ("" if clause.endswith(".") else ".")


def _phrase(kind: str, country: Country, draw: random.Random) -> tuple[str, str, str]:
    code, name, adjective = country
    person = f"{draw.choice(FILL['given'])} {draw.choice(FILL['surnames'])}"
    form: str = draw.choice(DATA["kinds"][kind])
    return code, form.format(name=name, adj=adjective, person=person), adjective


def _scene(act: dict[str, Any], draw: random.Random) -> Scene:
    first, second = draw.sample(FILL["countries"], 2)
    who = act.get("who", "state" if act.get("joint") else "state ministry leader").split()
    whom = act.get("whom", "state" if act.get("joint") else "state leader").split()
    return Scene(act, _phrase(draw.choice(who), first, draw), _phrase(draw.choice(whom), second, draw))


def _swapped(scene: Scene, draw: random.Random) -> Iterator[tuple[str, Signature]]:
    if scene.act.get("alone"):
        return
    kinds = scene.act.get("who", "state").split()
    countries = {country[0]: country for country in FILL["countries"]}
    if scene.joint or scene.act.get("mutual"):
        other = replace(scene, a=scene.b, b=scene.a)
    else:
        kind = draw.choice(kinds)
        whom = draw.choice(scene.act.get("whom", "state leader").split())
        sides = countries[scene.b[0]], countries[scene.a[0]]
        other = replace(scene, a=_phrase(kind, sides[0], draw), b=_phrase(whom, sides[1], draw))
    yield sentence(other.clause()), other.expected()


def _negated(scene: Scene, draw: random.Random) -> Iterator[tuple[str, Signature]]:
    groups = list(DATA["negation"]["active"])
    first, _, after = scene.filled("object").partition(" ")
    bare = scene.act.get("object", "").split(" ")[0] not in {"{B}", "{B}'s", "the"}
    if bare and first and draw.random() < 0.3:
        thing = after if first in NUMERALS else scene.filled("object")
        group = DATA["negation"]["empty"].format(object=thing, **scene.forms())
        text = " ".join(filter(None, (scene.subject, group, scene.filled("rest"))))
    else:
        text = scene.clause(draw.choice(groups))
    yield sentence(text), scene.expected("denied")


def _in_tense(scene: Scene, draw: random.Random) -> Iterator[tuple[str, Signature]]:
    status = draw.choice(("planned", "possible"))
    yield sentence(scene.clause(draw.choice(DATA["tense"][status]))), scene.expected(status)


def _passive(scene: Scene, draw: random.Random) -> Iterator[tuple[str, Signature]]:
    if "object" not in scene.act:
        return
    be = "were" if scene.act.get("plural") else "was"
    start, rest = f"{scene.filled('object')} {be} {scene.forms()['part']}", scene.filled("rest")
    kind, _, recipients, status = scene.expected()
    if draw.random() < 0.6 or scene.joint:
        last = rest.startswith("a ") or (scene.act.get("by_last") and draw.random() < 0.5)
        words = (start, rest, f"by {scene.subject}") if last else (start, f"by {scene.subject}", rest)
        yield sentence(" ".join(filter(None, words))), scene.expected()
    else:
        rest = rest.replace(" its ", " a ")
        yield sentence(" ".join(filter(None, (start, rest)))), (kind, frozenset(), recipients, status)


def _with_adverbial(scene: Scene, draw: random.Random) -> Iterator[tuple[str, Signature]]:
    told = DATA["adverbial"]
    verbal = quad_of(scene.act["type"]) in VERBAL_QUADS
    where = draw.choice(("front", "after_subject", "final", *(("place_front", "place_final") if verbal else ())))
    words = draw.choice(told[where]).format(day=draw.choice(FILL["weekdays"]), city=draw.choice(FILL["cities"]))
    if where.endswith("front"):
        text = words + scene.clause()
    else:
        text = scene.clause(after_subject=words) if where == "after_subject" else scene.clause() + words
    yield sentence(text), scene.expected()


def _renamed(scene: Scene, draw: random.Random) -> Iterator[tuple[str, Signature]]:
    other = _scene(scene.act, draw)
    yield sentence(other.clause()), other.expected()


def _reported(scene: Scene, draw: random.Random) -> Iterator[tuple[str, Signature]]:
    frame = draw.choice(DATA["reported"]["frames"])
    clause = scene.clause()
    yield sentence(frame.format(clause=clause, Clause=sentence(clause)[:-1])), scene.expected()


FAMILIES: dict[str, Callable[[Scene, random.Random], Iterator[tuple[str, Signature]]]] = {
    "swap": _swapped,
    "negation": _negated,
    "tense": _in_tense,
    "passive": _passive,
    "adverbial": _with_adverbial,
    "names": _renamed,
    "reported": _reported,
}


def cases(number: int = CASES) -> list[Case]:
    """About `number` cases of each family, the same ones at each call."""
    acts = DATA["act"]
    fills = -(-number // len(acts)) + 1
    scenes = [_scene(act, random.Random(f"{i} {act['verb']} {act['type']}")) for i in range(fills) for act in acts]
    found: list[Case] = []
    for family, change in FAMILIES.items():
        draw = random.Random(family)
        draws = ((scene, told) for scene in scenes for told in change(scene, draw))
        for scene, (text, event) in [pair for pair, _ in zip(draws, range(number), strict=False)]:
            base, expected = sentence(scene.clause()), frozenset({scene.expected()})
            found.append(Case(family, base, expected, text, frozenset({event}), (0, len(text))))
    found.extend(_appended(scenes[:number]))
    found.extend(_eventless(number))
    return found


def _appended(scenes: list[Scene]) -> Iterator[Case]:
    draw = random.Random("appended")
    for scene in scenes:
        base, other = sentence(scene.clause()), draw.choice(DATA["appended"]["sentences"])
        before = draw.random() < 0.5
        text = f"{other} {base}" if before else f"{base} {other}"
        start = len(other) + 1 if before else 0
        expected = frozenset({scene.expected()})
        yield Case("appended", base, expected, text, expected, (start, start + len(base)))


def _eventless(number: int) -> Iterator[Case]:
    draw = random.Random("none")
    sentences = DATA["none"]["sentences"]
    for i in range(number):
        first, second = draw.sample(FILL["countries"], 2)
        words = {"A": first[1], "a": first[2], "B": second[1], "b": second[2]}
        words |= {slot: draw.choice(FILL[row]) for slot, row in (("day", "weekdays"), ("city", "cities"))}
        text = sentence(sentences[i % len(sentences)].format(firm=draw.choice(FILL["firms"]), **words))
        yield Case("none", "", frozenset(), text, frozenset(), (0, len(text)))


def events_of(report: Report, window: tuple[int, int]) -> frozenset[Signature]:
    """The events whose trigger stands in the window; participants are told by their state."""
    states = {actor.id: actor.country or actor.base or actor.name for actor in report.actors}
    return frozenset(
        (e.type, frozenset(states[a] for a in e.actors), frozenset(states[r] for r in e.recipients), e.status)
        for e in report.events
        if window[0] <= e.trigger[0] < window[1]
    )


@dataclass
class Outcome:
    """How a family did: its cases, and the failures in words."""

    cases: int
    failures: list[str]

    @property
    def rate(self) -> float:
        """The share of cases that failed."""
        return len(self.failures) / self.cases if self.cases else 0.0


def judge(coder: dateline.Coder, told: list[Case]) -> dict[str, Outcome]:
    """Code all texts in one batch and judge each family; `base` first."""
    texts = list(dict.fromkeys(text for case in told for text in (case.base, case.text) if text))
    documents = (Document(id=str(i), date=DATE, text=text) for i, text in enumerate(texts))
    reports = dict(zip(texts, coder.code_all(documents), strict=True))
    bases = {case.base: case.of_base for case in told if case.base}
    wrong = {text: found for text, want in bases.items() if (found := events_of(reports[text], (0, len(text)))) != want}
    outcomes = {"base": Outcome(len(bases), [_failure("base", t, bases[t], found) for t, found in wrong.items()])}
    by_family: dict[str, list[Case]] = defaultdict(list)
    for case in told:
        if case.base not in wrong:
            by_family[case.family].append(case)
    for family, kept in by_family.items():
        coded = [(case, events_of(reports[case.text], case.window)) for case in kept]
        failures = [_failure(family, c.text, c.expected, events) for c, events in coded if events != c.expected]
        outcomes[family] = Outcome(len(kept), failures)
    return outcomes


def _failure(family: str, text: str, want: frozenset[Signature], found: frozenset[Signature]) -> str:
    return f"{family}: {text}\n    want {_words(want)}\n    got  {_words(found)}"


def _words(events: frozenset[Signature]) -> str:
    return "; ".join(sorted(f"{k} {status} {'+'.join(sorted(a))}->{'+'.join(sorted(r))}" for k, a, r, status in events))


def over_ceiling(outcomes: dict[str, Outcome], floors: Path = HERE / "floors.toml") -> list[str]:
    """The families that fail more often than `floors.toml` allows, in words."""
    ceilings: dict[str, float] = tomllib.loads(floors.read_text(encoding="utf-8"))["behaviour"]
    return [
        f"behaviour: {family} fails at {outcomes[family].rate:.3f}, above its ceiling of {ceiling:.3f}"
        for family, ceiling in ceilings.items()
        if outcomes[family].rate > ceiling
    ]


def main() -> None:
    """Print the failure rate of each family; exit 1 if one is above its ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="every failure, on standard error")
    args = parser.parse_args()
    outcomes = judge(dateline.load(), cases())
    print(f"{'family':12s} cases  failures    rate")
    for family, outcome in outcomes.items():
        print(f"{family:12s} {outcome.cases:5d} {len(outcome.failures):9d} {outcome.rate:7.1%}")
        if args.verbose:
            print("\n".join(outcome.failures), file=sys.stderr)
    failures = over_ceiling(outcomes)
    if failures:
        print("\n".join(failures), file=sys.stderr)
        raise SystemExit(1)


if __name__ == "__main__":
    main()
