"""Who speaks inside a quotation, as far as pronouns need it: the subject of the verb of speech beside it."""

from __future__ import annotations

from bisect import bisect_right

from dateline.actors.lexicon import words
from dateline.actors.scene import Part, Scene
from dateline.language import Token


class Speech:
    """The speakers of a report's quotations, found when first asked for."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.starts = [q.start for q in scene.parsed.quotations]
        self._speakers: dict[int, Part | None] = {}

    def speaker(self, token: Token) -> Part | None:
        """The speaker of the quotation that a token stands in, or None."""
        k = bisect_right(self.starts, token.start) - 1
        if k < 0 or token.start >= self.scene.parsed.quotations[k].end:
            return None
        return self._of(k)

    def _of(self, k: int) -> Part | None:
        if k not in self._speakers:
            self._speakers[k] = None
            quotation = self.scene.parsed.quotations[k]
            found = self._beside(quotation.start, quotation.end)
            if found is None and k and quotation.start - self.scene.parsed.quotations[k - 1].end < 200:
                found = self._of(k - 1)
            self._speakers[k] = found
        return self._speakers[k]

    def _beside(self, start: int, end: int) -> Part | None:
        """The subject of a verb of speech outside the quotation, in the sentences that it touches."""
        parsed = self.scene.parsed
        for sentence in parsed.sentences[self._sentence(start) :]:
            if sentence.start > end + 2:
                break
            for token in sentence.tokens:
                if token.lemma in words("speech") and not parsed.quoted(token):
                    subject = token.child("nsubj")
                    place = self.scene.at.get(subject.i) if subject is not None else None
                    if place is not None:
                        return place.parts[0]
        return None

    def _sentence(self, start: int) -> int:
        sentences = self.scene.parsed.sentences
        return max(0, bisect_right(sentences, start, key=lambda s: s.start) - 1)
