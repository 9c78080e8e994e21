"""Ties: who is what to whom, as the words of a report say it: ``relate(report, analysis, mentions)``.

Takes a report, its language analysis and its mentions; gives ties, typed and directed, each with the words that tell
it in every copy, how they put it (asserted, denied …), in whose words, and when it held. The rules stand in a module
per family; the words that they know are data (``lexicons/ties.yaml``, ``lexicons/offices.yaml``). What the reader's
network believes (`Analysis.arcs`) is heard, too. Who a mention is, and what follows from several reports, is left to
those who read the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from standoff.model import SYMMETRIC, Analysis, Arc, Claim, Form, Mention, Origin, Report, Tie, TieType
from standoff.text import carry

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from standoff.ties.reading import Found, Reading

VERSION = "4"

Rule = Callable[["Reading"], Iterator["Found"]]

SCORES: dict[str, float] = {
    "verb": .90, "gift": .87, "both": .80, "predicate": .95, "apposition": .97, "title": .80, "noun": .95, "as": .75,
    "office": .90, "event": .85, "adjective": .92, "compound": .75, "prefix": .80, "phrase": .67, "possession": .84,
    "place": .90}
"""Rule → (right + 1) / (found + 2) on the ties of training/corpus, with the mentions that the reader finds and after
what `trust` refuses. "office" is not annotated there, and "title", "compound" and "prefix" are there once or twice:
theirs are estimates."""

MODEL = .95
"""Score from which on a tie that only the network believes is kept: below, half of them were wrong on texts of other
conflicts that neither it nor the rules had seen."""

WEAK = ("possession", "place")
"""Rules that look at no word of relation: they do not speak where another rule did."""

ANSWERED = .85
"""Factor of the score of a tie that only the next sentence denies: an estimate."""

SHORT = 60
"""Characters of the longest mention that is quoted whole in a tie's words; of a longer one only its name, or its head
word."""


def rules() -> tuple[Rule, ...]:
    """Every rule, those first whose word counts where several tell of the same two."""
    from standoff.ties import adjectives, nouns, possession, verbs

    return (verbs.framed, verbs.given, verbs.both, nouns.held, nouns.done, adjectives.said, adjectives.joined,
            adjectives.prefixed, adjectives.phrased, possession.owned, possession.placed)


def relate(report: Report, analysis: Analysis, mentions: Sequence[Mention]) -> tuple[Tie, ...]:
    """The ties that a report tells of its mentions, in the order of the text; none where the reader has no tree."""
    from standoff.language import layers

    if {"tree", "nominals"} & set(analysis.lacks) or not mentions:
        return ()
    return tuple(told(report, layers.restore(report, analysis), mentions))


def told(report: Report, doc: Doc, mentions: Sequence[Mention]) -> list[Tie]:
    """The ties of an analysed Doc."""
    from standoff.ties import claims, lexicon, trust
    from standoff.ties.reading import Reading

    text = Reading(doc, mentions, lexicon.read())
    arcs = tuple(doc._.arcs or ())
    kept: dict[tuple[object, ...], Tie] = {}
    ruled = find(text)
    for found, sure in [*heard(text, ruled, arcs), *believed(text, ruled, arcs)]:
        score = round(sure * trust.nearness(text, found), 3)
        if score < trust.LEAST or not trust.telling(text, found):
            continue
        if (how := claims.put(text, found)) is None:
            continue
        claim, former = how
        said, speaker = claims.voice(text, doc._.attributions or (), found)
        date, over = claims.date(text, doc._.times or (), found, report.published)
        start, end = _stretch(text, found)
        evidence = carry(report, start, end)
        if not evidence:
            continue
        tie = Tie(
            evidence=evidence, origin=Origin(stage="ties", version=VERSION, rule=found.rule), report=report.key,
            start=start, end=end, type=found.type, source=text.mentions[found.source].key,
            target=None if found.target is None else text.mentions[found.target].key, title=found.title,
            cue=text.pieces(found.cue), former=former or over, claim=claim, means=found.means,
            voice=speaker.key if speaker else None, said=said, date=date, score=score)
        both = [tie]
        if said and claim is Claim.ASSERTED and (answer := claims.answer(text, found, speaker)) is not None:
            both.append(_answered(report, text, tie, found, *answer))
        for one in both:
            once = (*_who(text, found), text.sentence[found.anchor], one.title, one.former, one.claim, one.voice)
            if once not in kept or kept[once].score < one.score:
                kept[once] = one
    return sorted(kept.values(), key=lambda tie: (tie.start, tie.end, tie.type, tie.source, tie.target or ""))


def _answered(report: Report, text: Reading, tie: Tie, found: Found, denier: int, words: tuple[int, int]) -> Tie:
    """The same tie as the next sentence denies it."""
    verb, last = words
    end = text.ends[last]
    return replace(tie, claim=Claim.DENIED, voice=text.mentions[denier].key, score=round(tie.score * ANSWERED, 3),
                   end=end, evidence=carry(report, tie.start, end) or tie.evidence,
                   cue=text.pieces((*found.cue, verb)))


def find(text: Reading) -> list[Found]:
    """What the rules find, each tie of the same two once: the surest rule's, of symmetric ones either way round."""
    from standoff.ties import trust

    kept: dict[tuple[str, int, int | None], Found] = {}
    pairs: set[frozenset[str]] = set()
    for rule in rules():
        for found in rule(text):
            pair = text.pair(found)
            if not trust.possible(text, found) or (found.rule in WEAK and pair in pairs):
                continue
            pairs.add(pair)
            once = _ends(text, found)
            if once not in kept or SCORES[kept[once].rule] < SCORES[found.rule]:
                kept[once] = found
    return list(kept.values())


def heard(text: Reading, ties: Iterable[Found], arcs: Sequence[Arc]) -> Iterator[tuple[Found, float]]:
    """What the rules found with its score: higher where the network believes it, too."""
    def key(found: Found) -> tuple[object, ...]:
        return *_who(text, found), text.sentence[found.anchor]

    scores = {key(found): arc.score for arc in sorted(arcs, key=lambda one: one.score)
              if (found := text.arc(arc)) is not None}
    for found in ties:
        yield found, round(1 - (1 - SCORES[found.rule]) * (1 - scores.get(key(found), 0)), 3)


def believed(text: Reading, ties: Iterable[Found], arcs: Sequence[Arc]) -> Iterator[tuple[Found, float]]:
    """What only the network believes, and strongly, of two of whom no rule said anything."""
    from standoff.ties import trust

    pairs = {text.pair(found) for found in ties}
    for arc in sorted(arcs, key=lambda one: (-one.score, one.source, one.target, one.type)):
        found = text.arc(arc) if arc.score >= MODEL else None
        if found is not None and trust.possible(text, found) and text.pair(found) not in pairs:
            pairs.add(text.pair(found))
            yield found, round(arc.score, 3)


def _ends(text: Reading, found: Found) -> tuple[str, int, int | None]:
    """What makes two findings one tie."""
    source, target = found.source, found.target
    if found.type in SYMMETRIC and target is not None:
        source, target = min(source, target), max(source, target)
    return found.type, source, target


def _who(text: Reading, found: Found) -> tuple[TieType, str, str]:
    """The type, and whom it is of, by the leaders of their chains."""
    source = text.mentions[found.source].leader
    target = "" if found.target is None else text.mentions[found.target].leader
    if found.type in SYMMETRIC:
        source, target = min(source, target), max(source, target)
    return found.type, source, target


def _stretch(text: Reading, found: Found) -> tuple[int, int]:
    """From the first to the last character of the cue and both ends. An end in another sentence, which an adjective
    speaks of here ("Iranian"), is left out: the adjective is in the cue."""
    ends = [word for word in (found.source, found.target)
            if word is not None and text.sentence[word] == text.sentence[found.anchor]]
    ends += [near for word in ends if (near := _explained(text, word)) is not None]
    words = [*(found.cue or (found.anchor,)), *ends]
    start, end = min(text.starts[word] for word in words), max(text.ends[word] for word in words)
    for word in ends:
        one = text.mentions[word]
        short = one.end - one.start <= SHORT
        first, last = (one.start, one.end) if short else text.names.get(word, (text.starts[word], text.ends[word]))
        start, end = min(start, first), max(end, last)
    return start, end


def _explained(text: Reading, word: int) -> int | None:
    """What a pronoun stands for, where the same sentence says so: the nearest words of its chain before it."""
    if text.form(word) is not Form.PRONOUN:
        return None
    near = [other for other in text.chains[text.mentions[word].leader]
            if other < word and text.sentence[other] == text.sentence[word] and text.form(other) is not Form.PRONOUN]
    return max(near, default=None)


__all__ = ["VERSION", "relate", "rules", "told"]
