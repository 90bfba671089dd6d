"""The learned typer: the event network's judgement of each candidate, with the cue lexicon's as a second opinion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.actors import Cast
from dateline.events.candidate import Candidate
from dateline.events.labels import MODES, ROLES, TYPES
from dateline.events.lexicon import Lexicon, load_lexicon
from dateline.events.network import Array, EventNetwork, Reading
from dateline.events.typer import LexiconTyper, Typing
from dateline.events.weighing import Likely
from dateline.language import Parsed, plain

ACTOR, RECIPIENT = ROLES.index("actor"), ROLES.index("recipient")

# The lexicon's opinion of a sense whose conditions hold weighs so much beside the network's. Where it has none, as it
# does not know the word or no sense fits, "no act" becomes so many times likelier. Swept over 0.3 to 0.55 and 4 to 64
# on ../shared/gold/dev and on reports annotated by us that no rule was made for; above 0.45 the lexicon, tuned on the
# former, outvotes the network, and the latter lose.
TOLD, UNTOLD = 0.4, 30.0

# "Will not lift the ban" is seen by syntax, not by the word: there the lexicon's opinion weighs more.
REFUSED = 0.75
# How sure the network must be of a mode: the examples without one did not train that head, so it always names some.
# Higher where the lexicon knows the act and names no mode.
ALONE, AGAINST = 0.6, 0.8


class LearnedTyper:
    """Types candidates by network and lexicon together. One reading of each sentence serves all its candidates."""

    def __init__(self, network: EventNetwork, lexicon: Lexicon | None = None) -> None:
        self.network = network
        self.name = network.name
        self.lexicon = lexicon or load_lexicon()
        self._cues = LexiconTyper(self.lexicon)

    def type_all(self, parsed: Parsed, cast: Cast, candidates: Sequence[Candidate]) -> list[Typing | None]:
        """One answer for each candidate, in their order."""
        opinions = self._cues.type_all(parsed, cast, candidates)
        by_sentence: dict[int, list[int]] = {}
        peopled = {parsed.tokens[mention.head].sent for mention in cast.mentions}
        for n, candidate in enumerate(candidates):
            # A sentence without anybody and without a cue holds no act: it need not be read.
            if opinions[n] is not None or candidate.trigger.sent in peopled:
                by_sentence.setdefault(candidate.trigger.sent, []).append(n)
        sentences = [parsed.sentences[index] for index in by_sentence]
        readings = self.network.read([(plain(parsed.text[s.start : s.end]), s.start, s.tokens) for s in sentences])
        answers: list[Typing | None] = [None] * len(candidates)
        with self.network.one_thread():
            for group, sentence, reading in zip(by_sentence.values(), sentences, readings, strict=True):
                triggers = [candidates[n].trigger.i for n in group]
                acts = self.network.words("act", reading, triggers)
                modes = self.network.words("mode", reading, triggers)
                named = [t.i for t in sentence.tokens if cast.of(t)]
                for n, own, mode in zip(group, acts, modes, strict=True):
                    answer = self._decide(own, mode, opinions[n])
                    if answer is not None and named:
                        answer = replace(answer, likely=self._likely(reading, candidates[n].trigger.i, named))
                    answers[n] = answer
        return answers

    def _likely(self, reading: Reading, trigger: int, named: list[int]) -> Likely:
        others = [i for i in named if i != trigger]
        if not others:
            return {}
        roles = self.network.roles(reading, trigger, others)
        return {i: (float(row[ACTOR]), float(row[RECIPIENT])) for i, row in zip(others, roles, strict=True)}

    def _decide(self, own: Array, modes: Array, opinion: Typing | None) -> Typing | None:
        """The type that network and lexicon together find likeliest; None where no act is likelier than one."""
        joint = self.joint(own, opinion)
        best = 1 + int(joint[1:].argmax())
        if joint[0] > 0.5:
            return None
        kind, sure = TYPES[best], self.network.calibrated(float(joint[best]))
        if opinion is not None and opinion.type == kind:
            mode = opinion.mode or likely_mode(kind, modes, AGAINST)
            return Typing(kind, mode, sure, f"{opinion.reason}; model: {own[best]:.2f}", opinion.roles)
        return Typing(kind, likely_mode(kind, modes, ALONE), sure, f"model: {kind} {own[best]:.2f}")

    @staticmethod
    def joint(own: Array, opinion: Typing | None) -> Array:
        """The network's probabilities of the types [types], none first, mixed with the lexicon's opinion."""
        if opinion is None:
            joint = own.copy()
            joint[0] *= UNTOLD
            joint /= joint.sum()
            return joint
        weight = REFUSED if "refusing" in opinion.reason else TOLD
        joint = own * (1 - weight)
        joint[TYPES.index(opinion.type)] += weight
        return joint


def likely_mode(kind: str, modes: Array, least: float) -> str | None:
    """The mode that the network gives to an act of a type, or None where none has the probability `least`."""
    own = [i for i, name in enumerate(MODES) if name.startswith(f"{kind}.")]
    if not own:
        return None
    best = max(own, key=lambda i: float(modes[i]))
    return MODES[best].partition(".")[2] if float(modes[best]) >= least else None
