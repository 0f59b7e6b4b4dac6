r"""The outside of a pack: signed by its sender and sealed with age; nothing is parsed before both were checked.

    age( "cpm-desktop pack 1\n"  key (32 bytes)  signature (64 bytes)  body )
    age( "cpm-desktop pack 2\n"  key  signature  length of the body (4 bytes)  body  files )

The signature covers the first line, the key, the length of the body and the body, which itself names the sender, whom
it is for, and each file by its SHA-256. A pack without files is the first kind, which earlier versions open too.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from cpm_desktop.exchange import pack_passphrase
from cpm_desktop.exchange.pack_files import LARGEST_FILES
from cpm_desktop.exchange.pack_keys import PackKeys
from cpm_desktop.exchange.pack_refusals import (
    NotAPack,
    NotForThisKey,
    PackDamaged,
    PackFromNewerVersion,
    PackTooCostly,
    PackTooLarge,
    TooBusyForPack,
    WrongPackPassphrase,
)

LARGEST_BODY: Final = 5_000_000  # bytes
LARGEST_FILE: Final = (
    LARGEST_BODY + LARGEST_FILES + 20_000
)  # what sealing adds: 16 bytes for each 64 KiB, and the header
PACK_VERSION: Final = 1
VERSION_WITH_FILES: Final = 2
_AGE: Final = b"age-encryption.org/v1\n"
_FIRST_LINE: Final = re.compile(rb"cpm-desktop pack ([1-9][0-9]{0,5})\n")
_KEY, _SIGNATURE, _LENGTH = 32, 64, 4
_SIGNED: Final = b"cpm-desktop pack signature\x00"
_HEADER: Final = 4096  # bytes within which the header of age must end
_NO_KEY, _NO_PASSPHRASE = "No matching keys found", "Decryption failed"
_TOO_BUSY: Final = (
    "Excessive work"  # how the library begins where it measured this computer as too slow for it
)
_MEASURED_ANEW: Final = 5  # times


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What a pack holds, after its seal and its signature were found to be right.

    Attributes:
        body: the pack as JSON; not parsed yet.
        key: the key that signed it, 32 bytes.
        files: what stands behind the body; whether it is what the body names is not asked yet.
    """

    body: bytes
    key: bytes
    files: bytes = field(repr=False)


def signed_content(body: bytes, keys: PackKeys, files: Iterable[bytes] = ()) -> bytes:
    """Return what is sealed: the first line, the key, the signature, the body, and the files that the body names."""
    several = tuple(files)
    line = f"cpm-desktop pack {VERSION_WITH_FILES if several else PACK_VERSION}\n".encode("ascii")
    signature = keys.signing_key.sign(_to_sign(line, keys.public_key, body))
    length = len(body).to_bytes(_LENGTH, "big") if several else b""
    return b"".join((line, keys.public_key, signature, length, body, *several))


def seal_to_address(content: bytes, address: str) -> bytes:
    """Seal signed content to a person's key."""
    sealed: bytes = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(address)])
    return sealed


def seal_with_passphrase(content: bytes, passphrase: str) -> bytes:
    """Seal signed content with a passphrase; it takes half a second and 128 MiB, and so does opening it."""
    return pack_passphrase.seal(content, _as_one_spelling(passphrase))


def wants_passphrase(content: bytes) -> bool:
    """Tell whether a pack was sealed with a passphrase.

    Raises:
        NotAPack, PackTooLarge, PackDamaged, PackTooCostly: by what its outside shows.
    """
    if not content.startswith(_AGE):
        raise NotAPack
    if len(content) > LARGEST_FILE:
        raise PackTooLarge
    header, ends, _ = content[:_HEADER].partition(b"\n--- ")
    if not ends:
        raise PackDamaged
    stanzas = [line.split(b" ")[1:] for line in header.split(b"\n") if line.startswith(b"-> ")]
    with_passphrase = [stanza for stanza in stanzas if stanza[0] == b"scrypt"]
    if with_passphrase:
        work = with_passphrase[0][-1]
        if len(stanzas) != 1 or not re.fullmatch(rb"[1-9][0-9]?", work):
            raise PackDamaged
        if int(work) > pack_passphrase.WORK:  # each one more doubles the memory that opening it takes
            raise PackTooCostly
    return bool(with_passphrase)


def unseal_for(content: bytes, keys: PackKeys) -> Unsealed:
    """Open a pack that was sealed to one's own key, and check who signed it.

    Raises:
        NotAPack, PackTooLarge, PackDamaged, PackFromNewerVersion: it is not whole, or not for this version.
        NotForThisKey: it is for somebody else.
    """
    if wants_passphrase(content):
        raise NotForThisKey
    try:
        inside = pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(keys.identity)])
    except pyrage.DecryptError as error:
        raise (NotForThisKey if str(error) == _NO_KEY else PackDamaged) from error
    return verified(inside)


def unseal_with(content: bytes, passphrase: str) -> Unsealed:
    """Open a pack that was sealed with a passphrase, and check who signed it.

    Raises:
        NotAPack, PackTooLarge, PackDamaged, PackFromNewerVersion: it is not whole, or not for this version.
        PackTooCostly: opening it would take more memory than any that is made here.
        WrongPackPassphrase: another passphrase sealed it, or none did.
        TooBusyForPack: this computer is at its limits just now.
    """
    if not wants_passphrase(content):
        raise WrongPackPassphrase
    for _ in range(_MEASURED_ANEW):
        try:
            inside = pyrage.passphrase.decrypt(content, _as_one_spelling(passphrase))
        except pyrage.DecryptError as error:
            if not str(error).startswith(_TOO_BUSY):
                raise (WrongPackPassphrase if str(error) == _NO_PASSPHRASE else PackDamaged) from error
        else:
            return verified(inside)
    raise TooBusyForPack


def verified(inside: bytes) -> Unsealed:
    """Check the signature of what was sealed.

    Raises:
        NotAPack, PackTooLarge, PackDamaged, PackFromNewerVersion: it is not whole, or not for this version.
    """
    found = _FIRST_LINE.match(inside)
    if found is None:
        raise NotAPack
    version = int(found.group(1))
    if version not in {PACK_VERSION, VERSION_WITH_FILES}:
        raise PackFromNewerVersion
    start = found.end()
    key, signature = inside[start : start + _KEY], inside[start + _KEY : start + _KEY + _SIGNATURE]
    body, files = _parted(inside[start + _KEY + _SIGNATURE :], has_files=version == VERSION_WITH_FILES)
    if len(body) > LARGEST_BODY or len(files) > LARGEST_FILES:
        raise PackTooLarge
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, _to_sign(found.group(0), key, body))
    except (InvalidSignature, ValueError) as error:
        raise PackDamaged from error
    return Unsealed(body, key, files)


def _parted(rest: bytes, *, has_files: bool) -> tuple[bytes, bytes]:
    """Return the body and what stands behind it."""
    if not has_files:
        return rest, b""
    length = int.from_bytes(rest[:_LENGTH], "big")
    body, files = rest[_LENGTH : _LENGTH + length], rest[_LENGTH + length :]
    if len(body) != length or not files:
        raise PackDamaged
    return body, files


def _to_sign(line: bytes, key: bytes, body: bytes) -> bytes:
    return _SIGNED + line + key + len(body).to_bytes(8, "big") + body


def _as_one_spelling(passphrase: str) -> str:
    """Return a passphrase as it is told by phone: capitals and spaces at its ends or doubled do not matter."""
    return " ".join(unicodedata.normalize("NFC", passphrase).casefold().split())
