"""What stands in the record afterwards, held against what was typed."""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pypdf import PdfReader

from benchmarks.typist.script import Passage
from cpm_desktop.domain.captures import DecisionKind, Note
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.papers import draft_pdf

_NUMBER = re.compile(r"no \d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Held:
    """What is right and what is wrong in the record.

    Attributes:
        letters: that had to stand there.
        wrong: passages that do not stand in the record as typed, or out of order; with what stands there.
        not_printed: passages that the minutes do not print.
    """

    letters: int
    wrong: tuple[str, ...]
    not_printed: tuple[str, ...]


def compare(desk: Desk, meeting_id: str, typed: Sequence[Passage]) -> Held:
    """Compare the stored meeting, and its minutes as printed, with what was typed."""
    meeting = desk.meeting(meeting_id).value
    passages = [passage for passage in typed if passage.text]
    wrong = list(_wrong_notes(meeting, [one.text for one in passages if one.kind == "note"]))
    there = Counter(_captured(meeting))
    for passage in passages:
        if passage.kind != "note" and there[passage.kind, passage.text] != 1:
            numbers = _NUMBER.search(passage.text)
            near = [text for kind, text in there if numbers and numbers.group() in text]
            wrong.append(
                f"{passage.kind}: “{passage.text}” stands {there[passage.kind, passage.text]} times; near: {near}"
            )
    pages = [_bare(page.extract_text()) for page in PdfReader(io.BytesIO(draft_pdf(desk, meeting_id))).pages]
    missing = tuple(one.text for one in passages if not _is_printed(_bare(one.text), pages))
    return Held(sum(len(one.text) for one in passages), tuple(wrong), missing)


def _wrong_notes(meeting: Meeting, expected: Sequence[str]) -> Iterable[str]:
    held = [note.text for note in meeting.notes if _is_typists(note)]
    for place, text in enumerate(expected):
        if place >= len(held) or held[place] != text:
            yield f"note {place + 1}: “{text}” is “{held[place] if place < len(held) else ''}”"
    if len(held) > len(expected):
        yield f"{len(held) - len(expected)} notes more than were typed"


def _is_typists(note: Note) -> bool:
    return _NUMBER.search(note.text) is not None


def _captured(meeting: Meeting) -> Iterable[tuple[str, str]]:
    for decision in meeting.decisions:
        is_decision = decision.decision_kind is DecisionKind.DECISION
        yield ("decision" if is_decision else "recommendation"), decision.text
    yield from (("action", action.text) for action in meeting.actions)
    yield from (("unmet need", need.need) for need in meeting.unmet_needs)
    yield from (("different view", one.about) for one in meeting.disagreements)


def _is_printed(text: str, pages: Sequence[str]) -> bool:
    """Tell whether a text stands on a page, or begins on one and goes on on the next."""
    return any(text in page for page in pages) or any(
        text[:place] in before and text[place:] in after
        for before, after in pairwise(pages)
        for place in range(1, len(text))
    )


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
