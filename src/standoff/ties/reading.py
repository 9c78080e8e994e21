"""What the rules see of a report: its words, the tree over them, and whom the head words speak of.

Words are numbered as the Doc's tokens. Trees come from a model and are mended where it errs in known ways (`mending`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from standoff.actors.words import fold
from standoff.actors.words import lexicon as words_for_states
from standoff.language.quotations import quotations
from standoff.model import Arc, Form, Kind, Mention, TieType
from standoff.ties import mending
from standoff.ties.lexicon import Lexicon

MOST_PARTS = 4
"""How many nouns of quantity may stand before the one that counts: "a number of members of parts of the party"."""

THEMSELVES = ("it", "he", "she", "they")
"""Pronouns that in the words of a denial stand for who denies."""

SIDES = ("side", "party")
"""Nouns of those who stand against one another, whom they do not name."""

MEANS = ("material", "political", "military", "financial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A tie that a rule found, in words. `anchor`: the word whose clause says whether and when it holds."""

    type: TieType
    source: int
    target: int | None
    anchor: int
    cue: tuple[int, ...]
    rule: str
    title: str = ""
    means: tuple[str, ...] = ()
    former: bool = False
    planned: bool = False
    denied: bool = False
    possible: bool = False
    disputed: bool = False


class Reading:
    """The words of a Doc and their tree, as plain lists, with the mentions by their head words."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.text = doc.text
        tokens = list(doc)
        self.starts = [word.idx for word in tokens]
        self.ends = [word.idx + len(word) for word in tokens]
        self.words = [word.lower_.replace("’", "'") for word in tokens]
        self.pos = [word.pos_ for word in tokens]
        self.lemmas = [self._lemma(word.lemma_, form, word.pos_) for word, form in zip(tokens, self.words, strict=True)]
        self.deps = [word.dep_ for word in tokens]
        self.heads = [word.head.i for word in tokens]
        self.morphs = [str(word.morph) for word in tokens]
        self.sentence = [0] * len(tokens)
        self.sentences = [(sent.start, sent.end) for sent in doc.sents]
        for number, (start, end) in enumerate(self.sentences):
            self.sentence[start:end] = [number] * (end - start)
        self.kids: list[list[int]] = [[] for _ in tokens]
        for word, head in enumerate(self.heads):
            if word != head and self.pos[word] != "SPACE":
                self.kids[head].append(word)
        mending.hang(self)
        self.at = at = {start: word for word, start in enumerate(self.starts)}
        self.mentions: dict[int, Mention] = {}
        for one in sorted(mentions, key=lambda one: (one.end - one.start, one.key)):
            if one.head in at:
                self.mentions[at[one.head]] = one          # the widest of a head
        self.ending: dict[int, list[int]] = {}             # a last word of mentions → their heads
        self.tops: dict[int, int] = {}                     # the word on which a mention hangs → its head
        ends = {end: word for word, end in enumerate(self.ends)}
        for word, one in self.mentions.items():
            if one.end in ends:
                self.ending.setdefault(ends[one.end], []).append(word)
            top = word
            while one.start <= self.starts[self.heads[top]] < one.end and self.heads[top] != top:
                top = self.heads[top]
            self.tops.setdefault(top, word)
        mending.appose(self)
        self.chains: dict[str, list[int]] = {}             # leader → the head words of its chain, in order
        for word, one in sorted(self.mentions.items()):
            self.chains.setdefault(one.leader, []).append(word)
        self.names = {word: span for word, one in self.mentions.items() if (span := self._span(one)) is not None}
        self.naming: dict[int, list[int]] = {}             # a word of names → their heads
        for head, (start, end) in self.names.items():
            word = at.get(start, head)
            while word < len(tokens) and self.starts[word] < end:
                self.naming.setdefault(word, []).append(head)
                word += 1
        self.quotations = quotations(doc.text)
        self.named: dict[str, list[int]] = {}
        for word, one in self.mentions.items():
            if one.form is not Form.PRONOUN:
                name = _name(one) if one.form is Form.NAME else self.words[word]
                self.named.setdefault(name, []).append(word)
        self.things = {at[one.head]: one.kind for one in doc._.nominals or () if one.head in at}

    # — names —

    def _span(self, one: Mention) -> tuple[int, int] | None:
        """Where in a mention its name stands."""
        start = self.text.find(one.name, one.start, one.end) if one.name else -1
        return (start, start + len(one.name)) if start >= 0 else None

    def inside(self, word: int) -> bool:
        """Whether a mention is but a part of the name of another: "West African States" in "the Economic Community of
        West African States"."""
        one = self.mentions[word]
        start, end = self.names.get(word, (one.start, one.end))
        return any(other != word and self.names[other][0] <= start and end <= self.names[other][1]
                   and end - start < self.names[other][1] - self.names[other][0] for other in self.naming.get(word, ()))

    # — tree —

    def below(self, word: int, *deps: str) -> list[int]:
        """What hangs on a word by one of these relations, in the order of the text."""
        return [kid for kid in self.kids[word] if self.deps[kid] in deps]

    def case(self, word: int) -> int | None:
        """The first preposition or possessive mark of a word."""
        return next((kid for kid in self.kids[word] if self.deps[kid] == "case" and self.lemmas[kid] != "both"), None)

    def preposition(self, word: int) -> str:
        """The preposition before a word, its parts joined: "of", "on behalf of"; "" for none."""
        case = self.case(word)
        if case is None or case > word:
            return ""
        return " ".join([self.words[case], *(self.words[part] for part in self.below(case, "fixed"))])

    def pieces(self, some: Iterable[int]) -> tuple[tuple[int, int], ...]:
        """Words as pieces of the text, neighbours joined over blanks."""
        found: list[tuple[int, int]] = []
        for word in sorted(set(some)):
            if found and not self.text[found[-1][1]:self.starts[word]].strip():
                found[-1] = (found[-1][0], self.ends[word])
            else:
                found.append((self.starts[word], self.ends[word]))
        return tuple(found)

    def under(self, word: int) -> list[int]:
        """Every word below a word, itself too."""
        found, waiting = [], [word]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting += self.kids[at]
        return found

    def _lemma(self, lemma: str, form: str, pos: str) -> str:
        """A lemma; where the reader's is not in the lexicon, one that is and that the form can be of."""
        kind = "verbs" if pos in ("VERB", "AUX") else "nouns"
        if form in self.lexicon.irregular[kind]:
            return self.lexicon.irregular[kind][form]
        lemma = lemma.lower().replace("’", "'")
        known = lemma in self.lexicon.vocabulary and lemma[0] == form[0]        # not "leave" of "handed"
        if (known and not (pos == "VERB" and lemma == form and form.endswith("ing"))) or pos not in ("VERB", "NOUN"):
            return lemma
        if not form.endswith("s" if pos == "NOUN" else ("s", "ed", "ing")):
            return lemma
        stems: tuple[str, ...] = (form[:-1], form[:-2], form[:-3] + "y", form)
        if pos == "VERB":                                           # "closing" is of "close", though a noun, too
            stems = (*stems[:3], form[:-3], form[:-3] + "e", form[:-4], form)
        return next((stem for stem in stems if len(stem) > 2 and stem in self.lexicon.vocabulary), lemma)

    def passive(self, verb: int) -> bool:
        """Whether a verb is in the passive, or a participle that says so of a noun ("factions backed by …")."""
        if self.below(verb, "nsubj:pass", "aux:pass", "csubj:pass"):
            return True
        if self.deps[verb] in ("acl", "amod", "conj", "advcl", "xcomp", "appos", "parataxis"):
            if self.below(verb, "nsubj", "obj", "aux"):
                return False
            if self.deps[verb] == "conj" and not self.below(verb, "obl:agent"):
                return self.passive(self.heads[verb]) and "VerbForm=Part" in self.morphs[verb]
            return "VerbForm=Part" in self.morphs[verb] and not self.words[verb].endswith("ing")
        return False

    def subjects(self, verb: int) -> list[int]:
        """Of whom a verb, noun or adjective is said: its subject, the noun beside it, or that of the clause above.

        Antecedents stand for "who" and "which". Several only in a coordination.
        """
        for _ in range(8):
            own = self.below(verb, "nsubj", "nsubj:pass", "nsubj:outer")
            if own:
                return self.coordinated(own[-1])
            dep, above = self.deps[verb], self.heads[verb]
            if dep == "acl" and self.pos[verb] == "VERB" and not self.passive(verb) and not (
                    self.words[verb].endswith("ing") or self.below(verb, "mark")):
                return []                                           # a finite verb is the clause's, not the noun's
            if dep in ("acl", "amod") or (dep == "appos" and self.pos[verb] == "VERB"):
                if self.lemmas[above] in self.lexicon.charges:     # "rejected Kenya's charges of arming them"
                    return self._charged(above)
                if self.lemmas[above] in self.lexicon.shells:      # "plans of the army to arm them"
                    owner = self.below(above, "nmod:poss")
                    return self.coordinated(owner[0]) if owner else []
                return [above]
            if dep == "acl:relcl":
                return [] if {"where", "when", "why"} & {self.words[kid] for kid in self.kids[verb]} else [above]
            objects = self.below(above, "obj", "iobj") if dep == "xcomp" else []
            if objects and self.lemmas[above] not in self.lexicon.raising and not self.passive(above):
                return self.coordinated(objects[0])                 # "forced the party to support"
            if dep in ("xcomp", "advcl") and self.lemmas[above] == "call":
                called = [kid for kid in self.below(above, "obl") if self.preposition(kid) in ("on", "upon")]
                if called:                                          # "called on the government to arm them"
                    return self.coordinated(called[0])
            if dep in ("advcl", "xcomp", "ccomp", "obl") and self.lemmas[above] in self.lexicon.accusing:
                return self.whom(above)
            if dep == "conj" and self.deps[above] == "ccomp" and self.lemmas[verb] in self.lexicon.accusing and (
                    self.passive(above) and self.below(verb, "obj")):
                verb = self.heads[above]                            # "said its men were hit and accused the rebels"
                continue
            if dep not in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "obl", "obj", "nmod", "appos", "dep"):
                return []
            if dep in ("ccomp", "parataxis") and "VerbForm=Fin" in self.morphs[verb]:
                return []
            if dep == "advcl" and ("VerbForm=Fin" in self.morphs[verb] or "VerbForm" not in self.morphs[verb]):
                return []
            verb = above
        return []

    def _charged(self, noun: int) -> list[int]:
        """Who is said to have done it: "accusations against Chad of …", or who rejects them or faces them."""
        for kid in self.below(noun, "nmod"):
            if self.preposition(kid) in ("against", "that"):
                return self.coordinated(kid)
        above = self.heads[noun]
        if self.deps[noun] == "obj" and self.lemmas[above] in self.lexicon.answering | self.lexicon.charged:
            return self.subjects(above)
        return []

    def denier(self, word: int) -> int | None:
        """Whom "it", "he" or "they" stands for as the subject of what somebody denies: "Chad denied that it …"."""
        if self.words[word] not in THEMSELVES or self.deps[word] not in ("nsubj", "nsubj:pass"):
            return None
        verb = self.heads[word]
        while self.deps[verb] in ("xcomp", "conj") and self.heads[verb] != verb:
            verb = self.heads[verb]
        above = self.heads[verb]
        if self.deps[verb] == "acl" and self.lemmas[above] in self.lexicon.shells and self.deps[above] == "obj":
            above = self.heads[above]
        elif self.deps[verb] not in ("ccomp", "acl"):
            return None
        if self.lemmas[above] not in self.lexicon.answering or above > word:
            return None
        who = self.known(self.below(above, "nsubj"))
        return who[0] if len(who) == 1 and self._agrees(word, who[0]) else None

    def _agrees(self, pronoun: int, word: int) -> bool:
        """Whether a pronoun can stand for a mention, by number and sort."""
        if self.words[pronoun] in ("he", "she"):
            return self.kind(word) is Kind.PERSON and not self.plural(word)
        if self.words[pronoun] == "it":
            return self.kind(word) is not Kind.PERSON and not self.plural(word)
        return self.plural(word) or self.kind(word) in (Kind.ORGANISATION, Kind.GROUP)

    def whom(self, verb: int) -> list[int]:
        """The object of an active verb, the subject of a passive one."""
        if self.passive(verb):
            return self.subjects(verb)
        return self.objects(verb) or ([self.heads[verb]] if self.deps[verb] == "acl:relcl" else [])

    def objects(self, verb: int) -> list[int]:
        """Whom an active verb does something to; a coordinated verb's may stand with the last one."""
        own = self.below(verb, "obj")
        if not own and not self.below(verb, "iobj", "ccomp", "xcomp", "obl"):
            later = [kid for kid in self.below(verb, "conj") if self.below(kid, "obj")]
            own = self.below(later[0], "obj") if later else []
        return self.coordinated(own[0]) if own else []

    def coordinated(self, word: int) -> list[int]:
        """A word and what is coordinated with it, relative pronouns as what they stand for, sides as those set out."""
        word = self.antecedent(word)
        if self.lemmas[word] in SIDES and (sides := self.set_out(word)):
            return sides
        joined = [kid for kid in self.below(word, "conj") if self.pos[kid] in ("NOUN", "PROPN", "PRON", "NUM")]
        return sorted([word, *joined, *self._listed(word, joined)])

    def set_out(self, word: int) -> list[int]:
        """Those whom a count of some is set out as behind it: "both sides (the army and the rebels)"."""
        if not self.below(word, "nummod") and not any(self.words[kid] == "both" for kid in self.kids[word]):
            return []
        behind = self.below(word, "appos", "parataxis")
        if self.words[word + 1:word + 2] == ["("]:                  # however the tree hangs it
            end = next((at for at in range(word + 2, len(self.words)) if self.words[at] == ")"), word)
            behind += [at for at in range(word + 2, end) if not word < self.heads[at] < end]
        lists = (self.coordinated(kid) for kid in behind)
        return next((some for some in lists if len(some) > 1 and all(one in self.mentions for one in some)), [])

    def _listed(self, word: int, joined: list[int]) -> list[int]:
        """The states that a tree sets beside the first of a list of states: "Chad, [Niger] and Mali", but not "Bamako,
        Mali and Niger"."""
        if not joined or not self._state(word) or not all(map(self._state, joined)):
            return []
        return [kid for kid in self.below(word, "appos") if word < kid < joined[-1] and self._state(kid)
                and self.words[kid - 1] in (",", "the")]

    def _state(self, word: int) -> bool:
        """Whether a word heads the name of a state."""
        one = self.mentions.get(word)
        return one is not None and fold(one.name.replace(" ", "")) in words_for_states().states

    def antecedent(self, word: int) -> int:
        """What "who", "which" or "that" stands for; other words stand for themselves."""
        if (self.lemmas[word] in ("who", "which", "that", "whom", "whose") and "Rel" in self.morphs[word]) or (
                self.words[word] in ("who", "whom", "whose", "which")):
            at = word
            for _ in range(8):
                if self.deps[at] == "acl:relcl":
                    return self.heads[at]
                if self.heads[at] == at:
                    break
                at = self.heads[at]
        return word

    # — who —

    def who(self, word: int) -> int | None:
        """The word with a mention that a word speaks of: itself, its antecedent, or of parts the whole."""
        for _ in range(MOST_PARTS):
            word = self.antecedent(word)
            if (denier := self.denier(word)) is not None:
                return denier
            if self.words[word] in self.lexicon.negators:
                return None
            if word in self.mentions or word in self.tops:
                return word if word in self.mentions else self.tops[word]
            aspect = self.lemmas[word] in self.lexicon.aspects
            whole = [kid for kid in self.below(word, "nmod") if self.preposition(kid) in ("of", "among")]
            if aspect:
                whole = self.below(word, "nmod:poss") or whole
                states = [one for kid in self.below(word, "amod") if (one := self.demonym(kid)) is not None]
                if states and not whole:
                    return states[0]
            elif self.lemmas[word] not in self.lexicon.parts and self.pos[word] not in ("NUM", "DET"):
                return None
            if not whole:
                return None
            word = whole[0]
        return None

    def known(self, words: Iterator[int] | Sequence[int]) -> list[int]:
        """Those of the words that speak of somebody, each once."""
        return list(dict.fromkeys(who for word in words if (who := self.who(word)) is not None))

    def kind(self, word: int | None) -> Kind | None:
        """What sort of thing the mention of a word speaks of; of a pronoun, what its chain's other mentions are."""
        if word is None or word not in self.mentions:
            return None
        return self.mentions[word].kind

    def name(self, word: int) -> bool:
        """Whether a word heads a name."""
        return word in self.mentions and self.mentions[word].form is Form.NAME

    def outermost(self, word: int) -> int:
        """The word that an apposition or title explains: "the army's spokesman, Ko Ko", Ko Ko's is "spokesman"."""
        first, seen = word, {word}
        while self.deps[word] in ("appos", "nmod:desc", "flat") and self.heads[word] not in seen:
            above = self.heads[word]
            if (above not in self.mentions and word in self.mentions) or (self.name(word) and word != first):
                break
            word = above
            seen.add(word)
        return word

    def nobody(self, word: int) -> bool:
        """Whether a mention is of nobody: "no group"."""
        return any(self.words[kid] in ("no", "neither") for kid in self.below(word, "det"))

    def form(self, word: int) -> Form:
        """How a word with a mention speaks of somebody."""
        return self.mentions[word].form

    def demonym(self, word: int) -> int | None:
        """The nearest mention of the state that an adjective is of ("Iranian" of "Iran"), if the text has one."""
        return self._nearest(word, self.lexicon.demonyms.get(self.words[word], ()))

    def alike(self, word: int, form: str = "") -> int | None:
        """The nearest mention that a word used as an adjective speaks of: "Iranian", "Ankara", "rebel"."""
        form = form or self.words[word]
        return self._nearest(word, (*self.lexicon.demonyms.get(form, ()), form))

    def _nearest(self, word: int, names: Sequence[str]) -> int | None:
        found = [one for name in names for one in self.named.get(name, ()) if one != word]
        return min(found, key=lambda one: (abs(one - word), one), default=None)

    def arc(self, arc: Arc) -> Found | None:
        """A tie that the network believes in, as a finding; None when its ends are no mentions, or it cannot be."""
        ends = [self.at.get(place, -1) for place in (arc.source, arc.target)]
        source, target = (self.who(word) if word >= 0 else None for word in ends)
        if source is None or target is None or source == target or (
                not self.lexicon.fits(arc.type, self.kind(source), self.kind(target))):
            return None
        return Found(type=arc.type, source=source, target=target, anchor=source, cue=(), rule="model",
                     means=tuple(mark for mark in arc.marks if mark in MEANS), former="former" in arc.marks,
                     planned="planned" in arc.marks, denied="denied" in arc.marks, possible="possible" in arc.marks,
                     disputed="disputed" in arc.marks)

    def pair(self, found: Found) -> frozenset[str]:
        """The two of a tie, as the leaders of their chains."""
        return frozenset(self.mentions[end].leader for end in (found.source, found.target) if end is not None)

    def plural(self, word: int) -> bool:
        """Whether a noun is in the plural."""
        return "Number=Plur" in self.morphs[word]

    def state(self, word: int) -> bool:
        """Whether a mention of a place names a state, or calls it "the country"."""
        return self.lemmas[word] in ("country", "state", "republic", "nation") or (
            _name(self.mentions[word]) in self.lexicon.states)


def _name(one: Mention) -> str:
    """The name in a mention, or its words, lower case, without article and possessive mark."""
    return (one.name or one.text).lower().replace("’", "'").removeprefix("the ").removesuffix("'s").removesuffix("'")
