"""Tongues: which language each stretch of a report is in, so that only English is read.

Takes a report's text and its passages; gives stretches that cover them. A stretch is judged by the line or sentence:

- what is mostly in another script than Latin takes the language of the script, or the likeliest of those that use it;
- Latin letters are English unless much speaks against it: the statistics, and several small words of that language for
  the length, or else a line of some length, not of names, without any small word of English. Names and headlines have
  few small words of any language, so that they tell nothing;
- what tells nothing takes the language of what stands beside it in the same script, or else of the report.

Foreign words inside an English sentence leave it English. A report in Latin letters that tells nothing is read as
English unless the statistics are sure of another language; then, and where there are no letters, the code is "und".
The statistics are py3langid's, whose model (4.6 MB, inside that package) is loaded when the first doubtful line comes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from standoff.model import Tongue
from standoff.text import trim

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

READ = "en"
"""The language that the reader reads."""

UNKNOWN = "und"

_ENGLISH = """
    the of and to that with for from by at it its this these those which who whose what when where while there their
    they them his him her she you your our are were been be being has have had having would could should will can may
    might must not but than then after before about against between into through during since until under because if or
    an as is was he we us on in i my do does did said says say told more most some any all other such only also over up
    out no how why so just very new a
"""
_ONLY_ENGLISH = """
    the and that with from they their this these were his she which who been would its said are have has after by could
    there when what where about should because your you through than but into before against while between during
"""
_SMALL_WORDS = {
    "fr": "on as et à est sont dans pour sur que qui ne pas avec une ce cette ces ses leur leurs nous vous ont "
          "été mais aux comme il elle ils être selon sans où avait était se sa au un je tout a",
    "de": "in so war an am will und ist sind nicht mit auf für dem den das ein eine einen einer eines im zu "
          "sich auch nach wird wurde werden haben hat bei aus wie sie ich wir dass oder aber über noch nur vom "
          "zum zur gegen durch vor des der die",
    "es": "a no me y en que con por para una se su sus es son fue como más pero ha han está esta este entre "
          "sobre al lo le desde según también sin hasta cuando muy ya del un",
    "it": "a in me e è che di per con una sono non si nel nella della dei delle degli alla ha hanno anche come "
          "più ma gli da al dal sul sulla questo questa stato un il lo",
    "pt": "a me e que em não uma com para por se os as dos das na no ao à foi são mais como mas é pelo pela seu "
          "sua também um está ser entre sobre",
    "nl": "in of we had over me an en het een van is dat niet op te zijn met voor die aan er om door naar bij "
          "ook uit heeft hij wordt worden werd maar als nog dan zich hebben",
    "sv": "i under och att det som en på är av för med den till inte om ett har de var från men vid ska",
    "da": "i under had over og at det som en på er af for med den til ikke om et har de var fra men ved der "
          "skal",
    "no": "i under og at det som en på er av for med den til ikke om et har de var fra men ved skal etter",
    "fi": "ja on ei että se oli mutta ovat myös joka kun hän sekä tai niin kuin",
    "pl": "a to i w na z się nie do że jest przez od po o za jak dla ale oraz był są co tym być które który",
    "cs": "to a v na se že je s z do o i ve pro za by jsou ale jak od po byl který podle jako také si",
    "sk": "a v na sa že je to s z do o i vo pre za by sú ale ako od po bol ktorý podľa aj si",
    "hr": "on i u je na da se za su od s o ne to koji što kao iz bi nije ili ali po biti",
    "hu": "is a az és hogy nem egy meg van volt ez de ha csak már még azt szerint után között",
    "ro": "as și în de la cu pe că nu este sunt din pentru o un a care mai fost prin dar după său sau",
    "sq": "a dhe të në e i se me për nga një që është janë nuk ka si ose por",
    "tr": "on ve bir bu da de için ile olarak olan daha çok gibi sonra kadar göre ancak ise olduğu olduğunu ne "
          "ama değil var dedi etti oldu tarafından",
    "az": "və bir bu da də üçün ilə olan daha çox kimi sonra qədər görə ancaq isə olduğu ki deyil var dedi",
    "ku": "û li ji bi di de ku ev jî ya yê yên ên bû wê ew wan hat kir dike got ser bo bin çi lê me dibe nav",
    "so": "oo iyo ka ku waa in uu ay la ayaa soo ee u si waxa waxaa aan",
    "sw": "a na ya wa kwa ni katika za la cha kuwa kama hiyo huo alisema",
    "ht": "nan yo ki pou li ak pa se yon nou mwen te ap sa gen tout la men kote lè tankou sou ou fè",
    "tl": "a ang ng mga sa na ay at si ni ito hindi ko kung para may niya siya ayon noong",
    "ha": "a da na ta ya ba mai daga cikin wanda sun kuma ce zuwa suka ne ce an don domin kan sai",
    "id": "yang dan di dengan untuk dari pada dalam tidak ini itu akan oleh ke juga telah adalah sebagai mereka",
}
"""Small words that are rarely anything else; those that English has too ("in") only do not count as English there.
Particles of names ("de la", "van der", "al") are left out where they can be, for lists of names are not foreign."""


_ENGLISH_WORDS = frozenset(_ENGLISH.split())
_ONLY_ENGLISH_WORDS = frozenset(_ONLY_ENGLISH.split())
_SMALL = {code: frozenset(words.split()) for code, words in _SMALL_WORDS.items()}

_LATIN = (READ, *_SMALL, "ms", "ca", "sl", "et", "lv", "lt", "vi", "mt", "is", "af")

_SCRIPTS = (
    ("\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc", ("ar", "fa", "sdh", "ps", "ur", "ug")),
    ("\u0400-\u052f", ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "tg", "mn")),
    ("\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff", ("zh", "ja", "wuu", "yue")),
    ("\u0590-\u05ff\ufb1d-\ufb4f", ("he",)),
    ("\u0370-\u03ff\u1f00-\u1fff", ("el",)),
    ("\u1100-\u11ff\uac00-\ud7af", ("ko",)),
    ("\u0530-\u058f", ("hy",)),
    ("\u10a0-\u10ff\u1c90-\u1cbf", ("ka",)),
    ("\u0900-\u097f", ("hi", "mr", "ne")),
    ("\u0980-\u09ff", ("bn",)),
    ("\u0e00-\u0e7f", ("th",)),
    ("\u1200-\u139f", ("am",)),
)
"""Ranges of scripts and the languages that py3langid knows in them. A script of one language needs no statistics."""

_CODES = {"sdh": "ku", "wuu": "zh", "yue": "zh", "ms": "id"}
"""What py3langid names otherwise than ISO 639-1; and Malay, which short lines do not tell from Indonesian."""

_IN_SCRIPT = [(re.compile(f"[{ranges}]"), languages) for ranges, languages in _SCRIPTS]
_NOT_LATIN = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2e80-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc]")
_WORD = re.compile(r"[^\W\d_]+")
_BORDER = re.compile(r"""(?<=[.?!…؟۔。！？])["'”’»)\]]*\s+(?=[^\sa-z])|\n""")
"""Where a line or, roughly, a sentence ends. "Brig. Gen." makes pieces too, which tell nothing and join the others."""

ENGLISH_SHARE = 0.25
"""Share of small words that makes a line English without further question (English prose has 0.4, headlines 0.1)."""
SMALL_SHARE = 0.15
"""Share of another language's small words, two different ones at least, without which a line is not in it."""
PLAIN_WORDS = 7
"""Words of a line that is foreign by statistics alone, most of them without a capital."""
SURE = 0.9
"""Share of probability that statistics alone need. In EWT and GUM (dev and train) no English sentence comes so far."""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _likeliest(piece: str, languages: Sequence[str]) -> tuple[str, float]:
    """The likeliest of some languages, and its share of the probability that these have together."""
    shares: Counter[str] = Counter()
    for code, share in _identifier().rank(piece):
        if code in languages:
            shares[_CODES.get(code, code)] += share
    code, share = max(shares.items(), key=lambda item: (item[1], item[0]))
    return code, share / (sum(shares.values()) or 1)


def _of_script(piece: str) -> tuple[str, ...]:
    """The languages of the script that most letters of a piece are in; none when it has no letters."""
    if not piece.isascii() and _NOT_LATIN.search(piece):
        letters = sum(char.isalpha() for char in piece)
        for script, languages in _IN_SCRIPT:
            if 2 * sum(char.isalpha() for char in script.findall(piece)) > letters:
                return languages
    return _LATIN if _WORD.search(piece) else ()


def _told(piece: str, languages: tuple[str, ...]) -> str | None:
    """The language that a piece tells by itself, given those of its script; None when it tells nothing."""
    if languages is _LATIN:
        return _told_in_latin(piece)
    if len(languages) < 2:
        return languages[0] if languages else None
    code, share = _likeliest(piece, languages)
    return code if share > 0.5 else None


def _told_in_latin(piece: str) -> str | None:
    spelt = _WORD.findall(piece)
    words = [word.lower() for word in spelt]
    english = sum(word in _ENGLISH_WORDS for word in words)
    if english >= ENGLISH_SHARE * len(words) and not _ONLY_ENGLISH_WORDS.isdisjoint(words):
        return READ
    if len(words) < 4:
        return None
    code, share = _likeliest(piece, _LATIN)
    if code == READ:
        return READ if english else None
    of_code = _SMALL.get(code, frozenset())
    small = [word for word in words if word in of_code and word not in _ENGLISH_WORDS]
    english = sum(word in _ENGLISH_WORDS and word not in of_code for word in words)
    several = len(set(small)) > 1 and max(map(len, small)) > 1      # "t r u t h o u t" is no Croatian
    if several and len(small) >= SMALL_SHARE * len(words) and len(small) > 2 * english:
        return code
    plain = sum(word[0].islower() and len(word) > 1 for word in spelt)
    if not english and share >= SURE and len(words) >= PLAIN_WORDS and plain >= 0.6 * len(words):
        return code
    return READ if english >= 0.1 * len(words) else None


@dataclass(slots=True)
class _Piece:
    """A line or sentence, the passage that it is in, the languages of its script, and the one that it is in."""

    start: int
    end: int
    passage: int
    languages: tuple[str, ...]
    code: str | None

    def takes(self, code: str | None) -> bool:
        """Whether the piece may be in a language, by its script."""
        return code is not None and (not self.languages or code in {_CODES.get(one, one) for one in self.languages})


def _pieces(text: str, passages: Sequence[tuple[int, int]]) -> list[_Piece]:
    found: list[_Piece] = []
    for number, (start, end) in enumerate(passages):
        borders = [start, *(border.end() for border in _BORDER.finditer(text, start, end)), end]
        for at, stop in pairwise(borders):
            first, last = trim(text, at, stop)
            if first < last:
                piece = text[first:last]
                languages = _of_script(piece)
                found.append(_Piece(first, last, number, languages, _told(piece, languages)))
    return found


def _carried(pieces: Sequence[_Piece]) -> list[str | None]:
    """For each piece, the language of the last one before it in its passage that has its script."""
    found: list[str | None] = []
    passage, known = -1, dict[tuple[str, ...], str]()
    for piece in pieces:
        if piece.passage != passage:
            passage, known = piece.passage, {}
        found.append(known.get(piece.languages))
        if piece.code:
            known[piece.languages] = known[()] = piece.code     # (): figures and signs go with anything
    return found


def tongues(text: str, passages: Sequence[tuple[int, int]]) -> tuple[Tongue, ...]:
    """The languages of a report's passages, in order, one for each longest stretch in the same language.

    >>> tongues("The talks failed.\\n\\nفشلت المحادثات.", [(0, 17), (19, 34)])[1].code
    'ar'
    """
    pieces = _pieces(text, passages)
    lengths: Counter[str] = Counter()
    for piece in pieces:
        if piece.code:
            lengths[piece.code] += piece.end - piece.start
    most = [code for code, _ in sorted(lengths.items(), key=lambda item: (-item[1], item[0]))]
    undecided = " ".join(text[piece.start:piece.end] for piece in pieces if piece.languages is _LATIN)
    if undecided and not any(piece.languages is _LATIN and piece.code for piece in pieces):
        code, share = _likeliest(undecided, _LATIN)
        most += [READ] if code == READ or share < SURE else []
    codes = [piece.code or before or after or next(filter(piece.takes, most), UNKNOWN)
             for piece, before, after in zip(pieces, _carried(pieces), _carried(pieces[::-1])[::-1], strict=True)]
    found: list[Tongue] = []
    for piece, code in zip(pieces, codes, strict=True):
        start = found.pop().start if found and found[-1].code == code else piece.start
        found.append(Tongue(start=start, end=piece.end, code=code, read=code == READ))
    return tuple(found)
