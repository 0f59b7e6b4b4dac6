"""Takes the pictures of docs/pictures from the running application: `python tools/make_pictures.py [SCENE …]`.

Real windows over the demonstration's store, at its own time: every screen light and dark. Without names every scene is
taken; the whole takes about a minute.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # it is run as a script

from tools.picture_screen import without_display, write_small

os.environ.setdefault("QT_QPA_PLATFORM", without_display())

from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cpm_desktop.data_files import resources_folder
from cpm_desktop.domain.meeting import ReadBackResult
from cpm_desktop.services.closing import mark_read_back, read_back
from cpm_desktop.services.demo_meeting import MeetingPlay
from cpm_desktop.services.demo_preparing import item_id, person_named
from cpm_desktop.services.demo_store import Demo, make_demo, scripts_of_kinds
from cpm_desktop.services.discussing import record_note
from cpm_desktop.services.handing_over import mark_loaded, mark_sent
from cpm_desktop.services.signing import SigningRun, TypedName
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from cpm_desktop.ui.shell.background import Background
from cpm_desktop.ui.shell.main_window import MainWindow
from cpm_desktop.ui.shell.preferences import PreferencesFile
from cpm_desktop.ui.shell.workspace import Workspace
from cpm_desktop.ui.unlock.door import Fact, SetUp
from cpm_desktop.ui.unlock.first_run_screen import FirstRunScreen
from cpm_desktop.ui.unlock.unlock_screen import UnlockScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.services.desk import Desk

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
USUAL, SMALL = (1440, 900), (1366, 768)
_DAY = dt.date(2026, 11, 24)
_STATUS = "Encrypted on this laptop. Locks after 10 minutes idle."
_COLOURS = 256
_PATIENCE = 60.0  # seconds
_SENT = (
    ("Rachel Whitmore", "secure e-mail"),
    ("Dr Siew Lee", "secure e-mail"),
    ("Joy Okafọ̀", "by hand"),
    ("Priya Nair", "by hand"),
)


class PictureDoor:
    """A way in that leads nowhere: its screens are only looked at."""

    folder = "C:\\Users\\priya\\AppData\\Local\\cpm-desktop\\store"
    backups = "C:\\Users\\priya\\Documents\\Care planning backups"

    def __init__(self, *, is_new: bool) -> None:
        """`is_new` says which of the two screens is meant."""
        self.is_new = is_new

    def warm(self) -> tuple[Fact, ...]:
        """Return what stands below the passphrase."""
        return (
            Fact("hard-drive", "Last copy Tue 24 Nov 2026 at 08:51."),
            Fact("shield-check", "Nothing here is sent anywhere. There is no account and no network."),
        )

    def create(self, _set_up: SetUp, _tell: Callable[[str, int, int], object]) -> tuple[Desk, str]:
        """Hand over a code that opens nothing, and no desk."""
        nothing: Any = None
        return nothing, "K7QD-2M4X-9TFA-PW3R-6HJC-8ENV"

    def unlock(self, _passphrase: str, _tell: Callable[[str, int, int], object]) -> Desk:
        """Open nothing."""
        raise NotImplementedError

    def unlock_with_code(
        self, _code: str, _passphrase: str, _tell: Callable[[str, int, int], object]
    ) -> Desk:
        """Open nothing."""
        raise NotImplementedError


class Studio:
    """The window in front of which everything is arranged, and the camera."""

    def __init__(self, application: QApplication, wanted: frozenset[str]) -> None:
        """`wanted` are the scenes to take; empty takes all."""
        self.application, self._wanted = application, wanted
        self.theme = Theme(resources_folder(), Appearance(Scheme.LIGHT))
        self.theme.apply(application)
        self.theme.register_fallback_fonts()
        self.background = Background(application)
        self.window = MainWindow(self.theme, PreferencesFile(None))
        self.window.resize(*USUAL)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)

    def is_wanted(self, name: str) -> bool:
        """Whether a scene is to be taken."""
        return not self._wanted or name in self._wanted

    def settle(self, seconds: float = 0.25) -> None:
        """Let the window draw and what runs behind it arrive."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.application.processEvents()
            self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            time.sleep(0.01)
        if self.application.activeWindow() is None:  # the offscreen platform forgets it when contents change
            self.window.activateWindow()
            self.application.processEvents()

    def wait_for(self, is_there: Callable[[], bool]) -> None:
        """Let the window draw until something has come."""
        end = time.monotonic() + _PATIENCE
        while not is_there():
            if time.monotonic() > end:
                message = "What was to be pictured did not come."
                raise TimeoutError(message)
            self.settle(0.05)

    def take(self, name: str, *, widget: QWidget | None = None, dark: bool = True) -> None:
        """Take a scene in light and, where asked, in dark colours."""
        if not self.is_wanted(name):
            return
        for scheme in (Scheme.LIGHT, Scheme.DARK) if dark else (Scheme.LIGHT,):
            self._look(scheme)
            self._keep(f"{name}-{scheme.value}", widget)
        self._look(Scheme.LIGHT)

    def take_large(self, name: str) -> None:
        """Take a scene at 150 % text, and on a small screen."""
        if not self.is_wanted(name):
            return
        self._look(Scheme.LIGHT, 1.5)
        self._keep(f"{name}-150-percent")
        self._look(Scheme.LIGHT)
        self.window.resize(*SMALL)
        self._keep(f"{name}-1366-by-768")
        self.window.resize(*USUAL)
        self.settle()

    def _look(self, scheme: Scheme, factor: float = 1.0) -> None:
        self.theme.choose(Appearance(scheme, factor))
        self.settle()

    def _keep(self, name: str, widget: QWidget | None = None) -> None:
        self.settle()
        grabbed = self.window.grab()
        if isinstance(widget, QDialog):
            self._lay_over(grabbed, widget)
        drawn = grabbed.toImage().convertToFormat(QImage.Format.Format_RGB888)
        size, stride = (drawn.width(), drawn.height()), drawn.bytesPerLine()
        keep_picture(name, Image.frombuffer("RGB", size, bytes(drawn.constBits()), "raw", "RGB", stride, 1))

    def _lay_over(self, grabbed: QPixmap, dialog: QDialog) -> None:
        """Draw a dialog where it stands over the window."""
        drawn = dialog.grab()
        painter = QPainter(grabbed)
        painter.fillRect(grabbed.rect(), QColor(0, 0, 0, 70))
        left = (grabbed.width() - drawn.width()) // 2
        painter.drawPixmap(left, (grabbed.height() - drawn.height()) // 2, drawn)
        painter.end()


def keep_picture(name: str, picture: Image.Image, colours: int = _COLOURS) -> None:
    """Write a picture, small."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    write_small(picture, PICTURES / f"{name}.png", colours)
    print(f"{name}.png", (PICTURES / f"{name}.png").stat().st_size // 1024, "kB")


def type_text(text: str, widget: QWidget | None = None) -> None:
    """Type into a widget, or into the one with the keyboard."""
    if widget is not None:
        widget.setFocus()
    target = QApplication.focusWidget()
    if target is not None:
        QTest.keyClicks(target, text)


def take_locked(studio: Studio) -> None:
    """The passphrase, and the four steps of the first start."""
    door = PictureDoor(is_new=False)
    unlock = UnlockScreen(studio.theme, studio.background, door, _DAY)
    unlock.show_facts(door.warm())
    studio.window.show_content(unlock)
    unlock.setFocus()
    studio.settle()
    type_text("four quiet garden rooms", unlock.passphrase)
    studio.take("unlock")
    first = FirstRunScreen(studio.theme, studio.background, PictureDoor(is_new=True), _DAY)
    studio.window.show_content(first)
    studio.settle()
    for field, text in zip(
        (first.you.name, first.you.role, first.you.authority, first.you.service),
        ("Priya Nair", "Social worker", "Northbeck Council", "Children in Our Care, East team"),
        strict=True,
    ):
        type_text(text, field.control)
    studio.take("first-run-1-you")
    first.go_on()
    type_text("four quiet garden rooms", first.passphrase.passphrase)
    type_text("four quiet garden", first.passphrase.again)
    studio.take("first-run-2-passphrase")
    type_text(" rooms", first.passphrase.again)
    first.go_on()
    studio.wait_for(lambda: first.step is first.recovery)
    studio.take("first-run-3-recovery-code")
    first.recovery.kept.setChecked(True)
    first.go_on()
    studio.take("first-run-4-backups")


@dataclass
class Set:
    """The demonstration as it is arranged for each scene."""

    studio: Studio
    demo: Demo
    workspace: Workspace

    @property
    def play(self) -> MeetingPlay:
        """The script's meeting."""
        return MeetingPlay(self.demo.desk, self.demo.meeting_id, self.demo.script, self.demo.clock.set)

    def set_time(self, hour: int, minute: int, day: dt.date = _DAY) -> None:
        """Set the clock of the demonstration."""
        self.demo.clock.set(self.demo.desk.moment(day, dt.time(hour, minute, 7)))

    def event(self, is_it: Callable[[Any], bool]) -> int:
        """Return the place of the first event of the script that is the one."""
        return next(place for place, event in enumerate(self.demo.script.live) if is_it(event))


def take_before(scene: Set) -> None:
    """The meeting as it is prepared."""
    scene.set_time(9, 12, _DAY - dt.timedelta(days=1))
    if scene.studio.is_wanted("prepare"):
        scene.workspace.open_prepare(scene.demo.meeting_id)
        scene.studio.settle()
    scene.studio.take("prepare")
    scene.studio.take_large("prepare")


def take_live(scene: Set) -> None:
    """The meeting under Health, with an action half typed."""
    studio, demo = scene.studio, scene.demo
    health = scene.event(lambda event: "unmet_need" in event) + 1
    scene.play.hold(until=health)
    meeting = demo.desk.meeting(demo.meeting_id)
    for who, words in (
        ("Joy Okafọ̀", "I can keep a diary of his sleep until the clinic sees him."),
        ("Dana Avery", "I was not told about the missed assessment. I would like copies of health letters."),
    ):
        speaker = person_named(meeting.value, who)
        record_note(demo.desk, demo.meeting_id, item_id("health"), speaker, words)
    scene.workspace.open_meeting(demo.meeting_id)
    studio.settle()
    page: Any = scene.workspace.page
    page.capture.choose("action")
    page.capture.form.fields["owner"].setFocus()
    type_text("Priya Nair")
    QTest.keyClick(page.capture.form.fields["owner"], Qt.Key.Key_Tab)  # closes the list of those found
    page.capture.form.fields["text"].setFocus()
    type_text("Copy Dana into all health letters")
    studio.settle(0.6)
    studio.take("live-meeting")
    studio.take_large("live-meeting")
    page.leave()
    page.capture.remove("action", page.capture.form.entity_id)
    studio.settle()


def take_close(scene: Set) -> None:
    """What the record owes, and the read-back half way."""
    studio, demo = scene.studio, scene.demo
    health = scene.event(lambda event: "unmet_need" in event) + 1
    end = scene.event(lambda event: "end" in event)
    scene.play.hold(since=health, until=end)
    things = read_back(demo.desk, demo.meeting_id)
    for thing in things[:3]:
        mark_read_back(demo.desk, demo.meeting_id, thing.key, ReadBackResult.AGREED)
    if studio.is_wanted("close"):
        scene.workspace.open_close(demo.meeting_id)
    studio.take("close")
    studio.take_large("close")
    for thing in things[3:]:
        mark_read_back(demo.desk, demo.meeting_id, thing.key, ReadBackResult.AGREED)
    scene.play.hold(since=end)
    scene.play.close()
    studio.settle()


def take_signing(scene: Set) -> None:
    """The dialog in which the record is signed."""
    studio, demo = scene.studio, scene.demo
    scene.set_time(15, 38)
    if studio.is_wanted("sign"):
        scene.workspace.open_close(demo.meeting_id)
        page: Any = scene.workspace.page
        page.press_primary()
        studio.settle()
        dialog = page.dialog
        dialog.read_box.setChecked(True)
        dialog.signature.line.setText("Priya Nair")
        type_text("four quiet garden rooms", dialog.passphrase)
        studio.take("sign", widget=dialog)
        dialog.reject()
        scene.workspace.open_caseload()
    SigningRun(demo.desk, demo.meeting_id).run(demo.passphrase, TypedName("Priya Nair"))


def take_after(scene: Set) -> None:
    """Handing the copies over, and where the child's file and the caseload stand the day after."""
    studio, demo = scene.studio, scene.demo
    meeting = demo.desk.meeting(demo.meeting_id).value
    for name, channel in _SENT:
        mark_sent(demo.desk, demo.meeting_id, person_named(meeting, name), _DAY, channel)
    mark_loaded(demo.desk, demo.meeting_id, _DAY)
    scene.workspace.open_after(demo.meeting_id)
    studio.settle(2)
    studio.take("hand-over")
    studio.take_large("hand-over")
    scene.set_time(9, 12, _DAY + dt.timedelta(days=1))
    scene.workspace.open_caseload()
    studio.take("caseload")
    studio.take_large("caseload")
    scene.workspace.open_child(demo.child_id)
    studio.take("child")
    studio.take_large("child")


def take_other_kinds(studio: Studio, folder: Path) -> None:
    """A legal meeting prepared, live and handed over, and the record that a meeting is not required."""
    for name in ("legal", "waiver"):
        wanted = [f"{name}-{what}" for what in ("prepare", "live", "hand-over")]
        if not any(studio.is_wanted(scene) for scene in (name, *wanted)):
            continue
        (folder / name).mkdir()
        demo = make_demo(folder / name, script=scripts_of_kinds()[name], with_caseload=False)
        workspace = Workspace(demo.desk, studio.theme, studio.background, _STATUS, lambda: ())
        studio.window.show_content(workspace)
        workspace.open_prepare(demo.meeting_id)
        studio.settle(1)
        studio.take(name if demo.script.waiver else f"{name}-prepare")
        if not demo.script.waiver:
            take_limited(Set(studio, demo, workspace), name)
        workspace.retire()
        demo.desk.close()


def take_limited(scene: Set, name: str) -> None:
    """A meeting whose record may not reach everybody, live and handed over."""
    studio, demo = scene.studio, scene.demo
    advice = scene.event(lambda event: event.get("item", "").startswith("decision"))
    end = scene.event(lambda event: "end" in event)
    scene.play.hold(until=advice + 1)
    scene.workspace.open_meeting(demo.meeting_id)
    studio.settle(0.6)
    studio.take(f"{name}-live")
    scene.workspace.open_caseload()
    scene.play.hold(since=advice + 1, until=end)
    for thing in read_back(demo.desk, demo.meeting_id):
        mark_read_back(demo.desk, demo.meeting_id, thing.key, ReadBackResult.AGREED)
    scene.play.hold(since=end)
    scene.play.close()
    signer = demo.desk.workplace().value.worker.name
    SigningRun(demo.desk, demo.meeting_id).run(demo.passphrase, TypedName(signer))
    scene.workspace.open_after(demo.meeting_id)
    studio.settle(2)
    studio.take(f"{name}-hand-over")


def main() -> int:
    """Take the pictures."""
    application = QApplication(sys.argv[:1])
    application.setCursorFlashTime(0)
    studio = Studio(application, frozenset(sys.argv[1:]))
    take_locked(studio)
    with tempfile.TemporaryDirectory(prefix="cpm-pictures-", ignore_cleanup_errors=True) as folder:
        demo = make_demo(Path(folder))
        workspace = Workspace(demo.desk, studio.theme, studio.background, _STATUS, lambda: ())
        studio.window.show_content(workspace)
        scene = Set(studio, demo, workspace)
        for take in (take_before, take_live, take_close, take_signing, take_after):
            take(scene)
        workspace.retire()
        demo.desk.close()
        take_other_kinds(studio, Path(folder))
    studio.background.close()
    studio.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
