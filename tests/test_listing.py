"""Lists that the record keeps: what they are made of, when they are stale, and that a page of one is the list's."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from test_foreseen import rec as foreseen  # noqa: F401
from test_happened import KNOWN, MINE, STORY
from test_said import rec as said  # noqa: F401

from standoff import api, measures, pipeline, settings
from standoff.answers import EventRow
from standoff.api import Record, open_record
from standoff.errors import RecordError
from standoff.record import check, happened, keys, listing, write
from standoff.record.linker import bare
from standoff.record.listing import codec, touched


@pytest.fixture
def rec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setattr(settings, "bundled", list)
    monkeypatch.setattr(settings, "ours", dict)
    monkeypatch.setattr(pipeline, "decide", partial(pipeline.decide, stages=MINE))
    for name, text in STORY.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "known.yaml").write_text(KNOWN)
    with open_record(tmp_path / "case.db") as record:
        record.read(*(tmp_path / name for name in STORY))
        pipeline.run(record._conn, stages=MINE, actors=[tmp_path / "known.yaml"])
        yield record


def anew(rec: Record) -> list[EventRow]:
    """All rows, put together from what the stages found."""
    return [row for row, _ in happened.Chronicle(rec._conn, rec.known()).rows()]


def test_a_list_is_what_the_stages_found(rec: Record) -> None:
    assert rec.listed and list(rec.events(factuality="any")) == anew(rec)
    assert [rec.event_row(key) for row in anew(rec) for key in row.events] == [
        row for row in anew(rec) for _ in row.events]
    assert dict(check.verify(rec._conn).checked)["list"] and check.verify(rec._conn).ok


def test_a_row_comes_back_as_it_went_in(rec: Record) -> None:
    for row in anew(rec):
        assert codec.unpack(codec.pack(row), EventRow) == row


def test_pages_of_a_list_are_the_list(rec: Record) -> None:
    everything = rec.events(factuality="any")
    pages = [rec.events(factuality="any", limit=2, start=start) for start in range(0, len(everything) + 3, 2)]
    assert [row for page in pages for row in page] == list(everything)
    assert {page.total for page in pages if page} == {len(everything)}
    assert [page.more for page in pages] == [max(0, len(everything) - n) for n in range(2, len(everything) + 5, 2)]


def test_a_record_without_lists_has_the_same_for_readers_who_may_not_write(rec: Record) -> None:
    told, dyads, overview = rec.events(), rec.dyads(), rec.overview()
    with write.transaction(rec._conn):
        rec._conn.execute("DELETE FROM listed")
    with open_record(rec.path, readonly=True) as other:
        assert not other.listed and other.events() == told and other.dyads() == dyads
        assert other.overview() == overview and other.event_row(told[0].key) == told[0]


def test_a_list_that_was_given_up_half_made_hides_none_of_the_record(rec: Record, monkeypatch: pytest.MonkeyPatch) -> \
        None:
    told, actors = rec.events(), rec.actors()
    monkeypatch.setattr(api, "STEPS", 50)
    for within in (False, True):                                # one question, or several of one moment
        for patience in range(0, 400, 23):
            with write.transaction(rec._conn):
                rec._conn.execute("DELETE FROM listed")
            with open_record(rec.path, readonly=True) as other:
                left = iter([False] * patience)
                with suppress(sqlite3.OperationalError), other.bounded(partial(next, left, True)), \
                        other.moment() if within else nullcontext():
                    assert other.events() == told and other.actors() == actors
                assert not other._conn.in_transaction
                assert other.actors() == actors and other.events() == told
                listing.refresh(rec._conn, rec.known())
                assert other.events() == told and other.actors() == actors
                assert not other._conn.execute("SELECT name FROM sqlite_temp_master").fetchall()


def test_what_is_written_makes_lists_stale_and_the_next_run_makes_them_anew(rec: Record) -> None:
    before = rec.events()
    with write.transaction(rec._conn):
        rec._conn.execute("DELETE FROM event")
    assert not rec.listed and rec.events() == before                # the last finished one
    pipeline.run(rec._conn, stages=MINE, from_stage="events")
    assert rec.listed and rec.events() == before
    assert not pipeline.run(rec._conn, stages=MINE).changed and rec.listed


def test_a_line_that_is_not_what_the_record_tells_is_found(rec: Record) -> None:
    rec._conn.execute("UPDATE listed_event SET score = 9.5")
    assert [one.key for one in check.verify(rec._conn).failures] == ["listed_event"]


def test_a_decision_is_in_all_lists_at_once(rec: Record) -> None:
    one, other, *_ = rec.events()
    rec.merge(one.key, other.key, by="Lin")
    assert rec.listed and list(rec.events(factuality="any")) == anew(rec)
    assert rec.event_row(other.key) == rec.event_row(one.key)
    rec.rename("Amber", "Umber", by="Lin")
    assert rec.listed and list(rec.events(factuality="any")) == anew(rec) and rec.events(actor="Umber")
    rec.undo(*(keys.correction(done) for done in rec.corrections()), by="Mara Veen")
    assert rec.listed and list(rec.events(factuality="any")) == anew(rec)


@pytest.mark.parametrize("which", ["rec", "said", "foreseen"])
def test_what_a_correction_of_actors_does_not_touch_stays_and_all_is_as_if_made_anew(
        which: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    record: Record = request.getfixturevalue(which)
    found: list[touched.Touched | None] = []

    def between(*args: Any) -> touched.Touched | None:
        found.append(touched.between(*args))
        return found[-1]

    monkeypatch.setattr(touched, "MANY", 2)          # three reports: one is many
    monkeypatch.setattr(listing, "between", between)
    names = [row.name for row in record.actors() if not row.known]
    for does in (lambda: record.rename(names[0], "Zeno", by="T"),
                 lambda: record.role(names[1], "deputy mayor", "2017-03", by="T"),
                 lambda: record.merge(names[1], "Zeno", by="T"),
                 lambda: record.undo(*[keys.correction(one) for one in record.corrections()], by="Mara Veen")):
        does()
        assert record.listed
        assert not [table for table, some in listing.differing(record._conn, record.known()) if some]
    assert any(found)


def test_facets_count_rows_and_leave_out_what_is_asked_away(rec: Record) -> None:
    told = rec.facets("event")
    assert told.total == len(rec.events()) == sum(n for _, n in told.of("type"))
    for type, n in told.of("type"):
        assert n == len(rec.events(type=type)) == rec.facets("event", type=type).total
    with pytest.raises(ValueError, match="no facets"):
        rec.facets("page")


def test_who_has_events_with_whom(rec: Record) -> None:
    for row in rec.dyads():
        assert row.events == len(rec.events(between=(row.a, row.b)))
        assert row.events == sum(one.count for one in rec.dyad(row.a, row.b, unit="events")[2].periods) + sum(
            n for _, n in rec.dyad(row.a, row.b, unit="events")[2].left_out)
    assert rec.dyads(1).total == len(rec.dyads())


def test_a_look_at_all_counts_what_there_is(rec: Record) -> None:
    told = rec.overview()
    assert told.counts == rec.counts() and sum(n for _, n in told.days) == told.counts.reports
    assert told.latest[0] == rec.events()[-1].key and told.dyads == tuple(rec.dyads())


def test_another_process_that_writes_while_lists_are_made_leaves_them_stale(
        rec: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    with write.transaction(rec._conn):
        rec._conn.execute("UPDATE problem SET message = ''")
        rec._conn.execute("DELETE FROM listed")
    make = listing._make

    def disturbed(*args: object) -> None:
        make(*args)  # type: ignore[arg-type]
        with open_record(rec.path) as other, write.transaction(other._conn):
            other._conn.execute("INSERT INTO setting VALUES ('x', 'y')")

    monkeypatch.setattr(listing, "_make", disturbed)
    listing.refresh(rec._conn, rec.known())
    assert not rec.listed
    monkeypatch.undo()
    monkeypatch.setattr(settings, "bundled", list)
    monkeypatch.setattr(settings, "ours", dict)
    listing.refresh(rec._conn, rec.known())
    assert rec.listed


def test_lists_of_another_program_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    open_record(path).close()
    conn = sqlite3.connect(path)
    conn.execute("DROP TABLE listed_event")
    conn.execute("CREATE TABLE listed_event (key TEXT PRIMARY KEY)")
    conn.commit()
    conn.close()
    with pytest.raises(RecordError, match="another Standoff"):
        open_record(path, readonly=True)
    with open_record(path) as rec:
        assert list(rec.events()) == []
    with open_record(path, readonly=True) as rec:
        assert list(rec.events()) == []


def test_dyads_of_some_sides_are_those_of_the_list(rec: Record) -> None:
    every = list(rec.dyads())
    for side in {end for row in every for end in (row.a, row.b)}:
        assert list(rec.dyads(sides=[side])) == [row for row in every if side in (row.a, row.b)]
        assert rec.dyads(0, sides=[side]).total == len(rec.dyads(sides=[side]))


def test_dyads_are_asked_for_by_key_or_by_beginnings_of_names(rec: Record) -> None:
    every = list(rec.dyads())
    for row in every:
        for a, b in ((row.a, ""), ("", row.b.lower()), (row.b_name[:3], row.a), (row.a_name, row.b_name)):
            found = rec.dyads(a=a, b=b)
            assert row in found and found.total == len(found)
    assert not rec.dyads(a="nobody at all") and list(rec.dyads(a="!")) == every
    assert rec.dyads(1, a=every[0].a)[0] in every


@pytest.mark.parametrize("asked", [
    {}, {"factuality": "any"}, {"factuality": "hypothetical"}, {"type": "ASSAULT"}, {"since": "2017"},
    {"until": "2016"}, {"words": "an*"}, {"words": "the"}])
def test_outlets_are_counted_as_if_of_the_rows_themselves(rec: Record, asked: dict[str, str]) -> None:
    papers: dict[str, list[str]] = {}
    for outlet, published in rec._conn.execute("SELECT outlet, published FROM listed_paper"):
        papers.setdefault(outlet, []).append(published)
    assert list(rec.coverage(**asked)) == measures.coverage(rec.events(**asked), papers)


@pytest.mark.parametrize("which", ["rec", "said", "foreseen"])
@pytest.mark.parametrize(("noun", "rows"), [("event", "events"), ("statement", "statements"), ("outlook", "outlook"),
                                            ("actor", "actors"), ("tie", "ties")])
def test_facets_of_a_whole_list_are_those_of_its_rows(noun: str, rows: str, which: str,
                                                      request: pytest.FixtureRequest) -> None:
    record: Record = request.getfixturevalue(which)
    found, some = record.facets(noun), getattr(record, rows)()
    assert found.total == some.total == len(some)
    for name, values in found.values:
        assert list(values) == sorted(values, key=lambda one: (-one[1], one[0])) and all(value for value, _ in values)
        assert record.facets(noun, 1).of(name) == values[:1] and record.facets(noun, 1).total == found.total
    type = {"statement": "manner"}.get(noun, "type")
    assert dict(found.of(type)) == Counter(getattr(one, type) for one in some)


def test_events_are_asked_for_by_words_and_beginnings_of_them(rec: Record) -> None:
    told = {row.key: {bare(one.quote) for one in row.tellings} for row in rec.events(factuality="any")}
    for word in {word for some in told.values() for words in some for word in words.split()}:
        for asked in (word, f"{word[:2]}*", f"{word} {word[:1]}*"):
            want = {key for key, some in told.items() for words in some if all(
                any(one == bare(part) or (part.endswith("*") and one.startswith(bare(part))) for one in words.split())
                for part in asked.split())}
            assert {row.key for row in rec.events(words=asked, factuality="any")} == want, asked


def test_statements_lie_in_time_as_their_wordings_do(request: pytest.FixtureRequest) -> None:
    record: Record = request.getfixturevalue("said")
    assert sum(one.count for one in record.spread("statement", "day")) == len(record.statements())
    assert sum(one.count for one in record.spread("statement", "year", since="2017")) == len(
        record.statements(since="2017"))
