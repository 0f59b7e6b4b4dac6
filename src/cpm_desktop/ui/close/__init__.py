"""Closing a meeting: what its record still owes, reading it back to the room, and signing it."""
