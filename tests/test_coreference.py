"""Which mentions are compared, and what is seen of a pair."""

import numpy as np
import pytest

from standoff.language import coreference
from standoff.language.nominals import KINDS, Mentions
from standoff.model import Kind

COLUMN = {name: at for at, name in enumerate(coreference.FEATURES)}


def look(text, quoted=()):
    """The traits of a text with bracketed mentions: ``[place:the/DET city/NOUN]``; the last word of one is its head,
    and a PROPN there makes it a name. Sentences end with ".".
    """
    words, upos, numbers, spans, opened = [], [], [], [], []
    for token in text.split():
        while token.startswith("["):
            kind, token = token[1:].split(":", 1)
            opened.append((len(words), kind))
        closing = len(token) - len(token.rstrip("]"))
        word, _, tag = token.rstrip("]").partition("/")
        words.append(word)
        upos.append(tag or "X")
        numbers.append({"NOUN": "Plur" if word.endswith("s") else "Sing", "PROPN": "Sing"}.get(tag, ""))
        for _ in range(closing):
            start, kind = opened.pop()
            spans.append((start, len(words), len(words) - 1, KINDS.index(Kind(kind)), tag == "PROPN"))
    spans.sort(key=lambda span: span[2])
    columns = [np.array(column) for column in zip(*spans, strict=True)]
    heads, deprels = np.arange(len(words)), ["dep"] * len(words)
    sentence = np.cumsum([0, *(word == "." for word in words)])[:-1]
    quote = np.array([int(word in quoted) for word in words])
    lemmas = [word.lower().rstrip("s") if tag == "NOUN" else word for word, tag in zip(words, upos, strict=True)]
    return coreference.traits(Mentions(*columns), words, lemmas, upos, numbers, heads, deprels, sentence, quote)


def seen(text, name, quoted=()):
    """One feature of the last mention with the first."""
    traits = look(text, quoted)
    return int(coreference.pair_features(traits, np.array([len(traits.found) - 1]), np.array([0]))[0, COLUMN[name]])


PAIRS = [
    ("[group:the/DET rebels/NOUN] fled . [group:Rebels/NOUN] fell .", "head", 1),
    ("[group:the/DET rebels/NOUN] fled . [group:Rebels/NOUN] fell .", "text", 1),
    ("[group:the/DET rebels/NOUN] fled . [group:the/DET rebellion/NOUN] fell .", "head", 2),
    ("[group:the/DET rebels/NOUN] fled . [group:the/DET army/NOUN] fell .", "head", 0),
    ("[person:Barham/PROPN Salih/PROPN] and [person:Salih/PROPN] .", "words", 3),
    ("[person:Salih/PROPN] and [person:Barham/PROPN Salih/PROPN] .", "words", 2),
    ("[person:Barham/PROPN Salih/PROPN] and [person:Omar/PROPN Salih/PROPN] .", "words", 1),
    ("[person:Salih/PROPN] or [person:the/DET Salih/PROPN] .", "words", 4),
    ("[organisation:the/DET Popular/ADJ Mobilization/PROPN Units/PROPN] [organisation:PMU/PROPN] .", "acronym", 1),
    ("[organisation:Popular/ADJ Mobilization/PROPN Units/PROPN] ( [organisation:P.M.U./PROPN] ) .", "acronym", 1),
    ("[organisation:Popular/ADJ Mobilization/PROPN Units/PROPN] ( [organisation:UN/PROPN] ) .", "acronym", 0),
    ("[person:A/DET man/NOUN] spoke . [person:He/PRON] left .", "gender", 1),
    ("[person:Mrs./PROPN Clark/PROPN] spoke . [person:He/PRON] left .", "gender", 2),
    ("[person:the/DET minister/NOUN] spoke . [person:She/PRON] left .", "gender", 0),
    ("[group:soldiers/NOUN] came . [group:They/PRON] left .", "number", 1),
    ("[group:soldiers/NOUN] came . [person:He/PRON] left .", "number", 2),
    ("[place:Mosul/PROPN] fell . [person:He/PRON] left .", "being", 2),
    ("[person:Salih/PROPN] spoke . [person:He/PRON] left .", "being", 1),
    ("[person:Salih/PROPN] spoke . [person:the/DET man/NOUN] left .", "being", 0),
    ("[person:Salih/PROPN] spoke . [person:Salih/PROPN] left .", "names", 3),
    ("[person:a/DET man/NOUN] spoke . [person:Salih/PROPN] left .", "names", 2),
    ("[person:Salih/PROPN] spoke . Rain . [person:He/PRON] left .", "sentences", 2),
]


@pytest.mark.parametrize(("text", "name", "expected"), PAIRS)
def test_a_pair_shows(text, name, expected):
    assert seen(text, name) == expected


@pytest.mark.parametrize(("text", "form"), [
    ("[person:Salih/PROPN] spoke . [person:the/DET same/ADJ man/NOUN] left .", "definite"),
    ("[person:Salih/PROPN] spoke . [person:this/DET man/NOUN] left .", "demonstrative"),
    ("[person:Salih/PROPN] saw [person:himself/PRON] .", "reflexive"),
    ("[person:Salih/PROPN] or [other:[person:his/PRON] car/NOUN] .", "possessive"),
    ("[person:Salih/PROPN] and [group:other/ADJ people/NOUN] .", "indefinite"),
    ("[person:Salih/PROPN] 's [other:car/NOUN] .", "bare"),
    ("[person:Salih/PROPN] met [person:someone/PRON] .", "one"),
])
def test_a_mention_is_put_as(text, form):
    assert seen(text, "form_i") == coreference.FORMS.index(form)


def test_sides_of_quotations():
    text = "[person:Salih/PROPN] said “ [person:I/PRON] go ” ."
    assert seen(text, "quote", quoted=()) == 0
    assert seen(text, "quote", quoted=("I",)) == 4
    assert seen(text, "quote", quoted=("I", "Salih")) == 1


def test_every_feature_stays_below_its_size():
    words = ("The/DET Salih/PROPN", "he/PRON", "men/NOUN", "UN/PROPN")
    text = " ".join(f"[{kind}:{word}]" for kind in Kind for word in words) + " ."
    traits = look(text)
    table = coreference.pair_features(traits, *coreference.candidates(traits))
    assert table.shape[1] == len(coreference.FEATURES)
    assert (table >= 0).all() and (table < np.array(list(coreference.FEATURES.values()))).all()


def test_candidates_are_the_nearest_mentions_and_namesakes():
    names = ["Salih/PROPN", "thing/NOUN", *["he/PRON"] * 37, "thing/NOUN", "he/PRON", "Barham/PROPN Salih/PROPN"]
    traits = look(" ".join(f"[person:{name}]" for name in names) + " .")
    last = len(traits.found) - 1
    i, j = coreference.candidates(traits, k=5, far=2)
    assert sorted(set(zip(i.tolist(), j.tolist(), strict=True))) == list(zip(i.tolist(), j.tolist(), strict=True))
    assert (j < i).all() and (j >= 0).all()
    assert j[i == last].tolist() == [0, *range(last - 5, last)]                 # the namesake from far away
    assert j[i == 39].tolist() == [1, *range(34, 39)]                           # the same noun from far away
    assert j[i == 40].tolist() == [*range(35, 40)]                              # no far pronouns


def test_no_mentions_no_pairs():
    none = np.zeros(0, np.int64)
    found = Mentions(none, none, none, none, none.astype(bool))
    traits = coreference.traits(found, ["It"], ["it"], ["PRON"], [""], np.zeros(1, np.int64), ["root"],
                                np.zeros(1, np.int64), np.zeros(1, np.int64))
    i, j = coreference.candidates(traits)
    assert coreference.pair_features(traits, i, j).shape == (0, len(coreference.FEATURES))


def test_words_in_stretches():
    offsets = [(0, 2), (3, 4), (5, 7), (9, 10)]
    assert coreference.in_stretches(offsets, [(3, 7), (9, 12)]).tolist() == [0, 1, 1, 2]
    assert coreference.in_stretches(offsets, []).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(("text", "compared"), [
    ("[place:Mosul/PROPN] fell . [place:Tikrit/PROPN] held .", False),
    ("[person:Barham/PROPN Salih/PROPN] met [person:Haider/PROPN Abadi/PROPN] .", False),
    ("[person:Barham/PROPN Salih/PROPN] spoke . [person:Salih/PROPN] left .", True),
    ("[place:the/DET United/PROPN States/PROPN] spoke . [place:US/PROPN] troops left .", True),
    ("[place:Iraq/PROPN] spoke . [place:the/DET country/NOUN] left .", True),
    ("[organisation:Daesh/PROPN] fell . [organisation:ISIL/PROPN] held .", True),
    ("[group:soldiers/NOUN] came . [person:he/PRON] left .", False),
    ("[group:soldiers/NOUN] came . [group:they/PRON] left .", True),
])
def test_what_cannot_be_the_same_is_not_compared(text, compared):
    traits = look(text)
    assert bool(len(coreference.candidates(traits)[0])) == compared
