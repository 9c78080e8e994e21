"""Which tellings a text has: those that the reader found, mended by the tree, and those that only the tree shows.

`tellings` gives them in the order of their cues. What is no statement is left out; a source that is a thing gives way
to the subject of the cue; nested and missed ones come from verbs that always tell one; "citing two officials" is a
telling of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from standoff.model import Attribution, Kind, Manner
from standoff.statements import citing, continued, given, idle, setting, sources, unseen
from standoff.statements.lexicon import Lexicon
from standoff.statements.telling import Pieces, Telling, above, made, top, without_ends, words
from standoff.ties.reading import Reading

LEAST = 2
"""Words of what is said that must be left when what tells its setting is taken away."""

AHEAD = (Manner.PREDICTED, Manner.WANTED, Manner.PROMISED, Manner.THREATENED, Manner.DEMANDED, Manner.URGED,
         Manner.PROPOSED, Manner.WARNED)
"""Manners of what is to come, so that a time is its own: "expect a test case before the spring"."""

ANSWERS = (Manner.REJECTED, Manner.DENIED, Manner.CONFIRMED, Manner.CRITICISED, Manner.PRAISED, Manner.AGREED)
"""Manners of verbs that answer what their object tells: "rejected a claim that"."""

LONGEST = 8
"""Words of what tells a setting: what is longer has a clause in it."""

LINE = re.compile(r"\s*\n\s*(?:Q|A|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}):\s")
"""The next turn of an interview: a line that begins with who speaks."""

NEAR = 6
"""Words of a content among which its "that" is looked for: "in a press statement that …"."""


def tellings(text: Reading, lexicon: Lexicon, attributions: Sequence[Attribution]) -> list[Telling]:
    """The tellings of a text, in the order of their cues."""
    found: list[Telling] = []
    for each in attributions:
        one = made(text, speaker=each.source, cue=each.cue, content=each.content, score=each.score, rule="reader")
        if one is not None:
            one = _trimmed(text, lexicon, _mended(text, lexicon, one))
        if one is not None and not idle.idle(text, lexicon, one):
            found.append(one)
    taken = {word for one in found for word in one.cues}
    found += [one for one in unseen.missed(text, lexicon) if not taken & {*one.cues} and not any(
        other.source == one.source and one.said & {*other.cues} for other in found)]
    found += [one for one in (*unseen.reported(text, lexicon), *unseen.named(text, lexicon)) if not (
        taken & {*one.cues})]
    found += unseen.quoting(text, lexicon, found)
    found = [one for one in found if one.rule == "reader" or not idle.idle(text, lexicon, one)]
    found = citing.cited(text, lexicon, _parted(text, found))
    found = continued.joined(text, given.handed(text, lexicon, _governed(text, lexicon, found)))
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
    if text.pos[one.head] == "VERB" and setting.passive(text, one.head):
        heard = bool(set(setting.hearers(text, one.head)) & set(one.source))
        heard |= not text.below(one.head, "nsubj:pass", "aux:pass", "aux")     # "Asked whether they left, Trump …"
        agents = {word for kid in text.below(one.head, "obl:agent", "obl") if text.preposition(kid) == "by"
                  for word in text.under(kid)}
        if heard and not agents & set(one.source) and text.lemmas[one.head] in lexicon.told:
            return replace(one, speaker=(), source=())              # "Trump was asked": he hears it
        first = top(text, one.source)
        if first is not None and lexicon.verbs.get(text.lemmas[one.head]) is Manner.THOUGHT and (
                text.heads[first] != one.head and first not in above(text, one.head)):
            return replace(one, speaker=(), source=())              # "it was seen as a defeat, as they were ousted"
        return one
    if (owned := _owned(text, lexicon, one)) is not None:
        return owned
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


def _owned(text: Reading, lexicon: Lexicon, one: Telling) -> Telling | None:
    """A telling by a noun that another one answers, told by whose the noun is, or by nobody; None for other cues.

    Yes: The army rejected a claim by the union that it fired.  (the union's)
    No: The army issued a warning that it will fire.
    """
    noun = next((word for word in one.cues if text.pos[word] == "NOUN" and text.lemmas[word] in lexicon.nouns), None)
    if noun is None or text.deps[noun] not in ("obj", "nsubj:pass") or (
            lexicon.verbs.get(text.lemmas[text.heads[noun]]) not in ANSWERS) or not any(
            kid in one.said for kid in text.below(noun, "acl", "nmod", "ccomp")):
        return None
    owners = [*text.below(noun, "nmod:poss"), *(kid for kid in text.below(noun, "nmod", "acl", "obl")
                                                 if text.preposition(kid) == "by"),
              *(kid for kid in text.below(noun, "amod", "compound") if kid in text.mentions
                or text.words[kid] in text.lexicon.demonyms)]
    owner = next((word for word in owners if word not in one.said), None)
    speaker: Pieces = ()
    if owner is not None:
        who = text.mentions.get(owner)
        speaker = ((who.start, who.end),) if who else ((text.starts[owner], text.ends[owner]),)
    return made(text, speaker=speaker, cue=((text.starts[noun], text.ends[noun]),), content=one.content,
                score=one.score, rule=one.rule)


def _trimmed(text: Reading, lexicon: Lexicon, one: Telling) -> Telling | None:
    """The same without what tells when or in what it was said, or what was asked: it hangs on the cue. None where
    only the question is told.

    Yes: He condemned the raid in a statement.  (the raid)
    No: He condemned the raid in the capital.
    """
    if text.words[one.head] == ":":
        one = _turn(text, one)
    away, asked = set[int](), set[int]()
    for kid in text.below(one.head, "obl", "obl:unmarked", "obl:tmod"):
        below = [word for word in text.under(kid) if text.pos[word] != "PUNCT"]
        timed = text.things.get(kid) is Kind.TIME and lexicon.verbs.get(text.lemmas[one.head]) not in AHEAD
        if len(below) <= LONGEST and one.said.issuperset(below) and (timed or setting.told_in(text, lexicon, kid)):
            away.update(text.under(kid))
    for kid in text.below(one.head, "advcl", "ccomp"):          # "Asked whether it applied, she said it did"
        first = kid < one.head and kid == text.sentences[text.sentence[kid]][0] and not text.below(kid, "aux")
        if text.lemmas[kid] in lexicon.told and text.words[kid].endswith("ed") and (
                setting.passive(text, kid) or (first and not text.below(kid, "nsubj"))):
            asked.update(text.under(kid))
    away |= asked | _leading(text, lexicon, one)
    if text.lemmas[one.head] == "tell" and text.below(one.head, "ccomp"):
        for kid in setting.hearers(text, one.head):             # "told the “Morning Show” that": it hears
            away.update(word for word in text.under(kid) if kid in one.said)
    left = without_ends(text, [word for word in one.said if word not in away])
    if asked & one.said and len(left) < LEAST:
        left = left or _answer(text, one)                       # "Asked whether he would resign, he said yes"
        return made(text, speaker=one.speaker, cue=one.cue, content=text.pieces(left), score=one.score, rule=one.rule)
    if not away or len(left) < LEAST or any(start <= text.starts[word] < end for word in left if word + 1 in away
                                            for start, end in text.quotations):
        return one
    content = _within(one.content, text.pieces(left))
    return made(text, speaker=one.speaker, cue=one.cue, content=content, score=one.score, rule=one.rule) or one


def _answer(text: Reading, one: Telling) -> list[int]:
    """The "yes" or "no" behind a verb of saying."""
    return [kid for kid in text.below(one.head, "ccomp", "obj", "discourse") if kid > one.head and (
        text.words[kid] in ("yes", "no"))]


def _turn(text: Reading, one: Telling) -> Telling:
    """What is told after a colon up to the next line that begins with who speaks."""
    start = one.content[0][0]
    end = LINE.search(text.text, start)
    content = tuple((low, min(high, end.start())) for low, high in one.content if low < end.start()) if end else (
        one.content)
    return made(text, speaker=one.speaker, cue=one.cue, content=content, score=one.score, rule=one.rule) or one


def _leading(text: Reading, lexicon: Lexicon, one: Telling) -> set[int]:
    """The words before "that" where they only tell what it was said in, or what was left out: "in a press statement
    that …", "without proof that …"."""
    said = sorted(one.said)
    that = next((at for at, word in enumerate(said[:NEAR]) if text.words[word] == "that"), 0)
    before = set(said[:that])
    if that and text.words[said[0]] == "without" and text.deps[text.heads[said[that]]] in ("acl", "ccomp"):
        return before
    if not that or text.pos[said[0]] != "ADP" or not any(
            setting.told_in(text, lexicon, word) and text.case(word) == said[0] for word in before):
        return set()
    return before


def _within(content: Pieces, left: Pieces) -> Pieces:
    """The parts of a content that are left, whole pieces as they were."""
    return tuple(dict.fromkeys((max(start, low), min(end, high)) for start, end in left for low, high in content
                               if max(start, low) < min(end, high)))
