"""What is open across meetings: every action, unmet need and proposal with what became of it since.

A thing has a permanent id and is born once, in a meeting or on the child's file. What becomes of it is an
outcome in a later meeting or on the file. Whether it is open, and how often it was carried over, follows from
all its outcomes.
"""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cpm_desktop.domain.captures import STILL_OPEN, Action, Audience, Decision, Outcome, Status, UnmetNeed
from cpm_desktop.domain.meeting import Stage

Followed = Action | UnmetNeed | Decision
DRIFTS_FROM = 2  # carried over this often, a thing drifts


class OpenItemKind(StrEnum):
    """What is followed from meeting to meeting; the texts are those of a carried item."""

    ACTION = "action"
    UNMET_NEED = "unmet need"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a thing was born or reviewed.

    Attributes:
        id: of the meeting, the earlier meeting, or the child's file.
        form_id: the kind of meeting; empty for the file itself.
        title: the meeting's own title, where it has one.
        date: its day.
        stage: how far the meeting has come; None where it is no meeting of this application.
    """

    id: str
    form_id: str = ""
    title: str = ""
    date: dt.date | None = None
    stage: Stage | None = None

    def is_draft(self) -> bool:
        """Tell whether it is a meeting that has not ended, so that what it holds may still change."""
        return self.stage in (Stage.PREPARED, Stage.LIVE)

    def is_started(self) -> bool:
        """Tell whether it is a meeting that was really held, or is being held."""
        return self.stage in (Stage.LIVE, Stage.ENDED, Stage.SIGNED)

    def is_cancelled(self) -> bool:
        """Tell whether it is a meeting that never was."""
        return self.stage is Stage.CANCELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """One action, unmet need or proposal, with what became of it so far.

    Attributes:
        id: permanent.
        child_id: whose.
        what: action, unmet need or proposal.
        text: what it is, as typed.
        reason: a proposal's reason; why a need is unmet; what an action is to achieve.
        owner: whose it is, as people say it, with the latest change.
        owner_id: their person id; empty when only named.
        due: by when, with the latest change of date; None while not agreed.
        due_words: how the date was said where it is no date.
        made_on: the day it was agreed.
        carried: how often it was reviewed in a meeting and stayed open.
        status: what was last said about it; None before that.
        status_on: the day of that.
        escalated_to: to whom it was last escalated.
        is_open: it has to be reviewed by the next meeting.
        is_draft: it was born, or last reviewed, in a meeting that has not ended.
        born: where it was born.
        audience: who may read it, wherever it is carried.
    """

    id: str
    child_id: str
    what: OpenItemKind
    text: str
    reason: str = ""
    owner: str = ""
    owner_id: str = ""
    due: dt.date | None = None
    due_words: str = ""
    made_on: dt.date | None = None
    carried: int = 0
    status: Status | None = None
    status_on: dt.date | None = None
    escalated_to: str = ""
    is_open: bool = True
    is_draft: bool = False
    born: Place
    audience: Audience = Audience.EVERYONE

    def is_drifting(self) -> bool:
        """Tell whether it is open and was carried over more than once (record.previous-actions)."""
        return self.is_open and self.carried >= DRIFTS_FROM


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An outcome, and where it was recorded."""

    place: Place
    outcome: Outcome

    def day(self) -> dt.date | None:
        """Return the day on which it was said."""
        at = self.outcome.at
        return self.outcome.made_on or self.place.date or (at.date() if at else None)


def open_items(
    child_id: str, born: Iterable[tuple[Place, Followed]], outcomes: Iterable[Reviewed]
) -> tuple[OpenItem, ...]:
    """Return what became of everything a child's meetings and file hold (record.previous-actions).

    Args:
        child_id: whose they are.
        born: actions, unmet needs and decisions with where they were born; a decision that is no proposal to
            the review is passed over, and so is everything of a cancelled meeting.
        outcomes: all that was recorded about any of them, in any order.

    Returns:
        Open and closed ones, the earliest made first.
    """
    by_item: defaultdict[str, list[Reviewed]] = defaultdict(list)
    for reviewed in outcomes:
        if not reviewed.place.is_cancelled():
            by_item[reviewed.outcome.of_item].append(reviewed)
    found = [
        _followed_item(child_id, place, thing, sorted(by_item[thing.id], key=_order))
        for place, thing in born
        if is_followed(thing) and not place.is_cancelled()
    ]
    return tuple(sorted(found, key=lambda item: (item.made_on or dt.date.min, item.id)))


def is_followed(thing: Followed) -> bool:
    """Tell whether a thing is followed from meeting to meeting; of decisions, only proposals are."""
    return not isinstance(thing, Decision) or thing.is_proposal_to_review


def _order(reviewed: Reviewed) -> tuple[dt.date, dt.datetime, int]:
    at = reviewed.outcome.at or dt.datetime.min.replace(tzinfo=dt.UTC)
    return reviewed.day() or dt.date.min, at, reviewed.outcome.position


def _followed_item(child_id: str, place: Place, thing: Followed, history: list[Reviewed]) -> OpenItem:
    born = _new_item(child_id, place, thing)
    born = dataclasses.replace(born, made_on=born.made_on or place.date, is_draft=place.is_draft())
    if not history:
        return born
    last = history[-1]
    new_dues = [reviewed.outcome.new_due for reviewed in history if reviewed.outcome.new_due]
    escalations = [reviewed.outcome.escalated_to for reviewed in history if reviewed.outcome.escalated_to]
    owners = [reviewed.outcome.new_owner for reviewed in history if reviewed.outcome.new_owner]
    return dataclasses.replace(
        born,
        owner=owners[-1] if owners else born.owner,
        owner_id="" if owners else born.owner_id,
        due=new_dues[-1] if new_dues else born.due,
        due_words="" if new_dues else born.due_words,
        carried=born.carried + _times_carried(history),
        status=last.outcome.status,
        status_on=last.day(),
        escalated_to=escalations[-1] if escalations else "",
        is_open=last.outcome.status in STILL_OPEN,
        is_draft=born.is_draft or last.place.is_draft(),
    )


def _new_item(child_id: str, place: Place, thing: Followed) -> OpenItem:
    match thing:
        case Action():
            return OpenItem(
                id=thing.id,
                child_id=child_id,
                what=OpenItemKind.ACTION,
                text=thing.text,
                reason=thing.purpose,
                owner=thing.owner,
                owner_id=thing.owner_id,
                due=thing.due,
                due_words=thing.due_words,
                made_on=thing.made_on,
                carried=thing.carried_before,
                born=place,
                audience=thing.audience,
            )
        case UnmetNeed():
            return OpenItem(
                id=thing.id,
                child_id=child_id,
                what=OpenItemKind.UNMET_NEED,
                text=thing.need,
                reason=thing.why,
                made_on=thing.made_on,
                carried=thing.carried_before,
                born=place,
                audience=thing.audience,
            )
        case Decision():
            return OpenItem(
                id=thing.id,
                child_id=child_id,
                what=OpenItemKind.PROPOSAL,
                text=thing.text,
                reason=thing.reason,
                born=place,
                audience=thing.audience,
            )


def _times_carried(history: list[Reviewed]) -> int:
    # Reviewed twice in one meeting counts once, by what was said last.
    last_in = {
        reviewed.place.id: reviewed.outcome.status for reviewed in history if reviewed.place.is_started()
    }
    return sum(status in STILL_OPEN for status in last_in.values())
