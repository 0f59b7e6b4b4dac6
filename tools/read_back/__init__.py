"""Reads papers back from their files as a screen reader does, and holds what is heard to the tree that was drawn."""
