"""What is no event though words of the dictionary stand there: dangers, contests of elections, everyday senses.

Each rule has the section of the manual that it keeps clean, and sentences of ours that it lets through (Yes, with what
they tell) and takes out (No): its tests. Words stand in ``lexicons/events.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from standoff.events.frames import Trigger, behind, doers, is_a, patients
from standoff.events.lexicon import Lexicon
from standoff.model import EventType, Kind
from standoff.ties.reading import Reading

ASSAULT, COERCE, CONSULT, PROTEST = EventType.ASSAULT, EventType.COERCE, EventType.CONSULT, EventType.PROTEST
REQUEST, REJECT, SUPPORT, THREATEN = EventType.REQUEST, EventType.REJECT, EventType.SUPPORT, EventType.THREATEN
AGREE, ACCUSE, AID, COOPERATE = EventType.AGREE, EventType.ACCUSE, EventType.AID, EventType.COOPERATE
CONCEDE, RETREAT, SANCTION, MOBILIZE = EventType.CONCEDE, EventType.RETREAT, EventType.SANCTION, EventType.MOBILIZE

UTTERING = frozenset(["issue", "make", "repeat", "renew", "reiterate", "send", "utter", "deliver", "receive",
                      "withdraw"])
"""Verbs by which a threat is one in words."""

BEING = frozenset(["be", "pose", "consider", "remain", "become", "represent", "constitute", "present", "face", "see",
                   "regard", "counter", "combat", "address"])
"""Verbs by which a threat is a danger."""

LETTERS = frozenset(["letter", "message", "note", "statement", "video", "leaflet", "call", "post", "tweet", "email"])
"""Things in which somebody threatens."""

SPEAKING = frozenset(["speak", "talk", "chat"])
"""Verbs of CONSULT that stand beside any audience."""

DENYING = frozenset(["reject", "dismiss", "deny", "refute", "rebut"])
"""Verbs of REJECT that with a claim as their object only say that it is not so."""

STRUGGLES = frozenset(["fight", "struggle", "war", "battle", "campaign", "conflict", "violence"])
"""Nouns of force over a long time."""

LASTING = frozenset(["conflict", "struggle", "war"])
"""Of these, those that are a state of things where nothing says that they broke out, or when."""

NAMING = frozenset(["call", "describe", "consider", "deem", "see", "regard", "view", "term", "dub", "portray",
                    "compare"])
"""Verbs that say what something is."""

DOING = ("Troops", "Militia", "Police", "Crowd", "Labour", "Body", "Government", "Media", "Ship", "Aircraft", "Attack",
         "Side", "Organisation", "Official", "Dignitary", "Refugees", "Captives", "Peacekeepers", "Inspectors",
         "Weapons", "Missiles", "Resolution", "Report", "Memorandum")
"""Classes of words for who or what does something, though no mention names them."""

SCORE = re.compile(r"(?<![\w-])\d{1,2}[-–]\d{1,2}(?![\w-])")
"""How a game ended; beside another verb a number of the dead."""

BEATING = frozenset(["beat", "defeat", "thrash", "crush", "rout", "trounce", "overwhelm", "edge"])

SHOULD = frozenset(["should", "must", "ought", "shall"])
"""What stands in a clause that is asked for."""

SAYING_SO = frozenset(["is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may",
                       "might"])
"""What stands in a clause that says that something is so."""

def danger(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """THREATEN: a threat has somebody who threatens; what things threaten, and what only may harm, is danger.

    Yes: Threats by the army to close the port alarmed the union. → THREATEN restrict
    Yes: The cartel issued a threat against the judges. → THREATEN
    Yes: Threats made by the junta to the bishops alarmed the union. → THREATEN
    No: The militia is a threat to peace in the valley.
    No: The threat of drought worried the governor.
    No: The river threatened the town.
    No: The militia threatened the security of the valley.
    No: The ministry warned of attacks on embassies.
    """
    if one.type is not THREATEN:
        return False
    word, lemma = one.anchor, text.lemmas[one.anchor]
    if lemma == "warn" and any(text.lemmas[each] in lexicon.feared for each in behind(text, [word], "of")):
        return not any(each in text.names or is_a(text, lexicon, each, name) for each in doers(text, word)
                       for name in ("Troops", "Militia"))
    if lemma in ("threaten", "menace") and text.pos[word] == "VERB":
        who, goods = doers(text, word), text.objects(word)
        if goods and all(text.lemmas[each] in lexicon.goods for each in goods):
            return True
        return bool(who) and not any(able(text, lexicon, each) or text.lemmas[each] in LETTERS for each in who)
    if lemma != "threat" or one.frame.before:                    # "a death threat" is nothing but a deed
        return False
    return not _uttered(text, lexicon, word)


def able(text: Reading, lexicon: Lexicon, word: int) -> bool:
    """Whether a word is of somebody who can threaten: a person, a body, a state by its name; no river, no storm."""
    word = text.antecedent(word)
    who = text.who(word)
    if text.lemmas[word] in lexicon.nature or not is_a(text, lexicon, word, "Actor"):
        return False
    return who is None or text.kind(who) is not Kind.PLACE or who in text.names or is_a(text, lexicon, word, "State")


def _uttered(text: Reading, lexicon: Lexicon, threat: int) -> bool:
    """Whether somebody utters a threat: "threats by the army", "their threat to leave", "issued a threat", "threats
    made by the junta"."""
    above, dep = text.lemmas[text.heads[threat]], text.deps[threat]
    if any(text.lemmas[kid] in UTTERING and doers(text, kid) for kid in text.below(threat, "acl")):
        return True
    if dep in ("obj", "nsubj:pass") and above in UTTERING:
        return True
    if text.below(threat, "cop") or above in BEING or any(
            text.pos[kid] == "VERB" and text.words[kid] == "posed" for kid in text.below(threat, "acl")):
        return False
    if any(text.pos[kid] == "VERB" and any(text.words[mark] == "to" for mark in text.below(kid, "mark"))
           for kid in text.below(threat, "acl", "xcomp")):
        return True
    doing = behind(text, [threat], "by")
    to = behind(text, [threat], "to")
    if not text.below(threat, "compound") and all(is_a(text, lexicon, word, "Actor") for word in to):
        doing += text.below(threat, "nmod:poss")                 # not "Oslo's security threat", "their threat to peace"
    if text.plural(threat):
        doing += behind(text, [threat], "from")
    return any(is_a(text, lexicon, word, "Actor") for word in doing)


def unasked(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """REQUEST: somebody is asked, or a thing is demanded; what one wants oneself and a claim that it is so are none.

    Yes: The mayor suggested that the army should leave the town. → REQUEST yield
    Yes: The mayor asked for tents. → REQUEST assist
    No: The mayor suggested that the army had left the town.
    No: The mayor was called a charlatan by the union.
    No: Guests are recommended to come early.
    No: “Who gave the order?” the governor demanded.
    No: The bank instructed its staff to stay at home.
    """
    if one.type is not REQUEST or text.pos[one.anchor] != "VERB":
        return False
    verb = one.anchor
    if [text.words[word] for word in doers(text, verb)] == ["it"] and doers(text, verb)[0] not in text.mentions:
        return True                                                                 # "the form … it asks for"
    start, end = text.sentences[text.sentence[verb]]
    if text.lemmas[verb] in ("demand", "ask") and not patients(text, verb) and "?" in text.words[start:end]:
        return True
    if text.passive(verb) and not doers(text, verb) and text.lemmas[verb] in ("recommend", "advise", "encourage"):
        return True
    if _own(text, lexicon, patients(text, verb)):
        return True
    if len(one.words) > 1:
        return False
    if text.lemmas[verb] == "call" and any(text.pos[kid] in ("NOUN", "ADJ") for kid in text.below(verb, "xcomp")):
        return True                                                                 # "was called a quack"
    told = text.below(verb, "ccomp")
    if text.lemmas[verb] in ("suggest", "propose", "insist") and told and not patients(text, verb):
        return not any({text.words[kid] for kid in text.below(word, "aux")} & SHOULD
                       or not _indicative(text, word) for word in told)
    return text.lemmas[verb] == "want" and not patients(text, verb) and not told and not any(
        text.below(kid, "nsubj", "nsubj:pass") for kid in text.below(verb, "xcomp"))


def _indicative(text: Reading, word: int) -> bool:
    """Whether a clause says that something is so, by the form of its verb or of what helps it: no bare "leave"."""
    return any(text.words[each] in SAYING_SO or ("VerbForm=Fin" in text.morphs[each] and (
        "Tense=Past" in text.morphs[each] or text.words[each].endswith("s")))
        for each in (word, *text.below(word, "aux", "aux:pass", "cop")))


def canvassing(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """PROTEST, ASSAULT: rallies of candidates and contests for votes are none, where nothing tells of arms or protest.

    Yes: Thousands held a rally against the governor in Lagos. → PROTEST demo
    Yes: Gunmen attacked a candidate near Cali. → ASSAULT
    No: The candidate spoke to voters at a rally in Lagos.
    No: At a rally in Lagos, Bello likened the judge to a goat.
    No: The vote demonstrates that both parties are ready.
    No: The senator fought off a challenge in the primary.
    """
    if one.type not in (PROTEST, ASSAULT) or text.lemmas[one.anchor] not in lexicon.contests:
        return False
    start, end = text.sentences[text.sentence[one.anchor]]
    here = range(start, end)
    if one.type is PROTEST and text.lemmas[one.anchor] == "demonstrate" and text.below(one.anchor, "ccomp", "obj"):
        return True
    if one.type is PROTEST and text.preposition(one.anchor) == "at" and text.lemmas[text.heads[one.anchor]] in (
            lexicon.speaking | SPEAKING):
        return True
    if one.type is PROTEST and text.preposition(one.anchor) in ("at", "during") and text.lemmas[one.anchor] == "rally":
        return not any({text.lemmas[word], text.words[word]} & lexicon.protesting for word in here)
    return any({text.lemmas[word], text.words[word]} & lexicon.canvassing for word in here) and not any(
        {text.lemmas[word], text.words[word]} & (lexicon.protesting if one.type is PROTEST else lexicon.arms)
        or is_a(text, lexicon, word, "Militia") or is_a(text, lexicon, word, "Police") for word in here)


def played(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """ASSAULT, COERCE, RETREAT, MOBILIZE: what is done on a pitch or in a film is no deed.

    Yes: Gunmen shot a striker near the stadium in Kano. → ASSAULT firearms
    Yes: In a series of raids the army arrested nine teachers. → COERCE arrest
    Yes: The army stormed the bridge after a film festival in Goma. → ASSAULT
    No: Rangers beat Plateau United 2-0 in Enugu on Sunday.
    No: Hearts beat the visitors with a late shot in the final.
    No: In the film, soldiers blow up a bridge near Kars.
    No: A film about the war, in which troops storm a bridge, opened in Lagos.
    No: A mural shows how the army shelled the city.
    """
    if one.type not in (ASSAULT, COERCE, RETREAT, MOBILIZE):
        return False
    if _depicted(text, lexicon, one.anchor):
        return True
    start, end = text.sentences[text.sentence[one.anchor]]
    here = {text.lemmas[word] for word in range(start, end) if text.pos[word] in ("NOUN", "PROPN")}
    scored = text.lemmas[one.anchor] in BEATING and SCORE.search(text.text[text.starts[start]:text.ends[end - 1]])
    return one.type is ASSAULT and (scored or bool(here & lexicon.matches)) and not here & lexicon.political


def _depicted(text: Reading, lexicon: Lexicon, anchor: int) -> bool:
    """Whether a word stands in what a work of fiction or a picture tells: in it, behind "about" or "in which" on it, or
    below a verb by which it shows something. What is done to the work itself is done."""
    word = anchor
    while True:
        if any(_work(text, lexicon, each) for each in behind(text, [word], "in")):
            return True
        above, dep = text.heads[word], text.deps[word]
        if above == word:
            return False
        shows = word != anchor and text.lemmas[word] in lexicon.showing
        if _work(text, lexicon, above) and (
                (dep == "nmod" and text.preposition(word) in ("about", "of", "on"))
                or (dep in ("acl", "acl:relcl") and (shows or any(
                    text.preposition(kid) == "in" and text.words[kid] == "which" for kid in text.below(word, "obl"))))):
            return True
        if text.lemmas[above] in lexicon.showing and dep in ("obj", "ccomp", "xcomp", "advcl", "obl") and any(
                _work(text, lexicon, text.antecedent(each)) for each in text.subjects(above)):
            return True
        word = above


def _work(text: Reading, lexicon: Lexicon, word: int) -> bool:
    """Whether a noun is of a work of fiction or a picture; not "a series of raids"."""
    return text.lemmas[word] in lexicon.fiction and text.pos[word] == "NOUN" and not (
        text.lemmas[word] == "series" and behind(text, [word], "of"))


def idle(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """AGREE, AID, ASSAULT, SUPPORT: what is done to things that nobody can do it to is a figure of speech.

    Yes: The militia joined the fight against the army. → ASSAULT
    Yes: Oslo offered a loan to Chad. → AGREE
    Yes: The army helped the villagers. → AID
    No: The governor joined the fight against corruption.
    No: The report offered some insight.
    No: The new road helped spur trade.
    """
    lemma, verbal = text.lemmas[one.anchor], text.pos[one.anchor] == "VERB"
    if one.type is ASSAULT and not one.modes and not verbal:
        over = [word for case in ("for", "over") for word in behind(text, [one.anchor], case)]
        over += text.below(one.anchor, "compound", "amod")
        on = [word for case in ("against", "with", "on", "of") for word in behind(text, [one.anchor], case)]
        return any(text.lemmas[word] in lexicon.figurative | lexicon.disputes for word in over) or any(
            text.lemmas[word] in lexicon.figurative for word in on)
    if one.type is ASSAULT and verbal and lemma in ("fight", "battle"):
        on = [word for case in ("against", "for", "over") for word in behind(text, [one.anchor], case)]
        return bool(on and all(text.lemmas[word] in lexicon.figurative | lexicon.disputes for word in on)) or (
            not patients(text, one.anchor) and bool(text.below(one.anchor, "xcomp")))
    if one.type is AGREE and lemma == "offer" and one.rule == "verb":
        whom = [word for word in patients(text, one.anchor) if not is_a(text, lexicon, word, "Actor")]
        return bool(whom) and all(text.lemmas[word] in lexicon.insights for word in whom)
    if one.type is AID and lemma in ("help", "assist", "aid") and verbal and one.rule in ("verb", "frame"):
        return not any(is_a(text, lexicon, word, "Actor") for word in patients(text, one.anchor))
    if one.type is SUPPORT and verbal:
        who = doers(text, one.anchor)
        return bool(who) and all(text.lemmas[word] in lexicon.proofs for word in who)
    return False


def everyday(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """CONSULT, REJECT, COERCE, SUPPORT: talk to the public or at home, doubts of what is said, the force of
    circumstances, and armed defence are none.

    Yes: The envoy spoke to the rebels. → CONSULT
    Yes: The premier rejected the proposal. → REJECT
    Yes: The premier rejected the accusation that he had paid the militia. → REJECT
    Yes: The army forced the nurses to leave. → COERCE
    No: The envoy spoke to reporters.
    No: Two senators held a press conference.
    No: The premier rejected the claim.
    No: The nurses have been forced to turn to the bishop.
    No: The commander met with his own staff.
    No: The militia defended the town.
    """
    lemma = text.lemmas[one.anchor]
    if one.type is CONSULT and any(text.words[kid] in ("press", "news") for word in one.words
                                   if text.lemmas[word] == "conference" for kid in text.below(word, "compound")):
        return True
    if one.type is CONSULT and lemma in SPEAKING | {"meet", "call"} and text.pos[one.anchor] == "VERB":
        whom = [*patients(text, one.anchor), *behind(text, [one.anchor], "to"), *behind(text, [one.anchor], "with")]
        named = lemma == "call" and text.below(one.anchor, "xcomp", "ccomp")        # "called him a liar"
        return bool(named) or _own(text, lexicon, whom) or (
            bool(whom) and all(text.lemmas[word] in lexicon.public for word in whom))
    if one.type is SUPPORT and text.pos[one.anchor] == "VERB":
        return _own(text, lexicon, patients(text, one.anchor)) or (lemma == "defend" and any(
            is_a(text, lexicon, word, name) for each in doers(text, one.anchor) for word in text.under(each)
            for name in ("Troops", "Militia")))
    if one.type is REJECT and text.pos[one.anchor] == "VERB" and lemma in DENYING:
        whom = patients(text, one.anchor)
        return bool(whom) and all(text.lemmas[word] in lexicon.claims - lexicon.accusations for word in whom)
    return one.type is COERCE and not one.modes and lemma in ("force", "compel") and text.passive(
        one.anchor) and not doers(text, one.anchor)


def answered(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """ACCUSE: whose accusation is denied, rejected or called something is answered, and not made again.

    Yes: The bishop repeated his accusation against the governor. → ACCUSE allege
    No: The governor denied the accusation that he had armed the militia.
    No: Asmara’s foreign ministry rejected the accusation.
    No: The spokesman described these accusations as a fable.
    """
    word = one.anchor
    return one.type is ACCUSE and text.lemmas[word] in lexicon.accusations and text.deps[word] in (
        "obj", "nsubj:pass") and text.lemmas[text.heads[word]] in DENYING | NAMING


def predicated(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """REQUEST, ACCUSE, REJECT, AGREE, SUPPORT, THREATEN: what something is called is not done by it.

    Yes: The demand of the union is old. → REQUEST
    No: Higher pay is a legitimate demand.
    No: The verdict is an insult to the miners.
    """
    return one.type in (REQUEST, ACCUSE, REJECT, AGREE, SUPPORT, THREATEN) and text.pos[one.anchor] == "NOUN" and bool(
        text.below(one.anchor, "cop"))


def _own(text: Reading, lexicon: Lexicon, whom: Sequence[int]) -> bool:
    """Whether people are one's own: "his own staff", "our schools"."""
    return bool(whom) and all(text.lemmas[word] in lexicon.household and text.below(word, "nmod:poss") for word in whom)


def things(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """COERCE, CONCEDE, RETREAT, AID, REQUEST, PROTEST, ASSAULT: what illness, chance or a decision does is no deed.

    Yes: The premier forced the company to close. → COERCE
    Yes: A bomb exploded near the market. → ASSAULT explosives
    Yes: The resolution demanded full access to the camps. → REQUEST yield
    No: Illness forced her to leave the army.
    No: The decision forced the guests to wait.
    No: The population was small in 1972 and has since exploded.
    No: The population has exploded since 1990.
    No: The film helps the general keep his image.
    """
    if text.pos[one.anchor] != "VERB" or text.passive(one.anchor) or text.deps[one.anchor] in ("acl", "amod"):
        return False
    who = [text.antecedent(word) for word in doers(text, one.anchor)]
    if one.type is ASSAULT:
        return text.lemmas[one.anchor] == "explode" and any(text.lemmas[word] in lexicon.exploding for word in who)
    return one.type in (COERCE, CONCEDE, RETREAT, AID, REQUEST, PROTEST) and bool(who) and all(
        (text.pos[word] == "NOUN" or text.words[word] in ("it", "this", "that"))
        and word not in text.mentions and text.things.get(word, Kind.OTHER) is Kind.OTHER
        and not any(is_a(text, lexicon, word, name) for name in DOING)
        for word in who)


def guilty(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """ACCUSE: who is responsible for a deed is blamed for it; who is so for a field or a place has a post.

    Yes: The army is responsible for the massacre. → ACCUSE allege
    No: The drought is responsible for the deaths.
    No: The general is responsible for the northern area.
    """
    told = behind(text, [one.anchor], "for")
    if one.type is not ACCUSE or text.words[one.anchor] != "responsible" or not told:
        return False
    who = text.subjects(one.anchor)
    return (bool(who) and not any(able(text, lexicon, word) for word in who)) or not any(
        text.lemmas[word] in lexicon.nouns or text.pos[word] == "VERB" for word in told)


def stated(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """REQUEST, AGREE, RETREAT, CONCEDE, COERCE, SANCTION: what a treaty, a law or a form says is its content.

    Yes: The cabinet bans rallies in Accra. → COERCE restrict
    Yes: The treaty ended the war. → RETREAT
    No: The law bans rallies.
    No: The deal that lets grain leave the ports expires in May.
    No: The form asks for the name of the captain.
    """
    if one.type not in (REQUEST, AGREE, RETREAT, CONCEDE, COERCE, SANCTION) or text.pos[one.anchor] != "VERB":
        return False
    who = [text.antecedent(word) for word in doers(text, one.anchor)]
    return bool(who) and _present(text, one.anchor) and all(
        text.lemmas[word] in lexicon.papers and word not in text.names for word in who)


def ruled(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """REJECT, CONCEDE, RETREAT, AID, AGREE: what nobody does, in the passive of the present, is a rule.

    Yes: Journalists were allowed into the camp by the army. → RETREAT access
    Yes: The proposal was rejected. → REJECT
    No: Attacks on the ships are ruled out.
    No: The clerk is one of four people who are allowed to sign.
    No: Every delay is paid for.
    """
    return one.type in (REJECT, CONCEDE, RETREAT, AID, AGREE) and text.pos[one.anchor] == "VERB" and any(
        text.words[kid] in ("is", "are") for kid in text.below(one.anchor, "aux:pass")) and not text.below(
        one.anchor, "aux") and text.passive(one.anchor) and not doers(text, one.anchor)


def standing(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """REJECT, SUPPORT, AID, COOPERATE: whose friend or foe somebody is, said of him in passing, is a tie and no deed.

    Yes: The parties opposed the release of the officers. → REJECT yield
    Yes: Oslo backed the proposal. → SUPPORT
    No: Parties opposed to the treaty left the hall.
    No: A militia backed by Oslo left the town.
    """
    word = one.anchor
    if one.type not in (REJECT, SUPPORT, AID, COOPERATE) or text.lemmas[word] not in lexicon.siding:
        return False
    if text.words[word] == "opposed" and behind(text, [word], "to") and not text.below(word, "aux", "aux:pass", "cop"):
        return True
    return text.deps[word] in ("acl", "amod") and text.passive(word) and not any(
        text.lemmas[each] in lexicon.times for each in text.under(word))


def paid(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """AID: who pays dues, bribes and bills gives no aid.

    Yes: Doha paid compensation to the families. → AID
    No: The traders paid a tax to the militia.
    No: The mayor paid inspectors.
    """
    if one.type is not AID or text.lemmas[one.anchor] not in ("pay", "bribe"):
        return False
    what = patients(text, one.anchor)
    named = len(one.words) > 1 or any(is_a(text, lexicon, word, name) for word in behind(text, [one.anchor], "for")
                                      for name in ("Works", "Hospital", "Aid", "Weapons", "Refugees", "Actor"))
    return not named or any(text.lemmas[word] in lexicon.dues for word in what)


def _present(text: Reading, verb: int) -> bool:
    """Whether a verb stands in the simple present, or tells no time at all."""
    return "Tense=Past" not in text.morphs[verb] and not text.below(verb, "aux", "aux:pass")


def topical(text: Reading, lexicon: Lexicon, one: Trigger) -> bool:
    """ASSAULT: a struggle as a whole that somebody only speaks of is a topic, no deed.

    Yes: The army won the battle against the rebels. → ASSAULT
    Yes: A war between Mali and Chad broke out in May. → ASSAULT
    No: The general has called the fight against the rebels tantamount to defence.
    No: The bishop spoke of the conflict between the two parties.
    No: The conflict between the two parties is old.
    """
    word = one.anchor
    if one.type is not ASSAULT or text.lemmas[word] not in STRUGGLES or text.pos[word] != "NOUN":
        return False
    while text.deps[word] == "conj" and text.pos[text.heads[word]] == "NOUN":
        word = text.heads[word]
    dep, above = text.deps[word], text.lemmas[text.heads[word]]
    if dep in ("obj", "nsubj:pass") and above in NAMING:
        return True
    dated = any(text.lemmas[each] in lexicon.times for each in text.under(word))
    return text.lemmas[one.anchor] in LASTING and not dated and (
        dep in ("nmod", "obl", "appos") or (dep == "nsubj" and bool(text.below(text.heads[word], "cop"))))


REFUSALS: tuple[Callable[[Reading, Lexicon, Trigger], bool], ...] = (
    danger, things, guilty, unasked, canvassing, idle, everyday, played, answered, predicated, topical, stated, ruled,
    standing, paid)


def refused_by(text: Reading, lexicon: Lexicon, one: Trigger) -> str:
    """The name of the first rule that says that a trigger tells no event; "" if none does."""
    return next((rule.__name__ for rule in REFUSALS if rule(text, lexicon, one)), "")
