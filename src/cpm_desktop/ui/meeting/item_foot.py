"""What ends an item: "none voiced" and "none named" where the form asks, and leaving it out with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.tick_boxes import CheckBox

if TYPE_CHECKING:
    from cpm_desktop.ui.kit.theme import Theme


class ItemFoot(QFrame):
    """Sends what is ticked, and the reason for leaving an item out; an empty reason takes the item up again."""

    no_disagreement_ticked = Signal(bool)
    no_unmet_need_ticked = Signal(bool)
    left_out = Signal(str)
    taken_up = Signal()

    def __init__(self, theme: Theme) -> None:
        """Nothing is asked until `show_item`."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.no_disagreement = CheckBox(theme, "I asked for different views; none was voiced", access_key="i")
        self.no_unmet_need = CheckBox(theme, "I asked about unmet needs; none was named", access_key="u")
        self.no_disagreement.clicked.connect(
            lambda: self.no_disagreement_ticked.emit(self.no_disagreement.isChecked())
        )
        self.no_unmet_need.clicked.connect(
            lambda: self.no_unmet_need_ticked.emit(self.no_unmet_need.isChecked())
        )
        self._open = link_button(theme, "Not discussed…")
        self._open.clicked.connect(self.ask_reason)
        self._back = link_button(theme, "Discuss it after all")
        self._back.clicked.connect(self.taken_up)
        self._said = Label("", "small", wraps=True)
        self.reason = LineEdit(
            placeholder="Why this item was not discussed, as it stands in the minutes", is_prose=True
        )
        self.reason.setAccessibleName("Why this item was not discussed")
        self.reason.returnPressed.connect(self._tell)
        keep = Button(theme, "Leave out")
        keep.clicked.connect(self._tell)
        self._ask = frame("clear", across(self.reason, keep, spacing=8, stretched=0))
        self._line = frame("clear", across(self._said, None, self._back, self._open, stretched=0))
        self.setLayout(down(self.no_disagreement, self.no_unmet_need, self._line, self._ask, spacing=6))

    def show_item(
        self,
        *,
        asks_disagreement: bool,
        asks_unmet_need: bool,
        no_disagreement: bool,
        no_unmet_need: bool,
        left_out_because: str | None,
    ) -> None:
        """Show what this item asks; `left_out_because` is None while the item is not left out."""
        self.no_disagreement.setVisible(asks_disagreement)
        self.no_unmet_need.setVisible(asks_unmet_need)
        self.no_disagreement.setChecked(no_disagreement)
        self.no_unmet_need.setChecked(no_unmet_need)
        is_out = left_out_because is not None
        self._said.setText(f"Not discussed: {left_out_because}" if is_out else "")
        self._back.setVisible(is_out)
        self._open.setVisible(not is_out)
        if is_out:
            self._ask.hide()

    def flush(self) -> None:
        """Have a reason that was typed count: going on without Enter does not lose it."""
        if not self._ask.isHidden():
            self._tell()

    def fold(self) -> None:
        """Ask for no reason: another item is shown."""
        self._ask.hide()

    def ask_reason(self) -> None:
        """Ask why the item is left out."""
        self._ask.show()
        self.reason.clear()
        self.reason.setFocus()

    def _tell(self) -> None:
        if self.reason.text().strip():
            self.left_out.emit(self.reason.text().strip())
