"""A person's certificate file: what opens it, what of it is taken, and each file that cannot sign in its own words."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from cpm_desktop.documents.certificate import load_certificate, make_secret, packed
from cpm_desktop.documents.certificate_file import (
    CertificateFileRefused,
    WrongPassphraseForFile,
    open_certificate_file,
    read_certificates,
)
from cpm_desktop.documents.signature_field import CHAIR
from cpm_desktop.documents.signing import SignatureRequest, sign_pdf
from cpm_desktop.documents.verifying import verify
from tests.documents.fictional_documents import SIGNED_AT
from tests.services.certificate_files import AUTHORITY, authority, certificate_file, issued, key_of

WORDS = "her own words"
NAME = "Joy Okafor"


@pytest.fixture
def file(tmp_path: Path) -> bytes:
    return certificate_file(tmp_path, NAME, WORDS, SIGNED_AT).read_bytes()


def test_it_signs_and_whoever_knows_the_authority_knows_the_signer(file: bytes, unsigned: bytes) -> None:
    identity = open_certificate_file(file, WORDS, SIGNED_AT)
    assert (identity.signer_name, identity.issuer) == (NAME, AUTHORITY)
    signed = sign_pdf(unsigned, identity, SignatureRequest(CHAIR, SIGNED_AT))
    known = authority(SIGNED_AT).public_bytes(serialization.Encoding.DER)
    assert identity.chain == (known,)  # whoever reads the file finds it there
    verdict = verify(signed, [known])
    assert verdict.is_whole
    assert f"“{AUTHORITY}” vouches for it" in " ".join(verdict.sentences())
    assert "Nobody known to this computer vouches" in " ".join(verify(signed).sentences())


def test_a_chain_whose_end_vouches_for_nobody_but_those_below_is_left_out(unsigned: bytes) -> None:
    above = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Northbeck Root")])
    own = authority(SIGNED_AT)
    builder = (
        x509.CertificateBuilder(above, own.subject, own.public_key(), own.serial_number)
        .not_valid_before(own.not_valid_before_utc)
        .not_valid_after(own.not_valid_after_utc)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    )
    from_above = builder.sign(key_of("Northbeck Root"), hashes.SHA256())
    sealed = serialization.BestAvailableEncryption(WORDS.encode())
    content = pkcs12.serialize_key_and_certificates(
        NAME.encode(), key_of(NAME), issued(NAME, SIGNED_AT), [from_above], sealed
    )
    identity = open_certificate_file(content, WORDS, SIGNED_AT)
    assert (identity.issuer, identity.chain) == (AUTHORITY, ())
    signed = sign_pdf(unsigned, identity, SignatureRequest(CHAIR, SIGNED_AT))
    assert from_above.public_bytes(serialization.Encoding.DER).hex().encode() not in signed.lower()


def test_a_changed_certificate_beside_the_signers_is_found(file: bytes, unsigned: bytes) -> None:
    signed = sign_pdf(
        unsigned, open_certificate_file(file, WORDS, SIGNED_AT), SignatureRequest(CHAIR, SIGNED_AT)
    )
    beside = authority(SIGNED_AT).public_bytes(serialization.Encoding.DER).hex().encode()
    at = signed.lower().index(beside)
    for place in range(at + 20, at + len(beside), 97):
        changed = bytearray(signed)
        changed[place] = ord("0") if changed[place] != ord("0") else ord("1")
        assert not verify(bytes(changed)).is_whole, place - at


def test_what_is_kept_of_it_is_sealed_anew_and_is_the_same(file: bytes) -> None:
    identity, secret = open_certificate_file(file, WORDS, SIGNED_AT), make_secret()
    kept = load_certificate(packed(identity, secret), secret)
    assert (kept.fingerprint, kept.chain, kept.issuer) == (
        identity.fingerprint,
        identity.chain,
        identity.issuer,
    )
    with pytest.raises(ValueError, match="password"):
        pkcs12.load_pkcs12(packed(identity, secret), WORDS.encode())


def test_a_wrong_passphrase_is_told_as_that(file: bytes) -> None:
    for wrong in ("", "Her own words", "something else"):
        with pytest.raises(WrongPassphraseForFile, match="does not open"):
            open_certificate_file(file, wrong, SIGNED_AT)


@pytest.mark.parametrize("content", [b"", b"-----BEGIN CERTIFICATE-----", b"%PDF-1.7", b"\x30\x82\x00\x01"])
def test_what_is_no_certificate_file_is_told(content: bytes) -> None:
    with pytest.raises(CertificateFileRefused, match="no certificate file"):
        open_certificate_file(content, WORDS, SIGNED_AT)


@pytest.mark.parametrize(
    ("certificate", "sentence"),
    [
        (issued(NAME, SIGNED_AT, days=(-90, -2)), "expired on 22 November 2026"),
        (issued(NAME, SIGNED_AT, days=(3, 90)), "valid only from 27 November 2026"),
        (issued(NAME, SIGNED_AT, signs=False), "issued for another use"),
        (issued(NAME, SIGNED_AT, use=ExtendedKeyUsageOID.SERVER_AUTH), "issued for another use"),
        (issued(NAME, SIGNED_AT, vouches=True), "to vouch for others"),
    ],
)
def test_each_certificate_that_cannot_sign_says_why(
    certificate: object, sentence: str, tmp_path: Path
) -> None:
    path = certificate_file(tmp_path, NAME, WORDS, SIGNED_AT, certificate=certificate)  # type: ignore[arg-type]  # a parameter of the test
    with pytest.raises(CertificateFileRefused, match=sentence):
        open_certificate_file(path.read_bytes(), WORDS, SIGNED_AT)


def test_a_file_without_its_key_or_without_its_certificate_is_told(tmp_path: Path) -> None:
    path = certificate_file(tmp_path, NAME, WORDS, SIGNED_AT, has_key=False)
    sealed = serialization.BestAvailableEncryption(WORDS.encode())
    key_alone = pkcs12.serialize_key_and_certificates(None, key_of(NAME), None, None, sealed)
    for content in (path.read_bytes(), key_alone):
        with pytest.raises(
            CertificateFileRefused, match="not hold a certificate together with its private key"
        ):
            open_certificate_file(content, WORDS, SIGNED_AT)


@pytest.mark.parametrize("key", [ec.generate_private_key(ec.SECP256R1()), key_of("small", 1024)])
def test_a_key_of_another_kind_is_told(key: object) -> None:
    name = x509.Name([])
    own = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())  # type: ignore[attr-defined]  # one of two kinds
        .serial_number(1)
        .not_valid_before(SIGNED_AT - timedelta(days=1))
        .not_valid_after(SIGNED_AT + timedelta(days=1))
        .sign(key, hashes.SHA256())  # type: ignore[arg-type]  # as above
    )
    secret = serialization.BestAvailableEncryption(WORDS.encode())
    content = pkcs12.serialize_key_and_certificates(None, key, own, None, secret)  # type: ignore[arg-type]  # one of two kinds
    with pytest.raises(CertificateFileRefused, match="RSA key of 2048 bits"):
        open_certificate_file(content, WORDS, SIGNED_AT)


def test_an_authoritys_certificates_are_read_in_either_writing(tmp_path: Path) -> None:
    own = authority(SIGNED_AT)
    der, pem = (own.public_bytes(kind) for kind in (serialization.Encoding.DER, serialization.Encoding.PEM))
    assert read_certificates(der) == read_certificates(pem) == (der,)
    assert read_certificates(pem + pem) == (der, der)
    for other in (b"", b"notes", b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"):
        assert read_certificates(other) == ()
    (tmp_path / "unused").write_bytes(der)


def test_a_key_beside_somebody_elses_certificate_is_refused() -> None:
    own = issued(NAME, SIGNED_AT).public_bytes(serialization.Encoding.DER)
    other = own
    while len(other) != len(own) or other == own:  # of the same length, so that the file stays one
        other = issued("Jay Okafor", SIGNED_AT).public_bytes(serialization.Encoding.DER)
    content = pkcs12.serialize_key_and_certificates(
        None, key_of(NAME), x509.load_der_x509_certificate(own), None, serialization.NoEncryption()
    )
    assert open_certificate_file(content, "", SIGNED_AT).signer_name == NAME
    assert content.count(own) == 1
    with pytest.raises(WrongPassphraseForFile):
        open_certificate_file(content.replace(own, other), "", SIGNED_AT)


def test_a_certificate_that_says_nothing_of_its_use_signs() -> None:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    plain = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key_of(NAME).public_key())
        .serial_number(1)
        .not_valid_before(SIGNED_AT - timedelta(days=1))
        .not_valid_after(SIGNED_AT + timedelta(days=1))
        .sign(key_of(NAME), hashes.SHA256())
    )
    secret = serialization.BestAvailableEncryption(WORDS.encode())
    content = pkcs12.serialize_key_and_certificates(None, key_of(NAME), plain, None, secret)
    assert open_certificate_file(content, WORDS, SIGNED_AT).signer_name == NAME
