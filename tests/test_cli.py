"""Command line: what a person or a script meets at the terminal, mostly on a record that is written by hand."""

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from rich.cells import cell_len
from values import ORIGIN, analyses, page, world

from standoff.api import open_record
from standoff.cli import aloud, main, output
from standoff.export import words
from standoff.model import Analysis, Attribution, Date, FieldName, Kind, Nominal, Passage, Report, Role, Tongue
from standoff.record import write

HOSTILE = "Break\x1b]0;owned\x07ing \u202enews\x9b31m [red]bold[/red]"


def keep(path, *more):
    """A record of hand-made values."""
    captures, pages, copies, families, reports, problems = world()
    with open_record(path) as record, write.transaction(record._conn):
        for capture, extra in more:
            captures.append(capture)
            pages.append(extra)
        for capture in captures:
            write.capture(record._conn, capture)
        for one in pages:
            write.page(record._conn, one)
        write.copies(record._conn, copies)
        write.families(record._conn, families)
        for report in reports:
            write.report(record._conn, report)
        for analysis in analyses():
            write.analysis(record._conn, analysis)
        write.problems(record._conn, "captures", "bad", problems)
    return str(path)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return keep(tmp_path_factory.mktemp("cli") / "case.db")


def call(*args, code=0, **options):
    result = CliRunner().invoke(main, list(map(str, args)), **options)
    assert result.exit_code == code, (result.output, result.exception)
    return result


def test_help_names_every_command_and_each_has_an_example():
    text = call("--help").stdout
    for name, command in main.commands.items():
        assert f"  {name} " in text
        told = call(name, "--help").stdout
        assert "Example" in told and f"standoff {name}" in told
        assert command.short_help and len(command.short_help) < 60


def test_help_loads_nothing_heavy():
    code = ("import sys\nfrom standoff.cli import main\ntry: main(['run', '--help'])\nexcept SystemExit: pass\n"
            "heavy = ('lxml', 'numba', 'numpy', 'onnxruntime', 'rich', 'spacy', 'trafilatura', 'warcio')\n"
            "print([m for m in heavy if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_version_has_the_schema_too():
    assert "record schema" in call("--version").stdout


def test_families_tell_copies_links_and_the_likely_original_with_its_reason(db):
    text = call("families", "--db", db).stdout
    assert text.startswith("4 captures → 2 families → 2 reports\n")
    row = next(line for line in text.splitlines() if line.startswith("f01234567"))
    assert row.split()[1] == "3" and "Island without a boat" in row and "excerpt" in row
    assert row.endswith("coast.example: credit line names The Sound (credited, not captured: The Sound)")


def test_pages_tell_dates_with_their_basis(db):
    text = call("pages", "--db", db).stdout
    assert "≤ 2017-03-24 (comment bound)" in text
    assert "2017-03-04 or 2017-04-03 (stated, order open)" in text
    assert len(text.splitlines()) == 5


@pytest.mark.parametrize("command", [["pages"], ["families"], ["problems"], ["search", "ferry"]])
def test_lists_come_as_json_lines_and_csv_with_the_same_columns(db, command):
    whole = json.loads(call(*command, "--db", db, "--json").stdout)
    lines = [json.loads(line) for line in call(*command, "--db", db, "--nl").stdout.splitlines()]
    table = list(csv.DictReader(call(*command, "--db", db, "--csv").stdout.splitlines()))
    assert whole and lines == whole
    assert [list(row) for row in table] == [list(row) for row in whole]
    assert call(*command, "--db", db).stdout == call(*command, "--db", db, "-t").stdout


@pytest.mark.parametrize("command", [["report", "f0123"], ["show", "p17"], ["why", "p17"], ["verify"], ["doctor"]])
def test_answers_come_as_json(db, command):
    assert isinstance(json.loads(call(*command, "--db", db, "--json").stdout), dict)


def test_a_report_has_its_witnesses_its_marks_and_its_apparatus(db):
    text = call("report", "r0123", "--db", db).stdout
    assert "B C  The minister promised a replacement boat. This[1] further" in text
    assert "[1] “This” B | “He” C" in text
    assert "[2] “through the night” B | nothing C" in text
    assert "1 typographic difference not listed" in text
    assert "A  p17c7f4fa  coast.example, ≤ 2017-03-24 (comment bound)" in text


def test_a_report_tells_other_headlines_and_where_its_text_is_cut(tmp_path):
    text = ("The owners of the ferry said on Monday that the boats would not leave the harbour before the strike was "
            "over, and that nobody had told them otherwise.")
    cut = "Nobody along the quays would have been surprised if the talks had lasted until the final"
    for name, title in (("a", "Harbour strike enters third week"), ("b", "Boats stay in port as the strike goes on")):
        (tmp_path / f"{name}.txt").write_text(f"{title}\n\n{text}\n\n{cut}\n…\n", encoding="utf-8")
    db = str(tmp_path / "case.db")
    call("read", tmp_path / "a.txt", tmp_path / "b.txt", "--db", db)
    call("run", "--db", db)
    page = json.loads(call("pages", "--db", db, "--json").stdout)[0]["page"]
    shown = call("report", page, "--db", db).stdout
    assert [shown.count(title) for title in ("Harbour strike enters third week", "Boats stay in port")] == [1, 1]
    assert shown.count("headed “") == 1
    assert "… (cut here)" in shown


def test_show_gives_a_page_segment_by_segment(db):
    text = call("show", "p17", "--db", db).stdout
    assert "— comment, j.harbour, 24th March 2017 at 15:06" in text
    assert next(
        line for line in text.splitlines() if "publisher" in line).split() == ["publisher", "The", "Sound", "(text)"]


@pytest.mark.parametrize("key", ["f0123", "r0123", "c17"])
def test_show_takes_any_noun(db, key):
    assert "17c7f4fa5e49ed26" in call("show", key, "--db", db).stdout.replace("17c7f4fa ", "17c7f4fa5e49ed26 ")


def test_show_gives_a_family_with_its_links_as_sentences(db):
    text = call("show", "f0123", "--db", db).stdout.replace("\u00a0", " ")
    assert "A is an excerpt of B: 100 % of A is in B, 50 % of B in A" in text
    assert "A stands before B: credit line names The Sound" in text
    assert text.index("  A  credit line") < text.index("  B  fullest copy")


def test_why_gives_quote_source_digest_stage_and_rule(db):
    hit = json.loads(call("search", "baker", "--db", db, "--json").stdout)[0]
    text = call("why", hit["segment"][:9], "--db", db).stdout
    for told in ("»“Nobody asked us,”", "sha-256 ", "stage pages, version 1, rule hand", "read from"):
        assert told in " ".join(text.split())


def test_search_marks_what_it_found_and_says_so_when_there_is_nothing(db):
    assert "»ferry«" in call("search", "ferry", "--db", db).stdout
    assert "Nothing found" in call("search", "zeppelin", "--db", db).stdout
    assert call("search", "boats across", "--db", db).stdout.startswith("Nothing found for \"boats across\"")
    assert "--role" in call("search", "x", "--role", "hero", "--db", db, code=2).stderr


def test_verify_proves_every_span(db):
    text = call("verify", "--db", db).stdout
    assert text.startswith("Proved: ") and "nothing amiss" in text


def test_verify_exits_with_4_when_a_text_was_changed(tmp_path):
    path = keep(tmp_path / "case.db")
    with open_record(path) as record:
        tables = [row[0] for row in record._conn.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        assert "page" in tables
        columns = [row[1] for row in record._conn.execute("PRAGMA table_info(page)")]
        assert "digest" in columns
        with write.transaction(record._conn):
            record._conn.execute("UPDATE page SET digest = replace(digest, substr(digest, 1, 1), 'z')")
    result = call("verify", "--db", path, code=4)
    assert "failed" in result.stderr
    assert json.loads(call("verify", "--db", path, "--json", code=4).stdout)["ok"] is False


def test_problems_are_listed_and_cannot_act_on_the_terminal(db):
    text = call("problems", "--db", db).stdout
    assert "bad␛[31m<b>.txt" in text and "\x1b" not in text


def test_hostile_text_is_neutralised_in_every_view(tmp_path):
    extra = page([(Role.TITLE, HOSTILE), (Role.BODY, f"{HOSTILE} again\x1b[2J and again")],
                 fields=[(FieldName.TITLE, HOSTILE)])
    path = keep(tmp_path / "case.db", extra)
    key = extra[1].key
    for command in (["pages"], ["show", key], ["why", key], ["search", "again"]):
        for how in ([], ["--json"]):
            text = call(*command, "--db", path, *how).stdout
            assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(text)
    assert json.loads(call("show", key, "--db", path, "--json").stdout)["text"].startswith(HOSTILE)
    assert "[red]bold[/red]" in call("show", key, "--db", path).stdout


def test_a_terminal_gets_a_table_in_colour_and_none_under_no_color(db, monkeypatch):
    monkeypatch.setattr(output, "on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in call("families", "--db", db).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("FORCE_COLOR")
    text = call("families", "--db", db).stdout
    assert "\x1b[" not in text and "Island without a boat" in text


def test_diff_lists_what_only_one_record_has(db, tmp_path):
    other = keep(tmp_path / "other.db", page([(Role.BODY, "Another page.")]))
    assert "hold the same" in call("diff", db, db).stdout
    assert "  + p" in call("diff", db, other).stdout
    rows = json.loads(call("diff", other, db, "--json").stdout)
    assert {row["change"] for row in rows} == {"-"} and {"capture", "page"} <= {row["noun"] for row in rows}


def test_diff_tells_what_differs_under_one_key(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("The same bytes, met in two places.")
        call("read", tmp_path / f"{name}.txt", "--db", tmp_path / f"{name}.db")
    told = call("diff", tmp_path / "a.db", tmp_path / "b.db").stdout
    assert "1 of other content" in told and "  ~ c" in told


@pytest.mark.parametrize("format", ["csv", "jsonl", "webannotation", "brat"])
def test_export_writes_a_folder_with_a_method_card(db, tmp_path, format):
    result = call("export", format, "-o", tmp_path / "out", "--db", db)
    assert (tmp_path / "out" / "METHOD.json").exists() and not result.stdout and "METHOD.json" in result.stderr


def test_dossier_writes_one_page(db, tmp_path):
    call("dossier", tmp_path / "case.html", "--db", db)
    assert (tmp_path / "case.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_read_aloud_has_mentions_in_brackets_and_below_a_sentence_who_says_what_and_when(db):
    text = call("read-aloud", "r0123", "--db", db).stdout
    for line in ("7 sentences, 16 mentions, 3 attributions, 3 dates",
                 "  5  [The minister 4] promised a replacement boat.",
                 "  1  [The ferry to [Tessel 1] weapon] stopped running on Monday, and [[the island 1]’s",
                 "      ›  the baker — said — “Nobody asked us,”", "      ›  (nobody named) — were told — to wait",
                 "      =  on Monday = 2017-03-20 (relative); the Monday before 2017-03-24",
                 "      =  By evening = no telling when", "  4  The minister · This — person, 2 times",
                 "2 mentions without brackets"):
        assert f"\n{line}" in text
    assert call("read-aloud", "f0123", "--db", db).stdout == text
    assert {line[:5] for line in text.splitlines() if line[:3].strip().isdigit()} == {f"  {n}  " for n in range(1, 8)}


def test_read_aloud_can_be_had_in_layers_and_as_json(db):
    text = call("read-aloud", "r0123", "--db", db, "--layer", "dates").stdout
    assert "  1  The ferry to Tessel stopped running" in text and "      =  on Monday" in text and "›" not in text
    text = call("read-aloud", "r0123", "--db", db, "--layer", "attributions", "--layer", "mentions").stdout
    assert "      =" not in text and "›" in text and "[us group]" in text
    found = json.loads(call("read-aloud", "r0123", "--db", db, "--json").stdout)
    assert found["nominals"][1] == {"start": 13, "end": 19, "head": 13, "kind": "place", "name": True, "chain": 1}
    assert "--layer" in call("read-aloud", "r0123", "--db", db, "--layer", "tree", code=2).stderr


def test_a_speaker_without_a_name_is_called_by_the_first_name_of_those_that_are_the_same():
    text = "Mara Veen left early. She said it was late."
    veen, she, late = ((0, 9), (22, 25), (31, 42))
    mentions = [Nominal(start=start, end=end, head=start, kind=Kind.PERSON, name=name, chain=0)
                for (start, end), name in ((veen, True), (she, False))]
    found = Analysis(report="r0", reader="x 1", tongues=(), sentences=((0, 21), (22, 43)), nominals=tuple(mentions),
                     attributions=(), times=(), lacks=(), origin=ORIGIN)
    said = Attribution(source=(she,), cue=((26, 30),), content=(late,), score=1.0)
    told = "".join(piece for piece, _ in aloud._said(text, said, aloud._meant(text, found)))
    assert told == "She (Mara Veen) — said — it was late"


def test_read_aloud_marks_what_is_in_another_language_and_was_not_read(db):
    text = call("read-aloud", "rfedc", "--db", db).stdout
    assert "\nNothing in it could be read, 1 passage not read (Arabic)\n" in text
    assert "\n     not read (Arabic): توقفت العبّارة" in text


def test_what_was_not_read_is_a_line_of_its_own_and_never_in_a_sentence():
    text = "He left. Il est parti. She stayed.\n\nQui?\n\n— — —\n\nNobody."
    fr, who = (9, 22), (36, 40)
    report = Report(key="r0", family="f0", title="", text=text, variants=(), stretches=(), published=Date(value=None),
                    passages=tuple(Passage(start=start, end=end, role=Role.BODY, witnesses=())
                                   for start, end in ((0, 34), (36, 40), (42, 47), (49, 56))), origin=ORIGIN)
    found = Analysis(report="r0", reader="x 1", sentences=((0, 34), (49, 56)), nominals=(), attributions=(), times=(),
                     tongues=tuple(Tongue(start=start, end=end, code="fr", read=False) for start, end in (fr, who)),
                     origin=ORIGIN)
    told = [(text[start:end], number, code) for start, end, number, code in aloud.stretches(report, found)]
    assert told == [("He left.", 1, ""), ("Il est parti.", 0, "fr"), ("She stayed.", 0, ""), ("Qui?", 0, "fr"),
                    ("Nobody.", 2, "")]


@pytest.mark.parametrize(("name", "told"), [
    ("standoff 1", "standoff 1"), ("/home/mara/models/plain 0.1", "plain 0.1"), ("C:\\models\\plain", "plain"),
    ("en_core_web_trf 3.8.0", "en_core_web_trf 3.8.0"), ("plain/", "plain/")])
def test_a_reader_in_a_folder_is_told_by_its_own_name(name, told):
    assert words.reader(name) == told


def test_read_aloud_fits_a_terminal_and_leaves_no_word_out(db, monkeypatch):
    plain = call("read-aloud", "r0123", "--db", db).stdout
    monkeypatch.setattr(output, "on_terminal", lambda: True)
    monkeypatch.setattr(aloud, "on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    told = re.sub(r"\x1b\[[\d;]*m", "", call("read-aloud", "r0123", "--db", db).stdout)
    assert all(cell_len(line) <= 80 for line in told.splitlines()) and told.split() == plain.split()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in call("read-aloud", "r0123", "--db", db).stdout


def test_a_report_that_nobody_has_read_yet_is_said_to_be_unread(tmp_path):
    path = keep(tmp_path / "case.db")
    with open_record(path) as record, write.transaction(record._conn):
        write.forget_analysis(record._conn, "r0123456789abcdef")
    assert "standoff run makes it" in call("read-aloud", "r0123", "--db", path, code=1).stderr


def test_a_reader_that_is_not_installed_is_an_error_before_anything_is_read(tmp_path):
    (tmp_path / "a.txt").write_text("Some words to be read.")
    told = call("run", tmp_path / "a.txt", "--db", tmp_path / "case.db", "--reader", "xx_absent", code=1).stderr
    assert told.startswith("Error: There is no spaCy pipeline 'xx_absent'") and "spacy download xx_absent" in told
    assert not (tmp_path / "case.db").exists()


def test_a_run_keeps_to_the_reader_that_was_chosen_and_says_so(tmp_path):
    (tmp_path / "trained").mkdir()
    (tmp_path / "trained" / "meta.json").write_text("{}")
    db = tmp_path / "case.db"
    assert "Reports are read by" not in call("run", "--db", db, "--reader", tmp_path / "trained").stderr
    again = call("run", "--db", db, "--json")
    assert json.loads(again.stdout)["reader"] == str(tmp_path / "trained")
    assert again.stderr.startswith(f"Reports are read by {tmp_path / 'trained'}, as was chosen for this record.")
    assert "Reports are read by" not in call("run", "--db", db, "--reader", "standoff").stderr
    assert not call("run", "--db", db).stderr


def test_a_missing_record_is_one_line_of_what_and_what_to_do(tmp_path):
    result = call("families", "--db", tmp_path / "none.db", code=1)
    assert result.stderr.startswith("Error: ") and "Traceback" not in result.stderr and not result.stdout
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_is_no_record_is_said_to_be_none(tmp_path):
    (tmp_path / "x.db").write_text("not a database, but long enough to look at " * 20)
    assert "Error: " in call("pages", "--db", tmp_path / "x.db", code=1).stderr


def test_an_unknown_key_is_an_error_without_traceback(db):
    result = call("show", "p00000000", "--db", db, code=1)
    assert "p00000000" in result.stderr and "Traceback" not in result.stderr


def test_debug_gives_the_exception(db):
    result = CliRunner().invoke(main, ["show", "p00000000", "--db", db, "--debug"])
    assert result.exit_code == 1 and isinstance(result.exception, LookupError)


def test_wrong_usage_exits_with_2(db):
    for wrong in (["read"], ["export", "xml", "-o", "x"], ["nonsense"], ["run", "/no/such/path"], ["search"]):
        call(*wrong, code=2)


def test_an_interrupt_exits_with_130(db, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt
    monkeypatch.setattr("standoff.api.Record.verify", stop)
    assert "Stopped" in call("verify", "--db", db, code=130).stderr


def test_a_failure_of_ours_is_said_to_be_ours(db, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("odd")
    monkeypatch.setattr("standoff.api.Record.verify", fail)
    text = call("verify", "--db", db, code=1).stderr
    assert "Standoff itself failed: RuntimeError: odd" in text and "--debug" in text


def test_a_record_that_another_process_holds_is_said_to_be_held(db, monkeypatch):
    def busy(*_, **__):
        raise sqlite3.OperationalError("database is locked")
    monkeypatch.setattr("standoff.api.Record.verify", busy)
    assert "Another process is writing" in call("verify", "--db", db, code=1).stderr


def test_progress_is_a_bar_on_a_terminal_and_nothing_elsewhere(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    with output.progress(quiet=False) as step:
        step("pages", 0, 0)
        step("pages", 3, 4)
    assert "pages" in shown.getvalue() and "3/4" in shown.getvalue()
    with output.progress(quiet=True) as step:
        assert step is None
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with output.progress(quiet=False) as step:
        assert step is None


def test_the_environment_names_the_record(db, monkeypatch):
    monkeypatch.setenv("STANDOFF_DB", db)
    assert "2 families" in call("families").stdout


def test_a_closed_pipe_is_quiet(db):
    read, closed = os.pipe()
    os.close(read)
    done = subprocess.run([sys.executable, "-c", "from standoff.cli import main; main()", "show", "p17", "--db", db],
                          stdout=closed, stderr=subprocess.PIPE, text=True, check=False)
    os.close(closed)
    assert done.returncode == 0 and not done.stderr


ARTICLE = ("The ferry to Tessel stopped running on Monday, and the people of the island woke to an empty quay.\n\n"
           "Nobody asked us, said the baker, who had flour for three days. The company blamed a strike of the crew.\n\n"
           "The minister promised a replacement boat and said that talks with the crew would go on through the night.")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"Island without a boat\n\n{ARTICLE}\n", encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(f"Quay stays empty\n\n{ARTICLE}\n", encoding="utf-8")
    return tmp_path / "in"


def test_run_reads_and_tells_the_story_and_a_second_run_has_nothing_to_do(folder, tmp_path):
    db = tmp_path / "case.db"
    first = call("run", folder, "--db", db).stdout
    assert "Read 2 new captures." in first and "2 captures → 1 family → 1 report" in first
    assert "2 copies, likely original" in first
    second = call("run", folder, "--db", db).stdout
    assert "Nothing new: 2 captures already there." in second and "Nothing to do" in second
    again = json.loads(call("run", "--from", "families", "--db", db, "--json").stdout)
    assert again["counts"]["families"] == 1 and again["read"] is None


def test_a_run_with_a_broken_input_is_done_in_part(folder, tmp_path):
    (folder / "empty.txt").write_bytes(b"")
    result = call("run", folder, "--db", tmp_path / "case.db", code=3)
    assert "empty.txt" in result.stderr and "3 captures" not in result.stdout
    assert "1 problem: standoff problems" in result.stdout


def test_read_takes_stdin_and_quiet_is_quiet(tmp_path):
    result = call("read", "-", "-q", "--db", tmp_path / "case.db", input=ARTICLE)
    assert not result.output
    assert json.loads(call("pages", "--db", tmp_path / "case.db", "--json").stdout) == []
    assert "No pages yet" in call("pages", "--db", tmp_path / "case.db").stdout


def test_an_unknown_stage_lists_the_known(folder, tmp_path):
    assert "families" in call("run", "--from", "nonsense", "--db", tmp_path / "case.db", code=1).stderr


def test_commands_share_no_option_with_two_meanings():
    meanings = {}
    for command in main.commands.values():
        for param in command.params:
            for flag in param.opts:
                if isinstance(param, click.Option) and flag not in ("--json",):
                    meanings.setdefault(flag, set()).add(param.name)
    assert {flag: names for flag, names in meanings.items() if len(names) > 1} == {}


def test_what_an_archive_leaves_out_on_purpose_is_told_and_is_no_failure(tmp_path):
    story = b"<html><body><p>The bridge was closed after the night of shelling, the council says.</p></body></html>"
    archive = b""
    for n, (media, payload) in enumerate([("text/html", story), ("image/png", b"\x89PNG\r\n\x1a\n")]):
        head = ["WARC/1.0", "WARC-Type: resource", f"WARC-Record-ID: <urn:uuid:{n}>", "WARC-Date: 2020-01-02T03:04:05Z",
                f"WARC-Target-URI: http://a.example/{n}", f"Content-Type: {media}", f"Content-Length: {len(payload)}"]
        archive += "\r\n".join([*head, "", ""]).encode() + payload + b"\r\n\r\n"
    (tmp_path / "crawl.warc").write_bytes(archive)
    told = call("read", "--db", tmp_path / "r.db", tmp_path / "crawl.warc")
    assert "Read 1 new capture." in told.stdout
    assert "skipped" in call("problems", "--db", tmp_path / "r.db").stdout


def test_show_quotes_what_a_segment_says(db):
    with open_record(db, readonly=True) as record:
        hit = record.search("ferry", role=Role.BODY)[0]
        text = record.page(hit.page).text
    told = call("show", hit.key, "--db", db).stdout
    assert "»The ferry to Tessel stopped running on Monday" in told and "role" in told and text


def test_a_damaged_record_is_said_to_be_damaged(tmp_path):
    path = keep(tmp_path / "case.db")
    with sqlite3.connect(path) as conn:
        root, = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'segment'").fetchone()
        size, = conn.execute("PRAGMA page_size").fetchone()
    conn.close()
    with (tmp_path / "case.db").open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 64)
    told = call("pages", "--db", path, code=1).stderr
    assert "damaged" in told and "standoff verify" in told and "itself failed" not in told


def test_what_writes_files_can_name_them_as_json(db, tmp_path):
    told = json.loads(call("export", "csv", "-o", tmp_path / "out", "--db", db, "--json").stdout)
    assert told["format"] == "csv" and {*map(Path, told["files"])} == {*(tmp_path / "out").iterdir()}
    told = json.loads(call("dossier", tmp_path / "d.html", "--db", db, "--json").stdout)
    assert told == {"file": str(tmp_path / "d.html"), "bytes": (tmp_path / "d.html").stat().st_size}
