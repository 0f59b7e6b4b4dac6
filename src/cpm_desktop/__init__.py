"""Prepare, hold, sign and hand over care planning meetings about children in England."""

__version__ = "0.1.0"
