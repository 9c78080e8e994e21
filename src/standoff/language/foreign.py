"""Docs of other spaCy pipelines (``--reader en_core_web_trf``): what they have, in our terms; what they lack, named.

Nominals are the pipeline's noun chunks and named entities. Nothing is made up: there is no coreference, and no
attribution unless a component of the user's own has filled ``doc._.attributions``.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from standoff.language import layers
from standoff.model import Kind, Nominal

KINDS = {
    "PERSON": Kind.PERSON, "PER": Kind.PERSON,
    "NORP": Kind.GROUP,
    "ORG": Kind.ORGANISATION,
    "GPE": Kind.PLACE, "LOC": Kind.PLACE,
    "FAC": Kind.FACILITY,
    "PRODUCT": Kind.OTHER,           # OntoNotes: vehicles, weapons, foods: the label does not tell which
    "EVENT": Kind.OTHER, "WORK_OF_ART": Kind.OTHER, "LAW": Kind.OTHER, "LANGUAGE": Kind.OTHER, "MISC": Kind.OTHER,
    "DATE": Kind.TIME, "TIME": Kind.TIME,
    "PERCENT": Kind.QUANTITY, "QUANTITY": Kind.QUANTITY, "ORDINAL": Kind.QUANTITY, "CARDINAL": Kind.QUANTITY,
    "MONEY": Kind.MONEY,
}
"""Labels of OntoNotes 5, and the four of CoNLL 2003 and WikiNER, as our kinds. A label not named is OTHER."""

ANNOTATIONS = {"sentences": "SENT_START", "tags": "POS", "features": "MORPH", "lemmas": "LEMMA", "tree": "DEP"}
"""Tasks, and spaCy's name of what tells that a pipeline has them."""

AMOUNTS = frozenset({"DATE", "TIME", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "MONEY"})
"""Labels whose entities are no names."""

PERSONAL = frozenset({"i", "me", "you", "he", "him", "she", "her", "we", "us", "who", "whom", "myself", "yourself",
                      "himself", "herself", "ourselves", "yourselves"})
"""Pronouns that stand for persons, whatever was said before."""


def filled(doc: Doc) -> Doc:
    """The Doc with our layers filled from its own, `lacks` included; layers that are there already are kept."""
    lacks = [task for task, annotation in ANNOTATIONS.items() if len(doc) and not doc.has_annotation(annotation)]
    if doc._.nominals is None and (doc.has_annotation("DEP") or doc.has_annotation("ENT_IOB")):
        doc._.nominals = nominals(doc)
        layers.mark(doc)
    if doc._.nominals is None:
        lacks.append("nominals")
    lacks.append("coreference")
    if doc._.attributions is None:
        lacks.append("attribution")
    doc._.lacks = tuple(lacks)
    return doc


def nominals(doc: Doc) -> list[Nominal]:
    """The noun chunks and the entities, an entity and a chunk with the same head being one, in order."""
    found: dict[int, Nominal] = {}
    for ent in doc.ents:
        found[ent.root.i] = _nominal(ent, ent.root, KINDS.get(ent.label_, Kind.OTHER), ent.label_ not in AMOUNTS)
    for chunk in _chunks(doc):
        known = found.get(chunk.root.i)
        if known is None or known.end - known.start < len(chunk.text):
            kind = known.kind if known else Kind.PERSON if chunk.root.lower_ in PERSONAL else Kind.OTHER
            found[chunk.root.i] = _nominal(chunk, chunk.root, kind, known.name if known else False)
    return sorted(found.values(), key=lambda one: (one.start, -one.end))


def _chunks(doc: Doc) -> list[Span]:
    """The noun chunks; none for a language without a rule for them."""
    if not doc.has_annotation("DEP") or doc.vocab.get_noun_chunks is None:
        return []
    return list(doc.noun_chunks)


def _nominal(span: Span, head: Token, kind: Kind, name: bool) -> Nominal:
    return Nominal(start=span.start_char, end=span.end_char, head=head.idx, kind=kind, name=name)
