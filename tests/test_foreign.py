"""Foreign: POLECAT, ICEWS and GDELT are read line by line, kept, and set beside our events. All lines are invented."""

from __future__ import annotations

import csv
import gzip
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import deeds
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from standoff import foreign, lexicons, plover
from standoff.answers import EventRow, Party
from standoff.api import Record, open_record
from standoff.cli import main
from standoff.errors import UnknownKey
from standoff.export import coded, shaped
from standoff.foreign import beside, cameo, lines
from standoff.foreign.columns import GDELT, GDELT_1, ICEWS, POLECAT
from standoff.model import Date, DateBasis, EventType, Factuality, ForeignCoding, ForeignSide, Problem, Project
from standoff.record import keys

CASES = Path(__file__).parent / "cases" / "foreign"
REPAIRED = {"excess-tabs", "charset", "type"}


def table(name: str) -> tuple[list[ForeignCoding], list[Problem]]:
    return parsed((CASES / name).read_bytes().splitlines(keepends=True), name)


def parsed(raw: list[bytes], name: str = "t") -> tuple[list[ForeignCoding], list[Problem]]:
    items = list(lines.parse(raw, name))
    return [one for one in items if isinstance(one, ForeignCoding)], [one for one in items if isinstance(one, Problem)]


@pytest.fixture
def rec(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "case.db") as record:
        yield record


# — reading —


def test_the_columns_are_as_many_as_the_projects_publish() -> None:
    assert [len(some) for some in (POLECAT, ICEWS, GDELT, GDELT_1)] == [40, 20, 61, 58]
    assert all(len(set(some)) == len(some) for some in (POLECAT, ICEWS, GDELT, GDELT_1))


def test_polecat_is_read_with_its_nulls_lists_and_countries() -> None:
    (first, visit, bomb), problems = table("polecat.txt")
    assert not problems
    assert first == ForeignCoding(
        key=keys.foreign(first), project=Project.POLECAT, id="SAMPLE0001", date="2019-06-03", type=EventType.COERCE,
        modes=("arrest",), contexts=("legal", "military"), code="COERCE arrest", score=-7.0,
        actor=ForeignSide(name="Coast Guard", country="IRN", sectors=("MIL", "GOV")),
        recipient=ForeignSide(name="Crew of the Amber Star", country="USA", sectors=("CVL",)), place="Bandar Abbas",
        country="IRN", latitude=27.1865, longitude=56.2808, source="Straits News", file="polecat.txt", line=2,
        original=first.original)
    assert dict(first.original)["Quad Code"] == "MATERIAL CONFLICT" and len(first.original) == 40
    assert dict(first.original)["Wikipedia Actor ID"] == "None"
    assert visit.actor.country == "USA GBR" and (visit.place, visit.latitude, visit.contexts) == ("", None, ())
    assert bomb.actor == ForeignSide(name="gunmen", sectors=("UAF",)) and bomb.recipient.name == "Río Company"
    assert bomb.contexts == ("human_security", "terrorism")


def test_a_broken_polecat_file_is_repaired_and_says_what_was_lost() -> None:
    codings, problems = table("polecat-broken.txt")
    assert [one.id for one in codings] == ["SAMPLE0001", "SAMPLE0003", "SAMPLE0005"]
    assert codings[1].place == "Cúcuta" and (codings[2].type, codings[2].code) == (None, "DEMAND visit")
    assert [(one.code, one.source) for one in problems] == [
        ("width", "polecat-broken.txt:4"), ("date", "polecat-broken.txt:5"), ("type", "polecat-broken.txt"),
        ("charset", "polecat-broken.txt"), ("excess-tabs", "polecat-broken.txt")]
    assert "'2019-02-30'" in problems[1].message and "Columns: 23, where POLECAT has 44" in problems[0].message
    assert "DEMAND" in problems[2].message


def test_columns_that_a_polecat_header_has_besides_are_kept() -> None:
    head, line, *_ = (CASES / "polecat.txt").read_text("utf-8").splitlines()
    (one,), problems = parsed([f"{head}\tHeadline\n".encode(), f"{line}\tShip held\n".encode()])
    assert not problems and one.original[-1] == ("Headline", "Ship held") and one.type is EventType.COERCE


def test_icews_is_unique_by_identifier_and_date_and_lost_zeros_are_found() -> None:
    codings, problems = table("icews.tab")
    assert not problems and len({one.key for one in codings}) == 4
    assert [(one.id, one.date, one.type, one.modes) for one in codings] == [
        ("900001", "2019-06-03", EventType.COERCE, ("arrest",)), ("900001", "2019-06-04", None, ()),
        ("900002", "2019-06-05", EventType.CONSULT, ("visit",)),
        ("900003", "2019-06-05", EventType.ASSAULT, ("aerial",))]
    assert [(one.actor.country, one.recipient.country) for one in codings] == [
        ("IRN", "USA"), ("RUS", "PSE"), ("USA", "EST"), ("COD", "CIV")]
    assert codings[0].actor.sectors == ("Military", "Government") and codings[0].score == -5.0
    assert (codings[3].latitude, codings[3].country, codings[3].place) == (None, "", "Nowhere at all")


@pytest.mark.parametrize("name", ["gdelt.export.CSV", "gdelt1.export.CSV"])
def test_gdelt_is_known_by_its_width_and_reads_actors_by_cameo_and_places_by_fips(name: str) -> None:
    (ship, release, appeal), problems = table(name)
    assert not problems
    assert (ship.type, ship.modes, ship.articles, ship.score) == (EventType.COERCE, ("arrest",), 12, -5.0)
    assert (ship.actor.country, ship.actor.sectors, ship.country) == ("IRN", ("MIL",), "IRN")
    assert ship.source == "https://straits.example/amber-star" and ship.line == 1
    assert (release.type, release.actor.country, release.recipient.country, release.country) == (
        EventType.RETREAT, "UNO", "", "TUR")
    assert (appeal.type, appeal.actor.country, appeal.code, appeal.latitude) == (None, "EUR", "020", None)


@pytest.mark.parametrize(("first", "code"), [
    ("1\t20190603000000\t20190603001500" + "\tx" * 13, "mentions"),
    ("20190603001500-0\t20190603001500" + "\tx" * 25, "gkg"), ("<html><body>", "no-table"),
    ("Event ID\tEvent Type\tActor Name", "columns"), ("Event ID\tSource Name\tCAMEO Code", "columns"), ("", "empty"),
    ("a,b,c", "no-table"),
])
def test_what_is_no_table_of_events_is_refused_in_one_sentence_that_says_what_to_give(first: str, code: str) -> None:
    codings, (problem,) = parsed([first.encode() + b"\n"])
    assert not codings and problem.code == code and problem.message.endswith(".")


def test_a_line_without_an_identifier_and_one_that_is_too_long_are_faults_and_only_some_are_told(
        monkeypatch: pytest.MonkeyPatch) -> None:
    head, line, *_ = (CASES / "polecat.txt").read_bytes().splitlines(keepends=True)
    monkeypatch.setattr(lines, "LONGEST", len(head) + 1)
    monkeypatch.setattr(lines, "TOLD", 2)
    codings, problems = parsed([head, line.replace(b"SAMPLE0001", b"None"), line * 4, b"x\n", line, b"\n"])
    assert len(codings) == 1 and [one.code for one in problems] == ["no-id", "long-line", "more"]
    assert "1 more" in problems[-1].message


@given(st.binary(max_size=300))
def test_whatever_stands_in_a_line_is_a_coding_or_a_fault(junk: bytes) -> None:
    head, line, *_ = (CASES / "icews.tab").read_bytes().splitlines(keepends=True)
    for raw in ([junk], [head, junk], [head, line.replace(b"173", junk.replace(b"\n", b""))]):
        codings, _ = parsed(raw)
        assert all(one.key == keys.foreign(one) for one in codings)


def test_files_are_read_plain_and_packed_and_folders_in_the_order_of_names(tmp_path: Path) -> None:
    data = (CASES / "polecat.txt").read_bytes()
    (tmp_path / "b.gz").write_bytes(gzip.compress(data))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("ngec.txt", data)
        archive.writestr("readme.txt", "Not a table.")
    (tmp_path / "c.gz").write_bytes(gzip.compress(data)[:-40])
    (tmp_path / "d.zip").write_bytes(b"PK\x03\x04 and no more")
    got = {name: list(items) for path in foreign.files([tmp_path]) for name, items in foreign.read(path)}
    assert list(got) == ["a.zip#ngec.txt", "a.zip#readme.txt", "b.gz", "c.gz", "d.zip"]
    assert len(got["a.zip#ngec.txt"]) == len(got["b.gz"]) == 3
    assert [one.code for name in ("a.zip#readme.txt", "d.zip") for one in got[name] if isinstance(one, Problem)] == [
        "no-table", "broken"]
    assert isinstance(got["c.gz"][-1], Problem) and got["c.gz"][-1].code == "broken"


def test_a_packed_file_that_grows_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "LARGEST", 3000)
    (tmp_path / "bomb.gz").write_bytes(gzip.compress((CASES / "polecat.txt").read_bytes() + b"\n" * 100_000))
    ((_, items),) = foreign.read(tmp_path / "bomb.gz")
    assert any(isinstance(one, Problem) and one.code == "broken" for one in items)


# — what codes mean —


def test_every_entry_of_the_map_is_of_the_manual() -> None:
    known = plover.read()
    for code in lexicons.load("cameo")["events"]:
        one = cameo.meaning(f"{code:0<3}")
        assert one is not None and one.code in (code, f"{code:0<3}")
        assert set(one.modes) <= set(known.types[one.type].modes) and set(one.contexts) <= set(known.contexts)


@pytest.mark.parametrize(("code", "told"), [
    ("010", None), ("0214", None), ("01", None), ("---", None), ("", None), ("999", None), ("43", "CONSULT visit"),
    ("831", "CONCEDE"), ("0831", "CONCEDE"), ("1053", "REQUEST yield"), ("112", "ACCUSE allege"),
    ("186", "ASSAULT targeted"),
    ("1722", "COERCE restrict"), ("1712", "ASSAULT destroy"), ("163", "COERCE restrict"), ("20", None),
    ("203", "ASSAULT targeted"), ("085", "RETREAT"), ("0842", "RETREAT release"), ("171", "COERCE seize"),
])
def test_a_code_of_cameo_is_what_the_manual_of_2021_has(code: str, told: str | None) -> None:
    one = cameo.meaning(code)
    assert (None if one is None else " ".join((one.type, *one.modes))) == told


@pytest.mark.parametrize("code", ["010", "0214", "01", "20", "28", "23"])
def test_statements_and_appeals_are_codes_that_are_no_event(code: str) -> None:
    assert cameo.uneventful(code) and cameo.untyped(Project.GDELT, code).startswith("no event to PLOVER")


@pytest.mark.parametrize("code", ["", "---", "999", "X", "10.5", "00"])
def test_what_is_no_code_of_cameo_is_told_as_that(code: str) -> None:
    assert cameo.meaning(code) is None and not cameo.uneventful(code)
    assert cameo.untyped(Project.ICEWS, code) == "of a code that CAMEO has not"


def test_codes_that_cameo_has_not_are_told_apart_from_statements() -> None:
    raw = (CASES / "icews.tab").read_bytes().splitlines(keepends=True)
    at = next(n for n, line in enumerate(raw) if b"\t173\t" in line)
    codings, problems = parsed([*raw, raw[at].replace(b"\t173\t", b"\t999\t"), raw[at].replace(b"\t173\t", b"\t020\t")])
    assert [one.type for one in codings[-2:]] == [None, None]
    assert [(one.code, "999 (1)" in one.message, "020" in one.message) for one in problems] == [("code", True, False)]


def test_countries_are_plovers_whoever_writes_them() -> None:
    assert [cameo.place_country(code) for code in ("IZ", "IS", "AU", "CH", "GZ", "RQ", "KV", "OS", "NO")] == [
        "IRQ", "ISR", "AUT", "CHN", "PSE", "USA", "KOS", "", "NOR"]
    assert [cameo.actor_country(*of) for of in (("IRQ",), ("EUR",), ("EUR", "EEC"), ("", "UNO", ("IGO",)), ("WST",),
                                                ("ROM",), ("", "", ("NGO",)))] == [
        "IRQ", "", "EUR", "UNO", "", "ROU", "NGO"]
    assert [cameo.country(name) for name in ("Iran", "Cote d'Ivoire", "USA; GBR", "the Moon", "None")] == [
        "IRN", "CIV", "USA GBR", "", ""]


# — in the record —


def test_reading_twice_adds_nothing_and_faults_are_in_the_list_of_problems(rec: Record) -> None:
    files = [CASES / "icews.tab", CASES / "polecat.txt", CASES / "polecat-broken.txt"]
    first, second = rec.read_codings(*files), rec.read_codings(*files)
    assert [(one.project, one.added, one.seen) for one in first] == [
        (Project.ICEWS, 4, 0), (Project.POLECAT, 3, 0), (Project.POLECAT, 1, 2)]
    assert [(one.added, one.seen) for one in second] == [(0, 4), (0, 3), (0, 3)]
    assert rec.counts().codings == 8 and rec.verify().ok
    assert len([one for one in rec.problems() if one.stage == "foreign"]) == 5


def test_codings_are_asked_for_by_side_type_day_and_place(rec: Record) -> None:
    rec.read_codings(CASES)
    assert rec.counts().events == 0
    assert {one.project for one in rec.codings(between=("USA", "IRN"), type="COERCE")} == {*Project}
    assert [one.id for one in rec.codings(project="POLECAT", actor="GBR", since="2019-06-10", until="2019-06-10")] == [
        "SAMPLE0002"]
    assert [one.recipient.name for one in rec.codings(recipient="company")] == ["Río Company"]
    assert {one.country for one in rec.codings(country="TUR")} == {"TUR"}
    assert [one.date for one in rec.codings()] == sorted(one.date for one in rec.codings())
    assert not rec.codings(between=("USA", "COL"))


def test_a_coding_is_shown_with_its_line_and_why_tells_what_made_its_type(rec: Record) -> None:
    rec.read_codings(CASES / "icews.tab", CASES / "polecat.txt")
    ship = next(one for one in rec.codings(project="ICEWS") if one.code == "173")
    assert rec.show(ship.key[:9]) == ship and rec.full_key(ship.key) == ship.key
    told = rec.why(ship.key)
    assert told.noun == "foreign coding" and told.origin.rule == "icews.tab, line 2"
    assert "ICEWS has it as 173, which lexicons/cameo.yaml has under 173 as COERCE (arrest)" in told.reason
    assert "Event Text: Arrest, detain" in told.reason
    assert "no event to PLOVER" in rec.why(next(one.key for one in rec.codings() if one.type is None)).what


def test_two_records_differ_in_their_codings(rec: Record, tmp_path: Path) -> None:
    with open_record(tmp_path / "other.db") as other:
        other.read_codings(CASES / "polecat.txt")
        change = next(one for one in rec.diff(other).changes if one.noun == "foreign coding")
    assert len(change.added) == 3


# — there and back —


@pytest.mark.parametrize("shape", [shaped.polecat, shaped.icews])
def test_what_we_export_in_their_shape_is_read_back_with_types_sides_and_days(shape: Any) -> None:
    held = deeds.holdings()
    rows = {one.key: one for one in coded.kept(held).rows}
    _, told = next(iter(shape(held)))
    codings, problems = parsed(told.encode().splitlines(keepends=True))
    assert not problems and [one.id for one in codings] == list(rows)
    for one in codings:
        row = rows[one.id]
        actors, recipients = coded.sides(row)
        assert (one.type, one.date, one.country) == (row.type, coded.days(row)[0], row.country)
        assert one.actor.country.split() == [*dict.fromkeys(side.country for side in actors if side.country)]
        assert one.recipient.country.split() == [*dict.fromkeys(side.country for side in recipients if side.country)]
        assert one.project is not Project.POLECAT or (one.modes, one.score) == (row.modes, row.score)


def test_codes_that_we_write_mean_the_same_type_when_read_back() -> None:
    other = {what for what, code in lexicons.load("icews").items()
             if (one := cameo.meaning(code)) is None or one.type != what.split()[0]}
    assert other == {"RETREAT", "RETREAT resign", "SANCTION convict"}


# — beside —


def row(key: str, day: str, who: str = "IRN", whom: str = "USA", type: EventType = EventType.COERCE, high: str = "",
        score: float = -7.0) -> EventRow:
    def side(codes: str) -> tuple[Party, ...]:
        return tuple(Party(actor="", name=one, country=one, sectors=(), reason="", written=()) for one in codes.split())

    date = Date(value=None if high else day, low=day, high=high or day, basis=DateBasis.STATED)
    return EventRow(
        key=key, events=(key,), type=type, modes=(), contexts=(), quad=plover.read().types[type].quad, score=score,
        actors=side(who), recipients=side(whom), date=date, date_precision=1, place="", country="", latitude=None,
        longitude=None, place_precision=None, factuality=(Factuality.ACTUAL,), voices=(), denied_by=(), tellings=(),
        conflicts=(), articles=1, families=1, reports=1, independent=1, dependence=(), first="", last="")


def coding(key: str, day: str, who: str = "IRN", whom: str = "USA", type: EventType | None = EventType.COERCE,
           score: float | None = -5.0) -> ForeignCoding:
    return ForeignCoding(key=key, project=Project.ICEWS, id=key, date=day, type=type, code="" if type else "020",
                         score=score, file="f", actor=ForeignSide(country=who), recipient=ForeignSide(country=whom),
                         line=1, original=())


DYAD = beside.Dyad(a="IRN", b="USA", since="2019-01-01", until="2019-12-31", by="month")


def match(rows: list[EventRow], codings: list[ForeignCoding]) -> dict[str, str]:
    return beside.matched(rows, codings, "IRN", "USA")


def test_the_same_event_has_type_sides_and_day_give_or_take_one() -> None:
    ours = [row("h1", "2019-06-03")]
    assert match(ours, [coding("g1", "2019-06-04")]) == match(ours, [coding("g1", "2019-06-02")]) == {"h1": "g1"}
    for other in (coding("g1", "2019-06-05"), coding("g1", "2019-06-03", "USA", "IRN"),
                  coding("g1", "2019-06-03", type=EventType.ASSAULT), coding("g1", "2019-06-03", type=None)):
        assert match(ours, [other]) == {}
    assert match([row("h1", "2019-06-03", high="2019-06-05")], [coding("g1", "2019-06-03")]) == {}


def test_each_coding_is_the_match_of_one_event_and_as_many_match_as_can() -> None:
    ours = [row("h2", "2019-06-05"), row("h1", "2019-06-04"), row("h3", "2019-06-04")]
    theirs = [coding("g1", "2019-06-03"), coding("g2", "2019-06-05"), coding("g3", "2019-06-05")]
    assert sorted(match(ours, theirs).values()) == ["g1", "g2", "g3"]
    assert len(match(ours, theirs[:1])) == 1
    assert match(ours[::-1], theirs[::-1]) == match(ours, theirs)


def test_what_two_do_together_meets_a_coding_in_either_direction() -> None:
    both = [row("h1", "2019-06-03", "IRN USA", "", EventType.CONSULT)]
    for who, whom in (("IRN", "USA"), ("USA", "IRN GBR")):
        assert match(both, [coding("g1", "2019-06-03", who, whom, EventType.CONSULT)]) == {"h1": "g1"}
    assert match([row("h1", "2019-06-03", "IRN", "GBR")], [coding("g1", "2019-06-03")]) == {}


def test_periods_stand_side_by_side_and_what_cannot_be_compared_is_counted() -> None:
    rows, all_in_all = beside.beside(
        Project.ICEWS, [row("h1", "2019-01-31"), row("h2", "2019-03-01", high="2019-03-31"),
                        row("h3", "2019-03-30", high="2019-04-02"), row("h4", "2020-05-01")],
        [coding("g1", "2019-02-01"), coding("g2", "2019-02-03", score=None), coding("g3", "2019-03-01", type=None)],
        DYAD)
    assert [(one.since, one.until, one.ours, one.theirs, one.both) for one in rows] == [
        ("2019-01-01", "2019-01-31", 1, 0, 1), ("2019-02-01", "2019-02-28", 0, 2, 0),
        ("2019-03-01", "2019-03-31", 1, 0, 0)]
    assert (rows[1].quads, rows[1].quads_theirs, rows[1].score, rows[1].score_theirs) == (
        (0, 0, 0, 0), (0, 0, 0, 2), None, -5.0)
    assert (all_in_all.ours, all_in_all.theirs, all_in_all.both, all_in_all.shared) == (2, 2, 1, 0)
    assert all_in_all.silent.startswith("Too little") and all_in_all.counts is all_in_all.scores is None
    assert dict(all_in_all.left_out) == {"ours without a date as exact as a month": 1,
                                         "theirs that are no event to PLOVER (a statement, an appeal)": 1}


def test_a_correlation_is_told_from_six_shared_periods_on() -> None:
    ours, theirs = [], []
    for month in range(1, 7):
        ours += [row(f"h{month}{n}", f"2019-0{month}-0{n}", score=-month) for n in range(1, month + 1)]
        theirs += [coding(f"g{month}{n}", f"2019-0{month}-1{n}", score=-month) for n in range(1, month + 1)]
    _, told = beside.beside(Project.ICEWS, ours, theirs, DYAD)
    assert (told.silent, told.shared) == ("", 6) and told.counts == told.scores == pytest.approx(1)
    _, silent = beside.beside(Project.ICEWS, ours, [one for one in theirs if one.date < "2019-06"], DYAD)
    assert silent.counts is None and "5 months" in silent.silent


def test_spearman_is_that_of_ranks_with_ties_at_their_mean() -> None:
    assert beside.spearman([(1, 9), (2, 4), (3, 1)]) == pytest.approx(-1)
    assert beside.spearman([(1, 1), (2, 2), (2, 3), (4, 4)]) == pytest.approx(.9486833)
    assert beside.spearman([(1, 1), (1, 2)]) is None


def test_weeks_begin_on_monday_and_a_day_is_its_own_period() -> None:
    week = replace(DYAD, by="week")
    (one,), _ = beside.beside(Project.ICEWS, [row("h1", "2019-06-03", high="2019-06-09")], [], week)
    assert (one.since, one.until) == ("2019-06-03", "2019-06-09")
    (one,), _ = beside.beside(Project.ICEWS, [], [coding("g1", "2019-06-05")], replace(DYAD, by="day"))
    assert (one.since, one.until, one.codings) == ("2019-06-05", "2019-06-05", ("g1",))


def test_a_record_sets_beside_what_it_has_codings_for(rec: Record) -> None:
    rec.read_codings(CASES)
    assert [(one.project, one.since, one.theirs) for one in rec.beside("Iran", "USA")] == [
        (Project.GDELT, "2019-06-01", 2), (Project.ICEWS, "2019-06-01", 1), (Project.POLECAT, "2019-06-01", 2)]
    assert [one.project for one in rec.agreement("IRN", "USA", project="ICEWS")] == [Project.ICEWS]
    assert not rec.beside("IRN", "USA", since="2020-01-01")
    with pytest.raises(UnknownKey, match="no country"):
        rec.beside("the Moon", "USA")


# — command line —


def run(tmp_path: Path, *args: object) -> str:
    done = CliRunner().invoke(main, [*map(str, args), "--db", str(tmp_path / "c.db")], catch_exceptions=False)
    assert done.exit_code in (0, 3), done.output
    return f"{done.exit_code}\n{done.output}"


def test_import_tells_what_came_and_what_did_not(tmp_path: Path) -> None:
    first = run(tmp_path, "import", CASES / "icews.tab", CASES / "polecat-broken.txt")
    assert first.startswith("3\nicews.tab: ICEWS, 4 new codings.\npolecat-broken.txt: POLECAT, 3 new codings.\n")
    assert "polecat-broken.txt:5: Its date is '2019-02-30'" in first
    again = run(tmp_path, "import", CASES / "icews.tab")
    assert again == "0\nicews.tab: ICEWS, nothing new; 4 codings already there.\n"
    assert json.loads(run(tmp_path, "import", CASES / "icews.tab", "--json")[2:])[0]["seen"] == 4


def test_codings_are_listed_for_a_reader_and_as_rows(tmp_path: Path) -> None:
    run(tmp_path, "import", CASES / "icews.tab", CASES / "polecat.txt")
    told = run(tmp_path, "codings", "--between", "IRN", "USA", "--type", "coerce")
    assert "2019-06-03  COERCE (arrest)  Coast Guard (Iran) [IRN] → Citizen (United States) [USA]" in told
    assert "Bandar Abbas, IRN · ICEWS 900001, 173 · their score -5 · icews.tab, line 2 · g" in told
    rows = list(csv.DictReader(run(tmp_path, "codings", "--csv")[2:].splitlines()))
    assert len(rows) == 7 and rows[0]["project"] == "ICEWS" and rows[0]["date"] == "2019-06-03"
    assert "No such coding." in run(tmp_path, "codings", "--country", "ZZZ")
    assert "No events of other projects here yet" in run(tmp_path / "none", "codings") if (tmp_path / "none").mkdir() \
        else True


def test_beside_is_a_table_with_what_it_means_below(tmp_path: Path) -> None:
    run(tmp_path, "import", CASES / "icews.tab")
    told = run(tmp_path, "beside", "Iran", "USA")
    assert "IRN and USA: our events beside ICEWS, 2019-06-03 to 2019-06-05" in told
    assert "month    ours  theirs  both" in told and "2019-06     0       1     0" in told
    assert "0 events of ours, 1 of theirs; both have 0." in told and "Too little to tell" in told
    assert json.loads(run(tmp_path, "beside", "IRN", "USA", "--json")[2:])[0]["theirs"] == 1
