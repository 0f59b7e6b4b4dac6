"""The ten captures in 4Minitz, by what it publishes: counted from its own words and templates, not driven.

github.com/4minitz/4minitz at cc1dfc42 (10 August 2020):

- The line below a topic: ``both/i18n/en.i18n.yml``, ``Topic.placeholder``: "Add Info Item. Append @username to add an
  Action Item. Press Enter to append details. Press Ctrl+Enter or Tab to submit." What is saved and that the keyboard
  comes back to the line: ``client/templates/topic/topicElement.js``, ``blur .addItemForm``. Names, labels and date:
  ``responsibleExtractor.js`` and ``labelExtractor.js`` in ``imports/services``, ``imports/helpers/date.js`` (only
  2026-12-18), ``client/templates/topic/helpers/create-item.js``. User names have three letters or more
  (``imports/config/accounts.js``); the labels "Decision" and "Proposal" are there from the start
  (``settings_sample.json``).
- The dialog: ``doc/user/usermanual.md``, "Take Meeting Minutes": an entry of the topic's menu of three dots, which is
  reached with the mouse alone (``topicElement.html``: no link, no tab stop). Its tab stops are those of
  ``client/templates/topic/topicInfoItemEdit.html``: subject, details, labels, responsible, priority, date.
"""

from typing import Final

from benchmarks.key_presses.captures import SPOKEN
from benchmarks.key_presses.strokes import Chord, Said, Stroke, Words

_TAB, _ENTER = Chord("Tab"), Chord("Return")
_OPEN: Final = (Chord("click"), Chord("click"))  # the menu of three dots, its entry

_MOTHERS: Final = (Said("Mum: "), Words(SPOKEN.mothers))
_CHILDS: Final = (Said('Kai: "'), Words(SPOKEN.childs), Said('" to PN'))
_DECISION: Final = (Said("#Decision "), Words(SPOKEN.decision), Said(" because "), Words(SPOKEN.reason))
_RECOMMENDATION: Final = (Said("#Proposal "), Words(SPOKEN.recommended))
_ACTION: Final = (Words(SPOKEN.action), Said(" so that "), Words(SPOKEN.purpose))
_NEED: Final = (Said("#unmet "), Words(SPOKEN.need))
_DIFFERENT: Final = (
    Said("Mum disagrees, "),
    Words(SPOKEN.about),
    Said(': "'),
    Words(SPOKEN.different),
    Said('"'),
)
_LEFT: Final = (Said("JO left 14:30"),)

BY_LINE: Final[tuple[tuple[Stroke, ...], ...]] = (
    (Words(SPOKEN.note), _TAB),
    (*_MOTHERS, _TAB),
    (*_CHILDS, _TAB),
    (*_DECISION, _TAB),
    (*_RECOMMENDATION, _TAB),
    (Said("@pna "), *_ACTION, Said(" 2026-12-18"), _TAB),
    (Said("@pna @jok "), Words(SPOKEN.shared), _TAB),
    (*_NEED, _TAB),
    (*_DIFFERENT, _TAB),
    (*_LEFT, _TAB),
)
BY_DIALOG: Final[tuple[tuple[Stroke, ...], ...]] = (
    (*_OPEN, Words(SPOKEN.note), _ENTER),
    (*_OPEN, *_MOTHERS, _ENTER),
    (*_OPEN, *_CHILDS, _ENTER),
    (*_OPEN, *_DECISION, _ENTER),
    (*_OPEN, *_RECOMMENDATION, _ENTER),
    (
        *_OPEN,
        *_ACTION,
        Chord("Tab", 3),
        Said("pna"),
        _ENTER,
        Chord("Tab", 2),
        Said("2026-12-18"),
        _ENTER,
    ),
    (
        *_OPEN,
        Words(SPOKEN.shared),
        Chord("Tab", 3),
        Said("pna"),
        _ENTER,
        Said("jok"),
        _ENTER,
        Chord("Tab", 4),  # past priority, date and "Cancel" to "Save"
        _ENTER,
    ),
    (*_OPEN, *_NEED, _ENTER),
    (*_OPEN, *_DIFFERENT, _ENTER),
    (*_OPEN, *_LEFT, _ENTER),
)
