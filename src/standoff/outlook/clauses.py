"""Where the words of an outlook begin and end: its whole clause with condition and hedge, without who says so."""

from __future__ import annotations

from standoff.outlook.reading import SUBJECTS, Reading

ASIDE = ("while", "whereas", "although", "though", "because", "since", "as", "so", "even")
"""Conjunctions of clauses that tell something else, before or after what is to come."""

LINKS = ("however", "moreover", "thus", "therefore", "meanwhile", "nevertheless", "nonetheless", "furthermore",
         "additionally", "consequently", "hence", "indeed", "instead", "finally", "also", "still", "then", "so", "yet")
"""Adverbs that only join a sentence to the one before."""


def stretch(text: Reading, top: int, anchor: int) -> tuple[int, int]:
    """The words of the clause below its highest word: the first, and the one past the last."""
    path = {anchor, top, *text.climb(anchor)}
    left = [kid for word in text.under(top) for kid in text.kids[word]
            if kid not in path and _other(text, word, kid, anchor, word in path)]
    told = _tellers(text, top, anchor)
    words = [word for word in text.under(top, left) if text.sentence[word] == text.sentence[anchor]
             and (word not in told or word in path)]
    subject = _subject(text, top, anchor)
    before = max((word for word in told - path if words[0] < word < min(subject, anchor)),
                 default=-1)                                        # who says so before it: the tree is wrong
    found = text.stretch(_core(text, [word for word in words if word > before], subject, anchor))
    return _closed(text, _opened(text, found, anchor)) if found else (anchor, anchor + 1)


def _other(text: Reading, word: int, kid: int, anchor: int, main: bool) -> bool:
    """Whether what hangs on a word is another matter than the clause. `main`: the word is of the clause itself."""
    dep = text.deps[kid]
    if dep == "conj":
        return bool(text.below(kid, *SUBJECTS)) and text.pos[word] in ("VERB", "AUX", "ADJ", "NOUN") and bool(
            text.aux(kid) or "VerbForm=Fin" in text.morphs[kid])
    if dep == "advcl":
        aside = bool(set(text.marks(kid)) & set(ASIDE)) and "if" not in text.marks(kid)
        aside &= text.marks(kid) != ["as"] or bool(text.below(kid, *SUBJECTS))          # "as planned" is no aside
        return main and aside and text.words[word] not in ("long", "soon", "far", "much")
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


def _tellers(text: Reading, top: int, anchor: int) -> set[int]:
    """The words that say whose words the anchor's are: source and cue of the attributions around it. A cue that is of
    the words themselves says nobody's: "the rebels are not expected to leave"."""
    pieces = [piece for one in text.contents.at(text.starts[anchor]) for piece in (*one.source, *one.cue)
              if not any(start <= text.starts[top] < end for start, end in one.cue)]
    return {word for word in text.inside(pieces) if text.sentence[word] == text.sentence[anchor]}


def _subject(text: Reading, top: int, anchor: int) -> int:
    """The subject of the clause, a gerund too ("leaving the camp will not end it"); the anchor where it has none."""
    some = [kid for word in (anchor, top) for kid in text.below(word, *SUBJECTS)]
    some += [kid for kid in text.below(anchor, "advcl") if kid < anchor and text.words[kid].endswith("ing")
             and not text.marks(kid) and "," not in text.forms[kid:anchor]]
    return next(iter(some), anchor)


def _core(text: Reading, words: list[int], subject: int, anchor: int) -> list[int]:
    """The words around the anchor; what a semicolon, or a colon or quotation mark before its subject, cuts off is
    left. A quotation that ends before the anchor cuts nothing off: "“some units” will leave"."""
    low, high = words[0], words[-1]
    for word in range(min(subject, anchor), low, -1):
        before = text.forms[word - 1:anchor]
        if before[0] in (":", ";") or (before[0] == "“" and before.count("“") > before.count("”")):
            low = word
            break
    quoted = 0
    for word in range(low, high + 1):
        quoted = max(quoted, 0) if word <= anchor else quoted
        quoted += (text.forms[word] == "“") - (text.forms[word] == "”")
        if word > anchor and (text.forms[word] == ";" or quoted < 0):
            high = word - 1
            break
    return [word for word in words if low <= word <= high]


def _opened(text: Reading, words: tuple[int, int], anchor: int) -> tuple[int, int]:
    """A stretch without the conjunction that it opens with: "especially since any more troops would …"."""
    start, end = words
    marks = [word for word in range(start, min(start + 3, anchor)) if text.deps[word] == "mark"
             and text.words[word] in (*ASIDE, "that") and all(text.pos[one] == "ADV" for one in range(start, word))]
    return (marks[-1] + 1 if marks else start), end


def _closed(text: Reading, words: tuple[int, int]) -> tuple[int, int]:
    """A stretch with the end of a quotation that begins in it, or with the mark before one that ends in it."""
    start, end = words
    signs = [text.forms[word] for word in range(start, end) if text.forms[word] in ("“", "”")]
    if signs.count("“") > signs.count("”"):
        for word in range(end, min(end + 3, len(text.forms))):
            if text.forms[word] == "”":
                return start, word + 1
    return (start - 1 if signs[:1] == ["”"] and text.forms[start - 1] == "“" else start), end
