"""What is said of a pack before it is taken, and that files are looked at one by one."""

import dataclasses

import pytest

from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.meeting import Paper
from cpm_desktop.domain.packs import PackedFile
from cpm_desktop.services.pack_merging import PackNotTaken
from cpm_desktop.services.pack_taking import look_into_pack, read_pack_file, take_pack
from tests.services.test_packs_with_files import BLUE, RED, attach
from tests.services.two_laptops import TwoLaptops


def test_the_kind_of_meeting_is_told_by_its_own_name_else_by_the_forms(two: TwoLaptops) -> None:
    form = two.worker.form_of(two.worker.meeting(two.meeting_id).value)
    facts = two.worker.meeting(two.meeting_id).value.facts
    two.worker.meeting(two.meeting_id).perform(change(facts, title=""))
    assert look_into_pack(two.chair, two.to_chair()).kind == form.name
    facts = two.worker.meeting(two.meeting_id).value.facts
    two.worker.meeting(two.meeting_id).perform(change(facts, title="A talk about school"))
    pack = two.to_chair()
    assert look_into_pack(two.chair, pack).kind == "A talk about school"
    nowhere = dataclasses.replace(pack.form, id="of-a-newer-version")
    facts = dataclasses.replace(pack.meeting.value.facts, title="")
    meeting = dataclasses.replace(pack.meeting.value, facts=facts)
    unknown = dataclasses.replace(
        pack, form=nowhere, meeting=dataclasses.replace(pack.meeting, value=meeting)
    )
    assert look_into_pack(two.chair, unknown).kind == "of-a-newer-version"


def test_what_is_new_here_is_told_for_the_child_and_the_meeting_each(two: TwoLaptops) -> None:
    look = look_into_pack(two.chair, two.to_chair())
    assert (look.is_new_child, look.is_new_meeting, look.is_nothing_new()) == (True, True, False)
    assert (look.differences, look.questions, look.files) == ((), (), ())
    two.handed_over()
    look = look_into_pack(two.chair, two.to_chair())
    assert (look.is_new_child, look.is_new_meeting, look.is_nothing_new()) == (False, False, True)
    assert look.is_known_sender
    two.worker.meeting(two.meeting_id).perform(Record(entity=Note(id="n", text="Kai came.")))
    assert not look_into_pack(two.chair, two.to_chair()).is_nothing_new()


def test_papers_without_a_file_stand_beside_those_with_one(two: TwoLaptops) -> None:
    papers = [Paper(id="bare", title="To come"), Paper(id="was", title="", file_name="a letter.pdf")]
    for paper in papers:
        two.worker.meeting(two.meeting_id).perform(Record(entity=paper))
    attach(two.worker, two.meeting_id, RED)
    attach(two.worker, two.meeting_id, RED, "The same again.png")
    pack = two.to_chair()
    look = look_into_pack(two.chair, pack)
    assert [(each.title, each.about) for each in look.files] == [
        ("School report", "School report.png, 1 kB"),
        ("The same again", "The same again.png, 1 kB"),
    ]
    assert BLUE.hex() not in repr(pack)
    assert "content" not in repr(PackedFile(hash="ab" * 32, content=RED))
    take_pack(two.chair, pack)
    assert {each.id for each in two.chair.meeting(two.meeting_id).value.papers} >= {"bare", "was"}


def test_a_file_that_cannot_be_read_is_named(two: TwoLaptops) -> None:
    with pytest.raises(PackNotTaken, match=r"“gone\.cpmpack” cannot be read"):
        read_pack_file(two.folder / "gone.cpmpack")
    path = two.folder / "here.cpmpack"
    path.write_bytes(b"age\r\n\x1a")
    assert read_pack_file(path) == b"age\r\n\x1a"
