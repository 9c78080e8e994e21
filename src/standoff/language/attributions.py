"""Attributions: who said what, from the scores of cues and roles; and quotations, from the text alone.

The network finds the words that are heads of cues ("said", "according", "claim") and, for each, how likely every word
of the window is its source, its content or a part of the cue. Here these scores become spans: content in few solid
pieces, a quotation whole or not at all, the source one stretch, and what the tree, the paragraphs and the nominals say
against it is mended. Words are counted from 0 in the arrays given, characters in code points of the text; both half
open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from standoff.language.windows import BLANK, LINE
from standoff.model import Attribution, Kind
from standoff.text import trim

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NONE, SOURCE, CONTENT, CUE = range(4)
"""Columns of the role scores."""

# The figures below were chosen on 60 articles of PolNeAR train (every 14th), never on dev.

SWITCH, INSIDE = 3.0, 8.0
"""What it costs, in log-odds, to begin or to end a stretch of content: between constituents, and inside of one."""

SHARED = 0.5
"""How much of a word's log-odds of content is that of its constituent's mean. With INSIDE: content F1 .743 to .751."""

STUBBORN = 0.5
"""Added to the log-odds of content where a cue's best path has none: a weak cue is likelier than one without any."""

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

TWICE = 0.7
"""Two attributions whose contents overlap by this share of what both cover, and whose cues touch, are one; unless both
name a source, and not the same."""

LEAST_CLAUSE, LEAST_OTHER = 0.5, 0.6
"""LEAST for a cue that no word of SAYING heads: with a clause or a quotation for content, and without ("governs")."""

SAYING = frozenset("""
    accept according accusation accuse acknowledge add address admission admit advice advise advocate affirm agree
    agreement allegation allege allegedly analysis announce announcement answer apologise apologize appeal applaud argue
    argument ask assert assertion assess assessment assume assumption assurance assure attribute aware beg belief
    believe bet blame blast boast book brief broadcast calculate call caption caution certain challenge charge chant cite
    claim clarify clear column comment commentary complain complaint concede concern concerned conclude conclusion
    condemn condemnation confess confident confirm confirmation consider contend contention continue convinced counter
    cry criticise criticism criticize debate decide decision declaration declare decline decry defend demand demonstrate
    denial denounce deny deplore describe description determine dictate disagree disclose disclosure discover discuss
    dismiss dispute document doubt dream echo editorial elaborate emphasise emphasize estimate evidence exclaim expect
    expectation explain explanation express fear feel figure find finding forecast foresee guarantee guess hail hear hint
    hold hope idea imagine imply indicate indication inform insist instruct interpret interview joke judge justify know
    knowledge lament learn letter lie maintain mean mention message mourn muse news note notice notion object observe
    offer opine opinion optimistic order outline perceive persuade pledge plead point ponder portray post praise pray
    predict prediction prefer presume press proclaim project promise propose proposal protest prove provide question
    quip quote read realise realize reason reassure recall reckon recognise recognize recommend recommendation recount
    refer reflect refuse regard reject reiterate relate release remark remember remind reply report reportedly request
    respond response reveal rule rumor rumour say scream see seem sense shout show shrug sigh sign signal slam song
    speak speculate speculation speech state statement stipulate stress study submit suggest suggestion summarise
    summarize sure surmise survey suspect suspicion swear talk tell term testify testimony text theorise theorize theory
    think thought threat threaten tout tweet understand understanding underline underscore unveil urge utter verdict
    view voice volunteer vote vow want warn warning welcome whisper word wonder worried worry write yell
""".split())
"""Lemmas of saying, thinking, writing and showing, as in any thesaurus. They are evidence beside the network's score: a
cue without one only has to be surer."""

HEARERS = frozenset("""
    advise assure brief cite concern convince inform instruct notify persuade quote remind tell urge warn
""".split())
"""Verbs whose passive subject may be the one who spoke or who thinks ("he was quoted as saying", "was convinced")."""

CLAUSES = frozenset("ccomp csubj csubj:pass parataxis advcl advcl:relcl acl acl:relcl root".split())
"""Relations of a clause with a subject of its own. An open one ("seems to hold") is none."""

NAME_PARTS = frozenset("flat compound".split())
WORDS_BEFORE = NAME_PARTS | {"amod", "det", "nummod", "nmod:poss"}
"""Relations to its noun of what cannot be cut from it."""

BULLETS = frozenset("-–—•·*▪◦‣●■")


@dataclass(frozen=True, slots=True)
class Grammar:
    """What else is known of the words of a text or a window, one value for each."""

    heads: Ints                      # a root's is itself
    upos: Sequence[str]
    deprels: Sequence[str]
    lemmas: Sequence[str]
    breaks: Sequence[int]            # see `windows.breaks`

    def window(self, start: int, end: int) -> Grammar:
        """Of the words of a window alone."""
        return Grammar(self.heads[start:end] - start, self.upos[start:end], self.deprels[start:end],
                       self.lemmas[start:end], self.breaks[start:end])

    def top(self, start: int, end: int) -> int:
        """The word of a stretch that hangs on none in it; of several the last."""
        heads = self.heads[start:end]
        own = np.arange(start, end)
        return int(own[(heads < start) | (heads >= end) | (heads == own)][-1])


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
    inside = _whole_quotes(heads, _inside(heads, odds[..., CONTENT], blank, grammar.heads if grammar else None), blank, quoted)
    start, end, gain = best_stretch(odds[..., SOURCE] + SOURCE_BIAS)
    if grammar is not None:
        start, end = _in_one_sentence(start, end, odds[..., SOURCE], grammar.heads)
    part = roles.argmax(-1) == CUE
    part[np.arange(len(heads)), heads] = True
    mended = _Mending(words, blank, _marked(quoted, len(words)), nominals, grammar) if grammar is not None else None
    found: list[_Found] = []
    for at, head in enumerate(heads.tolist()):
        within = _marked(_stretches(inside[at], blank), len(words))
        if mended:
            within = mended.content(head, within)
        if not (within & ~blank).any():
            continue
        score = float(_chance(sure[at]) * _chance(odds[at, within & ~blank, CONTENT]).mean())
        part[at] &= ~within
        if mended:
            within |= mended.list_after(head, within)
            part[at] &= mended.cue(head)
        part[at, head] = True
        if score < (mended.least(head, within) if mended else LEAST):
            continue
        source = None
        if gain[at] > 0:
            source = _grown(int(start[at]), int(end[at]), nominals, within | part[at])
            if mended and (source := mended.source(head, *source, within, part[at])):
                within[source[0]:source[1]] = False
                part[at, source[0]:source[1]] &= np.arange(*source) == head
        cue, said = _stretches(part[at], blank) or [(head, head + 1)], _stretches(within, blank)
        if said:
            found.append(_Found(head, [source] if source else [], cue, said, score, within))
    return [Attribution(source=_spans(one.source, words, blank, offsets), cue=_spans(one.cue, words, blank, offsets),
                        content=_spans(one.content, words, blank, offsets), score=one.score) for one in _once(found)]


@dataclass(slots=True)
class _Found:
    head: int
    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    score: float
    within: Bools


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


class _Mending:
    """What tree, paragraphs and nominals of a window say to what the scores found in it."""

    def __init__(self, words: Sequence[str], blank: Bools, quoted: Bools, nominals: Sequence[tuple[int, int, Kind]],
                 grammar: Grammar) -> None:
        self._words, self._blank, self._quoted, self._nominals = words, blank, quoted, nominals
        self._grammar = grammar
        gaps = np.array(grammar.breaks, np.int64)
        self._paragraph, self._line = np.cumsum(gaps >= BLANK), np.cumsum(gaps >= LINE)
        self._below: dict[int, list[int]] = {}
        for word, above in enumerate(grammar.heads.tolist()):
            if word != above:
                self._below.setdefault(above, []).append(word)

    def content(self, head: int, within: Bools) -> Bools:
        """Content in one paragraph, the cue's if there is any in it, but for quotations that go on in others; without
        the source of the source ("citing two officials") at its ends."""
        solid = within & ~self._blank
        if solid.any():
            mine = self._paragraph == self._paragraph[head]
            if not (solid & mine).any():
                mine = self._paragraph == self._paragraph[np.argmax(solid)]
            within = within & (mine | self._quoted)
        for word in self._below.get(head, []) + self._below.get(int(self._grammar.heads[head]), []):
            if self._grammar.lemmas[word] in ("cite", "quote") and self._grammar.deprels[word] in ("advcl", "acl"):
                clause = _marked([self._reach(word)], len(within))
                at = np.flatnonzero(within & ~self._blank)
                if len(at) and not clause[head] and not clause.all() and (clause[at[0]] or clause[at[-1]]):
                    within = within & ~clause
        return within

    def list_after(self, head: int, within: Bools) -> Bools:
        """The items of the list that the line of the cue, with a colon at its end, introduces."""
        items = np.zeros(len(within), np.bool_)
        last = int(np.flatnonzero(self._line == self._line[head])[-1])
        if self._words[last] != ":":
            return items
        at = last + 1
        while at < len(within) and self._bulleted(at):
            end = int(np.flatnonzero(self._line == self._line[at])[-1]) + 1
            items[at:end] = True
            at = end
        return items if (within & items).any() else np.zeros_like(items)

    def cue(self, head: int) -> Bools:
        """Where the words of a cue may stand: outside of people and organisations, if these do not hold its head."""
        free = np.ones(len(self._words), np.bool_)
        for start, end, kind in self._nominals:
            if kind in (Kind.PERSON, Kind.ORGANISATION) and not start <= head < end:
                free[start:end] = False
        return free

    def least(self, head: int, within: Bools) -> float:
        """The score that an attribution must have: see LEAST_CLAUSE."""
        if self._blank[head] or self._grammar.lemmas[head].lower() in SAYING:
            return LEAST
        below = [word for word in self._below.get(head, []) if within[word]]
        clause = any(self._grammar.deprels[word] in CLAUSES for word in below) or (
            within[self._grammar.heads[head]] and self._grammar.deprels[head] in CLAUSES)
        return LEAST_CLAUSE if clause or (within & self._quoted).any() else LEAST_OTHER

    def source(self, head: int, start: int, end: int, within: Bools, cue: Bools) -> tuple[int, int] | None:
        """A source with the whole of its name; None if it stands in another paragraph than cue and content, is a time
        or is what the passive cue is about ("was expected to …")."""
        tree = self._grammar
        top = tree.top(start, end)
        if self._paragraph[top] != self._paragraph[head]:
            return None
        if any(kind in (Kind.TIME,) and tree.top(a, b) == top for a, b, kind in self._nominals):
            return None
        if tree.deprels[top] == "nsubj:pass" and tree.heads[top] == head and tree.lemmas[head] not in HEARERS:
            return None
        start, end = self._uncut(start, end, cue)
        return self._named(start, end, head, cue)

    def _uncut(self, start: int, end: int, cue: Bools) -> tuple[int, int]:
        """A stretch with all words that belong to names in it, and with the noun that its last word goes before."""
        tree = self._grammar
        while True:
            a, b = start, end
            for word in range(start, end):
                above = int(tree.heads[word])
                if tree.deprels[word] in WORDS_BEFORE and above >= end and above - end < 4:
                    b = max(b, above + 1)
                if tree.deprels[word] in NAME_PARTS and above < start and start - above < 4:
                    a = min(a, above)
                for under in self._below.get(word, []):
                    if tree.deprels[under] in NAME_PARTS and -4 < under - end < 4 and start - under < 4:
                        a, b = min(a, under), max(b, under + 1)
            if (a, b) == (start, end) or cue[a:b].any() or self._paragraph[a] != self._paragraph[b - 1]:
                return start, end
            start, end = a, b

    def _named(self, start: int, end: int, head: int, cue: Bools) -> tuple[int, int]:
        """A stretch with the name that stands in apposition behind it ("the ombudsman, Iris Marín")."""
        tree = self._grammar
        for under in self._below.get(tree.top(start, end), []):
            if under >= end and tree.deprels[under] == "appos" and tree.upos[under] == "PROPN":
                first, last = self._uncut(under, under + 1, cue)
                if self._blank[end:first].all() and not cue[end:last].any():
                    return start, max(end, last)
        return start, end

    def _reach(self, word: int) -> tuple[int, int]:
        """From the first to the last word below a word."""
        first = last = word
        waiting = [word]
        while waiting:
            at = waiting.pop()
            first, last = min(first, at), max(last, at)
            waiting += self._below.get(at, [])
        return first, last + 1

    def _bulleted(self, at: int) -> bool:
        """Whether an item of a list begins with this word: "-", "•", "1.", "a)"."""
        word, after = self._words[at], self._words[at + 1:at + 2]
        return self._grammar.breaks[at] >= LINE and (word in BULLETS or (
            len(word) < 3 and word.isalnum() and list(after) in (["."], [")"])))


def _in_one_sentence(start: Ints, end: Ints, odds: Floats, above: Ints) -> tuple[Ints, Ints]:
    """The stretches, each cut down to the sentence (tree) that its surest word stands in."""
    root = above
    for _ in range(len(above).bit_length()):
        root = root[root]
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


# — quotations —

_MARKS = re.compile(r"[“”„‟\"«»‹›‘'‚]|\n[^\S\n]*\n")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_CLOSES = re.compile(r"(?<=[^\s])['’](?![^\W_])")
_CLOSERS = {
    "“": ("”", "“\""), "”": ("”", "\""), "„": ("“”‟", "\""), "‟": ("”", "\""), "\"": ("”", "\"“"),
    "«": ("»", ""), "»": ("«", ""), "‹": ("›", ""), "›": ("‹", ""),
}
"""For each mark that opens: what closes it anywhere, and what only where it cannot open another."""

_CLIPPED = re.compile(r"(?:\d0s|em|til|tis|twas|cause|bout|n)\b", re.IGNORECASE)
"""What an apostrophe begins: ’90s, ’em, ’til."""


def quotations(text: str) -> list[tuple[int, int]]:
    """The quotations of a text, outermost ones only, with their marks, in order.

    Curly, straight, low and angled marks, double and single. A double quotation that nobody closes goes to the end of
    its paragraph; where the next paragraph opens again, that is a quotation of its own. An opening mark where only a
    closing one makes sense counts as closing ("illegally.“ he said"). Apostrophes and inches are no marks; a single
    mark opens only if another closes it in the same paragraph.
    """
    found: list[tuple[int, int]] = []
    opened, sure, maybe = -1, "", ""                   # where the open quotation began, and what closes it
    past = 0
    for match in _MARKS.finditer(text):
        mark, start, end = match[0], match.start(), match.end()
        if mark[0] == "\n":
            if opened >= 0:
                _add(found, text, opened, start)
            opened = -1
        elif start < past:
            continue
        elif opened < 0:
            if mark in "‘'‚":
                if _opens(text, start, end) and not _CLIPPED.match(text, end) and (past := _single(text, end)):
                    _add(found, text, start, past)
            elif _opens(text, start, end) or (mark in "“„«‹" and not _at_end(text, end)):
                opened, sure, maybe = start, *_CLOSERS[mark]
        elif mark in sure or (mark in maybe and not _opens(text, start, end)):
            _add(found, text, opened, end)
            opened = -1
    if opened >= 0:
        _add(found, text, opened, len(text))
    return found


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a mark stands where an opening one does: after a space or a bracket, before a word."""
    before, after = text[start - 1:start], text[end:end + 1]
    return (before in "([{-–—/‘“'\"" or before.isspace()) and not after.isspace() and not _at_end(text, end)


def _at_end(text: str, end: int) -> bool:
    """Whether what follows closes a sentence, or the text."""
    return text[end:end + 1] in ("", ".", ",", ";", ":", "!", "?", ")")


REACH = 1500
"""Characters within which a single quotation mark is closed."""


def _single(text: str, start: int) -> int:
    """Where a single quotation whose words begin at `start` ends, or 0: behind the first mark that no letter follows;
    one after a plural s ("the workers’ union") only if no other does."""
    stop = _PARAGRAPH.search(text, start, start + REACH)
    plural = 0
    for match in _CLOSES.finditer(text, start + 1, stop.start() if stop else start + REACH):
        end = match.end()
        if text[end - 2] != "s" or text[end:end + 1] != " ":
            return end
        plural = plural or end
    return plural


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Note a quotation, unless there is no word in it."""
    start, end = trim(text, start, end)
    if any(map(str.isalnum, text[start:end])):
        found.append((start, end))
