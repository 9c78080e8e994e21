"""Exports of events: other projects' tools read what the record holds, and nothing that nobody tells as done."""

from __future__ import annotations

import csv as stdcsv
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import deeds
import pytest

from standoff import lexicons, open_record, plover
from standoff.cli.output import holdings
from standoff.errors import MissingExtra
from standoff.export import FORMATS, Holdings, brat, card, coded, csv, followthemoney, parquet, webannotation
from standoff.export.rows import TABLES
from standoff.export.shaped import EVIDENCE, cameo
from standoff.foreign import cameo as back
from standoff.foreign import columns
from standoff.model import EventType, Factuality, Manner, Span

HELD = deeds.holdings()
ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
EVENT_DATA = ("plover", "polecat", "icews", "geojson")

NUMBERED = (
    {"id": "s-001", "date": "2020-03-04", "story_id": "S1", "publisher": "The Example", "headline": "Base hit",
     "pub_date": "2020-03-04", "event_text": "Turkey bombed Syria near Aleppo on 3 March 2020, killing 12 soldiers."},
    {"id": "s-002", "date": "2020-03-05", "story_id": "S2", "publisher": "The Example", "headline": "Talks in doubt",
     "pub_date": "2020-03-05", "event_text": "Russia may impose sanctions on Georgia if the talks fail."},
    {"id": "s-003", "date": "2020-03-06", "story_id": "S3", "publisher": "The Sample", "headline": "Border row",
     "pub_date": "2020-03-06", "event_text": "Kenya condemned Somalia over the closure of the border."})
"""Sentences as NGEC takes them, numbered by whoever wrote them."""


def files(name: str, held: Holdings) -> dict[str, Any]:
    """The files of a format."""
    return dict(FORMATS[name](held))


def lines(name: str, held: Holdings) -> list[dict[str, str]]:
    """The rows of a tab-separated table."""
    return list(stdcsv.DictReader(io.StringIO(files(name.partition("_")[0], held)[f"{name}.tsv"], newline=""),
                                  delimiter="\t"))


def events(held: Holdings) -> list[dict[str, Any]]:
    """The lines of the PLOVER export."""
    return [json.loads(line) for line in files("plover", held)["events.plover.jsonl"].splitlines()]


# — hand-made events —


def test_each_table_of_events_says_which_row_a_telling_a_side_or_a_size_belongs_to() -> None:
    rows = {row["event"]: row for row in TABLES["events"](HELD)}
    assert len(rows) == len(deeds.ROWS)
    strike = rows[deeds.STRIKE.key]
    assert (strike["actor_codes"], strike["recipient_codes"]) == ("NLD LAB", "NLD BUS ELI")
    assert strike["tellings"] == f"{deeds.STRIKE.key} {deeds.AGAIN.key}"
    tellings = {row["telling"]: row for row in TABLES["tellings"](HELD)}
    assert [tellings[one.key]["event"] for one in (deeds.STRIKE, deeds.AGAIN)] == [deeds.STRIKE.key] * 2
    assert tellings[deeds.BOAT.key]["factuality"] == "future" and tellings[deeds.TALKS.key]["foremost"] == 1
    sides = [row for row in TABLES["sides"](HELD) if row["event"] == deeds.TALKS.key]
    assert [(row["side"], row["number"], row["told"]) for row in sides] == [
        ("actor", 1, 1), ("actor", 2, 1), ("recipient", 1, 0)]
    assert [(row["telling"], row["harm"], row["best"], row["text"]) for row in TABLES["sizes"](HELD)] == [
        (deeds.STRIKE.key, "injured", 1200, "1,200"), (deeds.AGAIN.key, "injured", 1400, "1,200")]
    recount, = TABLES["recounts"](HELD)
    assert (recount["event"], recount["a"], recount["b"]) == (deeds.STRIKE.key, deeds.STRIKE.key, deeds.AGAIN.key)


def test_a_telling_leads_to_its_words_in_every_copy() -> None:
    for row in TABLES["tellings"](HELD):
        pins = str(row["trigger_spans"]).split(" | ")
        assert len({one.split(":")[0] for one in pins}) == 2
        assert {HELD.quote(span(one)) for one in pins} == {row["trigger"]}


def span(pin: str) -> Span:
    """The span of an address."""
    page, start, end = re.split("[:-]", pin)
    return Span(page=page, start=int(start), end=int(end))


def test_what_is_not_done_or_lacks_what_a_format_requires_is_left_out_and_counted() -> None:
    kept = coded.kept(HELD)
    assert [row.key for row in kept.rows] == [deeds.STRIKE.key, deeds.TALKS.key]
    assert dict(kept.left_out) == {
        "AID without a recipient": 1, "future": 1, "hypothetical": 1, "negated": 1, "neither side told": 1,
        "background without a date of its own": 1, "no day before or after which it happened": 1}
    made = json.loads(card(HELD, "plover"))
    assert made["left_out"]["events"] == dict(kept.left_out)
    assert (made["counts"]["events_as_told"], made["counts"]["events_put_together"]) == (10, 9)
    assert (made["counts"]["events_done"], made["counts"]["events_in_event_data"]) == (6, 2)
    told = made["events"]
    assert "2021" in told["codebook"] and any("SANCTION" in one for one in told["corrections"])
    assert (told["dates"], told["sides_that_no_words_tell"]) == ({"day": 1, "one bound only": 1}, 1)
    assert "events.recounts.LEAST" in told["thresholds"] and "events 1" in made["stages"]


def test_what_only_an_accuser_tells_is_an_accusation_and_no_event_of_the_accused() -> None:
    stmt = replace(HELD.statements[0], manner=Manner.ACCUSED)
    events = tuple(replace(one, statement=stmt.key) if one.key == deeds.TALKS.key else one for one in HELD.events)
    held = replace(HELD, statements=(stmt, *HELD.statements[1:]), events=events)
    assert [row.key for row in coded.kept(held).rows] == [deeds.STRIKE.key]
    assert coded.kept(held).left_out["told by nobody but who accuses of it"] == 1


def test_those_who_cooperate_with_one_another_are_actor_and_recipient() -> None:
    row = deeds.row(replace(deeds.STRIKE, type=EventType.COOPERATE, modes=()), actors=(deeds.CREWS, deeds.LINE))
    assert coded.sides(row) == ((deeds.CREWS,), (deeds.LINE,))
    assert coded.kept(replace(HELD, event_rows=(row,))).rows == (row,)
    alone = replace(row, actors=(deeds.CREWS,))
    assert coded.kept(replace(HELD, event_rows=(alone,))).left_out == {"COOPERATE without a recipient": 1}


def test_who_did_it_and_is_not_told_is_of_the_sector_for_unknown_actors() -> None:
    row = deeds.row(deeds.NOBODY, recipients=(deeds.CREWS,))
    made, = events(replace(HELD, event_rows=(row,)))
    assert made["actor"] == [{"code": "", "sector": "UNK",
                              "comment": "no words tell this side: who did it is not told"}]
    line, = lines("polecat", replace(HELD, event_rows=(row,)))
    assert (line["Actor Name"], line["Primary Actor Sector"], line["Recipient Country"]) == ("None", "UNK", "NLD")


REQUIRED = {"id": str, "has_event": bool, "date": str, "actor": list, "event": str}
OPTIONAL = {
    "enddate": str, "recipient": list, "event_text": str, "event_loc": dict, "quad_code": int,
    "event_scale": (int, float), "mode": list, "context": list, "size": dict, "text": str, "text_info": list,
    "cite_info": dict, "sources": list, "coder": str, "comment": str}
PARTY = {"code", "sector", "other_sector_codes", "entity_text", "identifier_id", "identifier_text", "comment"}
PLACE = {"extracted_place", "resolved_place", "geonameid", "lat", "lon", "city", "district", "province", "country",
         "country_code", "feature_class", "feature_code", "resolution"}
CITED = {"corpus", "citation", "url", "title", "language", "publication", "coder", "codebook", "version"}


def conforms(one: dict[str, Any], held: Holdings) -> None:
    """Whether a line is what the manual's chapter on data fields says."""
    of = plover.read()
    assert {*REQUIRED} <= {*one} <= {*REQUIRED, *OPTIONAL}
    assert all(isinstance(value, ({**REQUIRED, **OPTIONAL}[name])) for name, value in one.items())
    assert one["has_event"] is True and date.fromisoformat(one["date"])
    assert "enddate" not in one or date.fromisoformat(one["enddate"]) > date.fromisoformat(one["date"])
    type = of.types[one["event"]]
    assert {*one.get("mode", ())} <= {*type.modes} and {*one.get("context", ())} <= {*of.contexts}
    assert one["quad_code"] == type.quad and -10 <= one["event_scale"] <= 10
    assert one["actor"] and (one.get("recipient") or not type.recipient)
    for party in (*one["actor"], *one.get("recipient", ())):
        assert {"code", "sector"} <= {*party} <= PARTY and re.fullmatch("|[A-Z]{3}", party["sector"])
    place = one.get("event_loc", {})
    assert {*place} <= PLACE and place.get("resolution", 1) in range(1, 6) and ("lat" in place) == ("lon" in place)
    assert {"title", "coder", "codebook", "version"} <= {*one["cite_info"]} <= CITED
    for info in one["text_info"]:
        words = held.quote(Span(page=info["page"], start=info["start"], end=info["end"]))
        assert info["text_story"] == words and "actual" in info["factuality"]


def test_plover_lines_have_the_fields_of_the_manual() -> None:
    first, second = events(HELD)
    for one in (first, second):
        conforms(one, HELD)
    assert first["event_loc"] == {
        "extracted_place": "Tessel", "resolved_place": "Tessel", "geonameid": 2746420, "lat": 53.06, "lon": 4.8,
        "city": "Tessel", "province": "North Holland", "country": "Netherlands", "country_code": "NLD",
        "feature_class": "P", "resolution": 4}
    assert first["size"] == {"injured_low": 1200, "injured_high": 1400, "injured_told": ["1200", "1400"]}
    assert (first["event_scale"], first["mode"], first["context"]) == (-5, ["strike"], ["economic"])
    assert "1200 (The Sound) against 1400" in first["comment"]
    assert second["recipient"][0]["comment"].startswith("no words tell this side: ")
    assert second["date"] == "2017-03-24" and "not after 2017-03-24" in second["comment"]
    assert "lat" not in second["event_loc"] and second["event_loc"]["resolution"] == 1


def test_the_text_of_a_plover_line_is_the_sentence_that_tells_it() -> None:
    told = deeds.STRIKE
    text = HELD.report[told.report].text
    low, high = max(0, told.start - 9), told.end + 5
    analysis = replace(HELD.analyses[0], report=told.report, sentences=((0, low), (low, high), (high, len(text))))
    first, *_ = events(replace(HELD, analyses=(analysis,)))
    assert first["text"] == " ".join(text[low:high].split())


@pytest.mark.parametrize(("name", "head"), [("polecat", columns.POLECAT), ("icews", columns.ICEWS)])
def test_tables_have_exactly_the_columns_and_nothing_that_runs_or_breaks_a_line(
        name: str, head: tuple[str, ...]) -> None:
    assert len(head) == {"polecat": 40, "icews": 20}[name]
    for file, text in files(name, HELD).items():
        rows = list(stdcsv.reader(io.StringIO(text, newline=""), delimiter="\t"))
        assert tuple(rows[0]) == (EVIDENCE if "evidence" in file else head)
        assert {len(row) for row in rows} == {len(rows[0])}
        assert text.count("\n") == len(rows) == 1 + (3 if "evidence" in file else 2)
        for cell in (cell for row in rows for cell in row):
            assert len(cell.splitlines()) < 2 and "\t" not in cell
            assert not cell.startswith(("=", "+", "@")) and not re.match(r"-(?![\d.]+$)", cell)


def test_polecat_and_icews_say_what_their_users_look_for() -> None:
    first, second = lines("polecat", HELD)
    assert (first["Quad Code"], first["Event Mode"], first["Event Intensity"]) == ("MATERIAL CONFLICT", "strike", "-5")
    assert (first["Latitude"], first["Longitude"], first["GeoNames ID"]) == ("53.06", "4.8", "2746420")
    assert (first["Actor COW"], first["Recipient Sectors"], first["Actor Title"]) == ("210", "BUS; ELI", "None")
    assert (second["Latitude"], second["Country"], second["Actor Name"]) == (
        "None", "NLD", "The minister; striking crews")
    icews, _ = lines("icews", HELD)
    assert (icews["CAMEO Code"], icews["Event Text"], icews["Source Country"], icews["Country"]) == (
        "143", "PROTEST (strike)", "Netherlands", "Netherlands")
    assert icews["Story ID"] == deeds.REPORT.key and icews["Sentence Number"] == "2"


def test_the_evidence_beside_a_table_leads_to_the_words_in_every_copy() -> None:
    for name in ("polecat", "icews"):
        made = {row["Event ID"] for row in lines(name, HELD)}
        beside = lines(f"{name}_evidence", HELD)
        assert {row["Event ID"] for row in beside} == made
        for row in beside:
            spans = [span(one) for one in row["Spans"].split("; ")]
            assert {one.page for one in spans} == {*row["Copies"].split("; ")} and len(spans) == 2
            assert {HELD.quote(one) for one in spans} == {row["Quote"]}
        assert (beside[0]["Articles"], beside[0]["Independent"]) == ("2", "1")
        assert (beside[2]["Date Precision"], beside[2]["Recipient Told"], beside[2]["Place Precision"]) == (
            "5", "0", "6")


SPLIT = {"RETREAT", "RETREAT resign", "SANCTION convict"}
"""What CAMEO has no code of its own for, so that another type comes back."""


def test_each_mode_has_a_cameo_code_that_means_its_type() -> None:
    codes = lexicons.load("icews")
    of = plover.read().types
    names = {name for type in of.values() for name in (type.name, *(f"{type.name} {mode}" for mode in type.modes))}
    assert names == {*codes} - {"ASSAULT military"}
    for name, code in codes.items():
        found = back.meaning(code)
        assert found is not None
        if name not in SPLIT:
            assert found.type == name.split(" ")[0], (name, code, found)


def test_the_code_of_several_modes_is_that_of_the_surest() -> None:
    row = deeds.row(replace(deeds.NOBODY, modes=("aerial", "destroy")))
    assert cameo(row) == "195"
    assert cameo(replace(row, modes=())) == "180"
    assert cameo(replace(row, modes=(), contexts=("military",))) == "190"


def test_geojson_puts_no_pin_where_only_a_country_is_known() -> None:
    made = json.loads(files("geojson", HELD)["events.geojson"])
    assert made["type"] == "FeatureCollection" and {*made} == {"type", "features"}
    places = {}
    for one in made["features"]:
        assert {*one} == {"type", "id", "geometry", "properties"} and one["type"] == "Feature"
        places[one["id"]] = one["geometry"]
    assert places == {deeds.STRIKE.key: {"type": "Point", "coordinates": [4.8, 53.06]}, deeds.LETTER.key: None,
                      deeds.TALKS.key: None, deeds.NOBODY.key: None, deeds.NEVER.key: None,
                      deeds.PAST.key: None}
    talks = next(one for one in made["features"] if one["id"] == deeds.TALKS.key)["properties"]
    assert (talks["country"], talks["place_precision"], talks["modes"]) == ("NLD", 6, ["visit"])
    region = replace(deeds.ROWS[0], place_precision=5)
    assert coded.point(region) is None


def test_parquet_has_the_columns_of_csv_with_days_and_lists() -> None:
    arrow, reading = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    made = files("parquet", HELD)
    tables = {name: reading.read_table(io.BytesIO(content)) for name, content in made.items()}
    written = dict(csv.tables(HELD))
    assert [name.replace(".csv", ".parquet") for name in written] == list(tables)
    for name, text in written.items():
        head, *rows = stdcsv.reader(io.StringIO(text, newline=""))
        table = tables[name.replace(".csv", ".parquet")]
        assert table.column_names == head and table.num_rows == len(rows)
    events = tables["events.parquet"]
    assert events.schema.field("date_low").type == arrow.date32()
    assert events.schema.field("modes").type == arrow.list_(arrow.string())
    assert events.schema.field("latitude").type == arrow.float64()
    first = events.to_pylist()[0]
    assert first["date_low"] == date(2017, 3, 20) and first["modes"] == ["strike"]
    assert first["tellings"] == [deeds.STRIKE.key, deeds.AGAIN.key] and first["recipient_names"] == [deeds.NASTY]
    whole = reading.ParquetFile(io.BytesIO(made["events.parquet"]))
    assert whole.metadata.row_group(0).column(0).compression == "ZSTD"


def test_a_column_of_parquet_has_its_type_even_where_it_is_empty() -> None:
    arrow, reading = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    held = replace(HELD, event_rows=(deeds.ROWS[2],), events=(deeds.LETTER,), recounts=())
    schema = reading.read_schema(io.BytesIO(files("parquet", held)["events.parquet"]))
    assert schema.equals(reading.read_schema(io.BytesIO(files("parquet", HELD)["events.parquet"])))
    assert schema.field("place_precision").type == arrow.int64()


def test_parquet_without_pyarrow_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"standoff\[frames\]"):
        list(parquet.tables(HELD))


def test_brat_events_hang_on_their_triggers_and_say_when_nobody_tells_them_as_done() -> None:
    made = dict(brat.standoff(HELD))
    assert "PROTEST\tActor*:Side, Recipient*:Side\n" in made["annotation.conf"]
    found = Counter[str]()
    for page in HELD.pages:
        rows = [line.split("\t") for line in made[f"{page.key}.ann"].splitlines()]
        marks = {row[0]: row[1].split(" ")[0] for row in rows if row[0][0] == "T"}
        types = {}
        for key, told in (row for row in rows if row[0][0] == "E"):
            head, *ends = (part.split(":") for part in told.split(" "))
            assert marks[head[1]] == head[0] and {marks[mark] for _, mark in ends} <= {"Side"}
            types[key] = head[0]
        found.update((types[key], how) for row in rows if row[0][0] == "A"
                     for name, key, how in [row[1].split(" ")] if name == "Modality")
    assert {*found} == {("AGREE", "future"), ("ASSAULT", "negated"), ("ACCUSE", "hypothetical")}


def test_an_event_is_one_web_annotation_and_one_entity_of_follow_the_money() -> None:
    items = {item["id"]: item for item in webannotation.items(HELD)}
    strike, denied = (items[f"urn:standoff:{one.key}"] for one in (deeds.STRIKE, deeds.DENIED))
    assert [body["value"] for body in strike["body"]] == ["event PROTEST", "strike", "actor The company", "a strike"]
    assert len(strike["target"]) == 2 and "negated" in [body["value"] for body in denied["body"]]
    (_, text), = followthemoney.entities(HELD)
    made = {one["id"]: one for one in map(json.loads, text.splitlines()) if one["schema"] == "Event"}
    assert {*made} == {row.key for row in coded.done(HELD).rows}
    told = made[deeds.STRIKE.key]["properties"]
    assert told["date"] == ["2017-03-20"] and told["country"] == ["nl"] and told["location"] == ["Tessel"]
    assert told["involved"] == [deeds.CREWS.actor, deeds.LINE.actor] and len(told["proof"]) == 2
    talks = made[deeds.TALKS.key]["properties"]
    assert "endDate" not in talks and "not after 2017-03-24" in talks["notes"][0]


# — records —


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holdings]:
    """The demo, and sentences as NGEC takes them."""
    folder = tmp_path_factory.mktemp("export")
    sentences = folder / "sentences.jsonl"
    sentences.write_text("".join(json.dumps(one) + "\n" for one in NUMBERED), encoding="utf-8")
    yield record(folder / "case.db", sentences, ROOT / "demo" / "captures")


def record(path: Path, *captures: Path) -> Holdings:
    """All that a record of captures holds."""
    with open_record(path) as made:
        made.read(*captures)
        made.run()
        return holdings(made)


def check_event_data(held: Holdings) -> None:
    """Each event is in one row; in event data are rows that are told as done, every one with words that tell it so."""
    assert Counter(key for row in held.event_rows for key in row.events) == Counter(one.key for one in held.events)
    assert sum(coded.kept(held).left_out.values()) + len(coded.kept(held).rows) == len(held.event_rows)
    for name in EVENT_DATA:
        made = [one["id"] for one in events(held)] if name == "plover" else \
            [one["id"] for one in json.loads(files(name, held)["events.geojson"])["features"]] if name == "geojson" \
            else [row["Event ID"] for row in lines(name, held)]
        assert len({*made}) == len(made) > 0
        for key in made:
            put = held.event[key].factuality
            row = next(row for row in held.event_rows if row.key == key)
            lead = next(one for one, _ in coded.told(held, row)).factuality
            assert Factuality.ACTUAL in lead and not {*lead} & {*coded.NOT_DONE}, (key, put)
    for one in events(held):
        conforms(one, held)
    for name in ("polecat", "icews"):
        for row in lines(f"{name}_evidence", held):
            assert "actual" in row["Factuality"]
            assert not {"hypothetical", "future", "negated"} & {*row["Factuality"].split("; ")}


def test_nothing_in_the_demo_is_handed_on_as_done_that_is_not_told_so(demo: Holdings) -> None:
    check_event_data(demo)


def test_numbered_sentences_can_be_joined_to_their_events(demo: Holdings) -> None:
    found = {source["id"]: one for one in events(demo) for source in one["sources"] if "id" in source}
    assert {*found} <= {one["id"] for one in NUMBERED} and {"s-001", "s-003"} <= {*found}
    bombed, condemned = found["s-001"], found["s-003"]
    assert (bombed["event"], bombed["date"], bombed["size"]["dead"]) == ("ASSAULT", "2020-03-03", 12)
    assert ([one["code"] for one in condemned["actor"]], condemned["recipient"][0]["code"]) == (["KEN"], "SOM")
    assert condemned["sources"][0]["file"].endswith("sentences.jsonl#3")
    ids = {row["Event ID"]: row["Source IDs"] for row in lines("polecat_evidence", demo)}
    assert ids[condemned["id"]] == "s-003"
    assert any('"id": "s-003"' in str(row["extra"]) for row in TABLES["sightings"](demo))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs ../shared/seeds")
def test_nothing_in_the_seeds_is_handed_on_as_done_that_is_not_told_so(tmp_path: Path) -> None:
    check_event_data(record(tmp_path / "case.db", SEEDS))
