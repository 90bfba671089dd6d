"""What a number counts: its noun, unit and measure, and whether it counts anything at all."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.facts.numbers import DASHES, FRACTIONS, Number
from dateline.facts.words import words
from dateline.language import Token

_NOUNS = words("figures")["nouns"]
DURATIONS = frozenset(_NOUNS["durations"])
NAMED = frozenset(_NOUNS["named"])
VAGUE_NOUNS = frozenset(_NOUNS["vague"])
PERSONS = frozenset(_NOUNS["persons"])
MEASURES: dict[str, str] = _NOUNS["measures"]
CAUSES: dict[str, str] = words("figures")["measures"]

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PHRASE_TAGS = NOUN_TAGS | {"JJ", "JJR", "JJS", "VBN", "VBG", "POS", "HYPH", "CD", "PRP$", "RBS", "FW"}
OPENERS = frozenset(
    {"the", "these", "those", "all", "its", "their", "his", "her", "our", "such", "additional", "other"}
)
DEFINITE = frozenset({"the", "these", "those", "its", "their", "his", "her", "our", "both", "all", "other", "'s", "’s"})
LOCATING = frozenset(_NOUNS["locating"])
LENGTHS = frozenset(_NOUNS["lengths"])
NAMES = frozenset({"PRODUCT", "LAW", "WORK_OF_ART", "EVENT", "FAC", "ORG"})
VOTES = {"against": "votes-against", "favor": "votes-for", "favour": "votes-for"}
# A number this large stands for people or things also where the sentence leaves the noun out.
LARGE = 1000


@dataclass(slots=True)
class Counted:
    """What is counted: its head noun (None where left out), the unit, the phrase, the token after the phrase."""

    head: Token | None
    unit: str | None
    of: str | None
    last: int
    confidence: float
    reason: str


def counted(tokens: list[Token], number: Number, timed: set[int], before: Counted | None) -> Counted | None:
    """What the number counts, or None where it is no figure (a date, an age, a duration, part of a name, a list mark).

    `tokens` are the sentence's, `timed` the indices of tokens in time expressions; `before` is what the sentence's
    last number counted: "116 in 2023" after "504 attacks in 2024" counts attacks.
    """
    if any(tokens[k].i in timed for k in range(number.first, number.last)) and number.unit is None:
        return None
    if number.unit is not None:
        return _of_unit(tokens, number)
    if _is_mark(tokens, number):
        return None
    first, last = _phrase(tokens, number.last)
    head = tokens[last - 1] if last > first else None
    if head is None:
        return _elliptic(tokens, number, before)
    if head.i in timed or _is_year(tokens[number.core], number) or _is_name(tokens, number, head):
        return None
    if not _counts(tokens, number, head) or _locates(tokens, number, head, last):
        return None
    lead = tokens[number.last + 1] if tokens[number.last].tag == "HYPH" and number.last + 1 < len(tokens) else head
    unit = "persons" if lead.lower == "strong" else _unit(lead if _measured(lead) else head)
    return Counted(head, unit, _text(tokens, first, last), last, 0.8, f"number with the noun {head.lower!r}")


def measure_of(tokens: list[Token], number: Number, what: Counted) -> str | None:
    """What befell those counted, from the noun, its participles and the verb above."""
    if number.unit is not None:
        return "rate" if number.unit.startswith("percent") else "money"
    after = {t.lower for t in tokens[what.last : what.last + 3]}
    if tokens[min(what.last, len(tokens) - 1)].lower == "hostage":
        return "captured"
    anchor = what.head or tokens[number.core]
    for token in (anchor, *anchor.children):
        measure = CAUSES.get(token.lower) or (
            CAUSES.get(token.lemma) if token.tag in ("VBN", "VBG", "NNS", "NN") else None
        )
        if measure and measure != "troops":
            return measure
    if what.head is not None and what.head.lemma in ("vote", "ballot") and (told := after & VOTES.keys()):
        return VOTES[min(told)]
    if what.last < len(tokens) and tokens[what.last].lower in ("dead", "missing", "wounded", "injured"):
        return CAUSES[tokens[what.last].lower]
    verb = next((a for a in anchor.ancestors() if a.pos in ("VERB", "AUX")), None)
    if verb is not None and what.unit == "persons":
        passive = any(c.dep in ("auxpass", "nsubjpass") for c in verb.children)
        inside = {anchor.i, *(a.i for a in anchor.ancestors())}
        role = next((c.dep for c in verb.children if c.i in inside), "")
        cause = CAUSES.get(verb.lemma)
        if cause is None and verb.lower == "missing":
            return "missing"
        intransitive = verb.lemma in ("die", "perish", "flee", "abstain", "drown")
        if cause and (role in ("dobj", "nsubjpass", "conj", "oprd") or (role == "nsubj" and (passive or intransitive))):
            return cause
        state = verb.child("acomp", "oprd")
        if role == "nsubj" and state is not None and state.lower in CAUSES:
            return CAUSES[state.lower]
    if verb is not None and verb.lemma == "vote":
        for token in tokens[what.last : what.last + 4]:
            if token.lower in VOTES:
                return VOTES[token.lower]
    return "troops" if what.head is not None and CAUSES.get(what.head.lemma) == "troops" else None


def _phrase(tokens: list[Token], at: int) -> tuple[int, int]:
    """The noun phrase from token `at` on, past "of the": `[first, last)`, empty where no noun follows."""
    n = len(tokens)
    if at < n and tokens[at].lower == "of":
        at += 1
        if at < n and tokens[at].pos in ("PROPN", "NOUN") and at + 1 < n and tokens[at + 1].tag == "POS":
            at += 2
    while at < n and (tokens[at].lower in OPENERS or tokens[at].tag in ("DT", "PRP$", "HYPH")):
        at += 1
    k, last = at, at
    if k + 1 < n and tokens[k].tag == "VBD" and tokens[k + 1].tag in NOUN_TAGS:
        k += 1
    while k < n and tokens[k].tag in PHRASE_TAGS and not (tokens[k].ent in ("DATE", "TIME") and k > at):
        token = tokens[k]
        after = tokens[k + 1] if k + 1 < n else None
        joined = after is not None and after.tag in ("HYPH", "POS")
        if last > at and (token.tag == "CD" or (token.tag in ("VBN", "VBG") and tokens[k - 1].tag != "HYPH")):
            break
        k += 1
        if token.tag in NOUN_TAGS and not joined:
            last = k
            compound = token.dep == "compound" and after is not None and after.tag in ("NNS", "NNPS")
            if token.tag in ("NNS", "NNPS") and not compound:
                break
    return at, last


def _of_unit(tokens: list[Token], number: Number) -> Counted | None:
    """What a percentage or a sum of money is of: "45% increase in deaths", "70% of the people", "$5 million in aid".

    A bare "100 percent" is emphasis ("we agree 100 percent") and no figure.
    """
    at, n = number.last, len(tokens)
    if at < n and tokens[at].lower in ("of", "in", "worth", "for"):
        at += 1
        if at < n and tokens[at].lower == "of":
            at += 1
    first, last = _phrase(tokens, at)
    if last > first and tokens[last - 1].lemma not in DURATIONS:
        return Counted(tokens[last - 1], number.unit, _text(tokens, first, last), last, 0.9, f"number in {number.unit}")
    if number.unit == "percent" and number.value == 100 and number.qualifier == "exact":
        return None
    head = _subject(tokens[number.core])
    return Counted(head, number.unit, head.text if head else None, number.last, 0.9, f"number in {number.unit}")


def _subject(core: Token) -> Token | None:
    """The noun that a bare number tells of: the noun above it, else the subject of its verb ("deaths rose by 40%")."""
    for above in core.ancestors():
        if above.pos in ("NOUN", "PROPN") and above.tag in NOUN_TAGS and above.lower not in ("%", "percent"):
            return above
        if above.pos in ("VERB", "AUX"):
            subject = above.child("nsubj", "nsubjpass")
            if subject is None or subject.tag not in NOUN_TAGS or subject is core or subject.lower in ("%", "percent"):
                return None
            return subject
    return None


def _elliptic(tokens: list[Token], number: Number, before: Counted | None) -> Counted | None:
    """A number whose noun is left out: "killed 18", "four were babies", "deaths rose from 88", "116 in 2023"."""
    core = tokens[number.core]
    if _is_year(core, number) or core.ent in ("DATE", "TIME") or core.lower == "one" or core.ent in NAMES:
        return None
    people = Counted(None, "persons", None, number.last, 0.6, "number without a noun")
    measure = measure_of(tokens, number, people)
    if measure:
        people.of = f"persons {measure}"
        return people
    head = core.head.child("attr") if core.dep == "nsubj" and core.head.lemma == "be" else _subject(core)
    if head is not None and head.tag in ("NNS", "NNPS") and head.lemma not in DURATIONS:
        return Counted(head, _unit(head), head.text, number.last, 0.6, f"number told of {head.lower!r}")
    if before is not None and before.head is not None and core.dep in ("conj", "pobj", "dobj", "nsubj", "nsubjpass"):
        if before.unit == "percent":
            return None
        return Counted(None, before.unit, before.of, number.last, 0.6, "number of what the one before counts")
    large = number.value is not None and number.value >= LARGE and core.dep in ("nsubj", "nsubjpass", "dobj", "conj")
    more = number.value is not None and number.value >= LARGE and before is not None and before.unit == "persons"
    return people if number.vague or large or more else None


def _is_year(core: Token, number: Number) -> bool:
    return (
        number.value is not None
        and len(core.text) == 4
        and core.text.isdigit()
        and 1800 <= number.value <= 2100
        and number.qualifier == "exact"
    )


def _is_mark(tokens: list[Token], number: Number) -> bool:
    """Whether the digits name or order something: "Article 5", "F-16", "No. 3", "2)", "5-4", "two-thirds", an age."""
    first, last = number.first, number.last
    before = tokens[first - 1] if first else None
    after = tokens[last] if last < len(tokens) else None
    core = tokens[number.core]
    if after is not None:
        if after.lower in FRACTIONS or (
            after.text in DASHES and last + 1 < len(tokens) and not _measured(tokens[last + 1])
        ):
            return True
        if first == 0 and after.text in (")", "."):
            return last + 1 < len(tokens) or after.text == ")"
        if after.text[0].isdigit() or after.lower in ("-", "/", ":"):
            return not (after.text == "-" and last + 1 < len(tokens) and _measured(tokens[last + 1]))
    if before is not None:
        leading = tokens[first - 2] if first > 1 else None
        if leading is not None and ((before.lower == "in" and leading.tag == "CD") or leading.text == "Group"):
            return True
        if (
            before.lower in ("aged", "age", "#", "no.", "number", "nos.", "+")
            or before.text in DASHES
            or before.text == "/"
        ):
            return True
        if core.dep == "nummod" and core.head.i < core.i and core.head is before and core.head.pos in ("PROPN", "NOUN"):
            return True
        if core.text[0].isupper() and not core.text[0].isdigit() and before.text not in ('"', "“", "'", ":", "‘"):
            return True
    return False


def _is_name(tokens: list[Token], number: Number, head: Token) -> bool:
    """Whether the digits belong to a proper name or an address: "737 Max", "36 Mill Road"."""
    if number.vague or number.qualifier != "exact" or head.tag != "NNP" or _measured(head):
        return False
    return head.ent != "NORP" and head.lemma.lower() not in PERSONS


def _locates(tokens: list[Token], number: Number, head: Token, last: int) -> bool:
    """Whether a length tells where a place lies ("40 miles (64 km) south of") or repeats one in another unit."""
    if _unit(head) not in LENGTHS:
        return False
    if number.first and tokens[number.first - 1].text == "(":
        return True
    if last < len(tokens) and tokens[last].text == "(":
        last = next((k + 1 for k in range(last, min(last + 8, len(tokens))) if tokens[k].text == ")"), last)
    return last < len(tokens) and tokens[last].lower in LOCATING


def _measured(token: Token) -> bool:
    return token.lemma in MEASURES or token.lower in MEASURES or token.lower in ("strong", "square")


def _counts(tokens: list[Token], number: Number, head: Token) -> bool:
    """Whether a number with a noun is a quantity: not a duration, nor "the two sides", nor "one" as an article."""
    lemma = head.lemma.lower()
    if lemma in DURATIONS or head.lower in DURATIONS or lemma in FRACTIONS:
        return False
    if any(t.lemma in DURATIONS for t in tokens[number.last : number.last + 2] if t.tag in NOUN_TAGS):
        return False
    if tokens[min(number.last, len(tokens) - 1)].tag == "POS":
        return False
    unit = _unit(head)
    small = number.value is not None and number.value <= 10 and not tokens[number.core].text[0].isdigit()
    if number.value == 1:
        hurt = measure_of(tokens, number, Counted(head, unit, None, number.last, 0, "")) not in (None, "troops")
        return unit == "persons" and (hurt or number.qualifier != "exact")
    if not small or number.qualifier != "exact":
        return True
    if lemma in PERSONS and measure_of(tokens, number, Counted(head, unit, None, number.last, 0, "")) not in (
        None,
        "troops",
    ):
        return True
    definite = number.first > 0 and tokens[number.first - 1].lower in DEFINITE
    if lemma in VAGUE_NOUNS or (definite and (lemma in NAMED or number.value in (2, 3))):
        return False
    return number.value != 2 or (lemma not in NAMED and (unit == "persons" or lemma in MEASURES))


def _unit(head: Token) -> str:
    """The unit of what is counted: persons, a measure, else the noun in the plural."""
    lemma = head.lemma.lower()
    if (
        lemma in PERSONS
        or head.lower in PERSONS
        or lemma.endswith("ist")
        or (head.ent == "NORP" and head.lower.endswith("s"))
    ):
        return "persons"
    measure = MEASURES.get(lemma) or MEASURES.get(head.lower)
    if measure:
        square = any(c.lower in ("square", "sq") for c in head.children)
        return f"square {measure}" if square else measure
    return head.lower if head.tag in ("NNS", "NNPS") else _plural(head.lower)


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word}es" if not word.endswith("s") else word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return word if word in ("aircraft", "spacecraft") else f"{word}s"


def _text(tokens: list[Token], first: int, last: int) -> str:
    """The words of a phrase as they stand, without the hyphens' spaces."""
    said = tokens[first].text
    for left, right in zip(tokens[first : last - 1], tokens[first + 1 : last], strict=True):
        said += ("" if left.end == right.start else " ") + right.text
    return said
