"""The data is found from a checkout, an editable install and a wheel, whatever the working directory."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cpm_desktop import data_files

CHECKOUT = Path(__file__).resolve().parent.parent
ASK = "from cpm_desktop import data_files; print(data_files.find_data_root())"


def ask_elsewhere(package_parent: Path, working_directory: Path) -> Path:
    """Ask a fresh interpreter, with the package on its path and another working directory."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(package_parent)!r}); {ASK}"]
    answer = subprocess.run(command, cwd=working_directory, check=True, capture_output=True, text=True)
    return Path(answer.stdout.strip())


def test_checkout_has_its_data_at_the_top() -> None:
    assert data_files.find_data_root(CHECKOUT / "src" / "cpm_desktop") == CHECKOUT
    assert (data_files.resources_folder() / "fonts" / "Inter-Regular.ttf").is_file()
    assert data_files.forms_folder().is_dir()


def test_checkout_is_found_from_another_working_directory(tmp_path: Path) -> None:
    assert ask_elsewhere(CHECKOUT / "src", tmp_path) == CHECKOUT


def test_data_inside_the_package_comes_first(tmp_path: Path) -> None:
    package = tmp_path / "site" / "cpm_desktop"
    for folder in ("forms", "resources"):
        (package / "_data" / folder).mkdir(parents=True)
        (tmp_path / folder).mkdir()
    assert data_files.find_data_root(package) == package / "_data"


def test_install_without_data_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Install it again"):
        data_files.find_data_root(tmp_path / "site" / "cpm_desktop")


@pytest.mark.slow
def test_wheel_carries_the_data(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    wheel = next(tmp_path.glob("*.whl"))
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert ask_elsewhere(site, elsewhere) == site / "cpm_desktop" / "_data"
