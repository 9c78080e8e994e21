"""Main text of article pages against gold: `python benchmarks/extraction.py [--data ../shared/data] [--pages N]`.

Prints shingle F1 (`score_extraction.py`, beside the data) of the main text and of whole pages cut into segments, for
each set, with trafilatura's default on the same pages, and the time of each as a ratio to trafilatura, in one process.
The shipped weights were trained on the article pages: figures for unseen pages come from
`training/pages/train.py --check --cross`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

from standoff.model import ARTICLE_ROLES, Role
from standoff.pages.html import main_text, segment_html

ROOT = Path(__file__).parents[1]


def by_trafilatura(source: str) -> str:
    return trafilatura.extract(source) or ""


def by_segments(source: str) -> str:
    """The article as segments have it; a dateline that opens the body is part of the gold text."""
    cut = segment_html(source, key="p0")
    return "\n".join(cut.text[seg.start:seg.end] for seg in cut.segments
                     if seg.role in ARTICLE_ROLES or seg.rule == "html:dateline")


def by_posts(source: str) -> str:
    """The article and its comments: what the gold text of a forum page is."""
    cut = segment_html(source, key="p0")
    return "\n".join(cut.text[seg.start:seg.end] for seg in cut.segments
                     if seg.role in ARTICLE_ROLES | {Role.COMMENT} or seg.rule == "html:dateline")


READERS: dict[str, Callable[[str], str]] = {
    "trafilatura default": by_trafilatura, "main text": main_text, "segments": by_segments}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--pages", type=int, help="only the first N pages of each set")
    options = parser.parse_args()
    sys.path.insert(0, str(options.data / "../bench"))
    from score_extraction import score
    for read in READERS.values():                # compiled and imported before the clock runs
        read("<p>" + "The ferry left the quay at noon. " * 20)
    for name, kind in (("extraction", "article"), ("wcxb", "article"), ("wcxb", "forum")):
        truth = json.loads((options.data / name / "ground-truth.json").read_text(encoding="utf-8"))
        keys = [key for key in sorted(truth) if truth[key].get("kind", "article") == kind][:options.pages]
        sources = {key: gzip.decompress((options.data / name / "html" / f"{key}.html.gz").read_bytes()).decode(
            "utf-8", "replace") for key in keys}
        base = 0.0
        readers = READERS if kind == "article" else {**READERS, "segments and comments": by_posts}
        for label, read in readers.items():
            began = time.process_time()
            said = {key: {"articleBody": read(source)} for key, source in sources.items()}
            spent = time.process_time() - began
            base = base or spent
            result = score({key: truth[key] for key in keys}, said)
            print(f"{name:10} {kind:8} {len(keys):4} pages  {label:22} F1 {result['f1']:.4f}  "
                  f"P {result['precision']:.4f}  R {result['recall']:.4f}  {len(keys) / spent:6.1f} pages/s  "
                  f"{base / spent:.2f} × trafilatura", flush=True)


if __name__ == "__main__":
    main()
