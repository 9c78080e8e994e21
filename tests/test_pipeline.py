"""The pipeline: what is done stays done, what changed is done again, and nothing that happens loses the rest."""

from __future__ import annotations

import hashlib
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import stand_ins
from builder import BATCH, STAGES, memory, story
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff import pipeline
from standoff import settings as chosen
from standoff.errors import FaultyActors, MissingReader, StageFailed, UnknownStage
from standoff.model import Capture, Correction, Pin, Problem, Sighting, Span, Verb
from standoff.record import check, corrections, facts, keys, migrations, read, sql, write

BUILDER = Path(__file__).with_name("builder.py")

NONE = dict.fromkeys([stage.name for stage in STAGES], 0)


@pytest.fixture(autouse=True, scope="module")
def _nobody_known() -> Iterator[None]:
    """No file of actors: reading ours takes longer than all else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chosen, "bundled", list)
        patch.setattr(chosen, "ours", dict)
        yield


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(migrations.connect(tmp_path / "case.db")) as conn:
        yield conn


def build(conn: sqlite3.Connection, captures: Iterable[Capture | Problem], **how: Any) -> pipeline.RunSummary:
    pipeline.ingest(conn, captures)
    return pipeline.run(conn, stages=STAGES, **how)


LED = {("listed_wording", "row"): "(SELECT key FROM listed_statement WHERE id = row)"}
"""What a column leads to by a number that is of a file only."""


def dump(conn: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, sorted; without the one column that is of a file only, and what leads by it."""
    tables = [name for name, in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
              if "words" not in name]
    rows = {}
    for table in tables:
        columns = [LED.get((table, name), name) for _, name, *_ in conn.execute(f"PRAGMA table_info({table})")
                   if name != "id"]
        rows[table] = sorted(conn.execute(f"SELECT {', '.join(columns)} FROM {table}"), key=repr)
    return rows


def done(summary: pipeline.RunSummary) -> dict[str, int]:
    return {stage.stage: stage.done for stage in summary.stages}


# — order, repetition, restart —


def test_a_second_run_adds_nothing_and_says_so(conn: sqlite3.Connection) -> None:
    assert build(conn, story()).changed
    before = dump(conn)
    told = pipeline.ingest(conn, story())
    assert (told.added, told.seen, told.sightings, told.versions) == (0, 12, 0, 0)
    again = pipeline.run(conn, stages=STAGES)
    assert not again.changed and done(again) == NONE
    assert dump(conn) == before
    assert check.verify(conn).ok


@given(st.permutations(story(6)), st.lists(st.integers(1, 5), max_size=3))
@settings(max_examples=25)
def test_the_order_of_input_and_where_runs_cut_it_do_not_matter(captures: list[Capture], cuts: list[int]) -> None:
    with closing(memory()) as one, closing(memory()) as other:
        build(one, story(6))
        for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), 6], strict=True):
            build(other, captures[start:end])
        assert dump(one) == dump(other)


def test_a_builder_killed_at_any_statement_loses_nothing_and_the_next_run_completes(tmp_path: Path) -> None:
    with closing(memory()) as conn:
        build(conn, story())
        wanted = dump(conn)
    held = {"capture": 0}
    for at in random.Random(7).sample(range(20, _statements()), 8):
        killed = subprocess.run([sys.executable, BUILDER, tmp_path / "case.db", "kill", str(at)], capture_output=True)
        assert killed.returncode in (-9, 0)
        with closing(migrations.connect(tmp_path / "case.db")) as conn:
            assert check.verify(conn).ok
            there = {name: len(rows) for name, rows in dump(conn).items()}
            assert there["capture"] >= held["capture"]
            held = there
    with closing(migrations.connect(tmp_path / "case.db")) as conn:
        build(conn, story())
        assert dump(conn) == wanted
        assert not pipeline.run(conn, stages=STAGES).changed


@pytest.mark.parametrize("share", [0.15, 0.4, 0.6, 0.8, 0.95])
def test_a_first_build_killed_midway_is_completed_by_the_next(tmp_path: Path, share: float) -> None:
    with closing(memory()) as conn:
        build(conn, story())
        wanted = dump(conn)
    at = int(_statements() * share)
    killed = subprocess.run([sys.executable, BUILDER, tmp_path / "case.db", "kill", str(at)], capture_output=True)
    assert killed.returncode == -9
    with closing(migrations.connect(tmp_path / "case.db")) as conn:
        assert check.verify(conn).ok
        build(conn, story())
        assert dump(conn) == wanted


def test_another_process_reads_while_one_is_in_the_middle_of_a_batch(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    with closing(migrations.connect(path)) as conn:
        build(conn, story(2))
        before = dump(conn)
    at = int(_statements() * 0.7)
    with subprocess.Popen([sys.executable, BUILDER, path, "pause", str(at)], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as building:
        assert building.stdin and building.stdout
        assert building.stdout.readline() == "paused\n"
        with closing(migrations.connect(path, readonly=True)) as reader:
            assert check.verify(reader).ok
            assert read.counts(reader).captures > len(before["capture"])
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                reader.execute("DELETE FROM capture")
        building.stdin.write("go on\n")
        building.stdin.flush()
        assert building.stdout.readline().startswith("statements")
    with closing(migrations.connect(path, readonly=True)) as reader:
        assert check.verify(reader).ok and read.counts(reader).captures == 12


def test_two_builders_at_once_end_in_the_same_record(tmp_path: Path) -> None:
    with closing(memory()) as conn:
        build(conn, story())
        wanted = dump(conn)
    path = tmp_path / "case.db"
    both = [subprocess.Popen([sys.executable, BUILDER, path, "kill", "-1"], stdout=subprocess.PIPE) for _ in range(2)]
    assert [one.communicate() and one.returncode for one in both] == [0, 0]
    with closing(migrations.connect(path)) as conn:
        assert not pipeline.run(conn, stages=STAGES).changed
        assert dump(conn) == wanted and check.verify(conn).ok


def test_a_reader_sees_one_moment_while_it_lists(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    with closing(migrations.connect(path)) as writer, closing(migrations.connect(path, readonly=True)) as reader:
        build(writer, story(4))
        with sql.snapshot(reader):
            first = read.counts(reader)
            build(writer, story(8))
            assert read.counts(reader) == first
            assert len(list(read.reports(reader))) == first.reports
        assert read.counts(reader).captures == 8


def test_many_processes_give_the_same_record(tmp_path: Path) -> None:
    with closing(memory()) as one, closing(memory()) as two:
        build(one, story())
        build(two, story(), jobs=2)
        assert dump(one) == dump(two)


# — what changes is done again, and only that —


def test_a_page_that_joins_replaces_the_families_that_it_changes(conn: sqlite3.Connection) -> None:
    build(conn, story(6))
    old = {family.key: family for family in read.families(conn)}
    bridge = stand_ins.capture("B\n\nThe paragraph that two pages share, number 0.\n\n"
                               "The paragraph that two pages share, number 1.")
    told = {stage.stage: stage for stage in build(conn, [bridge]).stages}
    new = {family.key: family for family in read.families(conn)}
    assert sorted(len(family.pages) for family in new.values()) == [2, 5]
    assert (told["pages"].done, told["families"].added, told["families"].removed, told["reports"].done) == (1, 1, 2, 1)
    assert {report.family for report in read.reports(conn)} == set(new) and len(set(old) & set(new)) == 1
    assert check.verify(conn).ok


def test_a_new_version_of_a_stage_redoes_it_and_what_comes_of_it(conn: sqlite3.Connection,
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    build(conn, story(4))
    monkeypatch.setattr(stand_ins, "VERSION", "2")
    again = pipeline.run(conn, stages=STAGES)
    assert list(done(again).values()) == [4, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1]
    assert not any(stage.added or stage.removed for stage in again.stages)      # the same results are not written again
    monkeypatch.setattr(stand_ins, "BY", replace(stand_ins.BY, version="2"))
    monkeypatch.setattr(stand_ins, "VERSION", "3")
    assert [stage.added for stage in pipeline.run(conn, stages=STAGES).stages] == [
        4, 2, 2, 2, 2, 6, 2, 4, 4, 0, 0, 2, 2, 0, 0]
    assert {page.origin.version for page in read.pages(conn)} == {"2"}
    assert check.verify(conn).ok


def test_a_sighting_that_brings_an_address_redoes_its_page_alone(conn: sqlite3.Connection) -> None:
    build(conn, [replace(one, sightings=(Sighting(source="no address"),)) for one in story(4)])
    told = pipeline.ingest(conn, [story(4)[1]])
    assert (told.added, told.seen, told.sightings) == (0, 1, 1)
    assert done(pipeline.run(conn, stages=STAGES)) == dict.fromkeys(NONE, 1) | {"echoes": 0, "recounts": 0}
    key = keys.page(story(4)[1].digest)
    assert [page.key for page in read.pages(conn) if page.url] == [key]
    assert len(read.capture(conn, "c" + key[1:]).sightings) == 2


def test_from_a_stage_drops_its_results_and_the_later_ones_and_makes_them_anew(conn: sqlite3.Connection) -> None:
    build(conn, story(4))
    before = dump(conn)
    every = [4, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1]
    for n, stage in enumerate(STAGES):
        assert list(done(pipeline.run(conn, stages=STAGES, from_stage=stage.name)).values()) == [0] * n + every[n:]
        assert dump(conn) == before
    conn.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    with pytest.raises(UnknownStage, match="pages, copies, families, reports, analyses, mentions"):
        pipeline.run(conn, stages=STAGES, from_stage="page")


def test_an_empty_record_runs(conn: sqlite3.Connection) -> None:
    told = pipeline.run(conn, stages=STAGES)
    assert all(stage.added == 0 for stage in told.stages) and check.verify(conn).ok


# — what goes wrong —


def test_a_crash_on_one_item_is_a_problem_and_the_others_go_on(conn: sqlite3.Connection) -> None:
    bad = stand_ins.capture("CRASH", source="bad.txt")
    told = build(conn, [*story(4), bad])
    problem, = (one for one in read.problems(conn) if one.code == "crash")
    assert (problem.stage, problem.source, problem.capture) == ("pages", "bad.txt", keys.capture(bad.digest))
    assert "RuntimeError: the stand-in was told to crash (stand_ins.py:" in problem.message
    assert "--from pages" in problem.message
    assert read.counts(conn).pages == 4 and told.stages[0].problems == 2
    assert not pipeline.run(conn, stages=STAGES).changed


def test_a_crash_for_want_of_memory_is_tried_again(conn: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(capture: Capture) -> Any:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(stand_ins, "segment", hungry)
        build(conn, story(2))
    assert [one.code for one in read.problems(conn)] == ["crash", "crash"]
    assert done(pipeline.run(conn, stages=STAGES))["pages"] == 2
    assert [one.code for one in read.problems(conn)] == ["told-so"] and read.counts(conn).pages == 2


def test_strict_raises_at_the_first_crash_and_keeps_what_was_done(conn: sqlite3.Connection) -> None:
    pipeline.ingest(conn, [*story(2), stand_ins.capture("CRASH")])
    with pytest.raises(StageFailed, match=r"'pages' crashed on c.*RuntimeError") as caught:
        pipeline.run(conn, stages=STAGES, strict=True)
    assert isinstance(caught.value.__cause__, RuntimeError)
    assert check.verify(conn).ok


def test_a_worker_process_that_dies_ends_the_run_with_advice_and_loses_nothing(conn: sqlite3.Connection) -> None:
    build(conn, story(2))
    pipeline.ingest(conn, [stand_ins.capture("DIE")])
    with pytest.raises(StageFailed, match="fewer jobs"):
        pipeline.run(conn, stages=STAGES, jobs=2)
    assert check.verify(conn).ok and read.counts(conn).pages == 2


def test_a_group_stage_that_crashes_keeps_its_earlier_results_and_later_stages_wait(conn: sqlite3.Connection) -> None:
    build(conn, story(4))
    before = read.counts(conn)
    told = build(conn, [stand_ins.capture("T\n\nCRASH-COPIES")])
    assert [stage.stage for stage in told.stages] == ["pages", "copies"]
    after = read.counts(conn)
    assert (after.pages, after.copies, after.families, after.reports) == \
        (before.pages + 1, before.copies, before.families, before.reports)
    assert [one.stage for one in read.problems(conn) if one.code == "crash"] == ["copies"]
    assert done(pipeline.run(conn, stages=STAGES))["copies"] == 1       # tried again


def test_a_report_that_crashes_leaves_no_report_of_that_family(conn: sqlite3.Connection) -> None:
    build(conn, [*story(4), stand_ins.capture("T\n\nCRASH-REPORT")])
    counts = read.counts(conn)
    assert (counts.families, counts.reports) == (3, 2)
    assert [one.stage for one in read.problems(conn) if one.code == "crash"] == ["reports"]


def test_a_report_that_the_reader_crashes_on_has_no_analysis_and_the_others_have(conn: sqlite3.Connection) -> None:
    build(conn, [*story(4), stand_ins.capture("T\n\nCRASH-READER")])
    counts = read.counts(conn)
    assert (counts.reports, counts.analyses) == (3, 2)
    assert [one.stage for one in read.problems(conn) if one.code == "crash"] == ["analyses"]
    assert not pipeline.run(conn, stages=STAGES).changed and check.verify(conn).ok


def test_an_analysis_goes_with_its_report_and_is_made_anew_when_the_report_is(conn: sqlite3.Connection) -> None:
    build(conn, story(2))
    before = list(read.analyses(conn))
    with write.transaction(conn):
        write.forget_report(conn, next(read.families(conn)).key)
    assert not list(read.analyses(conn)) and not read.done(conn, "analyses")
    again = dict.fromkeys(["reports", "analyses", "mentions", "ties", "locations", "statements",
                           "outlook", "events", "actors"], 1)
    assert done(pipeline.run(conn, stages=STAGES)) == NONE | again      # one report has no two mentions to judge
    assert list(read.analyses(conn)) == before


# — who is who —


def pinned(conn: sqlite3.Connection, n: int = 0) -> Pin:
    """The nth mention of the record, pinned."""
    return corrections.pin(conn, list(facts.mentions(conn))[n])


def decide(conn: sqlite3.Connection, verb: Verb, *pins: Pin, value: str = "") -> str:
    """A person's decision, kept; its key."""
    one = Correction(verb=verb, pins=pins, value=value, by="Lin", at=f"2026-11-21T09:{len(pins):02}:00Z")
    with write.transaction(conn):
        write.correction(conn, one)
    return keys.correction(one)


def test_a_person_decides_who_is_who_and_only_the_stages_that_ask_are_done_again(conn: sqlite3.Connection) -> None:
    build(conn, story(4))
    the, own = sorted(facts.actors(conn), key=lambda one: one.name)[::-1]
    key = decide(conn, Verb.MERGE, corrections.pin(conn, facts.mention(conn, the.leaders[0])),
                 corrections.pin(conn, facts.mention(conn, own.leaders[0])))
    assert done(pipeline.run(conn, stages=STAGES)) == NONE | {"actors": 1}
    merged, = facts.actors(conn)
    assert set(merged.leaders) == {*the.leaders, *own.leaders}
    assert [(one.by, one.score) for one in facts.judgements(conn) if one.by] == [("Lin", 1.0)]
    before = dump(conn)
    for stage in ("pages", "analyses", "judgements"):
        pipeline.run(conn, stages=STAGES, from_stage=stage)     # a decision outlives every run
        assert dump(conn) == before
    with write.transaction(conn):
        write.undo(conn, key, "2027-01-01T00:00:00Z")
    pipeline.decide(conn, stages=STAGES)
    assert list(facts.actors(conn)) == sorted((the, own), key=lambda one: one.key)
    assert not pipeline.run(conn, stages=STAGES).changed and check.verify(conn).ok


def test_a_name_that_a_person_chose_is_the_actors(conn: sqlite3.Connection) -> None:
    build(conn, story(2))
    decide(conn, Verb.RENAME, pinned(conn), value="The Great")
    pipeline.run(conn, stages=STAGES)
    assert "The Great" in {one.name for one in facts.actors(conn)}
    decide(conn, Verb.ROLE, pinned(conn), value="mayor")
    assert not pipeline.run(conn, stages=STAGES).changed        # who holds a post is asked when the record is read


def test_a_decision_on_what_is_not_there_any_more_is_a_problem_and_the_rest_of_it_stands(
        conn: sqlite3.Connection) -> None:
    build(conn, story(4))
    one, two = pinned(conn, 0), pinned(conn, -1)
    assert one.span and two.span
    lost = replace(one, span=replace(one.span, page="p" + "0" * 16))
    key = decide(conn, Verb.MERGE, one, two, lost, Pin(known="IRQ.nobody"))
    told = {stage.stage: stage for stage in pipeline.run(conn, stages=STAGES).stages}
    assert told["recounts"].problems == 2 and told["actors"].done == 1
    found = [problem for problem in read.problems(conn) if problem.code == "lost-pin"]
    assert [(problem.stage, problem.source) for problem in found] == [("corrections", key)] * 2
    assert [one.by for one in facts.judgements(conn) if one.by] == ["Lin"] and check.verify(conn).ok
    with write.transaction(conn):
        write.undo(conn, key, "2027")
    pipeline.run(conn, stages=STAGES)
    assert not [problem for problem in read.problems(conn) if problem.code == "lost-pin"]


def test_files_of_actors_are_kept_in_the_record_and_their_change_redoes_who_is_who(conn: sqlite3.Connection,
                                                                                   tmp_path: Path) -> None:
    build(conn, story(4))
    (tmp_path / "mine.yaml").write_text("- {key: IRQ.own, type: person, name: Own, country: IRQ}")
    told = pipeline.run(conn, stages=STAGES, actors=[tmp_path / "mine.yaml"])
    assert done(told) == NONE | {"mentions": 2, "judgements": 1, "actors": 1}    # ties and places hang on mentions
    assert [one.known for one in facts.actors(conn) if one.known] == ["IRQ.own"] == list(chosen.known(conn))
    (tmp_path / "mine.yaml").write_text("- {key: IRQ.own, type: person, name: Owen, country: IRQ}")
    assert not pipeline.run(conn, stages=STAGES).changed        # the record has its own copy
    assert done(pipeline.run(conn, stages=STAGES, actors=[tmp_path / "mine.yaml"]))["judgements"] == 1
    assert not [one for one in facts.actors(conn) if one.known]
    for faulty in ("- {key: own}", "{"):
        (tmp_path / "mine.yaml").write_text(faulty)
        with pytest.raises(FaultyActors, match=r"mine\.yaml"):
            pipeline.run(conn, stages=STAGES, actors=[tmp_path / "mine.yaml"])
    with pytest.raises(FaultyActors, match="cannot be read"):
        pipeline.run(conn, stages=STAGES, actors=[tmp_path / "absent.yaml"])
    assert set(chosen.known(conn)) == {"IRQ.own"} and check.verify(conn).ok
    pipeline.run(conn, stages=STAGES, actors=[])
    assert not chosen.known(conn)


def test_who_is_who_does_not_hold_up_ties_and_places(conn: sqlite3.Connection) -> None:
    told = build(conn, [stand_ins.capture("T\n\nCrashcompare met Own.")])
    assert [stage.stage for stage in told.stages][-4:] == ["statements", "outlook", "events", "judgements"]
    counts = read.counts(conn)
    assert (counts.mentions, counts.ties, counts.locations, counts.actors) == (2, 1, 1, 0) and check.verify(conn).ok


def test_a_crash_over_one_report_takes_its_mentions_and_ties_alone(conn: sqlite3.Connection) -> None:
    build(conn, [*story(4), stand_ins.capture("T\n\nCRASH-MENTIONS"), stand_ins.capture("U\n\nCRASH-TIES Own")])
    assert sorted(one.stage for one in read.problems(conn) if one.code == "crash") == ["mentions", "ties"]
    counts = read.counts(conn)
    assert (counts.reports, counts.ties, counts.mentions) == (4, 2, 9) and check.verify(conn).ok
    assert not pipeline.run(conn, stages=STAGES).changed


# — who reads —


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The spaCy pipelines of this machine, by name, with their versions."""
    there = {"en_other_trf": "3.8.0"}
    monkeypatch.setattr(chosen, "entry_points", lambda group: [
        SimpleNamespace(name=name, dist=SimpleNamespace(version=version)) for name, version in there.items()])
    return there


def test_another_reader_redoes_the_analyses_and_the_record_keeps_to_it(conn: sqlite3.Connection,
                                                                       installed: dict[str, str]) -> None:
    build(conn, story(4))
    assert chosen.reader(conn) == "standoff" and {one.reader for one in read.analyses(conn)} == {"standoff 1"}
    assert done(pipeline.run(conn, stages=STAGES, reader="en_other_trf")) == NONE | {
        "analyses": 2, "mentions": 2, "ties": 2, "locations": 2, "statements": 2, "outlook": 2,
        "events": 2}
    assert {one.reader for one in read.analyses(conn)} == {"en_other_trf 1"}
    assert not pipeline.run(conn, stages=STAGES).changed and chosen.reader(conn) == "en_other_trf"
    installed["en_other_trf"] = "3.9.0"
    assert done(pipeline.run(conn, stages=STAGES))["analyses"] == 2
    assert done(pipeline.run(conn, stages=STAGES, reader="standoff"))["analyses"] == 2
    assert {one.reader for one in read.analyses(conn)} == {"standoff 1"} and check.verify(conn).ok


def test_a_saved_pipeline_reads_by_the_name_of_its_folder_and_anew_when_it_changes(
        conn: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(conn, story(2))
    (tmp_path / "trained").mkdir()
    (tmp_path / "trained" / "meta.json").write_text('{"version": "0.0.0"}')
    monkeypatch.chdir(tmp_path)
    assert done(pipeline.run(conn, stages=STAGES, reader="trained"))["analyses"] == 1
    monkeypatch.chdir("/")
    assert chosen.reader(conn) == str(tmp_path / "trained") and not pipeline.run(conn, stages=STAGES).changed
    (tmp_path / "trained" / "meta.json").write_text('{"version": "0.0.0", "performance": {}}')
    assert done(pipeline.run(conn, stages=STAGES))["analyses"] == 1
    (tmp_path / "trained" / "tagger").mkdir()
    (tmp_path / "trained" / "tagger" / "model").write_bytes(b"weights")
    assert done(pipeline.run(conn, stages=STAGES))["analyses"] == 1 and not pipeline.run(conn, stages=STAGES).changed


def test_nothing_to_read_loads_no_model(tmp_path: Path) -> None:
    code = ("import sys; from standoff import open_record; rec = open_record(sys.argv[1]); rec.run(); rec.verify(); "
            "rec.analyses(); print([m for m in ('spacy', 'onnxruntime', 'tokenizers') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "case.db"], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_a_reader_that_is_not_installed_is_an_error_before_anything_is_done(conn: sqlite3.Connection,
                                                                            installed: dict[str, str]) -> None:
    pipeline.ingest(conn, story(2))
    with pytest.raises(MissingReader, match=r"'en_absent'.*spacy download en_absent.*standoff, en_other_trf\."):
        pipeline.run(conn, stages=STAGES, reader="en_absent")
    assert read.counts(conn).pages == 0 and chosen.reader(conn) == "standoff"
    pipeline.run(conn, stages=STAGES, reader="en_other_trf")
    installed.clear()
    with pytest.raises(MissingReader, match="--reader NAME"):
        pipeline.run(conn, stages=STAGES)


def test_a_result_that_cannot_be_kept_is_a_problem_and_the_others_go_on(conn: sqlite3.Connection,
                                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    honest, made = stand_ins.segment, stand_ins.assemble

    def odd(capture: Capture) -> Any:
        page, *more = honest(capture)
        elsewhere = (Span(page="p" + "0" * 16, start=0, end=1),)
        if b"Title 1" in capture.data:
            page = replace(page, fields=(replace(page.fields[0], spans=elsewhere),))
        return (page, *more)

    monkeypatch.setattr(stand_ins, "segment", odd)
    monkeypatch.setattr(stand_ins, "assemble", lambda family, *more: replace(made(family, *more), family="f0"))
    told = build(conn, story(3))
    assert [one.stage for one in read.problems(conn) if one.code == "crash"] == ["pages", "reports", "reports"]
    assert read.counts(conn).pages == 2 and read.counts(conn).reports == 0 and told.stages[0].added == 2
    assert check.verify(conn).ok and not pipeline.run(conn, stages=STAGES).changed
    with pytest.raises(StageFailed):
        pipeline.run(conn, stages=STAGES, from_stage="pages", strict=True)


def test_links_that_fail_while_they_are_written_are_taken_back_whole(conn: sqlite3.Connection,
                                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    build(conn, story(4))
    before = read.counts(conn)

    class Lazy(list[Any]):
        def __iter__(self) -> Iterator[Any]:
            yield self[0]
            raise ValueError("made while it is walked through")

    honest = stand_ins.overlap
    monkeypatch.setattr(stand_ins, "overlap", lambda pages: Lazy(honest(pages)))
    monkeypatch.setattr(stand_ins, "VERSION", "2")
    assert [stage.stage for stage in pipeline.run(conn, stages=STAGES).stages] == ["pages", "copies"]
    assert replace(read.counts(conn), problems=before.problems) == before
    assert "made while" in next(one.message for one in read.problems(conn) if one.code == "crash")


def test_a_page_that_is_unreadable_after_a_change_goes_with_all_that_rested_on_it(
        conn: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    build(conn, story(2))
    monkeypatch.setattr(stand_ins, "VERSION", "2")
    monkeypatch.setattr(stand_ins, "segment", lambda capture: (Problem(
        stage="pages", code="empty", message="Nothing. Capture it again.", source=capture.sightings[0].source),))
    told = pipeline.run(conn, stages=STAGES)
    counts = read.counts(conn)
    assert (counts.pages, counts.segments, counts.copies, counts.families, counts.reports, counts.problems) == \
        (0, 0, 0, 0, 0, 2)
    assert told.stages[0].removed == 2 and check.verify(conn).ok


def test_problems_of_reading_go_when_their_source_is_read_well(conn: sqlite3.Connection) -> None:
    bad = Problem(stage="captures", code="unreadable", message="It cannot be read. Try again.", source="0.txt")
    other = replace(bad, source="9.txt", capture=hashlib.sha256().hexdigest())
    assert pipeline.ingest(conn, [bad, other]).problems == \
        (bad, replace(other, capture=keys.capture(other.capture or "")))
    pipeline.ingest(conn, [bad])
    assert read.counts(conn).problems == 2
    pipeline.ingest(conn, story(1))
    assert [one.source for one in read.problems(conn)] == ["9.txt"]
    pipeline.ingest(conn, [bad, story(1)[0]])
    assert read.counts(conn).problems == 2


def test_progress_counts_up_to_all_items_of_each_stage(conn: sqlite3.Connection,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 3)
    heard: list[tuple[str, int, int]] = []
    pipeline.ingest(conn, story(8), lambda *what: heard.append(what))
    assert heard == [("read", 3, 0), ("read", 6, 0), ("read", 8, 0)]
    heard.clear()
    pipeline.run(conn, stages=STAGES, progress=lambda *what: heard.append(what))
    for stage, total in [("pages", 8), ("copies", 8), ("families", 8), ("reports", 4), ("analyses", 4),
                         ("mentions", 4), ("ties", 4), ("locations", 4), ("judgements", 12), ("actors", 12)]:
        some = [(n, of) for name, n, of in heard if name == stage]
        assert some == sorted(some) and some[0] == (0, total) and some[-1] == (total, total)


# — inside —


def _statements() -> int:
    """How many statements a whole build of the builder takes."""
    count = 0

    def counted(statement: str) -> None:
        nonlocal count
        count += 1

    with closing(memory()) as conn, pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "BATCH", BATCH)
        conn.set_trace_callback(counted)
        build(conn, story())
    return count



def test_processes_that_make_a_record_at_the_same_moment_all_open_it(tmp_path: Path) -> None:
    code = ("import sys; from pathlib import Path; from standoff.record import migrations; sys.stdin.readline(); "
            "migrations.connect(Path(sys.argv[1])).close()")
    makers = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "case.db")], stdin=subprocess.PIPE)
              for _ in range(6)]
    for maker in makers:
        assert maker.stdin
        maker.stdin.write(b"\n")
        maker.stdin.close()
    assert [maker.wait(60) for maker in makers] == [0] * 6
