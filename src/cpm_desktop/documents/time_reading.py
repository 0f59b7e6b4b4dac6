"""Reads what time servers confirmed in a signed file: its document timestamps."""

from collections.abc import Sequence
from datetime import UTC, datetime

from asn1crypto import x509  # type: ignore[import-untyped]  # it ships no types
from cryptography import x509 as pyca
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from cpm_desktop.documents.allowed_changes import allowed_changes
from cpm_desktop.documents.verdict import TimeFound

_ALLOWED = frozenset({ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING})


def read_time(stamp: EmbeddedPdfSignature, known: Sequence[bytes]) -> TimeFound:
    """Check one document timestamp.

    Args:
        stamp: as the library found it.
        known: certificates (DER) of those who may vouch for servers.
    """
    content = stamp.signed_data["encap_content_info"]["content"].parsed
    at: datetime = content["gen_time"].native
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(each) for each in known], allow_fetching=False, moment=at
    )
    status = validate_pdf_timestamp(stamp, context, diff_policy=allowed_changes())
    path = status.validation_path if status.trusted else None
    return TimeFound(
        server=_name(stamp.signer_cert.dump()),
        at=at.astimezone(UTC),
        is_intact=bool(status.intact and status.valid and status.modification_level in _ALLOWED),
        vouched_by=_name(path.first.dump()) if path is not None else "",
        is_lasting="/DSS" in stamp.reader.get_historical_resolver(stamp.signed_revision).root,
    )


def _name(der: bytes) -> str:
    certificate = pyca.load_der_x509_certificate(der)
    found = certificate.subject.get_attributes_for_oid(pyca.NameOID.COMMON_NAME)
    return str(found[0].value) if found else certificate.subject.rfc4514_string()
