"""The theme.

Colours, sizes, fonts and icons as they are now, applied to the application and its windows and changed at run time.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from cpm_desktop.ui.kit.fonts import FAMILY, register_fonts
from cpm_desktop.ui.kit.icons import Icons
from cpm_desktop.ui.kit.palettes import palette_from_tokens, system_colours
from cpm_desktop.ui.kit.styling import fill_style_sheet
from cpm_desktop.ui.kit.tokens import load_tokens

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

LEAST_TEXT_FACTOR, GREATEST_TEXT_FACTOR = 1.0, 2.0
_IS_DRESSED = "is_dressed"  # a property of the windows that wear the sheet


class Scheme(enum.Enum):
    """Light or dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Appearance:
    """What the person chose. `text_factor` is 1.0 to 2.0; None for `high_contrast` follows the system."""

    scheme: Scheme = Scheme.SYSTEM
    text_factor: float = 1.0
    high_contrast: bool | None = None


class Theme(QObject):
    """What every widget of the kit asks for colours, pixels, fonts and icons.

    Made once by the application with the resources folder, handed on through constructors. `changed` is sent
    after the application and its windows were restyled, so that painted widgets and icons follow.
    """

    changed = Signal()

    def __init__(
        self, resources: Path, appearance: Appearance | None = None, parent: QObject | None = None
    ) -> None:
        """Read tokens and templates; nothing shows until `apply`."""
        super().__init__(parent)
        self._appearance = appearance or Appearance()
        self._tokens = load_tokens(resources / "tokens.toml")
        self._type = (resources / "style" / "type.qss").read_text(encoding="utf-8")
        self._look = (resources / "style" / "look.qss").read_text(encoding="utf-8")
        self._outlines = (resources / "style" / "outlines.qss").read_text(encoding="utf-8")
        self._icons = Icons(resources / "icons")
        self._fonts = resources / "fonts"
        self._families: tuple[str, ...] = (FAMILY,)
        self._application: QApplication | None = None
        self._native_style = ""
        self._native_palette = QPalette()
        self._colours: dict[str, str] = {}
        self._sheet = ""
        self._choose_colours()

    @property
    def appearance(self) -> Appearance:
        """What the person chose last."""
        return self._appearance

    @property
    def text_factor(self) -> float:
        """By how much all text and controls are enlarged: 1.0 to 2.0."""
        return min(max(self._appearance.text_factor, LEAST_TEXT_FACTOR), GREATEST_TEXT_FACTOR)

    @property
    def is_high_contrast(self) -> bool:
        """Whether the system's own palette and controls are used, with plain outlines in place of our colours."""
        if self._appearance.high_contrast is not None:
            return self._appearance.high_contrast
        hints = QGuiApplication.styleHints()  # held by name: what it hands out dies with the wrapper
        return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast

    @property
    def is_dark(self) -> bool:
        """Whether dark colours are in use."""
        if self._appearance.scheme is Scheme.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._appearance.scheme is Scheme.DARK

    @property
    def sheet(self) -> str:
        """The style sheet as it is now; empty until `apply`."""
        return self._sheet

    def apply(self, application: QApplication) -> None:
        """Style the application now, and again whenever the system's colours or contrast change."""
        self._application = application
        self._native_style = application.style().objectName()
        self._native_palette = application.palette()
        register_fonts(self._fonts, f"{FAMILY}-[!I]*.ttf")  # italics come with the fallbacks
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._restyle)
        hints.accessibility().contrastPreferenceChanged.connect(self._restyle)
        self._restyle()

    def dress(self, window: QWidget) -> None:
        """Put the sheet on a window, now and with every restyle; all that has it for a parent wears it too.

        Where the application itself has a sheet, Qt styles a part of a page again each time it is put into another.
        """
        window.setProperty(_IS_DRESSED, True)
        window.setStyleSheet(self._sheet)

    def register_fallback_fonts(self) -> None:
        """Register the fonts of the other scripts and restyle.

        Slow (tens of megabytes), so after the first window.
        """
        others = register_fonts(self._fonts, "*.[ot]t[fc]")
        self._families = (FAMILY, *(family for family in others if family != FAMILY))
        self._restyle()

    def choose(self, appearance: Appearance) -> None:
        """Change what the person chose; restyles and sends `changed`."""
        self._appearance = appearance
        self._restyle()

    def hex(self, name: str) -> str:
        """The colour of a token as "#RRGGBB"; raises KeyError for an unknown name."""
        return self._colours[name]

    def colour(self, name: str) -> QColor:
        """The colour of a token; raises KeyError for an unknown name."""
        return QColor(self._colours[name])

    def px(self, pixels: float) -> int:
        """Pixels at 100 % times the text factor, at least 1."""
        return max(1, round(pixels * self.text_factor))

    def font(self, pixels: float = 15, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The interface font at a size in pixels at 100 %."""
        font = QFont(list(self._families))
        font.setPixelSize(self.px(pixels))
        font.setWeight(weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def pixmap(self, name: str, tone: str, size: float = 16, *, widget: QWidget | None = None) -> QPixmap:
        """An icon in the colour of a token, `size` in pixels at 100 %, sharp on the screen of `widget`."""
        return self._icons.pixmap(name, self.colour(tone), self.px(size), ratio=self._ratio(widget))

    def icon(self, name: str, tone: str = "text2", size: float = 17, *, gap: int = 0) -> QIcon:
        """An icon for a button; `gap` clear pixels stand between it and the text. See `icon_size`."""
        icon = QIcon()
        for ratio in {1.0, 2.0, self._ratio(None)}:
            icon.addPixmap(self._icons.pixmap(name, self.colour(tone), self.px(size), ratio=ratio, gap=gap))
        return icon

    def icon_size(self, size: float = 17, *, gap: int = 0) -> QSize:
        """The icon size to set on a button beside `icon` with the same figures."""
        return QSize(self.px(size) + gap, self.px(size))

    def _ratio(self, widget: QWidget | None) -> float:
        if widget is not None:
            return widget.devicePixelRatioF()
        return self._application.devicePixelRatio() if self._application is not None else 1.0

    def _choose_colours(self) -> None:
        if self.is_high_contrast:
            self._colours = system_colours(self._native_palette, tuple(self._tokens.light))
        else:
            self._colours = dict(self._tokens.dark if self.is_dark else self._tokens.light)

    def _restyle(self) -> None:
        application = self._application
        if application is None:
            self._choose_colours()
            return
        plain = self.is_high_contrast
        style = self._native_style if plain else "Fusion"
        if application.style().objectName().lower() != style.lower() and style in set(QStyleFactory.keys()):
            application.setStyle(style)
        self._choose_colours()
        application.setPalette(self._native_palette if plain else palette_from_tokens(self._colours))
        application.setFont(self.font())
        template = self._type + (self._outlines if plain else self._look)
        self._sheet = fill_style_sheet(template, self._colours, self.text_factor)
        for window in application.topLevelWidgets():
            if window.property(_IS_DRESSED):
                window.setStyleSheet(self._sheet)
        self.changed.emit()
