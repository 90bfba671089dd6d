"""Are the judgements sound? `python bench/stories/check.py`: each phrase stands once in its report; then counts."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
REPORTS = HERE.parents[1] / "src/dateline/examples/stories"
PLACES = {
    "acts.tsv": (("report", "phrase"),),
    "pairs.tsv": (("report_a", "phrase_a"), ("report_b", "phrase_b")),
    "outcomes.tsv": (("report", "phrase"), ("later_report", "later_phrase")),
    "persons.tsv": (("report", "phrase"),),
}
"""Of each file, the columns that name a report and a phrase in it."""


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of judgements."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def misplaced(texts: dict[str, str]) -> list[str]:
    """What is wrong: a phrase not once in its report, a mention outside its phrase, a verdict against the labels."""
    places = [
        (name, row[report], row[phrase])
        for name, pairs in PLACES.items()
        for row in rows(name)
        for report, phrase in pairs
    ]
    wrong = [
        f"{name}: {report}: {phrase!r}"
        for name, report, phrase in places
        if report and texts[report].count(phrase) != 1
    ]
    wrong += [f"persons.tsv: {row['phrase']!r}" for row in rows("persons.tsv") if row["mention"] not in row["phrase"]]
    label = {(row["report"], row["phrase"]): row["label"] for row in rows("acts.tsv")}
    for row in rows("pairs.tsv"):
        same = label[row["report_a"], row["phrase_a"]] == label[row["report_b"], row["phrase_b"]]
        if same != (row["verdict"] == "same"):
            wrong.append(f"pairs.tsv: {row['report_a']}: {row['phrase_a']!r}")
    return wrong + sorted({row["label"] for row in rows("acts.tsv")} ^ {row["label"] for row in rows("labels.tsv")})


def main() -> None:
    """Print the counts, or what is wrong."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in REPORTS.glob("*.txt")}
    wrong = misplaced(texts)
    if wrong:
        raise SystemExit("\n".join(wrong))
    print(f"{len(texts)} reports, {len(rows('acts.tsv'))} triggers of {len(rows('labels.tsv'))} acts")
    print("pairs:", dict(Counter(row["verdict"] for row in rows("pairs.tsv"))))
    print("outcomes:", dict(Counter(row["outcome"] for row in rows("outcomes.tsv"))))
    print("persons:", dict(Counter(row["open"] or "none" for row in rows("persons.tsv"))))


if __name__ == "__main__":
    main()
