"""Looks for leaks: plants a word of its own in every field of generated meetings, and searches every copy for it."""
