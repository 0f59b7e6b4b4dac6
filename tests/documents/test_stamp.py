import io
from itertools import pairwise
from pathlib import Path

import pikepdf
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
    draw_signed_stamp,
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


def _curves(stamp: bytes) -> list[list[tuple[float, float]]]:
    """Each stroke of a drawn stamp: its first point, then two control points and an end for each curve."""
    return [_numbers(line.encode()) for line in stamp.decode().splitlines() if line.endswith("S")]


def test_the_pen_runs_through_every_point_at_one_scale_and_as_large_as_the_box_allows() -> None:
    for width, height in (
        (204, 60),
        (100, 60),
    ):  # the first is filled to its top, the second to its right side
        curves = _curves(draw_stamp(WAVE, width, height, pen=1.0))
        placed = [point for curve in curves for point in curve[::3]]
        drawn = [(x * WAVE.aspect, 1 - y) for stroke in WAVE.strokes for x, y in stroke][: len(placed)]
        left, low = min(x for x, _ in placed), min(y for _, y in placed)
        right, high = max(x for x, _ in placed), max(y for _, y in placed)
        assert (left, low) == (2.5, 2.5)  # two points of margin and half the pen
        assert width - right == pytest.approx(2.5, abs=0.01) or height - high == pytest.approx(2.5, abs=0.01)
        scale = (right - left) / (max(x for x, _ in drawn) - min(x for x, _ in drawn))
        for (x, y), (from_x, from_y) in zip(placed, drawn, strict=True):
            assert x - left == pytest.approx((from_x - min(x for x, _ in drawn)) * scale, abs=0.02)
            assert y - low == pytest.approx((from_y - min(y for _, y in drawn)) * scale, abs=0.02)


def test_a_stroke_has_no_corner_where_the_pen_made_none() -> None:
    bow = DrawnSignature((((0.0, 0.9), (0.2, 0.4), (0.5, 0.3), (0.8, 0.5), (1.0, 0.9)),), 3.0)
    (curve,) = _curves(draw_stamp(bow, 204, 60))
    for place in (3, 6, 9):  # the points between the ends, each with the control before it and the one after
        (before_x, before_y), (x, y), (after_x, after_y) = curve[place - 1 : place + 2]
        assert (x - before_x, y - before_y) == pytest.approx((after_x - x, after_y - y), abs=0.02)
        (last_x, last_y), (next_x, next_y) = curve[place - 3], curve[place + 3]
        assert after_x - x == pytest.approx((next_x - last_x) / 6, abs=0.02)
        if place != 6:  # its curve is held to the box
            assert after_y - y == pytest.approx((next_y - last_y) / 6, abs=0.02)
    leaving, arriving = curve[1], curve[-2]
    assert leaving[0] - curve[0][0] == pytest.approx((curve[3][0] - curve[0][0]) / 6, abs=0.02)
    assert curve[-1][0] - arriving[0] == pytest.approx((curve[-1][0] - curve[-4][0]) / 6, abs=0.02)


def test_a_dot_stays_a_dot_and_a_short_dash_is_not_blown_up() -> None:
    for rest in (((0.5, 0.5),), ((0.5, 0.5),) * 3):  # the pen touches once, or rests
        ((start, end),) = _curves(draw_stamp(DrawnSignature((rest,), 3.0), 204, 60))
        assert start == end == (2.65, 2.65)
    dash = DrawnSignature((((0.5, 0.5), (0.51, 0.5)),), 3.0)
    (curve,) = _curves(draw_stamp(dash, 204, 60))
    assert curve[-1][0] - curve[0][0] == pytest.approx(0.01 * 3.0 * 1.5 * 60, abs=0.02)


def test_a_pen_that_rests_adds_nothing_and_one_that_goes_back_is_seen_to() -> None:
    there, back = (0.1, 0.2), (0.6, 0.9)
    gone = _curves(draw_stamp(DrawnSignature(((there, back),), 3.0), 204, 60))
    rested = _curves(draw_stamp(DrawnSignature(((there, there, back, back),), 3.0), 204, 60))
    assert rested == gone
    (returned,) = _curves(draw_stamp(DrawnSignature(((there, back, there),), 3.0), 204, 60))
    assert returned[0] == returned[-1] == gone[0][0]
    assert returned[3] == gone[0][-1]


def _size(stamp: bytes) -> tuple[float, float]:
    across, up = zip(*_numbers(stamp), strict=True)
    return max(across) - min(across), max(up) - min(up)


def test_a_typed_name_stands_on_the_lower_edge_and_shrinks_to_a_low_or_a_narrow_box() -> None:
    name = TypedSignature("Hill")
    large = draw_stamp(name, 500, 300, FONTS[1:])
    assert _size(large)[1] == pytest.approx(22 * 0.757, abs=0.2)  # 22 points: what an “l” rises to in Inter
    assert min(y for _, y in _numbers(large)) == 2
    low = draw_stamp(name, 500, 14, FONTS[1:])
    assert (min(y for _, y in _numbers(low)), max(y for _, y in _numbers(low))) == (2, 12)
    assert _size(low)[0] / _size(low)[1] == pytest.approx(_size(large)[0] / _size(large)[1], rel=0.01)
    narrow = draw_stamp(name, 20, 300, FONTS[1:])
    assert 14 < _size(narrow)[0] < 16
    letter = TypedSignature("i")
    assert _size(draw_stamp(letter, 20, 300, FONTS[1:])) == _size(draw_stamp(letter, 500, 300, FONTS[1:]))
    assert 2 < min(x for x, _ in _numbers(narrow)) < max(x for x, _ in _numbers(narrow)) < 18


def test_lines_stand_under_the_signature_in_small_print_and_shrink_to_the_box() -> None:
    lines = ("Hill", "Hill " * 40)
    italic_and_upright = FONTS[:2]
    stamp = draw_signed_stamp(TypedSignature("Hill"), lines, 200, 60, italic_and_upright)
    name, short, long = stamp.decode().split("q 1 0 0 1 0 ")[1:]
    assert [float(part.split()[0]) for part in (name, short, long)] == [19.0, 9.5, 0.0]
    assert max(y for _, y in _numbers(name.encode())) <= 60 - 19
    upright = _size(draw_stamp(TypedSignature("Hill"), 500, 300, FONTS[1:]))
    assert _size(short.encode()) == pytest.approx([each * 7 / 22 for each in upright], rel=0.02)
    assert 180 < _size(long.encode())[0] < 196
    assert all(0 <= y <= 9.5 for part in (short, long) for _, y in _numbers(part.encode()))
    tight = draw_signed_stamp(TypedSignature("Hill"), lines, 200, 33, italic_and_upright)
    assert draw_stamp(TypedSignature("Hill"), 200, 33 - 19, italic_and_upright) in tight
    assert stamp.decode().split().count("q") == stamp.decode().split().count("Q") == 6


def test_typed_names_are_set_in_the_italic_and_other_scripts_in_what_follows() -> None:
    names = [font.name for font in FONTS]
    assert names[:2] == ["Inter-Italic.ttf", "Inter-Regular.ttf"]
    assert "DroidSansFallback.ttf" in names
    assert all("Regular" in later or "Fallback" in later for later in names[1:])
    assert [("Fallback" in one, "Fallback" in other) for one, other in pairwise(names)].count(
        (True, False)
    ) == 0


@pytest.mark.parametrize("signature", [WAVE, TypedSignature("Priya Nair")])
def test_the_page_shows_the_stamp_as_it_was_drawn_and_nothing_round_it(
    signature: Signature, chair: SigningIdentity
) -> None:
    unsigned = reserve_signature_fields(two_pages(), FIELDS, SIGNED_AT)
    stamp = draw_stamp(signature, 204, 60, FONTS)
    signed = sign_pdf(unsigned, chair, SignatureRequest(CHAIR, SIGNED_AT, stamp=stamp))
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(two_pages())) as document:
        document.pages[1].contents_add(b"q 1 0 0 1 72 500 cm " + stamp + b" Q")
        document.save(written)
    assert _ink(signed) == _ink(written.getvalue())
