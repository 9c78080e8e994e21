"""Arcs: which pairs are candidates, what is seen of them, and what is told of the scores; then the head as trained."""

from itertools import pairwise

import numpy as np
import pytest

from standoff.language import arcs, load
from standoff.language.arcs import FEATURES, LABELS, MARKS, PLACES, Candidates, TieHead
from standoff.language.network import WEIGHTS
from standoff.language.nominals import KINDS, Mentions
from standoff.model import Kind, TieType

WORDS = ["Ali", "leads", "the", "army", "of", "Mali", ".", "It", "fights", "rebels", "in", "May", "."]
HEADS = np.array([1, 1, 3, 1, 5, 3, 1, 8, 8, 8, 11, 8, 8])
SENTENCE = np.array([0] * 7 + [1] * 6)
RELATIONS = np.array([1, 0, 2, 3, 4, 5, 6, 1, 0, 3, 4, 7, 6])
KIND = [Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.ORGANISATION, Kind.GROUP, Kind.TIME]


@pytest.fixture
def found():
    heads = np.array([0, 3, 5, 7, 9, 11])
    return Mentions(start=np.array([0, 2, 5, 7, 9, 11]), end=np.array([1, 6, 6, 8, 10, 12]), head=heads,
                    kind=np.array([KINDS.index(kind) for kind in KIND]),
                    name=np.array([True, False, True, False, False, True]))


def candidates(found):
    pronoun = np.array([word == "It" for word in WORDS])
    return list(arcs.candidates(found, HEADS, RELATIONS, SENTENCE, pronoun, [None, 4, None, 4, None, None]))


def column(of, name):
    return of.seen[:, list(FEATURES).index(name)].tolist()


# — candidates —


def test_every_ordered_pair_of_actors_and_places_of_a_sentence_is_one(found):
    first, second = candidates(found)
    assert (first.start, first.end, second.start, second.end) == (0, 7, 7, 13)
    assert list(zip(first.source.tolist(), first.target.tolist(), strict=True)) == [
        (0, 3), (0, 5), (3, 0), (3, 5), (5, 0), (5, 3)]
    assert list(zip(second.source.tolist(), second.target.tolist(), strict=True)) == [(0, 2), (2, 0)]


def test_ways_through_the_tree_meet_where_they_should(found):
    first, second = candidates(found)
    assert [WORDS[top] for top in first.top.tolist()] == ["leads", "leads", "leads", "army", "leads", "army"]
    assert [WORDS[7 + top] for top in second.top.tolist()] == ["fights", "fights"]
    assert column(first, "up") == [1, 1, 1, 0, 2, 1] and column(first, "down") == [1, 2, 1, 1, 1, 0]
    assert first.above.sum(1).tolist() == [2, 1, 3, 2, 4, 3, 2]


def test_what_is_seen_of_a_pair(found):
    first, second = candidates(found)
    assert column(first, "order") == [0, 0, 1, 0, 1, 1]
    assert column(first, "between") == [0, 1, 0, 0, 1, 0]
    assert column(first, "nested") == [0, 0, 0, 2, 0, 1]           # Mali stands inside the army of Mali
    assert column(first, "chain") == [0] * 6 and column(second, "form of source") == [2, 1]
    assert all((of.seen < list(FEATURES.values())).all() for of in (first, second))
    shown = first.places[1]                                        # Ali, Mali
    assert [[WORDS[word] for word in np.flatnonzero(row)] for row in shown.T] == [
        ["leads", "the", "army", "of"], ["Ali", "leads", "army", "Mali"], ["the", "of", "."], [], ["Ali"], ["Mali"]]
    assert shown.shape[1] == len(PLACES)


def test_a_sentence_with_one_actor_has_no_candidates(found):
    one = Mentions(*(getattr(found, name)[[0, 5]] for name in ("start", "end", "head", "kind", "name")))
    pronoun = np.zeros(len(WORDS), bool)
    assert not list(arcs.candidates(one, HEADS, RELATIONS, SENTENCE, pronoun, [None, None]))


# — the head —


def test_the_head_scores_each_pair_by_itself(found):
    draw = np.random.default_rng(3)

    def some(*shape):
        return draw.normal(size=shape).astype(np.float32)

    size, relations = 8, 9
    head = TieHead({f"tie.{name}": one for name, one in {
        "features": some(sum(FEATURES.values()), size), "relations": some(2, relations + 1, size),
        "up": some(relations, size), "down": some(relations, size), "places": some(len(PLACES)),
        "labels": some(size, len(LABELS)), "bias": some(len(LABELS)), "marks": some(size, len(MARKS)),
        "odds": some(len(MARKS))}.items()})
    words = some(len(WORDS), head.width)
    first, second = candidates(found)
    (_, labels, marks), (_, others, _) = head(words, [first, second])
    assert np.allclose(head(words, [second])[0][1], others, atol=1e-5) and head(words, []) == []
    assert labels.shape == (6, len(LABELS)) and marks.shape == (6, len(MARKS)) and labels.dtype == np.float32
    part = Candidates(first.start, first.end, first.source[2:3], first.target[2:3], first.top[2:3], first.seen[2:3],
                      first.relations, first.above, first.places[2:3])
    assert np.allclose(head(words, [part])[0][1], labels[2:3], atol=1e-5)


# — decoding —


def told(found, scores, marks=(), least=0.3):
    """The arcs of the first sentence: `scores` are shares by pair, "Ali army": {"leads": .9}."""
    first, _ = candidates(found)
    names = {f"{WORDS[a]} {WORDS[b]}": at for at, (a, b) in enumerate(
        zip(first.source.tolist(), first.target.tolist(), strict=True))}
    labels, odds = np.full((6, len(LABELS)), 1e-6), np.full((6, len(MARKS)), -5.0)
    labels[:, 0] = 1
    for pair, shares in scores.items():
        labels[names[pair]] = 1e-6
        for label, share in {"": 1 - sum(shares.values()), **shares}.items():
            labels[names[pair], LABELS.index(label)] = max(share, 1e-6)
    for pair, mark in marks:
        odds[names[pair], MARKS.index(mark)] = 2
    offsets = [(at, at + 1) for at in range(len(WORDS))]
    return [(str(arc.type), WORDS[arc.source], WORDS[arc.target], arc.marks)
            for arc in arcs.arcs([(first, np.log(labels).astype(np.float32), odds.astype(np.float32))], offsets, least)]


def test_what_is_likely_is_told(found):
    assert told(found, {"Ali army": {"leads": .9}, "army Mali": {"part of": .2}}) == [("leads", "Ali", "army", ())]
    assert told(found, {"army Mali": {"part of": .2}}, least=.1) == [("part of", "army", "Mali", ())]
    assert told(found, {}) == []


def test_of_two_directions_the_likelier_is_told(found):
    assert told(found, {"Ali army": {"leads": .6}, "army Ali": {"represents": .7}}) == [
        ("represents", "army", "Ali", ())]


def test_what_holds_both_ways_goes_from_the_first_told(found):
    assert told(found, {"Mali Ali": {"allied with": .8}, "Ali Mali": {"allied with": .7}}) == [
        ("allied with", "Ali", "Mali", ())]


def test_a_meeting_is_no_tie(found):
    assert told(found, {"Ali Mali": {"meets": .9}}) == []


def test_marks_are_told_where_they_are_likely_and_means_with_support_only(found):
    marks = [("Ali army", "former"), ("Ali army", "military"), ("army Mali", "military")]
    assert told(found, {"Ali army": {"leads": .9}, "army Mali": {"supports": .9}}, marks) == [
        ("leads", "Ali", "army", ("former",)), ("supports", "army", "Mali", ("military",))]


# — as trained —

SENTENCES = {
    "General Bako, the commander of the Third Brigade, was buried on Monday.": ("leads", "Bako", "Brigade"),
    "A spokesman for the ministry denied the report.": ("represents", "spokesman", "ministry"),
    "The army shelled the rebels near the bridge.": ("fights", "army", "rebels"),
    "Militants seized the airport in Kidal on Sunday.": ("controls", "Militants", "airport"),
    "The embassy in Tunis was closed.": ("located in", "embassy", "Tunis"),
    "He was an adviser to the president.": ("advises", "He", "president"),
    "A member of the ruling party resigned.": ("member of", "member", "party"),
}


@pytest.mark.parametrize("text", SENTENCES)
def test_easy_ties(text):
    doc = next(iter(load().texts([text])))
    assert SENTENCES[text] in {(str(arc.type), *(doc.text[at:].split()[0].strip(".,") for at in (
        arc.source, arc.target))) for arc in doc._.arcs}


def test_no_tie_where_there_is_none():
    doc = next(iter(load().texts(["It rained in Lima. The teacher bought bread."])))
    assert doc._.arcs == ()


def test_arcs_lead_from_nominal_to_nominal_and_stand_in_order():
    text = "The army’s spokesman, Major Diallo, said that Mali would never arm the militias of the north."
    doc = next(iter(load().texts([text])))
    heads = {one.head for one in doc._.nominals}
    assert doc._.arcs and all({arc.source, arc.target} <= heads and 0 < arc.score <= 1 for arc in doc._.arcs)
    assert all((a.source, a.target) < (b.source, b.target) for a, b in pairwise(doc._.arcs))
    assert all(isinstance(arc.type, TieType) for arc in doc._.arcs)


def test_weights_without_the_head_have_no_such_layer(tmp_path):
    onnx = pytest.importorskip("onnx", reason="only the training environment has onnx")
    pytest.importorskip("torch", reason="only the training environment has torch")
    import shutil

    from training.reader.ties import prune

    from standoff.language.reader import Own

    folder = tmp_path / "trial"
    shutil.copytree(WEIGHTS, folder)
    model = onnx.load(str(folder / "reader.onnx"))
    prune(model)
    onnx.save(model, str(folder / "reader.onnx"))
    with np.load(folder / "pairs.npz") as stored:
        np.savez(tmp_path / "pairs.npz", **{name: stored[name] for name in stored.files if "tie." not in name})
    (tmp_path / "pairs.npz").replace(folder / "pairs.npz")
    doc, empty = Own(weights=folder).texts(["The army of Mali left.", ""])
    assert doc._.arcs is None and empty._.arcs is None and doc._.nominals


# — training —


def test_the_head_is_trained_as_it_runs(found):
    torch = pytest.importorskip("torch", reason="only the training environment has torch")
    ties = pytest.importorskip("training.reader.ties", reason="only the training environment has onnx")
    first, _ = candidates(found)
    torch.manual_seed(5)
    head = ties.Head(16, 9).eval()
    words = torch.randn(len(WORDS), 16)
    with torch.no_grad():
        labels, marks, astray = head(ties.Batch(
            words, [(0, 7, ties.block(first, np.zeros((6, 7), bool)))], torch.ones(6, len(LABELS)), torch.zeros(6, 9)))
        run = TieHead({name: one.astype(np.float32) for name, one in head.weights().items()})
        (_, *told), = run(head.words(words).numpy(), [first])
    assert np.allclose(told[0], labels.numpy(), atol=0.02) and np.allclose(told[1], marks.numpy(), atol=0.02)
    assert not len(astray)                                         # nobody marked a cue
