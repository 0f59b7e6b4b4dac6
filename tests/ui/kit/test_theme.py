from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.data_files import resources_folder
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from tests.ui.kit.conftest import Shown


def test_switching_restyles_and_tells(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor("#FFFFFF")
    with qtbot.waitSignal(theme.changed):
        theme.choose(Appearance(Scheme.DARK, high_contrast=False))
    assert theme.is_dark
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor("#18222B")
    assert "#18222B" in theme.sheet


def test_text_factor_scales_fonts_pixels_and_icons(theme: Theme, qapp: QApplication) -> None:
    theme.choose(Appearance(Scheme.LIGHT, 1.5, high_contrast=False))
    assert theme.px(20) == 30
    assert theme.font(14).pixelSize() == 21
    assert qapp.font().pixelSize() == 22
    assert theme.pixmap("check", "text", 16).deviceIndependentSize().width() == 24


def test_text_factor_stays_between_one_and_two(theme: Theme) -> None:
    theme.choose(Appearance(text_factor=9))
    assert theme.text_factor == 2.0
    theme.choose(Appearance(text_factor=0.1))
    assert theme.text_factor == 1.0


def test_high_contrast_takes_the_systems_two_colours(theme: Theme) -> None:
    theme.choose(Appearance(high_contrast=True))
    assert "#0B5A7D" not in theme.sheet
    assert {theme.hex(name) for name in ("text", "accent", "danger", "focus", "border")} == {
        theme.hex("text")
    }
    assert theme.hex("surface") == theme.hex("danger_tint") != theme.hex("text")
    theme.choose(Appearance(Scheme.LIGHT, high_contrast=False))
    assert "#0B5A7D" in theme.sheet


def test_icons_follow_the_theme(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Print agenda", icon="printer")
    qtbot.addWidget(button)
    before = button.icon().cacheKey()
    theme.choose(Appearance(Scheme.DARK, high_contrast=False))
    assert button.icon().cacheKey() != before


def test_an_icon_is_drawn_once_for_each_colour_and_size(theme: Theme) -> None:
    assert theme.pixmap("check", "text", 16).cacheKey() == theme.pixmap("check", "text", 16).cacheKey()
    assert theme.pixmap("check", "text", 16).cacheKey() != theme.pixmap("check", "accent", 16).cacheKey()


def test_inter_is_registered(theme: Theme) -> None:
    assert theme.font().family() == "Inter"
    theme.register_fallback_fonts()
    assert theme.font().families()[0] == "Inter"
    assert any("Arabic" in family for family in theme.font().families())


def test_fields_have_an_edge_in_the_systems_ink_in_high_contrast(qapp: QApplication, shown: Shown) -> None:
    before = qapp.palette()
    black = QPalette(QColor("#000000"))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        black.setColor(role, QColor("#FFFFFF"))
    qapp.setPalette(black)
    theme = Theme(resources_folder(), Appearance(Scheme.LIGHT, high_contrast=True))
    theme.apply(qapp)
    fields = (LineEdit("has the keyboard"), LineEdit("has not"), PlainEditor(theme, "has not", lines=3))
    theme.dress(shown(*fields))
    fields[0].setFocus()
    for field in fields[1:]:
        edge = field.grab().toImage().pixelColor(0, field.height() // 2)
        assert edge.name() == "#ffffff"
    qapp.setPalette(before)
