"""Tellings that the reader did not see and the tree shows: verbs that always tell one, and quotations behind a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standoff.model import Form, Kind
from standoff.statements import idle, setting, sources
from standoff.statements.lexicon import Lexicon
from standoff.statements.telling import Telling, made, without_ends, words
from standoff.ties.reading import Reading

SURE = .7
"""Score of a telling that only the tree shows: an estimate, from those of them that PolNeAR's train part has."""

NEAR = 6
"""Words between a verb and its clause: "told reporters in Goma that"."""

AFTER = 8
"""Words behind a quotation in which who says it must be told: “…,” the spokeswoman of the port, Ada Cole, wrote."""

LEAST = 3
"""Words of a quotation that is told, and no name in marks."""


def missed(text: Reading, lexicon: Lexicon) -> Iterator[Telling]:
    """Tellings of verbs that always tell one, with somebody for a subject, and a clause or what the verb takes.

    Yes: He told them that she believes the road is open.  (she believes)
    Yes: The embassy called for her release.
    No: The clock tells the time.
    """
    for verb, lemma in enumerate(text.lemmas):
        if text.pos[verb] != "VERB" or text.passive(verb) or idle.asked(text, verb):
            continue
        tops = [kid for kid in _told(text, lexicon, verb, lemma) if kid > verb]
        noun = text.heads[tops[0]] if tops and text.deps[tops[0]] == "acl" else None
        who = [found for word in text.subjects(verb) if (found := text.who(word)) is not None] if tops else []
        if not who or text.kind(who[0]) not in (Kind.PERSON, Kind.ORGANISATION, Kind.GROUP, Kind.PLACE):
            continue
        own = text.below(verb, "nsubj")
        mention = text.mentions[own[-1]] if own and own[-1] in text.mentions else text.mentions[who[0]]
        if mention.form is Form.PRONOUN and text.words[text.at[mention.head]] not in ("he", "she", "they"):
            continue                                            # "I think" in somebody's words is but a hedge
        content = text.pieces(without_ends(text, text.under(tops[0])))
        if len(content) != 1 or (text.deps[tops[0]] == "ccomp" and not _whole(text, verb, tops[0])):
            continue
        cue = [verb]
        if noun is not None and text.deps[noun] == "obj":
            cue += [noun, *text.below(noun, "det", "amod")]
        cue += text.below(verb, "aux", "compound:prt")
        cue += [kid for kid in text.below(verb, "advmod") if text.words[kid] in ("not", "n't", "never")]
        one = made(text, speaker=((mention.start, mention.end),), cue=text.pieces(cue), content=content, score=SURE,
                   rule="tree")
        if one is not None and not one.said & {*one.source, *one.cues}:
            yield one


def quoting(text: Reading, lexicon: Lexicon, found: Sequence[Telling]) -> Iterator[Telling]:
    """Quotations that nobody is told to say, behind a verb of saying and a colon or comma, or before one.

    Yes: Ada Cole tweeted: “A great day for the town.”
    Yes: “A great day for the town,” Ada Cole wrote on Twitter.
    No: Ada Cole left the hall: “A great day for the town,” it read.
    """
    for start, end in text.quotations:
        if any(low < end and start < high for one in found for low, high in (*one.content, *one.cue)):
            continue
        before = text.text[:start].rstrip()
        stop = len(before[:-1].rstrip())
        word = next(iter(words(text, ((stop - 1, stop),))), None) if before[-1:] in (":", ",") and stop else None
        word = _after(text, end) if word is None and text.text[:end].rstrip("”\"’'»")[-1:] == "," else word
        if word is None or lexicon.verbs.get(text.lemmas[word]) is None or text.pos[word] != "VERB" or (
                text.passive(word)):
            continue
        who = next((known for kid in text.below(word, "nsubj") if (known := text.who(kid)) is not None), None)
        if who is None or text.kind(who) not in idle.PEOPLE:
            continue
        one = made(text, speaker=((text.mentions[who].start, text.mentions[who].end),),
                   cue=((text.starts[word], text.ends[word]),), content=((start, end),), score=SURE, rule="tree")
        if one is not None and len(one.said) >= LEAST + 2:
            yield one


def _after(text: Reading, end: int) -> int | None:
    """The first verb close behind a quotation, in its sentence."""
    first = next(iter(words(text, ((end, end + 2),))), None)
    if first is None:
        return None
    last = min(first + AFTER, text.sentences[text.sentence[first]][1])
    return next((word for word in range(first, last) if text.pos[word] == "VERB"), None)


def reported(text: Reading, lexicon: Lexicon) -> Iterator[Telling]:
    """What a clause says that is told to be as an outlet or somebody has it.

    Yes: As reported in the Harbour Post, the port is closed.
    No: As reported in May, the port is closed.
    """
    for verb in range(len(text.words)):
        if text.lemmas[verb] not in lexicon.as_told or text.deps[verb] != "advcl" or "as" not in {
                text.words[kid] for kid in text.below(verb, "mark", "advmod", "case")}:
            continue
        for kid in text.below(verb, "obl", "obl:agent"):
            who = text.who(kid)
            if text.preposition(kid) not in ("in", "by", "on") or (
                    sources.outlet(text, lexicon, [kid], who) is None and text.preposition(kid) != "by"):
                continue
            start, end = (text.mentions[who].start, text.mentions[who].end) if who is not None else (
                text.starts[kid], text.ends[kid])
            last = text.sentences[text.sentence[verb]][1]
            told = without_ends(text, [word for word in range(kid + 1, last)
                                        if text.starts[word] >= end and text.heads[verb] > verb])
            one = made(text, speaker=((start, end),), cue=text.pieces([
                *text.below(verb, "mark", "advmod", "case"), verb, *text.below(kid, "case")]),
                content=text.pieces(told), score=SURE, rule="tree") if told else None
            if one is not None and not one.said & {*one.source, *one.cues}:
                yield one


def named(text: Reading, lexicon: Lexicon) -> Iterator[Telling]:
    """What somebody is told to call or hold somebody else, in the passive.

    Yes: Iran, described by the president as a threat, sent envoys.
    No: Iran, described in the report as a threat, sent envoys.
    """
    for verb, lemma in enumerate(text.lemmas):
        if lemma not in lexicon.sure_as or text.pos[verb] != "VERB" or not text.passive(verb):
            continue
        who = next((found for kid in text.below(verb, "obl:agent", "obl") if text.preposition(kid) == "by"
                    and (found := text.who(kid)) is not None), None)
        tops = [kid for kid in text.below(verb, "obl", "advcl", "xcomp") if kid > verb and "as" in {
            text.words[mark] for mark in text.below(kid, "case", "mark")}]
        if who is None or not tops:
            continue
        mention = text.mentions[who]
        content = text.pieces(without_ends(text, text.under(tops[0])))
        cue = [*text.below(verb, "aux:pass", "aux"), verb, *(mark for mark in text.below(who, "case") if mark > verb)]
        one = made(text, speaker=((mention.start, mention.end),), cue=text.pieces(cue), content=content, score=SURE,
                   rule="tree")
        if one is not None and len(content) == 1 and not one.said & {*one.source, *one.cues}:
            yield one


def _told(text: Reading, lexicon: Lexicon, verb: int, lemma: str) -> list[int]:
    """The top words of what a verb that is sure to tell something tells."""
    tops = text.below(verb, "ccomp") if lemma in lexicon.sure else []
    deeds = [kid for kid in text.below(verb, "xcomp") if "to" in {text.words[mark] for mark in text.below(kid, "mark")}]
    heard = text.below(verb, "obj", "iobj") or [kid for kid in text.below(verb, "obl") if text.preposition(kid) == "on"]
    if lemma in lexicon.sure_to or (lemma in lexicon.sure_bids and heard):
        tops += deeds
    nouns = [kid for kid in text.below(verb, "obj") if lemma in lexicon.light and text.lemmas[kid] in lexicon.nouns]
    nouns += [kid for kid in text.below(verb, "obl") if lemma in lexicon.sure and setting.told_in(text, lexicon, kid)]
    tops += [kid for noun in nouns for kid in text.below(noun, "acl") if "that" in {
        text.words[mark] for mark in text.below(kid, "mark")}]   # "issued a warning that", "said in a speech that"
    if lemma in lexicon.sure_of:
        tops += [kid for kid in text.below(verb, "obj") if text.pos[kid] in ("NOUN", "PROPN")]
    if lemma in lexicon.sure_for:
        tops += [kid for kid in text.below(verb, "obl") if text.preposition(kid) == "for" and text.pos[kid] == "NOUN"]
    return tops


def _whole(text: Reading, verb: int, clause: int) -> bool:
    """Whether a clause begins behind its verb and has a subject of its own: not "what he said was a mistake"."""
    first = min(word for word in text.under(clause) if text.pos[word] != "PUNCT")
    own = text.below(clause, "nsubj", "nsubj:pass", "csubj", "expl")
    return verb < first <= verb + NEAR and bool(own) and own[0] > verb
