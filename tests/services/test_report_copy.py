"""The copy for the child permanence report: made where the plan is adoption, marked, and without legal advice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting import Answer
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.handing_over import document_bytes, document_for, verify_bytes
from cpm_desktop.services.reader_preview import reader_pages, readers_offered
from cpm_desktop.services.report_copy import report_copies, signed_report_copy
from cpm_desktop.services.word_copies import save_word_report
from tests.services import a_record
from tests.services.test_addendum import HELD_ON, pages_of
from tests.word_text import word_text

REPORT = "child-permanence-report"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_record.a_desk(tmp_path)
    yield made
    made.close()


def signed(desk: Desk, plan: str) -> str:
    form = desk.form("final-care-plan")
    assert form is not None
    item = next(
        item.id for item in form.agenda for question in item.questions if question.id == "permanence-plan"
    )
    advice = next((item.id for item in form.agenda if item.is_advice), item)
    answers = (
        Answer(id="plan", item=item, question="permanence-plan", value=plan),
        Answer(id="advice", item=advice, question="advice-overview", value="Counsel doubts it"),
    )
    return a_record.sign(desk, a_record.enter_kai(desk), "final-care-plan", HELD_ON, answers=answers)


@pytest.mark.rule("after.adoption-cpr")
def test_with_adoption_as_the_plan_there_is_a_marked_signed_copy(desk: Desk) -> None:
    record = signed(desk, "adoption")
    assert [copy.id for copy in report_copies(desk, record)] == [REPORT]
    offered = readers_offered(desk, record)[-1]
    assert (offered.key, offered.attendee_id) == (f"report:{REPORT}", "")
    assert offered.words.endswith(": marked copy")
    document = signed_report_copy(desk, record, REPORT)
    content = document_bytes(desk, document)
    assert verify_bytes(content, document.file_hash, desk.now()).is_whole
    pages = pages_of(content)
    assert all("For the child permanence report" in page for page in pages)
    assert all("Formulated, not filed" in page for page in pages)
    assert "Counsel doubts it" not in " ".join(pages)
    assert document.file_name.endswith("report copy 1.pdf")
    assert signed_report_copy(desk, record, REPORT).id == document.id
    before = pages_of(reader_pages(desk, record, f"report:{REPORT}"))
    assert all("For the child permanence report" in page for page in before)
    assert "Counsel doubts it" not in " ".join(before)
    assert document_for(desk.meeting(record).value, "") is None


@pytest.mark.rule("after.adoption-cpr")
def test_any_other_plan_calls_for_no_such_copy(desk: Desk) -> None:
    record = signed(desk, "long-term-foster-care")
    assert report_copies(desk, record) == ()
    with pytest.raises(InvalidDetail, match="no such copy"):
        signed_report_copy(desk, record, REPORT)


def test_it_is_made_of_a_signed_record_only(desk: Desk) -> None:
    record = a_record.hold(desk, a_record.enter_kai(desk), "final-care-plan")
    with pytest.raises(InvalidDetail, match="Sign it first"):
        signed_report_copy(desk, record, REPORT)


@pytest.mark.rule("after.adoption-cpr")
def test_it_is_saved_as_word_too_without_the_advice(desk: Desk, tmp_path: Path) -> None:
    record = signed(desk, "adoption")
    path = save_word_report(desk, record, REPORT, tmp_path)
    assert path.name.endswith("report copy 1.docx")
    said = word_text(path.read_bytes())
    assert "For the child permanence report" in said
    assert "Not the signed record" in said
    assert f"copy {signed_report_copy(desk, record, REPORT).number}" in said
    assert "Counsel doubts it" not in said
    with pytest.raises(InvalidDetail, match="no such copy"):
        save_word_report(desk, signed(desk, "long-term-foster-care"), REPORT, tmp_path)
