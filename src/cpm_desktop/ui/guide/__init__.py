"""The user guide in a window of its own: it is read beside the work, and never holds anything of a case."""
