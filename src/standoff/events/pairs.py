"""Whom "both sides", "the two countries" and "each other" stand for: the two that a text has just named.

A phrase of this kind names nobody; it counts who was named before. Two are those of a clash, truce or talks; else who
did something to whom; else two that are joined by "and" or "between". The nearest counts, but only of two that the
phrase can be of: "the two countries" are states, "both leaders" persons. CONVENTIONS §1.1: of what two sides do to each
other both are actors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from standoff.events.roles import Roles
from standoff.events.slots import arguments, objects, subjects
from standoff.model import EventType, Form, Kind
from standoff.ties.reading import Reading

if TYPE_CHECKING:
    from standoff.events.sides import Deed

NEAR = 2
"""Sentences before the phrase in which two sides of a deed go before all that is told of others: an estimate."""

Two = tuple[int, int]
"""Head words of two mentions."""


def told(text: Reading, one: Deed, before: Sequence[Deed]) -> Roles:
    """The roles of a deed, with the two for whom a phrase stands in them; as they are where the text names none."""
    who = list(one.roles.actors) or [word for word in subjects(text, one.anchor) if _lone(text, word)]
    actors = _put(text, one, before, who)
    recipients = _put(text, one, before, one.roles.recipients)
    if len(actors) > 1 and one.type is not EventType.ASSAULT and _each_other(text, one.anchor):
        recipients = actors
    elif tuple(recipients) != one.roles.recipients:
        mine = {text.mentions[word].leader for word in actors}
        recipients = [word for word in recipients if text.mentions[word].leader not in mine]
    return replace(one.roles, actors=tuple(word for word in actors if word in text.mentions),
                   recipients=tuple(recipients))


def _put(text: Reading, one: Deed, before: Sequence[Deed], some: Sequence[int]) -> list[int]:
    """The words of a side, each that is such a phrase replaced by the two it stands for."""
    found: list[int] = []
    others = {*one.roles.actors, *one.roles.recipients}
    for word in some:
        phrase = _phrase(text, word)
        two = _two(text, phrase, others, before) if phrase is not None else None
        found += [each for each in two or (word,) if each not in found]
    return found


def _phrase(text: Reading, word: int) -> int | None:
    """The word that heads such a phrase: itself, or that for which "they" stands in the sentence after it."""
    if _sides(text, word) or _lone(text, word):
        return word
    one = text.mentions.get(word)
    if one is None or one.form is not Form.PRONOUN or text.words[word] != "they":
        return None
    last = [other for other in text.chains[one.leader] if other < word and text.form(other) is not Form.PRONOUN]
    near = [kid for kid in range(text.sentences[max(0, text.sentence[word] - 1)][0], word)
            if kid in text.mentions and _sides(text, kid) and text.deps[kid] in ("nsubj", "nsubj:pass")]
    return near[-1] if near and (not last or last[-1] <= near[-1]) else None


def _lone(text: Reading, word: int) -> bool:
    """Whether a word alone counts two: "each accused the other", "both promised"."""
    return text.words[word] in ("each", "both") and text.pos[word] in ("PRON", "DET") and not text.below(word, "nmod")


def _sides(text: Reading, word: int) -> bool:
    """Whether a mention counts sides and no more: "the two sides", "both countries", "the warring parties".

    Yes: both sides
    Yes: the parties
    No: the seven parliamentary parties
    """
    lists = arguments().lists
    noun, own = text.words[word], text.below(word, "det", "amod", "nummod", "nmod:poss", "compound", "nmod")
    if text.name(word) or noun not in lists["pairs"] | lists["pairs of states"] | lists["pairs of bodies"] | lists[
            "pairs of persons"]:
        return False
    before = {text.words[kid] for kid in own}
    if not before <= lists["counting two"]:
        return False
    if before & lists["two"]:
        return True
    return noun in lists["pairs"] and bool(before) and not any(
        text.words[other] == noun and other in text.mentions and not {
            text.words[kid] for kid in text.kids[other] if text.deps[kid] != "case"} <= lists["counting two"]
        for other in range(word))


def _two(text: Reading, phrase: int, others: set[int], before: Sequence[Deed]) -> Two | None:
    """The two for whom a phrase stands, None where nobody fits."""
    lists = arguments().lists
    earlier = [deed for deed in before if deed.anchor < phrase]
    here = text.sentence[phrase]
    taken = {text.mentions[word].leader for word in others if word in text.mentions and _phrase(text, word) is None}

    def fits(two: Two) -> bool:
        return all(_can(text, phrase, word) for word in two) and (
            len({text.mentions[word].leader for word in two} - taken) == 2)

    shared = [two for deed in earlier if _mutual(text, deed) and len(deed.roles.actors) == 2
              for two in [(deed.roles.actors[0], deed.roles.actors[1])] if fits(two)]
    faced = [two for deed in earlier if str(deed.type) in lists["facing"] and len(deed.roles.actors) == 1
             for whom in deed.roles.recipients for two in [(deed.roles.actors[0], whom)]
             if _side(text, whom) and fits(two)]
    joined = sorted((two for two in _joined(text, phrase) if fits(two)), key=lambda two: (
        text.sentence[two[0]], text.deps[two[0]].startswith("nsubj"), two))
    for some in (shared, faced, joined) if text.words[phrase] in lists["pairs"] else (shared, joined, faced):
        if some and here - text.sentence[max(some[-1])] <= NEAR and _one_paragraph(text, max(some[-1]), phrase):
            return some[-1]
    if shared:
        return shared[-1]
    many = Counter(frozenset(text.mentions[word].leader for word in two) for two in faced)
    often = [two for two in faced if many[frozenset(text.mentions[word].leader for word in two)] > 1]
    return often[-1] if often else joined[-1] if joined and not faced else None


def _one_paragraph(text: Reading, word: int, other: int) -> bool:
    """Whether two words stand in one paragraph."""
    return "\n" not in text.text[text.starts[word]:text.starts[other]].strip()


def _mutual(text: Reading, deed: Deed) -> bool:
    """Whether a deed is between two and was done: a clash, a truce, talks; not "met nobody"."""
    if any(text.words[kid] in ("nobody", "never", "not", "no") for kid in text.kids[deed.anchor]):
        return False
    return text.lemmas[deed.anchor] in arguments().lists["both sides"] | arguments().lists["between two"]


def _can(text: Reading, phrase: int, word: int) -> bool:
    """Whether somebody can be one of those whom a phrase counts."""
    noun, lists = text.words[phrase], arguments().lists
    if _sides(text, word) or text.form(word) is Form.PRONOUN:
        return False
    if noun in lists["pairs of states"]:
        return text.kind(word) in (Kind.PLACE, Kind.ORGANISATION, Kind.GROUP) and text.state(word)
    if noun in lists["pairs of bodies"]:
        return text.kind(word) in (Kind.ORGANISATION, Kind.GROUP) and not text.state(word)
    if noun in lists["pairs of persons"]:
        return text.kind(word) is Kind.PERSON and not text.plural(word)
    return _side(text, word)


def _side(text: Reading, word: int) -> bool:
    """Whether somebody can be a side: a state, a body, armed people, who leads or speaks for them; nobody who is only
    hit."""
    kind = text.kind(word)
    if kind in (Kind.PLACE, Kind.FACILITY):
        return text.state(word) or (kind is Kind.PLACE and text.name(word))
    return text.name(word) or kind is Kind.ORGANISATION or text.lemmas[word] in arguments().lists["sides"]


def _joined(text: Reading, phrase: int) -> Iterator[Two]:
    """Names joined by "and" before a phrase, two and no more, in the order of the text."""
    for word in sorted(text.mentions):
        if word >= phrase:
            return
        joined = [kid for kid in text.below(word, "conj") if text.name(kid)] if text.name(word) else []
        if len(joined) == 1 and text.kind(joined[0]) is text.kind(word):
            yield word, joined[0]


def _each_other(text: Reading, verb: int) -> bool:
    """Whether what is done is done to each other: "accused each other", "each blamed the other"."""
    for word in (*objects(text, verb), *text.below(verb, "obl", "iobj")):
        if text.words[word] in ("other", "another") and any(
                text.words[kid] in ("each", "one", "the") for kid in (*text.kids[word], word - 1)):
            return True
    return False
