"""Checks a signed PDF: whether anything changed, who is said to have signed, and who vouches for that.

Stricter than the library: the last signature must account for every byte of the file, so that neither junk
after the end nor an empty revision passes. A damaged file is a verdict, not an exception.
"""

import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from asn1crypto import x509  # type: ignore[import-untyped]  # it ships no types
from cryptography import x509 as pyca
from cryptography.exceptions import InvalidSignature
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from cpm_desktop.documents.agreement import Agreement, compare_data
from cpm_desktop.documents.allowed_changes import (
    allowed_changes,
    has_unexplained_revision,
    signatures_taken_off,
)
from cpm_desktop.documents.library_logs import silence_library_logs
from cpm_desktop.documents.signature_envelope import covered_length, sha256_of
from cpm_desktop.documents.time_order import out_of_order
from cpm_desktop.documents.time_reading import read_time
from cpm_desktop.documents.verdict import SignatureFound, TimeFound, Verdict
from cpm_desktop.domain.errors import CarePlanningError

silence_library_logs()

_HEADER_WITHIN = 1024
_MEANT_TO_SIGN = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
_CHANGED = "Something in the file was changed after it was signed by {who}."
_CHANGED_SINCE = "Something in the file was changed after the time server “{who}” confirmed it."
_ADDED = "Something was added to the file after it was signed by {who}."
_TAKEN_OFF = "A signature was taken off after it was given: the place “{field}” bears none any more."
_UNREADABLE = "The file is damaged: it cannot be read as a PDF to its end."
_LOCKED = "The file is encrypted, so it is not as it was signed and cannot be checked. Ask for the one that was signed."
_LAST_LINES = b"startxref"  # without it there is nothing to read; a library would look for it byte by byte
_UNREADABLE_SIGNATURE = "A signature in the file is damaged and cannot be read."
_ENVELOPE = "The bytes that hold the signature of {who} were changed."
_OTHER_FILE = "This is not the file that was recorded when it was signed: its SHA-256 differs."


class NotAPdf(CarePlanningError):
    """The file is no PDF at all."""


def verify(
    pdf: bytes,
    known: Iterable[bytes] = (),
    recorded_sha256: str | None = None,
    checked_at: datetime | None = None,
    made_here: Collection[str] = (),
) -> Verdict:
    """Check every signature in `pdf`, without any network.

    Args:
        pdf: the whole file.
        known: certificates (DER) that this computer trusts: signers' own, or those that vouch for them.
        recorded_sha256: the file's SHA-256 as kept when it was signed, where there is such a record.
        checked_at: now, aware; to notice a signature from the future.
        made_here: fingerprints of certificates whose keys the application made on this computer.

    Raises:
        NotAPdf: the file does not begin as a PDF does.
    """
    if b"%PDF-" not in pdf[:_HEADER_WITHIN]:
        raise NotAPdf("This file is not a PDF. Choose the PDF that was signed.")
    found = _check(pdf, tuple(known))
    findings = found.findings
    if recorded_sha256 is not None and recorded_sha256.lower() != sha256_of(pdf):
        findings.append(_OTHER_FILE)
    signatures = [replace(each, is_made_here=each.fingerprint in made_here) for each in found.signatures]
    agreement = (
        compare_data(pdf)
        if not {_UNREADABLE, _LOCKED} & set(findings)
        else Agreement(has_data=False, findings=())
    )
    findings += agreement.findings
    return Verdict(
        sha256=sha256_of(pdf),
        is_signed=bool(signatures) or b"/ByteRange" in pdf,
        is_whole=bool(signatures) and not findings,
        signatures=tuple(signatures),
        findings=tuple(findings),
        checked_at=checked_at,
        times=tuple(found.times),
        of_data=agreement.sentence,
        remarks=out_of_order(found.in_order),
    )


@dataclass(slots=True)
class _Found:
    """What was found in a file so far: signatures and times in order, and what is wrong."""

    signatures: list[SignatureFound] = field(default_factory=list)
    times: list[TimeFound] = field(default_factory=list)
    in_order: list[SignatureFound | TimeFound] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


def _check(pdf: bytes, known: Sequence[bytes]) -> _Found:
    if _LAST_LINES not in pdf:
        return _Found(findings=[_UNREADABLE])
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if reader.encrypted:
            return _Found(findings=[_LOCKED])
        embedded = list(reader.embedded_signatures)
        has_signature = bool(reader.embedded_regular_signatures)
        taken_off = signatures_taken_off(reader)
    except Exception:  # noqa: BLE001  damaged files raise a dozen types that mean the same
        return _Found(findings=[_UNREADABLE])
    if not has_signature:
        return _Found(findings=[_UNREADABLE_SIGNATURE] if b"/ByteRange" in pdf else [])
    found = _check_all(pdf, embedded, known)
    found.findings += [_TAKEN_OFF.format(field=name) for name in taken_off]
    if not found.findings and has_unexplained_revision(reader, {each.signed_revision for each in embedded}):
        found.findings.append(_ADDED.format(who=found.signatures[0].signer))
    return found


def _check_all(pdf: bytes, embedded: Sequence[EmbeddedPdfSignature], known: Sequence[bytes]) -> _Found:
    found = _Found()
    accounted_for = 0
    for signature in embedded:
        try:
            who = _check_one(signature, known, found)
        except Exception:  # noqa: BLE001  as above: whatever is raised, the signature cannot be relied on
            found.findings.append(_UNREADABLE_SIGNATURE)
            continue
        try:
            accounted_for = covered_length(pdf, signature.byte_range, signature.pkcs7_content)
        except Exception:  # noqa: BLE001  ours says so; the library's own say that nothing can be read there
            found.findings.append(_ENVELOPE.format(who=who))
    if not found.findings and accounted_for != len(pdf):
        found.findings.append(_ADDED.format(who=found.signatures[-1].signer))
    return found


def _check_one(signature: EmbeddedPdfSignature, known: Sequence[bytes], found: _Found) -> str:
    """Check a signature or a server's time, note what was found, and return whose it is."""
    if signature.sig_object_type == "/DocTimeStamp":
        time = read_time(signature, known)
        found.times.append(time)
        found.in_order.append(time)
        if not time.is_intact:
            found.findings.append(_CHANGED_SINCE.format(who=time.server))
        return time.server
    who = _signer_name(signature)
    described = _describe(signature, _status(signature, known), known)
    found.signatures.append(described)
    found.in_order.append(described)
    if not described.is_intact:
        found.findings.append(_CHANGED.format(who=who))
    return who


def _status(signature: EmbeddedPdfSignature, known: Sequence[bytes]) -> PdfSignatureStatus:
    moment = signature.self_reported_timestamp or datetime.now(UTC)
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(certificate) for certificate in known],
        allow_fetching=False,
        moment=moment.astimezone(UTC),
    )
    return validate_pdf_signature(
        signature,
        context,
        diff_policy=allowed_changes(),
        key_usage_settings=_MEANT_TO_SIGN,
        skip_diff=not _is_what_was_signed(signature),
    )


def _is_what_was_signed(signature: EmbeddedPdfSignature) -> bool:
    """Compare what was signed with what its digest says; where they differ, looking at what came after is idle."""
    stated = find_unique_cms_attribute(signature.signer_info["signed_attrs"], "message_digest").native
    return bool(signature.compute_digest() == stated)


def _describe(
    signature: EmbeddedPdfSignature, status: PdfSignatureStatus, known: Sequence[bytes]
) -> SignatureFound:
    der = signature.signer_cert.dump()
    certificate = pyca.load_der_x509_certificate(der)
    signed_at = signature.self_reported_timestamp
    return SignatureFound(
        field=signature.field_name,
        signer=_signer_name(signature),
        organisation=_named(certificate, pyca.NameOID.ORGANIZATION_NAME),
        signed_at=signed_at.astimezone(UTC) if signed_at else None,
        fingerprint=sha256_of(der),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        is_intact=_is_intact(status),
        is_self_made=_vouches_for_itself(certificate),
        is_known=status.trusted or der in known,
        vouched_by=_who_vouches(status, der),
    )


def _who_vouches(status: PdfSignatureStatus, der: bytes) -> str:
    """Name the known certificate at the head of those that vouch for the signer's; empty where none does."""
    path = status.validation_path if status.trusted else None
    root = path.first.dump() if path is not None else der
    if root == der:
        return ""
    certificate = pyca.load_der_x509_certificate(root)
    return _named(certificate, pyca.NameOID.COMMON_NAME) or certificate.subject.rfc4514_string()


def _is_intact(status: PdfSignatureStatus) -> bool:
    """Say whether the signed bytes stand, and what came after is no more than the signature allows."""
    allowed = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}
    return bool(
        status.intact and status.valid and status.docmdp_ok is True and status.modification_level in allowed
    )


def _signer_name(signature: EmbeddedPdfSignature) -> str:
    """Give the certificate's name, or the full one signed beside it where that one is shortened."""
    certificate = pyca.load_der_x509_certificate(signature.signer_cert.dump())
    name = _named(certificate, pyca.NameOID.COMMON_NAME)
    full = str(signature.sig_object.get("/Name", ""))
    return full if name.endswith("…") and full.startswith(name[:-1]) else name


def _named(certificate: pyca.Certificate, oid: pyca.ObjectIdentifier) -> str:
    found = certificate.subject.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


def _vouches_for_itself(certificate: pyca.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(certificate)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
