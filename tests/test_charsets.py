"""Which charset turns bytes into text: every sentence is ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff import charsets

ARABIC = "وقال المتحدث باسم الحكومة إن المحادثات ستستأنف في الأسبوع المقبل بعد توقف دام شهرين."
PERSIAN = "سخنگوی دولت گفت که گفتگوها هفته آینده پس از دو ماه توقف از سر گرفته می‌شود و مرز آرام است."
RUSSIAN = "Представитель правительства сообщил, что переговоры возобновятся на следующей неделе."
UKRAINIAN = "Речник уряду повідомив, що переговори відновляться наступного тижня після перерви."
TURKISH = "Hükümet sözcüsü, görüşmelerin iki aylık aradan sonra gelecek hafta yeniden başlayacağını söyledi."
CHINESE = "政府发言人表示，与对方的谈判将在中断两个多月后于下周恢复。军队已部署在边境沿线。"
TAIWANESE = "政府發言人表示，與對方的談判將在中斷兩個多月後於下週恢復。軍隊已部署在邊境沿線。"
JAPANESE = "政府の報道官は、相手側との交渉が二か月以上の中断の後、来週再開されると述べた。"
KOREAN = "정부 대변인은 두 달 넘게 중단된 협상이 다음 주에 재개될 것이라고 말했다."
GREEK = "Ο εκπρόσωπος της κυβέρνησης δήλωσε ότι οι διαπραγματεύσεις θα ξαναρχίσουν την επόμενη εβδομάδα."
HEBREW = "דובר הממשלה אמר כי המשא ומתן עם הצד השני יחודש בשבוע הבא לאחר הפסקה של חודשיים."
POLISH = "Rzecznik rządu powiedział, że rozmowy zostaną wznowione w przyszłym tygodniu po dwumiesięcznej przerwie."
CZECH = "Mluvčí vlády řekl, že jednání budou obnovena příští týden po dvouměsíční přestávce. Šlo o žádost."
FRENCH = "Le porte-parole a déclaré que les négociations reprendraient après une trêve ; l’armée était déployée."
GERMAN = "Der Sprecher sagte, die Gespräche würden nächste Woche nach zweimonatiger Pause wieder aufgenommen."

LEGACY = [
    (ARABIC, "cp1256"),
    (ARABIC, "iso8859-6"),
    (PERSIAN, "cp1256"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8-r"),
    (UKRAINIAN, "cp1251"),
    (TURKISH, "cp1254"),
    (CHINESE, "gbk"),
    (TAIWANESE, "big5"),
    (JAPANESE, "cp932"),
    (JAPANESE, "euc-jp"),
    (JAPANESE, "iso2022_jp"),
    (KOREAN, "cp949"),
    (GREEK, "cp1253"),
    (HEBREW, "cp1255"),
    (POLISH, "cp1250"),
    (POLISH, "iso8859-2"),
    (CZECH, "cp1250"),
    (FRENCH, "cp1252"),
    (GERMAN, "cp1252"),
]
PAGE = (
    "<html><head><title>Talks</title><style>p {{ color: red }}</style></head>"
    "<body><a href='/'>Home</a><p>{}</p></body></html>"
)


def legacy(text: str, codec: str) -> tuple[bytes, str]:
    """Bytes in an old charset, and the text that they hold: what the charset lacks is left out."""
    data = text.encode(codec, "ignore")
    return data, data.decode(codec)


@pytest.mark.parametrize("shape", ["{}", PAGE], ids=["text", "page"])
@pytest.mark.parametrize(("text", "codec"), LEGACY, ids=[f"{codec}-{text[:6]}" for text, codec in LEGACY])
def test_undeclared_text_in_an_old_charset_comes_out_right(text: str, codec: str, shape: str) -> None:
    data, wanted = legacy(shape.format(text), codec)
    assert data.decode(charsets.decide(data).used) == wanted


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
@pytest.mark.parametrize("text", [ARABIC, RUSSIAN, GERMAN, "Talks resumed on 12 March."])
def test_wide_text_is_read_with_and_without_a_mark(text: str, codec: str) -> None:
    assert (text + "\n").encode(codec).decode(charsets.decide((text + "\n").encode(codec)).used) == text + "\n"


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("latin-1", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("us-ascii", "cp1252"),
        (" 'UTF8' ", "utf-8"),
        ("iso-8859-9", "cp1254"),
        ("GB2312", "gb18030"),
        ("shift_jis", "cp932"),
        ("x-sjis", "cp932"),
        ("euc-kr", "cp949"),
        ("windows-1256", "cp1256"),
        ("tis-620", "cp874"),
        ("big5", "big5hkscs"),
        ("koi8-r", "koi8-r"),
        ("banana", None),
        ("rot13", None),
        ("base64", None),
        ("idna", None),
        ("unicode_escape", None),
        ("none", None),
        ("", None),
        ("\ud800", None),
        ("a\x00b", None),
    ],
)
def test_a_label_means_what_the_web_means_by_it(label: str, codec: str | None) -> None:
    assert charsets.codec(label) == codec


def test_the_byte_order_mark_wins_over_everything() -> None:
    data = b"\xef\xbb\xbf" + PAGE.format(FRENCH).encode()
    found = charsets.decide(data, ["windows-1251"])
    assert (found.declared, found.used, found.trouble) == ("utf-8-sig", "utf-8-sig", "")


def test_the_carrier_wins_over_the_document() -> None:
    data = f"<meta charset=koi8-r><p>{RUSSIAN}".encode("cp1251")
    assert charsets.decide(data, ["windows-1251"]).used == "cp1251"


def test_the_document_wins_over_detection() -> None:
    data = f"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-15'><p>prix : 5 €, {FRENCH}".encode(
        "iso-8859-15", "ignore"
    )
    assert charsets.decide(data).used == "iso8859-15"


def test_an_xml_declaration_is_one() -> None:
    assert (
        charsets.decide(f"<?xml version='1.0' encoding='koi8-r'?><html><p>{RUSSIAN}".encode("koi8-r")).used == "koi8-r"
    )


def test_a_meta_inside_a_comment_is_none() -> None:
    data = f"<!-- <meta charset=koi8-r> --><meta charset=windows-1251><p>{RUSSIAN}".encode("cp1251")
    assert charsets.decide(data).declared == "cp1251"


def test_a_declaration_that_cannot_be_loses_and_is_told() -> None:
    found = charsets.decide(RUSSIAN.encode("cp1251"), ["utf-8"])
    assert (found.declared, found.used) == ("utf-8", "cp1251")
    assert "declared utf-8" in found.trouble


def test_utf8_that_is_declared_as_latin_is_utf8_and_told() -> None:
    found = charsets.decide(f"<meta charset=iso-8859-1><p>{FRENCH}".encode())
    assert (found.declared, found.used) == ("cp1252", "utf-8")
    assert "valid UTF-8" in found.trouble


def test_a_server_that_contradicts_a_right_document_is_no_trouble() -> None:
    found = charsets.decide(f"<meta charset=utf-8><p>{FRENCH}".encode(), ["iso-8859-1"])
    assert (found.declared, found.used, found.trouble) == ("cp1252", "utf-8", "")


def test_one_bad_byte_does_not_turn_utf8_into_another_charset() -> None:
    data = (FRENCH * 20).encode() + b"\xff end"
    assert [charsets.decide(data, stated).used for stated in ([], ["utf-8"])] == ["utf-8", "utf-8"]
    assert charsets.decide(data).bad == 1


@pytest.mark.parametrize("stated", [[], ["utf-8"]])
def test_a_short_text_cut_inside_its_last_character_is_still_utf8(stated: list[str]) -> None:
    found = charsets.decide("Переговоры".encode()[:-1], stated)
    assert (found.used, found.bad) == ("utf-8", 1)
    assert "un café".encode("cp1252").decode(charsets.decide("un café".encode("cp1252")).used) == "un café"


def test_a_terminal_escape_is_no_japanese() -> None:
    assert charsets.decide(b"Talks \x1b[1mresumed\x1b[0m.").used == "utf-8"


def test_a_charset_that_is_none_is_told() -> None:
    found = charsets.decide(FRENCH.encode(), ["banana"])
    assert (found.declared, found.used) == ("banana", "utf-8")
    assert "banana" in found.trouble


def test_ascii_is_utf8_without_trouble() -> None:
    assert charsets.decide(b"Talks resumed.", ["iso-8859-1"]) == charsets.Charset(declared="cp1252", used="utf-8")


def test_a_replacement_character_in_the_source_is_no_damage() -> None:
    assert charsets.decide("caf\ufffd was written so".encode()).bad == 0


@given(st.binary(max_size=400), st.lists(st.text(max_size=12), max_size=2))
def test_any_bytes_get_a_charset_that_decodes_them(data: bytes, stated: list[str]) -> None:
    found = charsets.decide(data, stated)
    data.decode(found.used, "replace")
    charsets.head(data)


@given(st.text(max_size=300).filter(lambda t: "\x00" not in t and "\x1b" not in t and not t.startswith("\ufeff")))
def test_utf8_text_is_read_as_written(text: str) -> None:
    data = text.encode("utf-8")
    assert data.decode(charsets.decide(data, markup=False).used) == text
