"""`dateline add --engine ray`: what is refused before a cluster is asked for."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--address", "auto"), "give --engine ray as well"),
        (("--engine", "ray", "--jobs", 2), "--jobs is for this machine"),
        (("--engine", "ray", "--address", "ray://head:10001"), "host:port"),
        (("--engine", "ray", "-"), "files and s3:// addresses, not -"),
    ],
)
def test_wrong_usage(run: Run, options: tuple[str, ...], told: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks resumed on Monday.", encoding="utf-8")
    result = run("add", tmp_path / "a.txt", "--store", tmp_path / "s", *options)
    assert result.status == 1
    assert told in " ".join(result.err.split())
    assert not (tmp_path / "s").exists()
