"""How a tie is put, in whose words, and when it held: what the words on it, above it and after it say.

Nothing is guessed: a tie without a time of its own is dated by the publication alone, as a bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from standoff.model import EVENTS, Attribution, Claim, Date, DateBasis, Mention, TimeExpression
from standoff.ties.reading import Found, Reading

CLAUSES = ("verb", "gift", "both", "predicate", "adjective", "phrase", "event", "as")
"""Rules whose tie is the matter of a clause. What is told beside a clause ("its ally, the X, did not come") is not
touched by the clause's "not"."""

IT = ("that", "which", "it", "this", "so")

MODIFIERS = ("amod", "advmod", "compound", "nmod:desc", "det")
TIMES = ("obl", "obl:unmarked", "obl:tmod", "nmod:unmarked", "nmod:tmod", "advmod", "nummod", "advcl")
DATED = ("since", "until", "in", "from", "after", "before", "during", "of", "till", "for")
"""Prepositions of a time on a noun: "its leader since 2014"."""


@dataclass(slots=True)
class _Put:
    """What was seen so far."""

    denied: bool = False
    possible: bool = False
    planned: bool = False
    disputed: bool = False
    former: bool = False

    def claim(self) -> Claim:
        """The strongest of what was seen."""
        if self.disputed:
            return Claim.DISPUTED
        if self.denied:
            return Claim.DENIED
        if self.possible:
            return Claim.POSSIBLE
        return Claim.PLANNED if self.planned else Claim.ASSERTED


def put(text: Reading, found: Found) -> tuple[Claim, bool] | None:
    """How the words put a tie, and whether they say that it is over. None where they deny that a deed is planned: that
    says nothing of deeds done.

    Yes: Chad denied that it plans to attack Kenya.
    No: Chad denied that it attacked Kenya.
    """
    seen = _Put(found.denied, found.possible, found.planned, found.disputed, found.former)
    if found.rule == "model":
        return seen.claim(), seen.former
    _modified(text, found.anchor, seen)
    if found.rule in CLAUSES:
        _clause(text, found.anchor, seen, own=True)
        for word, above in _climb(text, found):
            _under(text, word, above, seen)
        _past(text, found, seen)
        seen.disputed |= _answered(text, found)
        end = text.sentences[text.sentence[found.anchor]][1]
        seen.possible |= "?" in text.words[end - 3:end]
    if found.type in EVENTS and seen.denied and seen.planned and not seen.disputed:
        return None
    if found.type in EVENTS and found.rule not in ("noun", "apposition", "title"):
        seen.former = False
    if found.former and found.rule == "verb" and seen.claim() in (Claim.PLANNED, Claim.POSSIBLE, Claim.DENIED):
        return Claim.ASSERTED, False                                # who "plans to leave the union" is in it yet
    return seen.claim(), seen.former and seen.claim() is not Claim.PLANNED


def _modified(text: Reading, word: int, seen: _Put) -> None:
    """Adjectives and adverbs before and on a word: "former", "incoming", "suspected", "once his ally"."""
    words = {text.words[kid].removesuffix("-") for kid in text.below(word, *MODIFIERS)}
    at = word - 1 if text.deps[word] != "nmod:desc" else -1
    while at >= 0 and word - at < 6 and text.pos[at] not in ("VERB", "AUX", "PUNCT", "SPACE", "ADP"):
        if text.words[at] in ("once", "then", "formerly", "previously"):
            words.add(text.words[at])
        at -= 1
    near = "".join(text.words[max(0, word - 2):word + 3])
    seen.former |= bool(words & text.lexicon.former) or f"ex-{text.words[word]}" in near
    seen.planned |= bool(words & text.lexicon.planned) or near.endswith(("-designate", "-elect")) or (
        text.words[word].endswith(("-designate", "-elect")))
    seen.possible |= bool(words & text.lexicon.possible)
    seen.former |= any(text.preposition(kid) in ("until", "till") for kid in text.below(word, "obl", "nmod"))


def _clause(text: Reading, word: int, seen: _Put, own: bool) -> None:
    """Negators, auxiliaries and conjunctions of the clause of a word. `own`: it is the word that tells the tie."""
    kids = text.kids[word]
    around = [text.words[kid] for kid in kids if text.deps[kid] in ("advmod", "det", "cc:preconj", "cc", "aux")]
    around += [text.words[part] for kid in text.below(word, "aux", "cop") for part in text.kids[kid]]
    if own:
        for kid in text.below(word, "nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "iobj"):
            around += [text.words[kid], *(text.words[part] for part in text.below(kid, "det", "cc:preconj"))]
    if any(one in text.lexicon.negators for one in around) and "only" not in around:
        seen.denied = not seen.denied
    if own and "longer" in around:
        seen.denied, seen.former = False, True
    auxiliaries = [text.words[kid] for kid in text.below(word, "aux")]
    if "would" in auxiliaries and text.deps[word] == "ccomp":
        seen.planned = True                                         # "said that it would": "will", told later
    else:
        seen.possible |= any(one in text.lexicon.possible for one in auxiliaries)
    seen.planned |= any(one in text.lexicon.planned for one in auxiliaries)
    marks = [text.words[kid] for kid in text.below(word, "mark")]
    seen.possible |= bool({"if", "whether", "unless"} & set(marks))
    seen.planned |= text.words[max(0, word - 2):word] in (["is", "to"], ["are", "to"])
    if "to" in marks and text.deps[word] == "advcl" and text.lemmas[text.heads[word]] != "use":
        seen.planned = True                                         # a purpose: "passed a law to make it a part of …"
    seen.former |= "used" in auxiliaries


def _climb(text: Reading, found: Found) -> Iterator[tuple[int, int]]:
    """The words above a tie that say whether it holds, each with the word below that it says so of."""
    word = found.anchor
    for _ in range(8):
        dep, above = text.deps[word], text.heads[word]
        if above == word:
            return
        noun = text.pos[word] in ("NOUN", "PROPN") and not text.below(word, "cop")
        if dep in ("conj", "parataxis"):
            own = dep == "parataxis" or text.below(word, "nsubj", "nsubj:pass")
            if own or text.pos[above] not in ("VERB", "AUX", "ADJ"):
                return
        elif noun and dep != "xcomp":
            free = found.rule in ("event", "as", "phrase") and word == found.anchor
            if not free and text.lemmas[word] not in text.lexicon.shells:
                return
        elif dep == "acl":
            if text.lemmas[above] not in text.lexicon.shells | text.lexicon.doubting:
                return
        elif dep in ("advcl", "obl"):
            if text.lemmas[above] not in text.lexicon.accusing | text.lexicon.denying | {"use"}:
                return
        elif dep not in ("xcomp", "ccomp", "csubj", "csubj:pass") and not (dep == "obj" and text.pos[word] == "VERB"):
            return
        yield word, above
        word = above


def _under(text: Reading, word: int, above: int, seen: _Put) -> None:
    """What the word above says of a tie that is told below it: "denied that", "plans to", "is suspected of"."""
    lemma, lexicon = text.lemmas[above], text.lexicon
    if lemma in lexicon.leaving and text.preposition(word) == "as":
        seen.former = True
    if text.deps[word] in ("conj", "parataxis"):
        if not text.below(word, "aux"):
            _clause(text, above, seen, own=False)
        return
    quoted = any(one in (":", "“", '"') for one in text.words[min(word, above) + 1:max(word, above)])
    if lemma in lexicon.denying and not (quoted and text.deps[word] == "ccomp"):
        seen.denied = not seen.denied
    elif lemma in lexicon.disputing:
        seen.disputed = True
    elif lemma in lexicon.doubting:
        seen.possible = True
    elif lemma in lexicon.planning and text.deps[word] in ("xcomp", "ccomp", "acl", "obj"):
        seen.planned = True
    elif lemma == "use" and "Tense=Past" in text.morphs[above]:
        seen.former = True
    _clause(text, above, seen, own=False)


def _past(text: Reading, found: Found, seen: _Put) -> None:
    """A lasting tie told as past: "was governor", "commanded", "had held". Not in a clause that reports what was said
    then ("said that it was an ally"), where the past is the reporting verb's."""
    word = found.anchor
    if found.type in EVENTS or text.deps[word] == "ccomp":
        return
    auxiliaries = [text.words[kid] for kid in text.below(word, "aux", "cop")]
    if "had" in auxiliaries:
        seen.former = True
    elif text.below(word, "cop"):
        seen.former |= bool({"was", "were"} & set(auxiliaries)) and not {"has", "have"} & set(auxiliaries)
    elif found.rule == "verb" and not auxiliaries and text.lemmas[word] in text.lexicon.lasting:
        seen.former |= "Tense=Past" in text.morphs[word] and "VerbForm=Fin" in text.morphs[word]


def _answered(text: Reading, found: Found) -> bool:
    """Whether the same sentence goes on with somebody who denies it: "…, a charge that the council rejects"."""
    end = text.sentences[text.sentence[found.anchor]][1]
    last = max(found.anchor, found.source, found.target or 0)
    for word in range(last + 1, end):
        if text.pos[word] == "VERB" and text.lemmas[word] in text.lexicon.answering and text.below(word, "nsubj"):
            said = text.below(word, "obj", "ccomp")
            if all(text.words[one] in IT or text.lemmas[one] in text.lexicon.shells for one in said):
                return True
    return False


def answer(text: Reading, found: Found, speaker: Mention | None) -> tuple[int, tuple[int, int]] | None:
    """Who denies in the next sentence of the paragraph what somebody was just said to say, and in which words.

    Yes: Kenya accuses Chad of arming the militia. Ndjamena denies it.
    No: Kenya accuses Chad of arming the militia. Ndjamena denies visas.
    """
    number = text.sentence[found.anchor] + 1
    if number >= len(text.sentences) or found.rule not in CLAUSES:
        return None
    start, end = text.sentences[number]
    while start < end and text.pos[start] == "SPACE":
        start += 1
    if start == end or "\n" in text.text[text.ends[found.anchor]:text.starts[start]]:
        return None
    for verb in range(start, end - 1):
        said = text.below(verb, "obj")
        if not said and text.lemmas[verb] == "call" and text.words[verb + 1] in IT:
            said = [verb + 1]                                       # the tree may take "this baseless" for one noun
        if text.pos[verb] != "VERB" or text.passive(verb) or not said or not _contradicts(text, verb):
            continue
        who = text.known(text.below(verb, "nsubj"))
        if len(who) == 1 and all(_of_before(text, one) for one in said) and (
                speaker is None or text.mentions[who[0]].leader != speaker.leader):
            return who[0], (verb, max(said))
    return None


def _contradicts(text: Reading, verb: int) -> bool:
    """Whether a verb says that something is not so: "denies", "called … baseless"."""
    kids = text.below(verb, "xcomp", "ccomp", "advmod", "obl", "amod")
    plain = not text.below(verb, "aux") or not {"not", "n't", "never"} & {text.words[kid] for kid in text.kids[verb]}
    return plain and (text.lemmas[verb] in text.lexicon.answering or (
        text.lemmas[verb] in ("call", "describe") and any(text.lemmas[kid] in text.lexicon.baseless for kid in kids)))


def _of_before(text: Reading, word: int) -> bool:
    """Whether a word speaks of what was said before: "this", "the charge", but not "the charge that …"."""
    if text.words[word] in IT:
        return True
    return text.lemmas[word] in text.lexicon.charges and not text.below(word, "acl", "acl:relcl", "nmod", "ccomp")


# — voice —

def voice(text: Reading, attributions: Sequence[Attribution], found: Found) -> tuple[bool, Mention | None]:
    """Whether a tie is in somebody's words, and whose: those of the innermost attribution that has it in its content;
    else of who denies it or accuses somebody of it; else, between quotation marks, of nobody named.

    Yes: Chad rejected accusations of arming the rebels.
    No: Chad arms the rebels.
    """
    anchor = text.starts[found.cue[0] if found.cue else found.anchor]
    around = [one for one in attributions if any(start <= anchor < end for start, end in one.content)]
    if around:
        inner = min(around, key=lambda one: (sum(end - start for start, end in one.content), one.content))
        inside = [one for one in text.mentions.values()
                  if any(start <= one.start and one.end <= end for start, end in inner.source)]
        if inside:
            return True, min(inside, key=lambda one: (one.start, -one.end))
    if (teller := _teller(text, found)) is not None:
        return True, text.mentions[teller]
    return bool(around) or _quoted(text, found), None


def _teller(text: Reading, found: Found) -> int | None:
    """Who denies what a tie tells, or accuses somebody of it."""
    if found.rule not in CLAUSES:
        return None
    for _, above in _climb(text, found):
        if text.lemmas[above] in text.lexicon.answering | text.lexicon.accusing:
            agents = [end for kid in text.below(above, "obl:agent", "obl") if text.preposition(kid) == "by"
                      for end in text.coordinated(kid)]
            tellers = text.known(agents if text.passive(above) else text.subjects(above))
            return tellers[0] if tellers else None
    return None


def _quoted(text: Reading, found: Found) -> bool:
    """Whether both ends and the words of a tie stand in one quotation."""
    words = [word for word in (found.source, found.target, found.anchor, *found.cue) if word is not None]
    start, end = min(text.starts[word] for word in words), max(text.ends[word] for word in words)
    return any(first <= start and end <= last for first, last in text.quotations)


# — date —

def date(text: Reading, times: Sequence[TimeExpression], found: Found, published: Date) -> tuple[Date, bool]:
    """When a tie held, and whether that is over: by a time on its words, else by the publication as a bound."""
    own = set(_timed(text, found)) - set(text.naming)               # "the March 8 Alliance" is no time
    for one in times:
        if one.date.value is not None and any(one.start < text.ends[at] and text.starts[at] < one.end for at in own):
            return one.date, found.type not in EVENTS and _over(one.date, published)
    if published.high is not None:
        reason = f"no time is told; not after the publication, {published.value or 'at the latest ' + published.high}"
        return Date(value=None, high=published.high, basis=DateBasis.RELATIVE, reason=reason), False
    return Date(value=None, reason="no time is told, and the day of publication is not known"), False


def _timed(text: Reading, found: Found) -> Iterator[int]:
    """The words of the times on a tie: on its anchor, and behind its last word ("ally of the front until 2018")."""
    above = text.heads[found.anchor]
    named = text.deps[found.anchor] == "xcomp" or found.rule == "as"       # "was named commander in 2019"
    for branch in [*text.kids[found.anchor], *(text.kids[above] if named else ())]:
        dep = text.deps[branch]
        if dep in TIMES or (dep == "nmod" and text.preposition(branch) in DATED):
            yield from text.under(branch)
    last = max(found.anchor, found.source, found.target or 0)
    if text.words[last + 1:last + 2] and text.words[last + 1] in ("since", "until", "till"):
        yield from range(last + 1, min(last + 5, len(text.words)))


def _over(date: Date, published: Date) -> bool:
    """Whether what held at a date is told to be over: "until 2018"."""
    return date.low is None and date.high is not None and (date.value or "").startswith("..")
