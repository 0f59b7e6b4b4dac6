import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.key_header import DerivationCost
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.placement import StorePlace

PASSPHRASE = "violet tram at noon"
QUICK = DerivationCost(memory=64, passes=1, lanes=1)
TABLE = "CREATE TABLE edit (number INTEGER PRIMARY KEY, body TEXT NOT NULL)"


def make_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(TABLE)
        connection.exec_driver_sql("PRAGMA user_version = 1")


def make_store(folder: Path) -> tuple[StorePlace, StoreKey]:
    place = StorePlace(folder)
    key, _ = create_store(place, PASSPHRASE, QUICK, make_tables)
    return place, key


@pytest.fixture
def store(tmp_path: Path) -> tuple[StorePlace, StoreKey]:
    return make_store(tmp_path / "place")


@pytest.fixture
def engine(store: tuple[StorePlace, StoreKey]) -> Iterator[Engine]:
    place, key = store
    opened = open_database(place.database, key, newest_schema=1)
    yield opened
    opened.dispose()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte and a half, where the tests may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=1536k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
