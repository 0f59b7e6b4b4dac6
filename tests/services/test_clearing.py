"""Clearing filed records: never too early, never under a hold, no word left anywhere, nothing lost that is needed."""

import datetime as dt
import errno
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cpm_desktop.domain.attendance import AttendanceEvent, Presence
from cpm_desktop.domain.captures import Action, Audience, Outcome, Status, UnmetNeed
from cpm_desktop.domain.clearing import NotToBeCleared
from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.errors import CarePlanningError, InvalidDetail
from cpm_desktop.domain.handover import CorrectionRequest, FollowUp, ManagerComment, SignedDocument
from cpm_desktop.domain.packs import Pack, Packed, PackedForm, PackSender
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_key
from cpm_desktop.domain.record import printed_fingerprint
from cpm_desktop.services.carrying import carried_items
from cpm_desktop.services.child_overview import overview
from cpm_desktop.services.clearing import (
    clear_record,
    clearing_standing,
    due_records,
    finish_at_opening,
    finish_clearing,
    unfinished_sentence,
    waiting_records,
)
from cpm_desktop.services.clearing_offer import find_offers, offers_of_child
from cpm_desktop.services.clearing_proofs import proofs, proofs_file
from cpm_desktop.services.copy_list import mark_sent
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.handing_over import mark_loaded, mark_noted
from cpm_desktop.services.holding import start
from cpm_desktop.services.legal_holding import lift_hold, place_hold
from cpm_desktop.services.pack_merging import PackNotTaken
from cpm_desktop.services.pack_taking import look_into_pack
from cpm_desktop.services.whole_check import check_everything, record_of_number
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.kept_rows import hash_of
from cpm_desktop.storage.looking import LOOKING, copies_looked_at
from cpm_desktop.storage.placement import DATABASE_NAME
from cpm_desktop.storage.second_backup import list_copies
from tests.a_desk import SetClock, make_desk, set_clock
from tests.services.a_filed_record import DUE, FILED, HELD, WORDS, at, filed, parts, place_of, with_backups
from tests.services.a_record import enter_kai, hold, prepare, value_of
from tests.storage.raw_pages import raw_pages

SIGNED = b"%PDF-1.7 zyxsigned"


@pytest.fixture
def clock() -> SetClock:
    return set_clock("2026-11-20", "09:00")


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    made = with_backups(make_desk(tmp_path, clock))
    yield made
    made.close()


@pytest.fixture
def child_id(desk: Desk) -> str:
    return enter_kai(desk)


def close_action(desk: Desk, child_id: str, item: str = "a1") -> None:
    done = Outcome(id=f"closed-{item}", of_item=item, status=Status.DONE, made_on=FILED)
    desk.child(child_id).perform(Put(entity=done))


def signed_file(desk: Desk, meeting_id: str) -> SignedDocument:
    """Keep something in the place of the signed PDF."""
    document = SignedDocument(id="file", file_hash=hash_of(SIGNED), size=len(SIGNED))
    desk.wait(desk.store.put_blob(SIGNED))
    desk.meeting(meeting_id).perform(Put(entity=document))
    return document


def everything(desk: Desk) -> bytes:
    """All that is in the store and in every copy beside it, decrypted page by page, and the plain files too."""
    place, found = place_of(desk), []
    assert desk.backups is not None
    for path in sorted(place.folder.rglob("*")):
        if path.name == DATABASE_NAME:
            found.append(raw_pages(path, desk.backups.key))
        elif path.is_file():
            found.append(path.read_bytes())
    return b"".join(found)


def back_up(desk: Desk) -> Path:
    assert desk.backups is not None
    return desk.backups.start(when_quiet=False).result(20)


def test_no_word_is_left_in_the_store_or_any_backup_and_before_it_every_one_is(
    desk: Desk, child_id: str, clock: SetClock
) -> None:
    meeting_id = filed(desk, child_id)
    close_action(desk, child_id)
    signed_file(desk, meeting_id)
    back_up(desk)
    at(clock, DUE)
    before = everything(desk)
    assert [word for word in (*WORDS, "zyxfile", "zyxsigned") if word.encode() not in before] == []
    said = clear_record(desk, meeting_id)
    assert said == "A new backup was made and checked, and 1 older one deleted."
    after = everything(desk)
    assert [word for word in (*WORDS, "zyxfile", "zyxsigned") if word.encode() in after] == []
    assert unfinished_sentence(desk) == ""
    assert check_everything(desk.store, place_of(desk)).is_whole
    assert len(list_backups(place_of(desk))) == 1
    # The lists and the child's page go on without it.
    line = next(line for line in desk.wait(desk.store.meetings_of(child_id)) if line.id == meeting_id)
    assert line.cleared_at is not None
    assert line.is_handed_over()
    assert line.last_sent_on == FILED
    assert overview(desk, child_id).child.id == child_id


@pytest.mark.parametrize("is_for_good", [False, True])
def test_a_copy_that_was_looked_into_does_not_outlive_the_clearing(
    desk: Desk, child_id: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch, *, is_for_good: bool
) -> None:
    """Each backup is copied to be looked into; where the disk does not let that copy go, nothing is called cleared."""
    meeting_id = filed(desk, child_id)
    close_action(desk, child_id)
    back_up(desk)
    at(clock, DUE)
    usual, refused = shutil.rmtree, list[Path]()

    def rmtree(folder: Path, *, ignore_errors: bool = False) -> None:
        if not folder.name.startswith(LOOKING) or not (is_for_good or ignore_errors):
            usual(folder, ignore_errors=ignore_errors)
            return
        refused.append(folder)
        if not ignore_errors:
            raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(shutil, "rmtree", rmtree)
    if is_for_good:
        with pytest.raises(CarePlanningError, match="could not be deleted"):
            clear_record(desk, meeting_id)
        assert unfinished_sentence(desk)
        monkeypatch.undo()
        finish_clearing(desk)
    else:
        clear_record(desk, meeting_id)
    assert refused
    assert copies_looked_at(place_of(desk)) == ()
    assert [word for word in WORDS if word.encode() in everything(desk)] == []
    assert unfinished_sentence(desk) == ""


def test_backups_from_before_the_meeting_stay(desk: Desk, child_id: str, clock: SetClock) -> None:
    early = back_up(desk)
    at(clock, FILED + dt.timedelta(days=1))
    meeting_id = filed(desk, child_id)
    later = back_up(desk)
    at(clock, DUE + dt.timedelta(days=1))
    clear_record(desk, meeting_id)
    kept = set(list_backups(place_of(desk)))
    assert early in kept
    assert later not in kept


def test_a_backup_that_cannot_be_looked_into_goes_too(desk: Desk, child_id: str, clock: SetClock) -> None:
    meeting_id = filed(desk, child_id)
    broken = back_up(desk)
    content = bytearray((broken / DATABASE_NAME).read_bytes())
    content[9000] ^= 1
    (broken / DATABASE_NAME).write_bytes(content)
    at(clock, DUE)
    clear_record(desk, meeting_id)
    assert broken not in list_backups(place_of(desk))


Step = Callable[[Desk, str, str], object]
LATER = FILED + dt.timedelta(days=2)


def _put(entity: object) -> Step:
    return lambda desk, meeting_id, _child: desk.meeting(meeting_id).perform(Put(entity=entity))  # type: ignore[arg-type]  # each caller gives an entity


AGAINST: tuple[tuple[Step, str], ...] = (
    (_put(FollowUp(id="f", text="Ring the school")), "1 follow-up is still to be done."),
    (
        _put(CorrectionRequest(id="c", text="His name", by="Dana")),
        "1 request for correction not answered yet.",
    ),
    (_put(ManagerComment(id="m", text="Well done", by="Rachel Moss", on=LATER)), "Load that too"),
    (lambda desk, meeting, _: mark_sent(desk, meeting, "dana", None), "1 person has no copy yet"),
    (lambda desk, _, child: place_hold(desk, child, "The court asked."), ": The court asked."),
    (lambda desk, meeting, child: place_hold(desk, child, "An inquiry", meeting), ": An inquiry"),
    (lambda desk, meeting, _: mark_noted(desk, meeting, None), "The case note is not added yet."),
    (lambda desk, meeting, _: mark_loaded(desk, meeting, DUE + dt.timedelta(days=9)), "is still to come"),
    (
        lambda desk, meeting, _: mark_loaded(desk, meeting, None),
        "Nobody has confirmed that the record is loaded",
    ),
)


def test_nothing_is_cleared_while_something_stands_against_it(
    desk: Desk, child_id: str, clock: SetClock
) -> None:
    meeting_id = filed(desk, child_id)
    at(clock, DUE)
    assert clearing_standing(desk, meeting_id).is_offered
    for step, said in AGAINST:
        assert said not in " ".join(clearing_standing(desk, meeting_id).hindrances)
        step(desk, meeting_id, child_id)
        standing = clearing_standing(desk, meeting_id)
        assert not standing.is_offered
        assert said in " ".join(standing.hindrances)
    with pytest.raises(NotToBeCleared, match="Nobody has confirmed"):
        clear_record(desk, meeting_id)
    assert value_of(desk, meeting_id).notes != ()


def test_the_authoritys_days_count_from_the_later_of_loading_and_noting(
    desk: Desk, child_id: str, clock: SetClock
) -> None:
    meeting_id = filed(desk, child_id)
    at(clock, DUE - dt.timedelta(days=1))
    assert "for 30 days after filing: until" in clearing_standing(desk, meeting_id).hindrances[-1]
    assert [line.id for line in waiting_records(desk)] == [meeting_id]
    assert due_records(desk) == ()
    at(clock, DUE)
    assert [line.id for line in due_records(desk)] == [meeting_id]
    mark_noted(desk, meeting_id, FILED + dt.timedelta(days=1))
    assert clearing_standing(desk, meeting_id).due_on == DUE + dt.timedelta(days=1)
    assert due_records(desk) == ()
    desk.procedure = replace(desk.procedure, authority=replace(desk.procedure.authority, clear_after_days=0))
    at(clock, DUE + dt.timedelta(days=999))
    assert due_records(desk) == ()
    assert "nothing is cleared from this computer" in clearing_standing(desk, meeting_id).hindrances[0]


def test_offers_are_found_a_few_at_a_time_and_looked_for_anew_after_any_change(
    desk: Desk, child_id: str, clock: SetClock
) -> None:
    first, second = filed(desk, child_id), filed(desk, child_id, actions=())
    at(clock, DUE)
    assert find_offers(desk, 1) is None
    assert {line.id for line in find_offers(desk, 1) or ()} == {first, second}
    place_hold(desk, child_id, "An inquiry", first)
    assert find_offers(desk, 1) is None
    assert [line.id for line in find_offers(desk, 1) or ()] == [second]
    assert [line.id for line in offers_of_child(desk, child_id)] == [second]


def test_a_correction_may_still_be_asked_for(desk: Desk, child_id: str, clock: SetClock) -> None:
    desk.procedure = replace(desk.procedure, authority=replace(desk.procedure.authority, clear_after_days=1))
    meeting_id = filed(desk, child_id)
    at(clock, FILED + dt.timedelta(days=2))
    assert "A correction may be asked for until" in " ".join(clearing_standing(desk, meeting_id).hindrances)


def test_a_record_that_is_only_ended_is_never_offered(desk: Desk, child_id: str, clock: SetClock) -> None:
    meeting_id = hold(desk, child_id, "care-team", HELD)
    at(clock, DUE)
    assert clearing_standing(desk, meeting_id).hindrances == ("The record is not signed yet.",)


def test_nothing_is_cleared_while_a_meeting_is_held(desk: Desk, child_id: str, clock: SetClock) -> None:
    meeting_id = filed(desk, child_id)
    at(clock, DUE)
    start(desk, prepare(desk, child_id, "care-team", DUE))
    with pytest.raises(NotToBeCleared, match="A meeting is being held"):
        clear_record(desk, meeting_id)
    assert value_of(desk, meeting_id).notes != ()


def test_a_hold_needs_a_reason_and_is_lifted_with_one(desk: Desk, child_id: str, clock: SetClock) -> None:
    meeting_id = filed(desk, child_id)
    at(clock, DUE)
    with pytest.raises(InvalidDetail):
        place_hold(desk, child_id, "  ")
    set_now = place_hold(desk, child_id, "The court asked for all papers.")
    with pytest.raises(InvalidDetail):
        lift_hold(desk, child_id, set_now.id, " ")
    lifted = lift_hold(desk, child_id, set_now.id, "The court is done.")
    assert (lifted.placed_on, lifted.lifted_on, lifted.lifted_because) == (DUE, DUE, "The court is done.")
    assert desk.child(child_id).undo_label() == ""
    with pytest.raises(InvalidDetail):
        lift_hold(desk, child_id, set_now.id, "Again.")
    assert clearing_standing(desk, meeting_id).is_offered


def test_what_is_open_still_comes_to_the_next_meeting_and_to_nobody_else_than_before(
    desk: Desk, child_id: str, clock: SetClock
) -> None:
    need = UnmetNeed(id="u1", item="health", need="zyxneed", category="health")
    action = Action(id="a2", item="health", text="zyxlimited", owner="Priya Nair")
    limit = ReadingLimit(
        id=limit_key(Action.kind, "a2"), of_kind=Action.kind, of="a2", limit=LimitKind.FILE, reason="zyxwhy"
    )
    meeting_id = filed(
        desk, child_id, actions=(*parts()["actions"], action), unmet_needs=(need,), limits=(limit,)
    )
    at(clock, DUE)
    coming = prepare(desk, child_id, "care-team", DUE + dt.timedelta(days=5))
    before = carried_items(desk, value_of(desk, coming))
    assert {item.id for item in before} >= {"a1", "a2", "u1"}
    standing = clearing_standing(desk, meeting_id)
    assert standing.stays[:2] == ("2 open actions", "1 open unmet need")
    clear_record(desk, meeting_id)
    after = carried_items(desk, value_of(desk, coming))
    assert after == before
    assert next(item for item in after if item.id == "a2").audience is Audience.FILE_ONLY
    held = everything(desk)
    assert b"zyxlimited" in held
    assert b"zyxnote" not in held
    assert b"zyxwhy" not in held


def test_the_rest_goes_once_it_is_needed_no_more(desk: Desk, child_id: str, clock: SetClock) -> None:
    meeting_id = filed(desk, child_id)
    at(clock, DUE)
    clear_record(desk, meeting_id)
    first = value_of(desk, meeting_id).cleared[0]
    assert first.rest_cleared_at is None
    assert not clearing_standing(desk, meeting_id).is_offered
    close_action(desk, child_id)
    standing = clearing_standing(desk, meeting_id)
    assert standing.goes == ("1 line that stayed and that no later meeting needs any more",)
    hold_now = place_hold(desk, child_id, "The court asked.")
    with pytest.raises(NotToBeCleared):
        clear_record(desk, meeting_id)
    lift_hold(desk, child_id, hold_now.id, "Done.")
    back_up(desk)
    at(clock, DUE + dt.timedelta(days=1))
    clear_record(desk, meeting_id)
    assert b"zyxaction" not in everything(desk)
    proof = value_of(desk, meeting_id).cleared[0]
    assert proof.rest_cleared_at is not None
    assert replace(proof, rest_cleared_at=None) == first


def test_the_proof_says_what_was_filed_and_names_no_child(desk: Desk, child_id: str, clock: SetClock) -> None:
    meeting_id = filed(desk, child_id)
    document = signed_file(desk, meeting_id)
    fingerprint = value_of(desk, meeting_id).signings[0].fingerprint
    at(clock, DUE)
    clear_record(desk, meeting_id)
    (proof,) = proofs(desk)
    assert (proof.case_number, proof.held_on, proof.fingerprint) == ("LL-204417", HELD, fingerprint)
    assert (proof.loaded_on, proof.noted_on, proof.loaded_by) == (FILED, FILED, "Priya Nair")
    assert document.file_hash in proof.file_hashes
    file = proofs_file(desk).decode("utf-8-sig")
    assert "LL-204417" in file
    assert printed_fingerprint(fingerprint) in file
    assert [word for word in ("Kai", "Avery", *WORDS) if word in file] == []
    assert "was cleared from this computer" in record_of_number(desk.store, printed_fingerprint(fingerprint))


def test_what_was_interrupted_goes_on_when_the_records_are_opened_again(
    desk: Desk, child_id: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting_id = filed(desk, child_id)
    close_action(desk, child_id)
    old = back_up(desk)
    at(clock, DUE)

    def power_goes(*_: object, **__: object) -> Path:
        raise OSError(28, "full")

    assert desk.backups is not None
    with monkeypatch.context() as patched:
        patched.setattr(desk.backups, "make_now", power_goes)
        with pytest.raises(OSError, match="full"):
            clear_record(desk, meeting_id)
    # The record is gone, the copies are not yet, and that is known.
    assert value_of(desk, meeting_id).cleared != ()
    assert old.exists()
    assert unfinished_sentence(desk) == "Backups still hold records that were cleared. Finish clearing."
    thread = finish_at_opening(desk)
    assert thread is not None
    thread.join(60)
    assert not old.exists()
    assert unfinished_sentence(desk) == ""
    assert finish_at_opening(desk) is None
    assert [word for word in WORDS if word.encode() in everything(desk)] == []
    assert finish_clearing(desk) == "Nothing is left to clear."


def test_a_pack_brings_nothing_of_a_cleared_record_back(desk: Desk, child_id: str, clock: SetClock) -> None:
    meeting_id = filed(desk, child_id)
    form = desk.form_of(value_of(desk, meeting_id))
    sent = Pack(
        id="p" * 32,
        made_at=desk.now(),
        sender=PackSender(name="Amira", key="ab" * 32, address="age1"),
        for_address="",
        form=PackedForm(id=form.id, version=form.version, hash=form.hash, text=""),
        child=Packed(value=desk.child(child_id).value, lines=()),
        meeting=Packed(value=value_of(desk, meeting_id), lines=()),
        carried=(),
        earlier=(),
    )
    at(clock, DUE)
    clear_record(desk, meeting_id)
    with pytest.raises(PackNotTaken, match="cleared from this computer"):
        look_into_pack(desk, sent)


def test_who_was_out_of_the_room_reads_no_more_of_what_stays_than_before(
    desk: Desk, child_id: str, clock: SetClock
) -> None:
    said_at = dt.datetime(2026, 11, 16, 10, 30, tzinfo=dt.UTC)
    out = AttendanceEvent(
        id="out", who="dana", presence=Presence.ASKED_OUT, at=said_at - dt.timedelta(minutes=5)
    )
    came = AttendanceEvent(
        id="in", who="dana", presence=Presence.PRESENT, at=said_at - dt.timedelta(minutes=20)
    )
    action = Action(id="a2", item="health", text="zyxapart", owner="Priya Nair", at=said_at)
    meeting_id = filed(desk, child_id, attendance=(came, out), actions=(action,))
    at(clock, DUE)
    coming = value_of(desk, prepare(desk, child_id, "care-team", DUE + dt.timedelta(days=5)))
    before = carried_items(desk, coming)
    assert [item.audience for item in before] == [Audience.PROFESSIONALS]
    clear_record(desk, meeting_id)
    assert value_of(desk, meeting_id).attendance == ()
    assert carried_items(desk, coming) == before


def test_a_second_place_that_is_away_is_remembered(
    desk: Desk, child_id: str, clock: SetClock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backups = desk.backups
    assert backups is not None
    backups.second = stick
    meeting_id = filed(desk, child_id)
    old = backups.make_now()  # which does not begin to copy itself
    backups.copy_to_second(old)
    assert old.name in {copy.name for copy in list_copies(stick, place_of(desk))}
    at(clock, DUE)
    away = tmp_path / "away"
    stick.rename(away)
    assert "plug it in" in clear_record(desk, meeting_id)
    assert "Plug it in" in unfinished_sentence(desk)
    away.rename(stick)
    assert finish_clearing(desk) == "The backups in the second place are cleared too."
    names = {copy.name for copy in list_copies(stick, place_of(desk))}
    assert old.name not in names
    assert names == {copy.name for copy in list_backups(place_of(desk))}
    assert unfinished_sentence(desk) == ""
