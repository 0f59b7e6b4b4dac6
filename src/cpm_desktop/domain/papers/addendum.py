"""What is added to a signed record, as an addendum that is signed like it: a comment, or the answer to a request.

It names the record by its number and hash; the record itself never changes (record.manager-oversight).
"""

import datetime as dt

from cpm_desktop.domain.blocks import Block, Box, Fact, Facts, Paper, Paragraph, Section, Tone
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.handover import CorrectionRequest, ManagerComment, Reply, Signing
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.kind_name import in_running_text, kind_of
from cpm_desktop.domain.papers.signature_place import Signer, second_signature_block, signature_block
from cpm_desktop.domain.papers.wording import NONE_RECORDED, Clock, lower_first, upper_first
from cpm_desktop.domain.record import printed_record_id
from cpm_desktop.domain.typography import long_day_text

_MANAGEMENT = "For management only. It stands on the file and goes with no copy of the record."
_MANAGEMENT_MARK = "Management only"
_REPLIES = {
    Reply.CORRECTED: "Corrected: how it should read",
    Reply.NOTED: "Noted beside the record, which says otherwise",
    Reply.REFUSED: "Not corrected, and why",
    Reply.WAITING: "Not answered yet",
}
_GROUP = 8
_UNCHANGED = "The signed record stays as it is. Whoever reads it reads this addendum with it."


def build_addendum(
    form: Form,
    record: Meeting,
    comment: ManagerComment | CorrectionRequest,
    *,
    fingerprint: str,
    hashes: tuple[str, str] = ("", ""),
    signing: Signing | None = None,
    time_zone: str = "Europe/London",
) -> Paper:
    """Build the addendum; it names the record that it belongs to by its number and fingerprint.

    Args:
        form: the kind of meeting, in the version it was held under.
        record: the signed record.
        comment: the manager's comment, or the request with its answer.
        fingerprint: of the record, as printed.
        hashes: SHA-256 (hex) of the record and of its signed file; empty where not known.
        signing: who signs the addendum, when and how; None while nobody did.
        time_zone: in which times are printed.
    """
    facts, child = record.facts, next(iter(record.children), None)
    kind = kind_of(form, record)
    day = long_day_text(facts.date) if facts.date else ""
    case_number = child.case_number if child is not None else ""
    title = f"Addendum to the minutes of the {in_running_text(kind)}"
    marks = (
        _MANAGEMENT_MARK if _is_for_management(comment) else "",
        facts.page_mark or form.distribution.page_mark,
    )
    signer = Signer(meaning="Signature under the addendum", who=None, fingerprint=fingerprint)
    place = signature_block(record.id, signing, Clock(time_zone), signer)
    name = (child.name if child is not None else "") or upper_first(child.called() if child else "the child")
    return Paper(
        kind_line=title,
        title=name,
        subtitle=f"The meeting of {day}" if day else "",
        authority=facts.authority,
        service=facts.service,
        marking=facts.marking,
        blocks=(
            *_blocks(record, comment, fingerprint),
            *_hashes(*hashes),
            Section("Signature", (place, second_signature_block())),
        ),
        file_title=", ".join(filter(None, (title, day))),
        header=" · ".join(filter(None, (name, f"Addendum, {in_running_text(kind)}", day))),
        footer=" · ".join(
            filter(None, (case_number, f"Addendum, {in_running_text(kind)}, {day}".rstrip(", ")))
        ),
        footer_small=f"Belongs to record {printed_record_id(record.id)}  ·  Fingerprint {fingerprint}",
        page_mark="  ·  ".join(filter(None, marks)),
    )


def _is_for_management(comment: ManagerComment | CorrectionRequest) -> bool:
    return isinstance(comment, ManagerComment) and comment.is_management_only


def _blocks(
    record: Meeting, comment: ManagerComment | CorrectionRequest, fingerprint: str
) -> tuple[Block, ...]:
    belongs = (
        Fact("Record", (printed_record_id(record.id),)),
        Fact("Fingerprint", (fingerprint or NONE_RECORDED,)),
    )
    if isinstance(comment, CorrectionRequest):
        return _correction(comment, belongs)
    by = f"{comment.by}, {lower_first(comment.role)}" if comment.role else comment.by
    made_by = Fact("Comment by", (by or NONE_RECORDED,))
    facts = Facts((made_by, belongs[0], Fact("Made on", (_day(comment.on),)), belongs[1]))
    box = (Box("Management only", (_MANAGEMENT,)),) if comment.is_management_only else ()
    return (*box, facts, Section("The comment", (Paragraph(comment.text or NONE_RECORDED),)))


def _correction(request: CorrectionRequest, belongs: tuple[Fact, Fact]) -> tuple[Block, ...]:
    """Return what was asked for and what was answered; the words of the record stay as they were signed."""
    facts = Facts(
        (
            Fact("Asked for by", (request.by or NONE_RECORDED,)),
            belongs[0],
            Fact("Asked on", (_day(request.asked_on),)),
            belongs[1],
            Fact("Answered by", (request.answered_by or NONE_RECORDED,)),
            Fact("Answered on", (_day(request.answered_on),)),
        )
    )
    return (
        facts,
        Section("What was asked for", (Paragraph(request.text or NONE_RECORDED),)),
        Section(_REPLIES[request.reply], (Paragraph(request.words or NONE_RECORDED),)),
        Paragraph(_UNCHANGED),
    )


def _hashes(record: str, file: str) -> tuple[Block, ...]:
    named = (("record", record), ("signed file", file))
    known = [(f"SHA-256 of the {what}", digits) for what, digits in named if digits]
    return tuple(Paragraph(f"{words}: {_in_groups(digits)}", Tone.QUIET) for words, digits in known)


def _in_groups(digits: str) -> str:
    return " ".join(digits[place : place + _GROUP] for place in range(0, len(digits), _GROUP))


def _day(day: dt.date | None) -> str:
    return long_day_text(day) if day else NONE_RECORDED
