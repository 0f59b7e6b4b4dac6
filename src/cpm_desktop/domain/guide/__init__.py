"""The user guide as values: its topics, how their text is read, how words are found in them, and the list of keys."""
