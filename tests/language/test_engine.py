"""The engine renews its model before that has learnt too many words."""

import pytest

from dateline.language import Engine


def test_a_model_that_learnt_too_many_strings_is_loaded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.language.engine.NEW_STRINGS", 5)
    engine = Engine()
    text = "Kalomba and Nwezi met Tsoro in Vuntara, said Drekketh of Ombasa."
    first, told = engine._model, engine.parse(text)
    assert engine._model is first
    again = engine.parse(text)
    assert engine._model is not first
    one, other = ([(t.text, t.lemma, t.tag, t.ent) for t in parsed.tokens] for parsed in (told, again))
    assert one == other


def test_few_words_leave_the_model_as_it_is(engine: Engine) -> None:
    model = engine._model
    for text in ("Talks resumed.", "Talks resumed on Monday."):
        engine.parse(text)
    assert engine._model is model
