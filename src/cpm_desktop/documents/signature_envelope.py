"""The bytes around a signature: which of the file it covers, and that its envelope holds no more.

A PDF signature does not cover the hexadecimal digits it is written in, and a library may read past what is
stuffed there or after the end of the file. So each byte of the file must be accounted for here.
"""

import hashlib
from collections.abc import Sequence

from asn1crypto import cms, parser  # type: ignore[import-untyped]  # it ships no types
from cryptography import x509

from cpm_desktop.documents.vouching import vouches

_PARTS = 4


class UnexplainedBytesError(ValueError):
    """A byte of the envelope is neither signed nor part of the signature."""


def covered_length(pdf: bytes, byte_range: Sequence[int], container: bytes) -> int:
    """Check one signature's envelope and give the number of bytes from the file's start that it accounts for.

    Args:
        pdf: the whole file.
        byte_range: the signature's /ByteRange.
        container: its decoded /Contents, padding included.

    Raises:
        UnexplainedBytesError: the range does not run around the gap alone, or the gap holds more.
    """
    numbers = [int(number) for number in byte_range]
    if len(numbers) != _PARTS:
        raise UnexplainedBytesError("byte range of other than two parts")
    start, before, gap_end, after = numbers
    if start != 0 or not 0 < before < gap_end <= gap_end + after <= len(pdf):
        raise UnexplainedBytesError("byte range outside the file")
    written = pdf[before:gap_end]
    digits = container.hex().encode("ascii")
    if written not in {b"<" + digits + b">", b"<" + digits.upper() + b">"}:
        raise UnexplainedBytesError("signature not written as hexadecimal digits of one case")
    _require_only_signature(container)
    return gap_end + after


def _require_only_signature(container: bytes) -> None:
    """Require one canonical signature followed by nothing but zero padding."""
    content = cms.ContentInfo.load(container)
    length = len(content.dump())
    _require_canonical(container[:length])
    if container[length:].strip(b"\0"):
        raise UnexplainedBytesError("padding is not empty")
    signed_data = content["content"]
    if len(signed_data["signer_infos"]) != 1:
        raise UnexplainedBytesError("not exactly one signer")
    signer = signed_data["signer_infos"][0]
    stated = [algorithm.dump() for algorithm in signed_data["digest_algorithms"]]
    if stated != [signer["digest_algorithm"].dump()]:
        raise UnexplainedBytesError("digest algorithms disagree")
    is_time = signed_data["encap_content_info"]["content_type"].native == "tst_info"
    if not is_time:  # a server's chain is what the server sends
        _require_no_stray_certificates(signed_data)
    if signer["sid"].name == "issuer_and_serial_number":
        _require_plain_form(signed_data, signer, "v3" if is_time else "v1")


def _require_no_stray_certificates(signed_data: cms.SignedData) -> None:
    """Require certificates beside the signer's to make a whole chain: no signature covers them but each other's."""
    held = [x509.load_der_x509_certificate(each.chosen.dump()) for each in signed_data["certificates"]]
    if len(held) == 1:
        return  # the signer's own, which the signature names by its digest
    if not all(any(vouches(above, each) for above in held) for each in held):
        raise UnexplainedBytesError("a certificate that none of those beside it vouches for")


def _require_plain_form(signed_data: cms.SignedData, signer: cms.SignerInfo, version: str) -> None:
    """Check what no signature covers and no library reads: version numbers and the issuer's spelling."""
    if signed_data["version"].native != version or signer["version"].native != "v1":
        raise UnexplainedBytesError("version numbers that this form of signature does not have")
    named = signer["sid"].chosen["issuer"].dump()
    if not any(certificate.chosen.issuer.dump() == named for certificate in signed_data["certificates"]):
        raise UnexplainedBytesError("the issuer is spelt in another way than in the certificate")


def _require_canonical(encoded: bytes) -> None:
    """Require each element to be written in the one canonical way and to be filled by its parts."""
    place = 0
    while place < len(encoded):
        kind, is_constructed, tag, header, inside, trailer = parser.parse(encoded[place:])
        element = header + inside + trailer
        if (kind, tag) == (0, 0) or parser.emit(kind, is_constructed, tag, inside) != element:
            raise UnexplainedBytesError("an element is not encoded canonically")
        if is_constructed:
            _require_canonical(inside)
        place += len(element)


def sha256_of(pdf: bytes) -> str:
    """Give the file's SHA-256, 64 hexadecimal digits in lower case."""
    return hashlib.sha256(pdf).hexdigest()
