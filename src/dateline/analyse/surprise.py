"""How unusual a number is against one's own past: tails of a count, and of a mean score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, inf, lgamma, log, log1p, log10, sqrt
from typing import Final

PRIOR: Final = 0.5
"""Acts added to a past, Jeffreys' prior for a rate: a pair that was never seen is not impossible."""

LEAST_PROBABILITY: Final = 1e-300


@dataclass(frozen=True, slots=True)
class Past:
    """What a weekly past lets expect for a window: `mean` acts and their `variance`."""

    mean: float
    variance: float

    @classmethod
    def of(cls, weeks: Sequence[int], exposure: float) -> Past:
        """The expectation from counts of past weeks for a window worth `exposure` weeks of them.

        The window's variance is that of its acts (the past's own, at least Poisson's) and that of the estimated mean.
        """
        mean = (sum(weeks) + PRIOR) / len(weeks)
        weekly = max(_variance(weeks), mean)
        return cls(exposure * mean, exposure * weekly + exposure**2 * weekly / len(weeks))

    def at_least(self, count: int) -> float:
        """The probability of so many acts or more."""
        return max(1 - sum(exp(self._log(n)) for n in range(count)), 0.0) if count else 1.0

    def none(self) -> float:
        """The probability of no act at all."""
        return exp(self._log(0))

    def _log(self, n: int) -> float:
        """The logarithm of the negative binomial's probability of n acts, Poisson's where nothing is overdispersed."""
        if not self.mean:
            # A window in which no report appeared.
            return 0.0 if n == 0 else -inf
        excess = self.variance - self.mean
        if excess <= 1e-9 * self.mean:
            return n * log(self.mean) - self.mean - lgamma(n + 1)
        size = self.mean**2 / excess
        rate = self.mean / (size + self.mean)
        return lgamma(n + size) - lgamma(size) - lgamma(n + 1) + size * log1p(-rate) + n * log(rate)


def score_tail(window: Sequence[float], past: Sequence[float]) -> float:
    """The probability of ranks as uneven, either way, by the Mann-Whitney test (normal approximation, ties corrected).

    Ranks, since PLOVER's scores are no measurements: one act of -10 must not outweigh a dozen of other kinds.
    """
    ranks, ties = _ranks([*window, *past])
    few, many = len(window), len(past)
    total = few + many
    spread = few * many / 12 * (total + 1 - ties / (total * (total - 1)))
    if spread <= 0:
        return 1.0
    beyond = abs(sum(ranks[:few]) - few * (total + 1) / 2)
    # Half a rank less: ranks are whole numbers, the normal distribution is not.
    return erfc(max(beyond - 0.5, 0.0) / sqrt(2 * spread))


def _ranks(values: Sequence[float]) -> tuple[list[float], int]:
    """The rank of each value from 1, equal ones sharing their mean; and the sum of t³ - t over groups of t equals."""
    counts = Counter(values)
    rank: dict[float, float] = {}
    below = 0
    for value in sorted(counts):
        rank[value] = below + (counts[value] + 1) / 2
        below += counts[value]
    return [rank[value] for value in values], sum(t**3 - t for t in counts.values())


def surprise(probability: float) -> float:
    """How unusual, from 0: 2 is one in a hundred, 3 one in a thousand."""
    return max(0.0, -log10(max(probability, LEAST_PROBABILITY)))


def _variance(counts: Sequence[int]) -> float:
    """The sample variance; of whole numbers it needs no fractions, with which `statistics` takes its time."""
    n = len(counts)
    return (n * sum(count * count for count in counts) - sum(counts) ** 2) / (n * (n - 1)) if n > 1 else 0.0
