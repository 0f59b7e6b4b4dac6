"""Certificate files as people bring them: fictional authorities, persons, and files that cannot sign."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY = "Northbeck Council Signing"
_DAY = timedelta(days=1)


@cache
def key_of(whose: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    """Make one key for each person, once."""
    del whose
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def usage(*, signs: bool, vouches: bool = False, commits: bool | None = None) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs if commits is None else commits,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=vouches,
        crl_sign=vouches,
        encipher_only=False,
        decipher_only=False,
    )


def issued(
    name: str,
    moment: datetime,
    *,
    days: tuple[int, int] = (-10, 300),
    signs: bool = True,
    vouches: bool = False,
    use: x509.ObjectIdentifier | None = ExtendedKeyUsageOID.EMAIL_PROTECTION,
    may: x509.KeyUsage | None = None,
) -> x509.Certificate:
    """Issue a certificate in somebody's name by the authority; `may` says otherwise what its key may do."""
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, AUTHORITY)])
    subject = [
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Northbeck Council"),
        x509.NameAttribute(NameOID.COMMON_NAME, name),
    ]
    builder = (
        x509.CertificateBuilder()
        .subject_name(issuer if name == AUTHORITY else x509.Name(subject))
        .issuer_name(issuer)
        .public_key(key_of(name).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment + days[0] * _DAY)
        .not_valid_after(moment + days[1] * _DAY)
        .add_extension(x509.BasicConstraints(ca=vouches, path_length=0 if vouches else None), critical=True)
        .add_extension(may or usage(signs=signs, vouches=vouches), critical=True)
    )
    if use is not None and not vouches:
        builder = builder.add_extension(x509.ExtendedKeyUsage([use]), critical=False)
    return builder.sign(key_of(AUTHORITY), hashes.SHA256())


@cache
def authority(moment: datetime) -> x509.Certificate:
    """The authority's own certificate."""
    return issued(AUTHORITY, moment, days=(-100, 2000), vouches=True)


def certificate_file(
    folder: Path,
    name: str,
    passphrase: str,
    moment: datetime,
    *,
    certificate: x509.Certificate | None = None,
    has_key: bool = True,
) -> Path:
    """Write somebody's PKCS#12 file, with the authority's certificate in it."""
    path = folder / "own.p12"
    own = certificate or issued(name, moment)
    content = pkcs12.serialize_key_and_certificates(
        name.encode(),
        key_of(name) if has_key else None,
        own if has_key else None,
        [authority(moment)] if has_key else [own],
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
    path.write_bytes(content)
    return path
