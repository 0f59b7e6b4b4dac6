"""Every kind of meeting there is a form for, from the chooser to the last step after the signing, by keyboard."""

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from cpm_desktop.data_files import forms_folder, resources_folder
from cpm_desktop.domain.distribution import may_have
from cpm_desktop.domain.forms import Reach
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.domain.participation import is_parent
from cpm_desktop.services.caseload import due_of
from cpm_desktop.services.closing import owed
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.handing_over import document_bytes, document_for, verify_bytes
from cpm_desktop.services.signing_key import make_signing_key
from cpm_desktop.storage.forms.loading import load_procedure
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from tests.a_desk import SetClock
from tests.kais_meeting import before_the_meeting, enter_authority, kai_entered
from tests.played_store import PlayedStore, play_in_store
from tests.ui.a_window import OpenWindow
from tests.ui.every_kind.answering import Answers
from tests.ui.every_kind.closing import Closing
from tests.ui.every_kind.handing_over import hand_over
from tests.ui.every_kind.hands import Hands
from tests.ui.every_kind.holding import Holding
from tests.ui.every_kind.preparing import call_meeting, prepare, start_meeting
from tests.ui.every_kind.waiving import begin_waiver, decide, sign_waiver, tell_everybody

pytestmark = pytest.mark.slow

KINDS = tuple(load_procedure((forms_folder(),))[0].forms)
IN_SHORT = ("cla-specific-issue", "case-discussion")  # one for everybody, one that keeps to itself
DARK_EVERY = 4


@functools.cache
def child_with_a_key() -> PlayedStore:
    """Return the store with the child and an authority, ready to sign; there are dates in court near by."""
    entered = kai_entered()

    def play(desk: Desk, _: SetClock) -> str:
        enter_authority(desk)
        make_signing_key(desk)
        return entered.subject

    return play_in_store(play, before_the_meeting(), entered)


@pytest.fixture
def window(
    request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> Iterator[OpenWindow]:
    """Return the window on the child's page; every fourth kind is held in the dark."""
    kind = request.getfixturevalue("kind") if "kind" in request.fixturenames else KINDS[0]
    scheme = Scheme.DARK if KINDS.index(kind) % DARK_EVERY == 1 else Scheme.LIGHT
    theme = Theme(resources_folder(), Appearance(scheme, high_contrast=False))
    theme.apply(qapp)
    opened = OpenWindow(qtbot, theme, child_with_a_key().open(tmp_path, before_the_meeting()))
    opened.go("child", child_with_a_key().subject)
    yield opened
    opened.close()


@pytest.fixture(
    params=[kind if kind in IN_SHORT else pytest.param(kind, marks=pytest.mark.whole) for kind in KINDS]
)
def kind(request: pytest.FixtureRequest) -> str:
    form_id: str = request.param
    return form_id


def test_a_meeting_of_every_kind_is_held_from_the_chooser_to_the_last_step(
    kind: str, window: OpenWindow
) -> None:
    hands, answers = Hands(window, kind), Answers()
    page = call_meeting(hands, kind)
    meeting_id, desk = page.meeting_id, window.desk
    assert desk.meeting(meeting_id).value.facts.form_id == kind
    prepare(hands, page, answers)
    live = Holding(hands, start_meeting(hands, page), answers)
    live.mark_people()
    closing = Closing(hands, live.go_through(), answers)
    closing.settle_all()
    closing.read_back()
    after = closing.sign()
    hand_over(hands, after)
    assert owed(desk, meeting_id).debts == ()
    check_record(desk, meeting_id, answers)


def test_that_a_meeting_is_not_required_is_recorded_and_told(
    window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands, answers = Hands(window, "waiver"), Answers(usual="no")
    folder = tmp_path / "notices"
    folder.mkdir()
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *_: str(folder)
    )  # the system's own dialog
    page = begin_waiver(hands)
    decide(hands, page, answers)
    sign_waiver(hands, page)
    tell_everybody(hands, page, folder)
    check_record(window.desk, page.meeting_id, answers)


def check_record(desk: Desk, meeting_id: str, answers: Answers) -> None:
    """It is signed and whole, holds every answer as it was typed, and nothing is left to do."""
    meeting = desk.meeting(meeting_id).value
    assert meeting.facts.stage is Stage.SIGNED
    document = document_for(meeting, "")
    assert document is not None
    assert verify_bytes(document_bytes(desk, document)).is_whole
    held = {(one.question, one.subject): (one.value, one.note) for one in meeting.answers if one.value}
    assert {asked: held.get(asked, ("", "")) for asked in answers.given} == answers.given
    assert [one.text for one in meeting.follow_ups if one.is_open()] == []
    line = next(
        one for one in desk.wait(desk.store.meetings_of(meeting.facts.child_id)) if one.id == meeting_id
    )
    assert line.is_handed_over()
    assert line.follow_ups_open == 0
    assert [thing.text for thing in due_of(desk, line.child_id) if thing.meeting_id == meeting_id] == []
    check_copies(desk, meeting)
    assert desk.wait(desk.store.check()).faults == ()


def check_copies(desk: Desk, meeting: Meeting) -> None:
    """Nobody has a copy who may not have the record: no parent has one of a legal or a final care plan meeting."""
    form, roles = desk.form_of(meeting), desk.procedure.roles
    sent = {plan.id for plan in meeting.copies if plan.sent_on is not None}
    for person in meeting.attendees:
        if person.id in sent:
            assert may_have(meeting, form, person, roles).is_allowed
            assert form.distribution.reach is Reach.EVERYBODY or not (
                person.is_child or is_parent(person, roles)
            )
