"""Puts text on the clipboard so that no history keeps it: it is there to be pasted, and nowhere else."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

# What Windows asks of a program whose text belongs neither in the history nor in the cloud; a number, 0 for no.
_WINDOWS = (
    "ExcludeClipboardContentFromMonitorProcessing",
    "CanIncludeInClipboardHistory",
    "CanUploadToCloudClipboard",
)
_NO = b"\x00\x00\x00\x00"
_KDE = "x-kde-passwordManagerHint"


def copy_privately(text: str) -> None:
    """Put a text on the clipboard, outside every history of it (after.file-and-case-note)."""
    data = QMimeData()
    data.setText(text)
    for name in _WINDOWS:
        data.setData(f'application/x-qt-windows-mime;value="{name}"', _NO)
    data.setData(_KDE, b"secret")
    QGuiApplication.clipboard().setMimeData(data)
