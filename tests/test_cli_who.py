"""Command line: actors, ties, places and corrections, on a record that is written by hand."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import hand
import pytest
from builder import STAGES
from click.testing import CliRunner, Result

from standoff import pipeline
from standoff.cli import main


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("who") / "case.db"
    hand.record(path).close()
    return str(path)


@pytest.fixture
def db(made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A copy that may be changed; who is who then follows from equal names, and from what is decided."""
    late = tuple(replace(stage, function="standoff.actors.cluster:cluster") if stage.name == "actors" else stage
                 for stage in STAGES if stage.name in ("judgements", "actors"))
    monkeypatch.setattr(pipeline.decide, "__kwdefaults__", {"stages": late})
    return shutil.copy(made, tmp_path / "case.db")


def call(*args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, list(map(str, args)))
    assert result.exit_code == code, (result.output, result.exception)
    return result


def test_actors_are_a_table_of_names_codes_and_reports(made: str) -> None:
    head, first, *rest = call("actors", "--db", made, "--on", "2017-06-01").stdout.splitlines()
    assert head.split() == ["actor", "name", "type", "code", "reports", "mentions", "as", "written"]
    assert " ".join(first.split()) == "a22222222 River Guard organisation NLD MIL 2 4 Guard"
    assert any("‹Island officials›" in line for line in rest)
    assert "NLD PRM" in call("actors", "river", "--on", "2015-01-01", "--db", made).stdout
    assert "No actor is called so" in call("actors", "zeppelin", "--db", made).stdout
    assert call("actors", "--limit", "1", "--db", made).stdout.endswith("and 4 more: --limit 5\n")
    assert "--type" in call("actors", "--type", "army", "--db", made, code=2).stderr


@pytest.mark.parametrize("command", [["actors"], ["ties"], ["places"], ["actors", "--unknown", "--least", "1"]])
def test_lists_come_as_json_lines_and_csv_with_the_same_columns(made: str, command: list[str]) -> None:
    whole = json.loads(call(*command, "--db", made, "--json").stdout)
    lines = [json.loads(line) for line in call(*command, "--db", made, "--nl").stdout.splitlines()]
    table = list(csv.DictReader(call(*command, "--db", made, "--csv").stdout.splitlines()))
    assert whole and lines == whole and [list(row) for row in table] == [list(row) for row in whole]
    assert len(json.loads(call(*command, "--limit", "1", "--db", made, "--json").stdout)) == 1


def test_ties_of_named_voices_come_first_and_ends_that_are_no_actor_stand_in_brackets(made: str) -> None:
    rows = [" ".join(line.split()) for line in call("ties", "--db", made).stdout.splitlines()]
    assert rows[1].startswith("Island officials supports") and rows[-1].startswith("River Guard controls (Tessel)")


def test_files_of_actors_are_taken_back_and_what_they_lose_is_a_problem(db: str, tmp_path: Path) -> None:
    (tmp_path / "theirs.txt").write_text("IVO_KASAI_\n\t[UGAGOV 040701-091231]\nLOST_\n")
    call("run", "-q", "--actors", tmp_path / "theirs.txt", "--db", db, code=3)
    told = call("problems", "--db", db).stdout
    assert "theirs.txt" in told and "LOST_: it has no code" in told
    call("run", "-q", "--actors", "none", "--db", db)
    assert "LOST_" not in call("problems", "--db", db).stdout
    assert "cannot be read" in call("run", "-q", "--actors", tmp_path / "no.yaml", "--db", db, code=1).stderr


def test_frequent_names_that_no_file_knows_tell_where_to_write_them(made: str) -> None:
    told = call("actors", "--unknown", "--least", "1", "--db", made).stdout
    assert "Boris Tamm" in told and "ally of Boris Tamm." in told and "standoff run --actors FILE" in told
    assert "Every name" in call("actors", "--unknown", "--db", made).stdout


def test_one_actor_is_told_with_codes_posts_and_ties_each_with_its_words(made: str) -> None:
    told = call("actor", "Amber Veen", "--db", made).stdout
    for line in ("Amber Veen — person, NLD.veen", "  Amber Veen 2",
                 "  commander of River Guard, 2012 to 2018-05-01  (known: mine.yaml)",
                 "  chief of River Guard, former  (text)",
                 "      »Colonel Amber Veen commands the River Guard«  t",
                 "  Amber Veen allied with Boris Tamm — the reporter".replace("allied", "is allied")):
        assert f"\n{line}" in f"\n{told}"
    told = call("actor", "RG", "--db", made).stdout
    assert "\n  … to 2016-12-31  NLD PRM — " in told and "\n  2017-01-01 to …  NLD MIL — " in told
    assert "\n  Island officials supports River Guard (financial) — the reporter; denied by mayor\n" in told
    told = call("actor", "RG", "--on", "2015-01-01", "--db", made).stdout
    assert "\nCode on 2015-01-01\n  NLD PRM" in told
    assert json.loads(call("actor", "RG", "--db", made, "--json").stdout)["actor"]["known"] == "NLD.river-guard"
    assert call("show", "a2", "--db", made).stdout == call("actor", "a2", "--db", made).stdout
    assert "Do you mean Boris Tamm" in call("actor", "Boriss Tam", "--db", made, code=1).stderr


def test_ties_tell_who_whom_since_when_and_on_whose_word(made: str) -> None:
    rows = [" ".join(line.split()) for line in call("ties", "--db", made).stdout.splitlines()]
    assert rows[0] == "who is whom since word of reports quote"
    assert rows[2].startswith("Amber Veen leads River Guard the reporter 2 t")
    assert any(row.startswith("River Guard controls (Tessel) 2014-01-01 the reporter 1 t") and
               row.endswith("»It seized Tessel in 2014«") for row in rows)
    assert any("supports (financial) River Guard the reporter; denied by mayor" in row for row in rows)
    one, = json.loads(call("ties", "--claim", "denied", "--db", made, "--json").stdout)
    assert (one["asserted_by"], one["denied_by"]) == ("the reporter", "mayor")
    assert len(call("ties", "Boris Tamm", "--db", made).stdout.splitlines()) == 2
    assert "none of part of" in call("ties", "--type", "hates", "--db", made, code=2).stderr
    assert "No ties." in call("ties", "--type", "fights", "--db", made).stdout
    key = one["ties"].split()[0]
    assert "»Island officials pay the Guard«" in call("show", key, "--db", made).stdout
    assert "rule hand" in call("why", key, "--db", made).stdout


def test_places_tell_what_kind_they_are_and_how_exactly_they_are_known(made: str) -> None:
    assert " ".join(call("places", "--db", made).stdout.splitlines()[1].split()) == "Tessel region NLD 5 1 1"


def test_an_empty_record_says_how_to_fill_it(tmp_path: Path) -> None:
    call("read", "--db", tmp_path / "new.db", __file__)
    for command in ("actors", "ties", "places"):
        assert "standoff run PATH" in call(command, "--db", tmp_path / "new.db").stdout


def test_merging_says_what_is_one_now_and_undoing_takes_it_back(db: str) -> None:
    told = call("merge", "Boris Tamm", "NLD.veen", "--by", "Mara", "--because", "seen", "--db", db).stdout
    key, what = told.splitlines()[0].split("  ")
    assert what.startswith("“Boris Tamm” and NLD.veen are one (Mara, ") and what.endswith(": seen)")
    assert told.splitlines()[1].startswith("Now one: ")
    assert "“Boris Tamm” and NLD.veen are one" in call("corrections", "--db", db).stdout
    row, = json.loads(call("corrections", "--db", db, "--json").stdout)
    assert (row["verb"], row["by"], row["undone"]) == ("merge", "Mara", "") and row["pins"].endswith("| NLD.veen")
    assert "“Boris Tamm” and NLD.veen" in call("show", key, "--db", db).stdout
    asked = call("undo", "--db", db, code=2)
    assert f"{key}  “Boris Tamm” and NLD.veen are one (Mara" in asked.stderr and not asked.stdout
    assert call("undo", key, "--db", db).stdout == "Undone: “Boris Tamm” and NLD.veen are one\n"
    assert "No correction stands" in call("undo", "--db", db, code=2).stderr
    assert "undone already" in call("undo", key, "--db", db, code=1).stderr


def test_renaming_giving_a_post_and_telling_apart_are_said_in_words(db: str) -> None:
    assert "Now called: Bo (a" in call("rename", "Boris Tamm", "Bo", "--by", "Mara", "--db", db).stdout
    told = call("role", "Bo", "rower of NLD.river-guard", "--since", "2014", "--by", "Mara", "--db", db).stdout
    assert "“Boris Tamm” is rower of NLD.river-guard since 2014 (Mara, " in told
    assert "rower of River Guard, 2014 to …  (Mara)" in call("actor", "Bo", "--db", db).stdout
    told = call("split", "Bo", "NLD.veen", "--by", "Mara", "--db", db).stdout
    assert "“Boris Tamm” is another than NLD.veen (Mara, " in told and "Now apart: " in told
    assert json.loads(call("split", "Bo", "NLD.river-guard", "--by", "Mara", "--db", db, "--json").stdout)[0]["by"] == \
        "Mara"
    assert "no date" in call("role", "Bo", "rower", "--since", "May", "--db", db, code=1).stderr


def test_corrections_go_from_record_to_record(db: str, made: str, tmp_path: Path) -> None:
    assert call("corrections", "--db", db).stdout == "No corrections.\n"
    call("rename", "Boris Tamm", "Bo", "--by", "Mara", "--db", db)
    assert "1 correction written" in call("corrections", "--export", tmp_path / "c.jsonl", "--db", db).stderr
    other = shutil.copy(made, tmp_path / "other.db")
    assert "1 new correction" in call("corrections", "--import", tmp_path / "c.jsonl", "--db", other).stderr
    assert "Nothing new" in call("corrections", "--import", tmp_path / "c.jsonl", "--db", other).stderr
    assert call("corrections", "--db", other).stdout == call("corrections", "--db", db).stdout
    (tmp_path / "bad.jsonl").write_text("{}")
    assert "line 1" in call("corrections", "--import", tmp_path / "bad.jsonl", "--db", db, code=1).stderr
    both = ("--import", tmp_path / "c.jsonl", "--export", tmp_path / "d.jsonl")
    assert "Either" in call("corrections", *both, "--db", db, code=2).stderr
