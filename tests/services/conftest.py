from tests.kais_meeting import child_id, clock, desk, meeting_id

__all__ = ["child_id", "clock", "desk", "meeting_id"]
