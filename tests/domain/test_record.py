"""The frozen record holds every entity of a meeting but how it was handed over, as typed, and reads back the same."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.aggregate import shelves
from cpm_desktop.domain.captures import Disclosure
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import HANDOVER_KINDS, AgendaEntry, Meeting, Stage
from cpm_desktop.domain.record import fingerprint_of, meeting_from_record, record_json
from tests.domain.papers.filled_meeting import filled_meeting
from tests.domain.papers.forms_at_hand import procedure

TYPED = "👩🏽‍🦰 <b>שלום</b> & محمد \u200f \u202e «x» \\n {child}"


def form(kind: str) -> Form:
    return procedure().forms[kind]


@pytest.mark.rule("record.whole-discussion")
@pytest.mark.parametrize("kind", ["legal", "care-team", "multi-agency", "cla-specific-issue"])
def test_every_shelf_but_the_handing_over_is_frozen_and_read_back(kind: str) -> None:
    meeting = dataclasses.replace(
        filled_meeting(form(kind)), agenda_entries=(AgendaEntry(id="own", title=TYPED, prompts=(TYPED,)),)
    )
    plain = json.loads(record_json(meeting))
    for entity_kind, shelf in shelves(Meeting).items():
        assert (shelf.field in plain) is (entity_kind not in HANDOVER_KINDS)
    again = meeting_from_record(record_json(meeting))
    for entity_kind, shelf in shelves(Meeting).items():
        if entity_kind not in HANDOVER_KINDS and not shelf.is_single:
            assert getattr(again, shelf.field) == getattr(meeting, shelf.field)
    assert again.facts == dataclasses.replace(meeting.facts, stage=Stage.SIGNED)


@given(st.text(max_size=60))
def test_whatever_is_typed_stands_in_the_record_as_typed(text: str) -> None:
    for typed in (TYPED, text):
        said = Disclosure(id="d", words=typed, told=typed, next_step=typed)
        meeting = dataclasses.replace(filled_meeting(form("legal")), disclosures=(said,))
        record = record_json(meeting)
        assert meeting_from_record(record).disclosures == (said,)
        assert fingerprint_of(record) == fingerprint_of(record_json(meeting_from_record(record)))
