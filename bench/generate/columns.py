"""Columns of Arrow tables from numpy arrays, without a step a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dateline.store.schema import TABLES

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]

DIGITS = np.frombuffer(b"0123456789abcdef", np.uint8)
# Odd, so that multiplying by it gives different numbers for different ones.
SPREAD = np.uint64(0x9E3779B97F4A7C15)


def ids(prefix: str, numbers: Ints, digits: int) -> Any:
    """Ids that look like hashes, one of its own for each number below 16 ** digits."""
    mixed = numbers.astype(np.uint64) * SPREAD + np.uint64(int.from_bytes(prefix.encode()[:2], "big"))
    shifts = np.arange(4 * (digits - 1), -1, -4, dtype=np.uint64)
    figures = DIGITS[((mixed[:, None] >> shifts) & np.uint64(15)).astype(np.int64)]
    start = np.broadcast_to(np.frombuffer(prefix.encode(), np.uint8), (len(numbers), len(prefix)))
    return fixed(np.ascontiguousarray(np.hstack([start, figures])), pa.string())


def fixed(rows: npt.NDArray[Any], type: pa.DataType) -> Any:
    """Strings or bytes of one length, from a matrix with a row for each."""
    length = rows.shape[1] * rows.itemsize
    offsets = pa.array(np.arange(len(rows) + 1, dtype=np.int32) * length).buffers()[1]
    return pa.Array.from_buffers(type, len(rows), [None, offsets, pa.py_buffer(rows.tobytes())])


def chosen(values: Any, index: Ints) -> Any:
    """The values at some places; null where the place is negative."""
    values = values if isinstance(values, pa.Array) else pa.array(values, pa.string())
    return values.take(pa.array(np.maximum(index, 0), mask=index < 0))


def among(shares: Iterable[float], draws: Floats) -> Ints:
    """Places in `shares` for draws of [0, 1), each as often as its share tells."""
    edges = np.cumsum(list(shares))
    return np.searchsorted(edges[:-1] / edges[-1], draws, "right")


def where(mask: Truths, values: Any) -> Any:
    """The values where the mask holds, else null."""
    return pc.if_else(pa.array(mask), values, pa.scalar(None, values.type))


def lists(values: Any, counts: Ints) -> Any:
    """Lists of the values in their order, of these lengths."""
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), values)


def joined(*parts: Any, by: str = " ") -> Any:
    """Strings side by side; a null is left out."""
    return pc.binary_join_element_wise(*parts, by, null_handling="skip")


def lengths(texts: Any) -> Ints:
    """Code points; 0 for null."""
    return np.asarray(pc.fill_null(pc.utf8_length(texts), 0), np.int64)


def within(groups: Ints) -> Ints:
    """The place of each element in its run of equal ones, from 0."""
    place = np.arange(len(groups))
    begins = np.concatenate([[True], groups[1:] != groups[:-1]]) if len(groups) else np.zeros(0, bool)
    return place - np.maximum.accumulate(np.where(begins, place, 0))


def table(name: str, rows: int, /, **columns: Any) -> pa.Table:
    """A table of the store; columns that are not given are null, or empty lists."""
    schema = TABLES[name].schema
    if unknown := columns.keys() - set(schema.names):
        raise KeyError(f"{name} has no columns {sorted(unknown)}")
    return pa.table([_column(field, columns.get(field.name), rows) for field in schema], schema=schema)


def _column(field: pa.Field, given: Any, rows: int) -> Any:
    if given is None and pa.types.is_list(field.type):
        return lists(pa.array([], field.type.value_type), np.zeros(rows, np.int64))
    if given is None or isinstance(given, str):
        return pa.repeat(pa.scalar(given, field.type), rows)
    return (given if isinstance(given, pa.Array) else pa.array(given)).cast(field.type)
