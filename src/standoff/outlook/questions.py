"""Questions that a text leaves open: direct ones, and indirect ones ("it is unclear whether …").

What is no open question: one that the text answers at once ("Who gains? Nobody."), a tag ("isn't it?"), words of one or
two ("Why?"), and what an interviewer asks, unless it is about what is to come: then it is the outlet's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from standoff.model import OutlookType
from standoff.outlook.clauses import stretch
from standoff.outlook.reading import Found, Reading

LEAST = 3
"""Words of the shortest question: "Why?" and "Really?" ask nothing that can be answered later."""

OPENING = ("“", '"', "‘", "(", "—", "–", "-")


def rules() -> tuple[Callable[[Reading], Iterator[Found]], ...]:
    """The rules, in the order in which they speak."""
    return direct, indirect


def direct(text: Reading) -> Iterator[Found]:
    """A sentence that ends with a question mark.

    Yes: Can the truce hold? → question
    Yes: “Who will rebuild the town?” the mayor asked. → question
    No: Who gains from the war? Nobody.
    No: Why?
    No: The truce holds, doesn't it?
    """
    for mark, word in enumerate(text.forms):
        if word != "?" or (mark + 1 < len(text.forms) and text.forms[mark + 1] == "?"):
            continue
        start = _start(text, mark)
        own = [one for one in range(start, mark) if text.pos[one] not in ("PUNCT", "SPACE")]
        if len(own) < LEAST or _nobody(text, own) or _tag(text, start, mark) or _answered(text, mark):
            continue
        if _interviewer(text, start, mark):
            continue
        inside = set(own)
        tops = [one for one in own if text.heads[one] not in inside or text.heads[one] == one]
        anchor = max(tops, key=lambda one: (text.pos[one] in ("VERB", "ADJ", "AUX"), len(text.under(one)), -one))
        yield Found(type=OutlookType.QUESTION, rule="direct", anchor=anchor, top=anchor, words=(own[0], mark + 1),
                    polar=_polar(text, anchor, own), negated=text.denied(anchor), firm=True)


def indirect(text: Reading) -> Iterator[Found]:
    """A clause of a question under words that leave it open.

    Yes: It remains unclear whether the army will return to barracks. → question
    Yes: One key question is who will fill the vacuum. → question
    Yes: Whether the army will accept the result is an open question. → question
    Yes: It remains to be seen whether the truce will hold. → question
    Yes: Nobody knows who will pay for the bridge. → question
    Yes: The minister declined to say when the port would reopen. → question
    Yes: The council is considering whether to close the port. → question
    Yes: Whether the Church will mediate remains an open question. → question
    Yes: It is far from clear whether the harbour will open. → question
    No: The question is not whether the harbour will burn but when.
    No: The mayor knows who will pay for the bridge.
    No: It is clear who will pay for the bridge.
    No: The minister was asked whether he would resign.
    No: The officer asked whether they knew his aunt.
    """
    for word in range(len(text.words)):
        first = asks(text, word)
        if first is None or "?" in text.words[slice(*text.sentences[text.sentence[word]])][-2:]:
            continue
        left = _left_open(text, word)
        if not left and (not _open(text, word) or _rhetoric(text, word, first)):
            continue
        start, end = stretch(text, word, word)
        end = min([end, *left])
        if first < start:
            start = first
        asked = text.words[first]
        outer = text.below(word, "nsubj:outer")
        start = max(start, first) if outer or start < first else start
        yield Found(type=OutlookType.QUESTION, rule="indirect", anchor=word, top=word, words=(start, end),
                    polar=asked in ("whether", "if"), negated=text.denied(word), firm=True)


# — direct —

def _start(text: Reading, mark: int) -> int:
    """The first word of the question that ends at a mark: of its sentence, or after what opens a quotation in it."""
    start = text.sentences[text.sentence[mark]][0]
    for word in range(mark - 1, start, -1):
        if text.forms[word] in ("?", "!"):
            return word + 1
        if text.forms[word] in ("“", '"', ":") and text.forms[word - 1] in (",", ":", "asked", "said", "asks", "—"):
            return word + 1
    while start < mark and (text.pos[start] in ("PUNCT", "SPACE")):
        start += 1
    colons = [one for one in range(start, mark - 1) if text.forms[one] == ":"]
    asking = text.lexicon.lists["questions words"]
    if colons and (colons[0] < start + 6 or text.pos[colons[-1] + 1] == "AUX" or text.words[colons[-1] + 1] in asking):
        return colons[-1] + 1                                       # a label, or "the question is smaller: will …?"
    return start


def _tag(text: Reading, start: int, mark: int) -> bool:
    """Whether it only asks for assent: "…, isn't it?", "…, right?"."""
    comma = next((word for word in range(mark - 1, start, -1) if text.forms[word] == ","), None)
    if comma is None or mark - comma > 4:
        return False
    tail = text.words[comma + 1:mark]
    return tail in (["right"], ["no"], ["yes"], ["correct"], ["ok"], ["eh"]) or (
        len(tail) in (2, 3) and text.pos[comma + 1] == "AUX" and text.pos[mark - 1] == "PRON")


def _nobody(text: Reading, own: list[int]) -> bool:
    """Whether it only says that everybody does: "Who would not cheer?"."""
    first, second, third = (text.words[word] for word in own[:3])
    return first == "who" and second in ("would", "does", "could") and third == "not"


def _answered(text: Reading, mark: int) -> bool:
    """Whether the next words of the paragraph answer the question."""
    after = mark + 1
    while after < len(text.words) and text.pos[after] in ("PUNCT", "SPACE"):
        if "\n" in text.text[text.starts[after]:text.ends[after]]:
            return False
        after += 1
    if after >= len(text.words) or "\n" in text.text[text.ends[mark]:text.starts[after]]:
        return False
    following = text.lower(after, after + 4)
    end = text.sentences[text.sentence[after]][1]
    short = end - after <= 5 and text.forms[end - 1] in (".", "!") and not any(
        text.pos[word] in ("VERB", "AUX") for word in range(after, end))
    return short or any(following == one or following.startswith((f"{one} ", f"{one},")) for one in
                        text.lexicon.lists["questions answers"])


def _interviewer(text: Reading, start: int, mark: int) -> bool:
    """Whether somebody is asked in an interview, about something that is not to come."""
    words = set(text.words[start:mark])
    you = [word for word in range(start, mark) if text.words[word] == "you" and text.deps[word].startswith("nsubj")]
    asked = [word for word in you if text.lemmas[text.heads[word]] not in ("think", "believe", "say")]
    said = bool(text.quotations.at(text.starts[start]))
    if said or not words & text.lexicon.lists["questions interviewer"]:
        return _labelled(text, start) and not words & text.lexicon.lists["questions future"]
    return bool(asked) or not words & text.lexicon.lists["questions future"]


def _labelled(text: Reading, start: int) -> bool:
    """Whether a paragraph begins with who speaks: "Q:", "Sahel Post:"."""
    line = text.text.rfind("\n", 0, text.starts[start]) + 1
    head = text.text[line:text.starts[start]].strip()
    return head.endswith(":") and len(head.split()) <= 5


def _polar(text: Reading, anchor: int, own: list[int]) -> bool:
    """Whether "yes" or "no" answers it: no word asks for something else in its own clause."""
    asking = text.lexicon.lists["questions words"]
    if any(text.words[word] in asking for word in own[:2]):
        return False
    below = [part for kid in text.kids[anchor] for part in (kid, *text.kids[kid])
             if text.deps[kid] not in ("advcl", "ccomp", "acl:relcl", "conj", "acl", "xcomp", "parataxis")]
    return not any(word < anchor and text.words[word] in asking and text.deps[word] != "mark"
                   and text.deps[text.heads[word]] != "acl:relcl" for word in below)


# — indirect —

def asks(text: Reading, word: int) -> int | None:
    """The word that makes a clause a question: "whether", "who" … None for another clause, or a relative one."""
    if text.pos[word] not in ("VERB", "ADJ", "NOUN", "AUX", "PROPN", "ADV", "PRON") or text.deps[word] == "acl:relcl":
        return None
    for kid in sorted(text.kids[word]):
        if text.deps[kid] == "mark" and (text.words[kid] == "whether" or (
                text.words[kid] == "if" and text.deps[word] == "ccomp" and kid > text.heads[word])):
            return kid
        if kid < word and text.deps[kid] not in ("conj", "advcl", "ccomp", "punct", "parataxis", "nsubj:outer"):
            asked = [one for one in text.under(kid) if text.words[one] in text.lexicon.lists["questions words"]]
            if asked and asked[0] <= kid:
                return asked[0]
    return None


def _left_open(text: Reading, word: int) -> list[int]:
    """Where "remains an open question" begins, which a tree may hang below the question itself."""
    if text.deps[word] != "ROOT" or "whether" not in text.marks(word):
        return []
    return [kid for kid in text.below(word, "xcomp", "parataxis", "conj") if text.lemmas[kid] in ("remain", "stay")]


def _rhetoric(text: Reading, word: int, first: int) -> bool:
    """Whether a question is named only to put another in its place: "the question is not whether … but when"."""
    return any(text.words[kid] == "not" and kid < first for kid in text.below(word, "advmod")) and bool(
        text.below(word, "nsubj:outer"))


def _open(text: Reading, word: int) -> bool:
    """Whether the words over the clause of a question leave it open."""
    outer = text.below(word, "nsubj:outer")
    if outer:                                                       # "the question is who …"
        return text.lexicon.has("questions nouns", text.lemmas[outer[0]])
    above, dep = text.heads[word], text.deps[word]
    if above == word:
        return False
    lemma = text.lemmas[above]
    if lemma in ("remain", "stay", "be", "become", "seem", "appear", "leave") and (named := text.below(above, "xcomp")):
        above, lemma = named[0], text.lemmas[named[0]]              # "it remains unclear whether …"
    if dep in ("csubj", "csubj:pass", "ccomp", "advcl", "xcomp", "acl", "nmod", "obl", "nsubj"):
        if text.pos[above] == "ADJ" and text.lexicon.has("questions adjectives", lemma):
            return not text.lexicon.has("questions negated", lemma) or text.denied(above) or (
                text.words[above] == "unclear")
        if text.pos[above] == "NOUN" and text.lexicon.has("questions nouns", lemma):
            return True
        if text.lexicon.has("questions verbs", lemma) and text.pos[above] in ("VERB", "AUX"):
            return _asking(text, above, lemma) and not (lemma == "ask" and text.past(word))
        if text.words[above] == "far" and any(text.lexicon.has("questions negated", text.lemmas[kid]) and
                                              text.case(kid) == "from" for kid in text.below(above, "obl", "xcomp")):
            return True                                             # "far from clear whether …"
        if lemma in ("clear", "unclear", "uncertain", "unknown"):
            return lemma != "clear" or text.denied(above)
    return False


def _asking(text: Reading, verb: int, lemma: str) -> bool:
    """Whether a verb over a question leaves it open: "remains to be seen", "nobody knows", "asked", "depends on"."""
    if lemma in ("depend", "hinge", "hang"):
        return True
    if text.lexicon.has("questions considering", lemma):
        return True
    if text.lexicon.has("questions unknowing", lemma) and (text.denied(verb) or (
            text.deps[verb] == "xcomp" and text.words[text.heads[verb]].startswith(("refus", "declin", "fail")))):
        return True                                                 # "declined to say when …"
    if text.lexicon.has("questions pending", lemma) and text.passive(verb):
        above = text.heads[verb]
        return text.deps[verb] == "xcomp" and text.lemmas[above] in ("remain", "have", "be")
    if text.lexicon.has("questions unknowing", lemma):
        subject = text.subject(verb)
        around = [] if subject is None else [subject, *text.below(subject, "det", "amod")]
        return any(text.words[one] in ("nobody", "none", "little", "few", "nothing", "no")
                                        for one in around)
    if lemma in ("ask", "wonder", "question", "debate", "speculate"):
        return not text.passive(verb) and text.deps[verb] not in ("advcl", "acl") and not text.denied(verb)
    return False

