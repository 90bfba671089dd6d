"""Which state is meant where a report leaves it out: "the president", "Foreign Minister X", "the army"."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict

from dateline.actors.issuer import issuer
from dateline.actors.lexicon import words
from dateline.actors.office import Office
from dateline.actors.scene import Part, Scene
from dateline.actors.titles import lacking, likely_states

# What the usual state of an office told without one adds to its share of the mentions, which are 1 in all.
LIKELY = 0.35

# What is left of a state's share for an office that another person holds there.
TAKEN = 0.15


class Context:
    """Counts of the states told in a report, in all and near a sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.counts: Counter[str] = Counter()
        self.by_sentence: dict[int, Counter[str]] = {}
        self.order: list[tuple[int, str]] = []
        self.source = issuer(scene.document)
        for place in scene.places:
            part = place.parts[0]
            if part.country and part.kind in ("country", "government", "group") and place.form != "description":
                sentence = scene.parsed.tokens[place.head].sent
                self.counts[part.country] += 1
                self.by_sentence.setdefault(sentence, Counter())[part.country] += 1
                self.order.append((place.head, part.country))
        self.order.sort()

    def dominant(self, share: float = 0.4) -> str | None:
        """The state that takes at least this share of all mentions of states, or None."""
        total = sum(self.counts.values())
        if not total:
            return None
        state, count = max(self.counts.items(), key=lambda row: (row[1], row[0]))
        return state if count >= share * total else None

    def before(self, token: int) -> str | None:
        """The state told last before a token in its own sentence, else the first after it there."""
        tokens = self.scene.parsed.tokens
        i = bisect_left(self.order, (token, ""))
        if i and tokens[self.order[i - 1][0]].sent == tokens[token].sent:
            return self.order[i - 1][1]
        if i < len(self.order) and tokens[self.order[i][0]].sent == tokens[token].sent:
            return self.order[i][1]
        return None

    def body(self, token: int) -> str | None:
        """The international or private body told last before a token, or None."""
        found = None
        for place in self.scene.places:
            part = place.parts[0]
            if place.head < token and part.key.startswith("body/") and part.country is None and part.sector != "JRN":
                found = part.name
        return found

    def of_office(self, office: Office, holder: Part, taken: set[tuple[str, str]]) -> str | None:
        """The likeliest state for an office: often told, told near the holder, its office not another's."""
        scores: defaultdict[str, float] = defaultdict(float)
        total = sum(self.counts.values()) or 1
        for state, count in self.counts.items():
            scores[state] += count / total
        for state, count in holder.near.items():
            scores[state] += 0.5 * count / (sum(holder.near.values()) or 1)
        if self.source and len(self.source) == 3:
            scores[self.source] += 0.8
        if office.office.lower().rsplit(" ", 1)[-1] not in words("shared"):
            for state in scores:
                if (state, office.office.lower()) in taken:
                    scores[state] *= TAKEN
        likely = likely_states().get(office.office.lower())
        if likely and (likely in scores or likely == self.source):
            scores[likely] += LIKELY if likely != self.source else 1.0
        for state, none in lacking().items():
            if office.office.lower() in none:
                scores.pop(state, None)
        return max(scores, key=lambda s: (scores[s], s), default=None)
