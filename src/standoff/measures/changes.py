"""Change points: where the level of a course of scores changes, and how sure that is.

An exact Bayesian segmentation (P. Fearnhead, "Exact and efficient Bayesian inference for multiple changepoint
problems", Statistics and Computing 16, 2006): the course is cut into stretches, each with a mean of its own, and the
recursions add up all ways of cutting it. The scatter is one for all stretches, so that a quieter stretch with the same
mean is no change; how large it is, how much the events of one period have in common, and how far that holds on to the
next, is not known and summed over a grid. Takes numbers and gives numbers; whose they are is the matter of `series`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STRETCH = 3
"""Periods with scores that a stretch has at least: one odd month is no new course."""

CERTAIN = .7
"""From which probability on a change is told. How often it is wrong then: docs/benchmarks.md, "Measures"."""

NONE = .5
"""Beforehand it is as likely that there is no change at all as that there is any."""

MASS = .9
"""Of the probability of a change, how much lies in the interval that is told."""

REACH = 5.0
"""Standard deviation, beforehand, of a stretch's mean around 0: anywhere on PLOVER's scale of -10 to +10."""

SCATTERS = tuple(np.geomspace(.5, 8, 10).tolist())
"""Standard deviations of one event's score around the mean of its stretch that are summed over."""

SHARED = ((0.0, 0.0), (.15, 0.0), (.15, .5), (.15, .8), (.4, 0.0), (.4, .5), (.4, .8), (1.0, 0.0), (1.0, .5), (1.0, .8))
"""Shares of that variance which the events of one period have in common, so that many of them tell little more; and how
far that holds on to the next period: what only wanders has no change of level."""

SETTINGS = tuple((scatter, *both) for scatter in SCATTERS for both in SHARED)
"""Scatter, what of it is shared, and how far that holds on."""

RARE = 7.0
"""How much less likely than the best, as a logarithm, a setting is that is not summed over: under 1 in 1000."""

MOST = 110
"""Periods with events, at most, as of two years of weeks: the search grows as their square, to some .1 s here.
Where there are more, `series` looks at longer ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A place at which the level changes, by the positions of the scores."""

    at: int                          # with which the new stretch begins, the likeliest
    low: int                         # it begins between these, with MASS
    high: int
    certainty: float                 # 0…1, that there is a change here at all


def find(scores: Sequence[float], weights: Sequence[float]) -> tuple[Change, ...]:
    """The changes that are sure enough, in order. A weight is how many events a score is the mean of."""
    if len(scores) < 2 * STRETCH:
        return ()
    model = _Model(np.asarray(scores, np.float64), np.asarray(weights, np.float64))
    places, change = model.likeliest(), cache(model.change)
    while places:
        told = [change(low, high) for low, high in _windows(places, len(scores))]
        worst = min(range(len(told)), key=lambda n: (told[n].certainty, n))
        if told[worst].certainty >= CERTAIN:
            return tuple(told)
        del places[worst]
    return ()


def _windows(places: Sequence[int], length: int) -> Iterator[tuple[int, int]]:
    """What is nearer to each place than to its neighbours: first position and the one after the last."""
    edges = [1, *((a + b + 1) // 2 for a, b in pairwise(places)), length]
    yield from pairwise(edges)


class _Model:
    """The stretches of a course with their likelihoods, for each setting of the grid that is not out of the question.

    Gap n is before score n. `_joint[g, i, j]` is the logarithm of the likelihood of the scores from gap i to gap j as
    one stretch, `_back` the same read from the end.
    """

    def __init__(self, scores: Floats, weights: Floats) -> None:
        self.length = len(scores)
        stay = np.log(NONE) / (self.length - 1)
        self._stay, self._go = stay, np.log(-np.expm1(stay))
        every = _joint(scores, weights)
        evidence = self._sums(every, np.zeros(self.length + 1))[:, -1]
        kept = [n for n in np.argsort(-evidence, kind="stable").tolist() if evidence[n] > evidence.max() - RARE]
        self._joint = every[kept]
        self._back = self._joint[:, ::-1, ::-1].transpose(0, 2, 1)
        self._evidence = np.logaddexp.reduce(evidence[kept])

    def _sums(self, joint: Floats, gaps: Floats) -> Floats:
        """Of each gap the likelihood of all that is before it, over all ways of cutting; `gaps` is added at a cut."""
        made = np.full((len(joint), self.length + 1), -np.inf)
        made[:, 0] = -self._go
        for end in range(STRETCH, self.length + 1):
            begin = np.arange(end - STRETCH + 1)
            told = made[:, begin] + joint[:, begin, end] + (gaps[begin] + self._go + self._stay * (end - begin - 1))
            most = told.max(1, keepdims=True)
            made[:, end] = (most + np.log(np.exp(told - most).sum(1, keepdims=True)))[:, 0]
        return made

    def likeliest(self) -> list[int]:
        """The gaps of the likeliest cut under the likeliest setting, where a change costs nothing: more than there are,
        for `find` to take the unsure ones away.
        """
        joint = self._joint[0]
        best, cut = np.full(self.length + 1, -np.inf), np.zeros(self.length + 1, np.int64)
        best[0] = 0
        for end in range(STRETCH, self.length + 1):
            told = best[:end - STRETCH + 1] + joint[:end - STRETCH + 1, end]
            cut[end] = np.argmax(told)
            best[end] = told[cut[end]]
        places, at = [], int(cut[self.length])
        while at:
            places.append(at)
            at = int(cut[at])
        return places[::-1]

    def change(self, low: int, high: int) -> Change:
        """What is known of a change at the gaps from `low` to before `high`: how likely there is any, and if there is
        one, where.
        """
        barred = np.zeros(self.length + 1)
        barred[low:high] = -np.inf
        before, after = self._sums(self._joint, barred), self._sums(self._back, barred[::-1])[:, ::-1]
        without = np.logaddexp.reduce(before[:, -1])
        alone = np.logaddexp.reduce(before[:, low:high] + after[:, low:high], axis=0)
        chance = np.exp(alone - alone.max())
        mass = np.cumsum(chance) / chance.sum()
        first, last = np.searchsorted(mass, [(1 - MASS) / 2, (1 + MASS) / 2]).tolist()
        return Change(at=low + int(np.argmax(chance)), low=low + first, high=low + min(last, len(mass) - 1),
                      certainty=float(-np.expm1(min(without - self._evidence, 0.0))))


def _joint(scores: Floats, weights: Floats) -> Floats:
    """The likelihood of every stretch under every setting: a Kalman filter of its mean and of what wanders around it,
    run from each gap on at once.
    """
    scatter, shared, hold = (np.array(one)[:, None] for one in zip(*SETTINGS, strict=True))
    wander, own = scatter ** 2 * shared, scatter ** 2 * (1 - shared)
    length = len(scores)
    made = np.zeros((len(SETTINGS), length + 1, length + 1))
    level, drift, both, told = (np.zeros((len(SETTINGS), length)) for _ in range(4))
    mean_var, drift_var = np.full_like(level, REACH ** 2), np.repeat(wander, length, 1)
    for n in range(length):
        drift[:, :n] *= hold
        both[:, :n] *= hold
        drift_var[:, :n] = hold ** 2 * drift_var[:, :n] + wander * (1 - hold ** 2)
        here = slice(0, n + 1)
        for_mean, for_drift = mean_var[:, here] + both[:, here], both[:, here] + drift_var[:, here]
        variance = for_mean + for_drift + own / weights[n]
        missed = scores[n] - level[:, here] - drift[:, here]
        told[:, here] -= .5 * (np.log(2 * np.pi * variance) + missed ** 2 / variance)
        level[:, here] += for_mean / variance * missed
        drift[:, here] += for_drift / variance * missed
        mean_var[:, here] -= for_mean ** 2 / variance
        both[:, here] -= for_mean * for_drift / variance
        drift_var[:, here] -= for_drift ** 2 / variance
        made[:, here, n + 1] = told[:, here]
    return made
