"""Schedules: what is arranged, due or planned for a time."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.model import OutlookType
from standoff.outlook import coming
from standoff.outlook.reading import Found, Reading


def bound(text: Reading) -> Iterator[Found]:
    """"Is to", "is due to": what is arranged.

    Yes: The president is to meet the rebels on Friday. → plan
    Yes: The two sides are due to meet in Addis Ababa on Friday. → plan
    Yes: The trial is due to start on 14 June 2021. → plan
    Yes: The elections are due to be held in July. → plan
    No: The delay is due to rain on the road.
    No: The best way is to talk to the rebels.
    No: The army was to fall back on 3 March 2014.
    """
    for word in range(len(text.words)):
        marks = [*text.below(word, "mark"), *_due(text, word)]
        if not marks or (text.pos[word] not in ("VERB", "AUX") and not _due(text, word)) or text.deps[word] == "xcomp":
            continue
        told = [text.words[kid] for kid in (*marks, *(part for mark in marks for part in text.kids[mark]))]
        be = [kid for kid in text.below(word, "aux", "cop", "aux:pass")
              if text.words[kid] in ("is", "are", "was", "were")]
        if "to" not in told or not be or be[0] > marks[0] or not text.below(word, "nsubj", "nsubj:pass"):
            continue
        arranged = "due" in told or _bodily(text, word)
        if text.below(word, "nsubj:outer") or not arranged or coming.over_and_done(text, word, word):
            continue
        yield Found(type=OutlookType.PLAN, rule="bound", anchor=word, top=word, words=coming.words(text, word, word),
                    negated=text.denied(word), firm=True)


def _due(text: Reading, word: int) -> list[int]:
    """The "due" of "due to start", which a tree may take for the noun; not that of "due to rain"."""
    verb = text.lexicon.has("meeting", text.lemmas[word]) or text.lexicon.has("deeds", text.lemmas[word])
    return [kid for kid in text.below(word, "case") if text.words[kid] == "due" and verb and text.during(word)
            and [text.words[part] for part in text.kids[kid]] == ["to"] and not text.below(word, "det", "amod")]


def _bodily(text: Reading, word: int) -> bool:
    """Whether "is to" tells an arrangement: of somebody, or of what is done ("is to be held"), not "the way is to"."""
    subject = text.subject(word)
    if subject is None:
        return False
    passive = text.passive(word)
    mention = text.mentions.get(subject)
    return passive or (mention is not None and mention.kind in coming.BODIES) or text.pos[subject] in ("PROPN", "PRON")


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
        anchor = subject if coming.happens(text, subject) else top
        yield Found(type=OutlookType.PLAN, rule="due", anchor=anchor, top=top, words=coming.words(text, top, anchor),
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
                 and one.kind in coming.BODIES and text.case(kid) in ("", "of", "by")]
        if after or text.during(word) or actor:
            yield Found(type=OutlookType.PLAN, rule="planned", anchor=word, top=word,
                        words=coming.words(text, word, word), firm=True)


def timetable(text: Reading) -> Iterator[Found]:
    """The present tense with a time to come: what is arranged.

    Whether the time is to come is seen later (`horizons.ahead`).

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
                        words=coming.words(text, word, subject[0]), firm=True)
        elif (present or going) and dated and text.below(word, "nsubj", "nsubj:pass"):
            yield Found(type=OutlookType.PLAN, rule="timetable", anchor=word, top=word,
                        words=coming.words(text, word, word), negated=text.denied(word), firm=True)
