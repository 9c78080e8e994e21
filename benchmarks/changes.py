"""Change points: how often one is told where there is none, and how often one that is there is found, and where.

Courses are drawn by PLOVER's types: as many events a period as a Poisson draws, each of a type whose chances are tilted
by its score, so that the mean goes up or down. `python -m benchmarks.changes [--runs N]`; seeded.
"""

from __future__ import annotations

import argparse

import numpy as np

from standoff import plover
from standoff.measures import changes

SCORES = np.array([one.score for one in plover.read().types.values()])
SIZES = ((12, 3.0), (24, 1.5), (24, 4.0), (60, 2.0), (60, 8.0))
"""Periods, and events a period on average."""


def course(rng: np.random.Generator, tilts: np.ndarray, rate: float) -> tuple[list[int], list[float], list[int]]:
    """The periods with events, their mean scores, and how many events each has."""
    told: list[tuple[int, float, int]] = []
    for period, tilt in enumerate(tilts):
        if count := int(rng.poisson(rate)):
            chance = np.exp(tilt * SCORES)
            told.append((period, float(rng.choice(SCORES, count, p=chance / chance.sum()).mean()), count))
    return [one for one, _, _ in told], [one for _, one, _ in told], [one for _, _, one in told]


def mean(tilt: float) -> float:
    """The mean score under a tilt."""
    chance = np.exp(tilt * SCORES)
    return float(chance @ SCORES / chance.sum())


def wander(rng: np.random.Generator, periods: int, hold: float, wide: float) -> np.ndarray:
    """Tilts that wander around 0, each like the one before by `hold`, without a change of level."""
    tilts = [rng.normal(0, wide)]
    for _ in range(periods - 1):
        tilts.append(hold * tilts[-1] + rng.normal(0, wide * (1 - hold ** 2) ** .5))
    return np.array(tilts)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    runs = parser.parse_args().runs
    rng = np.random.default_rng(2026)
    print(f"none there, {runs} courses a line\n| periods | events each | months alike | in common | told |")
    for periods, rate in SIZES:
        for hold, wide in ((0.0, 0.0), (0.0, .1), (.5, .1)):
            told = sum(bool(changes.find(*course(rng, wander(rng, periods, hold, wide), rate)[1:]))
                       for _ in range(runs))
            print(f"| {periods} | {rate} | {hold} | {wide} | {told / runs:.1%} |", flush=True)
    print(f"one there, {runs} courses a line\n| periods | events each | points | found | in the interval | more told |"
          " periods wide |")
    for periods, rate in SIZES:
        for tilt in (.1, .2, .3):
            found, inside, more, wide = 0, 0, 0, []
            for _ in range(runs):
                turn = int(rng.integers(periods // 3, 2 * periods // 3 + 1))
                at, scores, weights = course(rng, np.where(np.arange(periods) < turn, tilt, -tilt) / 2, rate)
                some = changes.find(scores, weights)
                found, more = found + bool(some), more + max(len(some) - 1, 0)
                inside += any(at[one.low - 1] < turn <= at[one.high] for one in some)
                wide += [at[one.high] - at[one.low - 1] for one in some]
            print(f"| {periods} | {rate} | {mean(tilt / 2) - mean(-tilt / 2):.1f} | {found / runs:.0%} | "
                  f"{inside / max(found, 1):.0%} | {more} | {np.median(wide) if wide else 0:.0f} |", flush=True)


if __name__ == "__main__":
    main()
