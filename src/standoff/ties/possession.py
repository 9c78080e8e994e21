"""Ties told by possession and place alone: "the army's tanks", "Hakimi's men", "the embassy in Tunis"."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.model import Form, Kind, TieType
from standoff.ties.reading import Found, Reading

BODIES = (Kind.ORGANISATION, Kind.GROUP)


def owned(text: Reading) -> Iterator[Found]:
    """What is somebody's: of a person his people, of a body its members and parts, of a state its bodies.

    Yes: The army's 4th Battalion withdrew. → The army's 4th Battalion part of The army's
    No: Hakimi sold his car.
    """
    for noun in text.mentions:
        for kid in text.kids[noun]:
            dep = text.deps[kid]
            if dep == "nmod:poss" or (dep == "nmod" and text.preposition(kid) == "of" and kid > noun):
                for owner in text.known(text.coordinated(kid)):
                    if (tie := _owned(text, noun, owner, dep == "nmod:poss")) and owner != noun:
                        source, target = (owner, noun) if text.kind(owner) is Kind.PERSON else (noun, owner)
                        yield Found(type=tie, source=source, target=target, anchor=noun, cue=(), rule="possession")


def _owned(text: Reading, noun: int, owner: int, possessive: bool) -> TieType | None:
    """What a thing owned is to its owner."""
    word, kind, whose, lexicon = text.lemmas[noun], text.kind(noun), text.kind(owner), text.lexicon
    if text.form(noun) is Form.PRONOUN or word in lexicon.parts | lexicon.aspects:
        return None
    if whose is Kind.PERSON:
        return TieType.LEADS if word in lexicon.people and possessive else None
    if whose is Kind.PLACE:
        return _of_place(text, noun, owner, possessive)
    if whose in BODIES:
        if word in lexicon.whole_people and kind in (Kind.PERSON, Kind.GROUP):
            return TieType.MEMBER_OF
        if kind in BODIES and word in lexicon.bodies and (possessive or not text.plural(owner)):
            return TieType.PART_OF
    return None


def _of_place(text: Reading, noun: int, owner: int, possessive: bool) -> TieType | None:
    """What a thing of a place is to it: of a state its bodies are parts, of a town only those of the state are."""
    word, kind = text.lemmas[noun], text.kind(noun)
    one, other = text.mentions[noun], text.mentions[owner]
    if text.form(noun) is Form.NAME and not possessive and one.start <= other.start and other.end <= one.end:
        whole = kind is Kind.ORGANISATION and word not in text.lexicon.namings and text.state(owner)
        return TieType.PART_OF if whole else None                  # "the Islamic Republic of Iran" is Iran
    if word in text.lexicon.strangers:
        return None
    if kind is Kind.PLACE and word in text.lexicon.namings and text.form(owner) is Form.NAME and not possessive:
        return None
    if kind in (Kind.FACILITY, Kind.PLACE):
        return TieType.LOCATED_IN
    if word in text.lexicon.governments:
        return TieType.LEADS
    if kind is Kind.ORGANISATION:
        whole = word in text.lexicon.state_bodies or (word in text.lexicon.bodies and text.state(owner))
        named = possessive and text.form(noun) is Form.NAME and text.state(owner)
        return TieType.PART_OF if whole or named else TieType.LOCATED_IN
    many = kind is Kind.GROUP or (kind is Kind.PERSON and text.plural(noun))
    return TieType.LOCATED_IN if many and not possessive else None


def placed(text: Reading) -> Iterator[Found]:
    """Where somebody or something lasting is: a noun with a preposition of place, or as predicate.

    Yes: The rebels near Tunis fled. → The rebels near Tunis located in Tunis
    No: The rebels fled in Tunis.
    """
    for noun in text.mentions:
        kind = text.kind(noun)
        if text.form(noun) is Form.PRONOUN or (kind is Kind.PERSON and not text.plural(noun)):
            continue
        for kid in [*text.below(noun, "nmod"), *_behind(text, noun)]:
            preposition = text.preposition(kid)
            if _leaps(text, noun, kid):
                continue
            if preposition in text.lexicon.places and kid > noun:
                for place in text.known(text.coordinated(kid)):
                    if text.kind(place) in (Kind.PLACE, Kind.FACILITY) and place != noun:
                        yield Found(type=TieType.LOCATED_IN, source=noun, target=place, anchor=noun, rule="place",
                                    cue=tuple(text.below(kid, "case")[:1]))
            elif preposition == "from" and kind in (Kind.PERSON, Kind.GROUP) and kid > noun:
                for body in text.known(text.coordinated(kid)):
                    if text.kind(body) in BODIES:
                        yield Found(type=TieType.MEMBER_OF, source=noun, target=body, anchor=noun, rule="place",
                                    cue=tuple(text.below(kid, "case")[:1]))


def _leaps(text: Reading, noun: int, kid: int) -> bool:
    """Whether the tree hangs a word on a noun over a clause that is not the noun's: "the port will close in June"."""
    own = text.under(noun)
    return any("VerbForm=Fin" in text.morphs[at] and at not in own for at in range(noun, kid))


def _behind(text: Reading, noun: int) -> list[int]:
    """Right behind a building the place that the tree hangs on the verb: "seized the terminal at Bir Ali on Friday"."""
    if text.kind(noun) is not Kind.FACILITY or text.deps[noun] not in ("obj", "obl", "nsubj:pass"):
        return []
    return [kid for kid in text.below(text.heads[noun], "obl")
            if (case := text.case(kid)) is not None and noun in text.ending.get(case - 1, ())]
