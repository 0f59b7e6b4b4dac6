"""Does the real work once, on made-up data in a folder that is thrown away: to see that an installation can."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import os
import pkgutil
import platform
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import cpm_desktop
from cpm_desktop import __version__
from cpm_desktop.cli import WELL, WRONG, is_screen_there, speak_every_script
from cpm_desktop.domain.errors import CarePlanningError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage

    from cpm_desktop.app import Windows
    from cpm_desktop.services.demo_papers import DemoFile
    from cpm_desktop.services.demo_store import Demo

_LONGEST = 180_000  # milliseconds until the window shows the caseload
_LOOK = 50  # milliseconds between looks
# What runs when it is loaded: the command line, and what alembic loads by its path.
_NOT_BY_NAME = ("cpm_desktop.__main__", "cpm_desktop.storage.migrations.")
_LEAST_MODULES = 700
_CLEAR_DATABASE = b"SQLite format 3"


class DidNotWork(CarePlanningError):
    """A part of the work did not come out as it must."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the work.

    Attributes:
        name: modules, store, spelling, calendar, pack, meeting, paper, signature, verify, window.
        passed: it came out as it must.
        seconds: that it took.
        said: what was seen, or what went wrong.
    """

    name: str
    passed: bool
    seconds: float
    said: str


def run_smoke(report: Path | None) -> int:
    """Do all of it, say each part, and write the report and a picture of the window beside it.

    Args:
        report: where the report is written, as JSON; None only prints.

    Returns:
        The exit code: 0 where every part passed.
    """
    if not is_screen_there():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="cpm-smoke-", ignore_cleanup_errors=True) as folder:
        picture = report.with_suffix(".png") if report is not None else None
        parts = RealWork(Path(folder), picture).do_all()
    is_passed = all(part.passed for part in parts)
    if report is not None:
        report.write_text(json.dumps(_report(parts), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    speak_every_script()
    for part in parts:
        print(f"{'passed' if part.passed else 'FAILED'}  {part.name}: {part.said}")
    return WELL if is_passed else WRONG


def _report(parts: tuple[Part, ...]) -> dict[str, object]:
    from PySide6.QtCore import qVersion  # noqa: PLC0415 - only to try an installation

    from cpm_desktop.services.policy_standing import policy_on_this_computer, policy_sentences  # noqa: PLC0415 - the same

    return {
        "version": __version__,
        "python": platform.python_version(),
        "qt": qVersion(),
        "platform": platform.platform(),
        "screen": os.environ.get("QT_QPA_PLATFORM", "its own"),
        "policy": policy_sentences(policy_on_this_computer()),
        "passed": all(part.passed for part in parts),
        "parts": [asdict(part) for part in parts],
    }


class RealWork:
    """Each part of the work, in an order in which a later one goes on from an earlier one."""

    def __init__(self, folder: Path, picture: Path | None) -> None:
        """Take an empty folder, and where the picture of the window goes."""
        self._folder, self._picture = folder, picture
        self._demo: Demo | None = None
        self._papers = folder / "papers"
        self._files: tuple[DemoFile, ...] = ()

    def do_all(self) -> tuple[Part, ...]:
        """Do every part; one that does not work holds up only what goes on from it."""
        try:
            return tuple(self.do(name, work) for name, work in self.works())
        finally:
            if self._demo is not None:
                self._demo.desk.close()

    def works(self) -> tuple[tuple[str, Callable[[], str]], ...]:
        """Return what there is to do, in order, by its name."""
        return (
            ("modules", self._load_everything),
            ("store", self._keep_a_store),
            ("spelling", self._spell),
            ("calendar", self._tell_days),
            ("pack", self._hand_over_a_pack),
            ("meeting", self._hold_a_meeting),
            ("paper", self._look_at_papers),
            ("signature", self._count_signed),
            ("verify", self._verify),
            ("window", self._open_the_window),
        )

    @staticmethod
    def do(name: str, work: Callable[[], str]) -> Part:
        """Do one part, and tell whatever goes wrong."""
        began = time.perf_counter()
        try:
            is_passed, said = True, work()
        except CarePlanningError as error:
            is_passed, said = False, error.sentence
        except Exception as error:  # noqa: BLE001 - whatever a broken installation does has to come into the report
            is_passed, said = False, f"{type(error).__name__}: {error}"
        return Part(name, is_passed, round(time.perf_counter() - began, 3), said)

    @staticmethod
    def _load_everything() -> str:
        """What is asked for when something goes wrong, and at no other time, must be there too."""
        found = [one.name for one in pkgutil.walk_packages(cpm_desktop.__path__, f"{cpm_desktop.__name__}.")]
        wanted = [name for name in found if not name.startswith(_NOT_BY_NAME)]
        for name in wanted:
            importlib.import_module(name)
        if len(wanted) < _LEAST_MODULES:
            message = f"Only {len(wanted)} modules are there."
            raise DidNotWork(message)
        return f"All {len(wanted)} modules can be loaded."

    def _keep_a_store(self) -> str:
        from cpm_desktop.data_files import forms_folder  # noqa: PLC0415 - what is missing must be told as this part's
        from cpm_desktop.services.demo_store import make_demo  # noqa: PLC0415 - the same
        from cpm_desktop.services.unlocking import Surroundings, unlock  # noqa: PLC0415 - the same

        demo = make_demo(self._folder, with_caseload=False)
        demo.desk.close()
        if demo.place.database.read_bytes()[: len(_CLEAR_DATABASE)] == _CLEAR_DATABASE:
            message = "The store lies on the disk in clear."
            raise DidNotWork(message)
        surroundings = Surroundings(forms=(forms_folder(),), clock=demo.clock, backs_up=True)
        desk = unlock(demo.place.folder, demo.passphrase, surroundings)
        self._demo = replace(demo, desk=desk)
        if not desk.wait(desk.store.check()).is_whole():
            message = "The store is not whole."
            raise DidNotWork(message)
        return "A store was made, closed, opened by its passphrase, and found whole and encrypted."

    @staticmethod
    def _spell() -> str:
        from cpm_desktop.services.spelling import dictionary  # noqa: PLC0415 - the same

        words = dictionary()
        meant = words.like("asessment")
        if not words.has("colour") or words.has("colouur") or "assessment" not in meant:
            message = "The dictionary does not know what it must."
            raise DidNotWork(message)
        return "“colour” is known, “colouur” is not, “asessment” brings “assessment”."

    def _tell_days(self) -> str:
        desk = self._the_demo().desk
        christmas = dt.date(2026, 12, 25)
        summer = dt.datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/London")).utcoffset()
        if desk.calendar.is_working_day(christmas) or summer != dt.timedelta(hours=1):
            message = "Bank holidays or summer time are not known."
            raise DidNotWork(message)
        return "Christmas is no working day, and summer time is known."

    def _hand_over_a_pack(self) -> str:
        from cpm_desktop.services.demo_store import make_demo  # noqa: PLC0415 - the same
        from cpm_desktop.services.pack_people import new_pack_passphrase, pack_keys  # noqa: PLC0415 - the same
        from cpm_desktop.services.pack_taking import look_into_pack, open_pack  # noqa: PLC0415 - the same
        from cpm_desktop.services.packing import PackFor, make_pack  # noqa: PLC0415 - the same

        demo = self._the_demo()
        (self._folder / "other").mkdir()
        other = make_demo(self._folder / "other", with_caseload=False)
        try:
            passphrase = new_pack_passphrase()
            to_key = PackFor(address=pack_keys(other.desk).address)
            for reader, said in ((to_key, ""), (PackFor(passphrase=passphrase), passphrase)):
                content = make_pack(demo.desk, demo.meeting_id, reader)
                look_into_pack(other.desk, open_pack(other.desk, content, said))
        finally:
            other.desk.close()
        return "A meeting was sealed to a person’s key and with a passphrase, and opened on another store."

    def _hold_a_meeting(self) -> str:
        from cpm_desktop.services.demo_papers import write_demo  # noqa: PLC0415 - the same

        self._papers.mkdir()
        self._files = write_demo(self._the_demo(), self._papers)
        return f"A meeting was held, closed with nothing owing and signed; {len(self._files)} files were written."

    def _look_at_papers(self) -> str:
        import docx  # noqa: PLC0415 - the same

        from cpm_desktop.services.preview import Preview  # noqa: PLC0415 - the same

        pages = words = 0
        for file in self._need_files():
            path = self._papers / file.path
            if path.suffix == ".pdf":
                preview = Preview(path.read_bytes())
                pages += preview.page_count
                words += sum(len(text.split()) for text in preview.texts())
                drawn = preview.page_image(0, 1.0).result()
                preview.close()
                if len(set(drawn.data)) < len("ink"):
                    message = f"The first page of {path.name} is blank."
                    raise DidNotWork(message)
            elif path.suffix == ".docx":
                words += sum(len(paragraph.text.split()) for paragraph in docx.Document(str(path)).paragraphs)
        return f"{pages} pages were drawn, with {words} words."

    def _count_signed(self) -> str:
        signed = sum(file.signed for file in self._need_files())
        if not signed:
            message = "Nothing was signed."
            raise DidNotWork(message)
        return f"{signed} files bear a signature."

    def _verify(self) -> str:
        from cpm_desktop.services.handing_over import verify_bytes  # noqa: PLC0415 - the same

        record = next((file for file in self._need_files() if file.signed and file.reader == "file"), None)
        if record is None:
            message = "There is no signed record."
            raise DidNotWork(message)
        content = (self._papers / record.path).read_bytes()
        middle = len(content) // 2
        changed = content[:middle] + bytes((content[middle] ^ 1,)) + content[middle + 1 :]
        if not verify_bytes(content).is_whole:
            message = "The signed record is not found whole."
            raise DidNotWork(message)
        if verify_bytes(changed).is_whole:
            message = "A changed record is taken for whole."
            raise DidNotWork(message)
        return "The signed record is whole; with one bit changed it is not."

    def _open_the_window(self) -> str:
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the same

        from cpm_desktop.app import Windows  # noqa: PLC0415 - the same

        application = QApplication.instance() or QApplication(sys.argv[:1])
        if not isinstance(application, QApplication):
            message = "Qt did not begin."
            raise DidNotWork(message)
        (self._folder / "window").mkdir()
        windows = Windows(application, self._folder / "window", is_demo=True)
        windows.start()
        try:
            image = _wait_for_caseload(windows)
        finally:
            windows.end()
            if windows.window is not None:
                windows.window.close()
        if self._picture is not None:
            image.save(str(self._picture))
        colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
        if len(colours) < len("many"):
            message = "The window is blank."
            raise DidNotWork(message)
        return f"The caseload was shown, {image.width()} by {image.height()} pixels."

    def _the_demo(self) -> Demo:
        if self._demo is None:
            message = "Not tried: there is no store."
            raise DidNotWork(message)
        return self._demo

    def _need_files(self) -> tuple[DemoFile, ...]:
        if not self._files:
            message = "Not tried: no meeting was held."
            raise DidNotWork(message)
        return self._files


def _wait_for_caseload(windows: Windows) -> QImage:
    """Let the window's events go on until the caseload is shown, and return its picture."""
    from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415 - only to try an installation

    loop = QEventLoop()
    looks, patience = QTimer(), QTimer()
    looks.timeout.connect(lambda: loop.quit() if windows.workspace is not None else None)
    patience.setSingleShot(True)
    patience.timeout.connect(loop.quit)
    looks.start(_LOOK)
    patience.start(_LONGEST)
    loop.exec()
    looks.stop()
    if windows.workspace is None or windows.window is None:
        message = "The window did not show the caseload."
        raise DidNotWork(message)
    settle = QEventLoop()
    QTimer.singleShot(_LOOK * 20, settle.quit)
    settle.exec()
    return windows.window.grab().toImage()
