"""Both verbs give the same answer in one process and over several."""

import os

from hypothesis import given
from hypothesis import strategies as st

from standoff.engine import Local


def square(n):
    return n * n


def total(numbers):
    return sum(numbers)


def parity(n):
    return n % 2


@given(st.lists(st.integers()))
def test_map_keeps_the_order_of_its_items(numbers):
    assert list(Local().map(square, numbers)) == [n * n for n in numbers]


@given(st.lists(st.integers()))
def test_group_gives_one_result_per_key_in_order_of_first_item(numbers):
    keys = list(dict.fromkeys(n % 2 for n in numbers))
    assert list(Local().group(total, numbers, parity)) == [sum(n for n in numbers if n % 2 == k) for k in keys]


def test_processes_change_nothing():
    numbers = list(range(50))
    with Local(2) as two:
        assert list(two.map(square, numbers)) == list(Local(1).map(square, numbers))
        assert list(two.group(total, numbers, parity)) == list(Local(1).group(total, numbers, parity))


def process(_):
    return os.getpid()


def test_processes_live_from_one_call_to_the_next_and_end_with_the_engine():
    with Local(2) as engine:
        first, second = set(engine.map(process, range(20))), set(engine.map(process, range(20)))
        assert first | second and len(first | second) <= 2 and os.getpid() not in first | second
        engine.close()
        assert not first & set(engine.map(process, range(20)))
