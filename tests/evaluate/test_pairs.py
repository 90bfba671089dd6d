from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli import app
from dateline.errors import InputError
from dateline.evaluate.pairs import answer_pairs, macro_f1, quad_of_root, read_pairs, root_of
from dateline.language import Engine

HEADER = "id\tsentence\tsource\ttarget\tmarked\troot\tquad\n"
ROWS = [
    ("Zambia", "Malawi", "<s>Zambia</s> condemned <t>Malawi</t> over the closed bridge.", "ACCUSE", 3),
    ("Zambia", "Malawi", "<s>Zambia</s> will not lift the ban on maize from <t>Malawi</t>.", "REJECT", 3),
    ("Rebels", "a clinic", "<s>Rebels</s> shelled <t>a clinic</t> near Bunia on Friday.", "ASSAULT", 4),
    ("Zambia", "nine herders", "<s>Zambia</s> freed <t>nine herders</t> held since May.", "YIELD", 2),
]


def write(path: Path, rows: list[tuple[str, str, str, str, int]]) -> Path:
    lines = [f"{n}\t{m}\t{s}\t{t}\t{m}\t{root}\t{quad}" for n, (s, t, m, root, quad) in enumerate(rows)]
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_marks_become_offsets(tmp_path: Path) -> None:
    pair = read_pairs(write(tmp_path / "pairs.tsv", ROWS))[0]
    assert pair.text == "Zambia condemned Malawi over the closed bridge."
    assert [pair.text[s:e] for s, e in (*pair.source, *pair.target)] == ["Zambia", "Malawi"]


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("id\ttext\n1\tno marks here\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"pairs\.tsv:2"):
        read_pairs(path)


def test_plain_pairs_are_answered(tmp_path: Path) -> None:
    pairs = read_pairs(write(tmp_path / "pairs.tsv", ROWS))
    assert answer_pairs(pairs) == [pair.root for pair in pairs]


def test_the_command_scores_and_writes(tmp_path: Path) -> None:
    out = tmp_path / "answers.tsv"
    path = write(tmp_path / "pairs.tsv", ROWS)
    done = CliRunner().invoke(app, ["bench", "pairs", str(path), "--predictions", str(out)])
    assert done.exit_code == 0
    assert "root macro-F1    1.000" in done.output
    assert out.read_text(encoding="utf-8").splitlines()[:2] == ["id\troot\tquad", "0\tACCUSE\t3"]


@pytest.mark.parametrize(
    ("text", "verb", "kind", "mode", "status", "root"),
    [
        ("They imposed sanctions on the bank.", "imposed", "SANCTION", None, "happened", "COERCE"),
        ("They expelled the envoy.", "expelled", "SANCTION", "expel", "happened", "SANCTION"),
        ("The court convicted him.", "convicted", "SANCTION", "convict", "happened", "ACCUSE"),
        ("They will visit Lima.", "visit", "CONSULT", "visit", "planned", "AGREE"),
        ("They will not visit Lima.", "visit", "CONSULT", "visit", "denied", "REJECT"),
        ("They may shell the port.", "shell", "ASSAULT", None, "possible", "THREATEN"),
        ("They reached a deal.", "reached", "AGREE", None, "happened", "SUPPORT"),
        ("They released him.", "released", "RETREAT", "release", "happened", "YIELD"),
    ],
)
def test_names_of_the_task(
    engine: Engine, text: str, verb: str, kind: str, mode: str | None, status: str, root: str
) -> None:
    trigger = next(t for t in engine.parse(text).tokens if t.text == verb)
    assert root_of(kind, mode, status, trigger) == root


def test_macro_f1_is_the_mean_over_wanted_classes() -> None:
    assert macro_f1(["A", "A", "B"], ["A", "B", "B"]) == pytest.approx(2 / 3)
    assert quad_of_root("YIELD") == 2
