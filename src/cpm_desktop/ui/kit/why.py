"""The "Why?" link: the rule behind a question, and where it stands, opening in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, at_top, down, frame
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.labels import IconLabel, Label

if TYPE_CHECKING:
    from cpm_desktop.ui.kit.theme import Theme


class Why(QWidget):
    """A link that opens the rule below it. Put `link` elsewhere in a row if it belongs there."""

    def __init__(
        self, theme: Theme, rule: str, source: str, sentence: str = "", *, about: str = "",
        has_own_link: bool = True, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`rule` is the rule in a sentence, `source` where it stands, `about` what it is asked of."""
        super().__init__(parent)
        self._about = about
        self._said = ". ".join(part for part in (rule, sentence, source) if part)
        self.link: Button = link_button(theme, "Why?", trailing_icon="chevron-down")
        heading = Label(rule, "small_strong", wraps=True)
        words = down(heading, spacing=3)
        if sentence:
            words.addWidget(Label(sentence, "small", wraps=True))
        words.addWidget(Label(source, "micro", wraps=True))
        icon = at_top(IconLabel(theme, "book-open", "text2", 14))
        self._box = frame("sunken", across(icon, words, spacing=9, margins=(12, 8, 12, 9), stretched=1))
        self._box.hide()
        own = (across(self.link, None),) if has_own_link else ()
        self.setLayout(down(*own, self._box, spacing=4))
        self.link.clicked.connect(self._turn)
        self._name_link()

    @property
    def is_open(self) -> bool:
        """Whether the rule is shown."""
        return not self._box.isHidden()

    def _turn(self) -> None:
        self._box.setVisible(not self.is_open)
        self.link.set_text("Hide why" if self.is_open else "Why?")
        self.link.set_trailing_icon("chevron-up" if self.is_open else "chevron-down")
        self._name_link()
        if self.is_open:
            announce(self, self._said)

    def _name_link(self) -> None:
        text = self.link.plain_text
        self.link.setAccessibleName(f"{text} {self._about}".strip())
        self.link.setAccessibleDescription(
            "Shown below" if self.is_open else "Opens the rule and its source below"
        )
