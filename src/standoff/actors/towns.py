"""Towns that the reader took for persons or bodies, by what is done to them: "the rebels captured [Bambari]".

Takes the nominals of a text and gives them back, those of such a town as places. Whether there is a town of that name
in a state that the text speaks of tells the gazetteer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from standoff.actors.words import Words, capital
from standoff.model import Kind, Nominal, PlaceType
from standoff.places import phrases
from standoff.places.gazetteer import gazetteer, name_key

PEOPLE = 1_000
"""Of the least town that is found so: below it hamlets have the names of many persons. An estimate."""


def placed(words: Words, nominals: Sequence[Nominal], known: Collection[int]) -> list[Nominal]:
    """Nominals, those that are towns by what is done to them as places. `known`: numbers of those that files know.

    Yes: Chadian rebels captured Abéché on Monday.
    No: Chadian police captured Idriss Abéché. Rebels captured Haddad.
    """
    made = list(nominals)
    for number, one in enumerate(nominals):
        if number not in known and _taken(words, one) and not _called(words, one, nominals) and _town(words, one):
            made[number] = replace(one, kind=Kind.PLACE)
    return made


def _taken(words: Words, one: Nominal) -> bool:
    """Whether it is a name of one word that somebody captures, shells or enters."""
    at = words.at(one.head)
    if one.kind not in (Kind.PERSON, Kind.ORGANISATION) or not one.name or not capital(words.forms[at]) or (
            one.end - one.start != len(words.forms[at])):
        return False
    verb = words.lemmas[words.heads[at]].lower()
    return words.relations[at] in ("obj", "nsubj:pass") and (
        not phrases.words().taken.isdisjoint((verb, f"{verb}e")))      # the reader has "captur" of "captured"


def _called(words: Words, one: Nominal, nominals: Sequence[Nominal]) -> bool:
    """Whether the text has a longer name, a pronoun or a description of whoever bears it."""
    own = words.folds[words.at(one.head)]
    return any(other is not one and other.kind is Kind.PERSON and (
        (other.name and own in words.folds[slice(*words.span(other.start, other.end))]
         and other.end - other.start > one.end - one.start)
        or (other.chain is not None and other.chain == one.chain)) for other in nominals)


def _town(words: Words, one: Nominal) -> bool:
    """Whether a state that the text names has a town of the name; a big town's own name tells its state."""
    places = gazetteer()
    votes: Mapping[str, frozenset[str]] = places.votes
    told = {state for form in {*words.forms} if capital(form) for state in votes.get(name_key(form), ())}
    return any(each.place.type == PlaceType.CITY and each.place.population >= PEOPLE and each.place.country in told
               for each in places.find(words.text[one.start:one.end]))
