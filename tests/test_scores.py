"""Scores of resolved forecasts, and what goes to forecasting tools and comes back."""

import json
import math
from dataclasses import replace

import pytest

from standoff.answers import LEAST_SCORED, OutlookRow, Resolved
from standoff.model import Date, DateBasis, OutlookType, Sourcing, Voice
from standoff.outlook import exchange
from standoff.outlook.exchange import Setting, question, questions, resolutions
from standoff.outlook.hedges import ranges
from standoff.outlook.scores import Trial, brier, calibration, interval, log, score, scores, trial
from standoff.outlook.titles import title

HORIZON = Date(value="2021-07", low="2021-07-01", high="2021-07-31", basis=DateBasis.RELATIVE, reason="counted")
ROW = OutlookRow(
    key="w" + "1" * 16, items=("w" + "1" * 16,), type=OutlookType.PREDICTION, forecaster="a" + "1" * 16,
    name="Mara Veen", roles=(), sourcing=Sourcing.NAMED, voice=Voice.REPORTER, chain=("Tideline", "Mara Veen"),
    text="The ferry is likely to sail in July", condition="", hedges=("likely",), ranges=ranges("likely"),
    about=("the ferry",), horizon=HORIZON, negated=False, polar=True, statement="", resolved=None, reports=1,
    families=1, articles=1, first="2021-06-02", last="2021-06-02")


def resolved(outcome):
    return Resolved(correction="o" + "1" * 16, outcome=outcome, by="anna", because="it sailed", source="https://x.example",
                    at="2021-08-01T00:00:00Z")


def row(outcome="yes", **more):
    return replace(ROW, resolved=resolved(outcome) if outcome else None, **more)


@pytest.mark.parametrize(("low", "high", "came", "expected"), [
    (80, 95, True, .125 ** 2), (80, 95, False, .875 ** 2), (50, 50, True, .25), (0, 5, False, .025 ** 2)])
def test_brier_is_the_squared_distance_of_the_middle(low, high, came, expected):
    assert brier(Trial(low=low, high=high, came=came)) == pytest.approx(expected)


def test_the_log_score_is_of_what_came():
    assert log(Trial(low=55, high=80, came=True)) == pytest.approx(-math.log(.675))
    assert log(Trial(low=55, high=80, came=False)) == pytest.approx(-math.log(.325))


@pytest.mark.parametrize(("words", "negated", "outcome", "low", "came"), [
    ("likely", False, "yes", 55, True),
    ("likely", False, "no", 55, False),
    ("likely", True, "yes", 55, True),                              # "likely that it will not sail": it did not
    ("unlikely", False, "yes", 20, True),                           # "unlikely to sail": it sailed
    ("unlikely", False, "no", 20, False),
])
def test_yes_means_that_what_the_clause_says_came_true_hedge_aside(words, negated, outcome, low, came):
    one = trial(row(outcome, ranges=ranges(words), negated=negated), "ICD 203")
    assert (one.low, one.came) == (low, came)


def test_kents_probably_not_is_the_probability_of_what_is_denied():
    one = trial(row("yes", ranges=ranges("probably not"), negated=True), "Kent")
    assert (one.low, one.high, one.came) == (20, 40, False)         # 20–40 % for sailing; it did not sail
    assert brier(one) == pytest.approx(.09)


@pytest.mark.parametrize("other", [
    row(None), row("annulled"), row(ranges=()), row(voice=Voice.COMMENTER), row(type=OutlookType.QUESTION),
    row(ranges=ranges("likely") + ranges("unlikely"))])
def test_what_does_not_count(other):
    assert trial(other, "ICD 203") is None


def test_under_twenty_there_is_a_number_and_no_figure():
    few = score("Mara Veen", "speaker", [Trial(low=55, high=80, came=True)] * (LEAST_SCORED - 1))
    assert (few.n, few.brier, few.log, few.calibration) == (LEAST_SCORED - 1, None, None, ())
    enough = score("Mara Veen", "speaker", [Trial(low=55, high=80, came=True)] * LEAST_SCORED)
    assert enough.brier == enough.brier_low == enough.brier_high == pytest.approx(.325 ** 2, abs=1e-4)


def test_the_interval_holds_the_mean_and_no_order_changes_it():
    values = [.01] * 15 + [.7] * 7
    low, high = interval(values)
    assert low < sum(values) / len(values) < high
    assert interval(values[::-1]) == (low, high)


def test_calibration_counts_each_range():
    trials = [Trial(low=55, high=80, came=True), Trial(low=5, high=20, came=False), Trial(low=55, high=80, came=False)]
    assert calibration(trials) == ((5, 20, 1, 0), (55, 80, 2, 1))


def test_speakers_and_outlets_have_a_score_each_and_crowds_none():
    rows = [row(), row("no", name="observers", forecaster="a" + "2" * 16, sourcing=Sourcing.COLLECTIVE)]
    assert [(one.kind, one.who, one.n) for one in scores(rows)] == [
        ("speaker", "Mara Veen", 1), ("outlet", "Tideline", 2)]
    told = scores(rows, outlets={ROW.key: ("Port Ledger", "Tideline")})
    assert [(one.who, one.n) for one in told if one.kind == "outlet"] == [("Port Ledger", 2), ("Tideline", 2)]
    assert scores(rows, "Kent")[0].n == 1 and scores(rows[::-1]) == scores(rows)


def test_an_unknown_lexicon_is_refused():
    with pytest.raises(ValueError, match="choose one of"):
        scores([], "ICD")


# — titles —

@pytest.mark.parametrize(("words", "kind", "expected"), [
    ("The rains will cut the road to Juba", OutlookType.PREDICTION, "Will the rains cut the road to Juba?"),
    ("Washington may intervene directly", OutlookType.PREDICTION, "Will Washington intervene directly?"),
    ("The president is expected to visit Paris next week", OutlookType.PREDICTION,
     "Will the president visit Paris next week?"),
    ("Elections are unlikely to take place", OutlookType.PREDICTION,
     "Did it come true, hedge aside: “Elections are unlikely to take place”"),
    ("whether the army will return to barracks", OutlookType.QUESTION, "Will the army return to barracks?"),
    ("Can the truce hold?", OutlookType.QUESTION, "Can the truce hold?"),
    ("If the talks fail, the army will advance on Goma", OutlookType.CONDITIONAL,
     "If the talks fail, will the army advance on Goma?"),
])
def test_a_plain_clause_becomes_a_question(words, kind, expected):
    assert title(words, kind, about=("Washington",)) == expected


def test_an_infinitive_is_asked_of_whom_it_is_about():
    assert title("to reopen the bridge in July", OutlookType.PLAN, about=("Norrland",)) == (
        "Will Norrland reopen the bridge in July?")


@pytest.mark.parametrize(("words", "negated"), [
    ("it will not end the strike", True), ("they may return", False), ("a wider war", False),
    ("The minister, who will resign, may flee", False), ("the ferry would have sailed", False),
    ("The mayor said that the ferry will sail", False)])
def test_elsewhere_the_exact_words_stand(words, negated):
    aside = ", hedge aside" if " may " in words else ""
    assert title(words, OutlookType.PREDICTION, negated) == f"Did it come true{aside}: “{words}”"


# — exchange —

def test_a_question_has_what_a_forecaster_needs():
    one = question(row("no"), Setting(context="She spoke. The ferry is likely to sail in July.",
                                      citation="Tideline, 2 June", outlet="Tideline", url="https://t.example/1"))
    assert one["title"] == "Will the ferry sail in July?"
    assert (one["type"], one["status"], one["resolution"]) == ("binary", "resolved", "no")
    assert (one["open_time"], one["close_time"], one["resolve_time"]) == ("2021-06-02", "2021-06-30", "2021-07-31")
    assert one["background"].endswith("\n\nTideline, 2 June")
    assert one["hedges"][0]["ranges"][0] == {"lexicon": "ICD 203", "term": "likely", "low": 55, "high": 80}
    assert "55–80 %" in one["fine_print"] and "by 2021-07-31" in one["resolution_criteria"]


def test_the_criteria_say_what_yes_means():
    likely, denied = (question(row(None, negated=one))["resolution_criteria"] for one in (False, True))
    assert likely.startswith("Resolves “yes” if what the clause says came true, hedge aside (“unlikely that X” is yes "
                             "if X happened): “")
    assert denied.startswith("Resolves “yes” if it was not so, as the clause says: “")


def test_a_condition_that_fails_annuls():
    assert "annulled" in question(row(None, condition="if the dam holds"))["resolution_criteria"]


def test_what_neither_yes_nor_no_answers_is_not_written():
    assert [one["key"] for one in questions([row(None, polar=False), row(None)])] == [ROW.key]


def test_what_was_written_is_read_back():
    open_one = row(None, key="w" + "2" * 16)
    done, faults = resolutions(exchange.lines([row("yes"), open_one]), {key: key for key in (ROW.key, open_one.key)})
    settled = row("yes").resolved
    assert [(one.key, one.outcome, one.source, one.by, one.because) for one in done] == [
        (ROW.key, "yes", "https://x.example", settled.by, settled.because)]
    assert settled.by and settled.because
    assert faults == ()


def test_faults_tell_their_line_and_stop_nothing():
    written = [json.dumps(one) if not isinstance(one, str) else one for one in (
        {"key": ROW.key, "resolution": "YES", "foreign": {"a": 1}}, "", "{", "[1]", {"resolution": "no"},
        {"key": "w" + "9" * 16, "resolution": "no"}, {"key": ROW.key, "resolution": "ambiguous"},
        {"key": ROW.key, "resolution": False}, {"key": ROW.key, "resolution": None})]
    done, faults = resolutions(written, {ROW.key: ROW.key})
    assert [(one.line, one.outcome) for one in done] == [(1, "yes")]
    assert [fault.split(":")[0] for fault in faults] == [f"line {number}" for number in (3, 4, 5, 6, 7, 8)]
    assert "annulled" in faults[4] and "line 1" in faults[5]


def test_two_lines_that_contradict_each_other_on_one_row_are_a_fault():
    twin = "w" + "2" * 16
    done, faults = resolutions([json.dumps({"key": key, "resolution": outcome})
                                for key, outcome in ((ROW.key, "yes"), (twin, "no"), (twin, "yes"))],
                               {ROW.key: ROW.key, twin: ROW.key})
    assert [(one.key, one.outcome) for one in done] == [(ROW.key, "yes")]
    [fault] = faults
    assert fault.startswith("line 2:") and "line 1" in fault and ROW.key in fault


def test_json_in_too_many_levels_is_a_fault():
    _, [fault] = resolutions(["[" * 100_000], {})
    assert fault.startswith("line 1:")


def test_lines_end_with_a_line_feed_only_and_a_mark_of_order_is_none_of_them():
    line = json.dumps({"because": "one\u2028two\x85three"}, ensure_ascii=False)
    assert exchange.text(f"\ufeff{line}\n{{}}".encode()) == [line, "{}"]
    with pytest.raises(ValueError, match="byte 2 is no UTF-8"):
        exchange.text(b"{\xff}")


@pytest.mark.parametrize(("first", "low", "high", "closes"), [
    ("2021-06-02", "2021-07-01", "2021-07-31", "2021-06-30"), ("2021-06-02", "2021-06-02", "2021-07-31", "2021-07-31"),
    ("2021-06-02", "2021-06-03", "2021-06-03", "2021-06-03"), ("2021-06-02", "2021-06-02", None, None),
    ("", "2021-07-01", "2021-07-31", "2021-07-31")])
def test_a_question_closes_before_it_may_come(first, low, high, closes):
    horizon = Date(value=None, low=low, high=high, basis=DateBasis.RELATIVE)
    assert question(row(None, first=first, horizon=horizon))["close_time"] == closes
