"""Floor 1: what leaves for and comes from other programs, such as calendars and case notes."""
