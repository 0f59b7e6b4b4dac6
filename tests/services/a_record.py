"""A signed record of any kind of meeting about a fictional child, put straight into a real store."""

import datetime as dt
import functools
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Presence
from cpm_desktop.domain.child import Child, CopyKind, ParentalResponsibility, Person
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.handover import Signing, SigningStep
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.services.calling import drafted, form_for, kept
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.signing_key import make_signing_key
from tests.a_desk import SetClock, set_clock
from tests.played_store import PlayedStore, play_in_store

HELD_ON = dt.date(2026, 11, 16)
SIGNED_AT = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)  # not before the certificate
YES = ParentalResponsibility.YES
COUNCIL = "Northbeck Council"
NETWORK = (
    Person(id="dana", name="Dana Avery", role="Mother", role_id="mother", parental_responsibility=YES),
    Person(id="tom", name="Tom Avery", role="Father", role_id="father"),
    Person(
        id="gran", name="Ruth Cole", role="Grandmother", role_id="grandparent", parental_responsibility=YES
    ),
    Person(id="joy", name="Joy Akinola", role="Foster carer", role_id="foster-carer"),
    Person(
        id="gus", name="Gus Marsh", role="Children’s guardian", role_id="guardian", agency="Court service"
    ),
    Person(id="sol", name="Sol Reed", role="Mother’s solicitor", role_id="solicitor", agency="Reed and Co"),
    Person(id="likely", name="Lee Dunn", role="Family friend", role_id="family-member", is_party=True),
    Person(id="unknown", name="Uma Grey"),
    Person(id="priya", name="Priya Nair", role="Social worker", role_id="social-worker", agency=COUNCIL),
    Person(id="sara", name="Sara Boyd", role="Service manager", role_id="service-manager", agency=COUNCIL),
    Person(id="ada", name="Ada Law", role="Legal adviser", role_id="legal-adviser", agency=COUNCIL),
    Person(id="rachel", name="Rachel Moss", role="Team manager", role_id="team-manager", agency=COUNCIL),
    Person(id="tess", name="Tess Hill", role="Teacher", role_id="teacher", agency="Hill School"),
)
PARTIES = ("kai", "dana", "tom", "gran", "gus", "sol", "likely", "unknown")


def a_desk(folder: Path, clock: SetClock | None = None) -> Desk:
    """Open a store of its own that can sign; making the key takes longest, so all have the same."""
    at = clock or set_clock("2026-11-20", "09:00")
    moment = at.moment
    desk = _with_a_key().open(folder, at)
    at.set_moment(moment)
    return desk


@functools.cache
def _with_a_key() -> PlayedStore:
    def play(desk: Desk, _: SetClock) -> str:
        make_signing_key(desk)
        return ""

    return play_in_store(play, set_clock("2026-11-20", "08:59"))


def enter_kai(desk: Desk, **details: object) -> str:
    """Enter the child with everybody around; give the child's id."""
    facts: dict[str, Any] = {
        "name": "Kai Avery",
        "known_as": "Kai",
        "date_of_birth": dt.date(2016, 3, 9),
        "case_number": "LL-204417",
        **details,
    }
    child_id = add_child(desk, Child(id="", social_worker="priya", **facts))
    editing = desk.child(child_id)
    for person in NETWORK:
        editing.perform(Record(entity=person))
    return child_id


def prepare(desk: Desk, child_id: str, form_id: str, day: dt.date = HELD_ON, **parts: object) -> str:
    """Prepare a meeting with everybody of the child's file on its list; give its id."""
    return _keep(desk, child_id, form_id, day, Stage.PREPARED, parts)


def hold(desk: Desk, child_id: str, form_id: str, day: dt.date = HELD_ON, **parts: object) -> str:
    """Put a meeting into the store that has ended; give its id."""
    return _keep(desk, child_id, form_id, day, Stage.ENDED, parts)


def sign(desk: Desk, child_id: str, form_id: str, day: dt.date = HELD_ON, **parts: object) -> str:
    """Put a signed record into the store; give its id. Copies of it can be made."""
    return _keep(desk, child_id, form_id, day, Stage.SIGNED, parts)


def _keep(desk: Desk, child_id: str, form_id: str, day: dt.date, stage: Stage, parts: dict[str, Any]) -> str:
    draft = drafted(desk, child_id, form_for(desk, form_id))
    file = desk.child(child_id).value
    at = dt.datetime.combine(day, dt.time(10, 0), dt.UTC)
    facts = replace(
        draft.facts,
        date=day,
        starts_at=dt.time(10, 0),
        chair="sara",
        stage=stage,
        challenge_text="Write to us.",
        **parts.pop("facts", {}),
    )
    if stage is not Stage.PREPARED:
        facts = replace(facts, started_at=at, ended_at=at + dt.timedelta(hours=1))
        parts.setdefault("children", (replace(file.child, position=1),))
        parts.setdefault("attendance", _came(at))
    if stage is Stage.SIGNED:
        parts["signings"] = (_signing(at),)
    invited = parts.pop("invited", ("priya", "sara", "ada", "tess", "joy"))
    people = parts.pop("attendees", None) or everybody(desk, child_id, invited)
    return kept(desk, replace(draft, facts=facts, attendees=people, **parts))


def everybody(desk: Desk, child_id: str, invited: tuple[str, ...]) -> tuple[Attendee, ...]:
    """Return everybody of the child's file as attendees; the child's id is "kai"."""
    found = []
    for place, person in enumerate(desk.child(child_id).value.people, start=1):
        values: dict[str, Any] = {
            name: getattr(person, name) for name in (field.name for field in fields(Person))
        }
        values |= {"id": "kai" if person.is_child else person.id, "position": place}
        values["copy_kind"] = _copy_kind(person)
        found.append(Attendee(**values, is_invited=values["id"] in invited))
    return tuple(found)


def _copy_kind(person: Person) -> CopyKind:
    if person.is_child:
        return CopyKind.CHILD
    return CopyKind.PROFESSIONAL if person.agency or person.id == "joy" else CopyKind.FAMILY


def _came(at: dt.datetime) -> tuple[AttendanceEvent, ...]:
    return tuple(
        AttendanceEvent(id=f"came-{who}", who=who, presence=Presence.PRESENT, at=at)
        for who in ("priya", "sara", "ada", "tess")
    )


def _signing(at: dt.datetime) -> Signing:
    return Signing(
        id="signing",
        step=SigningStep.FINISHED,
        signer="Sara Boyd",
        signer_role="Service manager",
        signed_at=max(at + dt.timedelta(hours=2), SIGNED_AT),
        typed_name="Sara Boyd",
        fingerprint="ab" * 32,
    )


def change_person(desk: Desk, meeting_id: str, identifier: str, **details: object) -> None:
    """Change what is known about somebody at a meeting that is not signed."""
    editing = desk.meeting(meeting_id)
    person = editing.value.attendee(identifier)
    assert person is not None
    editing.perform(change(person, **details))


def value_of(desk: Desk, meeting_id: str) -> Meeting:
    return desk.meeting(meeting_id).value
