"""The application put together: first paint, locking, a second start, an end in order, a kill."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from cpm_desktop import __version__
from cpm_desktop.app import Windows
from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.device_policy import DevicePolicy
from cpm_desktop.services.caseload import add_child
from cpm_desktop.services.saving_feed import SavingNews
from cpm_desktop.storage.forms.loading import load_procedure
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.ui.guide.guide_window import GuideWindow
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.packs.open_pack_dialog import OpenPackDialog
from cpm_desktop.ui.shell.workspace import Place
from cpm_desktop.ui.unlock.first_run_screen import FirstRunScreen
from cpm_desktop.ui.unlock.unlock_screen import UnlockScreen
from cpm_desktop.ui.unlock.waiting_screen import WaitingScreen
from tests.a_desk import PASSPHRASE
from tests.ui.unlock.test_unlock_screens import FastDoor

HEAVY = (
    "sqlalchemy",
    "sqlcipher3",
    "reportlab",
    "pikepdf",
    "pyhanko",
    "pypdfium2",
    "cryptography",
    "yaml",
    "holidays",
)
_FIRST_PAINT = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from cpm_desktop.app import Windows
from cpm_desktop.data_files import forms_folder
application = QApplication([])
windows = Windows(application, Path(sys.argv[1]))
windows._after_first_paint = lambda: None
assert windows.start()
windows.window.grab()
print(",".join(name for name in {HEAVY!r} if name in sys.modules))
windows.window.close()
windows.end()
"""
_SAYS_WHEN_IT_LISTENS = """
import signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from cpm_desktop.app import Options, run_windows
application = QApplication([])
watch = QTimer(interval=20)
def look():
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        watch.stop()
        print("listens", flush=True)
watch.timeout.connect(look)
watch.start()
sys.exit(run_windows(Options(folder=Path(sys.argv[1]))))
"""


@pytest.fixture
def windows(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Windows]:
    folder = tmp_path / "records"
    windows = Windows(qapp, folder, door=FastDoor(StorePlace(folder)))
    assert windows.start()
    assert windows.window is not None
    qtbot.addWidget(windows.window)
    yield windows
    windows.window.close()
    windows.end()


def _set_up(windows: Windows, qtbot: QtBot) -> None:
    assert windows.window is not None
    screen = windows.window.content
    assert isinstance(screen, FirstRunScreen)
    screen.you._name.setText("Priya Nair")
    screen.you._role.setText("Social worker")
    screen.go_on()
    for field in (screen.passphrase.passphrase, screen.passphrase.again):
        field._line.setText(PASSPHRASE)
    screen.go_on()
    qtbot.waitUntil(lambda: screen.step is screen.recovery, timeout=30_000)
    screen.recovery.kept.setChecked(True)
    screen.go_on()
    screen.go_on()
    qtbot.waitUntil(lambda: windows.workspace is not None)


def _is_open(windows: Windows) -> bool:
    return windows.workspace is not None


def _unlock(windows: Windows, qtbot: QtBot) -> None:
    assert windows.window is not None
    screen = windows.window.content
    assert isinstance(screen, UnlockScreen)
    screen.passphrase._line.setText(PASSPHRASE)
    screen.unlock()
    qtbot.waitUntil(lambda: windows.workspace is not None, timeout=30_000)


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-c", _FIRST_PAINT, str(tmp_path / "records")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == ""


def test_locking_drops_everything_and_comes_back_to_the_same_place(windows: Windows, qtbot: QtBot) -> None:
    _set_up(windows, qtbot)
    workspace = windows.workspace
    assert workspace is not None
    child_id = add_child(workspace.desk, Child(id="", name="Kai Avery"))
    workspace.open_child(child_id)
    windows.lock()
    assert not _is_open(windows)
    assert windows.window is not None
    assert isinstance(windows.window.content, UnlockScreen)
    qtbot.waitUntil(
        lambda: not any("Avery" in widget.accessibleName() for widget in QApplication.allWidgets())
    )
    _unlock(windows, qtbot)
    assert windows.workspace is not None
    assert windows.workspace.place == Place("child", child_id)


def test_a_pack_whose_file_was_opened_is_looked_into_once_the_records_are_open(
    windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    _set_up(windows, qtbot)
    windows.lock()
    files = [tmp_path / "sent.cpmpack", tmp_path / "sent again.cpmpack"]
    for file in files:
        file.write_bytes(b"Dear colleague")
        windows.open_pack(file)
    assert windows.window is not None
    screen = windows.window.content
    assert isinstance(screen, UnlockScreen)
    told = [label.text() for label in screen.findChildren(QLabel)]
    assert "The pack that you opened is shown once the records are unlocked." in told
    _unlock(windows, qtbot)
    for file in files:  # one after the other
        message = _open_pack_dialog(qtbot, file).message
        qtbot.waitUntil(partial(_says, message, "no meeting pack"))
        _open_pack_dialog(qtbot, file).reject()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert windows.packs.files == ()


def test_a_pack_that_comes_while_locked_hides_no_warning(
    windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    _set_up(windows, qtbot)
    windows.lock()
    windows.show_locked("Not everything is saved yet.")
    windows.open_pack(tmp_path / "sent.cpmpack")
    assert windows.window is not None
    screen = windows.window.content
    assert isinstance(screen, UnlockScreen)
    told = "Not everything is saved yet. The pack that you opened is shown once the records are unlocked."
    assert told in [label.text() for label in screen.findChildren(QLabel)]


def test_a_pack_whose_dialog_the_lock_closes_waits_again(
    windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    _set_up(windows, qtbot)
    file = tmp_path / "sent.cpmpack"
    windows.open_pack(file)
    _open_pack_dialog(qtbot, file)
    windows.lock()
    assert list(windows.packs.files) == [file]
    _unlock(windows, qtbot)
    _open_pack_dialog(qtbot, file).reject()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert list(windows.packs.files) == []


def _says(message: Message, words: str) -> bool:
    return words in message.accessibleName()


def _open_pack_dialog(qtbot: QtBot, file: Path) -> OpenPackDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), OpenPackDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, OpenPackDialog)
    assert file.name in [label.text() for label in dialog.findChildren(QLabel)]
    return dialog


def test_a_pack_that_is_opened_waits_for_the_dialog_that_is_open(
    windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    _set_up(windows, qtbot)
    assert windows.window is not None
    other = QDialog(windows.window)
    other.open()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is other)
    windows.open_pack(tmp_path / "sent.cpmpack")
    assert QApplication.activeModalWidget() is other
    other.reject()
    _open_pack_dialog(qtbot, tmp_path / "sent.cpmpack").reject()


def test_a_pack_is_not_opened_over_a_meeting(windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    _set_up(windows, qtbot)
    assert windows.workspace is not None
    windows.workspace.packs.follow("meeting", "kites")
    windows.open_pack(tmp_path / "sent.cpmpack")
    assert QApplication.activeModalWidget() is None
    assert windows.workspace.message.startswith("The pack was not opened: a meeting is open.")
    assert windows.packs.files == ()


def test_the_palette_goes_to_children_by_name(windows: Windows, qtbot: QtBot) -> None:
    _set_up(windows, qtbot)
    assert windows.workspace is not None
    child_id = add_child(windows.workspace.desk, Child(id="", name="Zoë Nguyễn"))
    palette = windows.workspace.open_palette()
    qtbot.keyClicks(palette.field, "zoe nguyen")
    palette._run_current()
    assert windows.workspace.place == Place("child", child_id)


def test_a_second_start_brings_the_first_window_up_and_ends(
    windows: Windows, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: windows._second_start is not None)
    second_start = windows._second_start
    assert second_start is not None
    code = (
        "import sys; from pathlib import Path; from cpm_desktop.app import Options, run_windows; "
        "sys.exit(run_windows(Options(folder=Path(sys.argv[1]), pack=Path(sys.argv[2]))))"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    pack = tmp_path / "sent.cpmpack"
    with qtbot.waitSignals([second_start.noticed, second_start.pack_opened], timeout=30_000):
        other = subprocess.Popen(
            [sys.executable, "-c", code, str(windows._folder), str(pack)], env=environment
        )
    assert other.wait(60) == 0
    assert windows.packs.files == (pack,)  # until the records are open
    assert qapp is not None


def test_a_folder_that_cannot_be_written_is_said(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    windows = Windows(qapp, tmp_path / "file" / "records")
    assert windows.start()
    assert windows.window is not None
    qtbot.addWidget(windows.window)
    screen = windows.window.content
    assert isinstance(screen, WaitingScreen)
    assert "cannot be written" in screen.message.accessibleName()
    windows.window.close()
    windows.end()


def test_the_demonstration_opens_and_is_thrown_away(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    windows = Windows(qapp, tmp_path, is_demo=True)
    assert windows.start()
    assert windows.window is not None
    qtbot.addWidget(windows.window)
    qtbot.waitUntil(lambda: windows.workspace is not None, timeout=60_000)
    windows.window.close()
    windows.end()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_the_system_may_ask_it_to_end(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    running = subprocess.Popen(
        [sys.executable, "-c", _SAYS_WHEN_IT_LISTENS, str(tmp_path / "records")],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    running.stdout.readline()
    running.send_signal(signal.SIGTERM)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 0, said


def test_closing_tells_once_that_something_is_not_saved(windows: Windows, qtbot: QtBot) -> None:
    _set_up(windows, qtbot)
    assert windows.workspace is not None
    assert windows.window is not None
    windows.workspace.desk.saving.latest = SavingNews(is_saved=False, problem="The disk is full.")
    windows.window.close()
    assert windows.window.isVisible()
    assert "The disk is full." in windows.workspace.error_shown
    windows.window.close()
    assert not windows.window.isVisible()


def test_what_nobody_foresaw_is_told_without_anybodys_words(
    windows: Windows, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    _set_up(windows, qtbot)
    assert windows.workspace is not None
    name = "Kai Avery"
    with pytest.raises(ValueError, match="Avery") as raised:
        int(name)
    windows.tell_last_resort(raised.type, raised.value, raised.tb)
    assert windows.workspace.unforeseen.isVisible()
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert "invalid literal" not in said
    noted = StorePlace(windows._folder).log.read_text(encoding="utf-8")
    assert "builtins.ValueError" in noted
    assert "Avery" not in noted


def test_the_log_tells_when_it_started_and_was_closed(windows: Windows, qtbot: QtBot) -> None:
    _set_up(windows, qtbot)
    windows.lock()
    _unlock(windows, qtbot)
    windows.end()
    lines = StorePlace(windows._folder).log.read_text(encoding="utf-8").splitlines()
    events = [json.loads(line)["event"] for line in lines]
    assert events.count("started") == 1
    assert events[-2:] == ["closed", "store locked"]


def test_a_form_with_a_mistake_is_told_once_the_records_are_open(
    windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    _set_up(windows, qtbot)
    desk = windows._desk
    assert desk is not None
    assert windows.workspace is not None
    assert windows.workspace.message == ""
    broken = tmp_path / "forms"
    shutil.copytree(forms_folder(), broken)
    form = broken / "cla-specific-issue.yaml"
    form.write_text(
        form.read_text(encoding="utf-8").replace("minutes: 3", "minutes: three"), encoding="utf-8"
    )
    _, desk.forms_report = load_procedure((broken,))
    windows._see_to_what_waits(desk, windows.workspace)
    assert "cla-specific-issue.yaml" in windows.workspace.message
    assert "Standard care planning meeting" in windows.workspace.message


def test_a_setting_of_the_authority_that_cannot_be_used_is_told_once_the_records_are_open(
    windows: Windows, qtbot: QtBot
) -> None:
    _set_up(windows, qtbot)
    desk = windows._desk
    assert desk is not None
    assert windows.workspace is not None
    desk.policy = DevicePolicy(mistakes=("The setting “idle_lock_minutes” cannot be used.",))
    windows._see_to_what_waits(desk, windows.workspace)
    assert "idle_lock_minutes" in windows.workspace.message
    assert windows.workspace.message.endswith("Tell your authority’s IT.")


def test_the_first_start_of_a_version_says_what_became_of_the_records_and_where_its_news_stand(
    windows: Windows, qtbot: QtBot
) -> None:
    _set_up(windows, qtbot)
    desk, workspace = windows._desk, windows.workspace
    assert desk is not None
    assert workspace is not None
    assert windows.window is not None
    desk.upgraded_from = "0.0.9"
    windows._see_to_what_waits(desk, workspace)
    assert f"This is version {__version__}; it was 0.0.9 before." in workspace.message
    assert "“What is new” in the menu" in workspace.message
    next(act for act in workspace.acts() if act.text == "What is new").run()
    (guide,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, GuideWindow))
    assert guide.topic == "new"
    guide.close()
