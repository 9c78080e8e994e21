"""The head of a nominal that was annotated as a mere stretch of text, as UD English would have it.

The nominal's core ends before the first comma, bracket, preposition, relative pronoun or "and", or before a participle
or adjective in front of those ("forces backed by…", "gunmen loyal to…", "men waving…"). In the core

- a person's name begins with its head, titles aside: "Gen. *Joseph* Votel", "Estonian foreign minister *Maris* Tamm";
- but a common noun with an article or a possessor is the head, its name stands beside it: "the *commander* Faraj
  al-Hasi" (EWT and GUM: of bare nouns 15 in 17 hang on the name, with an article or possessor 1 in 5);
- so does a name with an Arabic article or a like first word: "*Al* Shadaddi";
- a date hangs on its month: "13 *November*", "*October* 25-26";
- a sum hangs on its sign: "*$* 3 million";
- else the last word is the head: "the UN Security *Council*", "the Estonian foreign *minister*, Maris Tamm".
"""

from __future__ import annotations

import re

BREAK = re.compile(
    r"[,(;:\[—–]|of|in|on|at|from|for|with|by|to|who|whom|whose|which|that|where|when|and|or|against|under|near|over"
    r"|between|among|across|along|around|behind|beyond|inside|outside|through|during|since|until|before|after|about"
    r"|above|below|beside|besides|off|opposite|within|without|including|amid|toward|towards|into|onto|as|per|via|than"
    r"|despite|throughout|aboard", re.I)
OPENS = re.compile(r"up|at|close|as|from|between|about|over|under|around|more|less|fewer|the|an?|than|to|in|near", re.I)
MANY = re.compile(r"[a-z]+(?<!s)s|men|women|people|children|police", re.I)
PARTICIPLE = re.compile(
    r"[a-z]{3,}(?:ed|ing)|held|led|sent|built|born|known|seen|taken|made|caught|shot"
    r"|loyal|hostile|close|sympathetic|responsible|capable|critical")
NO_PARTICIPLE = re.compile(
    r".*(?:building|meeting|hearing|briefing|bombing|shelling|morning|evening|gathering|shooting|ruling|filing|landing"
    r"|rising|crossing|spring|wing|king|ring|thing|funding|housing|killing|training|trading|earning|saving|finding"
    r"|warning|offering|feeling|wedding|parking|painting|opening|beginning|hundred|seed|feed|bed|need|shed)")
TITLES = re.compile(
    r"mr|mrs|ms|miss|dr|prof|sir|dame|lord|lady|gen|lt|col|maj|capt|sgt|cpl|pvt|spc|adm|brig|cmdr|sen|rep|gov|rev|hon|st"
    r"|general|colonel|major|captain|sergeant|lieutenant|corporal|admiral|brigadier|commander|commissioner|marshal"
    r"|chancellor|president|premier|minister|secretary|senator|representative|governor|mayor|ambassador|envoy"
    r"|speaker|chairman|chairwoman|chairperson|chair|chief|director|judge|justice|prosecutor|king|queen|prince|princess"
    r"|emir|sheikh|sheik|sultan|ayatollah|imam|mullah|pope|cardinal|bishop|archbishop|patriarch|father|sister|rabbi"
    r"|professor|doctor|spokesman|spokeswoman|spokesperson|leader|deputy|lawmaker|officer|inspector|superintendent"
    r"|congressman|congresswoman|councillor|comrade|commandant|attorney", re.I)
PARTICLES = re.compile(r"al|el|bin|ibn|abu|van|von|de|da|di|du|der|den|la|le|dos|del|ter|-|ul|ur|ud|'|’")
MONTHS = re.compile(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?", re.I)
SIGNS = re.compile(r"(?:US|A|C|HK)?[$€£¥₹₽₺₴]")
ARTICLES = re.compile(r"A[lrsdtzn]|Ash|Adh|Ath|Abu|Tel|Tal|Tell|Deir|Dayr|Ain|Ayn|Bab|Beit|Kafr|Khan|Jabal|Umm")
DETERMINER = re.compile(r"the|an?|this|that|my|our|your|his|her|its|their|one|another|['’]s?", re.I)
POSSESSIVE = re.compile(r"['’]s?", re.I)


def head(text: str, words: list[tuple[int, int]], start: int, end: int, kind: str = "") -> int:
    """The head word of the nominal of words `start` up to `end`; `kind` as in `document.KINDS`, "" where unknown."""
    said = [text[first:last] for first, last in words[start:end]]
    core = _core(said)
    bare = [word.rstrip(".") for word in said]
    if kind == "person" and (at := _named(bare, core)) is not None:
        return start + at
    pattern = {"time": MONTHS, "money": SIGNS}.get(kind)
    if pattern:
        for i in range(core[0], core[1]):
            if pattern.fullmatch(bare[i]):
                return start + i
    foreign = core[1] - core[0] > 1 and ARTICLES.fullmatch(said[core[0]]) and said[core[1] - 1][:1].isupper()
    if foreign and kind in ("place", "organisation", "facility"):
        return start + core[0]
    return start + core[1] - 1


def title(word: str) -> bool:
    """Whether a word stands before persons' names: "Gen.", "President", "spokesman"."""
    return bool(TITLES.fullmatch(word.rstrip(".")))


def _core(said: list[str]) -> tuple[int, int]:
    """From the first word to the end of the core: never empty, without a possessive mark or punctuation at its end."""
    begin = next((i for i, word in enumerate(said) if word[:1].isalnum() or SIGNS.fullmatch(word)), 0)
    opened = begin
    while opened < len(said) - 1 and OPENS.fullmatch(said[opened]):
        opened += 1
    stop = next((i for i in range(opened + 1, len(said)) if BREAK.fullmatch(said[i]) or (
        said[i].endswith("ing") and MANY.fullmatch(said[i - 1]) and not NO_PARTICIPLE.fullmatch(said[i]))), len(said))
    if (stop < len(said) and said[stop] != "," and stop - opened > 1
            and PARTICIPLE.fullmatch(said[stop - 1]) and not NO_PARTICIPLE.fullmatch(said[stop - 1])):
        stop -= 1
    while stop - 1 > begin and (POSSESSIVE.fullmatch(said[stop - 1]) or not _spoken(said[stop - 1])):
        stop -= 1
    return begin, stop


def _spoken(word: str) -> bool:
    return any(c.isalnum() or c in "%$€£" for c in word)


def _named(bare: list[str], core: tuple[int, int]) -> int | None:
    """The head of a core that ends in a person's name; None where it does not end in one."""
    at = None
    for i in range(core[0], core[1]):
        word = bare[i]
        if TITLES.fullmatch(word) or (word.islower() and not PARTICLES.fullmatch(word)):
            at = None
        elif at is None and word[:1].isupper() and not DETERMINER.fullmatch(word):
            at = i
    determined = at is not None and any(DETERMINER.fullmatch(word) for word in bare[core[0]:at])
    return at - 1 if at and determined and bare[at - 1].isalpha() and bare[at - 1].islower() else at
