"""`dateline import` and `dateline export`."""

import os
import subprocess
import sys
from pathlib import Path

from dateline.export import FORMATS, Options
from tests.export.samples import FIJI, PERU, event


def dateline(*arguments: object) -> tuple[int, str, str]:
    """The command line in a process of its own: it needs no coder."""
    command = [sys.executable, "-m", "dateline.cli", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "COLUMNS": "200"}, check=False)
    return done.returncode, done.stdout, done.stderr


def test_in_and_out(tmp_path: Path) -> None:
    talks = event(id="ev2", type="CONSULT", mode=None, actors=(FIJI, PERU), recipients=())
    denied = event(id="ev3", type="AID", mode=None, status="denied")
    file = FORMATS["plover"].write(tmp_path / "in.jsonl", [event(), talks, denied], Options()).files[0]
    with file.open("a", encoding="utf-8") as lines:
        lines.write("broken\n")
    store = ("--store", tmp_path / "store")
    status, out, err = dateline("import", file, *store, "--format", "plover")
    assert (status, "in.jsonl:4: no JSON" in err) == (3, True)
    assert out == "3 events and 0 statements of 1 reports added, 0 were there already, 1 lines could not be read\n"
    _, out, _ = dateline("import", file, *store, "--format", "plover")
    assert out.startswith("0 events and 0 statements of 0 reports added, 3 were there already")
    written = tmp_path / "out.tab"
    status, out, err = dateline(
        "export", written, *store, "--format", "icews", "--dyad", "per-fji", "--origin", "plover"
    )
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        f"2 events, 3 rows: {written}",
        "left out, since icews has no place for them: 1 denied",
        "read back and checked: 3 rows as icews has them",
    ]
    status, out, _ = dateline("export", tmp_path / "tables", *store, "--format", "csv")
    assert (status, out.splitlines()[0].endswith(" tables")) == (0, True)
    status, _, err = dateline("export", written, *store, "--format", "xml")
    assert (status, err) == (1, f"dateline: there is no format 'xml': it is one of {', '.join(FORMATS)}\n")
    status, _, err = dateline("import", tmp_path / "nothing.tab", *store, "--format", "icews")
    assert (status, err.strip().endswith("nothing.tab: can't be read: No such file or directory")) == (1, True)
