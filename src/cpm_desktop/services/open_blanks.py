"""Blanks of quick phrases that stand in a meeting's texts unfilled."""

from cpm_desktop.domain.phrase_blanks import known_blanks, unfilled_blanks
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.phrases import phrases_of, usual_phrases
from cpm_desktop.services.word_search import texts_of


def open_blanks(desk: Desk, meeting_id: str) -> tuple[str, ...]:
    """Return them as they stand, brackets included, in the order of the agenda; other brackets are none."""
    known = known_blanks((*usual_phrases(), *(phrase.text for phrase in phrases_of(desk))))
    return tuple(
        text.text[blank.start : blank.end]
        for text in texts_of(desk, desk.meeting(meeting_id).value)
        for blank in unfilled_blanks(text.text, known)
    )
