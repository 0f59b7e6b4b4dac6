"""The child's own words in this meeting: who heard them, when and how, and who may hear them (record.child-centred)."""

from dataclasses import dataclass

from cpm_desktop.domain.captures import Sharing, View
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.typography import short_day_text, time_text
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import short_name

_SHARED = {
    Sharing.NOT_ASKED: "who may hear it was not asked yet",
    Sharing.CHAIR_ONLY: "for the chair only",
    Sharing.PROFESSIONALS: "for professionals",
    Sharing.EVERYONE: "for everybody",
}


@dataclass(frozen=True, slots=True)
class ChildsWords:
    """What the child said once.

    Attributes:
        view_id: the view that holds it.
        words: as they were said.
        source: "Kai, heard by Priya Nair, 20 Nov, on a visit".
        sharing: who may hear them, as the child agreed.
    """

    view_id: str
    words: str
    source: str
    sharing: str


def childs_words(desk: Desk, meeting: Meeting) -> tuple[ChildsWords, ...]:
    """Return what the child, or each of several, said, the latest last; for the chair's eyes only."""
    children = {person.id: person for person in meeting.attendees if person.is_child}
    return tuple(
        ChildsWords(
            view.id,
            view.words,
            _source(desk, meeting, view, short_name(children[view.of], meeting)),
            _SHARED[view.sharing],
        )
        for view in meeting.views
        if view.of in children and view.words.strip()
    )


def _source(desk: Desk, meeting: Meeting, view: View, name: str) -> str:
    heard = meeting.attendee(view.heard_by)
    parts = [name, f"heard by {heard.name}" if heard is not None else ""]
    if view.heard_on is not None:
        parts.append(short_day_text(view.heard_on))
    elif view.at is not None:
        parts.append(f"written down {time_text(desk.local(view.at))}")
    return ", ".join(part for part in (*parts, view.how) if part)
