"""The extent of an office phrase: modifiers to the left of its noun, complements to the right."""

from __future__ import annotations

from dateline.actors.belonging import Belonging
from dateline.actors.lexicon import words
from dateline.actors.names import Name
from dateline.actors.office import Office
from dateline.actors.titles import is_office, offices, singular
from dateline.actors.wording import Wording
from dateline.language import Parsed, Token

# Modifiers of one title: "its first permanent deputy special envoy" has five.
MOST = 14
MODIFIERS = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "VBN", "VBG", "HYPH", "JJR", "JJS"))
COMPLEMENTS = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "DT", "POS", "CD", "PRP$", "HYPH"))
LATER = frozenset(("general", "elect", "designate", "nominee"))


class Phrases:
    """Reads office phrases out of a report whose names are known."""

    def __init__(self, parsed: Parsed, names: list[Name]) -> None:
        self.tokens = parsed.tokens
        self.belonging = Belonging(parsed.tokens, names)
        self.named = self.belonging.named
        self.wording = Wording(parsed, self.belonging)

    def phrase(self, head: int) -> Office:
        """The office phrase with this head noun."""
        head = self._true_head(head)
        token = self.tokens[head]
        key = token.lower if token.lower in offices() else singular(token)
        sector, kind = offices().get(key, ("GOV", "office"))
        found = Office(head, head + 1, head, "", kind, sector, plural=token.tag in ("NNS", "NNPS"))
        self._left(found)
        self._right(found)
        self._status(found)
        self.wording.word(found)
        self._weigh(found)
        return found

    def _true_head(self, head: int) -> int:
        """The noun itself in "secretary-general", "Attorney General"."""
        if self.tokens[head].lower not in LATER:
            return head
        before = head - 2 if self.tokens[head - 1].text == "-" else head - 1
        return before if before >= 0 and is_office(self.tokens[before]) else head

    def _left(self, found: Office) -> None:
        """Extend over the modifiers; left of the state's name only what tells the status."""
        i = found.head - 1
        beyond = False
        while i >= 0 and found.head - i < MOST and self.tokens[i].sent == self.tokens[found.head].sent:
            token, name = self.tokens[i], self.named.get(i)
            if token.tag == "PRP$":
                found.owner = i
                break
            if token.tag == "POS" or token.text in ("'", "’", "'s", "’s"):
                if i and name is None and self.tokens[i - 1].tag in ("NN", "NNS") and i - 1 not in self.named:
                    i -= 2
                    continue
                found.owner = i - 1
                self._possessed(found, self.named.get(i - 1))
                break
            if name is not None and self._joins_name(name, found):
                if name.entry is not None and name.entry.use == "people":
                    break
                self.belonging.take(found, name)
                beyond = beyond or name.entry is not None
                i = name.first - 1
                continue
            if (name is not None and name.label == "person") or not self._modifies(i, found, beyond):
                break
            i -= 1
        found.first = i + 1

    def _possessed(self, found: Office, owner: Name | None) -> None:
        """Take the possessor; beside a body without a state a state is only a branch ("Oxfam's Kenya director")."""
        stateless = owner is not None and owner.entry is not None and not owner.entry.country
        if stateless or (owner is not None and owner.label == "organisation" and not self.belonging.is_of_state(owner)):
            found.country = None
        self.belonging.take(found, owner)

    def _joins_name(self, name: Name, found: Office) -> bool:
        return name.last <= found.head and (name.entry is not None or name.label in ("organisation", "place"))

    def _modifies(self, i: int, found: Office, beyond: bool) -> bool:
        """Whether the token before what is read belongs to the title."""
        token = self.tokens[i]
        status = words("former") | words("acting") | words("incoming") | words("epithet")
        if token.lower in words("honorific") and token.lower not in words("title_part"):
            return False
        if token.lower in status:
            return token.tag not in ("DT", "CD", "RB") or token.lower in words("former")
        if token.text == "-":
            return not beyond or (i > 0 and self.tokens[i - 1].lower in status)
        if beyond or token.ent in ("DATE", "TIME"):
            return False
        if token.tag not in MODIFIERS:
            return token.lower in ("and", "&") and self._joins(i)
        if token.text[:1].isupper():
            return True
        if token.tag == "VBN" or token.tag == "VBG":
            return self.tokens[i + 1].text == "-" or self.tokens[i - 1].text == "-"
        capital = self.tokens[found.head].text[:1].isupper()
        return not (capital and token.tag in ("NN", "NNS") and self.tokens[i + 1].text != "-")

    def _joins(self, i: int) -> bool:
        """Whether an "and" joins two words of one title ("Trade and Industry Minister")."""
        before, after = self.tokens[i - 1], self.tokens[i + 1]
        both = before.text[:1].isupper() and after.text[:1].isupper()
        return both and not is_office(before) and before.i not in self.named

    def _right(self, found: Office) -> None:
        """Extend over "-General", "-elect", "of State", "for Foreign Affairs", "to the United Nations"."""
        tokens = self.tokens
        end = len(tokens)
        sent = tokens[found.head].sent
        i = found.head + 1
        if i + 1 < end and tokens[i].text == "-" and tokens[i + 1].lower in LATER | {"in"}:
            i += 2
            if tokens[i - 1].lower == "in" and i + 1 < end:
                i += 2
        elif i < end and tokens[i].lower in LATER and tokens[i].sent == sent:
            i += 1
        while i + 1 < end and tokens[i].lower in words("of") and tokens[i].sent == sent:
            if tokens[i].lower in ("in", "at", "on", "from") and not self._placed(i + 1):
                posted = self.named.get(i + 1)
                if posted is not None and posted.entry is not None:
                    i = posted.last  # "the ambassador in Rome": a posting, no owner
                break
            stop = self._complement(i + 1, sent)
            if stop == i + 1:
                break
            found.complements.append((i, stop))
            i = stop
        found.last = i

    def _placed(self, i: int) -> bool:
        """Whether "in", "at", "from" leads to what an office is of (a state, a body), not to a day."""
        while i < len(self.tokens) and self.tokens[i].lower in words("article"):
            i += 1
        name = self.named.get(i)
        if name is None or (name.entry is not None and name.entry.use == "capital"):
            return False
        return name.label == "organisation" or name.entry is not None or self.tokens[i - 1].lower == "from"

    def _complement(self, i: int, sent: int) -> int:
        """End of the noun phrase at `i` that completes an office; a person with a title is none."""
        tokens = self.tokens
        start = i
        while i < len(tokens) and tokens[i].sent == sent:
            token = tokens[i]
            name = self.named.get(i)
            if name is not None:
                if name.label == "person" and i > start:
                    return start if self._entitles(i - 1) else self._end(start, i)
                i = name.last
            elif token.tag in COMPLEMENTS:
                if token.lower in ("this", "that") or token.ent in ("DATE", "TIME"):
                    break
                i += 1
            elif token.lower in ("and", "&") and i > start and i + 1 < len(tokens) and self._listed(i):
                i += 1
            else:
                break
        return self._end(start, i)

    def _entitles(self, i: int) -> bool:
        """Whether the token is the title of the person after it, not what a minister is for ("of Justice X")."""
        token = self.tokens[i]
        return is_office(token) and token.text[:1].isupper() and token.lower not in words("portfolio")

    def _end(self, start: int, i: int) -> int:
        while i > start and self.tokens[i - 1].tag in ("DT", "CC"):
            i -= 1
        return i

    def _listed(self, i: int) -> bool:
        before, after = self.tokens[i - 1], self.tokens[i + 1]
        return before.text[:1].isupper() and after.text[:1].isupper() and after.i not in self.named

    def _status(self, found: Office) -> None:
        low = max(0, found.first - 1)
        said = {
            t.lower for t in self.tokens[low : found.last] if t.sent == self.tokens[found.head].sent and t.ent != "DATE"
        }
        said.update(t.lower for t in self.tokens[found.first : found.head])
        if said & words("former"):
            found.status = "former"
        elif said & words("incoming"):
            found.status = "incoming"

    def _weigh(self, found: Office) -> None:
        """An office by its whole title: a minority leader holds one, a potential president none."""
        said = found.office.lower()
        if found.kind == "post" and said.endswith(tuple(words("full_post"))):
            found.kind = "office"
        if any(t.lower in words("unreal") for t in self.tokens[max(0, found.first - 1) : found.head]):
            found.kind = "role"


def ends_phrase(token: Token) -> bool:
    """Whether no office phrase goes on over this token."""
    return (token.pos in ("VERB", "AUX") and token.tag not in ("VBN", "VBG")) or token.text in STOPS


STOPS = frozenset('.;:"?!)')
