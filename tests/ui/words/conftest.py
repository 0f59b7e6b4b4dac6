from tests.ui.kais_meeting import child_id, clock, desk, meeting_id, workspace
from tests.ui.meeting.conftest import half_held, page

__all__ = ["child_id", "clock", "desk", "half_held", "meeting_id", "page", "workspace"]
