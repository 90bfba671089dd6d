"""Write the model card: `python -m training.card`, from the examples and from what training measured."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from training.agreement import agreements
from training.marks import DATA, Example, read_examples
from training.split import held_out
from training.train import OUT

CARD = Path(__file__).with_name("CARD.md")


def _table(title: str, counts: Counter[str]) -> list[str]:
    rows = [f"| {title} | acts |", "|---|--:|"]
    return rows + [f"| {name} | {count} |" for name, count in counts.most_common()] + [""]


def _files(examples: list[Example]) -> list[str]:
    lines = Counter(example.source.partition(":")[0] for example in examples)
    rows = ["| batch | sentences |", "|---|--:|"]
    return rows + [f"| {name} | {count} |" for name, count in sorted(lines.items())] + [""]


def main() -> None:
    """Fill the card's template with today's figures."""
    examples = list(read_examples(DATA))
    acts = [act for example in examples for act in example.acts]
    labels = json.loads((OUT / "labels.json").read_text(encoding="utf-8"))
    measures, calibration = labels["measures"], labels["calibration"]
    template = CARD.with_suffix(".in.md").read_text(encoding="utf-8")
    figures = [
        f"{len(examples)} sentences, {len(acts)} acts, {sum(not e.acts for e in examples)} sentences without an act; "
        f"{sum(held_out(e) for e in examples)} sentences are held out of training.",
        "",
        *_table("type", Counter(act.type for act in acts)),
        *_table("status", Counter(act.status for act in acts)),
        *_files(examples),
    ]
    measured = ["| head, on the held-out sentences | |", "|---|--:|"]
    measured += [f"| {name} | {value:.3f} |" for name, value in measures.items()]
    measured += [
        f"| events of the coder all right | {calibration['all_right']:.3f} of {calibration['events']} |",
        f"| expected calibration error before the curve | {calibration['error_before']:.3f} |",
        f"| expected calibration error after it | {calibration['error_after']:.3f} |",
    ]
    blind = [f"- {told}" for told in agreements()]
    card = template.replace("{{data}}", "\n".join(figures).rstrip())
    card = card.replace("{{measures}}", "\n".join(measured)).replace("{{agreement}}", "\n".join(blind))
    CARD.write_text(card, encoding="utf-8")


if __name__ == "__main__":
    main()
