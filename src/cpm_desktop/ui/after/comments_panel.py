"""Managers' comments on the finished record; each can be added to it as a signed addendum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.typography import day_text
from cpm_desktop.services.addendum import addendum_for, record_comment
from cpm_desktop.ui.after.copy_forms import RowForm
from cpm_desktop.ui.close.why_rule import why_rule
from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.panels import SectionHead
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.kit.tick_boxes import CheckBox

if TYPE_CHECKING:
    from cpm_desktop.domain.handover import ManagerComment
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

COMMENT_RULE = "record.manager-oversight"


class CommentForm(RowForm):
    """What the manager says, who it is, and whether it is for management only."""

    def __init__(self, theme: Theme) -> None:
        """Empty."""
        super().__init__()
        self.text = PlainEditor(theme, lines=3, grows_to=8)
        self.by, self.role = LineEdit(), LineEdit("Team manager")
        self.is_private = CheckBox(
            theme,
            "For management only",
            detail="It stands on no copy but the file’s, and the next meeting does not hear it.",
        )
        self._problem = Message(theme, "danger")
        self._problem.hide()
        self.save_button = Button(theme, "Record the comment", "primary")
        cancel = Button(theme, "Cancel", "link")
        cancel.clicked.connect(self.left)
        who = across(Field(theme, "Who", self.by), Field(theme, "Role", self.role), spacing=12)
        self.setLayout(
            down(
                Field(theme, "The comment", self.text),
                who,
                self.is_private,
                self._problem,
                across(self.save_button, cancel, None),
                spacing=8,
                margins=(16, 4, 16, 12),
            )
        )
        self.setFocusProxy(self.text)

    def show_problem(self, sentence: str) -> None:
        """Say what is missing; empty takes it away."""
        self._problem.tell_problem(sentence)


class CommentsPanel(QFrame):
    """`sign_asked` and `save_asked` are sent with a comment's id."""

    sign_asked = Signal(str)
    save_asked = Signal(str)

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Empty until `show_comments`."""
        super().__init__()
        self.setProperty("kit", "panel")
        self.setAccessibleName("Managers’ comments")
        self._theme, self._desk, self._id = theme, desk, meeting_id
        self._shown: list[object] | None = None
        self.rows: list[QFrame] = []
        self.buttons: dict[str, Button] = {}
        self.add_button = link_button(theme, "Add a comment", icon="plus")
        self.add_button.clicked.connect(self.add)
        why = why_rule(theme, desk, COMMENT_RULE, "managers’ comments")
        links = (why.link,) if why is not None else ()
        self._head = SectionHead("Managers’ comments", *links, self.add_button, count="")
        self._box = QVBoxLayout()
        self._box.setSpacing(0)
        self.form = CommentForm(theme)
        self.form.hide()
        self.form.left.connect(self._leave)
        self.form.save_button.clicked.connect(self._save)
        head = down(self._head, *((why,) if why is not None else ()), spacing=4, margins=(16, 9, 16, 5))
        self.setLayout(down(head, self.form, self._box, spacing=0, margins=(0, 0, 0, 6)))

    def show_comments(self) -> None:
        """Show the comments and whether their addenda are signed."""
        meeting = self._desk.meeting(self._id).value
        shown: list[object] = [(each, addendum_for(meeting, each.id)) for each in meeting.comments]
        if shown == self._shown:
            return
        self._shown = shown
        self._head.set_count(len(meeting.comments) or None)
        for row in self.rows:
            self._box.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.buttons = {}
        self.rows = [
            self._made_row(each, is_signed=addendum_for(meeting, each.id) is not None)
            for each in meeting.comments
        ]
        for row in self.rows:
            self._box.addWidget(row)
            row.show()

    def add(self) -> None:
        """Ask for a comment."""
        self.form.text.load("")
        self.form.by.clear()
        self.form.is_private.setChecked(False)
        self.form.show_problem("")
        self.form.show()
        self.form.setFocus()

    def _made_row(self, comment: ManagerComment, *, is_signed: bool) -> QFrame:
        row = QFrame()
        row.setProperty("kit", "row_ruled")
        day = day_text(comment.on) if comment.on is not None else ""
        parts = (
            ", ".join(part for part in (comment.by, comment.role) if part),
            day,
            "for management only" if comment.is_management_only else "comes up at the next meeting",
            "addendum signed" if is_signed else "",
        )
        meta = " · ".join(part for part in parts if part)
        button = Button(self._theme, "Save the addendum…" if is_signed else "Sign the addendum…", "mini")
        button.setAccessibleName(f"{button.plain_text.rstrip('…')}: {comment.by}")
        asked = self.save_asked if is_signed else self.sign_asked
        button.clicked.connect(lambda: asked.emit(comment.id))
        self.buttons[comment.id] = button
        about = down(Label(comment.text, "cell", wraps=True), Label(meta, "small", wraps=True), spacing=1)
        icon = "eye-off" if comment.is_management_only else "message-square-quote"
        row.setLayout(
            across(
                at_top(IconLabel(self._theme, icon, "text2", 16)),
                about,
                button,
                spacing=8,
                margins=(16, 5, 10, 5),
                stretched=1,
            )
        )
        row.setAccessibleName(f"{comment.text}: {meta}")
        return row

    def _save(self) -> None:
        form = self.form
        try:
            record_comment(
                self._desk,
                self._id,
                form.text.text,
                form.by.text(),
                form.role.text(),
                is_management_only=form.is_private.isChecked(),
            )
        except CarePlanningError as error:
            form.show_problem(error.sentence)
            return
        self._leave()

    def _leave(self) -> None:
        self.form.hide()
        self.add_button.setFocus()
