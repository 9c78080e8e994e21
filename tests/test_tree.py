"""Sentences and trees from scores."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from standoff.language import tree


def matrix(size):
    return st.lists(st.integers(-9, 9), min_size=size * size, max_size=size * size).map(
        lambda cells: np.array(cells, np.float32).reshape(size, size))


def is_tree(heads):
    """One root, and every word reaches it."""
    if sum(head == at for at, head in enumerate(heads)) != 1:
        return False
    for at in range(len(heads)):
        for _ in heads:
            at = heads[at]
        if heads[at] != at:
            return False
    return True


def total(arcs, heads):
    return float(arcs[np.arange(len(heads)), list(heads)].sum())


@given(st.integers(1, 5).flatmap(matrix))
def test_the_tree_is_the_best_of_all_trees(arcs):
    heads = tree.tree(arcs)
    assert is_tree(heads.tolist())
    assert total(arcs, heads) == max(total(arcs, every) for every in product(range(len(arcs)), repeat=len(arcs))
                                     if is_tree(every))


def test_the_tree_is_the_best_of_all_trees_of_six_words():
    every = [heads for heads in product(range(6), repeat=6) if is_tree(heads)]
    assert len(every) == 6 ** 5                            # Cayley: n^(n-1) rooted trees
    places = np.array(every)
    random = np.random.default_rng(6)
    for _ in range(300):
        arcs = random.normal(size=(6, 6)).astype(np.float32)
        best = arcs[np.arange(6), places].sum(1).max()
        assert np.isclose(total(arcs, tree.tree(arcs)), best, atol=1e-5)


@given(st.integers(1, 60), st.integers(0, 1 << 30))
def test_long_sentences_give_trees(size, seed):
    arcs = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    assert is_tree(tree.tree(arcs).tolist())


def test_a_cycle_is_broken_where_it_costs_least():
    arcs = np.full((3, 3), -9, np.float32)
    arcs[0, 1] = arcs[1, 0] = 9                            # the two best arcs go round
    arcs[0, 2], arcs[1, 2] = 4, 2                          # the first of them leaves at less cost
    arcs[2, 2] = 1
    assert tree.tree(arcs).tolist() == [2, 0, 2]


def test_two_roots_are_never_left():
    arcs = np.array([[9, 0, 0], [0, 9, 0], [0, 1, 0]], np.float32)
    assert sum(head == at for at, head in enumerate(tree.tree(arcs))) == 1


def test_sentences_cover_all_words():
    assert tree.sentences(np.array([-3, -1, 2, -np.inf, np.inf], np.float32)) == [(0, 2), (2, 4), (4, 5)]
    assert tree.sentences(np.zeros(0, np.float32)) == []


def test_a_window_is_decoded_sentence_by_sentence():
    arcs = np.zeros((4, 4), np.float32)
    arcs[0, 3] = arcs[3, 0] = 9                            # no arc goes into another sentence
    arcs[0, 0] = arcs[1, 0] = arcs[3, 3] = arcs[2, 3] = 5
    assert tree.forest(arcs, [(0, 2), (2, 4)]).tolist() == [0, 0, 3, 3]
