"""A fictional chair, a small document, and the same signed: made once, because keys take time."""

import pytest

from cpm_desktop.documents.certificate import SigningIdentity
from cpm_desktop.documents.signature_field import CHAIR, COUNTERSIGNER, reserve_signature_fields
from cpm_desktop.documents.signing import SignatureRequest, sign_pdf, stamp_for
from tests.documents.fictional_documents import FIELDS, SIGNED_AT, WAVE, make_identity, two_pages


@pytest.fixture(scope="session")
def chair() -> SigningIdentity:
    return make_identity("Priya Nair")


@pytest.fixture(scope="session")
def colleague() -> SigningIdentity:
    return make_identity("Joy Okafọ̀", "")


@pytest.fixture(scope="session")
def unsigned() -> bytes:
    return reserve_signature_fields(two_pages(), FIELDS, SIGNED_AT)


@pytest.fixture(scope="session")
def signed(unsigned: bytes, chair: SigningIdentity) -> bytes:
    stamp = stamp_for(unsigned, CHAIR, WAVE)
    return sign_pdf(unsigned, chair, SignatureRequest(CHAIR, SIGNED_AT, "Agreed as the record", stamp))


@pytest.fixture(scope="session")
def countersigned(signed: bytes, colleague: SigningIdentity) -> bytes:
    return sign_pdf(signed, colleague, SignatureRequest(COUNTERSIGNER, SIGNED_AT))
