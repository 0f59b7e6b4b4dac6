"""Nothing is shipped without its licence, and the list of parts names everything with its hash."""

import json
import re
from importlib import metadata
from pathlib import Path

import pytest
from installer.inputs import SHIPPED, locked_for
from installer.licensing import read_parts
from installer.notices import LicenceMissing, write_notices
from installer.product import LICENCES
from installer.sbom import bill_of, write_sbom

from tests.installer.made_up import make_program, make_wheel

SYSTEMS = ("linux", "win32", "darwin")


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_distribution_in_the_lock_has_a_licence(system: str) -> None:
    """As it is installed here; those for another system alone are looked at when its program folder is made."""
    parts = read_parts(system)
    without = []
    for one in locked_for(system, SHIPPED):
        try:
            files = metadata.distribution(one.name).files or ()
        except metadata.PackageNotFoundError:
            continue
        texts = [file for file in files if re.search(r"licen[cs]e|copying", str(file), re.IGNORECASE)]
        if not texts and not any(one.name in part.inside and part.texts for part in parts):
            without.append(one.name)
    assert without == []


def test_each_text_that_is_named_is_there_and_none_is_left_over() -> None:
    named = {text for system in SYSTEMS for part in read_parts(system) for text in part.texts}
    there = {path.name for path in LICENCES.iterdir() if path.suffix == ".txt"}
    assert named == there


def test_the_notices_hold_every_text(tmp_path: Path) -> None:
    program = make_program(tmp_path, "win32", make_wheel(tmp_path / "wheels"))
    folder = write_notices(program)
    assert (folder / "kite" / "LICENSE").read_text(encoding="utf-8") == "Do as you like."
    listed = (folder / "README.txt").read_text(encoding="utf-8")
    assert "kite 1.2: MIT (folder kite)" in listed
    assert "Microsoft Visual C++ runtime" in listed
    for part in read_parts("win32"):
        assert all((folder / text).is_file() for text in part.texts)


@pytest.mark.parametrize(
    ("licence", "text"), [("", "Do as you like."), ("MIT", "")], ids=["unnamed", "no text"]
)
def test_nothing_without_a_licence_is_shipped(tmp_path: Path, licence: str, text: str) -> None:
    program = make_program(tmp_path, "linux", make_wheel(tmp_path / "wheels", licence=licence, text=text))
    with pytest.raises(LicenceMissing, match=r"kite 1\.2"):
        write_notices(program)


def test_the_list_of_parts_names_each_with_its_hash(tmp_path: Path) -> None:
    wheels = [make_wheel(tmp_path / "wheels", name) for name in ("kite", "string")]
    bill = bill_of(make_program(tmp_path, "linux", *wheels))
    hashes = {one["name"]: one["hashes"][0]["content"] for one in bill["components"] if "hashes" in one}
    assert hashes == {"CPython": "0" * 64} | {wheel.name: wheel.digest for wheel in wheels}
    assert bill["metadata"]["component"]["hashes"][0]["alg"] == "SHA-256"
    known = {one["bom-ref"] for one in [*bill["components"], bill["metadata"]["component"]]}
    assert {name for one in bill["dependencies"] for name in (one["ref"], *one["dependsOn"])} <= known
    assert len(known) == len(bill["components"]) + 1


def test_the_same_folder_gives_the_same_list(tmp_path: Path) -> None:
    program = make_program(tmp_path, "win32", make_wheel(tmp_path / "wheels"))
    write_sbom(program)
    once = program.list_of_parts.read_bytes()
    write_sbom(program)
    assert program.list_of_parts.read_bytes() == once
    assert json.loads(once)["specVersion"] == "1.6"
