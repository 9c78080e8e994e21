"""Whose state a side is of whom no file knows, and sides that no words tell: of reports of one or two sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from standoff import plover
from standoff.answers import Party
from standoff.api import Record, open_record
from standoff.model import EventType
from standoff.record import unspoken
from standoff.record.homes import facing, words
from standoff.record.parties import one_way

TOLD = {
    "adjective": "Kenyan police arrested forty students on Monday.",
    "joined": "Kenyan and Ugandan officials met in Arusha on Tuesday.",
    "of a town": "Residents of Bamako stoned a convoy of the army on Monday.",
    "led": "Nigerian-led forces shelled a rebel camp near Goma.",
    "pro": "Pro-Iranian militias shelled a base near Mosul on Friday.",
    "ethnic": "Ethnic Uzbeks burned a market in Osh, Kyrgyzstan, on Friday.",
    "place": "Rebels attacked a village in Chad on Friday.",
    "only": "Ghana's finance ministry was criticised by nurses on Thursday.",
    "title": "Interior Minister Odo Bassani accused the opposition of fraud, state radio in Gabon reported.",
    "allies": "Iran's allies condemned the raid on Friday.",
    "strike": "Zambian teachers went on strike on Monday.",
    "curfew": "The army imposed a curfew in Bissau on Sunday.",
    "arrested": "Two journalists were arrested in Dakar on Monday.",
    "bombed": "Two Ethiopian soldiers were killed by a bomb in Kismayo, Somalia, on Monday.",
    "president": "The Peruvian president refused to resign on Monday.",
    "opposition": "The Togolese opposition demanded fresh elections on Monday.",
    "named": "Cuba rejected a call for inspections in Angola on Monday.",
    "said": "Panama turned down an appeal for more visas on Monday, Belize said.",
    "body": "Blue Lantern officials criticised the attack on Friday, state television in Qatar said.",
    "towards": "Senator Odo Bassani threatened to retaliate against Gabon on Thursday.",
    "parties": "The two parties signed a pact on Thursday, state radio in Sudan reported.",
    "list": "Leaders of Peru, Chile and Bolivia met on Monday.",
    "jets": "Indian warplanes bombed a camp near Balakot on Monday.",
    "helicopter": "Rebels shot down a Russian Mi-24 helicopter over Palmyra on Monday.",
    "proposal": "A Norwegian proposal was rejected by the Houthis on Monday.",
    "wares": "Rebels looted a Turkish bakery in Tripoli, Libya, on Monday.",
    "militias": "Pro-Libyan militias set up a camp. The militias were threatened by the governor of Gao on Monday.",
    "allies of": "The fighters known as Hezbollah, former allies of a government, who shelled Qusayr, went home.",
    "pact": "Foreign Minister Sergei Lavrov praised the truce between Russia and Turkey on Monday.",
    "past": "Chad left in 2011, and Peru’s withdrawal at that time was the talk of Angola.",
    "towns": "Demonstrators burned a Rwandan flag in Goma and cursed Norway. Police beat them.",
    "shared": "Congo expelled an envoy of Rwanda. Goma, Bukavu and Uvira were calm.",
    "patrol": "A peacekeeping patrol attacked a village near Bunia on Monday.",
    "domestic": "Mali’s president met a general in Gao and a bishop in Kidal. A mayor of Timbuktu and one of Segou "
                "praised Norway.\n\nThe government banned a paper.",
    "pointing": "These outlaw bands attacked a convoy near Gao on Monday.",
    "diplomats": "Diplomats criticised the arrests in Yangon on Monday.",
}
REST = " Nobody else was asked about it, and nothing more was said about it on that day."


@pytest.fixture(scope="module")
def rec(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """All of it read and run."""
    folder = tmp_path_factory.mktemp("homes")
    lines = [{"id": name, "pub_date": "2014-05-06", "publisher": "Wire", "event_text": text + REST}
             for name, text in TOLD.items()]
    (folder / "told.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    with open_record(folder / "case.db") as rec:
        rec.read(folder / "told.jsonl")
        rec.run()
        yield rec


def sides(rec: Record, name: str, type: str) -> tuple[list[Party], list[Party]]:
    """Both sides of the one event of a type in a text."""
    report, = (one.key for one in rec.reports() if one.text.startswith(TOLD[name]))
    row, = rec.events(report=report, type=type, factuality="any")
    return list(row.actors), list(row.recipients)


def states(some: list[Party]) -> list[str]:
    return [one.country for one in some]


@pytest.mark.parametrize(("name", "type", "who", "why"), [
    ("adjective", "COERCE", ["KEN"], "Kenya"),
    ("joined", "CONSULT", ["KEN", "UGA"], "by the words of “Kenyan and Ugandan officials”"),
    ("of a town", "PROTEST", ["MLI"], "by “Bamako” in “Residents of Bamako”"),
    ("led", "ASSAULT", ["NGA"], "by the words of “Nigerian-led forces”"),
    ("pro", "ASSAULT", [""], "pro-iranian"),
    ("ethnic", "ASSAULT", ["KGZ"], "where it happened"),
    ("place", "ASSAULT", ["TCD"], "where it happened"),
    ("only", "ACCUSE", ["GHA"], "the only state that the paragraph names"),
    ("title", "ACCUSE", ["GAB"], "the only state that the paragraph names"),
    ("allies", "ACCUSE", [""], ""),
    ("allies of", "ASSAULT", ["LBN"], ""),
    ("body", "ACCUSE", [""], ""),
    ("towns", "ASSAULT", ["COD"], "of whose towns the paragraph tells"),
    ("patrol", "ASSAULT", [""], ""),
    ("domestic", "COERCE", ["MLI"], "the state that the report is of"),
    ("diplomats", "ACCUSE", [""], ""),
    ("towards", "THREATEN", [""], ""),
    ("parties", "AGREE", [""], ""),
    ("list", "CONSULT", ["PER", "CHL", "BOL"], "by the words of “Leaders of Peru, Chile and Bolivia”"),
])
def test_whom_no_file_knows_has_the_state_that_the_text_tells_with_the_reason(
        rec: Record, name: str, type: str, who: list[str], why: str) -> None:
    actors, _ = sides(rec, name, type)
    assert states(actors) == who and all(one.told for one in actors)
    assert all(why.lower() in one.reason.lower() for one in actors)


@pytest.mark.parametrize(("name", "type", "whom", "why"), [
    ("strike", "PROTEST", "ZMB", "the other side's own"),
    ("curfew", "COERCE", "GNB", "where it happened"),
    ("opposition", "REQUEST", "TGO", "which stands against it"),
    ("named", "REJECT", "AGO", "the only other state that the sentence names"),
    ("said", "REJECT", None, ""),
    ("president", "REJECT", None, ""),
])
def test_a_recipient_that_no_words_tell_stands_to_reason_or_is_none(
        rec: Record, name: str, type: str, whom: str | None, why: str) -> None:
    _, recipients = sides(rec, name, type)
    told = [one for one in recipients if not one.told]
    assert states(told) == ([whom] if whom else [])
    assert all(why in one.reason and not one.actor and not one.written for one in told)


def test_whom_the_chain_calls_unclear_is_of_no_state_and_officials_do_not_deal_with_their_own(rec: Record) -> None:
    assert states(sides(rec, "militias", "THREATEN")[1]) == [""]
    assert states(sides(rec, "pact", "SUPPORT")[1]) == ["TUR"]


def test_a_side_is_told_without_what_points_to_it(rec: Record) -> None:
    assert [one.name for one in sides(rec, "pointing", "ASSAULT")[0]] == ["outlaw bands"]


def test_to_a_deed_of_long_ago_no_state_named_beside_it_is_a_side(rec: Record) -> None:
    assert sides(rec, "past", "RETREAT")[1] == []


def test_the_adjective_of_a_state_before_arms_is_its_armed_forces(rec: Record) -> None:
    (jets,), _ = sides(rec, "jets", "ASSAULT")
    assert (jets.name, jets.country, jets.sectors) == ("Indian Armed Forces", "IND", ("MIL",))
    _, (hit,) = sides(rec, "helicopter", "ASSAULT")
    assert (hit.country, hit.sectors, hit.told) == ("RUS", ("MIL",), True)
    for name in ("proposal", "wares"):
        report, = (one.key for one in rec.reports() if one.text.startswith(TOLD[name]))
        rows = list(rec.events(report=report, factuality="any"))
        assert rows and all("MIL" not in one.sectors for row in rows for one in (*row.actors, *row.recipients))


def test_the_state_arrests_and_of_attackers_nothing_but_the_state_is_known(rec: Record) -> None:
    (state,), (held,) = sides(rec, "arrested", "COERCE")
    assert (state.name, state.country, state.told) == ("Senegal", "SEN", False)
    assert (held.country, held.sectors) == ("SEN", ("JRN",))
    (somebody,), (hit,) = sides(rec, "bombed", "ASSAULT")
    assert (somebody.name, somebody.country, somebody.sectors) == ("somebody in Somalia", "SOM", ("UNK",))
    assert hit.country == "ETH" and not somebody.told


def test_whose_number_alone_is_told_are_no_political_parties(rec: Record) -> None:
    (both,), _ = sides(rec, "parties", "AGREE")
    assert both.sectors == ()


def test_nobody_is_somebody_where_the_report_tells_who_does_such_things() -> None:
    def somebody(doer: bool) -> list[str]:
        return [one.name for one in unspoken.side("actors", "ASSAULT", (), "SOM", "", (), {"SOM": "Somalia"}, doer)]

    assert somebody(False) == ["somebody in Somalia"] and somebody(True) == []


def test_a_side_that_is_not_told_is_asked_for_by_its_country_alone(rec: Record) -> None:
    assert [row.type for row in rec.events(between=("ZMB", "ZMB"))] == [EventType.PROTEST]
    assert [row.type for row in rec.events(actor="SEN")] == [EventType.COERCE]


def test_whoever_acts_at_home_is_of_the_state_that_he_faces() -> None:
    def side(*sectors: str) -> Party:
        return Party(actor="", name="", country="", sectors=sectors, reason="", written=())

    assert facing(side("COP"), side("UNK"), "COERCE", True) and facing(side("UNK"), side("REB"), "ASSAULT", False)
    assert not facing(side("MIL"), side("GOV"), "ASSAULT", True)         # armies meet abroad
    assert not facing(side("REB"), side(), "ACCUSE", True)               # the state itself may be another's
    assert not facing(side("COP"), side("CVL"), "AID", True)
    assert facing(side("GOV"), side("UNK"), "PROTEST", False) and not facing(side("EDU"), side("GOV"), "PROTEST", True)


def test_every_row_of_sides_is_a_type_of_plover_with_a_mode_and_a_known_basis() -> None:
    types = plover.read().types
    for which in ("actors", "recipients"):
        for key, basis in unspoken.table(which).items():
            type, _, mode = key.partition(" ")
            assert not mode or mode in types[type].modes
            assert set(basis) <= unspoken.WHY.keys()
    assert words().home > words().opposed - {"SOC"} and words().together <= types.keys()


def test_why_says_by_what_each_side_is_of_its_state(rec: Record) -> None:
    row, = rec.events(actor="ZMB", type="PROTEST")
    told = rec.why(row.key).reason
    assert "Zambia, not told: no words tell this side of PROTEST; ZMB is the other side's own" in told


def test_whom_it_was_done_to_did_not_do_it_where_others_only_tell_of_a_fight() -> None:
    mali, niger, chad = (Party(actor="", name=code, country=code, sectors=(), reason="", written=())
                         for code in ("MLI", "NER", "TCD"))
    attack, fight, answer = ((mali,), (niger,)), ((mali, niger), ()), ((niger,), (mali,))
    assert one_way([attack, fight]) == [attack, ((mali,), ())]
    assert one_way([attack, fight, answer]) == [attack, fight, answer]          # each on another's word
    assert one_way([fight]) == [fight]
    assert one_way([attack, ((niger, chad), ())]) == [attack, ((chad,), ())]
    unknown = replace(niger, country="")
    assert one_way([((mali,), (unknown,)), ((mali, unknown), ())])[1] == ((mali, unknown), ())
    assert one_way([((replace(mali, told=False),), (niger,)), fight])[1] == fight
