"""Handing a meeting to another laptop, and taking one that came back."""
