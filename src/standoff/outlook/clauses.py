"""Where the words of an outlook begin and end: its whole clause with condition and hedge, without who says so."""

from __future__ import annotations

from standoff.outlook.reading import SUBJECTS, Reading

ASIDE = ("while", "whereas", "although", "though", "because", "since", "as", "so", "even")
"""Conjunctions of clauses that tell something else, before or after what is to come."""

LINKS = ("however", "moreover", "thus", "therefore", "meanwhile", "nevertheless", "nonetheless", "furthermore",
         "additionally", "consequently", "hence", "indeed", "instead", "finally", "also", "still", "then")
"""Adverbs that only join a sentence to the one before."""


def stretch(text: Reading, top: int, anchor: int, keep: tuple[int, ...] = ()) -> tuple[int, int]:
    """The words of the clause below its highest word: the first, and the one past the last. `keep`: words below `top`
    that belong to it, whatever they look like."""
    path = {anchor, top, *keep, *(one for one in text.climb(anchor))}
    left = [kid for word in text.under(top) for kid in text.kids[word]
            if kid not in path and _other(text, word, kid, anchor)]
    told = _tellers(text, anchor)
    words = [word for word in text.under(top, left) if word not in told or word in path]
    words = [word for word in words if text.sentence[word] == text.sentence[anchor]]
    return text.stretch(_core(text, words, anchor)) or (anchor, anchor + 1)


def _other(text: Reading, word: int, kid: int, anchor: int) -> bool:
    """Whether what hangs on a word is another matter than the clause."""
    dep = text.deps[kid]
    if dep == "conj":
        return bool(text.below(kid, *SUBJECTS)) and text.pos[word] in ("VERB", "AUX", "ADJ", "NOUN") and bool(
            text.aux(kid) or "VerbForm=Fin" in text.morphs[kid])
    if dep == "advcl":
        return bool(set(text.marks(kid)) & set(ASIDE)) and "if" not in text.marks(kid) and not (
            text.words[word] in ("long", "soon", "far", "much"))
    if dep == "parataxis":
        return True
    if dep in ("advmod", "discourse", "cc"):
        return text.words[kid] in LINKS and kid < anchor and (
            all(text.pos[one] == "PUNCT" for one in text.kids[kid])) and _first(text, kid)
    return dep in ("dep", "vocative")


def _first(text: Reading, word: int) -> bool:
    """Whether a word opens its sentence, punctuation aside."""
    start = text.sentences[text.sentence[word]][0]
    return all(text.pos[one] in ("PUNCT", "SPACE", "CCONJ") for one in range(start, word))


def _tellers(text: Reading, anchor: int) -> set[int]:
    """The words that say whose words the anchor's are: source and cue of the attributions around it."""
    place = text.starts[anchor]
    pieces = [piece for one in text.attributions if any(start <= place < end for start, end in one.content)
              for piece in (*one.source, *one.cue)]
    start, end = text.sentences[text.sentence[anchor]]
    return {word for word in range(start, end)
            if any(first <= text.starts[word] < last for first, last in pieces)}


def _core(text: Reading, words: list[int], anchor: int) -> list[int]:
    """The words around the anchor; what a colon or the end of a quotation cuts off from it is left."""
    low, high = words[0], words[-1]
    for word in range(anchor, low, -1):
        if text.forms[word - 1] in ("“", ":", ";") and text.forms[word - 1] != "":
            low = word
            break
    for word in range(anchor, high + 1):
        if text.forms[word] in ("”", ";"):
            high = word - 1
            break
    return [word for word in words if low <= word <= high]
