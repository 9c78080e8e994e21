"""What has to come first: the conditions of what is to come; and the courses that a source lays out beside others."""

from __future__ import annotations

import re

from standoff.model import OutlookType
from standoff.outlook.reading import Found, Reading

ELSE = ("otherwise", "else")

NOT_SO = re.compile(r"\b(?:were it not|had it not been|if it (?:were|was) not|if it had not been) for\b|"
                    r"^\W*(?:but for|had)\b|“ ?(?:but for|had)\b")
"""In a sentence with "would", in lower case: a condition that is told as not so ("were it not for the army")."""

ORDINALS = ("first", "second", "third", "fourth", "fifth", "other", "last")


def conditions(text: Reading, anchor: int, top: int) -> tuple[tuple[int, int], ...]:
    """The conditions of a clause, as stretches of words, in the order of the text.

    Yes: If the dam is not repaired, the valley will flood. → If the dam is not repaired
    Yes: Should the talks fail, the army will advance on Goma. → Should the talks fail
    Yes: Without a deal, the camp will run out of water. → Without a deal
    Yes: Disarm, otherwise the fighting will resume. → otherwise
    Yes: Whoever sends the rockets will have no roof left. → Whoever sends the rockets
    Yes: Until the pages are found, no minister shall come. → Until the pages are found
    No: When asked, the envoy said the camp will close.
    """
    found: list[tuple[int, int]] = []
    line = [anchor, *(word for word in text.climb(anchor) if word == top or top in text.climb(word))]
    for word in dict.fromkeys([*line, top]):
        for kid in text.kids[word]:
            if kid in line or kid == anchor:
                continue
            clause = text.deps[kid] in ("advcl", "ccomp", "parataxis", "dep") and _conditional(text, kid)
            if clause or (text.deps[kid] in ("obl", "nmod", "advcl", "advmod") and _phrase(text, kid)):
                found.append(_whole(text, kid))
            elif text.deps[kid] in ("advmod", "cc") and text.words[kid] in ELSE:
                start = kid - 1 if text.words[kid - 1:kid] == ["or"] else kid
                found.append((start, kid + 1))
        found += [_whole(text, kid) for kid in text.below(word, "nsubj", "nsubj:pass", "csubj") if _anybody(text, kid)]
    return tuple(sorted(one for one in set(found) if not any(
        other != one and other[0] <= one[0] and one[1] <= other[1] for other in found)))


def _whole(text: Reading, word: int) -> tuple[int, int]:
    """The stretch of what hangs on a word, which must not leave its sentence."""
    sentence = text.sentence[word]
    return text.stretch(one for one in text.under(word) if text.sentence[one] == sentence) or (word, word + 1)


def _conditional(text: Reading, clause: int) -> bool:
    """Whether a clause is a condition: by its conjunction ("if", "as long as"), or turned round ("should")."""
    start, _ = _whole(text, clause)
    marks = text.marks(clause)
    if text.lexicon.lists["conditions marks"] & set(marks):
        return "as" not in marks[:1] or "if" not in marks           # "as if" is a likeness
    if text.words[start] in text.lexicon.lists["conditions marks"] and text.words[start] != "as":
        return True
    if text.lexicon.patterns["conditions as"].match(text.lower(start, clause + 1)):
        return True
    if text.words[start] in ("until", "once"):                      # before what is to come: what must come first
        return start < text.heads[clause]
    if text.words[start] == "when" and {"has", "have"} & set(text.aux(clause)):
        return True
    verb = text.words[start]
    return verb in text.lexicon.lists["conditions fronted"] and text.deps[start] in ("aux", "cop", "aux:pass") and (
        text.heads[start] == clause) and any(kid > start for kid in text.below(clause, "nsubj", "nsubj:pass", "expl"))


def _anybody(text: Reading, subject: int) -> bool:
    """Whether a subject is whoever does something: "whoever sends the rockets", "anyone who crosses the line"."""
    start, _ = _whole(text, subject)
    return text.lexicon.has("conditions whoever", text.words[start]) and (
        text.deps[subject] == "csubj" or bool(text.below(subject, "acl:relcl", "acl")))


def _phrase(text: Reading, word: int) -> bool:
    """Whether a noun with its prepositions is a condition: "in the event of a withdrawal", "without a deal"."""
    start, end = _whole(text, word)
    match = text.lexicon.patterns["conditions phrases"].match(text.lower(start, end))
    if match is None:
        return False
    if match.group() == "without":                                  # "without warning" is a manner
        clause = text.below(text.heads[word], "nsubj", "nsubj:pass", "aux")
        return start < min(clause, default=start) and text.pos[word] in ("NOUN", "PROPN", "VERB")
    return True


def _told_off(text: Reading, word: int) -> bool:
    """Whether a word is the first, second or third of courses that the sentences before speak of."""
    if text.words[word] not in ORDINALS or text.below(word, "nmod", "compound"):
        return False
    number = text.sentence[word]
    start = text.sentences[max(0, number - 4)][0]
    return any(text.lexicon.has("scenarios nouns", text.lemmas[one]) for one in range(start, word))


def _either(text: Reading, word: int) -> bool:
    """Whether a clause is the first of "either … or"."""
    around = [word, *text.below(word, "nsubj", "nsubj:pass")]
    return bool(text.below(word, "conj")) and any(
        text.words[kid] == "either" for one in around for kid in text.below(one, "cc:preconj", "cc", "advmod"))


def unreal(text: Reading, word: int) -> bool:
    """Whether what would be, or would have been, is told as not so: "had they come, it would have ended …".

    Yes: Had they come, it would have ended in bloodshed.
    No: If they come, it will end in bloodshed.
    """
    auxiliaries = text.aux(word)
    return "have" in auxiliaries and any(text.lexicon.modals.get(one) in ("would", "open") for one in auxiliaries)


def counterfactual(text: Reading, found: Found) -> bool:
    """Whether what is told is only what would be, or would have been, if something were not as it is.

    Yes: If the rebels had held the bridge, the town would be free.
    Yes: Were it not for the army, the rebels would take the town.
    Yes: Would the war have ended if the deal had been signed?
    No: If the rebels held the bridge, the town would be free.
    No: Who could have done this?
    """
    if found.type is OutlookType.QUESTION:
        return {"would", "have"} <= set(text.aux(found.anchor))
    line = (found.anchor, found.top)
    if any(unreal(text, word) for word in line):
        return True
    if not any(text.modal(word) in ("would", "open") for word in line):
        return False
    if NOT_SO.search(text.lower(*text.sentences[text.sentence[found.anchor]])):
        return True
    return any(text.words[start] in ("if", "had") and any(
        text.words[word] == "had" and text.deps[word] in ("aux", "aux:pass") for word in range(start, end))
        for start, end in found.condition)


def scenario(text: Reading, anchor: int, top: int) -> bool:
    """Whether a clause is one of several courses that somebody lays out.

    Yes: One scenario is that the army splits.
    Yes: In the worst case, the two armies would fight over the dam.
    Yes: Either the army will split or the president will go.
    No: The scenario was written by a playwright.
    """
    for word in (anchor, top):
        outer = text.below(word, "nsubj:outer", "nsubj")
        above = text.heads[word]
        if text.deps[word] in ("ccomp", "csubj", "acl"):
            outer = [*outer, *text.below(above, "nsubj"), above]
        for kid in outer:
            if _told_off(text, kid):
                return True
            counted = {text.words[part] for part in text.below(kid, "nummod", "amod", "det", "compound")}
            if text.lexicon.has("scenarios nouns", text.lemmas[kid]) and (
                    counted & text.lexicon.lists["scenarios counted"]):
                return True
        if _either(text, word) or (text.deps[word] == "conj" and _either(text, above)):
            return True
        for kid in text.below(word, "obl", "nmod", "advmod"):
            if _told_off(text, kid) and text.case(kid) in ("in", "under"):
                return True
            if text.lexicon.patterns["scenarios phrases"].search(text.lower(*_whole(text, kid))):
                return True
    return False
