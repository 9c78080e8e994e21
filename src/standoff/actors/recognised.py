"""Known names in a text: what the files of actors tell of a mention before the reader's guess of its kind.

A name that only bodies bear in the files is a body's, one that only persons bear a person's. A capital or another seat
is who sits there where it says or does something, else the place. A name that several sorts bear, or that is a common
word or surname besides (`borne` in names.yaml), tells nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from standoff import known
from standoff.actors.names import lexicon as spellings
from standoff.actors.words import Words, capital, fold, lexicon
from standoff.known import Known
from standoff.language.nominals import RANKS
from standoff.model import Kind, Nominal

Pieces = tuple[str, ...]

PERSON, BODY, STATE, SEAT = "person", "body", "state", "seat"
"""What a name can be of. A seat is a capital too, and a body where it acts."""


@dataclass(frozen=True, slots=True)
class Bearers:
    """Who bears a name: sorts, kinds of bodies, keys in the files, and how it is written if its capitals tell it."""

    sorts: frozenset[str]
    group: bool                      # all who bear it are groups
    keys: frozenset[str]
    forms: frozenset[str]            # of an abbreviation: "LeT" is not "let"


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in a text: its words, half open, and who bears it."""

    first: int
    last: int
    bearers: Bearers

    @property
    def sort(self) -> str:
        """The one sort that bears it, "" where there are several."""
        return next(iter(self.bearers.sorts)) if len(self.bearers.sorts) == 1 else ""


@dataclass(frozen=True, slots=True)
class Register:
    """The names of the files, compiled for looking them up in a text."""

    names: Mapping[Pieces, Bearers]
    begins: frozenset[Pieces]        # what a longer name begins with
    small: Mapping[str, Bearers]     # of outlets, written as in an address: "nypost"


@lru_cache(maxsize=2)
def register(own: tuple[Known, ...] = ()) -> Register:
    """The names of the bundled files and of `own`, which take the place of entries with their keys; compiled once."""
    return compiled({**known.ours(), **{one.key: one for one in own}}.values())


def compiled(actors: Iterable[Known]) -> Register:
    """The names of some actors."""
    found: dict[Pieces, tuple[set[str], set[str], set[str], set[bool]]] = {}
    small: dict[str, Bearers] = {}
    for one in actors:
        if any("JRN" in dated.what.split() for dated in one.sectors):
            bearers = Bearers(frozenset({BODY}), False, frozenset({one.key}), frozenset())
            small.update((name, bearers) for name in one.names if name.islower() and name.isalpha())
        sort = one.type if one.type in (PERSON, STATE) else BODY
        told = [(name, sort) for name in (one.name, *one.names)]
        told += [(name, SEAT) for name in (one.capital, *one.seats) if name]
        for name, what in told:
            if not (pieces := _pieces(name)) or not _named(name):
                continue
            sorts, keys, forms, groups = found.setdefault(pieces, (set(), set(), set(), set()))
            sorts.add(what)
            keys.add(one.key)
            if what == SEAT and one.type == STATE:
                keys.add(f"{one.key}.government")
            groups.add(one.type == "group")
            inner = name.removeprefix("the ")[1:]
            if len(pieces) == 1 and any(letter.isupper() for letter in inner) and "-" not in name:
                forms.add(name)
            else:
                forms.add("")
    names = {pieces: Bearers(frozenset(sorts), groups == {True}, frozenset(keys),
                             frozenset() if "" in forms else frozenset(forms))
             for pieces, (sorts, keys, forms, groups) in found.items()}
    begins = {pieces[:size] for pieces in names for size in range(1, len(pieces))}
    return Register(names, frozenset(begins), small)


def hits(words: Words, known_names: Register) -> list[Hit]:
    """The known names in a text, the longest at each place, none inside another."""
    found: list[Hit] = []
    at = 0
    while at < len(words.forms):
        begins = capital(words.forms[at]) or words.folds[at] in spellings().articles or _in_small(words, at)
        hit = _longest(words, at, known_names) if begins else None
        if hit is None and (bearers := known_names.small.get(words.forms[at])):
            hit = Hit(at, at + 1, bearers)
        if hit is None:
            at += 1
        else:
            found.append(hit)
            at = hit.last
    return found


def corrected(words: Words, nominals: Sequence[Nominal], found: Sequence[Hit],
              sources: Collection[int]) -> tuple[list[Nominal], dict[int, Hit]]:
    """Nominals with the kinds that the files tell, those that the reader missed added, and the known name of each, by
    its number. `sources`: words that stand in the source of an attribution.
    """
    full = _full(words, nominals)
    heads: dict[int, int] = {}                                     # word → the first nominal that it is the head of
    for number, one in enumerate(nominals):
        heads.setdefault(words.at(one.head), number)
    made: list[tuple[Nominal, Hit | None]] = [(_ranked(words, one), None) for one in nominals]
    for hit in found:
        if _part(words, hit):
            continue
        number = next((heads[at] for at in _order(words, hit) if at in heads), -1)
        if number < 0:
            if hit.sort == BODY and not _borne(words, hit) and not _placed(words, hit):
                made.append((_missed(words, hit), hit))
            continue
        one = made[number][0]
        kind = _kind(words, hit, one, full, words.at(one.head) in sources)
        if kind is not Kind.OTHER:
            made[number] = replace(one, kind=kind, name=True), hit
    made += [(one, None) for one in _doing(words, nominals)]
    made.sort(key=lambda told: told[0].head)
    return [one for one, _ in made], {number: hit for number, (_, hit) in enumerate(made) if hit}


# — inside —


def _ranked(words: Words, one: Nominal) -> Nominal:
    """A nominal, a person's where a rank stands before its name: "Col. Ana Lumu"."""
    first, last = words.span(one.start, one.end)
    if one.kind is Kind.PERSON or words.folds[first] not in RANKS or first + 1 >= last:
        return one
    named = capital(words.forms[first]) and words.forms[first + 1].istitle() and words.at(one.head) <= first + 4
    return replace(one, kind=Kind.PERSON, name=True) if named else one


def _kind(words: Words, hit: Hit, one: Nominal, full: Collection[frozenset[str]], said: bool) -> Kind:
    """What a mention of a known name is: what the files say, where they say one thing and the reader does not agree."""
    if hit.sort == BODY and one.kind not in (Kind.ORGANISATION, Kind.GROUP) and not _borne(words, hit):
        if one.kind is Kind.PERSON and hit.last - hit.first == 1 and _shared(words, hit, full):
            return one.kind
        return Kind.GROUP if hit.bearers.group else Kind.ORGANISATION
    if hit.sort == PERSON and one.kind is not Kind.PERSON:
        return Kind.PERSON
    places = hit.bearers.sorts & {STATE, SEAT}
    if not places or hit.bearers.sorts - {STATE, SEAT, BODY} or (
            one.kind is Kind.PERSON and (_borne(words, hit) or _shared(words, hit, full) or _titled(words, hit))):
        return one.kind
    if STATE in places:
        return Kind.PLACE if one.kind in (Kind.PERSON, Kind.OTHER) else one.kind
    head = words.at(one.head)
    if said or acts(words, head):
        return Kind.ORGANISATION
    if one.kind in (Kind.PERSON, Kind.OTHER) or (
            one.kind is Kind.ORGANISATION and "".join(words.folds[hit.first:hit.last]) in lexicon().whose
            and _located(words, head)):
        return Kind.PLACE
    return one.kind


def acts(words: Words, at: int) -> bool:
    """Whether a word is who says or does what only those can do who will it, or whom somebody tells or accuses.

    "Kigali supports the rebels", not "Kigali lies in the hills"; "blamed Kabul", not "shelled Kabul"; "ties with
    Quito", not "a flat in Quito".
    """
    for _ in range(8):
        if words.relations[at] != "conj":
            break
        at = words.heads[at]
    told, relation = words.lemmas[words.heads[at]].lower(), words.relations[at]
    if relation in ("nsubj", "obl:agent"):
        return told in lexicon().willed
    if relation == "nmod":
        return told in lexicon().dealings
    return relation in ("obj", "nsubj:pass", "iobj") and told in lexicon().addressed


def _located(words: Words, at: int) -> bool:
    return any(words.heads[word] == at and words.relations[word] == "case" and words.folds[word] in lexicon().located
               for word in range(max(at - 4, 0), at))


def _longest(words: Words, at: int, known_names: Register) -> Hit | None:
    """The longest known name that begins with a word; of names of one word in small letters none."""
    pieces: Pieces = ()
    best: Hit | None = None
    for last in range(at, min(at + 16, len(words.forms))):
        pieces += _pieces(words.forms[last])
        if not pieces:
            return None
        if (bearers := known_names.names.get(pieces)) and _written(words, at, last + 1, bearers):
            owned = max((word + 1 for word in range(at, last) if words.tags[word] == "PART"), default=at)
            best = Hit(owned if _owner(words, at, owned) else at, last + 1, bearers)
        if pieces not in known_names.begins:
            break
    return best


def _owner(words: Words, first: int, last: int) -> bool:
    """Whether words are a state that owns what follows: "Iraq's [Counterterrorism Service]"."""
    return "".join(words.folds[first:last - 1]) in lexicon().states


def _written(words: Words, first: int, last: int, bearers: Bearers) -> bool:
    """Whether a name is written as one: with capitals, at the ends of words, an abbreviation as the files have it."""
    forms = words.forms[first:last]
    if not forms[-1][0].isalnum() or (last < len(words.forms) and words.forms[last] == "-"
                                      and words.ends[last - 1] == words.starts[last]):
        return False
    if first and words.forms[first - 1] == "-" and words.ends[first - 1] == words.starts[first]:
        return False
    written = words.text[words.starts[first]:words.ends[last - 1]]
    if bearers.forms:
        return written in bearers.forms
    if last == first + 1 and _in_small(words, first):
        return SEAT in bearers.sorts
    return _named(written) and not re.search(r"[\n“”\"«»,;:()\[\]]", written)


def _in_small(words: Words, at: int) -> bool:
    """Whether a word in small letters may be the name of a seat: the reader takes it for a name, and "the" stands
    before it ("the kremlin"), as before no town's."""
    return words.tags[at] == "PROPN" and words.forms[at].islower() and at > 0 and words.folds[at - 1] == "the"


def _named(name: str) -> bool:
    """Whether capitals tell a name: all words but small ones have one, and the sort at its end that adds nothing.

    "Haqqani network" is a name, "M23 rebels" and "Malian militia" are descriptions.
    """
    told = re.findall(r"([^\W_][\w'’]*)(-?)", name)
    if len(told) > 1 and told[-1][0] in spellings().idle and fold(told[0][0]) not in lexicon().demonyms:
        told = told[:-1]
    small = spellings().silent | spellings().articles | spellings().particles | {"s"}
    return any(capital(word) for word, _ in told) and all(
        capital(word) or fold(word) in small or (joined and len(word) < 4) for word, joined in told)


def _pieces(text: str) -> Pieces:
    """What a name is compared by, however it is cut: "Jama'at Nusrat al-Islam" → jamaat nusrat al islam."""
    text = re.sub(r"^the\s+", "", re.sub(r"['’]s\b", " s", text), flags=re.I)
    return tuple(piece for piece in re.split(r"[\W_]+", fold(text)) if piece)


def _full(words: Words, nominals: Sequence[Nominal]) -> list[frozenset[str]]:
    """The folded words of each person's name of two words or more."""
    found: list[frozenset[str]] = []
    for one in nominals:
        if one.kind is Kind.PERSON and one.name:
            at = words.at(one.head)
            near = [word for word in range(max(at - 3, 0), min(at + 4, len(words.forms)))
                    if (words.heads[word] == at and words.relations[word] == "flat") or word == at]
            if len(near) > 1:
                found.append(frozenset(words.folds[word] for word in near))
    return found


def _shared(words: Words, hit: Hit, full: Collection[frozenset[str]]) -> bool:
    """Whether a longer name of a person has a word of this one: "London" where "Erin London" is told of."""
    own = set(words.folds[hit.first:hit.last])
    return any(own & name and name - own for name in full)


def _order(words: Words, hit: Hit) -> Iterator[int]:
    """The words of a name, that first on which the others hang."""
    inside = range(hit.first, hit.last)
    yield from (at for at in inside if words.heads[at] not in inside or words.heads[at] == at)


def _borne(words: Words, hit: Hit) -> bool:
    """Whether a name is a common word or surname as well."""
    return hit.last - hit.first == 1 and words.folds[hit.first] in spellings().borne


def _titled(words: Words, hit: Hit) -> bool:
    """Whether a person's title stands right before a name: "Mr London"."""
    return any(words.heads[at] in range(hit.first, hit.last) and words.relations[at] == "nmod:desc"
               for at in range(max(hit.first - 3, 0), hit.first))


def _part(words: Words, hit: Hit) -> bool:
    """Whether a known name is part of a longer one: "Hamas" of "Hamas Street", "Amal" of "Amal Karroubi"."""
    inside = range(hit.first, hit.last)
    if hit.last < len(words.forms) and capital(words.forms[hit.last]) and (
            words.relations[hit.last] == "flat" and words.heads[hit.last] in inside):
        return True
    return any(words.relations[at] in ("flat", "compound") and words.heads[at] not in inside
               and words.tags[words.heads[at]] == "PROPN" and capital(words.forms[words.heads[at]])
               for at in inside)


def _placed(words: Words, hit: Hit) -> bool:
    """Whether a name stands before the noun of a place: "the Abkhazia region"."""
    return any(words.heads[at] == hit.last and words.folds[hit.last] in lexicon().places for at in _order(words, hit)) \
        if hit.last < len(words.forms) else False


def sends(words: Words, at: int) -> bool:
    """Whether a word is a state before what it does or sends: "[Israeli] jets", "the [US] withdrawal"."""
    first = words.heads[at] if words.relations[at] == "conj" else at           # "Russian and [Syrian] planes"
    if not capital(words.forms[at]) or words.relations[first] not in ("amod", "compound"):
        return False
    told = words.folds[at] in lexicon().demonyms or words.folds[at].replace(".", "") in lexicon().states
    head = words.heads[first]
    return told and at < head and not capital(words.forms[head]) and words.lemmas[head].lower() in lexicon().deeds


def _doing(words: Words, nominals: Sequence[Nominal]) -> Iterator[Nominal]:
    """The states that only an adjective names, by what they do or send: "an Indian proposal"."""
    heads = {words.at(one.head) for one in nominals}
    people = {words.at(one.head) for one in nominals if one.kind in (Kind.PERSON, Kind.ORGANISATION, Kind.GROUP)}
    for at in range(len(words.forms)):
        if at not in heads and sends(words, at) and words.heads[at] not in people:
            yield Nominal(start=words.starts[at], end=words.ends[at], head=words.starts[at], kind=Kind.ORGANISATION,
                          name=True, chain=None)
        if at not in heads and _allied(words, at) and words.heads[at] not in people:
            first = at - 3 if words.folds[at - 2:at] == ["-", "led"] else at - 1 if words.folds[at - 1:at] and (
                words.folds[at - 1].endswith("-led")) else at
            yield Nominal(start=words.starts[first], end=words.ends[at], head=words.starts[at],
                          kind=Kind.ORGANISATION, name=False, chain=None)


def _allied(words: Words, at: int) -> bool:
    """Whether a word is a coalition before what it does or sends: "coalition jets", "a French-led coalition raid"."""
    head = words.heads[at]
    return words.folds[at] == "coalition" and words.relations[at] in ("compound", "amod") and at < head and (
        words.lemmas[head].lower() in lexicon().deeds)


def _missed(words: Words, hit: Hit) -> Nominal:
    """A nominal for a known name that the reader has not seen, with its article."""
    head = next(_order(words, hit), hit.last - 1)
    before = hit.first - 1
    first = before if before >= 0 and words.tags[before] == "DET" and words.heads[before] == head else hit.first
    return Nominal(start=words.starts[first], end=words.ends[hit.last - 1], head=words.starts[head],
                   kind=Kind.GROUP if hit.bearers.group else Kind.ORGANISATION, name=True, chain=None)
