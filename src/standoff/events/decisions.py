"""What the manual makes of words that tell an event, by what stands around them and how it is put.

Each rule has the section of the manual of 2021, and sentences of ours that it takes and refuses: its tests. Rules that
are frames alone (a summoned ambassador, suspended military aid) stand in ``lexicons/events.yaml`` under `manual`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from standoff.events.frames import Trigger, behind, doers, is_a, patients
from standoff.events.lexicon import Frame, Lexicon, read
from standoff.events.refusals import able, refused_by
from standoff.model import EventType, Factuality, Kind
from standoff.ties.reading import Reading

AGREE, CONSULT, SUPPORT, CONCEDE = EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE
COOPERATE, AID, RETREAT, REQUEST = EventType.COOPERATE, EventType.AID, EventType.RETREAT, EventType.REQUEST
ACCUSE, REJECT, THREATEN, PROTEST = EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.PROTEST
SANCTION, MOBILIZE, COERCE, ASSAULT = EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT

WISHED = frozenset([AGREE, CONCEDE, REQUEST, REJECT, THREATEN])
"""What is told inside of these is wished, promised or refused, and no event beside them."""

INSIDE = frozenset(["xcomp", "ccomp", "obj", "acl", "conj", "csubj", "csubj:pass", "nsubj:pass", "parataxis"])
"""Relations by which words hang on the verb or noun whose content they are."""

TOWARDS = frozenset(["for", "to", "of", "on", "against", "with", "into", "from", "about", "over", "in"])
"""Prepositions of content: "called for talks", "agreed on a truce"."""

OWN = frozenset(["it", "he", "she", "they", "we", "its", "his", "her", "their", "our"])
"""Words that speak of who announces something."""

WILL = frozenset(["will", "would", "wo", "'ll", "shall", "'d"])

REFUSED = {AID: ("assist",), COOPERATE: ("assist",), SUPPORT: ("assist",), CONSULT: ("meet",), RETREAT: ("yield",),
           CONCEDE: ("yield",), AGREE: ()}
"""What will not be done, and the mode of REJECT that it is."""

VOWING = frozenset(["vow", "promise", "pledge", "swear", "commit", "undertake", "prepared", "ready", "guarantee"])
"""Verbs of AGREE that with force as their content threaten it."""

DOOM = frozenset(["defeat", "destruction", "elimination", "annihilation"])
"""What is promised to an enemy."""

BLAMING = frozenset(["blame", "accuse", "call", "describe", "criticise", "criticize", "mock", "brand", "label"])
"""Verbs beside an attack that say that it is one in words."""

PART = frozenset(["fighting", "battle", "clash", "fight", "combat", "violence", "attack", "assault", "offensive",
                  "operation"])
"""Nouns of force that beside a verb of force tell what it is a part of."""

TAKING = frozenset(["capture", "take", "seize", "overrun"])
"""Verbs of who takes a town, or somebody."""

NOT_MAKING = frozenset(["announce", "join", "attend"])
"""Light verbs of who does not make the deed, or only says so."""

CARRYING = frozenset(["conduct", "carry", "launch"])
"""Verbs of who carries out a strike of bombs."""

DECRYING = frozenset(["condemn", "denounce", "deplore", "decry", "mourn"])
"""Verbs over a strike that speak of bombs, where nothing speaks of labour."""

AMID = frozenset(["", "of", "in", "after", "during", "amid", "following", "throughout"])
"""Prepositions before them; none before what is coordinated."""

Inner = Sequence[Trigger]
Rule = Callable[[Reading, Lexicon, Trigger, Inner], Trigger | None]


def decided(text: Reading, some: Sequence[Trigger]) -> list[Trigger]:
    """The triggers of a text as the manual has them."""
    lexicon = read()
    some = [one for one in some if not refused_by(text, lexicon, one)]
    content = {one.anchor: [other for other in some if other is not one and inside(text, one, other)] for one in some}
    dropped: set[int] = set()
    kept: list[Trigger] = []
    for one in some:
        inner = content[one.anchor]
        if one.type in WISHED or (one.type is CONSULT and one.rule in ("noun", "phrase")):
            dropped |= {other.anchor for other in inner if not _done(text, one, other)}
        if one.type is PROTEST:
            dropped |= {other.anchor for other in inner if other.type in (ACCUSE, PROTEST) or _bare(text, other.anchor)}
        for rule in RULES:
            if (changed := rule(text, lexicon, one, inner)) is not None:
                one = replace(changed, rule=f"{one.rule} + {rule.__name__}")
                break
        kept.append(one)
    told = {one.anchor for one in some}
    for tell in (announced, required, warned):
        kept += [one for one in tell(text, lexicon, some, dropped) if tell is announced or one.anchor not in told]
    kept = [one for one in kept if one.anchor not in dropped]
    return sorted((one for one in kept if not within(text, one, kept)), key=lambda one: one.anchor)


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


def _bare(text: Reading, noun: int) -> bool:
    """Whether a noun names a sort of deed and no one deed: "marched against violence"."""
    return text.pos[noun] == "NOUN" and not set(text.kids[noun]) - set(text.below(noun, "case", "amod", "punct", "cc"))


def _done(text: Reading, outer: Trigger, inner: Trigger) -> bool:
    """Whether what stands inside is told as done all the same: "rejected the arrest of its envoy"."""
    return outer.type is REJECT and inner.type in (ASSAULT, COERCE) and inner.rule in ("noun", "phrase")


# — verbal events and what they are about —

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
            return replace(one, type=THREATEN, modes=_menace(other))
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
    No: The ministry warned that the river would flood the town.
    """
    found = []
    for verb, pos in enumerate(text.pos):
        if pos != "VERB" or text.lemmas[verb] not in ("warn", "caution", "threaten"):
            continue
        for word in text.below(verb, "ccomp"):
            who = {text.words[kid] for kid in text.below(word, "nsubj")}
            if not who & OWN or not {text.words[kid] for kid in text.below(word, "aux")} & WILL:
                continue
            frame = Frame(type=THREATEN)
            warning = Trigger(
                type=THREATEN, modes=(), words=(verb, word), anchor=verb, frame=frame, rule="verb + warned", score=.7)
            inner = [one for one in some if one.anchor == word or inside(text, warning, one)]
            dropped |= {one.anchor for one in inner}
            found.append(replace(warning, modes=_menace(inner[0]) if inner else ()))
    return found


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
    if one.type is not REJECT or one.modes or not (about := _about(text, lexicon, one, inner)):
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
    return replace(one, modes=_menace(inner[0]))


def _menace(other: Trigger) -> tuple[str, ...]:
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


def peaceful(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """MOBILIZE, AID: troops that keep a peace are aid.

    Yes: Ghana sent 400 peacekeepers to the valley. → AID
    Yes: Ghana deployed peacekeeping troops in the valley. → AID
    No: Ghana deployed troops in the valley.
    """
    if one.type is not MOBILIZE:
        return None
    near = {kid for word in one.words for kid in (word, *text.kids[word])}
    near |= {under for word in text.below(one.anchor, "nsubj", "nsubj:pass") for under in text.under(word)}
    if any(text.words[word].startswith(("peacekeep", "peace-keep")) for word in near):
        return replace(one, type=AID, modes=())
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


# — force —

def reproached(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """ACCUSE, ASSAULT: who attacks somebody in words accuses him.

    Yes: The senator attacked the governor over the budget. → ACCUSE disapprove
    Yes: The premier attacked the union in a speech. → ACCUSE disapprove
    Yes: The general attacked the court, saying that it was slow. → ACCUSE disapprove
    Yes: The senator’s attacks on the judge continued on Twitter. → ACCUSE disapprove
    No: The militia attacked the governor in a camp.
    No: The rebels attacked the port over the weekend.
    """
    if one.type is not ASSAULT or one.modes or text.lemmas[one.anchor] not in ("attack", "hit", "assault", "target"):
        return None
    verb = one.anchor
    if text.pos[verb] == "NOUN":
        near = [verb, text.heads[verb]]
        heard = [word for case in ("in", "on", "during", "via") for word in behind(text, near, case)]
        return replace(one, type=ACCUSE, modes=("disapprove",)) if text.below(verb, "nmod:poss") and any(
            text.lemmas[word] in lexicon.utterances for word in heard) else None
    who = doers(text, verb)
    if text.pos[verb] != "VERB" or not who or any(is_a(text, lexicon, word, name) for word in who
                                                  for name in ("Troops", "Militia")):
        return None
    about = [word for case in ("over", "for", "as") for word in behind(text, [verb], case)
             if text.lemmas[word] not in lexicon.times]
    heard = [word for case in ("in", "on", "during", "at") for word in behind(text, [verb], case)]
    spoken = [text.lemmas[word] for word in (*heard, *who)]
    saying = [text.lemmas[kid] for kid in text.below(verb, "advcl", "conj") if not text.below(kid, "nsubj")]
    about += [word for word in patients(text, verb) if is_a(text, lexicon, word, "Policy")
              or is_a(text, lexicon, word, "Decision")]
    if about or any(lemma in lexicon.utterances for lemma in spoken) or any(
            lemma in lexicon.speaking | BLAMING for lemma in saying) or any(
            text.words[kid] in ("verbally", "personally", "publicly") for kid in text.below(verb, "advmod")):
        return replace(one, type=ACCUSE, modes=("disapprove",))
    return None


def captured(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """ASSAULT: fighters whom an enemy captures are abducted, not arrested.

    Yes: The rebels detained two soldiers near the bridge. → ASSAULT abduct
    No: Police detained two soldiers near the bridge.
    """
    if one.type is not COERCE or "arrest" not in one.modes:
        return None
    who, whom = doers(text, one.anchor), patients(text, one.anchor)
    fighting = any(is_a(text, lexicon, word, name) for word in who for name in ("Troops", "Militia"))
    enemy = any(is_a(text, lexicon, word, "Combatants") for word in whom)
    if fighting and enemy and not any(is_a(text, lexicon, word, "Police") for word in who):
        return replace(one, type=ASSAULT, modes=("abduct",))
    return None


def occupied(text: Reading, one: Trigger) -> Trigger:
    """ASSAULT: what is captured and bears the name of no person is a place, and nobody is abducted.

    Yes: The rebels captured Kramatorsk on Monday. → ASSAULT
    No: The rebels captured Captain Moussa Diallo.
    No: The rebels captured two soldiers.
    """
    whom = patients(text, one.anchor)
    if one.type is not ASSAULT or one.modes != ("abduct",) or text.lemmas[one.anchor] not in TAKING:
        return one
    if whom and len(one.words) <= 2 and all(word in text.names and (who := text.who(word)) is not None
                                            and text.kind(who) is not Kind.PERSON for word in whom):
        return replace(one, modes=(), rule=f"{one.rule} + occupied")
    return one


def together(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """COOPERATE, MOBILIZE: exercises of several states are cooperation, those of one are mobilization.

    Yes: Chad and Niger held military exercises in the desert. → COOPERATE
    Yes: Chad held military exercises with Niger. → COOPERATE
    Yes: French and Egyptian warships held war games off Crete. → COOPERATE
    No: Chad held military exercises in the desert.
    """
    if one.type is not MOBILIZE or not any(is_a(text, lexicon, word, "Drill") for word in one.words):
        return None
    verbs = [word for word in {one.anchor, text.heads[one.anchor]} if text.pos[word] == "VERB"]
    nouns = [word for word in one.words if text.pos[word] == "NOUN"]
    partners = [word for word in behind(text, [*nouns, *verbs], "with") if text.who(word) is not None]
    who = [word for verb in verbs for word in doers(text, verb)]
    states = [kid for word in who for near in text.below(word, "amod") for kid in (near, *text.below(near, "conj"))]
    several = sum(text.words[kid] in text.lexicon.demonyms for kid in states) > 1
    joint = any(text.words[kid] == "joint" for word in nouns for kid in text.kids[word])
    if partners or len(who) > 1 or several or joint:
        return replace(one, type=COOPERATE, modes=())
    return None


def struck(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """ASSAULT, PROTEST: a strike of bombs and rockets is no strike of workers.

    Yes: Three strikes destroyed the depot near the port. → ASSAULT
    Yes: Israeli strikes went on for two hours. → ASSAULT
    Yes: The alliance launched 3000 strikes against the valley. → ASSAULT
    Yes: The bloc condemned the strike. → ASSAULT
    No: Three strikes paralysed the docks, the union said.
    """
    word = next((each for each in one.words if text.lemmas[each] == "strike"), -1)
    if one.type is not PROTEST or one.modes != ("strike",) or word < 0:
        return None
    start, end = text.sentences[text.sentence[one.anchor]]
    words = range(start, end)
    labour = any(is_a(text, lexicon, each, "Labour") or text.lemmas[each] in lexicon.wages for each in words)
    above = text.heads[word]
    carried = text.deps[word] in ("obj", "nsubj:pass") and text.lemmas[above] in CARRYING | DECRYING
    armed = carried or any(text.lemmas[each] in lexicon.arms for each in words)
    states = any(text.words[kid] in text.lexicon.demonyms for kid in text.below(word, "amod"))
    plain = text.plural(word) or text.lemmas[above] in DECRYING
    if (states or carried) and plain and not labour:
        return replace(one, type=ASSAULT, modes=())
    if armed and not labour and one.rule in ("noun", "phrase", "verb") and (
            text.pos[one.anchor] == "NOUN" or text.lemmas[above] in lexicon.arms):
        return replace(one, type=ASSAULT, modes=())
    return None


def countered(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """SANCTION, ASSAULT: who retaliates with tariffs, or on goods, sanctions.

    Yes: Canada retaliated against American goods with a tariff. → SANCTION
    No: The militia retaliated against the army with rockets.
    """
    if one.type is ASSAULT and text.lemmas[one.anchor] == "retaliate" and any(
            text.lemmas[word] in lexicon.commerce for word in text.under(one.anchor)):
        return replace(one, type=SANCTION, modes=())
    return None


def within(text: Reading, one: Trigger, others: Iterable[Trigger]) -> bool:
    """MOBILIZE, ASSAULT: what moves inside of an assault is part of it, and so is the fighting in which it is done.

    Yes: The army sent soldiers into the town and shelled the market. → ASSAULT heavy-weapons
    Yes: The army took the town after weeks of fighting. → ASSAULT
    No: The army sent soldiers to the border.
    No: The army took the town after a battle with the rebels.
    """
    if one.type is ASSAULT:
        return _fought(text, one, others)
    if one.type is not MOBILIZE:
        return False
    for other in others:
        if other.type is not ASSAULT or text.sentence[other.anchor] != text.sentence[one.anchor]:
            continue
        for low, high in ((one.anchor, other.anchor), (other.anchor, one.anchor)):
            if text.heads[low] == high and text.deps[low] in ("conj", "advcl", "xcomp", "obl") and not text.below(
                    low, "nsubj", "nsubj:pass"):
                return True
    return False


def _fought(text: Reading, one: Trigger, others: Iterable[Trigger]) -> bool:
    """Whether a noun of fighting without sides, modes or number of its own hangs on a verb of force."""
    word = one.anchor
    told = text.below(word, "nmod:poss") or any(
        behind(text, [word], case) for case in ("by", "between", "with", "against", "on"))
    verbal = text.pos[word] == "VERB" and text.words[word] != "fighting"
    if verbal or one.modes or not {text.lemmas[word], text.words[word]} & PART or told or patients(text, word):
        return False
    while text.deps[word] in ("nmod", "obl", "conj", "acl") and text.heads[word] != word:
        if text.preposition(word) not in AMID:
            return False
        word = text.heads[word]
        if any(other.type is ASSAULT and other.anchor == word and text.pos[word] == "VERB" for other in others):
            return True
    return False


RULES: tuple[Rule, ...] = (refused, declined, menaced, own_conflict, ordered, peaceful, asked, rejected, threatened,
                           captured, together, countered, struck, reproached)
"""Of these the first that changes a trigger counts."""


# — how it is put —

def put(text: Reading, one: Trigger, factuality: Sequence[Factuality]) -> Trigger:
    """AGREE, CONCEDE, REJECT, THREATEN: CONSULT, SUPPORT, COOPERATE and AID that are to come are agreed to, RETREAT is
    conceded; what will not be done is refused; force and protest of one's own to come are threatened. A sanction that
    is announced is decided, and stays one."""
    if one.rule.endswith("+ declined"):
        return replace(one, type=REJECT, modes=REFUSED[one.type])
    if Factuality.FUTURE not in factuality or Factuality.NEGATED in factuality:
        return one
    if one.type in (CONSULT, SUPPORT, COOPERATE, AID) and not guessed(text, read(), one):
        return replace(one, type=AGREE, modes=(), rule=f"{one.rule} + future")
    if one.type is RETREAT and not guessed(text, read(), one):
        return replace(one, type=CONCEDE, modes=(), rule=f"{one.rule} + future")
    if one.type in (ASSAULT, COERCE, PROTEST) and foretold(text, read(), one):
        return replace(one, type=THREATEN, modes=_menace(one), rule=f"{one.rule} + foretold")
    return one


def foretold(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """THREATEN: who announces force or protest of his own threatens it; what others foresee of him is no event of his.

    Yes: The navy will shell the port. → THREATEN violence
    Yes: The union said that it would go on strike in May. → THREATEN restrict
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
    """Whether he who does something is he who tells it: "we", a mention of his chain, a pronoun of nobody's else."""
    if text.words[doer] in ("we", "i"):
        return True
    one, other = text.mentions.get(doer), text.mentions.get(speaker)
    if one is None or other is None:
        return text.words[doer] in OWN
    return one.leader == other.leader or (one.leader == one.key and text.words[doer] in OWN)
