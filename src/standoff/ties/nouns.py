"""Ties told by nouns: offices and relations ("the governor of Kasai", "its ally"), and what two do ("talks with")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from standoff import offices
from standoff.model import Claim, Kind, TieType
from standoff.ties.reading import Found, Reading
from standoff.ties.verbs import means

LONGEST = 6
"""Words of the longest noun of the lexicon, hyphens told apart."""

LEFT = ("case", "mark", "det", "nmod:poss", "cc", "cop", "nsubj", "advmod", "aux")
"""Relations of words that are no part of a title that begins behind them. A hyphen's head is the word before it."""

STAYING = ("serve", "act", "work", "succeed", "resign", "step", "continue", "quit", "replace", "follow", "retire")
"""Verbs whose subject it is that is "as chairman", though there may be an object."""


def held(text: Reading) -> Iterator[Found]:
    """An office or relation, with whose it is: in apposition, before a name, as predicate, or alone.

    Yes: Col. Ana Ruiz, a former commander of the Desert Brigade, fled. → Col. Ana Ruiz leads the Desert Brigade
    Yes: The militia is an ally of the junta. → The militia allied with the junta
    No: The soldiers spoke of the price of bread.
    """
    for noun, pos in enumerate(text.pos):
        if pos not in ("NOUN", "PROPN") or (entry := _entry(text, noun)) is None:
            continue
        if entry.office is not None and any(text.names[head][0] != text.starts[entry.first]
                                            for head in text.naming.get(noun, ())):
            continue                                                # "Noor Wali Mehsud" is no wali
        holders, rule = _holders(text, noun)
        if rule == "apposition":                                    # "the brother of Danso's deputy, Omar Ruiz"
            holders = [one for one in holders if text.lemmas[one] not in text.lexicon.kin]
        owned = list(_owners(text, noun, entry))
        told = False
        for holder in holders:
            for target, preposition, case in owned:
                tie = _type(text, entry, holder, target, preposition)
                if tie is not None and holder != target:
                    told = True
                    former = entry.former or text.lemmas[noun] in text.lexicon.former_partings
                    yield Found(type=tie, source=holder, target=target, anchor=noun, rule=rule,
                                cue=(*range(entry.first, noun + 1), *([case] if case is not None else [])),
                                title=_title(text, noun, entry), former=former, planned=entry.planned,
                                means=means(text, noun) if tie is TieType.SUPPORTS else ())
        named = rule in ("title", "apposition") or any(text.name(kid) for kid in text.below(noun, "appos"))
        if not told and entry.office and named and not entry.rank:
            for holder in holders:
                if text.kind(holder) is Kind.PERSON:
                    yield Found(type=entry.office, source=holder, target=None, anchor=noun, rule="office",
                                cue=tuple(range(entry.first, noun + 1)), title=_title(text, noun, entry),
                                former=entry.former, planned=entry.planned)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a noun tells: the types of tie by the preposition of the other end."""

    row: dict[str, tuple[TieType, ...]]
    first: int                       # its first word
    office: TieType | None = None    # None: a relation, no office
    portfolio: bool = False
    former: bool = False
    planned: bool = False
    rank: bool = False               # "Maj.", "Dr.": says nothing of whose office


def _entry(text: Reading, noun: int) -> Entry | None:
    """What the lexicon, or else the offices, have of a noun with the words before it."""
    first = noun
    below = set(text.under(noun))
    while first - 1 in below and noun - first < LONGEST and text.deps[first - 1] not in LEFT:
        first -= 1
    words = [*text.words[first:noun], text.lemmas[noun]]
    if text.words[noun + 1:noun + 4:2] == ["-", "-"]:
        words += text.words[noun + 1:noun + 5]                      # "second-in-command"
    spelled = ((start, " ".join(words[start:]).replace(" - ", "-")) for start in range(len(words)))
    start, relation = next(((start, text.lexicon.nouns[one]) for start, one in spelled if one in text.lexicon.nouns),
                           (0, {}))
    office = _office(tuple(words))
    if office is None or office.end != len(words) or "of" in relation:
        return Entry(relation, first + start) if relation else None
    tie = TieType.MEMBER_OF if office.tie is TieType.OFFICE else office.tie
    row: dict[str, tuple[TieType, ...]] = dict.fromkeys(text.lexicon.prepositions.get(tie, ()), (tie,))
    portfolio = office.heads == "body" and text.lemmas[noun] in text.lexicon.portfolios
    rank = office.tie is TieType.OFFICE and (office.sectors[:1] == ("MIL",) or office.title == "doctor")
    return Entry(row=row | relation, first=first + office.start, office=office.tie, portfolio=portfolio,
                 former=office.former, planned=office.claim is Claim.PLANNED, rank=rank)


@cache
def _offices() -> offices.Offices:
    return offices.read()


@lru_cache(maxsize=1 << 12)
def _office(words: tuple[str, ...]) -> offices.Office | None:
    return _offices().title(words)


def _type(text: Reading, entry: Entry, holder: int, target: int, preposition: str) -> TieType | None:
    """The first type that fits both ends. Of a state, who has a portfolio speaks for it."""
    for tie in entry.row.get("of" if preposition == "own" else preposition, ()):
        if entry.portfolio and text.kind(target) is Kind.PLACE:
            tie = TieType.REPRESENTS
        if entry.office and tie is TieType.LEADS and text.kind(target) is Kind.PERSON and text.name(target):
            continue                                                # a president's minister leads no president
        if text.lexicon.fits(tie, text.kind(holder), text.kind(target)) and (
                entry.office is not TieType.OFFICE or text.kind(target) is Kind.ORGANISATION):
            return tie
    return None


def _title(text: Reading, noun: int, entry: Entry) -> str:
    """The office as written, with its adjectives, and "to Iraq" of an ambassador; "" for a relation."""
    if entry.office is None:
        return ""
    start, end = entry.first, noun
    while start > 0 and text.heads[start - 1] == noun and text.deps[start - 1] in ("amod", "compound") and (
            start - 1 not in text.mentions and text.words[start - 1] not in text.lexicon.demonyms):
        start -= 1
    while end + 1 < len(text.words) and text.heads[end + 1] == noun and text.deps[end + 1] == "flat" and _office(
            (*text.words[start:end + 1], text.words[end + 1])):
        end += 1                                                    # "Maj. Gen."
    for kid in text.below(noun, "nmod"):
        if text.preposition(kid) == "to" and entry.office is TieType.REPRESENTS:
            end = max(end, *(word for word in text.under(kid) if word not in text.below(kid, "appos", "punct")))
    return text.text[text.starts[start]:text.ends[end]]


def _owners(text: Reading, noun: int, entry: Entry) -> Iterator[tuple[int, str, int | None]]:
    """Whose the office is: possessors, compounds that name somebody, demonyms, and nouns with the right preposition."""
    body = entry.office is not None and any(text.kind(kid) is Kind.ORGANISATION for kid in text.below(noun, "compound"))
    for kid in text.kids[noun]:
        dep = text.deps[kid]
        if dep == "nmod:poss" and "of" in entry.row:
            for end in text.known(text.coordinated(kid)):
                if not (body and text.kind(end) is Kind.PLACE):    # "Sudan's army chief" leads the army
                    yield end, "own", None
        elif dep in ("compound", "amod", "nmod:desc") and kid < noun and "of" in entry.row:
            named = dep == "compound" and text.kind(kid) not in (None, Kind.PERSON)
            state = kid if named else text.demonym(kid)
            if state is None and dep == "compound" and text.pos[kid] == "PROPN":
                state = text.alike(kid)
            if state is not None and entry.office is None and text.name(state) and text.pos[kid] == "PROPN":
                continue                                            # "the Peshmerga forces" are the Peshmerga
            if state is not None and state != noun:
                yield state, "own", None if state == kid else kid
        elif dep in ("nmod", "obl") and kid > noun and (preposition := text.preposition(kid)) in entry.row:
            for end in text.known(text.coordinated(kid)):
                sent = preposition == "for" and text.lemmas[noun] in text.lexicon.sent
                if not (sent and text.kind(end) is Kind.PLACE):
                    yield end, preposition, text.case(kid)


def _holders(text: Reading, noun: int) -> tuple[list[int], str]:
    """Who holds an office or stands in a relation, and the rule that says so."""
    dep, above = text.deps[noun], text.heads[noun]
    if text.below(noun, "cop"):
        return text.known(text.subjects(noun)), "predicate"
    if dep == "xcomp":
        if text.lemmas[above] in text.lexicon.appointing and not text.passive(above):
            first = [one for one in text.known(text.below(noun, "compound")) if text.kind(one) is Kind.PERSON]
            return text.known(text.objects(above)) or first, "predicate"
        return text.known(text.subjects(noun)), "predicate"
    if text.preposition(noun) == "as" and dep in ("obl", "nmod", "advcl", "xcomp"):
        if text.pos[above] == "VERB":
            objects = [] if text.lemmas[above] in STAYING or text.passive(above) else text.objects(above)
            return text.known(objects or text.subjects(above)), "as"
        return text.known([above]), "as"
    if dep == "nmod" and text.name(noun + 1) and text.heads[noun + 1] == above:
        return text.known([noun + 1]), "title"                      # "an aide to ex-president Ali Diallo"
    if dep in ("acl", "nmod") and text.case(noun) is None and not text.below(noun, "mark") and (
            text.pos[min(text.under(noun))] != "ADP"):
        return text.known([text.outermost(above)]), "apposition"   # "Maj. Kwarteng, once an ally of the junta"
    if dep in ("appos", "nmod:desc", "flat"):
        if dep == "appos" and (own := _own_name(text, noun)) is not None:
            return text.known([own]), "apposition"
        outer = text.outermost(noun)
        return text.known([outer]), "apposition" if dep == "appos" else "title"
    if dep == "compound" and above > noun and text.kind(above) is Kind.PERSON and text.name(above):
        return text.known([text.outermost(above)]), "title"
    predicate = text.deps[above] in ("appos", "xcomp") or bool(text.below(above, "cop"))
    if dep == "conj" and predicate and not (noun in text.mentions and text.name(noun)):
        return _holders(text, above)
    names = [kid for kid in text.below(noun, "appos") if text.name(kid) and kid > noun]
    return text.known(names[:1] or [noun]), "noun"                  # "Kenya's rival, the Karoo Brigade": the brigade is


def _own_name(text: Reading, noun: int) -> int | None:
    """The name set beside an apposition, where that is its own and not of what the tree hangs both on: "Ten men fell
    at the river, a spokesman for the union, Omar Ruiz, said"."""
    above = text.heads[noun]
    if noun not in text.mentions or above not in text.mentions:
        return None
    leader = text.mentions[noun].leader
    return next((kid for kid in text.below(noun, "appos") if kid in text.mentions and text.name(kid)
                 and text.mentions[kid].leader == leader != text.mentions[above].leader), None)


def done(text: Reading) -> Iterator[Found]:
    """What two do, or one does to another, told as a noun.

    Yes: Clashes between the Kivu Rangers and the army went on. → the Kivu Rangers fights the army
    Yes: The general's talks with the union resumed. → The general's negotiates with the union
    No: Talks on the budget went on.
    """
    for noun, pos in enumerate(text.pos):
        if text.lemmas[noun] in text.lexicon.backing and text.preposition(noun) == "with":
            yield from _backed(text, noun)
        row = text.lexicon.events.get(text.lemmas[noun]) or text.lexicon.events.get(text.words[noun])
        if row is None or (pos not in ("NOUN", "PROPN") and (pos != "VERB" or text.below(noun, "nsubj", "aux"))):
            continue
        for kid in text.below(noun, "nmod", "obl", "obj"):
            preposition = text.preposition(kid)
            ends = text.known(text.coordinated(kid))
            for tie in row.get(preposition, ()):
                if preposition == "between":
                    pairs = [(ends[0], other) for other in ends[1:]]
                else:
                    pairs = [(doer, end) for doer in text.known(_doers(text, noun, preposition)) for end in ends]
                for source, target in pairs:
                    if source != target and text.lexicon.fits(tie, text.kind(source), text.kind(target)):
                        states = [one for one in text.below(noun, "amod", "compound") if text.demonym(one) == source]
                        yield Found(type=tie, source=source, target=target, anchor=noun, cue=(*states, noun),
                                    rule="event", means=means(text, noun) if tie is TieType.SUPPORTS else ())


def _backed(text: Reading, noun: int) -> Iterator[Found]:
    """"With the support of Chad, the front took Goma": Chad supports whom the clause is about."""
    above = text.heads[noun]
    backers = [end for kid in text.below(noun, "nmod", "nmod:poss") for end in text.coordinated(kid)
               if text.deps[kid] == "nmod:poss" or text.preposition(kid) in ("of", "from")]
    backers += [end for kid in text.below(noun, "amod") if (end := text.demonym(kid)) is not None]
    if text.deps[noun] == "obl" and text.pos[above] == "VERB":
        for source in text.known(backers):
            for target in text.known(text.subjects(above)):
                if source != target and text.lexicon.fits(TieType.SUPPORTS, text.kind(source), text.kind(target)):
                    yield Found(type=TieType.SUPPORTS, source=source, target=target, anchor=noun, cue=(noun,),
                                rule="event", means=means(text, noun))


def _doers(text: Reading, noun: int, preposition: str) -> list[int]:
    """Who does what a noun tells: its possessor, "by" or "of" whom, a demonym, or the subject of its verb.

    "After clashes with the army" it was the subject; "after an attack on its fleet" it was somebody else.
    """
    for kid in text.below(noun, "nmod:poss"):
        return text.coordinated(kid)
    for kid in text.below(noun, "nmod", "obl:agent"):
        if text.preposition(kid) in (("by",) if preposition == "of" else ("by", "of")):
            return text.coordinated(kid)
    for kid in text.below(noun, "amod", "compound"):
        if (end := text.demonym(kid)) is not None:
            return [end]
    if text.below(noun, "cop"):
        return text.subjects(noun)
    at = noun
    while text.deps[at] in ("nmod", "conj") and text.pos[at] in ("NOUN", "PROPN") and at != text.heads[at]:
        at = text.heads[at]
    if text.deps[at] in (("obj", "obl") if preposition == "with" else ("obj",)) and text.pos[text.heads[at]] == "VERB":
        return text.subjects(text.heads[at])
    return []
