"""The room view: a second window for a second screen or a shared call, with what everybody in the room may read."""
