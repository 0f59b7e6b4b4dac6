"""The key file's content: who may unwrap the data key, by which means, and with which parameters.

The file is JSON. Every slot holds the same data key, wrapped under a key of its own (AES-256-GCM), with the
slot's own parameters, the store's id and the format's version as associated data: none of them can be changed
unnoticed. The checksum over the whole tells a damaged file from a wrong passphrase; it protects against
accidents, not against people.
"""

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Final

from cpm_desktop.storage.errors import DamagedKeys, ForeignFile, NewerStore

FORMAT: Final = "cpm-desktop-keys"
VERSION: Final = 1
LONGEST_FILE: Final = 65_536  # bytes
SALT_LENGTH: Final = 16  # bytes
NONCE_LENGTH: Final = 12  # bytes
WRAPPED_LENGTH: Final = 48  # bytes: the 32 of the data key and the 16 of the authentication tag

_HIGHEST_MEMORY = 1024 * 1024  # KiB
_HIGHEST_PASSES = 128
_HIGHEST_LANES = 16
_AUTHORITY_DERIVATION = "hkdf-sha256-authority"
_STORE_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class DerivationCost:
    """What deriving a key from a passphrase costs with Argon2id.

    Attributes:
        memory: KiB.
        passes: over that memory.
        lanes: threads working side by side.
    """

    memory: int
    passes: int
    lanes: int

    def is_tolerable(self) -> bool:
        """Whether this computer may be asked to pay it: a damaged or hostile file could name any number."""
        return (
            1 <= self.lanes <= _HIGHEST_LANES
            and 8 * self.lanes <= self.memory <= _HIGHEST_MEMORY
            and 1 <= self.passes <= _HIGHEST_PASSES
        )


@dataclass(frozen=True)
class PassphraseSlot:
    """The data key under a key derived from a passphrase (Argon2id, version 19)."""

    cost: DerivationCost
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True)
class RecoverySlot:
    """The data key under a key derived from the recovery code (HKDF with SHA-256)."""

    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True)
class AuthoritySlot(RecoverySlot):
    """The data key under a key derived from the code that the authority holds; it is no other slot's."""


@dataclass(frozen=True)
class KeyHeader:
    """The whole key file.

    Attributes:
        store_id: 32 hex digits, for ever the same for one store.
        generation: counts the writings, so that the newer of two copies is known.
        passphrase: the slot for daily use.
        recovery: the slot for the day the passphrase is forgotten.
        authority: the slot for the day the worker is ill or gone; None where the authority holds no code.
    """

    store_id: str
    generation: int
    passphrase: PassphraseSlot
    recovery: RecoverySlot
    authority: AuthoritySlot | None = None

    def shares_a_slot(self, other: "KeyHeader") -> bool:
        """Tell whether a slot stands in both: then both wrap the same data key."""
        own = (self.passphrase, self.recovery, self.authority)
        others = (other.passphrase, other.recovery, other.authority)
        return any(one is not None and one == another for one, another in zip(own, others, strict=True))


def bound_data(store_id: str, slot: PassphraseSlot | RecoverySlot) -> bytes:
    """What a slot's wrapping vouches for besides the data key: canonical JSON of all but the wrapped key."""
    fields = {name: value for name, value in _slot_fields(slot).items() if name != "wrapped"}
    return _canonical({"format": FORMAT, "version": VERSION, "store": store_id, "slot": fields})


def write_header(header: KeyHeader) -> bytes:
    """The bytes of the key file."""
    fields: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "store": header.store_id,
        "generation": header.generation,
        "passphrase": _slot_fields(header.passphrase),
        "recovery": _slot_fields(header.recovery),
    }
    if header.authority is not None:
        fields["authority"] = _slot_fields(header.authority)
    return json.dumps(fields | {"checksum": _checksum(fields)}, indent=2).encode("ascii") + b"\n"


def read_header(content: bytes) -> KeyHeader:
    """The header that a key file holds.

    Raises:
        DamagedKeys: it cannot be read, or asks for absurd parameters.
        ForeignFile: it is whole and something else.
        NewerStore: a newer version of the application wrote it.
    """
    fields = _read_json(content)
    if fields.get("format") != FORMAT:
        raise ForeignFile(
            "The file store.keys is not a key file of this application. Nothing was changed. "
            "Put the right file back, or restore the newest backup."
        )
    version = _number(fields, "version")
    if version > VERSION:
        raise NewerStore
    if version < VERSION:
        raise DamagedKeys("version")
    checksum = fields.pop("checksum", None)
    if checksum != _checksum(fields):
        raise DamagedKeys("checksum")
    return _read_fields(fields)


def _read_json(content: bytes) -> dict[str, object]:
    if len(content) > LONGEST_FILE:
        raise DamagedKeys("too long")
    try:
        fields = json.loads(content.decode("ascii"), object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        raise DamagedKeys("not JSON") from error
    if not isinstance(fields, dict):
        raise DamagedKeys("not an object")
    return fields


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise DamagedKeys("a name stands twice")
    return fields


def _read_fields(fields: dict[str, object]) -> KeyHeader:
    store_id = fields.get("store")
    if not isinstance(store_id, str) or not _STORE_ID.fullmatch(store_id):
        raise DamagedKeys("store")
    passphrase, recovery = _section(fields, "passphrase"), _section(fields, "recovery")
    if passphrase.get("derivation") != "argon2id-19" or recovery.get("derivation") != "hkdf-sha256":
        raise DamagedKeys("derivation")
    cost = DerivationCost(
        _number(passphrase, "memory_kib"), _number(passphrase, "passes"), _number(passphrase, "lanes")
    )
    if not cost.is_tolerable():
        raise DamagedKeys("cost")
    return KeyHeader(
        store_id,
        _number(fields, "generation"),
        PassphraseSlot(cost, *_secret_parts(passphrase)),
        RecoverySlot(*_secret_parts(recovery)),
        _authority_slot(fields),
    )


def _authority_slot(fields: dict[str, object]) -> AuthoritySlot | None:
    if "authority" not in fields:
        return None
    section = _section(fields, "authority")
    if section.get("derivation") != _AUTHORITY_DERIVATION:
        raise DamagedKeys("derivation")
    return AuthoritySlot(*_secret_parts(section))


def _slot_fields(slot: PassphraseSlot | RecoverySlot) -> dict[str, object]:
    derivation = _AUTHORITY_DERIVATION if isinstance(slot, AuthoritySlot) else "hkdf-sha256"
    fields: dict[str, object] = {"derivation": derivation}
    if isinstance(slot, PassphraseSlot):
        fields = {
            "derivation": "argon2id-19",
            "memory_kib": slot.cost.memory,
            "passes": slot.cost.passes,
            "lanes": slot.cost.lanes,
        }
    parts = {"salt": slot.salt, "nonce": slot.nonce, "wrapped": slot.wrapped}
    return fields | {name: base64.b64encode(part).decode("ascii") for name, part in parts.items()}


def _secret_parts(fields: dict[str, object]) -> tuple[bytes, bytes, bytes]:
    return (
        _bytes(fields, "salt", SALT_LENGTH),
        _bytes(fields, "nonce", NONCE_LENGTH),
        _bytes(fields, "wrapped", WRAPPED_LENGTH),
    )


def _section(fields: dict[str, object], name: str) -> dict[str, object]:
    section = fields.get(name)
    if not isinstance(section, dict):
        raise DamagedKeys(name)
    return section


def _number(fields: dict[str, object], name: str) -> int:
    value = fields.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise DamagedKeys(name)
    return value


def _bytes(fields: dict[str, object], name: str, length: int) -> bytes:
    value = fields.get(name)
    try:
        content = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError) as error:
        raise DamagedKeys(name) from error
    if len(content) != length:
        raise DamagedKeys(name)
    return content


def _checksum(fields: dict[str, object]) -> str:
    return hashlib.sha256(_canonical(fields)).hexdigest()


def _canonical(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")
