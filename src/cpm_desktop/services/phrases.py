"""Quick phrases of the person's own: sentences used again and again, with blanks to fill."""

from cpm_desktop.data_files import resources_folder
from cpm_desktop.domain.commands import Record, Withdraw, change
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.text import clean_text
from cpm_desktop.domain.workplace import Phrase, Workplace
from cpm_desktop.domain.workplace_commands import OrderPhrases
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Editing


def phrases_of(desk: Desk) -> tuple[Phrase, ...]:
    """Return the person's quick phrases in their order."""
    return desk.workplace().value.phrases


def usual_phrases() -> tuple[str, ...]:
    """Return the phrases that come with the application."""
    text = (resources_folder() / "phrases" / "usual.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def enter_usual_phrases(workplace: Editing[Workplace]) -> None:
    """Give a new workplace the phrases that come with the application."""
    for text in usual_phrases():
        workplace.perform(Record(entity=Phrase(id=new_identifier(), text=text)))


def add_phrase(desk: Desk, text: str) -> str:
    """Add a phrase behind the others.

    Returns:
        Its id.

    Raises:
        InvalidDetail: it says nothing, or is there already.
    """
    phrase = Phrase(id=new_identifier(), text=_worded(desk, text))
    desk.workplace().perform(Record(entity=phrase))
    return phrase.id


def change_phrase(desk: Desk, phrase_id: str, text: str) -> None:
    """Give a phrase other words.

    Raises:
        InvalidDetail: it says nothing, another says the same, or it is no longer there.
    """
    held = _phrase(desk, phrase_id)
    desk.workplace().perform(change(held, text=_worded(desk, text, phrase_id)))


def remove_phrase(desk: Desk, phrase_id: str) -> None:
    """Take a phrase away; undo brings it back.

    Raises:
        InvalidDetail: it is no longer there.
    """
    desk.workplace().perform(Withdraw(entity_kind=Phrase.kind, id=_phrase(desk, phrase_id).id))


def move_phrase(desk: Desk, phrase_id: str, distance: int) -> bool:
    """Move a phrase up (-1) or down (1) among the others.

    Returns:
        Whether it moved; at an end it stays.

    Raises:
        InvalidDetail: it is no longer there.
    """
    ids = [phrase.id for phrase in phrases_of(desk)]
    here = ids.index(_phrase(desk, phrase_id).id)
    there = min(max(here + distance, 0), len(ids) - 1)
    ids.insert(there, ids.pop(here))
    return desk.workplace().perform(OrderPhrases(ids=tuple(ids))) is not None


def _phrase(desk: Desk, phrase_id: str) -> Phrase:
    held = next((phrase for phrase in phrases_of(desk) if phrase.id == phrase_id), None)
    if held is None:
        message = "This phrase is no longer there."
        raise InvalidDetail(message)
    return held


def _worded(desk: Desk, text: str, phrase_id: str = "") -> str:
    wanted = " ".join(clean_text(text).split())
    if not wanted:
        message = "Write the phrase first."
        raise InvalidDetail(message)
    if any(phrase.text == wanted and phrase.id != phrase_id for phrase in phrases_of(desk)):
        message = "You have this phrase already."
        raise InvalidDetail(message)
    return wanted
