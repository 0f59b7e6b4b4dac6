"""The keys a person exchanges packs with, and the short code in which one is read out over the phone."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import IdentityError, RecipientError, x25519

from cpm_desktop.domain.packs import WrongCode

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # those of age's own addresses: no b, i, o and 1
_PREFIX = "age"
_DATA, _GROUP, _CHECKSUM = 52, 4, 6
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_SEED = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class PackKeys:
    """A person's two keys.

    Attributes:
        identity: opens packs made for them (age, X25519); secret.
        seed: of the key that signs (Ed25519), 32 bytes; secret.
    """

    identity: str
    seed: bytes

    @cached_property
    def signing_key(self) -> Ed25519PrivateKey:
        """The key that signs."""
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def public_key(self) -> bytes:
        """The key that its signatures are checked with, 32 bytes."""
        return self.signing_key.public_key().public_bytes_raw()

    @cached_property
    def address(self) -> str:
        """The address that packs for them are sealed to."""
        return str(x25519.Identity.from_str(self.identity).to_public())

    def __repr__(self) -> str:
        """Say nothing of the keys."""
        return "PackKeys()"

    def to_bytes(self) -> bytes:
        """Return both as the encrypted store keeps them."""
        return f"{self.identity}\n{self.seed.hex()}".encode("ascii")

    @classmethod
    def from_bytes(cls, kept: bytes) -> "PackKeys":
        """Read them as the store kept them.

        Raises:
            ValueError: they are none.
        """
        identity, _, seed = kept.decode("ascii").partition("\n")
        try:
            x25519.Identity.from_str(identity)
        except IdentityError as error:
            raise ValueError from error
        if not _SEED.fullmatch(seed):
            raise ValueError
        return cls(identity, bytes.fromhex(seed))


def make_pack_keys() -> PackKeys:
    """Make a pair of keys."""
    return PackKeys(str(x25519.Identity.generate()), Ed25519PrivateKey.generate().private_bytes_raw())


def is_address(text: str) -> bool:
    """Tell whether a text is an address that packs can be sealed to, in its one spelling."""
    try:
        return str(x25519.Recipient.from_str(text)) == text
    except RecipientError:
        return False


def code_of(address: str) -> str:
    """Return an address as thirteen groups of five letters, the last of each a check on its group and its place."""
    data = address[len(_PREFIX) + 1 : -_CHECKSUM]
    groups = [data[at : at + _GROUP] for at in range(0, _DATA, _GROUP)]
    return " ".join(f"{group}{_check(group, place)}" for place, group in enumerate(groups)).upper()


def squares_of(code: str) -> tuple[tuple[bool, ...], ...]:
    """Return a code as the squares of a QR code, row by row, True where one is dark; without the light edge around it.

    It holds the letters of the code without its spaces, and nothing else.
    """
    import segno  # noqa: PLC0415 - seldom wanted

    drawn = segno.make_qr("".join(code.split()), error="m", boost_error=False)
    return tuple(tuple(bool(square) for square in row) for row in drawn.matrix)


def address_of(code: str) -> str:
    """Return the address that a code stands for, as it is read out, pasted, or typed by a scanner.

    White space, hyphens, capitals and wide letters do not matter.

    Raises:
        WrongCode: it is too short or long, or a group was misheard; it says which.
    """
    plain = unicodedata.normalize("NFKC", code).lower().translate(str.maketrans("o1i", "0ll"))
    letters = "".join(each for each in plain if each.isalnum())
    whole = _DATA // _GROUP * (_GROUP + 1)
    if len(letters) != whole:
        message = (
            f"A code has 13 groups of 5 letters; this one has {len(letters)} letters in place of {whole}."
        )
        raise WrongCode(message)
    data = ""
    for place in range(_DATA // _GROUP):
        start = place * (_GROUP + 1)
        group, check = letters[start : start + _GROUP], letters[start + _GROUP]
        if any(letter not in _LETTERS for letter in group) or check != _check(group, place):
            message = f"Group {place + 1} of the code (“{(group + check).upper()}”) is not right. Ask for it once more."
            raise WrongCode(message)
        data += group
    address = f"{_PREFIX}1{data}{_checksum(data)}"
    if not is_address(address):
        message = "This code is nobody’s. Ask for it once more, from the beginning."
        raise WrongCode(message)
    return address


def fingerprint_of(public_key: bytes) -> str:
    """Return twelve letters in three groups that stand for a sender's signing key, to be compared over the phone."""
    digest = int.from_bytes(hashlib.sha256(b"cpm-desktop sender" + public_key).digest()[:8], "big") >> 4
    letters = "".join(_LETTERS[digest >> (5 * place) & 31] for place in range(12))
    return f"{letters[:4]} {letters[4:8]} {letters[8:]}".upper()


def _check(group: str, place: int) -> str:
    # Odd weights, so that one wrong letter always shows; the place, so that swapped groups do.
    values = [_LETTERS.index(letter) for letter in group]
    return _LETTERS[(sum((2 * at + 1) * value for at, value in enumerate(values)) + 7 * place + 5) % 32]


def _checksum(data: str) -> str:
    """Return the six letters with which an address ends (Bech32, BIP 173)."""
    spread = [ord(letter) >> 5 for letter in _PREFIX] + [0] + [ord(letter) & 31 for letter in _PREFIX]
    rest = 1
    for value in (*spread, *(_LETTERS.index(letter) for letter in data), *([0] * _CHECKSUM)):
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate(_GENERATORS):
            rest ^= generator if top >> at & 1 else 0
    rest ^= 1
    return "".join(_LETTERS[rest >> 5 * (_CHECKSUM - 1 - place) & 31] for place in range(_CHECKSUM))
