"""The inside of a pack as JSON: written, and read back strictly; what any field may hold, its entity's class says."""

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeVar

from cpm_desktop.domain.aggregate import all_entities, entities_of, shelves
from cpm_desktop.domain.changes import (
    Added,
    Altered,
    Change,
    Patch,
    Removed,
    Spliced,
    patch_to_plain,
)
from cpm_desktop.domain.child import ChildFile, EarlierMeeting
from cpm_desktop.domain.codec import Plain, Row, field_types, from_plain, plain_value, read_value, to_plain
from cpm_desktop.domain.entity import Aggregate, Entity
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.form_text import canonical_form_text, hash_form_text, read_form_text
from cpm_desktop.domain.journal import canonical_json
from cpm_desktop.domain.meeting import CarriedItem, Meeting, Stage
from cpm_desktop.domain.packs import Pack, Packed, PackedForm, PackedLine, PackSender, packed_kinds
from cpm_desktop.domain.revision import Revision
from cpm_desktop.exchange.pack_files import read_files
from cpm_desktop.exchange.pack_json import read_strictly
from cpm_desktop.exchange.pack_keys import is_address
from cpm_desktop.exchange.pack_refusals import PackNotUnderstood, PackRefused, PackTooLarge

MOST_ENTITIES: Final = 5_000
MOST_LINES: Final = 2_000
MOST_WRITERS: Final = 100
MOST_IN_A_LIST: Final = 200  # of languages, of people asked …
LONGEST_NAME: Final = 200
_HEX = re.compile(r"[0-9a-f]{32}")
_KEY = re.compile(r"[0-9a-f]{64}")

A = TypeVar("A", bound=Aggregate)
E = TypeVar("E", bound=Entity)


def write_body(pack: Pack) -> bytes:
    """Return the text of a pack as canonical JSON; its files stand behind it."""
    plain: Row = {
        "pack": pack.id,
        "made_at": plain_value(pack.made_at),
        "sender": dict(to_plain(pack.sender)),
        "for": pack.for_address,
        "form": dict(to_plain(pack.form)),
        "child": _packed_to_plain(pack.child),
        "meeting": _packed_to_plain(pack.meeting),
        "carried": [dict(to_plain(item)) for item in pack.carried],
        "earlier": [dict(to_plain(meeting)) for meeting in pack.earlier],
    }
    return canonical_json(plain).encode("utf-8")


def _packed_to_plain(packed: Packed[A]) -> Row:
    value, kinds = packed.value, packed_kinds(type(packed.value))
    return {
        "id": value.id,
        "revision": dict(value.revision.to_plain()),
        "entities": [
            {"kind": entity.kind, "values": dict(to_plain(entity))}
            for kind in shelves(type(value))
            if kind in kinds
            for entity in sorted(entities_of(value, kind), key=_place)
        ],
        "lines": [
            {
                "revision": dict(line.revision.to_plain()),
                "at": plain_value(line.at),
                "label": line.label,
                "patch": patch_to_plain(line.patch),
            }
            for line in packed.lines
        ],
    }


def read_body(body: bytes, key: bytes, files: bytes = b"") -> Pack:
    """Read a pack whose seal and signature were checked.

    Args:
        body: JSON.
        key: the key that signed it; the pack must name the same.
        files: what stands behind the text: the files that papers in it name.

    Raises:
        PackNotUnderstood: it holds what no pack can hold.
        PackTooLarge: it holds more than a pack may.
    """
    try:
        pack = _pack(read_strictly(body))
        if pack.sender.key != key.hex():
            raise PackNotUnderstood
        _refuse_mixed(pack)
        if write_body(pack) != body:  # the same things in another order, say
            raise PackNotUnderstood
        return dataclasses.replace(pack, files=read_files(pack.meeting.value.papers, files))
    except PackRefused:
        raise
    except (
        CarePlanningError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        OverflowError,
        IndexError,
    ) as error:
        raise PackNotUnderstood from error


def _place(entity: Entity) -> tuple[int, str]:
    return entity.position, entity.id


def _pack(plain: Plain) -> Pack:
    row = _row(plain, "pack", "made_at", "sender", "for", "form", "child", "meeting", "carried", "earlier")
    sender = _row(row["sender"], "name", "key", "address")
    address, for_address = _text(sender["address"]), _text(row["for"])
    if not is_address(address) or not (for_address == "" or is_address(for_address)):
        raise PackNotUnderstood
    _refuse_many(row)
    return Pack(
        id=_matching(_HEX, row["pack"]),
        made_at=_moment(row["made_at"]),
        sender=PackSender(name=_name(sender["name"]), key=_matching(_KEY, sender["key"]), address=address),
        for_address=for_address,
        form=_form(row["form"]),
        child=_packed(ChildFile, row["child"]),
        meeting=_packed(Meeting, row["meeting"]),
        carried=_unlike(_entity(CarriedItem, each) for each in _list(row["carried"])),
        earlier=_unlike(_entity(EarlierMeeting, each) for each in _list(row["earlier"])),
    )


def _refuse_many(row: Row) -> None:
    """Count before anything is made of it."""
    entities, lines = len(_list(row["carried"])) + len(_list(row["earlier"])), 0
    for name in ("child", "meeting"):
        packed = _row(row[name], "id", "revision", "entities", "lines")
        entities += len(_list(packed["entities"]))
        for line in _list(packed["lines"]):
            lines += 1
            entities += len(_list(_row(line, "revision", "at", "label", "patch")["patch"]))
    if entities > MOST_ENTITIES or lines > MOST_LINES:
        raise PackTooLarge


def _form(plain: Plain) -> PackedForm:
    row = _row(plain, "id", "version", "hash", "text")
    form = from_plain(PackedForm, row)
    if _read_form(form.text) != (form.id, form.version, form.hash):
        raise PackNotUnderstood
    return form


@functools.lru_cache(maxsize=4)
def _read_form(text: str) -> tuple[str, int, str]:
    form = read_form_text(text)
    if canonical_form_text(form) != text:
        raise PackNotUnderstood
    return form.id, form.version, hash_form_text(text)


def _packed(cls: type[A], plain: Plain) -> Packed[A]:
    row = _row(plain, "id", "revision", "entities", "lines")
    identifier = _matching(_HEX, row["id"])
    held: dict[str, list[Entity]] = {kind: [] for kind in shelves(cls)}
    kinds = packed_kinds(cls)
    for each in _list(row["entities"]):
        entry = _row(each, "kind", "values")
        kind = _text(entry["kind"])
        if kind not in kinds:
            raise PackNotUnderstood
        held[kind].append(_entity(shelves(cls)[kind].entity, entry["values"]))
    fields: dict[str, object] = {"id": identifier, "revision": _revision(row["revision"])}
    for kind, shelf in shelves(cls).items():
        entities = _unlike(sorted(held[kind], key=_place))
        if shelf.is_single and (len(entities) != 1 or entities[0].id != identifier):
            raise PackNotUnderstood
        fields[shelf.field] = entities[0] if shelf.is_single else entities
    value = cls(**fields)  # type: ignore[arg-type]  # each shelf was filled with entities of its class
    return Packed(value=value, lines=tuple(_line(cls, each) for each in _list(row["lines"])))


def _line(cls: type[Aggregate], plain: Plain) -> PackedLine:
    row = _row(plain, "revision", "at", "label", "patch")
    return PackedLine(
        revision=_revision(row["revision"]),
        at=_moment(row["at"]),
        label=_name(row["label"]),
        patch=_patch(cls, _list(row["patch"])),
    )


def _patch(cls: type[Aggregate], rows: list[Plain]) -> Patch:
    return tuple(_change(cls, row) for row in rows)


def _change(cls: type[Aggregate], plain: Plain) -> Change:
    if not isinstance(plain, dict):
        raise PackNotUnderstood
    kind, identifier = _text(plain.get("kind")), _identifier(plain.get("id"))
    if kind not in packed_kinds(cls):
        raise PackNotUnderstood
    shelf = shelves(cls)[kind]
    entity = shelf.entity
    match plain.get("change"):
        case "added" | "removed" if shelf.is_single:  # it is there from the first to the last line
            raise PackNotUnderstood
        case "added" | "removed" as tag:
            row = _row(plain, "change", "kind", "id", "values")
            values = to_plain(_entity(entity, row["values"]))
            if values["id"] != identifier:
                raise PackNotUnderstood
            return (Added if tag == "added" else Removed)(kind, identifier, values)
        case "altered":
            row = _row(plain, "change", "kind", "id", "field", "before", "after")
            field = _text(row["field"])
            for name in ("before", "after"):
                _refuse_value(entity, field, row[name])
            return Altered(kind, identifier, field, row["before"], row["after"])
        case "spliced":
            row = _row(plain, "change", "kind", "id", "field", "at", "removed", "inserted")
            field, at = _text(row["field"]), row["at"]
            if field_types(entity).get(field) is not str or field == "id" or type(at) is not int or at < 0:
                raise PackNotUnderstood
            return Spliced(kind, identifier, field, at, _text(row["removed"]), _text(row["inserted"]))
    raise PackNotUnderstood


def _refuse_value(entity: type[Entity], field: str, value: Plain) -> None:
    hint = field_types(entity).get(field)
    _refuse_long_list(value)
    if field == "id" or hint is None or not _is_same(plain_value(read_value(hint, value, field)), value):
        raise PackNotUnderstood


def _entity(cls: type[E], plain: Plain) -> E:
    row = _row(plain, *field_types(cls))
    for value in row.values():
        _refuse_long_list(value)
    entity = from_plain(cls, row)
    _identifier(entity.id)
    # A value that reads as something but is not how it is written ("20260101") would not come back as it went.
    if entity.position < 0 or not _is_same(dict(to_plain(entity)), row):
        raise PackNotUnderstood
    return entity


def _refuse_long_list(value: Plain) -> None:
    if isinstance(value, list) and len(value) > MOST_IN_A_LIST:
        raise PackTooLarge


def _is_same(written: Plain, read: Plain) -> bool:
    return canonical_json(written) == canonical_json(read)  # 1 and true are equal in Python, and not in JSON


def _refuse_mixed(pack: Pack) -> None:
    """Refuse a pack that is about more than one child, or whose parts do not belong together."""
    child_id, facts = pack.child.value.id, pack.meeting.value.facts
    held = (*all_entities(pack.meeting.value), *all_entities(pack.child.value), *pack.carried)
    about = {getattr(each, "child_id", "") for each in held} | set(_children_in_lines(pack))
    if (
        facts.child_id != child_id
        or pack.meeting.value.id == child_id
        or facts.siblings
        or facts.split_from
        or about - {child_id, ""}
        or any(child.id != child_id for child in pack.meeting.value.children)
        or facts.stage is Stage.SIGNED
        or (facts.form_id, facts.form_version, facts.form_hash)
        != (pack.form.id, pack.form.version, pack.form.hash)
    ):
        raise PackNotUnderstood


def _children_in_lines(pack: Pack) -> Iterator[Plain]:
    for line in (*pack.child.lines, *pack.meeting.lines):
        for change in line.patch:
            match change:
                case Added() | Removed():
                    yield change.values.get("child_id", "")
                case Altered(field="child_id"):
                    yield change.before
                    yield change.after
                case Spliced(field="child_id"):
                    raise PackNotUnderstood
                case _:
                    pass


def _unlike(entities: Iterable[E]) -> tuple[E, ...]:
    found = tuple(entities)
    if len({entity.id for entity in found}) != len(found):
        raise PackNotUnderstood
    return found


def _row(plain: Plain, *names: str) -> Row:
    if not isinstance(plain, dict) or plain.keys() != set(names):
        raise PackNotUnderstood
    return plain


def _list(plain: Plain) -> list[Plain]:
    if not isinstance(plain, list):
        raise PackNotUnderstood
    return plain


def _text(plain: Plain) -> str:
    if not isinstance(plain, str):
        raise PackNotUnderstood
    return plain


def _name(plain: Plain) -> str:
    text = _text(plain)
    if len(text) > LONGEST_NAME or not text.isprintable():
        raise PackNotUnderstood
    return text


def _identifier(plain: Plain) -> str:
    text = _name(plain)
    if not text:
        raise PackNotUnderstood
    return text


def _matching(pattern: re.Pattern[str], plain: Plain) -> str:
    text = _text(plain)
    if not pattern.fullmatch(text):
        raise PackNotUnderstood
    return text


def _moment(plain: Plain) -> dt.datetime:
    text = _text(plain)
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None or plain_value(moment) != text:
        raise PackNotUnderstood
    return moment


def _revision(plain: Plain) -> Revision:
    if not isinstance(plain, dict) or not plain or len(plain) > MOST_WRITERS:
        raise PackNotUnderstood
    counts: Mapping[str, int] = {
        _matching(_HEX, writer): number
        for writer, number in plain.items()
        if type(number) is int and number > 0
    }
    if len(counts) != len(plain):
        raise PackNotUnderstood
    return Revision.from_plain(counts)
