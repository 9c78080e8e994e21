"""Who is who as the record tells it: actors with codes and counts, posts by date, ties with every voice, places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import stand_ins
from builder import STAGES

from standoff import pipeline, text
from standoff.api import Record, open_record
from standoff.errors import AmbiguousKey, FaultyActors, UnknownKey
from standoff.model import (
    Actor,
    Claim,
    Date,
    DateBasis,
    Form,
    Kind,
    Location,
    Mention,
    Origin,
    PlaceType,
    Report,
    Tie,
    TieType,
)
from standoff.record import keys, write

BY = Origin(stage="hand", version="1", rule="hand")
SHARED = "Colonel Amber Veen commands the River Guard. It seized Tessel in 2014. Island officials pay the Guard."
FIRST = f"One\n\n{SHARED}\n\nThe mayor denies that officials pay the River Guard."
SECOND = f"Two\n\n{SHARED}"
THIRD = "Three\n\nAmber Veen, the former chief of the River Guard, is an ally of Boris Tamm."
KNOWN = """
- {key: NLD.river-guard, type: organisation, name: River Guard, names: [RG, the Guard], country: NLD,
   sectors: [PRM until 2016, MIL since 2017]}
- {key: NLD.veen, type: person, name: Amber Veen, country: NLD,
   posts: [commander of NLD.river-guard since 2012 until 2018-05-01]}
"""


class Hand:
    """What a reader might have found, by the words of the reports."""

    def __init__(self, rec: Record) -> None:
        self.reports = {"shared": next(one for one in rec.reports() if SHARED in one.text),
                        "third": next(one for one in rec.reports() if "ally" in one.text)}
        self.mentions: dict[str, Mention] = {}
        self.ties: list[Tie] = []
        self.where: list[Location] = []

    def mention(self, where: str, words: str, leader: str = "", after: str = "", form: Form = Form.NAME, name: str = "",
                kind: Kind = Kind.PERSON, title: str = "", of: str = "") -> None:
        report = self.reports[where]
        start = report.text.index(words, report.text.index(after))
        key = keys.mention(report.key, start, start + len(words))
        self.mentions[f"{words}@{where}{after}"] = Mention(
            key=key, report=report.key, start=start, end=start + len(words), head=start, kind=kind, form=form,
            leader=self.mentions[leader].key if leader else key, text=words,
            name=name or (words if form is Form.NAME else ""), title=title, of=of, origin=BY)

    def tie(self, source: str, type: TieType, target: str | None, words: str, **more: object) -> None:
        one = self.mentions[source]
        report: Report = next(report for report in self.reports.values() if report.key == one.report)
        start = report.text.index(words)
        self.ties.append(replace(Tie(
            evidence=text.carry(report, start, start + len(words)), origin=BY, report=report.key, start=start,
            end=start + len(words), type=type, source=one.key, target=self.mentions[target].key if target else None,
            cue=(), date=Date(value=None, high="2017-03-24", basis=DateBasis.RELATIVE), score=1.0), **more))


@pytest.fixture
def rec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """Two copies of one article and another article, with mentions, actors, ties and places written by hand."""
    early = tuple(stage for stage in STAGES if stage.name in ("pages", "copies", "families", "reports", "analyses"))
    (tmp_path / "mine.yaml").write_text(KNOWN)
    with open_record(tmp_path / "case.db") as rec:
        pipeline.ingest(rec._conn, [stand_ins.capture(words) for words in (FIRST, SECOND, THIRD)])
        pipeline.run(rec._conn, stages=early, actors=[tmp_path / "mine.yaml"])
        hand = Hand(rec)
        fill(hand)
        with write.transaction(rec._conn):
            for where, report in hand.reports.items():
                write.mentions(rec._conn, report.key,
                               [one for name, one in hand.mentions.items() if f"@{where}" in name])
                write.ties(rec._conn, report.key, [one for one in hand.ties if one.report == report.key])
            write.locations(rec._conn, hand.reports["shared"].key, hand.where)
            write.actors(rec._conn, [
                actor("1", "Amber Veen", "person", hand, "Colonel Amber Veen@shared", "Amber Veen@third",
                      known="NLD.veen"),
                actor("2", "River Guard", "organisation", hand, "the River Guard@shared", "the River Guard@third",
                      known="NLD.river-guard"),
                actor("3", "Boris Tamm", "person", hand, "Boris Tamm@third"),
                actor("4", "Island officials", "group", hand, "Island officials@shared", described=True,
                      country="NLD"),
                actor("5", "mayor", "person", hand, "The mayor@shared", described=True)])
        yield rec


def actor(digit: str, name: str, type: str, hand: Hand, *leaders: str, **more: object) -> Actor:
    return replace(Actor(key="a" + digit * 16, name=name, type=type, origin=BY,
                         leaders=tuple(sorted(hand.mentions[one].key for one in leaders))), **more)


def fill(hand: Hand) -> None:
    """Mentions, ties and a place of the two reports."""
    body = {"kind": Kind.ORGANISATION}
    hand.mention("shared", "Colonel Amber Veen", name="Amber Veen", title="Colonel")
    hand.mention("shared", "the River Guard", name="River Guard", **body)
    hand.mention("shared", "It", "the River Guard@shared", form=Form.PRONOUN, **body)
    hand.mention("shared", "Tessel", kind=Kind.PLACE)
    hand.mention("shared", "Island officials", form=Form.DESCRIPTION, kind=Kind.GROUP, of="Island")
    hand.mention("shared", "the Guard", "the River Guard@shared", name="Guard", **body)
    hand.mention("shared", "The mayor", form=Form.DESCRIPTION, title="mayor")
    hand.mention("shared", "officials", "Island officials@shared", "denies", Form.DESCRIPTION, kind=Kind.GROUP)
    hand.mention("third", "Amber Veen")
    hand.mention("third", "the River Guard", name="River Guard", **body)
    hand.mention("third", "Boris Tamm")
    hand.tie("Colonel Amber Veen@shared", TieType.LEADS, "the River Guard@shared",
             "Colonel Amber Veen commands the River Guard", title="commander")
    hand.tie("It@shared", TieType.CONTROLS, "Tessel@shared", "It seized Tessel in 2014",
             date=Date(value="2014", low="2014-01-01", high="2014-12-31", basis=DateBasis.STATED))
    hand.tie("Island officials@shared", TieType.SUPPORTS, "the Guard@shared", "Island officials pay the Guard",
             means=("financial",))
    hand.tie("officials@shareddenies", TieType.SUPPORTS, "the River Guard@shared", "officials pay the River Guard",
             claim=Claim.DENIED, voice=hand.mentions["The mayor@shared"].key, said=True)
    hand.tie("Amber Veen@third", TieType.LEADS, "the River Guard@third", "the former chief of the River Guard",
             title="chief", former=True)
    hand.tie("Boris Tamm@third", TieType.ALLIED_WITH, "Amber Veen@third", "an ally of Boris Tamm")
    hand.where.append(Location(
        mention=hand.mentions["Tessel@shared"].key, name="Tessel", type=PlaceType.REGION, country="NLD", precision=5,
        score=.8, reason="the only one of that name", origin=BY))


def test_actors_are_listed_with_names_codes_and_counts_by_how_many_families_have_them(rec: Record) -> None:
    first, second, *_ = rec.actors()
    assert (first.name, first.mentions, first.reports, first.families, first.articles) == ("River Guard", 4, 2, 2, 3)
    assert [(one.text, one.count) for one in first.names] == [("River Guard", 2), ("Guard", 1)]
    assert (second.name, second.country) == ("Amber Veen", "NLD")
    described = next(one for one in rec.actors() if one.described and one.type == "group")
    assert [one.text for one in described.names] == ["Island officials", "officials"] and described.articles == 2


def test_the_code_is_that_of_the_day_and_has_its_reason(rec: Record) -> None:
    assert rec.actors("river", on="2016-06-01")[0].sectors == ("PRM",)
    assert rec.code("RG", "2017-01-01").sectors == ("MIL",) and "mine.yaml" in rec.code("RG", "2017-01-01").reason
    assert [(one.since, one.until, one.sectors) for one in rec.codes("NLD.river-guard")] == [
        ("", "2016-12-31", ("PRM",)), ("2017-01-01", "", ("MIL",))]


def test_a_list_can_be_had_of_a_type_or_of_words_that_begin_so(rec: Record) -> None:
    assert {one.name for one in rec.actors(type="person")} == {"Amber Veen", "Boris Tamm", "mayor"}
    assert [one.name for one in rec.actors("guard riv")] == ["River Guard"]
    assert [one.name for one in rec.actors("nld.riv")] == ["River Guard"] and not rec.actors("uard")
    with pytest.raises(FaultyActors, match="types of actors are: state, organisation, group, person"):
        rec.actors(type="army")


@pytest.mark.parametrize("asked", ["a2", "NLD.river-guard", "nld.RIVER-GUARD", "river guard", "RG", "the-guard",
                                   "River"])
def test_an_actor_is_found_by_key_known_key_and_unambiguous_name(rec: Record, asked: str) -> None:
    assert rec.actor(asked).name == "River Guard"


def test_a_mention_leads_to_its_actor_and_a_wrong_name_to_those_it_may_mean(rec: Record) -> None:
    it = next(one for one in rec.mentions(actor="RG") if one.form is Form.PRONOUN)
    assert rec.actor(it.key[:10]) == rec.linker().actor(it.key) and rec.linker().name(it.key) == "River Guard"
    with pytest.raises(UnknownKey, match="Do you mean Boris Tamm"):
        rec.actor("Boriss Tam")
    with pytest.raises(UnknownKey, match="No actor is called 'Zoe'"):
        rec.actor("Zoe")
    with pytest.raises(UnknownKey, match="is a mention of nobody"):
        rec.actor(next(one.key for one in rec.mentions() if one.kind is Kind.PLACE))
    with write.transaction(rec._conn):
        rec._conn.execute("UPDATE actor SET name = 'Boris Veen' WHERE name = 'Boris Tamm'")
    with pytest.raises(AmbiguousKey, match=r"may be Amber Veen \(NLD.veen, a11111111\), Boris Veen"):
        rec.actor("Veen")


def test_mentions_are_those_of_an_actor_of_a_report_or_all(rec: Record) -> None:
    third = next(one for one in rec.reports() if "ally" in one.text)
    assert len(rec.mentions()) == 11 and len(rec.mentions(report=third.key)) == 3
    assert [one.text for one in rec.mentions(actor="RG", report=third.key)] == ["the River Guard"]


def test_a_tie_that_one_voice_asserts_and_another_denies_shows_both(rec: Record) -> None:
    edge, = rec.ties("Island officials")
    assert (edge.source_name, edge.type, edge.target_name) == ("Island officials", "supports", "River Guard")
    assert (edge.asserted, edge.denied, edge.asserted_by, edge.denied_by) == (1, 1, ("the reporter",), ("mayor",))
    assert (edge.means, edge.reports, edge.articles, len(edge.ties)) == (("financial",), 1, 2, 2)
    assert rec.ties(claim="denied") == rec.ties("Island officials") and not rec.ties(claim=Claim.PLANNED)
    assert rec.tie(edge.ties[0]).claim is Claim.ASSERTED and edge.quote == "Island officials pay the Guard"


def test_a_tie_of_now_and_one_that_is_over_are_one_edge_that_is_not_over(rec: Record) -> None:
    edge, = rec.ties("Amber Veen", TieType.LEADS)
    assert sorted(edge.titles) == ["chief", "commander"]
    assert (edge.former, edge.since, edge.until, edge.reports) == (False, "", "", 2)


def test_the_time_of_a_tie_is_what_texts_tell_not_when_they_were_written(rec: Record) -> None:
    edge, = rec.ties(type="controls")
    assert (edge.since, edge.until, edge.target, edge.target_name) == ("2014-01-01", "2014-12-31", "", "Tessel")


def test_a_symmetric_tie_stands_once_for_both_directions(rec: Record) -> None:
    third = next(one for one in rec.reports() if "ally" in one.text)
    assert [(one.source_name, one.target_name) for one in rec.ties(type="allied with", report=third.key)] == [
        ("Amber Veen", "Boris Tamm")]
    assert rec.ties("Boris Tamm") == rec.ties("Amber Veen", "allied with")


def test_posts_tell_whether_a_file_or_a_text_says_so_and_when(rec: Record) -> None:
    known, *told = rec.roles("Amber Veen")
    assert (known.title, known.of, known.since, known.until, known.by) == (
        "commander", "River Guard", "2012", "2018-05-01", "known: mine.yaml")
    assert sorted((one.title, one.of, one.since, one.until, one.former, one.by) for one in told) == [
        ("chief", "River Guard", "", "2017-03-24", True, "text"), ("commander", "River Guard", "", "", False, "text")]
    assert {one.quotes for one in told} == {("Colonel Amber Veen commands the River Guard",),
                                            ("the former chief of the River Guard",)}
    assert [one.by for one in rec.roles("Amber Veen", on="2019-01-01")] == ["text"]
    assert {key for key, _ in rec.posts()} == {rec.actor("Amber Veen").key}


def test_places_tell_how_exactly_they_are_known(rec: Record) -> None:
    place, = rec.places()
    assert (place.name, place.precision, place.latitude, place.reports) == ("Tessel", 5, None, 1)
    third = next(one for one in rec.reports() if "ally" in one.text)
    assert not rec.places(third.key) and not rec.locations(third.key) and len(rec.locations()) == 1


def test_frequent_names_that_no_file_knows_are_listed_with_their_words(rec: Record) -> None:
    found, = rec.unknown(least=1)
    assert (found.name, found.mentions, found.quote[-19:]) == ("Boris Tamm", 1, "ally of Boris Tamm.")
    assert not rec.unknown()


def test_frames_have_flat_columns(rec: Record) -> None:
    assert rec.actors("river").columns()["names"] == [["River Guard", "Guard"]]
    edges = rec.ties().columns()
    assert edges["type"][0] in set(TieType) and all(isinstance(cell, list) for cell in edges["asserted_by"])
    assert rec.roles("Amber Veen").to_pandas().shape[0] == 3 and rec.ties().to_polars().height == len(rec.ties())
    assert "River Guard" in repr(rec.actors()) and "<table>" in rec.ties()._repr_html_()
