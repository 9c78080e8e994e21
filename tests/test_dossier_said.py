"""Dossier: the ledger of statements by speaker, and the board of questions and forecasts."""

import re
from dataclasses import replace

import who
from test_dossier import Reader

from standoff.answers import HedgeRange, OutlookRow, Resolved, StatementRow, Wording
from standoff.export.dossier import html
from standoff.model import (
    Date,
    DateBasis,
    Factuality,
    Manner,
    Medium,
    Origin,
    Outlook,
    OutlookType,
    Sourcing,
    Span,
    Statement,
    Voice,
)

PAGE = who.holdings().pages[0].key
BY = Origin(stage="statements", version="1", rule="hand")


def wording(number, content, **more):
    one = Wording(statement="q" + str(number) * 16, report=who.REPORT, outlets=("Tessel Times",),
                  published="2017-03-24", speaker="Mara Veen", cue="said", content=content, quoted=(), articles=1)
    return replace(one, **more)


def row(number, content, *others, **more):
    lead = wording(number, content, quoted=more.get("quoted", ()))
    one = StatementRow(
        key=lead.statement, speaker=who.VEEN.key, name=who.VEEN.name, roles=("chairwoman of the Island Council",),
        sourcing=Sourcing.NAMED, manner=Manner.SAID, cue="said", content=content, quoted=(), addressee="",
        addressee_name="reporters", date=Date(value="2017-03-23", low="2017-03-23", high="2017-03-23",
                                              basis=DateBasis.STATED), place="Tessel",
        medium=Medium.BRIEFING, factuality=(Factuality.ACTUAL,), voice=Voice.REPORTER,
        chain=("Tessel Times", who.VEEN.name), wordings=(lead, *others), denies=(), denied_by=(), contradicts=(),
        reports=2, families=2, articles=3, first="2017-03-24", last="2017-03-25")
    return replace(one, **more)


def statement(number):
    return Statement(evidence=(Span(page=PAGE, start=0, end=6),), origin=BY, key="q" + str(number) * 16,
                     report=who.REPORT, start=0, end=6, source=None, speaker=(), sourcing=Sourcing.NAMED, cue=(),
                     content=((0, 6),), date=Date(value=None), manner=Manner.SAID, voice=Voice.REPORTER, score=.9)


def outlook(number, type, text, **more):
    one = OutlookRow(
        key="w" + str(number) * 16, items=("w" + str(number) * 16,), type=type, forecaster="", name="the author",
        roles=(), sourcing=Sourcing.AUTHOR, voice=Voice.REPORTER, chain=("Tessel Times",), text=text, condition="",
        hedges=(), ranges=(), about=("the ferries",), horizon=Date(value=None, low="2017-03-24"), negated=False,
        polar=True, statement="", resolved=None, reports=1, families=1, articles=1, first="2017-03-24",
        last="2017-03-24")
    return replace(one, **more)


ROWS = (
    row(1, "“The ferries sail <at> dawn,”", wording(2, "that the ferries would sail at dawn", outlets=("Far Post",)),
        quoted=("“The ferries sail <at> dawn,”",), denied_by=("q" + "3" * 16,)),
    row(3, "that they would sail", manner=Manner.DENIED, denies=("q" + "1" * 16,), speaker="", name="the crews"),
    row(4, "whether the strike ends", factuality=(Factuality.NEGATED,), manner=Manner.CONFIRMED,
        cue="has not confirmed"),
    row(5, "Nonsense!", voice=Voice.COMMENTER, speaker="", name="quayside"))
BOARD = (
    outlook(6, OutlookType.QUESTION, "Can the truce at the quay hold?"),
    outlook(7, OutlookType.PREDICTION, "the crews will very likely accept", hedges=("very likely",),
            ranges=(HedgeRange(hedge="very likely", lexicon="ICD 203", term="very likely", low=80, high=95),),
            resolved=Resolved(correction="o" + "1" * 16, outcome="no", by="desk", because="they voted it down",
                              source="https://example.org/vote", at="2017-04-01T10:00:00Z")),
    outlook(8, OutlookType.WARNING, "if the bank calls in the loan, the line may close",
            condition="if the bank calls in the loan", hedges=("may",)))
HELD = replace(
    who.holdings(), statements=tuple(map(statement, range(1, 6))), statement_rows=ROWS, outlook_rows=BOARD,
    outlooks=tuple(Outlook(evidence=(Span(page=PAGE, start=0, end=6),), origin=BY, key=one.key, report=who.REPORT,
                           start=0, end=6, type=one.type, forecaster=None, sourcing=one.sourcing, voice=one.voice,
                           anchor=0, horizon=one.horizon, score=.9) for one in BOARD))
READ = Reader(html(HELD, "case.db"))
TEXT = " ".join("".join(READ.text).split())


def test_every_inner_link_leads_somewhere():
    ids = [attrs["id"] for _, attrs in READ.tags if "id" in attrs]
    inner = {attrs["href"][1:] for tag, attrs in READ.tags if tag == "a" and attrs["href"].startswith("#")}
    assert len(ids) == len(set(ids)) and inner <= set(ids)


def test_a_statement_shows_how_it_was_said_and_in_which_words_each_copy_has_it():
    for told in ("“The ferries sail <at> dawn,” quoted", "to reporters", "press briefing", "in Tessel", "2017-03-23",
                 "Far Post, 2017-03-24: Mara Veen said that the ferries would sail at dawn", "2 reports, 3 articles"):
        assert told in TEXT


def test_a_denial_and_what_it_denies_lead_to_each_other():
    assert "denies =Mara Veen: “The ferries sail" in TEXT and "denied by the crews: that they would sail" in TEXT


def test_what_was_not_said_does_not_read_as_said():
    assert "not confirmed" in TEXT and "“has not confirmed”" in TEXT


def test_strangers_have_headings_of_their_own_and_a_role_is_told_once():
    rows = [row(n, "the quay is shut", name="A resident", speaker="", sourcing=Sourcing.ANONYMOUS, roles=())
            for n in (1, 3)]
    rows[1] = replace(rows[1], wordings=(replace(rows[1].wordings[0], report="r" + "7" * 16),))
    twice = row(5, "we sail", roles=("Mayor", "mayor"))
    told = html(replace(HELD, statement_rows=(*rows, twice)), "case.db")
    assert len(re.findall("<h3><span[^>]*>A resident<", told)) == 2
    assert "Mayor, mayor" not in told and re.search("=Mara Veen</[^>]*><span[^>]*>mayor<", told, re.I)


def test_a_readers_comment_is_no_statement_of_the_ledger():
    assert "Nonsense!" not in TEXT
    assert re.search(r"3 statements, by speaker", TEXT)


def test_the_board_has_questions_first_and_tells_ranges_and_resolutions():
    assert TEXT.index("Can the truce at the quay hold?") < TEXT.index("the line may close")
    for told in ("80–95 % (ICD 203: very likely)", "desk, 2017-04-01they voted it down, https://example.org/vote",
                 "2 of them open"):
        assert told in TEXT


def test_a_record_without_statements_has_no_ledger():
    plain = html(who.holdings(), "case.db")
    assert 'id="statements"' not in plain and 'id="outlook"' not in plain
