"""Outlook: what sources ask and what they foresee: ``foresee(report, analysis, mentions, statements, pages)``.

Takes a report, its language analysis, mentions and statements and the pages of its family; gives questions,
predictions, warnings, conditionals, scenarios, plans and pledges, each in its exact words with condition, hedge and
horizon, and with who asks or foresees it. Which probability a hedge stands for is a matter of a named lexicon
(`hedges`); how a forecast came out is a person's to say; `scores` counts, `exchange` writes for forecasting tools. What
is past, habit, wish, demand or advice is no outlook.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from standoff.model import (
    Analysis,
    Mention,
    Origin,
    Outlook,
    OutlookType,
    Page,
    Report,
    Statement,
    TimeExpression,
    Voice,
)
from standoff.text import carry

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from standoff.outlook.forecasters import Forecaster, Ledger
    from standoff.outlook.reading import Found, Reading

VERSION = "3"

SCORES: dict[str, float] = {
    "direct": .9, "indirect": .8, "modal": .75, "frame": .75, "bound": .8, "noun": .65, "given": .6, "planned": .7,
    "due": .8, "predicate": .75, "timetable": .7, "scenario": .75, "denied": .65, "headline": .8, "comment": .6}
"""Rule → how often what it finds is right. Estimates until `benchmarks.outlook` has enough of each."""

TELLING = (OutlookType.QUESTION, OutlookType.CONDITIONAL, OutlookType.WARNING, OutlookType.SCENARIO, OutlookType.PLEDGE,
           OutlookType.PLAN, OutlookType.PREDICTION)
"""Of two outlooks of one clause, the type that tells more comes first. A question is told by its form."""

def key(report: str, page: str, type: OutlookType, start: int, end: int) -> str:
    """The key of an outlook at a place of a report or page: the same in every run."""
    told = json.dumps([report, page, type, start, end], ensure_ascii=False, separators=(",", ":"))
    return "w" + hashlib.sha256(told.encode()).hexdigest()[:16]


def foresee(report: Report, analysis: Analysis, mentions: Sequence[Mention], statements: Sequence[Statement],
            pages: Sequence[Page]) -> tuple[Outlook, ...]:
    """What a report asks and foresees, in the order of the text, then of its headlines and comments.

    Without a tree only headlines and comments are read.
    """
    from standoff.language import layers
    from standoff.outlook import asides

    found: list[Outlook] = []
    if "tree" not in analysis.lacks:
        found = told(report, layers.restore(report, analysis), mentions, statements)
    return (*found, *asides.read(report, pages, mentions, statements))


def told(report: Report, doc: Doc, mentions: Sequence[Mention], statements: Sequence[Statement]) -> list[Outlook]:
    """The outlooks of an analysed Doc."""
    from standoff.outlook.forecasters import Ledger
    from standoff.outlook.reading import Reading

    text, ledger = Reading(doc, mentions), Ledger(statements)
    made = [one for found in find(text) if (one := _outlook(report, text, found, ledger)) is not None]
    return sorted(made, key=lambda one: (one.start, one.end, one.type))


def find(text: Reading) -> list[Found]:
    """What the rules find, of what overlaps in one clause only the most telling."""
    from standoff.outlook import conditions, forecasts, questions

    asked = [found for rule in questions.rules() for found in rule(text)]
    coming = [forecasts.settled(text, found) for rule in forecasts.rules() for found in rule(text)]
    kept: list[Found] = []
    beside: dict[int, list[Found]] = defaultdict(list)              # by sentence: what overlaps shares one
    for found in sorted([*asked, *coming], key=_rank):
        if conditions.counterfactual(text, found):
            continue
        where = range(text.sentence[found.words[0]], text.sentence[found.words[1] - 1] + 1)
        if not any(_one(text, found, other) for number in where for other in beside[number]):
            kept.append(found)
            for number in where:
                beside[number].append(found)
    return sorted(kept, key=lambda one: one.words)


def _rank(found: Found) -> tuple[int, int, int, int]:
    length = found.words[1] - found.words[0]
    return TELLING.index(found.type), -length, found.anchor, found.words[0]


def _one(text: Reading, found: Found, other: Found) -> bool:
    """Whether two findings speak of one clause: their words overlap, and neither is a relative clause in the other."""
    if found.words[1] <= other.words[0] or other.words[1] <= found.words[0]:
        return False
    if found.anchor == other.anchor:
        return True
    for inner, outer in ((found, other), (other, found)):
        line = [inner.anchor, *text.climb(inner.anchor)]
        if outer.anchor in line or outer.top in line:
            path = line[:min(line.index(one) for one in (outer.anchor, outer.top) if one in line)]
            if any(text.deps[word] == "acl:relcl" for word in path):
                return outer.type is OutlookType.QUESTION
    return True


# — one outlook —

def _outlook(report: Report, text: Reading, found: Found, ledger: Ledger) -> Outlook | None:
    """What was found, with who foresees it and when it is to come; None where it turns out to be none."""
    from standoff.outlook import belief, hedges, horizons, types

    statement = ledger.around(text.starts[found.anchor])
    held = belief.held(text, found, statement)
    if held is None or (kind := types.settled(text, held, statement)) is None:
        return None
    if kind in (OutlookType.PLAN, OutlookType.PLEDGE) and belief.charged(text, held, statement):
        return None
    found = held
    start, end = text.span(found.words)
    by = _by(text, found, statement)
    times = text.within(start, end)
    told = horizons.told(report.published, statement.date if statement else None)
    when, timed = horizons.horizon(times, report.text[start:end], start, told,
                                   [text.span(one) for one in _events(text, found)])
    past = [one for one in times if horizons.over(one.date, told)]
    if kind is not OutlookType.QUESTION and past and not timed and _own(text, found, past):
        return None                                                 # "was to fall in 2014", told in 2017
    term = text.text[slice(*timed[0])] if timed else ""
    if found.rule == "timetable" and not (term and horizons.ahead(when, report.published, term)):
        return None
    if found.rule == "planned" and not timed and not found.firm:
        return None
    evidence = carry(report, start, end)
    if not evidence:
        return None
    sure = [] if kind is OutlookType.QUESTION and not found.polar else [
        (start + low, start + high) for low, high in hedges.spans(report.text[start:end])]
    made = key(report.key, "", kind, start, end)
    return Outlook(
        evidence=evidence, origin=Origin(stage="outlook", version=VERSION, rule=found.rule), key=made,
        report=report.key, start=start, end=end, type=kind, statement=by.statement, forecaster=by.mention,
        sourcing=by.sourcing, voice=by.voice, about=tuple(one.key for one in _about(text, found)),
        anchor=text.starts[found.anchor],
        condition=tuple(text.span(one) for one in found.condition),
        hedges=tuple(one for one in sure if _hedges(text, found, one)), horizon=when, timed=timed,
        negated=found.negated, polar=found.polar, score=SCORES[found.rule])


def _by(text: Reading, found: Found, statement: Statement | None) -> Forecaster:
    from standoff.outlook import forecasters

    if found.teller is not None:
        tellers = text.who([found.teller])
        source = statement.source if statement is not None else None
        if tellers and (source is None or not text.same(tellers[0].key, source)):
            holds = statement is not None and text.sentence[found.anchor] == text.sentence[found.teller] and (
                not any(start <= text.starts[found.teller] < end for start, end in statement.content))
            if not holds:
                return forecasters.teller(tellers[0], text, Voice.QUOTED if statement else Voice.REPORTER)
        if not tellers and statement is None:
            return forecasters.NOBODY
    if (passed := forecasters.passed_on(text, found, statement)) is not None:
        return passed
    if statement is not None:
        return forecasters.of(statement)
    return forecasters.NOBODY if found.nobody or text.quoted(found.words, found.anchor) else forecasters.AUTHOR


def _about(text: Reading, found: Found) -> list[Mention]:
    """Whose doing or fate it is about: the subject of the clause, the agent of a passive; of a noun whose it is."""
    words: list[int | None] = [text.subject(found.anchor)]
    words += text.below(found.anchor, "obl:agent")
    if text.pos[found.anchor] == "NOUN" and not text.below(found.anchor, "cop"):
        words += text.below(found.anchor, "nmod", "nmod:poss")
    bare = text.pos[found.anchor] == "VERB" and not text.below(found.anchor, "nsubj", "nsubj:pass")
    if found.type in (OutlookType.PLAN, OutlookType.PLEDGE) or words[0] == found.teller or bare:
        words.append(found.teller)
    return text.who(words)


def _events(text: Reading, found: Found) -> list[tuple[int, int]]:
    """The clauses below what is to come that tell its time by what happens: "before Ramadan ends"."""
    some = []
    for kid in sorted(kid for word in {found.anchor, found.top} for kid in text.below(word, "advcl", "obl", "advmod")):
        stretch = text.stretch(word for word in text.under(kid) if found.words[0] <= word < found.words[1])
        if stretch is None or any(start <= stretch[0] < end for start, end in found.condition):
            continue
        first = text.words[stretch[0]]
        clause = text.deps[kid] == "advcl" and first in ("when", "once", "till")
        clause |= first == "as" and text.words[stretch[0] + 1] in ("long", "soon")
        if clause or (first in ("until", "before", "after") and stretch[1] - stretch[0] > 1):
            some.append(stretch)
    return some


def _own(text: Reading, found: Found, times: Iterable[TimeExpression]) -> bool:
    """Whether times that are over hang on the clause itself, not on a clause or noun in it."""
    for one in times:
        word = next((each for each in range(*found.words) if text.starts[each] >= one.start), None)
        for _ in range(4):
            if word is None or text.heads[word] == word:
                break
            if text.heads[word] in (found.anchor, found.top) and text.deps[word] in (
                    "obl", "obl:unmarked", "obl:tmod", "advmod"):
                return True
            word = text.heads[word]
    return False


def _hedges(text: Reading, found: Found, span: tuple[int, int]) -> bool:
    """Whether a hedge is of the clause itself: not of a condition, nor of a relative clause or noun in it."""
    words = [word for word in range(*found.words) if span[0] <= text.starts[word] < span[1]]
    if not words or any(start <= words[0] < end for start, end in found.condition):
        return False
    if text.words[words[0]] in ("may", "might", "could") and text.pos[words[0]] != "AUX":
        return False
    line = {found.anchor, found.top, *text.climb(found.anchor)}
    if text.pos[words[-1]] == "NOUN" and text.deps[words[-1]] != "obl" and not line & set(words):
        return False                                                # "any possibility of a withdrawal would …"
    for word in words:
        if word in line:
            return True
        at = word
        while text.heads[at] != at:
            if text.deps[at] in ("acl:relcl", "conj", "advcl", "acl") and text.heads[at] != at and at not in line:
                break
            at = text.heads[at]
            if at in line:
                return True
    return False


__all__ = ["VERSION", "find", "foresee", "key", "told"]
