"""Spelling in British English, on this computer alone: the dictionary, words of the field, names, and own words."""

import difflib
import functools
from collections.abc import Iterator

from cpm_desktop.data_files import resources_folder
from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.commands import Put, Record, Withdraw
from cpm_desktop.domain.entity import Aggregate, new_identifier
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.spelled_words import accepts, name_words, runs_of, without_possessive, words_of_run
from cpm_desktop.domain.text import clean_text
from cpm_desktop.domain.workplace import OwnWord, Setting
from cpm_desktop.services.desk import Desk

OFF_SETTING = "spelling.is_off"
_YES = "yes"
_MOST_SUGGESTIONS = 5
_LIKE = 0.72  # how like a name has to be, to be suggested for a word
_MOST_KEPT = 400_000  # letters looked through, so that painting them again costs nothing
Doubt = tuple[int, int]


class Dictionary:
    """The British dictionary with the words of the field. Loading it takes some 60 ms; see `dictionary`.

    Used on one thread at a time.
    """

    def __init__(self) -> None:
        """Load it."""
        from hunspell import Hunspell  # noqa: PLC0415 - after the first window

        folder = resources_folder() / "spelling"
        # In this encoding a path of any letters is read, on Windows too.
        self._engine = Hunspell("en-GB", hunspell_data_dir=str(folder), system_encoding="UTF-8")
        lines = (folder / "field.txt").read_text(encoding="utf-8").splitlines()
        self.field_words = frozenset(line for line in lines if line and not line.startswith("#"))

    def has(self, word: str) -> bool:
        """Tell whether the word is spelled as in Britain. It keeps no word: it outlives the open records."""
        return accepts(self.field_words, word) or bool(self._engine.spell(word))

    def like(self, word: str) -> tuple[str, ...]:
        """Return words that may have been meant, the likeliest first."""
        return tuple(self._engine.suggest(word))


@functools.cache
def dictionary() -> Dictionary:
    """Return the dictionary, loaded at the first call: one for the process, for it never changes."""
    return Dictionary()


class Spelling:
    """Tells doubtful words in what one person writes about one subject. Used on the window's thread."""

    def __init__(self, desk: Desk, words: Dictionary) -> None:
        """Begin with no subject; see `turn_to`."""
        self._desk, self._dictionary = desk, words
        self._subject: Aggregate | None = None
        self._names: frozenset[str] = frozenset()
        self._name_texts: frozenset[str] = frozenset()  # as they were when `_names` were taken out of them
        self._ignored: dict[str, set[str]] = {}
        self._in_dictionary: dict[str, bool] = {}
        self._found: dict[str, tuple[Doubt, ...]] = {}
        self._letters = 0
        self._looked_at = ""  # the last paragraph
        self._doubtful: tuple[Doubt, ...] = ()  # in it
        self._own: tuple[OwnWord, ...] = ()
        self._own_words: frozenset[str] = frozenset()

    def turn_to(self, subject: Aggregate | None) -> None:
        """Take the names around a subject as known: the people of a meeting, and of the child whose file it is on."""
        own = self._desk.workplace().value.own_words
        if subject is self._subject and own is self._own:
            return
        self._subject, self._own = subject, own
        texts = frozenset(names_around(self._desk, subject))
        names = self._names if texts == self._name_texts else name_words(texts)
        self._name_texts = texts
        own_words = frozenset(word.text for word in own)
        if (names, own_words) != (self._names, self._own_words):
            self._names, self._own_words = names, own_words
            self._forget()

    def doubts(self, text: str) -> tuple[Doubt, ...]:
        """Return where doubtful words begin and end in a paragraph, in code points."""
        known = _beginning_shared(text, self._looked_at)  # with each letter typed, all but the last word
        found = [doubt for doubt in self._doubtful if doubt[1] <= known]
        for place, run in runs_of(text[known:]):
            found += [(known + place + start, known + place + end) for start, end in self._doubts_of_run(run)]
        self._looked_at, self._doubtful = text, tuple(found)
        return self._doubtful

    def knows(self, word: str) -> bool:
        """Tell whether a word is in no doubt."""
        return (
            self._has(word)
            or self._has(without_possessive(word))
            or accepts(self._names, word)
            or accepts(self._own_words, word)
            or word in self._ignored.get(self._subject_id, ())
        )

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return words that may have been meant: names and words of the field that are like it first."""
        plain = word.replace("’", "'")
        own = {
            each.casefold(): each
            for each in sorted(self._names | self._own_words | self._dictionary.field_words)
        }
        near = [own[each] for each in difflib.get_close_matches(plain.casefold(), own, n=2, cutoff=_LIKE)]
        found = dict.fromkeys((*near, *self._dictionary.like(plain)))
        return tuple(each.replace("'", "’") if "’" in word else each for each in found)[:_MOST_SUGGESTIONS]

    def add_word(self, word: str) -> None:
        """Take a word as known from now on, in all that this person writes."""
        text = without_possessive(clean_text(word).replace("’", "'"))
        if text and text not in self._own_words:
            self._desk.workplace().perform(Record(entity=OwnWord(id=new_identifier(), text=text)))
        self.turn_to(self._subject)

    def ignore(self, word: str) -> None:
        """Take a word as known about this subject until the records are locked."""
        self._ignored.setdefault(self._subject_id, set()).add(word.replace("’", "'"))
        self._forget()

    def _has(self, word: str) -> bool:
        known = self._in_dictionary.get(word)
        if known is None:
            known = self._in_dictionary[word] = self._dictionary.has(word)
        return known

    def _doubts_of_run(self, run: str) -> tuple[Doubt, ...]:
        found = self._found.get(run)
        if found is None:  # with each letter typed, that is the last word alone
            self._letters += len(run)
            if self._letters > _MOST_KEPT:
                self._forget()
                self._letters = len(run)
            found = self._found[run] = tuple(
                (word.start, word.end) for word in words_of_run(run) if not self.knows(word.text)
            )
        return found

    def _forget(self) -> None:
        self._found.clear()
        self._letters = 0
        self._looked_at, self._doubtful = "", ()

    @property
    def _subject_id(self) -> str:
        return self._subject.id if self._subject is not None else ""


def names_around(desk: Desk, subject: Aggregate | None) -> Iterator[str]:
    """Yield the names that may be written about a subject, and the authority's own terms."""
    workplace, authority = desk.workplace().value, desk.authority()
    yield from (workplace.worker.name, workplace.worker.role, authority.name, authority.service)
    for role in desk.procedure.roles.values():
        yield role.name
    if isinstance(subject, Meeting):
        yield from _names_at(subject)
        subject = desk.child(subject.facts.child_id).value
    if isinstance(subject, ChildFile):
        child = subject.child
        yield from (child.name, child.known_as, child.placement, child.legal_status, *child.languages)
        for person in subject.people:
            yield from (person.name, person.role, person.agency, person.initials)


def own_words(desk: Desk) -> tuple[OwnWord, ...]:
    """Return the words that the person added."""
    return desk.workplace().value.own_words


def remove_word(desk: Desk, word_id: str) -> None:
    """Take an added word away again; undo brings it back."""
    desk.workplace().perform(Withdraw(entity_kind=OwnWord.kind, id=word_id))


def is_spelling_on(desk: Desk) -> bool:
    """Tell whether doubtful words are shown."""
    return desk.workplace().value.setting(OFF_SETTING) != _YES


def turn_spelling(desk: Desk, *, is_on: bool) -> None:
    """Show doubtful words, or do not; it is remembered with the records."""
    desk.workplace().perform(Put(entity=Setting(id=OFF_SETTING, value="" if is_on else _YES)))


def _names_at(meeting: Meeting) -> Iterator[str]:
    facts = meeting.facts
    yield from (facts.title, facts.venue)
    for child in meeting.children:
        yield from (child.name, child.known_as, child.placement)
    for person in meeting.attendees:
        yield from (person.name, person.role, person.agency, person.initials)
    for action in meeting.actions:
        yield action.owner


def _beginning_shared(text: str, other: str) -> int:
    """Return how much of a text, up to a space, is as in another; 0 where neither begins with the other."""
    if not (text.startswith(other) or other.startswith(text)):
        return 0
    return text.rfind(" ", 0, min(len(text), len(other))) + 1
