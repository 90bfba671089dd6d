"""`dateline split`, `join`, `undo` and `remove`: what a person decides about a store."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.asked import StoreOption
from dateline.coder import load
from dateline.store import Store
from dateline.store.acts import join_events, split_act, undo_edit
from dateline.store.add import adopt
from dateline.store.documents import orphans_of
from dateline.store.remove import remove as remove_documents

NoteOption = Annotated[str | None, typer.Option("--note", help="Why; kept with the decision.")]


def split(
    event: Annotated[str, typer.Argument(metavar="ACT", help="The id of an act, or of one of its events.")],
    reports: Annotated[list[str], typer.Argument(metavar="REPORT…", help="Ids of the reports that tell another act.")],
    store: StoreOption,
    note: NoteOption = None,
) -> None:
    """Part reports from an act that they were wrongly joined to. The decision holds for later adds and recodings.

    Example: `dateline split act06c1b2 report-17 report-18 --store news`
    """
    edit = split_act(Store.open(store), event, reports, note)
    typer.echo(f"kept as {edit}; undo it with `dateline undo {edit} --store {store}`")


def join(
    events: Annotated[list[str], typer.Argument(metavar="ACT…", help="Ids of acts or events, two or more.")],
    store: StoreOption,
    note: NoteOption = None,
) -> None:
    """Make events of several reports one act. The decision holds for later adds and recodings.

    Example: `dateline join act06c1b2 act9934ef --store news --note "same visit, other spelling"`
    """
    edit = join_events(Store.open(store), events, note)
    typer.echo(f"kept as {edit}; undo it with `dateline undo {edit} --store {store}`")


def undo(
    edit: Annotated[str, typer.Argument(metavar="EDIT", help="The id of the decision.")], store: StoreOption
) -> None:
    """Undo a decision (`split`, `join`, a correction or a rejection). Takedowns stay.

    Example: `dateline undo ed06c1b2 --store news`
    """
    undo_edit(Store.open(store), edit)
    typer.echo(f"{edit} is undone")


def remove(
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="REPORT…", help="Ids or addresses of the reports to take out.")
    ],
    store: StoreOption,
    note: NoteOption = None,
) -> None:
    """Take reports out, with all records that rest on them, from every version of the store; they stay out.

    Their ids, addresses and a hash of their texts are kept, so that the next add does not bring them back. After a
    kill, `dateline remove --store DIR` without reports finishes the work.

    Example: `dateline remove https://example.org/2026/03/story --store news --note "request of the publisher"`
    """
    opened = Store.open(store)
    removed = remove_documents(opened, reports or [], note)
    if orphans_of(opened.at()):
        adopt(opened, load())
    typer.echo(f"{len(removed)} reports taken out of all versions" if removed else "all takedowns are done")
