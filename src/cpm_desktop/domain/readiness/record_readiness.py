"""The whole of readiness: every check of a form carried out on a meeting."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from cpm_desktop.domain.captures import Action
from cpm_desktop.domain.forms import Check, CheckKind, Form, Procedure, RoleName
from cpm_desktop.domain.meeting import Meeting, Validity
from cpm_desktop.domain.readiness import (
    agenda_checks,
    attendance_checks,
    carried_checks,
    close_checks,
    outcome_checks,
    preparation_checks,
    team_checks,
    voice_checks,
)
from cpm_desktop.domain.readiness.debt import Debt, Mend, Place, Settled
from cpm_desktop.domain.readiness.ground import Ground, joined, quoted
from cpm_desktop.domain.situation import situation_of
from cpm_desktop.domain.smart import smart_marks, words_pointed_at

Checker = Callable[[Ground, Check], Iterator[Debt]]
CHECKERS: Final[Mapping[CheckKind, tuple[str, Checker]]] = MappingProxyType(
    {
        CheckKind.EVERY_ITEM_DISCUSSED: ("Every item of the agenda", agenda_checks.every_item_discussed),
        CheckKind.CHILD_VIEW: ("The child’s view", voice_checks.child_view),
        CheckKind.CHILD_VIEW_SHARING: ("Who may read the child’s words", voice_checks.child_view_sharing),
        CheckKind.PARTICIPATION: ("How child and parents took part", voice_checks.participation),
        CheckKind.ATTENDANCE: ("Attendance", attendance_checks.attendance),
        CheckKind.EXPECTED_PRESENT: ("Those expected", attendance_checks.expected_present),
        CheckKind.CARRIED_REVIEWED: ("What was open from before", carried_checks.carried_reviewed),
        CheckKind.CARRIED_ESCALATED: ("Actions carried more than once", carried_checks.carried_escalated),
        CheckKind.ACTION_COMPLETE: (
            "Every action: who, what, when, what for",
            outcome_checks.action_complete,
        ),
        CheckKind.DECISION_REASON: ("A reason for every decision", outcome_checks.decision_reason),
        CheckKind.DECISION_AUTHORITY: ("Authority for every decision", outcome_checks.decision_authority),
        CheckKind.QUESTIONS_ANSWERED: ("Required questions", agenda_checks.questions_answered),
        CheckKind.DISAGREEMENT_ASKED: ("Different views asked for", outcome_checks.disagreement_asked),
        CheckKind.UNMET_NEED_ASKED: ("Unmet needs asked for", outcome_checks.unmet_need_asked),
        CheckKind.DISAGREEMENT_COMPLETE: ("Different views", outcome_checks.disagreement_complete),
        CheckKind.UNMET_NEED_COMPLETE: ("Unmet needs", outcome_checks.unmet_need_complete),
        CheckKind.OFFICER_ASKED: ("The reviewing officer", close_checks.officer_asked),
        CheckKind.COMPLEX_DISCUSSED: (
            "Discussion with the team manager",
            attendance_checks.complex_discussed,
        ),
        CheckKind.CHAIR_ROLE: ("The chair", attendance_checks.chair_role),
        CheckKind.NEXT_MEETING: ("The next meeting", close_checks.next_meeting),
        CheckKind.READ_BACK: ("The read-back", close_checks.read_back),
        CheckKind.CHALLENGE_TEXT: ("How to challenge a decision", close_checks.challenge_text),
        CheckKind.COPIES_DECIDED: ("Who gets which copy", close_checks.copies_decided),
        CheckKind.PREPARED_NOTES_CONFIRMED: (
            "Notes prepared beforehand",
            agenda_checks.prepared_notes_confirmed,
        ),
        CheckKind.PREPARATION_ANSWERED: ("The preparation", preparation_checks.preparation_answered),
        CheckKind.PAPERS_READY: ("The papers", preparation_checks.papers_ready),
        CheckKind.DATES_IN_ORDER: ("The dates", preparation_checks.dates_in_order),
        CheckKind.SEVERAL_AGENCIES: ("Several agencies", team_checks.several_agencies),
        CheckKind.DECISION_MATTER: ("What the meeting may decide", outcome_checks.decision_matter),
        CheckKind.CARE_TEAM_NAMED: ("The care team", team_checks.care_team_named),
        CheckKind.RECORDER_NAMED: ("Who recorded it", team_checks.recorder_named),
        CheckKind.DISCLOSURE_TOLD: ("Restricted notes", outcome_checks.disclosure_told),
        CheckKind.EXTRA_EXPLAINED: ("Why it was called", preparation_checks.extra_explained),
    }
)
# These are asked when all has been said; during an item they would only disturb.
_AT_THE_CLOSE = frozenset(
    {
        CheckKind.EVERY_ITEM_DISCUSSED,
        CheckKind.READ_BACK,
        CheckKind.COPIES_DECIDED,
        CheckKind.EXPECTED_PRESENT,
        CheckKind.SEVERAL_AGENCIES,
    }
)

# An abandoned meeting owes what was said in it, and nothing of what it never came to.
_OWED_WHEN_ABANDONED = frozenset(
    {
        CheckKind.ATTENDANCE,
        CheckKind.CHILD_VIEW_SHARING,
        CheckKind.DECISION_REASON,
        CheckKind.DECISION_AUTHORITY,
        CheckKind.DECISION_MATTER,
        CheckKind.ACTION_COMPLETE,
        CheckKind.DISAGREEMENT_COMPLETE,
        CheckKind.UNMET_NEED_COMPLETE,
        CheckKind.CHAIR_ROLE,
        CheckKind.RECORDER_NAMED,
        CheckKind.COPIES_DECIDED,
        CheckKind.CHALLENGE_TEXT,
        CheckKind.PREPARED_NOTES_CONFIRMED,
        CheckKind.SEVERAL_AGENCIES,
        CheckKind.DISCLOSURE_TOLD,
        CheckKind.EXTRA_EXPLAINED,
    }
)


def debts(form: Form, meeting: Meeting, procedure: Procedure) -> tuple[Debt, ...]:
    """Return what the record still owes, in the order of the form's checks; what bears a reason is settled."""
    return tuple(debt for _, unsettled, _ in _carried_out(form, meeting, procedure) for debt in unsettled)


def what_reasons_are_for(form: Form, meeting: Meeting, roles: Mapping[str, RoleName]) -> dict[str, str]:
    """Return what is missing for each reason that was given, as it was owed, by the reason's id."""
    ground = Ground(form, meeting, roles, situation_of(meeting))
    given = {reason.id for reason in meeting.given_reasons if reason.text.strip()}
    found = (debt for check in form.checks for debt in CHECKERS[check.kind][1](ground, check))
    return {debt.key: debt.sentence for debt in found if debt.key in given}


def title_behind(key: str) -> str:
    """Return what a reason is about, in words that name nobody, by its id; empty where no check has it."""
    kind = key.partition(".")[0]
    return next(
        (title for check, (title, _) in CHECKERS.items() if check.value.replace(" ", "-") == kind), ""
    )


def checks_in_order(form: Form, meeting: Meeting, procedure: Procedure) -> tuple[Settled, ...]:
    """Return the form's checks that are in order, with the reasons given where something is missing for a reason."""
    return tuple(
        Settled(check=check.kind, title=CHECKERS[check.kind][0], rule=check.rule, reasons=reasons)
        for check, unsettled, reasons in _carried_out(form, meeting, procedure)
        if not unsettled
    )


def missing_on_item(form: Form, meeting: Meeting, item: str, procedure: Procedure) -> tuple[Debt, ...]:
    """Return what an agenda item still lacks while the meeting runs; kindly, and never in the way.

    After what is owed there is advice on actions: words that could be plainer.
    """
    owed = tuple(
        debt
        for _, unsettled, _ in _carried_out(form, meeting, procedure, _AT_THE_CLOSE)
        for debt in unsettled
        if debt.place.item == item
    )
    return owed + tuple(
        _advice(
            Ground(form, meeting, procedure.roles, situation_of(meeting)),
            item,
            words_pointed_at(procedure.authority),
        )
    )


def _carried_out(
    form: Form, meeting: Meeting, procedure: Procedure, without: frozenset[CheckKind] = frozenset()
) -> Iterator[tuple[Check, tuple[Debt, ...], tuple[str, ...]]]:
    ground = Ground(form, meeting, procedure.roles, situation_of(meeting))
    given = {reason.id: reason.text for reason in meeting.given_reasons if reason.text.strip()}
    is_abandoned = meeting.facts.validity is Validity.ABANDONED
    for check in form.checks:
        if check.kind in without or (is_abandoned and check.kind not in _OWED_WHEN_ABANDONED):
            continue
        _, carry_out = CHECKERS[check.kind]
        found = tuple(carry_out(ground, check))
        reasoned = tuple(debt for debt in found if debt.can_be_reasoned and debt.key in given)
        unsettled = tuple(debt for debt in found if debt not in reasoned)
        yield check, unsettled, tuple(given[debt.key] for debt in reasoned)


def _advice(ground: Ground, item: str, vague_words: Mapping[str, str]) -> Iterator[Debt]:
    check = next((entry for entry in ground.form.checks if entry.kind is CheckKind.ACTION_COMPLETE), None)
    if check is None:
        return
    for action in ground.meeting.actions:
        if action.item != item:
            continue
        for vague in smart_marks(action, vague_words).vague:
            sentence = f"“{vague.words}” in {quoted(action.text)} can mean different things. {vague.question}"
            place = Place(item, Action.kind, action.id, "text")
            key = f"{action.id}.words.{vague.words.casefold()}"
            detail = joined(ground.title(item), "action")
            yield replace(ground.owe(check, key, sentence, Mend.REWORD, place, detail), is_advice=True)
