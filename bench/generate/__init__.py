"""A store of invented events, as large as one likes: `python -m bench.generate DIR --events 100000 --seed 1`.

No coder is needed. Who acts on whom, how often and in how many reports is skewed as in the news, with round shares of
our own; the words come from a small vocabulary. The told tables agree with each other and with the text, and the
derived ones follow the store's own rules, but for joins, which the generator knows: it made the acts. The same seed
gives the same rows, month by month, so that memory does not grow with the store.
"""

from bench.generate.months import generate

__all__ = ["generate"]
