import json
import os
import stat
import traceback
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.storage.event_log import LARGEST, Event, EventLog, Field, NotForTheLog


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]


def test_an_event_is_one_line_with_its_fields(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "log" / "events.jsonl")
    log.note(Event.RECORD_SIGNED, {Field.MILLISECONDS: 812, Field.COUNT: 1})
    (line,) = _lines(tmp_path / "log" / "events.jsonl")
    assert line["event"] == "record signed"
    assert line["milliseconds"] == 812


@pytest.mark.parametrize("value", ["Kai Avery", "14 Mallard Row", "a\nb", "", "Okafọ̀", "x" * 300])
def test_words_of_people_cannot_get_in(tmp_path: Path, value: str) -> None:
    log = EventLog(tmp_path / "events.jsonl")
    with pytest.raises(NotForTheLog):
        log.note(Event.UNEXPECTED_ERROR, {Field.ERROR: value})
    assert not (tmp_path / "events.jsonl").exists()


@given(st.text(min_size=1))
def test_an_error_is_noted_without_its_message(
    tmp_path_factory: pytest.TempPathFactory, message: str
) -> None:
    path = tmp_path_factory.mktemp("log") / "events.jsonl"
    with pytest.raises(ValueError, match="invalid literal") as caught:
        int(f"canary{message}canary")
    EventLog(path).note_error(caught.value)
    (line,) = _lines(path)
    assert line["error"] == "builtins.ValueError"
    assert "canary" not in path.read_text(encoding="ascii")


def test_the_line_of_our_own_code_is_named(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    with pytest.raises(NotForTheLog) as caught:
        EventLog(path).note(Event.CLOSED, {Field.ERROR: "not a word"})
    EventLog(path).note_error(caught.value)
    (line,) = _lines(path)
    frame = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert line["place"] == f"event_log:{frame.lineno}"


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        EventLog(tmp_path / "events.jsonl").note(Event.STARTED)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "events.jsonl").stat().st_mode) == 0o600


def test_a_long_log_is_begun_anew_and_the_one_before_kept(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("x" * (LARGEST + 1), encoding="ascii")
    EventLog(path).note(Event.STARTED)
    assert len(_lines(path)) == 1
    assert (tmp_path / "events.before.jsonl").stat().st_size > LARGEST


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file, not a folder", encoding="ascii")
    EventLog(tmp_path / "log" / "events.jsonl").note(Event.STARTED)
