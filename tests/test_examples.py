"""What the reader is trained on: documents as numbers, windows of them, batches. Needs no torch and no data."""

import sys
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))       # `training` is no part of the package

from training.reader.document import KINDS, Attribution, Document, Mention  # noqa: E402
from training.reader.examples import (  # noqa: E402
    PIECES_A_BATCH,
    Encoded,
    batches,
    cue_head,
    cut,
    encode,
    labels,
    window,
)

from standoff.language.network import ROLES, Labels  # noqa: E402

NAMES = Labels(upos=["NOUN", "VERB"], feats={"Number": ["", "Plur", "Sing"]}, lemmas=["l0+", "l1+"],
               deprels=["nsubj", "root"], kinds=["", *KINDS])


def pieces(words: list[str]) -> list[tuple[int, ...]]:
    """A piece for each three characters, told by its first."""
    return [tuple(ord(word[at]) for at in range(0, len(word), 3)) for word in words]


def document(text: str, **layers) -> Document:
    words, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        words.append((at, at + len(word)))
        at += len(word)
    return Document(key="one", corpus=layers.pop("corpus", "gum"), text=text, words=words, **layers)


def encoded(text: str, **layers) -> Encoded:
    return encode(document(text, **layers), NAMES, pieces)


# — what a document teaches —


def test_a_layer_that_is_missing_teaches_nothing():
    one = encoded("Dogs bark")
    for name in ("upos", "lemmas", "start", "sentence", "heads", "deprels", "name", "cue"):
        assert getattr(one, name).tolist() == [-1, -1], name
    assert one.feats["Number"].tolist() == [-1, -1]
    assert not one.kinds.any() and one.roles == [] and one.chains is None and one.pairs is None


def test_words_have_the_numbers_of_their_labels_and_minus_one_for_what_is_rare():
    one = encoded("Dogs bark .", upos=["NOUN", "VERB", "PUNCT"], feats=[{"Number": "Plur"}, {"Tense": "Pres"}, {}],
                  lemmas=["dog", "bark", "•"], heads=[1, 1, 1], deprels=["nsubj", "root", "punct"], sentences=[0, 2])
    assert one.upos.tolist() == [0, 1, -1]
    assert one.feats["Number"].tolist() == [1, 0, 0]
    assert one.lemmas.tolist() == [1, 0, -1]
    assert one.heads.tolist() == [1, 1, 1] and one.deprels.tolist() == [0, 1, -1]
    assert one.start.tolist() == [1, 0, 1] and one.sentence.tolist() == [1, 1, 2]


def test_the_kind_of_a_head_is_any_that_the_annotation_allows_of_the_widest_mention():
    one = encoded("the old port authority closed", mentions=[
        Mention(2, 3, 2, frozenset({"facility"}), name=False, chain="b"),
        Mention(0, 4, 3, frozenset({"organisation", "group"}), name=True, chain="a"),
        Mention(3, 4, 3, frozenset({"person"}), name=False, chain="c"),
    ])
    allowed = [{NAMES.kinds[k] for k in np.flatnonzero(row)} for row in one.kinds]
    assert allowed == [{""}, {""}, {"facility"}, {"organisation", "group"}, {""}]
    assert one.name.tolist() == [-1, -1, 0, 1, -1]
    assert one.chains == [(2, "b"), (3, "a")]


@pytest.mark.parametrize("others, mentioned, allowed", [
    (True, None, [{""}, {"person"}, {""}]),
    (False, None, [{"", "other"}, {"person"}, {"", "other"}]),
    (True, [False, True, True], [set(), {"person"}, {""}]),
    (False, [False, True, True], [set(), {"person"}, {"", "other"}]),
])
def test_a_word_without_a_mention_is_none_or_other_or_unknown(others, mentioned, allowed):
    one = encoded("the envoy left", mentions=[Mention(0, 2, 1, frozenset({"person"}))], others=others,
                  mentioned=mentioned)
    assert [{NAMES.kinds[k] for k in np.flatnonzero(row)} for row in one.kinds] == allowed


def test_attributions_with_one_cue_are_read_together_and_the_cue_itself_is_a_role():
    one = encoded("she said no and he yes", attributions=[
        Attribution(frozenset({0}), frozenset({1}), frozenset({2})),
        Attribution(frozenset({4}), frozenset({1}), frozenset({5})),
    ])
    assert one.cue.tolist() == [0, 1, 0, 0, 0, 0]
    [(cue, played)] = one.roles
    assert cue == 1 and [ROLES[n] for n in played] == ["source", "cue", "content", "none", "source", "content"]


@pytest.mark.parametrize("text, cue, heads, word", [
    ("according to police", {0, 1}, None, "according"),
    ("they called for calm", {1, 2}, None, "called"),
    ("it has said so", {1, 2}, None, "said"),                    # the last that tells something
    ("to of", {0, 1}, None, "of"),                               # nothing but small words: the last of them
    ("it has said so", {1, 2}, [2, 2, 2, 2], "said"),
    ("was proud of it", {0, 1, 2}, [1, 1, 3, 1], "proud"),       # two tops: "proud" and "of"
    ("said him so", {0, 1}, [0, 0, 0], "said"),                  # the root, not the last word
])
def test_a_cue_is_known_by_one_word(text, cue, heads, word):
    doc = document(text, heads=heads)
    found = cue_head(doc, frozenset(cue))
    assert doc.quote(found, found + 1) == word


def test_labels_are_those_that_occur_often_enough():
    doc = document(" ".join(["dogs"] * 200), upos=["NOUN"] * 200, lemmas=["dog"] * 198 + ["cat"] * 2,
                   feats=[{"Number": "Plur"}] * 190 + [{"Number": "Sing"}] * 10, heads=[0] * 200,
                   deprels=["root"] * 196 + ["obl"] * 4)
    bare = document("nothing known", upos=["X", "X"])
    found = labels([doc, bare], {"near": 3})
    assert found == Labels(upos=["NOUN"], feats={"Number": ["", "Plur"]}, lemmas=["l1+"], deprels=["root"],
                           kinds=["", *KINDS], features={"near": 3})


# — windows —


@given(st.lists(st.text(alphabet="abc.", min_size=1, max_size=9), min_size=1, max_size=40), st.integers(3, 30),
       st.data())
def test_windows_cover_a_document_end_with_its_sentences_and_keep_to_the_limit(words, limit, data):
    starts = sorted({0, *data.draw(st.lists(st.integers(0, len(words) - 1), max_size=6))})
    one = encoded(" ".join(words), sentences=starts)
    cuts = cut(one, limit)
    assert [a for a, _ in cuts] == [0, *(b for _, b in cuts[:-1])] and cuts[-1][1] == len(words)
    sizes = [len(some) for some in one.pieces]
    for a, b in cuts:
        assert sum(sizes[a:b]) <= limit
        inner = [start for start in starts if a < start <= b]
        assert b in (len(words), *starts) or not inner       # cut inside a sentence only if none ends in the window


def test_a_window_without_dice_is_what_stands_there():
    one = encoded("It's \"so\" said NATO")
    found = window(one, 1, 3, pieces, None)
    assert found.pieces == one.pieces[1:3] and found.shapes.tolist() == one.shapes[1:3].tolist()
    assert found.size == sum(map(len, found.pieces)) + 2


def test_dice_change_the_writing_but_neither_words_nor_targets():
    one = encoded("They 're \" sure \" that NATO 's Ann said `` no ''")
    seen = [window(one, 0, len(one.words), pieces, Random(n)) for n in range(200)]
    assert all(len(found.pieces) == len(found.shapes) == len(one.words) for found in seen)
    assert len({tuple(found.shapes.tolist()) for found in seen}) == 4          # as written, CAPITALS, Capitals, small
    curly = pieces(["They", "’re", "“", "sure", "”", "that", "NATO", "’s", "Ann", "said", "“", "no", "”"])
    assert {tuple(found.pieces) for found in seen} == {tuple(one.pieces), tuple(curly)}
    assert one.pieces == pieces(one.words)


# — batches —


def corpus(sizes: list[int]) -> list[Encoded]:
    return [encoded(" ".join(["word"] * size)) for size in sizes]


def shown(stream, count: int) -> list[list[tuple[int, int, int]]]:
    return [[(id(one.encoded), one.start, one.end) for one in batch] for batch in islice(stream, count)]


def test_the_same_seed_gives_the_same_batches_and_another_others():
    some = corpus([5, 300, 40, 200])
    first, again, other = (shown(batches(some, pieces, seed, whole=False, short=True), 30) for seed in (1, 1, 2))
    assert first == again != other


def test_an_epoch_shows_every_word_once_in_batches_that_fit():
    some = corpus([5, 300, 0, 40, 200, 700])
    stream = batches(some, pieces, 1, whole=False, short=False)
    words: list[tuple[int, int]] = []
    while len(words) < 1245:
        batch = next(stream)
        assert len(batch) == 1 or len(batch) * max(one.size for one in batch) <= PIECES_A_BATCH
        words += [(id(one.encoded), at) for one in batch for at in range(one.start, one.end)]
    assert len(words) == len(set(words)) == 1245


def test_a_whole_document_is_a_batch():
    some = corpus([300, 0, 40])
    for batch in islice(batches(some, pieces, 1, whole=True, short=False), 6):
        assert len({id(one.encoded) for one in batch}) == 1
        assert batch[0].start == 0 and batch[-1].end == len(batch[0].encoded.words)
