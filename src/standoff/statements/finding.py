"""Which tellings a text has: those that the reader found, mended by the tree, and those that only the tree shows.

`tellings` gives them in the order of their cues. What is no statement is left out; a source that is a thing gives way
to the subject of the cue; nested and missed ones come from verbs that always tell one; "citing two officials" is a
telling of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standoff.model import Attribution, Form, Kind
from standoff.statements import continued, sources
from standoff.statements.lexicon import Lexicon
from standoff.statements.telling import Pieces, Telling, made, pieces, top
from standoff.ties.reading import Reading

SURE = .8
"""Score of a telling that only the tree shows: an estimate, from those of them that PolNeAR's train part has."""


def tellings(text: Reading, lexicon: Lexicon, attributions: Sequence[Attribution]) -> list[Telling]:
    """The tellings of a text, in the order of their cues."""
    found: list[Telling] = []
    for each in attributions:
        one = made(text, speaker=each.source, cue=each.cue, content=each.content, score=each.score, rule="reader")
        if one is not None and not _idle(text, lexicon, one):
            found.append(_mended(text, lexicon, one))
    taken = {word for one in found for word in one.cues}
    found += [one for one in missed(text, lexicon) if not taken & set(one.cues)]
    found += [each for one in found for each in cited(text, lexicon, one) if not taken & set(each.cues)]
    found = continued.joined(text, _governed(text, lexicon, found))
    return sorted(found, key=lambda one: (one.cues[0], one.content))


def _idle(text: Reading, lexicon: Lexicon, one: Telling) -> bool:
    """Whether nobody is told to say anything: "it appears that", "known as"."""
    lemmas = {text.lemmas[word] for word in one.cues if text.pos[word] in ("VERB", "AUX")}
    if {text.words[word] for word in one.cues} & lexicon.calling and "as" in {
            text.words[word] for word in one.cues}:
        return True
    return bool(lemmas) and lemmas <= lexicon.seeming and not _somebody(text, one)


def _governed(text: Reading, lexicon: Lexicon, some: Sequence[Telling]) -> list[Telling]:
    """The tellings without those that only say whether another one is: "is expected to announce", "refused to confirm".
    """
    heads = {text.heads[one.head] for one in some if text.deps[one.head] == "xcomp"}
    return [one for one in some if one.head not in heads or text.lemmas[one.head] not in (
        lexicon.withholding | lexicon.coming)]


def _somebody(text: Reading, one: Telling) -> bool:
    """Whether a source has a word for somebody."""
    return any(word in text.mentions or text.things.get(word) in (Kind.PERSON, Kind.GROUP) for word in one.source)


def _mended(text: Reading, lexicon: Lexicon, one: Telling) -> Telling:
    """The same with the subject of its verb for a source, where what the reader took for the source is nobody.

    Yes: The Post, with an eye for detail, concluded that prices rose.  (not "an eye for detail")
    No: The report concluded that prices rose.
    """
    if text.pos[one.head] != "VERB" or _somebody(text, one) or text.passive(one.head):
        return one
    first = top(text, one.source)
    subjects = text.below(one.head, "nsubj")
    if first is not None and (first in subjects or sources.who(text, lexicon, first) is not None):
        return one
    if not subjects or subjects[0] in one.said:
        return one
    who = text.who(subjects[0])
    if who is None and not sources.called(text, lexicon, subjects[:1], None):
        return one
    mention = text.mentions[who] if who is not None else None
    start, end = (mention.start, mention.end) if mention else (text.starts[subjects[0]], text.ends[subjects[0]])
    speaker = ((start, end),)
    if any(low < end and start < high for low, high in (*one.cue, *one.content)):
        return one
    return made(text, speaker=speaker, cue=one.cue, content=one.content, score=one.score, rule=one.rule) or one


def missed(text: Reading, lexicon: Lexicon) -> Iterator[Telling]:
    """Tellings of verbs that always tell one, with a clause and somebody for a subject.

    Yes: He told them that she believes the road is open.  (she believes)
    No: The clock tells the time.
    """
    for verb, lemma in enumerate(text.lemmas):
        if text.pos[verb] != "VERB" or (lemma not in lexicon.sure and lemma not in lexicon.sure_to):
            continue
        clauses = [kid for kid in text.below(verb, "ccomp") if lemma in lexicon.sure and kid > verb]
        clauses += [kid for kid in text.below(verb, "xcomp") if lemma in lexicon.sure_to and kid > verb and "to" in {
            text.words[mark] for mark in text.below(kid, "mark")}]
        if not clauses or text.passive(verb):
            continue
        who = [found for word in text.subjects(verb) if (found := text.who(word)) is not None]
        if not who or text.kind(who[0]) not in (Kind.PERSON, Kind.ORGANISATION, Kind.GROUP, Kind.PLACE):
            continue
        own = text.below(verb, "nsubj")
        mention = text.mentions[own[-1]] if own and own[-1] in text.mentions else text.mentions[who[0]]
        cue = [verb, *text.below(verb, "aux")]
        cue += [kid for kid in text.below(verb, "advmod") if text.words[kid] in ("not", "n't", "never")]
        content = pieces(text, _without_ends(text, text.under(clauses[0])))
        if mention.form is Form.PRONOUN and text.words[text.at[mention.head]] in ("it", "that", "this"):
            continue
        one = made(text, speaker=((mention.start, mention.end),), cue=pieces(text, cue), content=content, score=SURE,
                   rule="tree")
        if one is not None and not one.said & set(one.source):
            yield one


def _without_ends(text: Reading, some: Sequence[int]) -> list[int]:
    """Words without the blanks and punctuation at their ends, marks of quotation aside."""
    found = sorted(word for word in some if text.pos[word] != "SPACE")
    while found and text.pos[found[-1]] == "PUNCT" and text.words[found[-1]] not in ("”", "\"", "»", "'"):
        found.pop()
    while found and text.pos[found[0]] == "PUNCT" and text.words[found[0]] not in ("“", "\"", "«", "'"):
        found.pop(0)
    return found


def cited(text: Reading, lexicon: Lexicon, one: Telling) -> Iterator[Telling]:
    """Whom the source of a telling cites for it.

    Yes: The agency reported, citing two officials, that the port is closed.
    No: The agency reported, citing figures, that the port is closed.
    """
    for kid in text.below(one.head, "advcl", "acl", "conj"):
        if text.lemmas[kid] not in lexicon.citing or not text.words[kid].endswith("ing") or kid in one.said:
            continue
        for word in text.below(kid, "obj"):
            who = text.who(word)
            if who is None or text.kind(who) not in (Kind.PERSON, Kind.ORGANISATION, Kind.GROUP):
                continue
            mention = text.mentions[who]
            more = made(text, speaker=((mention.start, mention.end),), cue=((text.starts[kid], text.ends[kid]),),
                        content=_less(one.content, (text.starts[kid], mention.end)), score=one.score, rule="cited")
            if more is not None:
                yield more


def _less(content: Pieces, away: tuple[int, int]) -> Pieces:
    """Pieces without a stretch."""
    found: list[tuple[int, int]] = []
    for start, end in content:
        for low, high in ((start, min(end, away[0])), (max(start, away[1]), end)):
            if low < high:
                found.append((low, high))
    return tuple(found)


__all__ = ["SURE", "cited", "missed", "tellings"]
