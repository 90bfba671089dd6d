"""Near-duplicates measured: `python -m bench.duplicates`.

Copies are made of the package's example reports as papers make them of an agency's: another dateline, the end cut off,
other quotations, their own style. Other reports are all pairs of examples, among them those that tell of one act in
other words. Printed for each size of shingle: the similarity of the copies of each kind, and the highest of others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations, product
from pathlib import Path

import dateline
from dateline.store import duplicates
from dateline.store.duplicates import signature_of, similarity

EXAMPLES = Path(dateline.__file__).parent / "examples"
SHINGLES = (2, 3, 4, 5)
SIMILAR = (0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)
TENTHS = (9, 5, 2, 0)

OTHER_QUOTES = (
    "“Nobody here expected anything else,” a shopkeeper in the old town told this paper,",
    "“We have seen such weeks before, and we shall see them again,” one diplomat said.",
    "“It is a long road, and this is one step on it,” the spokeswoman told reporters,",
)
QUOTE = re.compile(r"[“\"][^”\"]{12,400}[”\"]")
STYLE = (
    (r"\bpercent\b", "per cent"),
    (r"\bU\.S\.", "American"),
    (r"\bsaid on (\w+day)\b", r"said \1"),
    (r"\bmore than\b", "over"),
    (r"\btold reporters\b", "said"),
    (r"\bPresident\b", "the president,"),
)


def dateline_changed(text: str) -> str:
    """Without its first words up to a dash, under another line."""
    return "From our correspondents\n\n" + re.sub(r"\A.{0,80}?[—–-]\s", "", text, count=1, flags=re.DOTALL)


def cut(text: str, kept: float) -> str:
    """The first sentences only."""
    sentences = re.split(r"(?<=[.”])\s+", text)
    return " ".join(sentences[: max(1, round(len(sentences) * kept))])


def quotes_changed(text: str) -> str:
    """Other quotations."""
    others = iter(OTHER_QUOTES * 20)
    return QUOTE.sub(lambda _: next(others), text)


def styled(text: str) -> str:
    """In the style of another house."""
    for pattern, instead in STYLE:
        text = re.sub(pattern, instead, text)
    return text


COPIES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "other dateline": dateline_changed,
    "last fifth cut": lambda text: cut(text, 0.8),
    "last third cut": lambda text: cut(text, 0.67),
    "last half cut": lambda text: cut(text, 0.5),
    "other quotations": quotes_changed,
    "other style": styled,
    "dateline, style, fifth cut": lambda text: cut(styled(dateline_changed(text)), 0.8),
    "dateline, third cut": lambda text: cut(dateline_changed(text), 0.67),
    "dateline, quotations, fifth": lambda text: cut(quotes_changed(dateline_changed(text)), 0.8),
}


def main() -> None:
    """Print the sweep."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.rglob("*.txt"))]
    print(f"{len(texts)} reports, {len(texts) * (len(texts) - 1) // 2} pairs of different ones")
    for shingle in SHINGLES:
        measure(texts, shingle)


def measure(texts: list[str], shingle: int) -> None:
    """One size of shingle: for each kind of copy, the share found at each threshold."""
    duplicates.SHINGLE = shingle  # type: ignore[misc]
    signatures = [signature_of(text) or b"" for text in texts]
    print(f"\nshingles of {shingle} words".ljust(33) + "".join(f"{least:>7}" for least in SIMILAR) + "   lowest …")
    for kind, copy in COPIES.items():
        found = sorted(
            similarity(told, signature_of(copy(text)) or b"") for told, text in zip(signatures, texts, strict=True)
        )
        shares = "".join(f"{sum(one >= least for one in found) / len(found):7.2f}" for least in SIMILAR)
        print(f"{kind:<32}{shares}   {found[0]:.2f} {found[len(found) // 20]:.2f} {found[len(found) // 2]:.2f}")
    others = sorted((similarity(a, b) for a, b in combinations(signatures, 2)), reverse=True)
    cuts = [[signature_of(copy(text)) or b"" for text in texts] for copy in list(COPIES.values())[4:6]]
    others += [similarity(a, b) for x, y in product(cuts, repeat=2) for i, a in enumerate(x) for b in y[:i]]
    print(f"{'different reports':<32}" + "".join(f"{sum(o >= least for o in others):>7}" for least in SIMILAR), end="")
    print("   highest", *(f"{one:.2f}" for one in sorted(others, reverse=True)[:4]))


if __name__ == "__main__":
    main()
