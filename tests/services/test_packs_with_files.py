"""Attached files travel with their meeting: seen before they are taken, looked at as at those added by hand, merged."""

import dataclasses
import hashlib
from io import BytesIO

import pytest
from PIL import Image

from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.meeting import Meeting, Paper, PaperState
from cpm_desktop.domain.merging import Side
from cpm_desktop.domain.packs import Pack, PackedFile
from cpm_desktop.exchange.pack_body import write_body
from cpm_desktop.exchange.pack_seal import seal_to_address, signed_content
from cpm_desktop.services.annexes import LARGEST_TOGETHER, ReadFile, annex_lines, attach_annex, say_readers
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.pack_merging import PackNotTaken
from cpm_desktop.services.pack_people import pack_keys
from cpm_desktop.services.pack_taking import look_into_pack, open_pack, take_pack
from cpm_desktop.services.packing import NotForAPack, files_that_go_along
from tests.services.two_laptops import TwoLaptops, is_whole


def picture(colour: str) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (8, 8), colour).save(kept, "PNG")
    return kept.getvalue()


RED, BLUE = picture("red"), picture("blue")


def attach(
    desk: Desk, meeting_id: str, content: bytes, name: str = "School report.png", paper_id: str = ""
) -> str:
    return attach_annex(desk, meeting_id, ReadFile(name, content), Audience.PROFESSIONALS, paper_id)


def paper_of(desk: Desk, meeting_id: str, paper_id: str) -> Paper:
    return next(each for each in desk.meeting(meeting_id).value.papers if each.id == paper_id)


def test_a_file_goes_along_and_is_said_on_both_sides(two: TwoLaptops) -> None:
    assert files_that_go_along(two.worker.meeting(two.meeting_id).value) == ""
    paper_id = attach(two.worker, two.meeting_id, RED)
    assert files_that_go_along(two.worker.meeting(two.meeting_id).value) == "1 attached file (1 kB)"
    pack = two.to_chair()
    before = two.chair.store.last_sequence
    look = look_into_pack(two.chair, pack)
    assert [(each.title, each.about) for each in look.files] == [("School report", "School report.png, 1 kB")]
    assert two.chair.store.last_sequence == before
    take_pack(two.chair, pack)
    come = paper_of(two.chair, two.meeting_id, paper_id)
    assert (come.state, come.audience) == (PaperState.ATTACHED, Audience.PROFESSIONALS)
    assert two.chair.wait(two.chair.store.get_blob(come.file_hash)) == RED
    assert [line.paper.id for line in annex_lines(two.chair, two.meeting_id)] == [paper_id]
    assert is_whole(two.chair)


def test_what_the_chair_attached_comes_back_and_what_is_here_is_said_to_be(two: TwoLaptops) -> None:
    attach(two.worker, two.meeting_id, RED)
    two.handed_over()
    new = attach(two.chair, two.meeting_id, BLUE, "A letter.png")
    back = two.to_worker()
    look = look_into_pack(two.worker, back)
    assert [each.about for each in look.files] == [
        "School report.png, 1 kB, here already",
        "A letter.png, 1 kB",
    ]
    assert ("Paper", "new", "A letter") in [(each.what, each.how, each.text) for each in look.differences]
    take_pack(two.worker, back)
    assert (
        two.worker.wait(two.worker.store.get_blob(paper_of(two.worker, two.meeting_id, new).file_hash))
        == BLUE
    )
    assert is_whole(two.worker)


@pytest.mark.rule("after.copy-for-each-reader")
def test_two_files_on_one_paper_are_asked_about_once_and_never_mixed(two: TwoLaptops) -> None:
    two.worker.meeting(two.meeting_id).perform(Record(entity=Paper(id="report", title="School report")))
    two.handed_over()
    large = picture("green") + b"\0" * 3000
    for_file = Audience.FILE_ONLY
    attach_annex(two.worker, two.meeting_id, ReadFile("seen in May.png", RED), for_file, "report")
    attach(two.chair, two.meeting_id, large, "seen in June.png", "report")
    pack = two.to_worker()
    (question,) = look_into_pack(two.worker, pack).questions
    assert question.what == "Paper “School report”: attached file, and who may read it"
    assert question.mine.startswith("seen in May.png, 1 kB (SHA-256 ")
    assert question.mine.endswith("; for the file copy only")
    assert question.theirs.endswith("; for professionals")
    assert question.theirs.startswith("seen in June.png, 3 kB (SHA-256 ")
    assert not question.allows_both
    for side, wanted, name, audience in (
        (Side.MINE, RED, "seen in May.png", for_file),
        (Side.THEIRS, large, "seen in June.png", Audience.PROFESSIONALS),
    ):
        take_pack(two.worker, pack, {question.key: side})
        stands = paper_of(two.worker, two.meeting_id, "report")
        assert (stands.file_name, stands.size, stands.audience) == (name, len(wanted), audience)
        assert two.worker.wait(two.worker.store.get_blob(stands.file_hash)) == wanted
        two.worker.meeting(two.meeting_id).undo()
    for content in (RED, large):  # what was not chosen is not lost: undo brings it back
        assert two.worker.wait(two.worker.store.get_blob(hashlib.sha256(content).hexdigest())) == content


@pytest.mark.rule("after.copy-for-each-reader")
def test_a_new_file_is_not_opened_to_readers_whom_the_other_side_gave_the_one_before(two: TwoLaptops) -> None:
    read = ReadFile("leaflet.png", RED)
    paper_id = attach_annex(two.worker, two.meeting_id, read, Audience.FILE_ONLY)
    two.handed_over()
    attach_annex(two.worker, two.meeting_id, ReadFile("police.png", BLUE), Audience.FILE_ONLY, paper_id)
    say_readers(two.chair, two.meeting_id, paper_id, Audience.PROFESSIONALS)
    pack = two.to_worker()
    (question,) = look_into_pack(two.worker, pack).questions
    assert (question.mine[:10], question.mine[-20:]) == ("police.png", "r the file copy only")
    assert (question.theirs[:11], question.theirs[-19:]) == ("leaflet.png", "; for professionals")
    with pytest.raises(PackNotTaken, match="changed on both sides"):
        take_pack(two.worker, pack)
    take_pack(two.worker, pack, {question.key: Side.MINE})
    stands = paper_of(two.worker, two.meeting_id, paper_id)
    assert (stands.file_name, stands.audience) == ("police.png", Audience.FILE_ONLY)


def test_a_pack_brings_the_annexes_of_a_meeting_to_no_more_than_may_be_attached_by_hand(
    two: TwoLaptops,
) -> None:
    paper_id = attach(two.worker, two.meeting_id, RED)
    two.handed_over()
    new = attach(two.chair, two.meeting_id, BLUE, "A letter.png")
    pack, meeting = two.to_worker(), two.worker.meeting(two.meeting_id)
    meeting.perform(
        change(paper_of(two.worker, two.meeting_id, paper_id), size=LARGEST_TOGETHER - len(BLUE) + 1)
    )
    before = two.worker.store.last_sequence
    with pytest.raises(PackNotTaken, match="larger than 40 MB together, so nothing was taken"):
        take_pack(two.worker, pack)
    assert two.worker.store.last_sequence == before
    meeting.perform(change(paper_of(two.worker, two.meeting_id, paper_id), size=LARGEST_TOGETHER - len(BLUE)))
    take_pack(two.worker, pack)
    assert paper_of(two.worker, two.meeting_id, new).file_name == "A letter.png"


def hostile(two: TwoLaptops, pack: Pack, content: bytes, name: str) -> bytes:
    """Return a pack as a sender could make it whose laptop was tampered with, signed and sealed as it should be."""
    digest = hashlib.sha256(content).hexdigest()
    papers = tuple(
        dataclasses.replace(each, file_hash=digest, size=len(content), file_name=name)
        if each.file_hash
        else each
        for each in pack.meeting.value.papers
    )
    meeting: Meeting = dataclasses.replace(pack.meeting.value, papers=papers)
    changed = dataclasses.replace(
        pack,
        meeting=dataclasses.replace(pack.meeting, value=meeting),
        files=(PackedFile(hash=digest, content=content),),
    )
    inside = signed_content(write_body(changed), pack_keys(two.worker), (content,))
    return seal_to_address(inside, pack_keys(two.chair).address)


def test_a_file_that_could_not_be_attached_by_hand_is_not_taken(two: TwoLaptops) -> None:
    attach(two.worker, two.meeting_id, RED)
    pack, before = two.to_chair(), two.chair.store.last_sequence
    for content, name, said in (
        (b"MZ\x90\x00 a program", "School report.pdf", "Only PDF files, pictures"),
        (b"%PDF-1.7 cut short", "School report.pdf", "This PDF is broken"),
        (RED, "School report.pdf", "is something else than its name says"),
    ):
        with pytest.raises(PackNotTaken, match=said) as refused:
            open_pack(two.chair, hostile(two, pack, content, name))
        assert "“School report”" in refused.value.sentence
    assert open_pack(two.chair, hostile(two, pack, BLUE, "School report.png")).files[0].content == BLUE
    assert two.chair.store.last_sequence == before


def test_a_file_that_is_missing_here_is_said_and_nothing_is_sealed(two: TwoLaptops) -> None:
    paper_id = attach(two.worker, two.meeting_id, RED)
    paper = paper_of(two.worker, two.meeting_id, paper_id)
    two.worker.meeting(two.meeting_id).perform(change(paper, file_hash="0" * 64))
    with pytest.raises(NotForAPack, match="An attached file is missing here"):
        two.to_chair()
