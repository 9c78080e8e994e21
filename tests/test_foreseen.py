"""Rows of questions and forecasts: the same one once, hedges as ranges, what persons decide, and where to look."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import stand_ins
from builder import STAGES

from standoff import api, pipeline, settings
from standoff.api import Record, open_record
from standoff.errors import FaultyCorrections, UnknownKey
from standoff.model import Date, DateBasis, Echo, EchoType, OutlookType, Span
from standoff.record import facts, foreseen, leads, write

VERSION = "1"
MINE = tuple(replace(stage, function="test_foreseen:" + stage.name) if stage.name in ("reports", "outlook") else
             replace(stage, function="standoff.actors.cluster:cluster") if stage.name == "actors" else stage
             for stage in STAGES if stage.name != "events")
STORY = {
    "a.txt": "2017-03-01\n\nAmber said the garrison of Tessel will surrender before winter. Our own words.",
    "b.txt": "2017-03-05\n\nAmber said the garrison of Tessel will surrender before winter. "
             "Boris said Clara will sing.",
    "c.txt": "2017-06-09\n\nBoris said Tessel saw its garrison surrender. Clara said the garrison of Corvo is large.",
}


def reports(*args):  # type: ignore[no-untyped-def]
    """The stand-in's report, published on the day that is its title."""
    made = stand_ins.assemble(*args)
    return replace(made, published=Date(value=made.title, low=made.title, high=made.title, basis=DateBasis.STATED))


def outlook(report, *args):  # type: ignore[no-untyped-def]
    """The stand-in's predictions, without a hedge, for May and after."""
    return tuple(replace(one, hedges=(), timed=(), condition=(), type=OutlookType.PREDICTION, horizon=Date(
        value=None, low="2017-05-01", basis=DateBasis.RELATIVE)) for one in stand_ins.foresee(report, *args))


@pytest.fixture
def rec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """Three reports of three days."""
    for function in (pipeline.run, pipeline.decide):
        monkeypatch.setattr(function, "__kwdefaults__", {**function.__kwdefaults__, "stages": MINE})
    monkeypatch.setattr(settings, "bundled", list)
    monkeypatch.setattr(settings, "ours", dict)
    for name, words in STORY.items():
        (tmp_path / name).write_text(words)
    with open_record(tmp_path / "case.db") as rec:
        rec.read(*sorted(tmp_path.glob("*.txt")))
        assert not [stage for stage in rec.run().stages if stage.problems]
        yield rec


def test_a_forecast_of_two_reports_is_one_row(rec: Record) -> None:
    row, other = rec.outlook()
    assert (row.text, other.text) == ("will surrender before winter", "will sing")
    assert (row.name, row.forecaster, row.reports, row.articles) == ("Amber", rec.actor("Amber").key, 2, 2)
    assert (row.first, row.last, row.about, len(row.items)) == ("2017-03-01", "2017-03-05", ("Tessel",), 2)
    statement, = rec.statements(words="garrison winter")
    assert row.statement == statement.key and row.chain == statement.chain
    assert rec.foreseen(row.key[:9]).key == row.key and rec.show(row.key) == rec.foreseen(row.key)
    assert rec.why(row.key).quotes[0].exact == row.text and rec.verify().ok


def test_near_words_of_one_statement_are_one_forecast_and_others_are_not(rec: Record) -> None:
    row, _ = rec.outlook()
    first, second = (rec.foreseen(key) for key in row.items)
    shorter = replace(first, key="w" + "1" * 16, end=first.end - len(" before winter"))
    report = rec.report(first.report)
    with stand_ins.changed(rec):
        write.outlooks(rec._conn, first.report, [replace(shorter, evidence=(Span(
            page=first.evidence[0].page, start=first.evidence[0].start, end=first.evidence[0].end - 14),))])
        ends = sorted((first.statement, second.statement))
        write.echoes(rec._conn, [Echo(a=ends[0], b=ends[1], type=EchoType.SAME, score=1, reasons=(),
                                      origin=stand_ins.BY)])
    assert report.text[shorter.start:shorter.end] == "will surrender"
    assert [row.reports for row in rec.outlook()] == [1, 1, 1]     # two of four words are not enough
    almost = replace(first, key="w" + "2" * 16, start=first.start - len("Tessel "))
    with stand_ins.changed(rec):
        write.outlooks(rec._conn, first.report, [almost])
    assert [row.reports for row in rec.outlook()] == [2, 1]        # four of five are
    with stand_ins.changed(rec):
        write.outlooks(rec._conn, first.report, [replace(almost, negated=True)])
    assert [row.reports for row in rec.outlook()] == [1, 1, 1]     # not where one of them denies it


def test_a_wording_within_another_of_the_same_statement_and_horizon_is_one_forecast(rec: Record) -> None:
    first, second = (rec.foreseen(key) for key in rec.outlook()[0].items)
    longer = replace(first, key="w" + "3" * 16, start=first.start - len("the garrison of Tessel "))
    assert rec.report(first.report).text[longer.start:].startswith("the garrison")

    def rows(**more: object) -> list[int]:
        with stand_ins.changed(rec):
            write.outlooks(rec._conn, first.report, [replace(longer, **more)])  # type: ignore[arg-type]
            ends = sorted((first.statement, second.statement))
            write.echoes(rec._conn, [Echo(a=ends[0], b=ends[1], type=EchoType.SAME, score=1, reasons=(),
                                          origin=stand_ins.BY)])
        return [row.reports for row in rec.outlook()]

    assert rows() == [2, 1]
    assert rows(horizon=Date(value=None, high="2017-05-01", basis=DateBasis.RELATIVE)) == [1, 1, 1]


def test_a_copy_that_prints_other_words_is_not_credited_with_these(rec: Record) -> None:
    row = rec.outlook()[0]
    first = rec.foreseen(row.items[0])
    saw = rec.statements(words="saw")[0]
    [copy] = rec.statement(saw.key).evidence                       # "Tessel saw its garrison surrender"
    with stand_ins.changed(rec):
        write.outlooks(rec._conn, first.report, [replace(first, evidence=tuple(sorted((*first.evidence, copy))))])
    again = rec.outlook()[0]
    assert len(rec.foreseen(first.key).evidence) == 2
    assert (again.key, again.articles, again.chain) == (row.key, row.articles, row.chain)


def test_a_page_that_prints_the_words_twice_is_a_copy_that_has_them(rec: Record) -> None:
    row = rec.outlook()[0]
    first = rec.foreseen(row.items[0])
    [span] = first.evidence
    with stand_ins.changed(rec):
        write.outlooks(rec._conn, first.report, [replace(first, evidence=(replace(span, start=span.start - 1), span))])
    assert len(rec.foreseen(first.key).evidence) == 2 and rec.outlook()[0].articles == row.articles


def test_another_hedge_is_another_forecast(rec: Record) -> None:
    first, second = (rec.foreseen(key) for key in rec.outlook()[0].items)
    hedged = replace(first, key="w" + "5" * 16, start=first.start - len("Tessel "),
                     hedges=((first.start, first.start + len("will")),))
    with stand_ins.changed(rec):
        ends = sorted((first.statement, second.statement))
        write.echoes(rec._conn, [Echo(a=ends[0], b=ends[1], type=EchoType.SAME, score=1, reasons=(),
                                      origin=stand_ins.BY)])
        write.outlooks(rec._conn, first.report, [replace(hedged, hedges=())])
    assert [row.reports for row in rec.outlook()] == [2, 1]
    with stand_ins.changed(rec):
        write.outlooks(rec._conn, first.report, [hedged])
    assert [row.reports for row in rec.outlook()] == [1, 1, 1]


def test_filters_of_outlook(rec: Record) -> None:
    def told(**asked: object) -> list[str]:
        return [row.text for row in rec.outlook(**asked)]  # type: ignore[arg-type]

    assert told(forecaster="Boris") == ["will sing"] == told(about="clara") == told(words="sing*")
    assert told(type="plan") == [] == told(since="2017-04") and len(told(type="prediction", until="2017-03")) == 2
    assert told(until="2017-03-01") == ["will surrender before winter"] == told(report=rec.outlook()[0].items[0])
    assert told(open=True) == ["will surrender before winter", "will sing"] and told(open=False) == []
    with pytest.raises(UnknownKey):
        rec.outlook(forecaster="Nemo")
    with pytest.raises(UnknownKey):
        rec.outlook(about="Nemo")


def test_a_person_settles_an_outlook_and_a_later_decision_takes_the_place_of_an_earlier_one(rec: Record) -> None:
    row = rec.outlook()[0]
    assert row.resolved is None
    made = rec.settle(row.items[1], "no", by="Mara", because="not a word of it", source="http://a.example/1")
    row = rec.outlook()[0]
    assert row.resolved and (row.resolved.outcome, row.resolved.by, row.resolved.source) == (
        "no", "Mara", "http://a.example/1")
    assert rec.show(row.resolved.correction) == made
    assert rec.outlook(open=False)[0].key == row.key and len(rec.outlook(open=True)) == 1
    rec.run(from_stage="analyses")                                  # a decision outlives every run
    assert rec.outlook()[0].resolved == row.resolved and not rec.run().changed
    rec._conn.execute("UPDATE correction SET at = '2020-01-01T00:00:00Z'")
    rec.settle(row.key, "yes", by="Lin")
    assert rec.outlook()[0].resolved.outcome == "yes" and len(rec.corrections()) == 2  # type: ignore[union-attr]
    rec.undo(rec.outlook()[0].resolved.correction, by="Mara Veen")  # type: ignore[union-attr]
    assert rec.outlook()[0].resolved.outcome == "no"  # type: ignore[union-attr]
    assert not rec.corrections_of("Tessel") and not rec.corrected(made)


def test_what_is_settled_undone_and_settled_again_within_a_second_is_kept(
        rec: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_now", lambda: "2021-06-01T12:00:00Z")
    row = rec.outlook()[0]
    rec.settle(row.key, "yes", by="Mara")
    rec.undo(rec.outlook()[0].resolved.correction, by="Mara Veen")  # type: ignore[union-attr]
    again = rec.settle(row.key, "yes", by="Mara")
    assert again.at == "2021-06-01T12:00:01Z" and rec.outlook()[0].resolved.outcome == "yes"  # type: ignore[union-attr]
    rec.settle(row.key, "yes", by="Mara")
    assert [one.verb for one in rec.corrections()] == ["resolve", "undo", "resolve"]


def test_what_cannot_be_settled_is_refused(rec: Record) -> None:
    row = rec.outlook()[0]
    with pytest.raises(FaultyCorrections, match="yes, no, annulled"):
        rec.settle(row.key, "maybe", by="Mara")
    with pytest.raises(FaultyCorrections, match="name of who decides"):
        rec.settle(row.key, "yes", by=" ")
    with pytest.raises(UnknownKey):
        rec.settle("w0000", "yes", by="Mara")
    with stand_ins.changed(rec):
        item = rec.foreseen(row.key)
        write.outlooks(rec._conn, item.report, [replace(item, polar=False)])
    with pytest.raises(FaultyCorrections, match="do not answer"):
        rec.settle(row.key, "yes", by="Mara")


def test_a_resolution_whose_words_are_gone_is_a_problem_until_they_are_back(rec: Record) -> None:
    row = rec.outlook()[0]
    rec.settle(row.key, "yes", by="Mara")
    lost = rec.corrections()[0]
    assert not rec.problems()
    with stand_ins.changed(rec):
        rec._conn.execute("DELETE FROM outlook")
    pipeline.look_over(rec._conn)
    found, = rec.problems()
    assert (found.code, found.stage) == ("lost-pin", "corrections") and "nothing is foreseen there" in found.message
    rec.run(from_stage="outlook")
    assert not rec.problems() and rec.outlook()[0].resolved and rec.corrections()[0] == lost


@pytest.mark.parametrize(("start", "end", "type", "stays"), [
    (0, -len(" winter"), "prediction", True), (0, -len("surrender before winter"), "prediction", False),
    (0, 0, "plan", True), (-len("garrison of Tessel "), 0, "prediction", True),
    (-len("Amber said the garrison of Tessel "), 0, "prediction", False)])
def test_a_resolution_stays_with_what_is_nearly_the_same_and_moves_to_nothing_else(
        rec: Record, start: int, end: int, type: str, stays: bool) -> None:
    row = rec.outlook()[0]
    item = rec.foreseen(row.items[0])
    rec.settle(item.key, "yes", by="Mara")
    span = item.evidence[0]
    moved = replace(item, key="w" + "1" * 16, start=item.start + start, end=item.end + end, type=OutlookType(type),
                    evidence=(replace(span, start=span.start + start, end=span.end + end),))
    with stand_ins.changed(rec):
        rec._conn.execute("DELETE FROM outlook")
        write.outlooks(rec._conn, item.report, [moved])
    pipeline.look_over(rec._conn)
    assert [bool(one.resolved) for one in rec.outlook()] == [stays]
    assert [one.code for one in rec.problems()] == ([] if stays else ["lost-pin"])


def test_a_resolution_does_not_go_over_to_what_denies_it_nor_to_one_of_two_types(rec: Record) -> None:
    item = rec.foreseen(rec.outlook()[0].items[0])
    made = rec.settle(item.key, "yes", by="Mara")
    pin = replace(made.pins[0], quote="will never surrender")
    assert foreseen.outlook_at(rec._conn, made.pins[0]) == item.key
    assert foreseen.denials(pin.quote) == 1 and foreseen.denials("will surrender") == 0
    with stand_ins.changed(rec):
        write.outlooks(rec._conn, item.report, [item, replace(item, key="w" + "1" * 16, type=OutlookType.PLAN)])
    assert foreseen.outlook_at(rec._conn, made.pins[0]) == ""       # which of the two, nobody knows


def test_a_lead_is_no_earlier_than_the_question(rec: Record) -> None:
    row = replace(rec.outlook()[0], first="2017-06-10", last="2017-06-10")
    assert leads._after(row, "2017-06-09") == "" and leads._after(row, "2017-06-11")
    assert leads._after(replace(row, first="", bound=""), "2017-06-09").endswith("began on 2017-05-01")


def test_leads_are_later_reports_on_the_same_actors_in_the_same_rare_words(rec: Record) -> None:
    row = rec.outlook()[0]
    lead, = rec.leads(row.items[1])
    assert lead.quote == "Tessel saw its garrison surrender" and lead.published == "2017-06-09"
    assert lead.reasons == ("published on 2017-06-09, after its time began on 2017-05-01", "about Tessel",
                            "has “surrender”")
    assert 0 < lead.score <= 1 and facts.statement(rec._conn, lead.key).report == lead.report
    assert rec.outlook()[0].resolved is None                        # never decided by itself
    assert not rec.leads(rec.outlook()[1].key)


def test_questions_go_out_as_json_lines_and_come_back_with_how_they_ended(rec: Record, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    assert rec.export_outlook(file) == 2
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [(one["words"], one["forecaster"], one["resolution"]) for one in lines] == [
        ("will surrender before winter", "Amber", None), ("will sing", "Boris", None)]
    assert "Our own words." in lines[0]["background"] and "2017-03-01" in lines[0]["background"]
    assert not rec.import_outlook(file)
    lines[1] |= {"resolution": "yes", "resolution_source": "http://a.example/2"}
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    with pytest.raises(FaultyCorrections, match="name of who decides"):
        rec.import_outlook(file)
    made, = rec.import_outlook(file, by="a forecasting tool")
    assert (made.value, made.by, made.source) == ("yes", "a forecasting tool", "http://a.example/2")
    assert rec.outlook()[1].resolved.outcome == "yes"  # type: ignore[union-attr]
    assert not rec.import_outlook(file) and rec.export_outlook(file) == 2
    assert json.loads(file.read_text("utf-8").splitlines()[1])["resolution"] == "yes"
    lines[0]["because"] = "it was so\u2028and more"
    lines[0]["resolution"] = "no"
    file.write_bytes("\n".join(json.dumps(one, ensure_ascii=False) for one in lines[:1]).encode("utf-8-sig"))
    made, = rec.import_outlook(file, by="a forecasting tool")
    assert made.because == "it was so\u2028and more"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(FaultyCorrections, match="no UTF-8"):
        rec.import_outlook(file)
    file.write_text('{"key": "w0", "resolution": "yes"}\n{')
    with pytest.raises(FaultyCorrections, match=r"(?s)line 1.*line 2"):
        rec.import_outlook(file)


def test_scores_are_told_with_their_number_and_without_figures_while_it_is_small(rec: Record) -> None:
    row = rec.outlook()[0]
    with stand_ins.changed(rec):
        item = rec.foreseen(row.key)
        write.outlooks(rec._conn, item.report, [replace(item, hedges=((item.start, item.start + 4),))])
    rec.settle(row.key, "yes", by="Mara")
    assert not rec.scores()                                         # "will" has no range in any lexicon
    with pytest.raises(ValueError, match="ICD 203"):
        rec.scores("nobody's")


def test_resolutions_travel_with_the_other_corrections(rec: Record, tmp_path: Path) -> None:
    rec.settle(rec.outlook()[0].key, "yes", by="Mara", because="it did", source="http://a.example/1")
    assert rec.export_corrections(tmp_path / "log.jsonl") == 1
    with open_record(tmp_path / "other.db") as other:
        other.read(*sorted(tmp_path.glob("*.txt")))
        other.run()
        assert len(other.import_corrections(tmp_path / "log.jsonl")) == 1
        assert other.outlook()[0].resolved == rec.outlook()[0].resolved
    (tmp_path / "log.jsonl").write_text((tmp_path / "log.jsonl").read_text().replace('"yes"', '"maybe"'))
    with pytest.raises(FaultyCorrections, match="annulled"):
        rec.import_corrections(tmp_path / "log.jsonl")


def test_a_page_of_outlook_is_that_part_of_the_whole_list_as_it_was_made(rec: Record) -> None:
    whole, page = rec.outlook(), rec.outlook(limit=1, start=1)
    assert [*page] == [*whole[1:2]] and page.total == rec.facets("outlook").total == len(whole)
    assert [*whole] == foreseen.Board(rec._conn, rec.known()).rows()
    assert all(rec.outlook_row(key) == row for row in whole for key in row.items)
    assert dict(rec.facets("outlook").of("open")) == {"1": len(whole)}
