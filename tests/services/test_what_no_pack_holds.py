"""What cannot be handed over in a pack is said before anything is sealed, and in what to do instead."""

import dataclasses
from pathlib import Path

import pytest

from cpm_desktop.domain.commands import change
from cpm_desktop.domain.handover import Signing
from cpm_desktop.domain.meeting import Meeting, MeetingFacts, Paper, Stage
from cpm_desktop.services.packing import NotForAPack, PackFor, fill_pack, why_no_pack
from tests.services.a_record import a_desk, enter_kai, prepare

MEETING = Meeting(id="d" * 32, facts=MeetingFacts(id="d" * 32, child_id="c" * 32))


def with_facts(**facts: object) -> Meeting:
    changed: MeetingFacts = dataclasses.replace(MEETING.facts, **facts)  # type: ignore[arg-type]  # by name
    return dataclasses.replace(MEETING, facts=changed)


def with_files(*sizes: int, name: str = "a report.pdf") -> Meeting:
    papers = [
        Paper(id=f"p{place}", title=f"Report {place}", file_name=name, file_hash=f"{place:064x}", size=size)
        for place, size in enumerate(sizes)
    ]
    return dataclasses.replace(MEETING, papers=tuple(papers))


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        (with_facts(stage=Stage.SIGNED), "is signed, or being signed"),
        (dataclasses.replace(MEETING, signings=(Signing(id="signing"),)), "is signed, or being signed"),
        (with_facts(stage=Stage.LIVE), "is being held here"),
        (with_facts(siblings=("e" * 32,)), "about several children"),
        (with_facts(split_from="e" * 32), "about several children"),
        (with_files((20 << 20) + 99_999), "are 20.1 MB together; a pack holds 20.0 MB. Take the largest off"),
        (with_files(*[1] * 51), "has 51 files attached; a pack holds 50"),
        (
            with_files(1, name="a/b.pdf"),
            "The file of “Report 0” has a name that other computers may not take",
        ),
    ],
)
def test_why_a_meeting_cannot_be_handed_over(meeting: Meeting, said: str) -> None:
    assert said in why_no_pack(meeting)


def test_a_meeting_that_can_be_handed_over_has_no_reason_against_it() -> None:
    for stage in (Stage.PREPARED, Stage.ENDED):
        assert why_no_pack(with_facts(stage=stage)) == ""
    assert why_no_pack(dataclasses.replace(MEETING, papers=(Paper(id="p", title="A paper"),))) == ""
    assert why_no_pack(with_files(20 << 20)) == ""
    assert why_no_pack(with_files(*[1] * 50)) == ""


def test_more_than_a_pack_holds_is_said_before_it_is_sealed(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    child_id = enter_kai(desk)
    meeting_id = prepare(desk, child_id, "cla-standard")
    reader = PackFor(passphrase="violet tram at noon")
    assert fill_pack(desk, meeting_id, reader).reader == reader
    child = desk.child(child_id)
    child.perform(change(child.value.child, languages=("English",) * 201))
    with pytest.raises(NotForAPack, match="more than a pack can"):
        fill_pack(desk, meeting_id, reader)
    desk.close()
