"""Mentions: who and where a report speaks of, mention by mention, each with its name, title, owner and leader.

``mentions(report, analysis)`` takes a report with its language analysis and gives a Mention for each nominal that names
or describes a person, body, group, place or facility, and for each pronoun of the same chain. Who somebody is beyond
the report is not decided here.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from standoff.actors import names
from standoff.actors.acronyms import abbreviates, letters
from standoff.actors.leaders import Draft, leaders
from standoff.actors.titles import Parts, described, named, small, titled
from standoff.actors.words import Words, capital, fold, lexicon, office
from standoff.actors.words import words as words_of
from standoff.language.nominals import KINDS, SMALL, Mentions, aliases, called
from standoff.model import Analysis, Form, Kind, Mention, Nominal, Origin, Report

if TYPE_CHECKING:
    from spacy.tokens import Doc

VERSION = "1"

ACTORS = frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.GROUP, Kind.PLACE, Kind.FACILITY})

SHOUTED = 0.6
"""Share of capitals among verbs, nouns and adjectives from which on a sentence is a headline and they tell no name."""


def mentions(report: Report, analysis: Analysis) -> tuple[Mention, ...]:
    """The mentions of a report in the order of the text; none where the reader found no nominals or had no tree."""
    if {"nominals", "tree"} & set(analysis.lacks):
        return ()
    from standoff.language import layers  # spaCy takes its time, and a run with nothing to do asks for versions only

    return told(layers.restore(report, analysis), report.key)


def told(doc: Doc, report: str) -> tuple[Mention, ...]:
    """The mentions of a Doc of the report of that key."""
    words = words_of(doc)
    nominals = [one for one in doc._.nominals or () if one.kind in ACTORS or one.kind is Kind.OTHER]
    found = _found(words, nominals)
    stretches = called(found, words.forms, np.array(words.heads, np.int64), words.relations, words.tags)
    heads = (frozenset(found.head[at].item() for at, one in enumerate(nominals) if one.kind in ACTORS),
             frozenset(found.head[at].item() for at, one in enumerate(nominals) if one.name and one.kind in ACTORS))
    drafts = [_draft(words, one, (start, end), head, stretch, heads) for one, start, end, head, stretch in zip(
        nominals, found.start.tolist(), found.end.tolist(), found.head.tolist(), stretches, strict=True)]
    _surnames(words, drafts)
    also = [*_known_as(words, found, drafts), *_bracketed(words, drafts)]
    _adopt(words, drafts, also)
    kept = _kept(drafts)
    number = {at: n for n, at in enumerate(kept)}
    drafts = [drafts[at] for at in kept]
    also = [(number[a], number[b]) for a, b in also if a in number and b in number]
    same = list(_beside(words, drafts))
    _titled(drafts, same)
    led = leaders(words, drafts, also, same)
    keys = [key(report, nominals[at].start, nominals[at].end) for at in kept]
    origin = Origin(stage="mentions", version=VERSION, rule="nominal")
    made = [Mention(
        key=keys[n], report=report, start=nominals[at].start, end=nominals[at].end, head=nominals[at].head,
        kind=draft.kind, form=draft.form, leader=keys[led[n]], text=words.text[nominals[at].start:nominals[at].end],
        name=words.quote(*draft.name) if draft.name else "", title=draft.title, of=draft.of, origin=origin,
    ) for n, (at, draft) in enumerate(zip(kept, drafts, strict=True))]
    return tuple(sorted(made, key=lambda one: (one.start, -one.end)))


def key(report: str, start: int, end: int) -> str:
    """The key of the mention at a place of a report: the same in every run."""
    told = json.dumps([report, start, end], ensure_ascii=False, separators=(",", ":"))
    return "n" + hashlib.sha256(told.encode()).hexdigest()[:16]


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
            and all((capital(words.forms[at]) and words.forms[at][0].isalpha()) or words.folds[at] in SMALL
                    for at in inside)
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
         owners: Container[int]) -> tuple[int, int] | None:
    """The words of a name without what a careless tree hangs to it: another line, a year, "in Syria"; with "-eun" of
    "Choi Ha-eun". None where nothing in it has a capital.
    """
    first, last = stretch
    while first < head and words.folds[first] in lexicon().counting:
        first += 1
    if not person:                                                 # "Tsulaia's [Dawn Movement]", "St Mary's Church"
        first = max((at + 1 for at in range(first, head) if words.tags[at] == "PART" and head - at > 1
                     and words.heads[at] in owners), default=first)
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
    after = last + (words.forms[last:last + 1] == [","])
    return after + 1 if after < end and words.folds[after] in names.lexicon().generations else last


def _common(words: Words, first: int, last: int, kind: Kind) -> bool:
    """Whether a name says only what sort of thing it is: "the Front", "the Ministry", "the President"."""
    if kind is Kind.PERSON:
        return titled(words, first, last) or all(words.folds[at] in lexicon().honorifics for at in range(first, last))
    return last - first == 1 and (names.body(words.forms[first])[:1] or ("",))[0] in (
        names.lexicon().sorts | lexicon().bare)


def _draft(words: Words, one: Nominal, span: tuple[int, int], head: int, stretch: tuple[int, int] | None,
           heads: tuple[Container[int], Container[int]]) -> Draft:
    start, end = span
    person = one.kind is Kind.PERSON
    stretch = _cut(words, stretch, end, head, person, heads[1]) if stretch else None
    if stretch and one.kind is not Kind.OTHER and _common(words, *stretch, one.kind):
        stretch = None
    if stretch:
        form, parts = Form.NAME, named(words, start, head, person, stretch)
    elif words.tags[head] == "PRON" or one.kind is Kind.OTHER:
        form, parts = Form.PRONOUN if words.tags[head] == "PRON" else Form.DESCRIPTION, Parts(None)
    else:
        form = Form.DESCRIPTION
        parts = described(words, start, end, head, one.kind in (Kind.PLACE, Kind.FACILITY), heads[0])
    draft = Draft(start, end, head, one.kind, form, one.chain, parts.name, parts.title, parts.of, (),
                  letters(words.forms[slice(*parts.name)]) if parts.name else "", words.plural[head],
                  _she(words, one, start, head, parts))
    _call(words, draft)
    return draft


def _call(words: Words, draft: Draft) -> None:
    """Say by which words a name is compared."""
    if draft.name:
        cut = names.person if draft.kind is Kind.PERSON else names.body
        draft.called = cut(words.quote(*draft.name))


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
        if len(draft.called) != 1 or draft.letters:
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
        _call(words, draft)


def _she(words: Words, one: Nominal, start: int, head: int, parts: Parts) -> bool | None:
    """Whether a person is a she (True) or a he, by a form of address or the pronoun itself."""
    if one.kind is not Kind.PERSON:
        return None
    seen = words.folds[start:parts.name[0]] if parts.name else [words.folds[head]]
    she = bool(lexicon().she & set(seen)) or seen[-1:] in (["she"], ["her"], ["hers"], ["herself"])
    he = bool(lexicon().he & set(seen)) or seen[-1:] in (["he"], ["him"], ["his"], ["himself"])
    return she if she != he else None


def _known_as(words: Words, found: Mentions, drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Pairs of a name and what it is "known as"."""
    for at, of in enumerate(aliases(found, words.forms, np.array(words.heads, np.int64), words.relations,
                                    words.tags).tolist()):
        if of >= 0 and drafts[at].name:
            yield int(of), at


FORMERLY = frozenset({"formerly", "formally", "officially", "previously", "originally", "aka", "alias", "or", "called",
                      "nee"})
"""Words before another name of the same, after a comma or bracket."""


def _bracketed(words: Words, drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Pairs of a name and another in brackets right behind it: "(PMU)", "(Mohamed Shia)", "(formerly the Front)"."""
    ends: dict[int, int] = {}
    for at, draft in enumerate(drafts):
        if draft.name and (draft.name[1] not in ends or draft.kind is not Kind.OTHER):
            ends[draft.name[1]] = at
    longest: dict[int, int] = {}
    for draft in drafts:
        if draft.name:
            longest[draft.name[0]] = max(draft.name[1], longest.get(draft.name[0], 0))
    for at, draft in enumerate(drafts):
        if not draft.name or draft.name[1] < longest[draft.name[0]]:
            continue
        before, said = _opening(words, draft.name[0])
        if before < 0:
            continue
        of = _long(words, drafts, at, before) if draft.letters else None
        of = ends.get(before) if of is None else of
        if of is None or of == at or Kind.PLACE in (drafts[of].kind, draft.kind):
            continue
        long = drafts[of]
        if said or (draft.letters and long.sort == "body") or (draft.sort == long.sort == "body") or (
                draft.sort == long.sort == "person" and words.forms[before] == "("):
            yield of, at


def _opening(words: Words, start: int) -> tuple[int, bool]:
    """Where the bracket before another name opens, or its comma, and whether a word says that it is one; else -1."""
    before = start - 1
    while before > 0 and (words.tags[before] == "DET" or words.forms[before] in "“\"‘'"):
        before -= 1
    said = words.folds[before] in FORMERLY
    while before > 0 and words.folds[before] in FORMERLY | {"known", "as", "also"}:
        before -= 1
    if words.forms[before] in ("(", "["):
        return before, said
    if not said or words.forms[before] != ",":
        return -1, False
    if words.forms[before - 1] == ")" and "(" in words.forms[before - 4:before]:     # "the Army (KHLA), formerly"
        before = max(at for at in range(before - 4, before) if words.forms[at] == "(")
    return before, said


def _long(words: Words, drafts: Sequence[Draft], at: int, before: int) -> int | None:
    """The name before a bracket that an acronym in it abbreviates, the words up to the bracket with it: "the UN Mission
    in Haldia (UNMIH)".
    """
    fits = [of for of, draft in enumerate(drafts) if draft.name and draft.name[0] < before <= draft.name[1] + 5
            and draft.sort == "body" and abbreviates(drafts[at].letters, words.forms[draft.name[0]:before])]
    return max(fits, key=lambda of: len(drafts[of].called), default=None)


def _adopt(words: Words, drafts: Sequence[Draft], also: Sequence[tuple[int, int]]) -> None:
    """Another name is of the kind of the name that it stands for, and so are all mentions of it."""
    kinds: dict[tuple[str, ...], Kind] = {}
    for of, at in also:
        if drafts[of].kind in ACTORS and (drafts[at].kind is Kind.OTHER or drafts[at].sort != drafts[of].sort):
            drafts[at].kind = drafts[of].kind
            _call(words, drafts[at])
            kinds[_short(drafts[at])] = drafts[of].kind
    chains: dict[int, Kind] = {}
    for draft in drafts:
        if draft.kind is Kind.OTHER and draft.called and (kind := kinds.get(_short(draft))):
            draft.kind = kind
            _call(words, draft)
            if draft.chain is not None:
                chains[draft.chain] = kind
    for draft in drafts:
        if draft.kind is Kind.OTHER and draft.form is Form.PRONOUN and draft.chain in chains:
            draft.kind = chains[draft.chain]


def _short(draft: Draft) -> tuple[str, ...]:
    return (draft.letters,) if draft.letters else draft.called


def _kept(drafts: Sequence[Draft]) -> list[int]:
    """Those that are mentions: names and descriptions of actors and places, and pronouns of their chains."""
    persons = {at: draft.name for at, draft in enumerate(drafts) if draft.name and draft.kind is Kind.PERSON}
    parts = {at for at, (start, end) in persons.items() for first, last in persons.values()
             if first <= start < end <= last and end - start < last - first}      # "Ansar" of "Ansar Allah"
    chains = {draft.chain for draft in drafts if draft.kind in ACTORS and draft.form is not Form.PRONOUN}
    return [at for at, draft in enumerate(drafts) if draft.kind in ACTORS and at not in parts
            and (draft.form is not Form.PRONOUN or (draft.chain is not None and draft.chain in chains))]


def _beside(words: Words, drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Pairs that grammar makes one: a person's name and what is set beside it, and "the town of" with its name."""
    inside = {word: at for at, draft in enumerate(drafts) if draft.name for word in range(*draft.name)}
    by_head = {draft.head: at for at, draft in enumerate(drafts)}
    ends = {draft.last: at for at, draft in enumerate(drafts)
            if draft.kind is Kind.PERSON and draft.form is Form.DESCRIPTION and draft.head == draft.last - 1}
    copulas = {above for above, relation in zip(words.heads, words.relations, strict=True) if relation == "cop"}
    for at, draft in enumerate(drafts):
        above = words.heads[draft.head]
        relation = words.relations[draft.head]
        if draft.kind is Kind.PERSON and draft.form is not Form.PRONOUN and (
                relation in ("appos", "nmod:desc") or (relation == "acl:relcl" and draft.head in copulas)):
            of = inside.get(above, by_head.get(above))
            if (of is not None and of != at and drafts[of].kind is Kind.PERSON
                    and {draft.form, drafts[of].form} == {Form.NAME, Form.DESCRIPTION}
                    and not draft.plural and not drafts[of].plural):
                yield of, at
        ahead = ends.get(draft.first)
        if (ahead is not None and draft.form is Form.NAME and draft.kind is Kind.PERSON and not drafts[ahead].plural
                and office(tuple(words.forms[drafts[ahead].first:draft.first]))):
            yield ahead, at                                        # "spokeswoman Anna Keller", however parsed
        if draft.kind is Kind.PLACE and draft.name and relation == "nmod" and above in by_head:
            of = by_head[above]
            if (drafts[of].form is Form.DESCRIPTION and words.folds[above] in lexicon().places
                    and words.folds[draft.first - 1] == "of" and draft.first == above + 2):
                yield of, at


def _titled(drafts: Sequence[Draft], same: Sequence[tuple[int, int]]) -> None:
    """A name without a title has that which is set beside it; one with a mere style ("Col.") an office beside it."""
    for a, b in same:
        for one, other in ((drafts[a], drafts[b]), (drafts[b], drafts[a])):
            styled = all(word in lexicon().honorifics for word in map(fold, one.title.split()))
            if (one.form is Form.NAME and one.kind is Kind.PERSON and styled and other.title
                    and (not one.title or office(tuple(other.title.split())))):
                one.title, one.of = other.title, other.of
