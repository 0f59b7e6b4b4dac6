from datetime import timedelta

import pytest
from asn1crypto import pkcs12 as asn1_pkcs12  # type: ignore[import-untyped]  # it ships no types
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from cpm_desktop.documents.certificate import (
    CertificateCannotSign,
    CertificateKeeper,
    CertificateUnreadable,
    SigningIdentity,
    load_certificate,
    make_certificate,
    make_identity,
    make_secret,
)
from tests.documents.fictional_documents import SIGNED_AT
from tests.services.certificate_files import key_of


def test_a_certificate_names_the_chair_and_the_authority(chair: SigningIdentity) -> None:
    assert (chair.signer_name, chair.organisation) == ("Priya Nair", "Northbeck Council")
    assert chair.private_key.key_size == 3072
    assert chair.days_left(SIGNED_AT) == 3 * 365
    assert len(chair.fingerprint) == 64


def test_nothing_of_the_key_is_shown(chair: SigningIdentity) -> None:
    assert "private_key" not in repr(chair)


def test_a_certificate_may_sign_and_not_issue_others(chair: SigningIdentity) -> None:
    certificate = x509.load_der_x509_certificate(chair.certificate)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.content_commitment
    assert usage.digital_signature
    others = ("key_cert_sign", "crl_sign", "key_agreement", "key_encipherment", "data_encipherment")
    assert [use for use in others if getattr(usage, use)] == []
    assert certificate.extensions.get_extension_for_class(x509.KeyUsage).critical
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_a_certificate_made_here_is_its_own_from_england_and_bears_with_a_clock_a_day_behind(
    chair: SigningIdentity,
) -> None:
    certificate = x509.load_der_x509_certificate(chair.certificate)
    certificate.verify_directly_issued_by(certificate)
    assert chair.issuer == ""
    assert chair.chain == ()
    (country,) = certificate.subject.get_attributes_for_oid(NameOID.COUNTRY_NAME)
    assert country.value == "GB"
    assert SIGNED_AT - chair.valid_from == timedelta(days=1)
    identifier = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    assert not identifier.critical
    assert identifier.value == x509.SubjectKeyIdentifier.from_public_key(chair.private_key.public_key())


def test_a_certificate_for_one_signature_says_no_authority_where_there_is_none_and_ends_when_it_is_told() -> (
    None
):
    identity = make_identity("Joy Okafor", " ", SIGNED_AT, timedelta(hours=2))
    assert (identity.full_name, identity.organisation) == ("Joy Okafor", "")
    certificate = x509.load_der_x509_certificate(identity.certificate)
    assert certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME) == []
    assert identity.valid_until == SIGNED_AT + timedelta(hours=2)
    assert identity.days_left(SIGNED_AT) == 0
    assert identity.days_left(identity.valid_until + timedelta(hours=1)) == -1


def test_what_is_kept_of_a_key_is_sealed_with_a_secret_that_nobody_guesses() -> None:
    secret = make_secret()
    assert len(secret) == 43
    assert make_secret() != secret
    kept = asn1_pkcs12.Pfx.load(make_certificate("Priya Nair", "", secret, SIGNED_AT))
    sealed = [
        part["content"]["encrypted_content_info"]["content_encryption_algorithm"]
        for part in kept.authenticated_safe
        if part["content_type"].native == "encrypted_data"
    ]
    assert sealed
    for algorithm in sealed:
        assert (algorithm.encryption_cipher, algorithm.key_length) == ("aes", 32)
        assert (algorithm.kdf, algorithm.kdf_hmac) == ("pbkdf2", "sha256")
        assert (
            algorithm.kdf_iterations == 10_000
        )  # what OWASP asks for words somebody chose is not for a random secret
    assert kept["mac_data"]["mac"]["digest_algorithm"]["algorithm"].native == "sha256"


@pytest.mark.parametrize(
    ("name", "on_it"),
    [
        ("A" * 64, "A" * 64),
        ("A" * 65, "A" * 61 + "…"),
        ("A" * 60 + " " + "B" * 9, "A" * 60 + "…"),
        ("É" * 33, "É" * 30 + "…"),
    ],
)
def test_a_name_is_shortened_only_where_it_is_too_long_and_between_two_letters(name: str, on_it: str) -> None:
    secret = make_secret()
    identity = load_certificate(make_certificate(name, name, secret, SIGNED_AT), secret)
    assert (identity.signer_name, identity.organisation) == (on_it, on_it)
    assert identity.full_name == name


def test_an_identity_read_from_its_own_file_is_held_until_all_is_forgotten(chair: SigningIdentity) -> None:
    keeper = CertificateKeeper()
    assert keeper.held() is None
    keeper.hold(chair)
    assert keeper.held() is chair
    keeper.forget()
    assert keeper.held() is None


def test_an_expired_certificate_is_refused_in_plain_words(chair: SigningIdentity) -> None:
    chair.require_valid_at(chair.valid_until)
    with pytest.raises(CertificateCannotSign, match="expired on 23 November 2029"):
        chair.require_valid_at(chair.valid_until + timedelta(seconds=1))


def test_a_clock_set_back_is_refused_in_plain_words(chair: SigningIdentity) -> None:
    chair.require_valid_at(chair.valid_from)
    with pytest.raises(CertificateCannotSign, match=r"only from 23 November 2026.+Put the clock right"):
        chair.require_valid_at(chair.valid_from - timedelta(seconds=1))


@pytest.mark.parametrize(
    "name",
    ["ኃይለ ሥላሴ ገብረ እግዚአብሔር ወልደ ጊዮርጊስ ተፈሪ መኮንን", "A" * 200, "Tom\x00 <said>\ud800\u202eאב", "Z" * 61 + "Éa"],
)
def test_any_name_makes_a_certificate(name: str) -> None:
    secret = make_secret()
    identity = load_certificate(make_certificate(name, name, secret, SIGNED_AT), secret)
    assert len(identity.signer_name.encode()) <= 64
    assert identity.full_name.startswith(identity.signer_name.removesuffix("…"))


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(CertificateCannotSign, match="needs a name"):
        make_certificate(" \x00 ", "Northbeck Council", make_secret(), SIGNED_AT)


def test_a_wrong_secret_or_a_damaged_container_is_told() -> None:
    secret = make_secret()
    container = make_certificate("Priya Nair", "", secret, SIGNED_AT)
    for damaged, tried in ((container, make_secret()), (container[:-40], secret), (b"", secret)):
        with pytest.raises(CertificateUnreadable):
            load_certificate(damaged, tried)
    assert load_certificate(container, secret).organisation == ""


def test_a_keeper_loads_each_container_once_until_it_forgets(chair: SigningIdentity) -> None:
    loaded: list[bytes] = []

    def load(container: bytes, secret: bytes) -> SigningIdentity:
        loaded.append(container + secret)
        return chair

    keeper = CertificateKeeper(load)
    assert keeper.identity(b"container", b"secret") is keeper.identity(b"container", b"secret")
    keeper.identity(b"container", b"another secret")
    assert len(loaded) == 2
    keeper.forget()
    keeper.identity(b"container", b"secret")
    assert len(loaded) == 3


@pytest.mark.parametrize(("is_of_rsa", "has_certificate"), [(False, False), (False, True), (True, False)])
def test_a_container_without_a_key_that_signs_pdfs_is_told_as_that(
    is_of_rsa: bool, has_certificate: bool
) -> None:
    key = key_of("Priya Nair") if is_of_rsa else ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Priya Nair")]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Priya Nair")]))
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(SIGNED_AT)
        .not_valid_after(SIGNED_AT + timedelta(days=1))
    )
    certificate = builder.sign(key, hashes.SHA256()) if has_certificate else None
    sealed = serialization.BestAvailableEncryption(b"secret")
    content = pkcs12.serialize_key_and_certificates(b"Priya Nair", key, certificate, None, sealed)
    with pytest.raises(CertificateUnreadable, match="no key that can sign") as refused:
        load_certificate(content, b"secret")
    assert "Restore the newest backup" in refused.value.sentence
