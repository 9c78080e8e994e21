"""PLOVER's country and sectors of actors by date, and the reasons: of our files, of titles in texts, of groups."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from standoff import known, offices
from standoff.api import open_record
from standoff.codes import Code, Told, code, coder
from standoff.codes.told import ended
from standoff.known.days import after, before
from standoff.model import Actor, Origin
from standoff.record.codings import Codes

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


def said(day, what, of="", **fields):
    return Told(what=what, of=of, day=day, report="r" + day, **fields)


def told_of(told, day, country="", known=""):
    found = CODER.code(actor("Ivo Kasai", known=known, country=country), day, told)
    return found.country, found.sectors, found.reason


def test_what_texts_tell_holds_from_the_day_of_their_report_until_one_says_former():
    minister, gone = said("2014-05-02", "minister", "Ghana"), said("2018-03-04", "former minister", "Ghana")
    for told in ([minister, gone], [gone, minister]):
        assert told_of(told, "2012-01-01")[1] == ("UNK",)
        assert told_of(told, "2012-01-01")[2].endswith("no text tells a title; the first that does is of 2014-05-02.")
        assert told_of(told, "2014-05-01")[1] == ("GOV",)                     # a year back, for what it reports of
        assert told_of(told, "2018-03-03") == ("GHA", ("GOV",), (
            "GOV: a text of 2014-05-02 (r2014-05-) says minister of Ghana; GHA by 2 of the 2 texts that tell a "
            "country."))
        assert told_of(told, "2018-03-04")[1] == ("ELI",)
        assert "a text of 2018-03-04" in told_of(told, "2018-03-04")[2]


def test_an_end_that_is_told_is_one_in_whatever_order():
    told = [Told(what="minister", of="Ghana"), Told(what="minister", of="Ghana", former=True, until="2018-05-01")]
    for some in (told, told[::-1]):
        assert told_of(some, "2021-01-01")[1] == ("ELI",) and told_of(some, "2017-01-01")[1] == ("GOV",)


def test_a_courtesy_does_not_bring_an_office_back():
    told = [said("2014-05-02", "governor", "Ghana"), said("2018-03-04", "former governor"),
            said("2018-04-01", "governor")]
    assert told_of(told, "2018-05-01")[1] == ("ELI",)
    assert told_of([*told, said("2018-05-01", "governor")], "2018-06-01")[1] == ("GOV",)     # two say so by now


def test_the_newest_texts_go_first_and_among_them_most_of_them():
    told = [said("2010-01-01", "lawmaker", "Ghana"), said("2014-01-01", "minister", "Ghana"),
            said("2014-02-01", "minister", "Ghana"), said("2014-03-01", "journalist", "Ghana")]
    assert [told_of(told, day)[1] for day in ("2011-01-01", "2014-04-01")] == [("LEG",), ("GOV",)]
    many = [said(f"2014-01-{day:02}", "minister", "Ghana") for day in range(1, 9)]
    assert told_of([*many, said("2016-01-01", "journalist", "Ghana")], "2017-01-01")[1] == ("GOV",)     # a slip


def test_whom_a_file_knows_holds_no_post_that_it_ends_because_a_text_still_says_so():
    def obama(day, *told):
        return told_of(told, day, known="USA.barack-obama")[1]

    assert obama("2018-01-01", said("2016-05-01", "President", "USA")) == ("ELI",)
    assert obama("2018-01-01", said("2018-01-01", "Sen.")) == ("ELI",)
    assert obama("2018-01-01", said("2016-05-01", "farmer")) == ("ELI",)                    # before the end of his post
    assert obama("2018-01-01", said("2017-12-01", "farmer")) == ("AGR",)
    assert obama("2018-01-01", said("2017-12-01", "prime minister", "GBR")) == ("ELI",)     # of another state
    assert obama("2018-01-01", Told(what="minister", of="USA", by="Mara")) == ("GOV",)      # a person's word
    assert told_of([Told(what="minister", of="USA", by="Mara")], "2018-01-01")[2] == "GOV: Mara says minister of " \
        "United States."


def test_a_country_is_what_most_texts_tell_and_none_where_they_are_even_or_one_tells_it_alone():
    ghana, mali = said("2014-01-01", "general", "Ghanaian"), said("2014-01-02", "general", "Malian")
    bare = [said(f"2014-02-{day:02}", "general") for day in range(1, 7)]
    assert told_of([ghana, mali, said("2014-01-03", "general", "Ghana")], "2015")[0] == "GHA"
    assert "GHA by 2 of the 3 texts" in told_of([*bare, ghana, mali, said("2014-01-03", "general", "Ghana")], "2015")[2]
    assert told_of([ghana, mali, *bare], "2015")[0] == ""
    assert told_of([ghana, *bare], "2015", "GHA")[0] == "" and told_of([ghana, *bare[:4]], "2015")[0] == "GHA"


@pytest.mark.parametrize("said, over", [
    ([], False), ([("2014", False)], False), ([("2014", True)], True),
    ([("2014", False), ("2020", True)], True), ([("2014", True), ("2020", False)], True),
    ([("2014", True), ("2020", False), ("2021", False)], False), ([("2020", True), ("2014", False)], True),
    ([("", True), ("", False)], False), ([("", True)], True), ([("", False), ("2020", True)], True),
])
def test_what_is_over_is_what_texts_call_former_from_the_first_that_does_on(said, over):
    assert ended(said) is over


def test_the_posts_of_the_dead_end_with_them():
    for one in KNOWN.values():
        if one.died:
            assert all(post.until and post.until[:len(one.died)] <= one.died for post in one.posts), one.key
    assert "died 2020-01-03" in CODER.code(actor(known="IRQ.abu-mahdi-al-muhandis"), "2021-01-01").reason
    assert known_one("IRQ.abu-mahdi-al-muhandis", "2021-01-01") == ("IRQ", ("UNK",))


def test_the_timeline_of_everybody_says_on_each_day_what_is_asked_for_that_day(tmp_path):
    with open_record(tmp_path / "case.db") as rec:
        codes = Codes(rec._conn, KNOWN)
    man = actor(known="IRQ.abu-mahdi-al-muhandis")
    assert [(one.since, one.sectors) for one in codes.over(man)][-2:] == [
        ("2016-11-27", ("MIL", "PRM")), ("2020-01-04", ("UNK",))]
    for n, (key, entry) in enumerate(KNOWN.items()):
        if entry.sectors or entry.posts or entry.part_of:
            one = replace(actor(known=key), key=f"a{n:016x}")
            rows = codes.over(one)
            for day in ("1991-07-01", "2003-07-01", "2015-07-01", "2017-06-01", "2021-02-01", "2025-07-01"):
                row = next(row for row in rows if row.since <= day and (not row.until or day <= row.until))
                found = codes.on(one, day)
                assert (row.country, row.sectors) == (found.country, found.sectors), (key, day)


@pytest.mark.parametrize("known", ["", "IRQ.nouri-al-maliki", "IRQ.abu-mahdi-al-muhandis", "USA.barack-obama"])
def test_a_timeline_of_what_texts_tell_says_what_is_asked_for_each_day(tmp_path, known):
    with open_record(tmp_path / "case.db") as rec:
        codes = Codes(rec._conn, KNOWN)
    man = actor("Ivo Kasai", known=known)
    codes._told = {man.key: [
        said("2014-05-02", "commander", "IRQ.pmu"), said("2016", "minister", "Ghana", since="2015-03", until="2017"),
        said("2018-03-04", "former commander"), said("2018-06-01", "commander", "IRQ.pmu"),
        said("2018-07", "commander"), said("2019-01-01", "journalist"),
        Told(what="farmer", of="Ghana", until="2013")]}.get
    rows = codes.over(man)
    for since in [row.since for row in rows if row.since] + ["2014-05-02", "2017-01-01", "2018-03-04", "2019-06-01"]:
        for day in (before(since), since, after(since)):
            row = next(row for row in rows if row.since <= day and (not row.until or day <= row.until))
            found = codes.on(man, day)
            assert (row.country, row.sectors) == (found.country, found.sectors), day


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
    (Told(what="president-elect", of="Ghana"), "GHA", ("UNK",)),
    (Told(what="minister", of="Ghana", since="2020"), "GHA", ("UNK",)),       # not yet
    (Told(what="spokesman", of="UNO.un"), "UNO", ()),
    (Told(what="journalist"), "", ("JRN",)),
    (Told(what="neighbourly soul", of="Ghana"), "GHA", ("UNK",)),
    (Told(what="governor", of="Coral Coast", place="GHA"), "GHA", ("GOV",)),
    (Told(what="consul", of="Coral Coast", place="GHA"), "", ("GOV",)),       # whose consul nobody says
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
- {key: GHA.d, type: person, name: D, country: GHA, died: 2006,
   posts: [minister of GHA since 2003, envoy of GHA since 2007]}
- {key: GHA.e, type: person, name: E, country: GHA, posts: [soldier of GHA.corps]}
"""


@pytest.mark.parametrize("key, day, country, sectors, reason", [
    ("GHA.unit", "2016", "GHA", ("MIL",), "MIL in own.yaml: Third Unit, part of Corps."),
    ("GHA.unit", "2014", "GHA", ("UNK",), "no sector on 2014"),
    ("GHA.loop", "2014", "GHA", ("UNK",), "Loop has no sector"),
    ("GHA.front", "2011", "GHA", ("UNK",), "there are REB until 2010, PTY since 2012"),
    ("GHA.a", "2011", "GHA", ("GOV", "REL"), "defence minister since 2010 until 2012 of Ghana"),
    ("GHA.a", "2014", "UNO", ("REL",), "envoy since 2014"),
    ("GHA.a", "2016", "GHA", ("REL",), "REL in own.yaml: A."),
    ("GHA.a", None, "GHA", ("UNK",), "the day is not known; A is defence minister since 2010 until 2012 of Ghana"),
    ("GHA.front", None, "GHA", ("UNK",), "there are REB until 2010, PTY since 2012"),
    ("GHA.d", None, "GHA", ("UNK",), "the day is not known; D is minister since 2003 until 2006 of Ghana"),
    ("GHA.d", "2005", "GHA", ("GOV",), "minister since 2003 until 2006 of Ghana"),
    ("GHA.d", "2007", "GHA", ("UNK",), "D died 2006 (own.yaml)"),
    ("GHA.e", None, "GHA", ("MIL",), "soldier of Corps"),
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
