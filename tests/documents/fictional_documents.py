"""A fictional meeting's two pages, its fields and signature, and certificates for whoever signs."""

import io
from datetime import UTC, datetime

from reportlab.pdfgen.canvas import Canvas

from cpm_desktop.documents.certificate import SigningIdentity, load_certificate, make_certificate, make_secret
from cpm_desktop.documents.signature_field import CHAIR, COUNTERSIGNER, SignatureField
from cpm_desktop.documents.stamp import DrawnSignature

SIGNED_AT = datetime(2026, 11, 24, 16, 40, tzinfo=UTC)
WAVE = DrawnSignature((((0.1, 0.5), (0.3, 0.2), (0.5, 0.8), (0.9, 0.4)), ((0.95, 0.9),)), 3.0)
FIELDS = (
    SignatureField(CHAIR, 1, (72, 500, 276, 560), "Signature of the chair"),
    SignatureField(COUNTERSIGNER, 1, (300, 500, 500, 560), "Signature of the countersigner"),
)


def two_pages(text: str = "Care planning meeting") -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, pageCompression=0, invariant=1)
    canvas.setTitle("Minutes")
    canvas.drawString(72, 720, text)
    canvas.showPage()
    canvas.drawString(72, 720, "Signatures")
    canvas.save()
    return written.getvalue()


def make_identity(name: str, organisation: str = "Northbeck Council") -> SigningIdentity:
    secret = make_secret()
    return load_certificate(make_certificate(name, organisation, secret, SIGNED_AT), secret)
