"""The invitation on paper for one person: when, where, how to take part and what to bring, in plain words.

It names no other guest and no address of theirs, and the child by what they are called alone.
"""

from dataclasses import dataclass
from enum import Enum, auto

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.blocks import (
    Block,
    BulletList,
    Fact,
    Facts,
    Line,
    Paper,
    Paragraph,
    Section,
    TickList,
    Tone,
    WritingLines,
)
from cpm_desktop.domain.forms import Form, RoleGroup
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.kind_name import in_running_text, kind_of
from cpm_desktop.domain.typography import NO_BREAK, listed, long_day_text, time_text, weekday_text

_TEXT_SIZE, _CHILDS_TEXT_SIZE = 11.5, 13.0
_SUB = 3  # level of the headings: an invitation is one page
_NOT_SET = "You will be told."
_REPLY = ("I will come.", "I would like to join by telephone or video.", "I cannot come.")


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationGround:
    """What an invitation says besides what the meeting itself holds.

    Attributes:
        called: what the child is called; several children in a row.
        group: of the invited person's role, as forms/roles.yaml names it.
        minutes: how long the meeting is expected to take.
        venue: where, without anybody's name.
        organiser: who invites.
        telephone: theirs; empty where not given.
        email: theirs; empty where not given.
    """

    called: str
    group: str = ""
    minutes: int = 0
    venue: str = ""
    organiser: str = ""
    telephone: str = ""
    email: str = ""


class _Guest(Enum):
    CHILD = auto()
    FAMILY = auto()
    PROFESSIONAL = auto()


_PART = {
    _Guest.CHILD: (
        "Come and say what you think yourself.",
        "Or ask somebody you trust, such as an advocate, to say it for you.",
        "Or write it, draw it or record it, and it will be read out just as you put it.",
        "You can come for a part of it, and you can stop whenever you like.",
        "You can say who you would like to be there, and where and when you would like it to be.",
    ),
    _Guest.FAMILY: (
        "Come, or join by telephone or video.",
        "Bring somebody to support you, such as a friend, an advocate or an interpreter. Tell us before, please.",
        "If you cannot come, write or say beforehand what you think, and it will be read out in your words.",
    ),
    _Guest.PROFESSIONAL: (
        "Come, or join by telephone or video.",
        "If you cannot come, send somebody who can speak and decide for your agency, or a written report.",
    ),
}
_BRING = {
    _Guest.CHILD: ("Anything you would like people to see or hear.",),
    _Guest.FAMILY: (
        "Letters or reports that you would like people to see.",
        "A list of what is going well, what worries you, and what you would like to ask.",
    ),
    _Guest.PROFESSIONAL: (
        "What you know about how things are now, with dates, and what the child has said to you.",
        "How far the actions have come that you took on.",
        "The dates on which you can come again.",
    ),
}


def build_invitation(form: Form, meeting: Meeting, person: Attendee, ground: InvitationGround) -> Paper:
    """Build the invitation of one person.

    Args:
        form: the kind of meeting.
        meeting: as prepared.
        person: whom it invites.
        ground: what else it says.
    """
    guest, facts = _guest(person, ground), meeting.facts
    day = weekday_text(facts.date) if facts.date else ""
    is_child = guest is _Guest.CHILD
    kind = in_running_text(kind_of(form, meeting))
    of_day = long_day_text(facts.date) if facts.date else ""
    return Paper(
        kind_line="Invitation",
        title="Your meeting" if is_child else "You are invited to a meeting",
        subtitle=", ".join(filter(None, (day, time_text(facts.starts_at) if facts.starts_at else ""))),
        authority=facts.authority,
        service=facts.service,
        marking=facts.marking,
        blocks=(
            *(() if is_child else (Facts((Fact("For", (person.name,)),), columns=1),)),
            *_what(form, kind, ground, is_child=is_child),
            _when_and_where(meeting, ground, is_child=is_child),
            *_sections(guest),
            _who_to_tell(ground),
            _reply(),
        ),
        file_title=", ".join(filter(None, ("Invitation", of_day))),
        footer=", ".join(filter(None, ("Invitation", of_day))),
        footer_small="No other guest and no address of anybody is named here.",
        recipient=person.name,
        text_size=_CHILDS_TEXT_SIZE if is_child else _TEXT_SIZE,
        shows_authority=not is_child,
        marks_header=not is_child,
        page_mark=facts.page_mark or form.distribution.page_mark,
    )


def _guest(person: Attendee, ground: InvitationGround) -> _Guest:
    if person.is_child:
        return _Guest.CHILD
    is_family = ground.group in (RoleGroup.FAMILY, RoleGroup.CARER)
    return _Guest.FAMILY if is_family else _Guest.PROFESSIONAL


def _what(form: Form, kind: str, ground: InvitationGround, *, is_child: bool) -> tuple[Block, ...]:
    if is_child:
        return (
            Paragraph(
                f"Hello {ground.called},\nthis meeting is about you: how things are, what should happen next, and who "
                "does what. What you think counts.",
                Tone.LEAD,
            ),
        )
    blanks = {
        "organiser": ground.organiser,
        "telephone": ground.telephone,
        "email": ground.email,
    }
    text = fill_blanks(form.texts.invitation, blanks).replace("You are invited to a meeting. ", "", 1)
    about = f"We would like you to come to the {kind} about {ground.called}."
    return (Paragraph("\n".join(filter(None, (about, text)))),)


def _when_and_where(meeting: Meeting, ground: InvitationGround, *, is_child: bool) -> Facts:
    facts = meeting.facts
    when = [weekday_text(facts.date)] if facts.date else []
    if facts.starts_at:
        when.append(time_text(facts.starts_at))
    entries = [Fact("When", (" at ".join(when) if when else _NOT_SET,))]
    if ground.minutes:
        entries.append(Fact("How long", (f"about {_rounded(ground.minutes)}{NO_BREAK}minutes",)))
    entries.append(Fact("Where", (ground.venue or _NOT_SET,)))
    if facts.venue_is_childs_choice and not is_child:
        entries.append(Fact("Chosen by", (ground.called,)))
    return Facts(tuple(entries), columns=1)


def _rounded(minutes: int) -> int:
    """Round up to five minutes: nobody keeps to the minute."""
    return -(-minutes // 5) * 5


def _sections(guest: _Guest) -> tuple[Section, ...]:
    return (
        Section("How you can take part", (_bullets(_PART[guest]),), level=_SUB),
        Section("What to bring", (_bullets(_BRING[guest]),), level=_SUB),
    )


def _bullets(texts: tuple[str, ...]) -> BulletList:
    return BulletList(tuple((Line(text),) for text in texts))


def _who_to_tell(ground: InvitationGround) -> Section:
    ways = listed([way for way in (ground.telephone, ground.email) if way], "or")
    to = ground.organiser or "the person who sent you this"
    reach = f": {ways}" if ways else ""
    return Section(
        "Who to tell, and who to ask",
        (
            Paragraph(
                f"Tell {to}{reach}. Say also what you need to take part: an interpreter, a quiet place, breaks, help "
                "with reading, childcare or the way there."
            ),
        ),
        level=_SUB,
    )


def _reply() -> Section:
    return Section(
        "Your answer", (TickList(_REPLY, columns=1), Paragraph("I need:"), WritingLines(1)), level=_SUB
    )
