"""Trees mended where the reader's parser errs in a known way, before the rules look at them.

Each takes a `Reading` and changes the relations of its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standoff.model import Kind

if TYPE_CHECKING:
    from standoff.ties.reading import Reading


UNITS = frozenset(["time", "second", "minute", "hour", "day", "night", "week", "month", "year", "mile", "kilometre",
                   "kilometer", "metre", "meter", "km", "percent", "point", "dollar", "euro", "pound", "degree",
                   "morning", "afternoon", "evening", "weekend", "today", "yesterday", "tomorrow", "tonight", "spring",
                   "summer", "autumn", "fall", "winter", "decade", "century", "moment", "quarter", "season", "way",
                   "bit", "lot", "age", "step", "place"])
"""Nouns of time and measure, which are no object: "marched 40 miles", "left this morning"."""


def hang(text: Reading) -> None:
    """Moves words that hang on the wrong word; an example stands beside each way."""
    for word, dep in enumerate(text.deps):
        above = text.heads[word]
        if dep == "appos" and _owned(text, word):
            continue
        if dep == "compound" and text.pos[word] == "NOUN" and text.pos[above] == "VERB":
            if word < above and not text.below(above, "nsubj", "nsubj:pass") and "Fin" in text.morphs[above]:
                text.deps[word] = "nsubj"                           # "the army commands the rebels"
        elif dep in ("appos", "nsubj", "nsubj:pass") and (case := text.case(word)) is not None and (
                word > case and (case > above or dep != "appos")):
            before = case - 1                                       # "adviser to Maj. Gen. Diallo, the commander"
            if before == above and dep == "appos":
                text.deps[word] = "nmod"                            # "the office of the union's chief"
            elif before >= 0 and text.pos[before] in ("NOUN", "PROPN") and before not in (above, *text.under(word)):
                _move(text, word, before, "nmod")
        elif dep == "obl" and _done_to(text, word, above):          # "rebels executed at least 15 civilians"
            text.deps[word] = "obj"
            for kid in text.below(above, "nsubj:pass"):
                text.deps[kid] = "nsubj"
        elif dep == "compound" and text.pos[word] in ("PRON", "NOUN") and text.deps[above] == "obj":
            verb = text.heads[above]                                # "sold us rifles", "sent the rebels rifles"
            if text.lemmas[verb] in text.lexicon.gifts and (text.pos[word] == "PRON" or text.plural(word)):
                _move(text, word, verb, "iobj")
        elif dep in ("advcl", "ccomp", "parataxis") and (thing := _reduced(text, word, above)) is not None:
            _turn(text, above, thing, word)


def _done_to(text: Reading, word: int, verb: int) -> bool:
    """Whether a noun without a preposition behind an active verb is its object, though the tree has it like a time:
    "handed over the airport to the police"."""
    return (word > verb and text.pos[verb] == "VERB" and text.pos[word] == "NOUN" and text.case(word) is None
            and not text.below(word, "advmod")
            and bool(text.below(verb, "nsubj", "nsubj:pass") or text.deps[verb] == "conj")
            and not text.below(verb, "obj", "ccomp", "xcomp", "aux:pass") and text.lemmas[word] not in UNITS)


def _reduced(text: Reading, clause: int, verb: int) -> int | None:
    """The object of a participle that the tree has for the verb of a clause, where the real one follows and has no
    subject: "said that state supplied [rifles] were misused". None where it is the verb."""
    things = text.below(verb, "obj")
    auxiliaries = [kid for kid in text.below(clause, "aux", "aux:pass") if "Fin" in text.morphs[kid]]
    if len(things) != 1 or not verb < things[0] < clause or not auxiliaries or not text.below(verb, "nsubj") or (
            not text.words[verb].endswith("ed") or text.below(verb, "aux", "mark")):
        return None
    open_ = text.below(clause, "nsubj", "nsubj:pass", "csubj", "expl")
    between = [kid for kid in text.below(clause, "mark", "advmod", "cc") if verb < kid < auxiliaries[0]
               and text.words[kid] not in ("now", "then", "also", "still")]
    marked = any(text.words[at] in (",", ";", "–", "—") for at in range(things[0] + 1, auxiliaries[0]))
    return None if open_ or between or marked else things[0]


def _turn(text: Reading, verb: int, thing: int, clause: int) -> None:
    """Makes the clause the head, the thing its subject, and the participle what is said of the thing."""
    above, dep = text.heads[verb], text.deps[verb]
    if above == verb:
        text.kids[verb].remove(clause)
        text.heads[clause] = clause
    else:
        _move(text, clause, above, dep)
        text.kids[above].remove(verb)
    text.deps[clause] = dep
    text.kids[verb].remove(thing)
    text.kids[clause].append(thing)
    text.heads[thing], text.deps[thing] = clause, "nsubj:pass" if text.below(clause, "aux:pass") else "nsubj"
    text.kids[thing].append(verb)
    text.heads[verb], text.deps[verb] = thing, "amod"
    for kid in text.below(verb, "nsubj"):
        text.deps[kid] = "obl:agent"


def _move(text: Reading, word: int, above: int, dep: str) -> None:
    text.kids[text.heads[word]].remove(word)
    text.kids[above].append(word)
    text.heads[word], text.deps[word] = above, dep


def _owned(text: Reading, word: int) -> bool:
    """"General Danso's deputy, Ana Ruiz, left": the deputy is his, no apposition. The tree is turned."""
    owner = text.heads[word]
    if text.words[owner:word].count(",") or not any(
            text.lemmas[kid] in ("'s", "'") and owner < kid < word for kid in text.below(owner, "case")):
        return False
    above = text.heads[owner]
    text.kids[owner].remove(word)
    moved = [kid for kid in text.kids[owner] if kid > word]
    text.kids[owner] = [kid for kid in text.kids[owner] if kid < word]
    text.kids[word] += [owner, *moved]
    for kid in moved:
        text.heads[kid] = word
    text.deps[word], text.heads[word] = text.deps[owner], above if above != owner else word
    if above != owner:
        text.kids[above].remove(owner)
        text.kids[above].append(word)
    text.deps[owner], text.heads[owner] = "nmod:poss", word
    return True


def appose(text: Reading) -> None:
    """An apposition explains what stands before its comma or bracket, if that can be what it says, and the tree's
    choice cannot or is no name: "an adviser to Gen. Diallo, the commander of the Desert Force (a branch of …)"."""
    for word in range(len(text.deps)):
        if text.deps[word] != "appos" or word not in text.mentions:
            continue
        above = text.heads[word]
        first = min((one for one in text.under(word) if text.pos[one] != "PUNCT"), default=word) - 1
        while first > 0 and text.pos[first] in ("PUNCT", "SPACE"):
            first -= 1
        before = [one for one in text.ending.get(first, ()) if one < word and _alike(text, one, word)]
        near = next((one for one in before if text.name(one)), before[-1] if before else above)
        if near == above or near in text.under(word):
            continue
        beside = text.deps[near] == "conj" and text.heads[near] == above       # "Ruiz and Diallo, a lawyer": Diallo
        if beside or not _alike(text, above, word) or (
                text.name(near) and not text.name(above) and not text.name(word)):
            _move(text, word, near, "appos")


def _alike(text: Reading, one: int, other: int) -> bool:
    """Whether two words can speak of one, by number and kind."""
    kinds = {text.kind(one), text.kind(other)}
    bodies = {Kind.ORGANISATION, Kind.GROUP}
    return (len(kinds) == 1 or kinds <= bodies) and text.plural(one) == text.plural(other)
