"""Agreement of a second, blind labelling: `python -m training.agreement --sample OUT` and `… --score FILE`.

The sample shows 500 predicates, acts and act-like words that carry none, each marked «so» in its sentence, without
labels. The second labels come as lines `number<TAB>TYPE.mode.status` or `number<TAB>none`.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from dateline.events.labels import predicate
from dateline.language import Engine
from training.marks import read_examples

SEED = 500
SIZE = 500
ACTS = 0.7


def sample() -> list[tuple[str, str]]:
    """(sentence with its predicate in «», label) for each item; labels read TYPE.mode.status or none."""
    chance = random.Random(SEED)
    examples = list(read_examples())
    acts = [(e, a) for e in examples for a in e.acts]
    told = []
    for example, act in chance.sample(acts, int(SIZE * ACTS)):
        start, end = act.trigger
        told.append((_shown(example.text, start, end), f"{act.type}.{act.mode or ''}.{act.status}"))
    engine = Engine()
    others = chance.sample(examples, SIZE - len(told))
    for example, parsed in zip(others, engine.parse_all(e.text for e in others), strict=True):
        taken = {a.trigger for a in example.acts}
        words = [t for t in parsed.tokens if predicate(t) and t.pos == "VERB" and (t.start, t.end) not in taken]
        if words:
            token = chance.choice(words)
            told.append((_shown(example.text, token.start, token.end), "none"))
    chance.shuffle(told)
    return told


def _shown(text: str, start: int, end: int) -> str:
    return f"{text[:start]}«{text[start:end]}»{text[end:]}"


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa of two labellings."""
    agreed = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[k] * second[k] for k in first) / len(pairs) ** 2
    return (agreed - chance) / (1 - chance)


def main() -> None:
    """Write the sample, or score the second labels against the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=Path, help="write the unlabelled sample here")
    parser.add_argument("--score", type=Path, help="second labels to compare")
    parser.add_argument("--differences", action="store_true", help="print where the two differ")
    args = parser.parse_args()
    items = sample()
    if args.sample:
        lines = (f"{n}\t{text}\n" for n, (text, _) in enumerate(items))
        args.sample.write_text("".join(lines), encoding="utf-8")
    if args.score:
        second = dict(line.split("\t", 1) for line in args.score.read_text(encoding="utf-8").splitlines())
        both = [(label, second[str(n)].strip()) for n, (_, label) in enumerate(items) if str(n) in second]
        types = [(a.split(".")[0], b.split(".")[0]) for a, b in both]
        statuses = [(a.split(".")[2], b.split(".")[2]) for a, b in both if a.count(".") == b.count(".") == 2]
        for name, pairs in (("type or none", types), ("status where both see an act", statuses)):
            agreed = sum(a == b for a, b in pairs) / len(pairs)
            print(f"{name}: {len(pairs)} items, agreement {agreed:.3f}, kappa {kappa(pairs):.3f}")
        if args.differences:
            for n, (text, label) in enumerate(items):
                other = second.get(str(n), "").strip()
                if other.split(".")[0] != label.split(".")[0]:
                    print(f"{n}\t{label}\t{other}\t{text}")


if __name__ == "__main__":
    main()
