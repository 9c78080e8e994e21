"""Nominals by their head words: are they found, and of the right kind?

A predicted head is right when gold has a nominal with that head word that may be of the predicted kind: the annotation
of GUM, UNER and re3d is coarser than ours and allows several (`kinds` of the gold mention). Heads are compared where
gold is complete only (`mentioned`).
"""

from __future__ import annotations

from collections import defaultdict

from benchmarks.reader.score import Pairs, Score

from standoff.model import Kind

NAMED = frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.GROUP, Kind.PLACE, Kind.FACILITY})
"""Kinds that Universal NER names: PER, ORG, LOC."""


def scores(pairs: Pairs) -> dict[str, Score]:
    """"heads" whatever their kind, "typed heads", and one score for each kind as far as gold is sure of it.

    A kind's score has as gold the heads that can be of no other kind, and as predicted those of it that gold has as
    some one kind for sure.
    """
    total: dict[str, Score] = defaultdict(Score)
    for document, doc in pairs:
        complete = _complete(document.mentioned, document.words)
        gold: dict[int, frozenset[str]] = {}
        for mention in document.mentions or []:
            head = document.words[mention.head][0]
            gold[head] = gold.get(head, frozenset()) | mention.kinds
        predicted = {nominal.head: nominal.kind.value for nominal in doc._.nominals
                     if complete is None or nominal.head in complete}
        both = gold.keys() & predicted.keys()
        total["heads"] += Score(len(both), len(predicted), len(gold))
        total["typed heads"] += Score(sum(predicted[head] in gold[head] for head in both), len(predicted), len(gold))
        sure = {head: next(iter(kinds)) for head, kinds in gold.items() if len(kinds) == 1}
        for kind in Kind:
            mine = {head for head, told in sure.items() if told == kind}
            theirs = {head for head, told in predicted.items() if told == kind and head in sure}
            total[kind.value] += Score(len(mine & theirs), len(theirs), len(mine))
    return dict(total)


def names(pairs: Pairs) -> dict[str, Score]:
    """Names of persons, organisations and places (UNER's three), by head: found at all, and of the right kind.

    Gold is complete for names, though not for nominals: every predicted name of these kinds counts.
    """
    found, typed = Score(), Score()
    for document, doc in pairs:
        gold = {document.words[mention.head][0]: mention.kinds for mention in document.mentions or [] if mention.name}
        predicted = {nominal.head: nominal.kind.value for nominal in doc._.nominals
                     if nominal.name and nominal.kind in NAMED}
        both = gold.keys() & predicted.keys()
        found += Score(len(both), len(predicted), len(gold))
        typed += Score(sum(predicted[head] in gold[head] for head in both), len(predicted), len(gold))
    return {"names": found, "typed names": typed}


def _complete(mentioned: list[bool] | None, words: list[tuple[int, int]]) -> set[int] | None:
    if mentioned is None:
        return None
    return {start for (start, _), told in zip(words, mentioned, strict=True) if told}
