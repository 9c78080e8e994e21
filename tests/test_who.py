"""Who is who as the record tells it: actors with codes and counts, posts by date, ties with every voice, places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hand
import pytest

from standoff.api import Record
from standoff.errors import AmbiguousKey, FaultyActors, UnknownKey
from standoff.model import Claim, Form, Kind, TieType
from standoff.record import write


@pytest.fixture
def rec(tmp_path: Path) -> Iterator[Record]:
    """The record of `hand`."""
    with hand.record(tmp_path / "case.db") as rec:
        yield rec


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
    assert (edge.since, edge.until, edge.target, edge.target_name) == ("2014-01-01", "", "", "Tessel")    # not over


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
        ("chief", "River Guard", "", "", True, "text"), ("commander", "River Guard", "", "", False, "text")]
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


def test_a_post_of_a_text_is_not_carried_back_before_what_files_know_nor_beyond_a_death(rec: Record) -> None:
    assert [(one.since, one.until) for one in rec.codes("Amber Veen")][0] == ("", "2011-12-31")
    assert rec.code("Amber Veen", "2011-05-01").sectors == ("UNK",)
    assert rec.code("Amber Veen", "2013-05-01").sectors == ("PRM",)
