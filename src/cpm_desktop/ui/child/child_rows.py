"""How open items, records and people look in the lists of a child's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.child import CopyKind, ParentalResponsibility
from cpm_desktop.domain.due import Severity
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.ui.child.lines_list import LinedEntry, Part, RowTag
from cpm_desktop.ui.kit.lists import ListEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpm_desktop.domain.child import Person
    from cpm_desktop.services.child_overview import ChildOverview, OpenItemLine, PeopleGroup
    from cpm_desktop.services.child_records import RecordLine

_GROUP_ICONS = {
    CopyKind.CHILD: "heart",
    CopyKind.FAMILY: "users",
    CopyKind.PROFESSIONAL: "file-text",
    CopyKind.UNDECIDED: "circle-question-mark",
    CopyKind.NONE: "eye-off",
}
_STAGE_ICONS = {Stage.LIVE: "circle-dot", Stage.PREPARED: "calendar", Stage.SIGNED: "file-check"}


def action_rows(items: Iterable[OpenItemLine]) -> list[LinedEntry]:
    """Return open actions as rows."""
    return [
        LinedEntry(
            item.id,
            item.text,
            icon="triangle-alert" if item.is_late else "circle",
            tone="warn" if item.is_late else "plain",
            lines=(
                tuple(
                    part
                    for part in (
                        Part(item.owner or "nobody yet"),
                        Part(item.due, "warn" if item.is_late else "text3", is_strong=item.is_late),
                    )
                    if part.text
                ),
            ),
            tag=_carried_tag(item),
        )
        for item in items
    ]


def need_rows(items: Iterable[OpenItemLine]) -> list[LinedEntry]:
    """Return unmet needs as rows."""
    return [
        LinedEntry(
            item.id,
            item.text,
            icon="puzzle",
            tone="unmet_need",
            lines=(tuple(Part(text) for text in (item.due, item.standing.lower()) if text),),
            tag=RowTag("Open", "hourglass"),
        )
        for item in items
    ]


def proposal_rows(items: Iterable[OpenItemLine]) -> list[LinedEntry]:
    """Return proposals to the review as rows."""
    return [
        LinedEntry(
            item.id,
            item.text,
            icon="gavel",
            tone="decision",
            lines=((Part("Proposal to the review"),),),
            tag=RowTag("Awaiting the review", "hourglass"),
        )
        for item in items
    ]


def record_rows(records: Iterable[RecordLine]) -> list[LinedEntry]:
    """Return records as rows."""
    return [
        LinedEntry(
            record.meeting_id,
            record.title,
            icon=_STAGE_ICONS.get(record.stage, "file-pen"),
            lines=_record_lines(record),
            tag=_record_tag(record),
            is_tag_on_first=True,
        )
        for record in records
    ]


def people_rows(groups: Iterable[PeopleGroup]) -> list[ListEntry]:
    """Return the people under the copy they get."""
    rows = []
    for group in groups:
        title = f"{group.title}  {len(group.people)}"
        rows.append(
            ListEntry(f"group {group.copy_kind}", title, icon=_GROUP_ICONS[group.copy_kind], is_heading=True)
        )
        rows += [_person_row(person) for person in group.people]
    return rows


def initials_of_child(overview: ChildOverview) -> str:
    """Return the initials in the round mark."""
    parts = [part for part in overview.child.name.split() if part[0].isalnum()]
    return "".join(part[0] for part in (parts[0], parts[-1])).upper() if parts else "?"


def _person_row(person: Person) -> ListEntry:
    about = _about(person)
    spoken = ", ".join(part for part in (person.name, about, person.agency) if part)
    return ListEntry(person.id, person.name, trailing=about, name=spoken)


def _about(person: Person) -> str:
    held = {
        ParentalResponsibility.YES: "parental responsibility",
        ParentalResponsibility.LIMITED: "limited parental responsibility",
    }.get(person.parental_responsibility, "")
    team = "care team" if person.is_care_team_member else ""
    return " · ".join(part for part in (person.role, held, team) if part)


def _carried_tag(item: OpenItemLine) -> RowTag | None:
    if not item.standing:
        return None
    return RowTag(item.standing, "repeat", "warn" if item.is_drifting else "plain")


def _record_lines(record: RecordLine) -> tuple[tuple[Part, ...], ...]:
    steps = tuple(
        Part(
            text,
            "text2" if is_done else "warn",
            "check" if is_done else "circle-dashed",
            is_strong=not is_done,
        )
        for text, is_done in record.steps
    )
    return ((Part(record.detail),), steps) if steps else ((Part(record.detail),),)


def _record_tag(record: RecordLine) -> RowTag:
    if record.stage is Stage.CANCELLED:
        return RowTag(record.standing, "circle-x", "plain")
    if record.stage is Stage.LIVE:
        return RowTag(record.standing, "circle-dot", "accent")
    if record.stage is Stage.PREPARED:
        return RowTag(record.standing, "calendar", "plain")
    if record.severity is Severity.OVERDUE:
        return RowTag(record.standing, "triangle-alert", "danger")
    if record.severity is Severity.SOON:
        return RowTag(record.standing, "send", "warn")
    return RowTag(record.standing, "circle-check", "good", is_tinted=False)
