"""One whole standard meeting as a value, fictional throughout; most of what a meeting can hold stands in it."""

import datetime as dt

from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Participation, Presence
from cpm_desktop.domain.captures import (
    Action,
    Decision,
    Disagreement,
    Note,
    Outcome,
    Position,
    Sharing,
    Status,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.child import Child, CopyKind, ParentalResponsibility
from cpm_desktop.domain.meeting import (
    AgendaProgress,
    CarriedItem,
    ItemState,
    ItemVisit,
    Meeting,
    MeetingFacts,
    NextMeeting,
    ReadBackMark,
    Stage,
)

DAY = dt.date(2026, 11, 24)
MEETING_ID = "7f3a9c125e0b4d6b8a1c2e3f40516273"
CHILD_ID = "c0ffee00000000000000000000000001"
CHALLENGE = (
    "If you do not agree with something that was decided you can tell your social worker, their manager, or your "
    "independent reviewing officer. You can also ask for an advocate to help you say it. Complaints: Northbeck "
    "Council, PO Box 12, Northbeck."
)
HEALTH_NOTE = (
    "Kai does not want to go back to the old dentist because “they didn’t explain anything”. Would go to a new one if "
    "Joy came with him.\n"
    "Sleep has got worse since half term – awake at 2 or 3 most nights. School have noticed he is tired in the "
    "mornings."
)
EDUCATION_NOTE = (
    "Attendance 94 %. Reading age has moved up nine months since February. Michael will ask about football "
    "club."
)
PERMANENCE_NOTE = (
    "Primary plan: long-term foster care with Joy. Contingency: the wider family, if Joy cannot go on; trigger: "
    "notice given."
)
KAIS_WORDS = (
    "I want to stay at Joy's. I don't want a new school. I'd like Dad to come to football, not the contact "
    "centre."
)
ONLY_ON_THE_FILE_COPY = ("Mallard Row", "NB4 2QT")


def at(time: str) -> dt.datetime:
    """Return a moment of the meeting's day; in November local time is UTC."""
    return dt.datetime.combine(DAY, dt.time.fromisoformat(time), dt.UTC)


def kai() -> Child:
    return Child(
        id=CHILD_ID,
        name="Kai Avery",
        known_as="Kai",
        pronouns="he/him",
        date_of_birth=dt.date(2014, 3, 9),
        case_number="LL-204417",
        legal_status="Care order (section 31)",
        looked_after_since=dt.date(2025, 11, 17),
        placement="Foster care with Joy Okafọ̀",
        placement_since=dt.date(2026, 2, 2),
        placement_address="14 Mallard Row, Northbeck NB4 2QT",
        languages=("English", "Yoruba"),
    )


def people() -> tuple[Attendee, ...]:
    yes = ParentalResponsibility.YES
    professional, family = CopyKind.PROFESSIONAL, CopyKind.FAMILY
    council = "Northbeck Council"
    return (
        Attendee(
            id="kai",
            name="Kai Avery",
            role="Child",
            role_id="child",
            is_child=True,
            copy_kind=CopyKind.CHILD,
            participation=Participation.PRESENT,
        ),
        Attendee(
            id="dana",
            name="Dana Avery",
            role="Mother",
            role_id="mother",
            parental_responsibility=yes,
            copy_kind=family,
            email="dana.avery@example.org",
        ),
        Attendee(
            id="tom",
            name="Tom Avery",
            role="Father",
            role_id="father",
            parental_responsibility=yes,
            copy_kind=family,
            telephone="01632 960001",
        ),
        Attendee(
            id="joy",
            name="Joy Okafọ̀",
            role="Foster carer",
            role_id="foster-carer",
            copy_kind=professional,
            address="14 Mallard Row, Northbeck NB4 2QT",
        ),
        Attendee(
            id="priya",
            name="Priya Nair",
            role="Social worker",
            role_id="social-worker",
            agency=council,
            initials="PN",
            copy_kind=professional,
        ),
        Attendee(
            id="rachel",
            name="Rachel Whitmore",
            role="Team manager",
            role_id="team-manager",
            agency=council,
            is_invited=False,
            copy_kind=professional,
        ),
        Attendee(
            id="michael",
            name="Michael Byrne",
            role="Designated teacher",
            role_id="designated-teacher",
            agency="Fell Lane Academy",
            copy_kind=professional,
        ),
        Attendee(
            id="siew",
            name="Dr Siew Lee",
            role="Community paediatrician",
            role_id="paediatrician",
            agency="Northbeck Health Trust",
            copy_kind=professional,
        ),
        Attendee(
            id="agnieszka",
            name="Agnieszka Wójcik",
            role="Independent reviewing officer",
            role_id="independent-reviewing-officer",
            agency=council,
            copy_kind=professional,
        ),
        Attendee(
            id="sean",
            name="Séan Ó Dálaigh",
            role="Advocate",
            role_id="advocate",
            agency="Youth Voice North",
            copy_kind=professional,
        ),
    )


def _attendance() -> tuple[AttendanceEvent, ...]:
    events = [(who, Presence.PRESENT, "14:02") for who in ("kai", "dana", "joy", "priya", "sean")]
    events += [("michael", Presence.REMOTE, "14:02")]
    events += [(who, Presence.APOLOGIES, "14:02") for who in ("tom", "agnieszka")]
    events += [("siew", Presence.PRESENT, "14:31"), ("michael", Presence.LEFT, "14:48")]
    return tuple(
        AttendanceEvent(id=f"attendance-{number}", position=number, who=who, presence=presence, at=at(time))
        for number, (who, presence, time) in enumerate(events, 1)
    )


_VISITS = (
    ("welcome", "14:02"),
    ("child-views", "14:05"),
    ("family-views", "14:12"),
    ("last-meeting", "14:18"),
    ("changes", "14:22"),
    ("legal-status", "14:24"),
    ("placement", "14:26"),
    ("health", "14:29"),
    ("education", "14:44"),
    ("development-and-safety", "14:50"),
    ("identity", "14:52"),
    ("family-time", "14:55"),
    ("permanence", "15:05"),
    ("close", "15:10"),
)


def _agenda() -> tuple[AgendaProgress, ...]:
    notes = {
        "health": "The annual health assessment was booked for 3 November and has not happened. Kai has missed two "
        "dentist appointments since moving. Joy has asked for help with sleep.",
        "education": "Attendance 94 %. Reading age has moved up nine months since February.",
    }
    progress = [
        AgendaProgress(
            id=item,
            state=ItemState.NOT_DISCUSSED if item == "identity" else ItemState.DONE,
            reason="Kai asked to leave this for the next meeting" if item == "identity" else "",
            prepared_note=notes.get(item, ""),
            prepared_by="priya" if item in notes else "",
        )
        for item, _ in _VISITS
    ]
    return tuple(progress)


def _notes() -> tuple[Note, ...]:
    said = (
        (
            "changes",
            "14:22",
            "No moves, no missing episodes. Priya visited on 3 and 17 November and saw Kai alone.",
        ),
        (
            "legal-status",
            "14:24",
            "Care order, unchanged. Dana and Tom hold parental responsibility with the council.",
        ),
        ("placement", "14:26", "Nine months with Joy. Kai has asked for his own key."),
        ("health", "14:29", HEALTH_NOTE),
        (
            "education",
            "14:44",
            EDUCATION_NOTE,
        ),
        ("development-and-safety", "14:50", "No new worries. Kai cooks on Sundays with Joy."),
        (
            "permanence",
            "15:05",
            PERMANENCE_NOTE,
        ),
    )
    return tuple(
        Note(id=f"note-{number}", position=number, item=item, at=at(time), text=text)
        for number, (item, time, text) in enumerate(said, 1)
    )


def _views() -> tuple[View, ...]:
    return (
        View(
            id="view-kai",
            position=1,
            item="child-views",
            at=at("14:05"),
            of="kai",
            words=KAIS_WORDS,
            heard_by="sean",
            heard_on=dt.date(2026, 11, 20),
            how="told to the advocate before the meeting and read out by Kai",
            sharing=Sharing.EVERYONE,
        ),
        View(
            id="view-dana",
            position=2,
            item="family-views",
            at=at("14:12"),
            of="dana",
            words="He looks well. Nobody told me about the missed assessment.",
            how="said in the meeting",
        ),
        View(
            id="view-tom",
            position=3,
            item="family-views",
            at=at("14:14"),
            of="tom",
            words="I don't agree with the move to Saturdays & I work <most> of them.",
            how="by telephone to PN",
            heard_on=dt.date(2026, 11, 23),
        ),
    )


def _decisions() -> tuple[Decision, ...]:
    return (
        Decision(
            id="decision-dentist",
            position=1,
            item="health",
            at=at("14:33"),
            text="Kai chooses a new dentist and Joy goes with him",
            reason="He will go if he is listened to and accompanied",
            is_within_authority=True,
            for_child="You choose a new dentist, and Joy goes with you.\nWhy: you will go if people listen to you and "
            "someone comes with you.",
        ),
        Decision(
            id="decision-football",
            position=2,
            item="family-time",
            at=at("14:58"),
            text="Family time with Tom includes one football match a month",
            reason="Kai asked for it",
            is_within_authority=False,
            is_proposal_to_review=True,
            for_child="We will ask your review: can Dad come to one football match a month?\nWhy: you asked for it. "
            "The review is on 8 March.",
        ),
    )


def _carried() -> tuple[tuple[CarriedItem, ...], tuple[Outcome, ...]]:
    september, may = dt.date(2026, 9, 22), dt.date(2026, 5, 19)
    rows = (
        (
            "dentist",
            "Ask the dentist for a first appointment",
            "Joy Okafọ̀",
            dt.date(2026, 10, 2),
            september,
            1,
        ),
        (
            "plan",
            "Send the personal education plan to both parents",
            "Michael Byrne",
            dt.date(2026, 10, 16),
            september,
            1,
        ),
        (
            "sleep",
            "Chase the sleep clinic about the waiting list",
            "Priya Nair",
            dt.date(2026, 10, 9),
            may,
            2,
        ),
    )
    carried = [
        CarriedItem(
            id=f"carried-{key}", position=number, text=text, owner=owner, due=due, made_on=made, carried=count
        )
        for number, (key, text, owner, due, made, count) in enumerate(rows, 1)
    ]
    carried.append(
        CarriedItem(
            id="carried-saturdays",
            position=4,
            what="fed back",
            text="Family time with Tom moves to Saturdays for six weeks",
            reason="Kai is too tired after school on Wednesdays",
            source="Specific-issue meeting: Contact",
            source_on=dt.date(2026, 10, 20),
        )
    )
    outcomes = (
        Outcome(
            id="outcome-1",
            position=1,
            of_item="carried-dentist",
            status=Status.NOT_DONE,
            note="Two appointments missed",
            at=at("14:18"),
        ),
        Outcome(id="outcome-2", position=2, of_item="carried-plan", status=Status.DONE, at=at("14:19")),
        Outcome(
            id="outcome-3",
            position=3,
            of_item="carried-sleep",
            status=Status.IN_PROGRESS,
            note="14 weeks",
            at=at("14:20"),
        ),
    )
    return tuple(carried), outcomes


def _facts() -> MeetingFacts:
    return MeetingFacts(
        id=MEETING_ID,
        child_id=CHILD_ID,
        form_id="cla-standard",
        stage=Stage.ENDED,
        date=DAY,
        starts_at=dt.time(14, 0),
        venue="The garden room, Fell Lane Academy (Kai's choice)",
        chair="priya",
        recorder="priya",
        started_at=at("14:02"),
        ended_at=at("15:15"),
        last_review=dt.date(2026, 9, 8),
        next_review=dt.date(2027, 3, 8),
        required_in_period=2,
        held_in_period=2,
        officer_needed=False,
        marking="OFFICIAL-SENSITIVE",
        authority="Northbeck Council",
        service="Children in Our Care, East team",
        challenge_text=CHALLENGE,
    )


def scenario_meeting() -> Meeting:
    """Return the meeting as it stands when it has ended, before it is signed."""
    carried, outcomes = _carried()
    starts = [*_VISITS[1:], ("", "15:15")]
    return Meeting(
        id=MEETING_ID,
        facts=_facts(),
        children=(kai(),),
        attendees=people(),
        attendance=_attendance(),
        agenda=_agenda(),
        visits=tuple(
            ItemVisit(id=f"visit-{number}", position=number, item=item, opened_at=at(time), left_at=at(end))
            for number, ((item, time), (_, end)) in enumerate(zip(_VISITS, starts, strict=True), 1)
        ),
        notes=_notes(),
        views=_views(),
        decisions=_decisions(),
        actions=(
            Action(
                id="action-assessment",
                position=1,
                item="health",
                at=at("14:34"),
                text="Book the health assessment at the clinic Kai chooses",
                owner="Priya Nair",
                owner_id="priya",
                due=dt.date(2026, 12, 18),
                purpose="it is done before Christmas",
                for_child="Priya books your health check, at the clinic you choose.",
            ),
        ),
        unmet_needs=(
            UnmetNeed(
                id="need-sleep",
                position=1,
                item="health",
                at=at("14:36"),
                need="Help with sleep",
                why="No service locally within 14 weeks",
                asked=("Northbeck Health Trust", "School nursing"),
                meanwhile="Joy keeps a sleep diary",
            ),
        ),
        disagreements=(
            Disagreement(
                id="difference-saturdays",
                position=1,
                item="family-time",
                at=at("14:55"),
                about="Family time with Tom on Saturdays",
                is_resolved=False,
                goes_on="Taken to the review on 8 March",
                for_child="Dad does not agree that family time is on Saturdays. He works most of them and would like "
                "Wednesdays back. Your review will talk about it on 8 March.",
            ),
        ),
        positions=(
            Position(
                id="position-tom",
                position=1,
                disagreement="difference-saturdays",
                who="tom",
                says="I work <most> Saturdays & want Wednesdays back.",
            ),
            Position(
                id="position-priya",
                position=2,
                disagreement="difference-saturdays",
                who="priya",
                says="Wednesdays leave Kai too tired for school.",
            ),
        ),
        carried=carried,
        outcomes=outcomes,
        next_meetings=(
            NextMeeting(
                id="next",
                date=dt.date(2027, 1, 26),
                starts_at=dt.time(14, 0),
                venue="The garden room, Fell Lane Academy",
            ),
        ),
        read_back=(ReadBackMark(id="meeting", at=at("15:14")),),
    )


SAID = (
    KAIS_WORDS,
    "He looks well. Nobody told me about the missed assessment.",
    "I don't agree with the move to Saturdays & I work <most> of them.",
    *HEALTH_NOTE.split("\n"),
    "No moves, no missing episodes. Priya visited on 3 and 17 November and saw Kai alone.",
    "Care order, unchanged. Dana and Tom hold parental responsibility with the council.",
    "Nine months with Joy. Kai has asked for his own key.",
    EDUCATION_NOTE,
    "No new worries. Kai cooks on Sundays with Joy.",
    "Kai asked to leave this for the next meeting",
    "I work <most> Saturdays & want Wednesdays back.",
    "Wednesdays leave Kai too tired for school.",
    "Taken to the review on 8 March",
    PERMANENCE_NOTE,
    "Kai chooses a new dentist and Joy goes with him",
    "He will go if he is listened to and accompanied",
    "Family time with Tom includes one football match a month",
    "Book the health assessment at the clinic Kai chooses",
    "it is done before Christmas",
    "No service locally within 14 weeks",
    "Joy keeps a sleep diary",
    "Two appointments missed",
    "Family time with Tom moves to Saturdays for six weeks",
    "Foster care with Joy Okafọ̀",
)
"""Every sentence that was said or typed; each reaches the file copy unchanged."""
