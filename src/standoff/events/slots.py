"""Where subject and object of a verb stand for its event, and the lexicon of slots (``lexicons/roles.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from standoff import lexicons
from standoff.model import Kind
from standoff.ties.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """``lexicons/roles.yaml``."""

    verbs: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]
    lists: dict[str, frozenset[str]]


@cache
def arguments() -> Arguments:
    """The lexicon of the package."""
    data: dict[str, Any] = lexicons.load("roles")
    tables = {part: {name: tuple(slots) for name, slots in data[part].items()} for part in ("verbs", "nouns")}
    return Arguments(verbs=tables["verbs"], nouns=tables["nouns"],
                     lists={name: frozenset(words) for name, words in data.items() if isinstance(words, list)})


def in_passive(text: Reading, verb: int) -> bool:
    """Whether a verb is in the passive; in headlines without "are", too: "2,500 soldiers sent north".
    Not a clause with a subject and without "are" below another, whatever the tree: "when a tank fired at a tower"."""
    if text.passive(verb):
        clause = text.deps[verb] in ("advcl", "ccomp") and bool(text.below(verb, "nsubj:pass"))
        return bool(text.below(verb, "aux:pass")) or not (clause or text.below(verb, "obj"))
    return (text.deps[verb] in ("ROOT", "root", "parataxis", "conj") and "VerbForm=Part" in text.morphs[verb]
            and not text.words[verb].endswith("ing") and not text.below(verb, "aux", "obj", "ccomp", "xcomp"))


def objects(text: Reading, verb: int) -> list[int]:
    """To whom or what a verb does something: its object, of a passive its subject."""
    if in_passive(text, verb):
        return subjects(text, verb)
    return text.objects(verb) or ([text.heads[verb]] if _gap(text, verb) else [])


def _gap(text: Reading, verb: int) -> bool:
    """Whether a relative clause is about its object: "the town that they shelled", not "from which they fired"."""
    words = [kid for kid in text.kids[verb] if text.deps[kid] in ("obl", "advmod", "nsubj", "nsubj:pass")]
    return text.deps[verb] == "acl:relcl" and bool(text.below(verb, "nsubj")) and all(
        text.words[kid] not in ("where", "when", "why") and text.antecedent(kid) == kid for kid in words)


def agree(text: Reading, pronoun: int, word: int) -> bool:
    """Whether a pronoun can stand for a mention, by number and sort."""
    kind, plural = text.kind(word), text.plural(word)
    if text.words[pronoun] in ("he", "she"):
        return kind is Kind.PERSON and not plural
    if text.words[pronoun] == "they":
        return plural or kind in (Kind.ORGANISATION, Kind.GROUP)
    return kind is not Kind.PERSON and (not plural or text.name(word))


def subjects(text: Reading, verb: int) -> list[int]:
    """Of whom a verb is said; of one before its verb of saying also the first of two subjects there: "The army
    suspended the talks, the ministry said". Of a subject before and one behind a verb the first is its own."""
    own = text.below(verb, "nsubj", "nsubj:pass")
    if len(own) > 1 and own[0] < verb < own[-1]:
        return text.coordinated([word for word in own if word < verb][-1])
    if (who := _parted(text, verb)):
        return who
    if _sort(text, verb):
        return []
    found = text.subjects(verb)
    above = text.heads[verb]
    if not found and text.deps[verb] in ("ccomp", "parataxis") and verb < above:
        first, *rest = [*text.below(above, "nsubj", "nsubj:pass"), verb]
        return text.coordinated(first) if rest and first < verb else []
    return found


def _parted(text: Reading, verb: int) -> list[int]:
    """The subject of a verb that a participle between commas parts from it, where the tree gives it to the participle:
    "where troops, backed by militias, who …, routed the rebels"."""
    if text.words[verb - 1] != "," or text.words[verb].endswith("ing") or text.below(
            verb, "nsubj", "nsubj:pass", "aux"):
        return []
    start = text.sentences[text.sentence[verb]][0]
    for part in range(verb - 2, start, -1):
        who = text.below(part, "nsubj", "nsubj:pass")
        if not who or text.words[part - 1] != "," or "VerbForm=Part" not in text.morphs[part] or text.below(
                part, "aux", "aux:pass", "cop"):
            continue
        own = {part, *text.under(part)}
        if who[0] < part and all(word in own or text.pos[word] == "PUNCT" for word in range(part, verb)):
            return text.coordinated(who[0])
    return []


def _sort(text: Reading, verb: int) -> bool:
    """Whether a gerund hangs on a noun that only counts or times the deed, as in "a wave of targeting": its doer is not
    the subject of the clause around."""
    above = text.heads[verb]
    return (text.deps[verb] in ("nmod", "acl") and text.words[verb].endswith("ing") and text.pos[above] == "NOUN"
            and text.lemmas[above] in arguments().lists["counting"] and "of" in {
                text.words[kid] for kid in text.below(verb, "mark", "case")})
