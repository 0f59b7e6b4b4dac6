"""What is pressed for the ten captures in the live meeting: in one typed line, and in the form of its kind."""

from typing import Final

from benchmarks.key_presses.captures import SPOKEN
from benchmarks.key_presses.strokes import Chord, Said, Stroke, Words

_ENTER, _TAB = Chord("Return"), Chord("Tab")
_FINISH, _TO_NOTES = Chord("Ctrl+Shift+Return"), Chord("Alt+N")
_MOTHERS: Final = (Chord("Alt+V"), Said("2"), Words(SPOKEN.mothers), _ENTER, Chord("Ctrl+Shift+B"))
_LEAVES: Final = (Chord("Ctrl+L"), Said("jo"), _ENTER, Chord("Esc"))
BY_LINE: Final[tuple[tuple[Stroke, ...], ...]] = (
    (Words(SPOKEN.note), _ENTER),
    _MOTHERS,
    (Said('"'), Words(SPOKEN.childs), Said('" kai to pn'), _ENTER),
    (Said("="), Words(SPOKEN.decision), Said(" because "), Words(SPOKEN.reason), _ENTER),
    (Said("~"), Words(SPOKEN.recommended), _ENTER),
    (
        Said("@pn "),
        Words(SPOKEN.action),
        Said(" by 18 dec so that "),
        Words(SPOKEN.purpose),
        _ENTER,
    ),
    (Said("@pn,@jo "), Words(SPOKEN.shared), _ENTER),
    (Said("?"), Words(SPOKEN.need), _ENTER),
    (Said("x @da "), Words(SPOKEN.about), Said(': "'), Words(SPOKEN.different), Said('"'), _ENTER),
    _LEAVES,
)
BY_FORM: Final[tuple[tuple[Stroke, ...], ...]] = (
    BY_LINE[0],
    _MOTHERS,
    (
        Chord("F2"),
        Words(SPOKEN.childs),
        Chord("Alt+E"),
        Said("pn"),
        _FINISH,
        _TO_NOTES,
    ),
    (Chord("Alt+1"), Words(SPOKEN.decision), _TAB, Words(SPOKEN.reason), _FINISH, _TO_NOTES),
    (Chord("Alt+5"), Words(SPOKEN.recommended), _FINISH, _TO_NOTES),
    (
        Chord("Alt+2"),
        Words(SPOKEN.action),
        _TAB,
        Said("pn"),
        _TAB,
        Said("18 dec"),
        Chord("Alt+S"),
        Words(SPOKEN.purpose),
        _FINISH,
        _TO_NOTES,
    ),
    (Chord("Alt+2"), Said("@pn,@jo "), Words(SPOKEN.shared), _FINISH, _TO_NOTES),
    (Chord("Alt+4"), Words(SPOKEN.need), _FINISH, _TO_NOTES),
    (
        Chord("Alt+3"),
        Words(SPOKEN.about),
        Chord("Alt+O"),
        Said("da"),
        _TAB,
        Words(SPOKEN.different),
        _FINISH,
        _TO_NOTES,
    ),
    _LEAVES,
)
