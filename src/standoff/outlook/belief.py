"""Whether whoever tells of what is to come foresees it: not who denies it, never said it, or calls it false.

Who denies a prediction foresees that it will not be so; who denies a plan has none, and pledges nothing by it. What
somebody is accused of planning is nobody's plan, and what a source did not say, may say, or calls a rumour is nobody's
forecast here.
"""

from __future__ import annotations

from dataclasses import replace

from standoff.model import Factuality, Manner, OutlookType, Statement
from standoff.outlook.reading import SUBJECTS, Found, Reading

DENYING = frozenset({Manner.DENIED, Manner.REJECTED})

OVER = ("ccomp", "xcomp", "csubj", "csubj:pass", "acl", "obj", "nsubj", "nsubj:pass", "obl", "nmod")
"""How a clause, or the noun that it is told of, hangs on what is said of it: "rejected claims that …"."""


def held(text: Reading, found: Found, statement: Statement | None) -> Found | None:
    """A finding as its source holds it, turned round where the source denies it; None where nobody holds it.

    Yes: The minister denied that the truce would fail. → prediction
    Yes: The minister does not expect the truce to fail. → prediction
    No: The minister denied that he would resign.
    No: The minister never said that the truce would fail.
    No: Few believe that the truce will hold.
    No: The rumour that the army will leave is false.
    No: There is no guarantee that the bridge will hold.
    """
    if found.type is OutlookType.QUESTION:
        return found
    above = _above(text, found)
    if any(_false(text, word, dep) for word, dep in above):
        return None
    denying = next((word for word, _ in above if text.lexicon.has("denying", text.lemmas[word])), None)
    if denying is not None:
        return _denied(text, found, denying, statement)
    if statement is None:
        return found
    cue = text.inside(statement.cue)
    inside = any(found.words[0] <= word < found.words[1] or (      # "does not doubt that"
        text.lexicon.has("doubting", text.lemmas[word]) and text.denied(word)) for word in cue)
    facts = set(statement.factuality)
    unsaid = facts & {Factuality.NEGATED, Factuality.HYPOTHETICAL} and Factuality.ACTUAL not in facts
    if statement.manner in DENYING or (unsaid and not inside):
        return None
    return found


def charged(text: Reading, found: Found, statement: Statement | None) -> bool:
    """Whether a clause tells what somebody is accused of.

    Yes: Nova accused Chad of planning to arm the militia.
    Yes: The junta was accused of plans to seize the port.
    No: Iran, which plans to reopen the port, accused Chad of lying.
    """
    if statement is not None and statement.manner is Manner.ACCUSED:
        return True
    word = found.anchor
    for _ in range(8):
        above, dep = text.heads[word], text.deps[word]
        if above == word or dep not in (*OVER, "advcl", "conj"):
            return False
        if text.lexicon.has("accusing", text.lemmas[above]):
            joined = {text.case(word), *text.marks(word)}
            return dep in ("ccomp", "xcomp", "acl") or bool(joined & {"of", "with", "for"})
        word = above
    return False


def _above(text: Reading, found: Found) -> list[tuple[int, str]]:
    """The words that the clause stands under as what they speak of, the nearest first, with how; not what the finding
    has among its own."""
    some: list[tuple[int, str]] = []
    word = found.top
    while text.deps[word] in (*OVER, "conj") and text.heads[word] != word and len(some) < 8:
        if text.deps[word] == "conj" and text.below(word, *SUBJECTS) and text.deps[text.heads[word]] == "ROOT":
            break
        dep, word = text.deps[word], text.heads[word]
        if dep != "conj" and not found.words[0] <= word < found.words[1]:
            some.append((word, dep))
    return some


def _false(text: Reading, word: int, dep: str) -> bool:
    """Whether a word over a clause takes it back: "is false", "is not true", "never said that", "there is no guarantee
    that"."""
    lemma = text.lemmas[word]
    if text.lexicon.has("untrue", lemma) or (text.lexicon.has("truth", lemma) and text.denied(word)):
        return not (text.lexicon.has("untrue", lemma) and text.denied(word))
    if text.pos[word] == "NOUN" and not text.lexicon.has("sureties", lemma):
        return dep == "acl" and any(text.words[kid] == "no" for kid in text.below(word, "det"))
    if text.pos[word] != "VERB" or text.lexicon.has("doubting", lemma) or text.lexicon.has("denying", lemma):
        return False
    return dep in ("ccomp", "xcomp", "obj") and text.untold(word)


def _denied(text: Reading, found: Found, verb: int, statement: Statement | None) -> Found | None:
    """What somebody denies, as the prediction that it will not be so, with the verb among its words; None of a plan of
    the denier's own, of a denial that is none ("did not deny"), and of what was denied twice."""
    subject, denier = text.who([text.subject(found.anchor)]), text.who([text.subject(verb)])
    own = any(text.same(one.key, other.key) for one in subject for other in denier)
    if statement is not None and statement.source is not None:
        own |= any(text.same(one.key, statement.source) for one in subject)
    if own or found.negated or found.rule not in ("modal", "frame") or found.firm or text.untold(verb) or (
            text.denied(verb) or found.type is not OutlookType.PREDICTION):
        return None
    if text.words[text.subject(found.anchor) or found.anchor] in ("it", "he", "she", "they", "i", "we"):
        return None                                                 # his own, or of whom nobody can tell
    return replace(found, rule="denied", negated=True, words=(min(verb, found.words[0]), found.words[1]))
