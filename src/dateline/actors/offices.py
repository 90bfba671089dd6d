"""Offices told beside a name: "South Korean President X", "X, the Indian foreign secretary," "the UNICEF head, X"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.actors.lexicon import words
from dateline.actors.names import Name
from dateline.actors.titles import is_office, offices, short_titles, singular
from dateline.language import Parsed, Token

Status = Literal["current", "former", "incoming"]

# The longest title seen in news runs to a dozen tokens ("the top U.S. commander in the Middle East, Gen. X").
REACH = 14


@dataclass(slots=True)
class Office:
    """An office as told at tokens `[first, last)`.

    `head` is the token of its noun, `owner` that of a possessor ("its", "X's"), `kind` that of `data/offices.tsv`.
    """

    first: int
    last: int
    head: int
    office: str
    kind: str
    sector: str
    country: str | None = None
    organisation: str | None = None
    status: Status = "current"
    owner: int | None = None
    plural: bool = False


class Offices:
    """Reads office phrases out of a report whose names are known."""

    def __init__(self, parsed: Parsed, names: list[Name]) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.named: dict[int, Name] = {}
        self.states: dict[int, str] = {}
        for name in names:
            for i in range(name.first, name.last):
                self.named.setdefault(i, name)
            if name.entry is not None and name.entry.country:
                self.states[name.first] = name.entry.country

    def before(self, name: Name) -> Office | None:
        """The title right before a name, or an office phrase that ends at a comma before it."""
        last = name.first
        while last > 0 and self.tokens[last - 1].lower in words("honorific"):
            last -= 1
        if last == 0:
            return None
        comma = self.tokens[last - 1].text == ","
        if comma:
            last -= 1
        for head in range(last - 1, max(-1, last - REACH), -1):
            token = self.tokens[head]
            if token.sent != self.tokens[last - 1].sent or self._stops(token):
                return None
            if is_office(token):
                found = self.phrase(head)
                if found.last == last and (not comma or self._fits(found)):
                    return found
                if found.last < last:
                    return None
            if head != last - 1 and not comma and not self._inside(head, last):
                return None
        return None

    def after(self, name: Name) -> Office | None:
        """The office in an apposition: "X, [45,] the Indian foreign secretary"."""
        i = name.last
        if i >= len(self.tokens) or self.tokens[i].text not in (",", "(", "–", "—"):
            return None
        i += 1
        if i + 1 < len(self.tokens) and self.tokens[i].pos == "NUM" and self.tokens[i + 1].text == ",":
            i += 2
        return self.starting(i)

    def starting(self, i: int) -> Office | None:
        """The office phrase that starts at token `i`, its determiner or its possessor."""
        for head in range(i, min(i + 10, len(self.tokens))):
            token = self.tokens[head]
            named = self.named.get(head)
            if token.sent != self.tokens[i].sent or self._stops(token) or (named and named.label == "person"):
                return None
            if is_office(token) and not self._more(head) and not self._modifies(head):
                found = self.phrase(head)
                return found if found.first <= max(i, found.first) and self._reaches(found, i) else None
        return None

    def phrase(self, head: int) -> Office:
        """The office phrase with this head noun: its modifiers to the left, "of" phrases to the right."""
        head = self._true_head(head)
        token = self.tokens[head]
        key = token.lower if token.lower in offices() else singular(token)
        sector, kind = offices().get(key, ("GOV", "office"))
        found = Office(head, head + 1, head, "", kind, sector, plural=token.tag in ("NNS", "NNPS"))
        self._left(found)
        start = found.first
        self._right(found)
        self._status(found, start)
        text = self._wording(found)
        found.office = text
        self._named_office(found)
        return found

    def _true_head(self, head: int) -> int:
        """The noun itself in "secretary-general", "Attorney General"."""
        if self.tokens[head].lower not in ("general", "nominee", "elect", "designate"):
            return head
        before = head - 2 if self.tokens[head - 1].text == "-" else head - 1
        return before if before >= 0 and is_office(self.tokens[before]) else head

    def _left(self, found: Office) -> None:
        i = found.head - 1
        modifiers = 0
        while i >= 0 and modifiers < REACH:
            token = self.tokens[i]
            if token.sent != self.tokens[found.head].sent:
                break
            name = self.named.get(i)
            if token.tag == "POS" or token.tag == "PRP$" or token.text in ("'", "’", "'s", "’s"):
                if token.tag == "PRP$":
                    found.owner = i
                    break
                if i and name is None and self.tokens[i - 1].tag in ("NN", "NNS") and i - 1 not in self.named:
                    i -= 2
                    modifiers += 2
                    continue
                found.owner = i - 1
                self._belongs(found, self.named.get(i - 1))
                break
            if name is not None and name.label == "person":
                break
            if name is not None and name.entry is not None:
                if not self._adjacent_names(name, found):
                    break
                self._belongs(found, name)
                i = name.first - 1
                modifiers += 1
                continue
            if token.tag not in ("NN", "NNS", "NNP", "NNPS", "JJ", "VBN", "VBG", "HYPH", "JJR", "JJS") and not (
                token.text == "-" or (token.lower in ("and", "&", "of") and self._joins(i))
            ):
                break
            small = not token.text[:1].isupper()
            if small and (token.tag == "VBG" or (token.tag == "VBN" and token.lemma in words("elected"))):
                break
            i -= 1
            modifiers += 1
        found.first = i + 1

    def _joins(self, i: int) -> bool:
        """Whether an "and" joins two words of one title ("Trade and Industry Minister")."""
        if self.tokens[i].lower == "of":
            return False
        before, after = self.tokens[i - 1], self.tokens[i + 1]
        return (
            before.text[:1].isupper()
            and after.text[:1].isupper()
            and not is_office(before)
            and before.i not in self.named
        )

    @staticmethod
    def _adjacent_names(name: Name, found: Office) -> bool:
        return name.entry is not None and name.entry.use not in ("people",)

    def _belongs(self, found: Office, name: Name | None) -> None:
        """Take the state or the body that a name inside the phrase stands for."""
        if name is None:
            return
        entry = name.entry
        if entry is None:
            if name.label == "organisation" and self._of_a_state(name):
                inner = self.known_inside(name)
                found.country = found.country or inner
            elif name.label == "organisation" and found.organisation is None and found.country is None:
                found.organisation = name.text
                found.country = self.known_inside(name)
            return
        if entry.country:
            if found.organisation is None or name.last <= found.head:
                found.country = found.country or entry.country
        elif found.organisation is None and entry.use == "body":
            found.organisation = entry.name

    @staticmethod
    def _of_a_state(name: Name) -> bool:
        return not words("state_body").isdisjoint(name.text.lower().split())

    def known_inside(self, name: Name) -> str | None:
        """The state named inside an organisation's name ("Chinese Foreign Ministry")."""
        return next((s for i in range(name.first, name.last) if (s := self.states.get(i))), None)

    def _right(self, found: Office) -> None:
        """Extend over "-General", "-elect", "of State", "for Foreign Affairs", "to the United Nations"."""
        i = found.head + 1
        tokens = self.tokens
        end = len(tokens)
        if (
            i + 1 < end
            and tokens[i].text == "-"
            and tokens[i + 1].lower
            in (
                "general",
                "elect",
                "designate",
                "nominee",
                "in",
            )
        ):
            i += 2
            if tokens[i - 1].lower == "in" and i + 1 < end:
                i += 2
        elif (
            i < end
            and tokens[i].lower in ("general", "elect", "designate", "nominee")
            and tokens[i].sent == tokens[found.head].sent
        ):
            i += 1
        found.last = i
        while (
            i + 1 < end
            and tokens[i].lower in ("of", "for", "to", "at", "in", "on")
            and tokens[i].sent == tokens[found.head].sent
        ):
            if tokens[i].lower in ("in", "at", "on") and not self._placed(i + 1):
                break
            stop = self._complement(i + 1, tokens[found.head].sent)
            if stop == i + 1:
                break
            found.last = i = stop

    def _placed(self, i: int) -> bool:
        """Whether "in", "at", "on" leads to what an office is of (a state, a body), not to a day or a town."""
        while i < len(self.tokens) and self.tokens[i].lower in words("article"):
            i += 1
        name = self.named.get(i)
        return name is not None and (name.label == "organisation" or name.entry is not None)

    def _complement(self, i: int, sent: int) -> int:
        """End of the noun phrase at `i` that completes an office."""
        tokens = self.tokens
        start = i
        while i < len(tokens) and tokens[i].sent == sent:
            token = tokens[i]
            name = self.named.get(i)
            if name is not None:
                if name.label == "person" and i > start:
                    break
                i = name.last
                continue
            if token.tag in ("NN", "NNS", "NNP", "NNPS", "JJ", "DT", "POS", "CD", "PRP$", "HYPH"):
                if token.lower in ("this", "that") or token.ent in ("DATE", "TIME"):
                    break
                i += 1
            elif token.lower in ("and", "&") and i > start and i + 1 < len(tokens) and self._listed(i):
                i += 1
            else:
                break
        while i > start and tokens[i - 1].tag in ("DT", "CC"):
            i -= 1
        return i

    def _listed(self, i: int) -> bool:
        before, after = self.tokens[i - 1], self.tokens[i + 1]
        return before.text[:1].isupper() and after.text[:1].isupper() and after.i not in self.named

    def _status(self, found: Office, start: int) -> None:
        low = start - 1
        spoken = {self.tokens[i].lower for i in range(max(0, low), found.last)}
        if low >= 0 and self.tokens[low].sent != self.tokens[found.head].sent:
            spoken.discard(self.tokens[low].lower)
        if spoken & words("former"):
            found.status = "former"
        elif spoken & words("incoming"):
            found.status = "incoming"

    def _wording(self, found: Office) -> str:
        """The office's own words: no state, status, or epithet; its complement only where it is no state or body."""
        skip = words("former") | words("acting") | words("incoming") | words("epithet") | words("article")
        kept: list[str] = []
        i = found.first
        while i <= found.head:
            token, name = self.tokens[i], self.named.get(i)
            if name is not None and name.entry is not None and i != found.head:
                i = name.last
                continue
            if name is not None and name.label == "organisation" and found.organisation == name.text:
                i = name.last
                continue
            if i == found.head and found.plural:
                kept.append(token.text[:1] + singular(token)[1:])
            elif (token.lower not in skip and token.tag != "POS" and token.tag != "PRP$") or i == found.head:
                kept.append(token.text)
            i += 1
        while (kept and not kept[0][:1].isalnum()) or (kept and kept[0] in ("and", "s")):
            kept.pop(0)
        text = " ".join(kept).replace(" - ", "-")
        return text + self._ending(found)

    def _ending(self, found: Office) -> str:
        tokens = self.tokens
        i = found.head + 1
        ending = ""
        while i < found.last and tokens[i].lower in ("-", "general", "elect", "designate", "nominee", "in", "chief"):
            if tokens[i].lower == "general" or tokens[i - 1].lower == "in":
                ending += self.parsed.text[
                    tokens[i - 1].end if ending == "" and tokens[i - 1].text != "-" else tokens[i].start : tokens[i].end
                ]
                ending = ending if ending[:1] in " -" else ("-" if tokens[i - 1].text == "-" else " ") + ending
            i += 1
        while i < found.last:
            stop = self._complement(i + 1, tokens[found.head].sent)
            if self._towards(i) or not self._belonging(found, i + 1, stop):
                ending += " " + " ".join(
                    self.parsed.text[tokens[i].start : tokens[stop - 1].end].replace(" the ", " the ").split()
                )
            i = stop if stop > i else i + 1
        return ending

    def _towards(self, i: int) -> bool:
        """Whether the state after "to" or "for" is where an envoy goes, not whom it serves ("ambassador to Kenya")."""
        state = any(j in self.states for j in (i + 1, i + 2))
        return self.tokens[i].lower == "to" or (self.tokens[i].lower == "for" and state)

    def _belonging(self, found: Office, first: int, last: int) -> bool:
        """Take the state or body of a complement; whether the complement is no more than that."""
        while first < last and self.tokens[first].lower in words("article"):
            first += 1
        inside = [self.named[i] for i in range(first, last) if i in self.named]
        for name in inside:
            self._belongs(found, name)
        if not inside:
            return False
        only = inside[0].first == first and inside[0].last >= last
        name = inside[0]
        if name.entry is not None:
            return only and name.entry.use in ("state", "body", "seat", "capital") and name.entry.kind != "government"
        return only and name.label == "organisation" and not self._of_a_state(name)

    def _named_office(self, found: Office) -> None:
        full = short_titles().get(found.office.lower())
        if full:
            found.office = full[0]
            found.country = found.country or (full[1] if not found.organisation else None)

    def _stops(self, token: Token) -> bool:
        return (token.pos in ("VERB", "AUX") and token.tag not in ("VBN", "VBG")) or token.text in (
            ".",
            ";",
            ":",
            '"',
            "?",
            "!",
            ")",
        )

    def _inside(self, head: int, last: int) -> bool:
        """Whether all from `head` to `last` may belong to a title in capitals ("Minister for Foreign Affairs")."""
        token = self.tokens[head]
        return (
            token.text[:1].isupper()
            or token.lower in ("of", "for", "and", "the", "to", "-", "general", "&")
            or token.tag in ("NN", "NNS")
        )

    def _fits(self, found: Office) -> bool:
        """Whether an office phrase before a comma may introduce a name: it is definite and singular."""
        before = self.tokens[found.first - 1] if found.first else None
        return not found.plural and (
            before is None or before.lower in words("article") or found.owner is not None or found.country is not None
        )

    def _more(self, head: int) -> bool:
        """Whether the office goes on with a further office noun ("press secretary", "deputy minister")."""
        following = self.tokens[head + 1] if head + 1 < len(self.tokens) else None
        if following is None or following.sent != self.tokens[head].sent:
            return False
        return is_office(following) and following.i not in self.named

    def _modifies(self, head: int) -> bool:
        """Whether the noun is a mere modifier of a later office noun ("deputy foreign minister")."""
        i = head + 1
        sent = self.tokens[head].sent
        while i < len(self.tokens) and self.tokens[i].sent == sent and i < head + 5:
            token = self.tokens[i]
            if i in self.named and self.named[i].label == "person":
                return False
            if is_office(token):
                return True
            if token.tag not in ("NN", "NNP", "JJ", "HYPH") and token.lower not in ("and", "&"):
                return False
            i += 1
        return False

    def _reaches(self, found: Office, i: int) -> bool:
        """Whether nothing but a determiner or a possessor stands between `i` and the phrase."""
        return found.first <= i or all(
            self.tokens[j].lower in words("article")
            or self.tokens[j].tag in ("DT", "PRP$", "POS", "RB", "NN", "NNS", "NNP", "JJ", "CD")
            for j in range(i, found.first)
        )
