"""The same papers as Word files: for systems that want them, and marked as not the signed record."""
