"""The words around each quotation: what stands before and after it in its own sentence, outside of quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from dateline.language import Parsed, Quotation, Token

ENDS = frozenset((".", "!", "?"))
OPENINGS = frozenset("[(…'‘“\"$€£-—–")


@dataclass(slots=True)
class Framed:
    """A quotation with its frames; `first`/`last` bound its tokens, `gap` is the text between it and the one before."""

    quotation: Quotation
    first: int
    last: int
    before: list[Token]
    after: list[Token]
    inner: str
    gap: str

    @property
    def whole(self) -> bool:
        """Whether it begins as a sentence does."""
        text = self.inner.lstrip(".… ")
        return bool(text) and (not text[0].islower() or self.inner[0] in ".…[")

    @property
    def ended(self) -> bool:
        """Whether a sentence ends with it."""
        return self.inner.rstrip("'’ )")[-1:] in (".", "!", "?", "…") or not self.quotation.closed

    @property
    def titled(self) -> bool:
        """Whether its words are capitalised as in a title."""
        words = [word for word in self.inner.split() if len(word) > 3 and word[0].isalpha()]
        return len(words) > 1 and all(word[0].isupper() for word in words)

    @property
    def words(self) -> int:
        """Number of words."""
        return len(self.inner.split())


def framed(parsed: Parsed) -> list[Framed]:
    """All quotations that hold words, with their frames."""
    starts = [token.start for token in parsed.tokens]
    found: list[Framed] = []
    previous = 0
    for number, quotation in enumerate(parsed.quotations):
        inner = parsed.text[quotation.inner_start : quotation.inner_end].strip()
        if not any(char.isalnum() for char in inner):
            continue
        first, last = bisect_left(starts, quotation.start), bisect_left(starts, quotation.end)
        following = parsed.quotations[number + 1 : number + 2]
        limit = bisect_left(starts, following[0].start) if following else len(starts)
        gap = parsed.text[previous : quotation.start]
        floor = bisect_left(starts, previous)
        found.append(
            Framed(quotation, first, last, _before(parsed, floor, first), _after(parsed, last, limit), inner, gap)
        )
        previous = quotation.end
    return found


def _before(parsed: Parsed, floor: int, first: int) -> list[Token]:
    """Tokens of the sentence before a quotation; a colon leads over a line's end."""
    frame: list[Token] = []
    for i in range(first - 1, floor - 1, -1):
        token = parsed.tokens[i]
        if token.pos == "SPACE":
            if "\n" in token.text and frame and frame[-1].text != ":":
                break
            if "\n" in token.text and not frame and not _colon_before(parsed, i, floor):
                break
            continue
        if token.text in ENDS:
            break
        frame.append(token)
        if len(frame) > 1 and "\n" in parsed.text[token.end : frame[-2].start] and frame[-2].text != ":":
            break
    frame.reverse()
    return frame


def _colon_before(parsed: Parsed, i: int, floor: int) -> bool:
    return i > floor and parsed.tokens[i - 1].text == ":"


def _after(parsed: Parsed, last: int, limit: int) -> list[Token]:
    """Tokens of the sentence after a quotation, up to the next one."""
    frame: list[Token] = []
    for i in range(last, limit):
        token = parsed.tokens[i]
        if token.text in ENDS or (token.pos == "SPACE" and "\n" in token.text):
            break
        if token.pos != "SPACE":
            frame.append(token)
    return frame
