"""Copy families on the generator of `../shared/bench/reuse`: quality, speed and memory of `standoff.families`.

usage: families.py DIR [--body crude|flat] [--no-sites] [--no-headings] [--stream] [--peer] [--json]

DIR is what make_bench.py wrote. Pages come from the flattened text through the real door (`pages.flat`), or, with
`--body crude`, with the whole text as one body segment. `--no-sites` withholds addresses, `--no-headings` deletes the
"Related" and "Comments" lines. `--stream` keeps no page, so that peak memory is that of the method. `--peer` times
rensa on the same texts. Scored by the generator's score.py, which is imported from beside it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from standoff.families import cluster, overlap
from standoff.linkage import components
from standoff.model import Copy, CopyType, Date, DateBasis, Family, Origin, Page, Role, Segment

SCORER = Path(__file__).resolve().parents[2] / "shared/bench/reuse/score.py"
ORIGIN = Origin(stage="pages", version="bench", rule="generator")


def page(row: dict[str, Any], *, body: str = "flat", sites: bool = True, headings: bool = True) -> Page:
    """One generated page."""
    text = row["text"] if headings else re.sub(r"\n(Related|Comments)(?=\n)", "\n", row["text"])
    url = row["url"] if sites else None
    date = Date(value=row["date"], basis=DateBasis.IMPORTED) if row["date"] else Date(value=None)
    whole = Page(key=row["id"], capture=row["id"], text=text, digest="", fields=(), published=date, url=url,
                 segments=(Segment(start=0, end=len(text), role=Role.BODY, rule="crude"),), origin=ORIGIN)
    if body == "crude":
        return whole
    from standoff.pages.flat import segment_flat
    cut = segment_flat(text, key=row["id"], url=url)
    return replace(whole, text=cut.text, segments=cut.segments, fields=cut.fields)


def load(folder: Path, **how: Any) -> Iterator[Page]:
    """The pages of a benchmark folder, one at a time."""
    with (folder / "docs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield page(json.loads(line), **how)


def relation(copy: Copy) -> tuple[str, str, str]:
    """A link in the scorer's words: part, whole, type."""
    if copy.type in (CopyType.QUOTATION, CopyType.DIGEST):
        return copy.a, copy.b, "quotes"
    if min(copy.share_a, copy.share_b) >= .9:
        return copy.a, copy.b, "copy"
    if copy.type == CopyType.EXCERPT:
        return copy.a, copy.b, "excerpt"
    if copy.type == CopyType.ABRIDGEMENT:
        return copy.a, copy.b, "abridgement"
    if max(copy.share_a, copy.share_b) < .9:
        return copy.a, copy.b, "overlap"
    # a revision or extension that holds all of the other: contiguous where no words stand between its runs
    turned = copy.share_b > copy.share_a
    spans = sorted((run.b, run.a) if not turned else (run.a, run.b) for run in copy.runs)
    gaps = [(after.start - before.end) - (part_after.start - part_before.end)
            for (before, part_before), (after, part_after) in pairwise(spans)]
    part, whole = (copy.b, copy.a) if turned else (copy.a, copy.b)
    return part, whole, "abridgement" if any(gap > 24 or gap < -24 for gap in gaps) else "excerpt"


def measure(folder: Path, *, stream: bool = False, **how: Any) -> dict[str, Any]:
    """Run on a folder; figures by name. Seconds are of this process, reading and segmenting apart."""
    spent = 0.0

    def timed(pages: Iterator[Page]) -> Iterator[Page]:
        nonlocal spent
        while True:
            began = time.process_time()
            one = next(pages, None)
            spent += time.process_time() - began
            if one is None:
                return
            yield one

    overlap(islice(load(folder, **how | {"body": "crude"}), 20))            # compile, or load what is compiled
    pages = load(folder, **how) if stream else iter(kept := list(timed(load(folder, **how))))
    before, began = spent, time.process_time()
    copies = overlap(timed(pages))
    overlap_s = time.process_time() - began - (spent - before)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.process_time()
    relations = [relation(copy) for copy in copies]
    links_s = time.process_time() - began
    began = time.process_time()
    families = cluster(load(folder, **how) if stream else kept, copies)
    cluster_s = time.process_time() - began - links_s
    count = sum(len(family.pages) for family in families)
    figures = {"pages": count, "links": len(copies), "reading_s": spent, "overlap_s": overlap_s, "links_s": links_s,
               "cluster_s": cluster_s, "pages_per_s": count / overlap_s,
               "pages_per_s_from_text": count / (overlap_s + spent), "peak_mb": peak}
    return figures | score(folder, relations, families)


def peer(folder: Path) -> dict[str, float]:
    """rensa on the same texts: MinHash of word 5-grams, Jaccard ≥ .5 confirmed on the grams, connected components."""
    import rensa
    with (folder / "docs.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    began = time.process_time()
    index = rensa.RMinHashLSH(threshold=.5, num_perm=128, num_bands=16)
    sketches, grams = [], []
    for number, text in enumerate(texts):
        words = re.findall(r"\w+", text.lower())
        grams.append({" ".join(words[i:i + 5]) for i in range(len(words) - 4)})
        sketch = rensa.RMinHash(num_perm=128, seed=1)
        sketch.update(list(grams[-1]))
        index.insert(number, sketch)
        sketches.append(sketch)
    links = []
    for a, sketch in enumerate(sketches):
        for b in index.query(sketch):
            if b < a and (both := len(grams[a] & grams[b])) >= .5 * (len(grams[a]) + len(grams[b]) - both):
                links.append((b, a))
    components(range(len(texts)), links)
    return {"rensa_s": time.process_time() - began}


def score(folder: Path, relations: Sequence[tuple[str, str, str]], families: Sequence[Family]) -> dict[str, Any]:
    """The generator's own score; how often the origin is the first lead (`origin_first`) or a lead (`origin_set`)."""
    spec = importlib.util.spec_from_file_location("reuse_score", SCORER)
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    label = {key: family.key for family in families for key in family.pages}
    result: dict[str, Any] = scorer.score(str(folder), {"families": label, "relations": relations})
    origins = {row["id"] for row in map(json.loads, (folder / "truth.jsonl").open(encoding="utf-8"))
               if row["kind"] == "origin"}
    asked = [family for family in families if len(family.pages) > 1 and origins & set(family.pages)]
    if asked:
        result["origin_first"] = sum(family.leads[0].page in origins for family in asked) / len(asked)
        result["origin_set"] = sum(any(lead.page in origins for lead in family.leads) for family in asked) / len(asked)
        result["origin_set_size"] = sum(len(family.leads) for family in asked) / len(asked)
        result["origin_set_share"] = sum(len(family.leads) / len(family.pages) for family in asked) / len(asked)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--body", choices=("crude", "flat"), default="flat")
    parser.add_argument("--no-sites", action="store_true")
    parser.add_argument("--no-headings", action="store_true")
    parser.add_argument("--stream", action="store_true")
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    figures = measure(args.folder, stream=args.stream, body=args.body, sites=not args.no_sites,
                      headings=not args.no_headings)
    if args.peer:
        figures |= peer(args.folder)
    if args.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:26s}", f"{value:.4f}" if isinstance(value, float) else value)


if __name__ == "__main__":
    main()
