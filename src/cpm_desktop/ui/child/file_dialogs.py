"""The dialogs of a child's file: which fields each has, and what is wrong with what was typed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeVar

from cpm_desktop.domain.captures import Action, UnmetNeed
from cpm_desktop.domain.child import (
    Child,
    ChildFile,
    CopyKind,
    EarlierMeeting,
    ParentalResponsibility,
    Person,
    Review,
)
from cpm_desktop.domain.commands import Withdraw
from cpm_desktop.domain.entity import Entity, new_identifier
from cpm_desktop.domain.roles import find_role
from cpm_desktop.services.caseload import add_child
from cpm_desktop.services.copies_again import with_decision_day
from cpm_desktop.services.keeping import keep
from cpm_desktop.services.kinds_offered import kinds_for_child
from cpm_desktop.services.unmet_register import need_categories
from cpm_desktop.ui.child.entity_dialog import EntityDialog, EntityWork, FieldSpec, Finding
from cpm_desktop.ui.kit.opening_again import opens_again
from cpm_desktop.ui.kit.selects import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.editing import Editing
    from cpm_desktop.ui.kit.theme import Theme

E = TypeVar("E", bound=Entity)
COPY_NAMES = {
    CopyKind.UNDECIDED: "Not decided yet",
    CopyKind.PROFESSIONAL: "Full record",
    CopyKind.FAMILY: "Family copy",
    CopyKind.CHILD: "Child’s copy",
    CopyKind.NONE: "No copy",
}
RESPONSIBILITY_NAMES = {
    ParentalResponsibility.NO: "No",
    ParentalResponsibility.YES: "Yes",
    ParentalResponsibility.LIMITED: "Limited by a court order",
    ParentalResponsibility.UNKNOWN: "Not known",
}


class FileDialogs:
    """Opens dialogs on one child's file."""

    def __init__(self, desk: Desk, theme: Theme, child_id: str, parent: QWidget) -> None:
        """`parent` is the page they stand over."""
        self._desk, self._theme, self._child_id, self._parent = desk, theme, child_id, parent

    @property
    def _editing(self) -> Editing[ChildFile]:
        return self._desk.child(self._child_id)

    @opens_again
    def edit_child(self) -> EntityDialog:
        """Edit the child's details."""
        file = self._editing.value
        workers = tuple(Option(person.id, person.name) for person in file.people if not person.is_child)
        specs = [
            *child_specs(self._desk),
            FieldSpec(
                "social_worker",
                "Allocated social worker",
                "choice",
                (Option("", "Not known"), *workers),
                hint="One of the people around the child.",
            ),
        ]
        return self._open("Details", file.child, specs, check_child, can_remove=False)

    @opens_again
    def edit_person(self, person_id: str = "") -> EntityDialog:
        """Edit or add somebody of the child's network."""
        held = next((person for person in self._editing.value.people if person.id == person_id), None)
        person = held or Person(id=new_identifier())
        title = f"{person.name}" if held else "Add a person"
        return self._open(
            title,
            person,
            person_specs(self._desk),
            check_person,
            finish=lambda wanted: self._finished_person(held, wanted),
            can_remove=held is not None and not person.is_child,
        )

    @opens_again
    def edit_review(self, review_id: str = "") -> EntityDialog:
        """Edit or add a review, held or planned."""
        reviews = self._editing.value.reviews
        held = next((review for review in reviews if review.id == review_id), None)
        number = max((review.number for review in reviews), default=0) + 1
        review = held or Review(id=new_identifier(), number=number, is_planned=True)
        return self._open(
            f"Review {review.number}" if held else "Add a review",
            review,
            review_specs(self._desk),
            check_review,
            finish=lambda wanted: dataclasses.replace(wanted, number=wanted.number or number),
            can_remove=held is not None,
        )

    @opens_again
    def edit_earlier_meeting(self, meeting_id: str = "") -> EntityDialog:
        """Edit or add a meeting that was recorded elsewhere."""
        meetings = self._editing.value.earlier_meetings
        held = next((meeting for meeting in meetings if meeting.id == meeting_id), None)
        kinds = tuple(Option(form.id, form.short_name) for form in self._desk.procedure.forms.values())
        meeting = held or EarlierMeeting(id=new_identifier(), form_id=self._usual_kind())
        specs = [
            FieldSpec("form_id", "Kind of meeting", "choice", kinds),
            FieldSpec("date", "Day", "date", is_beside=True),
            FieldSpec("title", "What it was about", hint="For a meeting on a specific issue."),
            FieldSpec(
                "was_held", "It was held", "tick", hint="Untick it for one that was planned and missed."
            ),
            FieldSpec("minutes_sent_on", "Last copy of the minutes sent", "date", hint="Where it is known."),
        ]
        return self._open(
            "Earlier meeting" if held else "Add an earlier meeting",
            meeting,
            specs,
            lambda wanted: () if wanted.date else (Finding("Give the day of the meeting.", "date"),),
            can_remove=held is not None,
        )

    @opens_again
    def edit_action(self, action_id: str = "") -> EntityDialog:
        """Edit or add an action that was agreed elsewhere."""
        file = self._editing.value
        held = next((action for action in file.actions if action.id == action_id), None)
        action = held or Action(id=new_identifier(), made_on=self._desk.today())
        return self._open(
            "Action" if held else "Add an action agreed elsewhere",
            action,
            action_specs(self._desk, file),
            check_action,
            finish=self._with_owner,
            can_remove=held is not None,
        )

    @opens_again
    def edit_unmet_need(self, need_id: str = "") -> EntityDialog:
        """Edit or add an unmet need that was recorded elsewhere."""
        held = next((need for need in self._editing.value.unmet_needs if need.id == need_id), None)
        need = held or UnmetNeed(id=new_identifier(), made_on=self._desk.today())
        return self._open(
            "Unmet need" if held else "Add an unmet need",
            need,
            unmet_need_specs(self._desk),
            lambda wanted: () if wanted.need.strip() else (Finding("Say what is needed.", "need"),),
            can_remove=held is not None,
        )

    def _open(
        self,
        title: str,
        entity: E,
        specs: Sequence[FieldSpec],
        check: Callable[[E], Sequence[Finding]],
        *,
        finish: Callable[[E], E] = lambda entity: entity,
        can_remove: bool,
    ) -> EntityDialog:
        kind, identifier = entity.kind, entity.id
        work = EntityWork(
            entity,
            specs,
            lambda wanted: keep(self._editing, wanted),
            check,
            finish,
            (lambda: self._editing.perform(Withdraw(entity_kind=kind, id=identifier)))
            if can_remove
            else None,
        )
        dialog = EntityDialog(self._theme, title, work, self._desk.today(), parent=self._parent)
        dialog.open()
        return dialog

    def _usual_kind(self) -> str:
        likely = kinds_for_child(self._desk, self._child_id)
        return likely[0].form.id if likely else ""

    def _finished_person(self, held: Person | None, wanted: Person) -> Person:
        """Tie the role to the procedure, and note the day on which the copy was decided."""
        role_id = find_role(self._desk.procedure.roles, wanted.role)
        by = self._desk.workplace().value.worker.name
        person = dataclasses.replace(wanted, role_id=role_id)
        return with_decision_day(held, person, self._desk.today(), by)

    def _with_owner(self, action: Action) -> Action:
        people = self._editing.value.people
        owner = next((person.id for person in people if person.name == action.owner.strip()), "")
        return dataclasses.replace(action, owner=action.owner.strip(), owner_id=owner)


def new_child_dialog(
    desk: Desk, theme: Theme, on_added: Callable[[str], object], parent: QWidget
) -> EntityDialog:
    """Open the dialog for a child who is new to the caseload."""
    added: list[str] = []
    work = EntityWork(
        Child(id=new_identifier()),
        child_specs(desk),
        lambda wanted: added.append(add_child(desk, wanted)),
        check_child,
    )
    dialog = EntityDialog(theme, "Add a child", work, desk.today(), agree="Add the child", parent=parent)
    dialog.kept.connect(lambda: on_added(added[-1]))
    dialog.open()
    return dialog


def child_specs(desk: Desk) -> list[FieldSpec]:
    """Return the fields of a child's details."""
    matched = desk.rule("frequency.cla-matched-long-term")
    return [
        FieldSpec("name", "Full name"),
        FieldSpec("known_as", "Likes to be called", is_beside=True),
        FieldSpec("date_of_birth", "Date of birth", "date"),
        FieldSpec("expected_birth", "Or expected date of birth", "date", is_beside=True),
        FieldSpec("pronouns", "Pronouns", hint="As the child wants."),
        FieldSpec("languages", "Languages", "list", hint="Parted by commas.", is_beside=True),
        FieldSpec("case_number", "Case number"),
        FieldSpec("legal_status", "Legal status", hint="As in the care plan.", is_beside=True),
        FieldSpec("looked_after_since", "Looked after since", "date"),
        FieldSpec("protection_plan_since", "Child protection plan since", "date", is_beside=True),
        FieldSpec("placement", "Lives with", hint="Where and with whom, without the address."),
        FieldSpec("placement_since", "Since", "date", is_beside=True),
        FieldSpec("placement_address", "Address", "text", hint="Stands on the file copy only."),
        FieldSpec("is_matched_long_term", "This is a matched long-term placement", "tick", rule=matched),
        FieldSpec("is_accommodated", "Accommodated under section 20", "tick"),
        FieldSpec("is_in_need", "Child in need, with a child’s plan", "tick", is_beside=True),
        FieldSpec("", "Assessment and court"),
        FieldSpec("assessment_started_on", "Core assessment began", "date"),
        FieldSpec(
            "assessment_due_on",
            "Assessment due",
            "date",
            is_beside=True,
            rule=desk.rule("prepare.inter-agency-in-assessment-timescale"),
        ),
        FieldSpec("assessment_finished_on", "Assessment finalised", "date"),
        FieldSpec(
            "significant_change_on",
            "Assessment calls for a significant change of plan, since",
            "date",
            is_beside=True,
            hint="A planning meeting that was waived may be due again then.",
            rule=desk.rule("prepare.inter-agency-waiver"),
        ),
        FieldSpec("court_on", "Next date in court", "date", rule=desk.rule("prepare.legal-urgency")),
        FieldSpec(
            "filing_on",
            "Final care plan to be filed by",
            "date",
            is_beside=True,
            rule=desk.rule("prepare.final-plan-two-weeks-before-filing"),
        ),
        FieldSpec(
            "placement_order_on",
            "Placement order made",
            "date",
            hint="Every copy is decided again after it.",
        ),
        FieldSpec(
            "adopted_on", "Adopted", "date", is_beside=True, hint="Every copy is decided again after it."
        ),
    ]


def person_specs(desk: Desk) -> list[FieldSpec]:
    """Return the fields of somebody in the network."""
    roles = tuple(Option(role.id, role.name) for role in desk.procedure.roles.values())
    copies = tuple(Option(kind.value, text) for kind, text in COPY_NAMES.items())
    responsibility = tuple(Option(kind.value, text) for kind, text in RESPONSIBILITY_NAMES.items())
    return [
        FieldSpec("name", "Full name"),
        FieldSpec("role", "Role", "search", roles, is_beside=True),
        FieldSpec("agency", "Agency", hint="Leave empty for family and carers."),
        FieldSpec("initials", "Initials", hint="For shorthand; made from the name if empty.", is_beside=True),
        FieldSpec("parental_responsibility", "Parental responsibility", "choice", responsibility),
        FieldSpec("is_party", "Party, or likely party, to proceedings", "tick", is_beside=True),
        FieldSpec("", "How to reach them"),
        FieldSpec("telephone", "Telephone"),
        FieldSpec("email", "E-mail", is_beside=True),
        FieldSpec("address", "Address", "text", hint="Telephone, e-mail and address stand on no copy."),
        FieldSpec("contact_restriction", "Restriction on contact", hint="Stands on the file copy only."),
        FieldSpec("", "Their copy of the record"),
        FieldSpec(
            "copy_kind",
            "Which copy they get",
            "choice",
            copies,
            rule=desk.rule("after.copy-for-each-reader"),
        ),
        FieldSpec("copy_decided_by", "Who decided", is_beside=True),
        FieldSpec("copy_reason", "Why", hint="Needed where a copy is withheld. File copy only."),
        FieldSpec("", "The care team"),
        FieldSpec(
            "is_care_team_member",
            "Member of the care team, as agreed with the child and the family",
            "tick",
            rule=desk.rule("attend.care-team"),
        ),
        FieldSpec("care_team_role", "What they are there for"),
        FieldSpec("has_left", "No longer around the child", "tick", hint="Kept for old records."),
    ]


def review_specs(desk: Desk) -> list[FieldSpec]:
    """Return the fields of a review."""
    return [
        FieldSpec("number", "Number", "number"),
        FieldSpec("date", "Day", "date", is_beside=True),
        FieldSpec("is_planned", "Planned, not held yet", "tick"),
        FieldSpec(
            "is_brought_forward",
            "Brought forward from the usual cycle",
            "tick",
            rule=desk.rule("frequency.cla-early-review"),
        ),
        FieldSpec(
            "agreed_meetings",
            "Meetings it agreed on before the next review",
            "number or none",
            hint="Only for a matched long-term placement; leave empty otherwise.",
            rule=desk.rule("frequency.cla-matched-long-term"),
        ),
    ]


def action_specs(desk: Desk, file: ChildFile) -> list[FieldSpec]:
    """Return the fields of an action."""
    people = tuple(Option(person.id, person.name) for person in file.people if not person.has_left)
    return [
        FieldSpec("text", "What will happen", "text", rule=desk.rule("record.smart-plan")),
        FieldSpec("owner", "Who", "search", people),
        FieldSpec("due", "By when", "date", is_beside=True),
        FieldSpec("purpose", "So that", hint="What it is to achieve."),
        FieldSpec("made_on", "Agreed on", "date"),
        FieldSpec("carried_before", "Carried over before", "number", is_beside=True),
    ]


def unmet_need_specs(desk: Desk) -> list[FieldSpec]:
    """Return the fields of an unmet need."""
    kinds = (Option("", "Not chosen"), *(Option(kind, kind) for kind in need_categories(desk)))
    return [
        FieldSpec("need", "What is needed", "text", rule=desk.rule("record.unmet-need")),
        FieldSpec("why", "Why nothing can be offered"),
        FieldSpec("asked", "Who was asked", "list", hint="Parted by commas."),
        FieldSpec("meanwhile", "What happens meanwhile"),
        FieldSpec("category", "Category, for the register", "choice", kinds),
        FieldSpec("made_on", "Recorded on", "date"),
        FieldSpec("carried_before", "Carried over before", "number", is_beside=True),
    ]


def check_child(child: Child) -> Sequence[Finding]:
    """A name, or an expected birth; and dates of the assessment in their order."""
    findings = []
    if not child.name.strip() and child.expected_birth is None:
        sentence = "Give the child’s name, or for a child not born yet the expected date of birth."
        findings.append(Finding(sentence, "name"))
    began = child.assessment_started_on
    for field, words in (("assessment_due_on", "is due"), ("assessment_finished_on", "was finalised")):
        day = getattr(child, field)
        if began is not None and day is not None and day < began:
            findings.append(Finding(f"The assessment {words} before it began. Check the dates.", field))
    return findings


def check_person(person: Person) -> Sequence[Finding]:
    """A name, a role, and a reason where the copy is withheld."""
    findings = []
    if not person.name.strip():
        findings.append(Finding("Give the person’s name.", "name"))
    if not person.role.strip():
        findings.append(Finding("Say who they are to the child, for example grandmother.", "role"))
    if person.copy_kind is CopyKind.NONE and not person.copy_reason.strip():
        findings.append(Finding("Say why this person gets no copy.", "copy_reason"))
    return findings


def check_review(review: Review) -> Sequence[Finding]:
    """A day."""
    return () if review.date is not None else (Finding("Give the day of the review.", "date"),)


def check_action(action: Action) -> Sequence[Finding]:
    """What will happen."""
    return () if action.text.strip() else (Finding("Say what will happen.", "text"),)
