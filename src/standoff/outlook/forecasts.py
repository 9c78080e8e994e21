"""What is to come, as the words of a clause tell it: modals, frames ("is expected to", "vowed to"), nouns, schedules.

Each rule yields what it finds in words; whether it is a conditional, a warning or a schedule in the end is settled
later (`settled`, and by who says so). "Yes" sentences have an outlook of that type, "No" sentences none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from standoff.model import OutlookType
from standoff.outlook import coming, conditions, schedules
from standoff.outlook.reading import Found, Reading

Rule = Callable[[Reading], Iterator[Found]]


def rules() -> tuple[Rule, ...]:
    """The rules, in the order in which they speak."""
    return (modal, frame, schedules.bound, predicate, noun, given, schedules.due, schedules.planned,
            schedules.timetable, scenario)


def modal(text: Reading) -> Iterator[Found]:
    """A clause with "will", or with "may", "could", "would" where they speak of what is to come.

    Yes: The rains will cut the road to Juba. → prediction
    Yes: The rebels may return to the valley. → prediction
    Yes: The union fears that the port would close. → warning
    No: The boy would later become president.
    No: The guards could hear the shells.
    No: The raid may have killed him.
    No: They will often sit by the river.
    No: The envoy is not sure that the truce will hold.
    """
    for word in range(len(text.words)):
        kind = text.modal(word) or _bare(text, word)
        if not kind or not coming.comes(text, word, kind):
            continue
        anchor = word
        if text.lexicon.has("shells", text.lemmas[word]):           # "this may mean that Washington will intervene"
            anchor = next(iter(text.below(word, "ccomp")), word)
        top = coming.over(text, word)
        turned = top != word and text.pos[top] == "ADJ" and text.denied(top)     # "it is not likely that …"
        if turned and text.lemmas[top] in ("certain", "sure"):
            continue                                                # who is not sure foresees neither
        yield Found(type=OutlookType.PREDICTION, rule="modal", anchor=anchor, top=top,
                    words=coming.words(text, top, anchor), teller=_convinced(text, top, word),
                    negated=(text.denied(word) != (anchor != word and text.denied(anchor))) != turned)


def _convinced(text: Reading, top: int, word: int) -> int | None:
    """Who is said to hold something likely: "the envoy is certain that …", in translations also "is unlikely that"."""
    if top == word or text.deps[word] not in ("ccomp", "csubj"):
        return None
    return next((kid for kid in text.below(top, "nsubj") if (one := text.mentions.get(kid)) is not None
                 and one.kind in coming.BODIES), None)


def _bare(text: Reading, word: int) -> str:
    """The kind of a clause without a modal of its own: "none will, unless …", "it is unlikely that he survives"."""
    above = text.heads[word]
    if text.deps[word] in ("ccomp", "csubj") and text.pos[above] == "ADJ" and text.below(above, "cop") and (
            text.lexicon.has("coming", text.lemmas[above]) and text.lemmas[above] in text.lexicon.shared):
        present = "Tense=Pres" in text.morphs[word] and "VerbForm=Fin" in text.morphs[word]
        return "will" if present and text.below(word, "nsubj") and not text.aux(word) else ""
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
    No: The general did not promise to retake the town.
    No: The wall promises to keep the sea out.
    No: It is equipment intended to fight the rebels.
    No: He is believed to be hiding in the hills.
    """
    for word in range(len(text.words)):
        lemma = text.lemmas[word]
        below = [kid for kid in text.below(word, "xcomp", "ccomp", "advcl") if "to" in text.marks(kid) and kid > word
                 and not text.modal(kid)]
        if not below or text.deps[word] == "amod":
            continue
        anchor, shared = below[0], coming.shared(text, word)
        if lemma in ("ready", "willing") and text.below(word, "cop") and not text.past(word):
            found = Found(type=OutlookType.PLEDGE, rule="frame", anchor=anchor, top=word,
                          words=coming.words(text, word, anchor), negated=text.denied(word), firm=True)
            if conditions.conditions(text, anchor, word):           # "ready to talk if …"; else only a mood
                yield found
        elif shared is not None:
            if lemma in text.lexicon.lists["believed"] or coming.over_and_done(text, word, anchor):
                continue
            if "have" in text.aux(anchor):
                continue                                            # "is likely to have fled"
            yield Found(type=shared, rule="frame", anchor=anchor, top=word, words=coming.words(text, word, anchor),
                        negated=text.denied(anchor) != text.denied(word))
        elif (own := text.lexicon.own.get(lemma)) and text.pos[word] == "VERB" and not text.passive(word):
            unsaid = text.denied(word) if own in (OutlookType.PLEDGE, OutlookType.WARNING) else not text.denied(word)
            if unsaid and text.untold(word):
                continue                                            # "did not promise to", "failed to agree to"
            if own is OutlookType.PLEDGE and not coming.somebody(text, text.subject(word)):
                continue
            if text.deps[below[0]] == "advcl" and not _direct(text, word, anchor):
                continue
            if text.deps[word] == "acl" and not text.words[word].endswith("ing"):
                continue                                            # "equipment intended to fight"
            start, end = coming.words(text, anchor, anchor)
            if text.denied(word):                                   # "does not intend to leave"
                start = min(start, word, *text.below(word, "aux"))
            yield Found(type=own, rule="frame", anchor=anchor, top=anchor, words=(start, end),
                        negated=text.denied(anchor) != text.denied(word), teller=text.subject(word),
                        firm=own is not OutlookType.PREDICTION)


def predicate(text: Reading) -> Iterator[Found]:
    """An adjective that tells how likely the subject is to come about.

    Yes: A famine is likely. → prediction
    Yes: Further strikes are possible. → prediction
    Yes: A walkout is a remote possibility. → prediction
    Yes: Lawyers consider an annulment highly unlikely. → prediction
    No: The likely winner spoke.
    No: Three scenarios are possible.
    No: The minister is certain.
    """
    for word in range(len(text.words)):
        if not text.lexicon.has("coming", text.lemmas[word]) or text.deps[word] in ("amod", "advmod") or (
                text.modal(word)):
            continue
        above = text.heads[word]
        if text.deps[word] == "xcomp" and text.lexicon.has("judging", text.lemmas[above]) and not text.passive(above):
            for judged in [kid for kid in text.below(above, "obj") if coming.happens(text, kid)]:
                start, end = coming.words(text, judged, judged)
                yield Found(type=OutlookType.PREDICTION, rule="predicate", anchor=judged, top=judged,
                            words=(start, max(end, word + 1)), teller=text.subject(above))
            continue
        if text.below(word, "xcomp", "ccomp", "csubj", "advcl", "acl") and not conditions.conditions(text, word, word):
            continue
        subject = next(iter(text.below(word, "nsubj")), None)
        if subject is None or not text.below(word, "cop") or coming.over_and_done(text, word, word):
            continue
        if text.lexicon.has("scenarios nouns", text.lemmas[subject]):
            continue
        if coming.happens(text, subject) and not coming.condition_itself(text, word):
            yield Found(type=OutlookType.PREDICTION, rule="predicate", anchor=subject, top=word,
                        words=coming.words(text, word, subject), negated=False)


def noun(text: Reading) -> Iterator[Found]:
    """A noun of a plan, promise, fear or prediction over what is to come.

    Yes: The minister announced plans to reopen the bridge. → plan
    Yes: The clash raised fears of a wider war. → warning
    Yes: There is little chance of a ceasefire. → prediction
    Yes: There is a good chance the city falls. → prediction
    Yes: The talks have a realistic possibility of success. → prediction
    Yes: His prediction of a collapse was in every paper. → prediction
    No: The fears of the residents were known.
    No: The boys had a good chance of a ride.
    No: The plan of the bridge hangs in the office.
    """
    for word in range(len(text.words)):
        lemma = text.lemmas[word]
        kind = text.lexicon.nouns.get(lemma)
        there = text.deps[word] in ("nsubj", "obj") and coming.existing(text, text.heads[word])
        there = there or _likely(text, word)
        if kind is None and there:
            kind = text.lexicon.existing.get(lemma)
        if kind is None or text.pos[word] not in ("NOUN", "PROPN"):
            continue
        below = [kid for kid in text.below(word, "acl") if "to" in text.marks(kid)]
        if there and not below:                                     # "there is a good chance the city falls"
            below = [kid for kid in text.below(word, "acl", "acl:relcl", "ccomp") if text.below(kid, "nsubj")
                     and not text.modal(kid) and "Tense=Pres" in text.morphs[kid] and not text.aux(kid)]
        if kind in (OutlookType.WARNING, OutlookType.PREDICTION):
            below += [kid for kid in text.below(word, "nmod") if text.case(kid) in ("of", "for", "about", "over")
                      and coming.happens(text, kid)]
        for anchor in below[:1]:
            if there and lemma in text.lexicon.existing:
                top = text.heads[word]
                yield Found(type=kind, rule="noun", anchor=anchor, top=top, words=coming.words(text, top, anchor),
                            negated=False)
            else:
                teller = _owner(text, word)
                none = [kid for kid in text.below(word, "det") if text.words[kid] == "no"]
                start, end = coming.words(text, anchor, anchor, without_case=True)
                yield Found(type=kind, rule="noun", anchor=anchor, top=anchor,
                            words=(min([start, *none]), end), negated=text.denied(anchor) != bool(none),
                            teller=teller, nobody=teller is None, firm=kind in (OutlookType.PLAN, OutlookType.PLEDGE))


def _likely(text: Reading, word: int) -> bool:
    """Whether somebody has a chance that is told as great or small: "have a realistic possibility of success"."""
    above = text.heads[word]
    return text.deps[word] == "obj" and text.lemmas[above] in ("have", "stand") and not text.past(above) and any(
        text.lexicon.has("chances", text.words[kid]) for kid in text.below(word, "amod", "det"))


def _owner(text: Reading, word: int) -> int | None:
    """Whose a plan, promise or fear is: its possessor, or who announced or has it."""
    owner = text.below(word, "nmod:poss")
    if owner:
        return owner[0]
    among = [kid for kid in text.below(word, "nmod") if text.case(kid) in ("among", "by", "of", "from")
             and (one := text.mentions.get(kid)) is not None and one.kind in coming.BODIES]
    if among:
        return among[0]
    above = text.heads[word]
    if text.deps[word] == "obj" and text.lexicon.has("announced", text.lemmas[above]):
        return text.subject(above)
    return None


def given(text: Reading) -> Iterator[Found]:
    """A verb of foreseeing or promising with a noun for what is to come.

    Yes: The bank predicts a collapse of the currency. → prediction
    Yes: The ministry warned of a second wave of attacks. → warning
    Yes: The junta has promised elections by March. → pledge
    No: The bank warned the minister.
    No: The army failed to promise a withdrawal.
    No: The soldiers fear the general.
    """
    for word in range(len(text.words)):
        lemma = text.lemmas[word]
        if not text.lexicon.has("giving", lemma) or text.pos[word] != "VERB" or text.denied(word) or (
                text.untold(word)):
            continue                                                # "failed to promise a withdrawal"
        if text.below(word, "xcomp", "ccomp"):
            continue
        about = [kid for kid in text.below(word, "obl") if text.case(kid) in ("of", "about", "against")
                 and lemma == "warn"]
        objects = [] if lemma in ("warn", "threaten") else text.below(word, "obj")
        passive = text.passive(word) and lemma not in ("warn", "threaten", "vow", "announce", "foresee")
        if passive and (subject := text.below(word, "nsubj:pass")) and text.deps[word] not in ("acl", "amod"):
            if coming.happens(text, subject[0]) and not coming.over_and_done(text, word, word) and (
                    lemma != "plan" or text.during(word)):
                kind = text.lexicon.own[lemma]
                yield Found(type=kind, rule="given", anchor=subject[0], top=word,
                            words=coming.words(text, word, subject[0]),
                            firm=kind is OutlookType.PLAN)
            continue
        for anchor in [kid for kid in (*objects, *about) if coming.happens(text, kid)][:1]:
            kind = text.lexicon.own.get(lemma, OutlookType.PLAN)
            if kind is OutlookType.PLAN and not text.during(word):
                continue
            extra = [kid for kid in text.below(word, "obl", "obl:unmarked", "advmod")
                     if kid > anchor and text.during(kid)]
            start, end = coming.words(text, anchor, anchor, without_case=True)
            end = max([end, *(max(text.under(kid)) + 1 for kid in extra)])
            yield Found(type=kind, rule="given", anchor=anchor, top=anchor, words=(start, end),
                        teller=text.subject(word))


def scenario(text: Reading) -> Iterator[Found]:
    """A course that somebody lays out, in the present tense.

    Yes: One scenario is that the army splits. → scenario
    Yes: A second possibility is that the president resigns. → scenario
    Yes: A third possibility, a minority government, cannot be ruled out. → scenario
    No: The scenario is popular.
    No: There are three possible outcomes.
    """
    for word in range(len(text.words)):
        if text.modal(word) or text.pos[word] not in ("VERB", "ADJ", "NOUN") or text.past(word):
            continue
        if text.below(word, "compound:prt") and text.words[word] == "ruled":
            for noun in text.below(word, "nsubj:pass", "nsubj"):
                if text.lexicon.has("scenarios nouns", text.lemmas[noun]) and text.below(noun, "amod", "nummod"):
                    named = next(iter(text.below(noun, "appos")), noun)
                    yield Found(type=OutlookType.SCENARIO, rule="scenario", anchor=named, top=word,
                                words=coming.words(text, word, named))
            continue
        if coming.existing(text, word):
            continue
        told = text.deps[word] in ("ROOT", "conj", "ccomp", "parataxis") and (
            text.below(word, "nsubj", "nsubj:pass", "nsubj:outer"))
        if ("that" in text.marks(word) or told) and conditions.scenario(text, word, word):
            yield Found(type=OutlookType.SCENARIO, rule="scenario", anchor=word, top=word,
                        words=coming.words(text, word, word), negated=text.denied(word))


def _direct(text: Reading, word: int, anchor: int) -> bool:
    """Whether an infinitive follows its verb, so that it is what is vowed, not what for: "threatened him to …"."""
    return not text.below(word, "obj") and anchor - word < 5


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
    own. What is denied is a matter of whose it is (`belief`)."""
    above = text.heads[found.top]
    if above == found.top or text.deps[found.top] not in ("ccomp", "acl", "xcomp") or text.pos[above] != "VERB":
        return found
    if text.lexicon.has("doubting", text.lemmas[above]):
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
