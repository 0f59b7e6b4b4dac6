"""The key that signs: made once at set-up, kept in the encrypted store, loaded at the first signature."""

from contextlib import suppress

from cpm_desktop.documents.certificate import (
    CertificateUnreadable,
    SigningIdentity,
    make_certificate,
    make_secret,
)
from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.refusals import UnknownContent

_CERTIFICATE = "signing.certificate"
_SECRET = "signing.secret"  # noqa: S105  # the name of the secret, not the secret


def make_signing_key(desk: Desk) -> None:
    """Make the person's signing key and certificate and keep them in the store; one that is there is kept."""
    if not has_signing_key(desk):
        _make(desk)


def has_signing_key(desk: Desk) -> bool:
    """Tell whether a signing key was made."""
    try:
        desk.wait(desk.store.get_secret(_CERTIFICATE))
    except UnknownContent:
        return False
    return True


def load_signing_key(desk: Desk) -> SigningIdentity:
    """Load the signing key; the first time, while a desk is open, it takes about a third of a second.

    Where there is none, where its certificate has run out, and where the power failed while one was kept, a new one
    is made: nobody but the person vouches for it either way.
    """
    make_signing_key(desk)
    with suppress(CertificateUnreadable):
        identity = _load(desk)
        if desk.now() <= identity.valid_until:
            return identity
    _make(desk)
    return _load(desk)


def _make(desk: Desk) -> None:
    worker, secret = desk.workplace().value.worker, make_secret()
    organisation = desk.authority().name
    container = make_certificate(worker.name, organisation, secret, desk.now())
    desk.wait(desk.store.put_secret(_SECRET, secret))
    desk.wait(desk.store.put_secret(_CERTIFICATE, container))


def _load(desk: Desk) -> SigningIdentity:
    container = desk.wait(desk.store.get_secret(_CERTIFICATE))
    return desk.certificates.get().identity(container, desk.wait(desk.store.get_secret(_SECRET)))
