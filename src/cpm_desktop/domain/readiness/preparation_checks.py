"""Checks of what was to be prepared: its questions and papers, why a meeting is extra, and how its dates stand."""

from collections.abc import Iterator
from dataclasses import replace

from cpm_desktop.domain.asking import questions_of_preparation
from cpm_desktop.domain.forms import Check, CheckKind, DateStrictness, Form, ItemPart, Procedure, WantedPaper
from cpm_desktop.domain.meeting import PREPARATION, Meeting, MeetingFacts, NextMeeting, Paper, PaperState
from cpm_desktop.domain.meeting_dates import NEXT_DATE, DateRemark, date_remarks
from cpm_desktop.domain.readiness.agenda_checks import unanswered
from cpm_desktop.domain.readiness.debt import Debt, Mend, Place
from cpm_desktop.domain.readiness.ground import Ground, joined, quoted
from cpm_desktop.domain.situation import situation_of
from cpm_desktop.domain.typography import day_text

_THERE = frozenset({PaperState.SEEN, PaperState.ATTACHED})


def preparation_answered(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask for each required answer of the preparation, and its note (prepare.own-agency-first)."""
    for question in questions_of_preparation(ground.form, ground.situation):
        for debt in unanswered(ground, check, PREPARATION, question):
            yield replace(debt, detail=joined("Preparation", debt.detail))


def what_is_unanswered(form: Form, meeting: Meeting, procedure: Procedure) -> tuple[Debt, ...]:
    """Return what the preparation still owes before a meeting starts; it stands in nobody's way.

    Args:
        form: the kind of meeting.
        meeting: with the children whom it concerns.
        procedure: with the roles.
    """
    ground = Ground(form, meeting, procedure.roles, situation_of(meeting))
    own = next((check for check in form.checks if check.kind is CheckKind.PREPARATION_ANSWERED), None)
    check = own or Check(kind=CheckKind.PREPARATION_ANSWERED, rule="")
    return tuple(preparation_answered(ground, check))


def papers_ready(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask of each required paper whether it is there; if not, why and by when it is (prepare.legal-documents)."""
    listed = {paper.title: paper for paper in ground.meeting.papers}
    for wanted in ground.form.papers:
        if wanted.is_required and ground.applies(wanted.when):
            own = replace(check, rule=wanted.rule or check.rule)
            yield from _paper_owed(ground, own, wanted, listed.get(wanted.title))


def _paper_owed(ground: Ground, check: Check, wanted: WantedPaper, paper: Paper | None) -> Iterator[Debt]:
    if paper is not None and paper.state in _THERE:
        return
    name, key = quoted(wanted.title), paper.id if paper is not None else wanted.title
    if paper is None or paper.state is PaperState.NOT_TICKED:
        sentence = f"It is not said whether {name} is there."
        place = Place("", Paper.kind, key, "state")
        yield ground.owe(check, key, sentence, Mend.SAY_IF_PAPER_IS_HERE, place, "Paper")
        return
    if not paper.note.strip():
        sentence = f"{name} is missing, and it is not said why."
        place = Place("", Paper.kind, key, "note")
        yield ground.owe(check, f"{key}.note", sentence, Mend.ADD_REASON, place, "Paper")
    if paper.due is None:
        sentence = f"{name} is missing, and it is not said by when it will be there."
        place = Place("", Paper.kind, key, "due")
        yield ground.owe(check, f"{key}.due", sentence, Mend.ADD_DATE, place, "Paper")


def dates_in_order(ground: Ground, check: Check) -> Iterator[Debt]:
    """Refuse a date that stands wrong, until a reason is given; what is only warned of is not owed."""
    for remark in date_remarks(ground.form, ground.meeting, ground.situation):
        if remark.check.strictness is DateStrictness.REASON:
            yield _date_debt(ground, replace(check, rule=remark.rule or check.rule), remark)


def _date_debt(ground: Ground, check: Check, remark: DateRemark) -> Debt:
    facts, planned = ground.meeting.facts, ground.meeting.next_meetings
    place = Place("", MeetingFacts.kind, facts.id, "date")
    if remark.check.checked == NEXT_DATE:
        item = ground.item_for(ItemPart.CLOSE)
        place = Place(item, NextMeeting.kind, planned[0].id if planned else "next", "date")
    day = ground.situation.date_of(remark.check.checked)
    debt = ground.owe(
        replace(check, can_be_reasoned=True),
        remark.check.id,
        remark.sentence,
        Mend.ADD_REASON,
        place,
        day_text(day) if day is not None else "",
    )
    return replace(debt, key=remark.key)


def extra_explained(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask what changed, where a meeting is an extra one or reconvenes an earlier one (frequency.extra-on-change)."""
    facts = ground.meeting.facts
    if facts.is_extra and not facts.extra_because.strip():
        place = Place("", MeetingFacts.kind, facts.id, "extra_because")
        sentence = "This is an extra meeting, and it is not said what changed."
        yield ground.owe(check, "extra", sentence, Mend.ADD_DETAIL, place)
    if facts.reconvenes and not facts.reconvened_because.strip():
        place = Place("", MeetingFacts.kind, facts.id, "reconvened_because")
        sentence = "This meeting reconvenes an earlier one, and it is not said why."
        yield ground.owe(check, "reconvened", sentence, Mend.ADD_DETAIL, place)
