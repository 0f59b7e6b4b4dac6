"""Two laptops between which a meeting goes in packs: the social worker's and the chair's."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.commands import change
from cpm_desktop.domain.packs import Pack
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.pack_people import address_in, own_code
from cpm_desktop.services.pack_taking import open_pack, take_pack
from cpm_desktop.services.packing import PackFor, make_pack
from tests.a_desk import make_desk, set_clock
from tests.kais_meeting import before_the_meeting, meeting_prepared


@dataclasses.dataclass(frozen=True)
class TwoLaptops:
    """The social worker's, where the meeting was prepared, and the chair's, which knows nothing of it."""

    worker: Desk
    chair: Desk
    meeting_id: str
    folder: Path

    @property
    def child_id(self) -> str:
        return self.worker.meeting(self.meeting_id).value.facts.child_id

    def to_chair(self) -> Pack:
        return handed(self.worker, self.chair, self.meeting_id)

    def to_worker(self) -> Pack:
        return handed(self.chair, self.worker, self.meeting_id)

    def handed_over(self) -> None:
        take_pack(self.chair, self.to_chair())


def handed(sender: Desk, reader: Desk, meeting_id: str) -> Pack:
    content = make_pack(sender, meeting_id, PackFor(address=address_in(own_code(reader))))
    return open_pack(reader, content)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoLaptops]:
    played = meeting_prepared()
    worker = played.open(tmp_path / "worker", before_the_meeting())
    chair = make_desk(tmp_path / "chair", set_clock("2026-11-20", "09:00"))
    chair.workplace().perform(change(chair.workplace().value.worker, name="Ines Okafor"))
    yield TwoLaptops(worker, chair, played.subject, tmp_path)
    for desk in (worker, chair):
        desk.close()


def is_whole(desk: Desk) -> bool:
    return desk.wait(desk.store.check()).is_whole()
