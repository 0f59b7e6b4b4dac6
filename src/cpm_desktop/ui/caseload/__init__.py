"""All children: what is due next for each, this week, and whether minutes go out in time."""
