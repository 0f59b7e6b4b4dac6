"""The child's file in the case system: minutes loaded, case note added, the officer told; each with its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QSizePolicy

from cpm_desktop.domain.typography import NO_BREAK, short_day_text, weekday_name
from cpm_desktop.services.handing_over import mark_loaded, mark_noted, mark_officer_told
from cpm_desktop.ui.close.why_rule import why_rule
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import SectionHead
from cpm_desktop.ui.kit.private_clipboard import copy_privately
from cpm_desktop.ui.kit.tick_boxes import CheckBox

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.editing import Edited
    from cpm_desktop.services.handing_over import Handover
    from cpm_desktop.ui.kit.theme import Theme

FILING_RULE = "after.file-and-case-note"
OFFICER_RULE = "after.iro-consulted"
_OFFICER_TOLD = "Reviewing officer told"
_LOADED = "Minutes loaded under Documents"


class FilingPanel(QFrame):
    """Ticks carry the day; the case note and the file's name are copied on request only."""

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Empty until `show_handover`."""
        super().__init__()
        self.setProperty("kit", "panel")
        self.setAccessibleName("The child’s file")
        self._desk, self._id = desk, meeting_id
        why = why_rule(theme, desk, FILING_RULE, "the child’s file")
        links = (why.link,) if why is not None else ()
        self._head = SectionHead(f"Child’s file in {desk.authority().case_system}", *links, count="")
        self.loaded = self._made_box(theme, _LOADED, mark_loaded)
        self.noted = self._made_box(theme, "Case note added", mark_noted)
        self.told = self._made_box(theme, _OFFICER_TOLD, mark_officer_told)
        self._officer_text = Label("", "cell", wraps=True, selectable=True)
        self._officer_text.setAccessibleName("Text for the reviewing officer")
        self._officer_box = frame("sunken", down(self._officer_text, margins=(12, 7, 12, 7)))
        self.copy_officer = Button(theme, "Copy text", "mini", icon="copy")
        self.copy_officer.setAccessibleName("Copy the text for the reviewing officer")
        self.copy_officer.clicked.connect(
            lambda: self._copy(self._officer_text.text(), "The text for the reviewing officer is copied.")
        )
        officer_why = why_rule(theme, desk, OFFICER_RULE, "telling the reviewing officer", has_own_link=True)
        self._officer = frame(
            "clear",
            down(
                across(self.told, self.copy_officer, spacing=10, stretched=0),
                *((officer_why,) if officer_why is not None else ()),
                self._officer_box,
                spacing=5,
            ),
        )
        self._name = Label("", "cell")
        self._name_box = frame(
            "sunken", across(IconLabel(theme, "file-text", "text2", 15), self._name, margins=(10, 5, 12, 5))
        )
        self._name_box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._note = Label("", "cell", wraps=True, selectable=True)
        self.copy_name = Button(theme, "Copy name", "mini", icon="copy")
        self.copy_note = Button(theme, "Copy text", "primary", icon="copy")
        self.copy_name.clicked.connect(lambda: self._copy(self._name.text(), "The file’s name is copied."))
        self.copy_note.clicked.connect(lambda: self._copy(self._note.text(), "The case note is copied."))
        self._note.setAccessibleName("Case note")
        note_box = frame("sunken", down(self._note, margins=(12, 7, 12, 7)))
        self.setLayout(
            down(
                self._head,
                *((why,) if why is not None else ()),
                across(self.loaded, self._name_box, self.copy_name, spacing=10, stretched=0),
                across(self.noted, self.copy_note, spacing=10, stretched=0),
                note_box,
                self._officer,
                spacing=5,
                margins=(16, 9, 16, 11),
            )
        )

    def show_handover(self, standing: Handover, *, officer_needed: bool) -> None:
        """Show what is filed."""
        filing = standing.filing
        done = sum(day is not None for day in (filing.loaded_on, filing.noted_on))
        self._head.set_count(f"{done} of 2 done")
        _show(self.loaded, filing.loaded_on, filing.loaded_by)
        _show(self.noted, filing.noted_on, filing.noted_by)
        _show(self.told, filing.officer_told_on, "")
        self._officer.setVisible(officer_needed)
        self.told.set_words(
            f"Reviewing officer told: {standing.officer}" if standing.officer else _OFFICER_TOLD
        )
        self._officer_text.setText(standing.officer_text)
        for part in (self._officer_box, self.copy_officer):
            part.setVisible(bool(standing.officer_text))
        self.loaded.set_words(
            _LOADED if standing.filed_at == "Documents" else f"Record loaded in {standing.filed_at}"
        )
        self._name.setText(standing.file_name)
        self._name_box.setAccessibleName(f"File’s name: {standing.file_name}")
        self._note.setText(standing.case_note)

    def copy_case_note(self) -> None:
        """Copy the case note's text."""
        self.copy_note.click()

    def _made_box(
        self, theme: Theme, words: str, mark: Callable[[Desk, str, dt.date | None], Edited | None]
    ) -> CheckBox:
        box = CheckBox(theme, words, detail="Not yet", detail_tone="warn")
        box.clicked.connect(
            lambda is_ticked: mark(self._desk, self._id, self._desk.today() if is_ticked else None)
        )
        return box

    def _copy(self, text: str, said: str) -> None:
        copy_privately(text)
        announce(self, said)


def _show(box: CheckBox, day: dt.date | None, by: str) -> None:
    box.setChecked(day is not None)
    if day is None:
        box.set_detail("Not yet", "warn")
        return
    words = f"{weekday_name(day)[:3]}{NO_BREAK}{short_day_text(day)}"
    box.set_detail(f"{words} by {by}" if by else words)
