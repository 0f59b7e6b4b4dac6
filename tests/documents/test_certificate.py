from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from cpm_desktop.documents.certificate import (
    CertificateCannotSign,
    CertificateKeeper,
    CertificateUnreadable,
    SigningIdentity,
    load_certificate,
    make_certificate,
    make_secret,
)
from tests.documents.fictional_documents import SIGNED_AT


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
    assert not usage.key_cert_sign
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_an_expired_certificate_is_refused_in_plain_words(chair: SigningIdentity) -> None:
    chair.require_valid_at(chair.valid_until)
    with pytest.raises(CertificateCannotSign, match="expired on 23 November 2029"):
        chair.require_valid_at(chair.valid_until + timedelta(seconds=1))


def test_a_clock_set_back_is_refused_in_plain_words(chair: SigningIdentity) -> None:
    chair.require_valid_at(chair.valid_from)
    with pytest.raises(CertificateCannotSign, match="Put the clock right"):
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


def test_a_container_without_a_key_that_signs_pdfs_is_told_as_that() -> None:
    curve = ec.generate_private_key(ec.SECP256R1())
    sealed = serialization.BestAvailableEncryption(b"secret")
    content = pkcs12.serialize_key_and_certificates(b"Priya Nair", curve, None, None, sealed)
    with pytest.raises(CertificateUnreadable, match="no key that can sign") as refused:
        load_certificate(content, b"secret")
    assert "Restore the newest backup" in refused.value.sentence
