import json
from pathlib import Path

import pytest

from cpm_desktop.services.demo_folder import DemoFolder, UnsuitableFolder

INDEX = json.dumps([{"path": "cla-standard/agenda.pdf", "form": "cla-standard", "document": "agenda"}])


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def write_demonstration(folder: Path, text: bytes) -> None:
    with DemoFolder(folder) as papers:
        papers.write("cla-standard/agenda.pdf", text)
        papers.write("index.json", INDEX.encode())
        papers.finish()


def test_the_papers_stand_in_their_place_once_all_are_made(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there yet"
    write_demonstration(folder, b"first")
    assert contents(folder) == {"cla-standard/agenda.pdf": b"first", "index.json": INDEX.encode()}
    assert sorted(entry.name for entry in folder.iterdir()) == ["cla-standard", "index.json"]


def test_an_earlier_demonstration_is_replaced_and_what_lies_beside_it_stays(tmp_path: Path) -> None:
    write_demonstration(tmp_path, b"first")
    (tmp_path / "mine.txt").write_bytes(b"mine")
    write_demonstration(tmp_path, b"second")
    assert contents(tmp_path) == {
        "cla-standard/agenda.pdf": b"second",
        "index.json": INDEX.encode(),
        "mine.txt": b"mine",
    }


@pytest.mark.parametrize("theirs", ["index.json", "cla-standard/letter.pdf", "cla-standard"])
def test_what_somebody_else_put_there_is_not_touched(tmp_path: Path, theirs: str) -> None:
    place = tmp_path / theirs
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"[somebody's own")
    before = contents(tmp_path)
    with pytest.raises(UnsuitableFolder, match="no demonstration wrote"):
        write_demonstration(tmp_path, b"first")
    assert contents(tmp_path) == before


def test_nothing_is_left_where_it_fails_half_way(tmp_path: Path) -> None:
    def fail_half_way() -> None:
        with DemoFolder(tmp_path / "new" / "papers") as papers:
            papers.write("cla-standard/agenda.pdf", b"first")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("where", ["a file", "a file/below", "x" * 300])
def test_a_place_that_is_no_folder_is_told_in_a_sentence(tmp_path: Path, where: str) -> None:
    (tmp_path / "a file").write_bytes(b"mine")
    with pytest.raises(UnsuitableFolder) as refusal, DemoFolder(tmp_path / where):
        pass
    assert refusal.value.sentence.endswith(".")
    assert contents(tmp_path) == {"a file": b"mine"}
