"""Papers built from a meeting: minutes for each reader, the child's copy, the agenda, the action list."""
