"""Hand-made statements, echoes and outlook on the report and the pages of `values.world`. Not a test module."""

from __future__ import annotations

from dataclasses import replace

import who
from values import COMMENT, world

from standoff.answers import HedgeRange, OutlookRow, Resolved, StatementRow, Wording
from standoff.model import (
    Clause,
    Date,
    DateBasis,
    Echo,
    EchoType,
    Factuality,
    Form,
    Kind,
    Manner,
    Medium,
    Mention,
    Origin,
    Outlook,
    OutlookType,
    Sourcing,
    Span,
    Statement,
    Voice,
)
from standoff.text import carry

BY = Origin(stage="statements", version="1", rule="hand")
BOUND = Date(value=None, high="2017-03-24", basis=DateBasis.INFERRED, reason="published by then")
REPORT = world()[4][0]
PAGE = next(page for page in world()[1] if COMMENT in page.text)


def at(words, text=REPORT.text):
    """Where words stand."""
    return text.index(words), text.index(words) + len(words)


def statement(digit, cue, content, speaker="", page="", **more):
    """A statement that reaches from its first piece to its last; pieces are given by their words."""
    text = PAGE.text if page else REPORT.text
    parts = {name: tuple(at(one, text) for one in ((some,) if isinstance(some, str) else some) if one)
             for name, some in (("cue", cue), ("content", content), ("speaker", speaker))}
    places = [at for some in parts.values() for piece in some for at in piece]
    start, end = min(places), max(places)
    spans = (Span(page=page, start=start, end=end),) if page else carry(REPORT, start, end)
    return replace(Statement(
        evidence=spans, origin=BY, key="q" + digit * 16, report=REPORT.key, page=page, start=start, end=end,
        source=None, sourcing=Sourcing.OFFICE, date=BOUND, manner=Manner.SAID, voice=Voice.REPORTER, score=.9,
        **parts), **more)


def mention(digit, words, leader=""):
    """A mention of a person; without a leader it leads."""
    start, end = at(words)
    key = "n" + digit * 16
    return Mention(key=key, report=REPORT.key, start=start, end=end, head=start, kind=Kind.PERSON, origin=BY,
                   form=Form.PRONOUN if leader else Form.DESCRIPTION, leader=leader or key, text=words)


MENTIONS = (mention("a", "The minister"), mention("b", "This", "n" + "a" * 16))

BAKER = statement("1", "said", "Nobody asked us,", "the baker", quoted=(at("Nobody asked us,"),))
STRIKE = statement("2", "blamed", "a strike", "The company", manner=Manner.ACCUSED)
MINISTER = statement("3", "promised", "a replacement boat", "The minister", manner=Manner.PROMISED,
                     source="n" + "a" * 16)
TALKS = statement("4", "further said", "that talks with the crew would go on through the night", "This",
                  medium=Medium.BRIEFING, source="n" + "b" * 16, within="q" + "3" * 16,
                  factuality=(Factuality.NEGATED,))
LETTER = statement("5", "were told", "to wait for a letter", addressed=(at("Passengers"),), sourcing=Sourcing.UNNAMED)
READER = statement("6", "", "Same as 2003", "j.harbour", PAGE.key, voice=Voice.COMMENTER, sourcing=Sourcing.AUTHOR,
                   medium=Medium.COMMENT)
STATEMENTS = (BAKER, STRIKE, MINISTER, TALKS, LETTER, READER)

ECHOES = (Echo(a=TALKS.key, b=STRIKE.key, type=EchoType.DENIES, score=.8, reasons=("“no strike”",), origin=BY),)

OUTLOOKS = (
    Outlook(evidence=STRIKE.evidence, origin=BY, key="w" + "1" * 16, report=REPORT.key, start=STRIKE.start,
            end=STRIKE.end, type=OutlookType.PREDICTION, statement=STRIKE.key, forecaster=None,
            sourcing=Sourcing.OFFICE, voice=Voice.REPORTER, anchor=STRIKE.start, hedges=(at("blamed"),),
            horizon=Date(value="2017-05"), timed=(), negated=True, score=.7),
    Outlook(evidence=MINISTER.evidence, origin=BY, key="w" + "2" * 16, report=REPORT.key, start=MINISTER.start,
            end=MINISTER.end, type=OutlookType.PLEDGE, statement="", forecaster=None, sourcing=Sourcing.AUTHOR,
            voice=Voice.REPORTER, anchor=MINISTER.start, condition=(at("a replacement boat"),), horizon=BOUND,
            score=.7))

CLAUSES = tuple(Clause(anchor=at(word)[0], factuality=some, score=.9) for word, some in (
    ("stopped", (Factuality.ACTUAL,)), ("asked", (Factuality.NEGATED, Factuality.REPORTED)),
    ("would go", (Factuality.FUTURE, Factuality.REPORTED))))


def wording(stmt, content="", **more):
    """One line of evidence."""
    text = PAGE.text if stmt.page else REPORT.text
    words = {name: " … ".join(text[a:b] for a, b in getattr(stmt, name)) for name in ("speaker", "cue", "content")}
    return replace(Wording(statement=stmt.key, report=stmt.report, outlets=("The Sound",), published="≤ 2017-03-24",
                           quoted=tuple(text[a:b] for a, b in stmt.quoted), articles=2,
                           **{**words, "content": content or words["content"]}), **more)


def row(stmt, name, *others, **more):
    """A row of the ledger whose lead is this statement."""
    lead = wording(stmt)
    return replace(StatementRow(
        key=stmt.key, speaker="", name=name, roles=(), sourcing=stmt.sourcing, manner=stmt.manner, cue=lead.cue,
        content=lead.content, quoted=lead.quoted, addressee="", addressee_name="", date=stmt.date, place="",
        medium=stmt.medium, factuality=stmt.factuality, voice=stmt.voice, chain=("The Sound", name),
        wordings=(lead, *others), denies=(), denied_by=(), contradicts=(), reports=1, families=1, articles=2, first="",
        last="", bound="2017-03-24"), **more)


ROWS = (
    row(BAKER, "the baker", wording(BAKER, "No one asked us", outlets=("Tessel Post",), published="2017-03-25"),
        reports=2, articles=3, addressee_name="reporters", place="Tessel",
        chain=("The Sound", "an islander", "the baker")),
    row(STRIKE, "=Tessel Line", speaker="a" + "1" * 16, roles=("operator of the ferry",), denied_by=(TALKS.key,),
        contradicts=(MINISTER.key,), date=Date(value="2017-03-20", basis=DateBasis.STATED)),
    row(MINISTER, "=Tessel Line", speaker="a" + "1" * 16, contradicts=(STRIKE.key,)),
    row(TALKS, "The minister", denies=(STRIKE.key,)),
    row(LETTER, "nobody named"))

LIKELY = (HedgeRange(hedge="unlikely", lexicon="ICD 203", term="unlikely", low=20, high=45),
          HedgeRange(hedge="unlikely", lexicon="PHIA", term="unlikely", low=25, high=35))


def foreseen(one, name, text, **more):
    """A row of the board."""
    return replace(OutlookRow(
        key=one.key, items=(one.key,), type=one.type, forecaster="", name=name, roles=(), sourcing=one.sourcing,
        voice=one.voice, chain=("The Sound", name), text=text, condition="", hedges=(), ranges=(), about=(),
        horizon=one.horizon, negated=one.negated, polar=True, statement=one.statement, resolved=None, reports=1,
        families=1, articles=2, first="", last="", bound="2017-03-24"), **more)


BOARD = (
    foreseen(OUTLOOKS[0], "an expert", "the strike is unlikely to end by May and may spread", ranges=LIKELY,
             hedges=("unlikely", "may"), about=("the crews",), chain=("The Sound", "an expert")),
    foreseen(OUTLOOKS[1], "the author", "=a new boat if the strike ends", condition="if the strike ends",
             resolved=Resolved(correction="o" + "1" * 16, outcome="no", by="Mara Veen", because="no boat came",
                               source="https://s.example/1", at="2017-06-01T10:00:00Z")))


def holdings():
    """All of it beside the actors and ties of `who`."""
    held = who.holdings()
    read, *rest = held.analyses
    return replace(held, analyses=(replace(read, clauses=CLAUSES), *rest), mentions=(*held.mentions, *MENTIONS),
                   statements=STATEMENTS, echoes=ECHOES, outlooks=OUTLOOKS, statement_rows=ROWS, outlook_rows=BOARD)
