"""Clauses: which words tell of something that happens or holds, and how the text puts it (`model.Factuality`).

The rules of `factuality` vote for each word and name their reasons. The reader's own weights have a head that looks at
the same words and has learnt, from our corpus, how far each reason can be trusted (`ClauseHead`); the two are summed.
Without the head the rules decide alone. Whether a clause is `reported` the attributions tell, whether it is
`historical` the times: of that the rules know more than the head learnt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.language.factuality import REASONS, SORTS, TELLING, VALUES, Rules, Vote, Words
from standoff.model import Attribution, Clause, Date, Factuality, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Doc

Floats = NDArray[np.float32]

OUTPUTS = ("anchor", *VALUES)
"""The head's scores of a word, in this order."""

RULED = 0.75
"""The score of what the rules decide alone: that much of it is right on our corpus (docs/benchmarks.md)."""


class ClauseHead:
    """The learnt head: scores of a word from what the network says of it, of the word above it in the tree and of those
    below; and what is added to them for what the rules say."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._out, self._bias, self._sorts, self._values, self._reasons = (
            weights["fact." + name] for name in ("out", "bias", "sorts", "values", "reasons"))

    def __call__(self, words: Floats, heads: Sequence[int]) -> Floats:
        """Scores of each word, (words, OUTPUTS), by the network alone. `words`: its output "facts"."""
        hidden = len(self._out)
        head = np.asarray(heads)
        hangs = np.flatnonzero(head != np.arange(len(head)))
        seen = words[:, :hidden].copy()
        seen[hangs] += words[head[hangs], hidden:2 * hidden]
        np.add.at(seen, head[hangs], words[hangs, 2 * hidden:])
        scores: Floats = np.maximum(seen, 0) @ self._out + self._bias
        return scores

    def anchors(self, scores: Floats, sorts: Sequence[str]) -> Floats:
        """Log-odds that each word tells something."""
        summed: Floats = scores[:, 0] + self._sorts[[SORTS.index(sort) for sort in sorts]]
        return summed

    def value(self, scores: Floats, vote: Vote) -> tuple[Factuality, float]:
        """The value of a word, and its probability."""
        logits = scores[1:] + self._values[VALUES.index(vote.value)] + self._reasons[REASONS.index(vote.reason)]
        odds = np.exp(logits - logits.max())
        best = int(odds.argmax())
        return VALUES[best], float(odds[best] / odds.sum())


def clauses(words: Words, offsets: Sequence[tuple[int, int]], said: Iterable[Attribution],
            times: Iterable[TimeExpression], anchor: Date, head: ClauseHead | None = None,
            seen: Floats | None = None) -> tuple[Clause, ...]:
    """The clauses of a text, in its order. `anchor`: when the text was published; `seen`: what the network says for the
    head."""
    rules = Rules(words, offsets, said, times, anchor)
    sorts = rules.sorts()
    if head is None or seen is None:
        return tuple(_clause(offsets[word], vote.value, vote.past, rules.reported(word), RULED)
                     for word, sort in enumerate(sorts) if sort in TELLING for vote in [rules.vote(word)])
    scores = head(seen, words.heads)
    likely = head.anchors(scores, sorts)
    found = []
    for word in np.flatnonzero(likely > 0).tolist():
        vote = rules.vote(word)
        value, sure = head.value(scores[word], vote)
        found.append(_clause(offsets[word], value, vote.past, rules.reported(word),
                             min(sure, float(1 / (1 + np.exp(-likely[word]))))))
    return tuple(found)


def _clause(place: tuple[int, int], value: Factuality, past: bool, reported: bool, score: float) -> Clause:
    beside = [Factuality.HISTORICAL] * past + [Factuality.REPORTED] * reported
    return Clause(anchor=place[0], factuality=(value, *beside), score=round(score, 3))


# — the trees of other pipelines —

RELATIONS = {
    "ROOT": "root", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj",
    "dative": "iobj", "relcl": "acl:relcl", "neg": "advmod", "npadvmod": "obl", "prt": "compound:prt",
    "poss": "nmod:poss", "oprd": "xcomp",
}
"""spaCy's own English relations (those of ClearNLP) that have another name in Universal Dependencies."""


def of_doc(doc: Doc) -> Words:
    """The words of a Doc with a tree. One in spaCy's own relations is turned into UD as far as clauses need it: what is
    said with "is" stands above it, and a preposition below its noun."""
    tokens = [token for token in doc if not token.is_space]
    at = {token.i: n for n, token in enumerate(tokens)}
    heads = [at.get(token.head.i, n) for n, token in enumerate(tokens)]
    rels = [RELATIONS.get(token.dep_, token.dep_) for token in tokens]
    for word, rel in enumerate(rels):
        above = heads[word]
        if rel in ("attr", "acomp") and tokens[above].lemma_ == "be" and not any(
                heads[other] == above and rels[other] == "expl" for other in range(len(rels))):
            heads = [word if head == above else head for head in heads]
            heads[word], rels[word] = (word if heads[above] == word else heads[above]), rels[above]
            heads[above], rels[above] = word, "cop"
    for word, rel in enumerate(rels):
        if rel in ("pobj", "pcomp"):
            above = heads[word]
            noun = tokens[heads[above]].pos_ in ("NOUN", "PROPN", "PRON")
            heads[word], heads[above] = heads[above], word
            rels[word], rels[above] = (("nmod" if noun else "obl", "case") if rel == "pobj"
                                       else ("acl" if noun else "advcl", "mark"))
    sentence, number = [], -1
    for n, token in enumerate(tokens):
        number += n == 0 or bool(token.is_sent_start)
        sentence.append(number)
    return Words([token.text for token in tokens], [token.pos_ for token in tokens],
                 [str(token.morph) for token in tokens], heads, rels, sentence)
