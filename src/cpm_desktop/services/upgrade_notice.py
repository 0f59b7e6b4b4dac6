"""What a person is told once, where another version of the application had the records open last."""

from cpm_desktop import __version__
from cpm_desktop.services.desk import Desk


def upgrade_notice(desk: Desk) -> str:
    """Return a few sentences at the first opening by a later version; empty for any other."""
    if not desk.upgraded_from:
        return ""
    return (
        f"This is version {__version__}; it was {desk.upgraded_from} before. Your records were backed up first. "
        "“What is new” in the menu says what changed."
    )
