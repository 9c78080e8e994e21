"""Our own corpus: texts that we wrote and annotated by hand, in `training/corpus/*.txt`. CORPUS.md is the codebook.

A file holds entries; what the layers mean is in the codebook:

    # baltic-ferry-01
    genre: news
    written: 2023-05-02
    ---
    The harbour master, Maris Tamm, said on Tuesday that two ferries had collided.
    ---
    nominal person "The harbour master, Maris Tamm" head="master" chain=a
    nominal person name "Maris Tamm" chain=a
    attribution source="The harbour master, Maris Tamm" cue="said" content="that two … had collided"
    time "Tuesday" 2023-05-02
    tie none
    fact actual "said"
    outlook none

A text without a line of a layer was not read for that layer; one with nominals was read for attributions and times too.

A quote stands verbatim in the text, as whole words; any white space of the text answers to a blank. `@2` right after a
quote takes its second place. "first words … last words" is the stretch from the one to the next place of the other. A
straight quotation mark inside a quote is written \\". A quote without a role continues the role before it.

`corpus` gives the documents, `check` what is wrong with the files; `doubts.py` tells what looks forgotten or odd but
may be right. `make annotate-check` prints what is wrong and what the corpus holds.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.entries import Draft, Entry, Fault, Tokenise, parse
from training.layers import LAYERS
from training.reader.document import Document

FOLDER = Path(__file__).parent / "corpus"


def document(entry: Entry, tokenise: Tokenise) -> tuple[Draft, list[str]]:
    """An entry as a document, and what is wrong with its annotations; a faulty line is left out."""
    doc = Document(
        key=entry.key, corpus="own", text=entry.text, words=tokenise(entry.text), genre=entry.genre,
        created=entry.written, others=False,
    )
    if any(line.layer == "nominal" for line in entry.lines):
        doc.mentions, doc.attributions, doc.times = [], [], []
    draft = Draft(doc)
    faults = []
    for line in entry.lines:
        try:
            if line.layer not in LAYERS:
                raise Fault(f"layer {line.layer!r}", "nothing reads it", "write one of " + ", ".join(LAYERS))
            LAYERS[line.layer](draft, line)
        except Fault as fault:
            faults.append(f"{entry.file}:{line.number}: {fault}")
    if doc.mentions is not None:
        doc.mentions.sort(key=lambda mention: (mention.start, -mention.end))
    return draft, faults


def corpus(folder: Path, tokenise: Tokenise) -> list[Document]:
    """Our documents, by file and in the order of each; an entry with a fault is left out with a warning."""
    documents = []
    for path in sorted(folder.glob("*.txt")):
        entries, faults = parse(path)
        for entry in entries:
            draft, found = document(entry, tokenise)
            faults += found
            if not found:
                documents.append(draft.document)
        if faults:
            warnings.warn(f"{path.name} has faults, their entries are left out: make annotate-check", stacklevel=2)
    return documents


def check(folder: Path) -> list[str]:
    """A line per fault of the files of a folder: file, line, what, why, what to do."""
    faults: list[str] = []
    keys: dict[str, str] = {}
    for entry, _, found in drafts(folder, faults):
        place = f"{entry.file}:{entry.number}"
        if entry.key in keys:
            faults.append(f"{place}: {entry.key} is the key of {keys[entry.key]} too: documents are told apart by it. "
                          "Number this one on.")
        keys.setdefault(entry.key, place)
        faults += found
    return faults


def drafts(folder: Path, faults: list[str]) -> Iterator[tuple[Entry, Draft, list[str]]]:
    """Each entry of a folder, its draft, and the faults of its annotations; faults of form are added to `faults`."""
    from standoff.language.words import tokenise

    for path in sorted(folder.glob("*.txt")):
        entries, found = parse(path)
        faults += found
        for entry in entries:
            yield entry, *document(entry, tokenise)


def main(folder: Path, show_doubts: bool) -> int:
    """Prints faults (and doubts), and what the corpus holds by layer, kind and genre; 1 where there are faults."""
    from training.doubts import doubts

    faults, open_doubts = check(folder), doubts(folder)
    for line in (open_doubts if show_doubts else []) + faults:
        print(line)
    counts = {name: Counter() for name in ("layer", "genre", "kind", "names", "ties", "facts", "manners", "outlook",
                                         "events")}
    words = 0
    for entry, draft, _ in drafts(folder, []):
        doc = draft.document
        counts["layer"].update(line.layer for line in entry.lines)
        counts["genre"][entry.genre] += 1
        words += len(doc.words)
        for mention in doc.mentions or []:
            counts["kind"].update(mention.kinds)
            counts["names"].update(mention.kinds if mention.name else ())
        counts["ties"].update(one.type for one in doc.ties or [])
        counts["facts"].update(value for values in (doc.facts or {}).values() for value in values)
        counts["manners"].update(one.manner for one in doc.attributions or [] if one.manner)
        counts["outlook"].update(one.type for one in doc.outlooks or [])
        counts["events"].update(one.type for one in doc.events or [])
    print(f"{counts['genre'].total()} entries, {words} words; {len(faults)} faults, {len(open_doubts)} doubts "
          "(python -m training.corpus --doubts lists them)")
    for name, count in counts.items():
        print(f"{name:>7}: " + ", ".join(f"{key} {n}" for key, n in count.most_common()))
    return 1 if faults else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Check our corpus.")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--doubts", action="store_true", help="list what may be forgotten or odd")
    options = parser.parse_args()
    sys.exit(main(options.folder, options.doubts))
