"""Dossier: one page that loads nothing, runs nothing that was captured, and leaves no reading out."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_export import HELD, PAGES
from values import page

from standoff.export import Holdings
from standoff.export.dossier import html
from standoff.export.markup import el, esc
from standoff.export.words import ranges, visible
from standoff.model import Analysis, Attribution, Date, Kind, Nominal, Role, TimeExpression, Tongue, VariantKind
from standoff.text import storable

VOID = {"meta", "input", "br"}


class Reader(HTMLParser):
    """Keeps what a test asks about, and fails on a tag closed out of order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.text, self.tags, self.scripts = [], [], [], []
        self.feed(text)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)
        elif not self.open or self.open[-1] != "style":
            self.text.append(data)


DOSSIER = html(HELD, "case.db")
READ = Reader(DOSSIER)
TEXT = "".join(READ.text)


def test_every_tag_is_closed_in_order_and_every_id_is_there_once():
    ids = [attrs["id"] for _, attrs in READ.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_every_inner_link_leads_somewhere():
    ids = {attrs["id"] for _, attrs in READ.tags if "id" in attrs}
    inner = [attrs["href"][1:] for tag, attrs in READ.tags if tag == "a" and attrs["href"].startswith("#")]
    assert inner and set(inner) <= ids


def test_nothing_is_loaded_from_anywhere():
    assert not {"src", "srcset", "poster", "background", "action"} & {name for _, attrs in READ.tags for name in attrs}
    assert not {"link", "img", "iframe", "object", "embed", "base", "form"} & {tag for tag, _ in READ.tags}
    style = re.search(r"<style>(.*?)</style>", DOSSIER, re.S)[1]
    assert "url(" not in style and "@import" not in style
    assert not [name for _, attrs in READ.tags for name in attrs if name.startswith("on")]


def test_the_policy_allows_our_script_and_no_other():
    policy = next(attrs["content"] for tag, attrs in READ.tags
                  if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy")
    assert len(READ.scripts) == 1
    digest = base64.b64encode(hashlib.sha256(READ.scripts[0].encode()).digest()).decode()
    assert policy.startswith("default-src 'none'") and f"script-src 'sha256-{digest}'" in policy


def test_captured_markup_is_shown_as_text():
    assert "<script>alert('x')</script> & nobody listens. 😠" in TEXT
    assert "bad␛[31m<b>.txt" in TEXT


def test_every_character_of_every_capture_is_there():
    shown = "".join(TEXT.split())
    for captured in PAGES:
        for seg in captured.segments:
            text = captured.text[seg.start:seg.end]
            pieces = sorted({0, len(text), *(o - seg.start for p in seg.parts for o in (p.start, p.end))})
            for low, high in pairwise(pieces):
                assert "".join(text[low:high].split()) in shown


def test_every_variant_is_in_the_apparatus_with_its_copies():
    assert re.search(r"This.{0,80}?>B<.{0,200}?He.{0,80}?>C<", DOSSIER, re.S)
    for variant in HELD.reports[0].variants:
        for reading in variant.readings:
            assert reading.text.strip() in TEXT
    assert TEXT.count("1 typographic difference") == 1


def test_disjoint_copies_are_named_with_the_copy_that_joins_them():
    assert "A and C share no passage; they are joined through B." in TEXT


def test_counts_dates_and_gaps_are_said():
    joined = " ".join(TEXT.split())
    for said in ("4 captures", "2 families", "2 reports", "≤ 2017-03-24 (comment bound)",
                 "2017-03-04 or 2017-04-03 (stated, order open)", "passages 3–4 not in A", "passages 1–2 not in C"):
        assert said in joined


def test_the_same_record_gives_the_same_page():
    assert html(HELD, "case.db") == DOSSIER


def test_an_empty_record_gives_a_page_too():
    assert "0" in "".join(Reader(html(Holdings(), "empty.db")).text)


def test_a_role_is_always_written_and_never_colour_alone():
    labels = re.findall(r'<div class="role">([^<]+)</div>', DOSSIER)
    assert {"title", "byline", "body", "comment", "teaser", "furniture"} <= set(labels)


def luminance(colour):
    """Relative luminance (WCAG 2.2) of ``#rrggbb``."""
    parts = [int(colour[n:n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= .04045 else ((part + .055) / 1.055) ** 2.4 for part in parts)
    return .2126 * red + .7152 * green + .0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_all_text_has_the_contrast_that_wcag_asks_for(theme):
    style = re.search(r"<style>(.*?)</style>", DOSSIER, re.S)[1]
    colours = dict(re.findall(r"--(\w+): (#\w{6})", re.findall(r":root \{(.*?)\}", style, re.S)[theme]))
    texts = ("ink", "soft", "accent", "article", "about", "voice", "list", "notice", "rest")
    pairs = [("paper", name) for name in texts]
    pairs += [("card", "soft"), ("mark", "ink"), *((f"c{n}", "on") for n in range(6))]
    for ground, text in pairs:
        low, high = sorted((luminance(colours[ground]), luminance(colours[text])))
        assert (high + .05) / (low + .05) >= 4.5, (ground, text)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(Role), st.text(st.characters(exclude_categories=()), min_size=1)),
                min_size=1, max_size=5))
def test_any_text_in_any_role_gives_a_whole_and_harmless_page(pieces):
    capture, made = page([(role, storable(text)) for role, text in pieces], url="https://a.example/<\"'>")
    read = Reader(html(Holdings(captures=(capture,), pages=(made,)), "<x>"))
    assert not {"img", "iframe", "link"} & {tag for tag, _ in read.tags} and len(read.scripts) == 1
    shown = "".join("".join(read.text).split())
    for seg in made.segments:
        captured = made.text[seg.start:seg.end].strip().replace("\r", "\n")
        assert "".join(visible(captured).split()) in shown


def test_long_furniture_is_folded_but_kept():
    capture, long = page([(Role.BODY, "One line."), (Role.FURNITURE, "menu item " * 80)])
    made = html(Holdings(captures=(capture,), pages=(long,)), "x")
    assert "1 piece of furniture" in made and "menu item " * 70 in made


@pytest.mark.parametrize(("url", "link"), [("https://a.example/b", True), ("javascript:alert(1)", False),
                                           ("data:text/html,x", False), ("https://a.example/\u202egpj", False),
                                           ("http://[bad", False)])
def test_only_a_web_address_becomes_a_link(url, link):
    first = replace(HELD.pages[0], url=url)
    hrefs = [attrs.get("href") for _, attrs in Reader(html(replace(HELD, pages=(first, *HELD.pages[1:])), "x")).tags]
    assert (url in hrefs) is link
    assert not [href for href in hrefs if href and not href.startswith(("#", "https://"))]


def test_a_bidi_override_cannot_reorder_the_page():
    assert esc("a\u202eb\x1b\x00") == "a⟨U+202E⟩b␛␀"


def test_markup_is_escaped_unless_it_is_markup():
    assert el("p", "<b>", el("i", "&"), None, [" x"], title='"') == '<p title="&quot;">&lt;b&gt;<i>&amp;</i> x</p>'


def test_passages_are_said_as_ranges():
    assert ranges([1, 2, 3, 6]) == "1–3, 6"


def article(page):
    """The part of a dossier with the family's article."""
    return re.search(r'<section class="report".*?</section>', page, re.S)[0]


def test_the_layers_lie_over_the_text_without_changing_it():
    bare = article(html(replace(HELD, analyses=()), "case.db"))
    laid = article(DOSSIER)
    for number in range(1, 5):
        one, other = ("".join(Reader(re.search(r'<p dir="auto" class="t">.*?</p>', page.split('class="psg')[number],
                                               re.S)[0]).text) for page in (bare, laid))
        assert one == other
    assert " checked" not in re.sub(r'<input type="radio".*?>', "", laid) and "checkbox" not in bare


def test_a_mention_says_its_kind_and_number_and_leads_from_the_list_of_chains():
    assert 'data-t="place 1" data-c="1"' in DOSSIER and 'data-t="weapon">The ferry to ' in DOSSIER
    chain = re.search(r'<li data-c="2">.*?</li>', DOSSIER, re.S)[0]
    target = re.search(r'href="#(r0123456789abcdef-m\d+)"[^>]*>the baker', chain)[1]
    assert re.search(rf'class="m m-person"[^>]*id="{target}"', DOSSIER)


def test_attributions_and_dates_stand_beside_their_passage():
    text = re.sub(r"<[^>]+>", "", article(DOSSIER))
    assert "the baker — said — “Nobody asked us,”" in text and "nobody named — were told — to wait" in text
    assert "on Monday: 2017-03-20 (relative); the Monday before 2017-03-24" in text
    assert 'data-t="2017-03-20"' in DOSSIER and 'data-t="?"' in DOSSIER


def test_a_layer_that_crosses_a_variant_is_cut_around_it():
    content = re.findall(r'<span class="a content"[^>]*>', article(DOSSIER))
    assert [piece.count("data-t") for piece in content] == [1, 1, 1]
    variants = [variant for variant in HELD.reports[0].variants if variant.kind != VariantKind.TYPOGRAPHY]
    crossing = Attribution(source=(), cue=(), content=((variants[0].start + 1, variants[0].end + 9),), score=1)
    held = replace(HELD, analyses=(replace(HELD.analyses[0], attributions=(crossing,)),))
    told = article(html(held, "case.db"))
    assert re.search(r'>T<span class="a content">his</span></span>|>T<span class="a content"[^>]*>his', told)
    assert told.count('class="a content" data-t="what 1"') == 1


TEXT_OF = HELD.reports[0].text
pairs = st.integers(0, len(TEXT_OF) - 1).flatmap(lambda a: st.tuples(st.just(a), st.integers(a + 1, len(TEXT_OF))))
some = st.lists(pairs, max_size=3).map(tuple)
hostile = st.sampled_from(["\"><script>", "'&<b>", "\u202e", "\x1b[31m", ""])


@given(nominals=st.lists(st.tuples(pairs, st.sampled_from(Kind), st.none() | st.integers(0, 2)), max_size=8),
       said=st.lists(st.tuples(some, some, st.lists(pairs, min_size=1, max_size=3).map(tuple)), max_size=4),
       times=st.lists(st.tuples(pairs, hostile), max_size=3), unread=st.lists(pairs, max_size=2), name=hostile)
@settings(max_examples=60)
def test_whatever_overlaps_the_page_is_well_formed_and_the_text_is_there_once(nominals, said, times, unread, name):
    found = Analysis(
        report=HELD.reports[0].key, reader=name, origin=HELD.reports[0].origin, sentences=(), lacks=(name,),
        tongues=tuple(Tongue(start=a, end=b, code="ar", read=False) for a, b in unread),
        nominals=tuple(Nominal(start=a, end=b, head=a, kind=kind, name=False, chain=chain)
                       for (a, b), kind, chain in nominals),
        attributions=tuple(Attribution(source=source, cue=cue, content=content, score=.5)
                           for source, cue, content in said),
        times=tuple(TimeExpression(start=a, end=b, precision=None, date=Date(value=told, reason=told))
                    for (a, b), told in times))
    page = html(replace(HELD, analyses=(found,)), "case.db")
    read = Reader(page)
    ids = [attrs["id"] for _, attrs in read.tags if "id" in attrs]
    assert len(ids) == len(set(ids)) and len(read.scripts) == 1 and not {"\u202e", "\x1b"} & set(page)
    bare = article(html(replace(HELD, analyses=()), "case.db"))
    for number in range(1, 5):
        one, other = ("".join(Reader(re.search(r'<p dir="auto" class="t">.*?</p>', part.split('class="psg')[number],
                                               re.S)[0]).text) for part in (bare, article(page)))
        assert one == other


def test_a_report_without_siblings_is_shown_as_it_was_read():
    lone = re.search(r'<details class="report" id="rfedcba9876543210">.*?</details>', DOSSIER, re.S)[0]
    assert 'data-t="not read (Arabic)" lang="ar">' in lone and "Not read" not in lone
    assert 'id="rfedcba9876543210"' not in html(replace(HELD, analyses=()), "case.db")


def test_what_a_reader_lacks_is_said():
    held = replace(HELD, analyses=(replace(HELD.analyses[0], lacks=("coreference", "attribution")),))
    assert "It does not tell coreference, attribution." in html(held, "case.db")


def test_every_kind_has_a_switch_and_a_look():
    style = re.search(r"<style>.*?</style>", DOSSIER, re.S)[0]
    for kind in Kind:
        assert f".report:has(.on-m-{kind}:checked) .m-{kind}" in style


def test_typographic_variants_are_folded_away_and_not_numbered_in_the_text():
    folded = re.search(r"<details><summary>1 typographic difference.*?</details>", DOSSIER, re.S)[0]
    assert "1,200" in folded and ">1200<" in folded
    numbered = [attrs["id"] for _, attrs in READ.tags if "-v" in attrs.get("id", "")]
    assert len(numbered) == sum(v.kind != VariantKind.TYPOGRAPHY for v in HELD.reports[0].variants) == 2
