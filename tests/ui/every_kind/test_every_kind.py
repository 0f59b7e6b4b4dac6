"""Every kind of meeting there is a form for, from the chooser to the last step after the signing, by keyboard."""

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.data_files import forms_folder, resources_folder
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

pytestmark = pytest.mark.slow

KINDS = tuple(load_procedure((forms_folder(),))[0].forms)
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
def opened(
    request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> Iterator[OpenWindow]:
    """Return the window on the child's page; every fourth kind is held in the dark."""
    kind: str = request.getfixturevalue("kind")
    scheme = Scheme.DARK if KINDS.index(kind) % DARK_EVERY == 1 else Scheme.LIGHT
    theme = Theme(resources_folder(), Appearance(scheme, high_contrast=False))
    theme.apply(qapp)
    window = OpenWindow(qtbot, theme, child_with_a_key().open(tmp_path, before_the_meeting()))
    window.go("child", child_with_a_key().subject)
    yield window
    window.close()
    qapp.setStyleSheet("")


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    form_id: str = request.param
    return form_id


def test_a_meeting_of_every_kind_is_held_from_the_chooser_to_the_last_step(
    kind: str, opened: OpenWindow
) -> None:
    hands, answers = Hands(opened, kind), Answers()
    page = call_meeting(hands, kind)
    meeting_id, desk = page.meeting_id, opened.desk
    assert desk.meeting(meeting_id).value.facts.form_id == kind
    prepare(hands, page, answers)
    live = Holding(hands, start_meeting(hands, page), answers)
    live.mark_people()
    closing = Closing(hands, live.go_through(), answers)
    closing.settle_all()
    closing.read_back()
    after = closing.sign()
    hand_over(hands, after)
    check_record(desk, meeting_id, answers)


def check_record(desk: Desk, meeting_id: str, answers: Answers) -> None:
    """It is signed and whole, owes nothing, and holds every answer as it was typed."""
    meeting = desk.meeting(meeting_id).value
    document = document_for(meeting, "")
    assert document is not None
    assert verify_bytes(document_bytes(desk, document)).is_whole
    assert owed(desk, meeting_id).debts == ()
    held = {(one.question, one.subject): (one.value, one.note) for one in meeting.answers if one.value}
    assert {asked: held.get(asked, ("", "")) for asked in answers.given} == answers.given
    assert desk.wait(desk.store.check()).faults == ()
