"""Number phrases: from "around 5-7 million" or "tens of thousands" to value, qualifier and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.facts.words import currency_names, words
from dateline.language import Token
from dateline.records.model import Qualifier

_DATA = words("figures")
WORDS: dict[str, int] = _DATA["words"]
SCALES: dict[str, int] = _DATA["scales"]
SHORT_SCALES: dict[str, int] = _DATA["short_scales"]
SIGNS: dict[str, str] = _DATA["currency"]["signs"]
CURRENCY_WORDS: dict[str, str] = _DATA["currency"]["words"]
FRACTIONS = frozenset(_DATA["nouns"]["fractions"])
QUALIFIERS: dict[tuple[str, ...], Qualifier] = {tuple(p.split()): q for p, q in _DATA["qualifiers"].items()}
LONGEST_QUALIFIER = max(len(phrase) for phrase in QUALIFIERS)

PLURAL_SCALES = frozenset(f"{scale}s" for scale in SCALES) | {"scores"}
CORE = WORDS.keys() | SCALES.keys() | PLURAL_SCALES
DASHES = frozenset("-–—‑")

MOST = 2**53
"""Numbers from here on are left out: nothing is counted so far, and floats, JSON's too, no longer hold them exactly."""

_SIGN = "|".join(sorted((re.escape(s) for s in SIGNS), key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
DIGITS = re.compile(
    rf"(?P<sign>{_SIGN})?(?P<value>{_NUMBER})(?:[-–](?P<upper>{_NUMBER}))?(?P<scale>bn|mln|mn|tn|m|k|b)?(?P<tail>[%+])?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Number:
    """A number phrase: tokens `[first, last)` of its sentence from qualifier to unit; `core` is its last number token.

    `unit` is "percent", "percentage points", a currency's ISO code or None. `value` is None for "dozens".
    """

    first: int
    last: int
    core: int
    value: int | float | None
    upper: int | float | None = None
    qualifier: Qualifier = "exact"
    unit: str | None = None
    vague: bool = False


@dataclass(slots=True)
class _Amount:
    """One plain amount: tokens `[first, last)`; `scaled` when a scale word stands in it."""

    first: int
    last: int
    value: float | None
    upper: float | None = None
    scaled: bool = False
    sign: str | None = None
    tail: str = ""


def find_numbers(tokens: list[Token]) -> Iterator[Number]:
    """The number phrases of one sentence, in text order; ordinals and fractions in words are none."""
    k, n = 0, len(tokens)
    while k < n:
        token = tokens[k]
        if (
            token.lower in CORE
            or token.text[-1].isdigit()
            or token.text[0].isdigit()
            or token.text[0] in "$€£¥₹₽₴₩₦₺₪₱"
        ):
            number = _number_at(tokens, k)
            if number is not None:
                if max(number.value or 0, number.upper or 0) < MOST:
                    yield number
                k = number.last
                continue
        k += 1


def _number_at(tokens: list[Token], k: int) -> Number | None:
    amount = _amount(tokens, k)
    if amount is None:
        return None
    unit, end = _unit(tokens, amount, amount.last)
    second = _second(tokens, amount, end) if amount.upper is None else None
    core = amount.last - 1
    if second is not None:
        amount.upper = second.value
        if amount.value is not None and second.value is not None and second.scaled and not amount.scaled:
            amount.value *= _scale_of(second.value) if amount.value < 1000 else 1
        core = second.last - 1
        unit_after, end = _unit(tokens, second, second.last)
        unit = unit or unit_after
    first = _sign_before(tokens, amount.first)
    if first is not None:
        unit = unit if unit and unit not in ("percent",) else SIGNS.get(tokens[first].text.upper(), unit)
    first, qualifier = _qualifier_before(tokens, amount.first if first is None else first)
    if amount.tail == "+" or _follows(tokens, end, "or", "more"):
        qualifier = "at-least"
    if amount.upper is not None:
        qualifier = "range"
    if amount.value is None:
        qualifier = "about"
    return Number(
        first, end, core, _plain(amount.value), _plain(amount.upper), qualifier, unit, vague=amount.value is None
    )


def _plain(value: float | None) -> int | float | None:
    """Whole numbers as int; others rounded to what was written ("8.7 million" is 8700000, not 8699999.99)."""
    if value is None:
        return None
    value = round(float(value), 6)
    return int(value) if value.is_integer() else value


def _scale_of(value: float) -> int:
    return next((scale for scale in (10**12, 10**9, 10**6, 10**3, 100) if value >= scale), 1)


def _amount(tokens: list[Token], k: int) -> _Amount | None:
    """The amount that begins at token `k`."""
    if tokens[k].lower in PLURAL_SCALES:
        return _vague(tokens, k)
    glued = DIGITS.fullmatch(tokens[k].text)
    if glued is not None:
        return _in_digits(tokens, k, glued)
    if tokens[k].lower in WORDS or tokens[k].lower in SCALES:
        return _in_words(tokens, k)
    return None


def _vague(tokens: list[Token], k: int) -> _Amount:
    """ "dozens", "tens of thousands", "hundreds of millions"."""
    last = k + 1
    if last + 1 < len(tokens) and tokens[last].lower == "of" and tokens[last + 1].lower in PLURAL_SCALES:
        last += 2
    first = k - 2 if k >= 2 and tokens[k - 1].lower == "of" and tokens[k - 2].lower == "tens" else k
    return _Amount(first, last, None, scaled=True)


def _in_digits(tokens: list[Token], k: int, glued: re.Match[str]) -> _Amount | None:
    value = float(glued["value"].replace(",", ""))
    upper = float(glued["upper"].replace(",", "")) if glued["upper"] else None
    scale = SHORT_SCALES[glued["scale"].lower()] if glued["scale"] else 1
    last = k + 1
    if upper is not None and upper <= value:
        return None
    if scale == 1 and not glued["tail"]:
        after = tokens[last].lower if last < len(tokens) else ""
        if after in DASHES and last + 1 < len(tokens) and tokens[last + 1].lower in SCALES:
            last += 1
            after = tokens[last].lower
        if after in SCALES or (after in SHORT_SCALES and tokens[last].start == tokens[k].end):
            scale = SCALES.get(after) or SHORT_SCALES[after]
            last += 1
    sign = SIGNS.get(glued["sign"].upper()) if glued["sign"] else None
    upper = upper * scale if upper else None
    return _Amount(k, last, value * scale, upper, scale > 1, sign, glued["tail"] or "")


def _in_words(tokens: list[Token], k: int) -> _Amount:
    """ "one hundred and twenty-five", "two dozen", "half a million", "two and a half million", "several hundred"."""
    total, last, scaled = 0.0, k, False
    current: float | None = None
    n = len(tokens)
    while last < n:
        word = tokens[last].lower
        if word in WORDS:
            if current is not None and not _joins(tokens, last, current):
                break
            current = (current or 0) + WORDS[word]
        elif word in SCALES:
            scaled = True
            # A float: a page of nothing but "hundred" is no number that an integer should hold.
            current = (1.0 if current is None else float(current)) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, None
        elif word == "and" and last + 2 < n and tokens[last + 1].lower == "a" and tokens[last + 2].lower == "half":
            current = (current or 0) + 0.5
            last += 2
        elif not (
            last + 1 < n
            and tokens[last + 1].lower in WORDS
            and ((word in DASHES and current is not None and current % 10 == 0) or (word == "and" and scaled))
            and (current is None or _joins(tokens, last + 1, current))
        ):
            break
        last += 1
    value: float | None = total + (current or 0)
    first = k
    if k and tokens[k].lower in SCALES:
        before = tokens[k - 1].lower
        if before in ("several", "few", "many", "couple"):
            value, first = None, k - 1
        elif before in ("a", "an"):
            first = k - 1
        if first and tokens[first - 1].lower == "a" and before == "few":
            first -= 1
        if before == "half" or (before in ("a", "an") and first and tokens[first - 1].lower == "half"):
            assert value is not None
            value, first = value / 2, k - 1 if before == "half" else k - 2
    return _Amount(first, last, value, scaled=scaled)


def _joins(tokens: list[Token], at: int, current: float) -> bool:
    """Whether the number word at `at` continues a number ("twenty-five", "hundred twenty") or begins another."""
    return WORDS[tokens[at].lower] < (100 if current % 100 == 0 else 10 if current >= 20 and current % 10 == 0 else 0)


def _second(tokens: list[Token], amount: _Amount, at: int) -> _Amount | None:
    """The upper end of a range; "rose from 10 to 15" tells two numbers and is none."""
    if amount.value is None or at + 1 >= len(tokens):
        return None
    ahead = amount.first - 1 if _sign_before(tokens, amount.first) is None else amount.first - 2
    before = tokens[ahead].lower if ahead >= 0 else ""
    join = tokens[at].lower
    if not (join in DASHES or join in ("to", "or") or (join == "and" and before == "between")):
        return None
    if join == "to" and before == "from":
        return None
    start = at + 1 + (tokens[at + 1].text.upper() in SIGNS)
    if start >= len(tokens):
        return None
    second = _amount(tokens, start)
    if second is None or second.value is None or second.upper is not None or second.first != start:
        return None
    low = amount.value * (_scale_of(second.value) if second.scaled and not amount.scaled else 1)
    return second if second.value > low else None


def _unit(tokens: list[Token], amount: _Amount, at: int) -> tuple[str | None, int]:
    """Percent or a currency told with the amount, and the token after it."""
    if amount.tail == "%":
        return "percent", at
    word = tokens[at].lower if at < len(tokens) else ""
    if (
        word in DASHES
        and at + 1 < len(tokens)
        and (tokens[at + 1].lower in ("percent", "%") or tokens[at + 1].lower in CURRENCY_WORDS)
    ):
        at += 1
        word = tokens[at].lower
    if word in ("%", "percent", "pct", "per", "percentage"):
        after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        if word == "percentage":
            return ("percentage points", at + 2) if after in ("point", "points") else (None, at)
        if word == "per":
            return ("percent", at + 2) if after == "cent" else (amount.sign, at)
        return "percent", at + 1
    for width in (3, 2):
        if at + width <= len(tokens) and tokens[at + width - 1].pos in ("NOUN", "PROPN"):
            name = " ".join(t.lower for t in tokens[at : at + width])
            code = currency_names().get(name)
            if code is None and name.startswith(("u.s. dollar", "us dollar", "american dollar")):
                code = "USD"
            if code:
                return code, at + width
    if word in CURRENCY_WORDS or (word.endswith("s") and word[:-1] in CURRENCY_WORDS):
        return CURRENCY_WORDS.get(word) or CURRENCY_WORDS[word[:-1]], at + 1
    return amount.sign, at


def _sign_before(tokens: list[Token], first: int) -> int | None:
    """The currency sign or code before a number ("$", "US$", "EUR")."""
    if not first:
        return None
    before = tokens[first - 1]
    return first - 1 if before.text.upper() in SIGNS else None


def _qualifier_before(tokens: list[Token], first: int) -> tuple[int, Qualifier]:
    """The phrase before a number that tells how exact it is; phrases may be stacked ("at least about")."""
    found: Qualifier = "exact"
    while True:
        for width in range(min(LONGEST_QUALIFIER, first), 0, -1):
            phrase = tuple(t.lower for t in tokens[first - width : first])
            if phrase in QUALIFIERS:
                found = QUALIFIERS[phrase] if found == "exact" else found
                first -= width
                break
        else:
            return first, found


def _follows(tokens: list[Token], at: int, *phrase: str) -> bool:
    return tuple(t.lower for t in tokens[at : at + len(phrase)]) == phrase
