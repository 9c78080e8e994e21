"""Mentions: who and where a report speaks of, mention by mention, each with its name, title, owner and leader.

``mentions(report, analysis)`` takes a report with its language analysis and gives a Mention for each nominal that names
or describes a person, body, group, place or facility, and for each pronoun of the same chain. Who somebody is beyond
the report is not decided here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from standoff.actors import recognised, towns
from standoff.actors.aliases import adopt, bracketed, glossed, known_as
from standoff.actors.drafts import ACTORS, Draft, drafts
from standoff.actors.leaders import leaders
from standoff.actors.words import Words, fold, lexicon, office
from standoff.actors.words import words as words_of
from standoff.known import Known
from standoff.language.quotations import quotations
from standoff.model import Analysis, Form, Kind, Mention, Origin, Report

if TYPE_CHECKING:
    from spacy.tokens import Doc

VERSION = "8"

WE = frozenset(["we", "us", "our", "ours", "ourselves"])
"""Pronouns of who speaks or writes."""


def mentions(report: Report, analysis: Analysis, own: tuple[Known, ...] = ()) -> tuple[Mention, ...]:
    """The mentions of a report in the order of the text; none where the reader found no nominals or had no tree.

    `own`: actors whose names are known besides those of our files, or in place of entries with their keys.
    """
    if {"nominals", "tree"} & set(analysis.lacks):
        return ()
    from standoff.language import layers  # spaCy takes its time, and a run with nothing to do asks for versions only

    return told(layers.restore(report, analysis), report.key, own)


def told(doc: Doc, report: str, own: tuple[Known, ...] = ()) -> tuple[Mention, ...]:
    """The mentions of a Doc of the report of that key; `own` as in `mentions`."""
    words = words_of(doc)
    read = [one for one in doc._.nominals or () if one.kind in ACTORS or one.kind is Kind.OTHER]
    hits = recognised.hits(words, recognised.register(own))
    nominals, known = recognised.corrected(words, read, hits, _voices(words, doc))
    nominals = towns.placed(words, nominals, known)
    found, made = drafts(words, nominals, known)
    _authored(words, doc, made)
    also = [*known_as(words, found, made), *bracketed(words, made)]
    adopt(words, made, also)
    kept = _kept(words, made)
    number = {at: n for n, at in enumerate(kept)}
    made = [made[at] for at in kept]
    also = [(number[a], number[b]) for a, b in also if a in number and b in number]
    same = [*_beside(words, made), *glossed(words, made)]
    also += [(one, at) for of, at in also if made[of].form is Form.DESCRIPTION for pair in same if of in pair
             for one in pair if made[one].form is Form.NAME and one != at]        # "Mena, an officer nicknamed Tooth"
    _titled(made, same)
    led = leaders(words, made, also, same)
    keys = [key(report, nominals[at].start, nominals[at].end) for at in kept]
    origin = Origin(stage="mentions", version=VERSION, rule="nominal")
    return tuple(sorted((Mention(
        key=keys[n], report=report, start=nominals[at].start, end=nominals[at].end, head=nominals[at].head,
        kind=draft.kind, form=draft.form, leader=keys[led[n]], text=words.text[nominals[at].start:nominals[at].end],
        name=_name(words, draft), title=draft.title, of=draft.of, origin=origin,
    ) for n, (at, draft) in enumerate(zip(kept, made, strict=True))), key=lambda one: (one.start, -one.end)))


def key(report: str, start: int, end: int) -> str:
    """The key of the mention at a place of a report: the same in every run."""
    told = json.dumps([report, start, end], ensure_ascii=False, separators=(",", ":"))
    return "n" + hashlib.sha256(told.encode()).hexdigest()[:16]


# — inside —


def _voices(words: Words, doc: Doc) -> frozenset[int]:
    """The words that head the source of an attribution."""
    found: set[int] = set()
    for one in doc._.attributions or ():
        inside = {at for start, end in one.source for at in range(*words.span(start, end))}
        found.update(at for at in inside if words.heads[at] not in inside or words.heads[at] == at)
    return frozenset(found)


def _authored(words: Words, doc: Doc, made: Sequence[Draft]) -> None:
    """Takes "we" that nobody is heard to say out of its chain: it is who wrote the text, whom the text does not name.

    Yes: We will support our partners.  (of a chain with "our partners")
    No: “We will stay,” the miners said.
    """
    said = [*quotations(words.text), *(piece for one in doc._.attributions or () for piece in one.content)]
    for draft in made:
        if draft.form is Form.PRONOUN and words.folds[draft.head] in WE:
            place = words.starts[draft.head]
            if not any(start <= place < end for start, end in said):
                draft.chain = None


def _name(words: Words, draft: Draft) -> str:
    """The name as it is written, with the noun that a quoted one stands before: "Nabni coalition"."""
    if not draft.name:
        return ""
    return " ".join((words.quote(*draft.name), *words.forms[draft.head:draft.head + (draft.head >= draft.name[1])]))


def _kept(words: Words, made: Sequence[Draft]) -> list[int]:
    """Those that are mentions: names and descriptions of actors and places, and pronouns of their chains."""
    longest: dict[int, int] = {}                                   # of the names of persons, bodies and known ones
    for draft in made:
        if draft.name and (draft.sort in ("person", "body") or draft.known):
            size = draft.name[1] - draft.name[0]
            longest.update((word, size) for word in range(*draft.name) if size > longest.get(word, 0))
    parts = {at for at, draft in enumerate(made) if draft.name
             and draft.name[1] - draft.name[0] < longest.get(draft.name[0], 0)}  # "Ansar" of "Ansar Allah"
    parts |= {at for at, draft in enumerate(made) if draft.loose}
    parts |= {at for at, draft in enumerate(made)                  # "no group" is nobody
              if draft.form is Form.DESCRIPTION and words.folds[draft.first] in ("no", "neither", "nobody")}
    quoted = {draft.name for draft in made if draft.name and draft.head >= draft.name[1]}
    parts |= {at for at, draft in enumerate(made)                  # "Nabni" of "the “Nabni” coalition"
              if draft.name and draft.name in quoted and draft.head < draft.name[1]}
    chains = {draft.chain for draft in made if draft.kind in ACTORS and draft.form is not Form.PRONOUN}
    return [at for at, draft in enumerate(made) if draft.kind in ACTORS and at not in parts
            and (draft.form is not Form.PRONOUN or (draft.chain is not None and draft.chain in chains))]


def _beside(words: Words, made: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Pairs that grammar makes one: a person's name and what is set beside it, and "the town of" with its name."""
    inside = {word: at for at, draft in enumerate(made) if draft.name for word in range(*draft.name)}
    by_head = {draft.head: at for at, draft in enumerate(made)}
    ends = {draft.last: at for at, draft in enumerate(made)
            if draft.kind is Kind.PERSON and draft.form is Form.DESCRIPTION and draft.head == draft.last - 1}
    copulas = {above for above, relation in zip(words.heads, words.relations, strict=True) if relation == "cop"}
    for at, draft in enumerate(made):
        above = words.heads[draft.head]
        relation = words.relations[draft.head]
        if draft.kind is Kind.PERSON and draft.form is not Form.PRONOUN and (
                relation in ("appos", "nmod:desc") or (relation == "acl:relcl" and draft.head in copulas)):
            of = inside.get(above, by_head.get(above))
            if (of is not None and of != at and made[of].kind is Kind.PERSON
                    and (words.tags[draft.first - 1] != "PART" or words.heads[draft.first - 1] not in range(
                        made[of].first, made[of].last))            # "Omar's [minister], Ali Ture"
                    and {draft.form, made[of].form} == {Form.NAME, Form.DESCRIPTION}
                    and not draft.plural and not made[of].plural):
                yield of, at
        ahead = ends.get(draft.first)
        if (ahead is not None and draft.form is Form.NAME and draft.kind is Kind.PERSON and not made[ahead].plural
                and office(tuple(words.forms[made[ahead].first:draft.first]))):
            yield ahead, at                                        # "spokeswoman Anna Keller", however parsed
        if (holder := _holder(words, made, at)) is not None:
            yield holder, at
        if draft.kind is Kind.PLACE and draft.name and relation == "nmod" and above in by_head:
            of = by_head[above]
            if (made[of].form is Form.DESCRIPTION and words.folds[above] in lexicon().places
                    and words.folds[draft.first - 1] == "of" and draft.first == above + 2):
                if _part_of_another(made[of], draft):
                    draft.form, draft.name, draft.called, draft.of = Form.DESCRIPTION, None, (), made[of].of
                yield of, at


def _part_of_another(described: Draft, named: Draft) -> bool:
    """Whether a name of a state is here that of a part of another: "the US state of Georgia"."""
    whose, state = (lexicon().whose.get(word, frozenset()) for word in (fold(described.of), "".join(named.called)))
    return bool(whose and state) and whose.isdisjoint(state)


def _holder(words: Words, made: Sequence[Draft], at: int) -> int | None:
    """The office that a person between commas holds: "the mayor of Tarva, Ana Ruiz, said", whatever the tree.

    Not in a list: "the mayor, Ana Ruiz and a guard".
    """
    draft = made[at]
    comma, after = draft.first - 1, words.forms[draft.last:draft.last + 2]
    if draft.kind is not Kind.PERSON or draft.form is not Form.NAME or comma < 2 or words.forms[comma] != "," or (
            after[:1] not in ([","], ["."]) or after[1:] in (["and"], ["or"])):
        return None
    fits = [other for other, one in enumerate(made) if one.kind is Kind.PERSON and one.form is Form.DESCRIPTION
            and one.head < comma <= one.last and not one.plural and words.sentences[one.head] == words.sentences[comma]
            and words.folds[one.first] in ("the", "its", "his", "her", "their")
            and office(tuple(words.forms[one.first:one.head + 1]))]
    return max(fits, key=lambda other: made[other].head, default=None)


def _titled(made: Sequence[Draft], same: Sequence[tuple[int, int]]) -> None:
    """A name without a title has that which is set beside it; one with a mere style ("Col.") an office beside it."""
    for a, b in same:
        for one, other in ((made[a], made[b]), (made[b], made[a])):
            styled = all(word in lexicon().honorifics for word in map(fold, one.title.split()))
            if (one.form is Form.NAME and one.kind is Kind.PERSON and styled and other.title
                    and (not one.title or office(tuple(other.title.split())))):
                one.title, one.of = other.title, other.of
