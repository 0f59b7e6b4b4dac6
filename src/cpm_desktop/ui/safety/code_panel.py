"""A new code in large letters, ways to keep it, and a tick that it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cpm_desktop.ui.kit.arranging import down, frame
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from cpm_desktop.ui.safety.sheet_buttons import SheetButtons

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background

_KEEP = "I have printed it or written it down, and it is kept away from this laptop"


class CodePanel(QWidget):
    """Shows a code once; `kept` is ticked when it was kept."""

    def __init__(self, theme: Theme, desk: Desk, background: Background) -> None:
        """No code yet."""
        super().__init__()
        self._code = ""
        self.code_label = Label("", "h2", wraps=True, selectable=True)
        self.sheet = SheetButtons(theme, desk, background)
        self.kept = CheckBox(theme, _KEEP)
        code = frame("panel", down(self.code_label, margins=(22, 18, 22, 18)))
        self.setLayout(down(code, self.sheet, self.kept, spacing=12))

    @property
    def code(self) -> str:
        """The code."""
        return self._code

    def show_code(self, code: str, *, is_authoritys: bool = False) -> None:
        """Show a new code; it is not kept yet."""
        self.sheet.set_code(code, is_authoritys=is_authoritys)
        self._code = code
        groups = code.split("-")
        half = len(groups) // 2  # in two lines: one is wider than a dialog at twice the text's size
        self.code_label.setText("\n".join("-".join(part) for part in (groups[:half], groups[half:])))
        self.code_label.setAccessibleName(f"Code: {code}")
        self.kept.setChecked(False)
