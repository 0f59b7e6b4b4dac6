"""Draws papers: a tree of blocks becomes the pages of a PDF. It knows no meeting."""
