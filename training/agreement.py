"""Agreement of a second, blind labelling: `python -m training.agreement [--sample OUT | --second FILE]`.

The sample shows 500 predicates, acts and act-like words that carry none, each marked «so» in its sentence, without
labels. The second labels come as lines `number<TAB>TYPE.mode.status` or `number<TAB>none`; both are kept in
`second-labels.tsv` (first, second, sentence), as they were before differences were settled.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from dateline.events.labels import predicate
from dateline.language import Engine
from training.marks import Example, read_examples

SEED = 500
SIZE = 500
ACTS = 0.7
ENGINE = Engine()
SECOND = Path(__file__).with_name("second-labels.tsv")


def sample() -> list[tuple[str, str]]:
    """(sentence with its predicate in «», label) for each item; labels read TYPE.mode.status or none."""
    chance = random.Random(SEED)
    examples = list(read_examples())
    acts = [(e, a) for e in examples for a in e.acts]
    told = []
    for example, act in chance.sample(acts, int(SIZE * ACTS)):
        start, end = act.trigger
        told.append((_shown(example.text, start, end), f"{act.type}.{act.mode or ''}.{act.status}"))
    told += _none(chance.sample(examples, SIZE - len(told)), chance)
    chance.shuffle(told)
    while len(told) < SIZE:  # some sentences had no word left to ask about
        told += _none(chance.sample(examples, SIZE - len(told)), chance)
    return told


def _none(examples: list[Example], chance: random.Random) -> list[tuple[str, str]]:
    """For each example one verb that is not marked."""
    found = []
    for example, parsed in zip(examples, ENGINE.parse_all(e.text for e in examples), strict=True):
        taken = {a.trigger for a in example.acts}
        words = [t for t in parsed.tokens if predicate(t) and t.pos == "VERB" and (t.start, t.end) not in taken]
        if words:
            token = chance.choice(words)
            found.append((_shown(example.text, token.start, token.end), "none"))
    return found


def _shown(text: str, start: int, end: int) -> str:
    return f"{text[:start]}«{text[start:end]}»{text[end:]}"


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa of two labellings."""
    agreed = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[k] * second[k] for k in first) / len(pairs) ** 2
    return (agreed - chance) / (1 - chance)


def _labels(path: Path) -> list[tuple[str, str]]:
    """First and second label of each item."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(first, second) for first, second, _ in rows]


def agreements(path: Path = SECOND) -> list[str]:
    """What the second labels agree with, in words."""
    both = _labels(path)
    types = [(a.split(".")[0], b.split(".")[0]) for a, b in both]
    acts = [(a, b) for a, b in both if a != "none" and b != "none"]
    statuses = [(a.split(".")[2], b.split(".")[2]) for a, b in acts]
    modes = [(a.split(".")[1], b.split(".")[1]) for a, b in acts if a.split(".")[0] == b.split(".")[0]]
    told = []
    for name, pairs in (
        ("type or none", types),
        ("mode where the type agrees", modes),
        ("status where both see an act", statuses),
    ):
        agreed = sum(a == b for a, b in pairs) / len(pairs)
        told.append(f"{name}: {len(pairs)} items, agreement {agreed:.3f}, Cohen's kappa {kappa(pairs):.3f}")
    return told


def main() -> None:
    """Draw a sample, keep its second labels beside the first, or tell how well the two agree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=Path, help="write the sample here, unlabelled")
    parser.add_argument("--second", type=Path, help="second labels of that sample, to be kept")
    args = parser.parse_args()
    if args.sample:
        lines = (f"{n}\t{text}\n" for n, (text, _) in enumerate(sample()))
        args.sample.write_text("".join(lines), encoding="utf-8")
    elif args.second:
        told = dict(line.split("\t", 1) for line in args.second.read_text(encoding="utf-8").splitlines())
        lines = (f"{first}\t{told[str(n)].strip()}\t{text}\n" for n, (text, first) in enumerate(sample()))
        SECOND.write_text("".join(lines), encoding="utf-8")
    print("\n".join(agreements()))


if __name__ == "__main__":
    main()
