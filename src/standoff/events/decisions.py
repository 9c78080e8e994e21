"""What the manual makes of words that tell an event, by what stands around them and how it is put.

What is only asked for, promised, threatened or announced has its rules in `utterances`. Each rule has the section of
the manual of 2021, and sentences of ours that it takes and refuses: its tests. Rules that are frames alone (a summoned
ambassador, suspended military aid) stand in ``lexicons/events.yaml`` under `manual`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from standoff.events.frames import AROUND, Trigger, behind, doers, is_a, patients
from standoff.events.lexicon import Lexicon, read
from standoff.events.refusals import refused_by
from standoff.events.reproaches import blamed
from standoff.events.utterances import (
    REFUSED,
    Inner,
    announced,
    asked,
    declined,
    foretold,
    guessed,
    inside,
    menace,
    menaced,
    ordered,
    own_conflict,
    refused,
    rejected,
    required,
    threatened,
    warned,
)
from standoff.events.weapons import weapon
from standoff.model import EventType, Factuality, Kind
from standoff.ties.reading import Reading

AGREE, CONSULT, SUPPORT, CONCEDE = EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE
COOPERATE, AID, RETREAT, REQUEST = EventType.COOPERATE, EventType.AID, EventType.RETREAT, EventType.REQUEST
ACCUSE, REJECT, THREATEN, PROTEST = EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.PROTEST
SANCTION, MOBILIZE, COERCE, ASSAULT = EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT

WISHED = frozenset([AGREE, CONCEDE, REQUEST, REJECT, THREATEN])
"""What is told inside of these is wished, promised or refused, and no event beside them."""

BLAMING = frozenset(["blame", "accuse", "call", "describe", "criticise", "criticize", "mock", "brand", "label"])
"""Verbs beside an attack that say that it is one in words."""

PART = frozenset(["fighting", "battle", "clash", "fight", "combat", "violence", "attack", "assault", "offensive",
                  "operation"])
"""Nouns of force that beside a verb of force tell what it is a part of."""

TAKING = frozenset(["capture", "take", "seize", "overrun"])
"""Verbs of who takes a town, or somebody."""

CARRYING = frozenset(["conduct", "carry", "launch"])
"""Verbs of who carries out a strike of bombs."""

DECRYING = frozenset(["condemn", "denounce", "deplore", "decry", "mourn"])
"""Verbs over a strike that speak of bombs, where nothing speaks of labour."""

AMID = frozenset(["", "of", "in", "after", "during", "amid", "following", "throughout"])
"""Prepositions before them; none before what is coordinated."""

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
    told = {one.anchor for one in some if one.rule != "model"}
    for tell in (announced, required, warned):
        new = [one for one in tell(text, lexicon, some, dropped) if tell is announced or one.anchor not in told]
        anchors = set() if tell is announced else {one.anchor for one in new}
        kept = [one for one in kept if one.anchor not in anchors] + new
    accused = blamed(text, lexicon, some)
    blames = {one.anchor for one in accused}
    kept = [one for one in kept if one.anchor not in dropped and not (one.type is ACCUSE and one.anchor in blames)]
    kept += [one for one in accused if one.anchor not in dropped]
    whole = (weapon(text, lexicon, one) for one in kept if not within(text, one, kept))
    return sorted(whole, key=lambda one: one.anchor)


def _bare(text: Reading, noun: int) -> bool:
    """Whether a noun names a sort of deed and no one deed: "marched against violence"."""
    return text.pos[noun] == "NOUN" and not set(text.kids[noun]) - set(text.below(noun, "case", "amod", "punct", "cc"))


def _done(text: Reading, outer: Trigger, inner: Trigger) -> bool:
    """Whether what stands inside is told all the same: "rejected the arrest of its envoy", "rejected the accusation
    that its troops shelled the camp"."""
    if outer.type is REJECT and any(text.lemmas[word] in read().accusations for word in patients(text, outer.anchor)):
        return inner.type is not ACCUSE
    return outer.type is REJECT and inner.type in (ASSAULT, COERCE) and inner.rule in ("noun", "phrase")


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


# — force —

def reproached(text: Reading, lexicon: Lexicon, one: Trigger, inner: Inner) -> Trigger | None:
    """ACCUSE, ASSAULT: who attacks somebody in words accuses him.

    Yes: The senator attacked the governor over the budget. → ACCUSE disapprove
    Yes: The premier attacked the union in a speech. → ACCUSE disapprove
    Yes: The general attacked the court, saying that it was slow. → ACCUSE disapprove
    Yes: The senator’s attacks on the judge continued on Twitter. → ACCUSE disapprove
    Yes: Both candidates came to the debate. Senator Ada Okoro attacked Traore twice. → ACCUSE disapprove
    No: Voters chose a candidate in Cali. Gunmen attacked a school.
    No: The militia attacked the governor in a camp.
    No: The rebels attacked the port over the weekend.
    """
    if one.type is not ASSAULT or one.modes or text.lemmas[one.anchor] not in ("attack", "hit", "assault", "target"):
        return None
    verb = one.anchor
    if _campaigning(text, lexicon, one):
        return replace(one, type=ACCUSE, modes=("disapprove",))
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


def _campaigning(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """Whether somebody with a name or a pronoun attacks a rival where a campaign is told of, and nothing tells of
    arms."""
    word, here = one.anchor, text.sentence[one.anchor]
    start = text.sentences[max(0, here - AROUND)][0]
    end = text.sentences[min(len(text.sentences) - 1, here + AROUND)][1]
    around = {text.lemmas[each] for each in range(start, end)} & lexicon.canvassing
    first, last = text.sentences[here]
    if text.lemmas[word] != "attack" or len(around) < 2 or text.passive(word) or any(
            text.lemmas[each] in lexicon.arms or is_a(text, lexicon, each, "Militia") for each in range(first, last)):
        return False
    who = doers(text, word) if text.pos[word] == "VERB" else text.below(word, "nmod:poss")
    return bool(who) and all(text.words[each] in ("he", "she", "his", "her") or (
        text.kind(text.who(each)) is Kind.PERSON and text.name(each)) for each in who)


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
    Yes: The army has captured Shusha. → ASSAULT
    No: The rebels captured Captain Moussa Diallo.
    No: The rebels captured two soldiers.
    """
    whom = patients(text, one.anchor)
    if one.type is not ASSAULT or one.modes != ("abduct",) or text.lemmas[one.anchor] not in TAKING:
        return one
    if whom and len(one.words) <= 2 and all(word in text.names and not _person(text, word) for word in whom):
        return replace(one, modes=(), rule=f"{one.rule} + occupied")
    return one


def _person(text: Reading, name: int) -> bool:
    """Whether a name is a person's: the reader says so, and some mention of him has more than one word."""
    who = text.who(name)
    return who is None or (text.kind(who) is Kind.PERSON and any(
        " " in text.mentions[word].text for word in text.chains[text.mentions[who].leader]))


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
    Yes: The African Union deplored the strike. → ASSAULT
    No: Three strikes paralysed the docks, the union said.
    """
    word = next((each for each in one.words if text.lemmas[each] == "strike"), -1)
    if one.type is not PROTEST or one.modes != ("strike",) or word < 0:
        return None
    start, end = text.sentences[text.sentence[one.anchor]]
    words = range(start, end)
    labour = any(is_a(text, lexicon, each, "Labour") or text.lemmas[each] in lexicon.wages for each in words
                 if text.words[each] != "union" or text.words[each - 1] not in lexicon.unions_of_states)
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
        return replace(one, type=THREATEN, modes=menace(one), rule=f"{one.rule} + foretold")
    return one


