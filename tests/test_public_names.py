"""The public names of `dateline`: a promise to those who import it, so a change of it is a decision."""

import dateline

PUBLIC = ["Coder", "DatelineError", "Document", "Report", "__version__", "load"]


def test_public_names() -> None:
    assert sorted(dateline.__all__) == PUBLIC
    for name in PUBLIC:
        assert hasattr(dateline, name)
