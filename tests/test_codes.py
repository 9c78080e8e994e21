"""PLOVER's country and sectors of actors by date, and the reasons: of our files, of titles in texts, of groups."""

from __future__ import annotations

import re

import pytest

from standoff import known, offices
from standoff.codes import Code, Told, code, coder
from standoff.model import Actor, Origin

KNOWN = known.read(known.bundled())
OFFICES = offices.read()
CODER = coder(KNOWN, OFFICES)


def actor(name="", **fields):
    return Actor(**{"key": "a" + "0" * 16, "name": name, "type": "person", "leaders": ("n" + "0" * 16,),
                    "origin": Origin(stage="actors", version="1", rule=""), **fields})


def known_one(key, day):
    found = CODER.code(actor(known=key), day)
    return found.country, found.sectors


@pytest.mark.parametrize("key, day, country, sectors", [
    ("IRQ.pmu", "2015-06-01", "IRQ", ("PRM",)), ("IRQ.pmu", "2017-03-16", "IRQ", ("MIL", "PRM")),
    ("IRN.iraj-masjedi", "2017-03-16", "IRN", ("MIL", "SPY")),              # who is to be ambassador is none yet
    ("IRN.iraj-masjedi", "2018", "IRN", ("GOV",)), ("USA.james-l-jones", "2005", "IGO", ("MIL",)),
    ("IRQ", "2017", "IRQ", ()), ("UNO.un", "2017", "UNO", ()), ("IMG.islamic-state", "2017", "IMG", ("REB",)),
    ("IRQ.kurdistan-regional-government", "2017", "IRQ", ("GOV",)),
    ("USA.barack-obama", "2016-03-01", "USA", ("GOV",)), ("USA.barack-obama", "2018-03-01", "USA", ("ELI",)),
    ("IRQ.nouri-al-maliki", "2010-01-03", "IRQ", ("GOV", "PTY")),           # minister first, whatever began later
    ("IRQ.mohammed-shia-al-sudani", "2024-01-03", "IRQ", ("GOV", "PTY")),
])
def test_whom_a_file_knows_has_the_code_of_the_day(key, day, country, sectors):
    assert known_one(key, day) == (country, sectors)


def test_the_reason_can_be_looked_up():
    assert CODER.code(actor(known="IRQ.pmu"), "2017-03-16").reason == (
        "MIL PRM since 2016-11-26 in iraq.yaml: Popular Mobilization Units.")
    assert CODER.code(actor(known="USA.barack-obama"), "2016-03-01").reason == (
        "GOV: president since 2009-01-20 until 2017-01-20 of Government of the United States in united-states.yaml: "
        "Barack Obama.")


def test_without_a_day_only_what_never_changed_is_told():
    assert known_one("IRQ.pmu", None) == ("IRQ", ("UNK",))
    assert known_one("IRQ.kurdistan-regional-government", None) == ("IRQ", ("GOV",))


@pytest.mark.parametrize("name, country, sectors", [
    ("Iranian officials", "IRN", ("GOV",)), ("pro-Iranian militias", "", ("PRM",)),
    ("Iran-backed Iraqi militias", "IRQ", ("PRM",)), ("Iraqi government forces", "IRQ", ("MIL", "GOV")),
    ("Malian forces", "MLI", ("MIL",)), ("Kurdish forces", "", ("UAF",)), ("Kurdish fighters", "", ("UAF",)),
    ("Ukrainian troops", "UKR", ("MIL",)), ("Burmese rebels", "MMR", ("REB",)),
    ("Colombian lawmakers", "COL", ("LEG",)),
    ("Iranian and Iraqi officials", "", ("GOV",)), ("Congolese soldiers", "", ("MIL",)),    # of which Congo?
    ("a senior South Sudanese general", "SSD", ("MIL",)), ("former Ghanaian ministers", "GHA", ("ELI",)),
    ("Armenian leaders", "ARM", ("GOV",)), ("leaders", "", ("UNK",)), ("the rest", "", ("UNK",)),
    ("anti-Russian protesters", "", ("CVL",)), ("Sudan's militias", "SDN", ("PRM",)),
])
def test_a_described_group_is_no_state_but_has_its_country(name, country, sectors):
    found = CODER.code(actor(name, type="group", described=True), "2017")
    assert (found.country, found.sectors) == (country, sectors)


def test_a_described_group_of_a_body_is_what_the_body_is():
    def of(name, body):
        found = CODER.code(actor(name, type="group", described=True), "2017", [Told(what="", of=body)])
        return found.country, found.sectors

    assert of("UN officials", "UNO.un") == ("UNO", ())                       # who serves no state is no GOV
    assert of("Hashd commanders", "IRQ.pmu") == ("IRQ", ("MIL", "PRM"))
    assert of("officials", "Delta Avengers") == ("", ("GOV",))
    assert of("fighters", "IMG.islamic-state") == ("IMG", ("REB",))


@pytest.mark.parametrize("told, country, sectors", [
    (Told(what="commander", of="IRQ.pmu"), "IRQ", ("MIL", "PRM")),
    (Told(what="commander", of="Delta Avengers"), "", ("MIL",)),
    (Told(what="lawmaker", of="Unity Party"), "", ("LEG", "PTY")),
    (Told(what="finance minister", of="Ghana"), "GHA", ("GOV",)),
    (Told(what="leader", of="Ghanaian"), "GHA", ("GOV",)),
    (Told(what="minister", of="Ghana", former=True), "GHA", ("ELI",)),
    (Told(what="former minister", of="Ghana"), "GHA", ("ELI",)),
    (Told(what="minister", of="Ghana", until="2012"), "GHA", ("ELI",)),
    (Told(what="president-elect", of="Ghana"), "", ("UNK",)),
    (Told(what="minister", of="Ghana", since="2020"), "", ("UNK",)),          # not yet
    (Told(what="spokesman", of="UNO.un"), "UNO", ()),
    (Told(what="journalist"), "", ("JRN",)),
    (Told(what="neighbourly soul", of="Ghana"), "", ("UNK",)),
    (Told(what="former footballer"), "", ("UNK",)),
])
def test_whom_no_file_knows_is_what_texts_call_him(told, country, sectors):
    found = CODER.code(actor("Ivo Kasai"), "2017-03-16", [told])
    assert (found.country, found.sectors) == (country, sectors)


def test_the_first_title_that_tells_counts_and_a_file_goes_before():
    told = [Told(what="member"), Told(what="mayor", of="Goma"), Told(what="journalist")]
    assert CODER.code(actor("Ivo Kasai"), "2017", told).sectors == ("GOV",)
    assert CODER.code(actor(known="USA.barack-obama"), "2016", [Told(what="journalist")]).sectors == ("GOV",)
    assert CODER.code(actor(known="USA.barack-obama"), "2018", [Told(what="author")]).sectors == ("ELI",)


@pytest.mark.parametrize("name, type, country, sectors", [
    ("Ghanaian Ministry of Ports", "organisation", "GHA", ("GOV",)), ("Unity Party", "organisation", "", ("PTY",)),
    ("Arakan Army", "organisation", "", ("UNK",)), ("Ghanaian Army", "organisation", "GHA", ("MIL",)),
    ("Delta Avengers", "group", "", ("UNK",)), ("Ivo Kasai", "person", "", ("UNK",)), ("", "person", "", ("UNK",)),
])
def test_a_body_that_no_file_knows_has_what_its_name_tells(name, type, country, sectors):
    found = CODER.code(actor(name, type=type), "2017")
    assert (found.country, found.sectors) == (country, sectors)


def test_a_dependency_is_its_sovereign():
    assert CODER.code(actor("Ivo Kasai", country="PRI"), "2017", [Told(what="governor")]).country == "USA"
    assert CODER.code(actor("Ivo Kasai", country="HKG"), "2017", [Told(what="lawyer")]).country == "HKG"


OWN = """
- {key: GHA, type: state, name: Ghana, country: GHA, demonyms: [Ghanaian]}
- {key: UNO.mission, type: organisation, name: Mission, country: UNO}
- {key: GHA.corps, type: organisation, name: Corps, country: GHA, sectors: [MIL], part of: [GHA.loop]}
- {key: GHA.unit, type: organisation, name: Third Unit, country: GHA, part of: [GHA.corps since 2015]}
- {key: GHA.loop, type: organisation, name: Loop, country: GHA, part of: [GHA.loop]}
- {key: GHA.front, type: organisation, name: Front, country: GHA, sectors: [REB until 2010, PTY since 2012]}
- key: GHA.a
  type: person
  name: A
  country: GHA
  sectors: [REL]
  posts: [defence minister of GHA since 2010 until 2012, envoy of UNO.mission since 2014 until 2015]
- {key: GHA.b, type: person, name: B, country: GHA, posts: [leader of GHA.front since 2005]}
- key: GHA.c
  type: person
  name: C
  country: GHA
  posts: [soldier of GHA.corps since 2005 until 2006, head of GHA.loop since 2020]
"""


@pytest.mark.parametrize("key, day, country, sectors, reason", [
    ("GHA.unit", "2016", "GHA", ("MIL",), "MIL in own.yaml: Third Unit, part of Corps."),
    ("GHA.unit", "2014", "GHA", ("UNK",), "no sector on 2014"),
    ("GHA.loop", "2014", "GHA", ("UNK",), "Loop has no sector"),
    ("GHA.front", "2011", "GHA", ("UNK",), "there are REB until 2010, PTY since 2012"),
    ("GHA.a", "2011", "GHA", ("GOV", "REL"), "defence minister since 2010 until 2012 of Ghana"),
    ("GHA.a", "2014", "UNO", ("REL",), "envoy since 2014"),
    ("GHA.a", "2016", "GHA", ("REL",), "REL in own.yaml: A."),
    ("GHA.a", None, "GHA", ("UNK",), "several posts"),
    ("GHA.b", "2008", "GHA", ("REB",), "leader"), ("GHA.b", "2013", "GHA", ("PTY",), "leader"),
    ("GHA.c", "2005-05", "GHA", ("MIL",), "soldier"), ("GHA.c", "2010", "GHA", ("ELI",), "formerly soldier"),
    ("GHA.c", "2004", "GHA", ("UNK",), "neither post nor sector on 2004"),
    ("GHA.c", "2021", "GHA", ("UNK",), "head since 2020"),
    ("UNO.mission", "2014", "UNO", (), "PLOVER has no sector for it"),
])
def test_posts_wholes_and_dates_of_a_file_of_ones_own(tmp_path, key, day, country, sectors, reason):
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    found = code(actor(known=key), day, known.read([path]), OFFICES)
    assert (found.country, found.sectors) == (country, sectors)
    assert re.search(re.escape(reason), found.reason), found.reason


def test_a_code_is_the_same_twice():
    one = CODER.code(actor(known="IRQ.nouri-al-maliki"), "2010-01-03")
    assert one == CODER.code(actor(known="IRQ.nouri-al-maliki"), "2010-01-03") and isinstance(one, Code)


def test_everybody_of_our_files_has_a_code_and_a_reason():
    for key in KNOWN:
        for day in ("2003-03-20", "2017-03-16", "2024", None):
            found = CODER.code(actor(known=key), day)
            assert found.reason.endswith(".") and set(found.sectors) <= known.SECTORS
            assert re.fullmatch("([A-Z]{3})?", found.country)
