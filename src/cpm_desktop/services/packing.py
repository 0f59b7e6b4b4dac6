"""Making a meeting pack: one child's file and one meeting, signed and sealed for one person."""

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path

from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.aggregate import shelves, with_entities
from cpm_desktop.domain.child import EarlierMeeting
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.form_text import canonical_form_text
from cpm_desktop.domain.meeting import CarriedItem, Meeting, Stage
from cpm_desktop.domain.packs import KEPT_BACK, A, Pack, Packed, PackedForm, PackSender
from cpm_desktop.domain.papers.annexes import size_text
from cpm_desktop.exchange.pack_body import read_body, write_body
from cpm_desktop.exchange.pack_files import LARGEST_FILES, MOST_FILES, is_plain_name, sizes_of
from cpm_desktop.exchange.pack_refusals import PackRefused
from cpm_desktop.exchange.pack_seal import seal_to_address, seal_with_passphrase, signed_content
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.isolation import Wall
from cpm_desktop.services.pack_past import lines_of, note_handed_over
from cpm_desktop.services.pack_people import pack_keys
from cpm_desktop.services.siblings import carried_at_start
from cpm_desktop.storage.refusals import UnknownContent

PACK_ENDING = ".cpmpack"


class NotForAPack(CarePlanningError):
    """This meeting cannot be handed over in a pack; the sentence says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFor:
    """Who is to open a pack: one of the two is given.

    Attributes:
        address: the key that their code stands for.
        passphrase: to be told by phone.
    """

    address: str = ""
    passphrase: str = ""


@dataclass(frozen=True, slots=True)
class FilledPack:
    """A signed pack that is not sealed yet; it is never written so.

    Attributes:
        content: what will be sealed.
        reader: for whom.
    """

    content: bytes = field(repr=False)
    reader: PackFor


def why_no_pack(meeting: Meeting) -> str:
    """Return why a meeting cannot be handed over, as a sentence; empty where it can."""
    facts = meeting.facts
    if facts.stage is Stage.SIGNED or meeting.signings:
        return "This record is signed, or being signed. Hand over its signed files in place of a pack."
    if facts.stage is Stage.LIVE:
        return "This meeting is being held here. End it before you hand it to another laptop."
    if facts.siblings or facts.split_from:
        return (
            "This meeting is about several children, and a pack is about one. Prepare it on the laptop on which it "
            "will be held."
        )
    return _why_not_these_files(meeting)


def _why_not_these_files(meeting: Meeting) -> str:
    attached = [paper for paper in meeting.papers if paper.file_hash]
    if any(not is_plain_name(paper.file_name) for paper in attached):
        named = next(paper for paper in attached if not is_plain_name(paper.file_name))
        return (
            f"The file of “{named.title or named.file_name}” has a name that other computers may not take. Take it "
            "off, name it in letters and figures, and attach it again."
        )
    sizes = {paper.file_hash: paper.size for paper in attached}
    if len(sizes) > MOST_FILES:
        return f"This meeting has {len(sizes)} files attached; a pack holds {MOST_FILES}. Take some off, and send them."
    if sum(sizes.values()) > LARGEST_FILES:
        return (
            f"The attached files are {size_text(sum(sizes.values()))} together; a pack holds "
            f"{size_text(LARGEST_FILES)}. Take the largest off, and send it by itself."
        )
    return ""


def files_that_go_along(meeting: Meeting) -> str:
    """Return how many attached files travel in a pack with the meeting, in words; empty for none."""
    sizes = {paper.file_hash: paper.size for paper in meeting.papers if paper.file_hash}
    if not sizes:
        return ""
    number = "1 attached file" if len(sizes) == 1 else f"{len(sizes)} attached files"
    return f"{number} ({size_text(sum(sizes.values()))})"


def kept_from_somebody(desk: Desk, meeting_id: str) -> int:
    """Return how many things of a meeting and its child's file are kept from readers; a pack holds all of them."""
    meeting = desk.meeting(meeting_id).value
    file = desk.child(meeting.facts.child_id).value
    return len({limit.id for limit in (*meeting.limits, *file.limits)})


def make_pack(desk: Desk, meeting_id: str, reader: PackFor) -> bytes:
    """Return a pack with a meeting and its child's file, for one person; nothing is changed by it.

    Raises:
        NotForAPack: as `fill_pack`.
    """
    return seal_pack(fill_pack(desk, meeting_id, reader))


def fill_pack(desk: Desk, meeting_id: str, reader: PackFor) -> FilledPack:
    """Put a meeting and its child's file together and sign them; quick, and nothing of them is changed.

    It holds nothing of another child, nothing of other meetings but what this one takes over from before (past the
    wall of those that keep to themselves), and nothing that was signed or printed here.

    Raises:
        NotForAPack: it is signed, live, about several children, or more than a pack holds.
    """
    meeting = desk.meeting(meeting_id).value
    if reason := why_no_pack(meeting):
        raise NotForAPack(reason)
    keys = pack_keys(desk)
    sender = PackSender(
        name=desk.workplace().value.worker.name, key=keys.public_key.hex(), address=keys.address
    )
    body = write_body(_pack_of(desk, meeting, sender, reader))
    try:
        files = [desk.wait(desk.store.get_blob(each)) for each in sizes_of(meeting.papers)]
        read_body(body, keys.public_key, b"".join(files))
    except UnknownContent as error:
        message = "An attached file is missing here. Check everything under “Safety of the records”; nothing was saved."
        raise NotForAPack(message) from error
    except PackRefused as error:
        message = "This meeting holds more than a pack can, or something that a pack cannot hold; nothing was saved."
        raise NotForAPack(message) from error
    for handed_over in (desk.child(meeting.facts.child_id).value, meeting):
        note_handed_over(desk, handed_over)
    return FilledPack(signed_content(body, keys, files), reader)


def seal_pack(filled: FilledPack) -> bytes:
    """Seal a pack for its reader; with a passphrase it takes a second or two, on any thread."""
    if filled.reader.address:
        return seal_to_address(filled.content, filled.reader.address)
    return seal_with_passphrase(filled.content, filled.reader.passphrase)


def save_pack(path: Path, content: bytes) -> Path:
    """Write a pack to where the person chose; whole or not at all.

    Raises:
        CarePlanningError: the disk is full, or the folder cannot be written.
    """
    path = path if path.name.endswith(PACK_ENDING) else path.with_name(path.name + PACK_ENDING)
    write_atomically(path, content)
    return path


def pack_file_name(desk: Desk, meeting_id: str) -> str:
    """Return a name for the file; it names nobody."""
    day = desk.meeting(meeting_id).value.facts.date or desk.today()
    return f"meeting-pack-{day.isoformat()}{PACK_ENDING}"


def _pack_of(desk: Desk, meeting: Meeting, sender: PackSender, reader: PackFor) -> Pack:
    file, form = desk.child(meeting.facts.child_id).value, desk.form_of(meeting)
    return Pack(
        id=new_identifier(),
        made_at=desk.now(),
        sender=sender,
        for_address=reader.address,
        form=PackedForm(id=form.id, version=form.version, hash=form.hash, text=canonical_form_text(form)),
        child=Packed(value=_without_kept_back(file), lines=lines_of(desk, file)),
        meeting=Packed(value=_as_sent(meeting), lines=lines_of(desk, meeting)),
        carried=carried_beforehand(desk, meeting),
        earlier=_earlier(desk, meeting),
    )


def carried_beforehand(desk: Desk, meeting: Meeting) -> tuple[CarriedItem, ...]:
    """Return what a meeting that has not started would take over, with what came in a pack and stands there already."""
    if meeting.facts.started_at is not None:
        return ()
    return carried_at_start(desk, meeting)


def _as_sent(meeting: Meeting) -> Meeting:
    """Leave out what is kept back; before the start, what is carried stands beside the meeting."""
    meeting = _without_kept_back(meeting)
    return meeting if meeting.facts.started_at is not None else dataclasses.replace(meeting, carried=())


def _without_kept_back(value: A) -> A:
    for kind in shelves(type(value)):
        if kind in KEPT_BACK:
            value = with_entities(value, kind, ())
    return value


def _earlier(desk: Desk, meeting: Meeting) -> tuple[EarlierMeeting, ...]:
    """Return the child's meetings that were held, as a line each: the kind, the day and the title."""
    wall, child_id = Wall(desk, meeting), meeting.facts.child_id
    held = [
        line
        for line in desk.wait(desk.store.meetings_of(child_id))
        if line.id != meeting.id and line.ended_at is not None and not line.siblings
        if not line.is_waiver and wall.lets_through(line.form_id, line.id)
    ]
    return tuple(
        EarlierMeeting(
            id=line.id,
            position=place,
            form_id=line.form_id,
            date=line.date,
            title=line.title,
            minutes_sent_on=line.last_sent_on,
        )
        for place, line in enumerate(held, start=1)
    )
