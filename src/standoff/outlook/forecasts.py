"""What is to come, as the words of a clause tell it: modals, frames ("is expected to", "vowed to"), nouns, schedules.

Each rule yields what it finds in words; whether it is a conditional, a warning or a schedule in the end is settled in
``types``. "Yes" sentences have an outlook of that type, "No" sentences none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from standoff.model import Kind, OutlookType
from standoff.outlook import conditions
from standoff.outlook.clauses import stretch
from standoff.outlook.questions import asks
from standoff.outlook.reading import SUBJECTS, Found, Reading

Rule = Callable[[Reading], Iterator[Found]]

BODIES = (Kind.PERSON, Kind.GROUP, Kind.ORGANISATION, Kind.PLACE)
"""What cannot come true by itself: "fears of the residents" are no fears of their coming."""


def rules() -> tuple[Rule, ...]:
    """The rules, in the order in which they speak."""
    return modal, frame, bound, predicate, noun, given, due, planned, timetable, scenario


def modal(text: Reading) -> Iterator[Found]:
    """A clause with "will", or with "may", "could", "would" where they speak of what is to come.

    Yes: The rains will cut the road to Juba. → prediction
    Yes: The rebels may return to the valley. → prediction
    Yes: The union fears that the port would close. → warning
    No: The boy would later become president.
    No: The guards could hear the shells.
    No: The raid may have killed him.
    No: They will often sit by the river.
    """
    for word in range(len(text.words)):
        kind = text.modal(word) or _bare(text, word)
        if not kind or not _coming(text, word, kind):
            continue
        anchor = word
        if text.lexicon.has("shells", text.lemmas[word]):           # "this may mean that Washington will intervene"
            anchor = next(iter(text.below(word, "ccomp")), word)
        top = _over(text, word)
        yield Found(type=OutlookType.PREDICTION, rule="modal", anchor=anchor, top=top,
                    words=_words(text, top, anchor), teller=_convinced(text, top, word),
                    negated=text.denied(word) != (anchor != word and text.denied(anchor)))


def _convinced(text: Reading, top: int, word: int) -> int | None:
    """Who is said to hold something likely: "the envoy is certain that …", in translations also "is unlikely that"."""
    if top == word or text.deps[word] not in ("ccomp", "csubj"):
        return None
    return next((kid for kid in text.below(top, "nsubj") if (one := text.mentions.get(kid)) is not None
                 and one.kind in BODIES), None)


def _bare(text: Reading, word: int) -> str:
    """The kind of a modal that stands for its whole clause: "none will, unless …"."""
    bare = text.pos[word] == "AUX" and not text.deps[word].startswith(("aux", "cop")) and text.words[word] == "will"
    return "will" if bare and text.below(word, "nsubj") else ""


def frame(text: Reading) -> Iterator[Found]:
    """A verb or adjective over an infinitive: said of its subject ("is likely to"), or by it ("vowed to").

    Yes: The rains are likely to cut the road. → prediction
    Yes: The general vowed to retake the town. → pledge
    Yes: The council plans to reopen the bridge in July. → plan
    Yes: Analysts expect the rupee to fall. → prediction
    Yes: The union threatened to close the port. → pledge
    No: The general wants to retake the town.
    No: The general used to live in the town.
    No: He is believed to be hiding in the hills.
    """
    for word in range(len(text.words)):
        lemma = text.lemmas[word]
        below = [kid for kid in text.below(word, "xcomp", "ccomp", "advcl") if "to" in text.marks(kid) and kid > word
                 and not text.modal(kid)]
        if not below or text.deps[word] == "amod":
            continue
        anchor, shared = below[0], _shared(text, word)
        if lemma in ("ready", "willing") and text.below(word, "cop") and not text.past(word):
            found = Found(type=OutlookType.PLEDGE, rule="frame", anchor=anchor, top=word,
                          words=_words(text, word, anchor), negated=text.denied(word), firm=True)
            if conditions.conditions(text, anchor, word):           # "ready to talk if …"; else only a mood
                yield found
        elif shared is not None:
            if lemma in text.lexicon.lists["believed"] or _over_and_done(text, word, anchor):
                continue
            if "have" in text.aux(anchor):
                continue                                            # "is likely to have fled"
            yield Found(type=shared, rule="frame", anchor=anchor, top=word, words=_words(text, word, anchor),
                        negated=text.denied(anchor) != text.denied(word))
        elif (own := text.lexicon.own.get(lemma)) and text.pos[word] == "VERB" and not text.passive(word):
            if text.deps[below[0]] == "advcl" and not _direct(text, word, anchor):
                continue
            if text.deps[word] == "acl" and not text.words[word].endswith("ing"):
                continue                                            # "equipment intended to fight"
            start, end = _words(text, anchor, anchor)
            if text.denied(word):                                   # "does not intend to leave"
                start = min(start, word, *text.below(word, "aux"))
            yield Found(type=own, rule="frame", anchor=anchor, top=anchor, words=(start, end),
                        negated=text.denied(anchor) != text.denied(word), teller=text.subject(word),
                        firm=own is not OutlookType.PREDICTION)


def bound(text: Reading) -> Iterator[Found]:
    """"Is to", "is due to": what is arranged.

    Yes: The president is to meet the rebels on Friday. → plan
    Yes: The two sides are due to meet in Addis Ababa on Friday. → plan
    No: The best way is to talk to the rebels.
    No: The army was to fall back on 3 March 2014.
    """
    for word in range(len(text.words)):
        marks = text.below(word, "mark")
        if not marks or text.pos[word] not in ("VERB", "AUX") or text.deps[word] == "xcomp":
            continue
        told = [text.words[kid] for kid in (*marks, *(part for mark in marks for part in text.kids[mark]))]
        be = [kid for kid in text.below(word, "aux", "cop") if text.words[kid] in ("is", "are", "was", "were")]
        if "to" not in told or not be or be[0] > marks[0] or not text.below(word, "nsubj", "nsubj:pass"):
            continue
        if text.below(word, "nsubj:outer") or not _bodily(text, word) or _over_and_done(text, word, word):
            continue
        yield Found(type=OutlookType.PLAN, rule="bound", anchor=word, top=word, words=_words(text, word, word),
                    negated=text.denied(word), firm=True)


def _bodily(text: Reading, word: int) -> bool:
    """Whether "is to" tells an arrangement: of somebody, or of what is done ("is to be held"), not "the way is to"."""
    subject = text.subject(word)
    if subject is None:
        return False
    passive = text.passive(word)
    mention = text.mentions.get(subject)
    return passive or (mention is not None and mention.kind in BODIES) or text.pos[subject] in ("PROPN", "PRON")


def predicate(text: Reading) -> Iterator[Found]:
    """An adjective that tells how likely the subject is to come about.

    Yes: A famine is likely. → prediction
    Yes: Further strikes are possible. → prediction
    Yes: A walkout is a remote possibility. → prediction
    Yes: Lawyers consider an annulment highly unlikely. → prediction
    No: The likely winner spoke.
    No: The minister is certain.
    """
    for word in range(len(text.words)):
        if not text.lexicon.has("coming", text.lemmas[word]) or text.deps[word] in ("amod", "advmod") or (
                text.modal(word)):
            continue
        above = text.heads[word]
        if text.deps[word] == "xcomp" and text.lexicon.has("judging", text.lemmas[above]) and not text.passive(above):
            for judged in [kid for kid in text.below(above, "obj") if _happens(text, kid)]:
                start, end = _words(text, judged, judged)
                yield Found(type=OutlookType.PREDICTION, rule="predicate", anchor=judged, top=judged,
                            words=(start, max(end, word + 1)), teller=text.subject(above))
            continue
        if text.below(word, "xcomp", "ccomp", "csubj", "advcl", "acl") and not conditions.conditions(text, word, word):
            continue
        subject = next(iter(text.below(word, "nsubj")), None)
        if subject is None or not text.below(word, "cop") or _over_and_done(text, word, word):
            continue
        if _happens(text, subject) and not _condition_itself(text, word):
            yield Found(type=OutlookType.PREDICTION, rule="predicate", anchor=subject, top=word,
                        words=_words(text, word, subject), negated=False)


def noun(text: Reading) -> Iterator[Found]:
    """A noun of a plan, promise, fear or prediction over what is to come.

    Yes: The minister announced plans to reopen the bridge. → plan
    Yes: The clash raised fears of a wider war. → warning
    Yes: There is little chance of a ceasefire. → prediction
    Yes: His prediction of a collapse was in every paper. → prediction
    No: The fears of the residents were known.
    No: The plan of the bridge hangs in the office.
    """
    for word in range(len(text.words)):
        lemma = text.lemmas[word]
        kind = text.lexicon.nouns.get(lemma)
        there = text.deps[word] in ("nsubj", "obj") and _existing(text, text.heads[word])
        if kind is None and there:
            kind = text.lexicon.existing.get(lemma)
        if kind is None or text.pos[word] not in ("NOUN", "PROPN"):
            continue
        below = [kid for kid in text.below(word, "acl") if "to" in text.marks(kid)]
        if kind in (OutlookType.WARNING, OutlookType.PREDICTION):
            below += [kid for kid in text.below(word, "nmod") if text.case(kid) in ("of", "for", "about", "over")
                      and _happens(text, kid)]
        for anchor in below[:1]:
            if there and lemma in text.lexicon.existing:
                top = text.heads[word]
                yield Found(type=kind, rule="noun", anchor=anchor, top=top, words=_words(text, top, anchor),
                            negated=False)
            else:
                teller = _owner(text, word)
                none = [kid for kid in text.below(word, "det") if text.words[kid] == "no"]
                start, end = _words(text, anchor, anchor, without_case=True)
                yield Found(type=kind, rule="noun", anchor=anchor, top=anchor,
                            words=(min([start, *none]), end), negated=text.denied(anchor) != bool(none),
                            teller=teller, nobody=teller is None, firm=kind in (OutlookType.PLAN, OutlookType.PLEDGE))


def _existing(text: Reading, word: int) -> bool:
    """Whether a clause says that there is something, or that somebody sees it."""
    return any(text.words[kid] == "there" for kid in text.below(word, "expl")) and not text.past(word)


def _owner(text: Reading, word: int) -> int | None:
    """Whose a plan, promise or fear is: its possessor, or who announced or has it."""
    owner = text.below(word, "nmod:poss")
    if owner:
        return owner[0]
    among = [kid for kid in text.below(word, "nmod") if text.case(kid) in ("among", "by", "of", "from")
             and (one := text.mentions.get(kid)) is not None and one.kind in BODIES]
    if among:
        return among[0]
    above = text.heads[word]
    if text.deps[word] == "obj" and text.lexicon.has("announced", text.lemmas[above]):
        return text.subject(above)
    return None


def _happens(text: Reading, word: int) -> bool:
    """Whether a noun may tell of something that happens: it names nobody, and is no pronoun."""
    mention = text.mentions.get(word)
    if text.things.get(word) is Kind.TIME or text.lemmas[word] == "thing":
        return False
    counted = any(text.pos[kid] == "NUM" for kid in text.below(word, "nummod"))
    return text.pos[word] in ("NOUN", "VERB") and (mention is None or mention.kind not in BODIES or counted)


def given(text: Reading) -> Iterator[Found]:
    """A verb of foreseeing or promising with a noun for what is to come.

    Yes: The bank predicts a collapse of the currency. → prediction
    Yes: The ministry warned of a second wave of attacks. → warning
    Yes: The junta has promised elections by March. → pledge
    No: The bank warned the minister.
    No: The soldiers fear the general.
    """
    for word in range(len(text.words)):
        lemma = text.lemmas[word]
        if not text.lexicon.has("giving", lemma) or text.pos[word] != "VERB" or text.denied(word):
            continue
        if text.below(word, "xcomp", "ccomp"):
            continue
        about = [kid for kid in text.below(word, "obl") if text.case(kid) in ("of", "about", "against")
                 and lemma == "warn"]
        objects = [] if lemma in ("warn", "threaten") else text.below(word, "obj")
        passive = text.passive(word) and lemma not in ("warn", "threaten", "vow", "announce", "foresee")
        if passive and (subject := text.below(word, "nsubj:pass")) and text.deps[word] not in ("acl", "amod"):
            if _happens(text, subject[0]) and not _over_and_done(text, word, word) and (
                    lemma != "plan" or text.during(word)):
                kind = text.lexicon.own[lemma]
                yield Found(type=kind, rule="given", anchor=subject[0], top=word, words=_words(text, word, subject[0]),
                            firm=kind is OutlookType.PLAN)
            continue
        for anchor in [kid for kid in (*objects, *about) if _happens(text, kid)][:1]:
            kind = text.lexicon.own.get(lemma, OutlookType.PLAN)
            if kind is OutlookType.PLAN and not text.during(word):
                continue
            extra = [kid for kid in text.below(word, "obl", "obl:unmarked", "advmod")
                     if kid > anchor and text.during(kid)]
            start, end = _words(text, anchor, anchor, without_case=True)
            end = max([end, *(max(text.under(kid)) + 1 for kid in extra)])
            yield Found(type=kind, rule="given", anchor=anchor, top=anchor, words=(start, end),
                        teller=text.subject(word))


def due(text: Reading) -> Iterator[Found]:
    """What is due, or foreseen for a time.

    Yes: The vote on the budget is due on Tuesday. → plan
    Yes: The return of the bodies is foreseen for 9 July 2030. → plan
    No: The delay is due to the rain.
    No: The rent is due.
    """
    for word in range(len(text.words)):
        if text.words[word] not in ("due", "foreseen", "slated") or text.deps[word] in ("mark", "amod", "acl"):
            continue
        top = text.heads[word] if text.deps[word] == "case" else word        # "is due in Beirut on Sunday"
        subject = next(iter(text.below(top, "nsubj", "nsubj:pass")), None)
        if subject is None or text.past(top) or not text.during(top) or word + 1 >= len(text.words) or (
                text.words[word + 1] == "to"):
            continue
        anchor = subject if _happens(text, subject) else top
        yield Found(type=OutlookType.PLAN, rule="due", anchor=anchor, top=top, words=_words(text, top, anchor),
                    firm=True)


def planned(text: Reading) -> Iterator[Found]:
    """A noun that is said to be planned, with its date or who is to do it.

    Yes: The planned withdrawal in August worries the mayor. → plan
    Yes: The elections scheduled for June 20 worry the mayor. → plan
    No: The planned bridge worries the mayor.
    """
    for word in range(len(text.words)):
        if text.pos[word] != "NOUN":
            continue
        before = [kid for kid in text.below(word, "amod") if text.lexicon.has("planned", text.words[kid])]
        after = [kid for kid in text.below(word, "acl")
                 if text.lemmas[kid] in ("schedule", "slate", "plan", "set", "due") and text.during(kid)]
        if not (before or after) or text.past(word):
            continue
        actor = [kid for kid in text.below(word, "nmod", "nmod:poss") if (one := text.mentions.get(kid)) is not None
                 and one.kind in BODIES and text.case(kid) in ("", "of", "by")]
        if after or text.during(word) or actor:
            yield Found(type=OutlookType.PLAN, rule="planned", anchor=word, top=word, words=_words(text, word, word),
                        firm=True)


def timetable(text: Reading) -> Iterator[Found]:
    """The present tense with a time to come: what is arranged. Whether the time is to come is seen later (`Horizon`).

    Yes: The ferry leaves for Aden on 9 July 2030. → plan
    Yes: The vote is on 9 July 2030. → plan
    No: The ferry leaves for Aden.
    No: The ferry left for Aden on 9 July 2014.
    """
    for word in range(len(text.words)):
        if text.modal(word) or text.marks(word) or text.deps[word] in ("xcomp", "acl", "amod", "advcl"):
            continue
        cop = [kid for kid in text.below(word, "cop") if text.words[kid] in ("is", "are")]
        present = "VerbForm=Fin" in text.morphs[word] and "Tense=Past" not in text.morphs[word] and not text.aux(word)
        going = text.aux(word) in (["is"], ["are"]) and text.words[word].endswith("ing")
        dated = [kid for kid in text.below(word, "obl", "obl:unmarked", "obl:tmod") if text.during(kid)
                 and text.case(kid) in ("", "on", "in", "at")]
        own = [one for one in text.during(word) if one.start <= text.starts[word] < one.end]
        if cop and own and text.case(word) in ("on", "in") and (subject := text.below(word, "nsubj")):
            yield Found(type=OutlookType.PLAN, rule="timetable", anchor=subject[0], top=word,
                        words=_words(text, word, subject[0]), firm=True)
        elif (present or going) and dated and text.below(word, "nsubj", "nsubj:pass"):
            yield Found(type=OutlookType.PLAN, rule="timetable", anchor=word, top=word, words=_words(text, word, word),
                        negated=text.denied(word), firm=True)


def scenario(text: Reading) -> Iterator[Found]:
    """A course that somebody lays out, in the present tense.

    Yes: One scenario is that the army splits. → scenario
    Yes: A second possibility is that the president resigns. → scenario
    Yes: A third possibility, a minority government, cannot be ruled out. → scenario
    No: The scenario is popular.
    """
    for word in range(len(text.words)):
        if text.modal(word) or text.pos[word] not in ("VERB", "ADJ", "NOUN") or text.past(word):
            continue
        if text.below(word, "compound:prt") and text.words[word] == "ruled":
            for noun in text.below(word, "nsubj:pass", "nsubj"):
                if text.lexicon.has("scenarios nouns", text.lemmas[noun]) and text.below(noun, "amod", "nummod"):
                    named = next(iter(text.below(noun, "appos")), noun)
                    yield Found(type=OutlookType.SCENARIO, rule="scenario", anchor=named, top=word,
                                words=_words(text, word, named))
            continue
        told = text.deps[word] in ("ROOT", "conj", "ccomp", "parataxis") and (
            text.below(word, "nsubj", "nsubj:pass", "nsubj:outer"))
        if ("that" in text.marks(word) or told) and conditions.scenario(text, word, word):
            yield Found(type=OutlookType.SCENARIO, rule="scenario", anchor=word, top=word,
                        words=_words(text, word, word), negated=text.denied(word))


# — what speaks of what is to come —

def _coming(text: Reading, word: int, kind: str) -> bool:
    """Whether the modal of a clause speaks of what is to come, not of ability, habit, politeness or the past."""
    auxiliaries, adverbs = text.aux(word), {text.words[kid] for kid in text.below(word, "advmod")}
    if text.forms[text.sentences[text.sentence[word]][1] - 1] == "?" and text.deps[word] == "ROOT":
        return False                                                # a question, or none that is open
    if conditions.unreal(text, word) or adverbs & text.lexicon.lists["habits"]:
        return False
    if _condition_itself(text, word) or _wished(text, word) or _conceded(text, word):
        return False
    if kind == "open":
        if text.lemmas[word] in text.lexicon.lists["unlikely"] and not text.below(word, "advcl"):
            return False
        if "may" in auxiliaries and any(text.words[part] == "no" for kid in text.below(word, *SUBJECTS)
                                        for part in text.below(kid, "det")):
            return False                                            # "no ship may enter": it is forbidden
        if "could" in auxiliaries and text.denied(word) and not _reported(text, word):
            return False
        if "be" in auxiliaries and text.words[word].endswith("ing") and not text.below(word, "cop"):
            return text.lemmas[word] in ("head", "go", "come", "move", "leave", "plan", "prepare")
        return True
    if kind == "would":
        if adverbs & text.lexicon.lists["later"] or adverbs & text.lexicon.lists["politeness"]:
            return False
        if text.below(word, "expl") and text.pos[word] == "ADJ" and text.below(word, "csubj", "xcomp", "advcl"):
            return False                                            # "it would be wrong to …"
        if text.lemmas[word] in ("like", "prefer", "rather") or (
                text.subject(word) is not None and text.words[text.subject(word) or 0] == "i" and
                text.lexicon.has("politeness", text.lemmas[word])):
            return False
        return _reported(text, word) or _supposed(text, word)
    return True


def _condition_itself(text: Reading, word: int) -> bool:
    """Whether a clause, or one around it up to the sentence's, is itself a condition, a purpose or a contrast."""
    at = word
    while text.heads[at] != at and text.deps[at] in ("advcl", "conj", "xcomp", "ccomp"):
        if text.deps[at] == "advcl":
            marks = set(text.marks(at))
            if marks & text.lexicon.lists["conditions marks"] or {"so", "that"} <= marks:
                return True
        if text.deps[at] == "conj" and text.below(at, *SUBJECTS):
            break
        at = text.heads[at]
    return "whether" in text.marks(word) or (text.heads[word] != word and asks(text, word) is not None)


def _conceded(text: Reading, word: int) -> bool:
    """Whether a clause only concedes ("come what may", "whoever may ask"), or tells that somebody will not speak."""
    subject = next(iter(text.below(word, *SUBJECTS)), None)
    open = text.modal(word) == "open"
    if open and (text.words[word - 1:word + 1] == ["what", "may"] or set(text.marks(word)) & {"though", "although"} or (
            subject is not None and text.words[subject] in ("whoever", "whatever", "whichever"))):
        return True
    return text.denied(word) and text.lexicon.has("telling", text.lemmas[word])


def _wished(text: Reading, word: int) -> bool:
    """Whether a clause is only what somebody hopes for or demands."""
    above = text.heads[word]
    return text.deps[word] in ("ccomp", "xcomp") and above != word and (
        text.lexicon.has("wanting", text.lemmas[above]) or text.lexicon.has("asking", text.lemmas[above]))


def _reported(text: Reading, word: int) -> bool:
    """Whether a clause is told on somebody's word: below a verb or noun that says so, or in an attribution."""
    if text.deps[word] in ("ccomp", "csubj") or (text.deps[word] == "acl" and "that" in text.marks(word)):
        return True
    if text.deps[word] == "acl:relcl":
        return False
    place = text.starts[word]
    return any(start <= place < end for one in text.attributions for start, end in one.content)


def _supposed(text: Reading, word: int) -> bool:
    """Whether "would" tells what follows if something is so: of a condition, a supposed subject, a scenario."""
    top = _over(text, word)
    if conditions.conditions(text, word, top) or conditions.scenario(text, word, top):
        return True
    subject = next(iter(text.below(word, "nsubj", "nsubj:pass", "csubj")), None)
    if subject is None or text.deps[word] == "acl:relcl":
        return False
    return text.deps[subject] == "csubj" or any(
        text.lexicon.has("supposing", text.words[kid]) for kid in text.below(subject, "det", "amod"))


def _over(text: Reading, word: int) -> int:
    """The highest word that belongs to a clause: a hedge over it ("it is unlikely that …"), or itself."""
    above = text.heads[word]
    if text.deps[word] in ("csubj", "ccomp", "csubj:pass") and above != word and _shared(text, above) is not None:
        return above
    if text.deps[word] in ("csubj", "ccomp") and above != word and text.lemmas[above] in ("possible", "doubtful"):
        return above
    if text.deps[word] in ("csubj", "ccomp", "csubj:pass") and above != word and text.passive(above) and (
            text.lemmas[above] in ("rule", "exclude") and text.denied(above)):
        return above                                                # "it cannot be ruled out that …"
    if text.deps[word] in ("ccomp", "acl") and text.lemmas[above] in text.lexicon.existing:
        top = text.heads[above]
        return top if text.deps[above] in ("nsubj", "obj") and _existing(text, top) else word
    if text.deps[word] == "ccomp" and text.lexicon.has("shells", text.lemmas[above]) and text.modal(above):
        return above
    return word


def _shared(text: Reading, word: int) -> OutlookType | None:
    """What a word over an infinitive makes of it, where the words are said of its subject: "is likely to"."""
    kind = text.lexicon.shared.get(text.lemmas[word]) or text.lexicon.shared.get(text.words[word])
    if kind is None or text.pos[word] not in ("VERB", "ADJ", "ADV", "NOUN"):
        return None
    if text.lemmas[word] == "go":
        return kind if text.words[word] == "going" and text.below(word, "aux") else None
    if text.lexicon.has("passive", text.lemmas[word]):
        passive = text.passive(word) or text.pos[word] == "ADJ" or bool(text.below(word, "cop"))
        relative = text.deps[word] == "acl" and "VerbForm=Part" in text.morphs[word]
        return kind if passive or relative else None
    return kind


def _direct(text: Reading, word: int, anchor: int) -> bool:
    """Whether an infinitive follows its verb, so that it is what is vowed, not what for: "threatened him to …"."""
    return not text.below(word, "obj") and anchor - word < 5


def _over_and_done(text: Reading, word: int, anchor: int) -> bool:
    """Whether what was due is told as past, on nobody's word: "was to fall"."""
    return text.past(word) and not _reported(text, word)


def _words(text: Reading, top: int, anchor: int, without_case: bool = False) -> tuple[int, int]:
    start, end = stretch(text, top, anchor)
    if without_case:
        while start < anchor and text.deps[start] in ("case", "mark") and text.words[start] != "to":
            start += 1
    return start, end


def settled(text: Reading, found: Found) -> Found:
    """A finding with its conditions, and as the type that tells most: conditional, scenario."""
    found = _turned(text, found)
    some = conditions.conditions(text, found.anchor, found.top)
    if some:
        start = min([found.words[0], *(one[0] for one in some)])
        end = max([found.words[1], *(one[1] for one in some)])
        return replace(found, type=OutlookType.CONDITIONAL, condition=some, words=(start, end))
    if conditions.scenario(text, found.anchor, found.top):
        return replace(found, type=OutlookType.SCENARIO)
    return found


def _turned(text: Reading, found: Found) -> Found:
    """A finding under a word that turns it round ("doubts that …", "does not expect …"), with that word among its
    own."""
    above = text.heads[found.top]
    if above == found.top or text.deps[found.top] not in ("ccomp", "acl", "xcomp") or text.pos[above] != "VERB":
        return found
    if text.lexicon.has("deny", text.lemmas[above]):
        turned = not text.denied(above)
    elif text.lexicon.has("thinking", text.lemmas[above]):
        turned = text.denied(above)
    else:
        return found
    if not turned or found.words[0] <= above:
        return found
    nobody = [kid for kid in text.below(above, "nsubj") if text.words[kid] in ("nobody", "none", "neither")]
    start = min(above, *text.below(above, "aux", "aux:pass"), *nobody, found.words[0])
    return replace(found, negated=not found.negated, words=(start, found.words[1]))
