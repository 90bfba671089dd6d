"""Taking documents out of the past: the files of a store's earlier versions, rewritten without them.

Deleting rows makes a new version; the old ones still hold them, which is what versions are for. A takedown must reach
these as well, and leave every other row of every version as it was. So each data file that still holds such a row is
written again under its own name without it, and the Delta log, which tells the size of each file, is brought into line.
Each step puts a whole file in place of another, and can be done twice: after a kill, the same call finishes the work.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.fs as fs
import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.fs import DeltaStorageHandler

from dateline.store.schema import SORTED, TABLES, Table
from dateline.store.transaction import GROUP

LOG = "_delta_log"


def purge(
    uri: str, options: Mapping[str, str], documents: Collection[str], progress: Callable[[str], None] | None = None
) -> int:
    """Rewrite all files that hold rows of `documents` (ids), in all versions of all tables; how many files that were.

    The rows must be gone from the newest version already, and nobody else may write meanwhile. `progress` is told the
    name of each table. Raises `OSError` and deltalake's errors; what was done stays done.
    """
    rewritten = 0
    for name in TABLES:
        column = "id" if name == "documents" else "document"
        if column not in TABLES[name].schema.names or name == "edits":
            continue
        if progress:
            progress(name)
        rewritten += _purge_table(
            f"{uri}/{name}", options, TABLES[name], column, pa.array(sorted(documents), pa.string())
        )
    return rewritten


def _purge_table(uri: str, options: Mapping[str, str], table: Table, column: str, documents: pa.Array) -> int:
    files = fs.PyFileSystem(DeltaStorageHandler(uri, dict(options)))
    # A store may be older than a table.
    folder = fs.FileSelector("", allow_not_found=True, recursive=True)
    paths = [info.path for info in files.get_file_info(folder) if info.is_file]
    found = [path for path in paths if _is_data(path) and _holds(files, path, column, documents)]
    for path in found:
        _rewrite(files, path, table, column, documents)
    # All data files are compared with the log, not only those found now: a kill may have come between the two.
    logs = [path for path in paths if path.startswith(LOG) and path.endswith(".json")]
    stale = _sizes_told(files, logs)
    sizes = {path: _size(files, path) for path in paths if _is_data(path) and stale.get(path) != _size(files, path)}
    if sizes:
        for path in logs:
            _mend_log(files, path, sizes)
        for path in paths:
            if path.startswith(LOG) and not path.endswith(".json"):
                files.delete_file(path)
        DeltaTable(uri, storage_options=dict(options)).create_checkpoint()
    return len(found)


def _is_data(path: str) -> bool:
    return path.endswith(".parquet") and not path.startswith(LOG)


def _size(files: fs.FileSystem, path: str) -> int:
    size: int = files.get_file_info(path).size
    return size


def _holds(files: fs.FileSystem, path: str, column: str, documents: pa.Array) -> bool:
    with files.open_input_file(path) as file:
        held = pq.read_table(file, columns=[column], schema=pa.schema([(column, pa.string())]))[column]
    return bool(pc.any(pc.is_in(held, value_set=documents)).as_py())


def _rewrite(files: fs.FileSystem, path: str, table: Table, column: str, documents: pa.Array) -> None:
    # The folder tells the month; the file does not.
    schema = pa.schema([field for field in table.schema if field.name != "month"])
    with files.open_input_file(path) as file:
        rows = pq.read_table(file, schema=schema)
    kept = rows.filter(pc.invert(pc.is_in(rows[column], value_set=documents)))
    with files.open_output_stream(path) as file:
        group = GROUP if table.name in SORTED else None
        pq.write_table(kept, file, compression="zstd", row_group_size=group)


def _actions(files: fs.FileSystem, path: str) -> list[dict[str, Any]]:
    with files.open_input_file(path) as file:
        return [json.loads(line) for line in file.read().splitlines() if line.strip()]


def _sizes_told(files: fs.FileSystem, logs: Iterable[str]) -> dict[str, int]:
    """What the log says of the size of each data file."""
    actions = (action["add"] for path in logs for action in _actions(files, path) if "add" in action)
    return {unquote(add["path"]): add["size"] for add in actions}


def _mend_log(files: fs.FileSystem, path: str, sizes: Mapping[str, int]) -> None:
    """Tell the new sizes; the statistics go, because they hold values of the rows that are gone."""
    actions = _actions(files, path)
    mended = False
    for action in actions:
        told = action.get("add") or action.get("remove")
        if told and unquote(told["path"]) in sizes:
            told["size"] = sizes[unquote(told["path"])]
            told["stats"] = None
            mended = True
    if mended:
        lines = "".join(json.dumps(action, separators=(",", ":")) + "\n" for action in actions)
        # Buffered, because deltalake's stream takes bytes and Arrow hands on its own buffers.
        with files.open_output_stream(path, buffer_size=1 << 16) as file:
            file.write(lines.encode())
