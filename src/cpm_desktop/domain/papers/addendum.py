"""A manager's comment on a finished record, as an addendum that is signed like it (record.manager-oversight)."""

from cpm_desktop.domain.blocks import Block, Box, Fact, Facts, Paper, Paragraph, Section
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.handover import ManagerComment, Signing
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.kind_name import in_running_text, kind_of
from cpm_desktop.domain.papers.signature_place import Signer, second_signature_block, signature_block
from cpm_desktop.domain.papers.wording import NONE_RECORDED, Clock, lower_first, upper_first
from cpm_desktop.domain.record import printed_record_id
from cpm_desktop.domain.typography import long_day_text

_MANAGEMENT = "For management only. It stands on the file and goes with no copy of the record."
_MANAGEMENT_MARK = "Management only"


def build_addendum(
    form: Form,
    record: Meeting,
    comment: ManagerComment,
    *,
    fingerprint: str,
    signing: Signing | None = None,
    time_zone: str = "Europe/London",
) -> Paper:
    """Build the addendum; it names the record that it belongs to by its number and fingerprint.

    Args:
        form: the kind of meeting, in the version it was held under.
        record: the signed record.
        comment: the manager's comment.
        fingerprint: of the record, as printed.
        signing: who signs the addendum, when and how; None while nobody did.
        time_zone: in which times are printed.
    """
    facts, child = record.facts, next(iter(record.children), None)
    kind = kind_of(form, record)
    day = long_day_text(facts.date) if facts.date else ""
    case_number = child.case_number if child is not None else ""
    title = f"Addendum to the minutes of the {in_running_text(kind)}"
    marks = (
        _MANAGEMENT_MARK if comment.is_management_only else "",
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


def _blocks(record: Meeting, comment: ManagerComment, fingerprint: str) -> tuple[Block, ...]:
    by = f"{comment.by}, {lower_first(comment.role)}" if comment.role else comment.by
    facts = Facts(
        (
            Fact("Comment by", (by or NONE_RECORDED,)),
            Fact("Record", (printed_record_id(record.id),)),
            Fact("Made on", (long_day_text(comment.on) if comment.on else NONE_RECORDED,)),
            Fact("Fingerprint", (fingerprint or NONE_RECORDED,)),
        )
    )
    box = (Box("Management only", (_MANAGEMENT,)),) if comment.is_management_only else ()
    return (*box, facts, Section("The comment", (Paragraph(comment.text or NONE_RECORDED),)))
