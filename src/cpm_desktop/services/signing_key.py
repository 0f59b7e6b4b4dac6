"""The key that signs: made at set-up, or a certificate file’s, kept in the encrypted store or read each time."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cpm_desktop.documents.certificate import (
    CertificateUnreadable,
    SigningIdentity,
    make_certificate,
    make_secret,
    packed,
)
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.refusals import UnknownContent

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

_CERTIFICATE = "signing.certificate"
_SECRET = "signing.secret"  # noqa: S105  # the name of the secret, not the secret
_IN_USE = "signing.in_use"
_OLD_SOURCE, _OLD_FILE = "signing.source", "signing.file"  # settings, as earlier versions kept them
MADE, KEPT, READ = "made", "kept", "read"
"""Where the key comes from: made here, taken from a file and kept, or read from its file each time."""


class CertificateFileWanted(CarePlanningError):
    """The certificate is read from its file each time, and its passphrase was not given since the start."""


@dataclass(frozen=True, slots=True)
class CertificateInUse:
    """What signs on this computer.

    Attributes:
        source: MADE, KEPT or READ.
        name: whom the certificate names; empty while it was not loaded.
        issuer: who vouches for it; empty where nobody does.
        valid_until: until when it signs; None while it was not loaded.
        fingerprint: SHA-256 of the certificate; empty while it was not loaded.
        file: where it is read from each time; empty for the others.
    """

    source: str
    name: str = ""
    issuer: str = ""
    valid_until: "dt.datetime | None" = None
    fingerprint: str = ""
    file: str = ""


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
    """Load the signing key; the first time, while a desk is open, one made by an earlier version takes a moment.

    Where there is none, where its certificate has run out, and where the power failed while one was kept, a new one
    is made: nobody but the person vouches for it either way. One that came from a file is never replaced so.

    Raises:
        CertificateFileWanted: it is read from its file each time, and was not since the desk was opened.
    """
    if key_source(desk) == READ:
        identity = desk.certificates.get().held()
        if identity is None:
            raise CertificateFileWanted(
                "Your certificate is read from its file each time. Open it under “My signing certificate…” in the menu "
                "with its passphrase, then try again; nothing has been lost."
            )
        return identity
    if key_source(desk) == KEPT:
        return _load(desk)
    make_signing_key(desk)
    with suppress(CertificateUnreadable):
        identity = _load(desk)
        if desk.now() <= identity.valid_until:
            return identity
    _make(desk)
    return _load(desk)


def key_source(desk: Desk) -> str:
    """Return where the key comes from: MADE, KEPT or READ."""
    return _in_use(desk)[0]


def certificate_in_use(desk: Desk) -> CertificateInUse:
    """Return what signs; it may load the key, so it is for any thread."""
    source, file = _in_use(desk)
    identity = desk.certificates.get().held() if source == READ else load_signing_key(desk)
    if identity is None:
        return CertificateInUse(source, file=file)
    return CertificateInUse(
        source,
        identity.full_name,
        identity.issuer,
        identity.valid_until,
        identity.fingerprint,
        file if source == READ else "",
    )


def read_certificate_file(desk: Desk, path: Path, passphrase: str) -> SigningIdentity:
    """Read somebody's certificate file (PKCS#12), checked for signing now; nothing of it is kept.

    Raises:
        CarePlanningError: it cannot be read, is no such file, or cannot sign; the sentence says which.
    """
    from cpm_desktop.documents.certificate_file import (  # noqa: PLC0415 - only for those who have such a file
        LARGEST_CERTIFICATE_FILE,
        CertificateFileRefused,
        open_certificate_file,
    )

    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_CERTIFICATE_FILE + 1)
    except OSError as error:
        message = (
            f"The file “{path.name}” cannot be read. Check that it is still there, and that you may open it."
        )
        raise CertificateFileRefused(message) from error
    if len(content) > LARGEST_CERTIFICATE_FILE:
        message = f"The file “{path.name}” is too large for a certificate. Choose the one that ends in .p12 or .pfx."
        raise CertificateFileRefused(message)
    return open_certificate_file(content, passphrase, desk.now())


def keep_certificate_file(desk: Desk, path: Path, passphrase: str) -> CertificateInUse:
    """Take a certificate file into the encrypted store; from now on it signs, and its passphrase is not asked again.

    Raises:
        CarePlanningError: as `read_certificate_file`.
    """
    identity = read_certificate_file(desk, path, passphrase)
    secret = make_secret()
    _exchange(desk, KEPT, key={_SECRET: secret, _CERTIFICATE: packed(identity, secret)})
    return certificate_in_use(desk)


def use_certificate_file(desk: Desk, path: Path, passphrase: str) -> CertificateInUse:
    """Sign with a certificate file that stays where it is; its passphrase is asked once each time the records open.

    Raises:
        CarePlanningError: as `read_certificate_file`.
    """
    identity = read_certificate_file(desk, path, passphrase)
    # A kept file's key goes: nothing may take it for one made here later.
    key = _made(desk) if key_source(desk) == KEPT else {}
    desk.certificates.get().hold(identity)
    _exchange(desk, READ, str(path), key)
    return certificate_in_use(desk)


def use_certificate_made_here(desk: Desk) -> CertificateInUse:
    """Sign with a key made on this computer again; a new one is made where a file's was kept in its place."""
    _exchange(desk, MADE, key=_made(desk) if key_source(desk) == KEPT else {})
    return certificate_in_use(desk)


def _in_use(desk: Desk) -> tuple[str, str]:
    """Return where the key comes from, and the file it is read from each time."""
    try:
        noted = desk.wait(desk.store.get_secret(_IN_USE)).decode(errors="surrogateescape")
    except UnknownContent:
        settings = desk.workplace().value
        return settings.setting(_OLD_SOURCE, MADE), settings.setting(_OLD_FILE)
    source, _, file = noted.partition("\n")
    return source, file


def _exchange(desk: Desk, source: str, file: str = "", key: "Mapping[str, bytes] | None" = None) -> None:
    """Have another key sign. Key and what is known of it are one write: no crash leaves one without the other."""
    noted = f"{source}\n{file}".encode(errors="surrogateescape")
    desk.wait(desk.store.put_secrets({**(key or {}), _IN_USE: noted}))


def _make(desk: Desk) -> None:
    _exchange(desk, MADE, key=_made(desk))


def _made(desk: Desk) -> dict[str, bytes]:
    """Make a key and its certificate; return them as they are kept."""
    worker, secret = desk.workplace().value.worker, make_secret()
    container = make_certificate(worker.name, desk.authority().name, secret, desk.now())
    return {_SECRET: secret, _CERTIFICATE: container}


def _load(desk: Desk) -> SigningIdentity:
    container = desk.wait(desk.store.get_secret(_CERTIFICATE))
    return desk.certificates.get().identity(container, desk.wait(desk.store.get_secret(_SECRET)))
