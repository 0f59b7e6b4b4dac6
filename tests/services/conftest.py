from tests.kais_meeting import child_id, clock, desk, meeting_id
from tests.services.two_laptops import two

__all__ = ["child_id", "clock", "desk", "meeting_id", "two"]
