"""Words, sentences, tags, lemmas and trees, as the CoNLL 2018 shared task scored them.

Two words, or two sentences, are the same when they are the same characters of the text; white space counts for nothing.
Of words that both have, UPOS, lemma and features must agree, and for UAS the head too must be the same word, for LAS
its relation besides, without subtype ("nsubj:pass" is "nsubj"); "LAS with subtypes" compares the whole. All words
count, punctuation too. Unlike the shared task, the words of a multiword token ("do|n't") are compared by the stretch of
characters that each stands for, and features are those that a reader must tell (FEATURES) and no others.

Source: https://universaldependencies.org/conll18/evaluation.html
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.reader.score import Pairs, Score
from spacy.tokens import Doc
from training.reader.document import Document

FEATURES = ("Mood", "Number", "Person", "Tense", "VerbForm", "Voice")
"""The features that decide on factuality."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Word:
    """What is compared of a word. `head` is the head's characters, None for a root."""

    upos: str
    lemma: str
    features: tuple[tuple[str, str], ...]
    head: Span | None
    relation: str


def scores(pairs: Pairs) -> dict[str, Score]:
    """Counts of every measure, over all documents."""
    total: dict[str, Score] = {}
    for document, doc in pairs:
        for name, score in _scores(document, doc).items():
            total[name] = total.get(name, Score()) + score
    return total


def _scores(document: Document, doc: Doc) -> dict[str, Score]:
    gold, predicted = _gold(document), _predicted(doc)
    both = [(gold[span], predicted[span]) for span in gold.keys() & predicted.keys()]

    def share(same: Callable[[Word, Word], bool]) -> Score:
        return Score(sum(same(*pair) for pair in both), len(predicted), len(gold))

    sentences, found = _gold_sentences(document), _predicted_sentences(doc)
    return {
        "words": share(lambda g, p: True),
        "sentences": Score(len(sentences & found), len(found), len(sentences)),
        "UPOS": share(lambda g, p: g.upos == p.upos),
        "features": share(lambda g, p: g.features == p.features),
        "lemmas": share(lambda g, p: g.lemma in ("_", p.lemma)),
        "UAS": share(lambda g, p: g.head == p.head),
        "LAS": share(lambda g, p: g.head == p.head and _universal(g.relation) == _universal(p.relation)),
        "LAS with subtypes": share(lambda g, p: g.head == p.head and g.relation == p.relation),
    }


def _universal(relation: str) -> str:
    return relation.partition(":")[0]


def _features(told: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, told[name]) for name in FEATURES if name in told)


def _gold(document: Document) -> dict[Span, Word]:
    assert document.upos and document.feats and document.lemmas and document.heads and document.deprels
    return {
        span: Word(document.upos[at], document.lemmas[at], _features(document.feats[at]),
                   None if document.heads[at] == at else document.words[document.heads[at]], document.deprels[at])
        for at, span in enumerate(document.words)}


def _predicted(doc: Doc) -> dict[Span, Word]:
    """White space that spaCy holds as a word is none."""
    return {
        (token.idx, token.idx + len(token)): Word(
            token.pos_, token.lemma_, _features(token.morph.to_dict()),
            None if token.head.i == token.i else (token.head.idx, token.head.idx + len(token.head)),
            "root" if token.head.i == token.i else token.dep_)
        for token in doc if not token.text.isspace()}


def _gold_sentences(document: Document) -> set[Span]:
    starts = [*(document.sentences or []), len(document.words)]
    return {(document.words[first][0], document.words[end - 1][1])
            for first, end in pairwise(starts)}


def _predicted_sentences(doc: Doc) -> set[Span]:
    """None, of a reader that does not cut sentences."""
    if not doc.has_annotation("SENT_START"):
        return set()
    found = [[token for token in sentence if not token.text.isspace()] for sentence in doc.sents]
    return {(words[0].idx, words[-1].idx + len(words[-1])) for words in found if words}
