"""Coreference between the mentions of one report: which pairs to look at, and what is seen of them.

Word-level coreference (Dobrovolskii 2021): a mention is its head word, each looks for its best antecedent among earlier
mentions or stays alone; which of these links are believed is for `chains`. The network adds its own view of the two
head words to what is seen here; training and run time share this module, so that what was trained and what is run
cannot drift apart.

All functions work on arrays over the mentions (in order of their heads) or over pairs of them: `i` is the later
mention, `j` the possible antecedent before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.language.nominals import KINDS, Mentions
from standoff.model import Kind
from standoff.text import fold

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

FORMS = ("name", "definite", "demonstrative", "possessive", "indefinite", "bare", "i", "we", "you", "he", "she", "it",
         "they", "this", "who", "reflexive", "one")
"""How a mention is put: a name, a noun by its determiner, or a pronoun by what it can stand for."""

PLACES = ("subject", "object", "oblique", "modifier", "possessor", "root", "other")
"""The grammatical place of a mention's head."""

LINKS = ("none", "apposition", "predicate", "coordinated", "modifier", "below", "above", "relative", "same governor")
"""How two heads stand in the tree: the later is the earlier's apposition, predicate, conjunct or modifier, hangs below
or above it otherwise, is the pronoun of its relative clause; or both hang below the same word."""

STEPS = (2, 3, 4, 6, 9, 14, 22, 36, 60, 100, 200)
"""Lower edges of the distance buckets, in mentions."""

SENTENCES = (1, 2, 3, 4, 6, 9, 14, 25)
"""Lower edges of the distance buckets, in sentences."""

FEATURES = {
    "head": 3,                       # lemmas of the heads: different, same, only the first four letters the same
    "text": 2,                       # same words, determiners and possessive endings aside
    "words": 5,                      # none shared, some, all of j's in i, all of i's in j, the same
    "acronym": 2,                    # one is the initials of the other
    "form_i": len(FORMS), "form_j": len(FORMS),
    "kind_i": len(KINDS), "kind_j": len(KINDS),
    "kinds": 2,                      # same kind
    "names": 4,                      # neither is a name, j is, i is, both are
    "number": 3,                     # unknown, agree, differ
    "gender": 3,                     # unknown, agree, differ
    "being": 3,                      # no third-person pronoun, a pronoun and a kind that fit, that do not
    "place_i": len(PLACES), "place_j": len(PLACES),
    "link": len(LINKS),
    "nested": 3,                     # apart, i inside j, j inside i
    "quote": 5,                      # both outside quotations, in the same, in two, only j inside, only i inside
    "nearest": 4,                    # mentions between: one of j's kind and of j's head word; only of its kind; …; none
    "steps": len(STEPS) + 1,
    "sentences": len(SENTENCES) + 1,
}
"""What is seen of a pair: name → number of values, in the order of the columns of `pair_features`."""

PRONOUNS = {word: form for form, words in {
    "i": "i me my mine myself", "we": "we us our ours ourselves", "you": "you your yours yourself yourselves",
    "he": "he him his", "she": "she her hers", "it": "it its", "they": "they them their theirs",
    "this": "this that these those", "who": "who whom whose which what whoever whatever whichever",
    "reflexive": "himself herself itself themselves themself oneself",
}.items() for word in words.split()}

DETERMINERS = {word: form for form, words in {
    "definite": "the both all", "demonstrative": "this that these those such same said",
    "possessive": "my our your his her its their whose",
    "indefinite": "a an some any another no every each several many few other more most either neither enough much",
}.items() for word in words.split()}

MALE, FEMALE = 1, 2

_NAMED_ONCE = (KINDS.index(Kind.PERSON), KINDS.index(Kind.PLACE))

_MALE = """
    he him his himself mr sir man boy king prince father son brother husband uncle nephew grandfather grandson chairman
    spokesman businessman congressman policeman sheikh emir sultan imam lord gentleman men
"""
_FEMALE = """
    she her hers herself mrs ms miss madam woman girl queen princess mother daughter sister wife aunt niece grandmother
    granddaughter chairwoman spokeswoman businesswoman congresswoman policewoman lady women actress
"""
_PLURAL = "we us our ours ourselves they them their theirs themselves these those"
_SINGULAR = "i me my mine myself he him his himself she her hers herself it its itself this that"

GENDERS = dict.fromkeys(_MALE.split(), MALE) | dict.fromkeys(_FEMALE.split(), FEMALE)
"""What a word tells of whom it speaks of."""

NUMBERS = dict.fromkeys(_SINGULAR.split(), 1) | dict.fromkeys(_PLURAL.split(), 2)
"""Pronouns, whose features taggers leave out now and then."""

_PLACE = {"nsubj": 0, "nsubj:pass": 0, "nsubj:outer": 0, "csubj": 0, "obj": 1, "iobj": 1, "obl": 2, "obl:agent": 2,
          "obl:unmarked": 2, "nmod": 3, "nmod:unmarked": 3, "nmod:desc": 3, "compound": 3, "appos": 3, "nmod:poss": 4,
          "root": 5}

_NUMBER = {"Sing": 1, "Plur": 2, "Ptan": 2}

_LINK = {"appos": 1, "conj": 3, "nmod": 4, "nmod:poss": 4, "compound": 4}


@dataclass(frozen=True, slots=True)
class Traits:
    """What is seen of each mention by itself: parallel arrays, in order of the heads."""

    found: Mentions
    form: Ints                       # index in FORMS
    place: Ints                      # index in PLACES
    number: Ints                     # 0 unknown, 1 singular, 2 plural
    gender: Ints                     # 0 unknown, MALE, FEMALE
    lemma: Ints                      # number of the head's folded lemma in this text
    stem: Ints                       # number of its first four letters; -1: shorter
    text: Ints                       # number of the mention's folded words
    bits: NDArray[np.uint64]         # (mentions, …): set of the folded words up to the end of the name or to the head;
                                     # only words that recur in the text have a column
    size: Ints                       # how many they are, those that do not recur too
    shared: tuple[Ints, Ints]        # the same sets as pairs: mention, number of the word
    initials: Ints                   # number of the initials of its capitalised words; -1: fewer than two
    capitals: Ints                   # number of itself as an abbreviation; -1: is none
    sentence: Ints
    quote: Ints                      # number of the quotation that its head stands in; 0: none
    above: Ints                      # the word that its head hangs below
    relation: Ints                   # 0 or how the head hangs there: index in LINKS
    predicate: Bools                 # the head is a predicate with a copula
    subject_of: Ints                 # the word that it is the subject of, or -1


def traits(found: Mentions, words: Sequence[str], lemmas: Sequence[str], upos: Sequence[str],
           numbers: Sequence[str], heads: Ints, deprels: Sequence[str], sentence: Ints, quote: Ints) -> Traits:
    """Look at every mention once. Over the words of the text: `numbers` the Number feature ("Sing", "Plur", else ""),
    `sentence` and `quote` the number of the sentence and of the quotation (0: outside) that a word stands in.
    """
    ids: dict[str, int] = {}
    folds = [fold(word) for word in words]
    count = len(found)
    form, number, gender, lemma, stem, text, initials, capitals, place, relation = (
        np.zeros(count, np.int64) for _ in range(10))
    cores: list[list[str]] = []
    rows = zip(found.start.tolist(), found.end.tolist(), found.head.tolist(), found.name.tolist(), strict=True)
    for at, (start, end, head, name) in enumerate(rows):
        core = [word for word in range(start, end) if folds[word] not in DETERMINERS and folds[word] != "s"
                and folds[word][:1].isalnum()] if end - start > 1 else [head]
        near = core if name else [word for word in core if word <= head]
        form[at] = FORMS.index(_form(folds, upos, start, head, name))
        place[at] = _PLACE.get(deprels[head], 6)
        relation[at] = _LINK.get(deprels[head], 0)
        own = folds[head]
        number[at] = NUMBERS.get(own) or _NUMBER.get(numbers[head], 0)
        gender[at] = next((GENDERS[folds[word]] for word in (head, *near) if folds[word] in GENDERS), 0)
        base = fold(lemmas[head]) or own
        lemma[at] = ids.setdefault(base, len(ids))
        stem[at] = ids.setdefault("stem " + base[:4], len(ids)) if len(base) > 3 else -1
        text[at] = ids.setdefault("text " + " ".join(folds[word] for word in core), len(ids))
        letters = "".join(words[word][0] for word in near if words[word][0].isupper())
        initials[at] = ids.setdefault("capitals " + letters, len(ids)) if len(letters) > 1 else -1
        plain = words[head].replace(".", "")
        short = 2 <= len(plain) <= 7 and plain.isupper() and len(near) == 1
        capitals[at] = ids.setdefault("capitals " + plain, len(ids)) if short else -1
        cores.append(list(dict.fromkeys(folds[word] for word in near or [head])))
    cop = np.fromiter((rel == "cop" for rel in deprels), np.bool_, len(words))
    predicate = np.zeros(len(words), np.bool_)
    predicate[heads[cop]] = True
    above = heads[found.head]
    often = Counter(word for core in cores for word in core)
    columns = {word: n for n, word in enumerate(word for word, times in often.items() if times > 1)}
    sets = [[columns[word] for word in core if word in columns] for core in cores]
    owner = np.repeat(np.arange(count), [len(one) for one in sets])
    member = np.array([word for one in sets for word in one], np.int64)
    bits = np.zeros((count, len(columns) // 64 + 1), np.uint64)
    np.bitwise_or.at(bits, (owner, member // 64), np.uint64(1) << (member % 64).astype(np.uint64))
    return Traits(found, form, place, number, gender, lemma, stem, text, bits,
                  np.array([len(core) for core in cores], np.int64), (owner, member),
                  initials, capitals, sentence[found.head], quote[found.head], above, relation, predicate[found.head],
                  np.where(place == 0, above, -1))


def _form(folds: Sequence[str], upos: Sequence[str], start: int, head: int, name: bool) -> str:
    if upos[head] in ("PRON", "DET"):
        return PRONOUNS.get(folds[head], "one")
    if name:
        return "name"
    for word in range(start, min(start + 2, head)):
        if folds[word] in DETERMINERS:
            return DETERMINERS[folds[word]]
    return "possessive" if "s" in folds[start:head] else "bare"


def candidates(seen: Traits, k: int = 50, far: int = 3) -> tuple[Ints, Ints]:
    """The pairs (i, j) worth scoring, sorted: the last `k` mentions before each; and, however far before one that is no
    pronoun, the last `far` with the same head lemma, and the last `far` names that share a word with its name. Pairs
    that cannot be of the same are left out.
    """
    count = len(seen.found)
    i, back = np.divmod(np.arange(count * k), k)
    j = i - back - 1
    near = j >= 0
    pairs = [i[near] * count + j[near]]
    noun = np.flatnonzero(seen.form < FORMS.index("i"))
    rows, keys = noun, seen.lemma[noun]
    if count > k:
        holder, word = seen.shared
        kept = seen.found.name[holder] & (seen.form[holder] < FORMS.index("i"))
        rows, keys = np.append(rows, holder[kept]), np.append(keys, word[kept] + (int(keys.max(initial=0)) + 1))
        order = np.lexsort((rows, keys))
        rows, keys = rows[order], keys[order]
        for step in range(1, far + 1):
            same = (keys[step:] == keys[:-step]) & (rows[step:] - rows[:-step] > k)
            pairs.append(rows[step:][same] * count + rows[:-step][same])
    both = np.unique(np.concatenate(pairs))
    i, j = both // max(count, 1), both % max(count, 1)
    # Some at a time: every pair takes as many bytes as the text has words that recur.
    possible = np.concatenate([~(strangers(seen, i[at:at + SOME], j[at:at + SOME])
                                 | _one_and_many(seen, i[at:at + SOME], j[at:at + SOME]))
                               for at in range(0, max(len(i), 1), SOME)])
    return i[possible], j[possible]


SOME = 1 << 14
"""Pairs that are compared together."""


def strangers(seen: Traits, i: Ints, j: Ints) -> Bools:
    """Pairs of names, both of persons or both of places, that cannot be of the same one: without a word or the letters
    of an abbreviation in common, and not set beside each other. Organisations have too many names for this rule.
    """
    found = seen.found
    kind = np.where(found.name & np.isin(found.kind, _NAMED_ONCE), found.kind, -1)
    apart: Bools = (kind[i] == kind[j]) & (kind[i] >= 0)
    at = np.flatnonzero(apart)
    a, b = i[at], j[at]
    alike = (seen.bits[a] & seen.bits[b]).any(1) | (seen.lemma[a] == seen.lemma[b])
    alike |= _share(seen.stem, seen.stem, a, b) | _share(seen.initials, seen.capitals, a, b)
    alike |= _share(seen.capitals, seen.initials, a, b)
    alike |= (seen.above[a] == found.head[b]) & (seen.relation[a] == 1)
    apart[at[alike]] = False
    return apart


def _share(one: Ints, other: Ints, a: Ints, b: Ints) -> Bools:
    found: Bools = (one[a] == other[b]) & (one[a] >= 0)
    return found


def _one_and_many(seen: Traits, i: Ints, j: Ints) -> Bools:
    """Pairs of "he", "she" or "it" with something that is many."""
    single = np.isin(seen.form, [FORMS.index(form) for form in ("he", "she", "it")])
    found: Bools = (single[i] & (seen.number[j] == 2)) | (single[j] & (seen.number[i] == 2))
    return found


def pair_features(seen: Traits, i: Ints, j: Ints) -> Ints:
    """(pairs, FEATURES): what is seen of each pair, in the order of FEATURES."""
    found = seen.found
    same_head = seen.lemma[i] == seen.lemma[j]
    stem = (seen.stem[i] == seen.stem[j]) & (seen.stem[i] >= 0)
    shared = np.bitwise_count(seen.bits[i] & seen.bits[j]).sum(1, np.int64)
    all_j, all_i = shared == seen.size[j], shared == seen.size[i]
    acronym = ((seen.initials[i] == seen.capitals[j]) & (seen.initials[i] >= 0)
               | (seen.initials[j] == seen.capitals[i]) & (seen.initials[j] >= 0))
    kind_i, kind_j = found.kind[i], found.kind[j]
    form_i, form_j = seen.form[i], seen.form[j]
    here, there = seen.quote[i], seen.quote[j]
    head_i, head_j = found.head[i], found.head[j]
    columns = {
        "head": np.where(same_head, 1, np.where(stem, 2, 0)),
        "text": seen.text[i] == seen.text[j],
        "words": np.select([all_i & all_j, all_i, all_j, shared > 0], [4, 3, 2, 1], 0),
        "acronym": acronym,
        "form_i": form_i, "form_j": form_j, "kind_i": kind_i, "kind_j": kind_j,
        "kinds": kind_i == kind_j,
        "names": 2 * found.name[i] + found.name[j],
        "number": agreement(seen.number[i], seen.number[j]),
        "gender": agreement(seen.gender[i], seen.gender[j]),
        "being": np.maximum(_FITS[form_i, kind_j], _FITS[form_j, kind_i]),
        "place_i": seen.place[i], "place_j": seen.place[j],
        "link": np.select(
            [(seen.above[i] == head_j) & (seen.relation[i] > 0), (seen.subject_of[j] == head_i) & seen.predicate[i],
             (form_i == FORMS.index("who")) & (head_i > head_j) & (head_i < found.end[j]) & (found.start[j] <= head_j),
             seen.above[i] == head_j, seen.above[j] == head_i, seen.above[i] == seen.above[j]],
            [seen.relation[i], 2, 7, 5, 6, 8], 0),
        "nested": np.select([(found.start[j] <= found.start[i]) & (found.end[i] <= found.end[j]),
                             (found.start[i] <= found.start[j]) & (found.end[j] <= found.end[i])], [1, 2], 0),
        "quote": np.select([(here == 0) & (there == 0), here == there, (here > 0) & (there > 0), there > 0],
                           [0, 1, 2, 3], 4),
        "nearest": 2 * (_following(seen.lemma)[j] >= i) + (_following(found.kind)[j] >= i),
        "steps": np.searchsorted(STEPS, i - j, side="right"),
        "sentences": np.searchsorted(SENTENCES, seen.sentence[i] - seen.sentence[j], side="right"),
    }
    table: Ints = np.empty((len(i), len(FEATURES)), np.int64)
    for at, name in enumerate(FEATURES):
        table[:, at] = columns[name]
    return table


def _fits() -> Ints:
    """Form × kind: 0 the form is no third-person pronoun, 1 it may stand for such a kind, 2 it hardly may."""
    table = np.zeros((len(FORMS), len(KINDS)), np.int64)
    people = np.array([kind is Kind.PERSON for kind in KINDS])
    many = np.array([kind in (Kind.TIME, Kind.QUANTITY, Kind.MONEY) for kind in KINDS])
    groups = np.array([kind is Kind.GROUP for kind in KINDS])
    for form, wrong in {"he": ~people, "she": ~people, "it": people | groups, "they": many, "i": ~people,
                        "we": many | (np.array(KINDS) == Kind.WEAPON)}.items():
        table[FORMS.index(form)] = np.where(wrong, 2, 1)
    return table


_FITS = _fits()


def agreement(a: Ints, b: Ints) -> Ints:
    """Of two values each: 0 one is unknown (0), 1 they agree, 2 they differ."""
    found: Ints = np.where((a == 0) | (b == 0), 0, np.where(a == b, 1, 2))
    return found


def _following(values: Ints) -> Ints:
    """For each mention the number of the next one with the same value; beyond all where there is none."""
    order = np.argsort(values, kind="stable")
    following: Ints = np.full(len(values), len(values))
    same = values[order[1:]] == values[order[:-1]]
    following[order[:-1][same]] = order[1:][same]
    return following


def in_stretches(offsets: Sequence[tuple[int, int]], stretches: Sequence[tuple[int, int]]) -> Ints:
    """For each word the number, from 1, of the stretch of text that it starts in; 0: none. Both in order."""
    starts = np.array([start for start, _ in stretches], np.int64)
    ends = np.array([0, *(end for _, end in stretches)], np.int64)
    at = np.array([start for start, _ in offsets], np.int64)
    number: Ints = np.searchsorted(starts, at, side="right")
    return np.where(at < ends[number], number, 0)
