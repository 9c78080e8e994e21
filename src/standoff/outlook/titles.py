"""Titles: the yes-or-no question that a forecaster would be asked, made from the exact words of an outlook.

A question is made only where that is safe: one clause with one modal or frame, a subject that needs no context, and
nothing denied. Elsewhere the exact words stand in quotation marks after "Did it come true: ", with a hedge after
"Did it come true, hedge aside: ".
"""

from __future__ import annotations

import re

from standoff.model import OutlookType
from standoff.outlook.hedges import spans

ASKED = "Did it come true"

MODAL = re.compile(
    r"^(?P<subject>[^,;:“”\"()—–?!]+?) (?:"
    r"(?:will|would|shall|may|might|could)(?: (?:very likely|most likely|likely|probably|possibly|almost certainly|"
    r"certainly|definitely|soon|also|then|now|still|directly|well))?"
    r"|(?:is|are|was|were) (?:(?:now|also|widely|very|highly|almost|reportedly) )*"
    r"(?:expected|likely|unlikely|due|set|scheduled|poised|going|about|certain|bound|slated|planned)? ?to"
    r"|plans? to|intends? to) (?P<rest>[a-z][^;:“”\"?!—–]*)$")
"""Subject, what tells that it is to come, and the rest from the verb's plain form on."""

WHETHER = re.compile(r"^whether (?P<subject>[^,;:“”\"()—–?!]+?) (?:will|would) (?P<rest>[a-z][^;:“”\"?!—–]*)$")
INFINITIVE = re.compile(r"^to (?P<rest>[a-z][^;:“”\"?!—–]*)$")
CONDITION = re.compile(
    r"^(?P<condition>(?:If|Unless|Should|Without|In the event of) [^,;:“”\"?!—–]+), (?P<clause>.+)$")
OPENING = frozenset(["the", "a", "an", "its", "their", "no", "some", "many", "most", "two", "three", "four", "five",
                     "several", "both", "more", "further", "new", "further", "all", "any", "such", "another", "other"])
"""First words that are written small inside of a sentence."""

POINTING = frozenset(["i", "we", "you", "he", "she", "it", "they", "this", "that", "these", "those", "there", "who",
                      "which", "what", "both", "one", "his", "her", "its", "their", "our", "my", "your", "him", "them",
                      "us", "me", "here", "such", "none", "neither", "some", "many", "others", "it's"])
"""Words that only their surroundings explain: a subject with one, or in front of one, makes no title."""

CLAUSAL = re.compile(
    r"\b(?:that|who|which|said|says|will|would|may|might|could|not|never|nor|if|unless|but)\b|n['’]t\b")
"""Words of a second clause, or of one denied: no title is made of them."""


def title(words: str, type: OutlookType, negated: bool = False, about: tuple[str, ...] = ()) -> str:
    """The title of an outlook. `about`: the names of whom it is about, which tell a name from a word that only opens
    its sentence.

    >>> title("The army will return to barracks by June", OutlookType.PREDICTION)
    'Will the army return to barracks by June?'
    >>> title("it may rain", OutlookType.PREDICTION)
    'Did it come true, hedge aside: “it may rain”'
    """
    words = " ".join(words.split())
    about = tuple(" ".join(name.split()) for name in about)
    made = "" if negated else _made(words, type, about)
    return made or f"{ASKED}{', hedge aside' if spans(words) else ''}: “{words.strip('“”')}”"


def _made(words: str, type: OutlookType, about: tuple[str, ...]) -> str:
    if type is OutlookType.QUESTION and words.endswith("?"):
        whole = words[:1].isupper() and not _points(words) and not re.search(r"[“”\"]", words)
        return words if whole else ""
    if (match := INFINITIVE.match(words)) and len(about) == 1 and not _points(about[0]):
        return _ask(about[0], match["rest"], "", about)
    condition = ""
    if match := CONDITION.match(words):
        condition, words = match["condition"], match["clause"]
        if _points(condition):
            return ""
    match = WHETHER.match(words) or MODAL.match(words)
    return _ask(match["subject"], match["rest"], condition, about) if match else ""


def _ask(subject: str, rest: str, condition: str, about: tuple[str, ...]) -> str:
    """"Will subject rest?", or nothing where a part would read wrong: a first word that may be no name stays great."""
    if _points(subject) or CLAUSAL.search(subject) or CLAUSAL.search(rest) or _points(rest):
        return ""
    first = rest.split()[0]
    if re.search(r"(?:ed|ing|ly)$", first) or first in ("have", "been", "being", "to", "also", "not"):
        return ""
    head, _, tail = subject.partition(" ")
    if head.lower() in OPENING:
        subject = f"{head.lower()} {tail}".strip()
    elif not any(name.startswith(head) or subject.startswith(name) for name in about):
        return ""
    asked = f"ill {subject} {rest.rstrip('. ')}?"
    return f"{condition}, w{asked}" if condition else f"W{asked}"


def _points(words: str) -> bool:
    return bool({word.strip(".,").lower() for word in words.split()} & POINTING)
