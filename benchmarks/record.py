"""How fast the record is written, checked and searched, without the stages' own work (they are the tests' stand-ins).

    python benchmarks/record.py [PAGES]        default 10000

Prints CPU seconds, rows per second, the size of the file and the most memory.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import stand_ins
from builder import STAGES

from standoff import pipeline
from standoff.model import Capture, Copy, CopyType, Page, Run, Span
from standoff.record import check, migrations, read, search

PARAGRAPHS, WORDS = 8, 60


def captures(pages: int) -> Iterator[Capture]:
    """Pages of random words; every fifth shares a paragraph with the one before."""
    chance = random.Random(1)
    words = [f"word{n}" for n in range(20_000)]
    last = "The first."
    for n in range(pages):
        own = [" ".join(chance.choices(words, k=WORDS)) for _ in range(PARAGRAPHS)]
        body = [last, *own] if n % 5 == 0 else own
        last = own[-1]
        yield stand_ins.capture(f"Title {n}\n\n" + "\n\n".join(body) + "\n\nComment one", url=f"http://a.example/{n}")


def overlap(pages: Iterable[Page]) -> list[Copy]:
    """The stand-in's links in linear time."""
    seen: dict[int, Span] = {}
    links = []
    for page in pages:
        for words, (start, end) in stand_ins._bodies(page).items():
            here = Span(page=page.key, start=start, end=end)
            there = seen.setdefault(hash(words), here)
            if there.page != here.page:
                a, b = sorted((here, there))
                run = Run(a=a, b=b, words=WORDS)
                links.append(Copy(a=a.page, b=b.page, type=CopyType.OVERLAP, share_a=.1, share_b=.1, words=WORDS,
                                  runs=(run,), witness=run, origin=stand_ins.BY))
    return links


@contextmanager
def timed(what: str) -> Iterator[None]:
    start = time.process_time()
    yield
    print(f"{what:24}{time.process_time() - start:8.1f} s")


def main(pages: int) -> None:
    stand_ins.overlap = overlap  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.db"
        conn = migrations.connect(path)
        with timed("read"):
            pipeline.ingest(conn, captures(pages))
        start = time.process_time()
        with timed("run"):
            pipeline.run(conn, stages=STAGES)
        tables = [name for name, in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                  if not name.startswith("words")]
        rows = sum(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)
        print(f"{'rows a second':24}{rows / (time.process_time() - start):8.0f}   of {rows}")
        with timed("run again"):
            pipeline.run(conn, stages=STAGES)
        with timed("verify"):
            done = check.verify(conn)
        print(f"{'verified':24}{done.total:8}   failures {len(done.failures)}")
        with timed("search one word"):
            search.search(conn, "word17")
        size, characters = path.stat().st_size, conn.execute("SELECT sum(length(text)) FROM page").fetchone()[0]
        print(f"{'file':24}{size / 1e6:8.0f} MB for {characters / 1e6:.0f} MB of text, {read.counts(conn).pages} pages")
        print(f"{'most memory':24}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:8.0f} MB")
        conn.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
