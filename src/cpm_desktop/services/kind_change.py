"""Making a prepared meeting another kind of meeting, with all that was prepared (kind.one-form-for-all-cla-types)."""

from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.form_text import canonical_form_text
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import Meeting, Paper, Stage
from cpm_desktop.domain.meeting_commands import as_meeting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.preparing import kinds_for

_SHARED_MINUTES = "kind.one-form-for-all-cla-types"


def kinds_it_may_become(desk: Desk, meeting: Meeting) -> tuple[Form, ...]:
    """Return the other kinds that share their minutes with this one's; none once the meeting has started."""
    if meeting.facts.stage is not Stage.PREPARED or _SHARED_MINUTES not in desk.form_of(meeting).rules:
        return ()
    return tuple(
        offer.form
        for offer in kinds_for(desk)
        if offer.form.id != meeting.facts.form_id and _SHARED_MINUTES in offer.form.rules
    )


def change_kind(desk: Desk, meeting_id: str, form_id: str) -> None:
    """Make it another kind: everything prepared stays, the new kind's papers are added, undo takes it back.

    Raises:
        WrongStage: it has started already.
        InvalidDetail: it cannot become that.
    """
    editing = desk.meeting(meeting_id)
    meeting = as_meeting(editing.value, Stage.PREPARED)
    form = next((each for each in kinds_it_may_become(desk, meeting) if each.id == form_id), None)
    if form is None:
        raise InvalidDetail("This meeting cannot become that kind of meeting. Prepare a new one instead.")
    desk.wait(desk.store.keep_form(form.id, form.version, form.hash, canonical_form_text(form)))
    listed = {paper.title for paper in meeting.papers}
    for wanted in form.papers:
        if wanted.title not in listed:
            editing.perform(Record(entity=Paper(id=new_identifier(), title=wanted.title)))
    editing.perform(change(meeting.facts, form_id=form.id, form_version=form.version, form_hash=form.hash))
