"""Author names out of bylines and author claims: prefixes, roles, dates and handles taken off, lists parted.

`people(value)` gives the names in order; `credit(value)` the publisher that a byline writes for.
"""

from __future__ import annotations

import re

from standoff.pages import dates

MAX_NAME = 70
"""Characters of one name; what is longer is a sentence."""
MAX_WORDS = 7

_BY = re.compile(
    r"^\W*(?:this (?:post|article|story|piece|report) (?:was|is) )?(?:(?:article|story|report|post|text|words?|"
    r"analysis|opinion|guest post|review)\s+)?"
    r"(?:(?:written|posted|published|reported|created|authored|contributed|submitted|compiled|medically reviewed)\s+by|"
    r"by|from|authors?|writer|about the author|meet the author|von|par|por|di|door|yazan|yazar|автор|авторы|текст|"
    r"بقلم|كتب|كتبت|الكاتب|نویسنده|نووسەر|نووسینی)(?:\s*[:|·•-]\s*|\s+|(?<=by)(?-i:(?=[A-Z])))|"
    r"^\W*(?:words|text|story|report|reporting|interview)\s*:\s*", re.I)
_ASIDE = r"\s*(?:[|·•∙⋅/(\[]|\s[-–—]\s|\n"
_TAIL = re.compile(_ASIDE + r").*$", re.S)
_TAIL_OF_BYLINE = re.compile(
    _ASIDE + r"|\bfor\s+(?:the\s+)?(?=[A-Z])|\b(?:published|posted|updated|last updated|reviewed|edited|fact.checked|"
    r"in|on|at|via|is an?|is the|says|views?|read more|see all|more by|follow|min read|minutes?)\b).*$", re.I | re.S)
_PARTS = re.compile(r"\s*(?:,\s*and\s|,\s*&\s|;|,|\s&\s|\sand\s|\sund\s|\set\s|\sy\s|\se\s|\sve\s|"
                    r"\sи\s|\s+و\s+|،|؛|\n)\s*")
_CREDENTIAL = re.compile(
    r"^(?:[A-Z][A-Za-z]?\.?(?:[A-Z]\.?)+[a-z]?|Ph\.?\s?D\.?|M\.?D\.?|Esq\.?|Jr\.?|Sr\.?|II|III|IV|Inc\.?|LLC|Ltd\.?|"
    r"MBA|"
    r"(?:[A-Z]{2,6}[-/]?)+(?:-[A-Z]+)?)$")
_ROLE = re.compile(
    r"\b(?:editors?|writers?|reporters?|correspondents?|journalists?|contributors?|analyst|specialist|manager|director|"
    r"columnist|producer|founder|co-founder|president|ceo|cto|chief|senior|associate|assistant|freelance|fellow|"
    r"professor|"
    r"researcher|strategist|marketer|coordinator|executive|head of|lecturer|author of|photographer|newsroom|expert|"
    r"gastroenterolog\w+|"
    r"hardware|software|engineer|consultant|copywriter|marketing|nutritionist|dietitian)\b", re.I)
_ROLE_AFTER = re.compile(r"^([^\W\d_][\w'’.-]*\s+[^\W\d_][\w'’.-]*)\s+"
                         r"(?:senior |staff |freelance |contributing |technical )?"
                         r"(?:writer|editor|reporter|correspondent|contributor|journalist)$", re.I)
_TEAM = re.compile(r"\b(?:team|staff|desk|editors|agency|agencies|news|press|contributors?)\b", re.I)
_NOBODY = re.compile(
    r"^(?:admin(?:istrator)?|root|user|guest|anonymous|unknown|none|null|undefined|n/?a|author|name\W*|website|editor|"
    r"webmaster|"
    r"owner|default|test|profile|facebook|twitter|x|linkedin|instagram|bluesky|mastodon|youtube|view all posts|posts?|"
    r"all posts|"
    r"email(?: address)?\W*|subscribe|share|follow|home|faculty|staff|comments?|leave a reply|read more|learn more|"
    r"about|"
    r"super ?user|superadmin|site ?admin|wp ?admin|wordpress|by|written by|posted by|published(?: by)?|"
    r"(?:last )?updated(?: on)?|published on|posted on|search|new|menu|display modes|registered user|member|"
    r"guest author|guest contributor|advertisement|\d[\d.,]*)$", re.I)


def people(value: str) -> tuple[str, ...]:
    """The names in an author claim or a byline, cleaned, in order, each once; none when it names nobody.

    Accepts "By Ana Ruiz and Tom Hale for The Ledger", "Ana Ruiz, PhD"; refuses "@ledger", "https://…", "admin".
    """
    names: list[str] = []
    text = value.strip()
    if re.match(r"https?:|www\.", text):
        return ()
    for _ in range(3):
        cut = _BY.sub("", text, count=1)
        if cut == text:
            break
        text = cut
    stamp = next(dates.find(text, 0, len(text), page=""), None)
    if stamp:
        before = re.sub(r"(?i)\b(?:published|posted|updated|on|at|last)\b", "", text[:stamp[0]])
        text = text[:stamp[0]] if any(c.isalpha() for c in before) else _BY.sub("", text[stamp[1]:], count=1)
    tail = (_TAIL_OF_BYLINE if text != value.strip() else _TAIL).search(text)
    if tail and tail.start() > 1:
        text = text[:tail.start()]
    for part in _PARTS.split(text[:400]):
        name = part.strip(" \t\n\u00a0.,:;|·•-–—\"“”*")
        name = _BY.sub("", name.removeprefix("& ")) if names else name.removeprefix("& ")
        name = re.sub(r"(?<=[a-z])(?:Updated|Published|Posted)$|\s+\d{1,2}$", "", name)
        name = _ROLE_AFTER.sub(r"\1", name)
        if names and _CREDENTIAL.match(name):
            continue
        if not is_name(name) or (names and _ROLE.search(name) and not _TEAM.search(name)):
            if names:
                break                        # what follows describes the last author
            continue
        if name.casefold() not in (known.casefold() for known in names):
            names.append(name)
    return tuple(names[:20])


def is_name(name: str) -> bool:
    """Whether a string can name an author: no address, no handle, no sentence, some letters.

    Accepts "Ana Ruiz", "Ledger Staff", "jwood_13"; refuses "@ana", "ana@ledger.example", "Name *", "3 min read".
    """
    return (2 <= len(name) <= MAX_NAME and len(name.split()) <= MAX_WORDS and any(c.isalpha() for c in name)
            and not _NOBODY.match(name)
            and not re.search(r"https?:|www\.|@|[{}<>=?!]|\bmin read\b|\.(?:php|html)", name)
            and not re.match(r"\d+\s", name))


_PERSON = re.compile(r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir|Lt|Gen|Col)\.?\s)?[^\W\d_a-z][\w'’.-]*"
                     r"(?:\s(?:[^\W\d_a-z][\w'’.-]*|de|van|von|der|al|bin|ben|el|la|del|di|da|dos|du|le|ter|ten)){1,3}$")


def is_team(name: str) -> bool:
    """Accepts "Ledger Staff", "News Desk"; refuses "Personal finance"."""
    return bool(_TEAM.search(name))


def looks_like_person(line: str) -> bool:
    """Whether a whole line is shaped like a person's name: two to four words, capitalised but for particles.

    Accepts "Elena de Marco"; refuses "Latest News", "read more", "Elena de Marco is a reporter".
    """
    if re.match(r"[^\Wa-z]+(?:\s+[^\Wa-z]+){2,}$", line):
        return False
    return bool(_PERSON.match(line)) and len(line) <= 40 and not _ROLE.search(line) and not _TEAM.search(line) \
        and not _COMMON.search(line)


_COMMON = re.compile(r"\b(?:the|of|and|to|in|for|about|us|contact|home|share|log|sign|read|more|table|contents|privacy|"
                     r"policy|terms|latest|top|best|new|our|your|how|what|why|subscribe|menu|search|guide|blog|article|"
                     r"articles|save|"
                     r"comments?|related|posts?|story|stories|world|business|sports?|politics|opinion|culture|health|"
                     r"science|"
                     r"technology|travel|video|photos?|editorial|featured?|resources?|services?|products?|company|inc|"
                     r"llc|"
                     r"insights?|learn|free|get|book|demo|skip|main|content|facebook|twitter|linkedin|instagram|"
                     r"pinterest|whatsapp|"
                     r"telegram|email|print|copy|link|street|avenue|road|middle|east|north|south|west|united|kingdom|"
                     r"states|minutes?|"
                     r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
                     r"january|february|march|april|may|june|july|august|september|october|november|december)\b", re.I)
_FOR = re.compile(r"^\W*(?i:by)\s+[^.;:\n]{2,80}?\s(?:for|of)\s+(?:the\s+)?(?=[A-Z])"
                  r"([A-Z][\w&’'.-]*(?:\s+(?:[A-Z&][\w&’'.-]*|of|the|and|in)){0,5})")


def credit(line: str) -> tuple[str, int] | None:
    """The publisher that a byline is written for, and where in the line its name stands; None without one.

    Accepts "By Ana Ruiz for The Ledger. Views are hers."; refuses "By Ana Ruiz for the first time", "A call for Peace".
    """
    found = _FOR.match(line)
    if not found:
        return None
    name = re.split(r"[.]\s", found[1])[0].rstrip(" .,")
    name = re.sub(r"(?:\s+(?:of|the|and|in))+$", "", name)
    return (name, found.start(1)) if name else None
