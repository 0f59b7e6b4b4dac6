"""What nobody foresaw, told to a programmer: lines of code, the same everywhere, and not a word of a person's."""

import datetime as dt
import stat
import sys
from pathlib import Path

import pytest

from cpm_desktop.storage.error_report import report_text, write_report
from cpm_desktop.storage.key_header import read_header

NOW = dt.datetime(2026, 11, 24, 17, 40, tzinfo=dt.timezone(dt.timedelta(hours=1)))
TYPED = "Kai told Priya of the violet house"


def caught(raising: object) -> BaseException:
    try:
        raising()  # type: ignore[operator]  # a function
    except BaseException as error:  # noqa: BLE001 - whatever it raises is what is wanted
        return error
    pytest.fail("nothing was raised")


def report_of(raising: object) -> list[str]:
    return report_text(caught(raising), NOW, {"application": "1.2.3", "Qt": "6.10"}).splitlines()


def of_our_own() -> None:
    read_header(b"[")


def test_a_report_says_when_what_and_where_in_our_code() -> None:
    lines = report_of(of_our_own)
    assert lines[0].startswith("What went wrong, for whoever mends it.")
    assert lines[2:5] == ["at 2026-11-24T16:40:00+00:00", "application 1.2.3", "Qt 6.10"]
    assert lines[5].endswith(f"Python {sys.version.split()[0]}")
    assert lines[6:8] == ["", "cpm_desktop.storage.errors.DamagedKeys"]
    place = next(place for place, line in enumerate(lines) if "key_header.py" in line)
    assert lines[place].startswith("  cpm_desktop/storage/key_header.py:")
    assert lines[place].endswith(" in read_header")
    assert lines[place + 1] == "    fields = _read_json(content)"
    assert "behind it: json.decoder.JSONDecodeError" in lines


def test_nothing_that_was_typed_and_no_path_of_a_persons_own_is_in_it(tmp_path: Path) -> None:
    own = tmp_path / "Priya" / "kai.py"
    code = compile(f"raise ValueError({TYPED!r})", str(own), "exec")

    def of_somebody() -> None:
        exec(code)  # noqa: S102 - code that lies in a person's own folder

    lines = report_of(of_somebody)
    assert "builtins.ValueError" in lines
    assert "  elsewhere:1 in <module>" in lines
    assert not any(word in "\n".join(lines) for word in (TYPED, "Priya", str(tmp_path)))


def test_what_is_behind_an_error_is_told_but_not_what_was_set_aside() -> None:
    def because() -> None:
        try:
            of_our_own()
        except Exception as error:
            raise KeyError(TYPED) from error

    def while_handling() -> None:
        try:
            of_our_own()
        except Exception:  # noqa: BLE001 - as it happens
            raise KeyError(TYPED)  # noqa: B904 - as it happens

    def set_aside() -> None:
        try:
            of_our_own()
        except Exception:  # noqa: BLE001 - as it happens
            raise KeyError(TYPED) from None

    for raising, is_told in ((because, True), (while_handling, True), (set_aside, False)):
        lines = report_of(raising)
        assert "builtins.KeyError" in lines
        assert ("behind it: cpm_desktop.storage.errors.DamagedKeys" in lines) is is_told


def test_a_report_has_an_end_whatever_lies_behind_an_error() -> None:
    first, second = ValueError(TYPED), KeyError(TYPED)
    first.__cause__, second.__cause__ = second, first
    lines = report_text(first, NOW, {}).splitlines()
    assert [line for line in lines if "builtins" in line] == [
        "builtins.ValueError",
        "behind it: builtins.KeyError",
    ]
    deep: BaseException = ValueError(TYPED)
    for _ in range(30):
        above = ValueError(TYPED)
        above.__cause__ = deep
        deep = above
    assert report_text(deep, NOW, {}).count("builtins.ValueError") == 10


def test_of_a_deep_fall_the_last_steps_are_told() -> None:
    def fall(steps: int) -> None:
        if not steps:
            of_our_own()
        fall(steps - 1)

    lines = report_of(lambda: fall(100))
    own = lines[: next(place for place, line in enumerate(lines) if line.startswith("behind it"))]
    frames = [line for line in own if line.startswith("  ") and not line.startswith("    ")]
    assert len(frames) == 60
    assert frames[-1].startswith("  cpm_desktop/storage/key_header.py")


def test_reports_lie_where_their_owner_alone_reads_them_and_the_newest_twenty_stay(tmp_path: Path) -> None:
    folder = tmp_path / "of the application" / "reports"
    written = [write_report(folder, "words — ±", NOW + dt.timedelta(seconds=each)) for each in range(25)]
    assert written[0] is not None
    assert written[0].name == "2026-11-24T16-40-00-000000.txt"
    assert sorted(folder.iterdir()) == written[-20:]
    last = written[-1]
    assert last is not None
    assert last.read_text(encoding="utf-8") == "words — ±"
    if sys.platform != "win32":
        assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, last)] == [0o700, 0o600]


def test_a_disk_that_takes_no_report_stops_nothing(tmp_path: Path) -> None:
    assert write_report(tmp_path, "words", NOW) is not None
    assert write_report(tmp_path, "others", NOW) is None  # one of that moment is there, and stays
    assert [each.read_text(encoding="utf-8") for each in tmp_path.iterdir()] == ["words"]
    assert write_report(next(tmp_path.iterdir()) / "no folder", "words", NOW) is None
