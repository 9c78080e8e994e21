"""Which type an outlook is in the end, by who says it and how: who promises, plans or warns the words alone do not
tell."""

from __future__ import annotations

from standoff.model import Form, Kind, Manner, OutlookType, Sourcing, Statement
from standoff.outlook import coming, hedges
from standoff.outlook.reading import Found, Reading

MANNERS = {Manner.WARNED: OutlookType.WARNING, Manner.THREATENED: OutlookType.PLEDGE,
           Manner.PROMISED: OutlookType.PLEDGE, Manner.PREDICTED: OutlookType.PREDICTION}
"""What the manner of a statement makes of a prediction in it."""

NONE = frozenset({Manner.DEMANDED, Manner.URGED, Manner.PROPOSED, Manner.ASKED})
"""A demand, an advice, a proposal is no forecast."""


def settled(text: Reading, found: Found, statement: Statement | None) -> OutlookType | None:
    """The type in the end, by who says it and how; None for a demand, or for what is told as done."""
    if found.type is OutlookType.QUESTION:
        return found.type
    governor = _governor(text, found)
    if statement is not None and statement.manner in NONE and not found.firm:
        return None
    if governor is not None and (text.lexicon.has("wanting", governor) or text.lexicon.has("asking", governor)):
        return None
    if found.type not in (OutlookType.PREDICTION, OutlookType.PLAN):
        return found.type
    named = MANNERS.get(statement.manner) if statement is not None else None
    if governor is not None and not _factor(text, found):
        named = text.lexicon.own.get(governor) or text.lexicon.nouns.get(governor) or named
    if named is OutlookType.PLEDGE and not _committed(text, found):
        named = None
    if named in (OutlookType.WARNING, OutlookType.PLEDGE) and found.rule in ("modal", "frame", "scenario"):
        return named
    if found.type is OutlookType.PREDICTION and found.rule == "modal":
        return _modal_type(text, found, statement)
    return found.type


def _modal_type(text: Reading, found: Found, statement: Statement | None) -> OutlookType:
    """"We will" promises, "said it will" plans, "will meet on Friday" is a schedule; all else foresees."""
    anchor = found.anchor
    if text.modal(anchor) not in ("will", "would") or found.top != anchor:
        return OutlookType.PREDICTION
    subject = text.subject(anchor)
    lemma = text.lemmas[anchor]
    doing = text.pos[anchor] == "VERB" and not text.passive(anchor) and not text.lexicon.has("suffered", lemma)
    deeds = text.lexicon.lists["deeds"] | text.lexicon.lists["meeting"]
    start, end = text.span(found.words)
    if hedges.spans(text.text[start:end]):
        return OutlookType.PREDICTION
    who = text.who([subject])
    if subject is not None and doing and text.words[subject] in ("we", "i"):
        return OutlookType.PLEDGE
    if statement is not None and found.negated and statement.sourcing in (Sourcing.NAMED, Sourcing.OFFICE) and (
            text.passive(anchor) or text.lower(*found.words).startswith("there ")):
        return OutlookType.PLEDGE                                   # "the ministry said that nobody would be charged"
    if doing and who and statement is not None and statement.source is not None and (
            text.same(who[0].key, statement.source)):
        return OutlookType.PLEDGE if found.negated else OutlookType.PLAN
    own = doing and not found.negated and text.modal(anchor) == "will" and lemma in deeds and text.below(anchor, "obj")
    if own and who and who[0].kind is Kind.ORGANISATION and (statement is None or who[0].form is not Form.PRONOUN):
        return OutlookType.PLAN
    if (text.lexicon.has("meeting", lemma) or text.passive(anchor)) and not found.negated and any(
            one.precision in ("day", "hour", "minute", "part of day", "month") for one in text.during(anchor)):
        return OutlookType.PLAN
    return OutlookType.PREDICTION


def _factor(text: Reading, found: Found) -> bool:
    """Whether the clause stands under a verb whose subject is nobody: "the balance suggests that …"."""
    above = text.heads[found.top]
    if above == found.top or text.deps[found.top] not in ("ccomp", "xcomp") or text.pos[above] != "VERB":
        return False
    if text.passive(above) or text.cues.at(text.starts[above]):
        return False
    subject = text.subject(above)
    return subject is None or (text.pos[subject] != "PRON" and not text.who([subject]))


def _committed(text: Reading, found: Found) -> bool:
    """Whether somebody, a body or a state commits itself; not so in "his presence guarantees that …"."""
    above = text.heads[found.top]
    if above == found.top or text.deps[found.top] not in ("ccomp", "xcomp", "acl") or text.passive(above):
        return True
    return text.pos[above] == "NOUN" or coming.somebody(text, text.subject(above))


def _governor(text: Reading, found: Found) -> str | None:
    """The lemma of the word that the clause stands under: "warned that", "fears that", "…, she predicted"."""
    word = found.top
    while text.deps[word] in ("conj", "parataxis") and text.heads[word] != word and not text.below(word, "nsubj:outer"):
        if text.deps[word] == "parataxis":
            break
        word = text.heads[word]
    above = text.heads[word]
    if above != word and text.deps[word] in ("ccomp", "acl", "csubj", "xcomp") and text.deps[word] != "acl:relcl":
        return text.lemmas[above]
    if any(text.deps[word] == "acl:relcl" for word in (found.top, *text.climb(found.top))):
        return None                                                 # "the mayor, who is to resign, may go, they fear"
    inner = min(text.contents.at(text.starts[found.anchor]), default=None,
                key=lambda one: sum(end - start for start, end in one.content))
    if inner is None:
        return None
    verbs = [word for word in text.inside(inner.cue) if text.pos[word] in ("VERB", "NOUN")]
    return text.lemmas[verbs[-1]] if verbs else None
