"""The user guide and the list of keys that come with the application. Nothing of a case is ever in them."""

from __future__ import annotations

import functools
import tomllib
from typing import TYPE_CHECKING, Final

from cpm_desktop.data_files import resources_folder
from cpm_desktop.domain.guide.keys import KeyList, read_keys
from cpm_desktop.domain.guide.reading import read_topic
from cpm_desktop.domain.guide.topics import Guide

if TYPE_CHECKING:
    from pathlib import Path

_ORDER: Final = "topics.txt"


def guide_folder() -> Path:
    """Return where the guide lies."""
    return resources_folder() / "guide"


def picture_path(name: str) -> Path:
    """Return the file of one of the guide's pictures."""
    return guide_folder() / "pictures" / name


@functools.cache
def load_guide() -> Guide:
    """Read the guide, once.

    Raises:
        GuideUnreadable: a topic is not written as topics are.
    """
    folder = guide_folder()
    order = (folder / _ORDER).read_text(encoding="utf-8").split()
    return Guide(
        tuple(read_topic(each, (folder / f"{each}.md").read_text(encoding="utf-8")) for each in order)
    )


@functools.cache
def load_keys() -> KeyList:
    """Read the list of keys, once; `python -m tools.make_guide_keys` writes it from the running windows."""
    return read_keys(tomllib.loads((guide_folder() / "keys.toml").read_text(encoding="utf-8")))
