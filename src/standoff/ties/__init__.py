"""Ties: who is what to whom, as the words of a report say it: ``relate(report, analysis, mentions)``.

Takes a report, its language analysis and its mentions; gives ties, typed and directed, each with the words that tell
it in every copy, how they put it (asserted, denied …), in whose words, and when it held. The rules stand in a module
per family; the words that they know are data (``lexicons/ties.yaml``, ``lexicons/offices.yaml``). Who a mention is, and
what follows from several reports, is left to those who read the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from standoff.model import Analysis, Arc, Claim, Mention, Origin, Report, Tie
from standoff.text import carry

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from standoff.ties.reading import Found, Reading

VERSION = "1"

Rule = Callable[["Reading"], Iterator["Found"]]


def rules() -> tuple[Rule, ...]:
    """Every rule, those first whose word counts where several tell of the same two."""
    from standoff.ties import adjectives, nouns, possession, verbs

    return (verbs.framed, verbs.given, nouns.held, nouns.done, adjectives.said, adjectives.joined, adjectives.prefixed,
            adjectives.phrased, possession.owned, possession.placed)


def relate(report: Report, analysis: Analysis, mentions: Sequence[Mention]) -> tuple[Tie, ...]:
    """The ties that a report tells of its mentions, in the order of the text. None where the reader has no tree."""
    from standoff.language import layers

    if {"tree", "nominals"} & set(analysis.lacks) or not mentions:
        return ()
    return tuple(told(report, layers.restore(report, analysis), mentions))


def told(report: Report, doc: Doc, mentions: Sequence[Mention]) -> list[Tie]:
    """The ties of an analysed Doc."""
    from standoff.ties import claims, lexicon
    from standoff.ties.reading import Reading

    text = Reading(doc, mentions, lexicon.read())
    ties = []
    for found in find(text):
        claim, former = claims.put(text, found)
        attribution, speaker = claims.voice(text, doc._.attributions or (), found)
        date, over = claims.date(text, doc._.times or (), found, report.published)
        start, end = _stretch(text, found)
        evidence = carry(report, start, end)
        if not evidence:
            continue
        ties.append(Tie(
            evidence=evidence, origin=Origin(stage="ties", version=VERSION, rule=found.rule), report=report.key,
            start=start, end=end, type=found.type, source=text.mentions[found.source].key,
            target=text.mentions[found.target].key if found.target is not None else None, title=found.title,
            cue=_pieces(text, found.cue), former=former or over, claim=claim, means=found.means,
            voice=speaker.key if speaker else None, said=attribution is not None, date=date, score=SCORES[found.rule]))
    return sorted(ties, key=lambda tie: (tie.start, tie.end, tie.type, tie.source, tie.target or ""))


def find(text: Reading) -> list[Found]:
    """What the rules find, each tie of the same two once: the first rule's, of symmetric ones either way round."""
    kept: dict[tuple[str, int, int | None], Found] = {}
    for rule in rules():
        for found in rule(text):
            if not text.possible(found):
                continue
            ends = (found.source, found.target)
            if found.type in text.lexicon.symmetric and found.target is not None:
                ends = (min(found.source, found.target), max(found.source, found.target))
            kept.setdefault((found.type, *ends), found)
    return list(kept.values())


SCORES: dict[str, float] = {
    "verb": 0.8, "gift": 0.8, "predicate": 0.8, "apposition": 0.8, "title": 0.8, "noun": 0.8, "as": 0.8, "office": 0.8,
    "event": 0.8, "adjective": 0.8, "compound": 0.8, "prefix": 0.8, "phrase": 0.8, "possession": 0.8, "place": 0.8}
"""Rule → how often it is right."""


def _stretch(text: Reading, found: Found) -> tuple[int, int]:
    """From the first to the last character of both ends and the cue."""
    ends = [word for word in (found.source, found.target) if word is not None]
    words = [*(found.cue or (found.anchor,)), *ends]
    start, end = min(text.starts[word] for word in words), max(text.ends[word] for word in words)
    for one in (text.mentions[word] for word in ends):
        if one.end - one.start <= SHORT:
            start, end = min(start, one.start), max(end, one.end)
    return start, end


SHORT = 60
"""Characters of the longest mention that is quoted whole in a tie's words; of a longer one only its head is."""


def _pieces(text: Reading, words: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Words as pieces of the text, neighbours joined."""
    pieces: list[tuple[int, int]] = []
    for word in sorted(set(words)):
        if pieces and not text.text[pieces[-1][1]:text.starts[word]].strip():
            pieces[-1] = (pieces[-1][0], text.ends[word])
        else:
            pieces.append((text.starts[word], text.ends[word]))
    return tuple(pieces)


__all__ = ["VERSION", "Arc", "Claim", "relate", "rules", "told"]
