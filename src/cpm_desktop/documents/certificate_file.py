"""Certificate files: a person's own (PKCS#12) to sign with, and those of authorities that vouch for others."""

from collections.abc import Sequence
from datetime import datetime

from asn1crypto import pkcs12 as asn1_pkcs12  # type: ignore[import-untyped]  # it ships no types
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier

from cpm_desktop.documents.certificate import SigningIdentity, identity_of
from cpm_desktop.documents.said_time import say_date
from cpm_desktop.documents.vouching import vouches
from cpm_desktop.domain.errors import CarePlanningError

LARGEST_CERTIFICATE_FILE = 1024 * 1024  # bytes
_SMALLEST_KEY = 2048  # bits
_SIGNING_DOCUMENTS = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
_SIGNING_DOCUMENTS_BY_MICROSOFT = ObjectIdentifier("1.3.6.1.4.1.311.10.3.12")
_FOR_PERSONS = frozenset(
    {
        _SIGNING_DOCUMENTS,
        _SIGNING_DOCUMENTS_BY_MICROSOFT,
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        ExtendedKeyUsageOID.CLIENT_AUTH,
    }
)


class CertificateFileRefused(CarePlanningError):
    """A certificate file that cannot be used to sign; nothing of it was kept."""


class WrongPassphraseForFile(CertificateFileRefused):
    """The file is a certificate file, but not for this passphrase."""


def open_certificate_file(content: bytes, passphrase: str, moment: datetime) -> SigningIdentity:
    """Open a person's PKCS#12 file (.p12, .pfx) to sign with it; takes up to a second.

    Args:
        content: the file's bytes.
        passphrase: the file's own.
        moment: now, aware; the certificate must be valid then.

    Raises:
        WrongPassphraseForFile: the passphrase does not open it.
        CertificateFileRefused: it is no such file, has no key, has expired, or is not meant for signing.
    """
    _require_pkcs12(content)
    try:
        loaded = pkcs12.load_pkcs12(content, passphrase.encode() or None)
    except (ValueError, TypeError) as cause:
        raise WrongPassphraseForFile(
            "This passphrase does not open the certificate file. Check capital letters, then enter it again."
        ) from cause
    if loaded.key is None or loaded.cert is None:
        raise CertificateFileRefused(
            "This file does not hold a certificate together with its private key, so it cannot sign. Export both again "
            "from where they are kept, as one file."
        )
    if not isinstance(loaded.key, rsa.RSAPrivateKey) or loaded.key.key_size < _SMALLEST_KEY:
        raise CertificateFileRefused(
            f"The key in this file is not an RSA key of {_SMALLEST_KEY} bits or more, which these documents need. "
            "Ask whoever issued the certificate for one with such a key."
        )
    certificate = loaded.cert.certificate  # the library opens none whose key is another's
    _require_meant_for_signing(certificate)
    others = [each.certificate for each in loaded.additional_certs or ()]
    identity = identity_of(certificate, loaded.key, chain=_chain_above(certificate, others))
    _require_valid(identity, moment)
    return identity


def read_certificates(content: bytes) -> tuple[bytes, ...]:
    """Read the certificates of a file, PEM or DER, such as an authority's own; nothing where it holds none.

    Returns:
        Each certificate, DER.
    """
    try:
        if b"-----BEGIN CERTIFICATE-----" in content:
            found = x509.load_pem_x509_certificates(content)
        else:
            found = [x509.load_der_x509_certificate(content)]
    except ValueError:
        return ()
    return tuple(each.public_bytes(serialization.Encoding.DER) for each in found)


def _require_pkcs12(content: bytes) -> None:
    try:
        version = asn1_pkcs12.Pfx.load(content)["version"].native
    except (ValueError, TypeError):
        version = ""
    if version != "v3":
        raise CertificateFileRefused(
            "This is no certificate file that can sign. Choose a PKCS#12 file: its name ends in .p12 or .pfx."
        )


def _require_meant_for_signing(certificate: x509.Certificate) -> None:
    try:
        basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        vouches = basic.ca
    except x509.ExtensionNotFound:
        vouches = False
    if vouches:
        raise CertificateFileRefused(
            "The certificate in this file is an authority’s own, to vouch for others. Choose the one that was issued "
            "to you."
        )
    if not (_may_sign(certificate) and _is_for_persons(certificate)):
        raise CertificateFileRefused(
            "The certificate in this file was issued for another use, such as a website, and not to sign documents. "
            "Ask whoever issued it for one to sign with."
        )


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _is_for_persons(certificate: x509.Certificate) -> bool:
    try:
        uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return not _FOR_PERSONS.isdisjoint(uses)


def _require_valid(identity: SigningIdentity, moment: datetime) -> None:
    if moment > identity.valid_until:
        raise CertificateFileRefused(
            f"The certificate in this file expired on {say_date(identity.valid_until)}, so it cannot sign. Choose a "
            "newer one, or ask whoever issued it."
        )
    if moment < identity.valid_from:
        raise CertificateFileRefused(
            f"The certificate in this file is valid only from {say_date(identity.valid_from)}. Check this computer’s "
            "clock, or wait until then."
        )


def _chain_above(
    certificate: x509.Certificate, others: Sequence[x509.Certificate]
) -> tuple[x509.Certificate, ...]:
    """Return those that vouch, one for the other, for this one up to one that vouches for itself; else none.

    A part of a chain would stand in the signature where nothing shows whether it was changed.
    """
    waiting, below = list(others), certificate
    chain: list[x509.Certificate] = []
    while (above := next((each for each in waiting if vouches(each, below)), None)) is not None:
        chain.append(above)
        waiting.remove(above)
        below = above
    return tuple(chain) if chain and vouches(below, below) else ()
