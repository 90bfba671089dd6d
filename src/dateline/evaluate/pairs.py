"""The source–target task of Zero-Shot PLOVER: which type of act joins two marked phrases of a sentence.

The task answers with one of 15 names: PLOVER's types of its 2021 draft with CONCEDE and RETREAT joined as YIELD, and
future acts folded. `root_of` maps our type, mode, status and predicate to them. It is a mapping of this task alone.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dateline.actors import resolve
from dateline.errors import InputError
from dateline.events import LearnedTyper, LexiconTyper
from dateline.events.candidates import propose
from dateline.events.labels import MODES, ROLES, STATUSES, TYPES, nominal, predicate
from dateline.events.network import Array, EventNetwork, Reading
from dateline.language import Engine, Parsed, Token, plain
from dateline.ontology import quad_of
from dateline.records import Document
from dateline.records.reasons import Reasons

ROOTS = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

MUTUAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "ASSAULT"})
YIELDING = frozenset({"CONCEDE", "RETREAT"})
# PLOVER's rule for future acts, as the task applies it: what cooperates is an agreement, what harms is a threat.
TO_AGREE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
TO_THREATEN = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE"})
# Words of giving way that is only promised: the 2021 map counts intent to yield (CAMEO 035) as AGREE.
PROMISE = frozenset(
    {"agree", "pledge", "promise", "vow", "commit", "offer", "undertake", "accept", "intend", "plan", "propose"}
)
# A deal reached counts as a formal agreement signed (CAMEO 057), SUPPORT in the 2021 map; support pledged as given.
STRIKE = frozenset({"reach", "strike", "agree", "clinch", "conclude", "seal", "finalize", "finalise", "complete"})
PACTS = frozenset({"agreement", "deal", "accord", "pact", "treaty", "settlement", "memorandum", "text"})
# Sanctions, embargoes and boycotts imposed (CAMEO 163) count as COERCE in the 2021 map; called for, as a threat (1312).
PENALTIES = frozenset({"sanction", "embargo", "blacklist", "tariff"})
WILL = frozenset({"will", "wo", "would", "'ll", "shall"})

TAG = re.compile(r"</?[st]>")
PAIR_SHARE = 0.5  # weight of the pair head beside the predicates: half a voice; not tuned


@dataclass(slots=True, frozen=True)
class Pair:
    """One row of the task: the plain sentence, the offsets of source and target, and the answer where it is known."""

    id: str
    text: str
    source: tuple[tuple[int, int], ...]
    target: tuple[tuple[int, int], ...]
    root: str | None
    quad: int | None


def read_pairs(path: Path) -> list[Pair]:
    """The rows of a file in the form of `pairs.tsv`; raises `InputError` naming file and line."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_MINIMAL))
    pairs = []
    for line, row in enumerate(rows, 2):
        try:
            pairs.append(_pair(row))
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"{path}:{line}: not a row of the pairs task (id, marked, root, quad): {error}") from error
    return pairs


def _pair(row: dict[str, str]) -> Pair:
    text = ""
    spans: dict[str, list[tuple[int, int]]] = {"s": [], "t": []}
    opened = {"s": 0, "t": 0}
    at = 0
    marked = row["marked"]
    for tag in TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        name = tag.group()[-2]
        if tag.group().startswith("</"):
            spans[name].append((opened[name], len(text)))
        else:
            opened[name] = len(text)
    text += marked[at:]
    for name, column in (("s", "source"), ("t", "target")):
        if not spans[name]:  # a few rows mark only one of the two: the other is looked up
            found = text.find(row[column])
            spans[name] = [(found, found + len(row[column]))] if found >= 0 else [(0, len(text))]
    quad = int(row["quad"]) if row.get("quad") else None
    return Pair(row["id"], text, tuple(spans["s"]), tuple(spans["t"]), row.get("root") or None, quad)


def quad_of_root(root: str) -> int:
    """The quad of an answer; all YIELD is 2 in this task."""
    return 2 if root == "YIELD" else quad_of(root)


def root_of(kind: str, mode: str | None, status: str, trigger: Token) -> str:
    """The task's name for an act of ours."""
    told = {t.lemma.lower() for t in trigger.subtree() if t.i > trigger.i}
    if _refused(trigger) or (status == "denied" and kind in TO_AGREE | {"AGREE"}):
        return "REJECT"
    if kind in ("REQUEST", "ACCUSE") and trigger.lemma == "call" and told & PENALTIES:
        return "THREATEN"
    struck = trigger.lemma in STRIKE and told & PACTS
    if kind == "AGREE" and (struck or (trigger.lemma in PROMISE and "support" in told)):
        return "SUPPORT"
    if kind == "CONCEDE" and trigger.lemma in PROMISE:
        return "AGREE"
    if kind == "THREATEN" and mode == "arrest":
        return "COERCE"
    if status in ("planned", "possible"):
        if kind in TO_AGREE:
            return "AGREE"
        if kind in TO_THREATEN:
            return "THREATEN"
    if kind in YIELDING:
        return "YIELD"
    if kind == "SANCTION" and mode == "convict":
        return "ACCUSE"
    if kind == "SANCTION" and (told | {trigger.lemma.lower()}) & PENALTIES:
        return "COERCE"
    return kind


def _refused(trigger: Token) -> bool:
    """Whether the act is refused ("will not lift"): CAMEO 12, whatever the act."""
    return trigger.child("neg") is not None and any(t.lower in WILL for t in trigger.all("aux"))


class PairAnswerer:
    """Answers rows of the task with the event network."""

    def __init__(self, engine: Engine, network: EventNetwork) -> None:
        self._engine = engine
        self._network = network
        self._typer = LearnedTyper(network)

    def answer(self, pairs: Sequence[Pair]) -> Iterator[tuple[str, str]]:
        """(id, root) for each pair, in order."""
        for pair, parsed in zip(pairs, self._engine.parse_all(p.text for p in pairs), strict=True):
            yield pair.id, self._root(pair, parsed)

    def _root(self, pair: Pair, parsed: Parsed) -> str:
        tokens = [t for s in parsed.sentences for t in s.tokens]
        (reading,) = self._network.read([(plain(parsed.text), 0, tokens)])
        source, target = _heads(tokens, pair.source), _heads(tokens, pair.target)
        inside = {t.i for t in (*_within(tokens, pair.source), *_within(tokens, pair.target))}
        triggers = [t for t in tokens if predicate(t) and t.i in reading.pieces]
        triggers = [t for t in triggers if t.i not in inside] or triggers or tokens[:1]
        indices = [t.i for t in triggers]
        acts = self._mixed(parsed, triggers, self._network.words("act", reading, indices))
        modes = self._network.words("mode", reading, indices)
        statuses = self._network.words("status", reading, indices)
        joined = self._joined(reading, indices, source, target)
        scores = dict.fromkeys(ROOTS, 0.0)
        both = self._network.pair(reading, _mean(reading, source), _mean(reading, target))
        strongest: dict[int, int] = {}
        for k, kind in enumerate(TYPES):
            if not k:
                continue
            weights = acts[:, k] * (joined[:, 0] + (joined[:, 1] if kind in MUTUAL else 0.3 * joined[:, 1]))
            strongest[k] = int(weights.argmax())
            for n, trigger in enumerate(triggers):
                for s, status in enumerate(STATUSES):
                    root = root_of(kind, _mode(kind, modes[n]), status, trigger)
                    scores[root] += float(weights[n] * statuses[n, s])
        total = sum(scores.values()) or 1.0
        scores = {root: score / total for root, score in scores.items()}
        for k, n in strongest.items():
            for s, status in enumerate(STATUSES):
                root = root_of(TYPES[k], _mode(TYPES[k], modes[n]), status, triggers[n])
                scores[root] += PAIR_SHARE * float(both[k] * statuses[n, s])
        return max(scores, key=lambda root: scores[root])

    def _mixed(self, parsed: Parsed, triggers: list[Token], acts: Array) -> Array:
        """The network's types of the triggers, mixed with the lexicon's where these are candidates of the coder."""
        cast = resolve(parsed, Document(id="pair", text=parsed.text), Reasons())
        lexicon = self._typer.lexicon
        candidates = {c.trigger.i: c for c in propose(parsed, cast, lexicon)}
        opinions = LexiconTyper(lexicon).type_all(parsed, cast, list(candidates.values()))
        told = dict(zip(candidates, opinions, strict=True))
        rows = [
            self._typer.joint(own, opinion) if (opinion := told.get(t.i)) else own
            for t, own in zip(triggers, acts, strict=True)
        ]
        return np.stack(rows)

    def _joined(self, reading: Reading, triggers: list[int], source: list[int], target: list[int]) -> Array:
        """For each trigger the probability that it leads from source to target, and that both do it: [triggers, 2]."""
        actor, recipient = ROLES.index("actor"), ROLES.index("recipient")
        found = np.zeros((len(triggers), 2), dtype=np.float32)
        for n, trigger in enumerate(triggers):
            does = self._network.roles(reading, trigger, source).max(0)
            gets = self._network.roles(reading, trigger, target).max(0)
            found[n] = does[actor] * gets[recipient], does[actor] * gets[actor]
        return found + 1e-4


def _mode(kind: str, probabilities: Array) -> str | None:
    """The likeliest mode of a type, or None for a type without modes."""
    own = [(float(probabilities[i]), name) for i, name in enumerate(MODES) if name.startswith(f"{kind}.")]
    return max(own)[1].partition(".")[2] if own else None


def _within(tokens: Iterable[Token], spans: Sequence[tuple[int, int]]) -> list[Token]:
    return [t for t in tokens if any(s < t.end and t.start < e for s, e in spans)]


def _heads(tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> list[int]:
    """Token indices of the heads of the marked phrases."""
    found: list[int] = []
    for span in spans:
        inside = _within(tokens, [span])
        within = {t.i for t in inside}
        tops = [t for t in inside if t.head is t or t.head.i not in within]
        best = [t for t in tops if nominal(t)] or tops
        found.extend(t.i for t in best[:1])
    return found or [tokens[0].i]


def _mean(reading: Reading, heads: list[int]) -> Array:
    mean: Array = np.stack([reading.word(i) for i in heads]).mean(0)
    return mean


@dataclass(slots=True, frozen=True)
class Scores:
    """Macro-F1 over types and over quads, and precision, recall and number wanted of each type."""

    root: float
    quad: float
    by_root: dict[str, tuple[float, float, int]]


def answer_pairs(pairs: Sequence[Pair], model: str | None = None) -> list[str]:
    """The answer to each pair, in order, by the event network that the package ships."""
    answerer = PairAnswerer(Engine(model), EventNetwork())
    return [root for _, root in answerer.answer(pairs)]


def scores(pairs: Sequence[Pair], answers: Sequence[str]) -> Scores | None:
    """How good answers are; None where the pairs come without their own."""
    wanted = [pair.root for pair in pairs if pair.root is not None]
    if len(wanted) < len(pairs):
        return None
    quads = [str(pair.quad or quad_of_root(str(pair.root))) for pair in pairs]
    by_root = {}
    for root in sorted(set(wanted)):
        hit = sum(w == g == root for w, g in zip(wanted, answers, strict=True))
        by_root[root] = (hit / max(1, list(answers).count(root)), hit / wanted.count(root), wanted.count(root))
    given = [str(quad_of_root(root)) for root in answers]
    return Scores(macro_f1(wanted, answers), macro_f1(quads, given), by_root)


def macro_f1(wanted: Sequence[str], given: Sequence[str]) -> float:
    """The mean over the wanted classes of the F1 of each."""
    scores = []
    for name in sorted(set(wanted)):
        hit = sum(w == g == name for w, g in zip(wanted, given, strict=True))
        scores.append(2 * hit / (sum(w == name for w in wanted) + sum(g == name for g in given)))
    return sum(scores) / len(scores)
