"""Words of a text, cut as the English corpora of Universal Dependencies (EWT, GUM) cut them.

``tokenise`` gives spans; ``tokenizer`` wraps it for spaCy. spaCy's own English rules, which this began from, differ
from UD in hyphens after prefixes ("pro-Iranian"), runs of marks, dates and units, and they cannot see a full stop that
is glued to the next word; one scan by one pattern is easier to read and to mend than prefix, suffix and infix rules.

A text is scanned by stretches without white space. What a stretch is cut into does not depend on its surroundings, but
for a full stop at its end that belongs to certain words only before certain others: "No. 5", "the answer is no."

The pattern's alternatives are tried in order, and each starts where the last word ended. The rules were read off the
train parts of EWT and GUM; where these disagree, the commoner cut was taken. No alternative looks further ahead than
what it takes and a bounded way more, so that time is linear in the text, whatever it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_TITLES = """
    Mr Mrs Ms Mx Messrs Mme Mlle Dr Drs Prof Sr Jr Hon Rev Fr Msgr St Ste Gen Lt Ltc Col Maj Capt Cpt Sgt Cpl Pvt Pfc
    Brig Adm Cmdr Comdr Cdr Lieut Sen Sens Rep Reps Gov Govs Pres Atty Supt Insp Amb Det Eng Spc Cllr
    Engr Alh Barr Const Pte Smt Adj Ing Retd ret
"""
_MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
_OTHERS = """
    Inc Ltd Co Corp Bros Cos Dept Univ Assn Assoc Ave Blvd Rd Ft Mt Mts Tel Attn Ed Eds Vol Vols Pt Ph Conf Para Spec Sq
    Mon Tue Tues Wed Weds Thu Thur Thurs Fri Calif Conn Va La Pa Fla Ga Ala Ariz Ark Colo Tenn Tex Wis Minn Okla Ont Que
    vs al eg ca cf esp approx ibid viz yrs hrs mins lbs lb oz dept est ext div vol vols ed eds incl govt intl gen lt
    col capt maj mr mrs ms dr prof sgt Esq Esp Approx Vs Bde Div Regt Bn Govt Hwy
"""

TITLES = frozenset(_TITLES.split())
"""Written with a full stop before a name, whose bearer's rank or office they tell."""

MONTHS = frozenset(_MONTHS.split())

ABBREVIATIONS = TITLES | MONTHS | frozenset(_OTHERS.split())
"""Keep their full stop wherever they stand, at the end of a sentence too."""

_PREFIXES = """
    non|anti|pro|pre|post|re|co|ex|mid|multi|semi|sub|counter|cross|inter|intra|over|mini|micro|neo|un|arch|socio|e
"""
"""Make one word with what follows their hyphen, unless a hyphen stands before them ("year-over-year"); all other
hyphens between words are words of their own."""

_UNITS = r"""
    k|K|m|mm|cm|km|kms|kg|kgs|g|mg|lb|lbs|oz|ft|sq|am|pm|AM|PM|a\.m\.?|p\.m\.?|bn|mn|mln|tn|tr|million|billion|hrs?
  | mins?|secs?|mph|kph|kmh|Hz|kHz|MHz|GHz|kW|MW|GW|kWh|MWh|bpd|b/d|GB|MB|TB|C|F|hh|watts?|dunams?|hectares?|ha|yrs?|cc
"""

_ENDINGS = """
    com|org|net|edu|gov|mil|int|info|biz|uk|fr|ru|ir|iq|tr|eu|tv|nl|nz|jp|cn|il|lb|sy|sa|ae|qa|jo|eg|pk|krd|co|io
  | html?|php|aspx?|docx?|DOC|pdf|PDF|xlsx?|XLS|pptx?|txt|csv|jpe?g|png|gif|mp3|mp4|zip|exe|Com|COM|NET
"""
"""What an address or the name of a file ends in; other words with a full stop between ("said.The") are two."""

_A = "['’‘ʼ`´＇]"
_H = "[-‐‑]"
_L = r"[^\W\d_]"
_MARK = ("[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
         "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u0900-\u0903\u093a-\u094f\u0951-\u0957"
         "\u0962\u0963\u0981-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d\u20d0-\u20f0\ufe20-\ufe2f]")
_BROKEN = r"(?<=[ÃÂ])[\x80-\xbf]"      # "PeÃ±a": UTF-8 that was read as Latin-1 is no mark between words
_RUN = rf"[^\W_]++(?:(?:{_MARK}++|_(?=[^\W_])|{_BROKEN})[^\W_]*+)*+"
_NUMBER = r"\d++(?:[.,:٫٬]\d++)*+"
_URL = r"""[^\s<>"“”«»]*[^\s<>"“”«».,;:!?'’)\]}…]"""

_PATTERN = re.compile(rf"""
    (?P<address> https?://{_URL} | ftp://{_URL} | www\.{_URL}
  | (?:mailto:)?\w[\w.+%-]{{0,63}}+@[\w-]{{1,63}}(?:\.[\w-]{{1,63}})*
  | (?:[A-Za-z0-9][\w-]{{0,62}}\.){{1,9}}(?:{_ENDINGS})(?!\w) (?:/[^\s<>"“”«».,;:!?'’)\]]*+)*+
  | (?:[a-z][a-z\d-]{{1,30}}\.){{2,9}}[a-z][a-z\d-]{{1,30}}(?!\w)          # comp.sources.unix
  | @\w[\w.]{{0,62}}(?<!\.) | \#(?={_L})\w++ )

  | (?P<figures> (?<!\w)\+?\d++(?:-\d++){{2,}}+                            # 1-800-991-9019, 2017-03-24
  | \d{{3}}[-/](?:\d{{3}}-)?\d{{4}}(?!\d) | (?<!\w)\d-\d{{4}}(?!\d)        # 853-7557
  | \d{{1,4}}/\d{{1,2}}/\d{{2,4}}(?!\d) | (?!1/[234]|2/3|3/4)\d{{1,2}}/\d{{1,2}}(?![\d/])
  | (?:(?<=[(\[“"‘-])|^){_A}\d\ds?(?!\w)                                   # ’05, '90s
  | (?:(?<!\w)\+)?{_NUMBER}(?=(?:{_UNITS})(?!\w)) | (?<=[$£€]){_NUMBER}(?=[MBT](?!\w))
  | \d{{1,3}}0{_A}s(?!\w) | (?:(?<!\w)\+)?{_NUMBER}(?:{_RUN})? )           # 1990's, 23rd, 3143C

  | (?P<dotted> (?:[A-Z]\.){{2,9}}+(?=[A-Z][a-z]) | (?:{_L}\.){{1,9}}{_L}(?!\w)\.?(?!\w)
  | Ph\.?D\.?(?!\w) | [BM]\.Sc\.?(?!\w) | Nos?\.(?=\d) | [A-HJ-Z]\.(?=,) | etc\.(?=[^\s\w.])
  | (?:{"|".join(sorted(ABBREVIATIONS, key=lambda word: (-len(word), word)))})\.(?!\.|[a-z\d]) )

  | (?P<short> (?<![\w/]){_L}/{_L}(?![\w/]) | (?<!\w)w/(?:o|in|out)?(?!\w) | s/he(?!\w)
  | [A-Z]{{1,4}}&[A-Z]{{1,3}}(?!\w) | (?<!\w)[a-z]&[a-z](?!\w) | ^{_A}(?:em|till?|cause|n|bout|round|cuz)(?!\w) )

  | (?P<word> (?:(?<=-){_A})? (?:(?<!-)(?i:{_PREFIXES}){_H}(?={_L}|\d\d)(?!the|a-))?+ {_RUN} (?:{_A}(?={_L}){_RUN})*+ )

  | (?P<marks> (?:(?<=[\w.)\]%])|^){_A}[sS](?!\w)                          # U.S.’s
  | ^[:;=]-?[()DP](?!\w) | ['‘’]{{2}} | `` | ,, | \.?[?!]++(?:\.(?!\.))? | \.{{2,}}+ | …++\.? | -{{2,}}+ | [—–]++
  | ={{2,}}+ | \*++ | _++ | ~++ | \++ | <{{2,}}+ | >{{2,}}+ | \#{{2,}}+ | \${{2,}}+ | [\U0001f1e6-\U0001f1ff]{{2}}
  | .[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]*+{_MARK}*+ )
""", re.VERBOSE | re.DOTALL)

_HIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
                     "\u2066-\u2069\ufeff]")
"""What nobody sees (soft hyphens, marks of direction, controls): it stays with the word that it touches."""

_CLITIC = re.compile(rf"""
    (?P<host>.+?)(?P<clitic>n{_A}t|{_A}(?:s|re|ve|ll))
  | (?:i|you|he|she|it|we|they|who|that|there|this|what|how|where|why|when|one){_A}d
  | i{_A}m
""", re.VERBOSE | re.IGNORECASE | re.DOTALL)
"""Words that lean on the one before. 'd and 'm only after pronouns: "Sa'd", "Ra'd" are names."""

_NEGATED = """
    do does did is are was were has have had ca could wo would sha should must need might may ought ai dare
"""
_JOINED = """
    can|not gon|na wan|na got|ta out|ta lem|me gim|me a|lot do|nt does|nt did|nt is|nt was|nt could|nt would|nt
    should|nt have|nt has|nt had|nt are|nt were|nt ai|nt wo|nt ca|nt i|m i|ve you|re you|ll they|re that|s what|s
    there|s du|n|no
"""

_HOSTS_OF_NT = frozenset(_NEGATED.split())

_CUTS = {joined.replace("|", ""): [at - i for i, at in enumerate(m.start() for m in re.finditer(r"\|", joined))]
         for joined in _JOINED.split()}
"""Words written as one, and where the others start."""

_HAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")
"""Scripts written without spaces: a character is a word."""

_OPEN = re.compile(r"""
    (?:^|(?<=\W))(?: (?P<name>[A-HJ-Z]) | (?P<number>Nos?|nos?|Art|Figs?|Sec|pp?|b|d|c|r|m|fl|ch) | (?P<day>Sat|Sun)
    | (?P<case>v) | (?P<rank>[A-Z]{2,5}) | (?P<more>etc) )\.$
""", re.VERBOSE)

_OPENERS = """
    The It He She They We But And In On At This That These There Then If As For What When However His Her Its Their You
    So Not No Yes After Also Now Some Many Most All
"""
_FOLLOWS = {kind: re.compile(rf"[^\S\n]{{1,3}}(?:{pattern})") for kind, pattern in (
    ("name", rf"(?!(?:{'|'.join(_OPENERS.split())})\b)[A-Z][\w.'’-]"),
    ("number", r"\d"),
    ("day", r"\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[a-z]"),
    ("case", r"[A-Z]"),
    ("rank", r"[A-Z\d]"),
    ("more", r"[a-z&(–—-]"),
)}
"""What must follow a full stop of each kind for it to belong to its word: "No. 5", "J. Smith" (not "plan B. The")."""

_RANKS = frozenset(word.upper() for word in TITLES | MONTHS)

_STRETCH = re.compile(r"\S+")

_LONG = 48
"""Longer stretches (addresses, words glued by the dozen) come once and are not worth remembering; longer words have no
clitics."""


def _inside(word: str) -> list[int]:
    """Where a run of letters is cut once more: clitics, "cannot", characters of scripts without spaces."""
    cuts = _CUTS.get(word.lower())
    if cuts or (word.isascii() and "'" not in word and "`" not in word):
        return cuts or []
    found = _CLITIC.fullmatch(word) if len(word) <= _LONG else None
    if found:
        host, clitic = found["host"], found["clitic"]
        if host is None:
            return [len(word) - 2]
        if clitic[0] not in "nN":
            return [*_inside(host), len(host)]
        if host.lower() in _HOSTS_OF_NT:
            return [len(host)]
    return sorted({at for han in _HAN.finditer(word) for at in han.span()} - {0, len(word)})


def _cut(stretch: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """The words of a stretch without white space, and the kind of a last full stop that may be its word's."""
    if _HIDDEN.search(stretch):
        return _cut_around(stretch), ""
    spans: list[tuple[int, int]] = []
    for found in _PATTERN.finditer(stretch):
        start, end = at, _ = found.span()
        if found.lastgroup == "word":
            for inside in _inside(found.group()):
                spans.append((at, start + inside))
                at = start + inside
        spans.append((at, end))
    kind = ""
    if len(spans) > 1 and stretch[spans[-1][0]:] == ".":
        stop = _OPEN.search(stretch, spans[-2][0])
        if stop and (stop["rank"] is None or stop["rank"] in _RANKS):
            kind = stop.lastgroup or ""
    return tuple(spans), kind


def _cut_around(stretch: str) -> tuple[tuple[int, int], ...]:
    """The words of a stretch as if what nobody sees were not there; it joins the word before it, or the first."""
    seen = [i for i, char in enumerate(stretch) if not _HIDDEN.match(char)]
    if not seen:
        return ((0, len(stretch)),)
    spans, _ = _cut("".join(stretch[i] for i in seen))
    starts = [0, *(seen[start] for start, _ in spans[1:])]
    return tuple(zip(starts, [*starts[1:], len(stretch)], strict=True))


_remembered = lru_cache(maxsize=1 << 16)(_cut)


def tokenise(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the words of a text, in code points, in order. White space is in none of them.

    >>> text = "The U.S.-led strike “ended.”They don’t say."
    >>> [text[start:end] for start, end in tokenise(text)]
    ['The', 'U.S.', '-', 'led', 'strike', '“', 'ended', '.', '”', 'They', 'do', 'n’t', 'say', '.']
    """
    words: list[tuple[int, int]] = []
    for found in _STRETCH.finditer(text):
        at, end = found.span()
        spans, kind = (_remembered if end - at <= _LONG else _cut)(found.group())
        words += [(at + start, at + stop) for start, stop in spans]
        if kind and _FOLLOWS[kind].match(text, end):
            words[-2:] = [(words[-2][0], end)]
    return words


def tokenizer(vocab: Vocab) -> Callable[[str], Doc]:
    """``tokenise`` for spaCy: ``nlp.tokenizer = tokenizer(nlp.vocab)``. ``doc.text`` is the text, to the character.
    Raises ValueError when the text has lone surrogates.

    As with spaCy's own, a word owns one space after it; other white space is a token of its own (``is_space``), so that
    the words of ``tokenise`` are the tokens that are not.
    """
    from spacy.tokens import Doc
    from spacy.util import DummyTokenizer

    class Tokenizer(DummyTokenizer):
        """Cuts words as Universal Dependencies does."""

        def __call__(self, text: str) -> Doc:
            forms: list[str] = []
            spaces: list[bool] = []
            last = 0
            for start, end in [*tokenise(text), (len(text), len(text))]:
                gap = text[last:start]
                if gap and forms and gap[0] == " ":
                    spaces[-1] = True
                    gap = gap[1:]
                for form in (gap, text[start:end]):
                    if form:
                        forms.append(form)
                        spaces.append(False)
                last = end
            try:
                return Doc(vocab, words=forms, spaces=spaces)
            except UnicodeEncodeError as error:
                raise ValueError("This text has lone surrogates (halves of a character, from a broken decoder), which "
                                 "spaCy cannot hold; standoff.text.storable(text) replaces them.") from error

    return Tokenizer()
