"""Keeps the PDF libraries' own log lines from being written: they may quote what a document says."""

import logging


def silence_library_logs() -> None:
    """Stop pyHanko's loggers from writing anywhere; what matters reaches us as exceptions and statuses."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logger = logging.getLogger(name)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
