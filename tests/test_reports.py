"""Reports: copies in, one article out, with witnesses, apparatus and exact maps.

A case is a folder: `a.txt`, `b.txt`, … are copies (a blank line ends a paragraph; a line "…" alone is a mark of
truncation), `expected.txt` is the report as a reader sees it: passages behind the letters of their witnesses, the
printed copy first, then the apparatus, `⎵` for a no-break space and `∅` for an empty reading. To write the
expectations anew: `python tests/test_reports.py`; read them before they are committed.
"""

import re
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.model import (
    Copy,
    CopyType,
    Date,
    DateBasis,
    Family,
    Field,
    FieldName,
    Lead,
    Origin,
    Page,
    Reading,
    Role,
    Run,
    Segment,
    Span,
    Variant,
    VariantKind,
)
from standoff.reports import apparatus, assemble
from standoff.reports.align import align, slid
from standoff.reports.merge import Merge, _ordered
from standoff.reports.words import WORD, Words, skeleton
from standoff.text import carry, digest

CASES = Path(__file__).parent / "cases" / "reports"
ORIGIN = Origin(stage="test", version="1", rule="by hand")
LINE = re.compile(r"\S[^\n]*")


def page_of(key, text, published=None, title=""):
    segments = tuple(Segment(start=m.start(), end=m.start() + len(m[0].rstrip()), rule="test",
                             role=Role.TRUNCATION if m[0].strip() == "…" else Role.BODY) for m in LINE.finditer(text))
    fields = (Field(name=FieldName.TITLE, value=title, source="text", rule="test"),) if title else ()
    return Page(key=key, capture=key, text=text, digest=digest(text), segments=segments, fields=fields,
                published=published or Date(value=None), origin=ORIGIN)


def link(a, b):
    """A link between two copies: what matters here is how many words they share."""
    words = len(set(Words(a).keys) & set(Words(b).keys))
    run = Run(a=Span(page=a.key, start=0, end=1), b=Span(page=b.key, start=0, end=1), words=words)
    return Copy(a=a.key, b=b.key, type=CopyType.OVERLAP, share_a=0, share_b=0, words=words, runs=(run,), witness=run,
                origin=ORIGIN)


def report_of(pages, leads=None):
    keys = tuple(sorted(page.key for page in pages))
    family = Family(key="f0123456789abcdef", pages=keys, origin=ORIGIN,
                    leads=tuple(Lead(page=key, score=1, reasons=()) for key in leads or keys))
    links = [link(a, b) for n, a in enumerate(pages) for b in pages[n + 1:]]
    return assemble(family, pages, links)


def letters(spans):
    return "".join(dict.fromkeys(span.page for span in spans))


def readable(report):
    def show(text):
        return re.sub(r"\s+", " ", text.replace("\u00a0", "⎵")) or "∅"

    lines = [f"[{letters(p.witnesses)}] {show(report.text[p.start:p.end])}" +
             (f"  ({p.role})" if p.role is not Role.BODY else "") for p in report.passages]
    lines += [f"{v.kind}: " + " | ".join(f"{show(r.text)} [{letters(r.spans)}]" for r in v.readings)
              for v in report.variants]
    return "\n".join(lines) + "\n"


def copies_of(case):
    return [page_of(path.stem, path.read_text(encoding="utf-8")) for path in sorted(case.glob("?.txt"))]


def check(report, pages):
    """What holds of every report: maps are exact, every printed character has one, every reading re-reads, and no word
    of any copy is missing from both (but one that a cut broke)."""
    texts = {page.key: page.text for page in pages}
    covered = [False] * len(report.text)
    for s in report.stretches:
        assert report.text[s.start:s.start + s.length] == texts[s.page][s.at:s.at + s.length]
        covered[s.start:s.start + s.length] = [True] * s.length
    ends = [(p.start, p.end) for p in report.passages]
    assert "\n\n".join(report.text[a:b] for a, b in ends) == report.text
    for a, b in ends:
        assert all(covered[a:b])
    for v in report.variants:
        assert len(v.readings) > 1
        assert v.readings[0].text == report.text[v.start:v.end]
        for reading in v.readings:
            assert reading.spans
            for span in reading.spans:
                assert texts[span.page][span.start:span.end] == reading.text
    told = {key: [False] * len(text) for key, text in texts.items()}
    for s in report.stretches:
        told[s.page][s.at:s.at + s.length] = [True] * s.length
    for span in (span for v in report.variants for r in v.readings for span in r.spans):
        told[span.page][span.start:span.end] = [True] * (span.end - span.start)
    for page in pages:
        words = Words(page)
        silent = [k for k in range(len(words)) if not all(told[page.key][words.start[k]:words.end[k]])]
        assert silent in ([], [len(words) - 1]) and not (silent and "…" not in page.text[words.end[-1]:])
    for p in report.passages:
        assert p.witnesses
        for span in p.witnesses:
            assert 0 <= span.start < span.end <= len(texts[span.page])


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_a_case_reads_as_expected(case):
    pages = copies_of(case)
    report = report_of(pages)
    check(report, pages)
    assert readable(report) == (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_the_order_of_pages_does_not_matter(case):
    pages = copies_of(case)
    assert len({report_of(list(order), leads=sorted(p.key for p in pages)) for order in permutations(pages)}) == 1


def test_a_page_without_siblings_is_its_article():
    page = page_of("a", "Navigation\n\nOne paragraph.\n\nAnother, with “signs”.\n", Date(value="2022-01-02"), "A title")
    page = Page(**{**{s: getattr(page, s) for s in page.__slots__}, "segments": (
        Segment(start=0, end=10, role=Role.FURNITURE, rule="test"), *page.segments[1:])})
    report = report_of([page])
    check(report, [page])
    assert report.text == "One paragraph.\n\nAnother, with “signs”."
    assert (report.title, report.published, report.variants) == ("A title", page.published, ())
    assert report.key == "r0123456789abcdef"


def test_evidence_is_carried_to_every_copy_that_has_it():
    pages = copies_of(CASES / "halves_meet_in_a_fuller_copy")
    report = report_of(pages)
    start = report.text.index("second crossing")
    texts = {page.key: page.text for page in pages}
    spans = carry(report, start, start + len("second crossing"))
    assert {span.page for span in spans} == {"a", "c"}
    assert {texts[span.page][span.start:span.end] for span in spans} == {"second crossing"}


def test_an_article_without_words_is_an_empty_report():
    page = page_of("a", "")
    report = report_of([page, page_of("b", "One paragraph of a few words.")])
    assert report.text == "One paragraph of a few words."
    assert report_of([page]).text == ""


BODY = "The ferry to the island sails twice a day in winter and four times in summer."


def dated(key, **date):
    return page_of(key, BODY, Date(**{"value": None, **date}))


UNDATED = {}
COMMENT_24 = {"high": "2017-03-24", "basis": DateBasis.COMMENT_BOUND}
COMMENT_22 = {"high": "2017-03-22", "basis": DateBasis.COMMENT_BOUND}
STATED_23 = {"value": "2017-03-23", "basis": DateBasis.STATED}
MARKUP_25 = {"value": "2017-03-25T08:00", "basis": DateBasis.MARKUP}
OPEN = {"readings": ("2017-03-04", "2017-04-03"), "basis": DateBasis.STATED}


@pytest.mark.parametrize(("dates", "value", "high", "basis"), [
    # comments under one copy bound the article, although another copy is dated later
    ([COMMENT_24, COMMENT_22, MARKUP_25], None, "2017-03-22", DateBasis.COMMENT_BOUND),
    # the likeliest original is dated, and nothing is earlier
    ([STATED_23, UNDATED], "2017-03-23", None, DateBasis.STATED),
    # … but a comment elsewhere is
    ([STATED_23, COMMENT_22], None, "2017-03-22", DateBasis.COMMENT_BOUND),
    # all copies dated: the earliest
    ([MARKUP_25, STATED_23], "2017-03-23", None, DateBasis.STATED),
    # an undated original: the copy's date is only a bound
    ([UNDATED, MARKUP_25], None, "2017-03-25", DateBasis.MARKUP),
    # an open order of day and month bounds by its later reading
    ([UNDATED, OPEN], None, "2017-04-03", DateBasis.STATED),
    ([UNDATED, UNDATED], None, None, DateBasis.UNKNOWN),
])
def test_the_tightest_date_that_the_copies_justify(dates, value, high, basis):
    report = report_of([dated(key, **date) for key, date in zip("abc", dates, strict=False)])
    assert (report.published.value, report.published.high, report.published.basis) == (value, high, basis)
    assert report.published.reason


@pytest.mark.parametrize(("a", "b", "same"), [
    ("Iraq’s", "IRAQ'S", True), ("U.S.", "US", True), ("clear-cut", "clear cut", True), ("9\u00a0p.m.", "9 pm", True),
    ("defence", "defense", False), ("This", "He", False), ("10", "100", False),
])
def test_typography_is_no_wording(a, b, same):
    assert (skeleton(a) == skeleton(b)) is same


def test_signs_belong_to_exactly_one_word():
    page = page_of("a", "He said: “No” — twice.\n\n* * *\n\n(Later) the end…")
    words = Words(page)
    shown = [page.text[a:b] for a, b in zip(words.low, words.high, strict=True)]
    assert shown == ["He", "said:", "“No” —", "twice.", "* * *", "(Later)", "the", "end…"]


def test_unrelated_paragraphs_are_not_tied_by_their_articles():
    a = WORD.findall("we met by the sea wall and spoke of the price of the fish that one of the boats had brought")
    b = WORD.findall("one of the ministers left the room before the end of the talks and did not speak to the press")
    assert align(a, b) == []
    shared = WORD.findall("the quick brown fox jumps over the lazy dog")
    assert align(a + shared, b + shared) == [(len(a) + n, len(b) + n) for n in range(len(shared))]


@pytest.mark.parametrize(("edges", "order"), [
    ([], [0, 1, 2, 3]),
    ([(3, 1), (0, 1), (1, 2), (2, 3)], [0, 3, 1, 2]),
    ([(0, 1), (1, 2), (2, 0)], [0, 1, 2, 3]),     # the edge that closes a circle is passed over
    ([(2, 0), (0, 1), (1, 2)], [2, 0, 1, 3]),     # … whichever it is: the earlier edges weigh more
])
def test_blocks_stand_in_the_order_of_most_copies(edges, order):
    assert _ordered(4, edges) == order


def test_a_copy_that_waits_is_not_tried_again_for_text_that_it_does_not_share(monkeypatch):
    tried = []
    lay = Merge.lay
    monkeypatch.setattr(Merge, "lay", lambda work, page, force=False: tried.append(page) or lay(work, page, force))
    shared = [" ".join(f"s{n}w{k}" for k in range(20)) for n in range(4)]
    copies = 24
    pages = [page_of(f"p{n:02d}", "\n\n".join([*shared[:2], " ".join(f"own{n}w{k}" for k in range(40)), *shared[2:]]))
             for n in range(copies)]
    report = report_of(pages)
    check(report, pages)
    assert all(f"own{n}w{k}" in report.text for n in range(copies) for k in range(40))
    assert len(tried) <= 3 * copies                          # when it comes, after the first own text, and for good


def test_entries_of_one_place_stand_in_one_order_in_every_process(monkeypatch):
    def entry(n):
        return Variant(start=0, end=5, kind=VariantKind.PRESENCE, readings=tuple(
            Reading(text=text, spans=(Span(page="p1", start=n, end=n + len(text)),)) for text in ("again", "")))

    entries = [entry(n) for n in range(20)]
    monkeypatch.setattr(apparatus._Collation, "variants", lambda work: iter(entries))
    monkeypatch.setattr(apparatus._Collation, "strays", lambda work, found: iter(()))
    report = report_of([page_of("p1", "The talks began again."), page_of("p2", "The talks began.")])
    assert list(report.variants) == entries                  # sets of what holds strings are ordered by chance


def test_one_word_in_two_spellings_of_its_letters_is_no_other_wording():
    pages = [page_of("p1", "Président Hélène Dupré said in the café that the régime was over and done with."),
             page_of("p2", "President Helene Dupre said in the cafe that the regime was over and done with.")]
    report = report_of(pages)
    check(report, pages)
    assert len(report.passages) == 1 and {v.kind for v in report.variants} == {VariantKind.TYPOGRAPHY}
    arabic = "قال الرئيس علي المالكي في بيان يوم الاثنين ان الحكومة لن تسمح بدخول القوات"
    report = report_of([page_of("p1", arabic), page_of("p2", arabic.replace("ي", "ی").replace("ك", "ک"))])
    assert len(report.passages) == 1 and {v.kind for v in report.variants} == {VariantKind.TYPOGRAPHY}


def test_an_insertion_starts_where_a_paragraph_does():
    a = WORD.findall("they left The shop was shut The road was wet")
    b = WORD.findall("they left The road was wet")
    opens = {2, 6}.__contains__
    greedy = [(0, 0), (1, 1), (2, 2), (7, 3), (8, 4), (9, 5)]
    assert slid(greedy, a, b, opens, lambda at: 0) == [(0, 0), (1, 1), (6, 2), (7, 3), (8, 4), (9, 5)]


def test_seed_articles():
    seeds = Path(__file__).parents[2] / "shared" / "seeds"
    if not seeds.is_dir():
        pytest.skip("the seed captures are not here")
    texts = [path.read_bytes().decode("utf-8") for path in sorted(seeds.glob("00[012]*"))]
    cuts = [("In June 2014", "One Response"), ("In June 2014", "  1. Iranian editor"), ("Meanwhile", "One Response")]
    pages = [page_of(f"p{n}", text[text.index(a):text.index(b)]) for n, (text, (a, b)) in
             enumerate(zip(texts, cuts, strict=True))]
    report = report_of(pages)
    check(report, pages)
    assert [[r.text for r in v.readings] for v in report.variants if v.kind is VariantKind.WORDING] == [["This", "He"]]
    assert not [v for v in report.variants if v.kind is VariantKind.PRESENCE]
    assert report.text.startswith("In June 2014, Mosul") and "through different" in report.text[-40:]


# — properties —

WORDS = ["ship", "harbour", "grain", "queue", "pilot", "bridge", "winter", "letter"]


@st.composite
def families(draw):
    """The words of an article, none twice, and pieces of it: neighbours overlap by a paragraph or more, and some have
    a word changed."""
    number = 0
    whole = []
    for size in draw(st.lists(st.integers(8, 25), min_size=3, max_size=7)):
        whole.append([f"{draw(st.sampled_from(WORDS))}{number + n}" for n in range(size)])
        number += size
    cuts = sorted(draw(st.sets(st.integers(1, len(whole) - 1), max_size=3)))
    pieces = []
    for number, (low, high) in enumerate(pairwise([0, *cuts, len(whole)])):
        piece = [list(p) for p in whole[max(0, low - 1):min(len(whole), high + 1)]]
        for _ in range(draw(st.integers(0, 2))):
            paragraph = draw(st.sampled_from(piece))
            paragraph[draw(st.integers(0, len(paragraph) - 1))] = f"«Quay{number}»"
        pieces.append("\n\n".join(" ".join(p) + "." for p in piece))
    return [word for p in whole for word in p], pieces


@settings(max_examples=150)
@given(families(), st.randoms(use_true_random=False))
def test_overlapping_pieces_make_the_whole_again(family, chance):
    whole, pieces = family
    pages = [page_of(f"p{n}", text) for n, text in enumerate(pieces)]
    report = report_of(pages)
    check(report, pages)
    place = {word: n for n, word in enumerate(whole)}
    printed = [place[word] for word in re.findall(r"\w+", report.text) if word in place]
    assert printed == sorted(set(printed))
    readings = {word for v in report.variants for r in v.readings for word in re.findall(r"\w+", r.text)}
    kept = {word for text in pieces for word in re.findall(r"\w+", text)}
    assert kept <= readings | set(re.findall(r"\w+", report.text))
    shuffled = list(pages)
    chance.shuffle(shuffled)
    assert report_of(shuffled, leads=[page.key for page in pages]) == report


TOKENS = st.sampled_from(["a", "b", "A", "c’s", "c's", "d", "港", "x-y", "نان", "–"])
SIGNS = st.sampled_from(["", "", "", ",", ".", "!", "…", " —", "”"])
rough = st.lists(st.lists(st.builds(str.__add__, TOKENS, SIGNS), min_size=1, max_size=14).map(" ".join),
                 max_size=6).map("\n\n".join)


@settings(max_examples=300)
@given(st.lists(rough, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_any_texts_give_exact_maps_and_readings(texts, chance):
    pages = [page_of(f"p{n}", text) for n, text in enumerate(texts)]
    report = report_of(pages)
    check(report, pages)
    chance.shuffle(pages)
    assert report_of(pages, leads=sorted(page.key for page in pages)) == report


if __name__ == "__main__":
    for folder in sorted(CASES.iterdir()):
        (folder / "expected.txt").write_text(readable(report_of(copies_of(folder))), encoding="utf-8")
