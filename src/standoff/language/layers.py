"""The layers of an analysed Doc, and what the record keeps of them.

A Doc is spaCy's own; what spaCy has a place for stands there (tags, features, lemmas, tree, sentences, names), the rest
in extensions: ``doc._.nominals``, ``doc._.attributions``, ``doc._.times``, ``doc._.tongues``, ``doc._.lacks``. A layer
that is None was not read; an empty one was read and has nothing. Offsets are code points of ``doc.text``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from standoff.model import Analysis, Kind, Origin, Report

Ints = NDArray[np.int64]

LAYERS = ("nominals", "attributions", "times", "tongues", "lacks")
"""Extensions of Doc. `lacks`: names of the tasks that the reader does not have, a tuple of "nominals", "coreference",
"attribution", "times"."""

ENTITIES = {
    Kind.PERSON: "PERSON", Kind.ORGANISATION: "ORG", Kind.GROUP: "NORP", Kind.PLACE: "GPE", Kind.FACILITY: "FAC",
    Kind.WEAPON: "PRODUCT", Kind.TIME: "DATE", Kind.QUANTITY: "QUANTITY", Kind.MONEY: "MONEY", Kind.OTHER: "MISC",
}
"""Labels of ``doc.ents``: those of OntoNotes, which spaCy's own English pipelines use."""

_COLUMNS: list[int | str] = ["POS", "MORPH", "LEMMA", "DEP", "HEAD"]


def register() -> None:
    """Give Doc its extensions. Doing so twice changes nothing."""
    for name in LAYERS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


register()


def fill(doc: Doc, upos: Sequence[str], feats: Sequence[str], lemmas: Sequence[str], heads: Ints,
         deprels: Sequence[str]) -> Doc:
    """Write tags, features ("Number=Sing|Person=3", "" for none), lemmas and the tree into a Doc, and return it.

    One value per token. `heads`: index of each token's head in the Doc, a root's its own. Sentences follow from it.
    """
    if not len(doc):
        return doc
    strings = doc.vocab.strings
    table = np.empty((len(doc), 5), np.uint64)
    table[:, 0] = [strings[tag] for tag in upos]
    table[:, 1] = [_morph(doc.vocab, features) for features in feats]
    table[:, 2] = [strings.add(lemma) for lemma in lemmas]
    table[:, 3] = [strings.add(_dep(rel)) for rel in deprels]
    table[:, 4] = (np.asarray(heads) - np.arange(len(doc))).astype(np.int64).view(np.uint64)
    return doc.from_array(_COLUMNS, cast(Any, table))     # spaCy's stubs know no uint64


@lru_cache(maxsize=1 << 12)
def _morph(vocab: Vocab, features: str) -> int:
    return int(vocab.morphology.add(features))


def _dep(rel: str) -> str:
    return "ROOT" if rel == "root" else rel


def name(doc: Doc, names: Sequence[tuple[int, int, Kind]]) -> None:
    """Set ``doc.ents`` from names: (start, end, kind) in tokens, none inside another."""
    doc.set_ents([Span(doc, start, end, label=ENTITIES[kind]) for start, end, kind in names])


def mark(doc: Doc) -> None:
    """Set ``doc.spans["nominals"]`` from ``doc._.nominals``, so that spaCy's own tools show them; labels are kinds."""
    spans = [doc.char_span(one.start, one.end, label=one.kind.value, alignment_mode="expand")
             for one in doc._.nominals or ()]
    doc.spans["nominals"] = [span for span in spans if span is not None]


def lacks(doc: Doc) -> tuple[str, ...]:
    """What was not read of a Doc: what it says itself, and every layer that is None."""
    absent = {"nominals": "nominals", "attributions": "attribution", "times": "times"}
    told = list(doc._.lacks or ())
    told += [task for layer, task in absent.items() if getattr(doc._, layer) is None]
    if doc._.nominals is None:
        told.append("coreference")
    return tuple(dict.fromkeys(told))


def summary(doc: Doc, report: Report, reader: str, origin: Origin) -> Analysis:
    """What the record keeps of an analysed Doc. Raises ValueError when the Doc is not of the report's text."""
    if doc.text != report.text:
        raise ValueError(f"this Doc is not of report {report.key}: it begins with {doc.text[:40]!r}, "
                         f"the report with {report.text[:40]!r}")
    return Analysis(
        report=report.key,
        reader=reader,
        tongues=tuple(doc._.tongues or ()),
        sentences=sentences(doc),
        nominals=tuple(doc._.nominals or ()),
        attributions=tuple(doc._.attributions or ()),
        times=tuple(doc._.times or ()),
        lacks=lacks(doc),
        origin=origin,
    )


def sentences(doc: Doc) -> tuple[tuple[int, int], ...]:
    """The sentences, without white space at their ends; none when the Doc has no sentences."""
    if not doc.has_annotation("SENT_START"):
        return ()
    found = []
    for sent in doc.sents:
        start, end = sent.start, sent.end
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        if start < end:
            found.append((doc[start].idx, doc[end - 1].idx + len(doc[end - 1])))
    return tuple(found)
