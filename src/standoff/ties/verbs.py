"""Ties told by verbs: "Ankara backs the council", "militias that swear allegiance to …", "was armed by …"."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.model import Kind, TieType
from standoff.ties.lexicon import Frame
from standoff.ties.reading import Found, Reading

HANGING = ("obj", "compound:prt", "advmod", "xcomp", "ccomp", "obl", "iobj", "nsubj:pass", "nmod", "compound",
           "amod", "case")
"""Relations of the words of a frame to its verb, or to one another."""

MOVED = (TieType.PART_OF, TieType.LOCATED_IN, TieType.MEMBER_OF)
"""Of these the object is the source: "deployed the brigade to the north"."""


def framed(text: Reading) -> Iterator[Found]:
    """A verb with subject and object, active or passive, in clauses of any sort, with the words of its frame.

    Yes: The Ruvuma brigades swore allegiance to Colonel Mbeki. → The Ruvuma brigades loyal to Colonel Mbeki
    Yes: The army was ambushed by the Delta Avengers. → the Delta Avengers fights The army
    No: The colonel swore that Goma was quiet.
    """
    for verb, pos in enumerate(text.pos):
        frames = text.lexicon.verbs.get(text.lemmas[verb])
        if not frames or (pos != "VERB" and not text.below(verb, "nsubj", "nsubj:pass")) or text.below(verb, "cop"):
            continue
        done: tuple[str, ...] | None = None
        for frame in frames:
            if done is not None and (frame.words or frame.preposition) and (*frame.words, frame.preposition) != done:
                continue
            cue = _words(text, verb, frame)
            if cue is None or (done is not None and (*frame.words, frame.preposition) != done):
                continue
            found = False
            for one in _ends(text, verb, frame, cue):
                found = True
                yield one
            if found:
                done = (*frame.words, frame.preposition)
                break


def _words(text: Reading, verb: int, frame: Frame) -> list[int] | None:
    """The verb and the words of the frame that hang on it; None if one is missing. A particle that is not the frame's
    makes another verb of it."""
    cue = [verb]
    if frame.way == "plain" and text.below(verb, "xcomp", "ccomp", "advcl"):
        return None
    for word in frame.words:
        kid = next((kid for above in reversed(cue) for kid in text.kids[above]
                    if word in (text.lemmas[kid], text.words[kid]) and text.deps[kid] in HANGING), None)
        if kid is None or (text.pos[kid] == "VERB" and text.below(kid, "obj")):
            return None                                             # "called on Chad to leave the union": no ouster
        cue.append(kid)
    if any(kid not in cue and text.words[kid] not in ("together", "back") for kid in text.below(verb, "compound:prt")):
        return None
    return cue


def _ends(text: Reading, verb: int, frame: Frame, cue: list[int]) -> Iterator[Found]:
    """Who and whom."""
    passive = text.passive(verb)
    if frame.preposition:
        sources = text.subjects(verb)
        targets = [end for above in cue for kid in text.below(above, "obl", "nmod", "obl:agent", "advcl")
                   if text.preposition(kid) == frame.preposition and kid not in cue for end in text.coordinated(kid)]
        if frame.preposition == "of":                              # "called for Seo's resignation"
            owners = [kid for above in cue[1:] for kid in text.below(above, "nmod:poss")]
            targets += [end for owner in owners for end in text.coordinated(owner)]
        moved = [] if passive or frame.words else text.objects(verb)
        if frame.way == "patient":
            sources, targets = targets, text.subjects(verb) if passive else moved
        elif moved and frame.type in MOVED:
            sources = moved
        elif moved and text.known(moved) and frame.type is not TieType.LOYAL_TO:
            return
        cue = [*cue, *(case for end in targets[:1] if (case := text.case(end)) is not None)]
    elif passive:
        sources, targets = _agents(text, verb), text.subjects(verb)
    elif text.deps[verb] == "amod":
        return
    else:
        sources = text.subjects(verb)
        below = [kid for word in cue[1:] for kid in text.below(word, "nsubj", "nsubj:pass")]
        targets = [end for end in text.objects(verb) or below or _gap(text, verb) if end not in cue]
    if frame.way.startswith("reversed"):
        sources, targets = targets, sources
    cue += text.below(verb, "aux", "aux:pass")
    for source in text.known(sources):
        for target in text.known(targets):
            if source != target and text.lexicon.fits(frame.type, text.kind(source), text.kind(target)) and (
                    frame.way or not _odd(text, frame.type, source, target)):
                yield Found(type=frame.type, source=source, target=target, anchor=verb, cue=tuple(cue), rule="verb",
                            means=means(text, verb) if frame.type is TieType.SUPPORTS else (),
                            former=frame.way.endswith("former"))


def _odd(text: Reading, tie: TieType, source: int, target: int) -> bool:
    """Who runs a hospital holds it, and heads nobody; only one man rules a country; people join, and are no parts;
    protesters who storm a hall fight nobody."""
    kind = text.kind(target)
    if tie is TieType.LEADS:
        return kind is Kind.FACILITY or (kind is Kind.PLACE and text.kind(source) is not Kind.PERSON)
    if tie is TieType.PART_OF:
        return text.kind(source) is Kind.GROUP and text.plural(source)
    return tie is TieType.FIGHTS and text.lemmas[source] in text.lexicon.peaceful


def _agents(text: Reading, verb: int) -> list[int]:
    """By whom, in the passive; of coordinated participles the last may have it."""
    for at in (verb, *text.below(verb, "conj"), *([text.heads[verb]] if text.deps[verb] == "conj" else [])):
        for kid in text.below(at, "obl:agent", "obl", "nmod"):
            if text.preposition(kid) == "by":
                return text.coordinated(kid)
    return []


def _gap(text: Reading, verb: int) -> list[int]:
    """The noun that a relative clause without object leaves a gap for: "the fund that the order used to pay"."""
    at = verb
    while text.deps[at] == "xcomp":
        at = text.heads[at]
    if text.deps[at] != "acl:relcl":
        return []
    subjects = text.below(at, "nsubj", "nsubj:pass")
    relative = bool(subjects) and text.antecedent(subjects[0]) != subjects[0]
    return [] if relative or not subjects else [text.heads[at]]


def both(text: Reading) -> Iterator[Found]:
    """What coordinated subjects do to one another.

    Yes: The army and the Delta Avengers exchanged fire near Warri. → The army fights the Delta Avengers
    No: The army and the Delta Avengers left Warri.
    """
    for verb, pos in enumerate(text.pos):
        if pos != "VERB" or text.passive(verb):
            continue
        for frame in text.lexicon.reciprocal.get(text.lemmas[verb], ()):
            cue = _words(text, verb, frame)
            subjects = text.known(text.subjects(verb))
            others = [kid for kid in text.below(verb, "obj", "obl") if kid not in (cue or ()) and (
                text.deps[kid] == "obj" or text.preposition(kid) in ("with", "against"))]
            if cue is None or len(subjects) < 2 or others:
                continue
            for target in subjects[1:]:
                if text.lexicon.fits(frame.type, text.kind(subjects[0]), text.kind(target)):
                    yield Found(type=frame.type, source=subjects[0], target=target, anchor=verb, cue=tuple(cue),
                                rule="both")
            break


def given(text: Reading) -> Iterator[Found]:
    """Giving somebody arms, money or goods, and getting them.

    Yes: Eritrea sent rifles to the rebels. → Eritrea supports the rebels
    Yes: The front gets cash from a trader. → a trader supports The front
    No: Eritrea sent a warning to the rebels.
    """
    for verb, pos in enumerate(text.pos):
        if pos != "VERB":
            continue
        lemma = text.lemmas[verb]
        if lemma in text.lexicon.gifts:
            yield from _gift(text, verb)
        elif lemma in text.lexicon.receiving:
            things = text.below(verb, "obj")
            told = [kind for thing in things for kind in _worth(text, thing)]
            backing = any(text.lemmas[thing] in text.lexicon.backing for thing in things)
            givers = [end for above in (verb, *things) for kid in text.below(above, "obl", "nmod")
                      if text.preposition(kid) == "from" for end in text.coordinated(kid)]
            if backing:
                givers += [end for thing in things for end in text.below(thing, "nmod:poss")]
                states = [kid for thing in things for kid in text.below(thing, "amod") if text.demonym(kid) is not None]
                givers += [end for kid in states if (end := text.demonym(kid)) is not None]
                things = [*things, *states]
            if told or backing:
                yield from _support(text, verb, givers, text.subjects(verb), told, things)


def _gift(text: Reading, verb: int) -> Iterator[Found]:
    things = text.below(verb, "obj", "nsubj:pass")
    to = text.below(verb, "iobj") + [kid for above in (verb, *things) for kid in text.below(above, "obl", "nmod")
                                     if text.preposition(kid) in ("to", "for")]
    with_ = [kid for kid in text.below(verb, "obl") if text.preposition(kid) == "with"]
    if with_ and not to:
        things, to = with_, text.below(verb, "obj", "nsubj:pass")
    told = [kind for thing in things for kind in _worth(text, thing)]
    givers = _agents(text, verb) if text.passive(verb) else text.subjects(verb)
    if told or any(text.lemmas[thing] in text.lexicon.backing for thing in things):
        yield from _support(text, verb, givers, [end for kid in to for end in text.coordinated(kid)], told, things)


def _worth(text: Reading, thing: int) -> list[str]:
    """The means of support that a thing given is."""
    found = []
    for word in [thing, *text.below(thing, "conj", "nummod", "compound", "nmod", "amod")]:
        kind = text.lexicon.means.get(text.lemmas[word]) or text.lexicon.means.get(text.words[word])
        if kind is None and text.words[word] in ("$", "€", "£"):
            kind = "financial"
        if kind is None and text.things.get(word) is Kind.MONEY:
            kind = "financial"
        if kind is None and text.things.get(word) is Kind.WEAPON:
            kind = "military"
        if kind:
            found.append(kind)
    return found


def _support(text: Reading, verb: int, givers: list[int], to: list[int], told: list[str],
             things: list[int]) -> Iterator[Found]:
    for source in text.known(givers):
        for target in text.known(to):
            if source != target and text.lexicon.fits(TieType.SUPPORTS, text.kind(source), text.kind(target)):
                if text.kind(target) is Kind.PLACE and not text.state(target):
                    continue                                       # "sent a frigate to the Gulf"
                yield Found(type=TieType.SUPPORTS, source=source, target=target, anchor=verb, cue=(verb, *things),
                            rule="gift", means=tuple(dict.fromkeys(told)))


def means(text: Reading, verb: int) -> tuple[str, ...]:
    """What support is given in, as a verb, its adverbs, its objects with "with" and its coordinated verbs tell it."""
    adverbs = [word for above in (verb, *text.below(verb, "obj")) for word in text.below(above, "advmod")]
    words = [verb, *adverbs, *text.below(verb, "conj", "amod", "compound")]
    words += [part for word in adverbs for part in text.below(word, "conj")]
    for kid in text.below(verb, "obl"):
        if text.preposition(kid) in ("with", "in", "through"):
            words += [kid, *text.below(kid, "amod", "conj", "compound")]
    found = (text.lexicon.means.get(text.lemmas[word]) or text.lexicon.means.get(text.words[word]) for word in words)
    return tuple(dict.fromkeys(one for one in found if one))
