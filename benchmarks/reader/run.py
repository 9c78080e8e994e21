"""Every figure of the reader on the dev parts in `../shared/data`, beside its floor and its target.

usage: python -m benchmarks.reader.run [--reader NAME | --weights FOLDER] [--beside FOLDER] [--only CORPUS …]
                                       [--threads N] [--errors] [--write] [--pin]

    --weights FOLDER    our reader with other weights; --beside FOLDER: compared with others, figure by figure
    --write             into docs/benchmarks.md; a comparison goes to the place that has the name of the folder beside
    --pin               set the floors of floors.toml a little below what was measured

Fails (exit 1) when a figure of our own reader falls below the floor pinned in `floors.toml`, when a figure with a floor
is not measured, or when gold data are not the data that the floors were measured on. Other readers and
other weights have no floors.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

import spacy
from benchmarks.reader import attributions, coreference, nominals, tables, times, words
from benchmarks.reader.floors import PINNED, changed, fallen, pin, pinned
from benchmarks.reader.score import Pairs, given
from spacy.tokens import Doc
from training.reader import ud
from training.reader.document import Document

from standoff.model import Date

SHARED = Path(__file__).resolve().parents[3] / "shared"
DATA = SHARED / "data"

Figures = dict[str, float]
"""Figures by name, in points of 100 where they are shares."""


class Reader(Protocol):
    """What `standoff.language.load` gives."""

    def texts(self, texts: Iterable[str], anchors: Iterable[Date | None] | None = None) -> Iterable[Doc]: ...


def main() -> None:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", default="standoff")
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--beside", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=list(CORPORA), default=list(CORPORA))
    parser.add_argument("--errors", action="store_true", help="the dates that were not read right")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--pin", action="store_true")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"The reader's benchmarks need the data in {DATA}, which are not there: skipped.")
        return
    from standoff.language import load
    from standoff.language.reader import Own

    own = arguments.reader == "standoff" and not arguments.weights
    if arguments.pin and not own:
        parser.error("floors are pinned for our own reader with its own weights")
    read = Own(arguments.threads, arguments.weights) if arguments.weights else load(arguments.reader, arguments.threads)
    figures = measured(read, arguments.only, arguments.errors)
    floors, digests = pinned(PINNED)
    asked = {name: floor for name, floor in floors.items() if name.partition(":")[0] in arguments.only}
    if arguments.beside:
        others = measured(Own(arguments.threads, arguments.beside), arguments.only, False)
        compared = tables.beside(figures, others, asked, arguments.beside.name)
        print(compared)
        if arguments.write:
            tables.write({arguments.beside.name: compared})
        return
    folders = {folder for corpus in arguments.only for folder in GOLD[corpus]}
    faults = changed({name: known for name, known in digests.items() if Path(name).parts[0] in folders}, DATA)
    if arguments.pin and not faults:
        print(*pin(figures), sep="\n")
        asked = {name: pinned(PINNED)[0][name] for name in asked}
    for task, table in tables.by_task(figures, asked).items():
        print(f"\n{task}\n{table}")
        if arguments.write:
            tables.write({task: table})
    faults += fallen(figures, asked)
    for fault in faults if own else []:
        print(fault)
    sys.exit(1 if faults and own else 0)


def measured(reader: Reader, only: Iterable[str], errors: bool) -> Figures:
    """The figures of some corpora, named after them."""
    return {f"{corpus}: {name}": value for corpus in only for name, value in CORPORA[corpus](reader, errors).items()}


# — corpora —


def ewt(reader: Reader, errors: bool) -> Figures:
    """Words given and from raw text; UNER's names."""
    documents = ud.ewt(DATA / "ud_ewt", "dev")
    pairs = _raw(reader, documents)
    figures = _grammar(_given(reader, documents), pairs)
    ud.uner(DATA / "uner_ewt", documents)
    if _has(pairs, "nominals"):
        figures |= {name: 100 * score.f1 for name, score in nominals.names(pairs).items()}
    return figures


def gum(reader: Reader, errors: bool) -> Figures:
    """Words given and from raw text, nominals, coreference and dates from raw text."""
    documents = ud.gum(DATA / "gum", "dev")
    pairs = _raw(reader, documents)
    figures = _grammar(_given(reader, documents), pairs)
    news = [(document, doc) for document, doc in pairs if document.genre == "news"]
    figures["news, sentences"] = 100 * words.scores(news)["sentences"].f1
    if _has(pairs, "nominals"):
        figures |= {f"nominals, {name}": 100 * score.f1 for name, score in nominals.scores(pairs).items() if score.gold}
        for heads in (True, False) if not _lacks(pairs, "coreference") else ():
            for singletons in (False, True):
                found = coreference.scores(pairs, heads=heads, singletons=singletons)
                kind = f"{'by head' if heads else 'exact'}{', singletons too' if singletons else ''}"
                figures[f"CoNLL, {kind}"] = 100 * coreference.conll(found)
                figures |= {f"{name}, {kind}": 100 * links.f1 for name, links in found.items()}
    if _has(pairs, "times"):
        figures |= {f"dates, {verdict}": 100 * share for verdict, share in times.scores(pairs).items()}
        for document, doc in pairs if errors else []:
            for told in times.judged(document, doc):
                print(document.key, *told, sep="\t")
        anew = [(document, times.spans_given(document, doc)) for document, doc in pairs]
        figures |= {f"dates, spans given, {verdict}": 100 * share for verdict, share in times.scores(anew).items()}
    return figures


def polnear(reader: Reader, errors: bool) -> Figures:
    """Attributions."""
    articles = attributions.texts(DATA / "polnear")
    docs = dict(zip(articles, reader.texts(list(articles.values())), strict=True))
    if any(doc._.attributions is None for doc in docs.values()):
        return {}
    found = attributions.scores(docs, scorer=SHARED / "bench/score_polnear.py", polnear=DATA / "polnear")
    return {name: 100 * value for name, value in found.items()}


CORPORA: dict[str, Callable[[Reader, bool], Figures]] = {"ewt": ewt, "gum": gum, "polnear": polnear}
GOLD = {"ewt": ("ud_ewt", "uner_ewt"), "gum": ("gum",), "polnear": ("polnear",)}
"""Folders of `../shared/data` that each corpus is read from."""


def _raw(reader: Reader, documents: list[Document]) -> Pairs:
    docs = reader.texts([document.text for document in documents], [times.anchor(document) for document in documents])
    return list(zip(documents, docs, strict=True))


def _given(reader: Reader, documents: list[Document]) -> Pairs:
    """Nothing, where a reader cannot take words as they are given."""
    if not hasattr(reader, "docs"):
        return []
    vocab = spacy.blank("en").vocab
    return list(zip(documents, reader.docs([given(document, vocab) for document in documents]), strict=True))


def _has(pairs: Pairs, layer: str) -> bool:
    return all(doc.has_extension(layer) and getattr(doc._, layer) is not None for _, doc in pairs)


def _lacks(pairs: Pairs, task: str) -> bool:
    return any(task in (doc._.lacks or ()) for _, doc in pairs)


def _grammar(on_given: Pairs, on_raw: Pairs) -> Figures:
    return {
        **{f"{name}, words given": 100 * score.f1 for name, score in words.scores(on_given).items()
           if name not in ("words", "sentences")},
        **{f"{name}, raw text": 100 * score.f1 for name, score in words.scores(on_raw).items()}}


if __name__ == "__main__":
    main()
