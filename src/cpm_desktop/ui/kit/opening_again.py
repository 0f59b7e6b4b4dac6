"""Which method opened a dialog, and with which ids, so that it is opened again by the same after the lock.

Only methods that are marked are called again: they ask something, and change nothing by themselves.
"""

from __future__ import annotations

import functools
import inspect
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QDialog, QWidget

_MARK = "opens_again"
_BY, _IDS = "opened_by", "opened_with"  # properties of the dialog
_OPENING: ContextVar[OpenedBy | None] = ContextVar("what is being opened now", default=None)

Owner = TypeVar("Owner")
Given = ParamSpec("Given")
Dialog = TypeVar("Dialog", bound="QDialog | None")


@dataclass(frozen=True, slots=True)
class OpenedBy:
    """What opened a dialog.

    Attributes:
        method: class and method: "FileDialogs.edit_person".
        ids: what it was given.
    """

    method: str
    ids: tuple[str, ...] = ()


def opens_again(
    method: Callable[Concatenate[Owner, Given], Dialog],
) -> Callable[Concatenate[Owner, Given], Dialog]:
    """Mark a method that opens a dialog and changes nothing; it is given nothing but texts, by their place.

    Where one marked method opens by another, the inner one counts, while the dialog is opened and afterwards.
    """

    @functools.wraps(method)
    def opening(owner: Owner, /, *given: Given.args, **more: Given.kwargs) -> Dialog:
        ids = [each for each in given if not isinstance(each, bool)]  # a button says whether it is checked
        are_texts = not more and all(isinstance(each, str) for each in ids)
        by = OpenedBy(_name(owner, method.__name__), tuple(map(str, ids))) if are_texts else None
        before = _OPENING.set(by or _OPENING.get())
        try:
            dialog = cast("Callable[..., Dialog]", method)(owner, *ids, **more)
        finally:
            _OPENING.reset(before)
        if dialog is not None and by is not None and opened_by(dialog) is None:
            dialog.setProperty(_BY, by.method)
            dialog.setProperty(_IDS, list(by.ids))
        return dialog

    setattr(opening, _MARK, True)
    return opening


def opened_by(dialog: QWidget) -> OpenedBy | None:
    """Return what opened a dialog; None where it cannot be opened again."""
    method, ids = dialog.property(_BY), dialog.property(_IDS)
    return OpenedBy(str(method), tuple(str(each) for each in ids or ())) if method else None


def being_opened_by(dialog: QWidget) -> OpenedBy | None:
    """Return what opened a dialog, or is just opening it; None for something that is not marked."""
    return opened_by(dialog) or _OPENING.get()


def open_again(owners: Iterable[object], by: OpenedBy) -> bool:
    """Open a dialog again by the same method of one of the owners; False where nothing was opened.

    Raises:
        CarePlanningError: it can no longer be opened.
    """
    name = by.method.rpartition(".")[2]
    for owner in owners:
        method = getattr(type(owner), name, None)
        if method is not None and by.method == _name(owner, name) and getattr(method, _MARK, False):
            return _fits(method, by.ids) and method(owner, *by.ids) is not None
    return False


def _fits(method: Callable[..., object], ids: tuple[str, ...]) -> bool:
    """Tell whether a method takes so many ids: an earlier version may have given others."""
    try:
        inspect.signature(method).bind(None, *ids)
    except TypeError:
        return False
    return True


def _name(owner: object, method: str) -> str:
    return f"{type(owner).__name__}.{method}"
