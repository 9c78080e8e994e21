"""The whole run, from captures to merged events: reports a second, peak memory, the share of every stage.

usage: python benchmarks/whole.py [--reports N …] [--jobs N]

Articles of PolNeAR (train and dev) and the extraction benchmark (`../shared`), each a capture with an address
and a day, in JSON Lines; no two are copies, so that a report is an article. Each size runs in its own process,
stage by stage. Seconds are of the wall clock; memory is the most that the parent held, and with it the most that
one worker did times the workers: an upper bound.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from standoff import captures, pipeline
from standoff.record import migrations, read

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
OUTLETS = 24


def lines(texts: list[str]) -> str:
    """The articles as crawlers hand them on, a JSON object a line."""
    first = date(2019, 1, 1)
    return "".join(json.dumps({
        "url": f"https://outlet{n % OUTLETS}.example/{n}", "title": text.strip().splitlines()[0][:90],
        "date": (first + timedelta(days=n % 365)).isoformat(), "hostname": f"outlet{n % OUTLETS}.example",
        "text": text}) + "\n" for n, text in enumerate(texts))


def measured(file: Path, jobs: int) -> dict[str, object]:
    """One run: seconds by stage, and memory in MB."""
    stages: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        conn = migrations.connect(Path(folder, "whole.db"))
        start = time.perf_counter()
        pipeline.ingest(conn, captures.read(file))
        stages["read"] = time.perf_counter() - start
        for stage in pipeline.STAGES:
            start = time.perf_counter()
            pipeline.run(conn, jobs=jobs, stages=(stage,))
            stages[stage.name] = time.perf_counter() - start
        counts = read.counts(conn)
        conn.close()
    own, workers = (resource.getrusage(who).ru_maxrss / 1e3 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"reports": counts.reports, "events": counts.events, "stages": stages, "memory": own,
            "with_workers": own + jobs * workers}


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="+", default=[250, 500, 1000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--file", type=Path, help="measure this file only, and print JSON")
    arguments = parser.parse_args()
    if arguments.file:
        print(json.dumps(measured(arguments.file, arguments.jobs)))
        return
    with tempfile.TemporaryDirectory() as folder:
        articles, file = Path(folder, "articles.jsonl"), Path(folder, "captures.jsonl")
        subprocess.run([sys.executable, str(SHARED / "bench/reuse/articles.py"), str(articles)], check=True,
                       capture_output=True)
        texts = [json.loads(line)["text"] for line in articles.read_text("utf-8").splitlines()]
        for count in arguments.reports:
            some = texts[:count]
            file.write_text(lines(some), "utf-8")
            done = subprocess.run([sys.executable, __file__, "--file", str(file), "--jobs", str(arguments.jobs)],
                                  check=True, capture_output=True, text=True)
            told = json.loads(done.stdout)
            seconds, words = sum(told["stages"].values()), sum(len(text.split()) for text in some)
            print(f"{told['reports']} reports, {words} words, {told['events']} events: {seconds:.0f} s, "
                  f"{told['reports'] / seconds:.2f} reports/s, {words / seconds:.0f} words/s, {told['memory']:.0f} MB, "
                  f"with workers at most {told['with_workers']:.0f} MB", flush=True)
            for name, spent in told["stages"].items():
                print(f"    {name:12} {spent:8.1f} s {100 * spent / seconds:5.1f} %", flush=True)


if __name__ == "__main__":
    main()
