"""The codes and keys by which two people hand packs to each other, and who is known from before."""

import secrets
from dataclasses import dataclass

from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.packs import PackSender
from cpm_desktop.domain.workplace import Setting
from cpm_desktop.exchange.pack_keys import (
    PackKeys,
    address_of,
    code_of,
    fingerprint_of,
    make_pack_keys,
    squares_of,
)
from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.refusals import UnknownContent

_KEYS = "pack.keys"
_KNOWN = "pack.known."
_LETTERS = "acdefghjkmnpqrtuvwxyz234679"  # none that sound or look like another
_GROUPS, _IN_GROUP = 5, 4  # 27 to the power of 20: 95 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """Somebody whose pack was taken before.

    Attributes:
        name: as they called themselves then.
        address: their key to answer to.
        fingerprint: letters for their signing key, to be compared over the phone.
        key: their signing key, 64 hexadecimal digits.
    """

    name: str
    address: str
    fingerprint: str
    key: str


def pack_keys(desk: Desk) -> PackKeys:
    """Return the person's keys for packs; made, and kept in the encrypted store, when they are first wanted."""
    try:
        return PackKeys.from_bytes(desk.wait(desk.store.get_secret(_KEYS)))
    except UnknownContent:
        keys = make_pack_keys()
        desk.wait(desk.store.put_secrets({_KEYS: keys.to_bytes()}))
        return keys


def own_code(desk: Desk) -> str:
    """Return the code to read out to whoever is to make a pack for this laptop: 13 groups of 5 letters."""
    return code_of(pack_keys(desk).address)


def own_code_squares(desk: Desk) -> tuple[tuple[bool, ...], ...]:
    """Return the same code as the squares of a QR code, row by row, True where one is dark."""
    return squares_of(own_code(desk))


def own_fingerprint(desk: Desk) -> str:
    """Return the letters that others see beside packs from this laptop."""
    return fingerprint_of(pack_keys(desk).public_key)


def address_in(code: str) -> str:
    """Return the key that a code stands for.

    Raises:
        WrongCode: a group was misheard; the sentence says which.
    """
    return address_of(code)


def new_pack_passphrase() -> str:
    """Return a passphrase to tell by phone: five groups of four letters and figures."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
    return " ".join(groups)


def known_people(desk: Desk) -> tuple[KnownPerson, ...]:
    """Return everybody whose pack was taken here, by name."""
    found = []
    for setting in desk.workplace().value.settings:
        if setting.id.startswith(_KNOWN) and setting.value:
            address, _, name = setting.value.partition(" ")
            key = setting.id.removeprefix(_KNOWN)
            letters = fingerprint_of(bytes.fromhex(key))
            found.append(KnownPerson(name=name, address=address, fingerprint=letters, key=key))
    return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.fingerprint)))


def is_known(desk: Desk, sender: PackSender) -> bool:
    """Tell whether a pack signed by this key was taken before."""
    return bool(desk.workplace().value.setting(_KNOWN + sender.key, ""))


def remember(desk: Desk, sender: PackSender) -> None:
    """Know a sender from now on, by their key."""
    desk.workplace().perform(
        Put(entity=Setting(id=_KNOWN + sender.key, value=f"{sender.address} {sender.name}")), is_note=True
    )


def forget(desk: Desk, person: KnownPerson) -> None:
    """Know somebody no longer: their next pack comes from somebody new."""
    desk.workplace().perform(Put(entity=Setting(id=_KNOWN + person.key)), is_note=True)
