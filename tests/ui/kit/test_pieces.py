"""Work in pieces: keys and painting come between them."""

from PySide6.QtCore import QObject, QTimer

from cpm_desktop.ui.kit.pieces import Pieces
from tests.patient_bot import PatientBot


def test_each_piece_has_a_turn_of_its_own(qtbot: PatientBot) -> None:
    owner, done = QObject(), list[str]()
    beats = QTimer(owner)
    beats.timeout.connect(lambda: done.append("beat"))
    beats.start(0)
    pieces = Pieces(owner)
    pieces.begin(lambda: done.append("first"), lambda: done.append("second"), lambda: done.append("third"))
    assert not done
    assert not pieces.are_done
    qtbot.waitUntil(lambda: pieces.are_done)
    beats.stop()
    places = [done.index(one) for one in ("first", "second", "third")]
    assert places == sorted(places)
    assert "beat" in done[places[0] : places[1]]
    assert "beat" in done[places[1] : places[2]]


def test_what_is_left_is_done_at_once_in_its_order(qtbot: PatientBot) -> None:
    owner, done = QObject(), list[int]()
    pieces = Pieces(owner)
    pieces.begin(*(lambda number=number: done.append(number) for number in range(3)))
    pieces.finish()
    assert done == [0, 1, 2]
    qtbot.wait(20)
    assert done == [0, 1, 2]


def test_pieces_begun_anew_take_the_place_of_those_before(qtbot: PatientBot) -> None:
    owner, done = QObject(), list[str]()
    pieces = Pieces(owner)
    pieces.begin(lambda: done.append("old"))
    pieces.begin(lambda: done.append("new"))
    qtbot.waitUntil(lambda: pieces.are_done)
    pieces.begin(lambda: done.append("dropped"))
    pieces.drop()
    qtbot.wait(20)
    assert done == ["new"]
    assert pieces.are_done
