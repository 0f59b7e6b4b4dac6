"""Work on the open item of a meeting: its questions, what was carried over, how people took part, how it ends."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from cpm_desktop.domain.asking import (
    earlier_in_words,
    questions_of_preparation,
    questions_of_waiver,
    stands_from_before,
    subjects_of,
)
from cpm_desktop.domain.attendance import Attendee, Participation
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.captures import Outcome, Status
from cpm_desktop.domain.commands import Put, Withdraw, change
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.forms import AgendaItem, AskedFor, Question
from cpm_desktop.domain.meeting import (
    PREPARATION,
    WAIVER,
    Answer,
    CarriedItem,
    ItemState,
    Meeting,
    NextMeeting,
    Stage,
)
from cpm_desktop.domain.meeting_commands import MarkItem, as_meeting
from cpm_desktop.domain.open_items import OpenItemKind
from cpm_desktop.domain.participation import partners_of
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import called_of, children_of, move_to, next_item, situation_now
from cpm_desktop.services.keeping import keep
from cpm_desktop.services.siblings import carried_at_start
from cpm_desktop.services.titling import retitle

_OF_A_CHILD = (AskedFor.CHILD, AskedFor.EACH_CHILD)
_THIS_CHILD = "this child"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it is asked now.

    Attributes:
        question: of the form.
        subject: attendee or child id where it is asked for each; else empty.
        about: the person's, child's or agency's name; empty where it is asked of the meeting.
        text: as asked, with what the child is called filled in.
        value: the answer so far; several chosen options on a line each.
        note: what was said beside it so far.
        earlier: what was answered last time, in a sentence; empty where nothing is shown.
        item: the agenda item's id, or PREPARATION or WAIVER.
        is_only_shown: an earlier meeting settled it; it is shown and not asked again.
    """

    question: Question
    subject: str
    about: str
    text: str
    value: str
    note: str = ""
    earlier: str = ""
    item: str = ""
    is_only_shown: bool = False


def questions_of(desk: Desk, meeting: Meeting, item: AgendaItem) -> tuple[AskedQuestion, ...]:
    """Return the questions that an item asks now, with the answers so far; those whose conditions fail are left out.

    What an earlier meeting settled is only shown (record.legal-threshold).
    """
    situation = situation_now(desk, meeting)
    shown = {each.id for each in item.questions if stands_from_before(each, situation)}
    wanted = [each for each in item.questions if each.id in shown or situation.holds(each.when)]
    asked = (
        replace(each, is_only_shown=each.question.id in shown)
        for each in _asked(desk, meeting, item.id, wanted)
    )
    return tuple(each for each in asked if each.earlier or not each.is_only_shown)


def preparation_questions(desk: Desk, meeting: Meeting) -> tuple[AskedQuestion, ...]:
    """Return what is asked while a meeting is prepared, with the answers so far."""
    questions = questions_of_preparation(desk.form_of(meeting), situation_now(desk, meeting))
    return _asked(desk, meeting, PREPARATION, questions)


def waiver_questions(desk: Desk, meeting: Meeting) -> tuple[AskedQuestion, ...]:
    """Return what is asked for the record that a meeting is not required, with the answers so far."""
    questions = questions_of_waiver(desk.form_of(meeting), situation_now(desk, meeting))
    return _asked(desk, meeting, WAIVER, questions)


def _asked(
    desk: Desk, meeting: Meeting, item: str, questions: Iterable[Question]
) -> tuple[AskedQuestion, ...]:
    together = called_of(desk, meeting)
    form, roles = desk.form_of(meeting), desk.procedure.roles
    # Until it starts a meeting holds no open items of its own; they are looked up only where some are shown.
    questions = tuple(questions)
    shown = meeting
    if meeting.facts.started_at is None and any(question.is_carried for question in questions):
        shown = replace(meeting, carried=carried_at_start(desk, meeting), children=children_of(desk, meeting))
    given = {(answer.item, answer.question, answer.subject): answer for answer in meeting.answers}
    asked = []
    for question in questions:
        subjects = subjects_of(question, meeting, roles, form, children_of(desk, meeting))
        for subject, about in subjects:
            held = given.get((item, question.id, subject), Answer(id=""))
            # Asked of several it stands once, above their names.
            own = _THIS_CHILD if len(subjects) > 1 else about
            called = (own if question.asked_for in _OF_A_CHILD else "") or together
            text = fill_blanks(question.text, {"child": called})
            earlier = earlier_in_words(shown, question, subject)
            asked.append(AskedQuestion(question, subject, about, text, held.value, held.note, earlier, item))
    return tuple(asked)


def participants_of(desk: Desk, meeting: Meeting) -> tuple[Attendee, ...]:
    """Return the child and each parent: how they take part is asked (attend.family-as-partners)."""
    return partners_of(meeting, desk.procedure.roles)


def answer(
    desk: Desk,
    meeting_id: str,
    item: str,
    question: str,
    value: str,
    subject: str = "",
    *,
    note: str | None = None,
) -> None:
    """Keep the answer to a question; with neither answer nor note it is taken away.

    Args:
        desk: the desk.
        meeting_id: the meeting.
        item: the agenda item's id, or PREPARATION or WAIVER.
        question: the question's id.
        value: the answer; several chosen options on a line each.
        subject: for whom it was asked.
        note: what was said beside it; None leaves it as it is.
    """
    editing = desk.meeting(meeting_id)
    identifier = ".".join(part for part in (item, question, subject) if part)
    held = next((entry for entry in editing.value.answers if entry.id == identifier), None)
    said = note if note is not None else (held.note if held is not None else "")
    if not value and not said:
        if held is not None:
            editing.perform(Withdraw(entity_kind=Answer.kind, id=held.id))
            retitle(desk, meeting_id, question)
        return
    fresh = Answer(id=identifier, item=item, question=question, subject=subject, at=desk.now())
    keep(editing, replace(held or fresh, value=value, note=said))
    retitle(desk, meeting_id, question)


def set_participation(
    desk: Desk, meeting_id: str, attendee_id: str, participation: Participation, note: str
) -> None:
    """Keep how the child or a parent took part, and the reason (attend.family-as-partners)."""
    editing = desk.meeting(meeting_id)
    person = editing.value.attendee(attendee_id)
    if person is not None:
        keep(editing, replace(person, participation=participation, participation_note=note))


def to_review(meeting: Meeting) -> tuple[CarriedItem, ...]:
    """Return what was carried over of which has to be said what became of it; what was only fed back is not."""
    kinds = {kind.value for kind in OpenItemKind}
    return tuple(carried for carried in meeting.carried if carried.what in kinds)


def outcome_of(meeting: Meeting, of_item: str) -> Outcome | None:
    """Return what this meeting says became of something carried over, if it has said so."""
    return next((entry for entry in reversed(meeting.outcomes) if entry.of_item == of_item), None)


def review_carried(
    desk: Desk,
    meeting_id: str,
    of_item: str,
    *,
    status: Status,
    note: str = "",
    new_due: dt.date | None = None,
    escalated_to: str = "",
) -> None:
    """Say what became of something carried over (record.previous-actions)."""
    editing = desk.meeting(meeting_id)
    held = outcome_of(editing.value, of_item)
    wanted = Outcome(
        id=held.id if held is not None else new_identifier(),
        of_item=of_item,
        status=status,
        note=note,
        new_due=new_due,
        escalated_to=escalated_to,
        at=held.at if held is not None else desk.now(),
        made_on=held.made_on if held is not None else desk.today(),
    )
    keep(editing, replace(wanted, position=held.position) if held is not None else wanted)


def go_to_next(desk: Desk, meeting_id: str) -> AgendaItem | None:
    """Go to the item that comes next; None where none is left.

    Raises:
        WrongStage: the meeting is not held now.
    """
    following = next_item(desk, desk.meeting(meeting_id).value)
    if following is not None:
        move_to(desk, meeting_id, following.id)
    return following


def park(desk: Desk, meeting_id: str, item: str) -> AgendaItem | None:
    """Park an item for later and go on; it comes again after the last one.

    Raises:
        WrongStage: the meeting is not held now, so there is no later.
    """
    as_meeting(desk.meeting(meeting_id).value, Stage.LIVE)
    desk.meeting(meeting_id).perform(MarkItem(item=item, state=ItemState.PARKED))
    following = next_item(desk, desk.meeting(meeting_id).value)
    if following is None or following.id == item:
        return None
    move_to(desk, meeting_id, following.id)
    return following


def leave_out(desk: Desk, meeting_id: str, item: str, reason: str) -> None:
    """Say that an item was not discussed, and why (kind.standard-follows-set-agenda)."""
    desk.meeting(meeting_id).perform(MarkItem(item=item, state=ItemState.NOT_DISCUSSED, reason=reason))


def discuss_after_all(desk: Desk, meeting_id: str, item: str) -> None:
    """Take an item up that was left out or parked."""
    editing = desk.meeting(meeting_id)
    is_open = editing.value.facts.current_item == item
    editing.perform(MarkItem(item=item, state=ItemState.OPEN if is_open else ItemState.TO_COME))


def note_no_disagreement(desk: Desk, meeting_id: str, item: str, *, is_none: bool) -> None:
    """Note that different views were asked for and none was voiced (record.unresolved-disagreement)."""
    _mark_asked(desk, meeting_id, item, "no_disagreement_at", is_none=is_none)


def note_no_unmet_need(desk: Desk, meeting_id: str, item: str, *, is_none: bool) -> None:
    """Note that unmet needs were asked for and none was named (record.unmet-need)."""
    _mark_asked(desk, meeting_id, item, "no_unmet_need_at", is_none=is_none)


def _mark_asked(desk: Desk, meeting_id: str, item: str, field: str, *, is_none: bool) -> None:
    editing = desk.meeting(meeting_id)
    progress = editing.value.progress_of(item)
    if (getattr(progress, field) is not None) == is_none:
        return
    details: dict[str, Any] = {field: desk.now() if is_none else None}
    if any(entry.id == item for entry in editing.value.agenda):
        editing.perform(change(progress, **details))
    else:
        editing.perform(Put(entity=replace(progress, **details)))


def next_meeting_of(meeting: Meeting) -> NextMeeting:
    """Return what is agreed about the next meeting so far."""
    return meeting.next_meetings[0] if meeting.next_meetings else NextMeeting(id=f"next-{meeting.id}")


def set_next_meeting(desk: Desk, meeting_id: str, wanted: NextMeeting) -> None:
    """Keep when and where the next meeting is, or why there is none (record.care-team-next-meeting)."""
    keep(desk.meeting(meeting_id), wanted)
