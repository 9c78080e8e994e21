"""Windows end where sentences surely do; breaks and shapes say what a word's surface says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.language.windows import breaks, shapes, windows
from standoff.language.words import tokenise

ANY_TEXT = st.text(max_size=120) | st.lists(
    st.sampled_from(["The ", "end. ", "U.S. ", "“No.” ", "said; ", "one, ", "\n", "\n\n", "?", " ", "🇮🇶 ", "العراق؟ "]),
    max_size=60).map("".join)

# Each slash is a place where a window may end; everything else is one window however short windows are.
SURE = [
    "He came. /She left. /“They did not.” /(In 2016.) /5 men died.",
    "“Why?” he asked. /“Because!” /Nobody knew",
    "Brig. Gen. J. Smith of No. 5 Corps, U.S. Army, spoke to Mr. Jones on Jan. 24 in Washington D.C. about Dr. No",
    "a headline without an end\n\n/and a paragraph without a capital",
    "a hard-wrapped\nparagraph of.\n/two lines",
    "They met in the U.S. /The envoy of Capt. Traore left; U.S. Army Col. Diaz stayed on. /“In the U.N.” /Others came",
    "“No!” Ali said. /It sank on Aug. 3. /Russia denied it",
    "Waiting ... The rest",
    "the end of plan A. The rest",
    "1. The first. /2. The second: 3. The third. [17] The end",
    "قال: لا؟ /نعم",
]


@pytest.mark.parametrize("marked", SURE)
def test_windows_end_only_where_a_sentence_surely_does(marked):
    text = marked.replace("/", "")
    words = tokenise(text)
    ends, offset = [], 0
    for part in marked.split("/"):
        offset += len(part)
        ends.append(len([word for word in words if word[1] <= offset]))
    largest = max(b - a for a, b in zip([0, *ends], ends, strict=False))
    found = windows(text, words, [1] * len(words), largest)
    assert {b for _, b in found} <= set(ends)


def test_windows_are_filled():
    text = "One two three. " * 40
    words = tokenise(text)
    assert windows(text, words, [1] * len(words), 50) == [(0, 48), (48, 96), (96, 144), (144, 160)]


def test_a_paragraph_end_is_worth_a_fifth_of_a_window():
    text = "One two three.\n\n" * 2 + "One two three. " * 4
    words = tokenise(text)
    assert windows(text, words, [1] * len(words), 9)[0] == (0, 8)
    assert windows(text, words, [1] * len(words), 13)[0] == (0, 12)


def test_given_starts_are_the_only_places():
    text = "One two. Three four. five six"
    words = tokenise(text)
    starts = [i in (0, 6) for i in range(len(words))]
    assert windows(text, words, [1] * 8, 7, starts) == [(0, 6), (6, 8)]


def test_a_long_sentence_is_cut_at_its_best_mark():
    text = "one two, three four five; six seven, eight nine ten"
    words = tokenise(text)
    assert windows(text, words, [1] * len(words), 10) == [(0, 7), (7, 13)]
    assert windows("a b c d", tokenise("a b c d"), [1, 9, 1, 1], 4) == [(0, 1), (1, 2), (2, 4)]


@given(ANY_TEXT, st.integers(1, 30), st.data())
def test_windows_partition_the_words(text, limit, data):
    words = tokenise(text)
    sizes = data.draw(st.lists(st.integers(0, 6), min_size=len(words), max_size=len(words)))
    starts = data.draw(st.none() | st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    found = windows(text, words, sizes, limit, starts)
    assert [i for a, b in found for i in range(a, b)] == list(range(len(words)))
    assert all(a < b and (sum(sizes[a:b]) <= limit or b == a + 1) for a, b in found)
    assert found == windows(text, words, sizes, limit, starts)


@given(ANY_TEXT)
def test_breaks_and_shapes_are_one_a_word(text):
    words = tokenise(text)
    gaps = breaks(text, words)
    assert len(gaps) == len(shapes(text, words)) == len(words)
    assert all(0 <= gap <= 3 for gap in gaps)
    assert gaps[:1] in ([], [3])
    assert all((gap == 0) == (a[1] == b[0]) for a, b, gap in zip(words, words[1:], gaps[1:], strict=False))


@pytest.mark.parametrize(("text", "gaps"), [
    ("a b", [3, 1]), ("a\u00a0b", [3, 1]), ("a \n b", [3, 2]), ("a\r\nb", [3, 2]), ("a\n \nb", [3, 3]),
    ("a,b", [3, 0, 0]),
    (" \n\na\u2029\u2029b", [3, 3]),
])
def test_breaks(text, gaps):
    assert breaks(text, tokenise(text)) == gaps


@pytest.mark.parametrize(("word", "shape"), [
    ("—", 0), ("🇮🇶", 0), ("said", 1), ("n’t", 1), ("été", 1), ("Baghdad", 2), ("É’s", 2), ("NATO", 3), ("U.S.", 3),
    ("A", 4), ("J.", 4), ("iPhone", 5), ("McCain", 5), ("anti-ISIS", 5), ("5,000", 6), ("F16", 6), ("23rd", 6),
    ("½", 6), ("٥٠", 6), ("العراق", 7), ("中", 7), ("\u0301", 0),
])
def test_shapes(word, shape):
    assert shapes(word, [(0, len(word))]) == [shape]
