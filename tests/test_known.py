"""Files of actors: what is read of them, what is told of their faults, and that ours have none."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from standoff.errors import FaultyActors
from standoff.known import bundled, kept, load, ours, read, states

PMU = """
- key: IRQ
  type: state
  name: Iraq
  country: IRQ
- key: IRQ.pmu
  type: organisation
  name: Popular Mobilization Units
  names: [Hashd al-Shaabi, PMU]
  country: IRQ
  sectors:
    - PRM until 2016-11-26
    - MIL PRM since 2016-11-26
  part of: [IRQ since 2016]
- key: IRQ.al-muhandis
  type: person
  name: Abu Mahdi al-Muhandis
  country: IRQ
  posts: [deputy chairman of IRQ.pmu since 2014 until 2020-01-03]
  died: 2020-01-03
"""


def written(folder, text, name="some.yaml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_tells_names_sectors_posts_and_the_whole(tmp_path):
    known = read([written(tmp_path, PMU)])
    pmu, man = known["IRQ.pmu"], known["IRQ.al-muhandis"]
    assert pmu.names == ("Hashd al-Shaabi", "PMU")
    assert [(one.what, one.since, one.until) for one in pmu.part_of] == [("IRQ", "2016", "")]
    assert [(one.what, one.of, one.since, one.until) for one in man.posts] == [
        ("deputy chairman", "IRQ.pmu", "2014", "2020-01-03")]
    assert man.died == "2020-01-03"


@pytest.mark.parametrize("day, sectors", [
    ("2015-06-01", ("PRM",)), ("2016-11-26", ("PRM",)), ("2016-11-27", ("MIL", "PRM")), ("2024", ("MIL", "PRM")),
    ("2016", ("PRM",)),                                  # the day is not known: the first that may hold
])
def test_sectors_are_those_of_the_day(tmp_path, day, sectors):
    assert read([written(tmp_path, PMU)])["IRQ.pmu"].sectors_at(day) == sectors


@pytest.mark.parametrize("day, held", [
    ("2013-12-31", 0), ("2014-01-01", 1), ("2014", 1), ("2020-01-03", 1), ("2020-01-04", 0), ("2021", 0)])
def test_a_post_is_held_from_its_first_to_its_last_day(tmp_path, day, held):
    assert len(read([written(tmp_path, PMU)])["IRQ.al-muhandis"].posts_at(day)) == held


def test_a_later_file_takes_the_place_of_an_entry(tmp_path):
    mine = written(tmp_path, "- {key: IRQ.pmu, type: group, name: Hashd, country: IRQ}\n", "mine.yaml")
    known = read([written(tmp_path, PMU), mine])
    assert known["IRQ.pmu"].name == "Hashd" and known["IRQ.pmu"].type == "group"
    assert list(known) == ["IRQ", "IRQ.pmu", "IRQ.al-muhandis"]


@pytest.mark.parametrize("entry, told", [
    ("- {type: group, name: X}", "entry 1: a key is a country's three letters"),
    ("- {key: IRQ.x, type: gang, name: X}", "IRQ.x: type “gang”. Write one of state, organisation, group, person"),
    ("- {key: IRQ.x, type: group}", "IRQ.x: it has no name"),
    ("- {key: IRQ.x, type: group, name: X, country: Iraq}", "country “Iraq”"),
    ("- {key: IRQ.x, type: group, name: X, nmes: [Y]}", "nmes: no such field"),
    ("- {key: IRQ.x, type: group, name: X, names: [NO]}", "names: no list of texts"),
    ("- {key: IRQ.x, type: group, name: [X]}", "name: ['X'] is no text"),
    ("- {key: IRQ.x, type: group, name: X, sectors: [XYZ]}", "sectors XYZ. PLOVER has"),
    ("- {key: IRQ.x, type: group, name: X, sectors: [GOV since spring]}", "Write “… since 2016-11-26 until 2018”"),
    ("- {key: IRQ.x, type: group, name: X, sectors: [GOV since 2018 until 2016]}", "ends before it begins"),
    ("- {key: IRQ.x, type: group, name: X, sectors: [GOV since 2016-13]}", "2016-13 is no day of the calendar"),
    ("- {key: IRQ.x, type: person, name: X, posts: [head of IRQ.x until 2015-02-29]}", "2015-02-29 is no day"),
    ("- {key: IRQ.x, type: person, name: X, posts: [minister]}", "post “minister”"),
    ("- {key: IRQ.x, type: person, name: X, posts: [head of IRQ.y]}", "nobody has the key IRQ.y"),
    ("- {key: IRQ.x, type: group, name: X}\n- {key: IRQ.x, type: group, name: X}", "IRQ.x stands there twice"),
    ("- {key: IRQ.x, type: person, name: X, died: yesterday}", "died “yesterday”"),
    ("- {key: IRQ.x, type: person, name: X, died: '2015-00'}", "died “2015-00”"),
    ("- IRQ", "entry 1: no fields"),
    ("key: IRQ", "no list of actors"),
    ("- {key: [", "some.yaml: "),
    ("- " + "[" * 3000, "some.yaml: "),
])
def test_a_fault_is_told_with_its_place_and_what_to_write(tmp_path, entry, told):
    with pytest.raises(FaultyActors, match=re.escape(told)):
        read([written(tmp_path, entry)])


def test_all_faults_are_told_at_once(tmp_path):
    with pytest.raises(FaultyActors) as caught:
        read([written(tmp_path, "- {key: IRQ.x, type: gang, name: X}\n- {key: IRQ.y, type: group}"),
              tmp_path / "none.yaml"])
    assert len(str(caught.value).splitlines()) == 3


def test_our_own_files_have_no_fault():
    known = read(bundled())
    assert all(one.key == key for key, one in known.items())
    assert all(one.key.startswith(one.country) for one in known.values() if one.country and one.type == "state")


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    ours.cache_clear()
    yield tmp_path / "standoff"
    ours.cache_clear()


def test_our_own_files_are_kept_as_they_were_read(fresh):
    first = ours()
    assert first == read(bundled())
    path, = fresh.iterdir()
    (fresh / "actors-0000000000000000.json").write_text("{}")
    ours.cache_clear()
    assert ours() == first and ours() is ours()
    path.write_text(path.read_text("utf-8")[:-9])                   # a damaged one is written anew
    ours.cache_clear()
    assert ours() == first and [*fresh.iterdir()] == [path]
    assert kept.get([Path(__file__)]) is None                      # of other sources nothing is kept


def test_where_nothing_can_be_kept_the_files_are_read(fresh):
    fresh.write_text("a file, no folder")
    assert len(ours()) > 1000


def the_states():
    return read([path for path in bundled() if path.name == "states.yaml"])


def test_the_states_are_complete():
    states = the_states()
    beside = {"VAT", "KOS", "PSE", "TWN", "HKG"}          # no members of the United Nations
    assert beside <= set(states) and len(set(states) - beside) == 193
    assert all(one.type == "state" for one in states.values())
    assert all(one.key == one.country and re.fullmatch("[A-Z]{3}", key) for key, one in states.items())
    assert [key for key, one in states.items() if not one.capital] == ["HKG"]      # a city
    assert [key for key, one in states.items() if not one.cow] == ["PSE", "VAT", "HKG"]   # not in COW's state system
    assert all(one.demonyms and re.fullmatch("[A-Z]{2}", one.iso2) for one in states.values())
    assert all(re.fullmatch(r"[1-9]\d{0,2} [A-Z]{3}", one.cow) for one in states.values() if one.cow)


def test_no_two_states_share_a_code_or_a_name():
    def shared(tell):
        count = Counter(word for one in the_states().values() for word in set(tell(one)) if word)
        return {word for word, number in count.items() if number > 1}

    assert not shared(lambda one: [one.iso2]) and not shared(lambda one: one.cow.split()[:1])
    assert not shared(lambda one: one.cow.split()[1:]) and not shared(lambda one: [one.capital, *one.seats])
    assert not shared(lambda one: [one.name, *one.names])
    assert shared(lambda one: one.demonyms) == {"Congolese", "Dominican", "Dominicans"}


@pytest.mark.parametrize("key, iso2, cow, capital, demonyms", [
    ("IRQ", "IQ", "645 IRQ", "Baghdad", {"Iraqi", "Iraqis"}),
    ("NOR", "NO", "385 NOR", "Oslo", {"Norwegian", "Norwegians"}),                  # no false, as YAML has it
    ("AUT", "AT", "305 AUS", "Vienna", {"Austrian"}), ("AUS", "AU", "900 AUL", "Canberra", {"Australian"}),
    ("SVK", "SK", "317 SLO", "Bratislava", {"Slovak"}), ("SVN", "SI", "349 SLV", "Ljubljana", {"Slovene"}),
    ("SLV", "SV", "92 SAL", "San Salvador", {"Salvadoran"}), ("NER", "NE", "436 NIR", "Niamey", {"Nigerien"}),
    ("NGA", "NG", "475 NIG", "Abuja", {"Nigerian"}), ("CHE", "CH", "225 SWZ", "Bern", {"Swiss"}),
    ("KOS", "XK", "347 KOS", "Pristina", {"Kosovar"}), ("GBR", "GB", "200 UKG", "London", {"British", "Britons"}),
])
def test_codes_that_are_easily_confused(key, iso2, cow, capital, demonyms):
    state = the_states()[key]
    assert (state.iso2, state.cow, state.capital) == (iso2, cow, capital) and demonyms <= set(state.demonyms)


def test_no_actor_of_ours_stands_in_two_files():
    count = Counter(key for path in bundled() for key in re.findall(r"^- key: (\S+)", path.read_text("utf-8"), re.M))
    assert len(count) > 198 and [key for key, number in count.items() if number > 1] == []


def test_an_entry_knows_its_file_and_states_their_words(tmp_path):
    known = read([written(tmp_path, PMU)])
    assert known["IRQ.pmu"].file == "some.yaml"
    words = states(read(bundled()))
    assert words["Iraqi"] == "IRQ" and words["Iraq"] == "IRQ" and "Congolese" not in words


# — FollowTheMoney —

def ftm(*rows):
    return "\n".join(json.dumps({"id": name, "schema": schema, "properties": properties})
                     for name, schema, properties in rows)


MONEY = ftm(
    ("p1", "Person", {"name": ["Ivo Kasai"], "alias": ["I. Kasai"], "nationality": ["ug"],
                      "deathDate": ["2021-05-01"]}),
    ("p2", "Person", {"name": ["Ana Tamm"], "country": ["ee", "ug"], "topics": ["role.journo"], "birthDate": ["1970"]}),
    ("b1", "PublicBody", {"name": ["Ministry of Ports"], "country": ["ug"], "parent": ["b2"]}),
    ("b2", "Organization", {"name": ["Government of Somewhere"], "jurisdiction": ["ug"], "topics": ["gov"]}),
    ("b3", "Company", {"name": ["Harbour Ltd"], "jurisdiction": ["zz"]}),
    ("q1", "Position", {"name": ["Minister of Ports"], "organization": ["b1"]}),
    ("q2", "Position", {"name": ["President"], "country": ["ug"]}),
    ("o1", "Occupancy", {"holder": ["p1"], "post": ["q1"], "startDate": ["2014-03"], "endDate": ["2016-11-26T00:00"]}),
    ("o2", "Occupancy", {"holder": ["p1"], "post": ["q2"], "startDate": ["2017"]}),
    ("o3", "Occupancy", {"holder": ["p9"], "post": ["q1"]}),
    ("m1", "Membership", {"member": ["p2"], "organization": ["b3"], "role": ["Chair"]}),
    ("m2", "Membership", {"member": ["b1"], "organization": ["b2"], "startDate": ["2010"]}),
    ("e1", "Employment", {"employee": ["p2"], "employer": ["b1"]}),
    ("d1", "Directorship", {"director": ["b1"], "organization": ["b3"]}),
    ("r1", "Representation", {"agent": ["p8"], "client": ["b3"]}),
    ("v1", "Vessel", {"name": ["Tideline"]}),
    ("n1", "Organization", {"country": ["ug"]}),
)
UGANDA = "- {key: UGA, type: state, name: Uganda, country: UGA}\n"


def test_entities_of_followthemoney_are_read(tmp_path):
    loaded = load([written(tmp_path, UGANDA, "a.yaml"), written(tmp_path, MONEY + "\n{broken\n", "b.ftm.json")])
    known = loaded.actors
    assert list(known) == ["UGA", "UGA.ivo-kasai", "EST.ana-tamm", "UGA.ministry-of-ports",
                           "UGA.government-of-somewhere", "XXX.harbour-ltd"]
    man = known["UGA.ivo-kasai"]
    assert (man.type, man.names, man.died, man.file) == ("person", ("I. Kasai",), "2021-05-01", "b.ftm.json")
    assert [(one.what, one.of, one.since, one.until) for one in man.posts] == [
        ("minister of ports", "UGA.ministry-of-ports", "2014-03", "2016-11-26"),
        ("president", "UGA", "2017", "2021-05-01")]
    woman = known["EST.ana-tamm"]
    assert [(one.what, one.of) for one in woman.posts] == [
        ("chair", "XXX.harbour-ltd"), ("employee", "UGA.ministry-of-ports")]
    assert woman.sectors_at("2020") == ("JRN",) and known["XXX.harbour-ltd"].sectors_at("2020") == ("BUS",)
    assert [(one.what, one.since) for one in known["UGA.ministry-of-ports"].part_of] == [
        ("UGA.government-of-somewhere", ""), ("UGA.government-of-somewhere", "2010")]


@pytest.mark.parametrize("warning", [
    "b.ftm.json: p2: an actor has one country; EST stays, UGA is left out",
    "b.ftm.json: b3: country zz is none that we know, and is left out",
    "b.ftm.json: n1: it has no name, and is left out",
    "b.ftm.json: o3: an occupancy whose holder, position or body the file does not tell is left out",
    "b.ftm.json: d1: a Directorship of a body, not of a person, is left out",
    "b.ftm.json: r1: a Representation of whom the file does not tell is left out",
    "b.ftm.json: line 18: no entity with id, schema and properties; it is left out",
    "b.ftm.json: 1 of schema Vessel left out: no actor, post or membership",
    "b.ftm.json: properties left out: birthDate (1)",
])
def test_what_of_followthemoney_is_not_kept_is_told(tmp_path, warning):
    loaded = load([written(tmp_path, UGANDA, "a.yaml"), written(tmp_path, MONEY + "\n{broken\n", "b.ftm.json")])
    assert warning in loaded.warnings


def test_a_day_that_no_calendar_has_is_left_out_of_foreign_files_and_told(tmp_path):
    money = ftm(("p", "Person", {"name": ["Ivo Kasai"], "deathDate": ["2015-02-30", "2015-03-01"]}))
    loaded = load([written(tmp_path, money, "a.jsonl"),
                   written(tmp_path, "IVO_TAMM_\n\t[UGAELI 380000-690801]\n\t[UGAGOV >690801]\n", "b.txt")])
    assert [loaded.actors[key].died for key in loaded.actors if key.endswith("kasai")] == ["2015-03-01"]
    assert [one.since for one in loaded.actors["UGA.ivo-tamm"].sectors] == ["1969-08-01"]
    assert loaded.warnings[0] == "a.jsonl: p: deathDate 2015-02-30 is no day of the calendar, and is left out"
    assert loaded.warnings[1] == ("b.txt: line 1, IVO_TAMM_: code [UGAELI 380000-690801] is left out; 1938-00-00 is no "
                                  "day of the calendar")


def test_entities_in_another_order_have_the_same_keys(tmp_path):
    rows = [("a", "Person", {"name": ["Ivo Kasai"]}), ("b", "Person", {"name": ["Ivo Kasai"]}),
            ("c", "Person", {"name": ["伊沃"]})]
    one = load([written(tmp_path, ftm(*rows))]).actors
    other = load([written(tmp_path, ftm(*reversed(rows)))]).actors
    assert set(one) == set(other) and len(one) == 3 and "XXX.ivo-kasai" not in one


def test_a_state_that_no_file_has_is_no_fault_of_foreign_entities(tmp_path):
    loaded = load([written(tmp_path, MONEY, "b.jsonl")])
    assert [one.of for one in loaded.actors["UGA.ivo-kasai"].posts] == ["UGA.ministry-of-ports"]
    assert "b.jsonl: UGA.ivo-kasai: no entry has the key UGA; what is of it is left out." in loaded.warnings


# — PETRARCH —

PETRARCH = """# actors of our own
UGANDA_ [UGA]
+KAMPALA_
IVO_KASAI_  ; invented
+KASAI,_IVO_
+IVO_AL-KASAI_
\t[UGAELI 380101-690801]
\t[UGAGOVHLH 690801-790101]
\t[UGAGOV >040701]
\t[UGAELI]
DELTA_AVENGERS_ [NGAINS]
UNIONTOWN_WEEKLY_ [ROMMED <20090101]
HARBOUR_CLUB_ [IGOUNO|XYZ]
LOST_
OTHER_ [UGA GOV since 2003]
TWO_LANDS_ [UGAGOV 030101-040101][KENGOV]
SAMOAN_COUNCIL_ [ASMGOV]
"""


def test_a_dictionary_of_petrarch_is_read(tmp_path):
    loaded = load([written(tmp_path, PETRARCH, "some.actors.txt")])
    assert list(loaded.actors) == [
        "UGA.ivo-kasai", "NGA.delta-avengers", "ROU.uniontown-weekly", "UNO.harbour-club", "XXX.other", "UGA.two-lands",
        "USA.samoan-council"]
    man = loaded.actors["UGA.ivo-kasai"]
    assert (man.type, man.name, man.names) == ("person", "Ivo Kasai", ("Kasai, Ivo", "Ivo Al-Kasai"))
    assert man.sectors_at("1950") == ("ELI",) and man.sectors_at("1975-01-01") == ("GOV", "MED")
    assert man.sectors_at("1990") == ("ELI",) and man.sectors_at("2010") == ("GOV",)
    assert loaded.actors["NGA.delta-avengers"].sectors_at("2010") == ("REB",)
    press = loaded.actors["ROU.uniontown-weekly"]
    assert press.sectors_at("2008") == ("JRN",) and press.sectors_at("2010") == ()     # CAMEO's MED is the press


@pytest.mark.parametrize("warning", [
    "some.txt: line 2, UGANDA_: a state; left out, states have entries of ours",
    "some.txt: line 14, LOST_: it has no code, and is left out",
    "some.txt: line 15, OTHER_: code [UGA GOV since 2003] is left out; it is none like [IRQGOV 060520-140908]",
    "some.txt: line 16, TWO_LANDS_: a second country, KEN, is left out; UGA stays",
    "some.txt: line 13, HARBOUR_CLUB_: XYZ of [XYZ] is no sector of PLOVER, and is left out",
])
def test_what_of_a_dictionary_is_not_kept_is_told(tmp_path, warning):
    assert warning in load([written(tmp_path, PETRARCH, "some.txt")]).warnings


def test_a_foreign_entry_that_takes_the_place_of_another_is_told(tmp_path):
    ours = written(tmp_path, "- {key: UGA.ivo-kasai, type: person, name: Ivo Kasai, country: UGA}\n", "ours.yaml")
    theirs = written(tmp_path, PETRARCH, "some.txt")
    assert "some.txt: UGA.ivo-kasai takes the place of the entry of ours.yaml." in load([ours, theirs]).warnings
    assert read([theirs, ours])["UGA.ivo-kasai"].file == "ours.yaml"
    assert not [line for line in load([theirs, ours]).warnings if "takes the place" in line]


def test_a_file_is_told_by_its_content_not_by_its_name(tmp_path):
    assert "IRQ.pmu" in read([written(tmp_path, PMU, "some.txt")])
    assert "UGA.ivo-kasai" in read([written(tmp_path, PETRARCH, "some.yaml")])
    with pytest.raises(FaultyActors, match="no list of actors"):
        read([written(tmp_path, '{"a": 1}', "some.json")])


def test_a_name_that_two_entries_of_ours_share_is_meant_so():
    whose: dict[str, set[str]] = {}
    for one in read(bundled()).values():
        for name in (one.name, *one.names):
            whose.setdefault(name.lower(), set()).add(one.key)
    assert {name for name, keys in whose.items() if len(keys) > 1} == {
        "george bush",                                               # father and son
        "plc",                                                       # Palestine's legislature, Yemen's council
        "taqaddum",                                                  # a party of Iraq, an alliance of Sudan
        "people's defence forces", "people's defense forces"}        # of Myanmar, of the PKK


@pytest.mark.parametrize("key, day, sectors", [
    ("COL.m-19", "1985-11-06", ("REB",)), ("COL.m-19", "1991", ("PTY",)), ("AGO.unita", "1999", ("REB",)),
    ("AGO.unita", "2010", ("PTY",)), ("NPL.cpn-maoist", "2001-11", ("REB",)), ("KOS.kla", "1998-06", ("REB",)),
    ("BIH.vrs", "1993-04", ("REB",)), ("KHM.khmer-rouge", "1977", ("GOV",)), ("KHM.khmer-rouge", "1990", ("REB",)),
    ("MDA.transnistria", "2006", ("PRE", "GOV")), ("CYP.northern-cyprus", "2017", ("PRE", "GOV")),
    ("RWA.interahamwe", "1994-04", ("PRM",)), ("LBR.npfl", "1992", ("REB",)),
])
def test_armed_groups_of_other_wars_have_their_sectors_by_date(key, day, sectors):
    assert read(bundled())[key].sectors_at(day) == sectors


def test_no_two_of_our_persons_share_a_name():
    """A name that two persons bear tells neither; a body's name may be another's in another state."""
    bearers = {}
    for one in read(bundled()).values():
        if one.type == "person":
            for name in {one.name, *one.names}:
                bearers.setdefault(name.lower(), set()).add(one.key)
    assert {name for name, keys in bearers.items() if len(keys) > 1} == {"george bush"}       # both are called so
