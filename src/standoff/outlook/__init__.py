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
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from standoff.model import (
    Analysis,
    Form,
    Kind,
    Manner,
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

    from standoff.outlook.forecasters import Forecaster
    from standoff.outlook.reading import Found, Reading

VERSION = "1"

SCORES: dict[str, float] = {
    "direct": .9, "indirect": .8, "modal": .75, "frame": .75, "bound": .8, "noun": .65, "given": .6, "planned": .7,
    "due": .8, "predicate": .75, "timetable": .7, "scenario": .75, "headline": .8, "comment": .6}
"""Rule → how often what it finds is right. Estimates until `benchmarks.outlook` has enough of each."""

TELLING = (OutlookType.QUESTION, OutlookType.CONDITIONAL, OutlookType.WARNING, OutlookType.SCENARIO, OutlookType.PLEDGE,
           OutlookType.PLAN, OutlookType.PREDICTION)
"""Of two outlooks of one clause, the type that tells more comes first. A question is told by its form."""

MANNERS = {Manner.WARNED: OutlookType.WARNING, Manner.THREATENED: OutlookType.PLEDGE,
           Manner.PROMISED: OutlookType.PLEDGE, Manner.PREDICTED: OutlookType.PREDICTION}
"""What the manner of a statement makes of a prediction in it."""

NONE = frozenset({Manner.DEMANDED, Manner.URGED, Manner.PROPOSED, Manner.ASKED})
"""A demand, an advice, a proposal is no forecast."""


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
    from standoff.outlook.reading import Reading

    text = Reading(doc, mentions)
    made = [one for found in find(text) if (one := _outlook(report, text, found, mentions, statements)) is not None]
    return sorted(made, key=lambda one: (one.start, one.end, one.type))


def find(text: Reading) -> list[Found]:
    """What the rules find, of what overlaps in one clause only the most telling."""
    from standoff.outlook import forecasts, questions

    asked = [found for rule in questions.rules() for found in rule(text)]
    coming = [forecasts.settled(text, found) for rule in forecasts.rules() for found in rule(text)]
    kept: list[Found] = []
    for found in sorted([*asked, *coming], key=lambda one: _rank(one)):
        if not any(_one(text, found, other) for other in kept):
            kept.append(found)
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

def _outlook(report: Report, text: Reading, found: Found, mentions: Sequence[Mention],
             statements: Sequence[Statement]) -> Outlook | None:
    """What was found, with who foresees it and when it is to come; None where it turns out to be none."""
    from standoff.outlook import forecasters, hedges, horizons

    start, end = text.span(found.words)
    statement = forecasters.around(statements, text.starts[found.anchor])
    by = _by(text, found, statement, mentions)
    kind = _type(text, found, statement, by, mentions)
    if kind is None:
        return None
    times = [one for one in text.times if start <= one.start < end]
    when, timed = horizons.horizon(times, report.text[start:end], start, report.published,
                                   [text.span(one) for one in _events(text, found)])
    past = [one for one in times if horizons.over(one.date, report.published)]
    if kind is not OutlookType.QUESTION and past and not timed and _own(text, found, past):
        return None                                                 # "was to fall in 2014", told in 2017
    told = text.text[slice(*timed[0])] if timed else ""
    if found.rule == "timetable" and not (told and horizons.ahead(when, report.published, told)):
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


def _by(text: Reading, found: Found, statement: Statement | None, mentions: Sequence[Mention]) -> Forecaster:
    from standoff.outlook import forecasters

    if found.teller is not None:
        tellers = text.who([found.teller])
        source = statement.source if statement is not None else None
        if tellers and (source is None or not _same(tellers[0].key, source, mentions)):
            holds = statement is not None and text.sentence[found.anchor] == text.sentence[found.teller] and (
                not any(start <= text.starts[found.teller] < end for start, end in statement.content))
            if not holds:
                return forecasters.teller(tellers[0], mentions, Voice.QUOTED if statement else Voice.REPORTER)
        if not tellers and statement is None:
            return forecasters.NOBODY
    if statement is not None:
        return forecasters.of(statement)
    return forecasters.NOBODY if found.nobody else forecasters.AUTHOR


def _same(one: str, other: str, mentions: Sequence[Mention]) -> bool:
    """Whether two mentions are of one chain."""
    leaders = {each.key: each.leader for each in mentions}
    return leaders.get(one, one) == leaders.get(other, other)


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


# — type —

def _type(text: Reading, found: Found, statement: Statement | None, by: Forecaster,
          mentions: Sequence[Mention]) -> OutlookType | None:
    """The type in the end, by who says it and how; None for a demand, or for what is told as done."""
    if found.type is OutlookType.QUESTION:
        return found.type
    governor = _governor(text, found)
    if statement is not None and statement.manner in NONE and not found.firm:
        return None
    if governor is not None and (text.lexicon.has("wanting", governor) or text.lexicon.has("asking", governor)):
        return None
    if found.type not in (OutlookType.PREDICTION, OutlookType.PLAN):
        return found.type
    named = MANNERS.get(statement.manner) if statement is not None else None
    if governor is not None and not _factor(text, found):
        named = text.lexicon.own.get(governor) or text.lexicon.nouns.get(governor) or named
    if named in (OutlookType.WARNING, OutlookType.PLEDGE) and found.rule in ("modal", "frame", "scenario"):
        return named
    if found.type is OutlookType.PREDICTION and found.rule == "modal":
        return _modal_type(text, found, statement, mentions)
    return found.type


def _modal_type(text: Reading, found: Found, statement: Statement | None, mentions: Sequence[Mention]) -> OutlookType:
    """"We will" promises, "said it will" plans, "will meet on Friday" is a schedule; all else foresees."""
    from standoff.outlook import hedges

    anchor = found.anchor
    if text.modal(anchor) not in ("will", "would") or found.top != anchor:
        return OutlookType.PREDICTION
    subject = text.subject(anchor)
    lemma = text.lemmas[anchor]
    doing = text.pos[anchor] == "VERB" and not text.passive(anchor) and not text.lexicon.has("suffered", lemma)
    deeds = text.lexicon.lists["deeds"] | text.lexicon.lists["meeting"]
    start, end = text.span(found.words)
    if hedges.spans(text.text[start:end]):
        return OutlookType.PREDICTION
    who = text.who([subject])
    if subject is not None and doing and text.words[subject] in ("we", "i"):
        return OutlookType.PLEDGE
    if statement is not None and found.negated and statement.source is not None and (
            text.passive(anchor) or text.lower(*found.words).startswith("there ")):
        return OutlookType.PLEDGE                                   # "the ministry said that nobody would be charged"
    if doing and who and statement is not None and statement.source is not None and (
            _same(who[0].key, statement.source, mentions)):
        return OutlookType.PLEDGE if found.negated else OutlookType.PLAN
    own = doing and not found.negated and text.modal(anchor) == "will" and lemma in deeds and text.below(anchor, "obj")
    if own and who and who[0].kind is Kind.ORGANISATION and (statement is None or who[0].form is not Form.PRONOUN):
        return OutlookType.PLAN
    if (text.lexicon.has("meeting", lemma) or text.passive(anchor)) and not found.negated and any(
            one.precision in ("day", "hour", "minute", "part of day", "month") for one in text.during(anchor)):
        return OutlookType.PLAN
    return OutlookType.PREDICTION


def _factor(text: Reading, found: Found) -> bool:
    """Whether the clause stands under a verb whose subject is nobody: "the balance guarantees that …"."""
    above = text.heads[found.top]
    if above == found.top or text.deps[found.top] not in ("ccomp", "xcomp") or text.pos[above] != "VERB":
        return False
    place = text.starts[above]
    if text.passive(above) or any(start <= place < end for one in text.attributions for start, end in one.cue):
        return False
    subject = text.subject(above)
    return subject is None or (text.pos[subject] != "PRON" and not text.who([subject]))


def _governor(text: Reading, found: Found) -> str | None:
    """The lemma of the word that the clause stands under: "warned that", "fears that", "…, she predicted"."""
    word = found.top
    while text.deps[word] in ("conj", "parataxis") and text.heads[word] != word and not text.below(word, "nsubj:outer"):
        if text.deps[word] == "parataxis":
            break
        word = text.heads[word]
    above = text.heads[word]
    if above != word and text.deps[word] in ("ccomp", "acl", "csubj", "xcomp") and text.deps[word] != "acl:relcl":
        return text.lemmas[above]
    if any(text.deps[word] == "acl:relcl" for word in (found.top, *text.climb(found.top))):
        return None                                                 # "the mayor, who is to resign, may go, they fear"
    place = text.starts[found.anchor]
    holding = [one for one in text.attributions if any(start <= place < end for start, end in one.content)]
    inner = min(holding, key=lambda one: sum(end - start for start, end in one.content), default=None)
    if inner is None:
        return None
    verbs = [word for word, place in enumerate(text.starts) if text.pos[word] in ("VERB", "NOUN")
             and any(start <= place < end for start, end in inner.cue)]
    return text.lemmas[verbs[-1]] if verbs else None


__all__ = ["VERSION", "find", "foresee", "key", "told"]
