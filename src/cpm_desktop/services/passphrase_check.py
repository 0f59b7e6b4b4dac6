"""Asking for the passphrase again before something that counts."""

from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.errors import WrongPassphrase
from cpm_desktop.storage.keys import unlock_with_passphrase


def check_passphrase(desk: Desk, passphrase: str) -> None:
    """Make sure that whoever sits here knows the passphrase; it takes about a second, right or wrong.

    Raises:
        PassphraseRefused: it is not the one that opens this store.
        CarePlanningError: the key files cannot be read.
    """
    if desk.place is None:
        message = "The passphrase cannot be checked here. Lock the application and unlock it again."
        raise PassphraseRefused(message)
    try:
        unlock_with_passphrase(desk.place.keys.read(), passphrase)
    except WrongPassphrase as error:
        message = "That passphrase is not the one that opens your records. Check Caps Lock and try again."
        raise PassphraseRefused(message) from error
