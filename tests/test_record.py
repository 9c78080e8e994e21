"""The record: what goes in comes out, once, pinned, and nothing that was changed goes unnoticed."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import string
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import stand_ins
from builder import STAGES, memory
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff import pipeline, text
from standoff import settings as chosen
from standoff.errors import (
    AmbiguousKey,
    NewerRecord,
    NoSuchRecord,
    NotARecord,
    RecordError,
    UnknownKey,
    UnknownRole,
)
from standoff.model import (
    Actor,
    Analysis,
    Arc,
    Attribution,
    Capture,
    Claim,
    Copy,
    CopyType,
    Correction,
    Date,
    DateBasis,
    EventType,
    Family,
    Field,
    FieldName,
    ForeignCoding,
    ForeignSide,
    Form,
    Judgement,
    Kind,
    Lead,
    Location,
    Mention,
    Nominal,
    Origin,
    Page,
    Part,
    PartName,
    Passage,
    Pin,
    PlaceType,
    Precision,
    Problem,
    Project,
    Reading,
    Report,
    Role,
    Run,
    Segment,
    Sighting,
    Span,
    Stretch,
    Tie,
    TieType,
    TimeExpression,
    Tongue,
    Variant,
    VariantKind,
    Verb,
    Verdict,
)
from standoff.record import check, facts, foreign, keys, migrations, read, search, why, write

CASES = Path(__file__).parent / "cases" / "record"

STORY = (
    stand_ins.capture("Title one\n\nShared words stand here.\n\nOwn words of Al-Sudani. Nadia said it is so since "
                      "2014.\nComment from a reader",
                      url="http://a.example/1", retrieved="2020-01-01T00:00:00Z"),
    stand_ins.capture("Title two\n\nShared words stand here.\n\nThe end 🥖 of أحمد السوداني.\n\nPROBLEM",
                      url="http://a.example/1"),
    stand_ins.capture("Alone\n\nNothing shared, nothing Erdoğan said. Nadia left.\n\n"
                      "Nadia said it is so since 2014. Nadia said she will stay."),
)
NADIA = "- {key: IRQ.nadia, type: person, name: Nadia, country: IRQ}"


def pin(capture: Capture, quote: str) -> Pin:
    """The first place of a capture's page that reads so."""
    start = capture.data.decode().index(quote)
    return Pin(span=Span(page=keys.page(capture.digest), start=start, end=start + len(quote)), quote=quote)


DECIDED = (
    Correction(verb=Verb.MERGE, pins=(pin(STORY[0], "Sudani"), pin(STORY[2], "Erdoğan")), by="Lin",
               because="a test", at="2026-11-21T09:00:00Z"),
    Correction(verb=Verb.RENAME, pins=(Pin(known="IRQ.nadia"),), value="Nadia the Great", by="Lin",
               at="2026-11-21T09:01:00Z", undone="2026-11-21T09:02:00Z"),
    Correction(verb=Verb.ROLE, pins=(Pin(known="IRQ.nadia"),), value="mayor of IRQ.nadia", since="2014",
               until="2016-05", by="Bo", at="2026-11-21T09:03:00Z"),
)


@pytest.fixture(autouse=True, scope="module")
def _nobody_known() -> Iterator[None]:
    """Of all actors only those of the tests are known: reading ours takes longer than all else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chosen, "bundled", list)
        patch.setattr(chosen, "ours", dict)
        yield


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(migrations.connect(tmp_path / "case.db")) as conn:
        yield conn


CODED = ForeignCoding(
    key="", project=Project.POLECAT, id="P7", date="2017-03-16", type=EventType.ACCUSE, modes=("allege",),
    contexts=("legal",), code="ACCUSE allege", score=-3.5, actor=ForeignSide(name="Nadia", country="TES"),
    recipient=ForeignSide(country="TES", sectors=("GOV", "MIL")), place="Own", country="TES", latitude=1.5,
    longitude=2.5, articles=1, source="Straits News", file="p.txt", line=2, original=(("Event ID", "P7"),))
CODED = replace(CODED, key=keys.foreign(CODED))


@pytest.fixture
def built(conn: sqlite3.Connection) -> sqlite3.Connection:
    pipeline.ingest(conn, STORY)
    with write.transaction(conn):
        write.known_files(conn, [("nadia.yaml", NADIA)])
        assert [write.correction(conn, one) for one in DECIDED] == [True] * 3
        assert (foreign.keep(conn, [CODED]), foreign.keep(conn, [CODED])) == (1, 0)
    pipeline.run(conn, stages=STAGES)
    return conn


def kept(conn: sqlite3.Connection, page: Page) -> None:
    """The page with a capture for it to belong to."""
    write.capture(conn, Capture(digest=page.capture, data=b"", media_type="text/plain", charset_declared=None,
                                charset_detected=None, sightings=(Sighting(source="x"),)))
    write.page(conn, page)


# — round trips —

chars = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
words = st.text(chars, max_size=30)
names = st.text(string.ascii_letters, max_size=8)
origins = st.builds(Origin, stage=names, version=names, rule=words)
maybe = st.none() | words


@st.composite
def spans(draw: st.DrawFn, page: str, length: int) -> Span:
    start = draw(st.integers(0, length))
    return Span(page=page, start=start, end=draw(st.integers(start, length)))


@st.composite
def dates(draw: st.DrawFn, page: str, length: int) -> Date:
    return Date(value=draw(maybe), low=draw(maybe), high=draw(maybe), basis=draw(st.sampled_from(DateBasis)),
                readings=tuple(draw(st.lists(words, max_size=2))), reason=draw(words),
                spans=tuple(draw(st.lists(spans(page, length), max_size=2))))


@st.composite
def pages(draw: st.DrawFn) -> Page:
    body = draw(st.text(chars, max_size=120))
    digest = hashlib.sha256(draw(st.binary(min_size=8, max_size=8))).hexdigest()
    key = keys.page(digest)
    cuts = sorted(draw(st.sets(st.integers(0, len(body)), max_size=8)))
    segments = [Segment(start=start, end=end, role=draw(st.sampled_from(Role)), rule=draw(names),
                        level=draw(st.integers(0, 6)), markup=draw(words), when=draw(st.none() | dates(key, len(body))),
                        parts=tuple(Part(name=draw(st.sampled_from(PartName)), start=start, end=end)
                                    for _ in range(draw(st.integers(0, 2)))))
                for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    fields = draw(st.lists(st.builds(Field, name=st.sampled_from(FieldName), value=words, source=names, rule=names,
                                     spans=st.lists(spans(key, len(body)), max_size=2).map(tuple)), max_size=3))
    return Page(key=key, capture=digest, text=body, digest=text.digest(body), segments=tuple(segments),
                fields=tuple(fields), published=draw(dates(key, len(body))), url=draw(maybe), origin=draw(origins))


@given(page=pages())
@settings(max_examples=150)
def test_a_page_comes_back_as_it_went_in_and_verifies(page: Page) -> None:
    with closing(memory()) as conn:
        with write.transaction(conn):
            kept(conn, page)
        assert read.page(conn, page.key) == page
        assert list(read.pages(conn)) == [page]
        assert {f.check for f in check.verify(conn).failures} <= {"partition", "capture bytes"}   # of made-up pages


@given(page=pages(), other=pages())
@settings(max_examples=50)
def test_a_page_takes_the_place_of_the_earlier_page_of_its_capture(page: Page, other: Page) -> None:
    other = replace(other, key=page.key, capture=page.capture, fields=(), segments=(), published=Date(value=None))
    with closing(memory()) as conn, write.transaction(conn):
        kept(conn, page)
        kept(conn, other)
        assert list(read.pages(conn)) == [other]
        assert not conn.execute("SELECT count(*) FROM segment").fetchone()[0]
        assert not conn.execute("SELECT count(*) FROM evidence").fetchone()[0]
        conn.execute("INSERT INTO words (words) VALUES ('integrity-check')")


@given(data=st.data())
@settings(max_examples=80)
def test_links_families_and_reports_come_back_as_they_went_in(data: st.DataObject) -> None:
    a, b = data.draw(st.lists(pages(), min_size=2, max_size=2, unique_by=lambda page: page.key))

    def run() -> Run:
        return Run(a=data.draw(spans(a.key, len(a.text))), b=data.draw(spans(b.key, len(b.text))),
                   words=data.draw(st.integers(0, 99)), edits=data.draw(st.integers(0, 9)))

    share = st.floats(0, 1)
    link = Copy(a=a.key, b=b.key, type=data.draw(st.sampled_from(CopyType)), share_a=data.draw(share),
                share_b=data.draw(share), words=data.draw(st.integers(0, 999)), witness=run(), reason=data.draw(words),
                runs=tuple(run() for _ in range(data.draw(st.integers(0, 3)))), origin=data.draw(origins))
    family = Family(key="f" + "0" * 16, pages=tuple(sorted((a.key, b.key))), origin=data.draw(origins),
                    leads=tuple(Lead(page=page.key, score=data.draw(share),
                                     reasons=tuple(data.draw(st.lists(words, max_size=2)))) for page in (b, a)))
    body = data.draw(st.text(chars, max_size=60))
    place = data.draw(spans("", len(body)))
    quotes = st.lists(spans(a.key, len(a.text)) | spans(b.key, len(b.text)), max_size=3).map(tuple)
    readings = st.lists(st.builds(Reading, text=words, spans=quotes), max_size=3)
    report = Report(key="r" + "0" * 16, family=family.key, title=data.draw(words), text=body, origin=data.draw(origins),
                    passages=tuple(Passage(start=place.start, end=place.end, role=data.draw(st.sampled_from(Role)),
                                           witnesses=data.draw(quotes)) for _ in range(data.draw(st.integers(0, 2)))),
                    variants=tuple(Variant(start=place.start, end=place.end,
                                           kind=data.draw(st.sampled_from(VariantKind)),
                                           readings=tuple(data.draw(readings)))
                                   for _ in range(data.draw(st.integers(0, 2)))),
                    stretches=tuple(data.draw(st.lists(st.builds(
                        Stretch, start=st.integers(0, 9), length=st.integers(0, 9), page=st.just(a.key),
                        at=st.integers(0, 9)), max_size=3))),
                    published=data.draw(dates(a.key, len(a.text))))
    with closing(memory()) as conn, write.transaction(conn):
        kept(conn, a)
        kept(conn, b)
        assert write.copies(conn, [link]) == (1, 0)
        assert write.families(conn, [family]) == (1, 0)
        assert write.report(conn, report)
        assert list(read.copies(conn)) == [link]
        assert list(read.families(conn)) == [family]
        assert list(read.reports(conn)) == [report]
        assert (write.copies(conn, [link]), write.families(conn, [family]), write.report(conn, report)) == \
            ((0, 0), (0, 0), False)


pairs = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple)


def many(kind: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(kind, max_size=3).map(tuple)


analyses = st.builds(
    Analysis, report=st.just("r" + "0" * 16), reader=words, sentences=pairs, lacks=many(words), origin=origins,
    tongues=many(st.builds(Tongue, start=st.integers(), end=st.integers(), code=names, read=st.booleans())),
    nominals=many(st.builds(Nominal, start=st.integers(0, 9), end=st.integers(0, 9), head=st.integers(0, 9),
                            kind=st.sampled_from(Kind), name=st.booleans(), chain=st.none() | st.integers(0, 9))),
    attributions=many(st.builds(Attribution, source=pairs, cue=pairs, content=pairs, score=st.floats(0, 1))),
    times=many(st.builds(TimeExpression, start=st.integers(0, 9), end=st.integers(0, 9), date=dates("p" + "0" * 16, 9),
                         precision=st.none() | st.sampled_from(Precision))),
    words=words, arcs=many(st.builds(Arc, type=st.sampled_from(TieType), source=st.integers(0, 9),
                                     score=st.floats(0, 1), target=st.integers(0, 9), marks=many(words))))


@given(item=analyses, other=analyses)
@settings(max_examples=100)
def test_an_analysis_comes_back_as_it_went_in_and_takes_the_place_of_the_earlier_one(item: Analysis,
                                                                                      other: Analysis) -> None:
    with closing(memory()) as conn, write.transaction(conn):
        conn.execute("PRAGMA defer_foreign_keys = ON")
        for one in (item, other):
            there = list(read.analyses(conn))
            assert write.analysis(conn, one) is (there != [one])
            assert write.analysis(conn, one) is False
            assert read.analysis(conn, one.report) == one and list(read.analyses(conn)) == [one]
        assert write.forget_analysis(conn, item.report) and not list(read.analyses(conn))


REPORT = "r" + "0" * 16


@given(data=st.data())
@settings(max_examples=80)
def test_mentions_ties_and_places_come_back_as_they_went_in(data: st.DataObject) -> None:
    page = data.draw(pages())
    body = data.draw(st.text(chars, min_size=1, max_size=60))
    places = data.draw(st.lists(spans("", len(body)), min_size=1, max_size=5, unique=True))
    known = [keys.mention(REPORT, place.start, place.end) for place in places]
    some = [Mention(key=key, report=REPORT, start=place.start, end=place.end, head=data.draw(st.integers(0, 9)),
                    kind=data.draw(st.sampled_from(Kind)), form=data.draw(st.sampled_from(Form)),
                    leader=data.draw(st.sampled_from(known)), text=body[place.start:place.end], name=data.draw(words),
                    title=data.draw(words), of=data.draw(words), origin=data.draw(origins))
            for key, place in zip(known, places, strict=True)]
    ends = st.sampled_from(known)
    told = data.draw(st.lists(st.builds(
        Tie, evidence=st.lists(spans(page.key, len(page.text)), min_size=1, max_size=3).map(tuple), origin=origins,
        report=st.just(REPORT), start=st.integers(0, 9), end=st.integers(0, 9), type=st.sampled_from(TieType),
        source=ends, target=st.none() | ends, title=words, cue=pairs, former=st.booleans(),
        claim=st.sampled_from(Claim), means=many(words), voice=st.none() | ends, said=st.booleans(),
        date=dates(page.key, len(page.text)), score=st.floats(0, 1)), max_size=3, unique_by=keys.tie))
    lying = data.draw(st.lists(st.builds(
        Location, mention=ends, name=words, type=st.sampled_from(PlaceType), country=names, province=words,
        district=words, latitude=st.none() | st.floats(-90, 90), longitude=st.none() | st.floats(-180, 180),
        precision=st.integers(1, 7), geonames=st.none() | st.integers(1, 2**40), score=st.floats(0, 1), reason=words,
        others=many(words), origin=origins), max_size=3, unique_by=lambda one: one.mention))
    with closing(memory()) as conn, write.transaction(conn):
        conn.execute("PRAGMA defer_foreign_keys = ON")
        conn.execute("INSERT INTO report VALUES (?, 'f', '', '', '', '', '', '', ?)", (REPORT, body))
        kept(conn, page)
        for made, put, get in ((some, write.mentions, facts.mentions), (told, write.ties, facts.ties),
                               (lying, write.locations, facts.locations)):
            assert put(conn, REPORT, made) == (len(made), 0)      # type: ignore[operator]
            assert put(conn, REPORT, made[::-1]) == (0, 0)        # type: ignore[operator]
            assert sorted(get(conn), key=repr) == sorted(made, key=repr)    # type: ignore[operator, arg-type]
        assert [one.key for one in facts.mentions(conn)] == [keys.mention(REPORT, one.start, one.end)
                                                            for one in sorted(places)]
        assert write.mentions(conn, REPORT, ()) == (0, len(some))
        assert not [*facts.ties(conn), *facts.locations(conn)]
        assert not conn.execute("SELECT count(*) FROM evidence WHERE owner LIKE 't%'").fetchone()[0]
        conn.execute("DELETE FROM report")


judgements = st.builds(Judgement, a=names, b=names, verdict=st.sampled_from(Verdict), score=st.floats(0, 1),
                       reasons=many(words), by=names, origin=origins)


@given(some=st.lists(judgements, max_size=5, unique_by=keys.judgement), more=st.lists(judgements, max_size=2))
@settings(max_examples=60)
def test_judgements_come_back_as_they_went_in_and_only_those_that_differ_are_written(some: list[Judgement],
                                                                                    more: list[Judgement]) -> None:
    some, more = [replace(one, by="") for one in some], [replace(one, by="") for one in more]
    some = list({keys.judgement(one): one for one in some}.values())
    with closing(memory()) as conn, write.transaction(conn):
        assert write.judgements(conn, some) == (len(some), 0)
        assert sorted(facts.judgements(conn), key=repr) == sorted(some, key=repr)
        kept = {keys.judgement(one): one for one in [*some, *more]}
        came, went = write.judgements(conn, list(kept.values()))
        assert (came - went, went) == (len(kept) - len(some), came - len(kept) + len(some))
        assert {keys.judgement(one): one for one in facts.judgements(conn)} == kept
        persons = [replace(one, by="Mara") for one in kept.values()]
        assert write.judgements(conn, persons, by_persons=True) == (len(kept), 0)       # the machine's stay beside them
        assert write.judgements(conn, [], by_persons=True) == (0, len(kept))
        assert len(list(facts.judgements(conn))) == len(kept)


def test_actors_come_back_with_their_chains_and_single_mentions(built: sqlite3.Connection) -> None:
    one, two, three, *_ = facts.mentions(built)
    made = [Actor(key="a" + "1" * 16, name="Al", type="person", known="IRQ.al", leaders=(min(one.key, two.key),
                  max(one.key, two.key)), singles=(three.key,), described=True, country="IRQ", origin=one.origin),
            Actor(key="a" + "2" * 16, name="B", type="group", leaders=(three.key,), origin=one.origin)]
    with write.transaction(built):
        write.actors(built, made)
        assert list(facts.actors(built)) == made and write.actors(built, made[::-1]) == (0, 0)
        assert write.actors(built, [made[0], replace(made[1], name="C")]) == (1, 1)
    assert facts.actor_of(built, three.key) == made[0].key       # the single mention, not its chain
    assert facts.actor_of(built, one.key) == made[0].key


corrections = st.builds(Correction, verb=st.sampled_from(Verb), value=words, since=names, until=names, by=words,
                        because=words, at=names, undone=names,
                        pins=many(st.builds(Pin, known=words, span=st.none() | spans("p1", 9), quote=words)))


@given(some=st.lists(corrections, max_size=4, unique_by=keys.correction))
@settings(max_examples=60)
def test_corrections_come_back_in_the_order_made(some: list[Correction]) -> None:
    with closing(memory()) as conn, write.transaction(conn):
        assert all(write.correction(conn, one) for one in some)
        assert not any(write.correction(conn, one) for one in some)
        assert list(read.corrections(conn)) == some


def test_a_correction_is_undone_once_and_keeps_its_key_and_place(built: sqlite3.Connection) -> None:
    key = keys.correction(DECIDED[0])
    assert read.counts(built).corrections == 2
    with write.transaction(built):
        assert write.undo(built, key, "2027") and not write.undo(built, key, "2028")
        assert not write.correction(built, DECIDED[0])          # what was undone stays so
    assert list(read.corrections(built)) == [replace(DECIDED[0], undone="2027"), *DECIDED[1:]]
    assert read.counts(built).corrections == 1 and check.verify(built).ok


@pytest.mark.parametrize(("change", "told"), [
    ({"text": "others"}, "no mention of"), ({"start": 1}, "no mention of"), ({"key": "n1"}, "no mention of"),
    ({"leader": "n" + "0" * 16}, "the leader of"), ({"report": "r1"}, "no mention of"),
])
def test_a_mention_that_is_not_as_it_says_is_not_kept(built: sqlite3.Connection, change: dict[str, Any],
                                                      told: str) -> None:
    one = next(facts.mentions(built))
    with pytest.raises(ValueError, match=told), write.transaction(built):
        write.mentions(built, one.report, [replace(one, leader=one.key, **change) if "leader" not in change
                                           else replace(one, **change)])
    assert check.verify(built).ok


def test_of_ties_with_one_key_the_surest_is_kept(built: sqlite3.Connection) -> None:
    tie = next(facts.ties(built))
    for some in ([replace(tie, score=.5), replace(tie, score=.75, title="")],
                 [replace(tie, score=.75, title=""), replace(tie, score=.5)]):
        with write.transaction(built):
            write.ties(built, tie.report, some)
        assert [one for one in facts.ties(built) if one.report == tie.report] == [replace(tie, score=.75, title="")]


@given(data=st.binary(max_size=300), media=names, declared=maybe, detected=maybe,
       met=st.lists(st.builds(Sighting, source=words, url=maybe, outlet=maybe, retrieved=maybe, charset=maybe,
                              status=st.none() | st.integers(100, 599), extra=maybe),
                    min_size=1, max_size=4, unique=True))
@settings(max_examples=60)
def test_a_capture_comes_back_with_its_bytes_and_sightings(data: bytes, media: str, declared: str | None,
                                                           detected: str | None, met: list[Sighting]) -> None:
    capture = Capture(digest=hashlib.sha256(data).hexdigest(), data=data, media_type=media, charset_declared=declared,
                      charset_detected=detected, sightings=tuple(met))
    with closing(memory()) as conn, write.transaction(conn):
        write.capture(conn, capture)
        back = read.capture(conn, keys.capture(capture.digest))
        assert replace(back, sightings=()) == replace(capture, sightings=())
        assert set(back.sightings) == set(met) and len(back.sightings) == len(met)
        assert check.verify(conn).ok


def test_problems_come_back_and_the_same_problem_of_two_items_is_listed_once(conn: sqlite3.Connection) -> None:
    found = Problem(stage="pages", code="odd", message="It is odd. Look.", source="a.txt", capture="c1",
                    span=Span(page="p1", start=1, end=2))
    with write.transaction(conn):
        write.problems(conn, "pages", "one", [found, replace(found, span=None)])
        write.problems(conn, "pages", "two", [found])
    assert set(read.problems(conn)) == {found, replace(found, span=None)} and read.counts(conn).problems == 2
    with write.transaction(conn):
        write.forget_problems(conn, "pages", "one")
    assert list(read.problems(conn)) == [found]


def test_what_no_store_can_hold_is_replaced_one_for_one(conn: sqlite3.Connection) -> None:
    page, = stand_ins.segment(STORY[2])
    bad = replace(page, url="http://\ud800\x00", fields=(replace(page.fields[0], value="a\x00b\udfff"),))
    with write.transaction(conn):
        kept(conn, bad)
        write.problems(conn, "read", "x", [Problem(stage="s", code="c", message="\ud800", source="\x00")])
    back = read.page(conn, page.key)
    assert (back.url, back.fields[0].value) == ("http://\ufffd\ufffd", "a\ufffdb\ufffd")
    assert next(read.problems(conn)).message == "\ufffd"
    assert not [f for f in check.verify(conn).failures if f.check != "capture bytes"]


# — keys —


def test_a_prefix_names_its_datum_and_says_when_it_names_several_or_none(built: sqlite3.Connection) -> None:
    page = keys.page(STORY[0].digest)
    assert read.full_key(built, page[:6]) == page == read.full_key(built, page.upper())
    assert read.full_key(built, STORY[0].digest) == keys.capture(STORY[0].digest)
    assert read.full_key(built, "sha256:" + STORY[0].digest) == keys.capture(STORY[0].digest)
    with pytest.raises(AmbiguousKey, match="Give more digits"):
        read.full_key(built, "p")
    with pytest.raises(UnknownKey, match="No page has a key"):
        read.full_key(built, "p" + "0" * 16)
    for nonsense in ("", "hello", "z12", page + "0", "p' OR 1", "p%", "\x00", "\ud800"):
        with pytest.raises(UnknownKey, match="is no key"):
            read.full_key(built, nonsense)


def test_every_key_of_the_record_resolves_and_has_a_why(built: sqlite3.Connection) -> None:
    for noun, some in read.contents(built).items():
        assert some, f"the story has no {noun}"
        for key in some:
            assert read.full_key(built, key) == key
            found = why.why(built, key)
            assert found.key == key and found.noun in (noun, "passage", "variant", "report") and found.what
            for quote in found.quotes + found.copies:
                page = read.page(built, quote.page)
                assert (quote.prefix, quote.exact, quote.suffix) == text.quote(page.text, quote.start, quote.end)


def test_why_names_the_source_the_rule_and_the_same_text_in_the_other_copy(built: sqlite3.Connection) -> None:
    page = read.page(built, keys.page(STORY[0].digest))
    seg = next(seg for seg in page.segments if page.text[seg.start:seg.end] == "Shared words stand here.")
    found = why.why(built, keys.segment(page.key, seg))
    assert found.origin == Origin(stage="stand-ins", version="1", rule="paragraph")
    assert [source.digest for source in found.sources] == [STORY[0].digest, STORY[1].digest]
    assert found.sources[0].sightings == STORY[0].sightings
    assert [(quote.page, quote.exact) for quote in found.copies] == \
        [(keys.page(STORY[1].digest), "Shared words stand here.")]


def test_why_lists_what_else_it_might_have_been(built: sqlite3.Connection) -> None:
    page = read.page(built, keys.page(STORY[0].digest))
    assert why.why(built, keys.field(page.key, page.fields[0])).alternatives == ("another title (meta:og:title)",)
    family = read.family_of(built, page.key)
    assert family and len(why.why(built, family).alternatives) == 1
    variant = next(iter(read.contents(built)["variant"]))
    assert "nothing (p" in why.why(built, variant).alternatives[0]


# — search —


@pytest.mark.parametrize(("asked", "exact"), [
    ("sudani", ["Sudani"]), ("Al-Sudani", ["Al-Sudani"]), ("السوداني", ["السوداني"]), ("erdogan", ["Erdoğan"]),
    ('"words stand"', ["words stand"]), ("suda*", ["Sudani"]), ("OWN sudani", ["Own", "Sudani"]), ("bread", []),
    ('"stand words"', []), ("end AND of", []), ("🥖", []), ("", []), ("reader -x", []),
])
def test_search_marks_the_words_on_the_page(built: sqlite3.Connection, asked: str, exact: list[str]) -> None:
    hits = search.search(built, asked)
    assert bool(hits) == bool(exact)
    for hit in hits[:1]:
        page = read.page(built, hit.page)
        assert [page.text[mark.start:mark.end] for mark in hit.marks] == exact
        assert page.text[hit.span.start:hit.span.end] == hit.snippet
        assert hit.key in {keys.segment(page.key, seg) for seg in page.segments if seg.role == hit.role}


def test_search_keeps_to_a_role_and_names_the_roles_when_there_is_no_such(built: sqlite3.Connection) -> None:
    assert {hit.role for hit in search.search(built, "reader", role="comment")} == {Role.COMMENT}
    assert not search.search(built, "reader", role=Role.BODY)
    with pytest.raises(UnknownRole, match="title, byline"):
        search.search(built, "reader", role="hero")


def test_a_snippet_of_a_long_segment_shows_whole_words_around_the_match(conn: sqlite3.Connection) -> None:
    pipeline.ingest(conn, [stand_ins.capture("T\n" + "before " * 60 + "needle" + " after" * 60)])
    pipeline.run(conn, stages=STAGES)
    hit, = search.search(conn, "needle")
    assert re.fullmatch(r"(before )+needle( after)+", hit.snippet) and len(hit.snippet) <= 2 * search.AROUND


def test_marks_survive_a_text_that_has_the_marking_characters_itself(conn: sqlite3.Connection) -> None:
    pipeline.ingest(conn, [stand_ins.capture("T\n\ufdd0some\ufdd1 needle here"),
                           stand_ins.capture("U\n" + "".join(map(chr, range(0xFDD0, 0xFDF0))) + " thread")])
    pipeline.run(conn, stages=STAGES)
    hit, = search.search(conn, "needle")
    assert [mark.start for mark in hit.marks] == [9]
    assert search.search(conn, "thread")[0].marks == ()


@given(st.text(max_size=200) | st.text('"*^():-+{}ANDORTNE \x00\ud800', max_size=80))
@settings(max_examples=300)
def test_no_query_is_an_error(story: str) -> None:
    for hit in search.search(_story(), story):
        assert hit.snippet


def test_a_query_of_very_many_words_is_cut(built: sqlite3.Connection) -> None:
    assert search.search(built, "word " * 5000) == []


# — verification —


def test_a_record_as_it_was_built_verifies_and_counts_what_was_read(built: sqlite3.Connection) -> None:
    result = check.verify(built)
    assert result.ok, result.failures
    counted = dict(result.checked)
    assert counted["capture bytes"] == 3 and counted["segment"] == read.counts(built).segments
    assert counted["stretch"] and counted["quote"] and counted["run"]


def test_one_damaged_row_hides_no_other(built: sqlite3.Connection) -> None:
    first, *others = read.all_keys(built, "page")
    built.execute("UPDATE segment SET role = 'hero' WHERE page = ? AND n = 0", (first,))
    built.execute("UPDATE page SET digest = 'x' WHERE key = ?", (others[-1],))
    result = check.verify(built)
    assert {first, others[-1]} <= {one.key for one in result.failures}
    assert dict(result.checked)["page text"] == len(others)


TAMPERING = [
    "UPDATE capture SET data = x'28B52FFD'", "UPDATE capture SET digest = upper(digest)", "UPDATE capture SET size = 1",
    "UPDATE capture SET media_type = 'text/html'", "UPDATE capture SET charset_detected = NULL", "DELETE FROM sighting",
    "UPDATE sighting SET url = 'http://b.example'", "UPDATE sighting SET retrieved = '1999'",
    "UPDATE sighting SET source = 'elsewhere'",
    "UPDATE page SET text = replace(text, 'words', 'swords')", "UPDATE page SET text = replace(text, 'words', 'wordz')",
    "UPDATE page SET digest = 'x'", "UPDATE page SET url = 'y'", "UPDATE page SET version = '9'",
    "UPDATE page SET text = text || '!', digest = ''",
    "UPDATE segment SET start = start + 1", "UPDATE segment SET stop = stop - 1", "UPDATE segment SET role = 'comment'",
    "UPDATE segment SET rule = 'none'", "UPDATE segment SET digest = ''", "UPDATE segment SET role = 'hero'",
    "DELETE FROM segment WHERE n = 1", "UPDATE segment SET level = 3", "UPDATE segment SET markup = 'div'",
    "UPDATE part SET start = start + 1", "UPDATE part SET name = 'title'", "DELETE FROM part",
    "UPDATE field SET value = 'other'", "UPDATE field SET source = 'other'", "DELETE FROM field WHERE n = 1",
    "UPDATE date SET value = '2001-01-01'", "UPDATE date SET basis = 'stated'", "UPDATE date SET reason = 'because'",
    "UPDATE date SET high = NULL", "DELETE FROM date", "UPDATE date SET readings = '[]' WHERE readings != '[]'",
    "UPDATE evidence SET start = start + 1 WHERE stop > start + 1", "UPDATE evidence SET exact = 'never said'",
    "UPDATE evidence SET prefix = 'He denied: '", "UPDATE evidence SET digest = ''", "DELETE FROM evidence",
    "UPDATE evidence SET suffix = 'not'", "UPDATE evidence SET stop = 99999 WHERE exact IS NULL",
    "UPDATE copy SET type = 'excerpt'", "UPDATE copy SET share_a = 0.9", "UPDATE copy SET reason = 'none'",
    "UPDATE run SET a_stop = a_stop - 1", "UPDATE run SET b_start = b_start + 1", "UPDATE run SET words = 7",
    "DELETE FROM run WHERE n > 0", "UPDATE run SET a_digest = ''",
    "UPDATE family SET size = 9", "UPDATE family SET rule = 'none'", "DELETE FROM member", "DELETE FROM lead",
    "UPDATE lead SET score = 0.1", "UPDATE lead SET reasons = '[]'",
    "UPDATE report SET text = replace(text, 'words', 'swords')", "UPDATE report SET title = 'x'",
    "UPDATE report SET digest = ''", "UPDATE passage SET stop = stop + 1000", "UPDATE passage SET role = 'quote'",
    "DELETE FROM passage WHERE n = 0", "UPDATE variant SET start = start + 1", "UPDATE variant SET kind = 'wording'",
    "UPDATE reading SET text = 'other'", "DELETE FROM reading WHERE n = 1",
    "UPDATE stretch SET at = at + 1", "UPDATE stretch SET length = length + 1", "DELETE FROM stretch",
    "UPDATE analysis SET reader = 'someone'", "UPDATE analysis SET lacks = '[\"coreference\"]'",
    "UPDATE analysis SET sentences = replace(sentences, '[0,', '[1,')", "UPDATE analysis SET tongues = '[]'",
    "UPDATE analysis SET nominals = replace(nominals, 'person', 'place')", "UPDATE analysis SET nominals = '[[0]]'",
    "UPDATE analysis SET attributions = replace(attributions, '0.5', '0.9')", "UPDATE analysis SET times = '[]'",
    "UPDATE analysis SET times = replace(times, '2014', '2015')", "UPDATE analysis SET stage = 'x'",
    "UPDATE analysis SET words = x'28B52FFD'", "UPDATE analysis SET arcs = '[]'",
    "UPDATE analysis SET words = (SELECT words FROM analysis ORDER BY key DESC)",
    "UPDATE mention SET text = 'other'", "UPDATE mention SET start = start + 1", "UPDATE mention SET head = head + 1",
    "UPDATE mention SET leader = 'n0000000000000000'", "UPDATE mention SET name = 'other'",
    "UPDATE mention SET rule = ''",
    "UPDATE mention SET form = 'shout'", "DELETE FROM mention",
    "UPDATE judgement SET verdict = 'different'", "UPDATE judgement SET a = 'n0000000000000000'",
    "UPDATE judgement SET reasons = '[]'", "UPDATE judgement SET by = 'me'", "UPDATE judgement SET score = 0.1",
    "UPDATE actor SET name = 'other'", "UPDATE actor SET known = 'IRQ.other'", "UPDATE actor SET described = 1",
    "DELETE FROM identity", "UPDATE identity SET single = 1",
    "UPDATE tie SET type = 'fights'", "UPDATE tie SET target = NULL", "UPDATE tie SET claim = 'denied'",
    "UPDATE tie SET cue = '[]'", "UPDATE tie SET stop = 99999", "UPDATE tie SET former = 0",
    "UPDATE tie SET voice = NULL",
    "UPDATE date SET high = '2015' WHERE owner IN (SELECT key FROM tie)",
    "DELETE FROM evidence WHERE owner IN (SELECT key FROM tie)",
    "UPDATE location SET latitude = 0", "UPDATE location SET country = 'USA'", "UPDATE location SET others = '[]'",
    "UPDATE correction SET said = 'other'", "UPDATE correction SET undone = ''", "UPDATE correction SET pins = '[]'",
    "UPDATE correction SET by = 'somebody else'", "UPDATE correction SET key = 'o' || substr(key, 3) || '0'",
    "UPDATE correction SET source = 'elsewhere'", "UPDATE known_file SET text = '[]'",
    "UPDATE statement SET start = start + 1", "UPDATE statement SET stop = stop - 1", "UPDATE statement SET cue = '[]'",
    "UPDATE statement SET speaker = '[[0, 1]]'", "UPDATE statement SET content = '[]'",
    "UPDATE statement SET quoted = content", "UPDATE statement SET addressed = cue",
    "UPDATE statement SET source = NULL", "UPDATE statement SET addressee = source WHERE page = ''",
    "UPDATE statement SET place = source", "UPDATE statement SET medium = 'speech'",
    "UPDATE statement SET manner = 'denied'", "UPDATE statement SET factuality = '[\"negated\"]'",
    "UPDATE statement SET voice = 'quoted'", "UPDATE statement SET within = key", "UPDATE statement SET score = 0.1",
    "UPDATE statement SET words = 'never said'", "UPDATE statement SET page = '' WHERE page <> ''",
    "UPDATE statement SET sourcing = 'collective'", "UPDATE statement SET rule = ''",
    "DELETE FROM evidence WHERE owner IN (SELECT key FROM statement)",
    "UPDATE date SET high = '2015' WHERE owner IN (SELECT key FROM statement)",
    "UPDATE outlook SET type = 'pledge'", "UPDATE outlook SET stop = stop - 1", "UPDATE outlook SET hedges = '[]'",
    "UPDATE outlook SET condition = '[]'", "UPDATE outlook SET timed = '[]'", "UPDATE outlook SET about = '[1]'",
    "UPDATE outlook SET forecaster = NULL", "UPDATE outlook SET statement = ''", "UPDATE outlook SET negated = 1",
    "UPDATE outlook SET polar = 0", "UPDATE outlook SET anchor = 1", "UPDATE outlook SET words = 'never foreseen'",
    "UPDATE date SET low = '2015' WHERE owner IN (SELECT key FROM outlook)",
    "DELETE FROM evidence WHERE owner IN (SELECT key FROM outlook)",
    "UPDATE event SET type = 'ASSAULT'", "UPDATE event SET start = start + 1", "UPDATE event SET stop = stop - 1",
    "UPDATE event SET modes = '[]'", "UPDATE event SET contexts = '[]'", "UPDATE event SET told = '[[0, 1]]'",
    "UPDATE event SET told = '[]'", "UPDATE event SET anchor = 1", "UPDATE event SET actors = '[]'",
    "UPDATE event SET recipients = actors", "UPDATE event SET place = voice", "UPDATE event SET sizes = '[]'",
    "UPDATE event SET factuality = '[\"negated\"]'", "UPDATE event SET said = 0", "UPDATE event SET voice = NULL",
    "UPDATE event SET statement = ''", "UPDATE event SET score = 0.1", "UPDATE event SET rule = ''",
    "UPDATE event SET words = 'never told'", "UPDATE date SET low = '2015' WHERE owner IN (SELECT key FROM event)",
    "DELETE FROM evidence WHERE owner IN (SELECT key FROM event)",
    "UPDATE echo SET type = 'denies'", "UPDATE echo SET reasons = '[]'", "UPDATE echo SET score = 0.1",
    "UPDATE echo SET b = a", "UPDATE recount SET reasons = '[]'", "UPDATE recount SET score = 0.1",
    "UPDATE recount SET b = a", "UPDATE recount SET rule = ''",
    "UPDATE foreign_coding SET type = 'ASSAULT'", "UPDATE foreign_coding SET date = '2017-03-17'",
    "UPDATE foreign_coding SET actor = recipient", "UPDATE foreign_coding SET original = '[]'",
    "UPDATE foreign_head SET columns = '[]'", "DELETE FROM foreign_head",
    "UPDATE foreign_coding SET score = 1", "UPDATE foreign_coding SET line = 3",
    "UPDATE foreign_coding SET key = 'g' || substr(key, 3) || '0'", "UPDATE analysis SET clauses = '[]'",
    "UPDATE analysis SET triggers = '[]'",
    "INSERT INTO said_words (said_words) VALUES ('delete-all')",
    "INSERT INTO foreseen_words (foreseen_words) VALUES ('delete-all')",
    "UPDATE problem SET message = 'fine'", "UPDATE problem SET start = 0",
    "INSERT INTO words (words) VALUES ('delete-all')",
]


def test_why_an_event_is_held_tells_who_when_where_how_many_and_in_whose_words(built: sqlite3.Connection) -> None:
    one = next(one for one in facts.events(built) if one.place)
    assert facts.event(built, one.key) == one
    told = why.why(built, one.key)
    assert told.noun == "event" and told.what.startswith("ACCUSE (allege): “Nadia”") and told.origin == one.origin
    for part in ("in the words of “Nadia”", "actual", "when: not after 2017-03-24", "at “Own”", "dead: 3 to ?",
                 f"stands in {one.statement}", "score 0.50"):
        assert part in told.reason
    assert [(quote.label, quote.exact) for quote in told.quotes] == [
        ("told", "Nadia said it is so since 2014"), ("told by", "said"), ("context legal", "said"), ("dead", "N")]


def test_recounts_say_which_events_are_one_and_go_with_them(built: sqlite3.Connection) -> None:
    some = list(facts.recounts(built))
    one = some[0]
    assert len(some) == 3 and facts.recount(built, keys.recount(one)) == one
    assert facts.recounts_of(built, one.a) and "told again in" in why.why(built, one.a).reason
    told = why.why(built, keys.recount(one))
    assert told.noun == "recount" and "is told again" in told.what and "equal sides" in told.reason
    with write.transaction(built):
        assert write.recounts(built, some) == (0, 0) and write.recounts(built, some[1:]) == (0, 1)
    assert not read.done(built, "recounts")
    built.execute("DELETE FROM event WHERE key = ?", (one.b,))
    assert one.b not in {end for left in facts.recounts(built) for end in (left.a, left.b)}


def test_places_of_events_lie_in_countries_and_provinces(built: sqlite3.Connection) -> None:
    assert list(facts.where(built).values()) == ["IRQ|Nineveh|Own"]
    for type, told in (("country", "IRQ"), ("province", "IRQ|Own"), ("quarter", "IRQ|Nineveh"), ("region", "IRQ")):
        built.execute("UPDATE location SET type = ?", (type,))
        assert list(facts.where(built).values()) == [told]
    built.execute("DELETE FROM location")
    assert list(facts.where(built).values()) == ["||Own"]


def test_events_go_with_what_they_stand_on_and_the_same_are_not_written_again(built: sqlite3.Connection) -> None:
    one = next(iter(facts.events(built)))
    some = [event for event in facts.events(built) if event.report == one.report]
    with write.transaction(built):
        assert write.events(built, one.report, some) == (0, 0)
        assert write.events(built, one.report, [replace(some[0], score=.25), *some[1:]]) == (1, 1)
        with pytest.raises(ValueError, match="not of"):
            write.events(built, "r0", some)
    assert facts.event(built, some[0].key).score == .25
    built.execute("DELETE FROM statement WHERE key = ?", (one.statement,))
    assert one.key not in {event.key for event in facts.events(built)}
    assert not built.execute("SELECT 1 FROM evidence WHERE owner = ?", (one.key,)).fetchone()
    assert one.report not in read.done(built, "events")
    for other in list(facts.events(built)):
        built.execute("DELETE FROM mention WHERE key = ?", (other.actors[0],))
    assert not list(facts.events(built))


@pytest.mark.parametrize("tampering", TAMPERING)
def test_a_change_to_any_table_is_found(built: sqlite3.Connection, tampering: str) -> None:
    built.execute("PRAGMA foreign_keys = OFF")
    built.execute(tampering)
    assert not check.verify(built).ok


def test_each_table_that_holds_data_is_tampered_with_above(built: sqlite3.Connection) -> None:
    tables = {name for name, in built.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
              if not name.startswith(("sqlite_", "listed")) and "words_" not in name}
    assert tables - {"done", "setting"} == {
        re.match(r"(?:UPDATE|DELETE FROM|INSERT INTO) (\w+)", one)[1] for one in TAMPERING}  # type: ignore[index]


def test_two_sides_that_do_not_read_the_same_fail_although_their_quotes_do(built: sqlite3.Connection) -> None:
    link = next(read.copies(built))
    page = read.page(built, link.b)
    wrong = replace(link.witness, b=Span(page=link.b, start=page.segments[2].start, end=page.segments[2].end))
    with write.transaction(built):
        write.copies(built, [replace(link, witness=wrong)])
    assert [f.check for f in check.verify(built).failures] == ["run"]


@pytest.mark.parametrize(("a", "b", "shared", "same"), [
    ("“Don’t stop,” the U.S. said.", '"Don\'t stop", the US said', 5, True), ("Erdoğan is", "ERDOGAN IS", 2, True),
    ("the har\u200bbour is shut", "the harbour is shut", 4, True), ("كتاب السفينة", "کتابُ السفينة", 2, True),
    ("They came.\nBy Staff\nThey saw.", "They came. They saw.", 4, True), ("the queue waits", "a boat sails", 3, False),
    ("two boats came in", "two men went out", 4, False), ("通商産業省", "通商産業省は", 5, True),
])
def test_sides_agree_by_their_words_and_not_by_typography(a: str, b: str, shared: int, same: bool) -> None:
    assert check.agree(a, b, shared) is same


@pytest.mark.parametrize(("layer", "spoilt", "told"), [
    ("sentences", [[0, 24], [20, 30]], "begins before 24"), ("sentences", [[0, 9999]], "outside the report's"),
    ("sentences", [[5, 5]], "is empty"), ("tongues", [[0, 24, "en", True], [2, 9, "ar", False]], "begins before 24"),
    ("nominals", [[0, 6, 7, "person", True, None]], "its head, 7"),
    ("attributions", [[[], [], [], 0.5]], "nothing is said"),
    ("attributions", [[[[0, 6]], [[-1, 3]], [[7, 9]], 0.5]], "[-1, 3)"),
    ("times", [[0, 9999, ["2014", None, None, "stated", [], "", []], None]], "outside the report's"),
])
def test_a_layer_that_cannot_be_right_is_found_although_its_digest_is(built: sqlite3.Connection, layer: str,
                                                                      spoilt: list[Any], told: str) -> None:
    key = read.all_keys(built, "analysis")[0]
    built.execute(f"UPDATE analysis SET arcs = '[]', {layer} = ? WHERE key = ?", (json.dumps(spoilt), key))
    built.execute("UPDATE analysis SET value = ? WHERE key = ?", (keys.value(read.analysis(built, key)), key))
    failure, = check.verify(built).failures
    assert failure.key == key and told in failure.message


def test_words_of_an_analysis_that_no_copy_has_are_found(built: sqlite3.Connection) -> None:
    built.execute("PRAGMA foreign_keys = OFF")
    built.execute("DELETE FROM stretch")
    assert {"sentence", "language", "nominal", "attribution", "time"} <= {f.check for f in check.verify(built).failures}


def test_a_span_over_two_paragraphs_is_looked_for_in_each(built: sqlite3.Connection) -> None:
    key, words = built.execute("SELECT key, text FROM report WHERE text LIKE '%bread%' OR text LIKE '%🥖%'").fetchone()
    unquotable = check._quotable(built, key)
    assert unquotable(0, len(words)) is None and "\n\n" in words
    built.execute("DELETE FROM passage WHERE report = ? AND n = 1", (key,))
    assert "stands in no passage" in (check._quotable(built, key)(0, len(words)) or "")


def test_a_damaged_file_fails_and_does_not_raise(built: sqlite3.Connection, tmp_path: Path) -> None:
    built.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    data = bytearray((tmp_path / "copy.db").read_bytes())
    data[4096 * 2:] = bytes(255 if n % 7 else byte for n, byte in enumerate(data[4096 * 2:]))
    (tmp_path / "copy.db").write_bytes(data)
    with closing(sqlite3.connect(tmp_path / "copy.db", isolation_level=None)) as damaged:
        assert not check.verify(damaged).ok


# — what goes when something goes —


def test_what_rests_on_a_page_goes_with_it_and_nothing_else(built: sqlite3.Connection) -> None:
    with write.transaction(built):
        write.forget_page(built, keys.page(STORY[0].digest))
    counts = read.counts(built)
    assert (counts.pages, counts.copies, counts.families, counts.reports) == (2, 0, 1, 1)
    owners = read.contents(built)
    for table in ("evidence", "date"):
        for owner, in built.execute(f"SELECT DISTINCT owner FROM {table}"):
            assert any(owner in some for some in owners.values())
    assert check.verify(built).ok
    assert not built.execute("PRAGMA foreign_key_check").fetchall()


def test_what_rests_on_a_mention_goes_with_it_and_is_made_again(built: sqlite3.Connection) -> None:
    tie = next(facts.ties(built))
    before, counts = read.contents(built), read.counts(built)
    some = [one for one in facts.mentions(built, [tie.report]) if tie.source not in (one.key, one.leader)]
    with write.transaction(built):
        assert write.mentions(built, tie.report, some)[1] == 1
    after = read.counts(built)
    assert (after.mentions, after.actors, after.ties) == (counts.mentions - 1, counts.actors - 1, counts.ties - 1)
    assert check.verify(built).ok
    pipeline.run(built, stages=STAGES)
    assert read.contents(built) == before


def test_a_mention_that_changes_keeps_what_rests_on_it_until_the_stages_look_again(built: sqlite3.Connection) -> None:
    counts, told = read.counts(built), list(facts.ties(built))
    with write.transaction(built):
        for report in read.all_keys(built, "report"):
            some = [replace(one, title="Mayor") for one in facts.mentions(built, [report])]
            assert write.mentions(built, report, some) == (len(some), 0)
    assert read.counts(built) == counts and list(facts.ties(built)) == told


# — versions —


def test_other_bytes_at_an_address_are_its_versions_in_order_of_retrieval(conn: sqlite3.Connection) -> None:
    url = "http://a.example/1"
    early, late, undated = (stand_ins.capture(words, url=url, retrieved=at) for words, at in
                            [("early", "2020-01-01T00:00:00Z"), ("late", "2021-01-01T00:00:00Z"), ("undated", None)])
    told = pipeline.ingest(conn, [undated, late, early, stand_ins.capture("other", url="http://a.example/2")])
    assert told.versions == 2
    assert [(one.number, one.capture) for one in read.versions(conn, url)] == \
        [(n, keys.capture(capture.digest)) for n, capture in enumerate((early, late, undated), 1)]
    assert {one.url for one in read.versions(conn)} == {url}
    assert why.why(conn, keys.capture(early.digest)).alternatives == (
        f"{keys.capture(late.digest)} is version 2 of {url}, retrieved 2021-01-01T00:00:00Z",
        f"{keys.capture(undated.digest)} is version 3 of {url}, retrieved at a time unknown")


# — the file —


def test_the_schema_says_what_every_table_and_column_is() -> None:
    schema = (files("standoff.record") / "schema.sql").read_text("utf-8")
    everywhere = {name for line in re.findall(r"^--   ((?:\w+, )*\w+)   ", schema, re.M) for name in line.split(", ")}
    tables = re.findall(r"(?ms)((?:^--[^\n]*\n)*)^CREATE TABLE (\w+) \(([^\n]*)\n(.*?)\n\) STRICT", schema)
    assert len(tables) == schema.count("CREATE TABLE") == 69
    for comment, name, beside, body in tables:
        assert comment or "--" in beside, name
        for line in body.splitlines():
            column = line.split()[0]
            assert "--" in line or column in everywhere | {"PRIMARY", "UNIQUE"}, f"{name}.{column} is not explained"


def test_a_record_is_created_once_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "a b?.db"
    for _ in range(2):
        with closing(migrations.connect(path)) as conn:
            assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert conn.execute("PRAGMA user_version").fetchone() == (migrations.VERSION,)
            assert conn.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_file_that_is_no_record_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database at all, whatever you think of it, " * 40)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE t (x)")
    before = [(tmp_path / name).read_bytes() for name in ("notes.txt", "other.db")]
    for name in ("notes.txt", "other.db"):
        for readonly in (False, True):
            with pytest.raises(NotARecord, match="another name"):
                migrations.connect(tmp_path / name, readonly)
    assert before == [(tmp_path / name).read_bytes() for name in ("notes.txt", "other.db")]
    with pytest.raises(NoSuchRecord, match="no record"):
        migrations.connect(tmp_path / "absent.db", readonly=True)
    with pytest.raises(NoSuchRecord, match="folder"):
        migrations.connect(tmp_path / "absent" / "case.db")


def test_a_record_of_a_later_standoff_is_refused_with_advice(tmp_path: Path) -> None:
    with closing(migrations.connect(tmp_path / "case.db")) as conn:
        conn.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    with pytest.raises(NewerRecord, match="Upgrade"):
        migrations.connect(tmp_path / "case.db")


def test_an_old_record_is_brought_up_to_date_step_by_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "case.db"
    with closing(migrations.connect(path)) as conn:
        pipeline.ingest(conn, STORY)

    def third(conn: sqlite3.Connection) -> None:
        conn.execute("UPDATE capture SET note = 'from step three'")

    steps = (*migrations.STEPS, "ALTER TABLE capture ADD COLUMN note TEXT; CREATE INDEX noted ON capture (note);",
             third)
    monkeypatch.setattr(migrations, "STEPS", steps)
    with pytest.raises(RecordError, match="once for writing"):
        migrations.connect(path, readonly=True)
    with closing(migrations.connect(path)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (len(steps) + 1,)
        assert conn.execute("SELECT DISTINCT note FROM capture").fetchall() == [("from step three",)]
        assert read.counts(conn).captures == 3


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_older_record_is_brought_up_to_date_and_the_next_run_fills_what_it_lacked(tmp_path: Path,
                                                                                      version: int) -> None:
    path = tmp_path / "case.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        for statement in migrations.statements(CASES.joinpath(f"schema-{version}.sql").read_text("utf-8")):
            old.execute(statement)
        old.execute(f"PRAGMA application_id = {migrations.APPLICATION}")
        old.execute(f"PRAGMA user_version = {version}")
        old.execute("CREATE TEMP TABLE listed (noun, state)")           # version 4 was the first to keep lists
        pipeline.ingest(old, STORY)
        if version == 1:
            old.execute("CREATE TEMP TABLE setting (name, value)")      # version 1 could not choose a reader
        pipeline.run(old, stages=STAGES[:4])
        for report in read.all_keys(old, "report") if version == 2 else ():
            old.execute("INSERT INTO analysis VALUES (?, 'x', '[]', '[]', '[]', '[]', '[]', '[]', '', '', '', '')",
                        (report,))
            write.done(old, "analyses", report, "1", "x")
        if version == 3:
            old.execute("INSERT INTO correction VALUES (1, 'o1', 'rename', '[[\"IRQ.nadia\", null, \"\"]]', 'Nadia', "
                        "'', '', 'Lin', '', '2026-11-21T09:00:00Z', '', 'x')")
    with closing(migrations.connect(path)) as conn, closing(migrations.connect(tmp_path / "new.db")) as new:
        assert _schema(conn) == _schema(new)
        assert check.verify(conn).ok and not list(read.analyses(conn))
        assert [stage.done for stage in pipeline.run(conn, stages=STAGES).stages] == [
            0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1]
        counts = read.counts(conn)
        assert (counts.analyses, counts.ties) == (2, 2) and counts.actors and check.verify(conn).ok
        assert counts.statements and counts.corrections == (version == 3)


def _schema(conn: sqlite3.Connection) -> dict[str, str]:
    """What the file is made of, without comments and white space."""
    return {name: " ".join(re.sub("--.*", "", sql).split())
            for name, sql in conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")}


def test_a_migration_that_fails_leaves_the_version_it_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "case.db"
    migrations.connect(path).close()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, "CREATE TABLE extra (x INT); SELECT nonsense;"))
    with pytest.raises(RecordError, match="nonsense"):
        migrations.connect(path)
    monkeypatch.undo()
    with closing(migrations.connect(path)) as conn:
        assert not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'extra'").fetchall()


def test_a_batch_is_kept_whole_or_not_at_all(conn: sqlite3.Connection) -> None:
    with pytest.raises(ZeroDivisionError), write.transaction(conn):
        write.capture(conn, STORY[0])
        raise ZeroDivisionError
    assert read.counts(conn).captures == 0


# — inside —

_STORY: list[sqlite3.Connection] = []


def _story() -> sqlite3.Connection:
    """One record for all examples of a property that only reads."""
    if not _STORY:
        conn = memory()
        pipeline.ingest(conn, STORY)
        pipeline.run(conn, stages=STAGES)
        _STORY.append(conn)
    return _STORY[0]
