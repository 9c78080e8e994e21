"""Attributions from scores, and quotations from text."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.language import attributions
from standoff.language.mending import Grammar
from standoff.language.quotations import quotations
from standoff.language.windows import breaks
from standoff.language.words import tokenise
from standoff.model import Kind

QUOTATIONS = [
    "«“We will stay,”» the mayor said. «“Nobody leaves.”»",
    "He said «\"no\"» and then «'never'».",
    "The workers' union said «‘we can’t go’» and left.",
    "«“One ‘big’ mistake,”» she said.",
    "«“It is bad,“» he said. «“Go.“»",                         # an opening mark where one closes
    "He acted illegally.” “. Then he left.",                    # closing marks of nothing
    "«“Nobody closes this.»\n\nThe next paragraph.",
    "«“A first paragraph.»\n\n«“A second one.”» The end.",
    "«„Nein“», «»Nein«», «‹non›».",
    "Rock ‘n’ roll, the ‘90s, the '80s, 5'10\" tall, the girls' and boys' school.",
    "It’s theirs; don’t.",
    "“” and \"\" hold no word.",
    "The (so-called) «“state”»—«“caliphate”»—fell.",
]


@pytest.mark.parametrize("shown", QUOTATIONS)
def test_quotations(shown):
    text, expected = unmarked(shown)
    assert [text[start:end] for start, end in quotations(text)] == [text[a:b] for a, b in expected]


def unmarked(shown):
    """The text without the guillemets that show its quotations, and these. Doubled guillemets are the text's own."""
    text, spans, opened = "", [], 0
    own = {"»Nein«": "\x01Nein\x02"}
    for old, new in own.items():
        shown = shown.replace(old, new)
    for char in shown:
        if char == "«":
            opened = len(text)
        elif char == "»":
            spans.append((opened, len(text)))
        else:
            text += {"\x01": "»", "\x02": "«"}.get(char, char)
    return text, spans


@given(st.text(st.sampled_from("a s“”‘’'\"«»„.,\n -"), max_size=60))
def test_quotations_stand_in_order_and_do_not_overlap(text):
    spans = quotations(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(st.lists(st.lists(st.tuples(st.integers(-4, 4), st.sampled_from([0.5, 1.5, 3.0])), min_size=7, max_size=7),
                min_size=1, max_size=3))
def test_content_is_the_best_path(rows):
    scores, switch = np.moveaxis(np.array(rows, np.float32), 2, 0)

    def worth(score, cost, path):
        return sum(score[list(map(bool, path))]) - sum(
            cost[at] for at, (a, b) in enumerate(zip((0, *path), path, strict=False)) if a != b)

    for score, cost, path in zip(scores, switch, attributions.content(scores, switch), strict=True):
        assert worth(score, cost, path) == max(worth(score, cost, every) for every in product((0, 1), repeat=7))


def test_a_source_stays_in_one_sentence():
    above = np.array([1, 1, 1, 3, 3, 3])                           # two trees of three words
    odds = np.array([[0, 1, 1, 1, 4, 0], [0, 5, 1, 1, 4, 0], [0, 1, 1, 0, 0, 0]], np.float32)
    start, end = attributions._in_one_sentence(np.array([1, 1, 1]), np.array([5, 5, 3]), odds, above)
    assert (start.tolist(), end.tolist()) == ([3, 1, 1], [5, 3, 3])


def test_constituents_are_seen_from_the_cue():
    text = "He denied it on Sunday , and left ."
    words = text.split()
    heads = np.array([1, 1, 1, 4, 1, 7, 7, 1, 1])
    seen = attributions.constituents(np.array([1, 7]), heads)
    assert [words[top] for top in seen[0]] == ["He", "denied", "it", "Sunday", "Sunday", "left", "left", "left", "."]
    assert [words[top] for top in seen[1]] == ["He", "denied", "it", "Sunday", "Sunday", ",", "and", "left", "."]


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=9))
def test_a_source_is_the_stretch_with_the_highest_sum(row):
    (start,), (end,), (gain,) = attributions.best_stretch(np.array([row], np.float32))
    sums = [sum(row[a:b]) for a in range(len(row)) for b in range(a, len(row) + 1)]
    assert gain == max(sums) == sum(row[start:end])


def test_of_cue_heads_side_by_side_the_surest_is_one():
    assert attributions.cues(np.array([-1, 2, 3, -1, 1, 0], np.float32)).tolist() == [2, 4]
    assert attributions.cues(np.zeros(0, np.float32)).tolist() == []


ROLES = {"S": 1, "C": 2, "Q": 3, ".": 0}


def grammar(text, offsets, tree):
    """`tree`: of each word its head, counted from 1 (0: root), relation and tag: "2 nsubj PRON, 0 root VERB"."""
    heads, deprels, upos = zip(*(one.split() for one in tree.split(", ")), strict=True)
    above = np.array([at if head == "0" else int(head) - 1 for at, head in enumerate(heads)])
    return Grammar(above, upos, deprels, [text[a:b].lower() for a, b in offsets], breaks(text, offsets))


def read(text, *rows, nominals=(), sure=2.0, tree=None):
    """Attributions of a text; a row gives the role of each word (S, C, Q or "."), in capitals surely, else barely."""
    offsets = tokenise(text)
    scores = np.zeros((len(rows), len(offsets), 4), np.float32)
    for at, row in enumerate(rows):
        assert len(row) == len(offsets), (row, [text[a:b] for a, b in offsets])
        for word, letter in enumerate(row):
            scores[at, word, ROLES[letter.upper()]] = 6 if letter.isupper() or letter == "." else 1
    heads = np.array([row.index("Q") for row in rows], np.int64)
    found = attributions.attributions(heads, np.full(len(rows), sure, np.float32), scores,
                                      [text[a:b] for a, b in offsets], offsets, quotations(text), nominals,
                                      tree and grammar(text, offsets, tree))
    return ["".join([*(f"[{text[a:b]}]" for a, b in one.source), *(f"<{text[a:b]}>" for a, b in one.cue),
                     *(f"({text[a:b]})" for a, b in one.content)]) for one in found]


def test_an_indirect_statement():
    assert read("The mayor said it rained.", "SSQCC.") == ["[The mayor]<said>(it rained)"]


def test_a_quotation_is_taken_whole():
    assert read("“It rained again,” he said.", ".CCc..SQ.") == ["[he]<said>(“It rained again,”)"]


def test_a_thought_inside_a_quotation_is_not_all_of_it():
    assert read("“I think it rained,” he said.", ".SQCC.....", ".CCCC..SQ.") == [
        "[I]<think>(it rained)", "[he]<said>(“I think it rained,”)"]


def test_a_quotation_that_is_interrupted():
    assert read("“It rained,” he said, “and snowed.”", ".CC..SQ..CC..") == [
        "[he]<said>(“It rained,”)(“and snowed.”)"]


def test_a_word_that_is_no_content_does_not_part_it():
    assert read("He said it never rained in May.", "SQCCcCC.") == ["[He]<said>(it never rained in May)"]
    assert read("He said it may have rained there.", "SQCC.CC.")[0].endswith(("(it may have rained there)",
                                                                            "(it may)(rained there)"))


def test_content_ends_with_a_constituent():
    row = "SQCCCccc."
    text = "He praised those who fell on that Sunday."           # fell … Sunday hangs on praised here
    offsets = tokenise(text)
    roles = np.zeros((1, len(offsets), 4), np.float32)
    for word, letter in enumerate(row):
        roles[0, word, ROLES[letter.upper()]] = 6
    roles[0, 5:8] = [[-1, 0, 1.5, 0], [0.6, 0, 0.4, 0], [1, 0, 0, 0]]
    given = (np.array([1]), np.array([3], np.float32), roles, [text[a:b] for a, b in offsets], offsets)
    loose, = attributions.attributions(*given)
    tree = grammar(text, offsets, "2 nsubj PRON, 0 root VERB, 2 obj PRON, 5 nsubj PRON, 3 acl:relcl VERB, 8 case ADP, "
                                  "8 det DET, 2 obl PROPN, 2 punct PUNCT")
    tied, = attributions.attributions(*given, grammar=tree)
    assert text[slice(*loose.content[0])] != text[slice(*tied.content[0])] == "those who fell"


def test_nobody_said_it():
    assert read("It was said that it rained.", "..QCCC.") == ["<said>(that it rained)"]


def test_without_content_there_is_no_attribution():
    assert read("He said so.", "SQ..") == []


def test_a_source_grows_to_the_nominal_around_it():
    assert read("The old mayor of Basra said it rained.", "..SSSQCC.",
                nominals=[(0, 5, Kind.PERSON), (4, 5, Kind.PLACE)]) == [
        "[The old mayor of Basra]<said>(it rained)"]


def test_a_source_does_not_grow_over_its_cue_nor_far():
    text = "The claim of the mayor of Basra that it rained is old."
    assert read(text, ".Q.SSSS.CC...", nominals=[(0, 10, Kind.OTHER), (3, 7, Kind.PERSON)]) == [
        "[the mayor of Basra]<claim>(it rained)"]
    assert read("Ali, who left Basra for Najaf, said it rained.", "S.......QCC.",
                nominals=[(0, 1, Kind.PERSON), (0, 7, Kind.PERSON)]) == [
        "[Ali]<said>(it rained)"]


def test_punctuation_at_the_ends_is_left_out():
    assert read("Then Ali, said, it rained, it did.", ".SSQCCCCCCC") == ["[Ali]<said>(it rained, it did)"]


def test_a_colon_may_be_a_cue():
    assert read("Ali: It rained.", "SQCCC") == ["[Ali]<:>(It rained)"]


def test_two_cues_of_one_attribution_are_one():
    text = "He warned them strongly that it rained."
    assert len(read(text, "SQQQCCC.", "SQ.QCCC.".replace("Q", "q", 1))) == 1


def test_statements_nest():
    assert read("He said she denied it.", "SQCCC.", "..SQC.") == ["[He]<said>(she denied it)", "[she]<denied>(it)"]


def test_scores_follow_the_cue():
    text = "The mayor said it rained."
    offsets = tokenise(text)
    roles = np.zeros((1, len(offsets), 4), np.float32)
    roles[0, 3:5, 2] = 9
    low, high = (attributions.attributions(np.array([2]), np.array([sure], np.float32), roles,
                                           [text[a:b] for a, b in offsets], offsets)[0].score for sure in (0.1, 4))
    assert 0 < low < high < 1


# — what the tree, the paragraphs and the nominals say —


def test_a_source_has_the_name_between_commas_behind_it():
    assert read("The ombudsman, Iris Marín, said families fled.", "SS.CC.QCC.", sure=4,
                nominals=[(0, 2, Kind.PERSON), (3, 5, Kind.PERSON)],
                tree="2 det DET, 7 nsubj NOUN, 4 punct PUNCT, 2 appos PROPN, 4 flat PROPN, 2 punct PUNCT, 0 root VERB, "
                     "9 nsubj NOUN, 7 ccomp VERB, 7 punct PUNCT") == [
        "[The ombudsman, Iris Marín]<said>(families fled)"]


def test_a_source_has_the_whole_of_a_name():
    assert read("Minister Ama Boateng said prices fell.", ".S.QCC.", sure=4,
                tree="2 nmod:desc PROPN, 4 nsubj PROPN, 2 flat PROPN, 0 root VERB, 6 nsubj NOUN, 4 ccomp VERB, "
                     "4 punct PUNCT") == ["[Minister Ama Boateng]<said>(prices fell)"]


def test_a_source_begins_and_ends_with_no_loose_word():
    assert read("It was denied by Fiji.", "C.QSS.", sure=4,
                tree="3 nsubj:pass PRON, 3 aux:pass AUX, 0 root VERB, 5 case ADP, 3 obl:agent PROPN, "
                     "3 punct PUNCT") == ["[Fiji]<denied>(It)"]


def test_nobody_is_named_where_the_cue_says_something_of_its_subject():
    assert read("They were expected to sail.", "S.QCC.", sure=4,
                tree="3 nsubj:pass PRON, 3 aux:pass AUX, 0 root VERB, 5 mark PART, 3 xcomp VERB, 3 punct PUNCT") == [
        "<expected>(to sail)"]


def test_who_was_told_is_not_who_said():
    told = ("2 nsubj:pass PRON, 0 root VERB, 4 case ADP, 2 obl:agent PROPN, 7 mark SCONJ, 7 nsubj PRON, 2 ccomp VERB, "
            "2 punct PUNCT")
    agent = [(3, 4, Kind.PERSON)]
    assert read("We heard by Ama that it rains.", "SQ..CCC.", sure=4, nominals=agent, tree=told) == [
        "[Ama]<heard>(that it rains)"]
    assert read("We heard by Ama that it rains.", "SQ..CCC.", sure=4, tree=told) == ["<heard>(that it rains)"]
    assert read("“It rains,” she was quoted.", "CCCCCS.Q.", sure=4, tree="3 punct PUNCT, 3 nsubj PRON, 8 ccomp VERB, "
                "3 punct PUNCT, 3 punct PUNCT, 8 nsubj:pass PRON, 8 aux:pass AUX, 0 root VERB, 8 punct PUNCT") == [
        "[she]<quoted>(“It rains,”)"]


def test_a_time_is_no_source_and_no_content():
    year = [(0, 2, Kind.TIME)]
    tree = "2 det DET, 3 nsubj NOUN, 0 root VERB, 5 nsubj NOUN, 3 ccomp VERB, 3 punct PUNCT"
    assert read("The year showed prices fell.", "SSQCC.", sure=4, nominals=year, tree=tree) == ["<showed>(prices fell)"]
    assert read("Votes are planned for May.", "..QCC.", sure=4, nominals=[(4, 5, Kind.TIME)],
                tree="3 nsubj:pass NOUN, 3 aux:pass AUX, 0 root VERB, 5 case ADP, 3 obl PROPN, 3 punct PUNCT") == []


@pytest.mark.parametrize(("text", "tree", "told"), [
    ("They say it rains.", "2 nsubj PRON, 0 root VERB, 4 nsubj PRON, 2 ccomp VERB, 2 punct PUNCT", 1),
    ("They rule the coast.", "2 nsubj PRON, 0 root VERB, 4 det DET, 2 obj NOUN, 2 punct PUNCT", 0)])
def test_a_mere_noun_must_be_surer_than_a_clause(text, tree, told):
    assert len(read(text, "SQCC.", sure=-0.2, tree=tree)) == told


def test_people_are_outside_of_a_cue():
    assert read("Ali, envoy to Peru, said it rained.", "S.qqq.QCC.", sure=4,
                nominals=[(0, 1, Kind.PERSON), (2, 5, Kind.PERSON)],
                tree="7 nsubj PROPN, 3 punct PUNCT, 1 appos NOUN, 5 case ADP, 3 nmod PROPN, 3 punct PUNCT, "
                     "0 root VERB, 9 nsubj PRON, 7 ccomp VERB, 7 punct PUNCT") == ["[Ali]<said>(it rained)"]


def test_a_statement_within_a_statement():
    assert read("She said he claimed that it sank.", "SQCCCCC.", sure=4,
                nominals=[(0, 1, Kind.PERSON), (2, 3, Kind.PERSON)],
                tree="2 nsubj PRON, 0 root VERB, 4 nsubj PRON, 2 ccomp VERB, 7 mark SCONJ, 7 nsubj PRON, 4 ccomp VERB, "
                     "2 punct PUNCT") == ["[She]<said>(he claimed that it sank)", "[he]<claimed>(that it sank)"]


def test_a_claim_and_its_denial():
    assert read("Reports that Lae fell were denied by Papua.", "QCCCCCCC.", sure=4,
                tree="6 nsubj:pass NOUN, 4 mark SCONJ, 4 nsubj PROPN, 1 acl VERB, 6 aux:pass AUX, 0 root VERB, "
                     "8 case ADP, 6 obl:agent PROPN, 6 punct PUNCT") == [
        "<Reports>(that Lae fell)", "[Papua]<were denied>(Reports that Lae fell)"]


def test_a_clause_without_subject_has_the_speaker_of_the_clause_it_hangs_on():
    assert read("She left, saying it rained.", "...QCC.", sure=4, nominals=[(0, 1, Kind.PERSON)],
                tree="2 nsubj PRON, 0 root VERB, 2 punct PUNCT, 2 advcl VERB, 6 nsubj PRON, 4 ccomp VERB, "
                     "2 punct PUNCT") == ["[She]<saying>(it rained)"]


def test_content_does_not_run_into_the_next_paragraph():
    assert read("Minister warns: dams fail\n\nRain fell.", "SQ.CCCC.", sure=4,
                tree="2 nsubj NOUN, 0 root VERB, 2 punct PUNCT, 5 nsubj NOUN, 2 ccomp VERB, 7 nsubj NOUN, 0 root VERB, "
                     "7 punct PUNCT") == ["[Minister]<warns>(dams fail)"]


def test_the_items_of_a_list_are_content():
    assert read("Rebels said:\n- it fell\n- all fled\nWe left.", "SQ..CC......", sure=4,
                tree="2 nsubj NOUN, 0 root VERB, 2 punct PUNCT, 6 punct PUNCT, 6 nsubj PRON, 2 ccomp VERB, "
                     "9 punct PUNCT, 9 nsubj PRON, 6 conj VERB, 11 nsubj PRON, 0 root VERB, 11 punct PUNCT") == [
        "[Rebels]<said>(it fell\n- all fled)"]


def test_whom_a_source_cites_is_no_content():
    text = "Prices fell, it says, citing two aides."
    assert read(text, "CC.SQ.CCC.", sure=4,
                tree="2 nsubj NOUN, 0 root VERB, 2 punct PUNCT, 5 nsubj PRON, 2 parataxis VERB, 5 punct PUNCT, "
                     "5 advcl VERB, 9 nummod NUM, 7 obj NOUN, 2 punct PUNCT") == ["[it]<says>(Prices fell)"]


def test_a_clause_has_its_whole_subject():
    assert read("Chad and Niger agree, he said.", "..CC.SQ.", sure=4,
                tree="4 nsubj PROPN, 3 cc CCONJ, 1 conj PROPN, 7 ccomp VERB, 4 punct PUNCT, 7 nsubj PRON, 0 root VERB, "
                     "7 punct PUNCT") == ["[he]<said>(Chad and Niger agree)"]


def test_another_paragraph_is_no_content_unless_a_colon_or_quotation_marks_say_so():
    tree = "2 nsubj NOUN, 0 root VERB, 4 nsubj NOUN, 0 root VERB, 4 punct PUNCT"
    assert read("Navy denies\n\nLima Post reports.", "SQCC..", sure=4, tree=tree + ", 4 dep NOUN") == []
    assert read("Navy denies\n\n“Never left.”", "SQ.CC..", sure=4, tree=tree + ", 4 punct PUNCT, 4 punct PUNCT") == [
        "[Navy]<denies>(“Never left.”)"]


def test_content_ends_where_its_source_says_another_thing():
    assert read("Ama says it rained, adding it snowed.", "SQCCcccc.", "S....QCC.", sure=4,
                tree="2 nsubj PROPN, 0 root VERB, 4 nsubj PRON, 2 ccomp VERB, 6 punct PUNCT, 4 advcl VERB, "
                     "8 nsubj PRON, 6 ccomp VERB, 2 punct PUNCT") == [
        "[Ama]<says>(it rained)", "[Ama]<adding>(it snowed)"]
    assert read("She left, pointing out it rained.", "....QCC.", sure=4,
                nominals=[(0, 1, Kind.PERSON)],
                tree="2 nsubj PRON, 0 root VERB, 2 punct PUNCT, 2 advcl VERB, 4 compound:prt ADP, 7 nsubj PRON, "
                     "4 ccomp VERB, 2 punct PUNCT") == ["[She]<out>(it rained)"]


def test_what_is_said_beside_a_quotation_is_not_its_cue():
    assert read("Ali objected. “It sank,” Ines said.", "SQ..CC.....", "....CC..SQ.", sure=4,
                tree="2 nsubj PROPN, 0 root VERB, 2 punct PUNCT, 6 punct PUNCT, 6 nsubj PRON, 10 ccomp VERB, "
                     "6 punct PUNCT, 6 punct PUNCT, 10 nsubj PROPN, 0 root VERB, 10 punct PUNCT") == [
        "[Ines]<said>(“It sank,”)"]


def test_a_name_that_somebody_is_known_by_is_nothing_said():
    assert read("Fighters known as Tigers left.", ".QCC..", sure=4,
                tree="5 nsubj NOUN, 1 acl VERB, 4 case ADP, 2 obl PROPN, 0 root VERB, 5 punct PUNCT") == []


def test_a_source_has_whom_it_is_in_apposition_to_and_no_loose_end():
    assert read("Rosa Quispe, mayor, says roads closed.", "...S.QCC.", sure=4,
                nominals=[(0, 5, Kind.PERSON), (3, 4, Kind.PERSON)],
                tree="6 nsubj PROPN, 1 flat PROPN, 4 punct PUNCT, 1 appos NOUN, 1 punct PUNCT, 0 root VERB, "
                     "8 nsubj NOUN, 6 ccomp VERB, 6 punct PUNCT") == ["[Rosa Quispe, mayor]<says>(roads closed)"]
    assert read("Rebels for their part deny it.", "SSS.QC.", sure=4,
                tree="5 nsubj NOUN, 4 case ADP, 4 nmod:poss PRON, 5 obl NOUN, 0 root VERB, "
                     "5 obj PRON, 5 punct PUNCT") == [
        "[Rebels]<deny>(it)"]
    assert read("Farmers who say it rains left.", ".SQCC..", sure=4, nominals=[(0, 5, Kind.GROUP)],
                tree="6 nsubj NOUN, 3 nsubj PRON, 1 acl:relcl VERB, 5 nsubj PRON, 3 ccomp VERB, 0 root VERB, "
                     "6 punct PUNCT") == ["[Farmers who]<say>(it rains)"]


def test_a_part_of_what_a_passive_is_said_of_is_no_source():
    assert read("Wins by Fiji were seen as luck.", "..S.QCC.", sure=4,
                tree="5 nsubj:pass NOUN, 3 case ADP, 1 nmod PROPN, 5 aux:pass AUX, 0 root VERB, 7 case ADP, "
                     "5 obl NOUN, 5 punct PUNCT") == ["<seen>(as luck)"]
