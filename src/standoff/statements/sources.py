"""Who is meant by the source of a telling: the mention, what the text makes of it, and whether it is an outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from standoff.model import Form, Kind, Medium, Sourcing
from standoff.statements.lexicon import Lexicon
from standoff.statements.telling import Telling, top
from standoff.ties.reading import Reading

BY = ("by", "of", "from")
"""Before whose paper it is: "a report by the union", "a statement from the army"."""

_HIDDEN = re.compile(r"\b(?:not|without|declined to|refused to)(?: to)? (?:be|being) (?:named|identified|quoted)")

FIRST = ("i", "we", "me", "us", "my", "our")


def first_person(text: Reading, word: int) -> bool:
    """Whether a word speaks of who speaks: "us", not "the US"."""
    return text.words[word] in FIRST and text.pos[word] == "PRON"


def source(text: Reading, lexicon: Lexicon, one: Telling) -> int | None:
    """The head word of the mention that a telling's source is; None where the source is nobody, or nobody known."""
    first = top(text, one.source)
    if first is None:
        return None
    found = who(text, lexicon, first)
    if found is None and text.pos[first] == "PROPN":                # a name in a tree of its own
        begun = [word for word in one.source if word in text.mentions
                 and text.mentions[word].start == text.starts[one.source[0]]]
        found = max(begun, key=lambda word: text.mentions[word].end, default=None)
    if found is None or text.form(found) is Form.DESCRIPTION:       # "one of them, Noel Dizon, 51"
        named = [kid for kid in text.below(first, "appos") if kid in one.source and text.kind(kid) is Kind.PERSON
                 and text.form(kid) is Form.NAME]
        found = named[0] if named else found
    if found is None or stranger(text, lexicon, found):
        return _beside(text, one, found)
    return found


def _beside(text: Reading, one: Telling, described: int | None) -> int | None:
    """The person whose name stands in a source beside what describes him, where the tree does not join them.

    Yes: The minister for ports, Ada Cole, said it is safe.
    No: The wife of Musa Keita said it is safe.
    """
    end = text.ends[one.source[-1]] if one.source else 0
    for word in one.source:
        mention = text.mentions.get(word)
        if mention is None or mention.form is not Form.NAME or mention.kind is not Kind.PERSON:
            continue
        same = described is not None and text.mentions[described].leader == mention.leader
        own = text.deps[word] not in ("nmod", "nmod:poss", "obl", "conj") and not text.preposition(word)
        if mention.end == end and own and (same or described is None):
            return word
    return None


def stranger(text: Reading, lexicon: Lexicon, word: int) -> bool:
    """Whether a person, or a body of a certain sort, is described by a word that nothing else in the chain has. Of the
    persons of that sort in PolNeAR train two in three are somebody else than the rest of their chain: nobody is told.

    Yes: Mayor Ada Cole closed the bridge. A spokesman said it is safe.  (where the chain takes both for one)
    Yes: The governor has fled. His office denied it.  (where the chain takes it for another office)
    No: Ada Cole, the mayor, closed the bridge. The mayor said it is safe.
    """
    one = text.mentions[word]
    if one.form is not Form.DESCRIPTION or one.name:
        return False
    others = [text.mentions[each] for each in text.chains[one.leader]
              if each != word and text.form(each) is not Form.PRONOUN]
    if one.kind is Kind.ORGANISATION and one.text.lower().startswith(("his ", "her ", "their ")):
        return any(each.text.lower() != one.text.lower() for each in others)
    if one.kind is not Kind.PERSON and text.lemmas[word] not in lexicon.certain_bodies:
        return False
    told = " ".join(f"{each.text if each.form is Form.NAME else ''} {each.title}" for each in others).lower()
    heads = {text.lemmas[each] for each in text.chains[one.leader] if each != word}
    return bool(others) and text.lemmas[word] not in heads and text.lemmas[word] not in told


def who(text: Reading, lexicon: Lexicon, word: int) -> int | None:
    """The head word of the mention that a word speaks of: of a paper who wrote it, of a number of people the people.

    Yes: A report by the union said prices rose.  (the union)
    No: The presence of the militia caused concern.  (nobody)
    """
    if text.lemmas[word] in lexicon.documents and word not in text.mentions:
        return _author(text, lexicon, word)
    found = text.who(word)
    if found is None:
        beside = [kid for kid in text.below(word, "appos", "flat", "nmod:desc", "compound")
                  if text.kind(kid) is Kind.PERSON and text.pos[word] in ("NOUN", "PROPN")]
        return beside[0] if beside and text.pos[word] == "PROPN" else None
    return found


def _author(text: Reading, lexicon: Lexicon, word: int) -> int | None:
    """Whose a paper is: "the ministry's statement", "a report by the union", "a UN study"."""
    for kid in text.below(word, "nmod:poss"):
        if (found := text.who(kid)) is not None:
            return found
    for kid in [*text.below(word, "nmod"), *(by for part in text.below(word, "acl") for by in text.below(
            part, "obl:agent", "obl"))]:
        found = text.who(kid) if text.preposition(kid) in BY else None
        if found is not None and text.kind(found) is not Kind.PLACE:
            return found
    for kid in text.below(word, "compound", "nmod:desc", "amod"):
        if (found := text.who(kid)) is not None and text.kind(found) in (Kind.ORGANISATION, Kind.PERSON):
            return found
    return None


# — what the text makes of a source —

def sourcing(text: Reading, lexicon: Lexicon, one: Telling, head: int | None) -> Sourcing:
    """What the text makes of a source: by the names and words of its whole chain. `head`: of its mention.

    Office: The army's spokesman said so.
    Anonymous: A senior official said so.
    Collective: Observers believe so.
    """
    first = top(text, one.source)
    if first is None or (head is None and text.words[first] in lexicon.nobody):
        return Sourcing.UNNAMED
    if called(text, lexicon, one.source, head):
        return Sourcing.NAMED
    if head is None:
        return _unknown(text, lexicon, one, first)
    chain = text.chains[text.mentions[head].leader]
    if _several(text, head) and not any(text.plural(word) and _named(text, lexicon, word) for word in chain):
        return Sourcing.COLLECTIVE                              # "some Republicans", though of a party with a name
    if any(_named(text, lexicon, word) for word in chain):
        return Sourcing.NAMED
    if _hidden(text, lexicon, one):
        return Sourcing.ANONYMOUS
    words = [word for word in chain if text.form(word) is not Form.PRONOUN] or chain
    if any(_many(text, lexicon, word) for word in words):
        return Sourcing.COLLECTIVE
    if any(text.lemmas[word] in lexicon.spokesmen for word in words):
        return Sourcing.OFFICE                                      # "a spokesman for the ministry" speaks for it
    if any(_indefinite(text, word) or text.lemmas[word] in lexicon.anonymous for word in words):
        return Sourcing.ANONYMOUS
    return Sourcing.OFFICE


def _unknown(text: Reading, lexicon: Lexicon, one: Telling, first: int) -> Sourcing:
    """Of a source without a mention: "many", "they", "he"; of a thing nobody is told."""
    if first_person(text, first):
        return Sourcing.AUTHOR
    if outlet(text, lexicon, one.source, None) is not None and any(text.pos[word] == "PROPN" for word in one.source):
        return Sourcing.NAMED                                       # "the weekly Hetedik"
    if text.words[first] in lexicon.many or text.lemmas[first] in lexicon.many or text.words[first] in ("they", "you"):
        return Sourcing.COLLECTIVE
    people = first in text.things and text.things[first] in (Kind.PERSON, Kind.GROUP, Kind.ORGANISATION)
    if people or text.words[first] in ("he", "she", "who") or text.lemmas[first] in lexicon.anonymous:
        return Sourcing.COLLECTIVE if text.plural(first) else Sourcing.ANONYMOUS
    return Sourcing.UNNAMED


def _named(text: Reading, lexicon: Lexicon, word: int) -> bool:
    """Whether a mention names somebody; a people's name names nobody in particular."""
    one = text.mentions[word]
    if one.form is not Form.NAME and not (one.name and one.kind is not Kind.GROUP):
        return False
    return not (one.kind is Kind.GROUP and _people(text, lexicon, word))


def _several(text: Reading, head: int) -> bool:
    """Whether a mention is of several who are described: "many of them", "Iranian officials"."""
    return text.plural(head) and text.form(head) is Form.DESCRIPTION and text.kind(head) in (Kind.PERSON, Kind.GROUP)


def _people(text: Reading, lexicon: Lexicon, word: int) -> bool:
    """Whether a name is a people's: "Iraqis", "Kurds"."""
    form, lemma = text.words[word], text.lemmas[word]
    single = {form, lemma, form.removesuffix("s"), form.removesuffix("es")}
    return bool(single & lexicon.peoples) or any(each in text.lexicon.demonyms for each in single)


def _many(text: Reading, lexicon: Lexicon, word: int) -> bool:
    """Whether a mention speaks of many: in the plural, or "the public"; not of a body with a plural for a name."""
    one = text.mentions[word]
    if one.kind is Kind.ORGANISATION:
        return text.lemmas[word] in lexicon.many or (text.plural(word) and text.words[word] not in ("forces", "police"))
    return text.plural(word) or text.lemmas[word] in lexicon.many or (
        one.kind is Kind.GROUP and not _indefinite(text, word) and not text.words[word].endswith(("man", "woman")))


def _indefinite(text: Reading, word: int) -> bool:
    """Whether a noun has "a", "one" or "another" before it, and is no predicate."""
    if text.below(word, "cop") or text.deps[word] in ("appos", "xcomp"):
        return False
    return bool({"a", "an", "one", "another", "some"} & {text.words[kid] for kid in text.below(word, "det", "nummod")})


def _hidden(text: Reading, lexicon: Lexicon, one: Telling) -> bool:
    """Whether the sentence says that its source will not be named: "who asked not to be named"."""
    start, end = text.sentences[text.sentence[one.head]]
    words = [text.words[word] for word in range(start, end) if word not in one.said]
    said = " ".join(words)
    return bool(lexicon.unnamed & set(words)) or _HIDDEN.search(said) is not None


# — outlets —

def outlet(text: Reading, lexicon: Lexicon, some: Sequence[int], head: int | None) -> Medium | None:
    """What an outlet speaks in, `ARTICLE` or `BROADCAST`, if the words are one; None otherwise.

    Yes: the Harbour Gazette; a pro-government daily; state television; local media
    No: the refugee agency; the Haqqani network
    """
    first = top(text, some)
    if first is None or (head is not None and text.kind(head) is Kind.PERSON):
        return None
    word = head if head is not None else first
    if called(text, lexicon, some, head):
        return _spoken(text, some)
    if _noun_of_outlet(text, lexicon, word) or _noun_of_outlet(text, lexicon, first):
        return _spoken(text, some)
    return None


def reports(text: Reading, lexicon: Lexicon, one: Telling) -> bool:
    """Whether a source does what outlets do, and may be one: "the agency reported, citing two officials"."""
    first = top(text, one.source)
    return first is not None and text.lemmas[first] in lexicon.outlet_compounds and (
        text.lemmas[one.head] == "report" or bool({"citing", "quoting"} & {
            text.words[kid] for kid in text.below(one.head, "advcl", "acl")}))


def called(text: Reading, lexicon: Lexicon, some: Sequence[int], head: int | None) -> bool:
    """Whether the words of a source are an outlet's name, or a name of its chain is."""
    first = top(text, some)
    word = head if head is not None else first
    if word is None or text.pos[word] == "PRON" or (head is None and text.lemmas[word] in lexicon.documents):
        return False
    names = [text.words[word], " ".join(text.words[each] for each in some if text.pos[each] == "PROPN")]
    if head is not None:
        if text.kind(head) is Kind.PERSON:
            return False
        chain = text.chains[text.mentions[head].leader]
        names = [text.mentions[each].name or text.mentions[each].text for each in chain
                 if text.form(each) is Form.NAME or each == head]
    return any(_names_outlet(lexicon, name) for name in names)


def _spoken(text: Reading, some: Sequence[int]) -> Medium:
    """Whether an outlet is one to see and hear."""
    heard = {"tv", "television", "radio", "channel", "broadcaster", "station"}
    return Medium.BROADCAST if heard & {text.lemmas[each] for each in some} else Medium.ARTICLE


def _names_outlet(lexicon: Lexicon, name: str) -> bool:
    """Whether a name is a known outlet's, or ends as an outlet's: "the nypost", "the Harbour Gazette"."""
    words = name.lower().replace("’", "'").removeprefix("the ").removesuffix("'s").split()
    run = re.sub(r"\W", "", "".join(words)).removesuffix("com")
    if run in lexicon.outlets:
        return True
    if len(words) > 1:
        return words[-1] in lexicon.outlet_names
    return any(run.endswith(end) and len(run) > len(end) + 1 for end in lexicon.outlet_names if len(end) > 3)


def _noun_of_outlet(text: Reading, lexicon: Lexicon, word: int) -> bool:
    """Whether a noun is one for an outlet: "a daily", "the news agency", "media reports"."""
    lemma = text.lemmas[word]
    before = {text.words[kid] for kid in text.below(word, "compound", "amod", "nmod:poss", "nmod:desc")} | {
        text.lemmas[kid] for kid in text.below(word, "compound")}
    if lemma in lexicon.outlet_nouns:
        return True
    if lemma in lexicon.outlet_compounds and before & lexicon.outlet_compounds[lemma]:
        return True
    if lemma == "report":
        return bool(before & {"media", "news", "press", "newspaper"})
    return lemma in lexicon.outlets_together and (text.plural(word) or lemma in ("media", "press"))
