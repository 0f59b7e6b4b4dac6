import pytest

from cpm_desktop.ui.prepare.prepare_page import PreparePage
from cpm_desktop.ui.shell.workspace import Place, Workspace
from tests.ui.kais_meeting import child_id, clock, desk, meeting_id, workspace

__all__ = ["child_id", "clock", "desk", "meeting_id", "workspace"]


@pytest.fixture
def page(workspace: Workspace, meeting_id: str) -> PreparePage:
    assert workspace.go(Place("prepare", meeting_id)), workspace.error_shown
    page = workspace.page
    assert isinstance(page, PreparePage)
    return page
