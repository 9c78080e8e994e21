"""Whether a deed that is told as done hangs on a condition: then it is none yet, whatever its tense."""

from __future__ import annotations

from standoff.language.factuality import lexicon
from standoff.ties.reading import Reading

CONDITIONS = frozenset(["if", "unless"])
CONCEDING = frozenset(["even", "as"])
"""Words before "if" by which it is no condition."""

DIRECT = frozenset(["obj", "nsubj:pass"])


def conditional(text: Reading, anchor: int) -> bool:
    """Whether the clause of a deed has a condition: its verb, the one that makes it, or that it goes along with.

    Yes: On Monday the army closed the border, cutting off the port, if the cabinet approves the plan.
    Yes: The army launches a raid unless the rebels leave Ouro.
    No: The army closed the border, even if the cabinet opposes it. Soldiers shot at cars if they came near.
    No: The army threatened to close the border if the rebels leave. It held two men who will be freed if they pay.
    """
    verb = text.heads[anchor] if text.pos[anchor] == "NOUN" and text.deps[anchor] in DIRECT else anchor
    while text.heads[verb] != verb and (text.deps[verb] == "advcl" and not text.below(verb, "mark", "advmod", "nsubj")):
        verb = text.heads[verb]
    return not _telling(text, verb) and any(
        _condition(text, clause, verb) for clause in text.below(verb, "advcl"))


def _telling(text: Reading, verb: int) -> bool:
    """Whether a verb says or wants something, of which the condition may be."""
    known = lexicon()
    said = text.words[verb] in known.complements["verbs"] or bool(
        {text.words[verb], text.lemmas[verb]} & (known.opining | known.open))
    return said or bool(text.below(verb, "ccomp", "xcomp", "parataxis")) or any(
        text.words[kid] in known.complements["nouns"] for kid in text.below(verb, "obj"))


def _condition(text: Reading, clause: int, verb: int) -> bool:
    """Whether a clause is of what may come: in the present, with who does it. One in the past may be a rule, or be
    conceded; one behind a clause about somebody may be of that.
    """
    mark = next((kid for kid in text.below(clause, "mark") if text.words[kid] in CONDITIONS), None)
    if mark is None or text.words[mark - 1] in CONCEDING or not text.below(clause, "nsubj", "nsubj:pass"):
        return False
    nearer = any(text.deps[word] == "acl:relcl" for word in range(verb, mark))
    return not nearer and any("Tense=Pres|VerbForm=Fin" in text.morphs[word] for word in (clause, *text.kids[clause]))
