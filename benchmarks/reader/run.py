"""Every figure of the reader on the dev parts in `../shared/data`, beside its floor and its target.

usage: python -m benchmarks.reader.run [--reader NAME] [--threads N] [--only CORPUS …] [--errors]

Fails (exit 1) when a figure of our own reader falls below the floor pinned in `floors.toml`, when a figure with a floor
is not measured, or when gold data are not the data that the floors were measured on. Other readers have no floors.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import spacy
from benchmarks.reader import attributions, coreference, nominals, times, words
from benchmarks.reader.score import Pairs, given
from spacy.tokens import Doc
from training.reader import ud
from training.reader.document import Document

from standoff.model import Date

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[2] / "shared"
DATA = SHARED / "data"

Figures = dict[str, float]
"""Figures by name, in points of 100 where they are shares."""


class Reader(Protocol):
    """What `standoff.language.load` gives."""

    def texts(self, texts: Iterable[str], anchors: Iterable[Date | None] | None = None) -> Iterable[Doc]: ...


@dataclass(frozen=True)
class Floor:
    """What a figure must not fall below, and what it is meant to reach."""

    floor: float | None = None
    target: float | None = None


def main() -> None:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", default="standoff")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=list(CORPORA), default=list(CORPORA))
    parser.add_argument("--errors", action="store_true", help="the dates that were not read right")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"The reader's benchmarks need the data in {DATA}, which are not there.")
    from standoff.language import load

    reader = load(arguments.reader, threads=arguments.threads)
    floors, digests = pinned(HERE / "floors.toml")
    figures: Figures = {}
    for corpus in arguments.only:
        figures |= {f"{corpus}: {name}": value for name, value in CORPORA[corpus](reader, arguments.errors).items()}
    asked = {name: floor for name, floor in floors.items() if name.partition(":")[0] in arguments.only}
    print(table(figures, asked))
    read = {folder for corpus in arguments.only for folder in GOLD[corpus]}
    faults = [*fallen(figures, asked),
              *changed({name: known for name, known in digests.items() if Path(name).parts[0] in read}, DATA)]
    if arguments.reader != "standoff":
        faults = []
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


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


# — floors —


def pinned(path: Path) -> tuple[dict[str, Floor], dict[str, str]]:
    """Floors by name of the figure, and digests of gold by path under `../shared/data`."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Floor(**told["figures"][name]) for name in told["figures"]}, told["gold"]


def fallen(figures: Mapping[str, float], floors: Mapping[str, Floor]) -> list[str]:
    """A line for every figure below its floor, or with a floor and not measured."""
    faults = []
    for name, pin in floors.items():
        if pin.floor is None:
            continue
        if name not in figures:
            faults.append(f"{name} was not measured; its floor is {pin.floor:.1f}.")
        elif figures[name] < pin.floor:
            faults.append(f"{name} fell to {figures[name]:.2f}, below its floor of {pin.floor:.1f}.")
    return faults


def changed(digests: Mapping[str, str], data: Path) -> list[str]:
    """A line for every gold file or folder that is not the one that the floors were measured on."""
    return [f"{name} is not the gold that the floors were measured on: measure the floors anew, then pin its digest "
            f"{digest(data / name)}." for name, known in digests.items() if digest(data / name) != known]


def digest(path: Path) -> str:
    """SHA-256 of a file, or of the names and contents of a folder's files in order; hex."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    whole = hashlib.sha256()
    for file in sorted(path.rglob("*")):
        if file.is_file():
            whole.update(f"{file.relative_to(path).as_posix()} {digest(file)}\n".encode())
    return whole.hexdigest()


def table(figures: Mapping[str, float], floors: Mapping[str, Floor]) -> str:
    """Every figure as a line of a Markdown table; a target missed is said to be."""
    lines = ["| figure | measured | floor | target |", "|---|---|---|---|"]
    for name, value in figures.items():
        pin = floors.get(name, Floor())
        missed = ", missed" if pin.target is not None and value < pin.target else ""
        lines.append(f"| {name} | {value:.1f} | {_shown(pin.floor)} | {_shown(pin.target)}{missed} |")
    return "\n".join(lines)


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


if __name__ == "__main__":
    main()
