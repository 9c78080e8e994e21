"""What another copy tells somebody to say where the printed one has "this": “[This] stressed …”, there “[He] …”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standoff.model import Kind, Report, VariantKind
from standoff.statements import idle
from standoff.statements.lexicon import Lexicon
from standoff.statements.telling import Telling, made, without_ends
from standoff.ties.reading import Reading

SCORE = .7
"""Score of such a telling: an estimate, as of those that only the tree shows."""

PERSONS = ("he", "she")


def spoken(report: Report, text: Reading, lexicon: Lexicon, some: Sequence[Telling],
           heads: Sequence[int | None]) -> Iterator[tuple[Telling, int]]:
    """Tellings whose subject is a person in another copy, with the head word of who spoke in the sentence before.

    Yes: Musa Keita said it rains. This (copy: He) stressed the need for rain.
    No: It rained. This (copy: He) stressed the need for rain.
    No: Musa Keita said it rains. This (copy: It) stressed the need for rain.
    """
    taken = {word for one in some for word in one.cues}
    for variant in report.variants:
        word = text.at.get(variant.start)
        if word is None or variant.kind is not VariantKind.WORDING or variant.end != text.ends[word] or (
                text.words[word] not in idle.NOBODY or text.deps[word] != "nsubj") or not any(
                reading.text.lower() in PERSONS for reading in variant.readings[1:]):
            continue
        verb = text.heads[word]
        tops = [kid for kid in text.below(verb, "ccomp", "obj") if kid > verb]
        who = _before(text, some, heads, word)
        if who is None or not tops or verb in taken or text.pos[verb] != "VERB" or text.passive(verb) or (
                text.lemmas[verb] not in lexicon.verbs):
            continue
        content = text.pieces(without_ends(text, text.under(tops[0])))
        one = made(text, speaker=((variant.start, variant.end),), cue=((text.starts[verb], text.ends[verb]),),
                   content=content, score=SCORE, rule="copy")
        if one is not None and len(content) == 1:
            yield one, who


def _before(text: Reading, some: Sequence[Telling], heads: Sequence[int | None], word: int) -> int | None:
    """The one person who is told to speak in the sentence before, of the same paragraph."""
    said = [(head, one) for one, head in zip(some, heads, strict=True) if head is not None
            and text.sentence[one.head] == text.sentence[word] - 1 and text.kind(head) is Kind.PERSON
            and "\n" not in text.text[text.ends[one.head]:text.starts[word]]]
    speakers = {text.mentions[head].leader for head, _ in said}
    return said[-1][0] if len(speakers) == 1 else None
