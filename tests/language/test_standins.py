"""What stands in for slow steps of spaCy's pipeline says what they say, to the last token."""

import pytest

from dateline.language import Engine
from dateline.language.entities import Recogniser
from dateline.language.words import Words, told_of

NEWS = """OSLO, March 3 (Northern Wire) — Foreign Minister Sunniva Halvorsen told Radio Bergen on Tuesday that Norway
would not sign the fisheries accord before the 14 April summit in Tallinn.

"We have been had," she said. Mr. Halvorsen's ministry, which does the counting, had said that 2,400 tonnes of cod worth
$3.5 million were landed in Tromso and in the Barents Sea.

There's no deal, and there are no talks. The Estonian Navy's ships left; the crews have left too.
The United Nations Food and Agriculture Organization's office in Rome

declined to comment."""

TEXTS = [
    pytest.param(NEWS, id="a report"),
    pytest.param(
        "I'm gonna go. He ain't here. You gotta see it. Let's go. C'mon, y'all all know.", id="pairs of words"
    ),
    pytest.param("Nothin' doin', they said; nuthin' goin' on. 'Em ol' boats'll sink.", id="clipped words"),
    pytest.param(
        "It is the one that they said that we do have, but the others did not.", id="one word in several roles"
    ),
    pytest.param("Paris", id="an entity that ends the text"),
    pytest.param("New York\n\nNew York\n\nNew York", id="an entity in each line"),
    pytest.param(
        "On Monday, 4 May 2026, Prime Minister John Kerr Allan Moana Teko of Fiji, 61, won.", id="long entities"
    ),
    pytest.param(" \n \n", id="white space"),
    pytest.param("", id="nothing"),
]


@pytest.mark.parametrize("text", TEXTS)
def test_entities_are_those_of_spacy(engine: Engine, text: str) -> None:
    nlp = engine._model.nlp
    parsed = engine.parse(text)
    doc = nlp.get_pipe("ner")(nlp(text))
    assert [(e.first, e.last, e.label) for e in parsed.entities] == [(e.start, e.end, e.label_) for e in doc.ents]
    assert [token.ent for token in parsed.tokens] == [token.ent_type_ for token in doc]


def test_entities_of_several_documents_are_kept_apart(engine: Engine) -> None:
    texts = ["", "Peru", NEWS, " ", "Peru and Chile"]
    together = [parsed.entities for parsed in engine.parse_all(texts)]
    assert together == [engine.parse(text).entities for text in texts]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_those_of_spacy(engine: Engine, text: str) -> None:
    nlp = engine._model.nlp
    words = Words(nlp, nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"))
    for _ in range(2):  # the second time from memory
        doc = nlp(text)
        told = words.tell(doc)
        assert told == told_of(nlp.get_pipe("lemmatizer")(nlp.get_pipe("attribute_ruler")(doc)))


def test_words_are_forgotten_when_there_are_too_many(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = engine._model.nlp
    words = Words(nlp, nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"))
    monkeypatch.setattr("dateline.language.words.KEPT", 10)
    told = [words.tell(nlp(NEWS)) for _ in range(2)]
    assert told[0] == told[1]
    words.tell(nlp("Short."))
    assert len(words._lemmas) == 2


def test_other_pipelines_keep_their_own_steps() -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("entity_ruler")
    assert Recogniser.take_over(nlp) is None
    assert Words.take_over(nlp) is None
    assert nlp.pipe_names == ["attribute_ruler", "entity_ruler"]
