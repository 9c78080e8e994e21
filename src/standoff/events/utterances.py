"""What the manual makes of events in words: what is asked for, promised, threatened, refused, announced or guessed.

Each rule has the section of the manual of 2021, and sentences of ours that it takes and refuses: its tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from standoff.events.frames import Trigger, behind, doers
from standoff.events.lexicon import Frame, Lexicon
from standoff.events.refusals import able
from standoff.model import EventType, Kind
from standoff.ties.reading import Reading

AGREE, CONSULT, SUPPORT, CONCEDE = EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE
COOPERATE, AID, RETREAT, REQUEST = EventType.COOPERATE, EventType.AID, EventType.RETREAT, EventType.REQUEST
ACCUSE, REJECT, THREATEN, PROTEST = EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.PROTEST
SANCTION, MOBILIZE, COERCE, ASSAULT = EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT

INSIDE = frozenset(["xcomp", "ccomp", "obj", "acl", "conj", "csubj", "csubj:pass", "nsubj:pass", "parataxis"])
"""Relations by which words hang on the verb or noun whose content they are."""

TOWARDS = frozenset(["for", "to", "of", "on", "against", "with", "into", "from", "about", "over", "in"])
"""Prepositions of content: "called for talks", "agreed on a truce"."""

OWN = frozenset(["it", "he", "she", "they", "we", "its", "his", "her", "their", "our"])
"""Words that speak of who announces something."""

WILL = frozenset(["will", "would", "wo", "'ll", "shall", "'d"])

ANYBODY = frozenset(["anyone", "anybody", "whoever", "everyone", "everybody", "those", "all", "any"])
"""Words that, with what somebody does, are of whoever does it."""

UNANSWERED = frozenset(["unanswered", "unpunished"])
"""What a deed will not go, as who threatens says."""

VOWING = frozenset(["vow", "promise", "pledge", "swear", "commit", "undertake", "prepared", "ready", "guarantee"])
"""Verbs of AGREE that with force as their content threaten it."""

DOOM = frozenset(["defeat", "destruction", "elimination", "annihilation"])
"""What is promised to an enemy."""

NOT_MAKING = frozenset(["announce", "join", "attend"])
"""Light verbs of who does not make the deed, or only says so."""

REFUSED = {AID: ("assist",), COOPERATE: ("assist",), SUPPORT: ("assist",), CONSULT: ("meet",), RETREAT: ("yield",),
           CONCEDE: ("yield",), AGREE: ()}
"""What will not be done, and the mode of REJECT that it is."""

Inner = Sequence[Trigger]


def inside(text: Reading, outer: Trigger, inner: Trigger) -> bool:
    """Whether one trigger stands in the content of another: "talks" in "called for talks"."""
    word, cue = inner.anchor, set(outer.words)
    for _ in range(8):
        dep, above = text.deps[word], text.heads[word]
        if above == word:
            return False
        if dep in ("obl", "nmod"):
            if not set(text.preposition(word).split()) & TOWARDS:
                return False
        elif dep == "advcl":
            if not any(text.words[mark] == "to" for mark in text.below(word, "mark")):
                return False
        elif dep not in INSIDE or (dep in ("conj", "parataxis") and above in cue):
            return False
        if above in cue:
            return True
        word = above
    return False


def menaced(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """THREATEN: who promises force or a sanction threatens it.

    Yes: The general vowed to attack the port. → THREATEN violence
    Yes: The president pledged to arrest the strikers. → THREATEN arrest
    Yes: The premier pledged the defeat of the rebels. → THREATEN violence
    No: The general vowed to rebuild the port.
    """
    if one.type is not AGREE or text.lemmas[one.anchor] not in VOWING:
        return None
    for other in inner:
        if other.type in (ASSAULT, COERCE, SANCTION):
            return replace(one, type=THREATEN, modes=menace(other))
    if any(text.lemmas[word] in DOOM for word in _content(text, one)):
        return replace(one, type=THREATEN, modes=("violence",))
    return None


def refused(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """REJECT: who promises or insists not to do something refuses it.

    Yes: The movement vowed not to hand over its weapons. → REJECT yield
    No: The movement vowed to hand over its weapons.
    """
    for kid in text.below(one.anchor, "xcomp", "ccomp") if one.type is AGREE else ():
        if _negated(text, kid) and text.deps[kid] == "xcomp":
            return replace(one, type=REJECT, modes=_about(text, lexicon, one, inner))
    return None


def declined(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """REJECT: who will not help, meet, yield or agree refuses it. Only marked here: `put` makes it a refusal.

    Yes: The minister said that he would not meet the strikers. → REJECT meet
    Yes: Peru will not release the sailors. → REJECT yield
    No: The minister did not meet the strikers.
    """
    auxiliaries = {text.words[kid] for kid in text.below(one.anchor, "aux")}
    return one if one.type in REFUSED and _negated(text, one.anchor) and auxiliaries & WILL else None


def _negated(text: Reading, word: int) -> bool:
    """Whether "not" or "never" stands on a word."""
    return any(text.words[kid] in ("not", "n't", "never") for kid in text.kids[word])


def warned(text: Reading, lexicon: Lexicon, some: Iterable[Trigger], dropped: set[int]) -> list[Trigger]:
    """THREATEN: who warns of what he himself will do threatens.

    Yes: The cartel warned that it would kill the judge. → THREATEN violence
    Yes: The general warned that his forces would respond. → THREATEN
    Yes: The junta warned that the raid would not go unpunished. → THREATEN
    Yes: Hanoi warned that any incursion would be answered with force. → THREATEN violence
    Yes: The governor warned that anyone who left the camp would be shot. → THREATEN violence
    No: The governor warned that the nurses would be shot by the rebels.
    No: The governor warned that anyone who drank the water would fall ill.
    No: The ministry warned that the river would flood the town.
    No: The general warned that his forces would run out of fuel.
    """
    found = []
    for verb, pos in enumerate(text.pos):
        if pos != "VERB" or text.lemmas[verb] not in ("warn", "caution", "threaten"):
            continue
        for word in text.below(verb, "ccomp"):
            deeds = any(one.anchor == word and one.type in (ASSAULT, COERCE, SANCTION) for one in some)
            if not _menacing(text, lexicon, word) and not (deeds and _anybody(text, word)):
                continue
            rule = "frame + warned" if deeds else "verb + warned"   # two words tell it, and no belief in one counts
            warning = Trigger(type=THREATEN, modes=(), words=(verb, word), anchor=verb, frame=Frame(type=THREATEN),
                              rule=rule, score=.7)
            inner = [one for one in some if one.anchor == word or inside(text, warning, one)]
            dropped |= {one.anchor for one in inner}
            found.append(replace(warning, modes=menace(inner[0]) if inner else ()))
    return found


def _menacing(text: Reading, lexicon: Lexicon, word: int) -> bool:
    """Whether a clause says what who speaks will do, or his people as an answer: "it would", "his forces would
    respond", "any attack would be met with force"."""
    if not {text.words[kid] for kid in text.below(word, "aux")} & WILL:
        return False
    who = text.below(word, "nsubj")
    if {text.words[kid] for kid in who} & OWN:
        return True
    if {text.words[kid] for kid in text.kids[word]} & UNANSWERED:
        return True
    if text.lemmas[word] not in lexicon.answers:
        return False
    own = {text.words[kid] for each in who for kid in text.below(each, "nmod:poss")} & OWN
    return bool(own) or (text.passive(word) and bool(behind(text, [word], "with")) and not doers(text, word))


def _anybody(text: Reading, word: int) -> bool:
    """Whether a clause says what will be done to whoever does something, and not by whom: "anyone who leaves will be
    shot"."""
    if not {text.words[kid] for kid in text.below(word, "aux")} & WILL or doers(text, word):
        return False
    return any(text.lemmas[who] in ANYBODY or {text.words[kid] for kid in text.below(who, "det")} & ANYBODY
               for who in text.below(word, "nsubj:pass") if text.below(who, "acl:relcl", "acl", "det"))


def own_conflict(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """AGREE: a party that calls for the end of its own conflict offers it.

    Yes: The guerrillas called for a truce with the army. → AGREE
    No: The bishops called for a truce between the army and the guerrillas.
    """
    if one.type is not REQUEST:
        return None
    for word in _content(text, one):
        if text.lemmas[word] in lexicon.calming and (behind(text, [word], "with") or any(
                text.words[kid] == "own" for near in text.under(word) for kid in text.kids[near])):
            return replace(one, type=AGREE, modes=())
    return None


def asked(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """REQUEST: its mode is what is asked for: help, a change, that somebody yields, a meeting.

    Yes: The minister urged the rebels to free the nurses. → REQUEST yield
    Yes: The mayor asked the army to send tents. → REQUEST assist
    Yes: The union demanded that the minister resign. → REQUEST change
    Yes: The minister called for the fighters to go home. → REQUEST yield
    Yes: The mayor demanded that a date be set for the exit of the troops. → REQUEST yield
    Yes: The mayor demanded that a date be set for the vote. → REQUEST change
    No: The minister asked for a glass.
    """
    if one.type is not REQUEST or one.modes or not (about := _about(text, lexicon, one, inner)):
        return None
    return replace(one, modes=about)


def rejected(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """REJECT: its mode is what is refused: help, a change, to yield, to meet.

    Yes: The army refused to release the strikers. → REJECT yield
    Yes: The premier declined to meet the envoy. → REJECT meet
    No: The court rejected the film.
    """
    if one.type is not REJECT or one.modes or any(
            text.lemmas[word] in lexicon.accusations for word in text.objects(one.anchor)):
        return None
    if not (about := _about(text, lexicon, one, inner)):
        return None
    return replace(one, modes=about)


def threatened(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """THREATEN: its mode is what is threatened.

    Yes: The governor threatened to detain the strikers. → THREATEN arrest
    Yes: The cartel threatened to shoot the mayor. → THREATEN violence
    No: The flood threatened the harvest.
    """
    if one.type is not THREATEN or one.modes or not inner:
        return None
    return replace(one, modes=menace(inner[0]))


def menace(other: Trigger) -> tuple[str, ...]:
    """The mode of a threat of another event."""
    if other.type is COERCE and other.modes in (("arrest",), ("deport",)):
        return ("arrest",) if other.modes == ("arrest",) else ("expel",)
    if other.type is SANCTION and other.modes:
        return {"convict": ("arrest",), "expel": ("expel",)}.get(other.modes[0], ("relations",))
    return {ASSAULT: ("violence",), COERCE: ("restrict",), SANCTION: ("restrict",), PROTEST: ("restrict",),
            REJECT: ("relations",), RETREAT: ("relations",)}.get(other.type, ())


def _content(text: Reading, one: Trigger) -> list[int]:
    """The words on which what a verbal event is about hangs."""
    found = list(one.words[1:])
    for word in one.words:
        for kid in text.below(word, "xcomp", "ccomp", "obj", "obl", "nmod", "acl", "advcl"):
            if text.deps[kid] not in ("obl", "nmod") or set(text.preposition(kid).split()) & (TOWARDS - {"on", "with"}):
                found += text.coordinated(kid) if text.deps[kid] in ("obj", "obl", "nmod") else [kid]
    return found


def _about(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> tuple[str, ...]:
    """What is asked for or refused: by its words, else by the type of the event that it would be."""
    content = _content(text, one)
    content += [kid for word in content if text.lemmas[word] in lexicon.dull_verbs
                for kid in text.below(word, "obj", "xcomp")]
    content += [kid for word in content for term in (word, *text.below(word, "nsubj", "nsubj:pass", "obj"))
                if text.lemmas[term] in lexicon.terms for above in {word, term}
                for kid in text.below(above, "nmod", "obl") if text.preposition(kid) in ("for", "of")]
    if any(text.lemmas[word] in ("go", "head") and {"home", "back", "away"} & {
            text.words[kid] for kid in text.below(word, "advmod")} for word in content):
        return ("yield",)
    lemmas = [text.lemmas[word] for word in content]
    for words, mode in ((lexicon.meeting, "meet"), (lexicon.calming, "yield"), (lexicon.stopping, "yield"),
                        (lexicon.helping, "assist")):
        if any(lemma in words for lemma in lemmas):
            if mode == "yield" and any(text.lemmas[word] in ("resign", "quit", "step") for word in content):
                return ("change",)
            return (mode,)
    for other in inner:
        if other.type in (RETREAT, CONCEDE):
            return ("change",) if "resign" in other.modes else ("yield",)
        if other.type in (AID, COOPERATE, SUPPORT):
            return ("assist",)
        if other.type is CONSULT:
            return ("meet",)
        return ("change",)
    if one.type is REQUEST and any(text.deps[word] in ("xcomp", "ccomp") for word in content):
        return ("change",)
    return ()


def ordered(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """REQUEST: what a state orders to be done to others is done by it: a release, an arrest, a closure.

    Yes: The court ordered the release of the teachers. → RETREAT release
    No: The court ordered the ministry to explain its silence.
    """
    if one.type is not REQUEST or text.lemmas[one.anchor] not in ("order", "decree", "rule", "command"):
        return None
    for other in inner:
        if other.type in (RETREAT, COERCE, ACCUSE, SANCTION, MOBILIZE) and (
                text.pos[other.anchor] == "NOUN" or text.passive(other.anchor)):
            return replace(other, anchor=one.anchor, words=(one.anchor, *other.words))
    return None


def required(text: Reading, lexicon: Lexicon, some: Iterable[Trigger], dropped: set[int]) -> list[Trigger]:
    """REQUEST: who says that another must do something demands it.

    Yes: Oslo said that the militia must leave the town. → REQUEST yield
    No: Oslo said that the militia must have left the town.
    """
    found = []
    deeds = {one.anchor: one for one in some}
    for verb, pos in enumerate(text.pos):
        if pos != "VERB" or text.lemmas[verb] not in lexicon.speaking:
            continue
        for word in text.below(verb, "ccomp"):
            auxiliaries = {text.words[kid] for kid in text.below(word, "aux")}
            who = text.below(word, "nsubj", "nsubj:pass")
            if "must" not in auxiliaries or "have" in auxiliaries or not who or text.words[who[0]] in OWN:
                continue
            frame = Frame(type=REQUEST)
            asked_for = Trigger(
                type=REQUEST, modes=(), words=(verb, word), anchor=verb, frame=frame, rule="verb", score=.6)
            inner = [one for one in some if one.anchor == word or inside(text, asked_for, one)]
            dropped |= {one.anchor for one in inner}
            modes = _about(text, lexicon, asked_for, [deeds[word]] if word in deeds else inner) or ("change",)
            found.append(replace(asked_for, modes=modes, rule="verb + required"))
    return found


def announced(text: Reading, lexicon: Lexicon, some: Iterable[Trigger], dropped: set[int]) -> list[Trigger]:
    """CONCEDE: who announces a withdrawal, release or truce of his own concedes.

    Yes: Lisbon announced that it would withdraw its soldiers from Mali. → CONCEDE
    Yes: Lisbon announced the withdrawal of its soldiers from Mali. → CONCEDE
    No: Lisbon announced that the rebels had withdrawn from Mali.
    """
    found = []
    for one in some:
        if one.type is not RETREAT or one.anchor in dropped or _negated(text, one.anchor):
            continue
        verb = text.heads[one.anchor]
        if text.lemmas[verb] not in lexicon.speaking or text.pos[verb] != "VERB":
            continue
        dep, auxiliaries = text.deps[one.anchor], {text.words[kid] for kid in text.below(one.anchor, "aux")}
        who = text.below(one.anchor, "nsubj", "nsubj:pass")
        own = {text.words[kid] for word in who for kid in (word, *text.below(word, "nmod:poss"))} & OWN
        noun = dep in ("obj", "nsubj:pass") and text.lemmas[verb] in ("announce", "declare", "proclaim")
        if noun or dep == "xcomp" or (dep == "ccomp" and own and auxiliaries & {"would", "will", "'ll", "shall"}):
            dropped.add(one.anchor)
            found.append(replace(one, type=CONCEDE, modes=(), anchor=verb, words=(verb, *one.words),
                                 rule=f"{one.rule} + announced"))
    return found


def foretold(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """THREATEN: who announces force or protest of his own threatens it; what others foresee of him is no event of his.

    Yes: The navy will shell the port. → THREATEN violence
    Yes: The union said that it would go on strike in May. → THREATEN restrict
    Yes: The premier said that his country would shell the port. → THREATEN violence
    No: The nurse said that her son would attack the miners.
    No: Analysts said that the navy would shell the port.
    No: The navy is expected to shell the port.
    No: The port will be shelled.
    """
    verb = one.anchor if text.pos[one.anchor] == "VERB" else text.heads[one.anchor]
    if verb != one.anchor and text.lemmas[verb] not in lexicon.light - lexicon.speaking - NOT_MAKING:
        return False
    who = [word for word in doers(text, verb) if able(text, lexicon, word)]
    word = verb
    while who and text.heads[word] != word:
        dep, above = text.deps[word], text.heads[word]
        if text.lemmas[above] in lexicon.foreseeing or text.words[above] in lexicon.foreseeing:
            return False
        if dep in ("ccomp", "parataxis"):
            return any(_same(text, one, other) for one in who for other in doers(text, above))
        word = above
    return bool(who)


def guessed(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """AGREE, CONCEDE: who announces what he will do promises it; what onlookers foresee stays to come.

    Yes: The spokesman said that the premier would visit Oslo. → AGREE
    Yes: The two presidents will meet in Cairo. → AGREE
    No: Two diplomats said that the four parties would meet again.
    No: The premier will probably meet the strikers.
    No: Analysts said that the army would withdraw from the valley.
    """
    word = one.anchor
    while text.heads[word] != word:
        if any(text.words[kid] in lexicon.guessing for kid in text.below(word, "advmod")):
            return True
        dep, word = text.deps[word], text.heads[word]
        if text.lemmas[word] in lexicon.guesses and dep in ("ccomp", "xcomp"):
            return True
        if dep in ("ccomp", "parataxis"):
            who = doers(text, word)
            return bool(who) and all(text.lemmas[each] in lexicon.onlookers for each in who) and not any(
                _same(text, doer, each) for doer in doers(text, one.anchor) for each in who)
    return any(text.words[kid] in lexicon.guessing for kid in text.below(word, "advmod"))


def _same(text: Reading, doer: int, speaker: int) -> bool:
    """Whether he who does something is he who tells it: "we", a mention of his chain, a pronoun of nobody's else; or a
    body of his: "his country"."""
    if text.words[doer] in ("we", "i"):
        return True
    if text.kind(doer) is not Kind.PERSON and any(
            text.words[kid] in OWN and _same(text, kid, speaker) for kid in text.below(doer, "nmod:poss")):
        return True
    one, other = text.mentions.get(doer), text.mentions.get(speaker)
    if one is None or other is None:
        return text.words[doer] in OWN
    return one.leader == other.leader or (one.leader == one.key and text.words[doer] in OWN)
