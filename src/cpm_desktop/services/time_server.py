"""A server's word for the time upon signed files. The one thing that uses the network, and only where a server is set.

What is sent is a hash; nothing of the record leaves this computer by it.
"""

import hashlib
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import TYPE_CHECKING

from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.device_policy import is_server_address
from cpm_desktop.domain.endorsed import as_it_stands, endorsements_of
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import CarePlanningError, InvalidDetail
from cpm_desktop.domain.handover import Endorsement, EndorsementKind, SignedDocument
from cpm_desktop.domain.workplace import Setting
from cpm_desktop.services.copy_list import document_for
from cpm_desktop.services.countersigning import note_endorsement
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.known_certificates import known_to_authority
from cpm_desktop.services.signed_files import require_whole, wait_for_disk
from cpm_desktop.services.window_thread import OnWindowThread, at_once, never

if TYPE_CHECKING:
    from cpm_desktop.services.editing import Edited

_PATIENCE = 10.0  # seconds for the whole answer, however slowly it comes
_LOOK = 0.1  # seconds between looks whether to stop
_LARGEST_ANSWER = 1024 * 1024  # bytes
_SETTING = "authority.time_server"
_STANDING = "The time is not kept yet."


class TimeServerSilent(CarePlanningError):
    """The time server did not answer; the signature stands as it was."""


@dataclass(frozen=True, slots=True)
class TimeServer:
    """Which server confirms times.

    Attributes:
        address: of the server; empty for none, and then nothing is ever asked.
    """

    address: str


def time_server(desk: Desk) -> TimeServer:
    """Return the server that is set, by the person or the authority."""
    return TimeServer(desk.authority().time_server.strip())


def is_set_by_policy(desk: Desk) -> bool:
    """Tell whether the authority's IT has set the server, so that nobody can set another one here."""
    return desk.policy.timestamp_server is not None


def is_time_missing(desk: Desk, meeting_id: str) -> bool:
    """Tell whether a server is set, and the file copy was signed today without its word for the time."""
    meeting = desk.meeting(meeting_id).value
    document = document_for(meeting, "")
    if not time_server(desk).address or document is None:
        return False
    later = endorsements_of(meeting, document)
    moments = [each.signed_at for each in meeting.signings] + [each.at for each in later]
    last = next((each for each in reversed(moments) if each is not None), None)
    is_confirmed = bool(later) and later[-1].what is EndorsementKind.TIME
    return not is_confirmed and last is not None and desk.local(last).date() == desk.today()


def set_time_server(desk: Desk, address: str) -> "Edited | None":
    """Set the server for this computer; empty asks none.

    Raises:
        InvalidDetail: it is no address of a server, or the authority's IT has set one.
    """
    wanted = address.strip()
    if is_set_by_policy(desk):
        message = "Your authority’s IT has set the time server of this computer. Ask them for another one."
        raise InvalidDetail(message)
    if wanted and not is_server_address(wanted):
        message = (
            "Give the server’s whole address, such as https://time.example.org/rfc3161, or leave it empty."
        )
        raise InvalidDetail(message)
    return desk.workplace().perform(Put(entity=Setting(id=_SETTING, value=wanted)), is_final=True)


def add_time_to_record(
    desk: Desk,
    meeting_id: str,
    on_window_thread: OnWindowThread = at_once,
    should_stop: Callable[[], bool] = never,
) -> Endorsement:
    """Have the server that is set confirm the time upon the file copy as it stands; slow, for any thread.

    While the answer is awaited, `should_stop` ends it.

    Raises:
        InvalidDetail: no server is set, or the record is not signed.
        TimeServerSilent: it does not answer.
        CarePlanningError: it refuses or answers wrongly, or the file has no place left.
        SigningNotSaved: the disk does not take it.
    """
    from cpm_desktop.documents.time_stamping import add_time  # noqa: PLC0415 - only where a server is set
    from cpm_desktop.documents.verifying import verify  # noqa: PLC0415 - the same

    address = on_window_thread(lambda: time_server(desk).address)
    if not address:
        message = "No time server is set, so nobody is asked. Set one under “Time server…” in the menu first."
        raise InvalidDetail(message)
    document = on_window_thread(lambda: _document(desk, meeting_id))
    pdf, known = desk.wait(desk.store.get_blob(document.file_hash)), known_to_authority(desk)
    content = add_time(pdf, lambda request: asked(address, request, should_stop), known, desk.now())
    digest = hashlib.sha256(content).hexdigest()
    require_whole(content, digest)
    found = verify(content, known).times[-1]
    wait_for_disk(desk, desk.store.put_blob(content), _STANDING)
    endorsement = Endorsement(
        id=new_identifier(),
        document=document.id,
        what=EndorsementKind.TIME,
        by=found.server,
        at=found.at,
        file_hash=digest,
        size=len(content),
    )
    note_endorsement(desk, meeting_id, endorsement, document.file_hash, on_window_thread)
    return endorsement


def asked(
    address: str, request: bytes, should_stop: Callable[[], bool] = never, patience: float = _PATIENCE
) -> bytes:
    """Send a request to a time server (RFC 3161 over HTTP) and return its answer.

    Args:
        address: of the server.
        request: DER.
        should_stop: asked ten times a second while the answer is awaited.
        patience: seconds for the whole answer.

    Raises:
        TimeServerSilent: there is no network, no such server, no answer in time, or it was stopped.
    """
    if not is_server_address(address):
        message = "The address of the time server is none. Set another one under “Time server…” in the menu."
        raise TimeServerSilent(message)
    # The library's own limit counts from each piece that comes: a server that sends letter by letter has no end.
    coming: Future[tuple[int, bytes]] = Future()
    threading.Thread(target=_ask, args=(address, request, patience, coming), daemon=True).start()
    until = monotonic() + patience
    while not coming.done() and monotonic() < until and not should_stop():
        wait([coming], timeout=_LOOK)
    why = "no answer came"
    if coming.done() and coming.exception() is None:
        status, answer = coming.result()
        if status == HTTPStatus.OK:
            return answer
        why = f"it answered with {status}"
    message = (
        f"The time server {urllib.parse.urlsplit(address).hostname} did not confirm the time: {why}. The signature "
        "stands as it was, without a time from a server. It can be added later."
    )
    raise TimeServerSilent(message)


def _ask(address: str, request: bytes, patience: float, coming: "Future[tuple[int, bytes]]") -> None:
    """Ask, and say what came; on a thread of its own, which nobody waits for."""
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        wanted = urllib.request.Request(address, request, headers)  # noqa: S310 - http or https, looked at before
        with urllib.request.build_opener(_AsAnswered).open(wanted, timeout=patience) as answer:
            coming.set_result((answer.status, answer.read(_LARGEST_ANSWER)))
    except (OSError, HTTPException, ValueError) as error:
        coming.set_exception(error)


class _AsAnswered(urllib.request.HTTPErrorProcessor):
    """Takes each answer as it comes and follows none to another server: one address was set, and one is asked."""

    def http_response(
        self,
        request: urllib.request.Request,  # noqa: ARG002  the library's own name
        response: HTTPResponse,
    ) -> HTTPResponse:
        """Return the answer itself, whatever its status."""
        return response

    https_response = http_response


def _document(desk: Desk, meeting_id: str) -> SignedDocument:
    meeting = desk.meeting(meeting_id).value
    document = document_for(meeting, "")
    if document is None:
        message = "A time is confirmed for a signed record. Sign it first."
        raise InvalidDetail(message)
    return as_it_stands(meeting, document)
