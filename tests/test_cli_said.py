"""Command line: statements, outlook, resolutions and scores, told for a reader."""

from __future__ import annotations

import csv
import json
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import said
from builder import STAGES
from click.testing import CliRunner, Result

from standoff import pipeline, settings
from standoff.answers import OutlookLead, Score
from standoff.api import open_record
from standoff.cli import foreseen, main
from standoff.cli import said as ledger
from standoff.export.words import due
from standoff.model import Correction, Date, DateBasis, Factuality, Manner, OutlookType, Pin, Sourcing, Verb, Voice
from standoff.table import Table


class Held:
    """What a record answers, written by hand; what it was asked is in `asked`."""

    def __init__(self) -> None:
        self.asked: dict[str, object] = {}

    def statements(self, **asked: object) -> Table:
        self.asked = asked if asked.keys() - {"report"} else self.asked      # not what denials are looked up by
        return Table(row for row in said.ROWS if (not asked.get("contradicted") or row.contradicts)
                     and str(asked.get("words") or "") in row.content)

    def statement(self, key: str) -> object:
        return next(one for one in said.STATEMENTS if one.key.startswith(key))

    def outlook(self, **asked: object) -> Table:
        self.asked = asked
        return Table(row for row in reversed(said.BOARD) if asked.get("open") in (None, row.resolved is None))

    def foreseen(self, key: str) -> object:
        return next(one for one in said.OUTLOOKS if one.key.startswith(key))

    def leads(self, key: str) -> Table:
        lead = OutlookLead(key="q" + "9" * 16, report="r1", published="2017-05-02", quote="the crews\nwent back",
                           score=.6, reasons=("the same actor", "shares “strike”"))
        return Table([lead] if key == said.BOARD[0].key else [])

    def settle(self, key: str, outcome: str, **asked: object) -> Correction:
        self.asked = {"key": key, "outcome": outcome, **asked}
        return Correction(verb=Verb.RESOLVE, pins=(Pin(quote=said.BOARD[0].text),), value=outcome,
                          at="2017-06-01T10:00:00Z", **asked)

    def scores(self, lexicon: str) -> Table:
        return Table([Score(who="Straits News", kind="outlet", n=7),
                      Score(who="Mara Veen", kind="speaker", n=24, brier=.1234, brier_low=.05, brier_high=.2, log=.4,
                            calibration=((20, 45, 10, 3), (55, 80, 14, 9)))])

    def export_outlook(self, path: str) -> int:
        return 2

    def import_outlook(self, path: str, by: str) -> Table:
        self.signed = by
        return Table([])


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    made = Held()

    @contextmanager
    def opened(db: str, *, write: bool = False):
        yield made

    monkeypatch.setattr(ledger, "opened", opened)
    monkeypatch.setattr(foreseen, "opened", opened)
    return made


def call(*args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, list(map(str, args)))
    assert result.exit_code == code, (result.output, result.exception)
    return result


def test_the_ledger_tells_who_said_what_to_whom_when_and_in_which_words(held: Held) -> None:
    told = call("statements").stdout
    for line in ("The baker · 1 statement",
                 "  ≤ 2017-03-24 (inferred)  said, to reporters, in Tessel",
                 "    “Nobody asked us,”",
                 "    also: No one asked us (Tessel Post, 2017-03-25)",
                 "    q11111111  The Sound ← an islander ← the baker, Tessel Post · 2 reports (3 articles)",
                 "  2017-03-20 (stated)  accused (“blamed”), as operator of the ferry · paraphrase",
                 "    denied by The minister: that talks with the crew would go on through the night  q44444444",
                 "    denies =Tessel Line: a strike  q22222222",
                 "    contradicts ≤ 2017-03-24 (inferred): a replacement boat  q33333333"):
        assert f"\n{line}\n" in f"\n{told}\n", line
    assert "\n  ≤ 2017-03-24 (inferred)  not said (“further said”), press briefing · paraphrase\n" in told
    assert told.index("Nobody named ·") > told.index("The minister ·")
    assert "j.harbour" not in told


def test_whom_nobody_names_is_told_so_and_is_another_in_each_report() -> None:
    one = said.row(said.BAKER, "a senior official", sourcing=Sourcing.ANONYMOUS)
    two = replace(one, key="q" + "7" * 16, wordings=(replace(one.wordings[0], report="r2"),))
    three = replace(one, key="q" + "8" * 16, name="observers", sourcing=Sourcing.COLLECTIVE)
    author = replace(one, key="q" + "0" * 16, name="the author", sourcing=Sourcing.AUTHOR, chain=("The Sound",))
    named = replace(one, key="q" + "a" * 16, name="Mara Veen", sourcing=Sourcing.NAMED, speaker="a1", roles=("mayor",))
    rows = ledger.ordered([one, two, three, author, named])
    assert [row.name for row in rows] == ["Mara Veen", "observers", *["a senior official"] * 2, "the author"]
    assert ledger.heading([named]) == "Mara Veen — mayor · 1 statement"
    assert ledger.heading([one]) == "A senior official — not named · 1 statement"
    assert ledger.heading([three]) == "Observers — several, none of them named · 1 statement"
    comment = replace(author, name="j.harbour", voice=Voice.COMMENTER)
    assert ledger.heading([comment]) == "j.harbour — a reader’s comment at The Sound · 1 comment"
    assert ledger.heading([author]) == "The author — of The Sound · 1 statement"


@pytest.mark.parametrize(("more", "told"), [
    ({}, "2017-05-01 (stated)  confirmed (“has not confirmed”)"),
    ({"factuality": (Factuality.NEGATED,)}, "2017-05-01 (stated)  not confirmed (“has not confirmed”)"),
    ({"factuality": (Factuality.FUTURE,), "cue": "will\nconfirm"},
     "2017-05-01 (stated)  yet to be confirmed (“will confirm”)"),
    ({"cue": "confirms"}, "2017-05-01 (stated)  confirmed"),
    ({"cue": "says", "manner": Manner.SAID}, "2017-05-01 (stated)  said"),
    ({"cue": "saw", "manner": Manner.SAID}, "2017-05-01 (stated)  said (“saw”)"),
    ({"cue": "confirmed", "date": Date(value=None, high="2017-06-01", basis=DateBasis.RELATIVE,
                                       reason="not after the publication")}, "≤ 2017-06-01 (published)  confirmed"),
    ({"cue": "confirmed", "voice": Voice.HEADLINE}, "2017-05-01 (stated)  confirmed, in a headline"),
])
def test_a_saying_is_told_as_the_text_has_it(more: dict[str, object], told: str) -> None:
    row = said.row(said.STRIKE, "she", manner=Manner.CONFIRMED, cue="has not confirmed", roles=("mayor",),
                   date=Date(value="2017-05-01", basis=DateBasis.STATED))
    assert ledger.act(replace(row, **more)) == f"{told} · paraphrase"


def test_what_does_not_fit_together_stands_side_by_side_the_earlier_to_the_left(held: Held) -> None:
    told = call("statements", "--contradictions").stdout
    assert held.asked["contradicted"] is True
    first, _, line, *_ = told.splitlines()
    left, right = line.split(" | ")
    assert first == "=Tessel Line" and left.strip().startswith("2017-03-20") and right.startswith("≤ 2017-03-24")
    assert told.count(" | ≤ 2017-03-24") == 1 and len(left) == 48
    assert "a strike" in told and "| a replacement boat" in told


def test_filters_are_handed_on_and_a_wrong_word_lists_the_right_ones(held: Held) -> None:
    call("statements", "a", "strike", "--speaker", "NLD.veen", "--role", "mayor", "--to", "crews", "--manner", "denied",
         "--voice", "quoted", "--since", "2017-01-01", "--until", "2017-12-31")
    assert held.asked == {"speaker": "NLD.veen", "role": "mayor", "addressee": "crews", "manner": "denied",
                          "voice": "quoted", "since": "2017-01-01", "until": "2017-12-31", "words": "a strike",
                          "contradicted": False}
    assert "none of said, announced" in call("statements", "--manner", "shouted", code=2).stderr
    assert "none of reporter, quoted" in call("statements", "--voice", "loud", code=2).stderr
    assert call("statements", "zeppelin").stdout == "No such statement.\n"


@pytest.mark.parametrize("command", ["statements", "outlook", "scores"])
def test_lists_come_as_json_lines_and_csv_with_the_same_columns(held: Held, command: str) -> None:
    whole = json.loads(call(command, "--json").stdout)
    lines = [json.loads(line) for line in call(command, "--nl").stdout.splitlines()]
    table = list(csv.DictReader(call(command, "--csv").stdout.splitlines()))
    assert whole and lines == whole and [list(row) for row in table] == [list(row) for row in whole]


def test_the_limit_counts_statements_and_says_how_many_more(held: Held) -> None:
    told = call("statements", "--limit", "1").stdout
    assert told.startswith("=Tessel Line · 2 statements\n") and told.endswith("\nand 4 more: --limit 5\n")
    assert len(json.loads(call("statements", "--limit", "2", "--json").stdout)) == 2


def test_the_board_has_open_ones_first_with_words_hedge_ranges_condition_and_horizon(held: Held) -> None:
    told = call("outlook").stdout
    assert told == """\
Open: 1 prediction

  »the strike is unlikely to end by May and may spread«
    an expert
    foresees that it will not be so
    how likely: “unlikely” 20–45\u00a0% (ICD 203: unlikely), 25–35\u00a0% (PHIA: unlikely); “may” no range
    about: the crews
    when: 2017-05
    w11111111  The Sound · 1 report (2 articles), ≤ 2017-03-24

Resolved: 1 pledge

  »=a new boat if the strike ends«
    the author
    condition: if the strike ends
    when: ≤ 2017-03-24 (inferred)
    resolved: no (Mara Veen, 2017-06-01: no boat came; https://s.example/1)  o11111111
    w22222222  The Sound · 1 report (2 articles), ≤ 2017-03-24
"""


def test_the_board_is_filtered_and_a_wrong_type_lists_the_right_ones(held: Held) -> None:
    assert "Resolved" not in call("outlook", "wade", "--open").stdout
    call("outlook", "boat", "--by", "Mara Veen", "--about", "crews", "--type", "pledge", "--resolved", "--since",
         "2017-01-01", "--until", "2017-02-01")
    assert held.asked == {"forecaster": "Mara Veen", "about": "crews", "type": "pledge", "open": False,
                          "since": "2017-01-01", "until": "2017-02-01", "words": "boat"}
    assert "none of question, prediction" in call("outlook", "--type", "hunch", code=2).stderr


def test_one_of_the_board_is_told_with_leads_and_how_to_resolve_it(held: Held) -> None:
    told = call("outlook", "w111").stdout
    assert told.startswith("Prediction, open\n\n  »the strike is unlikely")
    assert "\nMay bear on it (leads; they resolve nothing)\n  q99999999  2017-05-02  »the crews went back«\n" in told
    assert "\n      the same actor; shares “strike”\n" in told
    assert "standoff resolve w11111111 yes" in told and "\n  yes       it was not so, as the clause says\n" in told
    told = call("outlook", "w222").stdout
    assert "No lead was found in what is later in the record." in told
    assert "Take it back: standoff undo o11111111" in told
    assert list(json.loads(call("outlook", "w111", "--json").stdout)) == ["outlook", "leads"]


def test_what_yes_means_depends_on_the_words() -> None:
    plain, bound = (foreseen._means(replace(row, negated=False)) for row in said.BOARD)
    asked = foreseen._means(replace(said.BOARD[0], type=OutlookType.QUESTION))
    assert (plain[0], asked[0]) == ("  yes       what the clause says came true, hedge aside (“unlikely that X” is yes "
                                    "if X happened)", "  yes       the answer to it is yes")
    firm = foreseen._means(replace(said.BOARD[0], negated=True, hedges=()))
    assert firm[:2] == ["  yes       it was not so, as the clause says", "  no        it was so"]
    assert (plain[2], bound[2]) == ("  annulled  nobody can tell",
                                    "  annulled  its condition did not come true, or nobody can tell")


def test_what_yes_and_no_do_not_answer_is_not_to_be_resolved(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    open_one = replace(said.BOARD[0], polar=False)
    monkeypatch.setattr(said, "BOARD", (open_one,))
    told = call("outlook", "w111").stdout
    assert "Neither “yes” nor “no” answers it" in told and "standoff resolve" not in told


def test_a_forecast_that_one_hands_on_is_told_on_whose_word() -> None:
    row = replace(said.BOARD[0], chain=("The Sound", "Mara Veen", "an expert"))
    assert foreseen._carried(row) == "The Sound ← Mara Veen ← an expert · 1 report (2 articles), ≤ 2017-03-24"
    assert foreseen._carried(replace(row, chain=("The Sound",), bound="", first="2017-03-01", last="2017-03-02")) == \
        "The Sound · 1 report (2 articles), 2017-03-01 to 2017-03-02"


def test_a_horizon_that_nobody_tells_is_told_so() -> None:
    assert due(Date(value=None, low="2017-03-24", basis=DateBasis.INFERRED)) == \
        "no time told"


def test_resolving_says_what_is_kept(held: Held) -> None:
    told = call("resolve", "w111", "no", "--because", "it ended", "--source", "https://s.example", "--by",
                "Mara").stdout
    assert held.asked == {"key": "w111", "outcome": "no", "because": "it ended", "source": "https://s.example",
                          "by": "Mara"}
    assert told.split("  ", 1)[1] == ("“the strike is unlikely to end by May…” is resolved: no, see https://s.example "
                                      "(Mara, 2017-06-01: it ended)\n")
    assert call("resolve", "w111", "no", "--by", "Mara").stderr.startswith("No source is given")
    assert "'perhaps' is not one of" in call("resolve", "w111", "perhaps", code=2).stderr


def test_scores_have_figures_only_where_there_is_enough(held: Held) -> None:
    head, veen, straits = call("scores").stdout.splitlines()
    assert head.split() == ["who", "resolved", "Brier", "95", "%", "log", "came", "true", "of", "those", "called"]
    assert veen.split()[:7] == ["Mara", "Veen", "speaker", "24", "0.12", "0.05–0.20", "0.40"]
    assert veen.endswith("20–45 %: 3 of 10, 55–80 %: 9 of 14")
    assert straits.split("  ")[0] == "Straits News" and straits.endswith("no figure: 13 more needed")
    assert "none of ICD 203" in call("scores", "--lexicon", "Delphi", code=2).stderr


def test_the_board_goes_from_record_to_record(held: Held, tmp_path: Path) -> None:
    file = tmp_path / "o.jsonl"
    assert "2 questions and forecasts written" in call("outlook", "--export", file).stderr
    file.write_text("")
    assert call("outlook", "--import", file, "--by", "A tool").stderr == "Nothing new in it.\n"
    assert held.signed == "A tool"
    assert "Either" in call("outlook", "--import", file, "--export", file, code=2).stderr


def test_one_statement_is_told_with_every_place(held: Held, capsys: pytest.CaptureFixture[str]) -> None:
    ledger.whole(held, said.BAKER)
    told = capsys.readouterr().out
    assert told.startswith("The baker\n\n  ≤ 2017-03-24") and "also:" not in told
    assert ("\nAs told\n  q11111111  The Sound, ≤ 2017-03-24 (2 articles)\n      the baker said: “Nobody asked us,”\n"
            "  q11111111  Tessel Post, 2017-03-25 (2 articles)\n      the baker said: No one asked us\n") in told
    ledger.whole(held, said.READER)
    assert "in no ledger" in capsys.readouterr().out


def test_each_command_has_an_example() -> None:
    for command in ("statements", "outlook", "resolve", "scores"):
        assert f"standoff {command}" in call(command, "--help").stdout.partition("Example")[2]


# — on a record —


STORY = {"a.txt": "2017-03-01\n\nAmber said the bridge will open. Boris said the market of Clara is open.",
         "b.txt": "2017-03-05\n\nAmber said the bridge will open. Clara denied the bridge is closed.\n\n"
                  "Comment Nobody said it will rain"}


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two reports that the stand-ins read."""
    for function in (pipeline.run, pipeline.decide):
        monkeypatch.setattr(function, "__kwdefaults__", {**function.__kwdefaults__, "stages": STAGES})
    monkeypatch.setattr(settings, "bundled", list)
    monkeypatch.setattr(settings, "ours", dict)
    for name, words in STORY.items():
        (tmp_path / name).write_text(words)
    with open_record(tmp_path / "case.db") as rec:
        rec.read(*sorted(tmp_path.glob("*.txt")))
        rec.run()
    return tmp_path / "case.db"


def test_a_run_closes_with_what_was_said_and_is_foreseen(db: Path) -> None:
    told = call("run", "--db", db).stdout
    assert "\n  3 statements by 3 actors: standoff statements\n" in told
    assert "\n  1 prediction, open: standoff outlook\n" in told


def test_a_statement_is_found_shown_and_proved(db: Path) -> None:
    told = call("statements", "bridge", "--speaker", "amber", "--db", db).stdout
    assert "Amber" in told and "the bridge will open" in told and "2 reports (2 articles)" in told
    key = next(row["statement"] for row in json.loads(call("statements", "open", "--db", db, "--json").stdout)
               if row["name"] == "Amber")
    shown = call("show", key[:9], "--db", db).stdout
    assert shown.startswith("Amber") and shown.count("Amber said: the bridge will open") == 2
    assert "rule" in call("why", key, "--db", db).stdout
    assert "is a statement, no question" in call("resolve", key, "yes", "--db", db, code=1).stderr
    assert "it will rain" not in call("statements", "--db", db).stdout
    comment = call("statements", "--voice", "commenter", "--db", db).stdout
    assert "a reader’s comment" in comment and "paraphrase" not in comment


def test_a_forecast_is_resolved_listed_and_taken_back(db: Path, tmp_path: Path) -> None:
    row, = json.loads(call("outlook", "--db", db, "--json").stdout)
    key = row["outlook"][:9]
    assert call("show", key, "--db", db).stdout == call("outlook", key, "--db", db).stdout
    told = call("resolve", key, "yes", "--source", "https://s.example", "--because", "it did", "--by", "Mara", "--db",
                db).stdout
    correction, what = told.split("  ", 1)
    assert what.startswith("“will open” is resolved: yes, see https://s.example (Mara, ")
    assert call("outlook", "--resolved", "--db", db).stdout.startswith("Resolved: 1 prediction")
    assert call("outlook", "--open", "--db", db).stdout == "No such question or forecast.\n"
    listed, = json.loads(call("corrections", "--db", db, "--json").stdout)
    assert (listed["verb"], listed["value"], listed["source"]) == ("resolve", "yes", "https://s.example")
    assert "1 question or forecast written" in call("outlook", "--export", tmp_path / "o.jsonl", "--db", db).stderr
    assert call("undo", correction, "--db", db).stdout.startswith("Undone: “will open” is resolved: yes")
    assert call("outlook", "--open", "--db", db).stdout.startswith("Open: 1 prediction")
    assert "1 new resolution" in call("outlook", "--import", tmp_path / "o.jsonl", "--db", db).stderr
    assert "No forecast that is hedged" in call("scores", "--db", db).stdout


def test_the_whole_is_exported_with_the_comments_counted_apart(db: Path, tmp_path: Path) -> None:
    call("export", "csv", "-q", "-o", tmp_path / "out", "--db", db)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"ledger.csv", "statements.csv", "board.csv", "outlook.csv"} <= names
    assert json.loads((tmp_path / "out" / "METHOD.json").read_text())["left_out"]["comments"] == 1


def test_an_empty_record_says_how_to_fill_it(tmp_path: Path) -> None:
    call("read", "--db", tmp_path / "new.db", __file__)
    for command in ("statements", "outlook"):
        assert "standoff run PATH" in call(command, "--db", tmp_path / "new.db").stdout
