"""Every rule of the flattened door: what it is for, a text that it accepts and one that it must refuse.

The texts are lines of a page; `where` says at which place of an otherwise plain page they stand: "above", "inside" or
"below" its two paragraphs, or "page" when they are a page of their own. The same texts feed `tests/test_flat.py`, and the
table of `docs/pages-flat.md`.
"""

# ruff: noqa: E501   (an example is one line of a page, and reads best as one)
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule and its two examples."""

    name: str
    why: str
    where: str
    accepts: str
    refuses: str


ARTICLE = ("The valley was quiet on Monday for the first time since the harvest, and buses ran to the market.",
           "Officers of both sides met at the old mill and agreed to meet again when the road is dry.")
"""The two paragraphs of the plain page."""

TITLE = "Quiet returns to the valley after the harvest"
"""Its headline."""


def page(rule: Rule, lines: str) -> str:
    """The page that holds the lines at the rule's place."""
    first, second = ARTICLE
    if rule.where == "page":
        return lines
    parts = {"above": [TITLE, lines, first, second], "inside": [TITLE, first, lines, second],
             "below": [TITLE, first, second, lines]}[rule.where]
    return "\n\n".join(parts)


RULES: tuple[Rule, ...] = (
    Rule("symbols", "a line without letter or digit", "inside", "* * *", "A line with words in it closed the first part of his letter."),
    Rule("counter", "a lone number: shares, votes, views", "above", "214", "214 people came."),
    Rule("ellipsis", "a lone ellipsis: something was left out", "below", "[…]", "He hesitated … and then left the room without a word."),
    Rule("read-more", "the rest stands elsewhere", "below", "Continue reading →", "Continue reading the treaty and you find a clause on wells that nobody has ever applied."),
    Rule("domain", "a bare address, mostly whose page it is", "below", "valleypaper.org", "He wrote to valleypaper.org twice, and got no answer from the editors."),
    Rule("address", "a bare mail address", "below", "desk@valleypaper.org", "Write to the desk."),
    Rule("rights", "who holds the rights", "below", "© 2019 Valley Paper. All rights reserved.",
         "Copyright on the map was claimed by three ministries, which slowed down its printing by a year and a half."),
    Rule("comment-form", "the form under the comments", "below", "Leave a Reply", "Leave a reply, the note said, or do not come back to the office of the governor this week."),
    Rule("prompt", "newsletter, account, cookie and paywall prompts", "below", "Subscribe to our newsletter",
         "Subscribe to the theory or not, the officers have acted upon it since the spring, as all their orders show."),
    Rule("disclaimer", "whose opinion it is", "below", "Views expressed here are the author's own and do not necessarily reflect those of the Valley Paper.",
         "He expressed views on the well that his own party did not share at all."),
    Rule("caption-label", "a caption that says so", "inside", "Photo: The mill in spring", "Photo editors of three papers refused to print the pictures that the army had sent them that night."),
    Rule("caption-credit", "a caption by the picture credit that closes it", "inside", "The mill in spring [Ana Horn/Reuters]",
         "He told Reuters that the mill would stay open until the end of the talks."),
    Rule("agency", "a wire's name alone", "above", "Reuters", "Reuters was the first to report the truce, minutes before the radio did."),
    Rule("source-line", "where the text comes from", "below", "Source: The Valley Paper", "Sources in the army said that the road would open again within the week."),
    Rule("chrome", "menu, share button, tag line", "below", "Share this article", "Share this bread with us, the old woman said to the soldiers at her door, and come inside."),
    Rule("nav", "short labels between bars or dots", "above", "Home | World | Valley | Opinion | About", "He asked for bread | and got none."),
    Rule("breadcrumb", "the path to the page", "above", "Home » World » Valley", "Buses » trains: which of the two will come back first?"),
    Rule("comment-section", "the head of the comments", "below", "2 Comments\n\nAna Horn 3 May 2019 at 10:10 #\n\nAt last.",
         "Comments by the mayor were short: he thanked the drivers and went back to his office."),
    Rule("comment-head", "name and time on one line", "below", "One Response to Quiet returns\n\n1. old.mill 3rd May 2019 at 10:10 #\n\nAt last.",
         "The mayor spoke with Ana Horn on 3 May 2019 at 10:10 about buses."),
    Rule("comment-says", "“NAME says:” over its time", "below", "Ana says:\nMay 3, 2019 at 10:10 am\nAt last.", "The mayor says:\n\n“We waited for this day, and we will keep the road open.”"),
    Rule("comment-stacked", "name over time, under a section's head", "below", "Comments (1)\n\nAna Horn\n3 years ago\nAt last.",
         "Ana Horn\nThe writer lives in the valley and has two goats."),
    Rule("comment-foot", "a comment over the line that says who and when", "below", "Comments\n\nAt last.\n\nPosted by: Ana Horn | 3 May 2019 10:10 | 1",
         "Comments\n\nAna Horn 3 May 2019 at 10:10 #\n\nAt last."),
    Rule("comment-plain", "paragraphs under a bare “Comments” below an article", "page",
         "\n\n".join((TITLE, *ARTICLE, ARTICLE[1], "Comments", "At last somebody says it aloud, and in print.")),
         "\n\n".join(("Comments", TITLE, *ARTICLE))),
    Rule("button", "reply, like and report under a comment", "below",
         "2 Comments\n\nAna says:\nMay 3, 2019 at 10:10 am\nAt last.\nReply\n\nTom says:\nMay 4, 2019 at 9:10 am\nYes.", "Reply came within an hour, by the same courier who had brought the letter."),
    Rule("list-head", "“Related”, “Most read”, with a list or alone", "below", "Most read\nWhy the mill was closed\nWho owns the wells",
         "The most read leaflet of the war was printed in the mill."),
    Rule("list-stamped", "items with a time each", "below",
         "1. Mill opens again - Valley Wire\n05.03 / 10:10\nIts owner cut a ribbon in front of…\n2. Goats counted - Valley Wire\n05.03 / 09:40\nThe census found more than…",
         "1. The road stays open.\n2. The mill pays its debts.\n3. Nobody carries a rifle on market days."),
    Rule("list-headed", "lines under a list's heading", "below", "Related\nWhy the mill was closed\nWho owns the wells", "Why the mill was closed is not known, and its owner will not tell anyone."),
    Rule("list-outlets", "“Title - Outlet” three times or more", "below", "Mill opens again - Valley Wire\nGoats counted at last - The Herald\nNew road to the pass - Radio Pass",
         "The mill opened again - nobody knows why.\nGoats were counted - twice.\nThe road was paved - at night."),
    Rule("list-cut", "numbered items whose abstracts break off", "below", "1. Mill opens again\nIts owner cut a ribbon in…\n2. Goats counted\nThe census found…\n3. A road at last\nThe pass will be…",
         "1. Open the mill.\n2. Count the goats.\n3. Build the road."),
    Rule("list-tail", "numbered headlines below the article", "below", "1. Mill opens again\n2. Goats counted in the pass\n3. A road at last", "1. Open the mill.\n2. Count the goats.\n3. Build the road."),
    Rule("list-clocked", "“21:10 Headline” three times or more", "below", "10:10 Mill opens again\n09:40 Goats counted in the pass\n09:15 A road at last",
         "10:10 The mill opens its gate.\n09:40 Goats are counted in the pass.\n09:15 A road is promised to all."),
    Rule("list-bullets", "bulleted headlines below the article", "below", "• Mill opens again today\n• Goats counted in the pass\n• A road for the pass at last",
         "• The mill opens again today.\n• Goats are counted in the pass.\n• The pass gets a road at last."),
    Rule("title", "the headline", "page", "\n\n".join((TITLE, *ARTICLE)), "\n\n".join(ARTICLE)),
    Rule("title-repeat", "the headline shown again", "above", TITLE, "Buses ran again after the harvest"),
    Rule("title-numbered", "the headline as an item of a list", "above", f"  1. {TITLE}", "  1. Quiet returns to the hills"),
    Rule("title-cut", "the headline shown again, cut", "above", "Quiet returns to the valley after…", "Quiet days in the valley, after…"),
    Rule("title-outlet", "the headline shown again with the outlet", "above", f"{TITLE} | Valley Paper", f"{TITLE} was the line that the censor struck out of every paper in the valley."),
    Rule("title-glued", "the headline glued to a paragraph: a picture's text, a lost break", "page",
         f"{TITLE}\n\n{TITLE}{ARTICLE[0]}\n\n{ARTICLE[1]}", f"{TITLE}\n\n{TITLE} as the buses ran to the market again on Monday morning.\n\n{ARTICLE[1]}"),
    Rule("byline", "who wrote it", "above", "By Ana Horn", "By Monday, the road was open and buses ran to the market."),
    Rule("publisher-credit", "for whom it was written", "above", "By Ana Horn for The Pass. Opinions expressed are those of the author.", "By Ana Horn, for the first time since the war"),
    Rule("byline-dated", "a name and a date on one line", "above", "Ana Horn | 3 May 2019", "Harvest of 3 May 2019 was late in coming to the valley."),
    Rule("byline-bare", "a name alone next to the date line", "above", "Ana Horn\n3 May 2019", "Opinion\n3 May 2019"),
    Rule("date-line", "the page's own date", "above", "Published: 3 May 2019", "It was 3 May 2019 when the buses came back to the market square."),
    Rule("body-dateline", "place and wire that open the text", "page", f"{TITLE}\n\nMILLTOWN (AP) — {ARTICLE[0]}\n\n{ARTICLE[1]}", f"{TITLE}\n\nOne thing — the road — is settled, and the officers know it.\n\n{ARTICLE[1]}"),
    Rule("cut-off", "the mark of a text that breaks off", "page", f"{TITLE}\n\n{ARTICLE[0]}\n\nThe officers of both sides will look at the mill and its…",
         f"{TITLE}\n\nThey waited… and the buses came back to the market.\n\n{ARTICLE[1]}"),
    Rule("abstract", "the abstract in a list item that shows the headline", "above", f"  1. {TITLE}\n    Buses ran to the market and officers met at…", "Buses ran to the market."),
    Rule("list-label", "the outlet in such an item, when the page's list names it", "page",
         f"{TITLE}\n\n  1. {TITLE}\n    Buses ran to the market and officers met at…\n    Pass Wire\n\n{ARTICLE[0]}\n\n{ARTICLE[1]}\n\n1. Mill opens again - Pass Wire\n05.03 / 10:10\n2. Goats counted - Pass Wire\n05.03 / 09:40",
         f"{TITLE}\n\nPass Wire\n\n{ARTICLE[0]}\n\n{ARTICLE[1]}"),
    Rule("standfirst", "a sentence between headline and byline", "above", "Buses run and officers talk, but nobody has taken the barrier away.\n\nBy Ana Horn", "Buses run again.\n\n"),
    Rule("related-link", "one link to another article in the text", "inside", "Read also: Why the mill was closed", "Read what you like into it: the officers themselves do not know what they have signed."),
    Rule("live-time", "a time over the entries of a live page", "inside", "14:05", "At 14:05 the buses came back to the market square of the town."),
    Rule("live-entry", "a paragraph behind a time", "inside", "14:05 The officers leave the mill by different doors and do not speak.", "A train at 14:05 took the officers back to their towns."),
    Rule("quoted", "a block quotation", "inside", "> We will meet again when the road is dry.", "We will meet again when the road is dry."),
    Rule("pull-quote", "a sentence of the article shown again", "inside", "“agreed to meet again when the road is dry”", "“We will meet again, God willing”"),
    Rule("subhead", "a short line without the end of a sentence over a paragraph", "inside", "Talks at the old mill", "They met at the old mill."),
    Rule("paragraph", "prose in the article", "inside", "A third meeting has been promised, but nobody has named a day for it.", "Talks at the old mill"),
    Rule("line", "a short line in the article that is no subhead", "inside", "Nobody knew.", "Talks at the old mill"),
    Rule("short-lines", "a page without a paragraph", "page", "Barrier song\n\nthe barrier rose for the bread\n\nand it fell for the baker\n\nand nobody asked it", "\n\n".join((TITLE, *ARTICLE))),
    Rule("outlet-line", "the paper's name around the headline", "above", "Valley Herald\n\n3 May 2019", "Valley news were few, and none of them good.\n\n3 May 2019"),
    Rule("trailer", "short lines behind the credit that closes the text", "below", "(Reporting by Ana Horn; Editing by Tom Brook)\n\nOur rules: what we print, we have seen.", "Nobody knew."),
    Rule("about", "a box about the paper or the writer", "below", "About the Valley Herald\n\nThe Valley Herald is printed in the old mill by nine people and a dog.",
         "About the mill\n\nThe old mill stood empty for nine years, and nobody wanted it."),
    Rule("repeated", "a short line that comes back outside the article", "page",
         "\n\n".join(("Pass and valley", TITLE, *ARTICLE, "Pass and valley")), "\n\n".join((TITLE, *ARTICLE, "Pass and valley"))),
    Rule("footer", "what stands in one group with the rights line", "below", "The Valley Paper is printed in the old mill by nine people and a dog.\n© 2019 Valley Paper",
         "The Valley Paper is printed in the old mill by nine people and a dog.\n\n© 2019 Valley Paper"),
    Rule("outside", "a paragraph in the page's chrome, or in its tail", "page",
         "\n\n".join((TITLE, *ARTICLE, "Leave a Reply", "\n".join(("Mill", "Pass", "Wells", "Goats", "Roads")), "Nine people and a dog make this paper in the old mill.")),
         "\n\n".join((TITLE, *ARTICLE))),
    Rule("label", "a short line outside the article", "page", "\n\n".join((TITLE, *ARTICLE, "Pass and valley")), "\n\n".join((TITLE, *ARTICLE))),
)
"""The rules in the order in which a page is read."""
