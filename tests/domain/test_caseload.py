import datetime as dt

import pytest

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.caseload import is_pending, meeting_line, summarise
from cpm_desktop.domain.child import Child, CopyKind, Review
from cpm_desktop.domain.handover import CopyPlan, Filing, Signing
from cpm_desktop.domain.listing import HeldMeeting
from cpm_desktop.domain.meeting import Meeting, MeetingFacts, Stage
from cpm_desktop.domain.open_items import OpenItem, OpenItemKind, Place

DAY = dt.date(2026, 11, 24)
PLANS = (
    CopyPlan(id="joy", copy_kind=CopyKind.PROFESSIONAL, sent_on=DAY),
    CopyPlan(id="dana", copy_kind=CopyKind.FAMILY, sent_on=DAY + dt.timedelta(days=2)),
    CopyPlan(id="tom", copy_kind=CopyKind.NONE, reason="Court order"),
)


def signed(copies: tuple[CopyPlan, ...], filing: Filing | None) -> Meeting:
    facts = MeetingFacts(id="m", child_id="kai", form_id="standard", date=DAY, stage=Stage.SIGNED)
    at = dt.datetime(2026, 11, 24, 15, 38, tzinfo=dt.UTC)
    return Meeting(
        id="m",
        facts=facts,
        attendees=(Attendee(id="joy", copy_kind=CopyKind.PROFESSIONAL), Attendee(id="dana")),
        signings=(Signing(id="signing", signer="Priya Nair", signed_at=at),),
        copies=copies,
        filings=(filing,) if filing else (),
    )


@pytest.mark.rule("after.file-and-case-note", "after.copy-for-each-reader")
def test_a_meeting_is_pending_until_every_copy_is_sent_and_it_is_filed() -> None:
    filed = Filing(id="filing", loaded_on=DAY, noted_on=DAY)
    line = meeting_line(signed(PLANS, filed))
    assert (line.copies, line.copies_sent, line.copies_undecided) == (2, 2, 0)
    assert (line.last_sent_on, line.signer) == (DAY + dt.timedelta(days=2), "Priya Nair")
    assert not is_pending(line)
    assert is_pending(meeting_line(signed(PLANS, None)))
    assert is_pending(meeting_line(signed(PLANS, Filing(id="filing", loaded_on=DAY))))
    withheld = CopyPlan(id="tom", copy_kind=CopyKind.NONE)
    assert is_pending(meeting_line(signed((*PLANS[:2], withheld), filed)))
    unsent = CopyPlan(id="joy", copy_kind=CopyKind.PROFESSIONAL)
    assert is_pending(meeting_line(signed((unsent, *PLANS[1:]), filed)))


@pytest.mark.rule("after.distribute-5-days")
def test_one_copy_sent_does_not_hide_those_that_nobody_has_planned_yet() -> None:
    line = meeting_line(signed(PLANS[1:2], None))
    assert (line.copies, line.copies_sent) == (2, 1)


def test_until_copies_are_planned_the_people_count() -> None:
    line = meeting_line(signed((), None))
    assert (line.copies, line.copies_sent, line.copies_undecided) == (1, 0, 1)


def test_a_cancelled_meeting_is_not_pending() -> None:
    assert not is_pending(meeting_line(Meeting(id="m", facts=MeetingFacts(id="m", stage=Stage.CANCELLED))))


def test_a_child_is_summed_up() -> None:
    reviews = [
        Review(id="r3", number=3, date=dt.date(2027, 3, 8), is_planned=True),
        Review(id="r2", number=2, date=dt.date(2026, 9, 8)),
        Review(id="r1", number=1, date=dt.date(2026, 3, 10)),
    ]
    held = [
        HeldMeeting(form_id="standard", date=dt.date(2026, 9, 22)),
        HeldMeeting(form_id="issue", date=dt.date(2026, 10, 20), title="Contact"),
        HeldMeeting(form_id="standard", date=dt.date(2026, 5, 19)),
    ]
    born = Place(id="m")
    items = [
        OpenItem(id="1", child_id="kai", what=OpenItemKind.ACTION, text="", carried=3, born=born, due=DAY),
        OpenItem(id="2", child_id="kai", what=OpenItemKind.UNMET_NEED, text="", carried=3, born=born),
        OpenItem(id="3", child_id="kai", what=OpenItemKind.ACTION, text="", carried=1, born=born),
        OpenItem(
            id="4", child_id="kai", what=OpenItemKind.ACTION, text="", carried=9, born=born, is_open=False
        ),
    ]
    summary = summarise(Child(id="kai", name="Kai Avery"), "Priya Nair", reviews, held, items)
    assert (summary.called, summary.social_worker) == ("Kai", "Priya Nair")
    assert (summary.last_review, summary.next_review, summary.reviews_held) == (reviews[1], reviews[0], 2)
    assert [meeting.date.month for meeting in summary.held] == [9, 10]
    assert {meeting.form_id: meeting.date.month for meeting in summary.last_held} == {
        "standard": 9,
        "issue": 10,
    }
    assert (summary.open_actions, summary.open_needs, summary.open_proposals) == (2, 1, 0)
    assert (summary.drifting, summary.most_carried, summary.most_carried_items) == (2, 3, 2)
    assert summary.earliest_due == DAY


def test_a_child_with_nothing_yet_is_summed_up() -> None:
    summary = summarise(Child(id="baby", expected_birth=DAY), "", [], [], [])
    assert (summary.called, summary.most_carried_items, summary.earliest_due) == ("the child", 0, None)
