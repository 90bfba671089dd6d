"""The reports behind a month's acts and documents: near-duplicates included, in the order of their days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.generate.columns import Ints, chosen, lists
from bench.generate.documents import PAPERS
from bench.generate.month import Month


@dataclass(frozen=True, slots=True)
class Behind:
    """Columns of `relations`, one element a group of reports: `documents`, `sources` and `reported`."""

    columns: dict[str, Any]

    @classmethod
    def acts(cls, month: Month, documents: pa.Table, copied: Ints) -> Behind:
        """The reports behind each act."""
        return cls._of(documents, copied, month.telling.act, month.telling.document)

    @classmethod
    def documents(cls, month: Month, documents: pa.Table, copied: Ints) -> Behind:
        """Each coded document with its near-duplicates."""
        every = np.arange(len(month.document))
        return cls._of(documents, copied, every, every)

    @classmethod
    def _of(cls, documents: pa.Table, copied: Ints, group: Ints, place: Ints) -> Behind:
        """`place`: coded documents, each in its `group`; `documents` has their copies after all of them."""
        coded = documents.num_rows - len(copied)
        copies = np.bincount(copied, minlength=coded)
        first = coded + np.cumsum(copies) - copies
        counts = 1 + copies[place]
        nth = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        report = np.where(nth == 0, np.repeat(place, counts), np.repeat(first[place], counts) + nth - 1)
        group = np.repeat(group, counts)
        id = documents["id"].combine_chunks()
        day = np.asarray(documents["date"].combine_chunks().cast(pa.int32()))
        keys = np.asarray(id.cast(pa.binary(16))).astype("S16")
        order = np.lexsort((keys[report], day[report], group))
        report, group = report[order], group[order]
        begins = np.flatnonzero(np.diff(group, prepend=-1))
        paper = np.asarray(pc.index_in(documents["source"].combine_chunks(), pa.array(PAPERS)))
        whose, paper = np.divmod(np.unique(group * len(PAPERS) + paper[report]), len(PAPERS))
        return cls(
            {
                "documents": lists(id.take(pa.array(report)), np.bincount(group)),
                "sources": lists(chosen(PAPERS, paper), np.bincount(whose)),
                "reported": pa.array(day[report[begins]], pa.int32()).cast(pa.date32()),
            }
        )

    def of(self, groups: Ints) -> dict[str, Any]:
        """The columns of some groups."""
        return {name: column.take(pa.array(groups)) for name, column in self.columns.items()}
