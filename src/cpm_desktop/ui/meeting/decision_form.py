"""A decision or recommendation: what, why, and by whose authority (record.decision-with-reason)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cpm_desktop.domain.captures import Decision, DecisionKind
from cpm_desktop.domain.forms import FollowUpFor
from cpm_desktop.services.date_reading import date_reader
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.choices import YesNo
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from cpm_desktop.ui.meeting.capture_form import CaptureForm

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.captures import Capture
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.text_fields import LineEdit
    from cpm_desktop.ui.kit.theme import Theme

_ONLY_RECOMMENDED = "This meeting cannot decide that. It stands as a recommendation to whoever authorises it."
AWAITING = "Until both are there the record says: awaiting agreement."


class DecisionForm(CaptureForm):
    """Decisions and recommendations differ in who decides in the end."""

    noun = "decision"

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        meeting_id: str,
        read: Callable[[str], tuple[dt.date, tuple[str, ...]]],
        kind: DecisionKind = DecisionKind.DECISION,
    ) -> None:
        """`kind` says which of the two it makes."""
        super().__init__(theme, desk, meeting_id)
        self._kind = kind
        self.noun = kind.value
        what = "What was decided" if kind is DecisionKind.DECISION else "What is recommended"
        self._text = self.text("text", what, "w")
        self._reason = self.text("reason", "Why", "y", lines=1)
        self._within = YesNo("May those here decide it?")
        self._within.chosen.connect(self._follow)
        self.fields["is_within_authority"] = self._within.button("yes")
        who = Label("May those here decide it?", "small")
        self._asked = frame("clear", across(who, self._within, stretched=1))
        self._asked.setVisible(False)
        self._proposal = CheckBox(theme, "Goes to the review as a proposal", access_key="g")
        self._proposal.clicked.connect(self.keep_now)
        self.fields["is_proposal_to_review"] = self._proposal
        self._authoriser = self.line(
            "authoriser", "Who authorises it", "o", placeholder="Name or role", is_laid=False
        )
        self._by = DayField(theme, "By when", read, access_key="b")
        self.watch("authorise_by", self._by.control, self._by.changed)
        authoriser = self.labelled["authoriser"]
        self._beyond = frame("clear", across(authoriser, self._by, spacing=10, stretched=0))
        self._matter, self._matter_box = self._make_matter()
        self.box.addWidget(self._matter_box)
        self.box.addWidget(self._asked)
        self.box.addWidget(self._beyond)
        self.box.addWidget(self._proposal)
        back = date_reader(desk, meeting_id, is_looking_back=True)
        self._is_change, self._agreed_by, self._agreed_on, changes = self._make_change(back)
        self.box.addWidget(changes)
        self._audience = self.audience_select()
        self._plain = self.text("for_child", "In words for the child", "", is_laid=False)
        plain = self.labelled["for_child"]
        self.add_more(Field(theme, "Who may read it", self._audience), plain)
        self._show_beyond()

    def _make_matter(self) -> tuple[Select, QWidget]:
        """Make the choice of what a decision is about; only seen where the form limits the meeting's powers."""
        matters = self.desk.form_of(self.meeting).matters
        options = [Option("", "Not said yet"), *(Option(one.id, one.text) for one in matters)]
        select = Select(self.theme, options)
        select.chosen.connect(lambda _key: self._follow())
        self.fields["matter"] = select
        self._powers = Label(_ONLY_RECOMMENDED, "micro", wraps=True)
        box = frame("clear", down(Field(self.theme, "What it is about", select), self._powers, spacing=3))
        self._powers.hide()
        box.setVisible(False)
        self._has_matters = bool(matters)
        return select, box

    def _make_change(
        self, read: Callable[[str], tuple[dt.date, tuple[str, ...]]]
    ) -> tuple[CheckBox, LineEdit, DayField, QWidget]:
        """Make what is asked where a decision changes the plan: which manager agreed, and when."""
        tick = CheckBox(self.theme, "Changes the plan", access_key="h")
        tick.clicked.connect(self._follow)
        self.fields["is_plan_change"] = tick
        by = self.line("agreed_by", "Manager who agreed", "", placeholder="Name and role", is_laid=False)
        on = DayField(self.theme, "Agreed on", read)
        self.watch("agreed_on", on.control, on.changed)
        self._awaiting = Label(AWAITING, "micro", wraps=True)
        agreed = down(
            self.labelled["agreed_by"], on, self._awaiting, spacing=6
        )  # name and role need the width
        self._change = frame("clear", agreed)
        self._change.hide()
        whole = frame("clear", down(tick, self._change, spacing=6))
        follow_ups = self.desk.form_of(self.meeting).follow_ups
        if not any(one.each is FollowUpFor.EACH_PLAN_CHANGE for one in follow_ups):
            whole.hide()
        return tick, by, on, whole

    def blank(self, identifier: str) -> Capture:
        """Return an empty decision of this form's kind."""
        return Decision(id=identifier, decision_kind=self._kind)

    def words(self) -> str:
        """A decision is what was decided."""
        return self._text.text

    def values(self) -> dict[str, Any]:
        """Read the fields."""
        return {
            "text": self._text.text,
            "reason": self._reason.text,
            "is_within_authority": self._within.answer,
            "is_proposal_to_review": self._proposal.isChecked(),
            "authoriser": self._authoriser.text(),
            "authorise_by": self._by.value,
            "audience": type(self.blank("").audience)(self._audience.chosen_key),
            "for_child": self._plain.text,
            "decision_kind": self._kind,  # on some matters what is kept is a recommendation nevertheless
            "matter": self._matter.chosen_key,
            "is_plan_change": self._is_change.isChecked(),
            "agreed_by": self._agreed_by.text(),
            "agreed_on": self._agreed_on.value,
        }

    def fill(self, entity: Capture | None) -> None:
        """Show a decision."""
        decision = entity if isinstance(entity, Decision) else Decision(id="")
        self._text.load(decision.text)
        self._reason.load(decision.reason)
        self._within.show_answer(decision.is_within_authority)
        self._proposal.setChecked(decision.is_proposal_to_review)
        if self._authoriser.text() != decision.authoriser:
            self._authoriser.setText(decision.authoriser)
        self._matter.choose(decision.matter)
        self._is_change.setChecked(decision.is_plan_change)
        if self._agreed_by.text() != decision.agreed_by:
            self._agreed_by.setText(decision.agreed_by)
        days = ((self._by, decision.authorise_by), (self._agreed_on, decision.agreed_on))
        for field, day in days:
            field.set_value(None) if entity is None else field.show_day(day)
        self._audience.choose(decision.audience.value)
        self._plain.load(decision.for_child)
        self._show_beyond()

    def write(self, held: Capture) -> None:
        """Keep what the fields say, and show who has to authorise it where the matter says so."""
        super().write(held)
        kept = self.entity
        is_typing = self._authoriser.hasFocus()
        if isinstance(kept, Decision) and not is_typing and kept.authoriser != self._authoriser.text():
            self._authoriser.setText(kept.authoriser)
            self._authoriser.setCursorPosition(0)
        self._show_beyond()

    def _follow(self) -> None:
        self._show_beyond()
        self.keep_now()

    def _show_beyond(self) -> None:
        matter = self.desk.form_of(self.meeting).matter(self._matter.chosen_key)
        is_limited = matter is not None and matter.is_recommendation_only
        is_beyond = self._kind is DecisionKind.RECOMMENDATION or self._within.answer is False or is_limited
        self._beyond.setVisible(is_beyond)
        self._asked.setVisible(self._kind is DecisionKind.DECISION and not is_limited)
        self._powers.setVisible(is_limited and self._kind is DecisionKind.DECISION)
        self._matter_box.setVisible(self._has_matters)
        is_change = self._is_change.isChecked()
        self._change.setVisible(is_change)
        is_agreed = bool(self._agreed_by.text().strip()) and self._agreed_on.value is not None
        self._awaiting.setVisible(is_change and not is_agreed)
