"""How long drawing takes beside what lays the same text out without shaping or tags, round by round."""

import gc
import statistics
import time
from collections.abc import Callable

import pytest
from benchmarks.plain_platypus import PlainPlatypus

from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer
from cpm_desktop.domain.papers.minutes import build_minutes
from cpm_desktop.domain.reader import Reader, ReaderKind
from tests.documents.rendering.test_paper_renderer import MADE_AT
from tests.domain.papers.filled_meeting import filled_meeting
from tests.domain.papers.forms_at_hand import procedure, standard_form

ROUNDS = 7
MOST = 1.15


def processor_time(doing: Callable[[], object]) -> float:
    began = time.process_time()
    doing()
    return time.process_time() - began


@pytest.mark.parametrize("knows_the_words", [False, True])
def test_a_tagged_paper_takes_hardly_longer_than_plain_platypus(knows_the_words: bool) -> None:
    form = standard_form()
    paper = build_minutes(form, filled_meeting(form), Reader(ReaderKind.FILE), roles=procedure().roles)
    renderer, platypus = PaperRenderer(), PlainPlatypus()
    assert renderer.render(paper, MADE_AT).pages >= 4
    assert platypus.draw(paper).startswith(b"%PDF")

    def draw() -> None:
        if not knows_the_words:
            renderer.forget()
        renderer.render(paper, MADE_AT)

    ratios = []
    gc.collect()
    gc.freeze()  # what other tests left is not looked through meanwhile
    try:
        for _ in range(ROUNDS):
            floor = processor_time(lambda: platypus.draw(paper))
            ratios.append(processor_time(draw) / floor)
    finally:
        gc.unfreeze()
    assert statistics.median(ratios) <= (1.0 if knows_the_words else MOST), ratios
