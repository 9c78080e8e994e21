"""Families: every case a folder under cases/families, and what must hold whatever the pages are.

A case lists pages made of paragraphs of the articles in cases/families/articles ("harbour 1-4" is its first four lines;
text in braces is put into a sentence; anything else stands as written), and what is true of them.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff import text
from standoff.families import cluster, overlap
from standoff.families.notes import before, borrowed, earliest, note, sources
from standoff.families.tokens import tokenise
from standoff.model import (
    JOINING,
    Copy,
    CopyType,
    Date,
    DateBasis,
    Field,
    FieldName,
    Origin,
    Page,
    Role,
    Run,
    Segment,
)

CASES = Path(__file__).parent / "cases" / "families"
ARTICLES = {path.stem: path.read_text("utf-8").splitlines() for path in (CASES / "articles").glob("*.txt")}
ORIGIN = Origin(stage="pages", version="test", rule="test")
SYMMETRIC = {CopyType.IDENTICAL, CopyType.EDITED, CopyType.OVERLAP}


def page(key: str, *, url: str | None = None, date: str | None = None, **roles: list[str]) -> Page:
    """A page of paragraphs, a segment each, in the order of the roles given."""
    body, segments = "", []
    for role, paragraphs in roles.items():
        for paragraph in paragraphs:
            body += "\n\n" if body else ""
            segments.append(Segment(start=len(body), end=len(body) + len(paragraph), role=Role(role), rule="test"))
            body += paragraph
    published = Date(value=date, basis=DateBasis.STATED) if date else Date(value=None)
    return Page(key=key, capture=key, text=body, digest=text.digest(body), segments=tuple(segments), fields=(),
                published=published, url=url, origin=ORIGIN)


def lines(spec: str) -> list[str]:
    """The paragraphs that a case names."""
    named = re.fullmatch(r"([\w.]+) (\d+)(?:-(\d+))?", spec)
    if named and named[1] in ARTICLES:
        return ARTICLES[named[1]][int(named[2]) - 1:int(named[3] or named[2])]
    return [re.sub(r"\{([^}]*)\}", lambda match: " ".join(lines(match[1])), spec)]


def build(key: str, spec: dict[str, Any]) -> Page:
    """A page of a case."""
    roles = {}
    for role in ("credit", "body", "teaser", "related", "comment"):
        given = spec.get(role, [])
        roles[role] = [given] if isinstance(given, str) else [line for part in given for line in lines(part)]
        for old, new in spec.get("swap", []):
            roles[role] = [line.replace(old, new) for line in roles[role]]
    fields = tuple(Field(name=FieldName.TITLE, value=spec[name], source="text", rule="test") for name in ("title",)
                   if name in spec)
    return replace(page(key, url=spec.get("url"), date=spec.get("date"), **roles), fields=fields)


def words(of: Page, start: int, end: int) -> list[int]:
    """The folded words of a span."""
    return [int(word) for word in tokenise(of.text, [(start, end)])[0]]


def distance(a: list[int], b: list[int]) -> int:
    """Edit distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], min(diagonal + (x != y), row[j] + 1, row[j - 1] + 1)
    return row[-1]


def check_run(run: Run, pages: dict[str, Page]) -> None:
    """Both spans of a run read the same, but for the edits it counts, and stand inside article segments."""
    a, b = pages[run.a.page], pages[run.b.page]
    here, there = words(a, run.a.start, run.a.end), words(b, run.b.start, run.b.end)
    assert here
    assert distance(here, there) <= run.edits
    assert run.words + run.edits >= max(len(here), len(there))
    for span, of in ((run.a, a), (run.b, b)):
        low, high = (min(seg[0] for seg in text.article_spans(of)), max(seg[1] for seg in text.article_spans(of)))
        assert low <= span.start < span.end <= high
        assert of.text[span.start].strip() and of.text[span.end - 1].strip()


def check_copy(copy: Copy, pages: dict[str, Page]) -> None:
    """What holds of every link."""
    assert copy.a != copy.b and 0 < copy.share_a <= 1 and 0 < copy.share_b <= 1
    assert copy.type not in SYMMETRIC or copy.a < copy.b
    assert copy.direction in ("", copy.a, copy.b) and copy.reason
    assert copy.words == sum(run.words for run in copy.runs)
    assert list(copy.runs) == sorted(copy.runs, key=lambda run: run.a)
    for run in (*copy.runs, copy.witness):
        assert (run.a.page, run.b.page) == (copy.a, copy.b)
        check_run(run, pages)
    assert copy.witness.edits == 0
    assert any(run.a.start <= copy.witness.a.start and copy.witness.a.end <= run.a.end for run in copy.runs)


@pytest.mark.parametrize("case", sorted(path.parent.name for path in CASES.glob("*/case.toml")))
def test_case(case: str) -> None:
    """A case's families, links, directions and leads are as it says."""
    said = tomllib.loads((CASES / case / "case.toml").read_text("utf-8"))
    pages = {key: build(key, spec) for key, spec in said["pages"].items()}
    copies = list(overlap(pages.values()))
    families = cluster(pages.values(), copies)
    assert sorted(list(family.pages) for family in families) == said["families"]
    found = {(copy.a, copy.b): copy for copy in copies}
    for a, kind, b in said.get("links", []):
        assert {pair: copy.type.value for pair, copy in found.items()}.get((a, b)) == kind
    for a, b, source in said.get("directions", []):
        assert found[a, b].direction == source, found[a, b].reason
    for member, expected in said.get("leads", {}).items():
        family = next(family for family in families if member in family.pages)
        assert [lead.page for lead in family.leads][:len(expected)] == expected
    for copy in copies:
        check_copy(copy, pages)


def test_no_pages_and_pages_without_an_article() -> None:
    """Nothing in, nothing out; a page without a word is a family of its own."""
    assert list(overlap([])) == [] and cluster([], []) == []
    empty = [page("p1"), page("p2", comment=["Only a comment."]), page("p3", body=["One."])]
    assert list(overlap(empty)) == []
    assert [family.pages for family in cluster(empty, [])] == [("p1",), ("p2",), ("p3",)]


def test_a_link_is_read_by_number_and_slice() -> None:
    """Links behave as a sequence, though they are made when read."""
    copies = overlap([page("a", body=lines("harbour 1-9")), page("b", body=lines("harbour 1-9")),
                      page("c", body=lines("harbour 2-4"))])
    assert len(copies) == 3 and copies[0] == copies[-3] == next(iter(copies)) and copies[1:] == [copies[1], copies[2]]
    with pytest.raises(IndexError):
        copies[3]


def test_every_pair_of_a_family_is_linked() -> None:
    """Parts of one article are linked with each other too, where they share enough."""
    pages = [page(f"p{n}", body=lines(f"harbour {n}-{n + 5}")) for n in range(1, 6)]
    assert len(overlap(pages)) == 10
    assert len(cluster(pages, overlap(pages))) == 1


def test_a_run_stops_at_what_stands_between_paragraphs() -> None:
    """Where one page has a caption between two paragraphs, both sides of every run still read the same."""
    plain = page("a", body=lines("harbour 1-10"))
    broken = page("b", body=lines("harbour 1-4"), caption=["Boats on the mud, seen by our photographer."],
                  lead=lines("harbour 5-10"))
    (copy,) = overlap([plain, broken])
    assert copy.type is CopyType.IDENTICAL and len(copy.runs) == 2
    check_copy(copy, {"a": plain, "b": broken})


def test_a_link_to_a_lost_page_is_an_error() -> None:
    """Whoever clusters must hand over every page that a link names."""
    pages = [page("a", body=lines("harbour 1-9")), page("b", body=lines("harbour 1-9"))]
    with pytest.raises(KeyError):
        cluster(pages[:1], overlap(pages))


def test_families_of_hundreds_stay_whole() -> None:
    """Above the size where every pair is linked, a family is still one."""
    pages = [page(f"p{n:03d}", body=lines(f"harbour {1 + n % 3}-{8 + n % 3}")) for n in range(300)]
    assert [len(family.pages) for family in cluster(pages, overlap(pages))] == [300]


def test_furniture_of_a_site_needs_no_name() -> None:
    """A promotion below a brief is no article, whether addresses are known or not."""
    promotion = lines("archive 7") + lines("archive 3")
    parts = ["harbour 1-3", "harbour 5-7", "orchard 1-3", "orchard 4-6", "archive 1-2", "archive 4-6", "orchard 7-8"]
    for url in ("https://one.example/{}", None):
        pages = [page(f"p{n}", body=lines(part) + promotion, url=url and url.format(n)) for n, part in enumerate(parts)]
        assert all(copy.type not in JOINING for copy in overlap(pages))


def test_what_stands_below_a_promotion_is_not_counted() -> None:
    """A comment taken for a paragraph, below what all pages of the site have, does not dilute a brief."""
    promotion = [" ".join(lines("archive 7") + lines("archive 3"))]
    site = [page(f"p{n}", body=lines(part) + promotion, url=f"https://one.example/{n}")
            for n, part in enumerate(("orchard 1-4", "orchard 5-8", "rail.fa 1-5", "water.ar 1-6", "library.ru 1-4"))]
    brief = page("q", body=lines("harbour 4-5") + promotion + lines("archive 4-6"), url="https://one.example/q")
    full = page("r", body=lines("harbour 1-10"), url="https://other.example/r")
    (copy,) = (copy for copy in overlap([*site, brief, full]) if copy.type in JOINING)
    assert (copy.a, copy.type, copy.b, copy.share_a) == ("q", CopyType.EXCERPT, "r", 1.0)


DATES = ["2022-11-15T06:05:00+02:00 < 2022-11-15T04:30:00Z", "2022-11-14 < 2022-11-15T00:10:00Z", "2021 < 2022-01",
         "2022-11-15 = 2022-11-15T08:00:00Z", " = 2022-11-15", "2022-11-15T09:00 = 2022-11-15T11:00:00Z"]


@pytest.mark.parametrize("said", DATES)
def test_dates_compare_as_far_as_both_go(said: str) -> None:
    """Accepts an earlier instant or day; refuses to order a day and an hour of it, or an unknown date."""
    first, sign, second = said.rpartition(" < ") if "<" in said else said.rpartition(" = ")
    one, other = (note(page(key, date=date.strip() or None)) for key, date in (("a", first), ("b", second)))
    assert (before(one, other), before(other, one)) == ("<" in sign, False)


@pytest.mark.parametrize("line", ["By Z. Y. for Al-Monitor", "WASHINGTON (Reuters) —", "Source: agencies",
                                  "This article first appeared elsewhere.", "Reprinted with permission of the author"])
def test_a_borrowed_text_says_so(line: str) -> None:
    """Accepts credits of another source."""
    assert borrowed([line])


@pytest.mark.parametrize("line", ["By Z. Y.", "BAGHDAD —", "Photographs for the paper by A. B.", "Sources say nothing"])
def test_an_own_text_does_not(line: str) -> None:
    """Refuses plain bylines and datelines."""
    assert not borrowed([line])


def test_a_bound_before_a_date_counts() -> None:
    """A page with no date that somebody commented on before its equal was published is the likelier original."""
    late = page("a", body=lines("harbour 1-10"), date="2022-11-15")
    early = replace(page("b", body=lines("harbour 1-10")), published=Date(value=None, high="2022-11-13"))
    (copy,) = overlap([late, early])
    assert copy.direction == "b" and "not later than 2022-11-13" in copy.reason
    ((lead,),) = (family.leads for family in cluster([late, early], [copy]))
    assert lead.page == "b" and "published by 2022-11-13 at the latest, before any copy with a date" in lead.reasons


@given(st.lists(st.sampled_from(["", "2021", "2022-01", "2022-01-02", "2022-01-02T10:00", "2022-01-02T09:00:00Z",
                                 "2022-01-02T11:00:00Z", "2022-01-03T00:10", "2022-02", "2023"]), max_size=7))
def test_the_earliest_are_those_that_none_is_before(dates: list[str]) -> None:
    """What is found in one pass is what comparing every two dates finds."""
    notes = [note(page(f"p{n}", date=date or None)) for n, date in enumerate(dates)]
    first = earliest(notes)
    assert [first(one) for one in notes] == [not any(before(other, one) for other in notes) for one in notes]


NAMED = ["By Z. Y. for Al-Monitor > almonitor", "This article first appeared in The Valley Wire on 3 May > valleywire",
         "Source: https://www.al-monitor.com/x > almonitorcom", "Source: Reuters and AFP > reuters",
         "(Reuters) > reuters", "By Z. Y. special to The Washington Post, 3 May 2017 > washingtonpost"]
UNNAMED = ["By Martin Sanders > tins", "By Leonie Newsome > news", "By Z. Y. for The Washington Post > post",
           "Formosa Daily > mosadaily"]


@pytest.mark.parametrize("said", NAMED)
def test_a_credit_names_its_source(said: str) -> None:
    """Accepts the name after "for" and the like, whole, without its article, or its address."""
    line, _, name = said.partition(" > ")
    assert name in sources(line, whole=not line.startswith("By"))


@pytest.mark.parametrize("said", UNNAMED)
def test_a_part_of_a_name_is_no_source(said: str) -> None:
    """Refuses pieces of people's names and of longer names of outlets."""
    line, _, name = said.partition(" > ")
    assert name not in sources(line, whole=not line.startswith("By"))


SENTENCES = [sentence for name in ("harbour", "orchard", "archive", "water.ar", "rail.fa", "library.ru")
             for sentence in ARTICLES[name]]


@st.composite
def corpora(draw: st.DrawFn) -> list[Page]:
    """Pages of sentences of several articles, some dropped, moved or edited."""
    pages = []
    for number in range(draw(st.integers(1, 7))):
        start = draw(st.integers(0, len(SENTENCES) - 1))
        chosen = SENTENCES[start:start + draw(st.integers(1, 9))]
        if draw(st.booleans()):
            chosen = draw(st.permutations(chosen))
        edit = draw(st.sampled_from(["", " ", " indeed ", ", or so they say, ", "—", "’s "]))
        every = draw(st.integers(2, 30))
        chosen = [edit.join([" ".join(part) for part in _chunks(sentence.split(" "), every)]) if edit else sentence
                  for sentence in chosen]
        pages.append(page(f"p{number}", body=chosen, date=draw(st.sampled_from([None, "2019-02-05", "2019-03"]))))
    return pages


def _chunks(items: list[str], size: int) -> list[list[str]]:
    return [items[at:at + size] for at in range(0, len(items), size)]


@settings(max_examples=60)
@given(corpora(), st.randoms(use_true_random=False))
def test_links_reread_and_order_is_irrelevant(pages: list[Page], dice: random.Random) -> None:
    """Every run re-reads; another order of pages and links, or a second run, changes nothing; families partition."""
    copies = list(overlap(pages))
    for copy in copies:
        check_copy(copy, {one.key: one for one in pages})
    families = cluster(pages, copies)
    shuffled, again = list(pages), list(copies)
    dice.shuffle(shuffled)
    dice.shuffle(again)
    assert list(overlap(shuffled)) == copies
    assert cluster(shuffled, again) == families == cluster(pages, list(copies))
    assert sorted(key for family in families for key in family.pages) == sorted(one.key for one in pages)
    home = {key: family.key for family in families for key in family.pages}
    assert all((home[copy.a] == home[copy.b]) == (copy.type in JOINING) for copy in copies)
    for family in families:
        assert family.leads and {lead.page for lead in family.leads} <= set(family.pages)


@given(st.text())
def test_words_stand_where_they_say(body: str) -> None:
    """Words stand in order inside the text, none is empty, none begins or ends with white space."""
    _, starts, lengths, _ = tokenise(body, [(0, len(body))])
    end = 0
    for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
        assert end <= start and 0 < length <= 255
        end = start + length
        assert body[start:end] == body[start:end].strip()
    assert end <= len(body)


def _letter(char: str) -> bool:
    return char.isalnum() or text.folded(char) == ""


SAME = ["The U.S. said: “don’t”. | the US said dont", "Well-known\u00a0É | well known e\u0301",
        "كتاب عليّ | کتاب علی", "می‌شود ۲۰۱۷ | میشود 2017", "мёд | мед", "co\u00adoperate | cooperate",
        "ΠΌΛΕΜΟΣ | πόλεμος"]
OTHER = ["colour | color", "wellknown | well known", "may | might", "北京 | 京北", "2017 | 2016", "대한 | 도하"]


@pytest.mark.parametrize("pair", SAME)
def test_typography_does_not_tell_words_apart(pair: str) -> None:
    """Accepts: what differs in quotation marks, case, marks and keyboard letters only."""
    a, b = pair.split(" | ")
    assert tokenise(a, [(0, len(a))])[0].tolist() == tokenise(b, [(0, len(b))])[0].tolist()
    assert text.fold("".join(filter(_letter, a))) == text.fold("".join(filter(_letter, b)))


@pytest.mark.parametrize("pair", OTHER)
def test_wording_tells_words_apart(pair: str) -> None:
    """Refuses: other spellings and other words."""
    a, b = pair.split(" | ")
    assert tokenise(a, [(0, len(a))])[0].tolist() != tokenise(b, [(0, len(b))])[0].tolist()
