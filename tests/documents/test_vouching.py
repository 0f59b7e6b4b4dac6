"""Certificates that someone else issued, and times outside a certificate's validity."""

import dataclasses
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cpm_desktop.documents.certificate import SigningIdentity
from cpm_desktop.documents.signature_field import CHAIR
from cpm_desktop.documents.signing import SignatureRequest, sign_pdf
from cpm_desktop.documents.verifying import verify
from tests.documents.fictional_documents import SIGNED_AT


@pytest.fixture(scope="module")
def issued(chair: SigningIdentity) -> tuple[SigningIdentity, bytes]:
    """The chair's key under a certificate that the council issued, and the council's own certificate."""
    council_key = ec.generate_private_key(ec.SECP384R1())
    council_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Northbeck Council Signing")])
    issuing = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    own = x509.load_der_x509_certificate(chair.certificate)

    def build(subject: x509.Name, key: object) -> x509.CertificateBuilder:
        assert isinstance(key, ec.EllipticCurvePublicKey) or key == own.public_key()
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(council_name)
            .serial_number(x509.random_serial_number())
            .not_valid_before(SIGNED_AT - timedelta(days=10))
            .not_valid_after(SIGNED_AT + timedelta(days=100))
            .public_key(key)  # type: ignore[arg-type]  # one of the two kinds asserted above
        )

    council = (
        build(council_name, council_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(issuing, critical=True)
        .sign(council_key, hashes.SHA384())
    )
    usage = own.extensions.get_extension_for_class(x509.KeyUsage).value
    leaf = (
        build(own.subject, own.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(council_key, hashes.SHA384())
    )
    identity = dataclasses.replace(chair, certificate=leaf.public_bytes(serialization.Encoding.DER))
    return identity, council.public_bytes(serialization.Encoding.DER)


def test_a_council_that_is_known_vouches(unsigned: bytes, issued: tuple[SigningIdentity, bytes]) -> None:
    identity, council = issued
    verdict = verify(sign_pdf(unsigned, identity, SignatureRequest(CHAIR, SIGNED_AT)), [council])
    assert verdict.is_whole
    assert verdict.signer is not None
    assert verdict.signer.is_known
    assert not verdict.signer.is_self_made


def test_a_council_that_is_not_known_vouches_for_nothing(
    unsigned: bytes, issued: tuple[SigningIdentity, bytes]
) -> None:
    verdict = verify(sign_pdf(unsigned, issued[0], SignatureRequest(CHAIR, SIGNED_AT)))
    assert verdict.is_whole
    assert "Nobody known to this computer vouches" in " ".join(verdict.sentences())


def test_a_time_outside_the_certificate_is_said(unsigned: bytes, chair: SigningIdentity) -> None:
    late = chair.valid_until + timedelta(days=40)
    forged = dataclasses.replace(chair, valid_until=late)  # a signer's program that does not check
    verdict = verify(sign_pdf(unsigned, forged, SignatureRequest(CHAIR, late)), [chair.certificate])
    assert verdict.signer is not None
    assert not verdict.signer.was_valid_when_signed
    assert "the time given for the signature is outside that" in " ".join(verdict.sentences())
