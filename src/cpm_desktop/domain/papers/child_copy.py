"""The child's copy: a letter in the child's own terms, from plain words written for it (record.child-centred)."""

import dataclasses
from collections.abc import Mapping

from cpm_desktop.domain.attendance import Attendee, Presence, presence_of
from cpm_desktop.domain.blocks import (
    Block,
    Box,
    BulletList,
    Line,
    Paper,
    Paragraph,
    Quotation,
    Section,
    Tone,
    WritingLines,
)
from cpm_desktop.domain.captures import Action, Capture, View
from cpm_desktop.domain.forms import Form, RoleName
from cpm_desktop.domain.limits_for_reader import UNNAMED
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.minutes_json import minutes_json
from cpm_desktop.domain.papers.data_of_minutes import data_of_child_copy
from cpm_desktop.domain.papers.first_names import first_names
from cpm_desktop.domain.papers.presence_text import stays_of
from cpm_desktop.domain.papers.wording import (
    Clock,
    day_and_month,
    lower_first,
    lower_usual,
    possessive,
)
from cpm_desktop.domain.reader import Reader, ReaderKind, seen_by
from cpm_desktop.domain.record import printed_record_id
from cpm_desktop.domain.typography import listed, long_day_text, time_text, weekday_text

_TEXT_SIZE = 13.0


def build_child_copy(
    form: Form,
    record: Meeting,
    reader: Reader,
    *,
    time_zone: str = "Europe/London",
    roles: Mapping[str, RoleName] | None = None,
) -> Paper:
    """Build the child's copy; only what was put into plain words for it stands on it.

    Args:
        form: the kind of meeting.
        record: the whole record; it is filtered here.
        reader: the child; another kind of reader is taken as the child's.
        time_zone: in which times are printed.
        roles: roles of the procedure by id.

    Raises:
        PrivilegedRecord: the record may not reach the child.
    """
    letter = _Letter(
        seen_by(record, Reader(ReaderKind.CHILD, reader.attendee_id), form, roles or {}),
        reader.attendee_id,
        Clock(time_zone),
    )
    facts, called = letter.meeting.facts, letter.called
    day = long_day_text(facts.date) if facts.date else ""
    case_number = letter.meeting.children[0].case_number if letter.meeting.children else ""
    paper = Paper(
        kind_line=f"{possessive(called)} copy",
        title="Your meeting",
        subtitle=letter.subtitle(),
        authority=facts.authority,
        service=facts.service,
        marking=facts.marking,
        blocks=letter.blocks(),
        file_title="Your meeting",
        header=" · ".join(filter(None, ("Your meeting", day))),
        footer=" · ".join(filter(None, (f"{possessive(called)} copy", case_number))),
        footer_small=f"Goes with record {printed_record_id(record.id)}. The full minutes are in your file.",
        recipient=called,
        text_size=_TEXT_SIZE,
        marks_header=False,
        page_mark=facts.page_mark or form.distribution.page_mark,
    )
    return dataclasses.replace(paper, data=minutes_json(data_of_child_copy(form, letter.meeting, paper)))


class _Letter:
    """The parts of the letter."""

    def __init__(self, meeting: Meeting, child_attendee: str, clock: Clock) -> None:
        self.meeting = meeting
        self._clock = clock
        children = [person for person in meeting.attendees if person.is_child]
        named = [person for person in children if person.id == child_attendee]
        self._child = next(iter(named or children), None)
        self.called = meeting.children[0].called() if meeting.children else "You"
        self._short = first_names(person.name for person in meeting.attendees)

    def subtitle(self) -> str:
        """Return day and place."""
        facts = self.meeting.facts
        day = weekday_text(facts.date) if facts.date else ""
        return ", ".join(filter(None, (day, lower_usual(facts.venue))))

    def blocks(self) -> tuple[Block, ...]:
        """Return the whole letter."""
        parts: list[Block] = [Paragraph(f"Hello {self.called},", Tone.STRONG), Paragraph(self._opening())]
        parts.append(Section("What you told us", self._words()))
        parts += self._listed("What people talked about", self.meeting.notes)
        parts.append(
            Section(
                "What was decided", self._entries(self.meeting.decisions) or (Paragraph(self._nothing()),)
            )
        )
        parts.append(
            Section(
                "Who does what for you", self._entries(self.meeting.actions) or (Paragraph(self._nothing()),)
            )
        )
        unsettled = (*self.meeting.disagreements, *self.meeting.unmet_needs)
        parts += [Section("What is not sorted out yet", self._paragraphs(unsettled))] if unsettled else []
        parts += [
            Section("Who was there", (Paragraph(self._who_was_there()),)),
            Section("Your next meeting", (Paragraph(self._next_meeting()),)),
            Paragraph(self._from(), Tone.STRONG),
            Box("Who to ask, and what to do if something here is wrong", self._help()),
            Section(
                "Anything you want to add or change?", (Paragraph(self._room_to_write()), WritingLines(0))
            ),
        ]
        return tuple(parts)

    def _opening(self) -> str:
        ask = self._chair_name()
        return (
            "This is what people talked about at your meeting, what was decided, and what happens now. You can keep "
            f"it, and you can ask {ask} about any of it."
        )

    def _nothing(self) -> str:
        return f"Nothing is written here. You can ask {self._chair_name()}."

    def _words(self) -> tuple[Block, ...]:
        own = [view for view in self.meeting.views if self._child is not None and view.of == self._child.id]
        if own:
            return tuple(Quotation(view.words, (self._heard(view),)) for view in own)
        return (Paragraph("Nothing you said is written here. You can tell us at any time what you think."),)

    def _heard(self, view: View) -> str:
        who = self._short.get(self._name(view.heard_by), "")
        on = f" on {day_and_month(view.heard_on)}" if view.heard_on else ""
        told = f"You told {who or 'us'}{on}." if who or on else "You said this in the meeting."
        return f"{told} These are your words, just as you said them."

    def _entries(self, captures: tuple[Capture, ...]) -> tuple[Block, ...]:
        entries = tuple(self._entry(capture) for capture in captures if capture.for_child)
        return (BulletList(entries, is_numbered=True),) if entries else ()

    def _entry(self, capture: Capture) -> tuple[Line, ...]:
        first, _, rest = capture.for_child.partition("\n")
        lines = [Line(first, Tone.STRONG)]
        if rest.strip():
            lines.append(Line(rest.strip()))
        if isinstance(capture, Action) and (told := self._who_and_when(capture)):
            lines.append(Line(told))
        return tuple(lines)

    def _who_and_when(self, action: Action) -> str:
        """Return "Priya does this, by 18 December."; who does it is not said again where the words name them."""
        owner = self._short.get(action.owner, action.owner)
        who = "" if owner in ("", UNNAMED) or owner in action.for_child else owner
        if action.due is None:
            none_yet = "" if action.due_words else "There is no date for this yet."
            return " ".join(filter(None, (f"{who} does this." if who else "", none_yet)))
        by = f"y {day_and_month(action.due)}."
        return f"{who} does this, b{by}" if who else f"B{by}"

    def _listed(self, heading: str, captures: tuple[Capture, ...]) -> list[Block]:
        texts = self._paragraphs(captures)
        return [Section(heading, texts)] if texts else []

    @staticmethod
    def _paragraphs(captures: tuple[Capture, ...]) -> tuple[Block, ...]:
        return tuple(Paragraph(capture.for_child) for capture in captures if capture.for_child)

    def _who_was_there(self) -> str:
        there, not_there = [], []
        for person in self.meeting.attendees:
            if stays_of(self.meeting, person):
                there.append("you" if person == self._child else self._person(person, self._when(person)))
            elif presence_of(self.meeting.attendance, person.id) is Presence.APOLOGIES:
                not_there.append("you" if person == self._child else self._person(person))
        if "you" in there:
            there = ["you", *(text for text in there if text != "you")]
        came = listed(there)
        text = f"{came[:1].upper()}{came[1:]}." if came else "Nobody is written down."
        missed = listed(not_there)
        return f"{text} {missed[:1].upper()}{missed[1:]} could not come." if missed else text

    def _person(self, person: Attendee, when: str = "") -> str:
        """Return "Joy (your foster carer)"."""
        short = self._short.get(person.name, "")
        more = ", ".join(filter(None, (_role_for_child(person) if person.role else "", when)))
        return f"{short} ({more})" if more else short

    def _when(self, person: Attendee) -> str:
        stay = stays_of(self.meeting, person)[0]
        parts = ["on the screen"] if stay.presence is Presence.REMOTE else []
        if stay.came is not None:
            parts.append(f"from {self._clock.time(stay.came)}")
        if stay.left is not None:
            parts.append(f"until {self._clock.time(stay.left)}")
        return " ".join(parts)

    def _next_meeting(self) -> str:
        planned = next(iter(self.meeting.next_meetings), None)
        if planned is not None and planned.date is None and planned.none_because:
            return f"No other meeting is planned. You can ask {self._chair_name()} why."
        if planned is None or planned.date is None:
            return f"There is no day for it yet. {self._chair_name()} will tell you."
        at = time_text(planned.starts_at) if planned.starts_at else ""
        return ", ".join(filter(None, (weekday_text(planned.date), at, lower_usual(planned.venue)))) + "."

    def _from(self) -> str:
        chair = self.meeting.attendee(self.meeting.facts.chair)
        return f"From {chair.name}, {_role_for_child(chair)}" if chair else ""

    def _help(self) -> tuple[str, ...]:
        chair = self._chair_name()
        tell = f"Ask {chair} about anything in here. If you do not agree, tell {chair}, or somebody else you trust."
        advocate = next(
            (person for person in self.meeting.attendees if "advocate" in person.role.casefold()), None
        )
        if advocate is not None:
            tell += f" {self._short[advocate.name]} can help you say it."
        text = self.meeting.facts.challenge_text.strip()
        return (tell, text) if text else (tell,)

    def _room_to_write(self) -> str:
        return f"Write or draw it here and give it to {self._chair_name()}. You do not have to."

    def _chair_name(self) -> str:
        return self._short.get(self._name(self.meeting.facts.chair), "") or "your social worker"

    def _name(self, identifier: str) -> str:
        person = self.meeting.attendee(identifier)
        return person.name if person is not None else ""


def _role_for_child(person: Attendee) -> str:
    return f"your {lower_first(person.role)}" if person.role else "the chair"
