"""Papers beside the minutes: looked at, saved as PDF or Word, printed."""
