"""PLOVER's contexts of an act, by cue words."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

from dateline.events.candidate import Candidate
from dateline.language import Parsed, Sentence

# Cues in the neighbouring sentences of the paragraph, needed where the sentence itself has none.
NEIGHBOURS = 2
# How many sentences before and after count as the paragraph: some reports come without any break.
REACH = 1


def contexts_of(parsed: Parsed, candidate: Candidate) -> list[str]:
    """The contexts that hold: with a cue in the act's sentence, or several in the sentences beside it."""
    index = candidate.trigger.sent
    sentence = parsed.sentences[index]
    here = _cues(sentence)
    beside: Counter[str] = Counter()
    for other in parsed.sentences[max(0, index - REACH) : index + REACH + 1]:
        if other is not sentence and other.paragraph == sentence.paragraph:
            beside.update(_cues(other))
    return sorted({*here, *(context for context, found in beside.items() if found >= NEIGHBOURS)})


def _cues(sentence: Sentence) -> list[str]:
    """The context of each cue of a sentence."""
    found: list[str] = []
    before = ""
    for token in sentence.tokens:
        lower = token.lower
        contexts = _CUES.get(lower) or _CUES.get(token.lemma)
        if contexts is not None:
            found += contexts
        if before and (contexts := _CUES.get(f"{before} {lower}")) is not None:
            found += contexts
        before = lower
    return found


def _load() -> dict[str, tuple[str, ...]]:
    """Cue -> contexts."""
    data = tomllib.loads(files("dateline.events").joinpath("data/contexts.toml").read_text(encoding="utf-8"))
    cues: dict[str, list[str]] = {}
    for context, listed in data.items():
        words, *phrases = (" ".join(part.split()) for part in listed.split("|"))
        for cue in (*words.split(), *phrases):
            cues.setdefault(cue, []).append(context)
    return {cue: tuple(contexts) for cue, contexts in cues.items()}


_CUES = _load()
