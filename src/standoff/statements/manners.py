"""What somebody does by saying something, and whether it is told as done: by the words of the cue and around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from standoff.model import Factuality, Manner
from standoff.statements.lexicon import Lexicon
from standoff.statements.telling import Telling, above
from standoff.ties.reading import Reading

NEAR = 4
"""Words between a verb and the preposition of its phrase: "called repeatedly on Tuesday for"."""

NEGATORS = ("not", "n't", "never", "neither", "nor", "hardly", "cannot", "without")

POSSIBLE = {"may", "might", "could", "should", "must"}


def manner(text: Reading, lexicon: Lexicon, one: Telling) -> Manner:
    """The manner of a telling; `SAID` where no word tells another.

    Threatened: The rebels vowed to avenge their leader.
    Promised: The rebels vowed to leave the town.
    """
    last = max(one.said)
    if text.words[one.head] == ":" and "?" in text.words[last:last + 2]:
        return Manner.ASKED
    found = by_phrase(text, lexicon, one) or by_noun(text, lexicon, one) or _named(text, lexicon, one)
    if found is None:
        found = _verb(text, lexicon, one)
    if found is Manner.PROMISED and text.lemmas[one.head] in lexicon.vowing and _harm(text, lexicon, one):
        return Manner.THREATENED
    return found or Manner.SAID


def knows(text: Reading, lexicon: Lexicon, one: Telling) -> bool:
    """Whether a word or phrase of the cue can tell that something is said, thought or wanted."""
    for word in one.cues:
        noun = text.pos[word] in ("NOUN", "PROPN")
        tables = (lexicon.nouns,) if noun else (lexicon.verbs, lexicon.adjectives)
        if any(form in table for table in tables for form in (text.words[word], text.lemmas[word])):
            return True
    return by_phrase(text, lexicon, one) is not None


def by_phrase(text: Reading, lexicon: Lexicon, one: Telling) -> Manner | None:
    """Of the longest phrase of the cue and what hangs on it."""
    for word in (one.head, *one.cues):
        for rest, found in lexicon.phrases.get(text.lemmas[word], ()) or lexicon.phrases.get(text.words[word], ()):
            near = {form for other in _near(text, one, word) for form in (text.lemmas[other], text.words[other])}
            if near.issuperset(rest):
                return found
    return None


def _near(text: Reading, one: Telling, word: int) -> Iterator[int]:
    """The words of a cue behind one of them, what hangs on it, and the prepositions close behind it."""
    yield from (other for other in one.cues if other > word)
    for kid in text.kids[word]:
        if kid > word and text.deps[kid] in ("compound:prt", "advmod", "obj", "obl", "xcomp") and kid - word <= NEAR:
            yield kid
        yield from (mark for mark in text.below(kid, "case", "mark") if word < mark <= word + NEAR)


def by_noun(text: Reading, lexicon: Lexicon, one: Telling) -> Manner | None:
    """Of the noun or adjective that a verb says little beside: "issued a warning", "was worried about"."""
    first = next((word for word in (one.head, *one.cues) if text.pos[word] == "VERB"), None)
    verb = "" if first is None else text.lemmas[first]
    nouns = [word for word in (one.head, *one.cues) if text.pos[word] == "NOUN"]
    if first is not None and verb in lexicon.light:
        nouns += [kid for kid in text.below(first, "obj") if kid not in nouns]
    told = text.pos[one.head] == "NOUN" and text.lemmas[one.head] in lexicon.nouns
    if not verb or verb in lexicon.light or told:
        for word in nouns:
            if text.lemmas[word] in lexicon.nouns:
                return lexicon.nouns[text.lemmas[word]]
        for word in one.cues:
            if text.words[word] in lexicon.adjectives:
                return lexicon.adjectives[text.words[word]]
    return None


def _named(text: Reading, lexicon: Lexicon, one: Telling) -> Manner | None:
    """Of what something is called: "called the vote a sham"."""
    if text.lemmas[one.head] not in lexicon.naming:
        return None
    said = _forms(text, one.said)
    if said & lexicon.empty:
        return Manner.REJECTED if said & lexicon.said_of_others or not said & lexicon.bad else Manner.CRITICISED
    if said & lexicon.bad:
        return Manner.CRITICISED
    return Manner.PRAISED if said & lexicon.good else None


def _forms(text: Reading, some: Iterable[int]) -> set[str]:
    """Words and their dictionary forms."""
    return {form for word in some for form in (text.words[word], text.lemmas[word])}


def guess(text: Reading, lexicon: Lexicon, one: Telling) -> bool:
    """Whether a source tells how likely something is: the top words of what it says do."""
    if text.lemmas[one.head] not in lexicon.guessing:
        return False
    tops = [kid for kid in text.below(one.head, "ccomp", "obj", "xcomp", "parataxis") if kid in one.said]
    return any(text.words[word] in lexicon.likely or text.lemmas[word] in lexicon.likelihood for word in tops)


def _verb(text: Reading, lexicon: Lexicon, one: Telling) -> Manner | None:
    """Of the verb, with what it takes."""
    lemma = text.lemmas[one.head]
    if guess(text, lexicon, one):
        return Manner.PREDICTED
    if lemma == "hold" and "responsible" in _forms(text, one.said):
        return Manner.ACCUSED
    if lemma in lexicon.bidding and _bids(text, one):
        return lexicon.bidding[lemma]
    if lemma in lexicon.with_a_noun and _noun_only(text, one):
        return lexicon.with_a_noun[lemma]
    for word in (one.head, *one.cues):
        if text.words[word] in lexicon.adjectives and text.pos[word] in ("ADJ", "VERB"):
            return lexicon.adjectives[text.words[word]]
        if text.pos[word] != "AUX" and text.lemmas[word] in lexicon.verbs:
            return lexicon.verbs[text.lemmas[word]]
    return next((lexicon.nouns[text.lemmas[word]] for word in one.cues if text.lemmas[word] in lexicon.nouns), None)


def _bids(text: Reading, one: Telling) -> bool:
    """Whether the content is what a hearer shall do: "asked them to leave"."""
    for kid in text.below(one.head, "xcomp", "ccomp", "advcl"):
        marks = {text.words[mark] for mark in text.below(kid, "mark")}
        if kid in one.said and "to" in marks and not text.below(kid, "nsubj") and not {
                text.words[word] for word in text.kids[kid]} & {"what", "how", "where", "when", "whether"}:
            return True
    return False


def _noun_only(text: Reading, one: Telling) -> bool:
    """Whether the content is a noun, or a deed put as one ("suggested leaving"), and no clause."""
    if text.below(one.head, "ccomp", "parataxis"):
        return False
    tops = [kid for kid in text.below(one.head, "obj", "xcomp") if kid in one.said]
    return any(text.pos[kid] in ("NOUN", "PROPN") or text.words[kid].endswith("ing") for kid in tops)


def _harm(text: Reading, lexicon: Lexicon, one: Telling) -> bool:
    """Whether what is vowed is harm done by the speaker: the verb of the content, or its object."""
    tops = [kid for kid in text.below(one.head, "xcomp", "ccomp", "obj", "obl") if kid in one.said]
    tops += [kid for top in tops for kid in text.below(top, "conj")]
    for word in tops:
        objects = [kid for kid in text.below(word, "obj") if text.lemmas[word] in ("take", "launch", "resume", "step")]
        if any(text.lemmas[each] in lexicon.harm for each in (word, *objects)) and not (
                {"not", "n't", "never"} & {text.words[kid] for kid in text.kids[word]}):
            return True
    return False


# — factuality of the saying —

def settled(text: Reading, lexicon: Lexicon, one: Telling, clauses: Mapping[int, tuple[Factuality, ...]]) \
        -> tuple[Factuality, ...]:
    """Whether it was said: as the reader has it; whether it was not, by the tree alone. `clauses`: by where their words
    start.

    A participle beside a verb is as that verb's clause is, but that it was not said is told of itself only.

    Actual: The mayor did not answer, saying that it was too early.
    Hypothetical: The mayor may resign, saying that he is ill.
    """
    head = one.head
    if (over := _beside(text, one)) is not None:
        told = set(clauses.get(text.starts[over], ())) & {Factuality.FUTURE, Factuality.HYPOTHETICAL}
        return tuple(each for each in Factuality if each in told)[:1] or (Factuality.ACTUAL,)
    own = tuple(each for each in clauses.get(text.starts[head], ()) if each is not Factuality.REPORTED)
    ruled = factuality(text, lexicon, one)
    return ruled if not own or Factuality.NEGATED in (*own, *ruled) else own


def _beside(text: Reading, one: Telling) -> int | None:
    """The verb beside which a participle tells a saying: "…, pointing out that"; None for other cues."""
    head = one.head
    kids = {text.words[kid] for kid in text.kids[head]}
    bare = not text.below(head, "aux", "aux:pass", "nsubj", "nsubj:pass") and not kids & {*NEGATORS, "if", "unless"}
    participle = text.pos[head] == "VERB" and "VerbForm=Fin" not in text.morphs[head] and (
        text.words[head].endswith("ing") or "VerbForm=Part" in text.morphs[head])
    over = text.heads[head]
    if not (bare and participle) or text.deps[head] not in ("advcl", "xcomp", "acl", "parataxis", "dep") or (
            over in one.cues or "to" in kids):
        return None
    if text.pos[over] == "VERB" and text.lemmas[over] not in ("without", "stop", "avoid"):
        return over
    return None


def factuality(text: Reading, lexicon: Lexicon, one: Telling) -> tuple[Factuality, ...]:
    """Whether it was said, as the tree tells it.

    Negated: The ministry has not said whether talks go on.
    Future: The minister is expected to announce a truce.
    Hypothetical: If he confirms the deal, they will leave.
    """
    if one.rule == "cited":
        return (Factuality.ACTUAL,)
    chain = [word for word in (one.head, *above(text, one.head)) if word in one.cues] or [one.head]
    deed = text.deps[chain[-1]] == "xcomp" and not text.words[chain[-1]].endswith("ing")
    over = text.heads[chain[-1]] if deed else None
    if _negated(text, lexicon, one, chain, over):
        return (Factuality.NEGATED,)
    auxiliaries = {text.words[kid] for word in chain for kid in text.below(word, "aux")}
    auxiliaries |= {text.words[word] for word in one.cues if text.pos[word] == "AUX"}
    if _conditional(text, chain) or auxiliaries & POSSIBLE:
        return (Factuality.HYPOTHETICAL,)
    over_lemmas = {text.lemmas[word] for word in (*chain[1:], *([over] if over is not None else []))}
    if auxiliaries & {"will", "shall", "'ll", "would", "wo"} or over_lemmas & lexicon.coming:
        return (Factuality.FUTURE,)
    if over is not None and text.lemmas[over] in lexicon.open and text.pos[one.head] == "VERB":
        return (Factuality.HYPOTHETICAL,)
    return (Factuality.ACTUAL,)


def _negated(text: Reading, lexicon: Lexicon, one: Telling, chain: list[int], over: int | None) -> bool:
    around = {text.words[kid] for word in chain for kid in text.below(word, "advmod", "det", "mark", "case", "cc")
              if kid not in one.said}
    around |= {text.words[word] for word in one.cues if text.words[word] != "without" or text.heads[word] in chain}
    who = [kid for word in chain for kid in text.below(word, "nsubj", "nsubj:pass") if kid not in one.said]
    nobody = any(text.words[word] in ("nobody", "none", "neither") or "no" in {
        text.words[kid] for kid in text.below(word, "det", "advmod")} or "neither" in {
        text.words[kid] for kid in text.below(word, "det", "advmod", "cc", "cc:preconj")} for word in who)
    nobody |= bool(one.source) and text.words[one.source[0]] in ("no", "nobody", "none", "neither")
    around -= {"neither", "nor"} if nobody else set()               # of one negation: "which neither … nor"
    withheld = [word for word in (*chain[1:], *([over] if over is not None else []))
                if text.lemmas[word] in lexicon.withholding and text.pos[one.head] == "VERB"]
    held = (*chain, *([over] if over is not None else []))
    yet = "yet" in around and any(text.lemmas[word] == "have" for word in held)
    only = bool({"only", "just", "merely", "simply"} & around)
    return (bool(around & set(NEGATORS)) and not only) != bool(nobody or withheld or yet)


def _conditional(text: Reading, chain: list[int]) -> bool:
    """Whether the cue's clause, or one that it hangs in, is a condition."""
    for word in chain:
        marks = {text.words[kid] for kid in text.below(word, "mark")}
        if marks & {"if", "unless", "whether"}:
            return True
    return False
