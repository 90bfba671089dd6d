"""The fuzzers: a seed decides what is tried, whole inputs break nothing, and what breaks is kept once."""

import json
from pathlib import Path
from random import Random

import pytest

from bench.fuzz import news, readers
from bench.fuzz.findings import MOST_ALIKE, Findings, what_broke
from bench.fuzz.mutate import changed
from bench.fuzz.target import Broken
from dateline.read.dating import day_of


def test_whole_inputs_break_nothing() -> None:
    target = readers.make()
    for data in target.seeds():
        target.run(data)


def test_the_same_seed_tries_the_same() -> None:
    target = readers.make()
    (first, *_) = target.seeds()
    assert target.mutate(first, Random(7)) == target.mutate(first, Random(7))
    assert news.mutated("Kenya met Peru.", Random(7)) == news.mutated("Kenya met Peru.", Random(7))


@pytest.mark.parametrize("seed", range(200))
def test_changes_stay_within_bounds(seed: int) -> None:
    text = news.mutated(news.reports()[seed % 20], Random(seed))
    assert len(text) <= news.MOST
    json.dumps(text).encode()
    assert len(changed(b"Kenya met Peru.", Random(seed), [b"x"])) < 600_000


def test_what_breaks_alike_is_kept_a_few_times(tmp_path: Path) -> None:
    findings = Findings(tmp_path, "readers")
    assert [findings.add(bytes([n]), "a rule", "told") for n in range(MOST_ALIKE + 2)] == [True] + [False] * 4
    findings.add(b"x", "another rule", "told")
    assert (len(findings), len(list(tmp_path.glob("*.input")))) == (2, MOST_ALIKE + 1)
    assert "python -m bench.fuzz readers --input" in next(tmp_path.glob("*.txt")).read_text()


def test_findings_are_told_apart_by_where_they_are() -> None:
    assert what_broke(Broken("a rule", "a detail")) == "a rule"
    with pytest.raises(AttributeError) as caught:
        day_of(None)  # type: ignore[arg-type]
    assert what_broke(caught.value) == "AttributeError in read/dating.py:day_of"
