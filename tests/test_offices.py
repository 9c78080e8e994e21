"""Titles and nouns of groups: what their words tell of a tie, of sectors, and of time; and faults of their file."""

from __future__ import annotations

import re

import pytest

from standoff.errors import FaultyActors
from standoff.model import Claim, TieType
from standoff.offices import plural, read

OFFICES = read()


def title(words):
    return OFFICES.title(words.split())


@pytest.mark.parametrize("words, name, tie, sectors, heads", [
    ("Prime Minister", "prime minister", TieType.LEADS, ("GOV",), "government"),
    ("premier", "prime minister", TieType.LEADS, ("GOV",), "government"),
    ("king", "king", TieType.LEADS, ("GOV",), "state"),
    ("commander of the brigade", "commander", TieType.LEADS, ("MIL",), "body"),
    ("secretary-general", "secretary general", TieType.LEADS, (), "body"),
    ("minister of foreign affairs", "foreign affairs minister", TieType.LEADS, ("GOV",), "body"),
    ("Defense Secretary", "defence secretary", TieType.LEADS, ("GOV",), "body"),
    ("adviser to the prime minister", "adviser", TieType.ADVISES, (), ""),
    ("military advisor", "adviser", TieType.ADVISES, ("MIL",), ""),
    ("spokeswoman for the commander-in-chief", "spokesman", TieType.REPRESENTS, (), ""),
    ("permanent representative to the United Nations", "representative", TieType.REPRESENTS, (), ""),
    ("lawmaker", "lawmaker", TieType.MEMBER_OF, ("LEG",), ""),
    ("deputy", "deputy", TieType.DEPUTY_OF, (), ""),
    ("the chief of staff to the president", "chief of staff", TieType.LEADS, ("MIL",), "body"),
    ("Maj. Gen.", "major general", TieType.OFFICE, ("MIL",), ""),
    ("Grand Ayatollah", "ayatollah", TieType.OFFICE, ("REL",), ""),
    ("women 's affairs minister", "women's affairs minister", TieType.LEADS, ("GOV",), "body"),
    ("chief of nuclear, biological and chemical protection troops", "chief", TieType.LEADS, (), "body"),
])
def test_a_title_tells_tie_sectors_and_what_it_heads(words, name, tie, sectors, heads):
    found = title(words)
    assert (found.title, found.tie, found.sectors, found.heads) == (name, tie, sectors, heads)


@pytest.mark.parametrize("words", ["the minister said", "general strike", "", "of", "Tuesday", "headquarters",
                                   "office of the president", "ministers", "-", "'s"])
def test_what_is_no_title_is_none(words):
    assert title(words) is None


@pytest.mark.parametrize("words, told", [
    ("former Iraqi prime minister", {"former"}), ("ex-president", {"former"}), ("then-Defense Secretary", {"former"}),
    ("the late emir", {"former"}), ("retired general", {"former"}), ("acting governor", {"acting"}),
    ("interim foreign minister", {"acting"}), ("deputy speaker", {"deputy"}), ("vice-president", {"deputy"}),
    ("first deputy chief of staff", {"deputy"}), ("former deputy Iraqi oil minister", {"former", "deputy"}),
    ("Mali 's former president", {"former"}), ("prime minister", set()),
    ("the former king's adviser", set()),                 # it is the king who is no more
])
def test_what_stands_beside_a_title_is_told_apart(words, told):
    found = title(words)
    assert {name for name in ("former", "acting", "deputy") if getattr(found, name)} == told


def test_a_deputy_is_a_deputy_and_heads_nothing():
    found = title("deputy prime minister")
    assert (found.title, found.tie, found.heads, found.sectors) == ("prime minister", TieType.DEPUTY_OF, "", ("GOV",))
    assert title("deputy ambassador").tie is TieType.REPRESENTS         # he speaks for the same state


@pytest.mark.parametrize("words, claim", [
    ("president-elect", Claim.PLANNED), ("ambassador-designate to Iraq", Claim.PLANNED),
    ("foreign minister - designate", Claim.PLANNED), ("attorney general nominee", Claim.PLANNED),
    ("incoming army chief", Claim.PLANNED), ("elected president", Claim.ASSERTED), ("outgoing mayor", Claim.ASSERTED)])
def test_who_is_to_hold_a_title_does_not_yet(words, claim):
    assert title(words).claim is claim


@pytest.mark.parametrize("words, part", [
    ("the former Iraqi deputy prime minister of old", "deputy prime minister"),
    ("Acting Governor of Kidal", "Acting Governor"), ("senior rebel commander", "senior rebel commander"),
    ("Iran 's foreign minister - designate", "foreign minister - designate"),
    ("pro-government militia leader", "militia leader"), ("ambassador-designate to Iraq", "ambassador-designate")])
def test_the_words_of_a_title_are_told(words, part):
    found = title(words)
    assert " ".join(words.split()[found.start:found.end]) == part


@pytest.mark.parametrize("words, sectors", [
    ("rebel commander", ("REB",)), ("rebel leader", ("REB",)), ("Shiite militia leader", ("PRM",)),
    ("party leader", ("PTY",)), ("military spokesman", ("MIL",)), ("government spokesman", ("GOV",)),
    ("opposition lawmaker", ("LEG", "OPP")), ("intelligence official", ("SPY",)), ("police chief", ("COP",)),
    ("rebel lawmaker", ("LEG", "REB")),                                  # LEG by office
    ("anti-government leader", ()), ("pro-rebel leader", ()),            # against and for, not of
    ("pro - government leader", ()),
])
def test_words_before_a_title_tell_the_sector(words, sectors):
    assert title(words).sectors == sectors


@pytest.mark.parametrize("noun, sectors, unowned", [
    ("officials", ("GOV",), ()), ("military officials", ("MIL",), ()), ("militias", ("PRM",), ()),
    ("pro-Iranian militias", ("PRM",), ()), ("Iraqi government forces", ("MIL", "GOV"), ()), ("troops", ("MIL",), ()),
    ("Kurdish forces", ("MIL",), ("UAF",)), ("rebel forces", ("REB",), ()), ("rebel fighters", ("REB",), ()),
    ("fighters", ("UAF",), ()), ("security forces", ("MIL", "COP"), ()), ("refugees", ("REF",), ()),
    ("businesswomen", ("BUS",), ()), ("protesters against the junta", ("CVL",), ()), ("doctors", ("MED",), ()),
    ("lawmakers of the Unity Party", ("LEG",), ()), ("policemen", ("COP",), ()), ("gunmen", ("UAF",), ()),
    ("foreign ministers", ("GOV",), ()), ("herdsmen", ("AGR",), ()), ("opposition", ("OPP",), ()),
])
def test_a_noun_of_many_tells_sectors(noun, sectors, unowned):
    found = OFFICES.group(noun)
    assert (found.sectors, found.unowned) == (sectors, unowned)


@pytest.mark.parametrize("words, tells", [
    ("dozens of former ministers", ("GOV",)), ("tens of thousands of residents", ("CVL",)),
    ("two of the rebels", ("REB",)),
    ("a gathering of rebels", None), ("a critic of the rebels", None), ("lawmakers of two groups of rebels", ("LEG",))])
def test_what_is_only_counted_is_what_is_told(words, tells):
    found = OFFICES.group(words)
    assert (found and found.sectors) == tells


@pytest.mark.parametrize("noun", ["official", "states", "rockets", "", "talks of ministers", "militia leader"])
def test_what_is_no_noun_of_many_is_none(noun):
    assert OFFICES.group(noun) is None


def test_many_belong_to_a_body_and_some_are_part_of_it():
    assert OFFICES.group("lawmakers").tie is TieType.MEMBER_OF
    assert OFFICES.group("militias").tie is TieType.PART_OF
    assert OFFICES.group("former ministers").former


@pytest.mark.parametrize("title, many", [
    ("minister", "ministers"), ("chief of staff", "chiefs of staff"), ("secretary general", "secretaries general"),
    ("major general", "major generals"), ("policewoman", "policewomen"), ("spokesperson", "spokespeople"),
    ("deputy", "deputies"), ("envoy", "envoys"), ("judge", "judges"), ("monarch", "monarchs"), ("boss", "bosses"),
    ("commander in chief", "commanders in chief"), ("patriarch", "patriarchs"), ("witness", "witnesses")])
def test_plurals_are_of_the_head(title, many):
    assert plural(title) == many


@pytest.mark.parametrize("name, state, sectors", [
    ("Ministry of Oil", False, ("GOV",)), ("Kasai Teachers’ Union", False, ("LAB",)), ("Daily Herald", False, ("JRN",)),
    ("University of Goma", False, ("EDU",)), ("Bank of Sirte", False, ("BUS",)), ("Iraqi Army", True, ("MIL",)),
    ("Arakan Army", False, ()), ("Delta Avengers", False, ()), ("Friends of the Party", False, ()),
    ("Defense Ministry", False, ("GOV",)), ("Unity Party", False, ("PTY",)), ("", False, ())])
def test_the_name_of_a_body_tells_its_sector_or_nothing(name, state, sectors):
    assert OFFICES.body(name, state) == sectors


@pytest.mark.parametrize("content, told", [
    ("titels: []", "titels: no such section. There are spellings"),
    ("- king", "no sections"),
    ("titles: {king: GOV}", "titles: no list of rows"),
    ("titles: [{tie: rules, titles: [king]}]", "titles, row 1: tie “rules”. Write one of part of"),
    ("titles: [{tie: leads, sectors: KNG, titles: [king]}]", "sectors KNG. PLOVER has"),
    ("titles: [{tie: leads, heads: ship, titles: [king]}]", "heads “ship”. Write one of state, government, body"),
    ("titles: [{tie: leads, titles: king}]", "titles, row 1: no list of texts"),
    ("titles: [{tie: leads}]", "titles, row 1: write tie"),
    ("titles: [{tie: leads, titles: [king]}, {tie: office, titles: [king]}]", "“king” stands there twice"),
    ("groups: [{tie: part of, nouns: [yes]}]", "groups, row 1: no list of texts"),
    ("modifiers: {gone: [ex]}", "modifiers: gone: write one of acting"),
    ("qualifiers: {near: {GOV: [state]}}", "qualifiers: near: write “instead” or “beside”"),
    ("spellings: {defense: 1}", "spellings: write “defense: defence”"),
    ("names: {XYZ: [bank]}", "names: XYZ: write one of AGR"),
    ("titles: [", "some.yaml: "),
])
def test_a_fault_of_the_file_is_told(tmp_path, content, told):
    path = tmp_path / "some.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FaultyActors, match=re.escape(told)):
        read(path)


def test_a_file_of_ones_own_takes_the_place_of_ours(tmp_path):
    path = tmp_path / "some.yaml"
    path.write_text("titles: [{tie: leads, sectors: GOV, titles: [doge]}]", encoding="utf-8")
    mine = read(path)
    assert mine.title(["Doge"]).title == "doge" and mine.title(["king"]) is None


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(FaultyActors, match=re.escape("none.yaml: ")):
        read(tmp_path / "none.yaml")


def test_ours_is_large_and_without_a_title_that_only_our_spelling_cannot_find():
    assert len({office.title for office in OFFICES.titles.values()}) > 500
    lost = [key for key in OFFICES.titles
            if any("-" in word or "." in word or word in OFFICES.spellings for word in key)]
    assert lost == []


@pytest.mark.parametrize(("words", "sectors"), [
    ("federal agents", ("GOV",)), ("customs agents", ("GOV",)), ("shipping agents", ("BUS",)), ("agents", ())])
def test_an_agent_is_of_the_state_only_where_a_word_says_so(words, sectors):
    assert OFFICES.group(words).sectors == sectors
