"""The record from Python: the same verbs as the command line, plain values back, and errors that say what to do."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import stand_ins
from builder import STAGES, story

import standoff.captures
from standoff import errors, pipeline
from standoff.api import Record, open_record
from standoff.model import Copy, Date, Family, Field, Page, Problem, Report, Segment, Variant
from standoff.record import keys
from standoff.table import Table


@pytest.fixture
def rec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setattr(pipeline.run, "__kwdefaults__", {**pipeline.run.__kwdefaults__, "stages": STAGES})
    for one in story(5):
        (tmp_path / one.sightings[0].source).write_bytes(one.data)
    with open_record(tmp_path / "case.db") as rec:
        told = rec.read(*sorted(tmp_path.glob("*.txt")))
        assert told.added == 5 and not told.problems
        assert rec.run().changed
        yield rec


def test_problems_with_an_input_go_when_it_is_read_again_without_them(tmp_path: Path,
                                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("crawl", "crawler"):
        Path(name).mkdir()
    packed = gzip.compress(b'{"url": "https://e.example/1", "title": "Talks", "text": "They resumed on Mon"}\n' * 3)
    Path("crawler/list.json.gz").write_bytes(packed[:-30])
    Path("crawl.json.gz").write_bytes(packed[:-30])
    with open_record("case.db") as rec:
        rec.read("crawl", "crawler", "crawl.json.gz")
        before = {(one.source.partition("#")[0], one.code) for one in rec.problems()}
        assert {one for one, _ in before} == {"crawl", "crawler/list.json.gz", "crawl.json.gz"}
        Path("crawl/list.json").write_bytes(gzip.decompress(packed))
        Path("crawl.json.gz").write_bytes(packed)
        rec.read("crawl", "crawl.json.gz")
        assert {one.source.partition("#")[0] for one in rec.problems()} == {"crawler/list.json.gz"}
        Path("crawler").rename("elsewhere")
        rec.read("crawler")
        assert {one.source.partition("#")[0] for one in rec.problems()} == {"crawler", "crawler/list.json.gz"}
        Path("elsewhere").rename("crawler")
        Path("crawler/list.json.gz").write_bytes(packed)
        rec.read(".")
        assert [one.source for one in rec.problems() if "crawl" in one.source] == []


def test_a_read_that_breaks_off_forgets_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "crawl").mkdir()
    with open_record(tmp_path / "case.db") as rec:
        rec.read(tmp_path / "crawl")
        assert [one.code for one in rec.problems()] == ["no-files"]
        (tmp_path / "crawl" / "a.txt").write_text("Talks resumed on Monday in the capital.\n")

        def broken(*_: object, **__: object) -> Iterator[Problem]:
            raise KeyboardInterrupt
            yield

        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(standoff.captures, "read", broken)
            rec.read(tmp_path / "crawl")
        assert [one.code for one in rec.problems()] == ["no-files"]
        rec.read(tmp_path / "crawl")
        assert not rec.problems()


def test_the_package_itself_imports_nothing_heavy() -> None:
    code = ("import sys, standoff; from standoff import Page, open_record; "
            "print(sorted({'lxml', 'numba', 'numpy', 'pandas', 'polars', 'trafilatura', 'warcio', 'rich', 'click'} "
            "& set(sys.modules)))")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_the_public_names_are_there_and_a_wrong_one_lists_them() -> None:
    for name in standoff.__all__:
        assert getattr(standoff, name) is not None
    with pytest.raises(AttributeError, match="open_record"):
        _ = standoff.Project


def test_lists_are_tables_of_values(rec: Record) -> None:
    assert [type(table[0]) for table in (rec.pages(), rec.copies(), rec.families(), rec.reports(), rec.problems())] == \
        [Page, Copy, Family, Report, Problem]
    counts = rec.counts()
    assert (len(rec.captures()), len(rec.pages()), len(rec.copies()), len(rec.families()), len(rec.reports())) == \
        (counts.captures, counts.pages, counts.copies, counts.families, counts.reports) == (5, 5, 2, 3, 3)
    assert list(rec.each_page()) == list(rec.pages())
    assert [len(family.pages) for family in rec.families()] == [2, 2, 1]
    assert [report.family for report in rec.reports()] == [family.key for family in rec.families()]


def test_a_listed_capture_has_no_bytes_and_a_single_one_has(rec: Record) -> None:
    listed = rec.captures()[0]
    assert listed.data == b"" and rec.capture(listed.digest).data in [one.data for one in story(5)]


def test_capture_page_family_and_report_know_each_other_by_any_of_their_keys(rec: Record) -> None:
    family = rec.families()[0]
    report = rec.report(family.key)
    page = rec.page(family.pages[0])
    for key in (page.key, page.key[:8], "c" + page.key[1:], page.capture, family.key, report.key):
        assert rec.family(key) == family and rec.report(key) == report
        assert rec.page(key).key in family.pages and rec.capture(key).digest[:16] in {k[1:] for k in family.pages}
    on_it = [keys.segment(page.key, page.segments[0]), keys.field(page.key, page.fields[0]), keys.date(page.key)]
    for key in on_it:
        assert rec.page(key) == page and rec.report(key) == report and rec.capture(key).digest == page.capture
    assert rec.report(keys.variant(report.key, report.variants[0])) == rec.report(keys.date(report.key)) == report
    with pytest.raises(errors.UnknownKey, match="is a copy, which has no page"):
        rec.page(keys.copy(rec.copies()[0]))
    assert rec.copies(page.key) == rec.copies(family.pages[1]) == Table([rec.copy(keys.copy(rec.copies(page.key)[0]))])


def test_a_page_that_no_run_has_made_says_so(rec: Record, tmp_path: Path) -> None:
    (tmp_path / "late.txt").write_text("Too late\n\nfor the run.")
    rec.read(tmp_path / "late.txt")
    with pytest.raises(errors.UnknownKey, match="standoff run makes it"):
        rec.page(next(one.digest for one in rec.captures() if one.digest not in {p.capture for p in rec.pages()}))


def test_an_analysis_is_had_by_the_key_of_anything_in_its_report(rec: Record) -> None:
    family = rec.families()[0]
    found = rec.analysis(family.key)
    assert found.report == rec.report(family.key).key and found.reader == "standoff 1"
    page = rec.page(family.pages[0])
    assert rec.analysis(page.key[:8]) == rec.analysis(keys.segment(page.key, page.segments[0])) == found
    assert found in rec.analyses() and len(rec.analyses()) == rec.counts().analyses == 3
    assert rec.analyses().columns()["sentences"] == [len(one.sentences) for one in rec.analyses()]
    assert rec.use_reader() == "standoff"
    with pytest.raises(errors.MissingReader, match="Installed: standoff"):
        rec.run(reader="en_absent")


def test_show_gives_whatever_a_key_names(rec: Record) -> None:
    page, report = rec.pages()[0], rec.report(rec.families()[0].key)
    problem = rec.problems()[0]
    comment = next(seg for seg in page.segments if seg.when)
    shown = {
        "c" + page.key[1:]: rec.capture(page.key), page.key: page, keys.segment(page.key, comment): comment,
        keys.field(page.key, page.fields[0]): page.fields[0], keys.date(page.key): page.published,
        keys.date(keys.segment(page.key, comment)): comment.when, keys.copy(rec.copies()[0]): rec.copies()[0],
        rec.families()[0].key: rec.families()[0], report.key: report,
        keys.passage(report.key, report.passages[0]): report.passages[0],
        keys.variant(report.key, report.variants[0]): report.variants[0], keys.problem(problem): problem}
    for key, value in shown.items():
        assert rec.show(key) == value and rec.why(key).key == key
    assert {type(rec.show(key)) for key in shown} >= {Segment, Field, Date, Variant}
    for nonsense in ("", "p0000", "nonsense"):
        with pytest.raises(errors.UnknownKey):
            rec.show(nonsense)


def test_search_why_and_verify_are_there(rec: Record) -> None:
    hit = rec.search("two pages share", limit=1)[0]
    assert isinstance(rec.search("two"), Table) and rec.why(hit.key).quotes[0].exact.startswith("The paragraph")
    assert rec.verify().ok and rec.verify().total > 50


def test_a_notebook_shows_why_with_the_quote_marked_and_escaped(rec: Record) -> None:
    pipeline.ingest(rec._conn, [stand_ins.capture("Q <i>\n\nShe said <b>no</b>.")])
    rec.run()
    shown = rec.why(rec.search("she")[0].key)._repr_html_()
    assert "Q &lt;i&gt;\n\n<mark>She said &lt;b&gt;no&lt;/b&gt;.</mark>" in shown and "<b>no" not in shown


def test_standard_input_is_read_where_it_is_asked_for(rec: Record) -> None:
    assert rec.read("-", stdin=io.BytesIO(b"From a pipe.\n\nNothing else.")).added == 1
    assert rec.read("absent.txt").problems[0].source == "absent.txt"


def test_two_records_differ_by_what_only_one_has(rec: Record, tmp_path: Path) -> None:
    with open_record(tmp_path / "other.db") as other:
        other.read(*[tmp_path / f"{n}.txt" for n in range(4)])
        other.run()
        there = {change.noun: change for change in other.diff(rec).changes}
        assert there["page"].added == (keys.page(story(5)[4].digest),) and there["page"].removed == ()
        assert len(there["family"].added) == 1 and there["copy"].added == ()
        back = {change.noun: change for change in rec.diff(tmp_path / "other.db").changes}
        assert back["page"].removed == there["page"].added
        assert there["family"].changed == there["page"].changed == ()
        assert not other.diff(rec).same and rec.diff(rec).same
        rec.read("-", stdin=io.BytesIO(story(5)[0].data))
        assert {c.noun: c.changed for c in rec.diff(other).changes}["capture"] == (keys.capture(story(5)[0].digest),)


def test_reading_only_leaves_the_record_alone(rec: Record) -> None:
    with open_record(rec.path, readonly=True) as reader:
        assert reader.counts() == rec.counts() and "read only" in repr(reader)
        for verb in (reader.run, lambda: reader.read("x")):
            with pytest.raises(errors.ReadOnly, match="Open it without readonly"):
                verb()


def test_a_record_on_a_medium_that_cannot_be_written_is_still_read(rec: Record, tmp_path: Path) -> None:
    rec._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    frozen = tmp_path / "frozen"
    frozen.mkdir()
    (frozen / "case.db").write_bytes(rec.path.read_bytes())
    frozen.chmod(0o500)
    try:
        with open_record(frozen / "case.db", readonly=True) as reader:
            assert reader.counts() == rec.counts()
    finally:
        frozen.chmod(0o700)


def test_the_versions_of_an_address_are_listed(rec: Record) -> None:
    assert len(rec.versions()) == 0
    pipeline.ingest(rec._conn, [stand_ins.capture(words, url="http://a.example/x") for words in ("one", "two")])
    assert [one.number for one in rec.versions()] == [1, 2]
    assert rec.versions("http://a.example/x") == rec.versions() and not rec.versions("http://a.example/y")


def test_every_error_is_drawn_in_the_tree_of_its_module() -> None:
    tree = errors.__doc__ or ""
    for name, value in vars(errors).items():
        if isinstance(value, type) and issubclass(value, errors.StandoffError):
            assert name in tree and value.__doc__


def test_the_stage_table_names_functions_that_exist_with_a_version() -> None:
    for stage in pipeline.STAGES:
        assert callable(stage.does) and stage.version
    assert [stage.name for stage in pipeline.STAGES] == [
        "pages", "copies", "families", "reports", "analyses", "mentions", "ties", "locations", "statements", "outlook",
        "events", "judgements", "actors", "echoes", "recounts"]


def test_problems_and_corrections_are_paged_as_they_are_listed(rec: Record) -> None:
    every = list(rec.problems())
    for code in {"", *(one.code for one in every)}:
        some = [one for one in every if code in ("", one.code)]
        assert [one for start in range(len(some)) for one in rec.problems(code, limit=1, start=start)] == some
        assert rec.problems(code, limit=0).total == len(some) == (
            dict(rec.facets("problem").of("code"))[code] if code else rec.facets("problem").total)
    for capture in {one.capture for one in every if one.capture}:
        assert list(rec.problems(capture=capture)) == [one for one in every if one.capture == capture]
    assert rec.corrections("rename", limit=5).total == rec.facets("correction").total == 0
