"""What happens once a script's record is signed: follow-ups done, leave given, comments made."""

from collections.abc import Mapping
from typing import Any

from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.services.addendum import record_comment
from cpm_desktop.services.demo_preparing import person_named
from cpm_desktop.services.demo_script import Script, needed_date
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.following_up import mark_done
from cpm_desktop.services.permitting import GivenLeave, decide_advice, record_permission


def play_after(desk: Desk, meeting_id: str, script: Script) -> None:
    """Do what the script says is done after the signing."""
    after = script.after
    for row in after.get("follow_ups_done", ()):
        _do(desk, meeting_id, row)
    meeting = desk.meeting(meeting_id).value
    for row in after.get("permissions", ()):
        given = GivenLeave(
            role=row["role"],
            by=row.get("by", ""),
            on=needed_date(row["on"]),
            why=row["why"],
            adviser_consulted=row.get("adviser_consulted"),
            sections=tuple(row.get("sections", ())),
            includes_advice=bool(row.get("advice")),
        )
        record_permission(desk, meeting_id, person_named(meeting, row["for"]), given)
    for name, is_included in after.get("advice_included", {}).items():
        decide_advice(desk, meeting_id, person_named(meeting, name), is_included=is_included)
    for row in after.get("comments", ()):
        record_comment(
            desk,
            meeting_id,
            row["text"],
            row["by"],
            row["role"],
            is_management_only=bool(row.get("management_only")),
        )


def _do(desk: Desk, meeting_id: str, row: Mapping[str, Any]) -> None:
    follow_ups = desk.meeting(meeting_id).value.follow_ups
    found = next((each for each in follow_ups if each.text.startswith(row["text"])), None)
    if found is None:
        message = f"The script does something that was not to be done: “{row['text']}”."
        raise InvalidDetail(message)
    mark_done(desk, meeting_id, found.id, needed_date(row["on"]), row.get("by", ""))
