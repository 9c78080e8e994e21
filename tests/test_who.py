"""Who is who as the record tells it: actors with codes and counts, posts by date, ties with every voice, places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import hand
import pytest

from standoff.api import Record
from standoff.errors import AmbiguousKey, FaultyActors, UnknownKey
from standoff.export.followthemoney import entities
from standoff.export.holdings import Holdings
from standoff.model import Claim, Date, DateBasis, Form, Kind, Tie, TieType
from standoff.record import write
from standoff.record.codings import Codes
from standoff.record.linker import bounds
from standoff.record.posts import Posts


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


def test_rows_and_mentions_of_some_are_those_that_all_have_whoever_is_left_out(rec: Record) -> None:
    rows, linker = list(rec.actors()), rec.linker()
    for one in rows:
        assert list(rec.actors(some=[one.key])) == [one]
        assert list(rec.actors(some=[one.key, rows[-1].key])) == [row for row in rows if row in (one, rows[-1])]
        assert list(rec.mentions(actor=one.key)) == [
            mention for mention in rec.mentions() if (found := linker.actor(mention.key)) and found.key == one.key]
        assert all(rec.actor(name.text).key == one.key for name in one.names)


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
    assert next((one.since, one.until) for one in rec.codes("Amber Veen")) == ("", "2011-12-31")
    assert rec.code("Amber Veen", "2011-05-01").sectors == ("UNK",)
    assert rec.code("Amber Veen", "2013-05-01").sectors == ("PRM",)


@pytest.fixture
def more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """The record of `hand` with more told of Boris Tamm, in a report of 2017-03-24 and one out by 2026-11-21."""
    first = hand.fill
    where = ("the River Guard@third", "an ally of Boris Tamm")

    def fill(made: hand.Hand) -> None:
        first(made)
        body, words = where
        dated = Date(value="2014", low="2014-01-01", high="2014-12-31", basis=DateBasis.STATED)
        made.tie("Boris Tamm@third", TieType.LEADS, body, words, title="Prime Minister", date=dated)
        made.tie("Boris Tamm@third", TieType.LEADS, None, words, title="former River Guard premier")
        made.tie("Boris Tamm@third", TieType.MEMBER_OF, body, words, title="minister", claim=Claim.POSSIBLE, said=True)
        made.tie("Boris Tamm@third", TieType.DEPUTY_OF, body, words, title="deputy chief", claim=Claim.DISPUTED)
        made.tie("Boris Tamm@third", TieType.LEADS, body, "of Boris Tamm", title="next mayor")
        made.tie("Boris Tamm@third", TieType.OFFICE, None, words, title="Maj. Gen.")
        made.tie("Boris Tamm@third", TieType.OFFICE, None, "of Boris Tamm", title="estate giant")
        made.mention("shared", "seized", kind=Kind.PLACE, name="el-Bab")
        made.mention("third", "former", kind=Kind.PLACE, name="El Bab")
        made.mention("third", "chief", kind=Kind.PLACE, name="El Bab")
        made.tie("the River Guard@third", TieType.CONTROLS, "former@third", "former")
        made.tie("the River Guard@third", TieType.CONTROLS, "chief@third", "chief")
        made.tie("the River Guard@shared", TieType.CONTROLS, "seized@shared", "seized")

    monkeypatch.setattr(hand, "fill", fill)
    with hand.record(tmp_path / "case.db") as rec:
        for one in rec.reports():
            late = "ally" in one.text
            with write.transaction(rec._conn):
                rec._conn.execute("UPDATE date SET value = ?, low = NULL, high = ? WHERE datum = ?", (
                    "2017-03-24" if late else None, "2017-03-24" if late else "2026-11-21", one.key))
        yield rec


def test_posts_of_texts_are_one_by_title_body_and_claim_and_tell_how_sure_and_on_whose_word(more: Record) -> None:
    told = more.roles("Boris Tamm")
    assert [(one.title, one.of, one.claim, one.kind) for one in told] == [
        ("prime minister", "River Guard", Claim.ASSERTED, "office"),
        ("minister", "River Guard", Claim.POSSIBLE, "office"),
        ("deputy chief", "River Guard", Claim.DISPUTED, "office"),
        ("mayor", "River Guard", Claim.PLANNED, "office"),
        ("major general", "", Claim.ASSERTED, "rank"), ("estate giant", "", Claim.ASSERTED, "job")]
    assert [one.text for one in told[0].written] == ["Prime Minister", "former River Guard premier"]
    assert (told[0].since, told[0].until) == ("2014-01-01", "2017-03-24") and told[0].former
    (_, lines), = entities(Holdings(actor_rows=tuple(more.actors()), posts=tuple(more.posts())))
    assert '"prime minister of River Guard"' in lines and '"minister of River Guard"' not in lines
    assert told[0].voices == ("the reporter",) and told[1].voices == ("unnamed",) and told[0].dates == ("2017-03-24",)


def test_a_time_at_which_somebody_came_to_a_post_is_no_end_of_it(more: Record) -> None:
    with write.transaction(more._conn):
        more._conn.execute("DELETE FROM tie WHERE title LIKE 'former%'")
    held = more.roles("Boris Tamm")[0]
    assert (held.since, held.until, held.former) == ("2014-01-01", "", False)
    assert more.code("Boris Tamm", "2021-01-01").sectors == ("GOV", "MIL")
    assert "a text of 2017-03-24 (r" in more.code("Boris Tamm", "2021-01-01").reason


def test_a_report_that_is_only_bounded_tells_no_day(more: Record) -> None:
    officials = next(one for one in more.actors() if one.name == "Island officials")
    assert (officials.first, officials.last, officials.bound) == ("", "", "2026-11-21")
    veen = more.actors("veen")[0]
    assert (veen.first, veen.last, veen.bound) == ("2017-03-24", "2017-03-24", "")
    commander = next(one for one in more.roles("Amber Veen") if one.by == "text" and one.title == "commander")
    assert commander.dates == ("≤ 2026-11-21",)
    edge, = more.ties("Island officials")
    assert (edge.first, edge.last, edge.bound) == ("", "", "2026-11-21")


def test_an_actor_of_reports_without_a_date_has_a_code_where_all_days_agree(more: Record) -> None:
    codes, guard = Codes(more._conn, more.known()), more.actor("RG")
    assert codes.between(guard, "2017-05-01", "2026-01-01").sectors == ("MIL",)
    assert codes.between(guard, "2015-05-01", "2026-01-01").sectors == ("UNK",)
    assert "PRM until 2016, MIL since 2017" in codes.between(guard, "", "2026-01-01").reason


def test_a_place_is_one_end_however_texts_write_it(more: Record) -> None:
    edge, = (one for one in more.ties(type="controls") if "ab" in one.target_name)
    assert (edge.target_name, edge.asserted, edge.reports) == ("El Bab", 3, 2)


def test_what_the_newest_reports_call_over_is_over_and_is_counted(more: Record) -> None:
    with write.transaction(more._conn):
        more._conn.execute("UPDATE date SET value = '2012-01-01' WHERE value IS NULL AND datum IN "
                           "(SELECT key FROM report)")
    edge, = more.ties("Amber Veen", TieType.LEADS)
    assert (edge.asserted, edge.ended, edge.former, edge.until) == (2, 1, True, "2017-03-24")
    with write.transaction(more._conn):
        more._conn.execute("DELETE FROM date WHERE datum IN (SELECT key FROM report)")
    edge, = more.ties("Amber Veen", TieType.LEADS)          # nobody knows which of the two reports is the newer
    assert (edge.asserted, edge.ended, edge.former, edge.until) == (2, 1, False, "")


def test_dates_that_contradict_each_other_are_dropped() -> None:
    def tie(report: str, **more: object) -> Tie:
        return Tie(evidence=(), origin=hand.BY, report=report, start=0, end=1, type=TieType.LEADS, source="n",
                   target="m", cue=(), score=1.0, **more)

    told = Date(value="2012/..", low="2012-01-01", basis=DateBasis.STATED)
    some = [tie("r1", former=True, date=Date(value=None, basis=DateBasis.RELATIVE)), tie("r2", former=True, date=told)]
    assert bounds(some, {"r1": "2005-01-01", "r2": "2013-01-01"}) == ("", "")
    assert bounds(some, {"r1": "2015-01-01", "r2": "2014-01-01"}) == ("2012-01-01", "2014-01-01")
    fought = replace(tie("r1", date=Date(value="2014-06", low="2014-06-01", high="2014-06-30")), type=TieType.FIGHTS)
    assert bounds([fought], {}) == ("2014-06-01", "2014-06-30")


def test_who_is_dead_holds_nothing(tmp_path: Path, rec: Record) -> None:
    entry = replace(rec.known()["NLD.veen"], died="2016-05-01")
    posts = Posts(rec._conn, {**rec.known(), "NLD.veen": entry})
    assert posts.held(rec.actor("Amber Veen"), "2015-01-01") and not posts.held(rec.actor("Amber Veen"), "2016-06-01")


def test_a_page_of_a_list_is_that_part_of_the_whole_list(rec: Record) -> None:
    for asked in (rec.actors, rec.ties):
        whole, page = asked(), asked(limit=2, start=1)  # type: ignore[operator]
        assert [*page] == [*whole[1:3]] and (page.more, page.total) == (len(whole) - 3, len(whole))
        assert not asked(start=99) and asked(limit=0).total == len(whole)  # type: ignore[operator]
    first = rec.actors()[0]
    assert rec.actor_row(first.name) == first and rec.ties(first.key) == rec.ties(first.key, limit=99)
    report = rec.tie(rec.ties()[0].ties[0]).report
    assert [*rec.ties(report=report, limit=1)] == [*rec.ties(report=report)[:1]]


def test_facets_count_what_a_list_gives(rec: Record) -> None:
    actors, ties = rec.facets("actor"), rec.facets("tie", claim="denied")
    assert actors.total == len(rec.actors()) and sum(n for _, n in actors.of("type")) == actors.total
    assert ties.total == len(rec.ties(claim="denied"))
    assert dict(rec.facets("actor", words="Veen").of("type")) == {"person": len(rec.actors("Veen"))}
    with pytest.raises(ValueError, match="no facets"):
        rec.facets("page")


def test_what_is_listed_of_an_actor_is_what_is_put_together_of_it(more: Record) -> None:
    posts, codes = Posts(more._conn, more.known()), Codes(more._conn, more.known())
    for one in more.each_actor():
        for day in ("", "2015-06-01", "2030-01-01"):
            assert [*more.roles(one.key, on=day)] == posts.held(one, day)
        assert [*more.codes(one.key)] == codes.over(one)


def test_a_network_of_the_foremost_has_their_ties_alone(rec: Record) -> None:
    some, whole = rec.network(limit=3), rec.network()
    assert len(some) == 3 and set(some) <= set(whole)
    assert {*some.edges} <= {*whole.edges}
