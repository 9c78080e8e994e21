"""Mentions: names, titles, owners and leaders."""

import re
from pathlib import Path

import pytest

from standoff.actors import acronyms, leaders, recognised
from standoff.actors.mentions import key, told
from standoff.actors.words import words
from standoff.known import Known
from standoff.language import load
from standoff.model import Form, Kind

CASES = Path(__file__).parent / "cases" / "mentions"
FLOOR = 0.95
"""Share of the expectations in cases/mentions that hold: 185 of 193 when this was set; the rest are faults of trees."""


@pytest.fixture(scope="module")
def read():
    reader = load()

    def mentions(text):
        return told(next(reader.texts([text])), "r1")

    return mentions


def find(mentions, text):
    return next(one for one in mentions if one.text == text)


def test_a_key_is_of_report_and_place():
    assert key("r1", 0, 4) == key("r1", 0, 4)
    assert len({key("r1", 0, 4), key("r1", 0, 5), key("r2", 0, 4)}) == 3
    assert key("r1", 0, 4).startswith("n") and len(key("r1", 0, 4)) == 17


def test_a_title_before_a_name_is_no_part_of_it(read):
    one = read("Russian Foreign Minister Igor Petrovich Lavrinov left Baku.")[0]
    assert (one.name, one.title, one.of, one.form) == (
        "Igor Petrovich Lavrinov", "Foreign Minister", "Russian", Form.NAME)


def test_a_name_and_what_is_set_beside_it_have_one_leader(read):
    found = read("Maj. Gen. Rostam Vaziri, the commander of the Quds Force, met Omar Jafari in Baghdad.")
    assert find(found, "the commander of the Quds Force").leader == found[0].key
    assert find(found, "Omar Jafari").leader != found[0].key


def test_an_acronym_is_another_name(read):
    found = read("The Popular Mobilization Units (PMU) left Mosul. The PMUs had held it for a year.")
    assert find(found, "PMU").leader == find(found, "The PMUs").leader == found[0].key


@pytest.mark.parametrize(("short", "name", "fits"), [
    ("unami", "United Nations Assistance Mission for Iraq", True), ("isis", "Islamic State of Iraq and Syria", True),
    ("pmu", "Popular Mobilization Units", True), ("pkk", "Popular Mobilization Units", False), ("i", "Iraq", False)])
def test_letters_are_initials(short, name, fits):
    assert acronyms.abbreviates(short, name.split()) is fits


@pytest.mark.parametrize(("one", "other", "fits"), [
    ("muhammad shiaa sudani", "mohamed shia", True), ("masoud barzani", "masrour barzani", False),
    ("hassan karimi", "hussein karimi", False), ("igor petrovich lavrinov", "igor lavrinov", True)])
def test_names_of_persons_are_of_one_or_of_two(one, other, fits):
    assert leaders.of_one(tuple(one.split()), tuple(other.split())) is fits


def expectations():
    """(key, text, expectation) of all cases: texts and lines as in tests/cases/mentions/README.md."""
    for path in sorted(CASES.glob("*.txt")):
        for entry in re.split(r"(?m)^# ", path.read_text("utf-8"))[1:]:
            head, told = entry.split("\n---\n")
            key, text = head.split("\n", 1)
            yield from ((key, text, line) for line in told.strip().split("\n"))


def called(found, quote):
    """The n-th mention that is called so, or reads so."""
    words, number = re.fullmatch(r'"(.*?)"(?:@(\d))?', quote).groups()
    fitting = [one for one in found if words in (one.name, one.text)]
    return fitting[int(number or 1) - 1] if len(fitting) >= int(number or 1) else None


def holds(found, line):
    if line.startswith(("one ", "two ")):
        several = [called(found, quote) for quote in re.findall(r'"[^"]*"(?:@\d)?', line)]
        if None in several:
            return False
        return len({one.leader for one in several}) == (1 if line.startswith("one ") else len(several))
    one = called(found, re.match(r'"[^"]*"(?:@\d)?', line)[0])
    wanted = re.findall(r' (name|title|of|form|kind)=(?:"([^"]*)"|(\w+))', line)
    return one is not None and all(getattr(one, field) == (quoted or word) for field, quoted, word in wanted)


def test_most_of_our_cases_hold(read):
    told = list(expectations())
    texts = {text: read(text) for _, text, _ in told}
    missed = [f"{key}: {line}" for key, text, line in told if not holds(texts[text], line)]
    assert len(missed) <= (1 - FLOOR) * len(told), "\n".join(missed)


def test_a_mention_is_in_its_place_and_led_by_one_of_the_report(read):
    text = "Col. Ana Ruiz, who leads the Third Brigade, fled to the town of Tarva. She was not seen in Tarva."
    found = read(text)
    keys = {one.key for one in found}
    assert all(text[one.start:one.end] == one.text and one.leader in keys for one in found)
    assert len(keys) == len(found) and read(text) == found


@pytest.mark.parametrize(("one", "other", "fits"), [
    (("hezbollah",), ("kataib", "hezbollah"), False), (("wagner",), ("wagner", "group"), True),
    (("revolutionary", "guard"), ("islamic", "revolutionary", "guard", "corps"), True),
    (("unity", "party"), ("unity", "front"), False)])
def test_names_of_bodies_are_of_one_or_of_two(one, other, fits):
    assert leaders.body_of_one((one, ""), (other, "")) is fits


FILES = recognised.compiled([
    Known(key="TUV", type="state", name="Tuvara", capital="Kolm"),
    Known(key="TUV.government", type="organisation", name="Government of Tuvara", seats=("the Old Mill",)),
    Known(key="TUV.dawn", type="group", name="Dawn Front", names=("LeD", "Dawn rebels")),
    Known(key="TUV.dawn-south", type="organisation", name="Dawn Front in the Southern Islands"),
    Known(key="TUV.kolm", type="person", name="Mara Kolm")])


@pytest.mark.parametrize(("text", "names"), [
    ("The Dawn Front in the Southern Islands left.", ["Dawn Front in the Southern Islands"]),
    ("The Dawn Front in the north left.", ["Dawn Front"]), ("LeD fighters let led men go.", ["LeD"]),
    ("Dawn rebels came, and a dawn front passed.", []),
    ("Tuvara’s army left the Old Mill.", ["Tuvara", "the Old Mill"]),
    ("The anti-Tuvara group saw Dawn, Front and Tuvara.", ["Tuvara"])])
def test_known_names_are_found_as_they_are_written(text, names):
    read = words(next(load().texts([text])))
    found = [read.quote(hit.first, hit.last) for hit in recognised.hits(read, FILES)]
    assert [name.removeprefix("the ") for name in found] == [name.removeprefix("the ") for name in names]


def test_what_several_sorts_bear_tells_no_sort():
    assert FILES.names["dawn", "front"].sorts == {"body"}
    both = recognised.compiled([Known(key="A", type="person", name="Ara"), Known(key="B", type="group", name="Ara")])
    assert both.names["ara",].sorts == {"person", "body"}


def test_names_of_the_users_own_files_are_known_too():
    doc = next(load().texts(["Zorvania Dawn shelled the bridge on Monday."]))
    own = (Known(key="IMG.zorvania-dawn", type="group", name="Zorvania Dawn"),)
    assert next((one.name, one.kind) for one in told(doc, "r1", own)) == ("Zorvania Dawn", Kind.GROUP)


@pytest.mark.parametrize(("text", "who"), [
    ("A French-led coalition air strike hit a depot in Kidal on Monday.", "French-led coalition"),
    ("Coalition jets bombed a bridge near Raqqa on Monday.", "Coalition"),
    ("The trade union raid on the budget failed in Riga on Monday.", None)])
def test_a_coalition_before_its_deed_is_a_mention(read, text, who):
    assert next((one.text for one in read(text) if one.text.lower().endswith("coalition")), None) == who


def test_we_whom_nobody_is_heard_to_say_is_nobody_of_the_text(read):
    alone = read("Front fighters held the mill. The partners of the alliance came. We will continue to strike the "
                 "fighters in support of our partners.")
    assert not [one for one in alone if one.text.lower() in ("we", "our")]


@pytest.mark.parametrize(("text", "one", "other", "same"), [
    ("Rebels freed two men near Tame, the Red Cross said.\n\nThe army killed six fighters on Tuesday. The army will "
     "attack again.", "the Red Cross", "The army", False),
    ("Hundreds of protesters stormed the parliament in Tarva on Tuesday.\n\nAzerbaijani forces had taken a hill on "
     "Sunday.", "Hundreds of protesters", "Azerbaijani forces", False),
    ("The Arakan Army attacked Paletwa. The army retreated.", "The Arakan Army", "The army", True),
    ("The Tatmadaw bombed a school in Sagaing. The army said rebels hid there.", "The Tatmadaw", "The army", True),
    ("Hamas fired rockets at Ashkelon. The militants wounded four people. The group threatened more attacks. It freed "
     "two hostages on Sunday.", "Hamas", "The group", True),
    ("The National Police of Colombia arrested a man. The police said he had a bomb.",
     "The National Police of Colombia", "The police", True),
    ("The TPLF attacked a base in Mekelle. The army bombed Mekelle.", "The TPLF", "The army", False),
    ("The African Union welcomed the offer. Sudan asked the parties to talk.", "The African Union", "the parties",
     False),
    ("The National Assembly of Niger met on Monday. Benin condemned the coalition.", "The National Assembly of Niger",
     "the coalition", False),
    ("The ministry said one of its clinics had taken in the wounded. Chad condemned the coalition.",
     "one of its clinics", "the coalition", False),
    ("Police fired at marchers in Gao on Monday.\n\nThe rebels have not given up their arms. They threatened to block "
     "the road.", "The rebels", "They", True),
    ("Guerrillas ambushed a patrol. Dissidents of the FARC have seized three towns. In January they shot a teacher.",
     "Dissidents of the FARC", "they", True),
    ("Benjamin Netanyahu refused. The French envoy left.", "Benjamin Netanyahu", "The French envoy", False),
    ("Unifil withdrew its men. Hezbollah says it fired rockets at troops.", "Hezbollah", "it", True),
    ("The National Liberation Army raided a town. The army blamed Chad.", "The National Liberation Army", "The army",
     False),
    ("Gunmen raided a village. A truck was looted by the same men.", "Gunmen", "the same men", True),
    ("Hamas took a village on Tuesday. Congo accuses Rwanda of arming the group.", "Hamas", "the group", True),
    ("Norway met Chad on Tuesday. The union accuses Chad of arming the group.", "Norway", "the group", False),
    ("Spokesmen denied it. A truck was looted by the same men.", "Spokesmen", "the same men", False),
])
def test_a_description_is_of_a_name_only_where_its_bearer_can_be_called_so(read, text, one, other, same):
    found = read(text)
    assert (find(found, one).leader == find(found, other).leader) is same


@pytest.mark.parametrize(("text", "who", "its", "same"), [
    ("The World Health Organization sent medicine. The police arrested its driver.", "The police", "its", False),
    ("The ELN has not declared a truce. The army will attack its camps.", "The army", "its", False),
    ("The navy went home. The army moved its tanks to Gao.", "The army", "its", True)])
def test_what_somebody_attacks_is_not_theirs(read, text, who, its, same):
    found = read(text)
    owner = next((one.leader for one in found if one.text == its), None)
    assert (owner == find(found, who).leader) is same


@pytest.mark.parametrize(("sentence", "name"), [
    ("A spokesman for the kremlin rejected the claim.", "kremlin"),
    ("Sources said the pentagon had threatened to leave.", "pentagon"),
    ("The children drew the pentagon with a ruler.", ""),
    ("As reported in washingtonpost, the strike failed.", "washingtonpost"),
    ("The post reported that the strike failed.", ""),
    ("The gardener painted the white house on the hill.", ""),
])
def test_a_seat_is_a_name_in_small_letters_too_where_it_is_read_as_one(sentence, name, read):
    assert name in [one.name for one in read(sentence)] and {one.name for one in read(sentence)} <= {name, ""}
