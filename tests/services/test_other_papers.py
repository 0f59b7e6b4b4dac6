"""The papers beside the minutes: offered when of use, each with what its reader may see, as PDF and as Word."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from cpm_desktop.domain.captures import Action, Audience, Decision, UnmetNeed
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import Put, change
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.domain.reader import PrivilegedRecord
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_key
from cpm_desktop.services.copy_list import decide_copy
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.handing_over import signed_copy
from cpm_desktop.services.other_papers import PaperKind, make_paper, paper_offers, save_paper
from cpm_desktop.services.word_copies import save_word_copy, word_bytes, word_copy
from tests.paper_text import printed_text
from tests.services.a_record import HELD_ON, a_desk, change_person, enter_kai, prepare, sign, value_of

STANDARD, LEGAL = "cla-standard", "legal"
AT = dt.time(14, 0)
GUESTS = ("kai", "dana", "joy", "priya", "tess")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path)
    yield made
    made.close()


def prepared(desk: Desk, form_id: str = STANDARD, invited: tuple[str, ...] = GUESTS) -> str:
    meeting_id = prepare(desk, enter_kai(desk), form_id, invited=invited)
    facts = value_of(desk, meeting_id).facts
    venue = "The garden room, Joy Akinola’s home, Hill School (Kai’s choice)"
    desk.meeting(meeting_id).perform(change(facts, starts_at=AT, venue=venue))
    change_person(desk, meeting_id, "dana", email="dana@example.org", telephone="01632 960111")
    return meeting_id


def signed(desk: Desk, **parts: object) -> str:
    child_id = enter_kai(desk)
    return sign(desk, child_id, STANDARD, HELD_ON, **parts)


def text_of(desk: Desk, meeting_id: str, key: str) -> str:
    made = make_paper(desk, meeting_id, key)
    said = " ".join(printed_text(made.content).replace("\u00a0", " ").split())
    in_word = docx.Document(io.BytesIO(word_bytes(made.paper, made.made_at)))
    words = [part.text for part in in_word.paragraphs]
    words += [cell.text for table in in_word.tables for line in table.rows for cell in line.cells]
    assert made.paper.title in words
    return said + "\n" + "\n".join(words)


def test_before_a_meeting_everybody_invited_gets_an_invitation_of_their_own(desk: Desk) -> None:
    meeting_id = prepared(desk)
    offers = paper_offers(desk, meeting_id)
    assert [offer.kind for offer in offers] == [
        PaperKind.AGENDA,
        *[PaperKind.INVITATION] * len(GUESTS),
        PaperKind.ATTENDANCE,
    ]
    names = {offer.about: offer.title for offer in offers if offer.about}
    assert names["dana"] == "Invitation for Dana Avery"
    assert not [offer for offer in offers for name in ("Dana", "Avery", "Kai") if name in offer.file_name]
    said = text_of(desk, meeting_id, "INVITATION.dana")
    for words in (
        "Dana Avery",
        "about Kai",
        "Monday 16 November 2026 at 14:00",
        "Where The garden room",
        "Hill School",
    ):
        assert words in said
    for other in ("Joy", "Akinola", "Tess", "Tom", "LL-204417", "Kai Avery", "01632 960111", "dana@"):
        assert other not in said, other
    assert "send somebody who can speak and decide for your agency" in text_of(
        desk, meeting_id, "INVITATION.tess"
    )
    childs = text_of(desk, meeting_id, "INVITATION.kai")
    assert "Hello Kai," in childs
    assert "Come and say what you think yourself." in childs
    assert "OFFICIAL" not in childs.split("Not the signed record")[0].split("Page 1")[0]


def test_an_invitation_waits_for_a_day_and_a_limited_record_invites_no_party(desk: Desk) -> None:
    meeting_id = prepared(desk)
    facts = value_of(desk, meeting_id).facts
    desk.meeting(meeting_id).perform(change(facts, starts_at=None))
    with pytest.raises(InvalidDetail, match="date and a time"):
        make_paper(desk, meeting_id, "INVITATION.dana")
    limited = prepared(desk, LEGAL, ("priya", "dana"))
    for key in ("INVITATION.priya", "INVITATION.dana", "ATTENDANCE.", "AGENDA."):
        with pytest.raises(PrivilegedRecord):
            make_paper(desk, limited, key)


@pytest.mark.rule("after.copy-for-each-reader")
def test_the_attendance_sheet_has_names_and_roles_and_no_way_to_reach_anybody(desk: Desk) -> None:
    meeting_id = prepared(desk)
    change_person(desk, meeting_id, "joy", address="14 Mallard Row", access_needs="SECRET need")
    said = text_of(desk, meeting_id, "ATTENDANCE.")
    for words in ("Dana Avery", "Mother", "Teacher, Hill School", "Signature", "confidential"):
        assert words in said
    for hidden in ("01632 960111", "dana@", "Mallard", "SECRET", "Sol Reed", "LL-204417", "home"):
        assert hidden not in said, hidden
    assert "Joy Akinola" in said
    kept = ReadingLimit(
        id=limit_key("attendee", "joy"), of_kind="attendee", of="joy", limit=LimitKind.AUTHORITY
    )
    desk.meeting(meeting_id).perform(Put(entity=kept))
    assert "Joy" not in text_of(desk, meeting_id, "ATTENDANCE.")


ACTIONS = (
    Action(
        id="a1",
        item="x",
        text="Book the dentist",
        owner="Joy Akinola",
        owner_id="joy",
        due=dt.date(2026, 12, 18),
    ),
    Action(id="a2", item="x", text="SECRET for the file", owner="Joy Akinola", audience=Audience.FILE_ONLY),
    Action(id="a3", item="x", text="Ring the school", owner="Tess Hill"),
    Action(id="a4", item="x", text="Talk among us", owner="Joy Akinola", audience=Audience.PROFESSIONALS),
)


@pytest.mark.rule("after.copy-for-each-reader")
def test_a_letter_after_the_meeting_tells_each_person_their_own_as_they_may_read_it(desk: Desk) -> None:
    meeting_id = signed(desk, actions=ACTIONS)
    decide_copy(desk, meeting_id, "joy", CopyKind.FAMILY)
    decide_copy(desk, meeting_id, "tess", CopyKind.PROFESSIONAL)
    letters = [offer.about for offer in paper_offers(desk, meeting_id) if offer.kind is PaperKind.LETTER]
    assert sorted(letters) == ["joy", "tess"]
    said = text_of(desk, meeting_id, "LETTER.joy")
    assert "Book the dentist" in said
    assert "18 December 2026" in said
    for hidden in ("SECRET", "Talk among us", "Ring the school", "Kai Avery", "LL-204417"):
        assert hidden not in said, hidden
    decide_copy(desk, meeting_id, "joy", CopyKind.PROFESSIONAL)
    assert "Talk among us" in text_of(desk, meeting_id, "LETTER.joy")
    decide_copy(desk, meeting_id, "joy", CopyKind.NONE, "She asked for none.")
    with pytest.raises(InvalidDetail, match="can no longer be made"):
        make_paper(desk, meeting_id, "LETTER.joy")


def test_what_two_people_took_on_together_is_in_the_letter_to_each(desk: Desk) -> None:
    both = Action(id="a1", item="x", text="Meet at the school", owner="Joy Akinola and Tess Hill")
    meeting_id = signed(desk, actions=(both,))
    for person in ("joy", "tess"):
        decide_copy(desk, meeting_id, person, CopyKind.PROFESSIONAL)
        said = text_of(desk, meeting_id, f"LETTER.{person}")
        assert "Meet at the school" in said
        assert "no day was agreed" in said
        assert "by then" not in said


def test_a_letter_carries_the_text_that_is_to_be_sent_to_its_person(desk: Desk) -> None:
    message = FollowUp(
        id="f1", follow_up="f", text="Tell Dana", about="dana", message="You may see the plan on Friday."
    )
    meeting_id = signed(desk, follow_ups=(message,))
    decide_copy(desk, meeting_id, "dana", CopyKind.FAMILY)
    said = text_of(desk, meeting_id, "LETTER.dana")
    assert "You may see the plan on Friday." in said
    assert "What you agreed to do" not in said


@pytest.mark.rule("after.copy-for-each-reader")
def test_a_text_about_a_decision_that_somebody_may_not_see_is_in_no_letter_to_them(desk: Desk) -> None:
    decisions = (
        Decision(id="d1", item="x", text="SECRET decision", audience=Audience.PROFESSIONALS),
        Decision(id="d2", item="x", text="Kai chooses the dentist"),
    )
    follow_ups = [
        each
        for number, decision in enumerate(decisions)
        for each in (
            FollowUp(id=f"w{number}", follow_up="f", text=f"Send: {decision.text}", about=decision.id),
            FollowUp(
                id=f"p{number}",
                follow_up="f",
                part_of=f"w{number}",
                text="Copy for Dana Avery",
                about="dana",
                message=f"It was decided: {decision.text}",
            ),
        )
    ]
    meeting_id = signed(desk, decisions=decisions, follow_ups=tuple(follow_ups))
    decide_copy(desk, meeting_id, "dana", CopyKind.FAMILY)
    said = text_of(desk, meeting_id, "LETTER.dana")
    assert "It was decided: Kai chooses the dentist" in said
    assert "SECRET" not in said
    decide_copy(desk, meeting_id, "dana", CopyKind.PROFESSIONAL)
    assert "SECRET" in text_of(desk, meeting_id, "LETTER.dana")


@pytest.mark.rule("after.copy-for-each-reader")
def test_a_letter_names_nobody_who_is_not_named_on_its_readers_copy(desk: Desk) -> None:
    follow_ups = (
        FollowUp(id="w", follow_up="f", text="Send the plan to Dana Avery, Tess Hill", about=""),
        FollowUp(id="p", follow_up="f", part_of="w", text="Copy", about="dana", message="Here is the plan."),
        FollowUp(id="q", follow_up="g", text="Tell", about="dana", message="Tess Hill will ring you."),
    )
    limit = ReadingLimit(
        id=limit_key("attendee", "tess"), of_kind="attendee", of="tess", not_for=("dana",), reason="r"
    )
    meeting_id = signed(desk, follow_ups=follow_ups)
    decide_copy(desk, meeting_id, "dana", CopyKind.FAMILY)
    assert "Send the plan to Dana Avery, Tess Hill" in text_of(desk, meeting_id, "LETTER.dana")
    desk.meeting(meeting_id).perform(Put(entity=limit))
    said = text_of(desk, meeting_id, "LETTER.dana")
    assert "Here is the plan." in said
    assert "Tess" not in said


@pytest.mark.rule("after.copy-for-each-reader")
def test_a_slip_tells_those_who_plan_services_of_a_need_and_names_no_child(desk: Desk) -> None:
    needs = (
        UnmetNeed(
            id="n1",
            item="x",
            need="Help with sleep",
            why="No service within 14 weeks",
            asked=("Health trust", "School nursing"),
            meanwhile="A diary is kept",
            category="Physical health",
        ),
        UnmetNeed(id="n2", item="x", need="SECRET need", audience=Audience.FILE_ONLY),
    )
    meeting_id = signed(desk, unmet_needs=needs)
    slips = [offer for offer in paper_offers(desk, meeting_id) if offer.kind is PaperKind.SLIP]
    assert [(offer.about, offer.title) for offer in slips] == [("n1", "Unmet need: Help with sleep")]
    said = text_of(desk, meeting_id, "SLIP.n1")
    for words in (
        "Physical health",
        "LL-204417",
        "10 years",
        "No service within 14 weeks",
        "School nursing",
        "diary",
    ):
        assert words in said
    assert "Kai" not in said
    assert "Avery" not in said


def test_a_paper_is_saved_as_it_was_made_as_pdf_and_as_word(desk: Desk, tmp_path: Path) -> None:
    meeting_id = prepared(desk)
    made = make_paper(desk, meeting_id, "ATTENDANCE.")
    pdf, word = save_paper(made, tmp_path), save_paper(made, tmp_path, as_word=True)
    assert (pdf.name, word.name) == ("2026-11-16 Attendance sheet.pdf", "2026-11-16 Attendance sheet.docx")
    assert pdf.read_bytes() == made.content
    assert docx.Document(str(word)).core_properties.title == made.paper.file_title


@pytest.mark.rule("after.copy-for-each-reader")
def test_each_readers_copy_as_word_holds_what_they_may_see_alone(desk: Desk, tmp_path: Path) -> None:
    meeting_id = signed(desk, actions=ACTIONS)
    decide_copy(desk, meeting_id, "dana", CopyKind.FAMILY)

    def said(person: str) -> str:
        document = docx.Document(io.BytesIO(word_copy(desk, meeting_id, person).content))
        cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
        return "\n".join([part.text for part in document.paragraphs] + cells)

    assert "SECRET for the file" in said("")
    family = said("dana")
    assert "Book the dentist" in family
    assert "SECRET" not in family
    assert "Talk among us" not in family
    with pytest.raises(InvalidDetail):
        word_copy(desk, meeting_id, "nobody")
    path = save_word_copy(desk, meeting_id, "dana", tmp_path)
    assert path.suffix == ".docx"
    assert "Dana" not in path.name
    assert path.read_bytes() == word_copy(desk, meeting_id, "dana").content


@pytest.mark.rule("after.copy-for-each-reader")
def test_a_copy_as_word_bears_its_readers_name_and_the_number_of_their_signed_copy(desk: Desk) -> None:
    meeting_id = signed(desk, actions=ACTIONS)
    for who in ("dana", "tom"):
        decide_copy(desk, meeting_id, who, CopyKind.FAMILY)
    assert signed_copy(desk, meeting_id, "tom").number == 1
    for number, who, name in ((2, "dana", "Dana"), (1, "tom", "Tom")):
        document = docx.Document(io.BytesIO(word_copy(desk, meeting_id, who).content))
        foot = " ".join(part.text for part in document.sections[0].footer.paragraphs)
        assert f"Copy {number} for {name}" in foot
        assert f"Copy {number} for {name}" in " ".join(part.text for part in document.paragraphs)
        assert signed_copy(desk, meeting_id, who).number == number
    assert [each.number for each in desk.meeting(meeting_id).value.documents] == [1, 2]
