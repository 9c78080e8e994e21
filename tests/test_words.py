"""Words: cut as Universal Dependencies English cuts them, whatever the text is made of."""

import doctest
import time
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from standoff.language import tongues, windows, words
from standoff.language.words import tokenise, tokenizer

PIECES = """
    The U.S. don’t “ .” No. 5 J. 's ’ - ... 🇮🇶 👍🏽 العراق 中文 http:// a@b @ # $ 5m re- etc. … ? / v. can't
"""
GAPS = [" ", "\n", "\n\n", "\r\n", "\u00a0", "\u2009", "\x1c", "\x85", "\u200b", "\u00ad", "\u202e", "\x00", "e\u0301"]
ANY_TEXT = st.text(max_size=80) | st.lists(st.sampled_from(PIECES.split() + GAPS), max_size=30).map("".join)

CASES = """
Brig. Gen. Yahya Rasool said on Jan. 24 that     | Brig. Gen. Yahya Rasool said on Jan. 24 that
The U.S.-led strike, the U.S. President’s        | The U.S. - led strike , the U.S. President ’s
“It was illegally.” “.They left                  | “ It was illegally . ” “ . They left
the end.The next word,word                       | the end . The next word , word
Baghdad—the capital--fell…and 2014–2016          | Baghdad — the capital -- fell … and 2014 – 2016
$5m, 5,000km, 50%, €3.2bn, US$10, 5pm            | $ 5 m , 5,000 km , 50 % , € 3.2 bn , US $ 10 , 5 pm
at 10:30 on 24/03/2017 or 1-3-2024 or 9/11       | at 10:30 on 24/03/2017 or 1-3-2024 or 9/11
the 23rd, the 1990s, ’05, 1930’s, 2016’s best    | the 23rd , the 1990s , ’05 , 1930’s , 2016 ’s best
don’t can't cannot dont gonna I’m we'll          | do n’t ca n't can not do nt gon na I ’m we 'll
Iraq’s and the Kurds’ and Abbas's                | Iraq ’s and the Kurds ’ and Abbas 's
Kata'ib, Kata’ib, Ba‘ath, Qur'an, Sa'd, O'Neill  | Kata'ib , Kata’ib , Ba‘ath , Qur'an , Sa'd , O'Neill
al-Sudani and al-‘Abadi's KDP-PUK pact           | al - Sudani and al - ‘Abadi 's KDP - PUK pact
anti-ISIS, pro-Iranian, re-elected, mid-2016     | anti-ISIS , pro-Iranian , re-elected , mid-2016
year-over-year, over-the-counter, an over-rated  | year - over - year , over - the - counter , an over-rated
PeÃ±a and .@handle                               | PeÃ±a and . @handle
‘Ready,’ «oui» „gut“ ‚so‘ ``it''                 | ‘ Ready , ’ « oui » „ gut “ ‚ so ‘ `` it ''
see https://x.com/a?c=1, www.x.org. me@x.org.    | see https://x.com/a?c=1 , www.x.org . me@x.org .
@handle #tag #1 🇮🇶👍🏽                             | @handle #tag # 1 🇮🇶 👍🏽
No. 5 and no. 5; he said no. The                 | No. 5 and no. 5 ; he said no . The
J. Smith has a plan B. It works, etc. They       | J. Smith has a plan B . It works , etc . They
GEN. PETRAEUS SAID NO. THE                       | GEN. PETRAEUS SAID NO . THE
and/or, he/she, w/ b/c, 24/7, 1/2                | and / or , he / she , w/ b/c , 24/7 , 1 / 2
[+1200 chars] Read more... (Reuters)-What?!      | [ +1200 chars ] Read more ... ( Reuters ) - What ?!
العراق، كُردستان؟ می‌خواهم                        | العراق ، كُردستان ؟ می‌خواهم
中国 said                                        | 中 国 said
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_words_are_cut_as_in_universal_dependencies(case):
    text, words = (side.strip() for side in case.split(" | "))
    assert " ".join(text[start:end] for start, end in tokenise(text)) == words


@pytest.mark.parametrize("text", ["soft\u00adhyphen", "\u200b“word”\ufeff", "two\u00a0words\u2009here", "\u200e"])
def test_what_nobody_sees_stays_with_its_word(text):
    shown = text.translate(dict.fromkeys(map(ord, "\u00ad\u200b\ufeff\u200e")))
    assert len(tokenise(text)) == len(tokenise(shown or "one"))


@given(ANY_TEXT)
def test_words_cover_all_but_white_space_in_order(text):
    words = tokenise(text)
    assert all(start < end for start, end in words)
    assert all(a[1] <= b[0] for a, b in pairwise(words))
    assert [i for start, end in words for i in range(start, end)] == [i for i, c in enumerate(text) if not c.isspace()]


@given(ANY_TEXT)
def test_a_doc_holds_the_text_and_the_same_words(text):
    nlp = spacy.blank("en")
    nlp.tokenizer = tokenizer(nlp.vocab)
    doc = nlp(text)
    assert doc.text == text
    assert [(token.idx, token.idx + len(token)) for token in doc if not token.is_space] == tokenise(text)


@pytest.mark.parametrize("unit", ["A.", "(", "a-", "a'", "x@", "1-", "a.b", "re-", "'", "http://", "1,", "\u00ad",
                                  "a's", "中", "é\u0301", "a_", "@.", "...!"])
def test_time_is_linear_in_hostile_text(unit):
    text = unit * (60_000 // len(unit))
    begun = time.process_time()
    tokenise(text)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("module", [words, windows, tongues])
def test_examples_in_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0
