"""Installs what was made, tries it, brings it up to date and takes it away again: on Linux, under Wine, on Windows."""
