"""Every page, dialog and form of the application stands in a scene, so that no new one escapes the gates."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDialog, QWidget

import cpm_desktop.ui
from cpm_desktop.ui.shell.page import Page
from cpm_desktop.ui.unlock.locked_frame import LockedFrame
from tests.accessibility.scenes import SCENES

ONLY_BASES = {"Page", "DialogShell", "LockedFrame", "PaperDialog", "WorkingDialog"}


def classes() -> Iterator[type[QWidget]]:
    """Return every class of widget of the windows."""
    for module in pkgutil.walk_packages(cpm_desktop.ui.__path__, "cpm_desktop.ui."):
        for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(found, QWidget) and found.__module__ == module.name:
                yield found


def test_every_page_and_dialog_has_a_scene() -> None:
    wanted = {each.__name__ for each in classes() if issubclass(each, (QDialog, Page, LockedFrame))}
    assert {"CaseloadPage", "SignDialog", "UnlockScreen"} <= wanted
    assert sorted(wanted - ONLY_BASES - {scene.kind for scene in SCENES.values()}) == []


@pytest.mark.parametrize("kind", sorted({scene.kind for scene in SCENES.values()}))
def test_no_scene_is_of_something_that_is_gone(kind: str) -> None:
    assert kind in {each.__name__ for each in classes()}
