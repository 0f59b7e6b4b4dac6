"""Opening a meeting pack: first what is inside and from whom, changing nothing; then it is taken, conflicts settled."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.domain.aggregate import find_entity, with_entities
from cpm_desktop.domain.changes import Added, Altered, Patch, Removed, Spliced, difference
from cpm_desktop.domain.child import ChildFile, EarlierMeeting
from cpm_desktop.domain.codec import Plain
from cpm_desktop.domain.entity import Aggregate
from cpm_desktop.domain.errors import CarePlanningError, UnknownEntity
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.domain.merging import Conflict, Merging, Side, merge
from cpm_desktop.domain.pack_commands import TakeChanges
from cpm_desktop.domain.packs import A, Pack, Packed, packed_kinds
from cpm_desktop.domain.revision import Revision
from cpm_desktop.exchange.pack_body import read_body
from cpm_desktop.exchange.pack_keys import fingerprint_of
from cpm_desktop.exchange.pack_refusals import NotForThisKey, PackNotUnderstood, PackTooLarge
from cpm_desktop.exchange.pack_seal import LARGEST_FILE, unseal_for, unseal_with, wants_passphrase
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Editing
from cpm_desktop.services.pack_past import common_value
from cpm_desktop.services.pack_people import is_known, pack_keys, remember
from cpm_desktop.storage.refusals import UnknownAggregate

_HOW = {Removed: "taken out", Added: "new", Altered: "changed", Spliced: "changed"}


class PackNotTaken(CarePlanningError):
    """A pack that was opened cannot be taken; the sentence says why, and what to do."""


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
        what: "Note: text".
        mine: what stands here, in words.
        theirs: what stands in the pack, in words.
        allows_both: both can stand, one below the other.
    """

    key: str
    what: str
    mine: str
    theirs: str
    allows_both: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLook:
    """What is inside a pack and from whom; nothing was taken yet.

    Attributes:
        pack: the pack.
        fingerprint: letters for the sender's key, to be compared over the phone.
        is_known_sender: a pack signed by the same key was taken before.
        child: the child's name.
        kind: the kind of meeting.
        is_new_child: there is no file of the child here yet.
        is_new_meeting: the meeting is not here yet.
        has_namesake: another file here has the same name.
        differences: what taking it changes here.
        questions: what both sides changed.
    """

    pack: Pack
    fingerprint: str
    is_known_sender: bool
    child: str
    kind: str
    is_new_child: bool
    is_new_meeting: bool
    has_namesake: bool
    differences: tuple[Difference, ...]
    questions: tuple[OpenQuestion, ...]

    def is_nothing_new(self) -> bool:
        """Tell whether everything in it is here already."""
        return not (self.is_new_child or self.is_new_meeting or self.differences or self.questions)


def read_pack_file(path: Path) -> bytes:
    """Return a file that may be a pack.

    Raises:
        CarePlanningError: it cannot be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        message = (
            f"The file “{path.name}” cannot be read. Check that it is still there, and that you may open it."
        )
        raise PackNotTaken(message) from error
    if len(content) > LARGEST_FILE:
        raise PackTooLarge
    return content


def needs_passphrase(content: bytes) -> bool:
    """Tell whether a pack was sealed with a passphrase.

    Raises:
        CarePlanningError: it is no pack, or damaged.
    """
    return wants_passphrase(content)


def open_pack(desk: Desk, content: bytes, passphrase: str = "") -> Pack:
    """Open and check a pack; with a passphrase it takes a second or two, on any thread.

    Raises:
        CarePlanningError: it is not for this laptop, damaged, from a newer version …: each case says what to do.
    """
    if wants_passphrase(content):
        unsealed, address = unseal_with(content, passphrase), ""
    else:
        keys = pack_keys(desk)
        unsealed, address = unseal_for(content, keys), keys.address
    pack = read_body(unsealed.body, unsealed.key)
    if pack.for_address != address:  # somebody handed on what was signed for another
        raise NotForThisKey
    return pack


def look_into_pack(desk: Desk, pack: Pack) -> PackLook:
    """Return what is inside a pack and from whom; nothing is changed.

    Raises:
        PackNotTaken: it cannot be taken as things stand here.
    """
    file, meeting = _file_here(desk, pack), _meeting_here(desk, pack)
    questions: list[OpenQuestion] = []
    differences: list[Difference] = []
    if file is not None:
        _compare(desk, file.value, _child_sent(desk, pack, file.value), differences, questions)
    if meeting is not None:
        _compare(desk, meeting.value, _meeting_sent(pack, meeting.value), differences, questions)
    name = pack.child.value.child.name
    return PackLook(
        pack=pack,
        fingerprint=fingerprint_of(bytes.fromhex(pack.sender.key)),
        is_known_sender=is_known(desk, pack.sender),
        child=name or pack.child.value.child.called(),
        kind=_kind(desk, pack),
        is_new_child=file is None,
        is_new_meeting=meeting is None,
        has_namesake=file is None
        and any(each.name.casefold() == name.casefold() and name for each in desk.summaries()),
        differences=tuple(differences),
        questions=tuple(questions),
    )


def take_pack(desk: Desk, pack: Pack, choices: Mapping[str, Side] | None = None) -> str:
    """Take what is in a pack: one step of undo for the file, and one for the meeting.

    Args:
        desk: the desk.
        pack: that was looked into.
        choices: what stands where both sides changed the same, by the keys of the questions.

    Returns:
        The meeting's id.

    Raises:
        PackNotTaken: a question is open, or it cannot be taken as things stand here; nothing was changed.
        CarePlanningError: the disk does not take it.
    """
    file, meeting = _file_here(desk, pack), _meeting_here(desk, pack)
    given = choices or {}
    of_file = _merged(desk, file.value, _child_sent(desk, pack, file.value), given) if file else None
    of_meeting = _merged(desk, meeting.value, _meeting_sent(pack, meeting.value), given) if meeting else None
    for merging in (of_file, of_meeting):
        if merging is not None and any(each.key not in given for each in merging.conflicts):
            message = "Something was changed on both sides. Say for each which of the two stands; nothing was taken."
            raise PackNotTaken(message)
    form = pack.form
    desk.wait(desk.store.keep_form(form.id, form.version, form.hash, form.text))
    if file is None or of_file is None:
        desk.wait(desk.store.adopt(_child_sent(desk, pack, None).value)[1].saved)
    else:
        _take(desk, file, of_file, pack, pack.child.value.revision)
    if meeting is None or of_meeting is None:
        desk.wait(desk.store.adopt(_meeting_sent(pack, None).value)[1].saved)
    else:
        _take(desk, meeting, of_meeting, pack, pack.meeting.value.revision)
    if not is_known(desk, pack.sender):
        remember(desk, pack.sender)
    return pack.meeting.value.id


def _take(desk: Desk, editing: Editing[A], merging: Merging[A], pack: Pack, theirs: Revision) -> None:
    patch = difference(editing.value, merging.value)
    command = TakeChanges(sender=pack.sender.name, pack=pack.id, patch=patch, settled=merging.conflicts)
    edited = editing.take(command, theirs)
    if edited is not None:
        desk.wait(edited.saved)


def _file_here(desk: Desk, pack: Pack) -> Editing[ChildFile] | None:
    try:
        return desk.child(pack.child.value.id)
    except UnknownAggregate:
        return None


def _meeting_here(desk: Desk, pack: Pack) -> Editing[Meeting] | None:
    try:
        editing = desk.meeting(pack.meeting.value.id)
    except UnknownAggregate:
        return None
    facts = editing.value.facts
    if facts.child_id != pack.child.value.id:
        raise PackNotUnderstood
    if facts.stage is Stage.LIVE:
        message = "This meeting is being held here. End it, then open the pack again; nothing was taken."
        raise PackNotTaken(message)
    is_new = not editing.value.revision.includes(pack.meeting.value.revision)
    if is_new and (facts.stage is Stage.SIGNED or editing.value.signings):
        message = (
            "The record of this meeting is signed here, so it can no longer change. What the pack holds was not taken; "
            "if it says something else, ask for a correction."
        )
        raise PackNotTaken(message)
    if is_new and facts.siblings:
        message = "This meeting is about several children here, and the pack is about one of them; nothing was taken."
        raise PackNotTaken(message)
    return editing


def _child_sent(desk: Desk, pack: Pack, mine: ChildFile | None) -> Packed[ChildFile]:
    """Return the file as sent, with the earlier meetings that this laptop does not have as lines of the file."""
    own = {line.id for line in desk.wait(desk.store.meetings_of(pack.child.value.id))} if mine else set()
    own.add(pack.meeting.value.id)
    held = [each for each in pack.child.value.earlier_meetings if each.id not in own]
    known = {each.id for each in held}
    told = [each for each in pack.earlier if each.id not in own | known]
    if mine is not None:  # as it stands here, where it is the same line: it is nothing new
        here: dict[str, EarlierMeeting] = {each.id: each for each in mine.earlier_meetings}
        told = [
            dataclasses.replace(each, position=here[each.id].position) if each.id in here else each
            for each in told
        ]
    return dataclasses.replace(
        pack.child, value=with_entities(pack.child.value, EarlierMeeting.kind, (*held, *told))
    )


def _meeting_sent(pack: Pack, mine: Meeting | None) -> Packed[Meeting]:
    """Return the meeting as sent; not started, it holds what was open from before where this laptop has none of it."""
    value = pack.meeting.value
    if value.facts.started_at is None:
        # Whoever has the earlier meetings works it out anew; whoever has not keeps what came in the pack.
        value = dataclasses.replace(value, carried=pack.carried if mine is None or mine.carried else ())
    return dataclasses.replace(pack.meeting, value=value)


def _merged(desk: Desk, mine: A, theirs: Packed[A], choices: Mapping[str, Side]) -> Merging[A]:
    if mine.revision.includes(theirs.value.revision):
        return Merging(mine, ())
    base = common_value(desk, mine, theirs)
    if base is None:
        message = (
            "The past that both laptops share is no longer kept on either, so the pack cannot be put together with "
            "what is here. Nothing was taken."
        )
        raise PackNotTaken(message)
    return merge(base, mine, theirs.value, packed_kinds(type(mine)), choices)


def _compare(
    desk: Desk, mine: A, theirs: Packed[A], differences: list[Difference], questions: list[OpenQuestion]
) -> None:
    merging = _merged(desk, mine, theirs, {})
    differences += _in_words(mine, merging.value, difference(mine, merging.value))
    questions += [_asked(each, mine, theirs.value) for each in merging.conflicts]


def _in_words(mine: Aggregate, merged: Aggregate, patch: Patch) -> list[Difference]:
    found: dict[tuple[str, str], Difference] = {}
    for change in patch:
        how = _HOW[type(change)]
        told = find_entity(mine if isinstance(change, Removed) else merged, change.kind, change.id)
        found[change.kind, change.id] = Difference(_capital(told.noun), how, _said(told))
    return list(found.values())


def _said(thing: object) -> str:
    for name in ("text", "words", "value", "about", "name", "title", "what", "reason"):
        said = getattr(thing, name, "")
        if isinstance(said, str) and said:
            return said
    return ""


def _asked(conflict: Conflict, mine: Aggregate, theirs: Aggregate) -> OpenQuestion:
    noun = next(
        (_noun_of(each, conflict) for each in (mine, theirs) if _noun_of(each, conflict)), conflict.kind
    )
    detail = conflict.field.replace("_", " ")
    return OpenQuestion(
        conflict.key,
        f"{_capital(noun)}: {detail}" if detail else _capital(noun),
        _value_in_words(conflict.mine, mine),
        _value_in_words(conflict.theirs, theirs),
        conflict.allows_both(),
    )


def _noun_of(aggregate: Aggregate, conflict: Conflict) -> str:
    try:
        return find_entity(aggregate, conflict.kind, conflict.id).noun
    except UnknownEntity:
        return ""


def _value_in_words(value: Plain, aggregate: Aggregate) -> str:
    match value:
        case None:
            return "taken out, or nothing"
        case bool():
            return "yes" if value else "no"
        case dict():
            said = (value.get(name) for name in ("text", "words", "value", "about", "name", "title"))
            return next((str(each) for each in said if each), "left in")
        case list():
            return ", ".join(_value_in_words(each, aggregate) for each in value) or "nothing"
        case _:
            people = aggregate.attendees if isinstance(aggregate, Meeting) else ()
            named = next((person.name for person in people if person.id == value), "")
            return named or str(value) or "nothing"


def _capital(noun: str) -> str:
    return noun[:1].upper() + noun[1:]


def _kind(desk: Desk, pack: Pack) -> str:
    form = desk.form(pack.form.id)
    return pack.meeting.value.facts.title or (form.name if form is not None else pack.form.id)
