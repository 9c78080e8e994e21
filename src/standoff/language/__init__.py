"""The reader: language analysis of reports. ``analyse(report)`` gives an ordinary spaCy Doc with all its layers.

Takes reports (`Report.text`; offsets of everything that comes out are code points of it) and gives sentences, words
with tags, features and lemmas, dependency trees, typed nominals, coreference, attributions and time expressions. The
model is our own, lies beside the code and needs no network; another spaCy pipeline replaces it by name. What a pipeline
lacks is named, never invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee
from typing import TYPE_CHECKING

from standoff.model import Analysis, Origin, Problem, Report

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from standoff.language.reader import Reader

MOST = 400_000
"""Characters of a report that are read: more than any article has. So many take 1.5 GB of memory."""

VERSION = "8"

OWN = "standoff"
"""The name of the reader that comes with the package."""


def load(reader: str = OWN, threads: int = 1) -> Reader:
    """The reader of a name: ours, or a spaCy pipeline. Raises MissingReader when it is not on this machine."""
    from standoff.language import reader as readers

    return readers.load(reader, threads)


def analyse(report: Report, reader: str = OWN, threads: int = 1) -> Doc:
    """The Doc of a report: ``doc.text == report.text``; its layers are those of `standoff.language.layers`."""
    return next(analyse_all([report], reader, threads))


def analyse_all(reports: Iterable[Report], reader: str = OWN, threads: int = 1) -> Iterator[Doc]:
    """The Docs of many reports, in their order, as they are asked for; the reader is loaded once."""
    texts, dates, parts = tee(reports, 3)
    return load(reader, threads).texts((one.text for one in texts), (one.published for one in dates),
                                       (_passages(one) for one in parts))


def analysis(report: Report, reader: str = OWN) -> Analysis | Problem:
    """What the record keeps of a report's analysis: the function of the pipeline's last stage.

    A Problem for a report of more than MOST characters.
    """
    from standoff.language import layers

    if len(report.text) > MOST:
        return Problem(stage="analyses", code="too-large", source=report.key,
                       message=f"The report has {len(report.text):,} characters, and at most {MOST:,} are read, lest "
                               f"memory runs out. Its text is kept and can be searched, but nothing in it was looked "
                               f"for. Split the page into its articles and read them.")
    loaded = load(reader)
    doc = next(loaded.texts([report.text], [report.published], [_passages(report)]))
    return layers.summary(doc, report, loaded.name, Origin(stage="analyses", version=VERSION, rule=reader))


def _passages(report: Report) -> list[tuple[int, int]]:
    return [(part.start, part.end) for part in report.passages]
