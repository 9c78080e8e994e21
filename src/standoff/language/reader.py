"""The reader: texts in, spaCy Docs with all their layers out.

``load("standoff")`` is the reader that comes with the package; any other name is a spaCy pipeline installed beside it.
Texts are read in windows of whole sentences, one window after the other (see `Network.__call__`); what joins windows
(mentions, coreference) is decided over the whole text. The order in which texts come changes nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from standoff.errors import MissingReader
from standoff.language import (
    OWN,
    VERSION,
    arcs,
    chains,
    clauses,
    coreference,
    foreign,
    layers,
    lemmas,
    nominals,
    tree,
    triggers,
)
from standoff.language import attributions as said
from standoff.language.factuality import Words
from standoff.language.mending import Grammar
from standoff.language.network import LIMIT, ROLES, WEIGHTS, Network, Scores
from standoff.language.quotations import quotations
from standoff.language.times import times
from standoff.language.tongues import tongues
from standoff.language.windows import breaks, ends, shapes, windows
from standoff.language.words import tokenizer
from standoff.model import Arc, Attribution, Clause, Date, Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

LEAD = (0.0, 3.0, 8.0, 8.0, np.inf, -np.inf)
"""Added to the log-odds that a sentence begins at a word, by what the surface says (`windows.ends`: UNSURE … PARAGRAPH,
and from the end, WITHIN). Words inside of sentences have about -7 and less. Set so that press dates and places ("on
Aug. 3. He", "in the U.S. The") part as they should; it changes eight places in EWT and GUM dev, five for the better."""

PAIRS = 1 << 14
"""Pairs of mentions that are scored together: all at once would take 30 KB for each word of a long text."""


class Reader(Protocol):
    """What reads texts. `name` says which model, in which version."""

    name: str

    def texts(self, texts: Iterable[str], anchors: Iterable[Date | None] | None = None,
              passages: Iterable[Sequence[tuple[int, int]] | None] | None = None) -> Iterator[Doc]:
        """A Doc of each text. `anchors`: the date that "yesterday" is counted from; `passages`: its paragraphs, as
        half-open stretches of its code points. One for each text, None where nothing is known."""
        ...


@lru_cache(maxsize=4)
def load(name: str = OWN, threads: int = 1) -> Reader:
    """The reader of a name, with its weights in memory; loaded once.

    Raises MissingReader when there is no such spaCy pipeline on this machine.
    """
    return Own(threads) if name == OWN else Foreign(name)


class Own:
    """The package's own reader."""

    def __init__(self, threads: int = 1, weights: Path = WEIGHTS) -> None:
        import spacy

        self.name = f"{OWN} {VERSION}" if weights == WEIGHTS else f"{OWN} of {weights.name}"
        self._network = Network(weights, threads)
        self._blank = spacy.blank("en")
        self._tokenizer = tokenizer(self._blank.vocab)

    def texts(self, texts: Iterable[str], anchors: Iterable[Date | None] | None = None,
              passages: Iterable[Sequence[tuple[int, int]] | None] | None = None) -> Iterator[Doc]:
        """See Reader."""
        for text, anchor, parts in _together(texts, anchors, passages):
            doc = self._tokenizer(text)
            doc._.tongues = list(tongues(text, _paragraphs(text) if parts is None else parts))
            yield from self.docs([doc], [anchor])

    def docs(self, docs: Sequence[Doc], anchors: Sequence[Date | None] | None = None) -> list[Doc]:
        """Fill Docs that are cut into words already. Sentence starts that a Doc has are kept; so are its tongues."""
        for doc, anchor in zip(docs, anchors or [None] * len(docs), strict=True):
            draft = self._draft(doc)
            self._fill(draft, [self._network(window) for window in draft.windows], anchor)
        return list(docs)

    def _draft(self, doc: Doc) -> _Draft:
        """What the network is to see of a Doc."""
        text, tokens = doc.text, [doc[n] for n in layers.words(doc).tolist()]
        spans = [(token.idx, token.idx + len(token)) for token in tokens]
        read = np.array(layers.known([start for start, _ in spans], doc._.tongues), np.bool_)
        numbers = np.flatnonzero(read)
        offsets = [spans[n] for n in numbers.tolist()]
        forms = [text[start:end] for start, end in offsets]
        given = doc.has_annotation("SENT_START")
        starts = [bool(tokens[n].is_sent_start) for n in numbers.tolist()] if given else None
        pieces, shaped, gaps = self._network.pieces(forms), shapes(text, offsets), breaks(text, offsets)
        cuts = windows(text, offsets, [len(one) for one in pieces], LIMIT, starts)
        lead = (np.array([LEAD[end] for end in ends(text, offsets)], np.float32) if starts is None
                else np.where(starts, np.inf, -np.inf).astype(np.float32))
        lead[np.diff(numbers, prepend=-1) > 1] = np.inf
        return _Draft(doc, numbers, offsets, forms, lead, cuts,
                      [(pieces[a:b], shaped[a:b], gaps[a:b]) for a, b in cuts])

    def _fill(self, draft: _Draft, scores: list[Scores], anchor: Date | None) -> None:
        """Decode the scores of a Doc's windows into its layers."""
        doc, forms = draft.doc, draft.forms
        names = self._network.labels
        count = len(forms)
        if not count:
            _write(draft, [], [], [], np.zeros(0, np.int64), [])
            doc._.nominals, doc._.attributions, doc._.times, doc._.lacks = [], [], [], ()
            doc._.arcs = None if self._network.tie is None else ()
            doc._.clauses, doc._.triggers = (), None if self._network.trigger is None else ()
            layers.mark(doc)
            return
        tags = {name: np.concatenate([one.tags[name] for one in scores]) for name in scores[0].tags}
        heads, sentence = _trees(draft, scores)
        upos = [names.upos[n] for n in tags["upos"].argmax(1)]
        relations = self._network.deprel(np.concatenate([one.relations for one in scores]), np.arange(count), heads)
        root = names.deprels.index("root")
        itself = heads == np.arange(count)
        relations[:, root] = np.where(itself, np.inf, -np.inf)
        deprels = [names.deprels[n] for n in relations.argmax(1)]
        feats = layers.features({name: tags["feat:" + name].argmax(1) for name in names.feats}, names.feats)
        bases = [lemmas.apply(names.lemmas[n], form) for n, form in zip(tags["lemma"].argmax(1), forms, strict=True)]

        found = nominals.mentions(tags["kind"], tags["name"], forms, heads, deprels, upos)
        quotes = quotations(doc.text)
        seen = coreference.traits(found, forms, bases, upos, [_number(one) for one in feats], heads, deprels, sentence,
                                  coreference.in_stretches(draft.offsets, quotes))
        i, j = coreference.candidates(seen)
        words = np.concatenate([one.chains for one in scores])
        links = np.concatenate([self._network.coref(words, found.head[a], found.head[b],
                                                    coreference.pair_features(seen, a, b))[:, 0]
                                for a, b in _some(i, j)])
        told = chains.facts(seen, forms, bases, upos, heads, deprels)
        numbers = chains.chains(seen, told, i, j, links)

        _write(draft, upos, feats, bases, heads, deprels)
        layers.name(doc, [(int(draft.numbers[start]), int(draft.numbers[end - 1]) + 1, kind)
                          for start, end, kind in nominals.names(found, forms, heads, deprels, upos)])
        doc._.nominals = nominals.nominals(found, draft.offsets, numbers)
        grammar = Grammar(heads, upos, deprels, bases, [gap for *_, gaps in draft.windows for gap in gaps])
        doc._.attributions = [one for (start, end), window in zip(draft.cuts, scores, strict=True)
                              for one in self._attributions(draft, start, end, window, found, grammar, quotes)]
        doc._.times = times(doc.text, draft.offsets, _sentences(draft, sentence), anchor or Date(value=None), upos=upos,
                            heads=heads.tolist(), feats=feats)
        candidates = arcs.candidates(found, heads, relations.argmax(1), sentence,
                                     np.array([tag == "PRON" for tag in upos], np.bool_), numbers)
        doc._.arcs = self._arcs(draft, scores, candidates)
        read = Words(forms, upos, feats, heads.tolist(), deprels, sentence.tolist())
        doc._.clauses = self._clauses(draft, scores, read, anchor or Date(value=None))
        doc._.triggers = self._triggers(draft, scores, read, found)
        doc._.lacks = ()
        layers.mark(doc)

    def _arcs(self, draft: _Draft, scores: list[Scores],
              candidates: Iterator[arcs.Candidates]) -> tuple[Arc, ...] | None:
        """What the network believes of ties; None where the weights cannot tell."""
        head, words = self._network.tie, [one.ties for one in scores if one.ties is not None]
        if head is None or len(words) < len(scores):
            return None
        return arcs.arcs(head(np.concatenate(words), list(candidates)), draft.offsets)

    def _clauses(self, draft: _Draft, scores: list[Scores], words: Words, anchor: Date) -> tuple[Clause, ...]:
        """What the words tell of; by the rules alone where the weights have no head for it."""
        seen = [one.facts for one in scores if one.facts is not None]
        return clauses.clauses(words, draft.offsets, draft.doc._.attributions, draft.doc._.times, anchor,
                               self._network.clause, np.concatenate(seen) if len(seen) == len(scores) else None)

    def _triggers(self, draft: _Draft, scores: list[Scores], words: Words,
                  found: nominals.Mentions) -> tuple[Trigger, ...] | None:
        """What the network believes of events; None where the weights cannot tell."""
        head, seen = self._network.trigger, [one.events for one in scores if one.events is not None]
        if head is None or len(seen) < len(scores):
            return None
        return triggers.triggers(words, draft.offsets, found, head, np.concatenate(seen))

    def _attributions(self, draft: _Draft, start: int, end: int, scores: Scores, found: nominals.Mentions,
                      grammar: Grammar, quotes: list[tuple[int, int]]) -> list[Attribution]:
        cues = said.cues(scores.tags["cue"])
        count = end - start
        roles = self._network.role(scores.roles, np.repeat(cues, count), np.tile(np.arange(count), len(cues)))
        mine = slice(*np.searchsorted(found.head, [start, end]).tolist())
        spans = [(first - start, last - start, nominals.KINDS[kind]) for first, last, kind in zip(
            *(part[mine].tolist() for part in (found.start, found.end, found.kind)), strict=True)
            if start <= first and last <= end]
        near = quotes[bisect_right(quotes, draft.offsets[start][0], key=itemgetter(1)):
                      bisect_left(quotes, draft.offsets[end - 1][1], key=itemgetter(0))]
        return said.attributions(cues, scores.tags["cue"][cues], roles.reshape(len(cues), count, len(ROLES)),
                                 draft.forms[start:end], draft.offsets[start:end], near, spans,
                                 grammar.window(start, end))


@dataclass(slots=True)
class _Draft:
    """A Doc on its way through the network. All lists are over its words that are read; white space is none of them."""

    doc: Doc
    numbers: Ints                                # of each word among all words of the Doc
    offsets: list[tuple[int, int]]
    forms: list[str]
    lead: Floats                                 # what is known of sentence starts without the network, see LEAD
    cuts: list[tuple[int, int]]                  # windows
    windows: list[tuple[list[tuple[int, ...]], list[int], list[int]]]


class Foreign:
    """A spaCy pipeline that is not ours: what it lacks is named in ``doc._.lacks``."""

    def __init__(self, name: str) -> None:
        import spacy

        try:
            self._pipeline: Language = spacy.load(name)
        except OSError as error:
            raise MissingReader(f"There is no spaCy pipeline {name!r} on this machine. Install it (pip install {name}, "
                                f"or the path of a saved pipeline), or leave out --reader to use {OWN!r}.") from error
        if self._pipeline.lang not in ("en", "xx"):
            raise MissingReader(f"The spaCy pipeline {name!r} reads the language {self._pipeline.lang!r}, and reports "
                                f"are read in English. Choose an English one, or leave out --reader to use {OWN!r}.")
        self.name = f"{name} {self._pipeline.meta.get('version', '')}".strip()

    def texts(self, texts: Iterable[str], anchors: Iterable[Date | None] | None = None,
              passages: Iterable[Sequence[tuple[int, int]] | None] | None = None) -> Iterator[Doc]:
        """See Reader."""
        given = ((text, (anchor, parts)) for text, anchor, parts in _together(texts, anchors, passages))
        for doc, (anchor, parts) in self._pipeline.pipe(given, as_tuples=True):
            doc._.tongues = list(tongues(doc.text, _paragraphs(doc.text) if parts is None else parts))
            foreign.filled(doc)
            if doc._.nominals is not None:
                read = layers.known([one.start for one in doc._.nominals], doc._.tongues)
                doc._.nominals = [one for one, kept in zip(doc._.nominals, read, strict=True) if kept]
            words = [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]
            upos = [token.pos_ for token in doc if not token.is_space] if doc.has_annotation("POS") else None
            stretches = layers.sentences(doc) or _paragraphs(doc.text)
            read = layers.known([start for start, _ in stretches], doc._.tongues)
            doc._.times = times(doc.text, words, [one for one, kept in zip(stretches, read, strict=True) if kept],
                                anchor or Date(value=None), upos=upos)
            if doc._.clauses is None and not {"tags", "tree"} & set(doc._.lacks):
                told = clauses.clauses(clauses.of_doc(doc), words, doc._.attributions or (), doc._.times,
                                       anchor or Date(value=None))
                read = layers.known([one.anchor for one in told], doc._.tongues)
                doc._.clauses = tuple(one for one, kept in zip(told, read, strict=True) if kept)
            yield doc


def pipeline(threads: int = 1) -> Language:
    """The reader as a spaCy pipeline: ``nlp = pipeline(); doc = nlp("…")``, ``nlp.pipe(texts)``."""
    import spacy

    nlp = spacy.blank("en")
    nlp.tokenizer = tokenizer(nlp.vocab)
    nlp.add_pipe("standoff", config={"threads": threads})
    return nlp


class Component:
    """The reader as a part of any spaCy pipeline for English: ``nlp.add_pipe("standoff")``."""

    def __init__(self, threads: int) -> None:
        self._reader = Own(threads)

    def __call__(self, doc: Doc) -> Doc:
        """Fill a Doc."""
        self._reader.docs([doc])
        return doc


@Language.factory(OWN, default_config={"threads": 1})
def component(nlp: Language, name: str, threads: int) -> Component:
    """What spaCy calls to make the component; it finds this module by the entry point ``spacy_factories``."""
    return Component(threads)


# — inside —


def _together(texts: Iterable[str], anchors: Iterable[Date | None] | None,
              passages: Iterable[Sequence[tuple[int, int]] | None] | None) -> Iterator[
                  tuple[str, Date | None, Sequence[tuple[int, int]] | None]]:
    """Each text with its anchor and its passages. Raises ValueError when there are fewer of these than texts."""
    dates: Iterator[Date | None] = repeat(None) if anchors is None else iter(anchors)
    parts: Iterator[Sequence[tuple[int, int]] | None] = repeat(None) if passages is None else iter(passages)
    for number, text in enumerate(texts):
        try:
            given = text, next(dates), next(parts)
        except StopIteration:
            raise ValueError(f"Text {number} (counted from 0) has no anchor or no passages: give one for each text, "
                             "None where nothing is known.") from None
        yield given


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Stretches between blank lines."""
    found, at = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            found.append((at, at + len(part)))
        at += len(part) + 2
    return found


def _trees(draft: _Draft, scores: list[Scores]) -> tuple[Ints, Ints]:
    """The head of each word, a root's itself, and the number of its sentence."""
    heads, sentence = np.empty(len(draft.forms), np.int64), np.empty(len(draft.forms), np.int64)
    count = 0
    for (start, end), one in zip(draft.cuts, scores, strict=True):
        stretches = tree.sentences(one.tags["start"] + draft.lead[start:end])
        heads[start:end] = tree.forest(one.arcs, stretches) + start
        for a, b in stretches:
            sentence[start + a:start + b] = count
            count += 1
    return heads, sentence


def _sentences(draft: _Draft, sentence: Ints) -> list[tuple[int, int]]:
    first = np.flatnonzero(np.diff(sentence, prepend=-1))
    last = np.append(first[1:], len(sentence)) - 1
    return [(draft.offsets[a][0], draft.offsets[b][1]) for a, b in zip(first.tolist(), last.tolist(), strict=True)]


def _some(i: Ints, j: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of mentions, PAIRS at a time, at least one time."""
    for at in range(0, max(len(i), 1), PAIRS):
        yield i[at:at + PAIRS], j[at:at + PAIRS]


def _number(feats: str) -> str:
    at = feats.find("Number=")
    return feats[at + 7:at + 11] if at >= 0 else ""


def _write(draft: _Draft, upos: list[str], feats: list[str], bases: list[str], heads: Ints, deprels: list[str]) -> None:
    """Fill the Doc; words that are not read have no tags but X, and each run of them hangs on its first."""
    doc, numbers = draft.doc, draft.numbers
    tokens = layers.words(doc).tolist()
    count = len(tokens)
    if len(numbers) == count:
        layers.fill(doc, upos, feats, bases, heads, deprels)
        return
    all_upos, all_feats, all_deprels = ["X"] * count, [""] * count, ["dep"] * count
    all_bases = [doc[n].text for n in tokens]
    unread = np.ones(count, np.bool_)
    unread[numbers] = False
    first = unread & ~np.append(False, unread[:-1])
    all_heads = np.maximum.accumulate(np.where(first, np.arange(count), 0))
    all_heads[numbers] = numbers[heads]
    for at in np.flatnonzero(first).tolist():
        all_deprels[at] = "root"
    for n, at in enumerate(numbers.tolist()):
        all_upos[at], all_feats[at], all_bases[at], all_deprels[at] = upos[n], feats[n], bases[n], deprels[n]
    layers.fill(doc, all_upos, all_feats, all_bases, all_heads, all_deprels)
