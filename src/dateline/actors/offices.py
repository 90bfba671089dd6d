"""Offices told beside a name: "South Korean President X", "X, the Indian foreign secretary," "the UNICEF head, X"."""

from __future__ import annotations

from dateline.actors.lexicon import words
from dateline.actors.names import Name
from dateline.actors.office import Office
from dateline.actors.phrases import Phrases, ends_phrase
from dateline.actors.titles import is_office
from dateline.language import Parsed, Token

# The longest title seen in news runs to a dozen tokens ("the top U.S. commander in the Middle East, Gen. X").
REACH = 14
LEADS = frozenset(("DT", "PRP$", "POS", "RB", "NN", "NNS", "NNP", "JJ", "CD"))


class Offices:
    """Finds the office phrases that stand beside the names of a report."""

    def __init__(self, parsed: Parsed, names: list[Name]) -> None:
        self.tokens = parsed.tokens
        self.phrases = Phrases(parsed, names)
        self.belonging = self.phrases.belonging
        self.named = self.belonging.named

    def phrase(self, head: int) -> Office:
        """The office phrase with this head noun."""
        return self.phrases.phrase(head)

    def before(self, name: Name) -> Office | None:
        """The title right before a name, or an office phrase that ends at a comma before it."""
        last = name.first
        while last > 0 and self.tokens[last - 1].lower in words("honorific"):
            last -= 1
        return self.ending(last)

    def ending(self, last: int) -> Office | None:
        """The office phrase that ends at token `last`, or at a comma before it."""
        if last <= 0:
            return None
        comma = self.tokens[last - 1].text == ","
        if comma:
            last -= 1
        for head in range(last - 1, max(-1, last - REACH), -1):
            token = self.tokens[head]
            if token.sent != self.tokens[last - 1].sent or ends_phrase(token):
                return None
            if is_office(token) and not self._is_portfolio(head):
                found = self.phrase(head)
                if found.last == last and (not comma or self._fits(found)):
                    return self._with_former(found)
                if found.last < last:
                    return None
            if head != last - 1 and not comma and not self._inside(token):
                return None
        return None

    def _with_former(self, found: Office) -> Office:
        """The office with the state and time of one joined to it ("former Kenyan premier and president X")."""
        tokens, first = self.tokens, found.first
        if first > 1 and tokens[first - 1].lower == "and" and is_office(tokens[first - 2]):
            joined = self.phrase(first - 2)
            if found.country is None and found.organisation is None:
                found.country, found.organisation = joined.country, joined.organisation
            if joined.status != "current":
                found.status = joined.status
        return found

    def after(self, name: Name) -> Office | None:
        """The office in an apposition: "X, [45,] the Indian foreign secretary", "X (party), governor of Y"."""
        i = self._past_bracket(name.last)
        if i >= len(self.tokens) or self.tokens[i].text not in (",", "(", "–", "—", "--"):
            return None
        i += 1
        if i + 1 < len(self.tokens) and self.tokens[i].pos == "NUM" and self.tokens[i + 1].text == ",":
            i += 2
        return self.starting(i)

    def _past_bracket(self, i: int) -> int:
        """The token after a bracket of a few tokens at `i` that is followed by a comma; else `i`."""
        if i < len(self.tokens) and self.tokens[i].text == "(":
            for k in range(i + 1, min(i + 7, len(self.tokens) - 1)):
                if self.tokens[k].text == ")":
                    return k + 1 if self.tokens[k + 1].text == "," else i
        return i

    def starting(self, i: int) -> Office | None:
        """The office phrase that starts at token `i`, its determiner or its possessor."""
        for head in range(i, min(i + 10, len(self.tokens))):
            token = self.tokens[head]
            named = self.named.get(head)
            if token.sent != self.tokens[i].sent or ends_phrase(token):
                return None
            if named and named.label == "person" and self.tokens[min(named.last, len(self.tokens) - 1)].tag != "POS":
                return None
            if is_office(token) and not self._more(head) and not self._modifies(head):
                found = self.phrase(head)
                return found if self._reaches(found, i) else None
        return None

    def _is_portfolio(self, head: int) -> bool:
        """Whether an office noun is what another office is for ("Secretary of Justice")."""
        of = self.tokens[head - 1] if head > 1 else None
        portfolio = self.tokens[head].lower in words("portfolio")
        return portfolio and of is not None and of.lower in ("of", "for") and is_office(self.tokens[head - 2])

    @staticmethod
    def _inside(token: Token) -> bool:
        """Whether a token after an office noun may belong to the title ("Minister for Foreign Affairs")."""
        small = token.lower in ("of", "for", "and", "the", "to", "-", "general", "&", "in", "at")
        return token.text[:1].isupper() or small or token.tag in ("NN", "NNS")

    def _fits(self, found: Office) -> bool:
        """Whether an office phrase before a comma may introduce a name: it is definite and singular."""
        before = self.tokens[found.first - 1] if found.first else None
        if found.plural:
            return False
        own = found.owner is not None or found.country is not None or found.organisation is not None
        return before is None or before.lower in words("article") or own

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
        between = self.tokens[i : found.first]
        return all(token.tag in LEADS or token.lower in words("article") for token in between)
