"""Events to judge by hand: rows of `Record.events`, told as done, drawn at random from texts the reader never saw.

usage: python -m benchmarks.sample RECORD [--seed N] [--rows N] [--leave FILE …]

Every text of PolNeAR dev (with outlet and day of its name) and of re3d (which tells no day) in `../shared` is read into
RECORD as crawlers hand it on, and the record is run, unless it is there already. Half of the rows are of PolNeAR, half
of re3d. A row is printed with the words about it, which stay out of this repository. `--leave` names files of earlier
judgements: an event whose sentence stands in one of them is not drawn.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from standoff.answers import EventRow, Party
from standoff.api import Record, open_record

SHARED = Path(__file__).resolve().parents[2] / "shared/data"
AROUND = 320
"""Characters of a report that are printed before and after the event."""


def articles() -> Iterator[dict[str, str]]:
    """All texts, as JSON lines of a crawler."""
    for file in sorted((SHARED / "polnear/dev/text").glob("*.txt")):
        outlet, day, _ = file.name.split("_", 2)
        text = file.read_text("utf-8")
        yield {"url": f"https://{outlet}.example/{file.stem.rsplit('_', 1)[0]}", "hostname": f"{outlet}.example",
               "date": day, "title": text.strip().splitlines()[0], "text": text}
    for folder in ("CENTCOM", "UK Government"):
        for line in (SHARED / "re3d" / folder / "documents.json").read_text("utf-8").splitlines():
            row = json.loads(line)
            yield {"url": row["sourceUrl"], "title": row["title"], "text": row["text"]}


def made(file: Path) -> None:
    """The record of all texts."""
    with tempfile.TemporaryDirectory() as folder, open_record(file) as rec:
        lines = Path(folder, "articles.jsonl")
        lines.write_text("".join(json.dumps(one) + "\n" for one in articles()), "utf-8")
        rec.read(lines)
        rec.run()


def flat(text: str) -> str:
    """Words with one blank between them."""
    return " ".join(text.split())


def drawn(rec: Record, seed: int, rows: int, judged: str) -> list[EventRow]:
    """The rows, half of dated reports and half of others, in the order of chance; none whose sentence was judged."""
    parts: tuple[list[EventRow], list[EventRow]] = ([], [])
    for row in sorted(rec.events(), key=lambda one: one.key):
        if flat(rec.sentences(row.key)[row.key])[:80] not in judged:
            parts[not rec.report(row.tellings[0].report).published.value].append(row)
    chance = random.Random(seed)
    print(f"{len(parts[0])} rows of PolNeAR, {len(parts[1])} of re3d")
    return [one for part in parts for one in chance.sample(part, min(rows // 2, len(part)))]


def side(parties: Sequence[Party]) -> str:
    """The parties of one side."""
    return "; ".join(f"{'' if one.told else 'UNTOLD '}{one.name} [{one.country}] {{{' / '.join(one.written)}}}"
                     + ("" if one.told else f" ({one.reason})") for one in parties) or "–"


def printed(rec: Record, row: EventRow) -> Iterator[str]:
    """A row as lines, with what its first telling stands in."""
    event, first = rec.event(row.key), row.tellings[0]
    report = rec.report(first.report)
    lower, upper = max(0, event.start - AROUND), event.end + AROUND
    words = flat(report.text[lower:event.start]) + " >>" + flat(report.text[event.start:event.end]) + "<< " \
        + flat(report.text[event.end:upper])
    told = [f"{one.harm} {one.low}/{one.best}/{one.high}" for telling in row.tellings for one in telling.sizes]
    yield f"{row.type} {' '.join(row.modes)} | {first.quote!r} | {row.key} | {report.title} ({report.published.value})"
    yield f"  by {side(row.actors)}"
    yield f"  to {side(row.recipients)}"
    date = row.date
    yield f"  date {date.value or ''} {date.low or ''}..{date.high or ''} {date.basis}: {date.reason}"
    yield (f"  place {row.place or '–'} {row.country} | sizes {told} | {' '.join(row.factuality)} "
           f"| voices {row.voices} | tellings {len(row.tellings)} {row.conflicts or ''}")
    yield f"  {words}"


def main(some: Iterable[str] | None = None) -> None:
    """Prints the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=150)
    parser.add_argument("--leave", type=Path, nargs="*", default=[])
    arguments = parser.parse_args(some)
    if not arguments.record.exists():
        made(arguments.record)
    judged = flat(" ".join(file.read_text("utf-8") for file in arguments.leave))
    with open_record(arguments.record, readonly=True) as rec:
        for n, row in enumerate(drawn(rec, arguments.seed, arguments.rows, judged), 1):
            print(f"\n[{n}]", "\n".join(printed(rec, row)))


if __name__ == "__main__":
    main()
