"""The whole scenario, held without a window: what the demonstration writes, and what the scenario expects of it."""

import datetime as dt
import io
import json
import re
from pathlib import Path

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from cpm_desktop.documents.agreement import AGREES
from cpm_desktop.domain.copies_progress import distribution_due
from cpm_desktop.domain.meeting import ItemState
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.carrying import carried_items
from cpm_desktop.services.demo_papers import DemoFile, write_demo
from cpm_desktop.services.demo_script import said_sentences
from cpm_desktop.services.demo_store import Demo, make_demo
from cpm_desktop.services.handing_over import verify_bytes
from tests.a_desk import FAST
from tests.word_text import everything_in

CHILDS_ADDRESS = ("Mallard Row", "NB4 2QT")


class Shown:
    """A finished demonstration with its files."""

    def __init__(self, folder: Path, demo: Demo, files: tuple[DemoFile, ...]) -> None:
        self.folder, self.demo, self.files = folder, demo, files

    def bytes_of(self, entry: DemoFile) -> bytes:
        return (self.folder / entry.path).read_bytes()

    def text_of(self, entry: DemoFile) -> str:
        pages = PdfReader(io.BytesIO(self.bytes_of(entry))).pages
        return flat(" ".join(page.extract_text() for page in pages))

    def of(self, document: str, reader: str) -> list[DemoFile]:
        return [entry for entry in self.files if (entry.document, entry.reader) == (document, reader)]


def flat(text: str) -> str:
    """Text without line breaks, as lines of a paper break anywhere."""
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    folder = tmp_path_factory.mktemp("papers")
    demo = make_demo(tmp_path_factory.mktemp("store"), with_caseload=False, cost=FAST)
    return Shown(folder, demo, write_demo(demo, folder))


def test_the_index_lists_every_file_with_plain_names(shown: Shown) -> None:
    listed = json.loads((shown.folder / "index.json").read_text(encoding="utf-8"))
    assert {entry["path"] for entry in listed} == {
        path.relative_to(shown.folder).as_posix() for path in shown.folder.glob("*/*")
    }
    for entry in listed:
        assert set(entry) == {"path", "form", "document", "reader", "recipient", "signed", "conformance"}
        assert re.fullmatch(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+", entry["path"])
        assert entry["signed"] is (entry["document"] == "minutes")


@pytest.mark.rule("record.whole-discussion")
def test_every_sentence_stands_in_the_file_copy_unchanged(shown: Shown) -> None:
    (entry,) = shown.of("minutes", "file")
    text = shown.text_of(entry)
    missing = [said for said in said_sentences(shown.demo.script) if flat(said) not in text]
    assert not missing
    assert "<most>" in text
    assert "Okafọ̀" in text


@pytest.mark.rule("after.copy-for-each-reader")
def test_the_childs_address_stands_on_the_file_copy_only(shown: Shown) -> None:
    (file_copy,) = shown.of("minutes", "file")
    assert all(part in shown.text_of(file_copy) for part in CHILDS_ADDRESS)
    for entry in shown.files:
        if entry is file_copy:
            continue
        held = shown.bytes_of(entry)
        if entry.path.endswith(".docx"):
            if entry.reader != "file":
                assert not any(part.encode() in everything_in(held) for part in CHILDS_ADDRESS), entry.path
            continue
        text = shown.text_of(entry) if entry.path.endswith(".pdf") else held.decode("utf-8")
        assert not any(part in text or part.encode() in held for part in CHILDS_ADDRESS), entry.path


def test_everybody_gets_the_copy_meant_for_them(shown: Shown) -> None:
    for kind, names in shown.demo.script.distribution.items():
        assert {entry.recipient for entry in shown.of("minutes", kind)} == set(names)
    assert len(shown.of("minutes", "family")) == 2


def test_all_minutes_are_signed_and_one_changed_byte_is_found(shown: Shown) -> None:
    for entry in shown.files:
        if entry.document == "minutes":
            verdict = verify_bytes(shown.bytes_of(entry))
            assert verdict.is_whole
            assert verdict.of_data == AGREES
            assert verdict.signer is not None
            assert verdict.signer.signer == "Priya Nair"
    (file_copy,) = shown.of("minutes", "file")
    changed = bytearray(shown.bytes_of(file_copy))
    changed[len(changed) // 3] ^= 1
    assert not verify_bytes(bytes(changed)).is_whole


def test_an_invitation_names_neither_the_child_nor_the_other_guests(shown: Shown) -> None:
    names = [row["name"] for row in shown.demo.script.people]
    for entry in shown.of("invitation", "invited"):
        text = shown.bytes_of(entry).decode("utf-8")
        others = [name for name in names if name not in (entry.recipient, "Priya Nair")]
        assert not any(name in text for name in others)
        assert not re.search(r"\b(?:Kai|Avery)\b", text.replace(entry.recipient, ""))
        assert "Fell Lane Academy" in text
        (event,) = Calendar.from_ical(text).walk("VEVENT")
        assert event.decoded("dtstart").hour == 14


@pytest.mark.rule(
    "after.distribute-5-days", "frequency.cla-between-six-monthly-reviews", "kind.specific-issue-free-agenda"
)
def test_what_the_scenario_expects(shown: Shown) -> None:
    expect, desk = shown.demo.script.expect, shown.demo.desk
    meeting = desk.meeting(shown.demo.meeting_id).value
    held_on = meeting.facts.date
    assert held_on is not None
    assert distribution_due(desk.form_of(meeting), held_on, desk.calendar) == expect["distribute_by"]
    assert meeting.facts.required_in_period == expect["meetings_required_before_next_review"]
    assert meeting.facts.held_in_period == expect["meetings_held_since_last_review"]
    (note,) = shown.of("case-note", "file")
    text = shown.bytes_of(note).decode("utf-8").replace("\u00a0", " ")
    assert all(words in text for words in expect["case_note_mentions"])
    assert meeting.progress_of(expect["not_discussed"]).state is ItemState.NOT_DISCUSSED


@pytest.mark.rule("record.previous-actions", "record.unmet-needs-plan", "record.proposals-to-review")
def test_the_next_meeting_opens_with_what_is_open(shown: Shown) -> None:
    desk, meeting = shown.demo.desk, shown.demo.desk.meeting(shown.demo.meeting_id).value
    identifier = new_meeting(
        desk, shown.demo.child_id, meeting.facts.form_id, dt.date(2027, 1, 26), dt.time(14)
    )
    carried = {
        (item.what, item.text): item.carried for item in carried_items(desk, desk.meeting(identifier).value)
    }
    assert carried["action", "Chase the sleep clinic about the waiting list"] == 3
    assert carried["action", "Ask the dentist for a first appointment"] == 2
    assert ("action", "Send the personal education plan to both parents") not in carried
    assert ("unmet need", "Help with sleep") in carried
    assert ("proposal", "Family time with Tom includes one football match a month") in carried
    assert any(text.lower().startswith("book the health assessment") for _, text in carried)
