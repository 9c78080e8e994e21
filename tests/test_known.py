"""Files of actors: what is read of them, what is told of their faults, and that ours have none."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from standoff.errors import FaultyActors
from standoff.known import bundled, read

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
    ("- {key: IRQ.x, type: person, name: X, posts: [minister]}", "post “minister”"),
    ("- {key: IRQ.x, type: person, name: X, posts: [head of IRQ.y]}", "nobody has the key IRQ.y"),
    ("- {key: IRQ.x, type: group, name: X}\n- {key: IRQ.x, type: group, name: X}", "IRQ.x stands there twice"),
    ("- {key: IRQ.x, type: person, name: X, died: yesterday}", "died “yesterday”"),
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
