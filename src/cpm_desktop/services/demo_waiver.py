"""A script's record that a meeting is not required, made as a manager would make it."""

from cpm_desktop.services.demo_preparing import as_answer, person_named
from cpm_desktop.services.demo_script import Script, needed_date
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.sending_notices import mark_notice_sent
from cpm_desktop.services.waiving import (
    agencies_told,
    answer_waiver,
    begin_waiver,
    set_contributed,
    set_decider,
    set_notice_reasoning,
)


def prepare_waiver(desk: Desk, child_id: str, script: Script) -> str:
    """Begin the record, say who decided and why, and write each agency's reasoning.

    Returns:
        The record's id.
    """
    record_id = begin_waiver(desk, child_id, script.prepare["form"])
    meeting = desk.meeting(record_id).value
    set_decider(desk, record_id, person_named(meeting, script.waiver["decider"]))
    for row in script.waiver["answers"]:
        answer_waiver(desk, record_id, row["question"], as_answer(row["value"]), note=row.get("note"))
    told = {person_named(meeting, name): words for name, words in script.waiver["notices"].items()}
    for agency in agencies_told(desk, desk.meeting(record_id).value):
        if agency.attendee_id not in told:
            set_contributed(desk, record_id, agency.attendee_id, has_contributed=False)
    for attendee_id, words in told.items():
        set_notice_reasoning(desk, record_id, attendee_id, words)
    return record_id


def note_notices_sent(desk: Desk, record_id: str, script: Script) -> None:
    """Note which notices were sent, and when."""
    meeting = desk.meeting(record_id).value
    for row in script.after.get("notices_sent", ()):
        mark_notice_sent(desk, record_id, person_named(meeting, row["to"]), needed_date(row["on"]))
