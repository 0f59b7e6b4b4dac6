"""Stands in the place of what PyInstaller would run before the application; see rthooks.dat beside."""
