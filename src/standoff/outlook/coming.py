"""Whether a clause speaks of what is to come at all, on whose word, and how far it reaches: what the rules share."""

from __future__ import annotations

from standoff.model import Kind, OutlookType
from standoff.outlook import conditions
from standoff.outlook.clauses import stretch
from standoff.outlook.questions import asks
from standoff.outlook.reading import SUBJECTS, Reading

BODIES = (Kind.PERSON, Kind.GROUP, Kind.ORGANISATION, Kind.PLACE)
"""What cannot come true by itself: "fears of the residents" are no fears of their coming."""


def comes(text: Reading, word: int, kind: str) -> bool:
    """Whether the modal of a clause speaks of what is to come, not of ability, habit, politeness or the past."""
    auxiliaries, adverbs = text.aux(word), {text.words[kid] for kid in text.below(word, "advmod")}
    if text.forms[text.sentences[text.sentence[word]][1] - 1] == "?" and text.deps[word] == "ROOT":
        return False                                                # a question, or none that is open
    if conditions.unreal(text, word) or adverbs & text.lexicon.lists["habits"]:
        return False
    if condition_itself(text, word) or _wished(text, word) or _conceded(text, word):
        return False
    if kind == "open":
        if text.lemmas[word] in text.lexicon.lists["unlikely"] and not text.below(word, "advcl"):
            return False
        if "may" in auxiliaries and any(text.words[part] == "no" for kid in text.below(word, *SUBJECTS)
                                        for part in text.below(kid, "det")):
            return False                                            # "no ship may enter": it is forbidden
        if "could" in auxiliaries and text.denied(word) and not reported(text, word):
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
        return reported(text, word) or _supposed(text, word)
    return True


def condition_itself(text: Reading, word: int) -> bool:
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


def reported(text: Reading, word: int) -> bool:
    """Whether a clause is told on somebody's word: below a verb or noun that says so, or in an attribution."""
    if text.deps[word] in ("ccomp", "csubj") or (text.deps[word] == "acl" and "that" in text.marks(word)):
        return True
    if text.deps[word] == "acl:relcl":
        return False
    return bool(text.contents.at(text.starts[word]))


def _supposed(text: Reading, word: int) -> bool:
    """Whether "would" tells what follows if something is so: of a condition, a supposed subject, a scenario."""
    top = over(text, word)
    if conditions.conditions(text, word, top) or conditions.scenario(text, word, top):
        return True
    subject = next(iter(text.below(word, "nsubj", "nsubj:pass", "csubj")), None)
    if subject is None or text.deps[word] == "acl:relcl":
        return False
    return text.deps[subject] == "csubj" or any(
        text.lexicon.has("supposing", text.words[kid]) for kid in text.below(subject, "det", "amod"))


def over(text: Reading, word: int) -> int:
    """The highest word that belongs to a clause: a hedge over it ("it is unlikely that …"), or itself."""
    above = text.heads[word]
    if text.deps[word] in ("csubj", "ccomp", "csubj:pass") and above != word and shared(text, above) is not None:
        return above
    if text.deps[word] in ("csubj", "ccomp") and above != word and text.lemmas[above] in ("possible", "doubtful"):
        return above
    if text.deps[word] in ("csubj", "ccomp", "csubj:pass") and above != word and text.passive(above) and (
            text.lexicon.has("ruling", text.lemmas[above]) and text.denied(above)):
        return above                                                # "it cannot be ruled out that …"
    if text.deps[word] in ("ccomp", "acl", "acl:relcl") and text.lemmas[above] in text.lexicon.existing:
        top = text.heads[above]
        return top if text.deps[above] in ("nsubj", "obj") and existing(text, top) else word
    if text.deps[word] == "ccomp" and text.lexicon.has("shells", text.lemmas[above]) and text.modal(above):
        return above
    return word


def shared(text: Reading, word: int) -> OutlookType | None:
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


def existing(text: Reading, word: int) -> bool:
    """Whether a clause says that there is something, or that somebody sees it."""
    return any(text.words[kid] == "there" for kid in text.below(word, "expl")) and not text.past(word)


def over_and_done(text: Reading, word: int, anchor: int) -> bool:
    """Whether what was due is told as past, on nobody's word: "was to fall"."""
    return text.past(word) and not reported(text, word)


def happens(text: Reading, word: int) -> bool:
    """Whether a noun may tell of something that happens: it names nobody, and is no pronoun."""
    mention = text.mentions.get(word)
    if text.things.get(word) is Kind.TIME or text.lemmas[word] == "thing":
        return False
    counted = any(text.pos[kid] == "NUM" for kid in text.below(word, "nummod"))
    return text.pos[word] in ("NOUN", "VERB") and (mention is None or mention.kind not in BODIES or counted)


def words(text: Reading, top: int, anchor: int, without_case: bool = False) -> tuple[int, int]:
    """The stretch of a clause or noun; of a noun without the preposition before it."""
    start, end = stretch(text, top, anchor)
    if without_case:
        while start < anchor and text.deps[start] in ("case", "mark") and text.words[start] != "to":
            start += 1
    return start, end


def somebody(text: Reading, word: int | None) -> bool:
    """Whether a subject is somebody, a body or a state, that can commit itself; where none is told, nobody knows."""
    if word is None or text.pos[word] == "PROPN":
        return True
    if text.pos[word] == "PRON":
        return text.words[word] not in ("it", "this", "that", "which", "these", "those") or word in text.mentions
    return any(one.kind in BODIES for one in text.who([word]))
