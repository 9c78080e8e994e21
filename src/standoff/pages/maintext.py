"""Which blocks of a rendered page are its main text: one probability per block.

Two passes of boosted trees (``weights.npz``; trained by ``training/pages``, whose README is the model card). The first
reads a block's layout (`layout`), the extractors' votes on it (`votes`), and both of its neighbours'. The second reads
the first pass over the whole page: what the blocks around say, those of the same kind, where the text begins and ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.pages import layout
from standoff.pages.flat import furniture
from standoff.pages.flat.lines import Block as Line
from standoff.pages.layout import NAMES, features, is_prose
from standoff.pages.render import Block, Rendered
from standoff.pages.votes import ABSTAINS, ballot

F = TypeVar("F", bound=Callable[..., Any])
Floats = NDArray[np.float32]

DOUBT = .1
"""From this doubt on trafilatura, four fifths of the cost, is asked too. Asking it always gave the same F1 to .0002 in
cross-validation; more than half of the pages do without."""
CROWD = 20_000
"""Blocks above which the model is not asked (its tables would take more than 100 MB): every paragraph is main text."""
BRIEF = 40
"""Words of main text below which an article may be a brief that the model missed."""
UNDER = 6
"""Blocks behind the h1 in which a brief begins: byline, date, share buttons may stand between."""
POSSIBLE = .2
"""Probability from which a bare block is main text that stands between bare paragraphs of main text."""
SMALL = 40
"""Blocks of a page at most, where such a block may also close the text."""
BARE = ("p", "blockquote", "ul", "ol", "dl")
ASIDE = ("nav", "footer", "aside", "form", "figure", "button", "label")
"""Elements that hold no article."""
WINDOWS = (3, 9, 25)
"""Blocks that the second pass averages the first over."""
FAR = 999.0
"""Stands for "none" in distances counted in blocks."""
SEEN_AROUND = ("words", "density", "ends", "tag", "own_prose", "repeated", "lexicon_related", "since_heading")
"""Features of a block that its neighbours look at."""
_AROUND = [NAMES.index(name) for name in SEEN_AROUND]


def judge(source: str, rendered: Rendered, lines: Sequence[Line]) -> NDArray[np.float64]:
    """How likely each block is main text, 0 to 1. `lines` are the blocks as lines of text."""
    if not lines:
        return np.zeros(0)
    if len(lines) > CROWD:
        return np.array([float(is_prose(block, line)) for block, line in zip(rendered.blocks, lines, strict=True)])
    first, second = _forests()
    shape = features(rendered, lines)
    asked = ballot(source, [line.text for line in lines], int(shape[:, NAMES.index("depth")].max()))
    quick = asked.resiliparse()
    sizes = shape[:, NAMES.index("words")]
    table = first_table(shape, np.stack([np.full_like(quick, ABSTAINS), quick], axis=1))
    opinion = _sigmoid(_grow(table, *first))
    if doubt(opinion, sizes) >= DOUBT:
        table = first_table(shape, np.stack([asked.trafilatura(), quick], axis=1))
        opinion = _sigmoid(_grow(table, *first))
    likely = _sigmoid(_grow(second_table(table, opinion, kinds(rendered), sizes), *second))
    return beside(rendered, lines, brief(rendered, lines, likely))


def brief(rendered: Rendered, lines: Sequence[Line], likely: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same where there is an article; where there is next to none, sentences under the headline are one.

    The model has seen hardly any article of one to three short paragraphs. They are those that stand side by side with
    a paragraph that it found, or with the first sentence behind the h1. Accepts "<h1>Pilots return</h1><p>They went
    back to work on Monday."; refuses "<h1>Pilots return</h1><footer><p>Write to us when you see a ship."
    """
    text = likely > .5
    if sum(line.size for line, found in zip(lines, text, strict=True) if found) >= BRIEF:
        return likely
    blocks = rendered.blocks
    plain = [_is_sentence(block, line) for block, line in zip(blocks, lines, strict=True)]
    head = next((i for i, block in enumerate(blocks) if block.node.tag == "h1"), None)
    under = range(head + 1, min(head + 1 + UNDER, len(blocks))) if head is not None else range(0)
    starts = [i for i, found in enumerate(text) if found and plain[i]] or [i for i in under if plain[i]][:1]
    found = likely.copy()
    for start in starts:
        for step in (1, -1):
            at = start
            while 0 <= at < len(blocks) and plain[at] and blocks[at].node.getparent() is blocks[start].node.getparent():
                found[at] = max(found[at], 1 - DOUBT)
                at += step
    return found


def beside(rendered: Rendered, lines: Sequence[Line], likely: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same, with short paragraphs let in that stand bare between those of a page with little markup.

    Where h1 and paragraphs are children of one element, a block in a child of that element without class or id is
    main text from POSSIBLE on, in <pre>, table and <details> at once: there is no markup that could set it apart.
    Accepts "<h1>…<p>Envoys met at noon in Orrin.<details><p>The treaty ended the war."; refuses the like in "<p
    class=note>", and lines that furniture says.
    """
    blocks = rendered.blocks
    head = next((i for i, block in enumerate(blocks) if block.node.tag == "h1"), None)
    home = blocks[head].node.getparent() if head is not None else None
    text = [i for i, block in enumerate(blocks) if likely[i] > .5 and block.node.tag == "p"]
    if head is None or home is None or sum(blocks[i].node.getparent() is home for i in text) < max(2, len(text) / 2):
        return likely
    found = likely.copy()
    for i in range(head + 1, len(blocks) if len(blocks) <= SMALL else text[-1]):
        if likely[i] <= .9 and blocks[i].density < .4 and furniture.decide(lines[i]) is None:
            way = [blocks[i].node, *islice(blocks[i].node.iterancestors(), 6)]
            level = way.index(home) if home in way else 0
            bare = level and not any(node.get("class") or node.get("id") for node in way[:level])
            child = way[level - 1].tag
            possible = likely[i] >= POSSIBLE and lines[i].ends and child in BARE
            if bare and (possible or child in ("pre", "table", "details")):
                found[i] = .9
    return found


def _is_sentence(block: Block, line: Line) -> bool:
    """Whether a block is a paragraph of whole sentences that furniture would not say, and stands in no side part."""
    return (block.node.tag in ("p", "div") and line.ends and line.size >= 5 and block.density < .4
            and furniture.decide(line) is None and next(block.node.iterancestors(*ASIDE), None) is None)


def doubt(opinion: NDArray[np.float64], sizes: Floats) -> float:
    """The words that could be either, as a share of those that are likely main text."""
    unsure = float(sizes[(opinion > .15) & (opinion < .85)].sum())
    return unsure / max(float(sizes[opinion > .5].sum()), 1.0)


def first_table(shape: Floats, kept: Floats) -> Floats:
    """What the first pass reads: layout, neighbours' layout, votes, neighbours' votes, votes over the page."""
    weights = np.maximum(shape[:, NAMES.index("words")], 1)[:, None]
    shares = (kept * weights).sum(0) / weights.sum()
    both = (kept.min(1) * weights[:, 0]).sum() / max(float((kept.max(1) * weights[:, 0]).sum()), 1.0)
    page = np.repeat(np.array([[*shares, both]], dtype=np.float32), len(shape), axis=0)
    return np.concatenate([shape, *_shifted(shape[:, _AROUND], 2), kept, *_shifted(kept, 2), page], axis=1)


def second_table(table: Floats, opinion: NDArray[np.float64], kind: NDArray[np.int64], sizes: Floats) -> Floats:
    """What the second pass reads: the first one's table, its opinion of this block, those around, those alike."""
    n = len(opinion)
    own = opinion.astype(np.float32)[:, None]
    sums = np.concatenate(([0.0], np.cumsum(opinion)))
    at = np.arange(n)
    means = []
    for width in WINDOWS:
        low, high = np.maximum(at - width // 2, 0), np.minimum(at + width // 2 + 1, n)
        means.append((sums[high] - sums[low]) / (high - low))
    weight = sizes + 1.0
    alike = np.bincount(kind, opinion * weight) / np.maximum(np.bincount(kind, weight), 1e-9)
    sure = np.flatnonzero(opinion > .7)
    if len(sure):
        after = np.searchsorted(sure, at)
        ahead = np.where(after < len(sure), sure[np.minimum(after, len(sure) - 1)] - at, FAR)
        behind = np.where(after > 0, at - sure[np.maximum(after - 1, 0)], FAR)
        edges = [ahead, behind, at < sure[0], at > sure[-1]]
    else:
        edges = [np.full(n, FAR), np.full(n, FAR), np.zeros(n), np.zeros(n)]
    rest = np.stack([*means, sums[1:] / max(float(sums[-1]), 1e-6), np.full(n, opinion.mean()),
                     np.full(n, opinion.max()), alike[kind], *edges], axis=1)
    return np.concatenate([table, own, *_shifted(own, 5), rest.astype(np.float32)], axis=1)


def kinds(rendered: Rendered) -> NDArray[np.int64]:
    """A number for each block that blocks with the same path in the markup share."""
    numbers: dict[tuple[str, object], int] = {}
    above: dict[object, str] = {}        # by the element around: the path of a first block in it, its own tag left out
    found = []
    for block in rendered.blocks:
        around, tag = block.node.getparent(), block.node.tag
        if around not in above:
            above[around] = block.path.removesuffix(str(tag))
        found.append(numbers.setdefault((above[around], tag), len(numbers)))
    return np.array(found, dtype=np.int64)


def _shifted(table: Floats, reach: int) -> list[Floats]:
    """The rows before and after each, up to `reach` away; −1 beyond the page."""
    found = []
    for step in range(1, reach + 1):
        before, after = np.full_like(table, -1), np.full_like(table, -1)
        before[step:], after[:-step] = table[:-step], table[step:]
        found += [before, after]
    return found


Forest = tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]


@cache
def _forests() -> tuple[Forest, Forest]:
    """The two passes' trees; a constant of the package."""
    path = resources.files("standoff.pages").joinpath("weights.npz")
    with path.open("rb") as file, np.load(file) as stored:
        if tuple(stored["names"]) != layout.NAMES:
            raise ValueError("weights.npz was trained on other features than layout.FEATURES: "
                             "run python training/pages/train.py")
        first, second = (tuple(stored[f"{name}_{part}"] for part in ("column", "limit", "left", "roots", "value"))
                         for name in ("first", "second"))
    return cast(Forest, first), cast(Forest, second)


def _compiled(function: F) -> F:
    return cast(F, njit(cache=True)(function))


@_compiled
def _grow(table: Floats, column: NDArray[np.int32], limit: NDArray[np.float32], left: NDArray[np.int32],
          roots: NDArray[np.int32], value: NDArray[np.float32]) -> NDArray[np.float64]:
    """The sum of the trees' answers per row. A node goes left (right: the next number) where its column is ≤ its limit;
    a leaf has column −1."""
    sums = np.zeros(len(table), dtype=np.float64)
    for root in roots:               # tree by tree: one tree stays in the processor's cache
        for row in range(len(table)):
            node = root
            while column[node] >= 0:
                node = left[node] + (0 if table[row, column[node]] <= limit[node] else 1)
            sums[row] += value[node]
    return sums


def _sigmoid(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1.0 / (1.0 + np.exp(-np.clip(sums, -30, 30)))
