"""Who is invited, what each answered, and which expected roles nobody has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.domain.attendance import Attendee, Reply
from cpm_desktop.ui.kit.arranging import across, at_top, down, empty, frame
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.labels import ElidedLabel, IconLabel, Label
from cpm_desktop.ui.kit.panels import SectionHead
from cpm_desktop.ui.kit.selects import Option, SearchSelect, Select
from cpm_desktop.ui.kit.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.forms import Rule
    from cpm_desktop.services.preparing import ExpectedLine
    from cpm_desktop.ui.kit.theme import Theme

NOT_INVITED = "not invited"
_FEW_OFFERED = 3  # so many roles that may be invited stand open; more are shown when asked for
_ICONS = {
    Reply.NO_ANSWER: ("circle-help", "warn"),
    Reply.COMING: ("circle-check", "good"),
    Reply.BY_TELEPHONE: ("phone", "accent"),
    Reply.BY_VIDEO: ("video", "accent"),
    Reply.APOLOGIES: ("log-out", "text3"),
}
_OPTIONS = [
    *[Option(reply.value, reply.value[:1].upper() + reply.value[1:]) for reply in Reply],
    Option(NOT_INVITED, "Not invited"),
]


def reply_words(person: Attendee) -> str:
    """Return what a person answered, as the list says it."""
    key = person.reply.value if person.is_invited else NOT_INVITED
    return next((option.text for option in _OPTIONS if option.key == key), "")


class PersonLine(QFrame):
    """One person with the answer. `replied` is sent with the person's id and the option chosen."""

    replied = Signal(str, str)

    def __init__(self, theme: Theme, person: Attendee) -> None:
        """Show one person."""
        super().__init__()
        self.setProperty("kit", "clear")
        self._theme, self._person_id = theme, person.id
        self._icon = IconLabel(theme, "circle-help", "warn", 15)
        self._name, self._role = ElidedLabel("", "cell"), ElidedLabel("", "micro")
        self.reply = Select(theme, _OPTIONS)
        theme.changed.connect(self._fit)
        self._fit()
        self.reply.chosen.connect(lambda key: self.replied.emit(self._person_id, key))
        names = down(self._name, self._role, spacing=0)
        self.setLayout(across(names, self._icon, self.reply, spacing=6, stretched=0))
        self.show_person(person)

    def show_person(self, person: Attendee) -> None:
        """Show what is known of the person."""
        self._name.set_whole_text(person.name)
        role = ", ".join(part for part in (person.role, person.access_needs or person.agency) if part)
        self._role.set_whole_text(role)
        self._icon.set_icon(*(_ICONS[person.reply] if person.is_invited else ("circle-minus", "text3")))
        self.reply.choose(person.reply.value if person.is_invited else NOT_INVITED)
        self.reply.setAccessibleName(f"Answer of {person.name}")

    def _fit(self) -> None:
        self.reply.setFixedWidth(self._theme.px(134))


class PeopleCard(QFrame):
    """All people, those invited first."""

    replied = Signal(str, str)
    invite_pressed = Signal()
    role_pressed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_people`. `role_pressed` is sent with a role that nobody has, to invite somebody for it."""
        super().__init__()
        self._theme = theme
        self.setProperty("kit", "clear")
        self.invite_button: Button = link_button(theme, "Invite", icon="user-plus")
        self.invite_button.clicked.connect(self.invite_pressed)
        self._head = SectionHead("People", self.invite_button, count="")
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(6)
        self._offered = QVBoxLayout()
        self._offered.setSpacing(6)
        self._offered.setContentsMargins(0, 0, 0, 0)
        self._offers_box = frame("clear", self._offered)
        self._offers_box.hide()
        self.offers_link = link_button(theme, "", icon="users")
        self.offers_link.clicked.connect(self._turn_offers)
        self.offers_link.hide()
        self._count = 0
        link = across(self.offers_link, None)
        self.setLayout(down(self._head, self._column, self._missing, link, self._offers_box, spacing=10))
        self.lines: dict[str, PersonLine] = {}
        self._expected: tuple[ExpectedLine, ...] = ()

    def show_people(self, people: Sequence[Attendee]) -> None:
        """Show the people; where they are the same, only what changed."""
        ordered = sorted(people, key=lambda person: not person.is_invited)
        keep_rows(self._column, self.lines, {person.id: person for person in ordered}, self._line)
        for person in ordered:
            self.lines[person.id].show_person(person)

    def show_expected(self, expected: Sequence[ExpectedLine], rule: Callable[[str], Rule | None]) -> None:
        """Show how many expected roles are there, and each that is not, with why it is expected."""
        there = sum(not line.is_missing for line in expected)
        self._head.set_count(f"{there} of {len(expected)} expected")
        if tuple(expected) == self._expected:
            return
        self._expected = tuple(expected)
        empty(self._missing)
        empty(self._offered)
        offered = [line for line in expected if line.is_missing and not line.is_required]
        for line in expected:
            if line.is_missing and line.is_required:
                self._missing.addWidget(self._missing_line(line, rule(line.rule)))
        for line in offered:
            self._offered.addWidget(self._missing_line(line, rule(line.rule)))
        self.offers_link.setVisible(len(offered) > _FEW_OFFERED)
        self._offers_box.setVisible(0 < len(offered) <= _FEW_OFFERED)
        self._count = len(offered)
        self._name_link()

    def _turn_offers(self) -> None:
        self._offers_box.setVisible(self._offers_box.isHidden())
        self._name_link()

    def _name_link(self) -> None:
        verb = "Show" if self._offers_box.isHidden() else "Hide"
        self.offers_link.set_text(f"{verb} {self._count} others who may be invited")

    def _line(self, person: Attendee) -> PersonLine:
        line = PersonLine(self._theme, person)
        line.replied.connect(self.replied)
        return line

    def _missing_line(self, line: ExpectedLine, rule: Rule | None) -> QWidget:
        """A required role is warned of; any other is offered."""
        icon, tone = ("circle-alert", "warn") if line.is_required else ("circle-dashed", "text3")
        words = Label(
            f"Not invited: {line.role}", "small", tone="warn" if line.is_required else None, wraps=True
        )
        ask = link_button(self._theme, "Invite")
        ask.setAccessibleName(f"Invite: {line.role}")
        ask.clicked.connect(lambda: self.role_pressed.emit(line.role))
        top = across(
            at_top(IconLabel(self._theme, icon, tone, 15)), words, at_top(ask), spacing=8, stretched=1
        )
        parts: list[QWidget] = [Label(line.hint, "micro", wraps=True)] if line.hint else []
        if rule is not None:
            why = Why(self._theme, rule.says, rule.source, about=line.role, has_own_link=False)
            top.addLayout(at_top(why.link))
            parts.append(why)
        return frame("clear", down(top, *parts, spacing=2))


class InviteDialog(DialogShell):
    """Invites somebody of the child's network, or a guest. `chosen` gives id (empty for a guest) and details."""

    chosen = Signal(str, str, str, str)

    def __init__(
        self,
        theme: Theme,
        known: Sequence[Option],
        roles: Sequence[str] = (),
        agencies: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`known` are those of the child's network who are not on the list; roles and agencies are offered."""
        super().__init__(theme, "Invite somebody", agree="Invite", parent=parent)
        self.who = SearchSelect(theme, known, is_open=True, placeholder="Name")
        self.role = SearchSelect(theme, [Option(role, role) for role in roles], is_open=True)
        self.agency = SearchSelect(theme, [Option(name, name) for name in agencies], is_open=True)
        self._who = Field(
            theme, "Name", self.who, access_key="n", hint="Somebody around the child, or a guest."
        )
        self.content.addWidget(self._who)
        self.content.addWidget(
            Field(
                theme,
                "Role",
                self.role,
                access_key="r",
                hint="Usual roles stand first; any other can be typed.",
            )
        )
        self.content.addWidget(
            Field(theme, "Agency", self.agency, access_key="a", hint="Choose one, or type another.")
        )
        self.who.setFocus()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def accept(self) -> None:
        """Check that there is a name."""
        name = self.who.typed.strip()
        if not name:
            self._who.show_error("Give the person’s name.")
            self.who.setFocus()
            return
        self.chosen.emit(self.who.chosen_key, name, self.role.typed.strip(), self.agency.typed.strip())
        super().accept()
