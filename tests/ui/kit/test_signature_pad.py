import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.signature_pad import SignaturePad
from cpm_desktop.ui.kit.theme import Theme
from tests.ui.kit.conftest import Shown


def draw(pad: SignaturePad, qtbot: QtBot, *points: tuple[int, int]) -> None:
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[0]))
    for point in points[1:]:
        qtbot.mouseMove(pad, QPoint(*point))
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))


def test_strokes_are_told_without_pixels(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    pad = SignaturePad(theme)
    shown(pad, width=500)
    with qtbot.waitSignal(pad.changed):
        draw(pad, qtbot, (20, 30), (120, 60), (220, 30))
    draw(pad, qtbot, (40, 90), (200, 90))
    assert len(pad.strokes) == 2
    assert len(pad.strokes[0]) == 3
    for stroke in pad.strokes:
        assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in stroke)
    assert pad.strokes[0][0] == pytest.approx((20 / pad.width(), 30 / pad.height()), abs=0.01)
    assert pad.aspect == pytest.approx(pad.width() / pad.height())


def test_what_leaves_the_pad_stays_at_its_edge(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    pad = SignaturePad(theme)
    shown(pad, width=500)
    draw(pad, qtbot, (20, 30), (9000, -50))
    assert pad.strokes[0][-1] == (1.0, 0.0)


def test_clearing_takes_all_away(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    pad = SignaturePad(theme)
    shown(pad, width=500)
    draw(pad, qtbot, (20, 30), (60, 60))
    with qtbot.waitSignal(pad.changed):
        pad.clear()
    assert pad.strokes == ()


def test_strokes_can_be_shown_again(theme: Theme, shown: Shown) -> None:
    pad = SignaturePad(theme)
    shown(pad, width=500)
    empty = pad.grab().toImage()
    pad.show_strokes((((0.1, 0.1), (0.9, 0.9)), ((0.5, 0.5),)))
    assert pad.grab().toImage() != empty
    assert "type the name" in pad.accessibleDescription()


def test_a_pen_draws_too(theme: Theme, shown: Shown) -> None:
    pad = SignaturePad(theme)
    shown(pad, width=500)
    device = QPointingDevice.primaryPointingDevice()
    for kind, x in (
        (QEvent.Type.TabletPress, 20),
        (QEvent.Type.TabletMove, 90),
        (QEvent.Type.TabletRelease, 90),
    ):
        point = QPointF(x, 40)
        pad.tabletEvent(
            QTabletEvent(
                kind, device, point, pad.mapToGlobal(point), 0.5, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier,
                Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
            )
        )  # fmt: skip
    assert [len(stroke) for stroke in pad.strokes] == [2]


def test_a_finger_draws_too(theme: Theme, shown: Shown) -> None:
    pad = SignaturePad(theme)
    window = shown(pad, width=500)
    finger = QTest.createTouchDevice()
    QTest.touchEvent(window, finger).press(0, QPoint(20, 40), pad).commit()
    QTest.touchEvent(window, finger).move(0, QPoint(120, 40), pad).commit()
    QTest.touchEvent(window, finger).release(0, QPoint(120, 40), pad).commit()
    assert [len(stroke) for stroke in pad.strokes] == [2]
