"""Questions and phrases that name an office: "foreign minister of Japan", "UN secretary-general"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.actors.gazetteer import Entry, gazetteer
from dateline.actors.lexicon import words as actor_words
from dateline.errors import UsageError
from dateline.offices.lists import words
from dateline.offices.owners import body_name, names_in
from dateline.offices.titles import office_keys

EXAMPLES = "“foreign minister of Japan”, “Japanese foreign minister” or “UN secretary-general”"
SIDES = re.compile(
    r"^(?:(?:of|for|the|'s|’s)\s+|['’]s?\s+|[\s,]+)+|(?:\s+(?:of|for|the|to)|['’]s?|[\s,?.]+)+$", re.IGNORECASE
)
CODE = re.compile(r"\b[A-Z]{3}\b")


@dataclass(frozen=True, slots=True)
class Question:
    """An office and whose it is: `office` a key of `office_keys`, `owner` an ISO3 code or a body's full name."""

    office: str
    owner: str
    former: bool = False


def parse_question(text: str) -> Question:
    """The office that a question names. Raises `UsageError` if it names no office, or not whose."""
    for form in dict.fromkeys((text, text.title(), text.upper())):
        found = _owner(form)
        if found is not None:
            owner, rest = found
            offices = office_keys(SIDES.sub("", rest), owner if len(owner) == 3 else None)
            if offices:
                return Question(offices[0], owner)
            raise UsageError(f"“{text}” names no office beside its owner; write {EXAMPLES}")
    raise UsageError(f"“{text}” does not say whose office it is; write {EXAMPLES}")


def _owner(text: str) -> tuple[str, str] | None:
    """Whose office a text names, and its other words."""
    code = next((m for m in CODE.finditer(text) if m.group() in gazetteer().names), None)
    if code is not None:
        return code.group(), SIDES.sub("", text[: code.start()]) + " " + SIDES.sub("", text[code.end() :])
    named = list(names_in(text))
    body = [hit for hit in named if hit[2].use == "body" and not hit[2].country]
    for start, end, entry in body or named:
        owner = entry.name if entry in [hit[2] for hit in body] else entry.country
        if owner:
            return owner, SIDES.sub("", text[:start]) + " " + SIDES.sub("", text[end:])
    told = re.fullmatch(r"(.+?) (?:of|for) (?:the )?([^\W\d_].+)", text.strip(" ?"))
    return (body_name(told[2]), told[1]) if told and told[2][:1].isupper() else None


def office_in(phrase: str, country: str | None, organisation: str | None = None) -> Question | None:
    """The office that a nameless actor's phrase names ("new Kenyan president", "NATO's secretary general"), or None.

    `country` is the state that the report gives to the actor; a body is read off the phrase.
    """
    rest, owner = phrase, country
    for start, end, entry in reversed(list(names_in(phrase))):
        if entry.use == "people" or not _agrees(entry, country):
            return None
        owner = owner or (entry.name if entry.use == "body" else entry.country)
        rest = SIDES.sub("", rest[:start]) + " " + SIDES.sub("", rest[end:])
    owner = owner or organisation
    said = rest.casefold().split()
    while said and said[0] in words("coordinate"):
        said.pop(0)
    if owner is None or not said:
        return None
    offices = office_keys(SIDES.sub("", " ".join(said)), country)
    former = not actor_words("former").isdisjoint(said) or not actor_words("incoming").isdisjoint(said)
    return Question(offices[0], owner, former) if len(offices) == 1 else None


def _agrees(entry: Entry, country: str | None) -> bool:
    return country is None or entry.country in (None, country)
