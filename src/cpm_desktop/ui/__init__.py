"""Floor 3: the windows, a folder for each screen in the order of the work."""
