"""What earlier meetings of a child settled: whether there was one of a kind, and what was answered last."""

import datetime as dt

from cpm_desktop.domain.meeting import Answer
from cpm_desktop.services.cycle import held_meetings
from cpm_desktop.services.desk import Desk


def is_first_of_kind(desk: Desk, child_id: str, form_id: str, *, without: str = "") -> bool:
    """Tell whether no meeting of a kind was held before, here or as noted on the child's file."""
    held = held_meetings(desk, desk.child(child_id).value, without=without)
    return all(meeting.form_id != form_id or meeting.is_waiver for meeting in held)


def last_answer(desk: Desk, child_id: str, question: str) -> Answer | None:
    """Return the answer that the latest meeting held gave to a question; None where none ever did."""
    lines = [line for line in desk.wait(desk.store.meetings_of(child_id)) if line.is_held()]
    for line in sorted(lines, key=lambda each: each.date or dt.date.min, reverse=True):
        answers = desk.meeting(line.id).value.answers
        given = (each for each in answers if each.question == question and each.value.strip())
        found = next(given, None)
        if found is not None:
            return found
    return None
