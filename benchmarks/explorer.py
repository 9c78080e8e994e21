"""How long every page of the explorer takes over a record of 10 000 reports (`large.py`), beside Datasette.

    python benchmarks/explorer.py [REPORTS] [--record FILE] [--rounds N] [--only WORDS]        default 10000, 20 rounds

The server has a process of its own; pages are asked for in turn, each as HTML and as JSON, first one request after
another, then four at once. Prints ms: what the first request to the server takes, then its CPU time, the median, the
95th percentile and the most of a page, and of all pages; MB that the server holds; and the same rows as a table page of
Datasette, over the same file.
"""

from __future__ import annotations

import argparse
import http.client
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import commands
import large
import psutil

from standoff import open_record
from standoff.api import Record
from standoff.web.links import BY_NAME, Served
from standoff.web.page import SIZE

LIMIT = 200
"""Milliseconds that a page may take at the 95th percentile."""

AT_ONCE = 4
PATIENCE = 60
"""Seconds that a server may take to begin, or to answer."""

OURS = "from sys import argv; from standoff.web.app import serve; serve(argv[1], port=int(argv[2]))"

Case = tuple[str, str, str]
"""A page in words, its address, and that of its twin."""


def cases(record: Record) -> Iterator[Case]:
    """Every page, with what makes it long: whoever is widest, the last page of a list, a common word."""
    event = record.events(between=(large.WIDEST, large.OTHER), limit=1)[0]
    statement, outlook = record.statements(limit=1)[0], record.outlook(limit=1)[0]
    person = record.actors(type="person", limit=1)[0]
    widest = record.actor_row(large.WIDEST).key
    year = {"since": "2015-01-01", "until": "2015-12-31"}
    both = {"a": large.WIDEST, "b": large.OTHER}
    for name, *states in (
            ("overview", {}), ("timeline", {}, year, {"actor": large.WIDEST}, {"lanes": "actor"}),
            ("events", {}, {"page": last(record.events(limit=0).total)}, {"actor": large.WIDEST}, both,
             {"type": "ASSAULT"}, year, {"words": "monitor"}, {"factuality": "any"}),
            ("map", {}, year, {"country": "IRQ"}), ("network", {}, {"actor": widest}, {"actor": widest, "steps": 2}),
            ("ties", {}, {"page": last(record.ties(limit=0).total)}, {"actor": widest}),
            ("actors", {}, {"page": last(record.actors(limit=0).total)}, {"words": "Ahmed"}, {"country": "IRQ"}),
            ("actor", {"key": widest}, {"key": person.key}), ("dyads", {}, {"page": 20}, {"a": large.WIDEST}),
            ("dyad", both, {**both, "by": "week"}, {**both, **year, "by": "day"}, {**both, "page": 50}),
            ("statements", {}, {"page": last(record.statements(limit=0).total)}, {"speaker": widest},
             {"words": commands.WORDS[0]}, year),
            ("outlook", {}, {"page": last(record.outlook(limit=0).total)}, {"forecaster": widest}),
            ("reports", {}, {"page": last(record.report_rows(limit=0).total)}, {"words": "Report 77"}),
            ("report", {"key": event.tellings[0].report}),
            ("captures", {}, {"page": last(record.capture_rows(limit=0).total)}),
            ("capture", {"key": next(iter(record.event(event.events[0]).evidence)).page.replace("p", "c", 1)}),
            ("why", *({"key": key} for key in (event.key, statement.key, outlook.key, widest))),
            ("search", {"words": "met"}, {"words": commands.WORDS[0]}, {"words": commands.WORDS[4000]},
             {"words": "Town 77"}),
            ("outlets", {}, {"actor": large.WIDEST}, year), ("problems", {}), ("method", {})):
        for state in states if (page := BY_NAME.get(name)) else ():
            told = ", ".join(f"{key} {value}" for key, value in state.items())
            asked = page.asked(**state)
            yield f"{name} {told}".strip(), page.address(asked), page.address(asked, "json")
            if name in ("events", "dyad") and state == both:
                yield f"{name} {told}, evidence beside it", Served().pin(page, asked, event.key).partition("#")[0], ""


def last(total: int) -> int:
    """The number of the last page of a list."""
    return max(1, -(-total // SIZE))


@contextmanager
def server(*command: object) -> Iterator[tuple[int, psutil.Process]]:
    """A server in a process of its own, the port last in its command: the port, and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, *map(str, command), str(port)], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with socket.socket() as one:
                if not one.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(.1)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


class Asking:
    """Requests over one connection that is kept."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def ms(self, address: str) -> float:
        """How long an answer took; what is a fault is told."""
        begin = time.perf_counter()
        self.connection.request("GET", address)
        answer = self.connection.getresponse()
        told = answer.read()
        spent = (time.perf_counter() - begin) * 1000
        if answer.status != 200:
            print(f"fault: {address}: {answer.status} {told[-300:]!r}", file=sys.stderr)
        return spent


def in_turn(port: int, addresses: Sequence[str], rounds: int, process: psutil.Process | None = None,
            worked: dict[str, float] | None = None) -> dict[str, list[float]]:
    """One request after another, all pages in each round. `worked` takes the CPU ms of the server, a page's mean."""
    asking, spent = Asking(port), defaultdict[str, list[float]](list)
    for _ in range(rounds):
        for address in addresses:
            before = _cpu(process)
            spent[address].append(asking.ms(address))
            if worked is not None:
                worked[address] = worked.get(address, 0) + (_cpu(process) - before) / rounds
    return spent


def _cpu(process: psutil.Process | None) -> float:
    """Milliseconds of CPU that a process has had."""
    return sum(process.cpu_times()[:2]) * 1000 if process else 0


def at_once(port: int, addresses: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Four that ask, each for all pages in an order of its own."""
    def one(seed: int) -> dict[str, list[float]]:
        return in_turn(port, Random(seed).sample(addresses, len(addresses)), rounds)
    with ThreadPoolExecutor(AT_ONCE) as some:
        found = list(some.map(one, range(AT_ONCE)))
    return {address: [ms for each in found for ms in each[address]] for address in addresses}


def told(spent: Sequence[float]) -> str:
    """Median, 95th percentile and most."""
    return f"{median(spent):6.0f} |{p95(spent):6.0f} |{max(spent):6.0f}"


def p95(spent: Sequence[float]) -> float:
    return quantiles(spent, n=20, method="inclusive")[-1]


def pages(db: Path, rounds: int, only: str) -> dict[str, float]:
    """Prints the table of all pages; gives the 95th percentile of each as HTML."""
    with open_record(db, readonly=True) as record:
        some = [case for case in cases(record) if only in case[0]]
    html, json = [case[1] for case in some], [case[2] for case in some if case[2]]
    with server("-c", OURS, db) as (port, process):
        before = process.memory_info().rss / 1e6
        worked: dict[str, float] = {}
        first = in_turn(port, html, 1)
        alone, twins = in_turn(port, html, rounds, process, worked), in_turn(port, json, rounds)
        four = at_once(port, html, max(1, rounds // AT_ONCE))
        after = process.memory_info().rss / 1e6
    print("| page, ms | first | CPU | p50 | p95 | most | JSON p50 | p95 | most | four at once p50 | p95 | most |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for what, address, twin in some:
        print(f"| {what} | {first[address][0]:.0f} | {worked[address]:.0f} | {told(alone[address])} | "
              f"{told(twins[twin]) if twin else ' | | '} | {told(four[address])} |")
    whole = [told([ms for one in many.values() for ms in one]) for many in (alone, twins, four)]
    print(f"| **all** | | {sum(worked.values()) / len(worked):.0f} | {' | '.join(whole)} |")
    slow = [f"{what} ({p95(alone[address]):.0f})" for what, address, _ in some if p95(alone[address]) > LIMIT]
    print(f"over {LIMIT} ms at the 95th percentile: {', '.join(slow) or 'none'}")
    print(f"memory of the server: {before:.0f} MB when started, {after:.0f} MB after all")
    return {what: median(alone[address]) for what, address, _ in some}


PEER = {"events": "listed_event?_size=50&_sort=n", "events type ASSAULT": "listed_event?_size=50&_sort=n&type=ASSAULT",
        "actors": "listed_actor_row?_size=50", "statements": "listed_statement_row?_size=50"}
"""What Datasette is asked for: a table page of the rows that a page of ours is made of."""


def beside(db: Path, rounds: int, ours: dict[str, float]) -> None:
    """Prints how much longer Datasette takes; it suggests no facets, and counts."""
    with server("-m", "datasette", "serve", db, "--setting", "suggest_facets", "off", "-p") as (port, process):
        there = {what: f"/{db.stem}/{table}" for what, table in PEER.items() if what in ours}
        theirs = in_turn(port, list(there.values()), rounds)
        for what, address in there.items():
            print(f"Datasette, 50 rows of {what}: {told(theirs[address])} ms; ours takes "
                  f"{ours[what] / median(theirs[address]):.2f} of its median")
        print(f"memory of Datasette: {process.memory_info().rss / 1e6:.0f} MB")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int, nargs="?", default=10_000)
    parser.add_argument("--record", type=Path, help="this one, and no generated one")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--only", default="", help="pages with these words")
    options = parser.parse_args()
    db = options.record or large.record(options.reports)
    beside(db, options.rounds, pages(db, options.rounds, options.only))


if __name__ == "__main__":
    main()
