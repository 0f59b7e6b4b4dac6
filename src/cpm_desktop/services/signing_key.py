"""The key that signs: made once at set-up, kept in the encrypted store, loaded at the first signature."""

from cpm_desktop.documents.certificate import SigningIdentity, load_certificate, make_certificate, make_secret
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.refusals import UnknownContent

_CERTIFICATE = "signing.certificate"
_SECRET = "signing.secret"  # noqa: S105  # the name of the secret, not the secret


class NoSigningKey(CarePlanningError):
    """This store holds no signing key."""


def make_signing_key(desk: Desk) -> None:
    """Make the person's signing key and certificate and keep them in the store; one that is there is kept."""
    if has_signing_key(desk):
        return
    worker, secret = desk.workplace().value.worker, make_secret()
    organisation = desk.authority().name
    container = make_certificate(worker.name, organisation, secret, desk.now())
    desk.wait(desk.store.put_secret(_SECRET, secret))
    desk.wait(desk.store.put_secret(_CERTIFICATE, container))


def has_signing_key(desk: Desk) -> bool:
    """Tell whether a signing key was made."""
    try:
        desk.wait(desk.store.get_secret(_CERTIFICATE))
    except UnknownContent:
        return False
    return True


def load_signing_key(desk: Desk) -> SigningIdentity:
    """Load the signing key; it takes about a third of a second.

    Raises:
        NoSigningKey: none was made.
        CertificateUnreadable: it is damaged.
    """
    try:
        container = desk.wait(desk.store.get_secret(_CERTIFICATE))
        secret = desk.wait(desk.store.get_secret(_SECRET))
    except UnknownContent as error:
        message = "There is no signing key in this store. Make one in Settings, then sign again."
        raise NoSigningKey(message) from error
    return load_certificate(container, secret)
