"""What a nominal says of whom it speaks: the name in it, the title with it, and whose he or it is.

"Russian Foreign Minister Igor Lavrinov" has the name "Igor Lavrinov", the title "Foreign Minister" and is of "Russian".
A title ends with the last word before the name that is one, by the tree (nmod:desc) or by the lexicons.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from standoff.actors.names import lexicon as spellings
from standoff.actors.words import Words, capital, lexicon, office, titular

STOPS = frozenset({",", "(", "[", ";", ":", "–", "—", "--"})
"""Marks that end what is said of an office: "the commander of the force, who …"."""

HYPHENS = frozenset({"-", "–", "‑", "/"})

LOOSE = frozenset({"amod", "compound", "nmod:desc", "nmod:poss", "nmod", "case", "cc", "conj", "punct", "advmod"})
"""Relations of words before a title's last word; any other is a name's: "[Martin] Luther King"."""

DOZENS = frozenset({"dozens", "tens", "scores", "hundreds", "thousands", "millions", "number",
                    "majority", "handful", "couple", "series"})
"""Counts that are nouns, and what they count stands behind: "hundreds of believers"."""

CLAUSAL = frozenset({"VERB", "AUX", "PRON", "SCONJ"})

ENDINGS = ("an", "ese", "ish", "i", "ite")
"""How adjectives of peoples end. At the beginning of a sentence a capital tells nothing: "Kurdish fighters" are of
"Kurdish", "Rebel fighters" of nobody."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a nominal says. `name`: its words, half open; None for a description."""

    name: tuple[int, int] | None
    title: str = ""
    of: str = ""


def named(words: Words, start: int, head: int, person: bool, stretch: tuple[int, int], whole: bool) -> Parts:
    """The parts of a nominal that is a name. `stretch`: its capitalised words, titles among them; `whole`: none is."""
    first, last = stretch
    if not person:
        begin = _begin(words, start, head)
        while begin < first and words.folds[first - 1] in lexicon().sides:
            first -= 1
        return Parts((first, last), of=_whose(words, begin, first) or _demonym(words, first, last)
                     or _owner(words, start))
    begin = max((at + 1 for at in range(start, first) if words.forms[at] in STOPS - {"("}), default=start)
    begin = _begin(words, begin, first)
    cue = _cue(words, begin, first, last, first if whole else last - 1)
    if cue is None:
        title, of = _ahead(words, start)
        return Parts((first, last), title, of or _whose(words, begin, first))
    cue = _hyphened(words, cue)
    first = cue + 1
    while first < last - 1 and not capital(words.forms[first]) and words.folds[first] not in small():
        first += 1
    title, of = _title(words, begin, cue + 1)
    return Parts((first, last), title, of or _owner(words, start))


def described(words: Words, start: int, end: int, head: int, site: bool, heads: Container[int]) -> Parts:
    """The parts of a description: "the commander of the Quds Force" has a title and is of "Quds Force". `site`: it is a
    place, which has no title; `heads`: words that are heads of persons, bodies or places.
    """
    begin = _begin(words, start, head)
    begin = _counted(words, begin, head)
    if words.tags[head] in ("NUM", "SYM") or (
            words.folds[head] in lexicon().counting and words.folds[head] not in DOZENS):
        return Parts(None)
    if not site and (more := _hyphened(words, head)) > head:
        head, end = more, max(end, more + 1)
        while (end < len(words.forms) and head <= words.heads[end] and words.forms[end] not in STOPS
               and words.tags[end] not in CLAUSAL):
            end += 1                                               # "designate [to Iraq]"
    title, of = _title(words, begin, head + 1)
    of = of or _owner(words, start)
    after = head + 1
    while after < end and words.forms[after] not in STOPS and (
            words.tags[after] not in CLAUSAL or words.relations[after] in ("nmod:poss", "amod")):
        after += 1
    while after > head + 1 and words.tags[after - 1] in ("ADP", "DET", "CCONJ", "PART", "ADV", "PRON"):
        after -= 1
    if head + 2 >= after or words.folds[head + 1] not in ("of", "to", "for"):
        after = head + 1
    elif not of and words.folds[head + 1] == "of" and words.folds[head] not in DOZENS:
        limit = _limit(words, head + 2, after)
        if any((words.heads[at] == head and at in heads) or capital(words.forms[at]) for at in range(head + 2, limit)):
            of = _bare(words, head + 2, limit)
    if site:
        return Parts(None, of=of)
    return Parts(None, f"{title} {words.quote(head + 1, after)}".strip(), of)


def titled(words: Words, first: int, last: int) -> bool:
    """Whether words that stand as a name are a title and nothing else: "the President", "the Minister of Defence"."""
    found = office(tuple(words.forms[first:last]))
    return found is not None and found.start == 0 and found.end == last - first


def small() -> frozenset[str]:
    """Folded words that stand in names without a capital."""
    return spellings().articles | spellings().particles


# — inside —


def _begin(words: Words, start: int, head: int) -> int:
    """The first word after determiners, prepositions and marks."""
    while start < head and (words.tags[start] in ("DET", "PUNCT", "ADP", "SCONJ", "AUX", "CCONJ")
                            or words.folds[start] in ("all", "both", "the")
                            or (words.tags[start] == "VERB" and words.relations[start] != "amod")):
        start += 1
    return start


def _hyphened(words: Words, at: int) -> int:
    """The last word of a title that goes on behind a hyphen: "President-elect"."""
    if (at + 2 < len(words.forms) and words.forms[at + 1] in HYPHENS and titular(words.folds[at + 2])
            and words.tags[at + 2] != "ADP"):
        return at + 2
    return at


def _ahead(words: Words, start: int) -> tuple[str, str]:
    """The title right before a name to which a careless tree does not hang it: "opposition leader", "Gen. (ret.)"."""
    end = start
    if end > 3 and words.forms[end - 1] == ")" and words.folds[end - 2] in lexicon().honorifics:
        end -= 3
    begin = end
    while begin and words.sentences[begin - 1] == words.sentences[start - 1] and (
            words.tags[begin - 1] in ("NOUN", "ADJ", "PROPN") or words.forms[begin - 1] == "-"):
        begin -= 1
    if begin == end or not titular(words.folds[end - 1]):
        return "", ""
    found = office(tuple(words.forms[begin:end]))
    if found is None or found.end < end - begin:
        return "", ""
    title, of = _title(words, begin, end)
    return (title if end == start else f"{title} {words.quote(end, start)}"), of or _owner(words, begin)


def _owner(words: Words, start: int) -> str:
    """Whose it is by the words before it, where the tree parts them: "Iran's [ambassador]"."""
    if start < 2 or not _possessive(words, start - 1):
        return ""
    begin = start - 1
    while begin and not words.opens(begin) and (
            words.tags[begin - 1] in ("PROPN", "NOUN", "ADJ") or words.forms[begin - 1] in HYPHENS):
        begin -= 1
    return words.quote(begin, start - 1)


def _counted(words: Words, begin: int, head: int) -> int:
    """The first word after a count: "at least 300 to 400 [rebels]", but "a [34-year-old captain]"."""
    while begin < head and (words.tags[begin] == "NUM" or words.folds[begin] in lexicon().counting):
        after = begin + 1
        while after < head and words.folds[after] in ("-", "–", "to", "and", "or") and words.tags[after + 1] == "NUM":
            after += 2
        if words.forms[after] in HYPHENS:
            break
        begin = after
    return begin


def _cue(words: Words, begin: int, first: int, last: int, stop: int) -> int | None:
    """The last word of the title before a person's name, if one is there and a name is left after it."""
    cue = None
    for at in range(begin, stop):
        if not any(capital(words.forms[word]) and words.folds[word] not in spellings().generations
                   for word in range(at + 1, last)):
            break
        if words.folds[at] in small():
            continue
        if words.relations[at] == "nmod:desc" or (titular(words.folds[at]) and (
                words.relations[at] not in ("amod", "det") or words.folds[at] in lexicon().honorifics)):
            cue = at
        elif at >= first and words.relations[at] not in LOOSE:
            break
    if cue is not None and words.folds[cue] in lexicon().christened and _words(words, cue + 1, last) == 1 and (
            not cue or words.folds[cue - 1] != "the"):
        return cue - 1 if cue > begin and titular(words.folds[cue - 1]) else None        # "Lieutenant [Amir Haddad]"
    return cue


def _words(words: Words, first: int, last: int) -> int:
    """How many words of a name have a capital; "al-Sadr" is one."""
    return sum(capital(words.forms[at]) and words.folds[at] not in small() for at in range(first, last))


def _title(words: Words, begin: int, end: int) -> tuple[str, str]:
    """Title and whose, of the words before a name or up to the head of a description."""
    owner = max((at for at in range(begin, end - 1) if _possessive(words, at)), default=-1)
    if owner >= 0:
        whose = "" if words.tags[owner - 1] == "PRON" else _bare(words, begin, owner)
        return words.quote(owner + 1, end), whose
    if begin < end - 1 and words.relations[begin] == "nmod:poss" and words.tags[begin] in ("PRON", "DET"):
        begin += 1
    last = end
    while last > begin + 1 and words.folds[last - 1] in lexicon().honorifics:
        last -= 1                                                  # "Defence Secretary Sir", "spokesman Brig. Gen."
    found = office(tuple(words.forms[begin:last]))
    told = begin + found.start if found and found.end == last - begin else last - 1
    if words.forms[end - 1][:1].islower():                         # "Prime minister", "[State Department] spokesman"
        office_first = (told == begin and words.opens(begin) and words.tags[begin] != "PROPN"
                        and not words.forms[begin].isupper() and not capital(words.forms[min(begin + 1, end - 1)]))
        run = _proper(words, begin + office_first, end - 1)
    else:
        run = _proper(words, begin, told)
    if run is None:
        return words.quote(begin, end), ""
    pieces = [words.quote(begin, run[0]), words.quote(run[1], end)]
    return " ".join(piece for piece in pieces if piece), words.quote(*run)


def _possessive(words: Words, at: int) -> bool:
    return words.tags[at] == "PART" and words.folds[at] in ("s", "")


def _proper(words: Words, begin: int, end: int) -> tuple[int, int] | None:
    """The run of words that names somebody, of those before an office: "pro-Iranian", "State Department", not "former".
    """
    for at in range(begin, end):
        if _names(words, at):
            last = at + 1
            while last < end and (words.forms[last] in HYPHENS or words.forms[last - 1] in HYPHENS
                                  or _names(words, last)):
                last += 1
            if last + 1 < end and words.folds[last] in ("and", "or", ",") and (more := _proper(words, last + 1, end)):
                last = more[1] if more[0] == last + 1 else last    # "Kurdish and Sunni"
            while last < end and capital(words.forms[last]) and words.forms[end][:1].islower():
                last += 1                                          # "White [House] aides"
            return at, last
    return None


def _names(words: Words, at: int) -> bool:
    """Whether a word before an office is part of a name."""
    form, folded = words.forms[at], words.folds[at]
    if folded in lexicon().demonyms or (folded in lexicon().states and capital(form)):
        return True
    if {f"{folded} {words.folds[at + 1]}", f"{words.folds[at - 1]} {folded}"} & lexicon().demonyms:
        return True                                                # "Sri Lankan"
    if form.isupper() and words.forms[at + 1].isupper():           # a headline
        return False
    if folded in lexicon().counting | lexicon().honorifics or office((form,)):
        return False
    if any(letter.isupper() for letter in form[1:]):               # "pro-Iranian", "UN"
        return True
    if not capital(form) or form[0].isdigit():
        return False
    return not words.opens(at) or words.tags[at] == "PROPN" or (
        words.tags[at] == "NOUN" and capital(words.forms[at + 1])) or (
        words.lemmas[at][:1].isupper() and folded.endswith(ENDINGS))


def _whose(words: Words, begin: int, end: int) -> str:
    """Whose a name is: "Iran's [Quds Force]"."""
    owner = next((at for at in range(begin, end) if _possessive(words, at)), None)
    if owner is not None:
        return "" if words.tags[owner - 1] == "PRON" else _bare(words, begin, owner)
    run = [at for at in range(begin, end) if words.folds[at] in lexicon().demonyms]
    return words.quote(run[0], run[-1] + 1) if run else ""


def _demonym(words: Words, first: int, last: int) -> str:
    """The demonym that a name begins with: "[Iraqi] Security Forces"."""
    return words.forms[first] if last - first > 1 and words.folds[first] in lexicon().demonyms else ""


def _bare(words: Words, begin: int, end: int) -> str:
    """Words without a determiner before them."""
    while begin < end and words.tags[begin] == "DET":
        begin += 1
    return "" if begin < end and words.tags[begin] == "PRON" else words.quote(begin, end)


def _limit(words: Words, begin: int, end: int) -> int:
    """Where a complement ends: before the next preposition after its noun, "of" aside, or an "and"."""
    for at in range(begin + 1, end):
        if words.tags[at] in ("ADP", "CCONJ") and words.folds[at] != "of" and not (
                capital(words.forms[at - 1]) and at + 1 < end and capital(words.forms[at + 1])):
            return at
    return end
