"""Adds a time server's word to a signed PDF: a document timestamp (RFC 3161), with what is needed to check it later.

The signature that stands there is not touched: the timestamp is a revision after it (PAdES B-T). Where the certificate
of who vouches for the server is known, the certificates of server and signers are put in with it (PAdES B-LTA).
"""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from asn1crypto import cms, tsp, x509  # type: ignore[import-untyped]  # it ships no types
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper, TimestampDSSContentSettings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

from cpm_desktop.documents.library_logs import silence_library_logs
from cpm_desktop.documents.signature_field import TIMES
from cpm_desktop.documents.signing import CannotSignDocument, UntouchedMetadataWriter
from cpm_desktop.documents.verifying import verify
from cpm_desktop.domain.errors import CarePlanningError

silence_library_logs()
_NO_USE = (
    "The time server’s answer could not be used: it is garbled. The signature stands as it was; ask for the time again "
    "later, or ask whoever runs the server."
)
Ask = Callable[[bytes], bytes]
"""Sends a request (DER) to the server and gives its answer; raises a CarePlanningError where there is none."""


class TimeNotConfirmed(CarePlanningError):
    """No server confirmed the time; the signature stands as it was, and the time can be asked for later."""


class _AskingStamper(TimeStamper):
    """Asks by a function that it is given, and takes no answer to another question.

    Attributes:
        is_answered: the server gave an answer, of whatever kind.
    """

    def __init__(self, ask: Ask) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # not annotated there
        self._ask = ask
        self.is_answered = False

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Ask and read the answer as the library does, which stumbles over some that are none.

        Raises:
            TimestampRequestError: it is no answer to this request.
        """
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (ValueError, TypeError, KeyError, AttributeError) as cause:
            raise TimestampRequestError("no timestamp") from cause

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Send the request and read the answer.

        Raises:
            TimestampRequestError: it is about something else.
        """
        answer = self._ask(req.dump())
        self.is_answered = True
        response = tsp.TimeStampResp.load(answer)
        if response["status"]["status"].native == "granted":
            stated = response["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
            if stated["message_imprint"].dump() != req["message_imprint"].dump():
                raise TimestampRequestError("about something else")
        return response


def add_time(pdf: bytes, ask: Ask, known: Iterable[bytes] = (), moment: datetime | None = None) -> bytes:
    """Append a server's timestamp to a signed file; the bytes given stand unchanged at the head of those returned.

    Args:
        pdf: a signed file with an empty place for a time.
        ask: asks the server.
        known: certificates (DER) of those who may vouch for the server.
        moment: now, aware, to check the server's certificate; the computer's clock without it.

    Raises:
        TimeNotConfirmed: the server refused, or did not answer what was asked.
        CannotSignDocument: the file is damaged, or has no place left for a time.
        CarePlanningError: what `ask` raises.
    """
    roots = tuple(known)
    stamper = _AskingStamper(ask)
    try:
        stamped = _stamped(pdf, stamper, roots, moment or datetime.now(UTC))
    except CarePlanningError:
        raise
    except TimestampRequestError as cause:
        raise TimeNotConfirmed(
            "The time server refused, or answered something else than was asked. The signature stands as it was; ask "
            "for the time again later, or ask whoever runs the server."
        ) from cause
    except Exception as cause:
        # The file is read before the server is asked: what fails after an answer came is the answer's fault, and
        # garbled ones raise a dozen types in the library.
        if stamper.is_answered:
            raise TimeNotConfirmed(_NO_USE) from cause
        if not isinstance(cause, PdfError | SigningError | ValueError):
            raise
        raise CannotSignDocument(
            "This file takes no time from a server: it is damaged, or was signed in a way that does not allow one."
        ) from cause
    verdict, before = verify(stamped, roots), verify(pdf, roots)
    if not set(verdict.findings) <= set(before.findings) or len(verdict.times) != len(before.times) + 1:
        raise TimeNotConfirmed(_NO_USE)
    return stamped


def _stamped(pdf: bytes, stamper: _AskingStamper, known: Sequence[bytes], moment: datetime) -> bytes:
    place = _empty_place(pdf)
    try:
        context = _context(known, moment) if known else None
        return _with_context(pdf, stamper, place, context)
    except (PathBuildingError, PathValidationError):  # nobody known vouches for the server
        return _with_context(pdf, stamper, place, None)


def _with_context(
    pdf: bytes, stamper: _AskingStamper, place: str, context: ValidationContext | None
) -> bytes:
    written = io.BytesIO()
    PdfTimeStamper(stamper, field_name=place).timestamp_pdf(
        UntouchedMetadataWriter(io.BytesIO(pdf)),
        "sha256",
        validation_context=context,
        output=written,
        dss_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True),
    )
    return written.getvalue()


def _context(known: Sequence[bytes], moment: datetime) -> ValidationContext:
    roots = [x509.Certificate.load(each) for each in known]
    return ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment.astimezone(UTC))


def _empty_place(pdf: bytes) -> str:
    """Return the name of the first empty field for a time.

    Raises:
        CannotSignDocument: there is none.
    """
    reader = PdfFileReader(io.BytesIO(pdf))
    empty = {name for name, value, _ in fields.enumerate_sig_fields(reader) if value is None}
    for place in TIMES:
        if place in empty:
            return place
    raise CannotSignDocument(
        "This file has no place left for a time from a server. It was signed before there were such places, or all of "
        "them are taken."
    )
