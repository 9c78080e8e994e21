"""How well reports put families together, on the generator of copy families (../shared/bench/reuse).

usage: python benchmarks/reports.py BENCH_DIR --articles ARTICLES.jsonl [--all] [--json] [--show .98]

Families are the generator's own (truth), so that only the assembly is measured; links are the true shared sentences.
A family "without a full copy" is one in which no page carries every sentence that its pages carry together. Words:
share of those sentences' words, as the original has them, that the report prints. Order: share of these that stand in
the original's order. Extra: share of printed words beyond them (edits, outlets' own text). Families of pseudo-articles,
whose text the generator does not keep, count for time and spans only. Every stretch and every reading is read again.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import random
import re
import statistics
import sys
import time
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from standoff.model import Copy, CopyType, Date, Family, Lead, Origin, Page, Role, Run, Segment, Span
from standoff.reports import assemble

ORIGIN = Origin(stage="bench", version="1", rule="truth")


def page_of(doc: dict, truth: dict) -> Page:
    start, end = truth["body"]
    segs = []
    for m in re.finditer(r"\S[^\n]*", doc["text"][start:end]):
        low = start + m.start()
        segs.append(Segment(start=low, end=low + len(m[0].rstrip()), role=Role.BODY, rule="truth"))
    digest = hashlib.sha256(doc["id"].encode()).hexdigest()
    return Page(key=doc["id"], capture=digest, text=doc["text"], digest=digest, segments=tuple(segs), fields=(),
                published=Date(value=doc["date"]), origin=ORIGIN)


def link(a: dict, b: dict, sizes: list[int]) -> Copy | None:
    words = sum(sizes[i] for i in set(a["sents"]) & set(b["sents"]))
    if words < 25:
        return None
    run = Run(a=Span(page=a["id"], start=0, end=1), b=Span(page=b["id"], start=0, end=1), words=words)
    return Copy(a=a["id"], b=b["id"], type=CopyType.OVERLAP, share_a=0, share_b=0, words=words, runs=(run,),
                witness=run, origin=ORIGIN)


def families(truths: list[dict], sizes: dict[str, list[int]]) -> list[list[dict]]:
    """Families by the scorer's rule: pages joined where they share 40 words or half of the shorter."""
    by: dict[int, list[dict]] = {}
    for t in truths:
        if t["fam"] is not None:
            by.setdefault(t["fam"], []).append(t)
    found = []
    for members in by.values():
        size = sizes[members[0]["base"]]
        root = {m["id"]: m["id"] for m in members}

        def find(x: str, root: dict[str, str] = root) -> str:
            while root[x] != x:
                x = root[x]
            return x

        for a, b in combinations(members, 2):
            shared = sum(size[i] for i in set(a["sents"]) & set(b["sents"]))
            if shared >= 40 or shared >= .5 * min(sum(size[i] for i in x["sents"]) for x in (a, b)):
                root[find(a["id"])] = find(b["id"])
        groups: dict[str, list[dict]] = {}
        for m in members:
            groups.setdefault(find(m["id"]), []).append(m)
        found += [g for g in groups.values() if len(g) > 1]
    return found


def bases(generator: Path, articles: Path) -> dict[str, list[str]]:
    """The sentences of the generator's real articles, by its own reader."""
    spec = importlib.util.spec_from_file_location("make_bench", generator)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {b["id"]: b["sents"] for b in module.load_bases(str(articles), random.Random(1))}


def plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("’", "'").replace("'", "").casefold())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--articles", type=Path, required=True, help="what the generator's articles.py wrote")
    parser.add_argument("--generator", type=Path, default=Path("../shared/bench/reuse/make_bench.py"))
    parser.add_argument("--all", action="store_true", help="families with a full copy too")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", type=float, default=0, help="print families whose words or order are below this")
    args = parser.parse_args()
    docs = {d["id"]: d for d in map(json.loads, (args.bench / "docs.jsonl").read_text("utf-8").splitlines())}
    truths = [json.loads(line) for line in (args.bench / "truth.jsonl").read_text("utf-8").splitlines()]
    originals = bases(args.generator, args.articles)
    sizes = json.loads((args.bench / "meta.json").read_text("utf-8"))["bases"]
    words, orders, extras, longest, lengths = [], [], [], [], []
    pages = bad = variants = 0
    spent = 0.0
    for members in families(truths, sizes):
        union = sorted({i for m in members for i in m["sents"]})
        full = any(set(m["sents"]) == set(union) for m in members)
        if full and not args.all:
            continue
        own = [page_of(docs[m["id"]], m) for m in members]
        links = [c for a, b in combinations(members, 2) if (c := link(a, b, sizes[a["base"]]))]
        keys = tuple(sorted(p.key for p in own))
        family = Family(key="f" + keys[0], pages=keys, leads=(Lead(page=keys[0], score=1, reasons=()),), origin=ORIGIN)
        start = time.perf_counter()
        report = assemble(family, own, links)
        spent += time.perf_counter() - start
        pages += len(own)
        texts = {p.key: p.text for p in own}
        covered = bytearray(len(report.text))
        for s in report.stretches:
            covered[s.start:s.start + s.length] = b"\1" * s.length
            bad += report.text[s.start:s.start + s.length] != texts[s.page][s.at:s.at + s.length]
        bad += sum(1 for k, c in enumerate(report.text) if not covered[k] and not c.isspace())
        for v in report.variants:
            bad += v.readings[0].text != report.text[v.start:v.end]
            bad += sum(texts[s.page][s.start:s.end] != r.text for r in v.readings for s in r.spans)
        variants += len(report.variants)
        base = originals.get(members[0]["base"])
        if base is None:                                     # a pseudo-article: the generator does not keep its text
            continue
        target = [w for i in union for w in plain(base[i])]
        got = plain(report.text)
        match = SequenceMatcher(None, target, got, autojunk=False)
        hit = sum(n for _, _, n in match.get_matching_blocks())
        bag: dict[str, int] = {}
        for w in got:
            bag[w] = bag.get(w, 0) + 1
        have = 0
        for w in target:
            if bag.get(w, 0):
                bag[w] -= 1
                have += 1
        words.append(have / len(target))
        orders.append(hit / max(1, have))
        extras.append(1 - have / len(got) if got else 0)
        size = sizes[members[0]["base"]]
        longest.append(max(sum(size[i] for i in m["sents"]) for m in members) / sum(size[i] for i in union))
        lengths.append(len(own))
        if args.show and min(words[-1], orders[-1]) < args.show:
            print(f"{keys[0]} {len(own)} pages, words {words[-1]:.3f}, order {orders[-1]:.3f}, extra {extras[-1]:.3f}",
                  [(m["id"], m["kind"], m["sents"]) for m in members], file=sys.stderr)
    result = {"families": len(words), "pages": pages, "largest": max(lengths), "words": statistics.mean(words),
              "order": statistics.mean(orders), "extra": statistics.mean(extras),
              "longest copy alone": statistics.mean(longest),
              "spans that do not re-read": bad, "variants": variants, "pages per second": pages / spent}
    print(json.dumps(result) if args.json else "\n".join(
        f"{k:28s}{v:.4f}" if isinstance(v, float) else f"{k:28s}{v}" for k, v in result.items()))


if __name__ == "__main__":
    main()
