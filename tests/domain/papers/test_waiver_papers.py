"""The record that a meeting is not required, and the notice of it to each agency."""

import dataclasses
import datetime as dt

import pytest

from cpm_desktop.domain.blocks import BulletList, Section
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.handover import Signing
from cpm_desktop.domain.meeting import WAIVER, Answer, Meeting
from cpm_desktop.domain.papers.waiver import build_waiver
from cpm_desktop.domain.papers.waiver_notice import build_waiver_notice
from cpm_desktop.domain.waiver import NOTICE_REASONING, contributors, notice_text
from tests.domain.papers.filled_meeting import ADDRESS, CHALLENGE, MEETING_ID, child, facts, person
from tests.domain.papers.forms_at_hand import procedure
from tests.domain.papers.test_every_kind import pages, whole

ON_FILE = "Dana had asked for no more than a nursery place, and Tom drinks again"
FOR_SCHOOL = "What Kai needs is offered by school & family doctor"


def form() -> Form:
    return procedure().forms["inter-agency-planning"]


def waiver(**answers: str) -> Meeting:
    wanted = form().waiver
    assert wanted is not None
    given = {
        "looked-after-meanwhile": "yes",
        "planning-meeting-on": "2026-10-01",
        "meet-again": "no",
        "grounds": "universal\nconference",
        "conference-on": "2026-11-30",
        "assessment-finalised-on": "2026-11-20",
        "reasoning": ON_FILE,
        **answers,
    }
    entries = [Answer(id=name, item=WAIVER, question=name, value=value) for name, value in given.items()]
    entries.append(
        Answer(id="told", item=WAIVER, question=NOTICE_REASONING, subject="michael", value=FOR_SCHOOL)
    )
    council = "Northbeck Council"
    return Meeting(
        id=MEETING_ID,
        facts=dataclasses.replace(facts(form()), is_waiver=True, title=wanted.title, chair="rachel"),
        children=(child(),),
        attendees=(
            person("rachel", "Rachel Whitmore", "Team manager", agency=council),
            person("priya", "Priya Nair", "Social worker", agency=council),
            person("michael", "Michael Byrne", "Designated teacher", agency="Fell Lane Academy"),
            person("siew", "Dr Siew Lee", "Paediatrician", agency="Northbeck Health Trust"),
        ),
        answers=tuple(entries),
    )


@pytest.mark.rule("prepare.inter-agency-waiver")
def test_it_says_who_decided_in_what_role_on_which_grounds_and_why() -> None:
    signing = Signing(
        id="signing",
        signer="Rachel Whitmore",
        signer_role="Team manager",
        signed_at=dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC),
        typed_name="Rachel Whitmore",
    )
    record = dataclasses.replace(waiver(), signings=(signing,))
    paper = build_waiver(form(), record, fingerprint="9c41 e07b 22d8 11aa", roles=procedure().roles)
    found = pages(paper)
    text = " ".join(found)
    assert all("Inter-agency planning meeting not required" in page for page in found)
    assert "Decided on Tuesday 24 November 2026" in text
    assert "Decided by Rachel Whitmore, team manager Northbeck Council" in text
    wanted = form().waiver
    assert wanted is not None
    grounds = dict(next(question for question in wanted.questions if question.id == "grounds").options)
    assert grounds["universal"] in text
    assert grounds["conference"] in text
    assert grounds["consent-refused"] not in text
    assert ON_FILE in text
    assert "Has Kai ceased to be looked after" in text
    assert "When was, or is, the initial child protection conference? 30 November 2026" in text
    assert "Fell Lane Academy: Michael Byrne" in text
    lists = [block for part in paper.blocks if isinstance(part, Section) for block in part.blocks]
    agencies = [block for block in lists if isinstance(block, BulletList) and "Fell Lane" in str(block)]
    assert "Each is told in writing" in text
    assert "told in writing" not in str(agencies)  # grey alone would tell it from one more agency
    assert CHALLENGE in text
    assert "Signed 24 November 2026 at 15:00" in text
    assert "Fingerprint 9c41 e07b 22d8 11aa" in text


@pytest.mark.rule("prepare.inter-agency-waiver-notice")
def test_each_agencys_notice_holds_its_own_reasoning_and_nothing_of_the_file() -> None:
    record = waiver()
    told = {each.agency: each for each in contributors(record, procedure().roles)}
    assert set(told) == {"Fell Lane Academy", "Northbeck Health Trust"}
    for_school = told["Fell Lane Academy"]
    text = whole(build_waiver_notice(form(), record, for_school, child()))
    assert f"The reasons: {FOR_SCHOOL}" in text
    assert "You contributed to the core assessment of Kai Avery. It was decided on 24 November 2026" in text
    assert f"If you do not agree with this decision: {CHALLENGE}" in text
    assert "For Michael Byrne Fell Lane Academy" in text
    assert "Rachel Whitmore Team manager, Northbeck Council" in text
    for hidden in (ON_FILE, ADDRESS, "LL-204417", "Northbeck Health Trust", "Interim care order"):
        assert hidden not in text
    as_text = " ".join(notice_text(form(), record, for_school, "Kai Avery").replace("\u00a0", " ").split())
    assert FOR_SCHOOL in as_text
    assert CHALLENGE in as_text
    assert "{" not in as_text
