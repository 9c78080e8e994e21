"""Words that tell an event by themselves: verbs with their frames, nouns of deeds, predicates.

What is told inside of a verbal event ("demanded that they leave") and what the manual makes of it stands in
`decisions`; who does it to whom is found by `roles`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from standoff.events.lexicon import KINDS, Frame, Item, Lexicon, read
from standoff.model import EventType
from standoff.ties.reading import Reading

HANGING = frozenset(["obj", "compound:prt", "advmod", "xcomp", "ccomp", "obl", "iobj", "nsubj:pass", "nmod", "compound",
                     "amod", "obl:unmarked", "nummod", "dep"])
"""Relations of the words of a frame to its verb, or to one another."""

BEHIND = frozenset(["obl", "nmod", "advcl", "acl", "obl:agent", "advmod", "obl:unmarked", "dep"])
"""Relations of what stands behind a preposition."""

AROUND = 2
"""Sentences before and behind that say what a sentence is about."""

GIVING = frozenset([EventType.AID, EventType.AGREE, EventType.COOPERATE, EventType.RETREAT, EventType.CONCEDE])
"""Types of which "to" may be left out: "gave the army rifles"."""

SCORES = {"verb": 0.69, "frame": 0.63, "noun": 0.57, "phrase": 0.74, "adjective": 0.55}
"""How often each rule is right on the development half of our corpus (`benchmarks/events.py`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that tell an event. Words are numbered as in the `Reading`."""

    type: EventType
    modes: tuple[str, ...]
    words: tuple[int, ...]           # the main one first
    anchor: int                      # the word whose clause says whether it happened
    frame: Frame                     # where actor and recipient stand: `frame.actors`, `frame.recipients`
    rule: str                        # "verb", "frame", "noun"…, then " + " and the decision that changed it
    score: float                     # 0…1


def matched(text: Reading) -> list[Trigger]:
    """All that words alone tell, before the decisions; each word in one trigger, in the order of the text."""
    lexicon = read()
    dull = _dull(text, lexicon)
    some: list[Trigger] = []
    taken: set[int] = set()
    for rule in (_verbs, _adjectives, _nouns):
        for one in rule(text, lexicon):
            if text.sentence[one.anchor] in dull or one.anchor in taken:
                continue
            if shared := taken & set(one.words):                 # "threat to close the port": the verb is told, too
                if rule is not _nouns or any(text.pos[word] != "VERB" for word in shared):
                    continue
                one = replace(one, words=tuple(word for word in one.words if word not in shared))
            taken |= set(one.words)
            some.append(one)
    return sorted(some, key=lambda one: one.anchor)


# — verbs —

def _verbs(text: Reading, lexicon: Lexicon) -> Iterator[Trigger]:
    """Verbs with the words of their frames, finite or not, active or passive, and participles at a noun."""
    for verb, pos in enumerate(text.pos):
        frames = lexicon.verbs.get(text.lemmas[verb])
        if not frames or not _verbal(text, verb, pos) or text.naming.get(verb):
            continue
        for frame in frames:
            words = _fits(text, lexicon, verb, frame)
            if words is not None:
                if not _figurative(text, lexicon, verb, frame):
                    rule = "frame" if len(words) > 1 else "verb"
                    yield Trigger(type=frame.type, modes=frame.modes, words=tuple(words), anchor=verb, frame=frame,
                                  rule=rule, score=SCORES[rule])
                break


def _verbal(text: Reading, word: int, pos: str) -> bool:
    """Whether a word is used as a verb."""
    if pos == "VERB":
        return text.deps[word] not in ("compound", "fixed", "case", "amod")
    subject = text.below(word, "nsubj", "nsubj:pass")
    return pos in ("NOUN", "ADJ", "AUX") and bool(subject) and not text.below(word, "cop")


def _fits(text: Reading, lexicon: Lexicon, verb: int, frame: Frame) -> list[int] | None:
    """The verb and the words of the frame that hang on it; None if one is missing."""
    cue = _cue(text, lexicon, verb, frame.items)
    if cue is None:
        return None
    told = [word for word in behind(text, cue, frame.preposition) if not (
        frame.preposition in ("on", "in", "at", "into") and text.lemmas[word] in lexicon.times)]
    if frame.preposition and not told and not (
            "both" in frame.flags and (frame.items or _several(text, verb))) and not (
            frame.preposition == "to" and frame.type in GIVING and text.below(verb, "iobj")):
        return None
    who = doers(text, verb) if frame.subject else []
    if frame.subject and not any(is_a(text, lexicon, word, name) for name in frame.subject for word in who):
        return None
    if "told" in frame.flags and not _told(text, verb):
        return None
    if "alone" in frame.flags and text.below(verb, "obj"):
        return None
    if ("bid" in frame.flags and not _bid(text, verb)) or ("passive" in frame.flags and not text.passive(verb)):
        return None
    if frame.refused and (_refused(text, lexicon, verb, frame.refused) or any(
            is_a(text, lexicon, word, name) for word in told for name in frame.refused if name[0].isupper())):
        return None
    if frame.items or frame.preposition or frame.subject:
        return cue
    if any(text.words[kid] not in ("together", "back") for kid in text.below(verb, "compound:prt")):
        return None
    if "both" in frame.flags and (text.objects(verb) or not _several(text, verb)):
        return None
    if str(frame.type) in lexicon.transitive and not patients(text, verb) and not _told(text, verb):
        return None
    return cue


def _cue(text: Reading, lexicon: Lexicon, word: int, items: Sequence[Item]) -> list[int] | None:
    """A word and those of its items, which may hang on one another: "tear" on "gas" in "fire tear gas"."""
    cue, left = [word], list(items)
    while left:
        near = next(((item, one) for item in left if (one := _item(text, lexicon, cue, item)) is not None), None)
        if near is None:
            return None
        left.remove(near[0])
        cue.append(near[1])
    return cue


def _several(text: Reading, verb: int) -> bool:
    """Whether several do it together: "the two met", "Chad and Niger agreed", "the army clashed with"."""
    if any(text.preposition(kid) == "with" for kid in text.below(verb, "obl")):
        return True
    who = doers(text, verb)
    return len(who) > 1 or any(text.plural(word) or text.lemmas[word] in ("they", "both", "side") for word in who)


def _told(text: Reading, verb: int) -> bool:
    """Whether a verb has a clause below that tells what is wanted, not a question."""
    for kid in text.below(verb, "xcomp", "ccomp", "advcl"):
        if not any(text.words[mark] in ("whether", "if", "how", "why", "what", "who", "where", "when", "because", "as",
                                        "while", "after", "before") for mark in text.kids[kid]):
            return True
    return any(text.words[word] in ("to", "that") for word in range(verb + 1, min(verb + 2, len(text.words))))


def _bid(text: Reading, verb: int) -> bool:
    """Whether somebody is told to do something: "told the crowd to leave", "wants the army out"."""
    someone = patients(text, verb) or any(text.preposition(kid) in ("on", "to") for kid in text.below(verb, "obl"))
    for kid in text.below(verb, "xcomp", "ccomp", "advcl"):
        marks = {text.words[mark] for mark in text.below(kid, "mark")}
        if text.below(kid, "nsubj") and "to" in marks and "that" not in marks:      # not "that they are to blame"
            return True
        if someone and text.deps[kid] != "ccomp" and ("to" in marks or text.lemmas[verb] == "let"):
            return True
    return False


def patients(text: Reading, verb: int) -> list[int]:
    """To whom or what a verb does something; of a participle before a noun the noun ("besieged town")."""
    if text.deps[verb] in ("amod", "acl") and text.passive(verb):
        return [text.heads[verb]]
    words = text.whom(verb)
    return words + text.below(verb, "iobj")


def doers(text: Reading, verb: int) -> list[int]:
    """Who does what a verb tells: its subject, or who stands behind "by"."""
    if text.passive(verb):
        return [end for kid in text.below(verb, "obl:agent", "obl") if text.preposition(kid) == "by"
                for end in text.coordinated(kid)]
    return text.subjects(verb)


def _item(text: Reading, lexicon: Lexicon, cue: list[int], item: Item) -> int | None:
    """The word of an item: behind its preposition, or as an object, particle or complement."""
    if item.preposition:
        return next((word for word in behind(text, cue, item.preposition) if word not in cue
                     and is_a(text, lexicon, word, item.word)), None)
    near = [*patients(text, cue[0]), *(kid for word in reversed(cue) for kid in text.kids[word]
                                        if _hangs(text, kid))]
    near += [case for word in cue for kid in text.kids[word] for case in text.below(kid, "case", "mark", "advmod")
             if text.deps[kid] in BEHIND]
    if any(text.lemmas[word] in lexicon.classes["Money"] for word in near):         # "withdrew $6 million in aid"
        near += behind(text, cue, "in")
    return next((word for word in near if word not in cue and is_a(text, lexicon, word, item.word)), None)


def _hangs(text: Reading, word: int) -> bool:
    """Whether a word may be of a frame without preposition: not "talks" of "held in talks", but "took them hostage"."""
    dep = text.deps[word]
    if dep == "advcl":
        return text.pos[word] in ("ADJ", "NOUN") and not text.kids[word]
    return dep in HANGING and not (dep in ("obl", "nmod") and text.case(word) is not None)


def behind(text: Reading, cue: Sequence[int], preposition: str) -> list[int]:
    """The words behind a preposition that hang on the words of a frame; behind a particle of that form the object."""
    found: list[int] = []
    for word in cue:
        for kid in text.kids[word]:
            dep = text.deps[kid]
            if kid > word and text.words[kid] == preposition and dep in (
                    "compound:prt", "advmod", "case", "obl", "dep", "mark"):        # not "to sign up"
                found += patients(text, cue[0]) or [kid]
            elif dep in BEHIND or dep in ("xcomp", "ccomp", "obj"):       # an object of "took in thousands"
                marks = [text.words[case] for mark in text.below(kid, "case", "mark")
                         for case in (mark, *text.below(mark, "fixed"))]
                if preposition in marks:
                    found += text.coordinated(kid) if dep not in ("xcomp", "ccomp", "advcl", "acl") else [kid]
    if text.deps[cue[0]] in ("acl:relcl", "acl") and not found:     # "the town they fired on"
        after = cue[-1] + 1
        if after < len(text.words) and text.words[after] == preposition:
            found.append(text.heads[cue[0]])
    return found


def is_a(text: Reading, lexicon: Lexicon, word: int, name: str) -> bool:
    """Whether a word is a lemma, or of a class or kind, also as what a measure counts: "tonnes of flour"."""
    if not name[0].isupper():
        return name in (text.lemmas[word], text.words[word])
    word = text.antecedent(word)
    if name in KINDS:
        who = text.who(word)
        return (who is not None and text.kind(who) in KINDS[name]) or (
            name == "Actor" and text.lemmas[word] in ("he", "she", "they", "it", "i", "we", "you", "him", "them"))
    words = lexicon.classes[name]
    if text.pos[word] in ("VERB", "ADP", "AUX", "ADV"):
        return False
    if {text.lemmas[word], text.words[word]} & words:
        return True
    if text.lemmas[word] in lexicon.measures or text.pos[word] in ("NUM", "SYM"):
        return any(is_a(text, lexicon, kid, name) for kid in text.below(word, "nmod", "compound", "appos", "nummod")
                   if text.deps[kid] != "nmod" or text.preposition(kid) in ("of", "") or (
                       text.preposition(kid) == "in" and text.lemmas[word] in lexicon.classes["Money"]))
    return False


def _refused(text: Reading, lexicon: Lexicon, verb: int, refused: frozenset[str]) -> bool:
    """Whether something hangs on a verb that makes another thing of it: "strike a deal"."""
    near = {*patients(text, verb), *text.kids[verb]}
    near |= {case for kid in text.kids[verb] for case in text.below(kid, "case") if text.deps[kid] in BEHIND}
    if text.deps[verb] in ("nsubj", "obj", "obl"):
        near.add(text.heads[verb])
    return any(is_a(text, lexicon, word, name) for name in refused for word in near)


def _figurative(text: Reading, lexicon: Lexicon, verb: int, frame: Frame) -> bool:
    """Whether a verb of force is a figure of speech or of nature: "inflation hit a peak", "the storm killed six"."""
    who = doers(text, verb)
    def all_in(words: list[int], things: frozenset[str]) -> bool:
        return bool(words) and all(text.lemmas[word] in things and word not in text.mentions for word in words)

    if all_in(who, lexicon.figurative) or (not frame.subject and all_in(who, lexicon.nature)):     # "planes bombed it"
        return True
    if frame.type is EventType.ASSAULT:
        if any(text.lemmas[kid] in lexicon.accidents for kid in text.below(verb, "obl", "obl:agent")):
            return True
        return all_in(patients(text, verb), lexicon.figurative)
    return False


# — nouns —

def _nouns(text: Reading, lexicon: Lexicon) -> Iterator[Trigger]:
    """Nouns of deeds: "air strikes on the town", "talks with Oslo"; not before another noun ("ceasefire monitors")."""
    for noun, pos in enumerate(text.pos):
        frames = lexicon.nouns.get(text.lemmas[noun])
        if not frames or text.naming.get(noun) or not (pos == "NOUN" or (pos == "PROPN" and _plain(text, noun))):
            continue
        if text.deps[noun] in ("compound", "amod", "nmod:desc") and text.heads[noun] > noun:
            continue
        if text.lemmas[noun] in lexicon.plural and not text.plural(noun):
            continue
        for frame in sorted(frames, key=lambda one: -2 * one.weight - _meets(text, noun, one)):
            words = _phrase(text, lexicon, noun, frame)
            if words is not None:
                rule = "phrase" if len(words) > 1 else "noun"
                yield Trigger(type=frame.type, modes=frame.modes, words=tuple(words), anchor=noun, frame=frame,
                              rule=rule, score=SCORES[rule])
                break


def _plain(text: Reading, word: int) -> bool:
    """Whether a word that is taken for a name is written small."""
    return text.text[text.starts[word]].islower()


def _meets(text: Reading, noun: int, frame: Frame) -> int:
    """1 where the preposition of a frame follows, -1 where another does: "strike on", "strike by"."""
    if not frame.preposition:
        return 0
    return 1 if behind(text, [noun], frame.preposition) else -3


def _phrase(text: Reading, lexicon: Lexicon, noun: int, frame: Frame) -> list[int] | None:
    """The noun and the words of its frame; None if one is missing."""
    before = [kid for kid in range(max(0, noun - 4), noun) if text.heads[kid] == noun or text.heads[kid] in range(
        max(0, noun - 4), noun)]
    cue = [noun]
    for word in frame.before:
        kid = next((kid for kid in before if word in (text.words[kid], text.lemmas[kid])), None)
        if kid is None:
            return None
        cue.append(kid)
    for item in frame.items:
        kid = _item(text, lexicon, [noun], item)
        if kid is None and item.word[0].isupper() and item.preposition == "of":
            kid = next((kid for kid in text.below(noun, "compound", "amod", "nmod:poss")
                        if is_a(text, lexicon, kid, item.word)), None)
        if kid is None:
            return None
        cue.append(kid)
    if frame.refused and any(is_a(text, lexicon, kid, name) for name in frame.refused for kid in text.kids[noun]):
        return None
    bare = not frame.items and not frame.before and text.lemmas[noun] in lexicon.vague
    if bare and frame.preposition and not behind(text, [noun], frame.preposition) and not (
            frame.preposition == "to" and text.below(noun, "acl")):
        return None
    return cue


# — predicates —

def _adjectives(text: Reading, lexicon: Lexicon) -> Iterator[Trigger]:
    """Predicates that tell an event: "is ready to help", "remained under arrest", "are on strike"."""
    for word, lemma in enumerate(text.lemmas):
        for frame in lexicon.adjectives.get(text.words[word], lexicon.adjectives.get(lemma, ())):
            first = word - len(frame.before)
            if first < 0 or tuple(text.words[first:word]) != frame.before:
                continue
            if frame.preposition and not behind(text, [word], frame.preposition):
                continue
            if not frame.before and not text.below(word, "cop") and text.deps[word] not in ("xcomp", "acl", "advcl"):
                continue
            yield Trigger(type=frame.type, modes=frame.modes, words=(word, *range(first, word)), anchor=word,
                          frame=frame, rule="adjective", score=SCORES["adjective"])
            break


# — texts of other matters —

def _dull(text: Reading, lexicon: Lexicon) -> set[int]:
    """Sentences of sport, markets, the stage, the weather: no word of politics in them, and two of one such domain,
    or three with the sentences around."""
    lemmas = [{text.lemmas[word] for word in range(start, end)} | set(text.words[start:end])
              for start, end in text.sentences]
    dull: set[int] = set()
    for number, own in enumerate(lemmas):
        if own & lexicon.political:
            continue
        around = set[str]().union(*lemmas[max(0, number - AROUND):number + AROUND + 1])
        for words in lexicon.domains.values():
            if len(own & words) > 1 or (len(around & words) > 2 and not around & lexicon.political):
                dull.add(number)
    return dull
