"""What lists show without opening anything: children, their meetings; and what a commit gave."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.child import Review
from cpm_desktop.domain.meeting import Stage, Validity
from cpm_desktop.domain.revision import Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A change that is on the disk.

    Attributes:
        sequence: its place in the journal.
        at: when it was committed (UTC).
        revision: of the aggregate, from now on.
        chain_head: SHA-256 (hex) over the journal up to here.
    """

    sequence: int
    at: dt.datetime
    revision: Revision
    chain_head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A meeting as a list shows it.

    Attributes:
        id: identity.
        child_id: whose file it belongs to.
        form_id: its kind.
        form_version: the version of the form it is held under.
        form_hash: SHA-256 of that form's canonical text.
        title: a title of its own, where it has one.
        stage: how far it has come.
        date: the day (local).
        starts_at: planned time of day (local).
        venue: where.
        started_at: when it began (UTC).
        ended_at: when it ended (UTC).
        signed_at: when it was signed (UTC).
        signer: by whom.
        copies: how many people get a copy.
        copies_sent: how many of those have been sent theirs.
        copies_undecided: for how many people it is not decided which copy they get, or why none.
        last_sent_on: the day the latest copy was sent.
        loaded_on: the day the minutes were loaded into the case system.
        noted_on: the day the case note was added.
        officer_needed: whether the reviewing officer must be consulted; None while not answered.
        officer_told_on: the day the officer was told.
        validity: whether it counts as a meeting of its kind.
        is_waiver: no meeting, but the record that it is not required.
        grounds: of a waiver, ids of the grounds that were chosen.
        is_extra: called because something changed, beside those required.
        reconvenes: id of the meeting that it reconvenes; empty where none.
        follow_ups_open: how many of its follow-ups are still to be done.
        siblings: ids of the other children whom it concerns.
        cleared_at: when the filed record was cleared from this computer (UTC); None while it is here.
    """

    id: str
    child_id: str
    form_id: str
    form_version: int = 1
    form_hash: str = ""
    title: str = ""
    stage: Stage = Stage.PREPARED
    date: dt.date | None = None
    starts_at: dt.time | None = None
    venue: str = ""
    started_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    signed_at: dt.datetime | None = None
    signer: str = ""
    copies: int = 0
    copies_sent: int = 0
    copies_undecided: int = 0
    last_sent_on: dt.date | None = None
    loaded_on: dt.date | None = None
    noted_on: dt.date | None = None
    officer_needed: bool | None = None
    officer_told_on: dt.date | None = None
    validity: Validity = Validity.COUNTS
    is_waiver: bool = False
    grounds: tuple[str, ...] = ()
    is_extra: bool = False
    reconvenes: str = ""
    follow_ups_open: int = 0
    siblings: tuple[str, ...] = ()
    cleared_at: dt.datetime | None = None

    def is_held(self) -> bool:
        """Tell whether the meeting took place and is over."""
        return self.stage in (Stage.ENDED, Stage.SIGNED)

    def is_shared(self) -> bool:
        """Tell whether it is still to be held, or being held, for several children: it stands on the list of each."""
        return bool(self.siblings) and self.stage in (Stage.PREPARED, Stage.LIVE)

    def is_counted(self) -> bool:
        """Tell whether it is held and counts as one of its kind (kind.care-planning-is-multi-agency)."""
        return self.is_held() and self.validity is Validity.COUNTS

    def is_handed_over(self) -> bool:
        """Tell whether every copy is sent, the record loaded and noted (after.file-and-case-note)."""
        is_sent = self.copies_sent == self.copies and not self.copies_undecided
        is_filed = self.loaded_on is not None and self.noted_on is not None
        return self.stage is Stage.SIGNED and is_sent and is_filed


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMeeting:
    """A meeting that took place, here or recorded elsewhere.

    Attributes:
        form_id: its kind.
        date: the day.
        title: its title, where it has one.
        is_waiver: it was decided that none is required; satisfies only what a waiver can.
    """

    form_id: str
    date: dt.date
    title: str = ""
    is_waiver: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WaivedMeeting:
    """A record that a meeting is not required, as far as it may have to be held after all.

    Attributes:
        meeting_id: the record's.
        form_id: the kind of meeting.
        date: the day of the decision.
        grounds: ids of the grounds that it stands on.
    """

    meeting_id: str
    form_id: str
    date: dt.date
    grounds: tuple[str, ...]


class SentLine(NamedTuple):
    """When the minutes of a meeting were sent, here or elsewhere.

    Attributes:
        id: the meeting's; empty for one recorded elsewhere.
        form_id: its kind.
        date: the day it was held.
        sent_on: the day the last copy was sent; None while some are not.
    """

    id: str
    form_id: str
    date: dt.date
    sent_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFollowUp:
    """Something still to be done after a meeting.

    Attributes:
        id: identity within the meeting.
        meeting_id: the meeting that it follows.
        child_id: whose file it belongs to.
        form_id: the meeting's kind.
        held_on: the meeting's day.
        text: what is to be done.
        owner: whose it is, as people say it; empty while nobody's.
        due: by when; None where nothing says so.
        rule: the rule it comes from; empty where from none.
    """

    id: str
    meeting_id: str
    child_id: str
    form_id: str = ""
    held_on: dt.date | None = None
    text: str = ""
    owner: str = ""
    due: dt.date | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildSummary:
    """A child as the caseload shows them; what is due follows from it, the forms and the day.

    Attributes:
        child_id: identity of the child and the file.
        name: full name; empty before birth.
        called: what the child is called in running text.
        case_number: in the authority's case system.
        legal_status: in words.
        date_of_birth: None before birth.
        expected_birth: before birth.
        looked_after_since: the day the child became looked after; None where not.
        protection_plan_since: the day of the initial conference; None where there is no plan.
        is_matched_long_term: in a matched long-term placement.
        social_worker: name of the allocated social worker, as on the file; empty where not known.
        last_review: the latest review held.
        next_review: the earliest review planned.
        reviews_held: how many reviews were held.
        held: meetings held since the last review (all of them, where there was none), the earliest first.
        last_held: for each kind of meeting, the latest one ever held, and the latest waiver.
        waivers: for each kind of meeting, the latest record that it is not required.
        planned: meetings being prepared, soonest first; those without a date last.
        live: the meeting that is being held now, if any.
        to_hand_over: meetings that ended and are not wholly handed over, the earliest first.
        open_actions: number of open actions.
        open_needs: number of open unmet needs.
        open_proposals: number of proposals still to be decided by a review.
        drifting: number of open items carried over more than once.
        most_carried: how often the most carried of the open items was carried over.
        most_carried_items: number of open items carried over that often; 0 where none was.
        earliest_due: the earliest date by which an open action is due.
        is_accommodated: accommodated under section 20.
        is_in_need: a child in need, with a child's plan.
        placement: where and with whom, without the address.
        assessment_started_on: the day the core assessment began; None where there is none.
        assessment_due_on: the day by which it is due.
        assessment_finished_on: the day it was finalised.
        significant_change_on: the day on which an assessment called for a significant change of plan.
        filing_on: the day by which the final care plan and statement have to be filed.
        court_on: the next court date.
        placement_order_on: the day of a placement order.
        adopted_on: the day of adoption.
        care_team: number of people agreed as members of the care team.
        follow_ups: what is still to be done after meetings, the soonest due first; undated ones last.
    """

    child_id: str
    name: str = ""
    called: str = ""
    case_number: str = ""
    legal_status: str = ""
    date_of_birth: dt.date | None = None
    expected_birth: dt.date | None = None
    looked_after_since: dt.date | None = None
    protection_plan_since: dt.date | None = None
    is_matched_long_term: bool = False
    social_worker: str = ""
    last_review: Review | None = None
    next_review: Review | None = None
    reviews_held: int = 0
    held: tuple[HeldMeeting, ...] = ()
    last_held: tuple[HeldMeeting, ...] = ()
    waivers: tuple[WaivedMeeting, ...] = ()
    planned: tuple[MeetingLine, ...] = ()
    live: MeetingLine | None = None
    to_hand_over: tuple[MeetingLine, ...] = ()
    open_actions: int = 0
    open_needs: int = 0
    open_proposals: int = 0
    drifting: int = 0
    most_carried: int = 0
    most_carried_items: int = 0
    earliest_due: dt.date | None = None
    is_accommodated: bool = False
    is_in_need: bool = False
    placement: str = ""
    assessment_started_on: dt.date | None = None
    assessment_due_on: dt.date | None = None
    assessment_finished_on: dt.date | None = None
    significant_change_on: dt.date | None = None
    filing_on: dt.date | None = None
    court_on: dt.date | None = None
    placement_order_on: dt.date | None = None
    adopted_on: dt.date | None = None
    care_team: int = 0
    follow_ups: tuple[OpenFollowUp, ...] = ()

    @property
    def last_review_on(self) -> dt.date | None:
        """The day of the latest review held."""
        return self.last_review.date if self.last_review is not None else None

    @property
    def next_review_on(self) -> dt.date | None:
        """The day of the earliest review planned."""
        return self.next_review.date if self.next_review is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierDecision:
    """A decision of an earlier meeting that a later one may have to hear of.

    Attributes:
        id: permanent.
        text: what was decided.
        reason: why.
        meeting_id: of the meeting, or of the earlier meeting on the child's file.
        form_id: that meeting's kind.
        title: that meeting's title; for a specific issue, the issue.
        date: that meeting's day.
        is_draft: that meeting has not ended.
        audience: who may read it.
    """

    id: str
    text: str
    reason: str
    meeting_id: str
    form_id: str
    title: str = ""
    date: dt.date | None = None
    is_draft: bool = False
    audience: Audience = Audience.EVERYONE
