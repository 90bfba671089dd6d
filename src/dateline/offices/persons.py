"""One person under the names of many reports, and whose state's he or she is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.offices.holding import Holding
from dateline.offices.lists import words
from dateline.offices.names import Words, calls, core, fits, is_name, letters, name_words, slug
from dateline.offices.owners import body_name, without_states
from dateline.offices.titles import office_keys

# A record less likely than this does not make an office-holder of anybody.
LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who held an office: `key` is `KEN/amina-odhiambo`, `names` all full names told, the fullest first.

    `guessed` are the states that reports only suggest, where none tells one.
    """

    key: str
    name: str
    names: tuple[str, ...]
    country: str | None
    organisation: str | None
    guessed: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[Words, ...]:
        """The words of all full names."""
        return tuple(dict.fromkeys(name_words(name) for name in self.names))


def persons_of(holdings: Iterable[Holding]) -> list[tuple[Person, Holding]]:
    """Each holding with its person; the holding's country is that of the votes of all reports.

    Left out: what is less likely than `LIKELY`, what is no name, and a family name alone that is nobody's told in full
    and has no state told beside it.
    """
    told = sorted(
        {_cleaned(h) for h in holdings if h.confidence >= LIKELY and is_name(h.person) and name_words(h.person)},
        key=_order,
    )
    by_name: dict[str, list[Holding]] = defaultdict(list)
    for holding in told:
        by_name[letters(name_words(holding.person))].append(holding)
    by_owner: dict[str, list[Holding]] = defaultdict(list)
    for name in sorted(by_name):
        for owner, holding in _settled(by_name[name]):
            by_owner[owner].append(holding)
    guesses = {name: tuple(sorted(_votes(h for h in found if not h.told))) for name, found in by_name.items()}
    return [pair for owner in sorted(by_owner) for pair in _within(owner, by_owner[owner], guesses)]


def _order(holding: Holding) -> tuple[object, ...]:
    h = holding
    optional = (h.country or "", h.organisation or "", h.from_ or "", h.until or "")
    return h.date, h.document, h.person, h.office, optional, h.status, h.confidence, h.told


def _cleaned(holding: Holding) -> Holding:
    """The holding with a body's usual name and an office without its state's.

    What a minister is for may have been read as a body ("South African International Relations Minister X"), and a part
    of the United Nations as what its secretary-general is of.
    """
    h = holding
    office, body = without_states(h.office), body_name(h.organisation) if h.organisation else None
    if body and h.country and office.casefold() in words("minister"):
        office, body = f"{without_states(body)} {office}", None
    elif body in words("organ") and office_keys(office, None) == ("secretary general",):
        body = "United Nations"
    return replace(h, organisation=body, office=office, person=" ".join(h.person.split()))


def _settled(holdings: list[Holding]) -> list[tuple[str, Holding]]:
    """One state for the holdings of one full name, and whose each holder is: that state's, else the body's.

    The state is the one told beside the name in most reports. The same name told as two states' own is two persons. A
    state that is only guessed counts if two reports guess it and none another one; else it is left open. A family name
    alone may be anybody's: it keeps its state, to be found among that state's persons.
    """
    alone = len(core(name_words(holdings[0].person))) == 1
    told = _votes(h for h in holdings if h.told)
    guessed = _votes(h for h in holdings if not h.told)
    settled: list[tuple[str, Holding]] = []
    for holding in holdings:
        state = holding.country
        if state and not alone:
            if holding.told:
                state = _outvoted(state, told)
            elif told:
                state = _most(told)
            elif len(guessed) > 1 or guessed[state] == 1:
                state = None
        home = state or (next(iter(told)) if len(told) == 1 and not alone else None)
        if not holding.organisation:
            state = home
        found = holding if state == holding.country else replace(holding, country=state)
        settled.append((home or holding.organisation or "", found))
    return settled


def _votes(holdings: Iterable[Holding]) -> Counter[str]:
    """By state the number of documents that tell it."""
    pairs = {(h.country, h.document) for h in holdings if h.country}
    return Counter(country for country, _ in pairs if country)


def _most(votes: Counter[str]) -> str:
    return max(votes, key=lambda state: (votes[state], state))


def _outvoted(own: str, told: Counter[str]) -> str:
    """A told state: its own, unless one report alone tells it and several tell another."""
    best = _most(told)
    return best if told[own] == 1 and told[best] > 2 else own


def _within(owner: str, holdings: list[Holding], guesses: dict[str, tuple[str, ...]]) -> list[tuple[Person, Holding]]:
    """The persons of one state or body: full names first, then shorter forms of exactly one of them."""
    groups: dict[str, list[Holding]] = defaultdict(list)
    for holding in holdings:
        groups[letters(name_words(holding.person))].append(holding)
    merged: dict[str, list[Holding]] = {}
    by_word: dict[str, list[str]] = defaultdict(list)
    for key in sorted(groups, key=lambda key: (-_size(groups[key]), key)):
        said = name_words(groups[key][0].person)
        longer = [k for k in by_word[core(said)[-1]] if _is_form(said, groups[key], merged[k])]
        if len(longer) == 1:
            merged[longer[0]] += groups[key]
        elif len(core(said)) > 1 or (owner and any(h.told for h in groups[key])):
            merged[key] = list(groups[key])
            for word in sorted({word for h in groups[key] for word in core(name_words(h.person))}):
                by_word[word].append(key)
    found = {key: _person(owner, merged[key], () if owner else guesses[key]) for key in sorted(merged)}
    return [(person, h) for key, person in found.items() for h in merged[key]]


def _size(group: list[Holding]) -> int:
    return max(len(core(name_words(h.person))) for h in group)


def _is_form(said: Words, group: list[Holding], longer: list[Holding]) -> bool:
    """Whether a name is a shorter form of a person's; a family name alone must be told with one of the same offices."""
    country = longer[0].country
    names = {h.person for h in longer}
    if any(fits(said, name_words(name)) for name in names):
        return True
    offices = {key for h in longer for key in office_keys(h.office, country)}
    same = any(key in offices for h in group for key in office_keys(h.office, country))
    return same and any(calls(said, name, country) for name in names)


def _person(owner: str, holdings: list[Holding], guessed: tuple[str, ...]) -> Person:
    counts = Counter(h.person for h in holdings)
    names = sorted(counts, key=lambda name: (-len(core(name_words(name))), -counts[name], name))
    bodies = sorted({h.organisation for h in holdings if h.organisation})
    country = owner if owner and owner not in bodies else None
    key = f"{owner or '-'}/{slug(name_words(names[0]))}"
    return Person(key, names[0], tuple(names), country, bodies[0] if bodies else None, guessed)
