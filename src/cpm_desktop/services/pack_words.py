"""What a pack changes here, and what both sides changed, in the words of the screens."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from cpm_desktop.domain.aggregate import all_entities, find_entity
from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.changes import Added, Altered, Removed, Spliced, difference
from cpm_desktop.domain.codec import Plain, from_plain
from cpm_desktop.domain.detail_words import detail_words, value_in_words
from cpm_desktop.domain.entity import Aggregate, Entity
from cpm_desktop.domain.form_text import read_form_text
from cpm_desktop.domain.kept_from import limit_in_words
from cpm_desktop.domain.meeting import Paper, PaperState
from cpm_desktop.domain.merging import Conflict
from cpm_desktop.domain.packs import Pack
from cpm_desktop.domain.papers.annexes import size_text
from cpm_desktop.domain.reading_limits import ReadingLimit
from cpm_desktop.services.pack_merging import Together

_HOW = {Removed: "taken out", Added: "new", Altered: "changed", Spliced: "changed"}
_SAYING = ("text", "words", "name", "need", "about", "value", "title", "says", "why", "what", "reason")
_TAKEN_OUT = "taken out"
_READERS = {
    Audience.FILE_ONLY: "the file copy only",
    Audience.PROFESSIONALS: "professionals",
    Audience.EVERYONE: "everyone with a copy",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that taking a pack changes here.

    Attributes:
        what: "Note", "Action" …
        how: "new", "changed" or "taken out".
        text: what it says.
    """

    what: str
    how: str
    text: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something that both sides changed.

    Attributes:
        key: what the choice is given by.
        what: "Action “Ring the school”: by when".
        mine: what stands here, in words.
        theirs: what stands in the pack, in words.
        allows_both: both can stand, one below the other.
    """

    key: str
    what: str
    mine: str
    theirs: str
    allows_both: bool


@dataclass(frozen=True)
class PackWords:
    """Says what comes of putting a pack together with what is here."""

    pack: Pack
    together: Together

    def differences(self) -> tuple[Difference, ...]:
        """Return what taking it changes of what is here, the file's first."""
        return tuple(
            each for editing, after in self._here_and_after() for each in self._differences(editing, after)
        )

    def questions(self) -> tuple[OpenQuestion, ...]:
        """Return what both sides changed, the file's first."""
        return tuple(self._question(each) for several in self.together.conflicts for each in several)

    def _here_and_after(self) -> Iterator[tuple[Aggregate, Aggregate]]:
        if self.together.file is not None:
            yield self.together.file.value, self.together.new_file
        if self.together.meeting is not None:
            yield self.together.meeting.value, self.together.new_meeting

    def _differences(self, mine: Aggregate, after: Aggregate) -> Iterator[Difference]:
        found: dict[tuple[str, str], Difference] = {}
        for change in difference(mine, after):
            told = find_entity(mine if isinstance(change, Removed) else after, change.kind, change.id)
            found[change.kind, change.id] = Difference(
                _capital(told.noun), _HOW[type(change)], self._said(told)
            )
        yield from found.values()

    def _question(self, conflict: Conflict) -> OpenQuestion:
        entity = self._entities[conflict.kind, conflict.id]
        noun = _capital(entity.noun)
        said = "" if conflict.field in _SAYING else self._said(entity)
        about = f"{noun} “{said}”" if said and said != noun else noun
        return OpenQuestion(
            conflict.key,
            f"{about}: {detail_words(conflict.kind, conflict.field)}" if conflict.field else about,
            self._value(conflict, conflict.mine),
            self._value(conflict, conflict.theirs),
            conflict.allows_both(),
        )

    def _value(self, conflict: Conflict, value: Plain) -> str:
        if not conflict.field and value is None:
            return _TAKEN_OUT
        if conflict.kind == ReadingLimit.kind and isinstance(value, dict):
            return self._said(from_plain(ReadingLimit, value))
        if conflict.kind == Paper.kind and conflict.field and isinstance(value, dict):
            return _file_in_words(from_plain(Paper, {**value, "id": conflict.id}))
        return value_in_words(value, self._named)

    def _said(self, entity: Entity) -> str:
        if isinstance(entity, ReadingLimit):
            kept = limit_in_words(
                entity, (*self.together.new_meeting.attendees, *self.together.new_file.people)
            )
            return ": ".join(
                part for part in (self._named.get(entity.of, ""), kept or entity.limit.value) if part
            )
        said = next(
            (said for name in _SAYING if isinstance(said := getattr(entity, name, ""), str) and said), ""
        )
        return self._named.get(said, said)

    @cached_property
    def _entities(self) -> MappingProxyType[tuple[str, str], Entity]:
        """Everything that either side has: of what was taken out here, as it stands there."""
        every = (
            self.pack.child.value,
            self.pack.meeting.value,
            *(mine for mine, _ in self._here_and_after()),
        )
        beside = (*self.pack.earlier, *self.pack.carried)  # what travels beside the file and the meeting
        held = (*beside, *(each for one in every for each in all_entities(one)))
        return MappingProxyType({(each.kind, each.id): each for each in held})

    @cached_property
    def _named(self) -> MappingProxyType[str, str]:
        """What ids stand for that may be the value of a detail: people, lines, and items of the agenda."""
        form = read_form_text(self.pack.form.text)
        child = self.together.new_file.child.called()
        named = {item.id: item.title.replace("{child}", child) for item in form.agenda}
        for (_, identifier), entity in self._entities.items():
            said = next(
                (said for name in _SAYING if isinstance(said := getattr(entity, name, ""), str) and said), ""
            )
            if said and not isinstance(entity, ReadingLimit):
                named[identifier] = said
        return MappingProxyType(named)


def _file_in_words(paper: Paper) -> str:
    """Say which file it is, so that two of the same name are told apart, and whose copies have it inside."""
    if not paper.file_hash:
        return f"no file; {paper.state.value}"
    file = f"{paper.file_name}, {size_text(paper.size)} (SHA-256 {paper.file_hash[:8]} …)"
    inside = f"for {_READERS[paper.audience]}"
    return f"{file}; {inside if paper.state is PaperState.ATTACHED else paper.state.value}"


def _capital(noun: str) -> str:
    return noun[:1].upper() + noun[1:]
