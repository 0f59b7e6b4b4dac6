"""A script's meeting held command by command, as the people at the table would."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from cpm_desktop.domain.attendance import Participation, Presence
from cpm_desktop.domain.captures import (
    Action,
    Decision,
    DecisionKind,
    Disagreement,
    Disclosure,
    Position,
    Sharing,
    Status,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.entity import Entity, new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting import GivenReason, NextMeeting
from cpm_desktop.services.capturing import capture_line
from cpm_desktop.services.closing import end
from cpm_desktop.services.demo_preparing import give_answer, item_id, person_named
from cpm_desktop.services.demo_script import Script, as_date, as_time
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.discussing import record_note
from cpm_desktop.services.holding import mark_presence, move_to, start
from cpm_desktop.services.item_work import (
    leave_out,
    next_meeting_of,
    note_no_disagreement,
    note_no_unmet_need,
    review_carried,
    set_next_meeting,
    set_participation,
)
from cpm_desktop.services.keeping import keep

SetTime = Callable[[dt.datetime], None]
Event = Mapping[str, Any]


class MeetingPlay:
    """Holds a script's meeting; the clock is set to each event's time."""

    def __init__(self, desk: Desk, meeting_id: str, script: Script, set_time: SetTime) -> None:
        """Get ready.

        Args:
            desk: whose clock `set_time` sets.
            meeting_id: a prepared meeting.
            script: what happens.
            set_time: sets the desk's clock to a moment (UTC).
        """
        self._desk = desk
        self._id = meeting_id
        self._script = script
        self._set_time = set_time
        self._editing = desk.meeting(meeting_id)

    def hold(self, until: int | None = None, since: int = 0) -> None:
        """Play the events of the script in order, all of them or a part."""
        for event in self._script.live[since:until]:
            self._play(event)

    def close(self) -> None:
        """Give the answers and reasons that the script gives at the close."""
        close = self._script.close
        for name, (participation, note) in close.get("participation", {}).items():
            set_participation(self._desk, self._id, self._person(name), Participation(participation), note)
        for row in close.get("answers", ()):
            give_answer(self._desk, self._id, row)
        facts = self._editing.value.facts
        if "officer_needed" in close:
            self._editing.perform(change(facts, officer_needed=bool(close["officer_needed"])))
        for row in close.get("reasons", ()):
            reason = GivenReason(
                id=row["for"],
                text=row["reason"],
                is_on_other_copies=bool(row.get("on_other_copies")),
                at=self._desk.now(),
            )
            keep(self._editing, reason)
        for row in close.get("words_for_child", ()):
            self._put_into_childs_words(row["about"], row["words"])

    def _put_into_childs_words(self, about: str, words: str) -> None:
        meeting = self._editing.value
        things: tuple[Entity, ...] = (
            *meeting.decisions,
            *meeting.actions,
            *meeting.unmet_needs,
            *meeting.disagreements,
        )
        for thing in things:
            text = getattr(thing, "text", "") or getattr(thing, "need", "") or getattr(thing, "about", "")
            if text.startswith(about):
                self._editing.perform(change(thing, for_child=words))
                return
        message = f"The script puts something into the child’s words that nobody said: “{about}”."
        raise InvalidDetail(message)

    def _person(self, name: str) -> str:
        return person_named(self._editing.value, name)

    def _play(self, event: Event) -> None:
        day = self._editing.value.facts.date or self._desk.today()
        moment = self._desk.moment(day, as_time(event["at"]))
        self._set_time(moment)
        item = self._item(event["item"]) if "item" in event else ""
        if item and self._editing.value.facts.current_item != item and "not_discussed" not in event:
            move_to(self._desk, self._id, item)
        plays: dict[str, Callable[[Event, str], None]] = {
            "start": self._start,
            "present": lambda e, _: self._mark(e["present"], Presence.PRESENT),
            "remote": lambda e, _: self._mark(e["remote"], Presence.REMOTE),
            "apologies": lambda e, _: self._mark(e["apologies"], Presence.APOLOGIES),
            "arrives": self._arrive,
            "leaves": lambda e, _: self._mark([e["leaves"]], Presence.LEFT),
            "asked_out": lambda e, _: self._mark([e["asked_out"]], Presence.ASKED_OUT),
            "view": self._view,
            "action_reviewed": self._review,
            "note": lambda e, i: self._note(e, i) if "action_reviewed" not in e else None,
            "answers": lambda e, _: self._answer(e["answers"]),
            "care_team": lambda e, _: self._name_care_team(e["care_team"]),
            "disclosure": self._disclose,
            "decision": self._decide,
            "action": self._act,
            "unmet_need": self._need,
            "disagreement": self._disagree,
            "not_discussed": lambda e, i: leave_out(self._desk, self._id, i, e["not_discussed"]),
            "no_disagreement": lambda _, i: note_no_disagreement(self._desk, self._id, i, is_none=True),
            "no_unmet_need": lambda _, i: note_no_unmet_need(self._desk, self._id, i, is_none=True),
            "next_meeting": self._next,
            "read_back": lambda _e, _i: None,
            "end": lambda _e, _i: self._end(),
        }
        for name, play in plays.items():
            if name in event:
                play(event, item)

    def _item(self, words: str) -> str:
        """Return the id of an item of the agenda, or of a line of the person's own by its title."""
        entries = self._editing.value.agenda_entries
        return next((entry.id for entry in entries if words in (entry.title, entry.item)), item_id(words))

    def _start(self, _event: Event, _item: str) -> None:
        start(self._desk, self._id)

    def _end(self) -> None:
        end(self._desk, self._id)

    def _mark(self, names: list[str], presence: Presence) -> None:
        for name in names:
            mark_presence(self._desk, self._id, self._person(name), presence)

    def _arrive(self, event: Event, _item: str) -> None:
        remote = "remote" in event.get("how", "") or "video" in event.get("how", "")
        self._mark([event["arrives"]], Presence.REMOTE if remote else Presence.PRESENT)

    def _answer(self, rows: list[Event]) -> None:
        for row in rows:
            give_answer(self._desk, self._id, row)

    def _name_care_team(self, roles: Mapping[str, str]) -> None:
        for name, role in roles.items():
            person = next(each for each in self._editing.value.attendees if each.name == name)
            self._editing.perform(change(person, is_care_team_member=True, care_team_role=role))

    def _disclose(self, event: Event, item: str) -> None:
        row = event["disclosure"]
        day = self._editing.value.facts.date or self._desk.today()
        told_at = self._desk.moment(day, as_time(row["told_at"])) if row.get("told_at") else None
        self._record(
            Disclosure(
                id=new_identifier(),
                item=item,
                at=self._desk.now(),
                said_by=self._person(row["said_by"]) if row.get("said_by") else "",
                words=row["words"],
                told=row.get("told", ""),
                told_at=told_at,
                next_step=row.get("next_step", ""),
            )
        )

    def _child(self, row: Event) -> str:
        """Return the id of the one child that something concerns; empty for all of them."""
        wanted = row.get("child", "")
        children = self._editing.value.children
        return next((child.id for child in children if wanted and wanted in (child.name, child.called())), "")

    def _note(self, event: Event, item: str) -> None:
        who = self._person(event["speaker"]) if event.get("speaker") else ""
        note_id = record_note(self._desk, self._id, item, who, event["note"].rstrip("\n"))
        child_id = self._child(event)
        if child_id:
            note = next(note for note in self._editing.value.notes if note.id == note_id)
            self._editing.perform(change(note, child_id=child_id))

    def _record(self, entity: Entity) -> None:
        self._editing.perform(Record(entity=entity))

    def _view(self, event: Event, item: str) -> None:
        row = event["view"]
        heard_by = self._person(row["heard_by"]) if row.get("heard_by") else ""
        self._record(
            View(
                id=new_identifier(),
                item=item,
                at=self._desk.now(),
                of=self._person(row["of"]),
                words=row["words"],
                heard_by=heard_by,
                heard_on=as_date(row.get("on")),
                how=row.get("how", ""),
                sharing=Sharing(row.get("sharing", Sharing.NOT_ASKED.value)),
                child_id=self._child(row),
            )
        )

    def _review(self, event: Event, _item: str) -> None:
        carried = next(
            thing for thing in self._editing.value.carried if thing.text == event["action_reviewed"]
        )
        review_carried(
            self._desk,
            self._id,
            carried.id,
            status=Status(event["outcome"]),
            note=event.get("note", ""),
            new_due=as_date(event.get("new_due")),
            escalated_to=event.get("escalated_to", ""),
        )

    def _decide(self, event: Event, item: str) -> None:
        row = event["decision"]
        self._record(
            Decision(
                id=new_identifier(),
                item=item,
                at=self._desk.now(),
                decision_kind=DecisionKind(row.get("kind", DecisionKind.DECISION.value)),
                text=row["text"],
                reason=row.get("reason", ""),
                is_within_authority=row.get("within_authority"),
                authoriser=row.get("authoriser", ""),
                authorise_by=as_date(row.get("authorise_by")),
                is_proposal_to_review=bool(row.get("proposal_to_review")),
                matter=row.get("matter", ""),
                is_plan_change=bool(row.get("plan_change")),
                agreed_by=row.get("agreed_by", ""),
                agreed_on=as_date(row.get("agreed_on")),
                child_id=self._child(row),
            )
        )

    def _act(self, event: Event, item: str) -> None:
        typed = event["action"]
        if isinstance(typed, str):
            capture_line(self._desk, self._id, item, typed)
            return
        owner = person_named(self._editing.value, typed["owner"])
        self._record(
            Action(
                id=new_identifier(),
                item=item,
                at=self._desk.now(),
                text=typed["text"],
                owner=typed["owner"],
                owner_id=owner,
                due=as_date(typed.get("due")),
                purpose=typed.get("purpose", ""),
                child_id=self._child(typed),
                made_on=self._desk.today(),
            )
        )

    def _need(self, event: Event, item: str) -> None:
        row = event["unmet_need"]
        self._record(
            UnmetNeed(
                id=new_identifier(),
                item=item,
                at=self._desk.now(),
                need=row["need"],
                why=row.get("why", ""),
                asked=tuple(row.get("asked", ())),
                meanwhile=row.get("meanwhile", ""),
                made_on=self._desk.today(),
            )
        )

    def _disagree(self, event: Event, item: str) -> None:
        row, identifier = event["disagreement"], new_identifier()
        self._record(
            Disagreement(
                id=identifier,
                item=item,
                at=self._desk.now(),
                about=row["about"],
                is_resolved=row.get("resolved"),
                goes_on=row.get("next", ""),
            )
        )
        for place in row.get("positions", ()):
            who = self._person(place["who"])
            self._record(Position(id=new_identifier(), disagreement=identifier, who=who, says=place["says"]))

    def _next(self, event: Event, _item: str) -> None:
        row = event["next_meeting"]
        held = next_meeting_of(self._editing.value)
        if "none_because" in row:
            none = NextMeeting(id=held.id, none_because=row["none_because"])
            set_next_meeting(self._desk, self._id, none)
            return
        wanted = NextMeeting(
            id=held.id, date=as_date(row["date"]), starts_at=as_time(row["time"]), venue=row.get("venue", "")
        )
        set_next_meeting(self._desk, self._id, wanted)
