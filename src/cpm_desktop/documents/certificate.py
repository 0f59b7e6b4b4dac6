"""The chair's certificate: made at set-up, kept as PKCS#12, loaded once, checked before it signs.

The key is RSA because an elliptic-curve key would force PDF 2.0 on the files, and they are to stay PDF 1.7.
The certificate is self-signed: it proves that nothing changed and that one key signed, not whose key it was.
"""

import hashlib
import re
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from cpm_desktop.documents.said_time import say_date
from cpm_desktop.domain.errors import CarePlanningError

KEY_BITS = 3072
VALID_FOR_YEARS = 3
_KDF_ROUNDS = 10_000  # the secret is 256 random bits, not words: more would only hold up whoever signs
_LONGEST_NAME = 64
"""X.520's upper bound of a name's length; counted here in bytes of UTF-8, as readers do."""
_CLOCK_TOLERANCE = timedelta(days=1)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


class CertificateCannotSign(CarePlanningError):
    """The certificate must not be used to sign at the moment asked for."""


class CertificateUnreadable(CarePlanningError):
    """The PKCS#12 is damaged, or its secret is not the one it was made with."""


@dataclass(frozen=True, slots=True)
class SigningIdentity:
    """A loaded certificate with its private key, ready to sign any number of documents.

    Attributes:
        signer_name: the name on the certificate, shortened with "…" where it is over 64 bytes.
        full_name: the name as it was given at set-up.
        organisation: the authority on the certificate.
        valid_from: first moment at which it may sign (UTC).
        valid_until: last moment at which it may sign (UTC).
        fingerprint: SHA-256 of the certificate, 64 hexadecimal digits in lower case.
        certificate: the certificate, DER.
        private_key: the RSA key; never shown, logged or stored in the clear.
        chain: the certificates of those who vouch for it, one for the other, DER; none where nobody does.
        issuer: who issued it; empty for one that was made on a computer for itself.
    """

    signer_name: str
    full_name: str
    organisation: str
    valid_from: datetime
    valid_until: datetime
    fingerprint: str
    certificate: bytes = field(repr=False)
    private_key: rsa.RSAPrivateKey = field(repr=False)
    chain: tuple[bytes, ...] = field(default=(), repr=False)
    issuer: str = ""

    def require_valid_at(self, moment: datetime) -> None:
        """Refuse a signature at `moment` (aware) outside the certificate's validity.

        Raises:
            CertificateCannotSign: it has expired, or is not valid yet.
        """
        if moment > self.valid_until:
            raise CertificateCannotSign(
                f"Your signing certificate expired on {say_date(self.valid_until)}, so it cannot sign. "
                "Choose another one under “My signing certificate…” in the menu, then sign; nothing has been lost."
            )
        if moment < self.valid_from:
            raise CertificateCannotSign(
                f"Your signing certificate is valid only from {say_date(self.valid_from)}, but this "
                f"computer’s clock says {say_date(moment)}. Put the clock right, then sign again; "
                "nothing has been lost."
            )

    def days_left(self, moment: datetime) -> int:
        """Whole days for which the certificate can still sign; negative once it has expired."""
        return (self.valid_until - moment).days


class CertificateKeeper:
    """Loads each PKCS#12 once, because one made by an earlier version takes a third of a second.

    Holds private keys in memory: `forget` when the application locks. Any thread may ask.
    """

    def __init__(self, load: Callable[[bytes, bytes], SigningIdentity] | None = None) -> None:
        """Keep nothing yet; `load` stands in for `load_certificate`."""
        self._load = load or load_certificate
        self._loaded: dict[bytes, SigningIdentity] = {}
        self._held: SigningIdentity | None = None
        self._turn = threading.Lock()

    def identity(self, container: bytes, secret: bytes) -> SigningIdentity:
        """Give the identity in the PKCS#12 `container`, loading it the first time.

        Raises:
            CertificateUnreadable: the container is damaged or the secret is wrong.
        """
        key = hashlib.sha256(hashlib.sha256(container).digest() + secret).digest()
        with self._turn:
            if key not in self._loaded:
                self._loaded[key] = self._load(container, secret)
            return self._loaded[key]

    def hold(self, identity: SigningIdentity) -> None:
        """Keep an identity that was read from its own file until everything is forgotten."""
        with self._turn:
            self._held = identity

    def held(self) -> SigningIdentity | None:
        """Give the identity that was read from its own file; None where none was since everything was forgotten."""
        with self._turn:
            return self._held

    def forget(self) -> None:
        """Drop every loaded key."""
        with self._turn:
            self._loaded.clear()
            self._held = None


def make_secret() -> bytes:
    """Make the random secret that protects a PKCS#12: 256 bits as 43 ASCII characters."""
    return secrets.token_urlsafe(32).encode("ascii")


def make_certificate(
    name: str, organisation: str, secret: bytes, made_at: datetime, years: int = VALID_FOR_YEARS
) -> bytes:
    """Make a key and its self-signed certificate, as PKCS#12 protected by `secret`.

    Args:
        name: the chair's name as people know it.
        organisation: the authority; may be empty.
        secret: from `make_secret`; the encrypted store keeps it beside the container.
        made_at: now, aware.
        years: how long it may sign, in years of 365 days.

    Returns:
        A PKCS#12 under PBES2 (AES-256, PBKDF2-SHA-256), to be kept in the encrypted store.

    Raises:
        CertificateCannotSign: the name is empty.
    """
    identity = make_identity(name, organisation, made_at, timedelta(days=365 * years))
    return packed(identity, secret)


def make_identity(name: str, organisation: str, made_at: datetime, valid_for: timedelta) -> SigningIdentity:
    """Make a key and its self-signed certificate for use at once; it is kept nowhere.

    Raises:
        CertificateCannotSign: the name is empty.
    """
    full_name, organisation = _printable(name), _printable(organisation)
    if not full_name:
        raise CertificateCannotSign("A certificate needs a name. Enter your name, then make it again.")
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    certificate = _self_signed(key, full_name, organisation, made_at.astimezone(UTC), valid_for)
    return identity_of(certificate, key, full_name)


def packed(identity: SigningIdentity, secret: bytes) -> bytes:
    """Return an identity with its key as PKCS#12 under PBES2 (AES-256, PBKDF2-SHA-256) by `secret`."""
    protection = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_KDF_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(secret)
    )
    certificate = x509.load_der_x509_certificate(identity.certificate)
    above = [x509.load_der_x509_certificate(each) for each in identity.chain]
    return pkcs12.serialize_key_and_certificates(
        identity.full_name.encode(), identity.private_key, certificate, above, protection
    )


def load_certificate(container: bytes, secret: bytes) -> SigningIdentity:
    """Load the identity from its PKCS#12; keep what it gives, for one made by an earlier version takes about 0.3 s.

    No other thread of Python runs meanwhile: the window stands still.

    Raises:
        CertificateUnreadable: the container is damaged, the secret is wrong, or the key is not RSA.
    """
    try:
        loaded = pkcs12.load_pkcs12(container, secret)
    except (ValueError, TypeError) as cause:
        raise CertificateUnreadable(
            "Your signing certificate could not be opened: what is stored of it is damaged. "
            "Restore the newest backup, then sign again; nothing that was recorded is lost."
        ) from cause
    if loaded.cert is None or not isinstance(loaded.key, rsa.RSAPrivateKey):
        raise CertificateUnreadable(
            "Your signing certificate has no key that can sign these documents. "
            "Restore the newest backup, then sign again; nothing that was recorded is lost."
        )
    full_name = (loaded.cert.friendly_name or b"").decode("utf-8", "replace")
    chain = [each.certificate for each in loaded.additional_certs or ()]
    return identity_of(loaded.cert.certificate, loaded.key, full_name, chain)


def identity_of(
    certificate: x509.Certificate,
    key: rsa.RSAPrivateKey,
    full_name: str = "",
    chain: Sequence[x509.Certificate] = (),
) -> SigningIdentity:
    """Return the identity of a certificate and its key; `chain` is who vouches for it, one for the other."""
    signer_name = _attribute(certificate.subject, NameOID.COMMON_NAME)
    return SigningIdentity(
        signer_name=signer_name,
        full_name=full_name or signer_name,
        organisation=_attribute(certificate.subject, NameOID.ORGANIZATION_NAME),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        certificate=certificate.public_bytes(serialization.Encoding.DER),
        private_key=key,
        chain=tuple(each.public_bytes(serialization.Encoding.DER) for each in chain),
        issuer=_attribute(certificate.issuer, NameOID.COMMON_NAME) if _is_issued(certificate) else "",
    )


def _is_issued(certificate: x509.Certificate) -> bool:
    return certificate.issuer != certificate.subject


def _self_signed(
    key: rsa.RSAPrivateKey, name: str, organisation: str, made_at: datetime, valid_for: timedelta
) -> x509.Certificate:
    attributes = [x509.NameAttribute(NameOID.COUNTRY_NAME, "GB")]
    if organisation:
        attributes.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, _shortened(organisation)))
    attributes.append(x509.NameAttribute(NameOID.COMMON_NAME, _shortened(name)))
    subject = x509.Name(attributes)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,  # PAdES readers ask for it: the signer stands by what was signed
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(made_at - _CLOCK_TOLERANCE)
        .not_valid_after(made_at + valid_for)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(identifier, critical=False)
        .sign(key, hashes.SHA256())
    )


def _printable(text: str) -> str:
    """Take out what a certificate's name cannot hold: control characters and lone surrogates."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _shortened(name: str) -> str:
    if len(name.encode()) <= _LONGEST_NAME:
        return name
    room = _LONGEST_NAME - len("…".encode())
    return name.encode()[:room].decode("utf-8", "ignore").rstrip() + "…"


def _attribute(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""
