"""`dateline bench`: measure the event model on published tasks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.evaluate.pairs import answer_pairs, quad_of_root, read_pairs, scores

bench = typer.Typer(help="Measure the event model on published tasks.", no_args_is_help=True)


@bench.callback()
def _bench() -> None:
    """Measure the event model on published tasks."""


@bench.command()
def pairs(
    file: Annotated[Path, typer.Argument(help="Rows in the form of Zero-Shot PLOVER: id, marked, root, quad.")],
    predictions: Annotated[Path | None, typer.Option(help="Write id, root and quad of each row here.")] = None,
) -> None:
    """Answer which type of act joins source and target of each row; print macro-F1 over types and over quads.

    Example: `dateline bench pairs pairs.tsv --predictions answers.tsv`
    """
    rows = read_pairs(file)
    answers = answer_pairs(rows)
    if predictions is not None:
        lines = [
            "id\troot\tquad",
            *(f"{r.id}\t{root}\t{quad_of_root(root)}" for r, root in zip(rows, answers, strict=True)),
        ]
        predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = scores(rows, answers)
    if told is None:
        typer.echo(f"{len(rows)} pairs answered; the file has no answers to compare with")
        return
    typer.echo(f"pairs            {len(rows)}")
    typer.echo(f"root macro-F1    {told.root:.3f}")
    typer.echo(f"quad macro-F1    {told.quad:.3f}")
    for name, (precision, recall, wanted) in told.by_root.items():
        typer.echo(f"  {name:<10} precision {precision:.2f}  recall {recall:.2f}  of {wanted}")
