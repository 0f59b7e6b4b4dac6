"""How packs are spoilt: bytes of the sealed file and of what is inside, and, signed anew, what the JSON says."""

import copy
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tools.fuzz_packs.a_pack import FILE

from cpm_desktop.domain.journal import canonical_json


@dataclass(frozen=True, slots=True)
class Mutant:
    """A body that was spoilt.

    Attributes:
        how: in a few words.
        body: the bytes that are signed and sealed.
        must_be_refused: nothing like it may ever be taken; otherwise it may be, if it reads and writes the same.
        files: what stands behind it; None where that is as it was.
    """

    how: str
    body: bytes
    must_be_refused: bool
    files: bytes | None = None


_HUGE = 0.02  # so rarely one is huge: those take longest
_MOST = 5_000
_LIES: tuple[tuple[str, Any], ...] = (
    *(
        ("file_name", name)
        for name in ("../x.pdf", "..\\x.pdf", "C:x.pdf", "a\u202efdp.exe", "CON", ".pdf", "x.PDF", "")
    ),
    *(
        ("file_name", name)
        for name in ("/etc/passwd", "x" * 300 + ".pdf", "a\nb.pdf", " .pdf", "x.pdf ", "x.")
    ),
    *(("file_hash", name) for name in ("0" * 64, "", "x", "../../x")),
    *(("size", size) for size in (0, -1, 1, 2**31 - 1)),
)
"""What a paper may say of its file that is not so, or leads astray."""

_AWKWARD: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1,
        2**31,
        2**63,
        10**40,
        "",
        "x",
        "\x00",
        "\u202e",
        "/etc/passwd",
        "..\\..\\x",
    ),
    *(
        "CON",
        "2026-02-30",
        "20260101",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59",
        "é" * 20_001,
    ),
    *([], {}, [[]], {"id": 1}, ["a", "a"], "DROP TABLE note", "<b>x</b>", "2026-11-20T09:30:00"),
)


def flipped(sealed: bytes, dice: random.Random) -> bytes:
    """Return bytes spoilt without knowing what they mean: a bit, a cut, a doubled or moved part, other bytes."""
    at = dice.randrange(len(sealed))
    match dice.randrange(6):
        case 0 | 1:
            return sealed[:at] + bytes([sealed[at] ^ 1 << dice.randrange(8)]) + sealed[at + 1 :]
        case 2:
            return sealed[:at]
        case 3:
            return sealed[:at] + dice.randbytes(dice.randrange(1, 40)) + sealed[at:]
        case 4:
            end = dice.randrange(at, len(sealed)) + 1
            return sealed[:at] + sealed[end:]
        case _:
            end = min(len(sealed), at + dice.randrange(1, 200))
            return sealed[:at] + sealed[at:end] + sealed[at:]


def spoilt(body: bytes, dice: random.Random) -> Mutant:
    """Return a body that says something else, and is signed as if its sender meant it."""
    return dice.choice(_WAYS)(body, dice)


def changed_in_meaning(body: bytes, dice: random.Random) -> bytes:
    """Return a body in which one value is another, or two are swapped: it may well be sound."""
    plain = json.loads(body)
    places = _places(plain)
    held, key = dice.choice(places)
    like = [other[at] for other, at in places if type(other[at]) is type(held[key])]
    held[key] = dice.choice(_AWKWARD) if dice.random() < 1 / 3 else copy.deepcopy(dice.choice(like))
    return _written(plain)


def _places(plain: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 - any JSON
    """Return every container with each of its keys or indices."""
    found, waiting = [], [plain]
    while waiting:
        held = waiting.pop()
        keys = list(held) if isinstance(held, dict) else range(len(held))
        for key in keys:
            found.append((held, key))
            if isinstance(held[key], dict | list):
                waiting.append(held[key])
    return found


def _written(plain: Any) -> bytes:  # noqa: ANN401 - any JSON
    return canonical_json(plain).encode("utf-8", "surrogatepass")


def _other_value(body: bytes, dice: random.Random) -> Mutant:
    plain = json.loads(body)
    held, key = dice.choice(_places(plain))
    held[key] = dice.choice(_AWKWARD)
    return Mutant(f"{key} = {str(held[key])[:30]!r}", _written(plain), must_be_refused=False)


def _other_key(body: bytes, dice: random.Random) -> Mutant:
    plain = json.loads(body)
    rows = [held for held, _ in _places(plain) if isinstance(held, dict) and not _is_revision(held)]
    row = dice.choice(rows)
    name = dice.choice(("extra", "__class__", "", "Id", "id ", "\u0000"))
    row[name] = dice.choice(_AWKWARD)
    return Mutant(f"unknown field {name!r}", _written(plain), must_be_refused=True)


def _is_revision(row: dict[str, Any]) -> bool:
    return all(isinstance(value, int) for value in row.values())


def _missing_key(body: bytes, dice: random.Random) -> Mutant:
    plain = json.loads(body)
    held, key = dice.choice([each for each in _places(plain) if isinstance(each[0], dict)])
    was_only = _is_revision(held) and len(held) > 1
    del held[key]
    return Mutant(f"no {key}", _written(plain), must_be_refused=not was_only)


def _doubled_key(body: bytes, dice: random.Random) -> Mutant:
    at = dice.choice([place for place, byte in enumerate(body) if byte == ord("{")])
    name = dice.choice((b'"id":"x",', b'"kind":"note",', b'"pack":"' + b"0" * 32 + b'",'))
    return Mutant("a key in front", body[: at + 1] + name + body[at + 1 :], must_be_refused=True)


def _not_canonical(body: bytes, dice: random.Random) -> Mutant:
    plain = json.loads(body)
    other = dice.choice(
        (
            json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode(),
            json.dumps(plain, ensure_ascii=False, sort_keys=True).encode(),
            json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()[::-1],
            body + b" ",
            b"\xef\xbb\xbf" + body,
            body + body,
            body.replace(b'"', b"'"),
        )
    )
    return Mutant("another spelling of JSON", other, must_be_refused=True)


def _odd_number(body: bytes, dice: random.Random) -> Mutant:
    plain = json.loads(body)
    numbers = [place for place in _places(plain) if type(place[0][place[1]]) is int]
    held, key = dice.choice(numbers)
    held[key] = 123454321
    written = dice.choice((b"NaN", b"Infinity", b"-Infinity", b"1.0", b"1e9", b"-0", b"9" * 5000, b"01"))
    return Mutant(
        f"{key} = {written[:9]!r}", _written(plain).replace(b"123454321", written), must_be_refused=True
    )


def _half_character(body: bytes, dice: random.Random) -> Mutant:
    text = dice.choice((b'"\\ud83d"', b'"\\ude00\\ud83d"', b'"\xed\xa0\xbd"', b'"\xff\xfe"', b'"\xc0\x80"'))
    plain = json.loads(body)
    texts = [place for place in _places(plain) if isinstance(place[0][place[1]], str)]
    held, key = dice.choice(texts)
    held[key] = "@@half@@"
    return Mutant(
        f"{key} holds half a character", _written(plain).replace(b'"@@half@@"', text), must_be_refused=True
    )


def _deep(body: bytes, dice: random.Random) -> Mutant:
    plain = json.loads(body)
    held, key = dice.choice(_places(plain))
    held[key] = 123454321
    depth = 20_000 if dice.random() < _HUGE else dice.choice((33, 100))
    opening, closing = dice.choice(((b"[", b"]"), (b'{"a":', b"}")))
    nested = opening * depth + b"1" + closing * dice.choice((depth, 0))
    return Mutant(f"{depth} deep", _written(plain).replace(b"123454321", nested), must_be_refused=True)


def _too_long(body: bytes, dice: random.Random) -> Mutant:
    plain = json.loads(body)
    texts = [place for place in _places(plain) if isinstance(place[0][place[1]], str)]
    held, key = dice.choice(texts)
    length = 1_000_001 if dice.random() < _HUGE else 20_001
    held[key] = dice.choice("aé☀😀") * length
    return Mutant(f"{key} of {len(held[key]):,}", _written(plain), must_be_refused=True)


def _too_many(body: bytes, dice: random.Random) -> Mutant:
    plain = json.loads(body)
    lists = [held[key] for held, key in _places(plain) if isinstance(held[key], list) and held[key]]
    several = dice.choice([each for each in lists if isinstance(each[0], dict)])
    several.extend([several[0]] * (5_001 if dice.random() < _HUGE else dice.choice((1, 2))))
    # A line of the past, or a change in one, may well stand there twice; a thing may not.
    is_thing = "position" in several[0] or "values" in several[0].keys() - {"change"}
    is_refused = (is_thing and "change" not in several[0]) or len(several) > _MOST
    return Mutant(f"{len(several):,} of one", _written(plain), must_be_refused=is_refused)


def _flood(body: bytes, dice: random.Random) -> Mutant:
    plain = json.loads(body)
    held, key = dice.choice(_places(plain))
    held[key] = 123454321
    value = dice.choice((b"[]", b"{}", b"1", b'""', b'{"a":1}'))
    count = (4_900_000 if dice.random() < _HUGE else 2_000) // (len(value) + 1)
    many = b"[" + (value + b",") * count + value + b"]"
    return Mutant(
        f"{count:,} of {value!r}", _written(plain).replace(b"123454321", many), must_be_refused=True
    )


def _open_end(body: bytes, dice: random.Random) -> Mutant:
    at = dice.randrange(len(body))
    part = dice.choice((b'"\\', b'"', b"\\", b'\\"', b'"\\\\'))
    count = (4_900_000 if dice.random() < _HUGE else 2_000) // len(part)
    return Mutant(f"{count:,} of {part!r}", body[:at] + part * count, must_be_refused=True)


def _another_child(body: bytes, dice: random.Random) -> Mutant:
    plain = json.loads(body)
    children = [place for place in _places(plain) if place[1] == "child_id"]
    held, key = dice.choice(children)
    was = held[key]
    held[key] = dice.choice(("0" * 32, "somebody else"))
    # What is only carried, or a line of the past, may name nobody else either.
    return Mutant(f"child_id {was[:4]!r} → another", _written(plain), must_be_refused=True)


def _wrong_kind(body: bytes, dice: random.Random) -> Mutant:
    plain = json.loads(body)
    kinds = [place for place in _places(plain) if place[1] == "kind" and isinstance(place[0][place[1]], str)]
    held, key = dice.choice(kinds)
    held[key] = dice.choice(
        ("worker", "signed_document", "case_transfer", "setting", "signing", "nothing", "")
    )
    return Mutant(f"kind {held[key]}", _written(plain), must_be_refused=True)


def _swapped(body: bytes, dice: random.Random) -> Mutant:
    plain = json.loads(body)
    places = _places(plain)
    (one, key), (other, other_key) = dice.choice(places), dice.choice(places)
    one[key], other[other_key] = other[other_key], one[key]
    try:
        written = _written(plain)
    except (ValueError, RecursionError):  # one was put into itself
        return _other_value(body, dice)
    return Mutant(f"{key} and {other_key} swapped", written, must_be_refused=False)


def _other_files(body: bytes, dice: random.Random) -> Mutant:
    several = (flipped(FILE, dice), FILE[:-1], FILE + FILE, b"x" * len(FILE), b"")
    huge = bytes(20 * 1024 * 1024 + 1) if dice.random() < _HUGE else b"x"
    files = dice.choice((*several, FILE + huge))
    return Mutant("other files", body, must_be_refused=True, files=files if files != FILE else FILE + b"x")


def _other_file(body: bytes, dice: random.Random) -> Mutant:
    plain = json.loads(body)
    values = next(each for each in plain["meeting"]["entities"] if each["kind"] == "paper")["values"]
    key, value = dice.choice(_LIES)
    values[key] = value
    return Mutant(f"{key} = {str(value)[:30]!r}", _written(plain), must_be_refused=True)


def _bytes(body: bytes, dice: random.Random) -> Mutant:
    return Mutant("bytes of the body", flipped(body, dice), must_be_refused=False)


_WAYS: tuple[Callable[[bytes, random.Random], Mutant], ...] = (
    *(_other_value, _other_value, _other_value, _swapped, _swapped, _bytes, _bytes),
    *(_other_key, _missing_key, _doubled_key, _not_canonical, _odd_number, _half_character, _deep, _too_long),
    *(_other_files, _other_file),
    *(_too_many, _another_child, _wrong_kind, _flood, _open_end),
)
