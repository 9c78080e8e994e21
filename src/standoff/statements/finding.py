"""Which tellings a text has: those that the reader found, mended by the tree, and those that only the tree shows.

`tellings` gives them in the order of their cues. What is no statement is left out; a source that is a thing gives way
to the subject of the cue; nested and missed ones come from verbs that always tell one; "citing two officials" is a
telling of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from standoff.model import Attribution, Form, Kind, Manner
from standoff.statements import citing, continued, idle, setting, sources
from standoff.statements.lexicon import Lexicon
from standoff.statements.telling import Pieces, Telling, above, made, pieces, top, words
from standoff.ties.reading import Reading

SURE = .7
"""Score of a telling that only the tree shows: an estimate, from those of them that PolNeAR's train part has."""

LEAST = 2
"""Words of what is said that must be left when what tells its setting is taken away."""

AHEAD = (Manner.PREDICTED, Manner.WANTED, Manner.PROMISED, Manner.THREATENED, Manner.DEMANDED, Manner.URGED,
         Manner.PROPOSED, Manner.WARNED)
"""Manners of what is to come, so that a time is its own: "expect a test case before the spring"."""

LONGEST = 8
"""Words of what tells a setting: what is longer has a clause in it."""

NEAR = 6
"""Words between a verb and its clause: "told reporters in Goma that"."""


def tellings(text: Reading, lexicon: Lexicon, attributions: Sequence[Attribution]) -> list[Telling]:
    """The tellings of a text, in the order of their cues."""
    found: list[Telling] = []
    for each in attributions:
        one = made(text, speaker=each.source, cue=each.cue, content=each.content, score=each.score, rule="reader")
        if one is not None:
            one = _trimmed(text, lexicon, _mended(text, lexicon, one))
            found += [] if idle.idle(text, lexicon, one) else [one]
    taken = {word for one in found for word in one.cues}
    found += [one for one in missed(text, lexicon) if not taken & {*one.cues} and not any(
        other.source == one.source and one.said & {*other.cues} for other in found)]
    found += [one for one in (*reported(text, lexicon), *named(text, lexicon)) if not taken & {*one.cues}]
    found = citing.cited(text, lexicon, _parted(text, found))
    found = continued.joined(text, _governed(text, lexicon, found))
    return sorted(found, key=lambda one: (one.cues[0], one.content))


def _parted(text: Reading, some: Sequence[Telling]) -> list[Telling]:
    """The tellings, each without the whole pieces that a later cue of the same source tells: "according to Ali, who
    added, “It snows.”"."""
    made: list[Telling] = []
    for one in some:
        others = [other for other in some if other is not one and other.head > one.head and (
            text.sentence[other.head] == text.sentence[one.head]) and set(other.source) & set(one.source)]
        content = tuple(piece for piece in one.content if not any(piece in other.content for other in others))
        if content and content != one.content:
            one = replace(one, content=content, said=frozenset(words(text, content)))
        made.append(one)
    return made


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
    if text.pos[one.head] == "VERB" and text.passive(one.head):
        heard = set(setting.hearers(text, one.head)) & set(one.source)
        agents = set(text.below(one.head, "obl:agent"))
        if heard and not agents & set(one.source) and text.lemmas[one.head] in lexicon.told:
            return replace(one, speaker=(), source=())              # "Trump was asked": he hears it
        first = top(text, one.source)
        if first is not None and lexicon.verbs.get(text.lemmas[one.head]) is Manner.THOUGHT and (
                text.heads[first] != one.head and first not in above(text, one.head)):
            return replace(one, speaker=(), source=())              # "it was seen as a defeat, as they were ousted"
        return one
    if text.pos[one.head] != "VERB":
        return one
    first = top(text, one.source)
    subjects = text.below(one.head, "nsubj")
    inner = first is not None and bool(subjects) and first not in subjects and first in text.under(subjects[0]) and (
        text.deps[first] not in ("appos", "flat", "conj", "nmod:desc", "compound"))
    if not inner and (_somebody(text, one) or (first is not None and (
            first in subjects or sources.who(text, lexicon, first) is not None))):
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


def _trimmed(text: Reading, lexicon: Lexicon, one: Telling) -> Telling:
    """The same without what tells when or in what it was said: it hangs on the cue.

    Yes: He condemned the raid in a statement.  (the raid)
    No: He condemned the raid in the capital.
    """
    away: set[int] = set()
    for kid in text.below(one.head, "obl", "obl:unmarked", "obl:tmod"):
        below = [word for word in text.under(kid) if text.pos[word] != "PUNCT"]
        timed = text.things.get(kid) is Kind.TIME and lexicon.verbs.get(text.lemmas[one.head]) not in AHEAD
        if len(below) <= LONGEST and one.said.issuperset(below) and (timed or setting.told_in(text, lexicon, kid)):
            away.update(text.under(kid))
    away |= _leading(text, lexicon, one)
    if text.lemmas[one.head] == "tell" and text.below(one.head, "ccomp"):
        for kid in setting.hearers(text, one.head):             # "told the “Morning Show” that": it hears
            away.update(word for word in text.under(kid) if kid in one.said)
    left = _without_ends(text, [word for word in one.said if word not in away])
    if not away or len(left) < LEAST or any(start <= text.starts[word] < end for word in left if word + 1 in away
                                            for start, end in text.quotations):
        return one
    content = _within(one.content, pieces(text, left))
    return made(text, speaker=one.speaker, cue=one.cue, content=content, score=one.score, rule=one.rule) or one


def _leading(text: Reading, lexicon: Lexicon, one: Telling) -> set[int]:
    """The words before "that" where they only tell what it was said in: "in a press statement that …"."""
    said = sorted(one.said)
    that = next((at for at, word in enumerate(said[:NEAR]) if text.words[word] == "that"), 0)
    before = set(said[:that])
    if not that or text.pos[said[0]] != "ADP" or not any(
            setting.told_in(text, lexicon, word) and text.case(word) == said[0] for word in before):
        return set()
    return before


def _within(content: Pieces, left: Pieces) -> Pieces:
    """The parts of a content that are left, whole pieces as they were."""
    return tuple(dict.fromkeys((max(start, low), min(end, high)) for start, end in left for low, high in content
                               if max(start, low) < min(end, high)))


def missed(text: Reading, lexicon: Lexicon) -> Iterator[Telling]:
    """Tellings of verbs that always tell one, with somebody for a subject, and a clause or what the verb takes.

    Yes: He told them that she believes the road is open.  (she believes)
    Yes: The embassy called for her release.
    No: The clock tells the time.
    """
    for verb, lemma in enumerate(text.lemmas):
        if text.pos[verb] != "VERB" or text.passive(verb):
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
        content = pieces(text, _without_ends(text, text.under(tops[0])))
        if len(content) != 1 or (text.deps[tops[0]] == "ccomp" and not _whole(text, verb, tops[0])):
            continue
        cue = [verb]
        if noun is not None and text.deps[noun] == "obj":
            cue += [noun, *text.below(noun, "det", "amod")]
        cue += text.below(verb, "aux", "compound:prt")
        cue += [kid for kid in text.below(verb, "advmod") if text.words[kid] in ("not", "n't", "never")]
        one = made(text, speaker=((mention.start, mention.end),), cue=pieces(text, cue), content=content, score=SURE,
                   rule="tree")
        if one is not None and not one.said & {*one.source, *one.cues}:
            yield one


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
            over, below = text.heads[verb], set(text.under(verb))
            start, end = (text.mentions[who].start, text.mentions[who].end) if who is not None else (
                text.starts[kid], text.ends[kid])
            told = _without_ends(text, [word for word in range(max(below) + 1, text.sentences[text.sentence[verb]][1])
                                        if over > verb])
            one = made(text, speaker=((start, end),), cue=pieces(text, [
                *text.below(verb, "mark", "advmod", "case"), verb, *text.below(kid, "case")]),
                content=pieces(text, told), score=SURE, rule="tree") if told else None
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
        content = pieces(text, _without_ends(text, text.under(tops[0])))
        cue = [*text.below(verb, "aux:pass", "aux"), verb, *(mark for mark in text.below(who, "case") if mark > verb)]
        one = made(text, speaker=((mention.start, mention.end),), cue=pieces(text, cue), content=content, score=SURE,
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


def _without_ends(text: Reading, some: Iterable[int]) -> list[int]:
    """Words without the blanks and punctuation at their ends, marks of quotation aside."""
    found = sorted(word for word in some if text.pos[word] != "SPACE")
    while found and text.pos[found[-1]] == "PUNCT" and text.words[found[-1]] not in ("”", "\"", "»", "'"):
        found.pop()
    while found and text.pos[found[0]] == "PUNCT" and text.words[found[0]] not in ("“", "\"", "«", "'"):
        found.pop(0)
    return found
