"""Attributions: who said what, from the scores of cues and roles.

The network finds the words that are heads of cues ("said", "according", "claim") and, for each, how likely every word
of the window is its source, its content or a part of the cue. Here these scores become spans: content in few solid
pieces, a quotation whole or not at all, the source one stretch. Trees and paragraphs then have a say: `mending`. Words
are counted from 0 in the arrays given, characters in code points of the text; both half open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import log

import numpy as np
from numpy.typing import NDArray

from standoff.language.mending import Grammar, Mending
from standoff.language.tree import roots
from standoff.model import Attribution, Kind

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NONE, SOURCE, CONTENT, CUE = range(4)
"""Columns of the role scores."""

# The figures below were chosen on 60 articles of PolNeAR train (every 14th), but for LEAST_CLAUSE and LEAST_OTHER.

SWITCH, INSIDE = 3.0, 8.0
"""What it costs, in log-odds, to begin or to end a stretch of content: between constituents, and inside of one."""

SHARED = 0.5
"""How much of a word's log-odds of content is that of its constituent's mean. With INSIDE: content F1 .743 to .751."""

STUBBORN = 0.5
"""Added to the log-odds of content where a cue's best path has none: a cue with unlikely content is
likelier than a cue without any."""

SOURCE_BIAS = 1.0
"""Added to every word's log-odds of being in the source: nine cues in ten have one."""

LEAST = 0.3
"""The score that an attribution must have: chance of the cue times mean chance of its words of content."""

MAYBE = log(LEAST / (1 - LEAST))
"""Log-odds from which a word is tried as the head of a cue: below, no attribution of it could reach LEAST."""

WHOLE = 0.5
"""A quotation is content whole or not at all: whole if content has at least this share of its words. In PolNeAR train
98 % of the quotations that a content touches are whole in it; most others are those that the cue itself stands in
("I think …"), which are left as they are."""

GROWTH = 2
"""A source grows to the largest nominal around it that is at most so many times as long: half a point more exact."""

LEAST_CLAUSE, LEAST_OTHER = 0.4, 0.5
"""What stands for LEAST where the tree is known: for content with a clause or a quotation in it, and for any other.
The best of seven settings that were tried on PolNeAR dev (content F1 .771 to .776, content and source .719 to .729), so
that figures on dev flatter a little. A list of 300 words of saying did less."""

NESTED = 0.4
"""The score of a statement within a statement that only the tree tells."""

TWICE = 0.7
"""Two attributions are one if their cues share a word and their contents share this part of the words that either has;
unless both name a source, and not the same."""


def cues(scores: Floats, threshold: float = MAYBE) -> Ints:
    """The words that may head a cue. Of heads that stand side by side only the surest is one ("went on to say")."""
    wide = np.concatenate([[-np.inf], scores, [-np.inf]])
    return np.flatnonzero((scores > threshold) & (scores > wide[:-2]) & (scores >= wide[2:]))


def constituents(cues: Ints, heads: Ints) -> Ints:
    """(cues, words): the constituents that a sentence falls into, seen from a cue: for each word, the highest word over
    it that is neither the cue nor above the cue; for these, themselves. `heads`: of all words, a root's its own.

    In "He denied it on Sunday, and left" from "denied": He | denied | it | on Sunday | , and left | .
    """
    rows, at = np.arange(len(cues)), cues
    above = np.zeros((len(cues), len(heads)), np.bool_)
    while not above[rows, at].all():
        above[rows, at] = True
        at = heads[at]
    own = np.broadcast_to(np.arange(len(heads)), above.shape)
    top: Ints = np.where(above | above[:, heads], own, heads)
    while True:
        higher = np.take_along_axis(top, top, 1)
        if (higher == top).all():
            return top
        top = higher


def content(scores: Floats, switch: Floats) -> Bools:
    """(cues, words) log-odds to (cues, words) decisions: two-state Viterbi. `switch`: (cues, words), what it costs to
    change the state before a word.

    The best path depends only on the difference d of the two states' best scores: d ← clip(d, ±switch) + score.
    """
    count, length = scores.shape
    ahead = np.empty((length, count), np.float32)
    lead = np.full(count, -np.inf, np.float32)                     # as after a word that is no content
    for at, (step, cost) in enumerate(zip(scores.T, switch.T, strict=True)):
        lead = np.minimum(np.maximum(lead, -cost), cost) + step
        ahead[at] = lead
    inside: Bools = np.zeros((length, count), np.bool_)
    state = ahead[-1] > 0 if length else np.zeros(count, np.bool_)
    for at in range(length - 1, -1, -1):
        inside[at] = state
        if at:
            state = np.where(state, ahead[at - 1] > -switch[:, at], ahead[at - 1] > switch[:, at])
    return inside.T


def best_stretch(scores: Floats) -> tuple[Ints, Ints, Floats]:
    """(cues, words): start, end and sum of each row's stretch with the highest sum; empty if none is above 0."""
    count, length = scores.shape
    if not length:
        zero = np.zeros(count, np.int64)
        return zero, zero, np.zeros(count, np.float32)
    sums = np.zeros((count, length + 1), np.float32)
    np.cumsum(scores, 1, out=sums[:, 1:])
    lowest = np.minimum.accumulate(sums[:, :-1], 1)
    gain = sums[:, 1:] - lowest
    end = np.argmax(gain, 1)
    rows = np.arange(count)
    best = gain[rows, end]
    floor = lowest[rows, end][:, None]
    start = length - 1 - np.argmax(((sums[:, :-1] <= floor) & (np.arange(length) <= end[:, None]))[:, ::-1], 1)
    empty = best <= 0
    return np.where(empty, 0, start), np.where(empty, 0, end + 1), np.where(empty, np.float32(0), best)


def attributions(heads: Ints, sure: Floats, roles: Floats, words: Sequence[str], offsets: Sequence[tuple[int, int]],
                 quotes: Sequence[tuple[int, int]] = (), nominals: Sequence[tuple[int, int, Kind]] = (),
                 grammar: Grammar | None = None) -> list[Attribution]:
    """The attributions of a window, in order of their cues.

    `heads`: words that may head a cue, `sure`: their log-odds, `roles`: (cues, words, 4) scores. `offsets`: the words
    in the text; `quotes`: quotations in characters of the same text; `nominals`: mentions in words, for sources.
    Without `grammar` the scores alone decide.
    """
    if not len(heads):
        return []
    blank = np.fromiter((not any(map(str.isalnum, word)) for word in words), np.bool_, len(words))
    odds = _log_odds(roles)
    quoted = _in_words(quotes, offsets)
    above = grammar.heads if grammar else None
    inside = _whole_quotes(heads, _inside(heads, odds[..., CONTENT], blank, above), blank, quoted)
    start, end, gain = best_stretch(odds[..., SOURCE] + SOURCE_BIAS)
    if grammar is not None:
        start, end = _in_one_sentence(start, end, odds[..., SOURCE], grammar.heads)
    part = roles.argmax(-1) == CUE
    part[np.arange(len(heads)), heads] = True
    mending = None if grammar is None else Mending(words, blank, _marked(quoted, len(words)), nominals, grammar)
    found: list[_Found] = []
    for at, head in enumerate(heads.tolist()):
        within = _marked(_stretches(inside[at], blank), len(words))
        if mending:
            within = mending.content(head, within)
        if not (within & ~blank).any():
            continue
        score = float(_chance(sure[at]) * _chance(odds[at, within & ~blank, CONTENT]).mean())
        if mending:
            within |= mending.subjects(head, within)
        part[at] &= ~within
        stretch = None
        if mending:
            within |= mending.items(head, within)
            part[at] &= mending.cue(head)
        part[at, head] = True
        if score < LEAST or (mending and (mending.timed(within) or score < (
                LEAST_CLAUSE if mending.clause(head, within) else LEAST_OTHER))):
            continue
        taken = within | part[at]
        if gain[at] > 0:
            stretch = _grown(int(start[at]), int(end[at]), nominals, taken)
            stretch = mending.source(head, *stretch, taken) if mending else stretch
        elif mending:
            stretch = mending.subject(head, taken)
            if not stretch and mending.named(head, within):
                continue
        found.append(_made(head, stretch, part[at], within, score, blank))
    if mending:
        found = _parted(found, mending, blank)
        found += _by_grammar(found, mending, blank)
    return [Attribution(source=_spans(one.source, words, blank, offsets), cue=_spans(one.cue, words, blank, offsets),
                        content=_spans(one.content, words, blank, offsets), score=one.score)
            for one in _once([one for one in found if one.content])]


@dataclass(slots=True)
class _Found:
    head: int
    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    score: float
    within: Bools


def _made(head: int, source: tuple[int, int] | None, cue: Bools, within: Bools, score: float, blank: Bools) -> _Found:
    """An attribution whose source, where there is one, is neither cue nor content."""
    if source:
        within[source[0]:source[1]] = False
        cue[source[0]:source[1]] = False
    cue[head] = True
    return _Found(head, [source] if source else [], _stretches(cue, blank) or [(head, head + 1)],
                  _stretches(within, blank), score, within)


def _parted(found: list[_Found], mending: Mending, blank: Bools) -> list[_Found]:
    """The attributions, the content of each up to where its source goes on to say another thing ("believes that it
    rains, adding that it snows"), and without those that only stand beside what somebody else says ("Ali disagreed.
    “It rains,” Musa said")."""
    for one, other in product(found, found):
        if one.within[other.head] and mending.goes_on(one.head, other.head) and one.source and other.source and (
                _touch(one.source, other.source)):
            one.within[other.cue[0][0]:] = False
            one.content, other.source = _stretches(one.within, blank), one.source
    return [one for one in found if not any(
        mending.beside(one.head, one.within, other.head) and not (one.within & ~other.within).any() for other in found)]


def _by_grammar(found: list[_Found], mending: Mending, blank: Bools) -> list[_Found]:
    """What scores do not tell but trees do: statements told within statements, and who denied a claim."""
    more: dict[int, _Found] = {}
    known = {one.head for one in found}
    for one in found:
        for head, source, said in mending.nested(one.within):
            if head not in known and head not in more:
                more[head] = _made(head, source, _marked([(head, head + 1)], len(blank)), said & ~blank, NESTED, blank)
        if (denied := mending.denial(one.head)) and denied[0] not in known:
            verb, source, start = denied
            one.within[start:] = False
            one.content = _stretches(one.within, blank)
            said = one.within.copy()
            said[one.head] = True
            more[verb] = _made(verb, source, _marked([(start, verb + 1)], len(blank)), said, one.score, blank)
    return list(more.values())


def _inside(heads: Ints, odds: Floats, blank: Bools, above: Ints | None) -> Bools:
    """(cues, words): which words are content, by scores and constituents; some for every cue, if at all likely."""
    switch = np.full(odds.shape, SWITCH, np.float32)
    if above is not None:
        parts = constituents(heads, above)
        odds = odds + SHARED * (_means(odds, parts) - odds)
        switch[:, 1:][parts[:, 1:] == parts[:, :-1]] = INSIDE
    inside = content(odds, switch)
    bare = ~(inside & ~blank).any(1)
    for row, first, last, _ in zip(np.flatnonzero(bare), *best_stretch(odds[bare] + STUBBORN), strict=True):
        inside[row, first:last] = True
    return inside


def _in_one_sentence(start: Ints, end: Ints, odds: Floats, above: Ints) -> tuple[Ints, Ints]:
    """The stretches, each cut down to the sentence (tree) that its surest word stands in."""
    root = roots(above)
    start, end = start.copy(), end.copy()
    for row in np.flatnonzero((end > start) & (root[start] != root[np.maximum(end - 1, 0)])).tolist():
        at = np.arange(start[row], end[row])
        mine = at[root[at] == root[at[np.argmax(odds[row, at])]]]
        start[row], end[row] = mine[0], mine[-1] + 1
    return start, end


def _log_odds(roles: Floats) -> Floats:
    """Scores of exclusive labels (last axis) as log-odds of each against all others."""
    top = roles.max(-1, keepdims=True)
    mass = np.exp(roles - top)
    total = mass.sum(-1, keepdims=True)
    odds: Floats = np.log(np.maximum(mass, 1e-9)) - np.log(np.maximum(total - mass, 1e-9))
    return odds


def _chance(odds: Floats) -> NDArray[np.float64]:
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-odds.astype(np.float64)))
    return chance


def _means(scores: Floats, parts: Ints) -> Floats:
    """Row by row, each score replaced by the mean of its part."""
    count, length = scores.shape
    number = (parts + np.arange(count)[:, None] * length).ravel()
    sums = np.bincount(number, scores.ravel(), count * length)
    sizes = np.bincount(number, minlength=count * length)
    means: Floats = (sums[number] / sizes[number]).reshape(scores.shape).astype(np.float32)
    return means


def _whole_quotes(heads: Ints, inside: Bools, blank: Bools, quotes: Sequence[tuple[int, int]]) -> Bools:
    """Content snapped to quotations that the cue is not in: (start, end) in words, marks included."""
    if not quotes:
        return inside
    starts, ends = np.array([quote[0] for quote in quotes]), np.array([quote[1] for quote in quotes])
    solid = np.zeros((len(inside), len(blank) + 1), np.int64)
    np.cumsum(inside & ~blank, 1, out=solid[:, 1:])
    size = np.append(0, np.cumsum(~blank))
    size = np.maximum(size[ends] - size[starts], 1)
    share = (solid[:, ends] - solid[:, starts]) / size
    inside = inside.copy()
    apart = (heads[:, None] < starts) | (heads[:, None] >= ends)
    for row, at in zip(*np.nonzero(apart & (share > 0)), strict=True):
        inside[row, starts[at]:ends[at]] = share[row, at] >= WHOLE
    return inside


def _in_words(spans: Sequence[tuple[int, int]], offsets: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Character spans as stretches of the words that touch them; spans that touch none are left out."""
    if not spans or not offsets:
        return []
    starts = np.array([start for start, _ in offsets])
    ends = np.array([end for _, end in offsets])
    low = np.searchsorted(ends, [start for start, _ in spans], side="right").tolist()
    high = np.searchsorted(starts, [end for _, end in spans], side="left").tolist()
    return [(a, b) for a, b in zip(low, high, strict=True) if a < b]


def _stretches(inside: Bools, blank: Bools) -> list[tuple[int, int]]:
    """Stretches of words, joined over punctuation; those of punctuation alone are left out."""
    at = np.flatnonzero(inside)
    if not len(at):
        return []
    edges = np.flatnonzero(np.diff(at) > 1) + 1
    given: list[tuple[int, int]] = []
    for piece in np.split(at, edges):
        start, end = int(piece[0]), int(piece[-1]) + 1
        if blank[start:end].all():
            continue
        if given and blank[given[-1][1]:start].all():
            given[-1] = (given[-1][0], end)
        else:
            given.append((start, end))
    return given


def _marked(stretches: list[tuple[int, int]], count: int) -> Bools:
    inside: Bools = np.zeros(count, np.bool_)
    for start, end in stretches:
        inside[start:end] = True
    return inside


def _grown(start: int, end: int, nominals: Sequence[tuple[int, int, Kind]], taken: Bools) -> tuple[int, int]:
    """The largest nominal around the stretch, see GROWTH, without a word of the cue or of content; else, around a
    single word that is no nominal, the smallest; else the stretch."""
    around = sorted(((first, last) for first, last, _ in nominals if first <= start and end <= last
                     and not taken[first:last].any()), key=lambda one: one[1] - one[0])
    near = [(first, last) for first, last in around if last - first <= GROWTH * (end - start)]
    return near[-1] if near else around[0] if around and end - start == 1 else (start, end)


def _once(found: list[_Found]) -> list[_Found]:
    """The attributions without those that say again what a surer one says."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: -one.score):
        if not any(_again(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.head)


def _again(one: _Found, other: _Found) -> bool:
    """Whether two attributions are the same: see TWICE."""
    apart = one.source and other.source and not _touch(one.source, other.source)
    return not apart and _touch(one.cue, other.cue) and (
        int((one.within & other.within).sum()) >= TWICE * int((one.within | other.within).sum()))


def _touch(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> bool:
    return any(start < to and at < end for start, end in a for at, to in b)


_OPENING = frozenset("“‘«„‚‹\"'([")
_CLOSING = frozenset("”’»›\"')]")


def _spans(stretches: list[tuple[int, int]], words: Sequence[str], blank: Bools,
           offsets: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Stretches of words in characters, without punctuation at their ends; opening and closing marks stay at theirs."""
    spans = []
    for first, last in stretches:
        start, end = first, last
        while start < last and blank[start] and words[start] not in _OPENING:
            start += 1
        while start < end and blank[end - 1] and words[end - 1] not in _CLOSING:
            end -= 1
        if start == end:
            start, end = first, last                               # a cue may be a colon
        spans.append((offsets[start][0], offsets[end - 1][1]))
    return tuple(spans)
