"""Our own corpus: its form, its faults, and the readers of PolNeAR and re3d beside it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))       # `training` is no part of the package

from training.corpus import FOLDER, check, corpus, document  # noqa: E402
from training.doubts import doubts  # noqa: E402
from training.entries import find, parse  # noqa: E402
from training.reader.document import Document  # noqa: E402
from training.reader.nominals import head  # noqa: E402
from training.reader.polnear import polnear, relations  # noqa: E402
from training.reader.re3d import nominals  # noqa: E402

from standoff.language.words import tokenise  # noqa: E402

TEXT = """The harbour master, Maris Tamm, said on Tuesday that two ferries had collided off the pier. “Nobody was
hurt,” he said.

The port “is open”, according to the ministry."""
LINES = """nominal person "The harbour master, Maris Tamm" chain=a
nominal person name "Maris Tamm" chain=a
nominal time "Tuesday"
nominal weapon "two ferries"
nominal facility "the pier"
nominal person "Nobody"
nominal person "he" chain=a
nominal facility "The port"
nominal organisation "the ministry"
attribution source="The harbour master, Maris Tamm" cue="said" content="that two … the pier"
attribution source="he" cue="said"@2 content="“Nobody was hurt,”"
attribution source="the ministry" cue="according to" content="The port" "“is open”"
time "Tuesday" 2023-05-02"""


def entry(lines: str = LINES, text: str = TEXT, header: str = "genre: news\nwritten: 2023-05-03") -> str:
    return f"# baltic-ferry-01\n{header}\n---\n{text}\n---\n{lines}\n"


def written(folder: Path, content: str, name: str = "baltic.txt") -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder


def said(doc: Document, words: frozenset[int]) -> str:
    return " ".join(doc.quote(i, i + 1) for i in sorted(words))


def test_an_entry_becomes_a_document(tmp_path: Path) -> None:
    (doc,) = corpus(written(tmp_path, entry()), tokenise)
    assert (doc.key, doc.corpus, doc.genre, doc.created) == ("baltic-ferry-01", "own", "news", "2023-05-03")
    assert doc.text == TEXT
    assert [(doc.quote(m.start, m.end), doc.quote(m.head, m.head + 1), m.kinds, m.name, m.chain)
            for m in doc.mentions or []] == [
        ("The harbour master, Maris Tamm", "master", {"person"}, False, "a"),
        ("Maris Tamm", "Maris", {"person"}, True, "a"),
        ("Tuesday", "Tuesday", {"time"}, None, None),
        ("two ferries", "ferries", {"weapon"}, False, None),
        ("the pier", "pier", {"facility"}, False, None),
        ("Nobody", "Nobody", {"person"}, None, None),
        ("he", "he", {"person"}, False, "a"),
        ("The port", "port", {"facility"}, False, None),
        ("the ministry", "ministry", {"organisation"}, False, None),
    ]
    assert [(said(doc, one.source), said(doc, one.cue), said(doc, one.content)) for one in doc.attributions or []] == [
        ("The harbour master , Maris Tamm", "said", "that two ferries had collided off the pier"),
        ("he", "said", "“ Nobody was hurt , ”"),
        ("the ministry", "according to", "The port “ is open ”"),
    ]
    assert [(doc.quote(one.start, one.end), one.value) for one in doc.times or []] == [("Tuesday", "2023-05-02")]


TIED = """nominal person "The harbour master, Maris Tamm" chain=a
nominal weapon "two ferries"
nominal facility "The port"
nominal organisation "the ministry"
"""


def test_ties_are_between_nominals(tmp_path: Path) -> None:
    (doc,) = corpus(written(tmp_path, entry(TIED + """
tie leads former from="The harbour master, Maris Tamm" to="The port" cue="master"
tie supports military denied from="the ministry" to="The port" cue="according" "is open\"""")), tokenise)
    assert [(one.type, doc.quote(one.source, one.source + 1), doc.quote(one.target, one.target + 1),
             said(doc, one.cue), one.marks) for one in doc.ties or []] == [
        ("leads", "master", "port", "master", {"former"}),
        ("supports", "ministry", "port", "is open according", {"military", "denied"})]


def test_a_text_read_in_vain_for_ties_differs_from_one_not_read(tmp_path: Path) -> None:
    assert corpus(written(tmp_path, entry(TIED + "tie none")), tokenise)[0].ties == []
    assert corpus(written(tmp_path, entry(TIED)), tokenise)[0].ties is None


@pytest.mark.parametrize("line, message", [
    ('tie likes from="two ferries" to="The port"', "type 'likes' of a tie"),
    ('tie leads from="two ferries"', "a tie without two ends"),
    ('tie leads from="two ferries" to="two ferries"', "a tie without two ends"),
    ('tie leads from="Maris Tamm" to="The port"', '"Maris Tamm" is no nominal of this text'),
    ('tie leads military from="two ferries" to="The port"', "military with leads"),
    ('tie leads from="two ferries" to="The port" why="x"', "'why' in a tie"),
    ('tie leads from="two ferries" to="The port"\n' * 2, "this tie stands there twice"),
])
def test_a_faulty_tie_is_told(tmp_path: Path, line: str, message: str) -> None:
    assert message in "\n".join(check(written(tmp_path, entry(TIED + line))))


def test_a_layer_without_lines_was_not_read(tmp_path: Path) -> None:
    (doc,) = corpus(written(tmp_path, entry('fact actual "said"')), tokenise)
    assert (doc.mentions, doc.attributions, doc.times, doc.ties, doc.outlooks) == (None,) * 5
    (doc,) = corpus(written(tmp_path, entry('nominal weapon "two ferries"')), tokenise)
    assert (doc.attributions, doc.times, doc.facts) == ([], [], None)       # read together with nominals


def test_an_attribution_tells_what_kind_of_statement_it_is(tmp_path: Path) -> None:
    text = "The port has not told reporters in Goma whether it will close. It is to brief the union."
    (doc,) = corpus(written(tmp_path, entry(
        'attribution source="The port" cue="has not told" content="whether it will close" manner=said '
        'medium=briefing to="reporters in Goma" negated\n'
        'attribution source="It" cue="is to brief" content="the union" manner=announced to="the union" future', text)),
        tokenise)
    first, second = doc.attributions or []
    assert (first.manner, first.medium, said(doc, first.addressee), first.marks) == (
        "said", "briefing", "reporters in Goma", {"negated"})
    assert (second.manner, second.medium, said(doc, second.addressee), second.marks) == (
        "announced", "", "the union", {"future"})


def test_a_fact_is_a_word_with_its_values(tmp_path: Path) -> None:
    text = "The rebels shelled the port after the cease-fire. They fled in 1998 and did not return."
    (doc,) = corpus(written(tmp_path, entry(
        'fact actual "shelled" "cease-fire"\nfact actual historical "fled"\nfact negated historical "return"', text)),
        tokenise)
    assert {doc.quote(word, word + 1): values for word, values in (doc.facts or {}).items()} == {
        "shelled": {"actual"}, "fire": {"actual"}, "fled": {"actual", "historical"},
        "return": {"negated", "historical"}}


def test_an_event_has_trigger_modes_and_roles(tmp_path: Path) -> None:
    text = "On Monday rebels and gunmen opened fire on a school in Goma, killing two pupils. He slept."
    (doc,) = corpus(written(tmp_path, entry(
        'fact actual "opened" "killing" "slept"\n'
        'event ASSAULT firearms targeted "opened fire" "killing" by="rebels" "gunmen" to="a school" "two pupils" '
        'at="Goma" when="Monday" dead="two pupils" context=crime context=human_security', text)), tokenise)
    (one,) = doc.events or []
    assert (one.type, one.modes, one.contexts) == ("ASSAULT", {"firearms", "targeted"}, {"crime", "human_security"})
    assert [said(doc, words) for words in one.trigger] == ["opened fire", "killing"]
    assert {role: [said(doc, words) for words in some] for role, some in one.roles.items()} == {
        "by": ["rebels", "gunmen"], "to": ["a school", "two pupils"], "at": ["Goma"], "when": ["Monday"],
        "dead": ["two pupils"]}
    (doc,) = corpus(written(tmp_path, entry("event none", text)), tokenise)
    assert doc.events == []


FORESEEN = "The army may leave. If the army leaves, he said, the truce will probably not hold by May. Who may come?"


def test_an_outlook_has_its_parts(tmp_path: Path) -> None:
    (doc,) = corpus(written(tmp_path, entry(
        'outlook conditional negated "If the army leaves" "the truce … May" head="hold" if="If the army leaves" '
        'hedge="probably" by="he" about="the army" "the truce" when="by May"\n'
        'outlook question "Who may come?" hedge="may"\n'
        'outlook prediction "The army may leave" head="leave" hedge="may"@1', FORESEEN)), tokenise)
    one, question, prediction = doc.outlooks or []
    assert (one.type, one.negated, doc.quote(one.head or 0, (one.head or 0) + 1)) == ("conditional", True, "hold")
    assert [said(doc, words) for words in (one.words, one.condition, one.forecaster, one.when, *one.hedges,
                                           *one.about)] == [
        "If the army leaves the truce will probably not hold by May", "If the army leaves", "he", "by May",
        "probably", "the army", "the truce"]
    assert min(one.about[0]) > 4                        # looked for in the outlook's own words first
    assert question.head is None and min(question.hedges[0]) > min(question.words)
    assert not prediction.negated and prediction.hedges == [frozenset({2})]


def test_a_text_read_in_vain_for_outlook_differs_from_one_not_read(tmp_path: Path) -> None:
    assert corpus(written(tmp_path, entry(TIED + "outlook none")), tokenise)[0].outlooks == []
    assert corpus(written(tmp_path, entry(TIED)), tokenise)[0].outlooks is None


def test_a_text_read_in_vain_for_attributions_differs_from_one_not_read(tmp_path: Path) -> None:
    assert corpus(written(tmp_path, entry("attribution none", FORESEEN)), tokenise)[0].attributions == []
    assert corpus(written(tmp_path, entry("outlook none", FORESEEN)), tokenise)[0].attributions is None


def test_words_without_annotation_may_be_of_kind_other(tmp_path: Path) -> None:
    (doc,) = corpus(written(tmp_path, entry()), tokenise)
    assert not doc.others and doc.mentioned is None and doc.sentences is None


FAULTS = [
    # a line that is wrong, what the message must tell
    ('mood "collided"', "layer 'mood'.*nominal, attribution, time, tie, fact, outlook, event"),
    ('nominal ship "two ferries"', "'ship'.*person, organisation"),
    ('nominal weapon "two ferrys"', "not found.*does not have it"),
    ('nominal weapon "Two ferries"', "has “two ferries”, in other case"),
    ('nominal weapon "ferrie"', "inside a longer word"),
    ('nominal person "he"@2', "1 times as whole words"),
    ('nominal weapon "two ferries" head="pier"', "its nominal does not have it"),
    ('nominal weapon "two ferries" head="two ferries"', "2 words"),
    ('nominal weapon "two ferries" "the pier"', "cannot be read"),
    ('nominal weapon old "two ferries"', "cannot be read"),
    ('nominal weapon "two ferries', "quotes are not closed"),
    ('nominal weapon "two ferries"\nnominal weapon "two ferries"', "annotated twice"),
    ('nominal weapon "two ferries"\nnominal place "ferries"', "head “ferries”"),
    ('attribution source="he" content="“is open”"', "without cue"),
    ('attribution source="he" cue="said"', "without content"),
    ('attribution source="he" verb="said" content="“is open”"', "'verb'.*source"),
    ('attribution cue="is open" content="“is open”"', "words of the cue"),
    ('time "Tuesday" Tuesday', "neither a date nor an interval"),
    ('time "Tuesday" /', "neither a date nor an interval"),
    ('time 2023-05-02', "cannot be read"),
    ('attribution cue="said" content="“is open”" manner=told', "manner 'told'.*said, announced"),
    ('attribution cue="said" content="“is open”" medium=phone', "medium 'phone'.*interview, briefing"),
    ('attribution cue="said" content="“is open”" manner="said"', "'manner' in an attribution"),
    ('attribution cue="said" content="“is open”" denied', "'denied' in an attribution.*future, hypothetical, negated"),
    ('fact true "said"', "value 'true'.*actual, negated, future, hypothetical"),
    ('fact historical "said"', "value 'historical'"),
    ('fact actual future "said"', "cannot be read"),
    ('fact actual', "cannot be read"),
    ('fact actual "had collided"', "2 words.*at one word"),
    ('fact actual "said"\nfact negated "said"', "two values"),
    ('outlook forecast "The port"', "type 'forecast'.*question, prediction"),
    ('outlook plan', "without words"),
    ('outlook plan likely "The port"', "'likely' in an outlook"),
    ('outlook plan "The port" who="he"', "'who' in an outlook"),
    ('outlook plan "The port" head="pier"', "head of an outlook lies outside"),
    ('outlook plan "The port" head="The port"', "a head of 2 words"),
    ('outlook plan "The port"\noutlook plan "The port" by="he"', "twice"),
    ('outlook plan "The ports"', "not found"),
    ('event FIGHT "collided"', "type 'FIGHT'.*AGREE, CONSULT"),
    ('event ASSAULT visit "collided"', "visit with ASSAULT.*abduct, beat"),
    ('event AID "collided" whom="he"', "'whom' in an event.*by, to, at"),
    ('event AID "collided" context=sport', "context 'sport'.*military, intelligence"),
    ('event AID by="he"', "without trigger"),
    ('event AID "collided" at="the pier" "The port"', "2 times at"),
    ('event AID "collided"\nevent AID "collided"', "twice"),
    ('fact actual "said"\nevent AID "collided"', "trigger of AID is no fact"),
]


@pytest.mark.parametrize(("lines", "message"), FAULTS, ids=[lines for lines, _ in FAULTS])
def test_a_faulty_line_is_told_with_its_place_and_what_to_do(tmp_path: Path, lines: str, message: str) -> None:
    (fault,) = check(written(tmp_path, entry(lines)))
    assert re.search(message, fault), fault
    number = entry(lines).count("\n", 0, entry(lines).rindex("---")) + 2 + lines.count("\n")
    assert fault.startswith(f"baltic.txt:{number}: ")


@pytest.mark.parametrize(("content", "message"), [
    (entry().replace("# baltic-ferry-01", "# Baltic ferry"), "baltic-ferry-01"),
    (entry(header="genre: poem\nwritten: 2023-05-03"), "'poem'"),
    (entry(header="genre: news"), "2023-05-02, or unknown"),
    (entry(header="genre: news\nwritten: May 3"), "'May 3'"),
    (entry(header="genre: news\nwritten: unknown\nauthor: me"), "“author: me”"),
    (entry().replace("\n---\nnominal", "\nnominal", 1), "1 lines “---”"),
    ("stray\n" + entry(), "before the first entry"),
    (entry() + entry(), "is the key of baltic.txt:1 too"),
])
def test_faults_of_form_are_told(tmp_path: Path, content: str, message: str) -> None:
    faults = check(written(tmp_path, content))
    assert len(faults) == 1 and message in faults[0]


def test_an_entry_with_a_fault_teaches_nothing(tmp_path: Path) -> None:
    other = entry().replace("ferry-01", "ferry-02")
    written(tmp_path, entry('nominal ship "he"') + "\n" + other)
    with pytest.warns(UserWarning, match="baltic.txt has faults"):
        assert [doc.key for doc in corpus(tmp_path, tokenise)] == ["baltic-ferry-02"]


def test_a_straight_mark_in_a_quote_is_escaped(tmp_path: Path) -> None:
    text = 'He called it "a tired pretext" twice.'
    (doc,) = corpus(written(tmp_path, entry('attribution source="He" cue="called" content="it \\"a tired pretext\\""',
                                            text)), tokenise)
    assert said(doc, (doc.attributions or [])[0].content) == 'it " a tired pretext "'


def test_a_blank_of_a_quote_answers_to_any_white_space() -> None:
    assert find("said he\nagain, he  again", "he again", 2, 0, 24) == (15, 24)


@given(st.lists(st.sampled_from(["he", "the", "hers", "it", "hit"]), min_size=1, max_size=12), st.data())
def test_places_are_counted_by_whole_words(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    text = " ".join(words)
    start, end = find(text, words[at], words[:at + 1].count(words[at]), 0, len(text))
    assert text[start:end] == words[at] and text[:start].count(" ") == at


@pytest.mark.parametrize(("lines", "message"), [
    ('nominal person "he" chain=a', "capitals outside any nominal: “harbour master , [Maris]"),
    ('nominal facility "the pier"\nattribution cue="said"@2 content="“Nobody was hurt,”"', "“hurt , ” [he] said"),
    ('nominal person "he" chain=a', "reporting word that is no cue: “Maris Tamm , [said]"),
    ('nominal person "The harbour master, Maris Tamm" head="Tamm"', "head “Tamm”, one would expect “master”"),
    ('nominal weapon "two ferries" chain=b\nnominal place "the pier" chain=b', "several kinds: 1 weapon, 1 place"),
    ('nominal person "he"\nattribution cue="said"@2 content="“Nobody was hurt,”"', "no source, but “he”"),
    ('nominal weapon "two ferries"', "said . The [port] “ is” heads no nominal"),
    ('nominal group "two ferries"', "“two ferries” are counted: persons?"),
    ('nominal person "Maris Tamm"', "“Maris Tamm”: a name?"),
    ('nominal time "Tuesday"', "“Tuesday” has no value"),
    ('fact actual "collided"\nattribution cue="said" content="that two … the pier" manner=said', "no word of the cue"),
    ('fact actual "said" "said"@2\nattribution cue="said" content="that two … the pier"', "has no manner"),
    ('fact actual "had"', "a sentence without facts: “he said . [The] port"),
    ('fact actual "to"', "according [to] the ministry”: an auxiliary"),
    ('fact actual "hurt"\noutlook prediction "Nobody was hurt" head="hurt"', "is foreseen, and told as actual"),
    ('attribution source="he" cue="said"@2 content="Nobody was hurt"', "leaves out the mark before “pier . “ [Nobody]"),
])
def test_what_looks_forgotten_is_doubted_but_no_fault(tmp_path: Path, lines: str, message: str) -> None:
    written(tmp_path, entry(lines))
    assert check(tmp_path) == []
    assert any(message in doubt for doubt in doubts(tmp_path)), doubts(tmp_path)


def test_a_text_that_was_not_read_for_a_layer_raises_no_doubt_of_it(tmp_path: Path) -> None:
    lines = 'fact actual "said" "collided" "said"@2 "open"\nfact negated "hurt"\noutlook none'
    assert doubts(written(tmp_path, entry(lines))) == []


def test_a_careful_entry_raises_no_doubt(tmp_path: Path) -> None:
    assert doubts(written(tmp_path, entry())) == []


def test_our_corpus_is_free_of_faults() -> None:
    assert check(FOLDER) == []


def test_our_corpus_says_again_what_its_quotes_say() -> None:
    for path in sorted(FOLDER.glob("*.txt")):
        for one in parse(path)[0]:
            doc = document(one, tokenise)[0].document
            for mention in doc.mentions or []:
                assert mention.start <= mention.head < mention.end
            assert doc.text.strip() == doc.text


HEADS = [
    ("person", "Gen. *Joseph* Votel"),
    ("person", "Estonian foreign minister *Maris* Tamm"),
    ("person", "the Zintani *commander* Faraj al-Hasi"),
    ("person", "The Foreign Secretary *Maris* Tamm"),
    ("person", "the governor’s *spokesman*, Ali Hassan"),
    ("group", "*Dozens* of students"),
    ("group", "*gunmen* loyal to the commander"),
    ("group", "up to 30 *fighters* in the hills"),
    ("group", "young *men* waving flags"),
    ("facility", "a *checkpoint* manned by soldiers"),
    ("facility", "a *building* in the centre"),
    ("organisation", "the UN Security *Council*"),
    ("place", "*Al* Shadaddi"),
    ("facility", "Ain Zubayd air *base*"),
    ("time", "13 *November*, a Monday"),
    ("time", "the *night* of 3 March"),
    ("money", "*$*3 million"),
    ("quantity", "less than 800 *metres*"),
    ("place", "*Iraq*'s"),
]


@pytest.mark.parametrize(("kind", "marked"), HEADS, ids=[marked for _, marked in HEADS])
def test_the_head_of_a_nominal_is_the_one_of_its_tree(kind: str, marked: str) -> None:
    before, word, after = marked.split("*")
    text = before + word + after
    words = tokenise(text)
    assert words[head(text, words, 0, len(words), kind)] == (len(before), len(before) + len(word))


BRAT = """T1	Source 0 7	The mob
T2	Cue 8 12	said
T3	Content 13 16;18 20	it i s
T4	Attribution 8 12	said
E1	Attribution:T4 Source:T1 Cue:T2 Content:T3
T5	Content2 30 40	x
T6	Attribution-no-source 21 29	reported
E2	Attribution-no-source:T6 Content:T3 Content2:T5
E3	Attribution-no-source:T6 Cue:T2
T7	Discuss 0 40	x
"""


def test_relations_of_brat_unite_pieces_and_need_content() -> None:
    assert relations(BRAT) == [
        {"source": [(0, 7)], "cue": [(8, 12)], "content": [(13, 16), (18, 20)]},
        {"source": [], "cue": [(21, 29)], "content": [(13, 16), (18, 20), (30, 40)]},    # the trigger stands in
    ]


def test_of_two_annotators_the_first_counts(tmp_path: Path) -> None:
    for name in ("attributions", "text"):
        (tmp_path / "dev" / name).mkdir(parents=True)
    (tmp_path / "dev/text/a_2016-01-02_b.txt").write_text("The mob said it is so", encoding="utf-8")
    for sign, content in (("0001", "13 15"), ("0002", "16 21")):
        (tmp_path / f"dev/attributions/a_2016-01-02_b_{sign}.ann").write_text(
            f"T1\tCue 8 12\tsaid\nT2\tContent {content}\tx\nE1\tAttribution-no-source:T1 Cue:T1 Content:T2\n",
            encoding="utf-8")
    (doc,) = polnear(tmp_path, "dev", tokenise)
    assert (doc.key, doc.created) == ("a_2016-01-02_b", "2016-01-02")
    assert [said(doc, one.content) for one in doc.attributions or []] == ["it"]


def entity(text: str, words: str, type_: str, confidence: float) -> dict[str, object]:
    return {"begin": text.index(words), "end": text.index(words) + len(words), "type": type_, "confidence": confidence}


def test_weak_entities_of_re3d_are_unknown_and_widen_the_kinds_of_strong_ones() -> None:
    text = "The troops of Sulani fight against Morim, and two tanks burn after the strike."
    mentions, known = nominals(text, tokenise(text), [
        entity(text, "The troops of Sulani", "Organisation", 1),
        entity(text, "Sulani", "Location", 0),
        entity(text, "Morim", "Organisation", 1),
        entity(text, "st Morim", "Vehicle", 0),
        entity(text, "two", "Quantity", 1),
        entity(text, "tanks", "MilitaryPlatform", 1),
        entity(text, "strike", "Weapon", 1),
    ])
    words = [text[start:end] for start, end in tokenise(text)]
    assert [(words[m.head], set(m.kinds)) for m in mentions] == [
        ("troops", {"organisation", "group", "person"}),
        ("Morim", {"organisation", "group"}),
        ("tanks", {"weapon"}),
    ]
    told = [word for word, is_known in zip(words, known, strict=True) if is_known]
    assert told == ["The", "troops", "Morim", "tanks"]


def test_entities_of_re3d_with_one_head_share_their_kinds() -> None:
    text = "They left for the Rovan Gate."
    mentions, _ = nominals(text, tokenise(text), [
        entity(text, "the Rovan Gate", "Organisation", 1), entity(text, "Rovan Gate", "Location", 0)])
    assert [set(m.kinds) for m in mentions] == [{"organisation", "group", "place", "facility"}]
