"""The documents of a month, and their near-duplicates in other papers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.generate.columns import Ints, chosen, fixed, ids, lists, table
from bench.generate.month import ORIGIN, Month
from dateline.records import CoderInfo
from dateline.store.documents import text_hash
from dateline.store.duplicates import PERMUTATIONS
from dateline.store.schema import SPANS

CODER = CoderInfo(version="0", model="invented", manual="none").model_dump_json()
RUN = "invented"
PAPERS = tuple(f"paper-{number:02}.example" for number in range(60))
COUNTRIES = ("KEN", "PER", "IND", "FRA", "USA", "JPN")
COPIES = 0.1
"""Near-duplicates, for each coded document."""
ELSEWHERE = "From our correspondents\n"


def documents(rng: np.random.Generator, month: Month, copied: Ints) -> pa.Table:
    """The table of documents: the coded ones, then the copies of some of them (`copied` are their places)."""
    coded = len(month.document)
    signature = rng.integers(0, 2**32, (coded, PERMUTATIONS), np.uint32)
    day = pa.array(month.telling.reported)
    own = _documents(
        rng,
        month,
        id=month.document,
        date=day,
        title=month.words.title,
        text=month.words.text,
        sentences=_sentences(month),
        signature=fixed(signature, pa.binary()),
        coder=pa.repeat(CODER, coded),
    )
    places = pa.array(copied)
    copies = _documents(
        rng,
        month,
        id=ids("", month.first + coded + np.arange(len(copied)), 16),
        date=day.take(places),
        title=month.words.title.take(places),
        text=pc.binary_join_element_wise(ELSEWHERE, month.words.text.take(places), ""),
        signature=fixed(signature[copied], pa.binary()),
        duplicate_of=month.document.take(places),
    )
    return pa.concat_tables([own, copies])


def _documents(rng: np.random.Generator, month: Month, **columns: Any) -> pa.Table:
    id, text = columns["id"], columns["text"]
    paper = rng.integers(0, len(PAPERS), len(id))
    source = chosen(PAPERS, paper)
    url = pc.binary_join_element_wise("https:/", source, id, "/")
    return table(
        "documents",
        len(id),
        **columns,
        month=month.name,
        key=url,
        url=url,
        version=np.ones(len(id), np.int32),
        source=source,
        source_country=chosen(COUNTRIES, paper % len(COUNTRIES)),
        language="en",
        text_hash=pa.array([text_hash(one) for one in text.to_pylist()], pa.string()),
        origin=ORIGIN,
        input="invented.jsonl",
        run=RUN,
    )


def _sentences(month: Month) -> Any:
    """The spans of each document's sentences: an event's, and the comment after it."""
    words, document = month.words, month.telling.document
    speaks = month.cast.speaker >= 0
    start = np.column_stack([words.begin, words.begin + words.comment])
    end = np.column_stack([words.begin + np.where(speaks, words.comment - 1, words.length), words.begin + words.length])
    there = np.column_stack([np.ones(len(speaks), bool), speaks])
    spans = [pa.array(side[there], pa.int32()) for side in (start, end)]
    counts = np.bincount(document, weights=there.sum(axis=1)).astype(np.int64)
    return lists(pa.StructArray.from_arrays(spans, fields=list(SPANS.value_type)), counts)
