"""The words of a month's documents, and where in them each record stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.generate.acts import KINDS, Telling
from bench.generate.cast import Cast
from bench.generate.columns import Ints, Truths, chosen, joined, lengths, lists, where

# What is done in each type: after "will", and as it happened.
VERBS = {
    "AGREE": ("agree with", "agreed with"),
    "CONSULT": ("meet", "met"),
    "SUPPORT": ("praise", "praised"),
    "CONCEDE": ("yield to", "yielded to"),
    "COOPERATE": ("work with", "worked with"),
    "AID": ("send grain to", "sent grain to"),
    "RETREAT": ("withdraw from", "withdrew from"),
    "REQUEST": ("ask for help from", "asked for help from"),
    "ACCUSE": ("accuse", "accused"),
    "REJECT": ("turn down", "turned down"),
    "THREATEN": ("warn", "warned"),
    "PROTEST": ("march against", "marched against"),
    "SANCTION": ("cut trade with", "cut trade with"),
    "MOBILIZE": ("send troops towards", "sent troops towards"),
    "COERCE": ("seize ships of", "seized ships of"),
    "ASSAULT": ("attack", "attacked"),
}
FORMS = ("{1}", "will {0}", "may {0}", "did not {0}")
"""By status: happened, planned, possible, denied."""
SOMEBODY = "Unknown men"
TOWNS = (
    "Arnevik",
    "Belsk",
    "Caldera Alta",
    "Dorfling",
    "Esmara",
    "Fenwood",
    "Galbi",
    "Harrow Point",
    "Istrel",
    "Jovana",
)
NOUNS = (
    "grain", "the harbour", "fishing", "the border", "a bridge", "the pipeline", "prisoners", "loans", "the river",
    "steel", "schools", "the railway", "visas", "water", "the islands", "an airfield", "wheat", "tariffs", "gas",
)  # fmt: skip
OPENINGS = ("after talks about", "in a quarrel over", "as envoys spoke of", "amid worries over", "a week after news of")
QUOTES = (
    "We have waited long enough for",
    "Nobody expected so much from",
    "There is no other way but",
    "It is all about",
)
TIMES = ("on %B %d, %Y", "in the week of %B %d, %Y", "in %B %Y", "in %Y")
"""By granularity."""


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph an event: a sentence that tells it and, if there is a speaker, a comment with a quotation.

    `begin` is where the paragraph begins in its document's text. All other places are in the paragraph, in code points:
    `slot` (events, 4) those of the participants' names; `comment` that of the comment, `speaker` of the speaker's name.
    Of what an event lacks, they mean nothing. `text` and `title` are the documents'.
    """

    sentence: Any
    quotation: Any
    when: Any
    town: Ints
    begin: Ints
    length: Ints
    slot: Ints
    verb: Ints
    verb_length: Ints
    dead: Ints
    when_place: Ints
    comment: Ints
    speaker: Ints
    text: Any
    title: Any


def words_of(rng: np.random.Generator, telling: Telling, cast: Cast) -> Words:
    """The words of a month."""
    acts, act = telling.acts, telling.act
    events = len(act)
    doers, recipients = acts.doers[act], acts.recipients[act]
    subject = pc.if_else(pa.array(doers.any(axis=1)), _together(cast, doers), SOMEBODY)
    verb = chosen(
        [form.format(*VERBS[kind]) for kind in KINDS for form in FORMS], acts.type[act] * 4 + acts.status[act]
    )
    head = joined(subject, verb, where(np.asarray(recipients.any(axis=1)), _together(cast, recipients)))
    town = np.where(rng.random(events) < 0.5, rng.integers(0, len(TOWNS), events), -1)
    line = joined(head, chosen(OPENINGS, rng.integers(0, len(OPENINGS), events)), _nouns(rng, events))
    line = joined(line, chosen([f"in {town}" for town in TOWNS], town))
    dead = lengths(line) + 1
    number = pa.array(acts.killed[act]).cast(pa.string())
    line = joined(line, where(acts.killed[act] > 0, pc.binary_join_element_wise("killing", number, "people", " ")))
    when, when_place = _when(telling), lengths(line) + 1
    sentence = joined(line, when, by=" ")
    sentence = pc.binary_join_element_wise(sentence, ".", "")
    quotation = joined(chosen(QUOTES, rng.integers(0, len(QUOTES), events)), _nouns(rng, events))
    speaks = cast.speaker >= 0
    told = pc.binary_join_element_wise("“", quotation, ",” ", cast.names(cast.speaker), " said.", "")
    paragraph = joined(sentence, where(speaks, told))
    length = lengths(paragraph)
    after = np.cumsum(length + 1)
    begins = np.flatnonzero(np.diff(telling.document, prepend=-1))
    begin = after - length - 1
    begin -= np.repeat(begin[begins], np.diff(begins, append=events))
    counts = np.bincount(telling.document)
    comment = lengths(sentence) + 1
    return Words(
        sentence=sentence,
        quotation=quotation,
        when=when,
        town=town,
        begin=begin,
        length=length,
        slot=_slots(cast, doers, recipients, lengths(subject), lengths(verb)),
        verb=lengths(subject) + 1,
        verb_length=lengths(verb),
        dead=dead,
        when_place=when_place,
        comment=comment,
        speaker=comment + lengths(quotation) + len("“,” "),
        text=pc.binary_join(lists(paragraph, counts), "\n"),
        title=head.take(pa.array(begins)),
    )


AND = " and "


def _together(cast: Cast, slots: Truths) -> Any:
    """The names of the participants in some slots: "Kenya and Peru"."""
    names = cast.names(cast.slot[slots])
    return pc.binary_join(lists(names, slots.sum(axis=1)), AND)


def _slots(cast: Cast, doers: Truths, recipients: Truths, subject: Ints, verb: Ints) -> Ints:
    """Where the names that `_together` puts side by side begin in the sentence."""
    name = lengths(cast.names(cast.slot.ravel())).reshape(cast.slot.shape) + len(AND)
    first, second = (np.cumsum(name * side, axis=1) - name for side in (doers, recipients))
    return np.where(doers, first, second + (subject + verb + 2)[:, None])


def _nouns(rng: np.random.Generator, events: int) -> Any:
    return chosen(NOUNS, rng.integers(0, len(NOUNS), events))


def _when(telling: Telling) -> Any:
    """The time as the sentence tells it; null for an act without one."""
    acts = telling.acts
    # Few days and many acts: each day is put into words once.
    days, place = np.unique(acts.start, return_inverse=True)
    told = pa.concat_arrays([pc.strftime(pa.array(days), format) for format in TIMES])
    when = chosen(told, np.where(acts.granularity < 0, -1, acts.granularity * len(days) + place))
    return when.take(pa.array(telling.act))
