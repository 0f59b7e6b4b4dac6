"""Several changes as one: all of them are on the disk, or none; and the journal keeps its order meanwhile."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.storage.refusals import AlreadyKept, UnknownAggregate, UnknownContent
from tests.storage.kept_store import CHILD_ID, MEETING_ID, KeptStore, a_meeting, create, kai, make_kept

WAIT = 30


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptStore]:
    made = make_kept(tmp_path / "place")
    yield made
    made.store.close()


def has_child(kept: KeptStore) -> bool:
    try:
        kept.store.load_child(CHILD_ID).result(WAIT)
    except UnknownAggregate:
        return False
    return True


def test_what_is_asked_for_as_one_is_one_transaction(kept: KeptStore) -> None:
    before = kept.store.last_sequence
    with kept.store.as_one():
        _, child = kept.store.create(kai())
        _, meeting = kept.store.create(a_meeting())
        name = kept.store.put_blob(b"content")
        assert kept.store.writer.state.waiting == 0
        assert not child.saved.done()
    assert (child.sequence, meeting.sequence) == (before + 1, before + 2)
    assert {child.saved.result(WAIT).sequence, meeting.saved.result(WAIT).sequence} == {
        before + 1,
        before + 2,
    }
    assert kept.store.get_blob(name.result(WAIT)).result(WAIT) == b"content"
    assert has_child(kept)
    assert kept.store.check().result(WAIT).is_whole()


def test_where_one_is_refused_none_is_kept(kept: KeptStore) -> None:
    create(kept.store, kai("another"))
    with kept.store.as_one():
        secret = kept.store.put_secrets({"name": b"content"})
        _, child = kept.store.create(kai())
        _, again = kept.store.create(kai("another"))
    for each in (secret, child.saved, again.saved):
        with pytest.raises(AlreadyKept):
            each.result(WAIT)
    assert not has_child(kept)
    with pytest.raises(UnknownContent):
        kept.store.get_secret("name").result(WAIT)


def test_an_exception_within_leaves_nothing_and_takes_no_place(kept: KeptStore) -> None:
    before = kept.store.last_sequence

    def create_and_fail() -> None:
        with kept.store.as_one():
            kept.store.create(kai())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        create_and_fail()
    assert kept.store.last_sequence == before
    assert not has_child(kept)
    create(kept.store, kai())
    assert kept.store.last_sequence == before + 1
    assert kept.store.check().result(WAIT).is_whole()


def test_nothing_asked_for_is_nothing_written(kept: KeptStore) -> None:
    before = kept.store.last_sequence
    with kept.store.as_one():
        pass
    assert (kept.store.last_sequence, kept.store.writer.state.waiting) == (before, 0)


def test_another_threads_change_comes_after_it(kept: KeptStore) -> None:
    create(kept.store, kai("another"))
    begun, sequences = threading.Event(), []

    def change_beside() -> None:
        begun.set()
        sequences.append(kept.store.create(a_meeting(child_id="another"))[1].sequence)

    beside = threading.Thread(target=change_beside)
    with kept.store.as_one():
        beside.start()
        assert begun.wait(WAIT)
        beside.join(0.2)
        sequences.append(kept.store.create(kai())[1].sequence)
    beside.join(WAIT)
    assert sequences == sorted(sequences)
    kept.store.load_meeting(MEETING_ID).result(WAIT)
    assert kept.store.check().result(WAIT).is_whole()
