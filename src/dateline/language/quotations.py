"""Where the quotation marks of a text open and close."""

import re
from dataclasses import dataclass

# ``…'' are the marks of older corpora; a lone grave or acute accent is none.
MARK = re.compile(r"[“”„\"«»]|``|''")
ONLY_OPEN = frozenset(("``", "«", "„"))
ONLY_CLOSE = frozenset("»")
BEFORE_OPEN = frozenset("([{—–-/‘'")
AFTER_CLOSE = frozenset(".,;:!?)]}—–-/’'…")
PARAGRAPH = re.compile(r"\r?\n[ \t]*\r?\n\s*|\Z")
# A paragraph of a quotation, left open for the next one, starts a line of its own.
LINE_START = re.compile(r"(?:\A|\n)[ \t>]*\Z")
# Words that show that a report has taken over from a speaker whose closing mark is missing.
TAKES_OVER = re.compile(r"\b(?:said|says|told|added|according to|he|she)\b")
SENTENCE_END = re.compile(r"[.!?…](?=\s|\Z)")

# A quotation in single marks: opened at the start of a word, closed at the end of one, apostrophes only within words.
# Longer ones are more often two apostrophes far apart than a quotation.
SINGLE = re.compile(
    r"(?<![\w'’\"”])['‘](?=[^\W\d_]|\[)(?:[^'‘’\"“”\n]|(?<=\w)['’](?=\w)){2,400}(?<=[\w.,!?…\]])['’](?![\w'’])"
)


@dataclass(slots=True, frozen=True)
class Quotation:
    """A quoted stretch: offsets `[start, end)` with its marks, `[inner_start, inner_end)` without them.

    `closed` is False where no mark closes it: its paragraph ends, and the next may reopen it.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True


@dataclass(slots=True, frozen=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quoted stretches of a text, in order: double marks of all kinds, and clear single ones."""
    found: list[Quotation] = []
    start = 0
    for gap in PARAGRAPH.finditer(text):
        marks = [_mark(text, m) for m in MARK.finditer(text, start, gap.start())]
        if marks:
            found.extend(_pair(text, marks, gap.start()))
        start = gap.end()
    return _with_single(text, found)


def _mark(text: str, match: re.Match[str]) -> _Mark:
    """A mark with what it can do by its neighbours: reports mix straight and curly ones, and turn curly ones round."""
    start, end, mark = match.start(), match.end(), match.group()
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    opens = not after.isspace() and (before.isspace() or before in BEFORE_OPEN)
    closes = not before.isspace() and (after.isspace() or after in AFTER_CLOSE)
    if mark in ONLY_OPEN:
        opens, closes = True, False
    elif mark in ONLY_CLOSE:
        opens, closes = False, True
    elif opens == closes:
        opens, closes = mark != "”", mark != "“"
    return _Mark(start, end, opens, closes)


def _pair(text: str, marks: list[_Mark], end: int) -> list[Quotation]:
    """The quotations of one paragraph that ends at `end`."""
    found: list[Quotation] = []
    opened: _Mark | None = None
    depth = unended = 0
    for n, mark in enumerate(marks):
        if opened is None:
            if mark.opens:
                opened, depth, unended = mark, 1, mark.end
        elif mark.closes:
            depth -= 1
            if depth == 0:
                found.append(Quotation(opened.start, mark.end, opened.end, mark.start))
                opened = None
        elif _closes_twice(marks, n):
            depth += 1
        elif SENTENCE_END.search(text, unended, mark.start) is None:
            # It quotes within the quotation, in which no sentence ends up to here.
            unended = mark.start
        else:
            # The first was never closed.
            found.append(_unclosed(text, opened, mark.start))
            opened, depth, unended = mark, 1, mark.end
    if opened is not None:
        found.append(
            Quotation(opened.start, end, opened.end, end, closed=False)
            if _whole_rest(text, opened)
            else _unclosed(text, opened, end)
        )
    return found


def _closes_twice(marks: list[_Mark], n: int) -> bool:
    """Whether two marks that close follow: the mark quotes within a quotation, and both end."""
    return n + 2 < len(marks) and all(m.closes and not m.opens for m in marks[n + 1 : n + 3])


def _whole_rest(text: str, opened: _Mark) -> bool:
    """Whether an unclosed quotation is a paragraph of a longer one: it starts a line of its own."""
    return LINE_START.search(text, max(0, opened.start - 8), opened.start) is not None


def _unclosed(text: str, opened: _Mark, limit: int) -> Quotation:
    """A quotation whose closing mark is missing: up to `limit`, or its first sentence if the report goes on before."""
    stop = SENTENCE_END.search(text, opened.end, limit)
    end = stop.end() if stop and TAKES_OVER.search(text, stop.end(), limit) else limit
    end = len(text[:end].rstrip())
    return Quotation(opened.start, end, opened.end, end, closed=False)


def _with_single(text: str, doubles: list[Quotation]) -> list[Quotation]:
    """The quotations with those in single marks that stand outside of them."""
    if "'" not in text and "‘" not in text:
        return doubles
    singles: list[Quotation] = []
    n = 0
    for match in SINGLE.finditer(text):
        while n < len(doubles) and doubles[n].end <= match.start():
            n += 1
        if n == len(doubles) or match.end() <= doubles[n].start:
            singles.append(Quotation(match.start(), match.end(), match.start() + 1, match.end() - 1))
    return sorted(doubles + singles, key=lambda q: q.start) if singles else doubles
