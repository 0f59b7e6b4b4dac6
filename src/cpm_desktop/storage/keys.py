"""Making and unlocking the store's data key: random, wrapped under a passphrase and a recovery code."""

import base64
import binascii
import hashlib
import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cpm_desktop.storage.errors import UnsuitablePassphrase, WrongPassphrase, WrongRecoveryCode
from cpm_desktop.storage.key_header import (
    NONCE_LENGTH,
    SALT_LENGTH,
    AuthoritySlot,
    DerivationCost,
    KeyHeader,
    PassphraseSlot,
    RecoverySlot,
    bound_data,
)

S = TypeVar("S", bound=RecoverySlot)
LEAST_COST: Final = DerivationCost(memory=65_536, passes=3, lanes=4)
RECOVERY_LETTERS: Final = 32  # 160 bits in base32

_KEY_LENGTH = 32
_ARGON2_VERSION = 19
_MOST_CALIBRATED_MEMORY = 262_144  # KiB: more than this could fail on a laptop that is already full
_MOST_CALIBRATED_PASSES = 64
_GROUP = 4
_RECOVERY_PURPOSE = b"cpm-desktop recovery code"
_EASILY_MISREAD = str.maketrans("018", "OIB")  # none of the three digits is in base32


@dataclass(frozen=True)
class StoreKey:
    """What opens the database of one store. It never shows its bytes.

    Attributes:
        data_key: 32 random bytes.
        store_id: 32 hex digits from the key header.
    """

    data_key: bytes = field(repr=False)
    store_id: str

    @property
    def salt(self) -> bytes:
        """The 16 bytes that the database begins with: they tell this store's file from a foreign one."""
        return hashlib.sha256(b"cpm-desktop store " + bytes.fromhex(self.store_id)).digest()[:16]


def calibrate(
    seconds: float = 1.0,
    least: DerivationCost = LEAST_COST,
    measure: Callable[[DerivationCost], float] | None = None,
) -> DerivationCost:
    """The cost that takes about `seconds` on this computer, and never less than `least`.

    Memory is raised first, since that is what an attacker's hardware has least of. Takes about a second.

    Args:
        seconds: to aim at for one derivation.
        least: what no calibration goes below.
        measure: gives the seconds that a cost takes; measured on this computer if left out.
    """
    measured = measure or _measure
    cost = least
    taken = measured(cost)
    while taken * 2 <= seconds and cost.memory * 2 <= _MOST_CALIBRATED_MEMORY:
        cost = replace(cost, memory=cost.memory * 2)
        taken = measured(cost)
    passes = round(cost.passes * seconds / max(taken, 0.001))
    return replace(cost, passes=min(max(passes, least.passes), _MOST_CALIBRATED_PASSES))


def make_keys(passphrase: str, cost: DerivationCost) -> tuple[KeyHeader, StoreKey, str]:
    """Keys for a new store: its header, its data key, and the recovery code to show once.

    Raises:
        UnsuitablePassphrase: it is empty.
    """
    key = StoreKey(secrets.token_bytes(_KEY_LENGTH), secrets.token_hex(16))
    recovery, code = _make_recovery_slot(key, RecoverySlot)
    return KeyHeader(key.store_id, 1, _make_passphrase_slot(key, passphrase, cost), recovery), key, code


def make_other_keys(
    header: KeyHeader, passphrase: str, cost: DerivationCost
) -> tuple[KeyHeader, StoreKey, str]:
    """Another data key for the same store: the header to go with it, the key, and the new recovery code.

    Nothing that opened the store before opens what is encrypted with it, a code of the authority among them.

    Raises:
        UnsuitablePassphrase: it is empty.
    """
    key = StoreKey(secrets.token_bytes(_KEY_LENGTH), header.store_id)
    recovery, code = _make_recovery_slot(key, RecoverySlot)
    slot = _make_passphrase_slot(key, passphrase, cost)
    return KeyHeader(key.store_id, header.generation + 1, slot, recovery), key, code


def unlock_with_passphrase(header: KeyHeader, passphrase: str) -> StoreKey:
    """The data key. Takes as long for a wrong passphrase as for the right one.

    Raises:
        WrongPassphrase: it does not open this store.
    """
    slot = header.passphrase
    try:
        wrapping_key = _derive(passphrase, slot.salt, slot.cost)
        return StoreKey(_unwrap(wrapping_key, header.store_id, slot), header.store_id)
    except InvalidTag as error:
        raise WrongPassphrase from error


def unlock_with_recovery_code(header: KeyHeader, code: str) -> StoreKey:
    """The data key, by the person's recovery code or the one that the authority holds.

    Args:
        header: of the store.
        code: as typed: spaces, hyphens, small letters and 0, 1, 8 for O, I, B do not matter.

    Raises:
        WrongRecoveryCode: it is not whole, or does not open this store.
    """
    secret = _read_recovery_code(code)
    for slot in (header.recovery, header.authority):
        if slot is None:
            continue
        try:
            return StoreKey(_unwrap(_stretch(secret, slot.salt), header.store_id, slot), header.store_id)
        except InvalidTag:
            continue
    raise WrongRecoveryCode(
        "That recovery code does not open this store. Compare it letter by letter with the printed one."
    )


def change_passphrase(header: KeyHeader, key: StoreKey, passphrase: str, cost: DerivationCost) -> KeyHeader:
    """The header under a new passphrase. Old copies of the header still open with the old one.

    Raises:
        UnsuitablePassphrase: it is empty.
    """
    slot = _make_passphrase_slot(key, passphrase, cost)
    return replace(header, generation=header.generation + 1, passphrase=slot)


def replace_recovery_code(header: KeyHeader, key: StoreKey) -> tuple[KeyHeader, str]:
    """The header with a new recovery code, and that code; the former opens old copies of the header only."""
    slot, code = _make_recovery_slot(key, RecoverySlot)
    return replace(header, generation=header.generation + 1, recovery=slot), code


def replace_authority_code(header: KeyHeader, key: StoreKey) -> tuple[KeyHeader, str]:
    """The header with a new code for the authority to hold, and that code; one it held before no longer counts."""
    made, code = _make_recovery_slot(key, AuthoritySlot)
    return replace(header, generation=header.generation + 1, authority=made), code


def withdraw_authority_code(header: KeyHeader) -> KeyHeader:
    """The header without a code of the authority; old copies of the header still open with it."""
    return replace(header, generation=header.generation + 1, authority=None)


def _make_passphrase_slot(key: StoreKey, passphrase: str, cost: DerivationCost) -> PassphraseSlot:
    if not passphrase.strip():
        raise UnsuitablePassphrase(
            "A passphrase is needed: several words that you can remember and others cannot guess."
        )
    salt = secrets.token_bytes(SALT_LENGTH)
    slot = PassphraseSlot(cost, salt, secrets.token_bytes(NONCE_LENGTH), b"")
    return replace(slot, wrapped=_wrap(_derive(passphrase, salt, cost), key, slot))


def _make_recovery_slot(key: StoreKey, kind: type[S]) -> tuple[S, str]:
    secret = secrets.token_bytes(RECOVERY_LETTERS * 5 // 8)
    slot = kind(secrets.token_bytes(SALT_LENGTH), secrets.token_bytes(NONCE_LENGTH), b"")
    slot = replace(slot, wrapped=_wrap(_stretch(secret, slot.salt), key, slot))
    letters = base64.b32encode(secret).decode("ascii")
    return slot, "-".join(letters[start : start + _GROUP] for start in range(0, RECOVERY_LETTERS, _GROUP))


def _read_recovery_code(code: str) -> bytes:
    typed = unicodedata.normalize("NFKC", code).upper()
    letters = "".join(letter for letter in typed if letter.isalnum()).translate(_EASILY_MISREAD)
    if len(letters) != RECOVERY_LETTERS:
        raise WrongRecoveryCode(
            f"A recovery code has {RECOVERY_LETTERS} letters and digits in groups of four; "
            f"this one has {len(letters)}. Compare it with the printed one."
        )
    try:
        return base64.b32decode(letters)
    except (binascii.Error, ValueError) as error:
        raise WrongRecoveryCode(
            "A recovery code has only the letters A to Z and the digits 2 to 7. "
            "Compare it with the printed one."
        ) from error


def _derive(passphrase: str, salt: bytes, cost: DerivationCost) -> bytes:
    # NFKC: the same passphrase typed on another keyboard or system comes as other code points.
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(
        typed, salt, cost.passes, cost.memory, cost.lanes, _KEY_LENGTH, Type.ID, _ARGON2_VERSION
    )


def _stretch(secret: bytes, salt: bytes) -> bytes:
    # 160 random bits need no slow derivation.
    return HKDF(SHA256(), _KEY_LENGTH, salt, _RECOVERY_PURPOSE).derive(secret)


def _wrap(wrapping_key: bytes, key: StoreKey, slot: PassphraseSlot | RecoverySlot) -> bytes:
    return AESGCM(wrapping_key).encrypt(slot.nonce, key.data_key, bound_data(key.store_id, slot))


def _unwrap(wrapping_key: bytes, store_id: str, slot: PassphraseSlot | RecoverySlot) -> bytes:
    return AESGCM(wrapping_key).decrypt(slot.nonce, slot.wrapped, bound_data(store_id, slot))


def _measure(cost: DerivationCost) -> float:
    started = time.perf_counter()
    _derive("calibration", bytes(SALT_LENGTH), cost)
    return time.perf_counter() - started
