"""Train the main-text model: `python training/pages/train.py [--data ../shared/data] [--cross] [--check SPLITS]`.

Without options: trains on all article pages and writes src/standoff/pages/weights.npz. `--check` first cross-validates
by page, four folds, with so many splits, on whole pages and on thin ones (never trained on); `--cross` trains on one
set and measures on the other, both ways. Seeded: the same data give the same file.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import lightgbm
import numpy as np
from gold import Gold, labels, pages
from lxml import etree

from standoff.pages.flat.lines import Block as Line
from standoff.pages.html import LIKELY
from standoff.pages.layout import NAMES, features
from standoff.pages.maintext import DOUBT, brief, doubt, first_table, kinds, second_table
from standoff.pages.render import Rendered, render
from standoff.pages.votes import ABSTAINS, ballot

ROOT = Path(__file__).parents[2]
SETTINGS = {"objective": "binary", "learning_rate": .08, "num_leaves": 24, "min_data_in_leaf": 30, "extra_trees": True,
            "feature_fraction": .3, "bagging_fraction": .8, "bagging_freq": 1, "lambda_l2": 5, "max_bin": 63,
            "num_threads": 1, "deterministic": True, "seed": 7, "verbose": -1}
ROUNDS = (160, 80)
ABSTAIN = 50
"""One page in so many is repeated without trafilatura's vote, and one without any: so that the model reads such pages
too, but goes on trusting the votes (with one page in two F1 on `extraction` fell by .01)."""


SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass
class Page:
    gold: Gold
    rendered: Rendered
    lines: list[Line]
    texts: list[str]
    table: np.ndarray        # with both votes,
    quick: np.ndarray        # without trafilatura's,
    blind: np.ndarray        # without any
    kind: np.ndarray
    sizes: np.ndarray
    share: np.ndarray
    weight: np.ndarray
    keep: np.ndarray         # rows trained on: around the text all, elsewhere a quarter


def page(gold: Gold) -> Page | None:
    rendered = render(gold.source)
    if not rendered.blocks:
        return None
    texts = [rendered.text[block.start:block.end] for block in rendered.blocks]
    lines = [Line(block.start, block.end, text) for block, text in zip(rendered.blocks, texts, strict=True)]
    shape = features(rendered, lines)
    depth = int(shape[:, NAMES.index("depth")].max())
    asked = ballot(gold.source, texts, depth)
    slow, quick = asked.trafilatura(), asked.resiliparse()
    none = np.full_like(quick, ABSTAINS)
    tables = [first_table(shape, np.stack(pair, axis=1)) for pair in ((slow, quick), (none, quick), (none, none))]
    share, words = labels(rendered.text, rendered.blocks, gold.body)
    share = np.array(share)
    near = np.ones(len(share), bool)
    if len(share) >= 25:
        near = np.convolve(share >= .5, np.ones(25), "same") > 0
    keep = near | (np.random.RandomState(len(share)).rand(len(share)) < .25)
    sizes = np.array([line.size for line in lines], np.float32)
    weight = np.sqrt(np.maximum(words, 1))
    return Page(gold, rendered, lines, texts, *tables, kinds(rendered), sizes, share, weight, keep)


def thin(gold: Gold, draw: np.random.RandomState) -> Gold | None:
    """The page as if its article had one to three short paragraphs; every other one without most of its furniture.

    For measuring: one in three among the training pages made F1 of whole pages fall by .001 to .007 (two splits).
    """
    rendered = render(gold.source)
    share, words = labels(rendered.text, rendered.blocks, gold.body)
    text = [i for i, part in enumerate(share) if part >= .5 and words[i] >= 10]
    if not text:
        return None
    kept = text[:draw.randint(1, 4)]
    near = range(kept[0] - 3, kept[-1] + 1) if draw.rand() < .5 else range(len(share))
    holds = {node for i in [*kept, *(i for i in near if 0 <= i < len(share) and share[i] < .5)]
             for node in (rendered.blocks[i].node, *rendered.blocks[i].node.iterancestors())}
    for block in rendered.blocks:
        if block.node not in holds:
            block.node[:] = []
            block.node.text = None
    said = []
    for i in kept:
        block = rendered.blocks[i]
        if not len(block.node) and block.node.text:
            sentences = SENTENCE.split(block.node.text.strip())
            block.node.text = " ".join(sentences[:draw.randint(1, 3)])
        said.append(" ".join("".join(block.node.itertext()).split()))
    source = etree.tostring(rendered.root, encoding="unicode", method="html")
    return replace(gold, key=gold.key + "-thin", source=source, body="\n".join(said))


def fit(tables: list[np.ndarray], found: list[Page], rounds: int) -> lightgbm.Booster:
    rows = np.concatenate([table[p.keep] for table, p in zip(tables, found, strict=True)])
    truth = np.concatenate([(p.share >= .5)[p.keep].astype(int) for p in found])
    weight = np.concatenate([p.weight[p.keep] for p in found])
    return lightgbm.train(SETTINGS, lightgbm.Dataset(rows, truth, weight=weight), rounds)


def train(pages: list[Page]) -> tuple[lightgbm.Booster, lightgbm.Booster]:
    """Both passes; the second learns from what the first says of pages it has not seen."""
    found = [*pages, *(replace(p, table=p.quick) for p in pages[::ABSTAIN]),
             *(replace(p, table=p.blind) for p in pages[ABSTAIN // 2::ABSTAIN])]
    first = fit([p.table for p in found], found, ROUNDS[0])
    fold = np.random.RandomState(5).permutation(len(found)) % 3
    opinion = {}
    for k in range(3):
        seen = [p for p, f in zip(found, fold, strict=True) if f != k]
        model = fit([p.table for p in seen], seen, ROUNDS[0])
        opinion |= {i: model.predict(p.table) for i, (p, f) in enumerate(zip(found, fold, strict=True)) if f == k}
    tables = [second_table(p.table, opinion[i], p.kind, p.sizes) for i, p in enumerate(found)]
    return first, fit(tables, found, ROUNDS[1])


def apply(models, p: Page) -> np.ndarray:
    first, second = models
    table, opinion = p.quick, first.predict(p.quick)
    if doubt(opinion, p.sizes) >= DOUBT:
        table, opinion = p.table, first.predict(p.table)
    return brief(p.rendered, p.lines, second.predict(second_table(table, opinion, p.kind, p.sizes)))


def report(title: str, found: list[Page], predicted: dict[str, np.ndarray]) -> None:
    sys.path.insert(0, str(ROOT / "../shared/bench"))
    import score_extraction
    for name in ("extraction", "wcxb"):
        part = [p for p in found if p.gold.set == name and p.gold.key in predicted]
        if part:
            truth = {p.gold.key: {"articleBody": p.gold.body} for p in part}
            said = {p.gold.key: {"articleBody": "\n".join(
                text for text, q in zip(p.texts, predicted[p.gold.key], strict=True) if q >= LIKELY)} for p in part}
            score = score_extraction.score(truth, said)
            print(f"{title:32} {name:10} {len(part)} pages  F1 {score['f1']:.4f}  P {score['precision']:.4f}  "
                  f"R {score['recall']:.4f}", flush=True)


def export(models, path: Path) -> None:
    arrays = {"names": np.array(NAMES)}
    for name, model in zip(("first", "second"), models, strict=True):
        column, limit, left, roots, value = [], [], [], [], []
        for tree in model.dump_model()["tree_info"]:
            roots.append(len(column))
            queue = [(tree["tree_structure"], len(column))]
            column.append(-1), limit.append(0.0), left.append(0), value.append(0.0)
            while queue:
                node, at = queue.pop(0)
                if "split_index" not in node:
                    value[at] = node["leaf_value"]
                    continue
                column[at], limit[at], left[at] = node["split_feature"], node["threshold"], len(column)
                for child in ("left_child", "right_child"):
                    queue.append((node[child], len(column)))
                    column.append(-1), limit.append(0.0), left.append(0), value.append(0.0)
        arrays |= {f"{name}_column": np.array(column, np.int32), f"{name}_limit": np.array(limit, np.float32),
                   f"{name}_left": np.array(left, np.int32), f"{name}_roots": np.array(roots, np.int32),
                   f"{name}_value": np.array(value, np.float32)}
    np.savez_compressed(path, **arrays)
    print(f"{path}: {path.stat().st_size} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--check", type=int, default=0, metavar="SPLITS")
    parser.add_argument("--cross", action="store_true")
    options = parser.parse_args()
    gold = [g for g in pages(options.data) if g.kind == "article"]
    found = [p for p in map(page, gold) if p]
    thins: dict[str, Page] = {}
    if options.check:
        draw = np.random.RandomState(3)
        cut = filter(None, (thin(p.gold, draw) for p in found))
        thins = {p.gold.key.removesuffix("-thin"): p for p in map(page, cut) if p and (p.share >= .5).any()}
    for seed in range(options.check):
        fold = np.random.RandomState(seed).permutation(len(found)) % 4
        said = {}
        for k in range(4):
            models = train([p for p, f in zip(found, fold, strict=True) if f != k])
            held = [p for p, f in zip(found, fold, strict=True) if f == k]
            said |= {p.gold.key: apply(models, p)
                     for p in (*held, *(thins[p.gold.key] for p in held if p.gold.key in thins))}
        report(f"four folds, split {seed}", found, said)
        report(f"four folds, split {seed}, thin pages", list(thins.values()), said)
    if options.cross:
        for name in ("extraction", "wcxb"):
            models = train([p for p in found if p.gold.set == name])
            said = {p.gold.key: apply(models, p) for p in found if p.gold.set != name}
            report(f"trained on {name} only", found, said)
    export(train(found), ROOT / "src/standoff/pages/weights.npz")


if __name__ == "__main__":
    main()
