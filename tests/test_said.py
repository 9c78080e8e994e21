"""Rows of statements: what is told in several reports is one, with every wording, who says so, and what answers it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import stand_ins
from builder import STAGES

from standoff import pipeline, settings
from standoff.api import Record, open_record
from standoff.errors import UnknownKey
from standoff.model import (
    Date,
    DateBasis,
    Echo,
    EchoType,
    Factuality,
    Manner,
    Mention,
    Report,
    Sourcing,
    Statement,
    Voice,
)
from standoff.record import facts, keys, said, sources, write

VERSION = "1"
MINE = tuple(replace(stage, function="test_said:" + stage.name) if stage.name in ("reports", "mentions") else
             replace(stage, function="standoff.actors.cluster:cluster") if stage.name == "actors" else stage
             for stage in STAGES)
STORY = {
    "a.txt": "2017-03-01\n\nAmber said the bridge is closed for repairs. Our own words.",
    "b.txt": "2017-03-05\n\nAmber said the bridge is closed for repairs. Boris said the market of Clara is open.",
    "c.txt": "2017-03-09\n\nClara denied the market of Clara is open. Amber said the bridge is open.\n\n"
             "Comment Nobody said a thing",
}
KNOWN = """
- {key: EGY.amber, type: person, name: Amber, country: EGY,
   posts: [mayor of EGY.town until 2017-03-03, minister of EGY.town since 2017-03-04]}
- {key: EGY.town, type: organisation, name: Town of Tessel, country: EGY}
"""


def reports(*args):  # type: ignore[no-untyped-def]
    """The stand-in's report, published on the day that is its title."""
    made = stand_ins.assemble(*args)
    return replace(made, published=Date(value=made.title, low=made.title, high=made.title, basis=DateBasis.STATED))


def mentions(report: Report, *args):  # type: ignore[no-untyped-def]
    """The stand-in's mentions; Boris has a title."""
    return tuple(replace(one, title="baker") if one.text == "Boris" else one
                 for one in stand_ins.mentions(report, *args))


@pytest.fixture
def rec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """Three reports of three days."""
    for function in (pipeline.run, pipeline.decide):
        monkeypatch.setattr(function, "__kwdefaults__", {**function.__kwdefaults__, "stages": MINE})
    monkeypatch.setattr(settings, "bundled", list)
    monkeypatch.setattr(settings, "ours", dict)
    (tmp_path / "known.yaml").write_text(KNOWN)
    for name, words in STORY.items():
        (tmp_path / name).write_text(words)
    with open_record(tmp_path / "case.db") as rec:
        rec.read(*sorted(tmp_path.glob("*.txt")))
        told = rec.run(actors=[tmp_path / "known.yaml"])
        assert not [stage for stage in told.stages if stage.problems]
        yield rec


def told(rec: Record, **asked: object) -> list[str]:
    return [row.content for row in rec.statements(**asked)]  # type: ignore[arg-type]


def test_what_two_reports_tell_is_one_row_with_both_wordings(rec: Record) -> None:
    assert sorted(told(rec)) == ["the bridge is closed for repairs", "the bridge is open",
                                 "the market of Clara is open", "the market of Clara is open"]
    row, = rec.statements(words="repairs")
    assert (row.reports, row.families, row.articles) == (2, 2, 2)
    assert [(one.published, one.speaker, one.cue) for one in row.wordings] == [
        ("2017-03-01", "Amber", "said"), ("2017-03-05", "Amber", "said")]
    assert (row.first, row.last, row.bound) == ("2017-03-01", "2017-03-05", "")
    assert row.name == "Amber" and row.key == row.wordings[0].statement
    assert rec.statement(row.key[:9]).key == row.key == rec.show(row.key).key  # type: ignore[union-attr]
    assert rec.verify().ok


def test_who_is_two_by_a_persons_decision_has_two_rows_at_once(rec: Record) -> None:
    row, = rec.statements(words="repairs")
    source = rec.statement(row.wordings[1].statement).source
    assert source
    rec.split(source, by="Mara")
    assert sorted(one.reports for one in rec.statements(words="repairs")) == [1, 1]
    rec.undo(*map(keys.correction, rec.corrections()), by="Mara Veen")
    assert [one.reports for one in rec.statements(words="repairs")] == [2]


def test_a_denial_is_linked_to_what_it_denies_from_both_sides(rec: Record) -> None:
    market, = rec.statements(words="market", manner="said")
    denial, = rec.statements(manner="denied")
    with stand_ins.changed(rec):
        write.echoes(rec._conn, [Echo(a=denial.key, b=market.key, type=EchoType.DENIES, score=1, reasons=(),
                                      origin=stand_ins.BY)])
    market, = rec.statements(words="market", manner="said")
    denial, = rec.statements(manner="denied")
    assert (denial.denies, denial.denied_by, market.denies, market.denied_by) == (
        (market.key,), (), (), (denial.key,))
    assert "denied by" in rec.why(market.key).reason and "denies" in rec.why(denial.key).reason
    assert (denial.addressee_name, denial.addressee) == ("Clara", rec.actor("Clara").key)


def test_what_a_speaker_was_is_what_they_were_on_that_day_else_as_written(rec: Record) -> None:
    by_name = {row.content: row for row in rec.statements()}
    assert by_name["the bridge is closed for repairs"].roles == ("minister of Town of Tessel",)    # bounded by 03-24
    assert [row.roles for row in rec.statements(speaker="Boris")] == [("baker",)]
    posts = sources.Sources(rec._conn, rec.known())
    amber = rec.statement(by_name["the bridge is open"].key).source
    assert amber and posts.roles(amber, "2017-03-02") == ("mayor of Town of Tessel",)
    assert posts.roles(amber, "") == ()
    assert told(rec, role="minister") == ["the bridge is closed for repairs", "the bridge is open"]
    assert told(rec, role="baker") == ["the market of Clara is open"] and not told(rec, role="pope")


def test_filters_take_an_actor_or_words_of_a_name(rec: Record) -> None:
    amber = rec.actor("EGY.amber").key
    for asked in (amber, amber[:9], "EGY.amber", "amber"):
        assert told(rec, speaker=asked) == ["the bridge is closed for repairs", "the bridge is open"]
    assert told(rec, addressee="Clara") == ["the market of Clara is open"] * 2
    with pytest.raises(UnknownKey, match="Nemo"):
        rec.statements(speaker="Nemo")
    with pytest.raises(UnknownKey):
        rec.statements(addressee="Boris the Great")


def test_filters_of_manner_voice_words_report_and_time(rec: Record) -> None:
    assert told(rec, manner="denied") == ["the market of Clara is open"]
    assert told(rec, words="bridge repair*") == ["the bridge is closed for repairs"] and not told(rec, words="§")
    assert told(rec, voice="commenter") == ["Comment Nobody said a thing"]
    last = next(one.key for one in rec.reports() if one.title == "2017-03-09")
    assert len(told(rec, report=last)) == 2
    assert len(told(rec, since="2017-03-24")) == 4 and not told(rec, since="2017-04")    # known: not after 03-24
    assert not told(rec, until="2017-02") and len(told(rec, until="2017")) == 4


@pytest.mark.parametrize(("date", "since", "until", "fits"), [
    (Date(value="2017-03"), "2017-03-09", "", True), (Date(value="2017-03"), "2017-04-01", "", False),
    (Date(value=None, low="2017-01-01", high="2017-03-09"), "2017-03-09", "2017-03-09", True),
    (Date(value=None, high="2017-03-09"), "", "2017-03-08", False), (Date(value=None), "2017", "", False),
    (Date(value=None), "", "", True), (Date(value=None, low="2017-03-09"), "2017", "2018", True),
])
def test_a_time_lies_between_two_days_where_its_bounds_do(date: Date, since: str, until: str, fits: bool) -> None:
    assert sources.within(date, since, until) is fits


def statement(rec: Record, number: int, mention: Mention | None, **more: object) -> Statement:
    """A statement over the first words of the first report."""
    report = next(one for one in rec.reports() if one.title == "2017-03-01")
    spans = facts.statement(rec._conn, rec.statements(report=report.key)[0].wordings[0].statement).evidence
    made = Statement(evidence=spans, key=f"q{number:016x}", report=report.key, start=0, end=44, speaker=((0, 5),),
                     source=mention and mention.key, sourcing=Sourcing.NAMED, cue=((6, 10),), content=((11, 44),),
                     date=Date(value=None), manner=Manner.SAID, voice=Voice.REPORTER, score=.5,
                     origin=stand_ins.BY)
    return replace(made, **more)  # type: ignore[arg-type]


def test_the_chain_leads_from_the_outlet_to_the_speaker_and_nobody_is_made_a_name(rec: Record) -> None:
    report = next(one.key for one in rec.reports() if one.title == "2017-03-01")
    amber = rec.mentions(report=report)[0]
    outer = statement(rec, 1, amber, content=((11, 30), (34, 44)), quoted=((11, 21),))
    inner = statement(rec, 2, None, within=outer.key, speaker=((11, 21),), sourcing=Sourcing.COLLECTIVE, cue=(),
                      content=((22, 30),), voice=Voice.QUOTED, place=amber.key,
                      factuality=(Factuality.NEGATED, Factuality.REPORTED))
    nobody = statement(rec, 3, None, speaker=(), sourcing=Sourcing.UNNAMED, within="q" + "3".zfill(16))
    author = statement(rec, 4, None, speaker=(), sourcing=Sourcing.AUTHOR)
    with stand_ins.changed(rec):
        write.statements(rec._conn, report, [outer, inner, nobody, author])
    rows = {row.key: row for row in rec.statements(report=report)}
    assert rows[inner.key].chain == ("a.txt", "Amber", "the bridge") and rows[inner.key].name == "the bridge"
    assert rows[inner.key].place == "Amber" and rows[inner.key].factuality == ("negated", "reported")
    assert (rows[outer.key].content, rows[outer.key].quoted) == ("the bridge is close … r repairs.", ("the bridge",))
    assert (rows[nobody.key].name, rows[author.key].name) == ("nobody named", "the author")
    assert rows[nobody.key].chain == ("a.txt", "nobody named")       # one that stands in itself ends
    assert [row.key for row in rec.statements(speaker="bridge", report=report)] == [inner.key]
    assert rec.verify().ok
    assert "in the words of “Amber”" in rec.why(inner.key).reason and "negated" in rec.why(inner.key).reason


def test_who_did_not_deny_is_no_denier(rec: Record) -> None:
    report = next(one.key for one in rec.reports() if one.title == "2017-03-01")
    made = statement(rec, 1, None, manner=Manner.DENIED, factuality=(Factuality.NEGATED,))
    with stand_ins.changed(rec):
        write.statements(rec._conn, report, [made])
    assert rec.statements(report=report) and not rec.statements(report=report, manner="denied")


def test_what_only_repeats_the_statement_around_it_is_no_row_of_its_own(rec: Record) -> None:
    report = next(one.key for one in rec.reports() if one.title == "2017-03-01")
    amber = rec.mentions(report=report)[0]
    outer = statement(rec, 1, amber, content=((0, 44),))
    inner = statement(rec, 2, amber, within=outer.key, manner=Manner.THOUGHT)
    with stand_ins.changed(rec):
        write.statements(rec._conn, report, [outer, inner])
    row, = rec.statements(report=report)
    assert (row.key, row.manner, len(row.wordings)) == (outer.key, Manner.SAID, 1)
    assert rec.statements(manner="thought")[0].key == outer.key     # it is found by what it repeats, too
    with stand_ins.changed(rec):
        write.statements(rec._conn, report, [outer, replace(inner, content=((11, 30),))])
    assert len(rec.statements(report=report)) == 2                  # says less: a statement of its own


def test_the_wording_that_quotes_most_leads_and_the_exactest_date_is_the_rows(rec: Record) -> None:
    report = next(one.key for one in rec.reports() if one.title == "2017-03-01")
    plain, quoting = statement(rec, 1, None), statement(
        rec, 2, None, quoted=((11, 21),), date=Date(value=None, high="2017-03-01", basis=DateBasis.RELATIVE))
    dated = statement(rec, 3, None, date=Date(value="2017-02-27", low="2017-02-27", high="2017-02-27",
                                              basis=DateBasis.STATED))
    with stand_ins.changed(rec):
        write.statements(rec._conn, report, [plain, quoting, dated])
        write.echoes(rec._conn, [Echo(a=plain.key, b=other.key, type=EchoType.SAME, score=1, reasons=("equal words",),
                                      origin=stand_ins.BY) for other in (quoting, dated)])
    row, = rec.statements(report=report)
    assert (row.key, row.date.value, row.reports, len(row.wordings)) == (quoting.key, "2017-02-27", 1, 3)
    assert "told again in" in rec.why(plain.key).reason and "equal words" in rec.why(plain.key).reason


def test_contradictions_stand_side_by_side(rec: Record) -> None:
    closed, opened = rec.statements(speaker="Amber")
    with stand_ins.changed(rec):
        write.echoes(rec._conn, [Echo(a=min(closed.key, opened.key), b=max(closed.key, opened.key), score=.8,
                                      type=EchoType.CONTRADICTS, reasons=("closed, open",), origin=stand_ins.BY)])
    pair = rec.statements(contradicted=True)
    assert [row.contradicts for row in pair] == [(pair[1].key,), (pair[0].key,)]
    echo, = rec.echoes()
    assert "contradicts" in rec.why(said_key(echo)).what and rec.show(said_key(echo)) == echo


def said_key(echo: Echo) -> str:
    from standoff.record import keys

    return keys.echo(echo)


def test_a_ledger_reads_only_what_a_list_needs(rec: Record) -> None:
    asked: list[str] = []
    rec._conn.set_trace_callback(asked.append)
    rec.statements(speaker="Boris")
    rec._conn.set_trace_callback(None)
    assert not [one for one in asked if "FROM tie" in one]


def test_a_page_of_statements_is_that_part_of_the_whole_list_and_facets_count_it(rec: Record) -> None:
    whole, page = rec.statements(), rec.statements(limit=2, start=1)
    assert [*page] == [*whole[1:3]] and (page.more, page.total) == (len(whole) - 3, len(whole))
    facets = rec.facets("statement")
    assert facets.total == len(whole) and sum(n for _, n in facets.of("manner")) == len(whole)
    for row in whole:
        for wording in row.wordings:
            assert rec.statement_row(wording.statement[:12]) == row


def test_what_is_said_of_somebody_is_said_by_others(rec: Record) -> None:
    actors = [row.key for row in rec.actors()]
    found = {key: rec.statements(about=key) for key in actors}
    assert any(found.values())
    assert all(row.speaker != key for key, rows in found.items() for row in rows)
    with pytest.raises(UnknownKey):
        rec.statements(about="Nobody at all")


def test_rows_come_back_from_the_record_as_they_were_made(rec: Record) -> None:
    made = {row.key: row for row, _ in said.Ledger(rec._conn, rec.known()).all()}
    assert {row.key for row in rec.statements()} <= made.keys()
    assert all(rec.statement_row(key) == row for key, row in made.items())
