from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.documents.certificate import SigningIdentity
from cpm_desktop.documents.preview import PdfPreview
from cpm_desktop.documents.signature_field import CHAIR, reserve_signature_fields
from cpm_desktop.documents.signing import SignatureRequest, sign_pdf, stamp_for
from cpm_desktop.documents.stamp import (
    CharacterNotDrawable,
    DrawnSignature,
    NothingDrawn,
    Signature,
    TypedSignature,
    draw_stamp,
    signature_fonts,
)
from tests.documents.fictional_documents import FIELDS, SIGNED_AT, WAVE, two_pages

FONTS = signature_fonts(Path(__file__).parents[2] / "resources" / "fonts")
_unit = st.floats(0, 1)
_strokes = st.lists(
    st.lists(st.tuples(_unit, _unit), min_size=1, max_size=8).map(tuple), min_size=1, max_size=4
)


def _numbers(stamp: bytes) -> list[tuple[float, float]]:
    points = []
    for line in stamp.decode().splitlines():
        words: list[float] = []
        for word in line.split():
            if word in {"m", "l", "c"}:
                points += list(zip(words[::2], words[1::2], strict=True))
                words = []
            elif word.replace(".", "").replace("-", "").isdigit():
                words.append(float(word))
            else:
                words = []
    return points


@given(_strokes, st.floats(0.5, 6))
def test_any_strokes_fit_the_box(strokes: list[tuple[tuple[float, float], ...]], aspect: float) -> None:
    stamp = draw_stamp(DrawnSignature(tuple(strokes), aspect), 204, 60)
    for x, y in _numbers(stamp):
        assert 0 <= x <= 204
        assert 0 <= y <= 60


def test_nothing_drawn_is_refused() -> None:
    for nothing in (DrawnSignature((), 3.0), DrawnSignature(((), ()), 3.0), TypedSignature("  ")):
        with pytest.raises(NothingDrawn):
            draw_stamp(nothing, 204, 60, FONTS)


def test_strokes_run_down_the_screen_and_up_the_page() -> None:
    falling = DrawnSignature((((0.0, 0.0), (1.0, 1.0)),), 2.0)
    points = _numbers(draw_stamp(falling, 200, 100))
    assert points[0][1] > points[-1][1]
    assert points[0][0] < points[-1][0]


@pytest.mark.parametrize(
    "name",
    [
        "Priya Nair",
        "Joy Okafọ̀",
        "שרה כהן",
        "ليلى حداد",
        "Dr Łukasz Ő. Nguyễn",
        "李 小龙",
        "ኃይለ ሥላሴ",
        "Tom 🙂",
    ],
)
def test_names_of_many_scripts_are_drawn(name: str) -> None:
    points = _numbers(draw_stamp(TypedSignature(name), 204, 60, FONTS))
    assert len(points) > 50
    assert all(-1 <= x <= 205 and -1 <= y <= 61 for x, y in points)


def test_a_character_without_a_font_is_named() -> None:
    with pytest.raises(CharacterNotDrawable, match=r"U\+F0000"):
        draw_stamp(TypedSignature("Priya \U000f0000"), 204, 60, FONTS)


@pytest.mark.parametrize("signature", [WAVE, TypedSignature("Priya Nair")])
def test_the_stamp_is_seen_on_the_page_in_its_box_alone(signature: Signature, chair: SigningIdentity) -> None:
    unsigned = reserve_signature_fields(two_pages(), FIELDS, SIGNED_AT)
    stamp = draw_stamp(signature, 204, 60, FONTS)
    signed = sign_pdf(unsigned, chair, SignatureRequest(CHAIR, SIGNED_AT, stamp=stamp))
    before, after = _ink(unsigned), _ink(signed)
    added = after - before
    assert len(added) > 100
    assert all(72 <= x <= 276 and 842 - 560 - 1 <= y <= 842 - 500 + 1 for x, y in added)
    assert before <= after


def _ink(pdf: bytes) -> set[tuple[int, int]]:
    with PdfPreview(pdf) as preview:
        image = preview.render(1, 1.0)
    rows = (image.pixels[y * image.stride : y * image.stride + 4 * image.width] for y in range(image.height))
    return {(x, y) for y, row in enumerate(rows) for x in range(image.width) if row[4 * x] < 200}


@given(_strokes, st.sampled_from([200, 333, 400, 1000, 2500]))
def test_a_drawing_is_kept_as_text_and_read_back(
    strokes: list[tuple[tuple[float, float], ...]], aspect_per_mille: int
) -> None:
    drawn = DrawnSignature(tuple(strokes), 1000 / aspect_per_mille)
    texts, height = drawn.to_texts()
    assert height == aspect_per_mille
    read = DrawnSignature.from_texts(texts, height)
    assert read.to_texts() == (texts, height)
    for kept, given_stroke in zip(read.strokes, drawn.strokes, strict=True):
        for (x, y), (given_x, given_y) in zip(kept, given_stroke, strict=True):
            assert abs(x - given_x) <= 0.0006
            assert abs(y - given_y) <= 0.0006


@pytest.mark.parametrize(("strokes", "height"), [(("1,2 3",), 400), (("a,b",), 400), (("1,2",), 0)])
def test_a_drawing_kept_wrongly_is_told(strokes: tuple[str, ...], height: int) -> None:
    with pytest.raises(NothingDrawn, match="Draw it again"):
        DrawnSignature.from_texts(strokes, height)


def test_a_document_without_a_box_gets_no_stamp() -> None:
    assert stamp_for(two_pages(), CHAIR, WAVE) == b""
