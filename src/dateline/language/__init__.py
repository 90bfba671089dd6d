"""From a text to a parsed document: the only place that knows the NLP engine."""

from dateline.language.engine import Engine, plain
from dateline.language.parsed import Entity, Parsed, Sentence, Token
from dateline.language.quotations import Quotation

__all__ = ["Engine", "Entity", "Parsed", "Quotation", "Sentence", "Token", "plain"]
