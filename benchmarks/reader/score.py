"""Precision, recall and F1 from counts, and the Doc that holds a gold text's own words."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.vocab import Vocab
from training.reader.document import Document

Pairs = list[tuple[Document, Doc]]
"""Gold, and what a reader made of the same text. Character offsets of both are those of the gold's text."""


@dataclass(frozen=True)
class Score:
    """Counts, added up over documents. Where gold and predicted words are the same, F1 is accuracy."""

    right: float = 0
    predicted: float = 0
    gold: float = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


def given(document: Document, vocab: Vocab) -> Doc:
    """A Doc of the gold's words and sentence starts, and nothing else; its text is the gold's text.

    White space other than one space after a word becomes a word of its own, as spaCy's tokenizers do. That no sentence
    starts at a word is told too.
    """
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool] = []
    sentences = {document.words[first] for first in document.sentences or []}
    end = 0
    for start, stop in [*document.words, (len(document.text), len(document.text))]:
        gap = document.text[end:start]
        if words and gap.startswith(" "):
            spaces[-1] = True
            gap = gap[1:]
        for word, begins in ((gap, False), (document.text[start:stop], (start, stop) in sentences)):
            if word:
                words.append(word)
                spaces.append(False)
                starts.append(begins)
        end = stop
    known = starts if document.sentences else None
    return Doc(vocab, words=words, spaces=spaces, sent_starts=known)  # type: ignore[arg-type]
