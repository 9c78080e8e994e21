"""Who is one over reports: what must and must not come together, abstaining, and that a person's word holds."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.actors.cluster import cluster
from standoff.actors.compare import compare
from standoff.known import bundled, read
from standoff.model import Form, Judgement, Kind, Mention, Origin, Verdict

KINDS = {"P": Kind.PERSON, "O": Kind.ORGANISATION, "G": Kind.GROUP, "L": Kind.PLACE,
         "F": Kind.FACILITY}
ORIGIN = Origin(stage="mentions", version="test", rule="test")


@cache
def known():
    return read(bundled())


FEW_KEYS = {"YEM.houthis", "IRQ.kataib-hezbollah", "LBN.hezbollah", "TUR.turkish-hezbollah", "IRQ.ministry-of-defence",
            "IRN.ministry-of-defence", "IRQ.mohammed-shia-al-sudani", "IRQ.fatah-alliance", "IRQ.nabni",
            "IRQ.government",
            "IRN.government", "RUS.government", "TUR.government", "USA.government", "USA.defense-department",
            "USA.white-house"}


@cache
def few():
    """All states, and of the rest those whom the tests name: comparing with all takes a second."""
    return {key: one for key, one in known().items() if one.type == "state" or key in FEW_KEYS}


def mentions(*reports):
    """Mentions of reports: each a list of "P Name | title | of" (kind, name, title, owner).

    "-G Iranian officials | | Iranian" is a description; "= …" goes on with the chain of the one before.
    """
    found = []
    for number, report in enumerate(reports):
        key = hashlib.sha256(f"{number}{report}".encode()).hexdigest()[:8]
        leader = ""
        for at, line in enumerate(report):
            same, line = line.startswith("= "), line.removeprefix("= ")
            form = Form.DESCRIPTION if line.startswith("-") else Form.NAME
            kind, _, rest = line.removeprefix("-").partition(" ")
            text, title, of = (*(part.strip() for part in rest.split("|")), "", "")[:3]
            name = text if form is Form.NAME else ""
            mine = "n" + hashlib.sha256(f"{key} {at}".encode()).hexdigest()[:16]
            leader = leader if same else mine
            words = text.split()
            start = at * 100
            head = start + text.rfind(words[-1]) if form is Form.DESCRIPTION else start
            found.append(Mention(
                key=mine, report=key, start=start, end=start + len(text), head=head, kind=KINDS[kind], form=form,
                leader=leader, text=text, name=name, title=title, of=of, origin=ORIGIN))
    return found


def actors(*reports, entries=None):
    entries = few() if entries is None else entries
    found = mentions(*reports)
    return cluster(found, compare(found, entries), entries)


def named(*reports, entries=None):
    """The actors as {name shown: how many chains}."""
    return {one.name: len(one.leaders) for one in actors(*reports, entries=entries)}


def one(*lines, entries=None):
    """Whether the names, each in a report of its own, are one actor."""
    return len(actors(*([line] if isinstance(line, str) else line for line in lines), entries=entries)) == 1


def person(key, verdict, other):
    return Judgement(a=key, b=other, verdict=verdict, score=float(verdict is Verdict.SAME), reasons=("said so",),
                     by="A. Reader", origin=Origin(stage="judgements", version="1", rule="person"))


# — one over reports: spelling, order, parts of names, from eight regions and more —

SAME = [
    # Iraq, Iran, Levant, Gulf
    ("P Muhammad Shiaa Al-Sudani", "P Mohammed Shia' al-Sudani"), ("P Qasem Soleimani", "P Ghassem Suleimani"),
    ("P Basem Tamuri", "P Bassem al-Tamouri"), ("P Abdul Karim Zayyat", "P Abdelkarim al-Zayat"),
    # Turkey, Kurds
    ("P Recep Tayyip Erdoğan", "P Recep Tayyip Erdogan"), ("P Şivan Xoşnav", "P Sivan Xosnav"),
    # Ukraine, Russia, Caucasus
    ("P Volodymyr Zelensky", "P Volodymyr Zelenskyy"), ("P Serhiy Holubnyk", "P Sergei Holubnyk"),
    ("P Vakhtang Meladze", "P Vakhtang Meladzé"),
    # Sahel, Sudan, Horn of Africa
    ("P Mamadou Keïta Diarra", "P Mamadou Keita Diarra"),
    ("P Osman Abdel Rahman Tahir", "P Othman Abdelrahman Tahir"),
    # Myanmar, China, Korea
    ("P U Kyaw Min Htut", "P Kyaw Min Htut"), ("P Xi Jinping", "P Xi Jin-ping"), ("P Kim Jong-un", "P Kim Jong Un"),
    # Colombia, Europe, the United States
    ("P Andrés Peña Rueda", "P Andres Pena Rueda"), ("P Kálmány Ödön", "P Ödön Kalmany"),
    ("P Bill Tarkett", "P William Tarkett"), ("P Lena von der Hassel", "P Lena Hassel"),
    # bodies
    ("O Ansar Allah", "O Houthis"), ("O Kata'ib Hezbollah", "O Hezbollah Brigades"),
    ("O Iraqi Ministry of Defence", "O Ministry of Defense | | Iraq"), ("O Taliban", "O Taliban movement"),
    ("O Jabhat al-Wahda Party", "O Jabhat ul-Wahdah Party"),
    ("O Northern Rivers Front", "O the Northern Rivers Front"),
]

DIFFERENT = [
    ("O Kata'ib Hezbollah", "O Hezbollah"), ("O Al-Fatah coalition", "O Nabni coalition"),
    ("O Ministry of Defence | | Iraq", "O Ministry of Defence | | Iran"), ("O Unity Party", "O Unity Front"),
    ("O Sudan Liberation Movement", "O Sudan Liberation Army"),
    ("O Free Officers Movement", "O Free Officers Council"), ("P Hassan Tamouri", "P Hussein Tamouri"),
    ("P Ali Hassan", "P Hassan Ali"), ("P Jamal Rabih", "P Jamil Rabih"), ("P John Tarkett", "P James Tarkett"),
    ("P John Tarkett Jr", "P John Tarkett Sr"), ("P Kyaw Min Htut", "P Kyaw Min Oo"),
    ("P Sergei Ivanov", "P Sergei Ivankov"), ("P Okello", "P John Okello"), ("P Li Wei", "P Li Wen"),
    ("P Mohammed Ali Rubaie", "P Mohammed Ali Hakim"), ("P Mariam Diallo", "P Marie Diallo"),
    ("P J. Tarkett", "P John Tarkett"), ("P Petro Marchuk", "P Pavlo Marchuk"),
    ("P Andrés Peña Rueda", "P Andrea Peña Rueda"), ("P Gen Zaw Lin", "P Gen Zaw Win"),
    ("-G Iranian officials | | Iranian", "L Iran"),
    ("-G pro-Iranian militias | | Iranian", "-G Iranian militias | | Iranian"),
    ("-O Iraqi government forces | | Iraqi", "O Iraqi government"), ("L Tehran", "O Tehran"),
]


@pytest.mark.parametrize("a, b", SAME)
def test_names_of_one_actor_come_together(a, b):
    assert one(a, b)


@pytest.mark.parametrize("a, b", DIFFERENT)
def test_names_of_two_actors_stay_apart(a, b):
    assert not any(len(actor.leaders) > 1 for actor in actors([a], [b]))


# — what needs more than a name —

SUDANI = ["P Muhammad Shiaa Al-Sudani | Prime Minister | Iraqi", "= P Al-Sudani"]


def test_a_part_of_a_name_and_a_single_name_join_where_nobody_else_fits():
    found = actors(SUDANI, ["P Mohamed Shia | Prime Minister | Iraqi"], ["P al-Sudani | Prime Minister | Iraqi"])
    assert [(one.known, len(one.leaders)) for one in found] == [("IRQ.mohammed-shia-al-sudani", 3)]
    unknown = {key: one for key, one in few().items() if one.type == "state"}
    found = actors(SUDANI, ["P Mohamed Shia | Prime Minister | Iraqi"], ["P al-Sudani | Prime Minister | Iraqi"],
                   entries=unknown)
    assert [(one.name, one.country, len(one.leaders)) for one in found] == [("Muhammad Shiaa Al-Sudani", "IRQ", 3)]


def test_a_single_name_that_several_bear_stays_open():
    found = mentions(["P John Okello"], ["P James Okello"], ["P Okello"])
    judged = [one for one in compare(found, few()) if "a single name of the longer +.4" in one.reasons]
    assert [one.verdict for one in judged] == [Verdict.OPEN, Verdict.OPEN]


OKELLO = ["P John Okello | president | Ugandan"]


@pytest.mark.parametrize(("others", "alone", "joined"), [
    ([], ["P Okello", "L Uganda"], True),
    ([], ["L Okello", "L Uganda"], True),                           # taken for a town, of which there is none
    ([["P John Okello"]], ["P Okello", "L Uganda"], True),
    ([], ["P Okello", "L Kenya"], False),
    ([], ["P Okello | General", "L Uganda"], False),
    ([["P James Okello"]], ["P Okello", "L Uganda"], False),
    ([["P John Okello | | Kenyan"]], ["P Okello", "L Uganda"], False),
])
def test_a_surname_alone_is_the_only_one_of_the_record_who_has_it(others, alone, joined):
    found = actors(OKELLO, *others, alone)
    assert ("Okello" in {one.name for one in found}) != joined


def test_a_single_name_without_another_sign_is_left_alone():
    assert len(actors(["P John Okello"], ["P Okello"])) == 2


@pytest.mark.parametrize(("line", "post", "whole"), [
    ("P Korrel | Secretary", "secretary of state", True), ("P Korrel | Secretary", "secretary of defense", True),
    ("P Korrel | Secretary", "secretary general", False), ("P Korrel | General", "secretary of state", False),
    ("P Korrel", "secretary of state", False)])
def test_the_style_of_an_office_points_to_who_the_files_say_had_it(line, post, whole):
    some = known()["USA.rex-tillerson"]
    posts = tuple(replace(one, what=post) for one in some.posts)
    entries = {**few(), "USA.korrel": replace(some, key="USA.korrel", name="Dana Korrel", posts=posts)}
    assert [one.known for one in actors([line], entries=entries)] == ["USA.korrel" if whole else ""]


def test_an_initial_needs_a_title_and_a_country():
    assert len(actors(["P John Tarkett"], ["P J. Tarkett"])) == 2
    assert one("P John Tarkett | harbour master | Ghanaian", "P J. Tarkett | harbour master | Ghanaian")


def test_a_part_of_two_longer_names_joins_neither():
    assert len(actors(["P Haidar Sabbar Timimi"], ["P Haidar Jabbar Timimi"], ["P Haidar Timimi"])) == 3


def test_homonyms_of_two_countries_are_not_joined():
    found = actors(["P John Tarkett | minister | Ghanaian"], ["P John Tarkett | lawmaker | Kenyan"], ["P John Tarkett"])
    assert sorted((one.country, len(one.leaders)) for one in found) == [("", 1), ("GHA", 1), ("KEN", 1)]
    assert len({one.key for one in found}) == 3


# — bodies, states, seats —

def test_a_ministry_takes_the_only_country_that_its_report_speaks_of():
    found = actors(["O Ministry of Defence", "L Iraq"], ["O Iraqi Ministry of Defence"])
    assert {one.known: len(one.leaders) for one in found} == {"IRQ.ministry-of-defence": 2, "IRQ": 1}


def test_a_ministry_of_one_of_two_states_stays_open():
    found = mentions(["O Ministry of Defence", "L Iraq", "L Iran"])
    judged = {one.b: one.verdict for one in compare(found, few()) if "." in one.b}
    assert judged == {"IRQ.ministry-of-defence": Verdict.OPEN, "IRN.ministry-of-defence": Verdict.OPEN}


def test_an_abbreviation_is_who_a_report_introduces_it_for():
    assert sorted(named(["O Northern Rivers Front", "= O NRF"], ["O NRF"]).values()) == [2]
    assert sorted(named(["O Northern Rivers Front"], ["O NRF"]).values()) == [1, 1]          # only its first letters


def test_hezbollah_is_the_lebanese_one_unless_the_report_speaks_of_another_state_that_has_one():
    assert [one.known for one in actors(["O Hezbollah"])] == ["LBN.hezbollah"]
    assert "LBN.hezbollah" not in {one.known for one in actors(["O Hezbollah | | Turkish"])}


@pytest.mark.parametrize("name, key", [
    ("Tehran", "IRN.government"), ("Baghdad", "IRQ.government"), ("the Kremlin", "RUS.government"),
    ("the Pentagon", "USA.defense-department"), ("the White House", "USA.white-house"), ("Ankara", "TUR.government")])
def test_a_seat_that_acts_is_who_sits_there(name, key):
    assert [one.known for one in actors([f"O {name}"])] == [key]
    assert actors([f"L {name}"]) == []


def test_a_country_is_the_state_whether_it_acts_or_not():
    assert [(one.known, one.type, len(one.leaders)) for one in actors(["L Mali"], ["O Mali"])] == [("MLI", "state", 2)]


def test_a_description_with_its_owner_is_an_actor_of_its_own_and_a_bare_one_is_none():
    found = actors(["-G several Iranian officials | | Iranian", "-P the commander", "-G observers"],
                   ["-G Iranian officials | | Iranian", "-G pro-Iranian militias | | Iranian"])
    assert sorted((one.name, one.type, one.described, one.country, len(one.leaders)) for one in found) == [
        ("Iranian officials", "group", True, "IRN", 2), ("pro-Iranian militias", "group", True, "", 1)]


def test_reasons_say_what_agreed_and_sum_up_to_the_score():
    for judgement in compare(mentions(SUDANI, ["P Mohamed Shia | Prime Minister | Iraqi"]), few()):
        weights = [float(reason.rsplit(" ", 1)[1].replace("−", "-")) for reason in judgement.reasons]
        assert judgement.score == min(.99, round(sum(weights), 2))


def test_a_name_of_the_files_weighs_less_where_the_report_does_not_speak_of_their_country():
    def score(*report):
        return [one.score for one in compare(mentions(report), few()) if one.b == "YEM.houthis"]

    assert score("O Ansar Allah", "L Yemen") == [.99] and score("O Ansar Allah", "L Iraq") == [.7]


# — a person's word —

def test_a_person_joins_and_the_actor_keeps_a_chosen_name():
    found = mentions(["P John Okello"], ["P Abu Layth"])
    a, b = sorted(one.key for one in found)
    assert [one.name for one in cluster(found, [person(a, Verdict.SAME, b)], few(), [(a, "Okello the elder")])] == [
        "Okello the elder"]


def test_a_person_parts_what_the_machine_joins():
    found = mentions(["P John Tarkett"], ["P John Tarkett"], ["P John Tarkett"])
    a, b, _ = sorted(one.key for one in found)
    machine = compare(found, few())
    groups = [one.leaders for one in cluster(found, [*machine, person(a, Verdict.DIFFERENT, b)], few())]
    assert sorted(map(len, groups)) == [1, 2] and not any({a, b} <= set(group) for group in groups)


def test_a_mention_told_from_its_chain_stands_alone():
    found = mentions(["P John Tarkett", "= P Tarkett"])
    leader, other = found[0].key, found[1].key
    split = cluster(found, [person(other, Verdict.DIFFERENT, leader)], few())
    assert sorted((one.leaders, one.singles) for one in split) == [((), (other,)), ((leader,), ())]
    assert len({one.key for one in split}) == 2


def test_a_person_tells_who_of_the_files_somebody_is():
    found = mentions(["O the Movement"], ["O the Movement"])
    judged = [*compare(found, few()), person(found[0].key, Verdict.SAME, "YEM.houthis")]
    assert [(one.known, len(one.leaders)) for one in cluster(found, judged, few())] == [("YEM.houthis", 2)]


# — properties —

LINES = st.sampled_from([line for pair in [*SAME, *DIFFERENT] for line in pair])
REPORTS = st.lists(st.lists(LINES, min_size=1, max_size=4, unique=True), min_size=1, max_size=5)
FEW = settings(max_examples=15)


@FEW
@given(REPORTS, st.randoms())
def test_the_order_of_input_changes_nothing(reports, random):
    found = mentions(*reports)
    judged = compare(found, few())
    made = cluster(found, judged, few())
    random.shuffle(found)
    again = compare(found, few())
    assert again == judged
    random.shuffle(again)
    assert cluster(found, again, few()) == made


@FEW
@given(REPORTS)
def test_every_chain_is_in_one_actor_at_most(reports):
    found = mentions(*reports)
    leaders = [leader for one in cluster(found, compare(found, few()), few()) for leader in one.leaders]
    assert len(leaders) == len(set(leaders))


@FEW
@given(REPORTS, st.data())
def test_a_persons_judgement_always_holds(reports, data):
    found = mentions(*reports)
    machine = compare(found, few())
    keys = sorted(leader for one in cluster(found, machine, few()) for leader in one.leaders)
    if len(keys) < 2:
        return
    a, b = data.draw(st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True))
    verdict = data.draw(st.sampled_from([Verdict.SAME, Verdict.DIFFERENT]))
    judged = [*compare(found, few(), [person(a, verdict, b)]), *machine, person(a, verdict, b)]
    where = {leader: one.key for one in cluster(found, judged, few()) for leader in one.leaders}
    assert (where[a] == where[b]) is (verdict is Verdict.SAME)


def test_the_actors_of_the_package_are_found_among_all_of_them():
    found = cluster(made := mentions(SUDANI, ["O Kata'ib Hezbollah", "O Ansar Allah", "O PMU"]), compare(made, known()),
                    known(), {})
    assert {one.known for one in found} == {"IRQ.mohammed-shia-al-sudani", "IRQ.kataib-hezbollah", "YEM.houthis",
            "IRQ.pmu"}


def test_what_sort_of_body_is_said_beside_a_name_belongs_to_it():
    for name, key in (("Al-Fatah coalition", "IRQ.fatah-alliance"), ("Fatah", "PSE.fatah")):
        made = mentions([f"O {name}"])
        assert [one.known for one in cluster(made, compare(made, known()), known(), {})] == [key]


def test_a_state_that_the_reader_took_for_a_person_is_a_state_unless_persons_are_called_so():
    def types(*lines):
        made = mentions(list(lines))
        return [one.type for one in cluster(made, compare(made, few()), few())]

    assert types("P Iraq") == ["state"] and types("P Jordan") == ["person"]
    assert types("P Iraq", "= P Iraq Khalaf") == ["person"]


def test_a_building_whose_owners_act_is_a_body():
    made = mentions(["F Harbour Center", "= O Harbour Center"])
    assert [one.type for one in cluster(made, compare(made, few()), few())] == ["organisation"]
