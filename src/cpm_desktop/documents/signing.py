"""Signs a PDF as PAdES B-B by the chair's certificate, so that any later change can be detected.

The first signature certifies the document and allows only that fields already there be signed (DocMDP 2):
a second person can countersign, nobody can add or change anything else.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto.x509 import Certificate  # type: ignore[import-untyped]  # it ships no types
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from cpm_desktop.documents.certificate import SigningIdentity
from cpm_desktop.documents.library_logs import silence_library_logs
from cpm_desktop.documents.stamp import Signature, draw_stamp
from cpm_desktop.domain.errors import CarePlanningError

silence_library_logs()


class CannotSignDocument(CarePlanningError):
    """The document cannot take this signature; it is unchanged."""


@dataclass(frozen=True, slots=True)
class SignatureRequest:
    """What a signature says and looks like.

    Attributes:
        field: name of the field to sign; made without a box where an unsigned document has none of that name.
        signed_at: the signer's own clock, aware.
        reason: why it is signed, such as "Agreed as the record of the meeting"; empty for none.
        stamp: PDF operators from `stamp_for`; empty for none.
    """

    field: str
    signed_at: datetime
    reason: str = ""
    stamp: bytes = b""


class UntouchedMetadataWriter(IncrementalPdfFileWriter):
    """Appends a revision without rewriting Info and XMP, and stays PDF 1.7 (pyHanko would do neither)."""

    output_version = (1, 7)

    def _update_meta(self) -> None:
        """Leave the document's metadata as the renderer wrote it."""


class _DatedPdfSigner(signers.PdfSigner):
    """Signs with the time it is given instead of the time at which the library happens to run."""

    signed_at: datetime

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002  the library's own signature
    ) -> PdfSigningSession:
        """Start as the library does, then set the clock."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.signed_at
        return session


class _LoadedKeySigner(signers.Signer):
    """Signs with a key that is loaded already; the library's own signer parses it at each call (0.1 s)."""

    def __init__(self, identity: SigningIdentity) -> None:
        beside = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # not annotated there
        beside.register_multiple([Certificate.load(each) for each in identity.chain])
        super().__init__(signing_cert=Certificate.load(identity.certificate), cert_registry=beside)
        self._key = identity.private_key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,  # noqa: ARG002  always sha256 here
        dry_run: bool = False,  # noqa: FBT001, FBT002  the library's own signature
    ) -> bytes:
        """Sign `data`; a dry run asks only how long the signature will be."""
        if dry_run:
            return bytes(self._key.key_size // 8)
        return self._key.sign(data, PKCS1v15(), SHA256())


def sign_pdf(pdf: bytes, identity: SigningIdentity, request: SignatureRequest) -> bytes:
    """Append a signature to `pdf`; the bytes given stand unchanged at the head of those returned.

    Raises:
        CertificateCannotSign: the certificate is not valid at `request.signed_at`.
        CannotSignDocument: the document is damaged, the field is signed, or a signed document lacks it.
    """
    identity.require_valid_at(request.signed_at)
    try:
        return _sign(pdf, identity, request)
    except (PdfError, SigningError) as cause:
        raise CannotSignDocument(
            "This document cannot be signed: it is damaged, or it was signed in a way that allows no further "
            "signature. Make the document again, then sign the new one."
        ) from cause


def field_box(pdf: bytes, field: str) -> tuple[float, float] | None:
    """Give width and height in points of the box reserved for `field`, or None where there is no box."""
    reader = PdfFileReader(io.BytesIO(pdf))
    for name, _, reference in fields.enumerate_sig_fields(reader):
        if name == field:
            left, bottom, right, top = (float(length) for length in reference.get_object()["/Rect"])
            return (right - left, top - bottom) if right > left and top > bottom else None
    return None


def stamp_for(pdf: bytes, field: str, signature: Signature, fonts: Sequence[Path] = ()) -> bytes:
    """Draw `signature` for the box reserved for `field`; nothing where the document has no box for it.

    Raises:
        NothingDrawn: the strokes or the name are empty.
        CharacterNotDrawable: no font has one of the typed name's characters.
    """
    box = field_box(pdf, field)
    return draw_stamp(signature, *box, fonts) if box else b""


def _sign(pdf: bytes, identity: SigningIdentity, request: SignatureRequest) -> bytes:
    writer = UntouchedMetadataWriter(io.BytesIO(pdf))
    found = {name: value for name, value, _ in fields.enumerate_sig_fields(writer.prev)}
    is_first = not any(value is not None for value in found.values())
    if found.get(request.field) is not None:
        raise CannotSignDocument("This document is signed already. Open it to see the signature.")
    if request.field not in found and not is_first:
        raise CannotSignDocument(
            "This document was signed without a place for another signature, and adding one would spoil the "
            "first. A second person can say that they agree in a comment, whose addendum is signed."
        )
    metadata = signers.PdfSignatureMetadata(
        field_name=request.field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=identity.full_name,
        reason=request.reason or None,
        certify=is_first,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    signer = _DatedPdfSigner(
        metadata,
        _LoadedKeySigner(identity),
        stamp_style=_appearance(request.stamp, field_box(pdf, request.field)),
        new_field_spec=SigFieldSpec(request.field),
    )
    signer.signed_at = request.signed_at.astimezone(UTC)
    signed = io.BytesIO()
    signer.sign_pdf(writer, output=signed)
    return signed.getvalue()


def _appearance(stamp: bytes, box: tuple[float, float] | None) -> StaticStampStyle:
    """Show the stamp alone: no border, no text of the library's own, one unit to a point."""
    width, height = box or (1.0, 1.0)
    return StaticStampStyle(
        border_width=0,
        background=RawContent(stamp, box=BoxConstraints(width=width, height=height)),
        background_opacity=1.0,
        background_layout=SimpleBoxLayoutRule(
            x_align=AxisAlignment.ALIGN_MIN, y_align=AxisAlignment.ALIGN_MIN, margins=Margins(0, 0, 0, 0)
        ),
    )
