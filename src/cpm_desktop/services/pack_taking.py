"""Opening a meeting pack: first what is inside and from whom, changing nothing; then it is taken, conflicts settled."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.domain.changes import difference
from cpm_desktop.domain.commands import perform
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.merging import Conflict, Side
from cpm_desktop.domain.pack_commands import TakeChanges
from cpm_desktop.domain.packs import A, Pack
from cpm_desktop.domain.papers.annexes import ending_of, is_annex, size_text
from cpm_desktop.domain.revision import Revision
from cpm_desktop.exchange.pack_body import read_body
from cpm_desktop.exchange.pack_keys import fingerprint_of
from cpm_desktop.exchange.pack_refusals import NotForThisKey, PackTooLarge
from cpm_desktop.exchange.pack_seal import LARGEST_FILE, unseal_for, unseal_with, wants_passphrase
from cpm_desktop.services.annexes import LARGEST_TOGETHER
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Editing
from cpm_desktop.services.pack_merging import PackNotTaken, put_together
from cpm_desktop.services.pack_people import is_known, pack_keys, remember
from cpm_desktop.services.pack_words import Difference, OpenQuestion, PackWords
from cpm_desktop.services.standing_limits import other_meetings_under, put_limit


@dataclass(frozen=True, slots=True)
class FileInside:
    """A file in a pack.

    Attributes:
        title: what its paper is called.
        about: its name and size, and whether it is here already.
    """

    title: str
    about: str


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
        files: the attached files in it, in the order of their papers.
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
    files: tuple[FileInside, ...] = ()

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
    pack = read_body(unsealed.body, unsealed.key, unsealed.files)
    if pack.for_address != address:  # somebody handed on what was signed for another
        raise NotForThisKey
    _refuse_unsuitable(pack)
    return pack


def _refuse_unsuitable(pack: Pack) -> None:
    """Look at each file as at one that is attached by hand: it opens, and is of the kind that its name says."""
    if not pack.files:
        return
    from cpm_desktop.documents.annex_check import UnsuitableAnnex, kind_of_file  # noqa: PLC0415 - seldom wanted

    contents = {each.hash: each.content for each in pack.files}
    kinds: dict[str, str] = {}
    for paper in pack.meeting.value.papers:
        if not paper.file_hash:
            continue
        named = f"The file of “{paper.title or paper.file_name}” in this pack"
        if paper.file_hash not in kinds:
            try:
                kinds[paper.file_hash] = kind_of_file(contents[paper.file_hash])
            except UnsuitableAnnex as error:
                message = f"{named} cannot be taken, so nothing was. {error.sentence}"
                raise PackNotTaken(message) from error
        if ending_of(paper.file_name) != kinds[paper.file_hash]:
            message = f"{named} is something else than its name says, so nothing was taken. Ask the sender about it."
            raise PackNotTaken(message)


def look_into_pack(desk: Desk, pack: Pack) -> PackLook:
    """Return what is inside a pack and from whom; nothing is changed.

    Raises:
        PackNotTaken: it cannot be taken as things stand here.
    """
    together = put_together(desk, pack, {})
    words = PackWords(pack, together)
    name = pack.child.value.child.name
    return PackLook(
        pack=pack,
        fingerprint=fingerprint_of(bytes.fromhex(pack.sender.key)),
        is_known_sender=is_known(desk, pack.sender),
        child=name or pack.child.value.child.called(),
        kind=_kind(desk, pack),
        is_new_child=together.file is None,
        is_new_meeting=together.meeting is None,
        has_namesake=together.file is None
        and any(each.name.casefold() == name.casefold() and name for each in desk.summaries()),
        differences=words.differences(),
        questions=words.questions(),
        files=_files_inside(pack, together.meeting),
    )


def _files_inside(pack: Pack, held: Editing[Meeting] | None) -> tuple[FileInside, ...]:
    here = {paper.file_hash for paper in held.value.papers} if held is not None else set()
    return tuple(
        FileInside(
            paper.title or paper.file_name,
            f"{paper.file_name}, {size_text(paper.size)}{', here already' if paper.file_hash in here else ''}",
        )
        for paper in pack.meeting.value.papers
        if paper.file_hash
    )


def take_pack(desk: Desk, pack: Pack, choices: Mapping[str, Side] | None = None) -> str:
    """Take what is in a pack, all of it or nothing: one step of undo for the file, and one for the meeting.

    Limits on who may read about somebody hold for those who come with the pack, and new ones in every other meeting of
    the child that they are on the list of.

    Args:
        desk: the desk.
        pack: that was looked into.
        choices: what stands where both sides changed the same, by the keys of the questions.

    Returns:
        The meeting's id.

    Raises:
        PackNotTaken: a question is open, the annexes become larger than 40 MB together, or it cannot be taken as
            things stand here; nothing was changed.
        CarePlanningError: the disk does not take it.
    """
    given = choices or {}
    together = put_together(desk, pack, given)
    if any(each.key not in given for several in together.conflicts for each in several):
        message = (
            "Something was changed on both sides. Say for each which of the two stands; nothing was taken."
        )
        raise PackNotTaken(message)
    _refuse_too_large(together.meeting, together.new_meeting)
    steps = [
        *_step(together.file, pack, pack.child.value.revision, together.new_file, together.conflicts[0]),
        *_step(
            together.meeting, pack, pack.meeting.value.revision, together.new_meeting, together.conflicts[1]
        ),
    ]
    others = other_meetings_under(desk, pack.child.value.id, pack.meeting.value.id, together.new_limits)
    is_stranger = not is_known(desk, pack.sender)
    form = pack.form
    with desk.as_one():  # what may be refused was asked above
        saved = desk.store.keep_form(form.id, form.version, form.hash, form.text)
        for file in pack.files:
            desk.store.put_blob(file.content)
        if together.file is None:
            desk.store.adopt(together.new_file)
        if together.meeting is None:
            desk.store.adopt(together.new_meeting)
        for step in steps:
            step()
        for editing, limit in others:
            put_limit(editing, limit)
        if is_stranger:
            remember(desk, pack.sender)
    desk.wait(saved)
    return pack.meeting.value.id


def _refuse_too_large(here: Editing[Meeting] | None, after: Meeting) -> None:
    """Hold the annexes to what they may come to by hand; those that stand here already stay."""
    before = _bytes_of_annexes(here.value) if here is not None else 0
    if _bytes_of_annexes(after) > max(before, LARGEST_TOGETHER):
        message = (
            "With the files in this pack, the annexes of this meeting would be larger than 40 MB together, so nothing "
            "was taken. Take one of them away here, or ask the sender for a pack with smaller files."
        )
        raise PackNotTaken(message)


def _bytes_of_annexes(meeting: Meeting) -> int:
    return sum(paper.size for paper in meeting.papers if is_annex(paper))


def _step(
    editing: Editing[A] | None, pack: Pack, theirs: Revision, after: A, settled: tuple[Conflict, ...]
) -> Iterator[Callable[[], object]]:
    """Yield what takes the changes of something that is here already; refused before anything is changed."""
    if editing is None:
        return
    patch = difference(editing.value, after)
    command = TakeChanges(sender=pack.sender.name, pack=pack.id, patch=patch, settled=settled)
    perform(editing.value, command)
    yield lambda: editing.take(command, theirs)


def _kind(desk: Desk, pack: Pack) -> str:
    form = desk.form(pack.form.id)
    return pack.meeting.value.facts.title or (form.name if form is not None else pack.form.id)
