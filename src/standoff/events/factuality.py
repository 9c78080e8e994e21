"""How the text puts an event: done, denied, to come or possible, as the clause of its words or the verb above tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as day

from standoff.events.conditions import conditional
from standoff.events.lexicon import read
from standoff.language.factuality import BACKGROUND
from standoff.model import Date, Factuality, TimeExpression
from standoff.ties.reading import Reading

OPEN = (Factuality.NEGATED, Factuality.FUTURE, Factuality.HYPOTHETICAL)

OBLIQUE = ("obl", "obl:unmarked")

DIRECT = frozenset(["obj", "nsubj:pass", "xcomp", "obl", "conj"])
"""Relations of a noun to the verb that tells it: "launched a raid"."""

ENDING = frozenset(["end", "stop", "finish", "complete"])
"""Verbs beside a noun of a deed that say that it is there already."""

PLANNING = frozenset(["plan", "propose", "consider", "seek", "want", "demand", "request", "urge", "call", "authorise",
                      "authorize", "prevent", "avoid", "avert", "await", "expect", "see", "intend"])
"""Verbs whose object or "for …" is what is planned, wanted or feared."""

UNDONE = frozenset(["need", "preparation", "readiness", "plan", "possibility", "risk", "danger", "fear", "prospect",
                    "lack", "absence", "prevention", "hope", "chance", "threat", "likelihood", "call", "demand",
                    "proposal", "issue", "question", "matter", "idea", "option", "file", "debate", "project", "attempt",
                    "effort", "bid", "push", "desire", "wish", "determination", "intention", "goal", "aim", "objective",
                    "trouble", "difficulty", "dream", "ability", "capability", "way", "method", "means",
                    "enthusiasm", "mission"])
"""Nouns of which what hangs on them is not done, or not yet."""

YET = frozenset(["possible", "potential", "further", "future", "planned", "proposed", "imminent", "threatened",
                 "feared", "prospective", "looming", "eventual", "closer", "hypothetical", "impending"])
"""Adjectives of a deed that is not done yet."""

ABSTRACT = frozenset(["issue", "question", "matter", "file", "debate", "mission", "way", "method", "means"])
"""Of these nouns only verbs are not done: "the issue of removing them", but "the question of the killing"."""

CASES = frozenset(["event", "case"])
"""Nouns of a condition: "in the event of an attack"."""

TAKING_PART = frozenset(["role", "part", "hand", "success", "involvement", "participation", "complicity", "share",
                         "responsibility", "failure"])
"""Nouns of which "in" tells what was done: "its role in shelling the camp"; not "allies in removing them"."""

ABLE = frozenset(["can", "could", "may", "might", "should"])
"""Auxiliaries of what is possible."""

RULED_OUT = frozenset(["rule", "ban", "forbid", "prohibit", "prevent", "avert", "avoid", "foil", "thwart", "plan",
                       "propose", "envisage"])
"""Verbs in whose passive a deed is not done, or not yet: "an attack on the ships is ruled out"."""

LETTING = frozenset(["allow", "permit", "enable", "require", "envisage", "foresee", "stipulate", "facilitate"])
"""Verbs that in the present say what is possible: "the law allows the release of prisoners"."""

AIMING = frozenset(["focus", "focused", "bent", "intent", "concentrate", "aim", "commit", "dedicate", "committed"])
"""Words of what somebody is out for: "focused on defeating them", "committed to attacks"."""

SORTS = frozenset(["use", "encouragement", "culture", "method", "form", "sort", "kind", "accuse", "suspect", "guilty",
                   "glorification", "incitement", "standard", "victim"])
"""Words behind which a bare noun names a sort of deed and no one deed: "accused of rape", "the use of starvation"."""

APPROVING = frozenset(["approve", "authorise", "authorize", "propose", "mull", "weigh", "favour", "favor"])
"""Verbs of what is decided and not done yet: "approved the deployment of troops"."""

REPORTS = frozenset(["report", "claim", "rumour", "rumor", "allegation", "accusation", "talk", "suggestion", "charge"])
"""Nouns that tell what is said to be done."""

DENYING = frozenset(["deny", "reject", "dismiss", "refute", "rebut"])
"""Verbs of who says that it is not so."""

ANY = frozenset(["every", "any", "whichever", "whatever"])
"""Determiners of no one deed: "every village that the militia leaves"."""

JOINING = frozenset(["join", "attend", "participate", "partake"])
"""Verbs of who takes part in what is as open as they are: "plans to join her friends at the protest"."""

SHUNNING = frozenset(["refrain", "avoid", "shy", "shied", "shrink", "abstain", "forbear", "desist"])
"""Verbs of who does not do what stands below: "refrained from shelling the town"."""

SHORT_OF = {"steer": "clear", "stop": "short", "fall": "short", "hold": "back"}
"""The same, with a word beside the verb: "stopped short of blaming Chad"."""

COMING = frozenset(["come", "begin", "start", "continue", "go", "grow", "manage"])
"""Verbs that tell of the deed below them that it was done."""

BEFORE = frozenset(["after", "following", "since", "despite", "amid", "during", "because", "over"])
"""Prepositions of what is not told by the verb above it."""


def told(text: Reading, facts: Mapping[int, tuple[Factuality, ...]], anchor: int, words: Sequence[int]) \
        -> tuple[Factuality, ...]:
    """How the text puts an event: as the clause of its main word, else as the clause that this stands in; where the
    verb above a noun makes or plans the deed and is open ("may launch a raid"), as that verb's. What no clause tells is
    taken as possible, never as done."""
    if any(text.words[kid] in YET for kid in text.below(anchor, "amod")):
        return (Factuality.HYPOTHETICAL,)
    own = next((facts[text.starts[word]] for word in (anchor, *words) if text.starts[word] in facts), None)
    if own is None:
        found = _governing(text, facts, anchor)
        open_one = found[0] is Factuality.ACTUAL and conditional(text, anchor)
        return (Factuality.HYPOTHETICAL, *found[1:]) if open_one else found
    if own[0] is Factuality.ACTUAL and _shunned(text, anchor):
        return (Factuality.NEGATED, *own[1:])
    if own[0] is Factuality.ACTUAL and _denied(text, anchor):
        return (Factuality.NEGATED, Factuality.REPORTED)
    if own[0] is Factuality.ACTUAL and (
            _wanted(text, anchor) or general(text, anchor) or conditional(text, anchor)):
        return (Factuality.HYPOTHETICAL, *own[1:])
    over = facts.get(text.starts[text.heads[anchor]])
    if over is not None and over[0] in OPEN and text.pos[anchor] == "NOUN" and own[0] is Factuality.ACTUAL and (
            text.lemmas[text.heads[anchor]] in JOINING):
        return (over[0], *own[1:])
    if over is not None and over[0] in OPEN and text.pos[anchor] == "NOUN" and own[0] is Factuality.ACTUAL and _made(
            text, anchor):
        return (over[0], *own[1:])
    return own


def _shunned(text: Reading, verb: int) -> bool:
    """Whether a verb stands below one by which it is not done: "steered clear of criticising the junta"."""
    above = text.heads[verb]
    if not text.words[verb].endswith("ing") or text.deps[verb] not in ("advcl", "xcomp", "obj", "obl"):
        return False
    if {text.lemmas[above], text.words[above]} & SHUNNING:
        return not text.below(verb, "mark") or any(text.words[kid] == "from" for kid in text.below(verb, "mark"))
    over = above if text.lemmas[above] in SHORT_OF else text.heads[above]
    beside = SHORT_OF.get(text.lemmas[over], "")
    return bool(beside) and any(text.words[kid] == beside for kid in text.kids[over]) and any(
        text.words[kid] in ("of", "from") for kid in text.below(verb, "mark", "case"))


def _denied(text: Reading, anchor: int) -> bool:
    """Whether a deed is what a report tells that somebody rejects: "denied reports of clashes"."""
    above = text.heads[anchor]
    return text.deps[anchor] in ("nmod", "acl") and text.lemmas[above] in REPORTS and text.deps[above] in (
        "obj", "nsubj:pass") and text.lemmas[text.heads[above]] in DENYING


def _wanted(text: Reading, anchor: int) -> bool:
    """Whether a deed is only the matter of a noun: "a lack of zeal in removing them", "in the event of an attack"."""
    word, above = anchor, text.heads[anchor]
    if text.deps[word] == "nmod" and text.lemmas[above] in read().papers and text.preposition(word) in ("on", "about"):
        return True
    if any(text.words[kid] in ABLE for kid in text.below(word, "aux")):
        return True
    if text.deps[word] == "advcl" and any(
            text.lemmas[kid] in ("trouble", "difficulty") for kid in text.below(above, "obj")):
        return True
    if text.deps[word] == "nsubj:pass" and text.lemmas[above] in RULED_OUT:
        return True
    if text.deps[word] in ("obj", "nsubj:pass") and text.lemmas[above] in APPROVING and text.pos[word] == "NOUN":
        return True
    if text.deps[word] in ("obj", "xcomp") and text.lemmas[above] in LETTING and not _past(text, above):
        return True
    cases = {text.words[kid] for kid in text.below(word, "mark", "case")}
    if cases & {"on", "to", "at"} and text.lemmas[above] in AIMING:
        return True
    if text.pos[word] == "NOUN" and not set(text.kids[word]) - set(text.below(word, "case", "punct", "amod")) and (
            text.lemmas[above] in SORTS and "of" in cases):
        return True
    while text.deps[word] in ("nmod", "acl", "compound") and text.heads[word] != word:
        above = text.heads[word]
        marks = {text.words[kid] for kid in text.below(word, "mark", "case")}
        if text.lemmas[above] in UNDONE and not marks & BEFORE and (
                text.pos[anchor] == "VERB" or text.lemmas[above] not in ABSTRACT):
            return True
        if text.lemmas[above] in CASES and "of" in marks and text.preposition(above) in ("in", "in the"):
            return True
        if word == anchor and text.deps[word] == "acl" and "in" in marks and text.lemmas[above] not in TAKING_PART:
            return True
        word = above
    return False


def general(text: Reading, anchor: int) -> bool:
    """Whether words tell what is done as a rule, and no one deed.

    Yes: Fighters often attack convoys on this road.
    Yes: Every town left by the militia turns into a fortress.
    Yes: The court jails whoever insults the king.
    Yes: The council does not sit with a man who bombs wells.
    No: Fighters often attacked convoys in May.
    No: Every house in the town was burned by the militia.
    No: The rebels who hold the bridge have left the talks.
    """
    if text.deps[anchor] == "acl:relcl" and _habitual(text, anchor):
        return True
    if text.pos[anchor] == "NOUN" and any(text.words[kid] == "any" for kid in text.below(anchor, "det")):
        return True
    verb = anchor
    while text.deps[verb] in ("acl", "acl:relcl", "nsubj", "nsubj:pass", "obj", "nmod", "compound") and (
            text.heads[verb] != verb):
        if text.deps[verb] in ("acl", "acl:relcl") and any(
                text.words[kid] in ANY for kid in text.below(text.heads[verb], "det")):
            return not _past(text, _over(text, text.heads[verb]))
        if text.pos[verb] == "VERB" and text.deps[verb] not in ("acl", "acl:relcl"):
            break
        verb = text.heads[verb]
    if text.pos[verb] != "VERB" or _past(text, verb):
        return False
    near = [*text.below(verb, "advmod"), *(kid for noun in text.below(verb, "nsubj", "nsubj:pass", *OBLIQUE)
                                           for kid in text.below(noun, "det"))]
    return any(text.words[kid] in read().habits | ANY for kid in near) or any(
        text.words[kid] in ("whoever", "anyone", "anybody") for kid in text.below(verb, "nsubj", "obj"))


def _habitual(text: Reading, verb: int) -> bool:
    """Whether a relative clause says in the simple present what sort of people they are: no comma parts it."""
    first = min(text.under(verb))
    if text.words[first] == ",":
        return False
    return "Tense=Pres" in text.morphs[verb] and "VerbForm=Fin" in text.morphs[verb] and not text.below(
        verb, "aux", "aux:pass", "cop") and text.lemmas[verb] not in read().lasting and text.words[first - 1] != ","


def _over(text: Reading, word: int) -> int:
    """The verb above a word, or the word at the top."""
    while text.heads[word] != word and text.pos[word] != "VERB":
        word = text.heads[word]
    return word


def _past(text: Reading, verb: int) -> bool:
    """Whether a verb tells what was, or what has been."""
    helped = {text.words[kid] for kid in text.below(verb, "aux", "aux:pass", "cop")}
    return ("Tense=Past" in text.morphs[verb] and not helped & {"is", "are"}) or bool(
        helped & {"was", "were", "had", "has", "have", "been", "did"})


def _governing(text: Reading, facts: Mapping[int, tuple[Factuality, ...]], anchor: int) -> tuple[Factuality, ...]:
    """The value of the clause that a noun stands in. An open one is the noun's only where it hangs on the verb, a
    negation only where the verb makes the deed; else it stays possible."""
    word, direct = anchor, True
    while text.heads[word] != word:
        prepositions, above = set(text.preposition(word).split()), text.heads[word]
        undone = text.lemmas[above] in UNDONE and text.deps[word] in ("nmod", "compound", "acl")
        if undone or "without" in prepositions:
            break
        direct = direct and text.deps[word] in DIRECT and not prepositions & BEFORE
        while not direct and text.deps[above] == "xcomp" and text.lemmas[text.heads[above]] in COMING:
            above = text.heads[above]                               # "came to loom after the raid"
        if (found := facts.get(text.starts[above])) is not None:
            held = direct and (found[0] is not Factuality.NEGATED or _made(text, word))
            return found if held or found[0] not in OPEN else (Factuality.HYPOTHETICAL, *found[1:])
        word = above
    return (Factuality.HYPOTHETICAL,)


def _made(text: Reading, noun: int) -> bool:
    """Whether the verb above makes or plans the deed of a noun: "launch a raid", "consider a raid"."""
    lemma, dep, words = text.lemmas[text.heads[noun]], text.deps[noun], read()
    if dep in ("obj", "nsubj:pass", "xcomp"):
        return lemma in (words.light | words.suffering | PLANNING) - ENDING
    return dep == "obl" and lemma in PLANNING and text.preposition(noun) == "for"


def background(factuality: tuple[Factuality, ...], date: Date, published: Date, times: Iterable[TimeExpression],
               past: bool = False) -> tuple[Factuality, ...]:
    """How a deed is put that was done long before the report was written, or by its words at a time of the past: as
    done, and background. A report whose first possible day is open was not written before the last day that it tells
    of.
    """
    done = date.high or date.value
    if Factuality.ACTUAL not in factuality or Factuality.HISTORICAL in factuality:
        return factuality
    if past:
        return (factuality[0], Factuality.HISTORICAL, *factuality[1:])
    if not done:
        return factuality
    known = [low for one in times if (low := one.date.low or one.date.value) and low <= (published.high or "")]
    first = published.low or max(known, default="")
    begun, ended = _day(first), _day(done, last=True)
    if begun is None or ended is None or begun - ended <= BACKGROUND:
        return factuality
    return (factuality[0], Factuality.HISTORICAL, *factuality[1:])


def _day(value: str, last: bool = False) -> day | None:
    """A day; of a month or year the first one, or about the last; None of what is no date."""
    try:
        return day.fromisoformat(value[:10] + ("-12-28" if last else "-01-01")[len(value[:10]) - 4:])
    except ValueError:
        return None


def announced(factuality: tuple[Factuality, ...]) -> tuple[Factuality, ...]:
    """How the announcement of a deed to come is put: as done."""
    return Factuality.ACTUAL, *(one for one in factuality if one is Factuality.REPORTED)
