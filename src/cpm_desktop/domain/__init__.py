"""Floor 0: forms, children, people, meetings, commands and minutes, on the standard library alone."""
