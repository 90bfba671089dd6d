import json
import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from dateline import Coder
from dateline.errors import SetupError
from dateline.events import EventNetwork, LearnedTyper, link_sources
from dateline.events.labels import ROLES, TYPES
from dateline.language import Engine
from dateline.records import Statement

TEXT = "Peruvian marines boarded a Chilean tanker off Arica on Monday."


@pytest.fixture(scope="module")
def network() -> EventNetwork:
    return EventNetwork()


def test_probabilities_sum_to_one(engine: Engine, network: EventNetwork) -> None:
    parsed = engine.parse(TEXT)
    sentence = parsed.sentences[0]
    (reading,) = network.read([(TEXT, 0, sentence.tokens)])
    acts = network.words("act", reading, [2])
    roles = network.roles(reading, 2, [1, 5])
    assert acts.shape == (1, len(TYPES))
    assert roles.shape == (2, len(ROLES))
    assert np.allclose(acts.sum(1), 1, atol=1e-5)
    assert np.allclose(roles.sum(1), 1, atol=1e-5)


def test_who_boards_and_who_is_boarded(engine: Engine, network: EventNetwork) -> None:
    parsed = engine.parse(TEXT)
    tokens = {t.text: t.i for t in parsed.tokens}
    (reading,) = network.read([(TEXT, 0, parsed.sentences[0].tokens)])
    roles = network.roles(reading, tokens["boarded"], [tokens["marines"], tokens["tanker"]])
    assert [ROLES[int(row.argmax())] for row in roles] == ["actor", "recipient"]


def test_a_report_does_not_depend_on_its_neighbours(default_coder: Coder) -> None:
    long = "Talks between Chad and Niger on the shared lake, which had dragged on for two years, collapsed on Sunday."
    alone = default_coder.code(TEXT, date="2026-03-04")
    others = [default_coder.code(text).document for text in (long, long * 3)]
    among = list(default_coder.code_all([others[0], alone.document, others[1]]))[1]
    assert among.to_json() == alone.to_json()


def test_confidence_is_calibrated_and_ordered(network: EventNetwork) -> None:
    told = [network.calibrated(c) for c in (0.4, 0.6, 0.8, 0.95)]
    assert told == sorted(told)
    assert all(0 < c < 1 for c in told)


def test_a_missing_model_is_a_setup_error(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="reinstall dateline"):
        EventNetwork(tmp_path)


def test_a_model_for_other_labels_is_refused(tmp_path: Path) -> None:
    shutil.copytree(str(files("dateline.events").joinpath("model")), tmp_path / "model")
    path = tmp_path / "model" / "labels.json"
    labels = json.loads(path.read_text(encoding="utf-8"))
    labels["types"] = labels["types"][1:]
    path.write_text(json.dumps(labels), encoding="utf-8")
    with pytest.raises(SetupError, match="other labels"):
        EventNetwork(tmp_path / "model")


def test_the_typer_is_named_in_reports(network: EventNetwork, default_coder: Coder) -> None:
    assert LearnedTyper(network).name in default_coder.info.model


def test_two_statements_of_one_span_can_be_linked(default_coder: Coder) -> None:
    report = default_coder.code("Mali said that rebels had burned a market.", date="2026-03-04")
    spans = [(0, 42)]
    same = [Statement(id=i, kind="indirect", content=spans, confidence=0.5) for i in ("st1", "st2")]
    linked = link_sources(report.events, same, default_coder.engine.parse(report.document.text))
    assert [event.id for event in linked] == [event.id for event in report.events]
