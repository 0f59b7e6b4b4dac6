"""Which topic of the guide each page and dialog has. A test finds out when one has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

FIRST_TOPIC: Final = "start"
NEWS: Final = "new"
TOPICS: Final = {
    "FirstRunScreen": "first-start",
    "UnlockScreen": "safety",
    "WaitingScreen": "safety",
    "CaseloadPage": "caseload",
    "NewMeetingDialog": "prepare",
    "ChildPage": "child",
    "EntityDialog": "child",
    "OutcomeDialog": "child",
    "ClosedItemsDialog": "child",
    "CopiesAgainDialog": "readers",
    "AgainDialog": "child",
    "PersonSearchDialog": "child",
    "TransferDialog": "child",
    "PreparePage": "prepare",
    "InviteDialog": "prepare",
    "StartDialog": "prepare",
    "WaiverPage": "waive",
    "DeciderDialog": "waive",
    "MeetingPage": "hold",
    "PhrasePicker": "words",
    "ActionListDialog": "papers",
    "ClosePage": "close",
    "ReadBackScreen": "close",
    "RecordDialog": "sign",
    "SignDialog": "sign",
    "AfterPage": "hand-over",
    "LeftOutDialog": "hand-over",
    "AddendumDialog": "corrections",
    "CountersignDialog": "corrections",
    "LimitsDialog": "readers",
    "ChildsCopyDialog": "readers",
    "PreviewDialog": "readers",
    "PapersDialog": "papers",
    "AnnexesDialog": "papers",
    "HandOverDialog": "packs",
    "OpenPackDialog": "packs",
    "PackPeopleDialog": "packs",
    "SafetyPage": "safety",
    "PassphraseDialog": "safety",
    "CodeDialog": "safety",
    "SheetDialog": "safety",
    "RekeyDialog": "safety",
    "LockTimeDialog": "safety",
    "RestoreDialog": "backups",
    "ClearedPage": "clearing",
    "ClearDialog": "clearing",
    "FiledRecordsDialog": "clearing",
    "HoldsDialog": "clearing",
    "CertificateDialog": "verify",
    "TimeServerDialog": "verify",
    "CheckFileDialog": "verify",
    "WordsPage": "words",
    "FindStrip": "words",
    "CommandPalette": "keys",
    "KeysSheet": "keys",
    "GuideWindow": "start",
}
"""By the name of the class, which is all that is asked of it."""


def topic_around(widget: QWidget | None) -> str:
    """Return the topic of the nearest thing around a widget that has one; empty for none."""
    around = widget
    while around is not None:
        topic = TOPICS.get(type(around).__name__)
        if topic is not None:
            return topic
        around = around.parentWidget()
    return ""
