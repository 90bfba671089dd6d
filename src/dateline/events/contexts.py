"""PLOVER's contexts of an act, by cue words."""

from dateline.events.candidate import Candidate
from dateline.language import Parsed


def contexts_of(parsed: Parsed, candidate: Candidate) -> list[str]:
    """The contexts that hold, from the words of the sentence and its paragraph."""
    return []
