"""Every figure of docs/benchmarks.md, in the order of that page. Needs `../shared`; prints what it measures.

usage: run.py [--docs N …] [--seed S …]   sizes and seeds of the copy-family generator; default 1000 10000, seed 7
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"


def call(*args: object) -> None:
    """Run a Python script, its output under its own command line."""
    print(f"\n$ python {' '.join(map(str, args))}", flush=True)
    subprocess.run([sys.executable, *map(str, args)], check=True, cwd=HERE.parent)


def main() -> None:
    """Run all benchmarks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--seed", type=int, nargs="+", default=[7])
    args = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"The benchmarks need the data and scorers in {SHARED}, which is not there.")
    call(HERE / "extraction.py", "--data", SHARED / "data")
    call(HERE / "metadata.py", "--part", "all")
    call(HERE / "record.py")
    with tempfile.TemporaryDirectory() as scratch:
        articles = Path(scratch, "articles.jsonl")
        call(SHARED / "bench/reuse/articles.py", articles)
        for docs in args.docs:
            for seed in args.seed:
                folder = Path(scratch, f"{docs}-{seed}")
                call(SHARED / "bench/reuse/make_bench.py", "--docs", docs, "--seed", seed, "--out", folder,
                     "--articles", articles)
                call(HERE / "families.py", folder)
                if docs <= 10_000:
                    call(HERE / "families.py", folder, "--no-headings")
                    call(HERE / "families.py", folder, "--no-sites")
                    call(HERE / "reports.py", folder, "--articles", articles)
    call("-m", "benchmarks.reader.speed")
    call("-m", "benchmarks.reader.run")
    call("-m", "benchmarks.statements", "--split", "dev", "--half", "measure")
    call("-m", "benchmarks.outlook")
    call(HERE / "actors.py", "--reports", 300)
    call(HERE / "actors.py", "--reports", 10_000, "--speed")
    call(HERE / "places.py")
    call(HERE / "places.py", "--reader")
    call(HERE / "echoes.py", "--half", "second")
    call("-m", "benchmarks.events", "--gold")
    call("-m", "benchmarks.dyads")
    call("-m", "benchmarks.dyads", "--records")
    call(HERE / "recounts.py")
    call(HERE / "changes.py")
    call(HERE / "whole.py")
    call(HERE / "explorer.py")


if __name__ == "__main__":
    main()
