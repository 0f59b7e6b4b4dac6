"""Everybody at the meeting: the strip of people, and below it, each while it is wanted, what can be said of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from cpm_desktop.domain.attendance import Presence
from cpm_desktop.domain.naming import initials_among
from cpm_desktop.services.attending import correct_time, note_privacy
from cpm_desktop.services.heard_apart import is_heard_apart, who_may_leave
from cpm_desktop.services.holding import chips, mark_presence, roles_missing
from cpm_desktop.services.meeting_end import require_end_said
from cpm_desktop.services.preparing import invite, known_or_guest
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.selects import Option
from cpm_desktop.ui.meeting.add_person import AddPerson
from cpm_desktop.ui.meeting.apart_line import ApartLine
from cpm_desktop.ui.meeting.arrivals_line import ArrivalsLine
from cpm_desktop.ui.meeting.attendance_strip import AttendanceStrip
from cpm_desktop.ui.meeting.privacy_line import PrivacyLine
from cpm_desktop.ui.meeting.roles_line import RolesLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.domain.arrivals_as_typed import Arrival
    from cpm_desktop.domain.child import Person
    from cpm_desktop.domain.meeting import Meeting
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.holding import Chip
    from cpm_desktop.ui.kit.theme import Theme


class AttendingBar(QFrame):
    """Who is here, who comes and goes, and what that leaves open."""

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, attempt: Callable[[Callable[[], object]], bool]
    ) -> None:
        """`attempt` does something and tells what goes wrong."""
        super().__init__()
        self._desk, self._meeting_id, self._attempt = desk, meeting_id, attempt
        self.setProperty("kit", "clear")
        self.strip = AttendanceStrip(theme)
        self.arrivals = ArrivalsLine(theme, desk, meeting_id)
        self.privacy, self.roles = PrivacyLine(theme), RolesLine(theme)
        self.apart = ApartLine(theme)
        self._is_apart = is_heard_apart(self._meeting)
        self.add_person = AddPerson(theme)
        lines = (self.arrivals, self.privacy, self.apart, self.roles, self.add_person)
        self.setLayout(down(self.strip, *lines, spacing=0))
        self.strip.presence_chosen.connect(self.mark)
        self.strip.add_pressed.connect(self.ask_person)
        self.strip.time_pressed.connect(self.ask_arrival)
        self.arrivals.said.connect(self._take_arrival)
        self.privacy.answered.connect(self._note_privacy)
        self.apart.asked_out.connect(self._ask_out)
        self.add_person.added.connect(self._add_person)

    def refresh(self) -> None:
        """Show where everybody is now."""
        meeting = self._meeting
        self.strip.show_chips(chips(self._desk, meeting))
        self.roles.show_missing(*roles_missing(self._desk, meeting))
        if self.apart.isVisible():
            self.apart.show_people(who_may_leave(self._desk, meeting))

    def follow_answers(self) -> None:
        """Offer to ask people out, once it is answered that a part is heard without somebody; else offer it no more."""
        was_apart, self._is_apart = self._is_apart, is_heard_apart(self._meeting)
        if self._is_apart and not was_apart:
            self.apart.ask(who_may_leave(self._desk, self._meeting))
        elif not self._is_apart:
            self.apart.hide()

    def mark(self, attendee_id: str, presence: Presence, minutes_ago: int = 0) -> None:
        """Say where a person is; the keyboard goes to them."""
        if self._note(attendee_id, presence, self._desk.now() - dt.timedelta(minutes=minutes_ago)):
            self.strip.focus_chip(attendee_id)

    def mark_all_here(self) -> None:
        """Say that everybody who is expected is here."""
        for chip in chips(self._desk, self._meeting):
            if chip.presence is Presence.EXPECTED:
                mark_presence(self._desk, self._meeting_id, chip.attendee_id, Presence.PRESENT)
        announce(self, "Everybody expected is here")

    def ask_arrival(self, attendee_id: str = "") -> None:
        """Open the line of who arrives or leaves: for somebody, or for the person whose chip has the keyboard."""
        who = attendee_id or self.strip.focused_id
        initials = initials_among(self._meeting.attendees).get(who, "")
        self.arrivals.ask(f"{initials} " if initials else "")

    def ask_person(self) -> None:
        """Open the form that adds a person."""
        invited = {person.id for person in self._meeting.attendees if person.is_invited}
        people = self._desk.child(self._meeting.facts.child_id).value.people
        others = [Option(one.id, one.name) for one in people if one.id not in invited and not one.has_left]
        self.add_person.ask(others)

    def say_private(self) -> None:
        """Answer that who joined remotely is alone and private."""
        self.privacy.answer(is_private=True)

    def say_not_alone(self) -> None:
        """Answer that who joined remotely is not alone."""
        self.privacy.answer(is_private=False)

    @property
    def _meeting(self) -> Meeting:
        return self._desk.meeting(self._meeting_id).value

    def _note(self, attendee_id: str, presence: Presence, at: dt.datetime) -> bool:
        desk, meeting_id = self._desk, self._meeting_id
        is_noted = self._attempt(lambda: mark_presence(desk, meeting_id, attendee_id, presence, at))
        chip = self._chip_of(attendee_id)
        if is_noted and chip is not None:
            announce(self, f"{chip.name}: {chip.detail or presence.value}")
            if presence is Presence.REMOTE:
                self.privacy.ask(attendee_id, chip.name)
        return is_noted

    def _ask_out(self, attendee_id: str) -> None:
        self._note(attendee_id, Presence.ASKED_OUT, self._desk.now())

    def _take_arrival(self, arrival: Arrival) -> None:
        moment = arrival.at.astimezone(dt.UTC) if arrival.at is not None else self._desk.now()
        if arrival.corrects:
            self._attempt(lambda: correct_time(self._desk, self._meeting_id, arrival.who, moment))
            chip = self._chip_of(arrival.who)
            announce(self, f"{chip.name}: the time is put right" if chip is not None else "")
        else:
            self._note(arrival.who, arrival.presence, moment)

    def _chip_of(self, attendee_id: str) -> Chip | None:
        return next((c for c in chips(self._desk, self._meeting) if c.attendee_id == attendee_id), None)

    def _note_privacy(self, attendee_id: str, is_private: bool) -> None:  # noqa: FBT001 - a signal hands it over
        meeting_id, item = self._meeting_id, self._meeting.facts.current_item
        if self._attempt(
            lambda: note_privacy(self._desk, meeting_id, attendee_id, item, is_private=is_private)
        ):
            announce(self, "Noted under the item")

    def _add_person(self, person_id: str, name: str, role: str, agency: str) -> None:
        who = known_or_guest(self._desk, self._meeting_id, person_id, name, role, agency)
        if self._attempt(lambda: self._invite(who)):
            self.mark(who.id, Presence.PRESENT)

    def _invite(self, who: Person) -> None:
        require_end_said(self._desk, self._meeting)  # who cannot be marked here is not invited either
        invite(self._desk, self._meeting_id, who)
