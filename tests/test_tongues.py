"""Tongues: other languages are told from English, and English is never taken for another."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.language.tongues import tongues

FOREIGN = {
    "fr": "Le ministre a déclaré mardi que les forces de sécurité avaient repris le contrôle de la ville, mais "
          "les habitants ne sont pas encore rentrés chez eux.",
    "de": "Die Regierung in Bagdad hat am Dienstag mitgeteilt, dass die Truppen noch nicht in die Stadt "
          "eingerückt sind und weiter verhandelt wird.",
    "es": "El portavoz dijo que las tropas no entrarán en la ciudad hasta que los civiles hayan salido, según "
          "una nota publicada el martes.",
    "it": "Il portavoce ha detto che i soldati non sono ancora entrati nella città e che la trattativa continua "
          "anche con i capi delle tribù.",
    "pt": "O porta-voz disse que as tropas não entraram na cidade e que as negociações com os chefes das tribos "
          "ainda não terminaram.",
    "nl": "De woordvoerder zei dat de troepen nog niet in de stad zijn en dat er met de stamhoofden wordt "
          "onderhandeld over een bestand.",
    "tr": "Bakanlık sözcüsü, güvenlik güçlerinin kente henüz girmediğini ve aşiret liderleriyle görüşmelerin "
          "devam ettiğini söyledi; bu açıklama daha sonra geri çekildi.",
    "ku": "Wezîr got ku hêzên ewlehiyê hîn neketine bajêr û danûstandin bi serokên eşîran re berdewam in, lê "
          "xelk ji malên xwe derketine.",
    "sv": "Talesmannen sade att trupperna inte har gått in i staden och att förhandlingarna med stamledarna "
          "fortsätter till helgen.",
    "pl": "Rzecznik powiedział, że wojska nie weszły jeszcze do miasta i że rozmowy z przywódcami plemion "
          "trwają od wtorku.",
    "id": "Juru bicara itu mengatakan bahwa pasukan belum masuk ke kota dan perundingan dengan para pemimpin "
          "suku masih akan berlangsung.",
    "hu": "A szóvivő azt mondta, hogy a csapatok még nem vonultak be a városba, és a tárgyalások a törzsi "
          "vezetőkkel folytatódnak.",
    "ht": "Pòtpawòl la di sòlda yo poko antre nan vil la, men l ap pale ak chèf yo pou sa ka fini san batay.",
    "tl": "Sinabi ng tagapagsalita na hindi pa pumapasok ang mga sundalo sa lungsod at may usapan sa mga pinuno.",
    "ha": "Kakakin ya ce sojoji ba su shiga cikin garin ba tukuna, kuma ana tattaunawa da shugabannin kabilu.",
    "ar": "قال المتحدث باسم الوزارة إن القوات لم تدخل المدينة بعد وإن المفاوضات مع شيوخ العشائر مستمرة حتى يوم "
          "الثلاثاء.",
    "fa": "سخنگوی وزارت گفت که نیروها هنوز وارد شهر نشده‌اند و گفت‌وگو با سران عشایر تا روز سه‌شنبه ادامه خواهد "
          "داشت.",
    "ru": "Представитель министерства заявил, что войска ещё не вошли в город, а переговоры с вождями племён "
          "продолжаются.",
    "uk": "Речник міністерства заявив, що війська ще не ввійшли до міста, а перемовини з вождями племен "
          "тривають.",
    "he": "דובר המשרד אמר כי הכוחות טרם נכנסו לעיר וכי השיחות עם ראשי השבטים נמשכות.",
    "zh": "该部发言人说，部队尚未进入这座城市，与部落首领的谈判仍在继续。",
    "ja": "同省の報道官は、部隊はまだ市内に入っておらず、部族長との交渉が続いていると述べた。",
    "el": "Ο εκπρόσωπος δήλωσε ότι τα στρατεύματα δεν έχουν μπει ακόμη στην πόλη.",
}
SORANI = "وتەبێژی وەزارەت گوتی هێزەکان هێشتا نەچوونەتە ناو شار و گفتوگۆ لەگەڵ سەرۆک هۆزەکان بەردەوامە."

ENGLISH = [
    "IRAQI FORCES ENTER WEST MOSUL",
    "PM: Daesh defeated",
    "Ahmed al-Hassan, Mohammed Abdullah Kareem, Ali Hussein al-Tamimi, Zeinab bint Jassim, Omar Abdel Rahman",
    "The minister of interior he said that forces will be enter to city after two day, and confirm the escape.",
    "Asa'ib Ahl al-Haq, Kata'ib Hezbollah, Harakat Hezbollah al-Nujaba, Saraya al-Salam, Liwa Abu al-Fadl al-Abbas",
    "The paper Le Monde called it “une guerre sans fin”, and Der Spiegel “ein Krieg ohne Ende”.",
    "Universidad Nacional de la Plata, Rio de Janeiro, San Juan del Sur, Von der Leyen, Van den Berg, Los Angeles",
    "t r u t h o u t | perspective",
    "The slogan “نصر من الله” was seen on the walls of the village.",
]
CONTEXT = "The army said on Tuesday that its troops had entered the city and that the talks would go on."


def read(*passages):
    """The languages of passages joined as a report joins them, as (code, the stretch's text)."""
    text, spans = "", []
    for passage in passages:
        text += "\n\n" if text else ""
        spans.append((len(text), len(text) + len(passage)))
        text += passage
    return [(tongue.code, text[tongue.start:tongue.end]) for tongue in tongues(text, spans)]


@pytest.mark.parametrize("code", FOREIGN)
def test_other_languages_are_told(code):
    assert read(FOREIGN[code]) == [(code, FOREIGN[code])]


@pytest.mark.parametrize("code", FOREIGN)
def test_a_foreign_paragraph_stands_in_an_english_report(code):
    assert [found for found, _ in read(CONTEXT, FOREIGN[code], CONTEXT)] == ["en", code, "en"]


def test_both_kurdish_are_one_language():
    assert [code for code, _ in read(SORANI, FOREIGN["ku"])] == ["ku"]


@pytest.mark.parametrize("passage", ENGLISH)
def test_english_is_not_taken_for_another_language(passage):
    assert [code for code, _ in read(passage, CONTEXT)] == ["en"]
    assert {code for code, _ in read(passage)} <= {"en", "und"}


@pytest.mark.parametrize("sentence", [
    ("fr", "Ce n'est pas possible."), ("de", "Wir haben das nicht gesagt."), ("ar", "لا نعرف."),
    ("it", "Il primo ministro iracheno è arrivato a Roma."), ("ku", "Hêzên Pêşmerge ketin Kerkûkê û şer dest pê kir."),
])
def test_a_short_sentence_is_told(sentence):
    assert read(f"{CONTEXT} {sentence[1]} {CONTEXT}") == [("en", CONTEXT), sentence, ("en", CONTEXT)]


@pytest.mark.parametrize("code", ["fr", "tr", "ar", "he", "ru"])
def test_a_foreign_line_or_sentence_stands_in_an_english_paragraph(code):
    line = FOREIGN[code]
    assert read(f"{CONTEXT}\n{line}\n{CONTEXT}") == [("en", CONTEXT), (code, line), ("en", CONTEXT)]
    assert read(f"{CONTEXT} {line}") == [("en", CONTEXT), (code, line)]


def test_what_tells_nothing_goes_with_its_surroundings():
    assert [code for code, _ in read("Bagdad", FOREIGN["fr"], "12/03/2017")] == ["fr"]
    assert [code for code, _ in read("Reuters", FOREIGN["ar"], CONTEXT)] == ["en", "ar", "en"]
    assert [code for code, _ in read("2017", FOREIGN["ar"])] == ["ar"]


def test_nothing_known_is_said_to_be_unknown():
    assert read("12,345 — 67") == [("und", "12,345 — 67")]
    assert read("") == []
    assert tongues("", ()) == ()


def test_only_english_is_read():
    assert [(tongue.code, tongue.read) for tongue in tongues(CONTEXT, [(0, len(CONTEXT))])] == [("en", True)]
    assert [tongue.read for tongue in tongues(SORANI, [(0, len(SORANI))])] == [False]


@given(st.lists(st.text(max_size=40) | st.sampled_from([CONTEXT, *FOREIGN.values()]), max_size=4))
def test_stretches_cover_the_passages_in_order_and_begin_and_end_with_a_character(passages):
    text = "\n\n".join(passages)
    spans, at = [], 0
    for passage in passages:
        spans.append((at, at + len(passage)))
        at += len(passage) + 2
    found = tongues(text, spans)
    assert found == tongues(text, spans)
    assert all(a.end <= b.start and a.code != b.code for a, b in pairwise(found))
    assert all(text[t.start:t.end] == text[t.start:t.end].strip() != "" for t in found)
    covered = {i for t in found for i in range(t.start, t.end)}
    assert all(i in covered or text[i].isspace() for start, end in spans for i in range(start, end))
