"""What is no statement, though the reader took it for one: nobody says, writes or thinks it.

A statement has a source that can speak or think, or a cue of saying without a source, and tells what is said: a clause,
quoted words, or what the verb takes as said. What somebody perceives, tries or does is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from standoff.model import Kind, Manner
from standoff.statements import manners, sources
from standoff.statements.lexicon import Lexicon
from standoff.statements.telling import Telling, top
from standoff.ties.reading import Reading

MINDS = (Manner.THOUGHT, Manner.WANTED)
"""Manners of what only somebody can do: without a source nobody does."""

PEOPLE = (Kind.PERSON, Kind.GROUP, Kind.ORGANISATION, Kind.PLACE, Kind.FACILITY)
"""What speaks and thinks; places and buildings stand for who rules there: "Ankara", "the embassy"."""

ASKING = ("who", "what", "when", "where", "why", "how", "which", "whether", "if", "whose", "whom")


NOBODY = ("who", "whoever", "anyone", "anybody", "this", "these", "those", "which", "that", "something", "nothing",
          "everything")
"""What stands for no speaker, unless it stands for a noun before it."""


def idle(text: Reading, lexicon: Lexicon, one: Telling) -> bool:
    """Whether nobody is told to say anything.

    Yes: It appears that the road is open.
    Yes: The raid showed that the road is open.  (a thing)
    Yes: The boy learned what it means.
    Yes: The army backed the governor.
    No: The ministry said that the road is open.
    No: The governor fears that the road is closed.
    """
    if all(text.pos[word] in ("DET", "ADP", "PUNCT", "PART", "SCONJ", "CCONJ", "AUX") for word in one.said) and not (
            quoted(text, one)):
        return True                                             # "a charge that they denied"
    rules = (_calling, _seeming, _unknown, _of_things, _deed)
    return asked(text, one.head) or any(rule(text, lexicon, one) for rule in rules)


def asked(text: Reading, verb: int) -> bool:
    """Whether a verb is that of a direct question: "Has China asked you to stop?"."""
    end = text.sentences[text.sentence[verb]][1]
    subjects = text.below(verb, "nsubj", "nsubj:pass")
    turned = any(kid < subjects[0] for kid in text.below(verb, "aux", "aux:pass")) if subjects else False
    return turned and any(text.words[word] == "?" for word in range(verb, end))


def _calling(text: Reading, lexicon: Lexicon, one: Telling) -> bool:
    """Whether it only tells what something is called, or what is done: "known as", "sponsored a referendum"."""
    forms = {text.words[word] for word in one.cues}
    if not one.source and text.lemmas[one.head] in lexicon.naming and text.passive(one.head) and not quoted(text, one):
        return True
    first = text.words[min(one.said)]
    if forms & lexicon.calling and ("as" in forms or (first == "as" and len(one.cues) == 1)):
        return True
    return text.lemmas[one.head] in lexicon.doing and not any(
        text.lemmas[word] in lexicon.nouns for word in one.cues)


def _seeming(text: Reading, lexicon: Lexicon, one: Telling) -> bool:
    """Whether it is how things look: "it appears that", "little is clear about"."""
    if {text.words[word] for word in one.cues} & lexicon.evident and not any(
            text.lemmas[word] == "make" for word in one.cues):
        return not somebody(text, one)
    verbs = _verbs(text, one)
    return bool(verbs) and all(text.lemmas[word] in lexicon.seeming for word in verbs)


def _unknown(text: Reading, lexicon: Lexicon, one: Telling) -> bool:
    """Whether no word of the cue can tell a statement, and no clause or quotation is told: "addressing this issue"."""
    if text.words[one.head] == ":" or manners.knows(text, lexicon, one):
        return False
    first = text.starts[min(one.said)]
    opens = any(start == first for start, _ in text.quotations)
    return not opens and not (_verbs(text, one) and clause(text, one))


def _of_things(text: Reading, lexicon: Lexicon, one: Telling) -> bool:
    """Whether its source is a thing that cannot speak, or nobody thinks it: "the presence of troops caused concern"."""
    first = top(text, one.source)
    if text.words[one.head] == ":":                             # what stands before a colon speaks
        return False
    if first is None:
        verbs = [word for word in _verbs(text, one) if not text.passive(word)]
        return bool(verbs) and not quoted(text, one) and all(
            lexicon.verbs.get(text.lemmas[word]) in MINDS for word in verbs)
    return not can_speak(text, lexicon, one, first)


def can_speak(text: Reading, lexicon: Lexicon, one: Telling, word: int) -> bool:
    """Whether a source is somebody, or a thing in which somebody speaks: a paper, figures, a law."""
    word = text.antecedent(word)
    if text.words[word] in NOBODY:
        return False
    if text.pos[word] not in ("NOUN", "VERB", "ADJ") or text.who(word) is not None or somebody(text, one):
        return True
    if text.things.get(word) in PEOPLE or sources.who(text, lexicon, word) is not None:
        return True
    lemmas = {text.lemmas[word], *(text.lemmas[kid] for kid in text.below(word, "compound"))}
    return bool(lemmas & (lexicon.documents | lexicon.speaking_things | lexicon.anonymous | lexicon.many)) or (
        sources.outlet(text, lexicon, one.source, None) is not None or text.lemmas[word] in lexicon.spokesmen)


def _deed(text: Reading, lexicon: Lexicon, one: Telling) -> bool:
    """Whether the verb tells what somebody does or perceives: without quoted words, or with a mere noun."""
    lemma = text.lemmas[one.head]
    if lemma in lexicon.greeting and any(text.kind(kid) in PEOPLE or text.lemmas[kid] in lexicon.greeted
                                         for kid in text.below(one.head, "obj")):
        return True
    if text.pos[one.head] != "VERB" or quoted(text, one) or (
            manners.by_noun(text, lexicon, one) is not None):
        return False
    if lemma == "see" and (manners.guess(text, lexicon, one) or "as" in _around(text, one)):
        return False
    if lemma in lexicon.perceiving or (lemma == "find" and "out" in _around(text, one)):
        return True
    if lemma in lexicon.knowing and text.words[min(one.said)] in ASKING:
        return True
    return lemma in lexicon.with_a_clause and not clause(text, one) and manners.by_phrase(
        text, lexicon, one) is None


def _around(text: Reading, one: Telling) -> set[str]:
    """The words of a cue, what hangs on its main word, and the prepositions of that."""
    near = [*one.cues, *text.kids[one.head]]
    return {text.words[word] for word in (*near, *(part for kid in near for part in text.below(kid, "case", "mark")))}


def clause(text: Reading, one: Telling) -> bool:
    """Whether what is told is a clause, or a deed put as one: "said that it rains", "decided to leave"."""
    if any(kid in one.said for kid in text.below(one.head, "ccomp", "parataxis")):
        return True
    tops = (word for word in one.said if text.heads[word] not in one.said or text.heads[word] == word)
    return any(text.pos[word] in ("VERB", "AUX") or text.below(word, "nsubj", "nsubj:pass", "cop") for word in tops)


def quoted(text: Reading, one: Telling) -> bool:
    """Whether a part of what is told stands between quotation marks."""
    return any(start < high and low < end for low, high in one.content for start, end in text.quotations)


def somebody(text: Reading, one: Telling) -> bool:
    """Whether a source has a word for somebody, as its main word or as who is spoken of."""
    return any(word in text.mentions or text.things.get(word) in (Kind.PERSON, Kind.GROUP) for word in _main(
        text, one))


def _main(text: Reading, one: Telling) -> Iterator[int]:
    """The main word of a source, and what is coordinated with it or explains it."""
    inside = set(one.source)
    for word in one.source:
        if text.heads[word] not in inside or text.heads[word] == word or text.deps[word] in (
                "conj", "appos", "flat", "nmod:desc"):
            yield word


def _verbs(text: Reading, one: Telling) -> list[int]:
    return [word for word in one.cues if text.pos[word] == "VERB"]
