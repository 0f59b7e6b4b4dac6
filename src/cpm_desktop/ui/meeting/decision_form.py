"""A decision or recommendation: what, why, and by whose authority (record.decision-with-reason)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cpm_desktop.domain.captures import Decision, DecisionKind
from cpm_desktop.ui.kit.arranging import across, frame
from cpm_desktop.ui.kit.choices import Choice, Pills
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from cpm_desktop.ui.meeting.capture_form import CaptureForm

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from cpm_desktop.domain.captures import Capture
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_WITHIN = {"yes": True, "no": False, "": None}


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
        self._within = Pills("May those here decide it?", [Choice("yes", "Yes"), Choice("no", "No")])
        self._within.chosen.connect(self._follow)
        self.fields["is_within_authority"] = self._within.button("yes")
        asked = across(Label("May those here decide it?", "small"), self._within, stretched=1)
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
        if kind is DecisionKind.DECISION:
            self.box.addLayout(asked)
        self.box.addWidget(self._beyond)
        self.box.addWidget(self._proposal)
        self._audience = self.audience_select()
        self._plain = self.text("for_child", "In words for the child", "", is_laid=False)
        plain = self.labelled["for_child"]
        self.add_more(Field(theme, "Who may read it", self._audience), plain)
        self._show_beyond()

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
            "is_within_authority": _WITHIN[self._within.chosen_key],
            "is_proposal_to_review": self._proposal.isChecked(),
            "authoriser": self._authoriser.text(),
            "authorise_by": self._by.value,
            "audience": type(self.blank("").audience)(self._audience.chosen_key),
            "for_child": self._plain.text,
        }

    def fill(self, entity: Capture | None) -> None:
        """Show a decision."""
        decision = entity if isinstance(entity, Decision) else Decision(id="")
        self._text.load(decision.text)
        self._reason.load(decision.reason)
        within = decision.is_within_authority
        self._within.choose_none() if within is None else self._within.choose("yes" if within else "no")
        self._proposal.setChecked(decision.is_proposal_to_review)
        if self._authoriser.text() != decision.authoriser:
            self._authoriser.setText(decision.authoriser)
        if entity is None:
            self._by.set_value(None)
        else:
            self._by.show_day(decision.authorise_by)
        self._audience.choose(decision.audience.value)
        self._plain.load(decision.for_child)
        self._show_beyond()

    def _follow(self) -> None:
        self._show_beyond()
        self.keep_now()

    def _show_beyond(self) -> None:
        is_beyond = self._kind is DecisionKind.RECOMMENDATION or self._within.chosen_key == "no"
        self._beyond.setVisible(is_beyond)
