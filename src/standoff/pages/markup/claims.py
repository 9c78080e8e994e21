"""What the markup of a page declares of it: every claim with its source, undecided and uncleaned.

`collect(rendered)` reads JSON-LD, microdata, meta elements, links, `<time>` and marked bylines into `Claim` values in
document order. Deciding between claims is the business of `standoff.pages.markup`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from lxml import etree

from standoff.pages.render import Rendered

MAX_JSON = 2_000_000
"""Characters of one JSON-LD script; a longer one is no description of an article."""
MAX_VALUES = 50_000
"""JSON values looked at per page, so that a hostile graph costs bounded time."""
MAX_TEXT = 2_000
"""Characters of one claimed value; longer ones are cut (descriptions that hold the whole article)."""
MAX_CLAIMS = 2_000


class Kind(StrEnum):
    """What a claim is about."""

    TITLE = "title"
    AUTHOR = "author"
    OUTLET = "outlet"
    SECTION = "section"
    DESCRIPTION = "description"
    LANGUAGE = "language"
    CANONICAL = "canonical"
    PUBLISHED = "published"
    MODIFIED = "modified"


@dataclass(frozen=True, slots=True)
class Claim:
    """One declared value: what about, by which place of the markup, and the element that shows it, if one does."""

    kind: Kind
    value: str
    source: str                      # "json-ld:headline", "meta:og:title", "microdata:author", "h1", "time"
    node: etree._Element | None = None
    main: bool = True                # declared of the page's own article, not of a page or site in general


_META: dict[str, Kind] = {
    **dict.fromkeys(("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "parsely-title",
                     "sailthru.title", "headline", "title", "hdl", "bt:title", "article.headline"), Kind.TITLE),
    **dict.fromkeys(("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author",
                     "sailthru.author", "byl", "byline", "article:author_name", "og:article:author", "authors",
                     "creator",
                     "cxenseparse:author", "article.author", "citation_authors", "dc.contributor"), Kind.AUTHOR),
    **dict.fromkeys(("og:site_name", "application-name", "citation_journal_title", "dc.publisher", "publisher",
                     "cre", "apple-mobile-web-app-title", "twitter:site"), Kind.OUTLET),
    **dict.fromkeys(("article:section", "parsely-section", "sailthru.section", "section", "og:article:section",
                     "article.section"), Kind.SECTION),
    **dict.fromkeys(("og:description", "description", "twitter:description", "dc.description", "dcterms.abstract",
                     "sailthru.description"), Kind.DESCRIPTION),
    **dict.fromkeys(("og:locale", "language", "dc.language", "content-language", "dcterms.language"), Kind.LANGUAGE),
    **dict.fromkeys(("og:url", "twitter:url", "parsely-link"), Kind.CANONICAL),
    **dict.fromkeys(("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
                     "sailthru.date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date",
                     "citation_publication_date", "citation_online_date", "citation_date", "pubdate", "publishdate",
                     "publish-date", "publish_date", "published", "article:published", "date", "ptime",
                     "article.published", "article_date_original", "originalpublicationdate", "og:published_time",
                     "bt:pubdate", "release_date", "displaydate", "cxenseparse:publishtime", "article.created",
                     "created",
                     "rnews:datepublished", "article:post_date", "publication_date", "date.release", "dc.date.created",
                     "cxenseparse:recs:publishtime", "datecreated"), Kind.PUBLISHED),
    **dict.fromkeys(("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod",
                     "last-modified", "revised", "article.updated", "dc.date.modified", "utime", "updated_time",
                     "article:updated_time", "last_modified"), Kind.MODIFIED),
}
_TELLING = frozenset(("title", "h1", "time", "nav", "footer", "aside"))
"""Elements that tell something without any attribute."""
_PUBLISHED_META = re.compile(r"publi(?:sh|cation)\w*[-_.:]?(?:date|time)|(?:date|time)[-_.:]?publi(?:sh|cation)")
_WRITTEN = re.compile(r"(?:written|posted) by|author|geschrieben von|verfasst von|écrit par|escrito por|scritto da|"
                      r"geschreven door|yazan|автор|написано автором|كتب بواسطة", re.I)
"""Label of a card's datum that names the author (Yoast, Ghost). Accepts "Written by"; refuses "Filed under"."""
_SHORT = re.compile(r"[\s\u00a0]+")
_ARTICLES = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|Recipe|Question|Book|Thesis|HowTo|Essay|Letter|"
                       r"MediaObject|VideoObject|PodcastEpisode|CreativeWork)/?$", re.I)
_PAGES = re.compile(r"(?:WebPage|ItemPage|QAPage|CollectionPage|AboutPage|FAQPage)/?$", re.I)
_LD = {"headline": Kind.TITLE, "author": Kind.AUTHOR, "creator": Kind.AUTHOR, "articleSection": Kind.SECTION,
       "description": Kind.DESCRIPTION, "inLanguage": Kind.LANGUAGE, "datePublished": Kind.PUBLISHED,
       "dateModified": Kind.MODIFIED, "publisher": Kind.OUTLET, "dateCreated": Kind.PUBLISHED, "name": Kind.TITLE}
_MICRODATA = {key.lower(): kind for key, kind in _LD.items()}


def collect(rendered: Rendered) -> tuple[Claim, ...]:
    """All claims of a page in order of document, at most MAX_CLAIMS."""
    claims: list[Claim] = []
    for claim in _walk(rendered):
        value = tidy(claim.value)
        if value:
            claims.append(Claim(claim.kind, value, claim.source, claim.node, claim.main))
        if len(claims) >= MAX_CLAIMS:
            break
    return tuple(claims)


def tidy(value: str) -> str:
    """A value on one line, entities that were escaped twice undone, cut to MAX_TEXT."""
    value = value[:4 * MAX_TEXT]
    if "&" in value:
        value = html.unescape(value)
    if "<" in value:
        value = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", value)
    return _SHORT.sub(" ", value).strip()[:MAX_TEXT]


@dataclass(slots=True)
class _Item:
    """An open microdata item: its element, its type, and the member of an article that it is the value of, if any."""

    node: etree._Element
    types: str
    member: tuple[Kind, str] | None
    article: bool


def _walk(rendered: Rendered) -> Iterator[Claim]:
    """Claims of the tree in one pass; ancestors are kept on stacks, so that depth costs nothing."""
    root, budget = rendered.root, MAX_VALUES
    for node in root.iter("script"):
        if "ld+json" in (node.get("type") or "").lower() and budget > 0:
            found, cost = _json_ld(node.text or "", budget)
            budget -= cost
            yield from found
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        yield Claim(Kind.LANGUAGE, language, "html:lang")
    items: list[_Item] = []
    elsewhere: list[etree._Element] = []     # open elements that hold other things than the article
    signs: dict[tuple[str | None, str | None], _Signs] = {(None, None): _NOTHING}
    spans, label = rendered.spans, ("", "")
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            if items and items[-1].node is node:
                items.pop()
            if elsewhere and elsewhere[-1] is node:
                elsewhere.pop()
            continue
        tag = node.tag
        has: dict[str, str] = dict(node.items())
        if not has and tag not in _TELLING:
            continue
        if tag == "meta" and "itemprop" not in has:
            yield from _meta(has)
            name = (has.get("name") or has.get("property") or "").lower()
            if name.startswith("twitter:label"):
                label = name[-1], has.get("content", "").strip()
            elif name.startswith("twitter:data") and name[-1] == label[0] and _WRITTEN.fullmatch(label[1]):
                yield Claim(Kind.AUTHOR, has.get("content", ""), "meta:twitter:data")
        elif tag == "link" and has.get("rel", "").lower() == "canonical":
            yield Claim(Kind.CANONICAL, has.get("href", ""), "link:canonical")
        elif tag == "title" and (parent := node.getparent()) is not None and parent.tag != "svg":
            yield Claim(Kind.TITLE, "".join(node.itertext()), "title")
        spelled = has.get("class"), has.get("id")
        sign = signs.get(spelled)
        if sign is None:
            sign = signs[spelled] = _sign(*spelled)
        if sign.elsewhere or tag in ("nav", "footer", "aside"):
            elsewhere.append(node)
        if "itemprop" in has or "itemscope" in has:
            yield from _item(rendered, node, has, items)
        if node not in spans or tag in ("html", "body"):
            continue
        main = not elsewhere
        if tag == "h1":
            yield Claim(Kind.TITLE, _shown(rendered, node), "h1", node, main)
        elif tag == "time":
            dated = Kind.MODIFIED if sign.changed or has.get("itemprop") == "dateModified" else Kind.PUBLISHED
            yield Claim(dated, has.get("datetime") or _shown(rendered, node), "time", node, main)
        elif tag == "a" and "author" in has.get("rel", "").lower():
            yield Claim(Kind.AUTHOR, _shown(rendered, node), "rel:author", node, main)
        elif tag == "a" and _AUTHOR_PAGE.search(has.get("href", "")):
            yield Claim(Kind.AUTHOR, _shown(rendered, node), "link:author", node, main)
        elif sign.kind is Kind.PUBLISHED:
            yield Claim(Kind.MODIFIED if sign.changed else sign.kind, _shown(rendered, node), "class:date", node, main)
        elif sign.kind:
            yield Claim(sign.kind, _shown(rendered, node), f"class:{sign.kind}", node, main)


def _shown(rendered: Rendered, node: etree._Element) -> str:
    """What a short element shows; "" for one that holds more than a claim can be."""
    start, end = rendered.spans.get(node, (0, 0))
    return rendered.shown(node) if end - start <= MAX_TEXT else ""


@dataclass(frozen=True, slots=True)
class _Signs:
    """What class and id say of an element."""

    elsewhere: bool
    changed: bool
    kind: Kind | None


def _sign(classes: str | None, own: str | None) -> _Signs:
    signs = [sign for spelled in (classes, own) if spelled and (sign := _said(spelled)) is not _NOTHING]
    return _merged(signs) if signs else _NOTHING


def _merged(signs: Sequence[_Signs]) -> _Signs:
    return _Signs(any(sign.elsewhere for sign in signs), any(sign.changed for sign in signs),
                  min((sign.kind for sign in signs if sign.kind), key=_KINDS.index, default=None))


@lru_cache(maxsize=1 << 12)
def _said(spelled: str) -> _Signs:
    """The same of one attribute; most words tell nothing, and many recur."""
    signs = [sign for word in spelled[:400].split() if (sign := _word(word)) is not _NOTHING]
    return _merged(signs) if signs else _NOTHING


@lru_cache(maxsize=1 << 14)
def _word(word: str) -> _Signs:
    word = word if word.islower() else _CAMEL.sub("-", word).lower()
    changed = "updated" in word or "modified" in word
    if not changed and _ANY_HINT.search(word) is None:
        return _NOTHING
    kind = next((kind for kind, pattern in _KIND_HINTS if pattern.search(word)), None)
    return _Signs(bool(_ELSEWHERE.search(word)), changed, kind)


_NOTHING = _Signs(False, False, None)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_AUTHOR_PAGE = re.compile(r"/(?:authors?|by|people|profiles?|staff|contributors?|writers?|autor|auteur|yazar|"
                          r"columnists?|reporters?|journalists?|team|bio)/[^/?#]+", re.I)
_PLACES = (r"(?:^|[_-])(?:comments?|commentlist|related|recommend(?:ed|ations)?|sidebar|teasers?|footer|menu|nav|"
           r"trending|popular|most-read|more-from|read-next|promo|newsletter|widget|cookie|breadcrumbs?|replies|upnext|carousel|"
           r"advert\w*)(?:$|[_-])")
_TITLES = r"^(?:entry|post|article|headline|story|news|thread|topic|page|single)?[_-]*(?:title|headline|heading|hed)$"
_AUTHORS = (r"(?:^|[_-])(?:by-?lines?|authors?|author-?names?|writers?|p-author|posted-?by|vcard|creator|contributors?|"
            r"username)(?:$|[_-])")
_DATES = (r"(?:^|[_-])(?:date|datetime|pub-?date|published|posted-?on|timestamp|time|post-?date|dateline|"
          r"publication-?date|updated|modified)(?:$|[_-])")
_ELSEWHERE = re.compile(_PLACES)
_KIND_HINTS = ((Kind.TITLE, re.compile(_TITLES)), (Kind.AUTHOR, re.compile(_AUTHORS)),
               (Kind.PUBLISHED, re.compile(_DATES)))
_KINDS = [kind for kind, _ in _KIND_HINTS]
_ANY_HINT = re.compile("|".join((_PLACES, _TITLES, _AUTHORS, _DATES)))
"""What any of them matches: most words match none."""


def _item(rendered: Rendered, node: etree._Element, has: Mapping[str, str], items: list[_Item]) -> Iterator[Claim]:
    """Microdata: claims by itemprop inside items of an article type; opens the items that the element starts."""
    properties = has.get("itemprop", "").lower().split()
    scope = items[-1] if items else None
    member = next(((_MICRODATA[p], p) for p in properties if p in _MICRODATA), None)
    if "itemscope" in has:
        types = has.get("itemtype", "")
        owned = member if scope is None or scope.article else None
        items.append(_Item(node, types, owned, bool(_ARTICLES.search(types) or _PAGES.search(types))))
        return
    if not properties:
        return
    value = has.get("content") or has.get("datetime") or _shown(rendered, node)
    if scope is not None and scope.member and "name" in properties:
        kind, name = scope.member
        yield Claim(kind, value, f"microdata:{name}", node)
        scope.member = None
    elif member and (scope is None or scope.article) and not (member[1] == "name" and scope is None):
        page = scope is not None and not _ARTICLES.search(scope.types)
        yield Claim(member[0], value, f"microdata:{member[1]}", node, main=not page)


def _meta(has: Mapping[str, str]) -> Iterator[Claim]:
    content = has.get("content")
    if not content:
        return
    for attribute in ("property", "name", "http-equiv"):
        for name in has.get(attribute, "").lower().split():
            kind = _META.get(name) or (Kind.PUBLISHED if _PUBLISHED_META.search(name) else None)
            if kind:
                yield Claim(kind, content, f"meta:{name}")
                return


def article_body(rendered: Rendered) -> str:
    """The longest text that the page's data (JSON-LD `articleBody`) gives as an article's own; "" when none does."""
    bodies, budget = [""], MAX_VALUES
    for node in rendered.root.iter("script"):
        if "ld+json" in (node.get("type") or "").lower() and budget > 0:
            nodes, _, cost = _graph(node.text or "", budget)
            budget -= cost
            bodies += [body for item in nodes if any(_ARTICLES.search(kind) for kind in _strings(item.get("@type")))
                       for body in _strings(item.get("articleBody"))]
    return max(bodies, key=len)


_Graph = tuple[list[Mapping[str, object]], dict[str, Mapping[str, object]], int]


def _graph(source: str, budget: int) -> _Graph:
    """The things that one JSON-LD script describes, those with an @id by it, and how many values were looked at."""
    if len(source) > MAX_JSON:
        return [], {}, 0
    try:
        top = json.loads(source, strict=False)
    except (ValueError, RecursionError):
        try:
            top = json.loads(_repaired(source), strict=False)
        except (ValueError, RecursionError):
            return [], {}, len(source) // 10
    nodes: list[Mapping[str, object]] = []
    named: dict[str, Mapping[str, object]] = {}
    stack: list[tuple[object, int]] = [(top, 0)]
    seen = 0
    while stack and seen < budget:
        value, depth = stack.pop()
        seen += 1
        if isinstance(value, list):
            stack += [(item, depth) for item in reversed(value[:1000])]
        elif isinstance(value, dict):
            nodes.append(value)
            key = value.get("@id")
            if isinstance(key, str) and len(value) > 1:
                named.setdefault(key, value)
            if depth < 8:
                stack += [(item, depth + 1) for name, item in reversed(value.items())
                          if isinstance(item, (dict, list)) and name not in _ASIDE]
    return nodes, named, seen


def _json_ld(source: str, budget: int) -> tuple[list[Claim], int]:
    """The claims of one JSON-LD script, and how many values were looked at."""
    nodes, named, seen = _graph(source, budget)
    claims: list[Claim] = []
    for node in nodes:
        types = _strings(node.get("@type"))
        article, page = any(_ARTICLES.search(t) for t in types), any(_PAGES.search(t) for t in types)
        if article or page:
            claims += _described(node, named, article)
        elif "WebSite" in types:
            claims += [Claim(Kind.OUTLET, name, "json-ld:website", main=False) for name in _strings(node.get("name"))]
    claims.sort(key=lambda claim: not claim.main)
    return claims, seen


_ASIDE = frozenset({"comment", "isPartOf", "hasPart", "mentions", "citation", "suggestedAnswer", "acceptedAnswer",
                    "itemListElement", "image", "logo", "breadcrumb", "potentialAction", "review", "about",
                     "relatedLink",
                    "associatedMedia", "video", "author", "publisher", "offers", "itemReviewed", "sharedContent"})
"""Members whose descriptions are not of the page's own article."""


def _described(node: Mapping[str, object], named: Mapping[str, Mapping[str, object]], article: bool
               ) -> Iterator[Claim]:
    for member, kind in _LD.items():
        if member == "name" and "headline" in node:
            continue
        for value in _names(node.get(member), named):
            yield Claim(kind, value, f"json-ld:{member}", main=article)
    if article:
        for url in _strings(node.get("url")):
            yield Claim(Kind.CANONICAL, url, "json-ld:url")


def _names(value: object, named: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    """The plain names that a member stands for: strings, and names of the things it holds or points to."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            known = named.get(str(item.get("@id")), item) if "name" not in item else item
            yield from _strings(known.get("name") or known.get("@value"))
        else:
            yield from _strings(item)


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [item for item in value[:100] if isinstance(item, str)]
    return []


def _repaired(source: str) -> str:
    """JSON with the faults that templates make undone: comment wrappers, trailing commas, missing commas between "
    "blocks."""
    source = re.sub(r"^\s*(?://\s*)?(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|"
                    r"(?://\s*)?(?:-->|/\*\s*\]\]>\s*\*/|\]\]>)\s*$", "", source.strip().rstrip(";"))
    source = re.sub(r",(\s*[}\]])", r"\1", source)
    source = re.sub(r"([}\]\"])(\s*\n\s*)(\"[@\w]+\"\s*:)", r"\1,\2\3", source)
    source = re.sub(r"\\(?![\"\\/bfnrtu])", r"\\\\", source)
    return re.sub(r"}\s*{", "},{", f"[{source}]" if re.search(r"}\s*{", source) else source)
