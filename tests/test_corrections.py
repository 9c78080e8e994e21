"""Corrections: what a person decides on actors outranks the machine, outlives runs and captures, and can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import stand_ins
from builder import STAGES

from standoff import api, pipeline
from standoff.api import Record, open_record
from standoff.errors import AmbiguousKey, FaultyCorrections, NotFollowed, NotWritten, ReadOnly, UnknownKey
from standoff.model import Pin, Span, Verb
from standoff.record import corrections, keys, linker, listing

STORY = {
    "a.txt": "One\n\nThen Amber met Boris. Later Amber left Cairo.",
    "b.txt": "Two\n\nAmber is seen again, they say, in Tunis.",
    "c.txt": "Three\n\nAmbar, whom others know, saw Clara.",
}
KNOWN = """
- {key: EGY.amber, type: person, name: Amber, names: [Amber the Elder], country: EGY,
   sectors: [GOV until 2014, OPP since 2014]}
- {key: EGY.guild, type: organisation, name: Guild of Cairo, country: EGY, sectors: [BUS]}
"""
MINE = tuple(replace(stage, function="standoff.actors.cluster:cluster") if stage.name == "actors" else stage
             for stage in STAGES)


@pytest.fixture
def rec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """Three pages on which every capitalised word is a person's name; equal names are judged to be one."""
    for function in (pipeline.run, pipeline.decide):
        monkeypatch.setattr(function, "__kwdefaults__", {**function.__kwdefaults__, "stages": MINE})
    for name, words in STORY.items():
        (tmp_path / name).write_text(words)
    with open_record(tmp_path / "case.db") as rec:
        rec.read(*sorted(tmp_path.glob("*.txt")))
        rec.run()
        yield rec


def called(rec: Record) -> dict[str, int]:
    """The actors by name, with their mentions."""
    return {row.name: row.mentions for row in rec.actors()}


def test_what_is_merged_is_one_and_stays_so_when_all_is_made_anew(rec: Record, tmp_path: Path) -> None:
    assert called(rec)["Amber"] == 3 and called(rec)["Ambar"] == 1
    made = rec.merge("Amber", "Ambar", by="Mara", because="a slip of the pen")
    assert called(rec)["Amber"] == 4 and "Ambar" not in called(rec)
    judged = [one for one in rec.judgements() if one.by]
    assert [(one.verdict, one.score, one.reasons) for one in judged] == [("same", 1.0, ("a slip of the pen",))]
    rec.run(from_stage="mentions")
    assert called(rec)["Amber"] == 4
    (tmp_path / "d.txt").write_text("Four\n\nOne more word on Ambar today.")
    rec.read(tmp_path / "d.txt")
    rec.run()
    assert called(rec)["Amber"] == 5
    rec.undo(keys.correction(made)[:9], by="Mara Veen")
    assert (called(rec)["Amber"], called(rec)["Ambar"]) == (3, 2)
    assert rec.corrections()[0].undone and not rec.run().changed


def test_a_correction_pins_characters_of_a_capture_not_keys_of_this_run(rec: Record) -> None:
    pins = rec.merge("Boris", "Clara", by="Mara").pins
    assert [pin.quote for pin in pins] == ["Boris", "Clara"]
    assert all(rec.page(pin.span.page).text[pin.span.start:pin.span.end] == pin.quote for pin in pins if pin.span)
    assert rec.corrected(rec.corrections()[0]) == {rec.actor("Boris").key} == {rec.actor("Clara").key}


def test_a_mention_leaves_its_chain_and_its_name_leaves_an_actor(rec: Record) -> None:
    rec.split(next(one.key for one in rec.mentions(actor="Amber") if one.leader != one.key), by="Mara")
    assert sorted(row.mentions for row in rec.actors("Amber")) == [1, 2]
    for one in rec.corrections():
        rec.undo(keys.correction(one), by="Mara Veen")
    rec.merge("Amber", "Ambar", by="Mara")
    rec.merge("Amber", "Clara", by="Mara")
    rec.split("Amber", written="Ambar", by="Jon")
    assert called(rec)["Amber"] == 4 and called(rec)["Ambar"] == 1 and "Clara" not in called(rec)


def test_two_that_are_told_apart_stay_apart_whatever_the_machine_finds(rec: Record) -> None:
    one, other = {mention.leader for mention in rec.mentions(actor="Amber")}
    rec.split(one, other, by="Mara")
    assert sorted(row.mentions for row in rec.actors("Amber")) == [1, 2]
    with pytest.raises(AmbiguousKey, match=r"may be Amber .*, Amber .*Give the key"):
        rec.actor("Amber")


def test_the_later_of_two_decisions_on_a_pair_holds(rec: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    from standoff import api

    times = iter(f"2024-01-0{day}T00:00:00Z" for day in range(1, 9))
    monkeypatch.setattr(api, "_now", lambda: next(times))
    rec.merge("Boris", "Clara", by="Mara")
    rec.split("Clara", written="Boris", by="Jon") if "Clara" in called(rec) else rec.split("Boris", written="Clara",
                                                                                           by="Jon")
    assert {"Boris", "Clara"} <= called(rec).keys()
    rec.merge("Boris", "Clara", by="Mara")
    assert len({"Boris", "Clara"} & called(rec).keys()) == 1


def test_files_of_actors_are_taken_from_the_user_and_corrections_may_name_their_entries(rec: Record,
                                                                                       tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(KNOWN)
    rec.run(actors=[tmp_path / "mine.yaml"])
    assert rec.actor("EGY.amber").known == "EGY.amber" and rec.actor("amber the elder").known == "EGY.amber"
    made = rec.merge("Ambar", "EGY.amber", by="Mara")
    assert made.pins[1] == Pin(known="EGY.amber") and called(rec)["Amber"] == 4
    assert [(one.until, one.sectors) for one in rec.codes("EGY.amber")] == [("2014-12-31", ("GOV",)), ("", ("OPP",))]
    assert rec.code("EGY.amber", "2010-05-01").sectors == ("GOV",)
    assert {one.name for one in rec.unknown(least=1)} >= {"Boris", "Clara"} and "Amber" not in {
        one.name for one in rec.unknown(least=1)}
    with pytest.raises(UnknownKey, match=r"No report speaks of Guild of Cairo \(EGY.guild\)"):
        rec.actor("EGY.guild")
    with pytest.raises(UnknownKey, match=r"No file of actors has the key EGY\.nobody"):
        rec.actor("EGY.nobody")


def test_a_renamed_actor_is_found_by_its_new_name_and_by_what_texts_write(rec: Record) -> None:
    rec.rename("Boris", "Boris  the Elder", by="Mara")
    assert rec.actor("Boris the Elder") == rec.actor("Boris")
    assert [one.text for row in rec.actors("boris elder") for one in row.names] == ["Boris"]
    with pytest.raises(FaultyCorrections, match="what it is to be called"):
        rec.rename("Boris", " ", by="Mara")


def test_what_is_split_by_name_is_parted_once_and_stays_together(rec: Record) -> None:
    for other in ("Boris", "Clara", "Cairo"):
        rec.merge("Amber", other, by="Mara")
    made = rec.split("Amber", written="Amber", by="Jon")
    assert [one.verb for one in made] == [Verb.MERGE, Verb.SPLIT] and called(rec)["Amber"] == 3


def test_a_name_of_the_letters_of_keys_is_a_name_and_no_key(rec: Record) -> None:
    rec._conn.execute("PRAGMA foreign_keys = OFF")
    clara = rec.actor("Clara").key
    with stand_ins.changed(rec):
        for table, column in (("actor", "key"), ("identity", "actor")):
            rec._conn.execute(f"UPDATE {table} SET {column} = 'abed500000000000' WHERE {column} = ?", (clara,))
    with pytest.raises(UnknownKey, match="No actor is called 'Abed'"):
        rec.actor("Abed")
    with pytest.raises(UnknownKey, match="No actor is called 'Nada'"):
        rec.merge("Nada", "Boris", by="Mara")
    with stand_ins.changed(rec):
        rec._conn.execute("UPDATE actor SET name = 'Abed5' WHERE name = 'Boris'")
    assert rec.actor("Abed5").name == "Abed5" and rec.actor("abed50").name == rec.actor("abed50000").name == "Clara"


def test_the_last_choice_of_a_name_holds_however_it_was_pinned(rec: Record, tmp_path: Path) -> None:
    first, second = sorted(mention.leader for mention in rec.mentions(actor="Amber") if mention.leader == mention.key)
    for one, name in ((second, "Amber One"), (first, "Amber Two"), (second, "Amber Three")):
        rec.rename(one, name, by="Mara")
    assert rec.actor(first).name == "Amber Three"
    (tmp_path / "mine.yaml").write_text(KNOWN)
    rec.run(actors=[tmp_path / "mine.yaml"])
    rec.merge("EGY.amber", "EGY.guild", by="Mara")
    rec.rename("EGY.guild", "The Guild", by="Mara")
    assert rec.actor("EGY.amber").name == "The Guild"


def test_a_post_is_held_from_day_to_day_on_a_persons_word(rec: Record, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(KNOWN)
    rec.run(actors=[tmp_path / "mine.yaml"])
    rec.role("Boris", "deputy head of EGY.guild", since="2014", until="2016-03", by="Mara")
    rec.role("Boris", "scribe of Clara", by="Jon")
    rec.role("Boris", "rower", by="Jon")
    given = [(one.title, one.of, one.since, one.until, one.by) for one in rec.roles("Boris") if one.correction]
    assert given == [("deputy head", "Guild of Cairo", "2014", "2016-03", "Mara"), ("scribe", "Clara", "", "", "Jon"),
                     ("rower", "", "", "", "Jon")]
    assert [one.title for one in rec.roles("Boris", on="2017-01-01") if one.correction] == ["scribe", "rower"]
    assert rec.roles("Boris")[1].of_key == rec.actor("Clara").key
    for post, since, until, told in (("head of EGY.nothing", "", "", "Nobody here"), ("head", "2014-13", "", "no date"),
                                     ("head", "2016", "2014", "before it begins"), (" ", "", "", "has a title"),
                                     ("mayor of", "", "", "has a title")):
        with pytest.raises(FaultyCorrections, match=told):
            rec.role("Boris", post, since, until, by="Mara")


def test_what_cannot_be_decided_says_what_to_do(rec: Record) -> None:
    with pytest.raises(FaultyCorrections, match="one already"):
        rec.merge("Amber", "Amber", by="Mara")
    with pytest.raises(FaultyCorrections, match="needs the name of who decides"):
        rec.merge("Boris", "Clara", by=" ")
    with pytest.raises(FaultyCorrections, match="one of its mentions"):
        rec.split("Amber", by="Mara")
    with pytest.raises(FaultyCorrections, match="No text calls Amber 'Zoe'"):
        rec.split("Amber", written="Zoe", by="Mara")
    with pytest.raises(FaultyCorrections, match="nothing else"):
        rec.split("Boris", written="Boris", by="Mara")
    with pytest.raises(UnknownKey, match=r"No actor is called 'Klara'\. Do you mean Clara"):
        rec.merge("Boris", "Klara", by="Mara")
    made = rec.merge("Boris", "Clara", by="Mara")
    rec.undo(keys.correction(made), by="Mara Veen")
    with pytest.raises(FaultyCorrections, match="was undone already"):
        rec.undo(keys.correction(made), by="Mara Veen")
    with open_record(rec.path, readonly=True) as reader, pytest.raises(ReadOnly):
        reader.merge("Boris", "Clara", by="Mara")


def test_corrections_are_carried_to_another_record_of_some_of_the_captures(rec: Record, tmp_path: Path) -> None:
    rec.merge("Amber", "Ambar", by="Mara")
    rec.rename("Clara", "Clara Zen", by="Jon")
    made = rec.rename("Boris", "Bo", by="Jon")
    assert rec.export_corrections(tmp_path / "ours.jsonl") == 3
    with open_record(tmp_path / "other.db") as other:
        other.read(tmp_path / "c.txt")
        other.run()
        assert len(other.import_corrections(tmp_path / "ours.jsonl")) == 3
        assert "Clara Zen" in called(other) and "Ambar" in called(other)
        assert not other.import_corrections(tmp_path / "ours.jsonl")
        other.read(tmp_path / "a.txt", tmp_path / "b.txt")
        other.run()
        assert called(other) == called(rec)
        rec.undo(keys.correction(made), by="Mara Veen", because="no")
        rec.export_corrections(tmp_path / "ours.jsonl")
        assert [one.value for one in other.import_corrections(tmp_path / "ours.jsonl")] == [
            "Bo", keys.correction(made)]
        assert "Boris" in called(other)


def test_a_pin_is_found_where_its_words_went_and_not_where_they_may_be_two(rec: Record) -> None:
    page = next(page for page in rec.pages() if "Clara" in page.text)
    at = page.text.index("Clara")

    def found(start: int, quote: str, key: str = page.key) -> str | None:
        one = corrections.mention_at(rec._conn, Pin(span=Span(page=key, start=start, end=start + len(quote)),
                                                    quote=quote))
        return one.text if one else None

    assert found(at, "Clara") == found(at - 4, "Clara") == "Clara"
    assert found(at - 4, "saw Clara") == "Clara"
    assert found(0, "Nobody") is None and found(at, "Clara", "p" + "0" * 16) is None
    assert found(at + 1, "a") is None
    assert corrections.mention_at(rec._conn, Pin(known="EGY.amber")) is None


@pytest.mark.parametrize(("line", "told"), [
    ("{", "line 1"), ("[]", "no object"),
    ('{"verb": "merge", "pins": [], "by": "M", "at": "2024"}', "pins are missing"),
    ('{"verb": "hit", "pins": [{"known": "EGY"}], "by": "M", "at": "2024"}', "Write one of merge, split, rename, role"),
    ('{"verb": "rename", "pins": [{"known": "EGY"}], "value": "x"}', "who decided, and when"),
    ('{"verb": "rename", "pins": [{"known": 3}], "by": "M", "at": "2024"}', "a pin is"),
    ('{"verb": "rename", "pins": [{"span": {"page": "p1", "start": 3, "end": 2}}], "by": "M", "at": "2"}', "a pin is"),
    ('{"verb": "rename", "pins": [{"known": "EGY"}], "by": "M", "at": "2024", "who": "x"}', "who: no such field"),
    ('{"verb": "rename", "pins": [{"known": "EGY"}], "by": "M", "at": "2024", "value": 3}', "value: no text"),
    ('{"verb": "role", "pins": [{"known": "EGY"}], "by": "M", "at": "2024", "since": "2016-13"}', "since “2016-13”"),
    ('{"verb": "role", "pins": [{"known": "EGY"}], "by": "M", "at": "noon"}', "at “noon”: no day of the calendar")])
def test_a_faulty_line_is_told_with_its_number(line: str, told: str) -> None:
    with pytest.raises(FaultyCorrections, match=told):
        corrections.parse([line])


def test_corrections_go_to_lines_and_back(rec: Record) -> None:
    rec.merge("Boris", "Clara", by="Mära", because="“so”\nit is")
    rec.role("Amber", "rower", "2014", by="Jon")
    there = list(rec.corrections())
    assert corrections.parse(corrections.lines(there)) == there
    assert [one.verb for one in there] == [Verb.MERGE, Verb.ROLE]
    assert json.loads(next(corrections.lines(there)))["by"] == "Mära"


def test_verify_proves_what_corrections_quote(rec: Record) -> None:
    rec.merge("Boris", "Clara", by="Mara")
    assert rec.verify().ok


def test_two_entries_of_files_that_are_made_one_are_found_by_either_key(rec: Record, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(KNOWN)
    rec.run(actors=[tmp_path / "mine.yaml"])
    made = rec.merge("EGY.amber", "EGY.guild", by="Mara")
    assert rec.actor("EGY.guild") == rec.actor("EGY.amber") and rec.corrected(made) == {rec.actor("Amber").key}


def test_entries_are_led_to_an_actor_through_others_in_whatever_order_they_were_made_one(rec: Record,
                                                                                         tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        KNOWN + "- {key: EGY.club, type: organisation, name: Club of Cairo, country: EGY}\n")
    rec.run(actors=[tmp_path / "mine.yaml"])
    rec.merge("EGY.club", "EGY.guild", by="Mara")
    made = rec.merge("EGY.guild", "Boris", by="Mara")
    assert rec.actor("EGY.club") == rec.actor("Boris") and [one.verb for one in rec.corrections_of("Boris")] == [
        Verb.MERGE, Verb.MERGE]
    rec.split("EGY.club", "EGY.guild", by="Mara")
    with pytest.raises(UnknownKey, match="No report speaks of Club of Cairo"):
        rec.actor("EGY.club")
    assert rec.corrected(made) == {rec.actor("Boris").key}


def test_a_correction_is_kept_once_where_what_follows_could_not_be_made(rec: Record, monkeypatch: pytest.MonkeyPatch) \
        -> None:
    seconds = (f"2024-05-01T10:00:{n:02}Z" for n in range(60))
    monkeypatch.setattr(api, "_now", lambda: next(seconds))
    with monkeypatch.context() as broken:
        broken.setattr(listing, "mend", unwritten)
        for _ in range(3):
            with pytest.raises(NotFollowed) as told:
                rec.rename("Clara", "Clara Ost", by="Mara", because="her name")
            assert told.value.key == keys.correction(rec.corrections()[0]) and "is kept" in str(told.value)
    assert len(rec.corrections()) == 1 and not rec.listed and "Clara" in called(rec)
    rec.rename("Clara", "Clara Ost", by="Mara", because="her name")
    assert len(rec.corrections()) == 1 and rec.listed and "Clara Ost" in called(rec)
    rec.rename("Clara Ost", "Clara", by="Mara", because="no, it is not")
    rec.rename("Clara", "Clara Ost", by="Mara", because="her name")
    assert len(rec.corrections()) == 3


def unwritten(*_: object) -> None:
    raise NotWritten("The disk is full.")


def test_whom_corrections_mean_is_what_a_linker_says(rec: Record, tmp_path: Path) -> None:
    (tmp_path / "known.yaml").write_text(KNOWN)
    rec.run(actors=[tmp_path / "known.yaml"])
    rec.merge("Boris", "EGY.guild", by="Mara")
    rec.merge("Clara", "Ambar", by="Mara")
    here = linker.known_here(rec._conn)
    assert {"EGY.amber", "EGY.guild"} <= here.keys()
    assert linker.known_keys(rec._conn) == {known: one.key for known, one in here.items()}
    assert [one.verb for one in rec.corrections_of("EGY.guild")] == ["merge"] == [
        one.verb for one in rec.corrections_of("Clara")]
    assert not rec.corrections_of("EGY.amber") and rec.corrected(*rec.corrections()) == {
        rec.actor("Boris").key, rec.actor("Clara").key}
