"""Clauses: which words tell of something that happens or holds, and how the text puts it (`model.Factuality`).

The rules of `factuality` vote for each word and name their reasons. The reader's own weights have a head that looks at
the same words and has learnt, from our corpus, how far each reason can be trusted (`Trust`); the two are summed.
Without the head the rules decide alone. Whether a clause is `reported` the attributions tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from standoff.language.factuality import PASTS, REASONS, SORTS, TELLING, VALUES, Rules, Vote, Words
from standoff.model import Attribution, Clause, Date, Factuality, TimeExpression

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

OUTPUTS = ("anchor", *VALUES, "historical")
"""The head's scores of a word, in this order."""

RULED = 0.75
"""The score of what the rules decide alone: that much of it is right on our corpus (docs/benchmarks.md)."""


class Trust:
    """What is added to the head's scores for what the rules say: learnt, kept beside the pair heads."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self.sorts, self.values, self.reasons, self.pasts = (
            weights["fact." + name] for name in ("sorts", "values", "reasons", "pasts"))

    def anchors(self, scores: Floats, sorts: Ints) -> Floats:
        """Log-odds that each word tells something."""
        summed: Floats = scores[:, 0] + self.sorts[sorts]
        return summed

    def value(self, scores: Floats, vote: Vote) -> tuple[Factuality, float, float]:
        """The value of a word, its probability, and the probability that it is background."""
        logits = (scores[1:5] + self.values[VALUES.index(vote.value)] + self.reasons[REASONS.index(vote.reason)])
        odds = np.exp(logits - logits.max())
        best = int(odds.argmax())
        past = scores[5] + self.pasts[PASTS.index(vote.past)]
        return VALUES[best], float(odds[best] / odds.sum()), float(1 / (1 + np.exp(-past)))


def clauses(words: Words, offsets: Sequence[tuple[int, int]], said: Iterable[Attribution],
            times: Iterable[TimeExpression], anchor: Date, scores: Floats | None = None,
            trust: Trust | None = None) -> tuple[Clause, ...]:
    """The clauses of a text, in its order. `anchor`: when the text was published; `scores`: of the head, (words,
    OUTPUTS)."""
    rules = Rules(words, offsets, said, times, anchor)
    sorts = rules.sorts()
    if scores is None or trust is None:
        chosen = [(word, 0.0) for word, sort in enumerate(sorts) if sort in TELLING]
    else:
        likely = trust.anchors(scores, np.array([SORTS.index(sort) for sort in sorts], np.int64))
        chosen = [(word, float(1 / (1 + np.exp(-likely[word])))) for word in np.flatnonzero(likely > 0).tolist()]
    found = []
    for word, sure in chosen:
        vote = rules.vote(word)
        if scores is None or trust is None:
            value, score, past = vote.value, RULED, vote.past in ("dated", "below")
        else:
            value, likely_value, long_ago = trust.value(scores[word], vote)
            past = long_ago > 0.5
            score = min(sure, likely_value, max(long_ago, 1 - long_ago))
        beside = [Factuality.HISTORICAL] * past + [Factuality.REPORTED] * rules.reported(word)
        found.append(Clause(anchor=offsets[word][0], factuality=(value, *beside), score=round(score, 3)))
    return tuple(found)
