"""Without something to sign with nothing happens; with it a file is signed, or the build ends."""

import sys
from pathlib import Path

import pytest
from installer.commands import StepFailed
from installer.signing import COMMAND, is_signing, sign

APPENDING = (
    "import pathlib, sys; one, two = map(pathlib.Path, sys.argv[1:]); "
    "two.write_bytes(one.read_bytes() + b'signed')"
)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    file = tmp_path / "a program.exe"
    file.write_bytes(b"program ")
    return file


def test_nothing_is_done_without_a_certificate(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(COMMAND, raising=False)
    assert not is_signing()
    assert not sign(program)
    assert program.read_bytes() == b"program "


def test_a_file_is_signed_in_place(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COMMAND, f'{sys.executable} -c "{APPENDING}" {{file}} {{signed}}')
    assert sign(program)
    assert program.read_bytes() == b"program signed"
    assert list(program.parent.iterdir()) == [program]


def test_a_command_that_fails_ends_the_build(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COMMAND, f'{sys.executable} -c "raise SystemExit(3)" {{file}}')
    with pytest.raises(StepFailed, match="ended with 3"):
        sign(program)
