"""How the text puts an event: done, denied, to come or possible, as the clause of its words or the verb above tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from standoff.events.lexicon import read
from standoff.model import Factuality
from standoff.ties.reading import Reading

OPEN = (Factuality.NEGATED, Factuality.FUTURE, Factuality.HYPOTHETICAL)

DIRECT = frozenset(["obj", "nsubj:pass", "xcomp", "obl", "conj"])
"""Relations of a noun to the verb that tells it: "launched a raid"."""

ENDING = frozenset(["end", "stop", "finish", "complete"])
"""Verbs beside a noun of a deed that say that it is there already."""

PLANNING = frozenset(["plan", "propose", "consider", "seek", "want", "demand", "request", "urge", "call", "authorise",
                      "authorize", "prevent", "avoid", "avert", "await", "expect", "see", "intend"])
"""Verbs whose object or "for …" is what is planned, wanted or feared."""

UNDONE = frozenset(["need", "preparation", "readiness", "plan", "possibility", "risk", "danger", "fear", "prospect",
                    "lack", "absence", "prevention", "hope", "chance", "threat", "likelihood", "call", "demand",
                    "proposal", "issue", "question", "matter", "idea", "option", "file", "debate", "project", "attempt",
                    "effort", "bid", "push", "desire", "wish", "determination", "intention", "goal", "aim", "objective",
                    "dream", "ability", "capability", "way", "method", "means", "enthusiasm", "mission"])
"""Nouns of which what hangs on them is not done, or not yet."""

YET = frozenset(["possible", "potential", "further", "future", "planned", "proposed", "imminent", "threatened",
                 "feared", "prospective", "looming", "eventual", "closer", "hypothetical", "impending"])
"""Adjectives of a deed that is not done yet."""

BEFORE = frozenset(["after", "following", "since", "despite", "amid", "during", "because", "over"])
"""Prepositions of what is not told by the verb above it."""


def told(text: Reading, facts: Mapping[int, tuple[Factuality, ...]], anchor: int, words: Sequence[int]) \
        -> tuple[Factuality, ...]:
    """How the text puts an event: as the clause of its main word, else as the clause that this stands in; where the
    verb above a noun makes or plans the deed and is open ("may launch a raid"), as that verb's. What no clause tells is
    taken as possible, never as done."""
    if any(text.words[kid] in YET for kid in text.below(anchor, "amod")):
        return (Factuality.HYPOTHETICAL,)
    own = next((facts[text.starts[word]] for word in (anchor, *words) if text.starts[word] in facts), None)
    if own is None:
        return _governing(text, facts, anchor)
    if own[0] is Factuality.ACTUAL and text.deps[anchor] == "acl" and text.lemmas[text.heads[anchor]] in UNDONE:
        return (Factuality.HYPOTHETICAL, *own[1:])                  # "the issue of removing them"
    over = facts.get(text.starts[text.heads[anchor]])
    if over is not None and over[0] in OPEN and text.pos[anchor] == "NOUN" and own[0] is Factuality.ACTUAL and _made(
            text, anchor):
        return (over[0], *own[1:])
    return own


def _governing(text: Reading, facts: Mapping[int, tuple[Factuality, ...]], anchor: int) -> tuple[Factuality, ...]:
    """The value of the clause that a noun stands in. An open one is the noun's only where it hangs on the verb, a
    negation only where the verb makes the deed; else it stays possible."""
    word, direct = anchor, True
    while text.heads[word] != word:
        prepositions, above = set(text.preposition(word).split()), text.heads[word]
        undone = text.lemmas[above] in UNDONE and text.deps[word] in ("nmod", "compound", "acl")
        if undone or "without" in prepositions:
            break
        direct = direct and text.deps[word] in DIRECT and not prepositions & BEFORE
        if (found := facts.get(text.starts[above])) is not None:
            held = direct and (found[0] is not Factuality.NEGATED or _made(text, word))
            return found if held or found[0] not in OPEN else (Factuality.HYPOTHETICAL, *found[1:])
        word = above
    return (Factuality.HYPOTHETICAL,)


def _made(text: Reading, noun: int) -> bool:
    """Whether the verb above makes or plans the deed of a noun: "launch a raid", "consider a raid"."""
    lemma, dep, words = text.lemmas[text.heads[noun]], text.deps[noun], read()
    if dep in ("obj", "nsubj:pass", "xcomp"):
        return lemma in (words.light | words.suffering | PLANNING) - ENDING
    return dep == "obl" and lemma in PLANNING and text.preposition(noun) == "for"


def announced(factuality: tuple[Factuality, ...]) -> tuple[Factuality, ...]:
    """How the announcement of a deed to come is put: as done."""
    return Factuality.ACTUAL, *(one for one in factuality if one is Factuality.REPORTED)
