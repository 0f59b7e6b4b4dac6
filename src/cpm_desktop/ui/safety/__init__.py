"""Safety of the records: what opens them, their backups, and whether everything is whole."""
