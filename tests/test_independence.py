"""Independence is shown, never assumed; whatever is not counted says why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from standoff import pipeline
from standoff.api import open_record
from standoff.model import FieldName
from standoff.record import migrations
from standoff.record.independence import Heard, Independence, letters, runs


class Names:
    """A linker that knows what mentions are called."""

    def name(self, mention: str) -> str:
        return {"n1": "Newsweek", "n2": "the Harbour Post"}.get(mention, "")


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Independence]:
    """Pages of four outlets that credit nobody; the report r3 cites Newsweek, r4 and r5 the Harbour Post."""
    monkeypatch.setattr(Independence, "_credited", lambda *both: "")
    with closing(migrations.connect(tmp_path / "case.db")) as conn:
        conn.execute("PRAGMA foreign_keys = OFF")
        conn.execute("PRAGMA ignore_check_constraints = ON")
        for page, outlet, url in (("p1", "Straits News", None), ("p2", None, "https://www.newsweek.com/a"),
                                  ("p3", "Al-Monitor", None), ("p4", "Own", None), ("p5", "Other", None),
                                  ("p6", None, None), ("p7", None, "https://straits-news.org/x")):
            _insert(conn, "page", key=page, capture=page, url=url)
            if outlet:
                _insert(conn, "field", page=page, name="outlet", value=outlet, key=page)
        for number, (report, source) in enumerate((("r3", "n1"), ("r4", "n2"), ("r5", "n2"))):
            _insert(conn, "statement", key=f"q{number}", report=report, source=source, voice="outlet", page="")
        yield Independence(conn, Names())  # type: ignore[arg-type]


def _insert(conn, table, **given):  # type: ignore[no-untyped-def]
    """A row with something in every column."""
    columns = [(name, kind) for _, name, kind, *_ in conn.execute(f"PRAGMA table_info({table})")]
    row = {name: given.get(name, None if name in given or name == "id" else "[]" if kind == "TEXT" else 0)
           for name, kind in columns}
    conn.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", [*row.values()])


def heard(n: int, *voices: str, page: int = 0) -> Heard:
    return Heard(report=f"r{n}", pages=(f"p{page or n}",), voices=frozenset(voices or ("the reporter",)))


def test_one_report_is_one(shown: Independence) -> None:
    assert shown.among([heard(6)]) == (1, ())


def test_reports_of_different_outlets_are_independent(shown: Independence) -> None:
    assert shown.among([heard(1), heard(2), heard(4)]) == (3, ())


@pytest.mark.parametrize(("some", "reason"), [
    ([heard(1), heard(6)], "r6 is not counted apart: its outlet is not known."),
    ([heard(1), heard(7)], "r7 and r1 are of one outlet, straits-news.org."),
    ([heard(2), heard(3)], "r3 cites www.newsweek.com, whose report is r2."),
    ([heard(3), heard(2)], "r3 cites www.newsweek.com, whose report is r2."),
    ([heard(4), heard(5)], "r5 and r4 both cite the Harbour Post."),
    ([heard(1, "Mara Veen"), heard(2, "Mara Veen")], "r2 and r1 both tell it on the word of Mara Veen."),
    ([heard(1, "unnamed"), heard(2, "unnamed")], "r2 and r1 both tell it on the word of somebody who is not named."),
])
def test_what_rests_on_another_is_not_counted_and_says_why(shown: Independence, some: list[Heard],
                                                           reason: str) -> None:
    assert shown.among(some) == (1, (reason,))


def test_a_reporter_who_tells_it_too_does_not_rest_on_the_source(shown: Independence) -> None:
    assert shown.among([heard(1, "Mara Veen", "the reporter"), heard(2, "Mara Veen")]) == (2, ())
    assert shown.among([heard(1, "Mara Veen"), heard(2, "Bo Lind")]) == (2, ())


@pytest.mark.parametrize(("a", "b"), [
    ("Al-Monitor", "www.al-monitor.com"), ("The Straits News", "straits news"), ("Newsweek", "newsweek.com"),
    ("edition.coastwire.com", "coastwire.com"), ("uk.coastwire.co.uk", "Coastwire"),
    ("Guardian", "theguardian.co.uk")])
def test_names_and_hosts_of_one_outlet_are_one(a: str, b: str) -> None:
    assert letters(a) == letters(b).removeprefix("the")


def test_who_tells_it_word_for_word_alike_has_copied() -> None:
    words = "After a drone attack on its fleet in the harbour, Tessel left the agreement for good."
    assert runs([words]) & runs(["On Monday, " + words])
    assert not runs([words]) & runs(["After a drone attack on its fleet Tessel left."])


@pytest.mark.parametrize(("one", "other", "reason"), [
    ("KEREM (Straits News) — Two ships sank.", "Two ships sank.", "r1 credits Straits News, whose report is r2."),
    ("KEREM (AFP) — Two ships sank.", "KEREM (AFP) - Two ships went down.", "r2 and r1 both credit afp."),
    ("KEREM (dawn) — Two ships sank.", "KEREM (dawn) - Two ships went down.", "")])
def test_a_credit_ties_reports(tmp_path: Path, one: str, other: str, reason: str) -> None:
    with open_record(tmp_path / "case.db") as rec:
        for name, outlet, words in (("a", "Harbour Post", one), ("b", "Straits News", other)):
            (tmp_path / f"{name}.html").write_text(
                f'<html><head><title>Ships</title><meta property="og:site_name" content="{outlet}"></head><body>'
                f"<article><h1>Ships</h1><p>{words} The crews were saved by a trawler that came before dawn.</p>"
                "<p>Nobody was hurt, and the harbour stayed open for all that wanted to leave it.</p></article></body>"
                "</html>")
        rec.read(tmp_path)
        pipeline.run(rec._conn, stages=pipeline.STAGES[:1])
        page = {item.first(FieldName.OUTLET): item.key for item in rec.pages()}
        shown = Independence(rec._conn, Names())  # type: ignore[arg-type]
        told = [Heard(report=f"r{n}", pages=(page[name],), voices=frozenset({"the reporter"}))
                for n, name in ((1, "Harbour Post"), (2, "Straits News"))]
        count, why = shown.among(told)
        assert (count, why) == ((1, (reason,)) if reason else (2, ()))


def test_two_blogs_of_one_house_are_two_outlets():
    assert letters("harbour.wordpress.com") != letters("strait.wordpress.com")
