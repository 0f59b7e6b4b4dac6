"""What happens once a script's record is signed: follow-ups done, leave given, things released, comments made."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.services.addendum import record_comment, sign_addendum
from cpm_desktop.services.copy_list import decide_copy
from cpm_desktop.services.demo_preparing import person_named
from cpm_desktop.services.demo_script import Script, needed_date
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.following_up import mark_done
from cpm_desktop.services.permitting import (
    GivenLeave,
    decide_advice,
    record_permission,
    releasable,
    release_item,
)
from cpm_desktop.services.signing import TypedName

_EVENING = dt.time(17)
SetTime = Callable[[dt.datetime], object]


def play_after(desk: Desk, meeting_id: str, script: Script, passphrase: str, set_time: SetTime) -> None:
    """Do what the script says is done after the signing.

    Args:
        desk: whose clock `set_time` sets; it ends on the evening of the last day that the script names.
        meeting_id: a signed record.
        script: what is done.
        passphrase: that signs addenda.
        set_time: sets the desk's clock to a moment (UTC).
    """
    after = script.after
    days = [*_days_in(after), desk.today()]
    if max(days) > desk.today():
        set_time(desk.moment(max(days), _EVENING))
    for row in after.get("follow_ups_done", ()):
        _do(desk, meeting_id, row)
    for name, is_included in after.get("advice_included", {}).items():
        decide_advice(desk, meeting_id, _named(desk, meeting_id, name), is_included=is_included)
    for row in after.get("permissions", ()):
        record_permission(desk, meeting_id, _named(desk, meeting_id, row["for"]), _leave(row))
    for name, kind in after.get("copies", {}).items():
        decide_copy(desk, meeting_id, _named(desk, meeting_id, name), CopyKind(kind))
    for row in after.get("releases", ()):
        _release(desk, meeting_id, row)
    for row in after.get("comments", ()):
        _comment(desk, meeting_id, row, passphrase)


def _days_in(value: object, name: str = "") -> Iterator[dt.date]:
    """Yield the days on which something of a script is done."""
    if name == "on":
        yield needed_date(value)
    elif isinstance(value, Mapping):
        for inner_name, inner in value.items():
            yield from _days_in(inner, str(inner_name))
    elif isinstance(value, list):
        for inner in value:
            yield from _days_in(inner)


def _named(desk: Desk, meeting_id: str, name: str) -> str:
    return person_named(desk.meeting(meeting_id).value, name)


def _leave(row: Mapping[str, Any]) -> GivenLeave:
    return GivenLeave(
        role=row["role"],
        by=row.get("by", ""),
        on=needed_date(row["on"]),
        why=row["why"],
        adviser_consulted=row.get("adviser_consulted"),
        sections=tuple(row.get("sections", ())),
        includes_advice=bool(row.get("advice")),
    )


def _do(desk: Desk, meeting_id: str, row: Mapping[str, Any]) -> None:
    follow_ups = desk.meeting(meeting_id).value.follow_ups
    found = next((each for each in follow_ups if each.text.startswith(row["text"])), None)
    if found is None:
        message = f"The script does something that was not to be done: “{row['text']}”."
        raise InvalidDetail(message)
    mark_done(desk, meeting_id, found.id, needed_date(row["on"]), row.get("by", ""))


def _release(desk: Desk, meeting_id: str, row: Mapping[str, Any]) -> None:
    things = releasable(desk, meeting_id)
    found = next((each for each in things if each.text.startswith(row["text"])), None)
    if found is None:
        message = f"The script releases something that nobody recorded: “{row['text']}”."
        raise InvalidDetail(message)
    for given in row["given"]:
        release_item(desk, meeting_id, found.id, row["words"], _leave(given))


def _comment(desk: Desk, meeting_id: str, row: Mapping[str, Any], passphrase: str) -> None:
    is_management_only = bool(row.get("management_only"))
    comment = record_comment(
        desk, meeting_id, row["text"], row["by"], row["role"], is_management_only=is_management_only
    )
    worker = desk.workplace().value.worker.name
    sign_addendum(desk, meeting_id, comment.id, passphrase, TypedName(worker))
