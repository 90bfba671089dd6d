"""The proper names of a report: known ones, and those that the engine or their titles show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from dateline.actors.cuts import after_portfolio, after_title, is_body_name, is_media_name, is_portfolio, no_actor
from dateline.actors.gazetteer import Entry, gazetteer
from dateline.actors.lexicon import words
from dateline.actors.titles import is_office, is_title, offices
from dateline.language import Parsed, Token
from dateline.language.parsed import Entity

Label = Literal["known", "person", "organisation", "group", "place", "thing", "unknown"]

LABELS: dict[str, Label] = {"PERSON": "person", "ORG": "organisation", "NORP": "group"}
PLACES = {"GPE": "place", "LOC": "place", "FAC": "place"}
NO_ACTORS = {"DATE", "TIME", "EVENT", "LAW", "WORK_OF_ART", "LANGUAGE", "MONEY", "PERCENT", "QUANTITY", "CARDINAL"}
PLAIN = str.maketrans("’‘ʼ", "'''")


@dataclass(slots=True)
class Name:
    """A proper name: tokens `[first, last)`, its words, what it seems to be, and its entry if it is a known one."""

    first: int
    last: int
    text: str
    label: Label
    entry: Entry | None = None


def find_names(parsed: Parsed) -> list[Name]:
    """All proper names in text order. A known adjective may stand inside an organisation's name."""
    return _families(parsed, _vote(_Scanner(parsed).scan()))


class _Scanner:
    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.plain = parsed.text.translate(PLAIN)
        self.ends = {token.end for token in parsed.tokens}
        self.at_end = {token.end: token.i + 1 for token in parsed.tokens if token.text}
        self.entity = {i: e for e in parsed.entities for i in range(e.first, e.last)}
        self.known = gazetteer()

    def scan(self) -> list[Name]:
        found: list[Name] = []
        i = 0
        while i < len(self.tokens):
            name = self._name_at(i)
            if name is None:
                i += 1
                continue
            found.append(name)
            if name.label == "organisation":
                found.extend(self._inside(name))
            i = name.last
        return found

    def _inside(self, name: Name) -> list[Name]:
        """The state that an organisation's name begins with ("Kenya Airways") or ends with ("Bank of Ghana")."""
        starts = [name.first]
        of = [i for i in range(name.first, name.last - 1) if self.tokens[i].lower == "of"]
        if of:
            starts.append(of[-1] + (2 if self.tokens[of[-1] + 1].lower == "the" else 1))
        known = [self._known_at(i) for i in starts if i < name.last]
        return [
            n
            for n in known
            if n
            and n.entry
            and n.last - n.first < name.last - name.first
            and n.entry.use in ("state", "demonym", "body")
        ]

    def _known_at(self, i: int) -> Name | None:
        token = self.tokens[i]
        hit = self.known.match(self.plain, token.start, self.ends, token.text.translate(PLAIN))
        if hit is None:
            return None
        end, entry = hit
        return Name(i, self.at_end[end], self.parsed.text[token.start : end], "known", entry)

    def _name_at(self, i: int) -> Name | None:
        token = self.tokens[i]
        if not token.text[:1].isalnum() or token.lower in words("article"):
            return None
        known = self._known_at(i)
        entity = self.entity.get(i)
        if entity is not None and entity.first == i - 1 and self.tokens[i - 1].lower in words("article"):
            entity = Entity(i, entity.last, entity.label)
        if known is not None and not (entity is not None and self._in_place(known, entity)):
            return self._known_or_longer(known, i, entity)
        if entity is not None and entity.first == i and entity.label in LABELS:
            return self._of_entity(i, entity.last, LABELS[entity.label])
        if entity is not None and entity.first == i and entity.label in PLACES:
            titled = i > 0 and _titled(self.tokens[i - 1], small=True)
            return (
                self._of_entity(i, entity.last, "person") if titled else self._trim(Name(i, entity.last, "", "place"))
            )
        if entity is not None and entity.label in NO_ACTORS:
            return self._of_entity(i, entity.last, "person") if self._speaks(entity, i) else None
        if _capital(token) and token.tag in ("NNP", "NNPS") and not is_title(token):
            titled = i > 0 and _titled(self.tokens[i - 1]) and not self._titles_on(i)
            person = titled or (entity is not None and entity.label == "PERSON")
            return self._of_entity(i, i + 1, "person" if person else "unknown")
        return None

    def _titles_on(self, i: int) -> bool:
        """Whether the word at `i` goes on to a further title ("Chief Technical Officer")."""
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        return following is not None and is_office(following) and _capital(following)

    def _speaks(self, entity: Entity, i: int) -> bool:
        """Whether what the engine takes for a title of a work is a person's name that says something."""
        tokens = self.tokens[entity.first : entity.last]
        if entity.first != i or not 1 < len(tokens) < 4 or any(t.tag != "NNP" for t in tokens):
            return False
        head = tokens[-1]
        return head.dep == "nsubj" and head.head.lemma in words("speech")

    def _in_place(self, known: Name, entity: Entity) -> bool:
        """Whether a known name is a part of a sea's, a war's or a law's name ("South China Sea")."""
        if entity.label not in ("LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART"):
            return False
        rest = [t for t in self.tokens[entity.first : entity.last] if not known.first <= t.i < known.last]
        return any(_capital(t) and t.tag in ("NNP", "NNPS") for t in rest)

    def _known_or_longer(self, known: Name, i: int, entity: Entity | None) -> Name | None:
        """A known name, unless it begins a longer one ("Jordan Peterson", "Bank of China")."""
        if entity is None or entity.first != i or entity.last <= known.last or known.entry is None:
            return known
        rest = self.tokens[known.last]
        if not _capital(rest) or rest.tag == "POS" or is_office(rest):
            return known
        if entity.label == "PERSON" and known.entry.use in ("state", "capital", "body"):
            if entity.last - known.last > 1 and i and self.tokens[i - 1].tag == "IN":
                return known
            return self._of_entity(i, entity.last, "person")
        if entity.label == "ORG" and known.entry.use != "people":
            return self._of_entity(i, entity.last, "organisation")
        return known

    def _of_entity(self, first: int, last: int, label: Label) -> Name | None:
        tokens = self.tokens
        while (
            first < last and (is_title(tokens[first]) or tokens[first].lower in words("article")) and label == "person"
        ):
            first += 1
        while first < last and tokens[first].lower == "the":
            first += 1
        while last > first and tokens[last - 1].lower in ("of", "and", "in", "for", "to", "on"):
            last -= 1
        while last < len(tokens) and self._continues(first, last, label):
            last += 1
        if is_portfolio(tokens[first:last]) and last < len(tokens) and is_office(tokens[last]):
            return None
        first, label = self._without_title(first, last, label)
        name = self._trim(Name(first, last, "", label)) if first < last else None
        if name is None:
            return None
        told = tokens[name.first : name.last]
        if no_actor(told, person=name.label == "person"):
            name.label = "thing"
        elif name.label == "person" and is_media_name(told) and not (name.first and _titled(tokens[name.first - 1])):
            name.label = "organisation"
        elif name.label == "organisation" and first and _titled(tokens[first - 1]) and len(told) < 4:
            titled = last < len(tokens) and is_office(tokens[last]) and _capital(tokens[last])
            if not titled and not is_body_name(told):
                name.label = "person"
        return name

    def _without_title(self, first: int, last: int, label: Label) -> tuple[int, Label]:
        """Where the name begins after a title that the engine took for a part of it, and its label then."""
        start = after_portfolio(self.tokens, first, last)
        if start == first:
            start = after_title(self.tokens, first, last)
        return (start, "person") if first < start < last else (start, label)

    def _continues(self, first: int, last: int, label: Label) -> bool:
        """Whether the token at `last` is one more word of the name."""
        token, before = self.tokens[last], self.tokens[last - 1]
        if token.sent != before.sent or label not in ("person", "unknown") or last - first > 5:
            return False
        if token.text == "-" or before.text == "-":
            return token.start == before.end and (_capital(token) or _next_capital(self.tokens, last))
        if token.lower in words("particle") and token.text != "-":
            return last + 1 < len(self.tokens) and (
                _capital(self.tokens[last + 1]) or self.tokens[last + 1].text == "-"
            )
        if not _capital(token) or token.tag not in ("NNP", "NNPS") or is_office(token):
            return False
        return self._known_at(last) is None or (label == "person" and self.entity.get(last) is self.entity.get(first))

    def _trim(self, name: Name) -> Name | None:
        while name.last > name.first and (
            self.tokens[name.last - 1].tag == "POS" or not self.tokens[name.last - 1].text[-1:].isalnum()
        ):
            if self.tokens[name.last - 1].text.endswith("."):
                break
            name.last -= 1
        if name.last <= name.first:
            return None
        name.text = self.parsed.slice(name.first, name.last)
        return name


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _next_capital(tokens: list[Token], i: int) -> bool:
    return i + 1 < len(tokens) and _capital(tokens[i + 1])


def _titled(before: Token, small: bool = False) -> bool:
    """Whether the token is a title that makes a person of the name after it."""
    if not (small or _capital(before)):
        return False
    return before.lower in words("honorific") or offices().get(before.lower, ("", "role"))[1] != "role"


def _vote(names: list[Name]) -> list[Name]:
    """One label for one name in a report, the commonest; a family name follows its full name."""
    votes: dict[str, Counter[Label]] = {}
    families: set[str] = set()
    surnames: set[str] = set()
    singles: set[str] = set()
    for name in names:
        if name.label in ("known", "place", "thing"):
            continue
        votes.setdefault(name.text, Counter())[name.label] += 1
        if name.label == "person":
            parts = name.text.split(" ")
            if len(parts) > 1:
                families.update(parts)
                surnames.add(parts[-1])
            else:
                singles.add(name.text)
    for name in names:
        if name.label == "place" and name.text in surnames:
            name.label = "person"
        if name.text not in votes or name.label == "thing":
            continue
        ranked = sorted(votes[name.text].items(), key=lambda pair: (pair[0] == "unknown", -pair[1], pair[0]))
        name.label = ranked[0][0]
        last = name.text.rsplit(" ", 1)[-1]
        if name.text in families or (name.label == "organisation" and last != name.text and last in singles):
            name.label = "person"
    return names


def _families(parsed: Parsed, names: list[Name]) -> list[Name]:
    """The names, with each family name that the engine overlooked."""
    for name in names:
        while name.label == "person" and name.last - name.first > 1 and is_title(parsed.tokens[name.first]):
            name.first += 1
            name.text = parsed.slice(name.first, name.last)
    full = {name.text.rsplit(" ", 1)[-1] for name in names if name.label == "person" and " " in name.text}
    taken = {i for name in names for i in range(name.first, name.last)}
    more = [
        Name(token.i, token.i + 1, token.text, "person")
        for token in parsed.tokens
        if token.text in full and token.i not in taken and _capital(token)
    ]
    return sorted(names + more, key=lambda name: (name.first, -name.last)) if more else names
