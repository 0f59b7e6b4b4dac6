"""What conditions look at in a meeting: facts of the children and of the meeting, and answers now and earlier."""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from cpm_desktop.domain.attendance import Presence, presence_of, took_part
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.conditions import Fact, Given, facts_of, is_met
from cpm_desktop.domain.forms import Condition
from cpm_desktop.domain.meeting import CarriedItem, Meeting

EARLIER_ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Situation:
    """What conditions look at, taken together once so that many of them are quickly told.

    Attributes:
        facts: facts by name, one mapping for each child; what holds for one child holds.
        answers: values given at this meeting, by question id.
        earlier: values given at earlier meetings, by question id.
    """

    facts: tuple[dict[str, Fact], ...]
    answers: Given
    earlier: Given

    def holds(self, conditions: Iterable[Condition]) -> bool:
        """Tell whether all conditions hold for one of the children; with none given, they do."""
        wanted = tuple(conditions)
        if not wanted:
            return True
        # Plain loops: this is asked of every question after every key.
        for facts in self.facts:
            for condition in wanted:
                if not is_met(condition, facts, self.answers, self.earlier):
                    break
            else:
                return True
        return False

    def date_of(self, name: str) -> dt.date | None:
        """Return the day that a fact or an answer names; None where it is not known or no date.

        Args:
            name: "meeting.date", "next.date", "child.filing_on", "answer.<question id>" or "earlier.<question id>".
        """
        kind, _, rest = name.partition(".")
        given = {"answer": self.answers, "earlier": self.earlier}.get(kind)
        values: list[Fact] = (
            list(given.get(rest, ())) if given is not None else [facts.get(name) for facts in self.facts]
        )
        days = [day for value in values if (day := _as_day(value)) is not None]
        return min(days, default=None)


def situation_of(meeting: Meeting, child: Child | None = None, on: dt.date | None = None) -> Situation:
    """Return what conditions look at in a meeting.

    Args:
        meeting: with the children as they stood when it started.
        child: the child as on the file, for a meeting that has not started.
        on: the day that counts where the meeting has none.
    """
    facts = meeting.facts
    started = facts.started_at
    day = facts.date or (started.date() if started is not None else on) or dt.date.min
    children = meeting.children or ((child,) if child is not None else (Child(id=""),))
    of_meeting: dict[str, Fact] = {
        "meeting.is_first": facts.is_first,
        "meeting.is_reconvened": bool(facts.reconvenes),
        "meeting.is_extra": facts.is_extra,
        "meeting.is_complex": facts.is_complex,
        "meeting.is_waiver": facts.is_waiver,
        "meeting.child_is_here": any(
            took_part(meeting.attendance, person.id) for person in meeting.attendees if person.is_child
        ),
        "meeting.children": len(children) + (0 if meeting.children else len(facts.siblings)),
        "meeting.someone_is_remote": any(
            presence_of(meeting.attendance, person.id) is Presence.REMOTE for person in meeting.attendees
        ),
        "meeting.date": facts.date.isoformat() if facts.date is not None else None,
        "next.date": _next_day(meeting),
        "child.last_review_on": facts.last_review.isoformat() if facts.last_review is not None else None,
        "child.next_review_on": facts.next_review.isoformat() if facts.next_review is not None else None,
    }
    return Situation(
        tuple({**facts_of(one, day), **of_meeting} for one in children),
        _by_question((answer.question, answer.value) for answer in meeting.answers),
        _by_question(_earlier_answers(meeting.carried)),
    )


def earlier_answer_id(question: str, subject: str = "") -> str:
    """Return the id under which a meeting keeps an earlier answer."""
    return ".".join(part for part in (EARLIER_ANSWER, question, subject) if part)


def of_further_child(item: CarriedItem, child_id: str) -> CarriedItem:
    """Return what is open of a further child with whose it is; the same question may have been answered for each."""
    identifier = f"{item.id}.of.{child_id}" if item.what == EARLIER_ANSWER else item.id
    return dataclasses.replace(item, id=identifier, child_id=child_id, position=0)


def as_own(item: CarriedItem) -> CarriedItem:
    """Return a further child's thing from before as that child's own meeting has it."""
    return dataclasses.replace(item, id=item.id.removesuffix(f".of.{item.child_id}"), child_id="")


def _earlier_answers(carried: Iterable[CarriedItem]) -> Iterable[tuple[str, str]]:
    for item in carried:
        if item.what == EARLIER_ANSWER:
            yield item.id.split(".")[1], item.text


def _by_question(pairs: Iterable[tuple[str, str]]) -> Given:
    given: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for question, value in pairs:
        given[question] += tuple(value.split("\n")) if value else ()
    return dict(given)


def _next_day(meeting: Meeting) -> str | None:
    planned = meeting.next_meetings[0].date if meeting.next_meetings else None
    return planned.isoformat() if planned is not None else None


def _as_day(value: Fact) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
