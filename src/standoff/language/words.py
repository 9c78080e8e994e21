"""Words of a text as Universal Dependencies English cuts them (first version: spaCy's rules as they are)."""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.tokenizer import Tokenizer


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """The word cutter as a spaCy tokenizer: ``nlp.tokenizer = tokenizer()``. The Doc's text is the input text."""
    return spacy.blank("en").tokenizer


def tokenise(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the words of a text, in code points, in order. White space is in none of them."""
    return [(t.idx, t.idx + len(t)) for t in tokenizer()(text) if not t.is_space]
