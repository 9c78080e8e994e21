"""Words in class names, ids and line texts that tell comments, posts, teasers and captions apart, in many languages.

Each pattern reads one token of a class or id (camelCase parted, joined with hyphens), so that "comment" is no part of
"commentary". Each gives what it accepts and one it must refuse. `Outline` reads the tokens of all elements of a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from standoff.pages.render import Rendered

# "comment", "c-comment", "comment-item", "single-comment", "fb-comment" / "comments", "comment-form", "comment-count"
_COMMENT = re.compile(
    r"(?:[a-z]{1,6}--?)?(?:user-|reader-|single-|blog-|thread-|disqus-|coral-|ufi)?comment"
    r"(?:-?(?:item|entry|block|box|card|single|row|container|wrap|wrapper|node|post|article|view|list-item|element|"
    r"holder|main))?"
    r"|depth-\d{1,2}|comentario(?:-item)?|kommentar(?:-item)?|commentaire(?:-item)?|yorum(?:-item)?")
# "comment-123", "li-comment-9", "cmt_77", "answer-12" / "comment-list", "post-123" (an article of WordPress)
COMMENT_ID = re.compile(r"(?:(?:li|div|thread|trc|tco|dsq)-)?(?:comment|cmt|reply|answer|response|yorum|kommentar)-?"
                        r"(?:id-?|body-?)?[\da-f]{1,24}")
# "post", "message", "topic-post", "postcontainer", "ipscomment" / "post-title", "messages"
_POST = re.compile(
    r"(?:topic-|forum-|crawler-|thread-|b-|c-|cooked-)?(?:post|message|reply|answer|response)(?:-?(?:container|bit|"
    r"block|item|wrap|wrapper|box|"
    r"row|stream-post|article|cell|outer|root|table))?|postbit.*|ipscomment.*|cpost|blockpost|stream-item|"
    r"discussion-post|bbp-reply|"
    r"lia-message-view.*|js-post|bbs-message|topic-reply|windowbg\d?|has-answer")
# "post-77", "p1234", "msg_8", "post_message_55" / "post-title"
POST_ID = re.compile(r"(?:js-|td-|elcomment-|table-)?(?:post|p|msg|message|pid|entry|topic-post|edit)-?"
                     r"(?:message-?|id-?)?\d{1,12}")
# containers: "comments", "comment-list", "disqus-thread", "respond" / "comment-1"
_COMMENTS = re.compile(
    r"comments?(?:-?(?:list|area|section|container|wrap|wrapper|thread|block|box|inner|holder|app|module|stream|"
    r"tree))?|commentlist|"
    r"disqus(?:-thread)?|coral(?:-\w+)?|responses?|replies|discussions?|conversations?|livefyre|viafoura|hyvor-talk|"
    r"kommentare|commentaires|comentarios|commenti|reacties|yorumlar|yorum-listesi|kommentarer|opiniones|"
    r"reader-comments|user-comments|fb-comments|talkback|feedback-list")
_REPLIES = re.compile(r"children|(?:comment-)?replies|reply-list|nested|sub-?comments?|child-comments?|"
                      r"comment-children|(?:inline-)?thread|indent")
# "depth-2", "level-2" count from 1, "indent-1" from 0
DEPTH = re.compile(r"(?:[a-z]+-)*(?:(?:depth|level)-?(?P<depth>\d{1,2})|"
                   r"(?:indent|nest(?:ing|ed)?)-?(?P<below>\d{1,2}))")
_AUTHOR = re.compile(
    r"(?:[a-z]+-)*(?:author|user-?name|username|user|commenter|fn|nick|nickname|poster|display-?name|name|creator|"
    r"autor|"
    r"auteur|profile-?name|profile-?link|postauthor|bigusername|identity|writer|commentator|member-name)(?:-(?:name|"
    r"link|info|wrapper|display|id))?")
_TIME = re.compile(
    r"(?:[a-z]+-)*(?:date|time|timestamp|datetime|posted|posted-?on|ago|created|created-?at|when|fecha|datum|published|"
    r"meta-?data|permalink|age|relative-?time|comment-?meta|comment-metadata|post-?date|uptime|tarih|zaman)")
# "comment-content", "message-body", "bb-wrapper", "post-text", "cooked" / "content-list", "body-class"
_BODY = re.compile(
    r"(?:[a-z]+-)*(?:content|body|text|bb-?wrapper|bb-?code|cooked|post-?message|commenttext|postcontent|postbody|"
    r"postmsg|copy|message)"
    r"(?:-(?:text|content|inner|body))?")
_OUTLET = re.compile(r"(?:[a-z]+-)*(?:source|outlet|publisher|provider|site-?name|sitename|source-?name|"
                    r"newspaper|feed-?name|brand)")
# "related", "more-stories", "read-next", "popular-posts", "recommended" / "content", "entry"
_RELATED = re.compile(
    r"(?:[a-z]+-)*(?:related|recommend(?:ed|ations?)?|recirc(?:ulation)?|read-?(?:next|more|also)|more-?(?:from|"
    r"stories|news|like|on|posts|articles)?|"
    r"popular|trending|most-?(?:read|popular|viewed)|latest|recent|up-?next|see-?also|also-?(?:like|read)|similar|"
    r"you-?may(?:-like)?|"
    r"outbrain|taboola|next-?(?:article|story|post)s?|suggested|further|jp-?relatedposts|zergnet|onward|promo(?:s|"
    r"ted)?|"
    r"benzer|ilgili|verwandt|similaires|relacionad[oa]s|correlati)(?:-[a-z]+)*")
_TEASER = re.compile(
    r"(?:[a-z]+-)*(?:teasers?|cards?|tiles?|tout|headlines?|news-?(?:list|items?|feed)|story-?(?:list|items?|cards?|"
    r"feed)|stories|"
    r"post-?(?:list|items?|cards?|grid|feed|preview)|article-?(?:list|items?|cards?|preview|teaser)|river|archive|"
    r"feed-?items?|"
    r"summary-?items?|entry-?list|blog-?(?:list|items?|cards?|posts?)|list-?items?|grid-?items?|"
    r"loop-?items?)(?:-[a-z]+)*")
_CAPTION = re.compile(
    r"(?:[a-z]+-)*(?:(?:image|img|photo|picture|media|figure|gallery|video|slide|featured|foto|bild|"
    r"lead-?image)-?(?:caption|credit|credits|legend|"
    r"description)(?:-text)?|wp-caption-text|caption|caption-text|figcaption|legende|bildunterschrift|pie-?de-?foto|"
    r"dropcap-caption)")
# lines of a comment that are no body: "Reply", "12 likes", "says:", "#4" / "I replied to them"
BUTTON = re.compile(
    r"[\s\W\d]*(?:(?:log ?in to |sign in to |click here to )?repl(?:y|ies)(?: to .{1,40})?|(?:view |show |hide |"
    r"load )?(?:more )?\d* ?(?:more )?repl(?:y|ies)|quote|"
    r"(?:up|down)?votes?|likes?|dislikes?|shares?|report(?:ed)?|flag|edit(?:ed)?|delete|permalink|permanent link|link|"
    r"copy link|says|said|wrote|writes|"
    r"commented|posted|on|at|by|from|ago|like this|liked by.{0,60}|follow|points?|reactions?|helpful|rate|"
    r"share this.{0,20}|"
    r"read more|show more|see more|more options|member|guest|author|moderator|admin|staff|op|new|verified|"
    r"joined.{0,40}|"
    r"your comment is awaiting moderation\.?|in reply to.{0,60}|show parent|best answer|accepted answer|solution|"
    r"registered.{0,30}|thread starter|original poster|reactions?:.{0,100}|posts|reputation|location|comment|reply|"
    r"react|"
    r"رد|الرد|أعجبني|إعجاب|إبلاغ|مشاركة|پاسخ|پسندیدن|گزارش|يقول|قال|وەڵام|cevapla|yanıtla|beğen|şikayet et|antworten|"
    r"gefällt mir|"
    r"melden|répondre|j'aime|signaler|responder|me gusta|denunciar|rispondi|ответить|нравится|пожаловаться|відповісти|"
    r"balas|suka)?[\s\W\d]*", re.I)
# headings over comments: "3 Comments", "One Response to …", "تعليقات" / "Comment on the budget"
HEADING = re.compile(
    r"(?>\W*+\d++|\W*+(?:one|no|two|three|latest|all|reader|user|your|top|leave an?|join the)\s++)*+\W*+"
    r"(?:comments?|responses?|replies|reply|discussion|conversation|thoughts|reactions|reader views|kommentare?|"
    r"commentaires?|comentarios|"
    r"commenti|reacties|yorum(?:lar)?|комментари[ий]\w*|коментар\w*|komentar\w*|تعليقات|التعليقات|تعليق|نظرات|"
    r"دیدگاه(?:‌ها|ها)?|نظر|لێدوان(?:ەکان)?|تبصرے|"
    r"şîrove)\b(?:\W*\d*\W*|\s(?:to|on)\s.{0,200})", re.I)


_PATTERNS = (_COMMENT, _POST, _COMMENTS, _REPLIES, _AUTHOR, _TIME, _BODY, _OUTLET, _RELATED, _TEASER, _CAPTION)
COMMENT, POST, COMMENTS, REPLIES, AUTHOR, TIME, BODY, OUTLET, RELATED, TEASER, CAPTION = (
    1 << place for place in range(len(_PATTERNS)))
"""Bits of `Sign.says`: which of the patterns one of an element's words matches."""
_TYPED = frozenset(("itemtype", "itemprop", "data-comment-id", "data-commentid"))
_HYPHENS = re.compile("--+")
_CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])")


_OPENING = "(?:[a-z]+-)*"
_SOME = re.compile("|".join(pattern.pattern for pattern in _PATTERNS if not pattern.pattern.startswith(_OPENING)) +
                   f"|{_OPENING}(?:" + "|".join(pattern.pattern.removeprefix(_OPENING) for pattern in _PATTERNS
                                                if pattern.pattern.startswith(_OPENING)) + ")")
"""What any of the patterns matches: most words match none."""


@lru_cache(maxsize=1 << 14)
def _meaning(word: str) -> int:
    """The bits of one word; words recur on every page."""
    if _SOME.fullmatch(word) is None:
        return 0
    return sum(1 << place for place, pattern in enumerate(_PATTERNS) if pattern.fullmatch(word))


@dataclass(frozen=True, slots=True)
class Sign:
    """What class, id and test id of an element say of it."""

    words: tuple[str, ...] = ()      # lower case, camelCase and underscores parted by hyphens
    says: int = 0                    # bits of them all
    classes: int = 0                 # bits of all but the id
    comment_id: bool = False         # the id numbers a comment
    post_id: bool = False            # the id numbers a forum post


class Outline:
    """The elements of a page that show text, in order of document, with their signs; built in one pass."""

    def __init__(self, rendered: Rendered, before: int | None = None) -> None:
        """With `before`, of the elements that begin up to that offset."""
        self.rank = {node: rank for rank, node in enumerate(rendered.spans)}
        """Elements in the order in which they end: one that begins later stands inside another if it ranks below."""
        self.signs: dict[etree._Element, Sign] = {}
        self.typed: list[etree._Element] = []
        """Elements that are declared to be some thing or part of one, or bear a comment's number."""
        known: dict[tuple[str | None, str | None, str | None], Sign] = {(None, None, None): Sign()}
        for node in rendered.root.iter():
            if node not in self.rank:
                continue
            if before is not None and rendered.spans[node][0] > before:
                break
            has: dict[str, str] = dict(node.items())  # type: ignore[arg-type]
            spelled = has.get("class"), has.get("id"), has.get("data-testid") or has.get("component")
            sign = known.get(spelled)
            if sign is None:
                sign = known[spelled] = _read(*spelled)
            self.signs[node] = sign
            if has and not _TYPED.isdisjoint(has):
                self.typed.append(node)


def says(node: etree._Element) -> int:
    """The bits of one element's words."""
    return _read(node.get("class"), node.get("id"), None).says


def _read(classes: str | None, own: str | None, test: str | None) -> Sign:
    words, said = _said(f"{classes} {test}" if classes and test else classes or test or "")
    named, says = _said(own or "")
    plain = (own or "").replace("_", "-").lower()
    return Sign(words + named, said | says, said, bool(COMMENT_ID.fullmatch(plain)), bool(POST_ID.fullmatch(plain)))


@lru_cache(maxsize=1 << 12)
def _said(spelled: str) -> tuple[tuple[str, ...], int]:
    """The words of an attribute, and their bits."""
    parted = spelled[:600] if spelled.islower() else _CAMEL.sub("-", spelled[:600]).lower()
    words = tuple(_HYPHENS.sub("-", word) for word in parted.replace("_", "-").split() if len(word) <= 60)
    bits = 0
    for word in words:
        bits |= _meaning(word)
    return words, bits
