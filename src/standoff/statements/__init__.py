"""Statements: who said what to whom, when, where and how: ``attribute(report, analysis, mentions, pages)``.

Takes a report, its language analysis, its mentions and the pages of its family; gives every statement that the running
text tells, those in headlines and in readers' comments. What the reader found is kept where it can be a statement,
what trees show and it missed is added, and the words around the cue tell the rest. Who a source is beyond the report is
left to those who read the record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from standoff.model import (
    Analysis,
    Factuality,
    Medium,
    Mention,
    Origin,
    Page,
    Report,
    Statement,
    TimeExpression,
    Voice,
)
from standoff.text import carry, reworded

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from standoff.statements.lexicon import Lexicon
    from standoff.statements.telling import Pieces, Telling
    from standoff.ties.reading import Reading

VERSION = "8"


def key(report: str, page: str, cue: Pieces, content: Pieces) -> str:
    """The key of a statement at a place of a report or page: the same in every run."""
    told = json.dumps([report, page, cue, content], ensure_ascii=False, separators=(",", ":"))
    return "q" + hashlib.sha256(told.encode()).hexdigest()[:16]


def attribute(report: Report, analysis: Analysis, mentions: Sequence[Mention], pages: Sequence[Page]) \
        -> tuple[Statement, ...]:
    """The statements of a report, in the order of the text, then those of its pages; of the text none where the
    reader has no tree or no attributions."""
    from standoff.language import layers
    from standoff.statements.comments import comments
    from standoff.statements.headlines import headlines

    found: list[Statement] = []
    if not {"tree", "attribution"} & set(analysis.lacks):
        found += told(report, layers.restore(report, analysis), mentions)
    return (*found, *headlines(report, mentions, pages), *comments(report, pages))


def told(report: Report, doc: Doc, mentions: Sequence[Mention]) -> list[Statement]:
    """The statements of an analysed Doc."""
    from standoff.statements import copied, finding, lexicon, voices
    from standoff.ties import lexicon as ties
    from standoff.ties.reading import Reading

    words = lexicon.read()
    text = Reading(doc, mentions, words.with_lemmas(ties.read()))
    some = finding.tellings(text, words, doc._.attributions or ())
    heads = voices.sources(text, words, some)
    for one, head in list(copied.spoken(report, text, words, some, heads)):
        some.append(one)
        heads.append(head)
    keys = [key(report.key, "", () if one.rule == "continued" else one.cue, one.content) for one in some]
    inside = voices.within(text, some, heads)
    spoken = voices.voices(text, words, some, heads, inside)
    made: dict[str, Statement] = {}
    clauses = {one.anchor: one.factuality for one in doc._.clauses or ()}
    for at, one in enumerate(some):
        start = min(piece[0] for piece in (*one.speaker, *one.cue, *one.content))
        end = max(piece[1] for piece in (*one.speaker, *one.cue, *one.content))
        statement = _statement(report, text, words, one, heads[at], clauses, doc._.times or ())
        start = min([start, *(piece[0] for piece in statement.addressed)])
        end = max([end, *(piece[1] for piece in statement.addressed)])
        evidence, over = tuple(sorted({*carry(report, start, end), *reworded(report, start, end)})), inside[at]
        if evidence and keys[at] not in made:
            made[keys[at]] = replace(
                statement, key=keys[at], evidence=evidence, start=start, end=end, voice=spoken[at],
                within="" if over is None else keys[over])
    for talk in voices.dialogue(text, made.values()):
        made[talk] = replace(made[talk], medium=Medium.INTERVIEW)
    ordered = sorted(made.values(), key=lambda one: (one.start, one.end, one.key))
    return voices.carried(text, voices.dated(text, ordered, mentions), mentions)


def _statement(report: Report, text: Reading, lexicon: Lexicon, one: Telling, head: int | None,
               clauses: dict[int, tuple[Factuality, ...]], times: Sequence[TimeExpression]) -> Statement:
    """A telling as a statement; its key, place in the report and voice are told by those who see all."""
    from standoff.statements import manners, setting, sources, voices

    hearer = setting.addressee(text, lexicon, one)
    heard = None if hearer is None else setting.heard(text, lexicon, hearer)
    manner = manners.manner(text, lexicon, one)
    where = None if manner in voices.TOLD_OF else setting.place(text, one, hearer)
    own = manners.settled(text, lexicon, one, clauses)
    time = setting.when(text, times, one)
    continued = one.rule == "continued"
    return Statement(
        evidence=(), origin=Origin(stage="statements", version=VERSION, rule=one.rule), key="", report=report.key,
        start=0, end=0, source=None if head is None else text.mentions[head].key, speaker=one.speaker,
        sourcing=sources.sourcing(text, lexicon, one, head), cue=() if continued else one.cue, content=one.content,
        quoted=_quoted(text, one.content), addressee=None if heard is None else text.mentions[heard].key,
        addressed=() if hearer is None else _addressed(text, hearer),
        date=setting.date(time, report.published, own),
        place=None if where is None else text.mentions[where].key,
        medium=setting.medium(text, lexicon, one, hearer), manner=manner, factuality=own,
        voice=Voice.REPORTER, score=round(one.score, 3))


def _quoted(text: Reading, content: Pieces) -> Pieces:
    """The parts of a content between quotation marks, marks included."""
    both = ((max(start, low), min(end, high)) for start, end in text.quotations for low, high in content)
    return tuple((start, end) for start, end in both if start < end)


def _addressed(text: Reading, hearer: int) -> Pieces:
    """The words of a hearer: its mention, else the noun with what belongs to it."""
    who = hearer if hearer in text.mentions else text.tops.get(hearer)
    if who is not None:
        return ((text.mentions[who].start, text.mentions[who].end),)
    words = [word for word in text.under(hearer) if text.deps[word] != "acl:relcl"]
    near = [hearer]
    for word in reversed(range(min(words), hearer)):
        if word not in words or text.deps[word] in ("case", "mark"):
            break
        near.append(word)
    return ((text.starts[min(near)], text.ends[hearer]),)

