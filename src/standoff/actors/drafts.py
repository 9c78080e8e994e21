"""Drafts: every nominal that may be a mention, with its form and its name cut out, before any leads another.

Takes the words of a text and the reader's nominals. Which capitalised words are a name, the reader tells
(`nominals.called`); here it is cut from what a careless tree hangs to it, and what only says a sort of thing ("the
Front") is a description.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from standoff.actors import names
from standoff.actors.acronyms import letters
from standoff.actors.recognised import Hit, sends
from standoff.actors.titles import Parts, described, named, small, titled
from standoff.actors.words import Words, capital, lexicon, sectors
from standoff.language.nominals import KINDS, SMALL, Mentions, called
from standoff.model import Form, Kind, Nominal

ACTORS = frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.GROUP, Kind.PLACE, Kind.FACILITY})

SHOUTED = 0.6
"""Share of capitals among verbs, nouns and adjectives from which on a sentence is a headline and they tell no name."""


@dataclass(slots=True)
class Draft:
    """A mention on its way. `first`, `last`, `head`: words; `called`: the folded words that tell its name."""

    first: int
    last: int
    head: int
    kind: Kind
    form: Form
    chain: int | None
    name: tuple[int, int] | None = None
    title: str = ""
    of: str = ""
    called: tuple[str, ...] = ()
    letters: str = ""                # of a name that is an acronym
    plural: bool = False
    loose: bool = False              # "Iraqi" in "the Iraqi capital": whose it is, and nobody of its own
    she: bool | None = None          # by a form of address or a pronoun
    known: frozenset[str] = frozenset()    # keys of who bears its name in the files

    @property
    def sort(self) -> str:
        """What can be one: persons, bodies and groups, places."""
        return {Kind.PERSON: "person", Kind.PLACE: "place", Kind.FACILITY: "facility"}.get(self.kind, "body")


def drafts(words: Words, nominals: Sequence[Nominal], known: Mapping[int, Hit]) -> tuple[Mentions, list[Draft]]:
    """Nominals as the arrays of the reader, and the draft of each. `nominals`: of ACTORS, and others, which may be
    another name of one of these. `known`: number of a nominal → the known name that it is.
    """
    found = _found(words, nominals)
    stretches = called(found, words.forms, np.array(words.heads, np.int64), words.relations, words.tags)
    heads = (frozenset(found.head[at].item() for at, one in enumerate(nominals) if one.kind in ACTORS),
             frozenset(found.head[at].item() for at, one in enumerate(nominals) if one.name and one.kind in ACTORS),
             frozenset(found.head[at].item() for at, one in enumerate(nominals)
                       if one.name and one.kind is Kind.PERSON))
    made = [_draft(words, one, (start, end), head, stretch, heads, known.get(number))
            for number, (one, start, end, head, stretch) in enumerate(zip(
                nominals, found.start.tolist(), found.end.tolist(), found.head.tolist(), stretches, strict=True))]
    _sorted(words, made)
    _styled(words, made)
    _surnames(words, made)
    quoted = {draft.name: draft.kind for draft in made if draft.name and draft.head >= draft.name[1]}
    for draft in made:
        if draft.name and draft.name in quoted and draft.kind is not quoted[draft.name]:
            draft.kind = quoted[draft.name]                        # "Nabni" in "the “Nabni” coalition"
            call(words, draft)
    return found, made


def call(words: Words, draft: Draft) -> None:
    """Say by which words a name is compared."""
    if draft.name:
        cut = names.person if draft.kind is Kind.PERSON else names.body
        draft.called = cut(words.quote(*draft.name))


# — inside —


def _found(words: Words, nominals: Sequence[Nominal]) -> Mentions:
    """Nominals as the arrays of the reader, with its names and those that capitals tell."""
    spans = [words.span(one.start, one.end) for one in nominals]
    heads = [words.at(one.head) for one in nominals]
    name = [one.name or _proper(words, start, end, head, one.kind)
            for one, (start, end), head in zip(nominals, spans, heads, strict=True)]
    return Mentions(
        np.array([start for start, _ in spans], np.int64), np.array([end for _, end in spans], np.int64),
        np.array(heads, np.int64), np.array([KINDS.index(one.kind) for one in nominals], np.int64),
        np.array(name, np.bool_))


def _proper(words: Words, start: int, end: int, head: int, kind: Kind) -> bool:
    """Whether capitals tell that a body or place is named: "the Popular Mobilization Units", "the PMU". Not "Iraqi
    forces", and nothing in a headline.
    """
    if kind is Kind.PERSON or words.tags[head] == "PRON" or not capital(words.forms[head]):
        return False
    if letters([words.forms[head]]) and not _shouted(words, head, head + 1):
        return True
    if kind is Kind.OTHER:
        return False
    while start < head and words.tags[start] in ("DET", "PUNCT"):
        start += 1
    last = head + 1
    if last < end and words.folds[last] in ("of", "for"):
        while last < end and (capital(words.forms[last]) or words.folds[last] in SMALL):
            last += 1
    inside = [at for at in range(start, last) if words.tags[at] not in ("PUNCT", "PART")]
    return (sum(capital(words.forms[at]) for at in inside) > 1 and not words.opens(head)
            and not all(words.forms[at].isupper() for at in inside)
            and all((capital(words.forms[at]) and (words.forms[at][0].isalpha() or start < at < head))
                    or words.folds[at] in SMALL for at in inside)
            and not _shouted(words, start, last))


def _shouted(words: Words, start: int, end: int) -> bool:
    """Whether the rest of a sentence has capitals where names have none."""
    first, last = start, end
    while first and words.sentences[first - 1] == words.sentences[start]:
        first -= 1
    while last < len(words.forms) and words.sentences[last] == words.sentences[start]:
        last += 1
    plain = [words.forms[at] for at in (*range(first + 1, start), *range(end, last))
             if words.tags[at] in ("VERB", "NOUN", "ADJ") and len(words.forms[at]) > 3]
    return len(plain) > 1 and sum(map(capital, plain)) > SHOUTED * len(plain)


def _cut(words: Words, stretch: tuple[int, int], end: int, head: int, person: bool,
         owners: Container[int], people: Container[int]) -> tuple[int, int] | None:
    """The words of a name without what a careless tree hangs to it: another line, a year, "in Syria"; with "-eun" of
    "Choi Ha-eun". None where nothing in it has a capital. `owners`, `people`: heads of names, of persons' names.
    """
    first, last = stretch
    while first < head and words.folds[first] in lexicon().counting:
        first += 1
    if not person:                                                 # "Tsulaia's [Dawn Movement]", "St Mary's Church"
        first = max((at + 1 for at in range(first, head) if words.tags[at] == "PART" and words.heads[at] in owners
                     and (head - at > 1 or words.folds[at - 1] in lexicon().states)), default=first)
        last = min((at for at in range(head + 1, last - 1)         # "the Dawn Movement [of Juan Sosa]"
                    if words.folds[at] == "of" and words.heads[at] in people), default=last)
        if words.opens(first) and words.plural[first] and sectors(words.forms[first]) and (
                words.folds[first + 1:first + 2] == ["of"]):
            return None                                            # "Guerrillas of the National Front"
    for at in range(first + 1, last):
        if "\n" in words.text[words.ends[at - 1]:words.starts[at]]:
            first, last = (at, last) if at <= head else (first, at)
            break
    for at in range(head + 1, last):
        figure = words.forms[at][0].isdigit() and (person or len(words.forms[at]) == 4)
        if figure or (not person and words.forms[at] in ("in", "on", "at", "near", "against")):
            last = at
            break
    if person and words.forms[last:last + 1] == ["("] and ")" in words.forms[last + 2:min(last + 4, end)]:
        at = words.forms.index(")", last) + 1                      # "Admiral (ret.) Julio Etchegaray"
        if titled(words, first, last) and at < end and capital(words.forms[at]):
            first = last = at
            while last < end and (capital(words.forms[last]) or words.folds[last] in small()):
                last += 1
    if person:
        last = _drawn_out(words, last, end)
    while (last + 1 < end and words.forms[last] in ("-", "‑") and words.starts[last] == words.ends[last - 1]
           and words.starts[last + 1] == words.ends[last]):
        last += 2
    return (first, last) if any(capital(form) for form in words.forms[first:last]) else None


def _drawn_out(words: Words, last: int, end: int) -> int:
    """The end of a person's name with what belongs to it for certain: "Elke von der [Ley]", "Trask [Jr.]"."""
    while (last < len(words.forms) and words.folds[last - 1] in small() and not capital(words.forms[last - 1])
           and words.tags[last] == "PROPN" and capital(words.forms[last])):
        last += 1
    if words.forms[last:last + 1] and words.forms[last] in "“\"‘'":              # "Omar “Hemra” Daglou"
        close = next((at for at in range(last + 2, min(last + 5, end)) if words.forms[at] in "”\"’'"), end)
        if close + 1 < end and capital(words.forms[last + 1]) and capital(words.forms[close + 1]):
            last = close + 2
    after = last + (words.forms[last:last + 1] == [","])
    return after + 1 if after < end and words.folds[after] in names.lexicon().generations else last


def _quoted(words: Words, start: int, head: int) -> tuple[int, int] | None:
    """A name that stands in quotation marks before its sort: "the [“Nabni”] coalition"."""
    first = next((at + 1 for at in range(start, head) if words.forms[at] in "“\"‘«"), head)
    last = next((at for at in range(first, head) if words.forms[at] in "”\"’»"), first)
    if first < last and last == head - 1 and capital(words.forms[first]) and capital(words.forms[last - 1]):
        return first, last
    return None


def _common(words: Words, first: int, last: int, kind: Kind) -> bool:
    """Whether a name says only what sort of thing it is: "the Front", "the Ministry", "the President"."""
    if kind is Kind.PERSON:
        return titled(words, first, last) or all(words.folds[at] in lexicon().honorifics for at in range(first, last))
    return last - first == 1 and not {words.folds[first], *names.body(words.forms[first])}.isdisjoint(
        names.lexicon().sorts | lexicon().bare)


def _draft(words: Words, one: Nominal, span: tuple[int, int], head: int, stretch: tuple[int, int] | None,
           heads: tuple[Container[int], Container[int], Container[int]], hit: Hit | None) -> Draft:
    start, end = span
    person = one.kind is Kind.PERSON
    stretch = _cut(words, stretch, end, head, person, *heads[1:]) if stretch else None
    if hit and (stretch is None or (hit.first <= stretch[0] and stretch[1] <= hit.last)):
        stretch, bearers = (hit.first, hit.last), hit.bearers.keys
    else:
        bearers = frozenset()
    if stretch and not bearers and one.kind is not Kind.OTHER and _common(words, *stretch, one.kind):
        stretch = None
    if stretch is None and one.kind in (Kind.ORGANISATION, Kind.GROUP, Kind.FACILITY):
        stretch = _quoted(words, start, head)
    if stretch:
        form, parts = Form.NAME, named(words, start, head, person, stretch, bool(bearers))
    elif words.tags[head] == "PRON" or one.kind is Kind.OTHER:
        form, parts = Form.PRONOUN if words.tags[head] == "PRON" else Form.DESCRIPTION, Parts(None)
    else:
        form = Form.DESCRIPTION
        parts = described(words, start, end, head, one.kind in (Kind.PLACE, Kind.FACILITY), heads[0])
    draft = Draft(start, end, head, one.kind, form, one.chain, parts.name, parts.title, parts.of, (),
                  letters(words.forms[slice(*parts.name)]) if parts.name else "", words.plural[head],
                  _loose(words, start, end, head), _she(words, one, start, head, parts), bearers)
    call(words, draft)
    return draft


def _loose(words: Words, start: int, end: int, head: int) -> bool:
    """Whether an adjective stands alone before the noun that it is said of: "the [Kurdish] and Sunni forces",
    "[Iraqi’s] army". Not "the Kurdish", who are people.
    """
    lone = end - start == 1 or (end - start == 2 and words.tags[end - 1] == "PART")
    if sends(words, head):
        return False
    return lone and not words.plural[head] and (
        words.relations[head] == "amod" or (words.relations[head] in ("compound", "nmod:poss", "nmod")
                                            and words.folds[head] in lexicon().demonyms - lexicon().states))


def _sorted(words: Words, drafts: Sequence[Draft]) -> None:
    """A wing, party or unit is a body, and so is the name that it is set beside: "Yerk, a volunteer unit"."""
    by_head = {draft.head: draft for draft in drafts if draft.form is Form.NAME}
    for draft in drafts:
        if draft.form is not Form.DESCRIPTION or draft.plural or (
                words.lemmas[draft.head].lower() not in names.lexicon().sorts):
            continue
        if draft.kind is Kind.PERSON:
            draft.kind = Kind.ORGANISATION
        beside = by_head.get(words.heads[draft.head]) if words.relations[draft.head] == "appos" else next(
            (one for one in by_head.values() if words.relations[one.head] == "appos"
             and words.heads[one.head] == draft.head and not words.relations[draft.head].startswith("nmod")), None)
        if beside is not None and beside.kind is Kind.PERSON and not beside.title and not beside.known and (
                draft.kind in (Kind.ORGANISATION, Kind.GROUP)):
            beside.kind = draft.kind
            call(words, beside)


def _styled(words: Words, drafts: Sequence[Draft]) -> None:
    """A style alone is the name of a person who has it as the last word of a full name: "Sharif" of "Tariq Sharif"."""
    last = {draft.called[-1] for draft in drafts if draft.kind is Kind.PERSON and len(draft.called) > 1}
    last |= {words.folds[draft.name[1] - 1] for draft in drafts
             if draft.name and draft.kind is Kind.PERSON and draft.name[1] - draft.name[0] > 1}
    for draft in drafts:
        if (draft.kind is Kind.PERSON and draft.form is Form.DESCRIPTION and capital(words.forms[draft.first])
                and words.folds[draft.first] in lexicon().honorifics & last and draft.head == draft.first
                and words.tags[draft.first] == "PROPN"):
            draft.form, draft.name, draft.title, draft.of = Form.NAME, (draft.first, draft.first + 1), "", ""
            call(words, draft)


def _surnames(words: Words, drafts: Sequence[Draft]) -> None:
    """A single word of one person's full name is that person, whatever the reader made of it there, and "Wagner" is the
    Wagner Group. Not where it names a state, or a body or place as often.
    """
    full: dict[str, set[tuple[str, ...]]] = {}
    bodies: set[str] = set()
    for draft in drafts:
        if draft.kind is Kind.PERSON and len(draft.called) > 1:
            for word in draft.called:
                full.setdefault(word, set()).add(draft.called)
        elif draft.sort == "body" and len(draft.called) == 2 and draft.called[1] in names.lexicon().idle:
            bodies.add(draft.called[0])
    seen: Counter[tuple[str, bool]] = Counter(
        (draft.called[0], draft.kind is Kind.PERSON) for draft in drafts if len(draft.called) == 1)
    for draft in drafts:
        if len(draft.called) != 1 or draft.letters or (draft.known and draft.called[0] not in names.lexicon().borne):
            continue
        word = draft.called[0]
        whose = full.get(word, set())
        if (draft.kind is not Kind.PERSON and len(whose) == 1 and word not in lexicon().states
                and seen[word, False] <= max(seen[word, True], 1)
                and (draft.sort == "body" or word == next(iter(whose))[-1])):
            draft.kind = Kind.PERSON
        elif draft.kind is Kind.PERSON and word in bodies and not whose:
            draft.kind = Kind.ORGANISATION
        else:
            continue
        call(words, draft)


def _she(words: Words, one: Nominal, start: int, head: int, parts: Parts) -> bool | None:
    """Whether a person is a she (True) or a he, by a form of address or the pronoun itself."""
    if one.kind is not Kind.PERSON:
        return None
    seen = words.folds[start:parts.name[0]] if parts.name else [words.folds[head]]
    she = bool(lexicon().she & set(seen)) or seen[-1:] in (["she"], ["her"], ["hers"], ["herself"])
    he = bool(lexicon().he & set(seen)) or seen[-1:] in (["he"], ["him"], ["his"], ["himself"])
    return she if she != he else None
