"""The fonts can be embedded in papers, and between them have the letters that names are written in."""

from functools import cache
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
FILES = sorted(FONTS.glob("*.ttf"))
MOST_BYTES = 25_000_000

SAMPLES = {
    "Welsh": "Llŷr Gŵyn",
    "Polish": "Łukasz Świątek",
    "Romanian": "Ștefan Țăranu",
    "Turkish": "Işıl Öğüt",
    "Hungarian": "Győző",
    "Vietnamese": "Nguyễn Thị Hạnh",
    "Yoruba and Igbo": "Okafọ̀ Ọláṣẹ Ụzọ",
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Олексій Шевченко",
    "Arabic": "مريم الحسن",
    "Urdu and Persian": "گلزار چوہدری یوسف",
    "Sorani": "ڕێژە",
    "Hebrew": "יעל כהן",
    "Armenian": "Անահիտ",
    "Georgian": "ნინო",
    "Tigrinya": "ሰላም",
    "Bengali": "আমিনা",
    "Hindi": "प्रिया",
    "Gujarati": "પટેલ",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ",
    "Tamil": "கவிதா",
    "Telugu": "లక్ష్మి",
    "Kannada": "ಕಾವ್ಯ",
    "Malayalam": "അനിത",
    "Sinhala": "නිමල්",
    "Thai": "สมชาย",
    "Lao": "ສົມ",
    "Khmer": "សុខ",
    "Burmese": "အောင်",
    "Chinese": "王小明 陳",
    "Japanese": "さくら タロウ",
    "Korean": "김서연 안녕하세요",
    "Emoji": "👍🏽 😀 ❤️ 🎉",
    "Signs": "£ € – — … “ ” ‘ ’ • ✓ → ☐ ☑ ≤ ≥ ½ °",
}


@cache
def letters_of(path: Path) -> frozenset[int]:
    """Read a font as the maker of papers does; it refuses one that it cannot embed."""
    return frozenset(TTFontFile(str(path)).charToGlyph)


@cache
def all_letters() -> frozenset[int]:
    return frozenset().union(*(letters_of(path) for path in FILES))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_font_can_be_embedded(path: Path) -> None:
    assert letters_of(path)


@pytest.mark.parametrize("script", SAMPLES)
def test_names_of_every_script_have_their_letters(script: str) -> None:
    assert [letter for letter in SAMPLES[script] if ord(letter) not in all_letters()] == []


@pytest.mark.parametrize("style", ["Regular", "Medium", "SemiBold", "Bold", "Italic"])
def test_inter_has_european_and_west_african_names_in_every_style(style: str) -> None:
    names = (
        "Welsh",
        "Polish",
        "Romanian",
        "Turkish",
        "Hungarian",
        "Vietnamese",
        "Yoruba and Igbo",
        "Greek",
        "Cyrillic",
    )
    text = "".join(SAMPLES[name] for name in names)
    missing = [letter for letter in text if ord(letter) not in letters_of(FONTS / f"Inter-{style}.ttf")]
    assert missing == []


def test_bold_of_a_script_has_the_letters_of_the_regular() -> None:
    for bold in FONTS.glob("NotoSans*-Bold.ttf"):
        regular = bold.with_name(bold.name.replace("Bold", "Regular"))
        assert letters_of(regular) <= letters_of(bold), bold.name


def test_resources_stay_small_and_state_their_licences() -> None:
    resources = FONTS.parent
    assert sum(path.stat().st_size for path in resources.rglob("*") if path.is_file()) < MOST_BYTES
    readme = (resources / "README.md").read_text(encoding="utf-8")
    for licence in (resources / "licences").iterdir():
        assert f"licences/{licence.name}" in readme
