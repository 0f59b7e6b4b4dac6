"""The place of a signature on a paper, and what the digital signature says."""

from dataclasses import dataclass

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blocks import SignatureBlock
from cpm_desktop.domain.handover import Signing
from cpm_desktop.domain.papers.wording import Clock
from cpm_desktop.domain.record import printed_record_id
from cpm_desktop.domain.typography import long_day_text, time_text

SIGNATURE_FIELD = "Chair"
"""Name of the first signature field of every paper; the files that exist bear it."""
SECOND_FIELD = "Countersigner"
"""Name of the field that waits for a second signature; made before the first, which allows no new one."""
_HOW = (
    "This document is signed digitally by {who}. A change made to it after signing can be detected. To check, open the "
    "file in a PDF reader that shows signatures, or use “Check a file” in the app, and compare:"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Whose signature has its place there.

    Attributes:
        meaning: what the signature is, for those who hear it ("Signature of the chair").
        who: the person; None where they are not on the list.
        office: in what office ("Chair and recorder"); empty for none.
        fingerprint: of the record, as printed; empty while there is none.
    """

    meaning: str
    who: Attendee | None
    office: str = ""
    fingerprint: str = ""


def signature_block(meeting_id: str, signing: Signing | None, clock: Clock, signer: Signer) -> SignatureBlock:
    """Return the place of a signature, with the signature where it is given."""
    name = signing.signer if signing else (signer.who.name if signer.who else "")
    time = ""
    if signing and signing.signed_at:
        local = clock.local(signing.signed_at)
        time = f"Signed {long_day_text(local.date())} at {time_text(local)}"
    lines = [
        "Digital signature",
        _HOW.format(who=name or "the chair"),
        f"Record {printed_record_id(meeting_id)}",
    ]
    if signer.fingerprint:
        lines.append(f"Fingerprint {signer.fingerprint}")
    return SignatureBlock(
        field_name=SIGNATURE_FIELD,
        tooltip=f"{signer.meaning}, {name}" if name else signer.meaning,
        name=name,
        role=_role(signer, signing.signer_role if signing else ""),
        time=time,
        strokes=signing.strokes if signing else (),
        aspect_per_mille=signing.aspect_per_mille if signing else 400,
        typed_name=signing.typed_name if signing else "",
        statement=tuple(lines),
    )


def _role(signer: Signer, said: str) -> str:
    role = said or (signer.who.role if signer.who else "")
    agency = signer.who.agency if signer.who else ""
    first = ", ".join(filter(None, (role, agency if agency and agency not in role else "")))
    return "\n".join(filter(None, (first, signer.office)))


def second_signature_block() -> SignatureBlock:
    """Return the place of a second signature, which nobody has to give; its name and time come with it."""
    return SignatureBlock(
        field_name=SECOND_FIELD,
        tooltip="Second signature, where one is wanted",
        name="",
        role="Second signature, where one is wanted",
        time="",
    )
