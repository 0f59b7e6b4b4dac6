"""A newcomer goes through the guide from the first start to the hand-over: every step as written, by keys, and seen."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from cpm_desktop.domain.guide.topics import Steps, as_words
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.services.guide import load_guide
from cpm_desktop.services.handing_over import document_bytes, document_for, verify_bytes
from cpm_desktop.services.unlocking import unlock, usual_surroundings
from tests.whole_meeting.newcomers_steps import ACTS, PASSPHRASE, WAY, Newcomer
from tests.whole_meeting.seen_application import own_display

PICTURES = "CPM_TEST_PICTURES"
"""A folder: what the display shows after each step is kept there."""


def steps_of_the_guide() -> list[str]:
    """Return the words of every numbered step on the way, in the order of the guide."""
    topics = [load_guide().topic(each) for each in WAY]
    blocks = [block for topic in topics for section in topic.sections for block in section.blocks]
    return [as_words(text) for block in blocks if isinstance(block, Steps) for text in block.steps]


def test_every_step_on_the_way_has_its_act_and_none_is_left_over() -> None:
    assert list(ACTS) == steps_of_the_guide()


@pytest.mark.slow
@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("Xvfb") is None, reason="needs a display of its own"
)
def test_a_newcomer_comes_from_the_first_start_to_the_hand_over(tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    with own_display() as display, Newcomer(display, tmp_path / "store", folder) as run:
        for number, words in enumerate(steps_of_the_guide(), 1):
            try:
                ACTS[words](run)
            except AssertionError as fault:
                raise AssertionError(f"step {number}, “{words}”: {fault}") from fault
            finally:
                keep_picture(display, number)
        run.wait_saved()
        assert run.end() == 0
    desk = unlock(tmp_path / "store", PASSPHRASE, usual_surroundings())
    [child] = desk.wait(desk.store.caseload())
    [meeting] = [
        held
        for line in desk.wait(desk.store.meetings_of(child.child_id))
        if (held := desk.meeting(line.id).value).facts.started_at
    ]
    assert meeting.facts.stage is Stage.SIGNED
    document = document_for(meeting, "")
    assert document is not None
    assert verify_bytes(document_bytes(desk, document)).is_whole
    desk.close()


def keep_picture(display: str, number: int) -> None:
    """Keep what the display shows, where a folder is named."""
    if os.environ.get(PICTURES):
        from PIL import ImageGrab  # noqa: PLC0415 - only where pictures are kept

        ImageGrab.grab(xdisplay=display).save(Path(os.environ[PICTURES]) / f"step-{number:02}.png")
