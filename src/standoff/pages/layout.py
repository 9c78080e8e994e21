"""What a block of a rendered page looks like, as numbers: the features that the main-text model reads.

`features(rendered, lines)` gives one row per block. Every feature is about shape, place or markup; words count only
through the furniture lexicon (`flat.words`), so a page in a language without entries is read by its layout alone.
`FEATURES` names each column with the reason for it. Time is linear in blocks and elements.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache, reduce
from itertools import groupby
from operator import itemgetter, or_

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from standoff.pages.flat.lines import Block as Line
from standoff.pages.flat.words import NONE
from standoff.pages.render import Block, Rendered

HINTS: tuple[tuple[str, str], ...] = (
    # Words that page makers of all languages use in class and id, and so say what is inside. A name has a hint when it
    # holds one of the words; "-ad-" stands for a whole word between marks.
    ("article", "article story post-content post-body post-text postbody entry main-content main-text rich-text "
                "richtext prose"),
    ("content", "content body text paragraph copy"),
    ("comment", "comment disqus reply replies respond discuss"),
    ("post", "post message thread topic answer question"),
    ("related", "related recommend more-from more-on more-stories more-news more-articles read-more readmore read-next "
                "read-also also-like popular trending most-read most-viewed mostread latest similar teaser card promo "
                "outbrain taboola up-next"),
    ("chrome", "nav menu breadcrumb footer header masthead toolbar topbar paginat pager skip search login sign-in "
               "signin"),
    ("side", "side-bar sidebar aside widget rail secondary complementary column-right module"),
    ("share", "share sharing social follow -like facebook twitter whatsapp"),
    ("prompt", "newsletter subscri sign-up signup paywall premium donat cookie consent gdpr modal popup banner cta "
               "alert notice"),
    ("ad", "-ad- -ads- advert sponsor dfp promoted"),
    ("author", "author byline -bio contributor writer"),
    ("meta", "meta date time info -tag- -tags- categor label kicker eyebrow details stats views count"),
    ("caption", "caption credit figure image photo gallery media video slide"),
    ("title", "title headline heading"),
    ("lead", "lead intro standfirst dek deck summary excerpt subtitle sub-head subhead abstract description chapo "
             "teaser"),
    ("quote", "quote pull"),
    ("toc", "toc table-of contents jump anchor"),
    ("legal", "copyright disclaimer legal terms privacy rights footnote sources"),
    ("code", "code highlight gist snippet syntax"),
)
_BIT_OF = [(word, 1 << i) for i, (_, words) in enumerate(HINTS) for word in words.split()]
_BITS = {word: reduce(or_, {bit for other, bit in _BIT_OF if word.startswith(other)}) for word, _ in _BIT_OF}
"""The hints of each word, and of all words that it begins with."""
_HINT_WORD = re.compile("(?=(" + "|".join(
    f"{re.escape(first)}(?:{'|'.join(re.escape(word[1:]) for word in words)})" for first, words in groupby(
        sorted(_BITS, key=lambda word: (word[0], -len(word), word)), key=itemgetter(0))) + "))")
"""The longest of the words at each place of a name."""
NAMED = 400
"""Characters of an element's class and id that are looked at."""


def hints(names: str) -> int:
    """The hints in an element's class and id, one bit each in the order of `HINTS`."""
    found = 0
    for name in names[:NAMED].split():
        found |= _hints(name)
    return found


@lru_cache(maxsize=20_000)
def _hints(name: str) -> int:
    found = 0
    for word in _HINT_WORD.findall(f"-{name.lower().replace('_', '-')}-"):
        found |= _BITS[word]
    return found


LANDMARKS = (
    "article", "main", "aside", "nav", "header", "footer", "figure", "figcaption", "blockquote", "table", "form",
    "ul", "ol", "dl", "section", "details", "pre", "li", "a", "address",
)
_LANDMARK = {tag: 1 << i for i, tag in enumerate(LANDMARKS)}
_ROLE = {"article": "article", "main": "main", "complementary": "aside", "navigation": "nav", "banner": "header",
         "contentinfo": "footer", "figure": "figure", "search": "form", "form": "form", "dialog": "form", "list": "ul",
         "listitem": "li", "blockquote": "blockquote"}
_BODY_PROP = re.compile(r"articlebody|text|description|reviewbody", re.I)
TAGS = (
    "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "blockquote", "figcaption", "caption",
    "pre", "section", "article", "aside", "header", "footer", "nav", "dd", "dt", "label", "button", "body",
    "option", "summary", "center", "form", "figure", "main", "ul", "ol", "legend", "address",
)
_TAG = {tag: i + 1 for i, tag in enumerate(TAGS)}
_LEVEL = {f"h{level}": level for level in range(1, 7)}
_CLOSE = "\"'”’»)]}›」』*_ \xa0"
_ENDS = frozenset(".!?…。！？؟।۔")
_LEXICON = (
    "related", "list_head", "subscription", "share", "comment_head", "comment_form", "comment_tool", "byline",
    "credit", "disclaimer", "caption", "published", "truncation",
)
_LEXICON_AT = {name: i for i, name in enumerate(_LEXICON)}


class _Tree:
    """The elements around the blocks, each once: parent, level, and bits for what it and those around it are called."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.index: dict[etree._Element, int] = {}
        self.nodes: list[etree._Element] = []
        self._own: list[int] = []
        self._known: dict[str, int] = {}
        # parent, depth, tag, hints near and far, landmarks, itemprop, nearest <article>
        self.rows: list[tuple[int, int, int, int, int, int, int, int]] = []
        self.of = np.array([self._add(block.node) for block in blocks], dtype=np.int64)
        (self.parent, self.depth, self.tag, self.near, self.far, self.marks, self.prop, self.article) = (
            np.array(self.rows, dtype=np.int64).reshape(-1, 8).T)

    def _add(self, node: etree._Element) -> int:
        """The number of an element, after those of all elements around it."""
        known = self.index.get(node)
        if known is not None:
            return known
        above: list[etree._Element] = []
        at: etree._Element | None = node
        while at is not None and at not in self.index:
            above.append(at)
            at = at.getparent()
        parent = self.index[at] if at is not None else -1
        for element in reversed(above):
            parent = self._new(element, parent)
        return parent

    def _new(self, node: etree._Element, parent: int) -> int:
        number = len(self.nodes)
        tag = str(node.tag)
        own = 0
        names = f"{node.get('class') or ''} {node.get('id') or ''}"
        if names != " ":
            known = self._known.get(names)
            own = self._known[names] = hints(names) if known is None else known
        marks = _LANDMARK.get(tag, 0) | _LANDMARK.get(_ROLE.get(node.get("role") or "", ""), 0)
        prop = node.get("itemprop")
        said = 1 if prop and _BODY_PROP.search(prop) else 0
        article = number if tag == "article" else -1
        if parent < 0:
            row = (-1, 0, _TAG.get(tag, 0), own, own, marks, said, article)
        else:
            up = self.rows[parent]
            # `near` keeps the element's own names and those of the one around it
            row = (parent, up[1] + 1, _TAG.get(tag, 0), own | self._own[parent], own | up[4], marks | up[5],
                   said | up[6], article if article >= 0 else up[7])
        self._own.append(own)
        self.index[node] = number
        self.nodes.append(node)
        self.rows.append(row)
        return number


FEATURES: tuple[tuple[str, str], ...] = (
    ("chars", "length: prose is long, furniture short"),
    ("words", "the same where letters are few per word"),
    ("sentences", "sentences end with a stop"),
    ("commas", "running text has commas"),
    ("digits", "share of digits: counters, dates, scores"),
    ("capitals", "share of capitals: labels shout"),
    ("symbols", "share of characters that are neither letters, digits nor spaces"),
    ("ends", "closes with a stop"),
    ("colon", "closes with a colon: announces a list"),
    ("first", "begins with a capital 1, other letter 2, digit 3, quote 4, other 5"),
    ("density", "share of link text: navigation is links"),
    ("lines", "lines inside the block"),
    ("repeated", "how often the same words stand on the page: chrome repeats"),
    ("tag", "element"),
    ("parent", "element around it"),
    ("grandparent", "element around that"),
    ("depth", "levels from the root"),
    ("itemprop", "declared as the article's text"),
    ("at", "position in the text, 0 to 1"),
    ("index", "blocks before it"),
    ("rest", "blocks behind it"),
    ("after_h1", "characters since the nearest h1 before it: the article begins there"),
    ("before_h1", "whether an h1 is still to come"),
    ("heading_level", "level of the last heading before it"),
    ("since_heading", "blocks since that heading"),
    ("title", "share of its words that the window's title has: a headline"),
    ("like_h1", "same words as the page's h1: a repeat of the headline"),
    ("description", "share of its words that the declared description has: a lead"),
    *((f"{level}_{name}", f"{what} of the element {where}")
      for level, where in (("own", "around it"), ("up1", "one level up"), ("up2", "two levels up"),
                           ("up3", "three levels up"), ("up5", "five levels up"))
      for name, what in (("prose", "share of the page's prose"), ("links", "link density"),
                         ("blocks", "number of blocks"))),
    ("core", "whether it stands in the smallest element that holds most of the prose"),
    ("core_depth", "levels between the block and that element"),
    ("core_at", "position inside that element's blocks"),
    ("article_prose", "share of the page's prose in the nearest article element: teasers are small articles"),
    ("same_shape", "share of the page's prose in blocks of the same shape of element"),
    ("same_links", "link density of blocks of that shape"),
    ("same_count", "blocks of that shape"),
    *((f"lexicon_{name}", "what the furniture lexicon says of the line") for name in _LEXICON),
    *((f"hint_{reach}_{name}", "what class and id names say: " + why) for reach, why in (
        ("near", "of the element or the one around it"), ("far", "of any element around it")) for name, _ in HINTS),
    *((f"in_{name}", "element or role around it, at any level") for name in LANDMARKS),
    ("page_blocks", "blocks on the page"),
    ("page_prose", "characters of prose on the page"),
    ("page_links", "link density of the page"),
)
NAMES = tuple(name for name, _ in FEATURES)


def is_prose(block: Block, line: Line) -> bool:
    """Whether a block reads as a paragraph and not as a label or a link."""
    return block.density < .4 and (line.prose or block.end - block.start >= 160)


_LETTER, _CAPITAL, _DIGIT, _STOP, _COMMA, _SYMBOL = 1, 2, 4, 8, 16, 32
_TABLE_END = 0x3100


def _class(char: str) -> int:
    return (_LETTER * char.isalpha() | _CAPITAL * char.isupper() | _DIGIT * char.isdigit() | _STOP * (char in _ENDS)
            | _COMMA * (char in ",،、") | _SYMBOL * (not char.isalnum() and not char.isspace()))


_CLASSES = np.array([*map(_class, map(chr, range(_TABLE_END))), _LETTER], dtype=np.uint8)
"""What each character is; those from U+3100 on count as letters."""


def _counts(text: str, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.float64]:
    """Letters, capitals, digits, ends of sentences, commas and symbols of each block."""
    points = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    kinds = _CLASSES[np.minimum(points, _TABLE_END)]
    stop = (kinds & _STOP) > 0
    stop[:-1] &= (kinds[1:] & (_LETTER | _DIGIT)) == 0
    columns = []
    for flags in (kinds & _LETTER, kinds & _CAPITAL, kinds & _DIGIT, stop, kinds & _COMMA, kinds & _SYMBOL):
        sums = np.concatenate(([0], np.cumsum(flags > 0)))
        columns.append(sums[ends] - sums[starts])
    return np.stack(columns, axis=1).astype(np.float64)


def features(rendered: Rendered, lines: Sequence[Line]) -> NDArray[np.float32]:
    """One row of `FEATURES` per block. `lines` are the blocks as lines of text, in the same order."""
    blocks, text = rendered.blocks, rendered.text
    n, size = len(blocks), max(len(text), 1)
    if not n:
        return np.zeros((0, len(FEATURES)), dtype=np.float32)
    tree = _Tree(blocks)
    starts = np.array([block.start for block in blocks], dtype=np.int64)
    ends = np.array([block.end for block in blocks], dtype=np.int64)
    links = np.array([block.links for block in blocks], dtype=np.float64)
    length = (ends - starts).astype(np.float64)
    prose = np.where([is_prose(block, line) for block, line in zip(blocks, lines, strict=True)], length, 0.0)
    whole = max(float(prose.sum()), 1.0)

    # what each element holds, from the stretch of blocks that it covers
    spans = np.array([rendered.spans[node] for node in tree.nodes], dtype=np.int64)
    first = np.searchsorted(starts, spans[:, 0])
    last = np.maximum(np.searchsorted(starts, spans[:, 1]), first + 1)

    def held(values: NDArray[np.float64]) -> NDArray[np.float64]:
        sums = np.concatenate(([0.0], np.cumsum(values)))
        return np.asarray(sums[last] - sums[first])

    text_in, links_in, prose_in = held(length), held(links), held(prose)
    ups = [tree.of]
    for _ in range(5):
        ups.append(np.where(tree.parent[ups[-1]] >= 0, tree.parent[ups[-1]], ups[-1]))

    # the deepest element that holds most of the prose
    core = int(np.argmax(np.where(prose_in >= .6 * whole, tree.depth, -1)))
    order = np.arange(n)
    inside = (order >= first[core]) & (order < last[core])

    # blocks of one shape: element and class, with those around it
    shape_of: dict[tuple[object, ...], int] = {}
    node_shape = np.array([
        shape_of.setdefault((node.tag, node.get("class"), parent >= 0 and tree.nodes[parent].get("class"),
                             parent >= 0 and tree.tag[parent]), len(shape_of))
        for node, parent in zip(tree.nodes, tree.parent, strict=True)], dtype=np.int64)
    shape = node_shape[tree.of]
    shape_prose, shape_links, shape_text, shape_count = (
        np.bincount(shape, weights, len(shape_of))[shape] for weights in (prose, links, length, None))

    title, description = _declared(rendered.root)
    is_h1 = np.array([block.node.tag == "h1" for block in blocks])
    h1s = {line.key for line, found in zip(lines, is_h1, strict=True) if found}
    h1_end = np.maximum.accumulate(np.where(is_h1, ends, -1))
    level = np.array([_LEVEL.get(block.node.tag, 0) for block in blocks])
    heading = np.maximum.accumulate(np.where(level > 0, order, -1))
    repeats = Counter(line.key or line.text for line in lines)
    counts = _counts(text, starts, ends)
    article = tree.article[tree.of]
    place = tree.of

    said = np.array([(
        line.size, line.ends, line.text[-8:].rstrip(_CLOSE)[-1:] == ":", _first(line.text), line.text.count("\n") + 1,
        repeats[line.key or line.text], _share(line.words, title), bool(line.key) and line.key in h1s,
        _share(line.words, description)) for line in lines], dtype=np.float64).T
    columns: list[NDArray[np.float64] | NDArray[np.int64] | NDArray[np.bool_]] = [
        length, said[0], counts[:, 3], counts[:, 4], counts[:, 2] / length, counts[:, 1] / np.maximum(counts[:, 0], 1),
        counts[:, 5] / length, said[1], said[2], said[3], links / length, said[4], said[5],
        tree.tag[place], tree.tag[ups[1]], tree.tag[ups[2]], tree.depth[place], tree.prop[place],
        starts / size, order, n - order, np.where(h1_end >= 0, starts - h1_end, -1),
        order < (np.flatnonzero(is_h1)[-1] if is_h1.any() else 0),
        np.where(heading >= 0, level[heading], 0), order - heading,
        said[6], said[7], said[8]]
    for up in (0, 1, 2, 3, 5):
        columns += [prose_in[ups[up]] / whole, links_in[ups[up]] / np.maximum(text_in[ups[up]], 1),
                    (last - first)[ups[up]]]
    columns += [inside, np.where(inside, tree.depth[place] - tree.depth[core], -1),
                (order - first[core]) / max(last[core] - first[core] - 1, 1),
                np.where(article >= 0, prose_in[article] / whole, -1.0),
                shape_prose / whole, shape_links / np.maximum(shape_text, 1), shape_count]
    matrix = np.zeros((n, len(FEATURES)), dtype=np.float32)
    for i, column in enumerate(columns):
        matrix[:, i] = column
    at = len(columns)
    for row, line in enumerate(lines):
        marks = line.marks
        if marks is not NONE:
            for place_of, value in ((marks.end, 1), (marks.within, 1), (marks.start, 2), (marks.line, 3)):
                for kind in place_of:
                    if kind in _LEXICON_AT:
                        matrix[row, at + _LEXICON_AT[kind]] = value
    at += len(_LEXICON)
    for bits, names in ((tree.near, HINTS), (tree.far, HINTS), (tree.marks, LANDMARKS)):
        matrix[:, at:at + len(names)] = bits[place][:, None] >> np.arange(len(names)) & 1
        at += len(names)
    matrix[:, at:] = n, prose.sum(), links.sum() / size
    return matrix


def _first(words: str) -> int:
    head = words[:1]
    return 1 if head.isupper() else 2 if head.isalpha() else 3 if head.isdigit() else 4 if head in "\"'“‘«„”" else 5


def _share(words: Sequence[str], known: frozenset[str]) -> float:
    return len(known.intersection(words)) / len(words) if words and known else 0.0


def _declared(root: etree._Element) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the window's title and of the declared description."""
    title = next((node.text or "" for node in root.iter("title")), "")
    named = ((str(node.get("name") or node.get("property") or ""), node) for node in root.iter("meta"))
    description = next((node.get("content") or "" for name, node in named
                        if name.lower() in ("description", "og:description")), "")
    return _words(title), _words(description)


def _words(text: str) -> frozenset[str]:
    return frozenset(Line(0, 0, text[:600]).words) if text.strip() else frozenset()
