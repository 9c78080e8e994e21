"""Linkage: pairs within blocks, and connected components."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from standoff.linkage import Components, components, kernel, pairs

LINKS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30)


def test_pairs_within_blocks_come_once_and_sorted() -> None:
    """A pair that shares two blocks is one pair; an item that stands twice in a block is one item."""
    assert list(pairs([["b", "a", "b"], ["a", "b", "c"]])) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert list(pairs([["a"], []])) == []


def test_components_are_found() -> None:
    """Links chain; an item without links is a component."""
    assert components("edcba", [("a", "c"), ("c", "e")]) == [["a", "c", "e"], ["b"], ["d"]]


def test_joining_twice_says_so() -> None:
    """The second join of two items is none."""
    parts = Components(3)
    assert parts.join(0, 2) and not parts.join(2, 0)
    assert parts.size(0) == 2 and parts.groups() == [[0, 2], [1]]


def test_a_kernel_needs_no_place_to_be_kept() -> None:
    """A function without a source file cannot be cached; it is compiled all the same."""
    space: dict = {}
    exec("def twice(x):\n    return 2 * x", space)
    assert kernel(space["twice"])(21) == 42


@given(LINKS, st.randoms(use_true_random=False))
def test_components_partition_whatever_the_order(links: list[tuple[int, int]], dice) -> None:
    """Every item is in one component, linked items are together, and the order of links does not matter."""
    found = components(range(13), links)
    assert sorted(item for group in found for item in group) == list(range(13))
    home = {item: n for n, group in enumerate(found) for item in group}
    assert all(home[a] == home[b] for a, b in links)
    shuffled = [(b, a) for a, b in links]
    dice.shuffle(shuffled)
    assert components(reversed(range(13)), shuffled) == found


@given(LINKS)
def test_components_are_as_small_as_links_allow(links: list[tuple[int, int]]) -> None:
    """Each component of several items hangs together: no proper part of it is closed under the links."""
    for group in components(range(13), links):
        reached = {group[0]}
        while more := {b for a, b in (*links, *((b, a) for a, b in links)) if a in reached} - reached:
            reached |= more
        assert sorted(reached) == group
