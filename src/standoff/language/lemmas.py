"""Edit rules that turn a word form into its lemma: what the lemma head of the reader tells apart.

A rule is a short string: how to write the form (`l` in lower case, `k` as it is, `c` with one capital), how many
letters to cut off its end, and what to add: "l2+y" makes "say" of "Said", and "pay" of "paid". "=be" puts "be" in the
form's place. Rules are learned from pairs, so there is one only for what occurs; what comes out for
a form that no pair showed is a guess, never an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

CASES: dict[str, Callable[[str], str]] = {
    "l": str.lower,
    "k": str,
    "c": lambda form: form[:1].upper() + form[1:].lower(),
}
"""Ways to write a form before cutting, in order of preference."""

SAME = "l0+"
"""The commonest rule: the form in lower case."""


def rule(form: str, lemma: str) -> str:
    """The rule that makes `lemma` of `form`.

    >>> rule("Said", "say"), rule("Iraqis", "Iraqi"), rule("BAGHDAD", "Baghdad"), rule("was", "be"), rule("n’t", "not")
    ('l2+y', 'k1+', 'c0+', '=be', '=not')
    """
    kept, case = max(((_shared(write(form), lemma), case) for case, write in CASES.items()), key=lambda found: found[0])
    cut, add = len(CASES[case](form)) - kept, lemma[kept:]
    return f"={lemma}" if kept < len(add) or not kept else f"{case}{cut}+{add}"


@lru_cache(maxsize=1 << 17)
def apply(rule: str, form: str) -> str:
    """The lemma that a rule makes of a form; the form in the rule's case when the rule would cut all of it away.

    >>> apply("l2+y", "Paid"), apply("=be", "were"), apply("l9+", "cat")
    ('pay', 'be', 'cat')
    """
    if rule[0] == "=":
        return rule[1:]
    cut, _, add = rule[1:].partition("+")
    written = CASES[rule[0]](form)
    kept = len(written) - int(cut)
    return written[:kept] + add if kept > 0 else written


def inventory(pairs: Iterable[tuple[str, str]], least: int = 1) -> list[str]:
    """The rules of (form, lemma) pairs that occur at least so often, commonest first."""
    counts = Counter(rule(form, lemma) for form, lemma in pairs)
    return sorted((rule for rule, count in counts.items() if count >= least), key=lambda rule: (-counts[rule], rule))


def _shared(a: str, b: str) -> int:
    """Length of the common beginning."""
    length = min(len(a), len(b))
    return next((at for at in range(length) if a[at] != b[at]), length)
