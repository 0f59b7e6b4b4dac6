"""Step 1: who works at this laptop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.unlock.step import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.ui.kit.theme import Theme


class YouStep(Step):
    """Name, role, council and team."""

    def __init__(self, theme: Theme) -> None:
        """Empty."""
        super().__init__(
            theme,
            1,
            "Who works at this laptop",
            "Your name and role stand under the minutes you sign. Council and team stand at their top.",
            on="Next: passphrase",
        )
        self._name, self._role = LineEdit(is_large=True), LineEdit(is_large=True)
        self._authority, self._service = LineEdit(is_large=True), LineEdit(is_large=True)
        self.name = Field(theme, "Your full name", self._name)
        self.role = Field(theme, "Your role", self._role, hint="For example: social worker")
        self.authority = Field(theme, "Council", self._authority)
        self.service = Field(theme, "Team", self._service, hint="You can leave this for later.")
        for field in (self.name, self.role, self.authority, self.service):
            self.fields.addWidget(field)
        for line in (self._name, self._role, self._authority, self._service):
            line.returnPressed.connect(self.on_button.click)

    @property
    def details(self) -> tuple[str, str, str, str]:
        """Name, role, council and team as typed."""
        lines = (self._name, self._role, self._authority, self._service)
        name, role, authority, service = (line.text().strip() for line in lines)
        return name, role, authority, service

    def check(self) -> Sequence[tuple[str, QWidget]]:
        """A name and a role are needed."""
        self.name.show_error("")
        self.role.show_error("")
        errors: list[tuple[str, QWidget]] = []
        if not self.details[0]:
            errors.append(("Give your name, as it should stand under minutes.", self.name))
        if not self.details[1]:
            errors.append(("Give your role, for example social worker.", self.role))
        return errors

    def first_field(self) -> QWidget:
        """The name."""
        return self._name

    def summary(self) -> str:
        """Name and role."""
        return ", ".join(part for part in self.details[:2] if part)
