"""Who does what an event tells, and to whom: by the tree around its main word.

A frame of the trigger says where actor and recipient stand; without one the defaults of the type do
(``lexicons/roles.yaml``). Roles are mentions, as head words of a `Reading`. Nobody is made up: what no word of the
clause, or of the clause above that shares its subject, names is left open.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from standoff.actors.words import fold
from standoff.actors.words import lexicon as capitals
from standoff.events.lexicon import Frame
from standoff.events.order import words
from standoff.events.slots import agree, arguments, in_passive, objects, subjects
from standoff.model import EventType, Form, Kind
from standoff.ties.reading import THEMSELVES, Reading

MOST = 6
"""Nouns and verbs that may stand between a noun of a deed and the verb whose subject does it."""

SPEAKERS = ("i", "we", "us", "me", "our", "my", "ours")
OWN = ("its", "their", "his", "her", "our", "my")
PLACED = (EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.RETREAT, EventType.PROTEST,
          EventType.CONSULT)
"""Types that happen at places: a town that is taken is where it happens, a state that is attacked is whom it hits."""

BLAMED = ("for", "of", "over", "about", "in", "as")
"""Prepositions of a matter: before what stands behind them comes the object, if it is somebody."""

BEHIND = ("with", "to", "for", "on", "against", "from", "of", "by", "into", "at", "between", "upon")
ABOUT = {"obj": (), "iobj": (), "nmod:poss": (), "obl": BEHIND, "nmod": BEHIND}
"""Relations and prepositions of whom the content of a verb is about. Not "in": a place is nobody."""

SAID = ("said", "within", "by", "done")
"""Slots of what is said, in which one's own people may stand."""

BESIDE = ("along with", "together with", "alongside")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Head words of mentions, each once, in the order of the text."""

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()


class Finder:
    """Finds the roles of the events of one text. `speaker` gives the head word of whose words a place stands in."""

    def __init__(self, text: Reading, speaker: Callable[[int], int | None] = lambda word: None) -> None:
        self.text = text
        self.speaker = speaker
        self.data = arguments()

    def __call__(self, type: EventType, anchor: int, frame: Frame | None = None) -> Roles:
        """The roles of an event of this type with this main word. The slots of its frame go before those of the type.
        """
        if frame is not None and frame.type is not type and "reversed" in frame.flags:
            frame = None                                            # a decision has made another deed of it
        noun = self._nominal(anchor) and not self.text.below(anchor, "nsubj:pass", "cop", "obj")
        who, whom = (self._noun if noun else self._verb)(type, anchor, frame)
        if type is EventType.CONSULT and frame is not None and frame.mode == "third-party" and not noun:
            who, whom = self._mediated(anchor, who, whom)
        elif type is EventType.CONSULT and frame is not None and frame.mode not in ("visit", "phone"):
            who, whom = [*who, *(one for one in whom if one not in who)], []       # who meets and who is met
        doers = self._sides(type, anchor, who, frame)
        taken = {self.text.mentions[word].leader for word in doers}
        done = [word for word in whom if self.text.mentions[word].leader not in taken]
        return Roles(actors=tuple(dict.fromkeys(doers)), recipients=tuple(dict.fromkeys(done)))

    def _nominal(self, word: int) -> bool:
        """Whether a deed is told as a noun tells it: "the raid", "a wave of shelling of villages"."""
        return self.text.pos[word] in ("NOUN", "PROPN") or (
            self.text.words[word].endswith("ing") and self.text.deps[word] in ("nmod", "obl", "obj", "nsubj")
            and bool(self._behind(word, "of")))

    def _mediated(self, verb: int, who: Sequence[int], whom: Sequence[int]) -> tuple[list[int], list[int]]:
        """Who mediates, and between whom: "Oslo brokered a truce between Chad and the rebels"; who goes between them
        does it, and they have it done to them.
        """
        near = [verb, *self.text.below(verb, "obj", "obl", "nmod")]
        sides = self._people([word for one in near for word in self._behind(one, "between", "among")],
                             EventType.CONSULT, True)
        doers = [one for one in who if one not in sides]
        return (doers, [*sides, *(one for one in whom if one not in sides)]) if doers else ([*who, *whom], [])

    # — whom words speak of —

    def _people(self, words: Iterable[int], type: EventType, recipient: bool = False) -> list[int]:
        """The mentions that words, and what is coordinated with them, speak of, where they can act or be acted on."""
        found: list[int] = []
        for first in map(self._behind_dateline, words):
            for word in self._listed(first) or self._set_out(first) or (
                    *self.text.coordinated(first), *self._beside(first)):
                found += [one for one in self._who(word, type, recipient) if one not in found]
        return [one for one in found if not self._told(one, found)]

    def _behind_dateline(self, word: int) -> int:
        """A word; of the place of a dateline that the tree took for the subject, the subject: "GOMA – Mali said"."""
        text = self.text
        dash = [kid for kid in text.kids[word] if text.words[kid] in ("–", "—", "-", "--") and kid == word + 1]
        start = text.text[:text.starts[word]].rpartition("\n")[2].strip()
        behind = text.below(word, "nsubj", "appos", "flat", "parataxis", "dep") if dash and not start else []
        return next((kid for kid in behind if kid > word and kid in text.mentions), word)

    def _beside(self, word: int) -> list[int]:
        """Who is coordinated with the name set beside a word: "the leader, Omar Haddad, and the envoy"."""
        text = self.text
        names = [] if text.below(word, "conj") else text.below(word, "appos", "nmod:desc", "flat")
        return [kid for one in names for kid in text.below(one, "conj") if kid in text.mentions]

    def _listed(self, word: int) -> list[int]:
        """The names that stand beside a description of several and say who they are: "the ministers of the two
        countries, Ana Ruiz and Omar Haddad"."""
        text = self.text
        if text.name(word) or not text.plural(word):
            return []
        named = [one for kid in text.below(word, "appos") for one in text.coordinated(kid) if text.name(one)]
        return named if len(named) > 1 and all(text.kind(one) is text.kind(named[0]) for one in named) else []

    def _set_out(self, word: int) -> list[int]:
        """Those whom a count of sides is set out as behind it: "both sides (the army and the rebels)"."""
        return self.text.set_out(word) if self.text.lemmas[word] in self.data.lists["counted"] else []

    def _told(self, word: int, others: Sequence[int]) -> bool:
        """Whether a description is but a part of another's words: "the traders" of "the teachers and the traders"."""
        one = self.text.mentions[word]
        around = (self.text.mentions[other] for other in others if other != word)
        return not self.text.name(word) and any(each.start <= one.start and one.end <= each.end for each in around)

    def _who(self, word: int, type: EventType, recipient: bool) -> list[int]:
        own = self.text.words[word] in OWN and self.text.deps[word] == "nmod:poss"
        if recipient and (own or self.text.words[word].endswith(("self", "selves"))):
            return []                                               # "kept its pickets", "offered themselves"
        who = self.text.who(word)
        if who is None and self.text.words[word] in SPEAKERS:
            who = self.speaker(word)
        if who is None and self.text.lemmas[word] in self.data.lists["papers"]:
            who = self._author(word)
        if who is None and self.text.words[word] in THEMSELVES:
            who = self._teller(word)
        if who is not None and not self.text.nobody(who):
            fits = self._fits(who, type, recipient)
            held = self._holders(word) or self._housed(who, type) if recipient and not self._state(who) else []
            return held or ([who] if fits else [])
        if who is not None:
            return []
        if recipient and str(type) in self.data.lists["judging"]:
            made = self.text.known((*self._makers(word), *self._behind(word, "by")))
            if made or self.text.lemmas[word] in self.data.lists["harms"]:
                return made                                         # not "condemned the killing of the teachers"
        return [one for one in self._owners(word) if not recipient or self.text.words[one] not in OWN]

    def _holders(self, word: int) -> list[int]:
        """Who holds a place by the words beside it: "villages held by the rebels"."""
        text = self.text
        return text.known(one for kid in text.below(word, "acl", "acl:relcl") if in_passive(text, kid) and (
            text.lemmas[kid] in self.data.lists["holding"]) for one in self._agents(kid)) if text.kind(
                self.text.who(word)) in (Kind.PLACE, Kind.FACILITY) else []

    def _author(self, paper: int) -> int | None:
        """Who says what a paper says: whose it is, else who issues it or answers in it: "answered in a letter that
        blamed Chad", "a statement blamed Chad".
        """
        text, above = self.text, self.text.heads[paper]
        own = text.known([*text.below(paper, "nmod:poss"), *self._adjectives(paper), *self._behind(paper, "of", "by",
                                                                                                   "from")])
        if not own and text.pos[above] == "VERB" and text.deps[paper] in ("obj", "obl") and (
                text.deps[paper] == "obj" or text.preposition(paper) in ("in", "with", "through")):
            own = text.known(self._agents(above) if in_passive(text, above) else subjects(text, above))
        return own[0] if own else None

    def _housed(self, who: int, type: EventType) -> list[int]:
        """Whose a building without a name is that is attacked or taken: "the headquarters of the party"."""
        text = self.text
        if type not in (EventType.ASSAULT, EventType.COERCE) or text.kind(who) is not Kind.FACILITY or text.name(who):
            return []
        whose = [one for part in (who, *text.below(who, "conj"))    # "the bases and depots of the party"
                 for one in (*text.below(part, "nmod:poss"), *self._behind(part, "of"))]
        return [one for one in text.known(word for word in whose if text.words[word] not in OWN)
                if text.kind(one) in (Kind.GROUP, Kind.ORGANISATION)]

    def _teller(self, word: int) -> int | None:
        """Whom "it" or "they" without a chain stands for as the subject of what somebody says: who says it."""
        text, verb = self.text, self.text.heads[word]
        while text.deps[verb] in ("xcomp", "conj") and text.heads[verb] != verb:
            verb = text.heads[verb]
        if text.deps[word] != "nsubj" or text.deps[verb] != "ccomp":
            return None
        who = text.known(text.below(text.heads[verb], "nsubj"))
        return who[0] if len(who) == 1 and agree(text, word, who[0]) else None

    def _fits(self, who: int, type: EventType, recipient: bool) -> bool:
        """Whether a mention can do such a thing or have it done to it: a town that is taken is where it happens."""
        kind = self.text.kind(who)
        if kind is Kind.PLACE and recipient and self._aside(who):
            return False
        if kind is Kind.PLACE:
            return not recipient or self._state(who) or (
                type not in PLACED and (self.text.name(who) or str(type) in self.data.lists["to places"]))
        if kind is Kind.FACILITY and recipient and self.text.lemmas[who] in self.data.lists["ways"] | (
                words("settlements") if type in PLACED else set()):
            return False
        if kind is Kind.FACILITY and recipient and str(type) in self.data.lists["told of people"]:
            return self.text.lemmas[who] in self.data.lists["seats"]
        if kind is Kind.FACILITY:
            return str(type) not in self.data.lists["placed"] if recipient else self.text.name(who)
        return True

    def _aside(self, who: int) -> bool:
        """Whether a town that no state sits in is only where something goes or why: "apologised for Chitwan", "let aid
        through Kosti"."""
        text = self.text
        name = fold(text.mentions[who].name.replace(" ", ""))
        return text.name(who) and not self._state(who) and name not in capitals().whose and (
            text.preposition(who) in ("for", "over", "through", "to", "towards", "in"))

    def _state(self, who: int) -> bool:
        """Whether a place is a state or a part of one that has its name: "southern Lebanon"."""
        text, lists = self.text, self.data.lists
        name = text.mentions[who].name.lower().split()
        return text.state(who) or (len(name) > 1 and name[0] in lists["parts"]
                                   and " ".join(name[1:]) in text.lexicon.states)

    def _owners(self, word: int) -> list[int]:
        """Whose a thing is: "Ukrainian positions", "the army’s trucks", "the licence of the bank"."""
        text = self.text
        found = text.known(text.below(word, "nmod:poss"))
        found = found or [one for one in self._adjectives(word) if not self._sited(word, one)]
        found = found or text.known(one for kid in text.below(word, "amod", "acl", "acl:relcl", "appos")
                                    if text.lemmas[kid] in self.data.lists["loyal"] for one in self._behind(kid, "to"))
        for preposition in ("of", "by", "from"):
            found = found or text.known(each for kid in text.below(word, "nmod") if text.preposition(kid) == preposition
                                        for each in text.coordinated(kid))
        return found

    def _makers(self, word: int) -> list[int]:
        """Who makes what a noun names, by the clause on it: "a plan worked out by Norway", "the deal that Chad signed".
        """
        text = self.text
        if text.words[word] == "what":                              # "denounced what he called Chad's aggression"
            return [one for kid in text.below(word, "acl:relcl") for each in text.below(kid, "obj")
                    for one in text.below(each, "nmod:poss")]
        found = [one for kid in text.below(word, "acl") if in_passive(text, kid) for one in self._agents(kid)]
        return found or [one for kid in text.below(word, "acl:relcl", "acl")
                         if not in_passive(text, kid) and text.lemmas[kid] in (
                             self.data.lists["making"] | self.data.lists["light"])
                         for one in (*text.below(kid, "nsubj"), *self._partners(kid)) if text.antecedent(one) != word]

    def _partners(self, verb: int) -> list[int]:
        """With whom something is made together: "the accord that Chad signed with the rebels"."""
        both = self.text.lemmas[verb] in self.data.lists["both sides"]
        return self._behind(verb, "with") if both and self.text.below(verb, "nsubj") else []

    def _adjectives(self, word: int) -> list[int]:
        """Whom the adjectives and nouns before a noun speak of: "Russian and Syrian planes", "an army raid"."""
        return [one for kid in self.text.below(word, "amod", "compound", "nmod:desc")
                for each in (kid, *self.text.below(kid, "conj")) if (one := self._adjective(each)) is not None]

    def _adjective(self, kid: int) -> int | None:
        """Whom an adjective or a noun before a noun speaks of: "American", "army"."""
        if kid in self.text.mentions:
            return kid
        return self.text.demonym(kid)

    # — verbs —

    def _verb(self, type: EventType, verb: int, frame: Frame | None) -> tuple[list[int], list[int]]:
        text = self.text
        passive = in_passive(text, verb)
        suffers = text.lemmas[verb] in self.data.lists["suffering"] and type is EventType.ASSAULT and not passive
        slots = ("subject",) if suffers else self._slots(frame, self.data.verbs[type])
        who: list[int] = []
        for slot in () if suffers else self._acting(frame):
            if who := self._people(self._slot(verb, slot, passive), type):
                break
        above = text.heads[verb]
        if not who and not passive and text.deps[verb] == "advcl" and in_passive(text, above) and (
                text.words[verb].endswith("ing") and not text.below(verb, "nsubj")):
            who = self._people(self._agents(above), type)           # "was attacked by militiamen, killing two"
        if not passive and type is EventType.ASSAULT and (doer := self._around(verb)):
            who = self._people(subjects(text, doer), type)          # "fired on a crowd that …, killing two"
        if not who and str(type) in self.data.lists["symmetric"]:   # "agreed by telephone between the two"
            who = self._people(self._behind(verb, "between"), type)
        if passive and not who:                                     # "a truce between the two was signed"
            who = self._people([one for word in text.subjects(verb) for one in self._behind(word, "between")], type)
        whom: list[int] = []
        for slot in slots:
            whom = self._recipients(type, verb, slot, passive, who)
            if whom:
                break
        return who, whom

    def _around(self, verb: int) -> int | None:
        """The verb whose deed a participle of harm behind a comma tells the outcome of, where the tree hangs it to a
        clause about those who suffer it: "fired on marchers who had blocked a road, killing two"; else None.
        """
        text = self.text
        clause = text.heads[verb]
        if text.deps[verb] != "advcl" or text.deps[clause] != "acl:relcl" or not text.words[verb].endswith("ing") or (
                text.lemmas[verb] not in self.data.lists["harming"] or text.below(verb, "nsubj", "mark")):
            return None
        if not any(text.words[kid] == "," for kid in text.kids[verb]) and text.words[verb - 1] != ",":
            return None
        who = text.heads[clause]
        for _ in range(MOST):
            above = text.heads[who]
            if above == who:
                return None
            if text.pos[above] == "VERB":
                return above if text.deps[who] in ("obl", "obj") and not in_passive(text, above) and (
                    subjects(text, above)) else None
            who = above
        return None

    def _recipients(self, type: EventType, verb: int, slot: str, passive: bool, who: Sequence[int]) -> list[int]:
        """Who in a slot is somebody else than the actors; of what is said only the nearest."""
        taken = {self.text.mentions[word].leader for word in who}
        words = [self._another(word, taken) for word in self._slot(verb, slot, passive, type)]
        own = self._served(who) if slot in SAID and str(type) in self.data.lists["own acts"] else set()
        for some in [[word] for word in words] if slot == "within" else [words]:
            found = [one for one in self._people(some, type, True) if self.text.mentions[one].leader not in taken | own
                     and not self._own(one, taken) and not self._moved(type, verb, slot, one)]
            if found:
                return found
        return []

    def _another(self, word: int, taken: Collection[str]) -> int:
        """A word; of "him" or "them" beside a verb whose subject its chain leads to, or without a chain, the nearest
        before it who can be meant: "Omar Haddad spoke to Ana Ruiz and asked her to leave"."""
        text = self.text
        if text.words[word] not in ("him", "her", "them") or text.deps[word] not in ("obj", "iobj", "obl") or (
                word in text.mentions and text.mentions[word].leader not in taken):
            return word
        many, here = text.words[word] == "them", text.sentence[word]
        fits = [one for one in text.mentions if text.sentence[one] in (here - 1, here) and one < word
                and text.form(one) is not Form.PRONOUN and text.mentions[one].leader not in taken
                and (text.plural(one) if many else text.kind(one) is Kind.PERSON and not text.plural(one))]
        near = [one for one in fits if text.sentence[one] == here] or fits
        leaders = {text.mentions[one].leader for one in near}
        return max(near) if near and (len(leaders) == 1 or text.sentence[near[0]] == here) else word

    def _served(self, who: Sequence[int]) -> set[str]:
        """The leaders of the chains of those whose men the actors are by their titles: "Chad's premier Ali Gado"."""
        text = self.text
        titles = [kid for word in who if text.kind(word) is Kind.PERSON for kid in text.under(word) if kid != word]
        states = [kid if kid in text.mentions else text.demonym(kid) for kid in titles]
        return {text.mentions[kid].leader for kid in states if kid is not None}

    def _moved(self, type: EventType, verb: int, slot: str, word: int) -> bool:
        """Whether somebody in a slot of a verb is what is taken or given there, and not to whom: "seized the airport",
        "an attack at the station", "promised 600 men", "warned that its army may march"."""
        text, lists = self.text, self.data.lists
        facility, lemma = text.kind(word) is Kind.FACILITY, text.lemmas[verb].removeprefix("re")
        if slot == "within" and text.kind(word) is Kind.PLACE and not text.name(word) and not self._state(word):
            return True
        town = text.kind(word) is Kind.PLACE and not self._state(word)
        if slot == "from" and type in (EventType.REQUEST, EventType.REJECT) and town and text.heads[word] != verb:
            return True                                             # "want a pipeline from Togliatti reopened"
        if slot == "from" and type is EventType.ASSAULT and (
                text.lemmas[verb] not in lists["taking"] or text.kind(word) in (Kind.PLACE, Kind.FACILITY)):
            return True                                             # "took the town from them", not "fired from Chad"
        aimed = slot == "at" and text.lemmas[verb] not in lists["shooting"]         # "an attack at", not "fired at"
        if facility and type is EventType.ASSAULT and (aimed or text.lemmas[verb] in lists["taking"]
                                                       or lemma in lists["taking"]):
            return True
        if slot in ("object", "within", "done") and text.lemmas[verb] in lists["giving"] and (
                text.lemmas[word] in lists["moved"] or facility):
            return True
        if type is EventType.REJECT and text.heads[word] != verb and text.lemmas[text.heads[word]] in lists["removing"]:
            return True                                             # "opposed removing the peacekeepers": not to them
        return str(type) in lists["own acts"] and slot in SAID and any(
            text.words[kid] in OWN for kid in text.below(word, "nmod:poss"))

    def _own(self, word: int, taken: Collection[str]) -> bool:
        """Whether a mention is of the actor's own people, who are moved and not dealt with: "withdraw its troops"."""
        text = self.text
        return text.lemmas[word] in self.data.lists["moved"] and any(
            text.words[kid] in OWN
            or (kid in text.mentions and text.mentions[kid].leader in taken) for kid in text.below(word, "nmod:poss"))

    def _slot(self, verb: int, slot: str, passive: bool, type: EventType | None = None) -> Iterator[int]:
        """The words in a slot of a verb."""
        text = self.text
        if slot == "subject":
            yield from self._agents(verb) if passive else subjects(text, verb)
        elif slot == "object":
            yield from objects(text, verb)
        elif slot == "iobj":                                        # "was promised oil"
            yield from subjects(text, verb) if passive and text.below(verb, "obj") else text.below(verb, "iobj")
        elif slot == "owner":
            for word in objects(text, verb):
                yield from self._makers(word)
                if text.lemmas[word] in self.data.lists["harms"]:   # "condemned the killing of …"
                    yield from (*text.below(word, *(() if text.lemmas[word] in self.data.lists["suffered"] else (
                        "nmod:poss",))), *self._behind(word, "by"))
                    continue
                yield from (one for kid in text.below(word, "nmod", "nmod:poss", "amod", "compound") if
                            text.deps[kid] != "nmod" or text.preposition(kid) in ("of", "from", "by", "against", "with")
                            for one in [self._adjective(kid) if text.deps[kid] in ("amod", "compound") else kid]
                            if one is not None)
        elif slot == "said":
            for kid in (*text.below(verb, "ccomp", "xcomp"), *(
                    one for one in text.below(verb, "advcl") if text.words[one].endswith("ing")
                    or "for" in (text.words[mark] for mark in text.below(one, "mark"))), *(
                    each for word in text.below(verb, "obj", "obl") for each in text.below(word, "acl", "ccomp"))):
                yield from text.below(kid, "nsubj", "nsubj:pass")
                if not text.below(kid, "nsubj", "nsubj:pass"):
                    yield from (one for each in text.below(kid, "xcomp", "ccomp")
                                for one in text.below(each, "nsubj", "nsubj:pass"))
        elif slot == "unless":
            for kid in text.below(verb, "advcl"):
                if {"if", "unless", "until"} & {text.words[mark] for mark in text.below(kid, "mark")}:
                    yield from text.below(kid, "nsubj", "nsubj:pass")
            for kid in text.below(verb, "xcomp", "ccomp"):
                yield from self._slot(kid, slot, passive)
        elif slot == "within":
            yield from (one for one in self._within(verb) if type is not EventType.REQUEST or (
                text.preposition(one) != "for"))                    # "demanded access for the envoys"
        elif slot == "aim":
            for kid in sorted(text.under(verb)):
                if kid > verb and text.deps[kid] in ("advcl", "acl", "xcomp", "obl") and (
                        text.lemmas[kid] in self.data.lists["aiming"]):
                    yield from self._behind(kid, "against", "at", "from", "over", "of", "by")
                    yield from self._within(kid)
        elif slot == "state":
            for word in (verb, *text.below(verb, "obj", "xcomp", "ccomp")):
                for kid in (word, *(text.below(word, "obj") if word != verb else ())):
                    yield from (one for one in self._behind(kid, "in", "to", "into", "near", "off", "from", "along")
                                if one in text.mentions and text.kind(one) is Kind.PLACE and self._state(one))
        elif slot == "done":
            for kid in text.below(verb, "xcomp", "ccomp"):
                yield from text.objects(kid)
        else:
            yield from self._behind(verb, slot)
            if slot == "against":
                yield from (one for kid in self._clause(verb) for one in self._behind(kid, slot))
            for kid in text.below(verb, "obj", "xcomp", "compound:prt"):
                yield from self._behind(kid, slot)

    def _clause(self, verb: int) -> list[int]:
        """The words of a verb's clause and of what it says, but not of another thing told beside it ("warned of war,
        pointing out that …").
        """
        text = self.text
        found, waiting = [], [verb]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting += [kid for kid in text.kids[at] if not (text.deps[kid] == "acl:relcl" or (
                text.deps[kid] in ("advcl", "parataxis") and (text.below(kid, "ccomp", "nsubj", "nsubj:pass") or any(
                    text.words[mark] in self.data.lists["aside"] for mark in text.below(kid, "mark")))))]
        return sorted(found)

    def _acting(self, frame: Frame | None) -> tuple[str, ...]:
        """Where the actor of a verb stands; of one whose subject is the recipient, at last the object ("hosted")."""
        told = () if frame is None else frame.actors
        return (*told, "object") if frame is not None and "reversed" in frame.flags else told or ("subject",)

    def _slots(self, frame: Frame | None, usual: Sequence[str]) -> tuple[str, ...]:
        """The slots of a frame, and behind them those of its type; where the subject is the recipient, that alone."""
        if frame is None:
            return tuple(usual)
        if "subject" in frame.recipients:
            return frame.recipients
        if frame.preposition in BLAMED and "free" not in frame.flags:
            usual = ("iobj", "object", *frame.recipients, *usual)   # "blamed Israel for the raid"
            return tuple(dict.fromkeys(usual))
        free = ("object", "owner") if "free" in frame.flags else ()
        return tuple(slot for slot in dict.fromkeys((*frame.recipients, *usual)) if slot not in free)

    def _within(self, verb: int) -> Iterator[int]:
        """Whom the content of a verb is about: the nearest behind a preposition or as an object in what is said, or
        whose that is, but in no clause of its own about something else."""
        text = self.text
        waiting = text.below(verb, "xcomp", "ccomp", "obj", "obl")
        for _ in range(MOST):
            yield from (word for word in waiting if word in text.mentions and text.deps[word] in ABOUT and (
                text.words[word] not in OWN) and (
                text.deps[word] not in ("obl", "nmod") or text.preposition(word) in ABOUT[text.deps[word]]))
            open_ = [word for word in waiting if text.lemmas[word] not in self.data.lists["harms"]
                     and text.preposition(word) not in self.data.lists["aside"]
                     and not (text.preposition(word) == "with" and text.lemmas[word] in self.data.lists["helping"])]
            waiting = [kid for word in open_ for kid in (
                *text.below(word, "xcomp", "obj", "obl", "nmod", "nmod:poss", "iobj", "acl"),
                *(one for one in text.below(word, "advcl") if self._to(one)))]

    def _to(self, verb: int) -> bool:
        """Whether a clause says what for: "to defend Chad"."""
        return any(self.text.words[kid] == "to" for kid in self.text.below(verb, "mark"))

    def _behind(self, word: int, *prepositions: str) -> list[int]:
        """What hangs on a word behind one of these prepositions, but for others' help: "with the mediation of Oslo"."""
        return [kid for kid in self.text.below(word, "obl", "nmod", "obl:agent", "advmod")
                if (preposition := self.text.preposition(kid)) in prepositions and not (
                    preposition == "with" and self.text.lemmas[kid] in self.data.lists["helping"])]

    def _agents(self, verb: int) -> list[int]:
        """By whom the passive of a verb says that it is done; coordinated verbs share one at their end."""
        for one in (verb, *self.text.below(verb, "conj")):
            found = self._behind(one, "by", "at the hands of")
            if found:
                return found
        return []

    # — nouns of deeds —

    def _noun(self, type: EventType, noun: int, frame: Frame | None) -> tuple[list[int], list[int]]:
        text = self.text
        suffered = text.lemmas[noun] in self.data.lists["suffered"]
        who = self._people(self._doers(type, noun, suffered), type)
        whom = self._people(text.below(noun, "nmod:poss") if suffered else (), type, True)
        slots = self._slots(frame, self.data.nouns[type])
        above = text.heads[noun]
        if type is EventType.CONSULT and self._behind(noun, "between"):         # who mediates between them meets them
            who += [one for verb, _ in self._above(noun) if not in_passive(text, verb)
                    for one in self._people(subjects(text, verb), type) if one not in who]
        if not who and text.deps[noun] == "nmod" and text.preposition(noun) in ("on", "in") and above in text.mentions:
            who = self._people([above], type)                       # "the envoy, on a visit to Oslo, …"
        if not who and text.deps[noun] == "obl" and text.lemmas[above] in text.lexicon.accusing:
            who = self._people(text.whom(above), type)              # "accused separatists of the killing"
        if not who and text.deps[noun] == "nmod" and text.preposition(noun) in ("of", "for") and (
                text.lemmas[text.heads[above]] in text.lexicon.accusing and text.deps[above] in ("obj", "nsubj:pass")):
            who = self._people([above], type)                       # the same, however parsed
        if type is EventType.REQUEST and text.deps[noun] == "obl" and text.preposition(noun) in ("at", "on", "upon"):
            asked = self._agents(above) if in_passive(text, above) else subjects(text, above)
            whom = whom or [one for one in self._people(asked, type, True) if one not in who]   # "at Mali's request"
        holders = [noun, *(kid for kid in text.below(noun, "acl:relcl", "acl")
                           if text.lemmas[kid] in self.data.lists["light"])]
        for verb, receives in self._above(noun):
            passive = in_passive(text, verb)
            if receives and not passive:
                whom = whom or self._people(subjects(text, verb), type, True)
            elif not who:
                who = self._people(self._agents(verb) if passive else subjects(text, verb), type)
            holders.append(verb)
        for slot in slots:
            if whom:
                break
            if slot == "within":                                    # "their insistence on removing the troops"
                about = (one for kid in text.below(noun, "acl") for one in (*text.objects(kid), *self._within(kid))
                         if text.kind(text.who(one)) is not Kind.PLACE)
                whom = next(filter(None, (self._people([one], type, True) for one in about)), [])
                continue
            for holder in holders:
                whom = whom or self._people(text.below(holder, "iobj"), type, True)
                behind = self._slot(holder, slot, False) if slot == "aim" else self._behind(holder, slot)
                whom = whom or [one for one in self._people(behind, type, True) if one not in who]
        return who, whom

    def _doers(self, type: EventType, noun: int, suffered: bool) -> list[int]:
        """Who a noun of a deed itself says does it."""
        text = self.text
        by = self._behind(noun, "by", "between", "among")
        by += [agent for kid in text.below(noun, "acl") if in_passive(text, kid) for agent in self._agents(kid)]
        if by:
            return by
        if not suffered and (own := text.below(noun, "nmod:poss")):
            return own
        if not suffered and str(type) in self.data.lists["done of"] and (own := self._behind(noun, "of")):
            return own
        if made := [one for kid in text.below(noun, "acl:relcl") if text.lemmas[kid] in self.data.lists["light"]
                    for one in self._makers(noun)]:
            return made                                             # "the raid that the rebels launched"
        before = [one for one in self._adjectives(noun) if not self._sited(noun, one)]
        return before or (self._behind(noun, "from") if type is not EventType.RETREAT else [])

    def _sited(self, noun: int, who: int) -> bool:
        """Whether a name before a noun of harm is of where it is: "the Paris attack", "the Syria airstrike"."""
        text = self.text
        return text.lemmas[noun] in self.data.lists["harms"] and text.kind(who) is Kind.PLACE and (
            text.deps[who] in ("compound", "nmod:desc") and text.heads[who] == noun)

    def _above(self, noun: int) -> Iterator[tuple[int, bool]]:
        """The verbs whose subject does what a noun tells ("launched a raid"), or suffers it ("came under attack")."""
        text, word = self.text, noun
        for _ in range(MOST):
            dep, above = text.deps[word], text.heads[word]
            if above == word:
                return
            if text.pos[above] in ("NOUN", "PROPN") and dep in ("conj", "nmod", "compound", "appos"):
                if dep in ("nmod",) and text.preposition(word) not in ("of", "for", "in"):
                    return
                word = above
                continue
            if text.pos[above] != "VERB" or dep not in ("obj", "nsubj:pass", "obl", "xcomp", "nsubj", "iobj"):
                return
            lemma = text.lemmas[above]
            if dep == "obj" and text.below(above, "xcomp"):
                return                                              # "called the fight a duty"
            if dep == "nsubj" or (dep == "obl" and text.preposition(word) not in (
                    "on", "in", "to", "into", "under", "with", "for", "out", "through")):
                return
            if dep == "obl" and text.preposition(word) in ("with", "through") and (
                    text.lemmas[above] in self.data.lists["answering"]):
                yield above, False                                  # "responded with attacks"
                return
            lemma = lemma if lemma in self.data.lists["light"] else lemma.removeprefix("re")
            receives = text.lemmas[above] in self.data.lists["receiving"] and not (lemma == "meet" and dep == "obl")
            if receives or lemma in self.data.lists["light"]:
                yield above, receives
            return

    # — both sides —

    def _sides(self, type: EventType, anchor: int, who: list[int], frame: Frame | None) -> list[int]:
        """The actors; of a symmetric deed who is told behind "with" is one of them, too."""
        text, lists = self.text, self.data.lists
        both = str(type) in lists["symmetric"] or text.lemmas[anchor] in lists["both sides"] or (
            frame is not None and "both" in frame.flags)
        if not both:
            return who
        near = [anchor, *text.below(anchor, "obj", "obl")]
        if text.deps[anchor] in ("obj", "obl"):
            near.append(text.heads[anchor])
        with_whom = self._people([word for one in near for word in self._behind(one, "with", *BESIDE)], type, True)
        return [*who, *(one for one in with_whom if one not in who)]
