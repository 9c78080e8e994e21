"""Scores of resolved forecasts: how far what somebody foresaw came true, given what a lexicon makes of the hedges.

Takes rows of the outlook; counts those that a person resolved with "yes" or "no" and whose hedges have one range in the
lexicon asked. The probability is the middle of the range. "yes" means that what the clause says came true, hedge aside
("unlikely that X" is "yes" if X happened); a forecast that it will not be so ("will not leave") is "yes" if it was not
so. Only a hedge whose range is that of the thing denied (Kent's "probably not") is turned round for it.

Not counted: annulled and open ones, questions, readers' comments, and forecasts without a range ("may", "will"). Under
`LEAST_SCORED` of somebody there is a number only, no figure and no order by merit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from standoff.answers import LEAST_SCORED, HedgeRange, OutlookRow, Score
from standoff.model import OutlookType, Sourcing, Voice
from standoff.outlook.hedges import denies, terms

RESAMPLES = 10_000
SEED = 20_160_806
"""Of the bootstrap: the interval holds the middle 95 % of the means of so many samples with replacement, drawn from the
sorted values by a generator with this seed, so that the same forecasts give the same interval."""

ONE = (Sourcing.NAMED, Sourcing.OFFICE)
"""Sources that are one speaker: "observers" or "a senior official" of two texts are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One resolved forecast: its range of probability in per cent, and whether what it gives a probability of came."""

    low: int
    high: int
    came: bool

    @property
    def p(self) -> float:
        """The middle of the range, 0…1."""
        return (self.low + self.high) / 200


def trial(row: OutlookRow, lexicon: str) -> Trial | None:
    """What a row counts as; None where it does not count (see above), or where its hedges have several ranges."""
    if row.resolved is None or row.resolved.outcome not in ("yes", "no"):
        return None
    if row.type is OutlookType.QUESTION or row.voice is Voice.COMMENTER or not row.polar:
        return None
    found = {(one.low, one.high, one.term): one for one in row.ranges if one.lexicon == lexicon}
    if len(found) != 1:
        return None
    [one] = found.values()
    came = row.resolved.outcome == "yes"
    return Trial(low=one.low, high=one.high, came=came != _turned(one, row))


def _turned(hedge: HedgeRange, row: OutlookRow) -> bool:
    """Whether the range is of the opposite of what the words say: "will probably not leave", 20–40 % for leaving."""
    return denies(hedge) and row.negated


def scores(rows: Iterable[OutlookRow], lexicon: str = "ICD 203",
           outlets: Mapping[str, Sequence[str]] | None = None) -> list[Score]:
    """The scores of speakers, then of outlets, each by name.

    `outlets`: key of a row → the outlets that carry it; without it the first of its chain. Raises ValueError for a
    lexicon that is not known.
    """
    terms(lexicon)
    found: dict[tuple[str, str, str], list[Trial]] = {}
    for row in rows:
        if (one := trial(row, lexicon)) is None:
            continue
        if row.sourcing in ONE and row.name:
            found.setdefault(("speaker", row.name, row.forecaster), []).append(one)
        carriers = row.chain[:1] if outlets is None else outlets.get(row.key, ())
        for outlet in dict.fromkeys(carriers):
            if outlet:
                found.setdefault(("outlet", outlet, ""), []).append(one)
    order = sorted(found.items(), key=lambda item: (item[0][0] != "speaker", item[0][1].casefold(), item[0]))
    return [score(name, kind, trials) for (kind, name, _), trials in order]


def score(who: str, kind: str, trials: Sequence[Trial]) -> Score:
    """The score of one speaker or outlet; without figures under LEAST_SCORED forecasts."""
    if len(trials) < LEAST_SCORED:
        return Score(who=who, kind=kind, n=len(trials))
    low, high = interval([brier(one) for one in trials])
    return Score(who=who, kind=kind, n=len(trials), brier=_mean(brier(one) for one in trials), brier_low=low,
                 brier_high=high, log=_mean(log(one) for one in trials), calibration=calibration(trials))


def brier(one: Trial) -> float:
    """(p - outcome)² of one forecast: 0 is best, 1 worst, a half said of everything gives .25.

    >>> round(brier(Trial(low=80, high=95, came=True)), 4)
    0.0156
    """
    return (one.p - one.came) ** 2


def log(one: Trial) -> float:
    """-ln of the probability that was given to what came: 0 is best, without an upper end."""
    return -math.log(one.p if one.came else 1 - one.p)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of a mean, by the bootstrap's percentiles."""
    ordered = np.sort(np.asarray(values, np.float64))
    drawn = np.random.default_rng(SEED).integers(0, len(ordered), (RESAMPLES, len(ordered)))
    low, high = np.percentile(ordered[drawn].mean(1), (2.5, 97.5)).tolist()
    return round(low, 4), round(high, 4)


def calibration(trials: Iterable[Trial]) -> tuple[tuple[int, int, int, int], ...]:
    """Of each range that was used: low, high, how many forecasts, how many came true; from the least likely on."""
    counts: dict[tuple[int, int], tuple[int, int]] = {}
    for one in trials:
        n, came = counts.get((one.low, one.high), (0, 0))
        counts[one.low, one.high] = n + 1, came + one.came
    return tuple((*ends, *counts[ends]) for ends in sorted(counts))


def _mean(values: Iterable[float]) -> float:
    some = sorted(values)
    return round(math.fsum(some) / len(some), 4)


__all__ = ["Trial", "brier", "calibration", "interval", "log", "score", "scores", "trial"]
