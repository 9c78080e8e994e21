"""Towns that the reader took for persons or bodies: what is captured, shelled or entered."""

from __future__ import annotations

from standoff.actors.towns import placed
from standoff.actors.words import Words
from standoff.model import Kind, Nominal
from standoff.text import fold


def kinds(forms: str, name: str, verb: str, chain: int | None = None, other: str = "") -> list[Kind]:
    """The kinds of what a plain sentence has done to a name, and of another person that the text names."""
    text, words = forms, forms.split()
    starts = [len(" ".join(words[:at])) + (at > 0) for at in range(len(words))]
    at, head = words.index(name), words.index(verb)
    made = Words(text=text, forms=words, folds=[fold(word) for word in words], lemmas=[fold(word) for word in words],
                 tags=["X"] * len(words), plural=[False] * len(words), sentences=[0] * len(words), starts=starts,
                 relations=["obj" if here == at else "dep" for here in range(len(words))],
                 heads=[head] * len(words), ends=[start + len(word) for start, word in zip(starts, words, strict=True)])
    made.lemmas[head] = "captur" if verb == "captured" else verb
    some = [Nominal(start=starts[at], end=starts[at] + len(name), head=starts[at], kind=Kind.PERSON, name=True,
                    chain=chain)]
    if other:
        first = text.index(other)
        some.append(Nominal(start=first, end=first + len(other), head=first, kind=Kind.PERSON, name=True, chain=chain))
    return [one.kind for one in placed(made, some, ())]


def test_a_name_that_is_captured_is_a_town_of_a_state_that_the_text_names() -> None:
    assert kinds("Ethiopian troops captured Mekelle on Sunday", "Mekelle", "captured") == [Kind.PLACE]
    assert kinds("Malian fighters shell Gao again", "Gao", "shell") == [Kind.PLACE]


def test_a_person_stays_one() -> None:
    assert kinds("Ethiopian troops met Mekelle on Sunday", "Mekelle", "met") == [Kind.PERSON]      # nothing is taken
    assert kinds("Peruvian troops captured Bambari on Sunday", "Bambari", "captured") == [Kind.PERSON]
    assert kinds("Ethiopian troops captured Tolosso on Sunday", "Tolosso", "captured") == [Kind.PERSON]
    assert kinds("Ethiopian troops captured Mekelle . Abebe Mekelle had fled", "Mekelle", "captured", 1,
                 "Abebe Mekelle")[0] is Kind.PERSON
