"""Making a prepared meeting another kind of meeting, with all that was prepared (kind.one-form-for-all-cla-types)."""

from cpm_desktop.domain.calling_commands import BecomeKind
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.form_text import canonical_form_text
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.inviting import not_invited_by
from cpm_desktop.domain.meeting import Meeting, Paper, Stage
from cpm_desktop.domain.meeting_commands import as_meeting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.earlier_records import is_first_of_kind
from cpm_desktop.services.holding import situation_now
from cpm_desktop.services.titling import title_for


def kinds_it_may_become(desk: Desk, meeting: Meeting) -> tuple[Form, ...]:
    """Return the other kinds that it may become, as its form says; none once it has started."""
    if meeting.facts.stage is not Stage.PREPARED or meeting.facts.is_waiver:
        return ()
    in_use = desk.authority().kinds_on
    forms = (desk.form(identifier) for identifier in desk.form_of(meeting).becomes)
    return tuple(form for form in forms if form is not None and (not in_use or form.id in in_use))


def change_kind(desk: Desk, meeting_id: str, form_id: str) -> None:
    """Make it another kind: everything prepared stays, the new kind's papers are added, undo takes it back.

    Whom the new kind does not invite stays on the list uninvited.

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
    listed, situation = {paper.title for paper in meeting.papers}, situation_now(desk, meeting)
    wanted = (one for one in form.papers if one.title not in listed and situation.holds(one.when))
    editing.perform(
        BecomeKind(
            form_id=form.id,
            form_version=form.version,
            form_hash=form.hash,
            title=title_for(form, meeting.answers),
            page_mark=form.distribution.page_mark,
            is_first=is_first_of_kind(desk, meeting.facts.child_id, form.id, without=meeting_id),
            papers=tuple(Paper(id=new_identifier(), title=paper.title) for paper in wanted),
            not_invited=not_invited_by(form, meeting.attendees, desk.procedure.roles),
        )
    )
