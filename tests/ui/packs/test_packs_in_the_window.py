"""A meeting goes to another laptop and comes back, by what is in the menu and the two dialogs."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import segno
from PIL import Image
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.commands import change
from cpm_desktop.domain.packs import PackSender
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.exchange.pack_keys import make_pack_keys
from cpm_desktop.services.annexes import ReadFile, attach_annex
from cpm_desktop.services.child_records import Doing
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.pack_people import (
    known_people,
    own_code,
    own_fingerprint,
    pack_keys,
    remember,
)
from cpm_desktop.services.packing import PackFor, make_pack, save_pack
from cpm_desktop.services.standing_limits import FileLimits
from cpm_desktop.ui.child.child_page import ChildPage
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from cpm_desktop.ui.packs.code_picture import EDGE
from cpm_desktop.ui.packs.hand_over_dialog import HandOverDialog
from cpm_desktop.ui.packs.open_pack_dialog import OpenPackDialog
from cpm_desktop.ui.packs.pack_people_dialog import PackPeopleDialog
from tests.a_desk import make_desk, set_clock
from tests.kais_meeting import before_the_meeting, meeting_prepared
from tests.ui.a_window import OpenWindow, unnamed

PATIENCE = 30_000


@pytest.fixture
def meeting_id() -> str:
    return meeting_prepared().subject


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Desk]:
    yield (desk := meeting_prepared().open(tmp_path / "worker", before_the_meeting()))
    desk.close()


@pytest.fixture
def chair(tmp_path: Path) -> Iterator[Desk]:
    yield (desk := make_desk(tmp_path / "chair", set_clock()))
    desk.close()


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, worker: Desk) -> Iterator[OpenWindow]:
    window = OpenWindow(qtbot, theme, worker)
    yield window
    window.close()


@pytest.fixture
def at_the_chairs(qtbot: QtBot, theme: Theme, chair: Desk) -> Iterator[OpenWindow]:
    window = OpenWindow(qtbot, theme, chair)
    window.go("caseload")
    yield window
    window.close()


def a_picture() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (8, 8), "red").save(kept, "PNG")
    return kept.getvalue()


def run(window: OpenWindow, text: str) -> None:
    next(act for act in window.workspace.acts() if act.text == text).run()


def hand_over(window: OpenWindow, meeting_id: str) -> HandOverDialog:
    window.go("prepare", meeting_id)
    run(window, "Hand to another laptop…")
    dialog = window.dialog()
    assert isinstance(dialog, HandOverDialog)
    return dialog


def look_inside(window: OpenWindow, path: Path) -> OpenPackDialog:
    run(window, "Open a pack…")
    dialog = window.dialog()
    assert isinstance(dialog, OpenPackDialog)
    dialog.choose_file = lambda: str(path)
    dialog.file_button.click()
    return dialog


def words_in(dialog: OpenPackDialog) -> str:
    assert dialog.inside is not None
    return "\n".join(label.text() for label in dialog.inside.findChildren(type(dialog.code)))


def test_a_meeting_is_handed_over_by_a_code(
    opened: OpenWindow, chair: Desk, meeting_id: str, tmp_path: Path
) -> None:
    attach_annex(opened.desk, meeting_id, ReadFile("School report.png", a_picture()))
    dialog, path = hand_over(opened, meeting_id), tmp_path / "out" / "meeting.cpmpack"
    assert "In it, too: 1 attached file (1 kB)." in [label.text() for label in dialog.findChildren(Label)]
    path.parent.mkdir()
    assert unnamed(dialog) == []
    dialog.choose_file = lambda _name: str(path)
    dialog.code.setText(own_code(chair)[:-1])
    dialog.agree_button.click()
    assert "letters in place of 65" in dialog._code_field.error
    assert not path.exists()
    dialog.code.clear()
    opened.qtbot.keyClicks(
        dialog.code, f"  {own_code(chair).replace(' ', '').lower()} "
    )  # as a scanner types it
    dialog.agree_button.click()
    opened.qtbot.waitUntil(path.exists, timeout=PATIENCE)
    opened.qtbot.waitUntil(lambda: dialog.dismiss_button.plain_text == "Close", timeout=PATIENCE)
    assert "Saved" in dialog.message.accessibleName()


def test_ones_code_stands_beside_a_picture_of_the_same_letters_dark_on_white_in_every_theme(
    opened: OpenWindow, theme: Theme
) -> None:
    opened.go("caseload")
    run(opened, "Codes and senders of packs…")
    dialog = opened.dialog()
    assert isinstance(dialog, PackPeopleDialog)
    picture = dialog.own.picture
    drawn = segno.make_qr(own_code(opened.desk).replace(" ", ""), error="m", boost_error=False)
    wanted = [[bool(each) for each in row] for row in drawn.matrix]
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.choose(Appearance(scheme))
        assert theme.is_dark is (scheme is Scheme.DARK)
        image = picture.grab().toImage()
        middles = [picture.square * at + picture.square // 2 for at in range(len(wanted) + 2 * EDGE)]
        seen = [[image.pixelColor(across, down).lightness() < 128 for across in middles] for down in middles]
        assert [row[EDGE:-EDGE] for row in seen[EDGE:-EDGE]] == wanted
        assert sum(map(sum, seen)) == sum(map(sum, wanted))  # nothing dark stands in the edge
    assert picture.accessibleName() == "QR code of your code"
    assert "letters of the code that stand beside it" in picture.accessibleDescription()


def test_a_pack_is_seen_before_it_is_taken(
    at_the_chairs: OpenWindow, worker: Desk, chair: Desk, meeting_id: str, tmp_path: Path
) -> None:
    attach_annex(worker, meeting_id, ReadFile("School report.png", a_picture()))
    content = make_pack(worker, meeting_id, PackFor(address=pack_keys(chair).address))
    path = save_pack(tmp_path / "meeting.cpmpack", content)
    dialog = look_inside(at_the_chairs, path)
    at_the_chairs.qtbot.waitUntil(lambda: dialog.inside is not None, timeout=PATIENCE)
    assert unnamed(dialog) == []
    assert chair.summaries() == ()
    assert "From Priya Nair" in words_in(dialog)
    assert "compare these letters" in words_in(dialog)
    assert "Attached files in it\nSchool report.png, 1 kB\nSchool report" in words_in(dialog)
    assert dialog.agree_button.plain_text == "Take it"
    dialog.agree_button.click()
    assert at_the_chairs.workspace.place.screen == "child"
    assert len(chair.summaries()) == 1


def test_what_both_changed_is_asked_side_by_side(
    opened: OpenWindow, at_the_chairs: OpenWindow, worker: Desk, chair: Desk, meeting_id: str, tmp_path: Path
) -> None:
    there = make_pack(worker, meeting_id, PackFor(address=pack_keys(chair).address))
    first = look_inside(at_the_chairs, save_pack(tmp_path / "there.cpmpack", there))
    at_the_chairs.qtbot.waitUntil(lambda: first.inside is not None, timeout=PATIENCE)
    first.agree_button.click()
    for desk, venue in ((worker, "School"), (chair, "Town hall")):
        desk.meeting(meeting_id).perform(change(desk.meeting(meeting_id).value.facts, venue=venue))
    back = make_pack(chair, meeting_id, PackFor(address=pack_keys(worker).address))
    opened.go("caseload")
    dialog = look_inside(opened, save_pack(tmp_path / "back.cpmpack", back))
    opened.qtbot.waitUntil(lambda: dialog.inside is not None, timeout=PATIENCE)
    assert unnamed(dialog) == []
    assert {"School", "Town hall"} <= set(words_in(dialog).split("\n"))
    dialog.agree_button.click()
    assert "Say for each" in dialog.message.accessibleName()
    assert worker.meeting(meeting_id).value.facts.venue == "School"
    assert dialog.inside is not None
    dialog.inside.questions[0].choice.choose("theirs")
    dialog.agree_button.click()
    assert worker.meeting(meeting_id).value.facts.venue == "Town hall"


def test_a_meeting_is_handed_over_from_the_childs_page(
    opened: OpenWindow, worker: Desk, meeting_id: str
) -> None:
    child_id = worker.meeting(meeting_id).value.facts.child_id
    people = FileLimits(worker, child_id)
    someone = next(each for each in people.things() if each.id != child_id and "Kai" not in each.words)
    people.keep_from(someone, LimitKind.PROFESSIONALS, (), "He came to the school.")
    page = opened.go("child", child_id)
    assert isinstance(page, ChildPage)
    page.records.list.choose(meeting_id)
    page.doings.buttons[Doing.HAND_OVER].click()
    dialog = opened.dialog()
    assert isinstance(dialog, HandOverDialog)
    assert dialog.agree_button.isEnabled()
    told = " ".join(label.text() for label in dialog.findChildren(Label))
    assert "It holds one thing that is kept from some readers" in told


def test_whoever_is_known_can_be_forgotten(at_the_chairs: OpenWindow, chair: Desk) -> None:
    run(at_the_chairs, "Codes and senders of packs…")
    dialog = at_the_chairs.dialog()
    assert isinstance(dialog, PackPeopleDialog)
    assert dialog.own.code.text() == own_code(chair)
    assert own_fingerprint(chair) in dialog.own.letters.text()
    assert dialog.forget_buttons == []
    dialog.agree_button.click()
    for name in ("Priya Nair", ""):
        keys = make_pack_keys()
        remember(chair, PackSender(name=name, key=keys.public_key.hex(), address=keys.address))
    run(at_the_chairs, "Codes and senders of packs…")
    dialog = at_the_chairs.dialog()
    assert isinstance(dialog, PackPeopleDialog)
    assert unnamed(dialog) == []
    nobody, priya = known_people(chair)
    assert [button.accessibleName() for button in dialog.forget_buttons] == [
        f"Forget Somebody who gave no name, {nobody.fingerprint}",
        f"Forget Priya Nair, {priya.fingerprint}",
    ]
    dialog.forget_buttons[1].click()
    assert known_people(chair) == (nobody,)
    dialog.forget_buttons[0].click()
    assert known_people(chair) == ()
    assert dialog.forget_buttons == []


def test_a_file_that_is_no_pack_says_so(at_the_chairs: OpenWindow, chair: Desk, tmp_path: Path) -> None:
    path = tmp_path / "letter.cpmpack"
    path.write_bytes(b"Dear colleague")
    dialog = look_inside(at_the_chairs, path)
    at_the_chairs.qtbot.waitUntil(lambda: "no meeting pack" in dialog.message.accessibleName())
    assert chair.summaries() == ()


def test_a_pack_whose_file_was_opened_is_looked_into(
    at_the_chairs: OpenWindow, worker: Desk, chair: Desk, meeting_id: str, tmp_path: Path
) -> None:
    content = make_pack(worker, meeting_id, PackFor(address=pack_keys(chair).address))
    path = save_pack(tmp_path / "meeting.cpmpack", content)
    assert at_the_chairs.workspace.packs.open_file(path)
    dialog = at_the_chairs.dialog()
    assert isinstance(dialog, OpenPackDialog)
    at_the_chairs.qtbot.waitUntil(lambda: dialog.inside is not None, timeout=PATIENCE)
    assert "From Priya Nair" in words_in(dialog)
    assert chair.summaries() == ()
    dialog.reject()
    at_the_chairs.workspace.packs.follow("meeting", meeting_id)
    assert not at_the_chairs.workspace.packs.open_file(path)


def test_neither_is_offered_while_a_meeting_is_held(opened: OpenWindow, meeting_id: str) -> None:
    opened.go("prepare", meeting_id)
    offered = {act.text for act in opened.workspace.acts()}
    assert {"Open a pack…", "Hand to another laptop…"} <= offered
    opened.workspace.packs.follow("meeting", meeting_id)
    offered = {act.text for act in opened.workspace.acts()}
    assert not {"Open a pack…", "Hand to another laptop…"} & offered
